/**
 * Making elements. All text in the report is somebody else's: it reaches the page as text nodes only, and nothing
 * here parses HTML.
 */
import { visiblePieces } from '../../escape.ts';
import { formatSize } from '../../size.ts';

/**
 * @typedef {import('../../types.ts').ImageSize} ImageSize
 * @typedef {import('../../types.ts').ImageSizes} ImageSizes
 */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string>} attributes
 * @param {readonly (Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, attributes = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {readonly (Node | string)[]} children
 */
export function svg(tag, attributes = {}, children = []) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/**
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function part(id, type) {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new TypeError(`the page has no ${id}`);
}

/**
 * Text in which what cannot be seen is written out and marked.
 *
 * @param {string} text
 * @returns {readonly (Node | string)[]}
 */
export function shown(text) {
  return visiblePieces(text).map((piece) =>
    piece.escape ? element('span', { class: 'escape' }, [piece.text]) : piece.text,
  );
}

/** @param {string} text */
export function code(text) {
  return element('code', {}, shown(text));
}

/** @param {string} text */
export function forEars(text) {
  return element('span', { class: 'for-ears' }, [text]);
}

/**
 * @param {number} count
 * @param {string} noun
 */
export function counted(count, noun) {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** @param {ImageSizes} sizes */
export function sizesText({ before, after }) {
  if (before.by === after.by) {
    const text = `${formatSize(before)} → ${formatSize(after)}`;
    return before.by === 'measured' ? [text] : approximate(text);
  }
  return [...sizeText(before), ' → ', ...sizeText(after)];
}

/** @param {ImageSize} size */
export function sizeText(size) {
  return size.by === 'measured' ? [formatSize(size)] : approximate(formatSize(size));
}

/** @param {string} text */
function approximate(text) {
  return [element('span', { 'aria-hidden': 'true' }, ['≈ ']), text, forEars(' (estimated)')];
}
