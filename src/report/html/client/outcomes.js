/** How many files ended how and with which codes; the numbers are also the filter. */
import { element, shown } from './elements.js';
import { entries, OUTCOMES } from './files.js';

/**
 * @typedef {import('./files.js').Entry} Entry
 * @typedef {import('./files.js').PageFile} PageFile
 */

/** Outcomes and codes the reader asked for; none means all. */
const wanted = /** @type {Set<string>} */ (new Set());

/** @param {PageFile} file */
export function isWanted(file) {
  return wanted.size === 0 || wanted.has(outcomeKey(file.outcome)) || wanted.has(codeKey(file.code));
}

export function anyWanted() {
  return wanted.size > 0;
}

export function wantAll() {
  wanted.clear();
  for (const button of document.querySelectorAll('[aria-pressed]'))
    button.setAttribute('aria-pressed', 'false');
}

/** @param {PageFile['outcome']} outcome */
function outcomeKey(outcome) {
  return `outcome:${outcome}`;
}

/** @param {string} code */
function codeKey(code) {
  return `code:${code}`;
}

/**
 * @param {HTMLElement} bar
 * @param {HTMLElement} cards
 * @param {() => void} changed called when the reader asks for something else
 */
export function drawOutcomes(bar, cards, changed) {
  for (const outcome of OUTCOMES) {
    const files = entries.filter((entry) => entry.file.outcome === outcome);
    if (files.length > 0) {
      const share = element('span', { class: `share ${outcome}` });
      share.style.flexGrow = String(files.length);
      bar.append(share);
    }
    cards.append(outcomeCard(outcome, files, changed));
  }
}

/**
 * @param {PageFile['outcome']} outcome

 * @param {readonly Entry[]} files
 * @param {() => void} changed
 */
function outcomeCard(outcome, files, changed) {
  /** @type {Map<string, number>} */
  const codes = new Map();
  for (const { file } of files) codes.set(file.code, (codes.get(file.code) ?? 0) + 1);
  const byCount = [...codes].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return element('li', { class: `card ${outcome}` }, [
    toggle(outcomeKey(outcome), { class: 'total', disabled: files.length === 0, changed }, [
      element('span', { class: 'number' }, [files.length.toLocaleString('en')]),
      element('span', { class: 'label' }, [outcome]),
    ]),
    element(
      'ul',
      { class: 'codes', 'aria-label': `codes of ${outcome} files` },
      byCount.map(([name, count]) =>
        element('li', {}, [
          toggle(codeKey(name), { class: 'chip', disabled: false, changed }, [
            ...shown(name),
            ' ',
            element('span', { class: 'count' }, [count.toLocaleString('en')]),
          ]),
        ]),
      ),
    ),
  ]);
}

/**
 * @param {string} key
 * @param {{ class: string, disabled: boolean, changed: () => void }} options
 * @param {readonly (Node | string)[]} children
 */
function toggle(key, options, children) {
  const button = element(
    'button',
    { type: 'button', class: options.class, 'aria-pressed': 'false' },
    children,
  );
  button.disabled = options.disabled;
  button.addEventListener('click', () => {
    if (!wanted.delete(key)) wanted.add(key);
    button.setAttribute('aria-pressed', String(wanted.has(key)));
    options.changed();
  });
  return button;
}
