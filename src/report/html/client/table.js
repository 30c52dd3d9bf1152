/** The table of files: which are listed, in which order, and which are open. */
import { leastOf, mostOf } from '../../size.ts';
import { code, counted, element, part, shown, sizesText } from './elements.js';
import { detailsOf, fromTo } from './details.js';
import { entries, OUTCOMES } from './files.js';
import { isWanted } from './outcomes.js';

/**
 * @typedef {import('./files.js').Entry} Entry
 * @typedef {import('./files.js').PageFile} PageFile
 */

/** Rows are made this many at a time, when the reader comes near the end of those there are. */
const CHUNK = 100;

const body = part('rows', HTMLElement);
const sentinel = part('more', HTMLElement);
const status = part('status', HTMLElement);
const empty = part('empty', HTMLElement);

/** The files that pass the filter, in order. @type {readonly Entry[]} */
let listed = entries;
/** How many of them have a row. */
let drawn = 0;
/** Numbers of the files whose details are open; they stay open when the list changes. */
const open = /** @type {Set<number>} */ (new Set());
/** @type {{ column: string, descending: boolean }} */
let order = { column: '', descending: false };

/** @type {Readonly<Record<string, (file: PageFile, name: string) => string | number>>} */
const SORT_KEYS = {
  outcome: (file) => OUTCOMES.indexOf(file.outcome),
  name: (_, name) => name,
  code: (file) => file.code,
  base: (file) => (file.summary === null ? '\uffff' : `${file.summary.to} ${file.summary.from}`),
  confidence: (file) => ['proven', 'likely', 'possible', null].indexOf(file.confidence),
  assumptions: (file) => file.assumptions.length,
  size: (file) => (file.sizes === null ? 0 : leastOf(file.sizes.before) - mostOf(file.sizes.after)),
};

/**
 * Lists the files that have all the words, in the order asked for.
 *
 * @param {readonly string[]} words in lower case
 */
export function list(words) {
  const passing = entries.filter(
    (entry) => isWanted(entry.file) && words.every((word) => entry.words.includes(word)),
  );
  const key = SORT_KEYS[order.column];
  listed = key === undefined ? passing : passing.toSorted(comparing(key));
  drawn = 0;
  body.replaceChildren();
  drawMore();
  empty.hidden = listed.length > 0;
  status.textContent =
    listed.length === entries.length
      ? counted(entries.length, 'file')
      : `${listed.length.toLocaleString('en')} of ${counted(entries.length, 'file')}`;
}

/**
 * Sets the order for the next `list`: by this column, the other way round when it already is.
 *
 * @param {string} column
 */
export function orderBy(column) {
  order = { column, descending: order.column === column && !order.descending };
  return order;
}

/**
 * @param {(file: PageFile, name: string) => string | number} key
 * @returns {(a: Entry, b: Entry) => number}
 */
function comparing(key) {
  const sign = order.descending ? -1 : 1;
  return (a, b) => {
    const left = key(a.file, a.name);
    const right = key(b.file, b.name);
    if (left === right) return a.index - b.index;
    return left < right ? -sign : sign;
  };
}

function drawMore() {
  const next = listed.slice(drawn, drawn + CHUNK);
  drawn += next.length;
  body.append(...next.flatMap(rowsOf));
  sentinel.hidden = drawn >= listed.length;
  if (body.querySelector('.name[tabindex="0"]') === null) takeTabStop(body.querySelector('.name'));
}

export function drawAll() {
  while (drawn < listed.length) drawMore();
}

/** Makes rows as the reader scrolls near the end of them. */
export function drawOnScroll() {
  const observer = new IntersectionObserver(
    (changes) => {
      if (!changes.some(({ isIntersecting }) => isIntersecting)) return;
      drawMore();
      // Only changes are told: a window taller than the new rows would wait for ever.
      observer.unobserve(sentinel);
      observer.observe(sentinel);
    },
    { rootMargin: '600px' },
  );
  observer.observe(sentinel);
}

