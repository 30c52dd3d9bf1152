/** Standard-library functions whose results follow from their arguments. */

import { posix } from 'node:path';
import {
  type List,
  UNKNOWN_VALUES,
  type Value,
  type Values,
  asText,
  combine,
  concatenate,
  directoryOf,
  elementsOf,
  joinPath,
  partial,
  text,
  union,
  withOpenDefaults,
} from './values.ts';

export type Computation = (argumentValues: readonly Values[]) => Values;

/** A function of one string, applied where the string is known. */
function mapped(compute: (value: string) => string): Computation {
  return ([values]) =>
    (values ?? UNKNOWN_VALUES).map((value): Value => {
      const known = asText(value);
      if (known === undefined) return partial('');
      const changed = compute(known);
      return value.kind === 'text' && value.origin !== undefined
        ? text(changed, value.origin)
        : text(changed);
    });
}

/** Source of each: the function's page, https://pkg.go.dev/<import path>#<name> */
const COMPUTATIONS: ReadonlyMap<string, Computation> = new Map<string, Computation>([
  ['path/filepath.Join', (parts) => combine(withOpenDefaults(parts), joinPath)],
  ['path.Join', (parts) => combine(withOpenDefaults(parts), joinPath)],
  ['path/filepath.Clean', cleanPath],
  ['path.Clean', cleanPath],
  ['path/filepath.Dir', directory],
  ['path.Dir', directory],
  ['path/filepath.Base', mapped((path) => posix.basename(path))],
  ['path.Base', mapped((path) => posix.basename(path))],
  // A relative path is taken from the working directory either way.
  ['path/filepath.Abs', same],
  ['path/filepath.EvalSymlinks', same],
  ['path/filepath.FromSlash', same],
  ['path/filepath.ToSlash', same],
  ['strings.Clone', same],
  ['strings.TrimSpace', mapped((value) => value.trim())],
  ['strings.ToLower', mapped((value) => value.toLowerCase())],
  ['strings.ToUpper', mapped((value) => value.toUpperCase())],
  ['strings.TrimSuffix', ([values, suffix]) => trim(values, suffix, false)],
  ['strings.TrimPrefix', ([values, prefix]) => trim(values, prefix, true)],
  ['strings.Join', ([list, separator]) => joinStrings(list, separator)],
  ['fmt.Sprintf', ([format, ...rest]) => formatted(format, rest)],
  ['fmt.Sprint', (parts) => combine(withOpenDefaults(parts), concatenate)],
  ['strconv.Itoa', same],
  ['net/url.PathEscape', same],
  ['strings.Fields', listed((value) => value.split(/\s+/).filter((field) => field !== ''))],
  ['strings.Split', split],
  ['strings.SplitN', ([values, separator]) => split([values, separator]).map(openList)],
  ['path/filepath.SplitList', listed((value) => (value === '' ? [] : value.split(':')))],
  ['strings.ReplaceAll', replaced],
  ['strings.Cut', (parts) => cut(parts, (known, at) => (at < 0 ? known : known.slice(0, at)))],
  ['cmp.Or', (parts) => firstSet(parts)],
  ['errors.New', () => []],
]);

const LATER_RESULTS: ReadonlyMap<string, Computation> = new Map<string, Computation>([
  ['strings.Cut 1', (parts) => cut(parts, (known, at, length) => (at < 0 ? '' : known.slice(at + length)))],
]);

/** What gives one of a function's results, counted from 0. */
export function computationOf(key: string, result: number): Computation | undefined {
  return result === 0 ? COMPUTATIONS.get(key) : LATER_RESULTS.get(`${key} ${result}`);
}

function same([values]: readonly Values[]): Values {
  return values ?? UNKNOWN_VALUES;
}

function cleanPath([values]: readonly Values[]): Values {
  return (values ?? UNKNOWN_VALUES).map((value) => {
    const known = asText(value);
    if (known === '') return text('.');
    return known === undefined ? value : joinPath([value]);
  });
}

function directory([values]: readonly Values[]): Values {
  return (values ?? UNKNOWN_VALUES).map(directoryOf);
}

function trim(values: Values | undefined, affixes: Values | undefined, front: boolean): Values {
  return combine([values ?? UNKNOWN_VALUES, affixes ?? UNKNOWN_VALUES], ([value, affix]) => {
    const known = value && asText(value);
    const cut = affix && asText(affix);
    if (known === undefined || cut === undefined) return partial('');
    if (front) return text(known.startsWith(cut) ? known.slice(cut.length) : known);
    return text(known.endsWith(cut) ? known.slice(0, known.length - cut.length) : known);
  });
}

/** A list of what a known text is taken apart into. */
function listed(compute: (value: string) => readonly string[]): Computation {
  return ([values]) =>
    (values ?? UNKNOWN_VALUES).map((value): Value => {
      const known = asText(value);
      if (known === undefined || (value.kind === 'text' && value.origin !== undefined)) return partial('');
      return { kind: 'list', items: compute(known).map((item) => [text(item)]) };
    });
}

