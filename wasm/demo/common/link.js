// Copies the page's address to the clipboard. Where the browser gives the page no clipboard, the address is shown and
// selected instead.
import { make } from './dom.js';

/// Copies a text, or selects it in `place` for the reader to copy: {done, words}, whether it is copied and what to say.
export async function copied(text, place) {
  const done = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (!done) getSelection().selectAllChildren(place);
  return { done, words: done ? 'Copied.' : 'Selected: copy it by your keyboard.' };
}

/// The page's buttons "Copy link".
export function linkCopying() {
  for (const button of document.querySelectorAll('[data-copy-link]')) {
    const said = make('span', { className: 'copied' });
    said.setAttribute('role', 'status');
    button.after(said);
    button.onclick = async () => {
      said.replaceChildren(make('code', { textContent: location.href }));
      const { done, words } = await copied(location.href, said);
      if (done) said.textContent = words;
    };
  }
}

/// The links of the page's foot. `pipeline/reproduce` puts the page beside the paper under this name; elsewhere there is none.
export function foot() {
  const byId = (id) => document.getElementById(id);
  byId('the-paper').hidden = !location.pathname.endsWith('/demo.html');
  byId('copy-bibtex').onclick = async () =>
    (byId('bibtex-copied').textContent = (await copied(byId('bibtex').textContent, byId('bibtex'))).words);
}
