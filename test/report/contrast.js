// Runs in the page under test.

/** Texts with less contrast than WCAG 2.2 asks for (1.4.3: 4.5, large text 3). */
// eslint-disable-next-line no-unused-vars -- the test calls it
function lowContrast() {
  return [...document.querySelectorAll('main *, header *')].filter(hasTextOfItsOwn).flatMap((element) => {
    const style = getComputedStyle(element);
    const colors = [style.color, background(element)].map((color) => luminance(numbers(color)));
    const ratio = (Math.max(...colors) + 0.05) / (Math.min(...colors) + 0.05);
    const needed = Number.parseFloat(style.fontSize) >= 24 ? 3 : 4.5;
    return ratio >= needed ? [] : [`${element.className}: ${element.textContent}: ${ratio.toFixed(2)}`];
  });
}

function hasTextOfItsOwn(element) {
  const seen = element.checkVisibility() && element.closest('svg, .for-ears, :disabled') === null;
  return (
    seen &&
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '')
  );
}

/** The first colour behind an element that nothing shines through. */
function background(element) {
  if (element === null) return 'rgb(255, 255, 255)';
  const { backgroundColor } = getComputedStyle(element);
  return (numbers(backgroundColor)[3] ?? 1) === 1 ? backgroundColor : background(element.parentElement);
}

function numbers(color) {
  return [...color.matchAll(/[\d.]+/gu)].map(([number]) => Number(number));
}

function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue]
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