function split([values, separator]: readonly (Values | undefined)[]): Values {
  return combine([values ?? UNKNOWN_VALUES, separator ?? UNKNOWN_VALUES], ([value, mark]) => {
    const between = mark && asText(mark);
    const [list] =
      between === undefined
        ? []
        : listed((known) => known.split(between))([value === undefined ? [] : [value]]);
    return list ?? partial('');
  });
}

/** https://pkg.go.dev/strings#Cut */
function cut(
  [values, separator]: readonly (Values | undefined)[],
  compute: (known: string, at: number, length: number) => string,
): Values {
  return combine([values ?? UNKNOWN_VALUES, separator ?? UNKNOWN_VALUES], ([value, mark]) => {
    const known = value && asText(value);
    const between = mark && asText(mark);
    if (known === undefined || between === undefined) return partial('');
    return text(compute(known, known.indexOf(between), between.length));
  });
}

/** With the last element unknown: how many there are is decided by a number. */
function openList(value: Value): Value {
  return value.kind === 'list' ? { ...value, rest: UNKNOWN_VALUES } : value;
}

function replaced([values, from, to]: readonly (Values | undefined)[]): Values {
  return combine(
    [values ?? UNKNOWN_VALUES, from ?? UNKNOWN_VALUES, to ?? UNKNOWN_VALUES],
    ([value, old, fresh]) => {
      const [known, before, after] = [value, old, fresh].map((each) => each && asText(each));
      if (known === undefined || before === undefined || after === undefined) return partial('');
      return text(before === '' ? known : known.replaceAll(before, () => after));
    },
  );
}

/** https://pkg.go.dev/cmp#Or: the first that is not empty, so any up to one that certainly isn't. */
function firstSet(parts: readonly Values[]): Values {
  const end = parts.findIndex(
    (values) => values.length > 0 && values.every((value) => isSet(value) && !('origin' in value)),
  );
  return union(end < 0 ? parts : parts.slice(0, end + 1));
}

function isSet(value: Value): boolean {
  return (value.kind === 'text' && value.text !== '') || (value.kind === 'number' && value.number !== 0);
}

function joinStrings(list: Values | undefined, separator: Values | undefined): Values {
  return union(
    (list ?? UNKNOWN_VALUES).map((value): Values => {
      if (value.kind !== 'list' || !isClosed(value)) return UNKNOWN_VALUES;
      const pieces = value.items.flatMap((item, index) =>
        index === 0 ? [item] : [separator ?? UNKNOWN_VALUES, item],
      );
      return combine(withOpenDefaults(pieces), concatenate);
    }),
  );
}

/** https://pkg.go.dev/fmt#hdr-Printing: plain verbs are filled in, anything else ends what is known. */
function formatted(formats: Values | undefined, rest: readonly Values[]): Values {
  return union(
    (formats ?? UNKNOWN_VALUES).map((format): Values => {
      const known = asText(format);
      if (known === undefined) return format.kind === 'partial' ? [partial(format.prefix)] : UNKNOWN_VALUES;
      return combine(withOpenDefaults(formatPieces(known, rest)), concatenate);
    }),
  );
}

const PLAIN_VERBS: ReadonlySet<string> = new Set(['s', 'v', 'd']);

function formatPieces(format: string, rest: readonly Values[]): readonly Values[] {
  const pieces: Values[] = [];
  let position = 0;
  let used = 0;
  while (position < format.length) {
    const percent = format.indexOf('%', position);
    const end = percent < 0 ? format.length : percent;
    if (end > position) pieces.push([text(format.slice(position, end))]);
    if (percent < 0) break;
    const verb = format.charAt(percent + 1);
    position = percent + 2;
    if (verb === '%') {
      pieces.push([text('%')]);
    } else if (PLAIN_VERBS.has(verb)) {
      pieces.push(rest[used] ?? UNKNOWN_VALUES);
      used += 1;
    } else {
      pieces.push(UNKNOWN_VALUES);
      break;
    }
  }
  return pieces.length === 0 ? [[text('')]] : pieces;
}

/** All elements of the list are known, in their order. */
export function isClosed({ rest, behind }: List): boolean {
  return rest === undefined && behind !== true;
}

/** The elements of lists given as a variadic argument, each as an argument of its own: for every list that may be meant. */
export function spreadArguments(values: Values): readonly (readonly Values[])[] {
  if (values.length === 0) return [[]];
  return values.flatMap((value) => {
    if (value.kind !== 'list') return [[elementsOf([value]), UNKNOWN_VALUES]];
    if (isClosed(value)) return [value.items];
    if (value.behind === true || value.items.length === 0) return [[UNKNOWN_VALUES]];
    return [value.items, [...value.items, UNKNOWN_VALUES]];
  });
}
