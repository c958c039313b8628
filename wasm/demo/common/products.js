// Says how inner products multiply and add here (core/numeric/dispatch.hpp), by the instruction set that a worker
// chose.
import { Client, exactAsked } from './client.js';

const inWords = {
  relaxed: 'fused multiply-add by f64x2.relaxed_madd',
  simd128: 'fused multiply-add in software',
  plain: 'multiply and add, not fused',
};
export const described = ({ instruction_set }) => `${instruction_set}: ${inWords[instruction_set]}`;

/// Where the browser has no exact and fast instruction, says so, hides what is not true then, and lets the reader ask
/// for the exact form.
export async function sayHow(notice) {
  const client = new Client();
  const { instruction_set } = await client.call('info');
  client.close();
  if (instruction_set === 'relaxed') return;
  document.body.classList.toggle('plain', instruction_set === 'plain');
  const asks = notice.querySelector('input');
  asks.checked = exactAsked;
  asks.onchange = () => (location.search = asks.checked ? '?exact' : '');
  notice.hidden = false;
}
