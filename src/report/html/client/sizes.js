/** What all images weigh together, before and after. */
import { leastOf, mostOf } from '../../size.ts';
import { counted, element, sizeText } from './elements.js';
import { sizeTotals } from './files.js';

/** @typedef {import('../../types.ts').ImageSize} ImageSize */

/** @param {HTMLElement} section */
export function drawSizes(section) {
  if (sizeTotals === null) return;
  const { images, measured, before, after } = sizeTotals;
  const scale = Math.max(mostOf(before), mostOf(after), 1);
  section.append(
    element('p', { class: 'quiet' }, [
      `${counted(images, 'image')} together: ${measured === 0 ? 'estimated' : `${measured.toLocaleString('en')} measured${measured < images ? ', the others estimated' : ''}`}.`,
    ]),
    element('dl', { class: 'bars' }, [
      ...bar('Before', 'before', before, scale),
      ...bar('After', 'after', after, scale),
    ]),
  );
  section.hidden = false;
}

/**
 * The part that is certain is solid, the rest of the range is not.
 *
 * @param {string} label
 * @param {string} name
 * @param {ImageSize} size
 * @param {number} scale the bytes of a bar of full width
 */
function bar(label, name, size, scale) {
  const certain = element('span', { class: 'certain' });
  certain.style.width = percent(leastOf(size) / scale);
  const possible = element('span', { class: 'possible' });
  possible.style.width = percent((mostOf(size) - leastOf(size)) / scale);
  return [
    element('dt', {}, [label]),
    element('dd', { class: name }, [
      element('span', { class: 'track', 'aria-hidden': 'true' }, [certain, possible]),
      element('span', { class: 'amount' }, sizeText(size)),
    ]),
  ];
}

/** @param {number} share */
function percent(share) {
  return `${(share * 100).toFixed(2)}%`;
}
