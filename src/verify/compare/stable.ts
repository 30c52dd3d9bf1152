/**
 * Comparing outputs that may vary from run to run. What varies between runs of the original itself can't be held
 * against the new image: it is masked, and the rest must agree.
 */

export type Agreement =
  | { readonly kind: 'same' }
  /** The same but for what varies in the original too. */
  | { readonly kind: 'same-but-varying' }
  | { readonly kind: 'different'; readonly before: string; readonly after: string }
  /** The original agrees with itself so little that nothing can be said. */
  | { readonly kind: 'unclear' };

/** What tells a moment, an address or an identity of its own, and so differs in every run of most programs. */
const volatile: readonly { readonly pattern: RegExp; readonly as: string }[] = [
  // Go's time.Time.String adds the monotonic clock.
  { pattern: /(\(time[^)]*\)[^\n]{0,12}?) m=[+-]\d+\.\d+/g, as: '$1' },
  // RFC 1123 and RFC 850 dates, ctime. The zone is kept.
  {
    pattern:
      /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +(?:\d{1,2}[ -][A-Z][a-z]{2}[ -]\d{2}(?:\d{2})?|[A-Z][a-z]{2} +\d{1,2}) \d{2}:\d{2}:\d{2}( [A-Z]{3,4}| [+-]\d{4})?(?: \d{4})?/g,
    as: '(time)$1',
  },
  // A clock alone, and the stamps of structured logs: seconds, milli-, micro- or nanoseconds since 1970.
  { pattern: /\b\d{2}:\d{2}:\d{2}(?:[.,]\d+)?\b/g, as: '(time)' },
  { pattern: /\b1[6-9]\d{8}(?:\d{3}|\d{6}|\d{9}|\.\d+)?\b/g, as: '(time)' },
  // Durations as Go prints them.
  { pattern: /\b\d+(?:\.\d+)?(?:ns|µs|us|ms|s)\b/g, as: '(duration)' },
  { pattern: /\b0x[0-9a-f]{6,16}\b/gi, as: '(address)' },
  // Who asked: each image's containers have a network of their own (RFC 1918), and a client any port.
  {
    pattern: /\b(?:10\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])|192\.168)\.\d{1,3}\.\d{1,3}(?::\d{1,5})?\b/g,
    as: '(peer)',
  },
  { pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, as: '(uuid)' },
];

/** When a run went on, in milliseconds since 1970. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** What runs of the two images gave, and when each of them ran, where that is known. */
export interface Windows {
  readonly before: readonly Window[];
  readonly after: readonly Window[];
}

/** Compares what runs of the two images gave; at least one of each. */
export function agree(before: readonly string[], after: readonly string[], windows?: Windows): Agreement {
  const different: Agreement = { kind: 'different', before: before[0] ?? '', after: after[0] ?? '' };
  const all = [...before, ...after];
  if (allEqual(all)) return { kind: 'same' };
  if (allEqual(before))
    return judge(
      after.map((text) => text === before[0]),
      different,
    );

  const [first = '', ...others] = before.map((text, run) => withoutVolatile(text, windows?.before[run]));
  const now = after.map((text, run) => withoutVolatile(text, windows?.after[run]));
  if (others.every((text) => text === first))
    return judge(
      now.map((text) => text === first),
      different,
    );

  const template = templateOf([first, ...others]);
  if (template !== undefined)
    return judge(
      now.map((text) => matches(template, text)),
      different,
    );
  // The same lines in another order: several threads write.
  const sorted = templateOf([first, ...others].map(sortLines));
  if (sorted === undefined) return { kind: 'unclear' };
  return now.every((text) => matches(sorted, sortLines(text)))
    ? { kind: 'same-but-varying' }
    : { kind: 'unclear' };
}

/** Every run of the new image agrees, none does, or it varies where the original doesn't. */
function judge(agreeing: readonly boolean[], different: Agreement): Agreement {
  if (agreeing.every(Boolean)) return { kind: 'same-but-varying' };
  return agreeing.some(Boolean) ? { kind: 'unclear' } : different;
}

function allEqual(texts: readonly string[]): boolean {
  return texts.every((text) => text === texts[0]);
}

/**
 * The text with what differs from run to run (times, addresses, identifiers) masked. Of a time only the instant is: its
 * zone stays, and of one that is written without a zone, the distance to the time of the run.
 */
export function withoutVolatile(text: string, window?: Window): string {
  return volatile.reduce(
    (masked, { pattern, as }) => masked.replaceAll(pattern, as),
    text.replaceAll(
      dateAndTime,
      (_, day: string, clock: string, zone: string | undefined) =>
        `(time)${zone ?? distance(Date.parse(`${day.replaceAll('/', '-')}T${clock}Z`), window)}`,
    ),
  );
}

/** RFC 3339 and ISO 8601, and Go's log package (2006/01/02 15:04:05). */
const dateAndTime =
  /(\d{4}[-/]\d{2}[-/]\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2}(?!\d))?/g;

const minute = 60_000;
/** All offsets in use are multiples of it (tz database, `zone1970.tab`). */
const step = 15 * minute;
/** What the clock of the engine may be off. */
const skew = 2 * minute;

/** How far a local time is from the run's, as an offset; nothing for a time that is not the run's own. */
function distance(local: number, window: Window | undefined): string {
  if (window === undefined || Number.isNaN(local)) return '';
  const steps = Math.round((local - (window.from + window.to) / 2) / step);
  const there = local - steps * step;
  const within = there > window.from - skew && there < window.to + skew;
  return steps === 0 || !within || Math.abs(steps) > (15 * 60 * minute) / step
    ? ''
    : `${steps > 0 ? '+' : '-'}${Math.abs(steps) / 4} h`;
}

/** Tokens that all runs share, in their places; undefined where they vary. */
type Template = readonly (readonly (string | undefined)[])[];

/** undefined when the runs can't be laid side by side. */
function templateOf(texts: readonly string[]): Template | undefined {
  const [first, ...others] = texts.map(tokenLines);
  if (first === undefined || others.some((other) => other.length !== first.length)) return undefined;
  const lines = first.map((tokens, line) => {
    const same = others.map((other) => other[line] ?? []);
    if (same.some((other) => other.length !== tokens.length)) return undefined;
    return tokens.map((token, place) => (same.every((other) => other[place] === token) ? token : undefined));
  });
  const whole = lines.filter((line) => line !== undefined);
  return whole.length === lines.length ? whole : undefined;
}

function matches(template: Template, text: string): boolean {
  const lines = tokenLines(text);
  return (
    lines.length === template.length &&
    template.every((tokens, line) => {
      const actual = lines[line] ?? [];
      return (
        actual.length === tokens.length &&
        tokens.every((token, place) => token === undefined || token === actual[place])
      );
    })
  );
}

/** Words and single other characters. */
function tokenLines(text: string): readonly (readonly string[])[] {
  return text.split('\n').map((line) => line.match(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_]/gu) ?? []);
}

/** The same lines in an order of their own. */
export function sortLines(text: string): string {
  return text.split('\n').sort().join('\n');
}
