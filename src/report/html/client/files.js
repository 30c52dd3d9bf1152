/** The data of the page, read once. */
import { fullPath, STANDARD_INPUT } from '../../paths.ts';
import { part } from './elements.js';

/**
 * @typedef {import('../../html-page.ts').PageData} PageData
 * @typedef {PageData['files'][number]} PageFile
 * @typedef {{ file: PageFile, index: number, name: string, words: string }} Entry
 */

/** In the order of what asks for attention. @type {readonly PageFile['outcome'][]} */
export const OUTCOMES = ['migrated', 'refused', 'failed', 'unchanged'];

/** @type {PageData} */
const data = JSON.parse(part('data', HTMLScriptElement).text);

/** The sizes of all images together. */
export const sizeTotals = data.totals.sizes;

/** @type {readonly Entry[]} */
export const entries = data.files.map((file, index) => {
  const name = file.path === STANDARD_INPUT ? 'standard input' : fullPath(file);
  const texts = [
    name,
    file.outcome,
    file.code,
    file.message,
    file.confidence,
    file.summary?.from,
    file.summary?.to,
  ];
  return { file, index, name, words: texts.join('\n').toLowerCase() };
});
