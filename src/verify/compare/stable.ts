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
  // RFC 3339 and ISO 8601, and Go's log package (2006/01/02 15:04:05).
  {
    pattern: /\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?/g,
    as: '(time)',
  },
  // Go's time.Time.String adds a zone and the monotonic clock.
  { pattern: /\(time\)(?: [+-]\d{4})?(?: [A-Z]{3,4})?(?: m=[+-]\d+\.\d+)?/g, as: '(time)' },
  // RFC 1123 and RFC 850 dates, ctime.
  {
    pattern:
      /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +(?:\d{1,2}[ -][A-Z][a-z]{2}[ -]\d{2,4}|[A-Z][a-z]{2} +\d{1,2}) \d{2}:\d{2}:\d{2}(?: [A-Z]{3,4})?(?: \d{4})?/g,
    as: '(time)',
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

/** Compares what runs of the two images gave; at least one of each. */
export function agree(before: readonly string[], after: readonly string[]): Agreement {
  const different: Agreement = { kind: 'different', before: before[0] ?? '', after: after[0] ?? '' };
  const all = [...before, ...after];
  if (allEqual(all)) return { kind: 'same' };
  if (allEqual(before))
    return judge(
      after.map((text) => text === before[0]),
      different,
    );

  const [first = '', ...others] = before.map(withoutVolatile);
  const now = after.map(withoutVolatile);
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

/** The text with what differs from run to run (times, addresses, identifiers) masked. */
export function withoutVolatile(text: string): string {
  return volatile.reduce((masked, { pattern, as }) => masked.replaceAll(pattern, as), text);
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

function sortLines(text: string): string {
  return text.split('\n').sort().join('\n');
}