/** @param {Entry} entry */
function rowsOf(entry) {
  const { file, index } = entry;
  const { summary, sizes, assumptions } = file;
  const isOpen = open.has(index);
  const button = element(
    'button',
    { type: 'button', class: 'name', tabindex: '-1', 'aria-expanded': String(isOpen), id: nameId(index) },
    name(entry),
  );
  const row = element('tr', { class: isOpen ? 'file open' : 'file' }, [
    element('td', {}, [element('span', { class: `outcome ${file.outcome}` }, [file.outcome])]),
    element('th', { scope: 'row' }, [button]),
    element('td', {}, [code(file.code)]),
    element('td', { class: 'base' }, summary === null ? [] : fromTo(summary.from, summary.to)),
    element('td', {}, [file.confidence ?? '']),
    element('td', {}, assumptions.length === 0 ? [] : [String(assumptions.length)]),
    element('td', { class: 'size' }, sizes === null ? [] : sizesText(sizes)),
  ]);
  button.addEventListener('click', () => toggleDetails(entry, row, button));
  // The whole row is a larger target for the pointer; the button is what the keyboard and screen readers use.
  row.addEventListener('click', ({ target }) => {
    const selecting = (document.getSelection()?.toString() ?? '') !== '';
    if (!selecting && target instanceof Element && target.closest('button') === null) button.click();
  });
  return isOpen ? [row, detailsRow(entry)] : [row];
}

/** The file's name with the root in the background. @param {Entry} entry */
function name({ file, name: full }) {
  if (!full.endsWith(file.path)) return shown(full);
  return [
    element('span', { class: 'root' }, shown(full.slice(0, full.length - file.path.length))),
    ...shown(file.path),
  ];
}

/** @param {number} index */
function nameId(index) {
  return `name-${index}`;
}

/** @param {Entry} entry */
function detailsRow(entry) {
  return element('tr', { class: 'details' }, [element('td', { colspan: '7' }, [detailsOf(entry)])]);
}

/**
 * @param {Entry} entry
 * @param {HTMLElement} row
 * @param {HTMLElement} button
 */
function toggleDetails(entry, row, button) {
  const opening = !open.has(entry.index);
  if (opening) {
    open.add(entry.index);
    row.after(detailsRow(entry));
  } else {
    open.delete(entry.index);
    row.nextElementSibling?.remove();
  }
  row.classList.toggle('open', opening);
  button.setAttribute('aria-expanded', String(opening));
  takeTabStop(button);
}

/** Of all the files only one is in the tab order; the arrow keys move between them. @param {Element | null} button */
function takeTabStop(button) {
  for (const other of body.querySelectorAll('.name[tabindex="0"]')) other.setAttribute('tabindex', '-1');
  button?.setAttribute('tabindex', '0');
}

/**
 * Moves the focus among the files.
 *
 * @param {'ArrowDown' | 'ArrowUp' | 'Home' | 'End'} key
 * @returns {boolean} whether there was a file to go to
 */
export function moveFocus(key) {
  const at = focused();
  if (key === 'End' || at + 1 >= drawn) drawAll();
  const names = [...body.querySelectorAll('.name')];
  const last = names.length - 1;
  const targets = { ArrowDown: Math.min(at + 1, last), ArrowUp: at - 1, Home: 0, End: last };
  const next = names[targets[key]];
  if (!(next instanceof HTMLElement)) return false;
  takeTabStop(next);
  next.focus();
  return true;
}

/** Which of the listed files has the focus; -1 for none. */
export function focused() {
  const active = document.activeElement;
  return active === null ? -1 : [...body.querySelectorAll('.name')].indexOf(active);
}

/** Opens or closes the file that has the focus, as in a tree. @param {boolean} wanted */
export function setOpen(wanted) {
  const active = document.activeElement;
  if (active instanceof HTMLElement && active.matches('.name') && isOpened(active) !== wanted) active.click();
}

/**
 * Closes the file whose name or details these are; the focus goes back to its name.
 *
 * @param {EventTarget | null} inside
 * @returns {boolean} whether there was one to close
 */
export function closeAround(inside) {
  const row = inside instanceof Element ? inside.closest('#rows > tr') : null;
  const button = (row?.matches('.details') === true ? row.previousElementSibling : row)?.querySelector(
    '.name',
  );
  if (!(button instanceof HTMLElement) || !isOpened(button)) return false;
  button.click();
  button.focus();
  return true;
}

/** @param {Element} button */
function isOpened(button) {
  return button.getAttribute('aria-expanded') === 'true';
}

/**
 * Opens the file of this name and brings it into view, if it is listed.
 *
 * @param {string} wanted
 */
export function openFile(wanted) {
  const entry = listed.find((each) => each.name === wanted);
  if (entry === undefined) return;
  while (listed.indexOf(entry) >= drawn) drawMore();
  const button = document.getElementById(nameId(entry.index));
  if (!open.has(entry.index)) button?.click();
  button?.scrollIntoView({ block: 'start' });
  button?.focus({ preventScroll: true });
}
