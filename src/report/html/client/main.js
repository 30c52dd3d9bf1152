/** The script of the HTML report: what happens when. It runs in a browser, from a file, without any other file. */
import { part } from './elements.js';
import { anyWanted, drawOutcomes, wantAll } from './outcomes.js';
import { drawSizes } from './sizes.js';
import {
  closeAround,
  drawAll,
  drawOnScroll,
  focused,
  list,
  moveFocus,
  openFile,
  orderBy,
  setOpen,
} from './table.js';

const filter = part('filter', HTMLInputElement);
const clear = part('clear', HTMLButtonElement);

function refresh() {
  const words = filter.value
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  list(words);
  clear.hidden = words.length === 0 && !anyWanted();
}

filter.addEventListener('input', refresh);

clear.addEventListener('click', () => {
  filter.value = '';
  wantAll();
  refresh();
  filter.focus();
});

for (const header of document.querySelectorAll('th')) {
  const { column } = header.dataset;
  if (column === undefined) continue;
  header.querySelector('button')?.addEventListener('click', () => {
    const { descending } = orderBy(column);
    for (const other of document.querySelectorAll('th[aria-sort]')) other.removeAttribute('aria-sort');
    header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    refresh();
  });
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const inFilter = event.target === filter;
  switch (event.key) {
    case '/':
      if (inFilter) return;
      filter.focus();
      filter.select();
      break;
    case 'Escape':
      if (inFilter) {
        filter.value = '';
        refresh();
      } else if (!closeAround(event.target)) return;
      break;
    case 'ArrowRight':
    case 'ArrowLeft':
      if (focused() === -1) return;
      setOpen(event.key === 'ArrowRight');
      break;
    case 'ArrowDown':
      if (!(inFilter || focused() !== -1) || !moveFocus(event.key)) return;
      break;
    case 'ArrowUp':
      if (focused() === -1) return;
      // From the first file the way leads back to the filter.
      if (!moveFocus(event.key)) filter.focus();
      break;
    case 'Home':
    case 'End':
      if (focused() === -1 || !moveFocus(event.key)) return;
      break;
    default:
      return;
  }
  event.preventDefault();
});

/** A link to a file names it, so that it still leads there in the report of the next run. */
function openLinked() {
  openFile(decoded(location.hash.slice(1)));
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

addEventListener('hashchange', openLinked);
addEventListener('beforeprint', drawAll);

drawOutcomes(part('bar', HTMLElement), part('outcomes', HTMLElement), refresh);
drawSizes(part('sizes', HTMLElement));
refresh();
drawOnScroll();
openLinked();
