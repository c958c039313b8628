// The page: state from the link, the two parts, the controls' first values.
import inputs from 'study-inputs';
import { Playground } from './playground.js';
import { fromHash, tasks, toHash, widths } from './state.js';
import { Verify } from './verify.js';

const state = fromHash(location.hash);
const control = (key) => document.querySelector(`[data-key="${key}"]`);

control('task').append(
  ...Object.entries(tasks)
    .filter(([task]) => task === 'sine' || task === 'friedman1' || inputs.tables[task])
    .map(([task, { name }]) => new Option(name, task)),
);
control('width').dataset.values = widths.join(' ');
control('width').max = widths.length - 1;

function showControls() {
  for (const key of ['task', 'hiddenLayers', 'trainingPoints', 'seed'])
    if (document.activeElement !== control(key) || key !== 'seed') control(key).value = state[key];
  control('width').value = widths.indexOf(state.width);
  control('width').setAttribute('aria-valuetext', `${state.width} units`);
  document.getElementById('hidden-layers-value').textContent = state.hiddenLayers;
  document.getElementById('width-value').textContent = state.width;
}

showControls();
const playground = new Playground(document.getElementById('playground'), state, inputs.tables, () => {
  history.replaceState(null, '', toHash(state));
  showControls();
});
control('task').addEventListener('input', () => playground.change({ trainingPoints: tasks[state.task].trainingPoints }));
// A hash without a state (#verify) is a place on the page.
addEventListener('hashchange', () => location.hash.includes('=') && playground.change(fromHash(location.hash)));

new Verify(document.getElementById('verify'), inputs);
