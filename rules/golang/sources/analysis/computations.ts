/** Standard-library functions whose results follow from their arguments. */

import { eachPart } from '../../../../src/split/uses/text-parts.ts';
import {
  type List,
  UNKNOWN_VALUES,
  type Value,
  type Values,
  asText,
  baseOf,
  changed,
  combine,
  concatenate,
  directoryOf,
  elementsOf,
  isDefault,
  joinPath,
  partial,
  sliced,
  text,
  union,
  usualText,
} from './values.ts';

export type Computation = (argumentValues: readonly Values[]) => Values;

/** A function of one string, applied where the string is known. */
function mapped(compute: (value: Value) => Value): Computation {
  return ([values]) => (values ?? UNKNOWN_VALUES).map(compute);
}

/** One that changes letters alone. */
function lettered(compute: (text: string) => string): Computation {
  return mapped((value) => changed(value, compute, eachPart));
}

/** Source of each: the function's page, https://pkg.go.dev/<import path>#<name> */
const COMPUTATIONS: ReadonlyMap<string, Computation> = new Map<string, Computation>([
  ['path/filepath.Join', (parts) => combine(parts, joinPath)],
  ['path.Join', (parts) => combine(parts, joinPath)],
  ['path/filepath.Clean', cleanPath],
  ['path.Clean', cleanPath],
  ['path/filepath.Dir', directory],
  ['path.Dir', directory],
  ['path/filepath.Base', mapped(baseOf)],
  ['path.Base', mapped(baseOf)],
  // A relative path is taken from the working directory either way.
  ['path/filepath.Abs', same],
  ['path/filepath.EvalSymlinks', same],
  ['path/filepath.FromSlash', same],
  ['path/filepath.ToSlash', same],
  ['strings.Clone', same],
  ['strings.TrimSpace', mapped((value) => changed(value, (known) => known.trim()))],
  ['strings.ToLower', lettered((known) => known.toLowerCase())],
  ['strings.ToUpper', lettered((known) => known.toUpperCase())],
  ['strings.TrimSuffix', ([values, suffix]) => trim(values, suffix, false)],
  ['strings.TrimPrefix', ([values, prefix]) => trim(values, prefix, true)],
  ['strings.Join', ([list, separator]) => joinStrings(list, separator)],
  ['fmt.Sprintf', ([format, ...rest]) => formatted(format, rest)],
  ['fmt.Sprint', (parts) => combine(parts, concatenate)],
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

/** What no start of the program changes. */
function certainText(value: Value): string | undefined {
  return isDefault(value) ? undefined : asText(value);
}

function cleanPath([values]: readonly Values[]): Values {
  return (values ?? UNKNOWN_VALUES).map((value) => {
    if (value.kind === 'text' && value.text === '' && value.origin === undefined) return text('.');
    return usualText(value) === undefined ? value : joinPath([value]);
  });
}

function directory([values]: readonly Values[]): Values {
  return (values ?? UNKNOWN_VALUES).map(directoryOf);
}

function trim(values: Values | undefined, affixes: Values | undefined, front: boolean): Values {
  return combine([values ?? UNKNOWN_VALUES, affixes ?? UNKNOWN_VALUES], ([value, affix]) => {
    const known = value && usualText(value);
    const cut = affix && certainText(affix);
    if (value === undefined || known === undefined || cut === undefined) return partial('');
    if (front) return sliced(value, known.startsWith(cut) ? cut.length : 0);
    return sliced(value, 0, known.endsWith(cut) ? known.length - cut.length : known.length);
  });
}

/** A list of what a known text is taken apart into. */
function listed(compute: (value: string) => readonly string[]): Computation {
  return ([values]) =>
    (values ?? UNKNOWN_VALUES).map((value): Value => {
      const known = certainText(value);
      if (known === undefined) return partial('');
      return { kind: 'list', items: compute(known).map((item) => [text(item)]) };
    });
}

function split([values, separator]: readonly (Values | undefined)[]): Values {
  return combine([values ?? UNKNOWN_VALUES, separator ?? UNKNOWN_VALUES], ([value, mark]) => {
    const between = mark && certainText(mark);
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
    const between = mark && certainText(mark);
    if (value === undefined || between === undefined) return partial('');
    return changed(value, (known) => compute(known, known.indexOf(between), between.length));
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
      const [before, after] = [old, fresh].map((each) => each && certainText(each));
      if (value === undefined || before === undefined || after === undefined) return partial('');
      return changed(value, (known) => (before === '' ? known : known.replaceAll(before, () => after)));
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
      return combine(pieces, concatenate);
    }),
  );
}

/** https://pkg.go.dev/fmt#hdr-Printing: plain verbs are filled in, anything else ends what is known. */
function formatted(formats: Values | undefined, rest: readonly Values[]): Values {
  return union(
    (formats ?? UNKNOWN_VALUES).map((format): Values => {
      const known = certainText(format);
      if (known === undefined) return format.kind === 'partial' ? [partial(format.prefix)] : UNKNOWN_VALUES;
      return combine(formatPieces(known, rest), concatenate);
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
export function isClosed({ rest, behind, anywhere }: List): boolean {
  return rest === undefined && behind !== true && anywhere !== true;
}

/** The elements of lists given as a variadic argument, each as an argument of its own: for every list that may be meant. */
export function spreadArguments(values: Values): readonly (readonly Values[])[] {
  if (values.length === 0) return [[]];
  return values.flatMap((value) => {
    if (value.kind !== 'list') return [[elementsOf([value]), UNKNOWN_VALUES]];
    if (isClosed(value)) return [value.items];
    if (value.behind === true || value.anywhere === true || value.items.length === 0)
      return [[UNKNOWN_VALUES]];
    return [value.items, [...value.items, UNKNOWN_VALUES]];
  });
}
