/** What is told about one file when it is opened. */
import { sentence } from '../../sentence.ts';
import { code, element, shown, sizesText } from './elements.js';
import { drawGraphs } from './graph.js';
import { goToLine, lineId, listingOf } from './listing.js';

/**
 * @typedef {import('./files.js').Entry} Entry
 * @typedef {import('./files.js').PageFile} PageFile
 * @typedef {import('../../../rule/types.ts').Evidence} Evidence
 */

/** @param {Entry} entry */
export function detailsOf({ file, index, name }) {
  const listing = listingOf(file, index);
  const parts = [
    element('p', { class: 'message' }, shown(sentence(file.message))),
    facts(file),
    statements('Why', file.reasons, index, listing.lines),
    statements('Taken for granted', file.assumptions, index, listing.lines),
    file.evidence === null
      ? undefined
      : element('section', {}, [
          element('h3', {}, ['Found']),
          element('p', { class: 'evidence' }, place(file.evidence, index, listing.lines)),
        ]),
    file.advice === null
      ? undefined
      : element('section', {}, [
          element('h3', {}, ['What to do']),
          element('p', {}, shown(sentence(file.advice))),
        ]),
    file.graphs === null ? undefined : drawGraphs(file.graphs),
    listing.drawn,
  ];
  return element(
    'div',
    { role: 'group', 'aria-label': `details of ${name}` },
    parts.filter((each) => each !== undefined),
  );
}

/** @param {PageFile} file */
function facts({ summary, sizes }) {
  /** @type {[string, readonly (Node | string)[]][]} */
  const rows = [];
  if (summary !== null) {
    rows.push(['Base', fromTo(summary.from, summary.to)]);
    if (summary.whyNotSmaller !== '') rows.push(['No smaller base', shown(summary.whyNotSmaller)]);
    if (summary.copied.length > 0) rows.push(['Copied', separated(summary.copied)]);
    if (summary.packages.length > 0) rows.push(['Installed', separated(summary.packages)]);
  }
  if (sizes !== null) rows.push(['Image size', sizesText(sizes)]);
  if (rows.length === 0) return undefined;
  return element(
    'dl',
    {},
    rows.map(([term, value]) => element('div', {}, [element('dt', {}, [term]), element('dd', {}, value)])),
  );
}

/** @param {readonly string[]} texts */
function separated(texts) {
  return texts.flatMap((text, index) => (index === 0 ? [code(text)] : [', ', code(text)]));
}

/**
 * @param {string} title
 * @param {PageFile['reasons']} list
 * @param {number} index
 * @param {ReadonlySet<number>} lines
 */
function statements(title, list, index, lines) {
  if (list.length === 0) return undefined;
  return element('section', {}, [
    element('h3', {}, [title]),
    element(
      'ul',
      {},
      list.map(({ message, evidence }) =>
        element('li', {}, [
          ...shown(sentence(message)),
          ...(evidence === null
            ? []
            : [element('span', { class: 'evidence' }, place(evidence, index, lines))]),
        ]),
      ),
    ),
  ]);
}

/**
 * @param {string} from
 * @param {string} to
 */
export function fromTo(from, to) {
  return [code(from), ' → ', code(to)];
}

/**
 * Where a statement comes from: a link where the page shows that line.
 *
 * @param {Evidence} evidence
 * @param {number} index
 * @param {ReadonlySet<number>} lines
 */
function place({ file, line, text }, index, lines) {
  const source = code(text.trim());
  if (file !== 'Dockerfile') return [...shown(`${file}:${line}`), ' ', source];
  if (!lines.has(line)) return [`line ${line}`, ' ', source];
  const link = element('a', { href: `#${lineId(index, line)}` }, [`line ${line}`]);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    goToLine(index, line);
  });
  return [link, ' ', source];
}
