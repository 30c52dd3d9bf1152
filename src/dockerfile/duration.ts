/** Durations as Go writes them (`1m30s`), which the flags of HEALTHCHECK take. Source: Go's `time.ParseDuration`. */

const nanoseconds: ReadonlyMap<string, number> = new Map([
  ['ns', 1],
  ['us', 1e3],
  ['\u00b5s', 1e3],
  ['\u03bcs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
]);

/** The largest duration Go can hold, in nanoseconds. */
const longest = 2 ** 63;

const term = /([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([^0-9.]+)/y;

/** The duration in nanoseconds, or undefined when the text is none. */
export function parseDuration(text: string): number | undefined {
  const negative = text.startsWith('-');
  const unsigned = negative || text.startsWith('+') ? text.slice(1) : text;
  if (unsigned === '0') return 0;
  let total = 0;
  let at = 0;
  while (at < unsigned.length) {
    term.lastIndex = at;
    const match = term.exec(unsigned);
    const unit = nanoseconds.get(match?.[2] ?? '');
    if (match === null || unit === undefined) return undefined;
    total += Number(match[1]) * unit;
    at = term.lastIndex;
  }
  if (at === 0 || total >= longest) return undefined;
  // Go counts whole nanoseconds.
  return (negative ? -1 : 1) * Math.trunc(total);
}
