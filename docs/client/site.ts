/** On every page: the search, and the menu on narrow screens. */
import MiniSearch from 'minisearch';
import documents from 'virtual:documents';
import { byId, make } from './elements.ts';

const most = 12;
const input = byId('search', HTMLInputElement);
const list = byId('found', HTMLOListElement);
const menu = byId('menu', HTMLElement);
const menuButton = byId('menu-button', HTMLButtonElement);
const root = document.body.dataset['root'] ?? '.';

let index: MiniSearch | undefined;

/** Made at the first search: most visits need none. */
function searched(words: string): readonly { readonly id: string; readonly title: string }[] {
  index ??= indexed();
  const found = index.search(words, { prefix: true, fuzzy: 0.15, boost: { title: 4 }, combineWith: 'AND' });
  return found.slice(0, most).map(({ id, title }) => ({ id: String(id), title: String(title) }));
}

function indexed(): MiniSearch {
  const made = new MiniSearch({
    fields: ['title', 'text'],
    storeFields: ['title'],
    // `files-spread` is found by each of its words, and by both.
    tokenize: (text) => text.split(/[\s,.;:()[\]{}"'`/-]+/u).filter((word) => word !== ''),
  });
  made.addAll([...documents]);
  return made;
}

function show(): void {
  const words = input.value.trim();
  const found = words === '' ? [] : searched(words);
  list.replaceChildren(
    ...found.map(({ id, title }) => make('li', {}, make('a', { href: `${root}/${id}` }, title))),
    ...(words !== '' && found.length === 0 ? [make('li', { class: 'none' }, 'nothing found')] : []),
  );
  list.hidden = words === '';
}

/** Up and down go through what was found, from the field and back to it. */
function step(by: 1 | -1): void {
  const all = [input, ...list.querySelectorAll('a')];
  const at = all.findIndex((each) => each === document.activeElement);
  all[(Math.max(at, 0) + by + all.length) % all.length]?.focus();
}

input.addEventListener('input', show);
input.addEventListener('focus', show);
input.closest('.search')?.addEventListener('keydown', (event) => {
  if (!(event instanceof KeyboardEvent)) return;
  if (event.key === 'ArrowDown') step(1);
  else if (event.key === 'ArrowUp') step(-1);
  else if (event.key === 'Escape') {
    list.hidden = true;
    input.blur();
  } else if (event.key === 'Enter' && event.target === input) list.querySelector('a')?.click();
  else return;
  event.preventDefault();
});
document.addEventListener('click', ({ target }) => {
  if (!(target instanceof Node) || input.closest('.search')?.contains(target) !== true) list.hidden = true;
});
document.addEventListener('keydown', (event) => {
  const typing =
    event.target instanceof HTMLInputElement ||
    event.target instanceof HTMLTextAreaElement ||
    event.target instanceof HTMLSelectElement;
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  input.focus();
});
menuButton.addEventListener('click', () => {
  const open = menu.classList.toggle('open');
  menuButton.setAttribute('aria-expanded', String(open));
});
