/** The diff of a file, or its text, as a table with a line to each row. */
import { counted, element, forEars, shown } from './elements.js';
import { commonEnds, diffRows, sections, sourceRows } from './rows.ts';

/**
 * @typedef {import('./files.js').PageFile} PageFile
 * @typedef {import('./rows.ts').Line} Line
 * @typedef {import('./rows.ts').Row} Row
 * @typedef {import('./rows.ts').Rows} Rows
 * @typedef {import('./rows.ts').CommonEnds} CommonEnds
 *
 * @typedef {object} Options
 * @property {number} index number of the file, which makes the ids of its rows unique
 * @property {ReadonlySet<number>} marks lines of the original that decided the outcome
 * @property {boolean} twoSides before and after, or one text
 * @property {boolean} showReturns the file has lines with and without a carriage return
 */

/**
 * What the page shows of the file's text, and which lines of the original are in it.
 *
 * @param {PageFile} file
 * @param {number} index
 * @returns {{ drawn: HTMLElement | undefined, lines: ReadonlySet<number> }}
 */
export function listingOf(file, index) {
  const hunks =
    file.diff !== null ? diffRows(file.diff) : file.source !== null ? [sourceRows(file.source)] : [];
  if (hunks.length === 0) {
    const note = element('p', { class: 'note' }, ['The file is too large to be shown here.']);
    return { drawn: file.tooLarge ? note : undefined, lines: new Set() };
  }
  const sides = hunks.flat().flatMap(({ left, right }) => [left, right].filter((line) => line !== undefined));
  const options = {
    index,
    marks: new Set(file.evidence?.file === 'Dockerfile' ? [file.evidence.line] : []),
    twoSides: file.diff !== null,
    showReturns: new Set(sides.map(({ text }) => text.endsWith('\r'))).size > 1,
  };
  const title = options.twoSides ? 'Before and after' : 'The file';
  return {
    drawn: element('section', {}, [
      element('h3', {}, [title]),
      element('div', { class: 'listing', tabindex: '0', role: 'group', 'aria-label': title }, [
        drawHunks(hunks, options),
      ]),
    ]),
    lines: new Set(hunks.flat().flatMap(({ left }) => (left === undefined ? [] : [left.number]))),
  };
}

/**
 * @param {number} index
 * @param {number} line
 */
export function lineId(index, line) {
  return `line-${index}-${line}`;
}

/**
 * @param {number} index
 * @param {number} line
 */
export function goToLine(index, line) {
  const row = document.getElementById(lineId(index, line));
  if (row === null) return;
  const fold = row.closest('tbody');
  if (fold?.hidden === true) unfold(fold);
  for (const other of document.querySelectorAll('tr.here')) other.classList.remove('here');
  row.classList.add('here');
  row.scrollIntoView({ block: 'center' });
  row.focus({ preventScroll: true });
}

/**
 * @param {readonly Rows[]} hunks
 * @param {Options} options
 */
function drawHunks(hunks, options) {
  const titles = options.twoSides ? ['Line', 'Before', 'Line', 'After'] : ['Line', 'Text'];
  return element('table', { class: options.twoSides ? 'two' : 'one' }, [
    // The head is for ears only and out of the layout, so the columns get their widths from these.
    element(
      'colgroup',
      {},
      titles.map((title) => element('col', { class: title === 'Line' ? 'line' : 'text' })),
    ),
    element('thead', { class: 'for-ears' }, [
      element(
        'tr',
        {},
        titles.map((title) => element('th', { scope: 'col' }, [title])),
      ),
    ]),
    ...hunks.flatMap((rows, at) => [
      ...(at === 0 ? [] : [acrossAll('gap', '⋯')]),
      ...sections(rows, options.marks).flatMap((section) => drawSection(section, options)),
    ]),
  ]);
}

/**
 * @param {import('./rows.ts').Section} section
 * @param {Options} options
 */
function drawSection({ rows, folded }, options) {
  const drawn = element(
    'tbody',
    {},
    rows.map((row) => drawRow(row, options)),
  );
  if (!folded) return [drawn];
  const button = element('button', { type: 'button', class: 'unfold' }, [
    `show ${counted(rows.length, 'more line')}`,
  ]);
  button.addEventListener('click', () => {
    unfold(drawn);
    drawn.querySelector('tr')?.focus();
  });
  drawn.hidden = true;
  return [acrossAll('cover', button), drawn];
}

/**
 * @param {string} className
 * @param {Node | string} content
 */
function acrossAll(className, content) {
  return element('tbody', { class: className }, [
    element('tr', {}, [element('td', { colspan: '4' }, [content])]),
  ]);
}

/** @param {HTMLElement} section */
function unfold(section) {
  section.hidden = false;
  const cover = section.previousElementSibling;
  if (cover?.classList.contains('cover') === true) cover.remove();
}

/**
 * @param {Row} row
 * @param {Options} options
 */
function drawRow({ kind, left, right }, { index, marks, twoSides, showReturns }) {
  const changed = kind === 'changed';
  const common =
    changed && left !== undefined && right !== undefined ? commonEnds(left.text, right.text) : undefined;
  const row = element('tr', {}, [
    ...drawSide(left, { change: changed ? 'removed' : '', common, showReturns }),
    ...(twoSides ? drawSide(right, { change: changed ? 'added' : '', common, showReturns }) : []),
  ]);
  if (left !== undefined) {
    row.id = lineId(index, left.number);
    row.tabIndex = -1;
    if (marks.has(left.number)) row.classList.add('mark');
  }
  return row;
}

/**
 * @param {Line | undefined} line
 * @param {{ change: '' | 'removed' | 'added', common: CommonEnds | undefined, showReturns: boolean }} how
 */
function drawSide(line, { change, common, showReturns }) {
  if (line === undefined) {
    return [element('td', { class: 'line absent' }), element('td', { class: 'absent' })];
  }
  const returned = line.text.endsWith('\r');
  return [
    element('td', { class: `line ${change}` }, [String(line.number)]),
    element('td', { class: change }, [
      ...(change === '' ? [] : [forEars(`${change}: `)]),
      ...marked(returned ? line.text.slice(0, -1) : line.text, common),
      ...(returned && showReturns ? [element('span', { class: 'escape' }, ['\\r'])] : []),
      ...(line.ended ? [] : [element('span', { class: 'note' }, [' no newline at the end'])]),
    ]),
  ];
}

/**
 * The text with the part marked that differs from the line beside it.
 *
 * @param {string} text
 * @param {CommonEnds | undefined} common
 * @returns {readonly (Node | string)[]}
 */
function marked(text, common) {
  if (common === undefined) return shown(text);
  const start = Math.min(common.head, text.length);
  const end = Math.max(start, text.length - common.tail);
  return [
    ...shown(text.slice(0, start)),
    ...(end > start ? [element('mark', {}, shown(text.slice(start, end)))] : []),
    ...shown(text.slice(end)),
  ];
}
