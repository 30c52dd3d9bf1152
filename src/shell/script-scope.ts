/** What words stand for at a place of a script, and what the shell there has changed on its way. */
import { posix } from 'node:path';
import { expandWord, literalText, type ShellScope } from './expand-words.ts';
import { printedBy as output } from './printed.ts';
import { ARGUMENTS, allOf, countOf, numbered, type Positional } from './positional.ts';
import type { ScriptSurroundings } from './script-facts.ts';
import type { Learning, PossibleValues } from './script-variables.ts';
import type { Script, Span, Statement, Value, Word, WordPart } from './types.ts';

/** What words depend on where they stand. */
export interface WordPlace {
  readonly surroundings: ScriptSurroundings;
  /** Variables; positional parameters depend on the place (`scopeAt`). */
  readonly variables: ShellScope;
  /** Characters that values are split at, where the script changes them. */
  readonly separators?: ReadonlySet<string> | 'any';
  /** The shell expands `{a,b}`. */
  readonly braces?: boolean;
  /** It runs as somebody else than the script, whose home directory is another. */
  readonly asOther?: true;
  /** What variables stand for here: those of the loops around, and those of which each value is gone through. */
  readonly loops: ReadonlyMap<string, Value | undefined>;
  /** Where the shell is; commands that are run by the same shell share it. */
  readonly place: Place;
}

/** What holds for a statement through the statements around it. */
export interface Circumstance extends WordPlace {
  readonly conditional: boolean;
  /** Set in an inner script: the place of the command that has it. */
  readonly span: Span | undefined;
  readonly functions: ReadonlySet<string>;
  /** Follows a call of one of them. */
  readonly enterFunction: (name: string, given: readonly Value[], here: Circumstance) => void;
  /** `"$@"` is started somewhere. */
  readonly startsArguments?: boolean;
  /** Takes over the functions of a file that is sourced. */
  readonly addFunctions: (text: string, here: Circumstance) => void;
  /** The script's parameters lead elsewhere: what stands here is not for those at hand. */
  readonly elsewhere?: true;
  /** Scripts in scripts. */
  readonly depth: number;
  /** Variables of the script that have one certain value from here on. */
  readonly constants: Map<string, Value>;
  /** The values of those of which no one is certain. */
  readonly possible: PossibleValues;
  /** Where assignments that are certain here are kept; undefined where none is. */
  readonly learning: Learning | undefined;
  /** What the command before in a pipeline prints. */
  readonly input?: Value;
}

/** What a shell changes as it goes. */
export interface Place {
  /** Seen from where the script started; '' for there. */
  directory: Value;
  /** Where it was before (`cd -`). */
  previous: Value;
  /** Where `pushd` came from, the latest first. */
  stack: readonly Value[];
  /** `$1` and what follows. */
  positional: Positional;
  /** `$0`, where a shell is given another than the script's. */
  readonly zero?: Value;
  /** What arrays hold, as far as that is known. */
  arrays: ReadonlyMap<string, readonly Value[]>;
  /** PATH, where the script has changed it. */
  path: Value | undefined;
  /** With the parameters at hand the script ended before (`exec` in the branch that they lead to). */
  left: boolean;
}

/** A variable that the script sets has the value it was given, if that is certain; others come from outside. */
export function variablesOf(
  constants: ReadonlyMap<string, Value>,
  isSet: (name: string) => boolean,
  surroundings: ScriptSurroundings,
): ShellScope {
  return {
    lookup: (name) => {
      const constant = constants.get(name);
      if (constant !== undefined) return constant;
      return isSet(name) ? unknown(name) : (surroundings.lookup?.(name) ?? unknown(name));
    },
  };
}

/** What words stand for at a place of the script. */
export function scopeAt(here: WordPlace): ShellScope {
  const { surroundings, variables, place } = here;
  const scope: ShellScope = {
    ...variables,
    lookup: (name) => {
      if (name === '0' && place.zero !== undefined) return place.zero;
      if (name === '0') return surroundings.self === undefined ? unknown(name) : { text: surroundings.self };
      if (name === 'BASH_SOURCE') {
        const source = surroundings.source ?? surroundings.self;
        return source === undefined ? unknown(name) : { text: source };
      }
      if (name === 'PWD') return directoryHere(here);
      if (name === 'PATH' && place.path !== undefined) return place.path;
      if (name === 'HOME' && here.asOther === true) return unknown(name);
      if (!/^(?:\d+|#)$/.test(name))
        return here.loops.has(name) ? here.loops.get(name) : variables.lookup(name);
      const { positional } = place;
      const own = name === '#' ? countOf(positional) : numbered(positional, Number(name));
      return own ?? argumentOf(name, positional, surroundings);
    },
    ...(place.positional.others === 'none' || place.positional.values.length > 0
      ? { all: allOf(place.positional) }
      : {}),
    ...(here.separators === undefined ? {} : { separators: here.separators }),
    ...(here.braces === undefined ? {} : { braces: here.braces }),
    elements: (name) => place.arrays.get(name),
    substitute: (script) => printedBy(script, here, scope),
  };
  return scope;
}

/** One of the script's own arguments, behind those that a call gives. */
function argumentOf(
  name: string,
  { values, others }: Positional,
  { parameters, open }: ScriptSurroundings,
): Value {
  if (parameters === undefined || typeof others !== 'number') return unknown(name);
  const index = others + Number(name) - values.length - 1;
  if (open === true) {
    const usual = name === '#' ? undefined : parameters[index];
    return { ...unknown(name), ...(usual === undefined ? {} : { usual }) };
  }
  if (name === '#') return { text: String(Math.max(0, parameters.length - others)) };
  return { text: parameters[index] ?? '' };
}

function directoryHere({ surroundings, place }: WordPlace): Value {
  const { text } = place.directory;
  return surroundings.workdir === undefined || text === undefined
    ? unknown('PWD')
    : { text: posix.resolve(surroundings.workdir, text) };
}

/** What the commands print that scripts find their own directory with: dirname, basename, pwd, readlink -f, realpath. */
function printedBy({ statements }: Script, here: WordPlace, scope: ShellScope): Value | undefined {
  const [only, ...more] = statements;
  if (only === undefined || more.length > 0) return undefined;
  if (only.kind === 'and-or' && only.operator === '&&') {
    // $(cd "$(dirname "$0")" && pwd)
    const [cd, directory, ...others] = wordsIn(only.left, scope);
    if (cd !== 'cd' || directory === undefined || others.length > 0) return undefined;
    const from = directoryHere(here).text;
    const known = directory.startsWith('/') || from !== undefined;
    const [pwd] = wordsIn(only.right, scope);
    return pwd === 'pwd' && known ? { text: posix.resolve(from ?? '/', directory) } : undefined;
  }
  const words = wordsIn(only, scope);
  const [name, ...given] = words;
  if (name === 'echo' || name === 'printf')
    return output(
      words.map((text) => ({ text })),
      undefined,
    );
  const [operand, suffix] = given.filter((word) => !/^-[efmLPs]+$|^--$/.test(word));
  if (name === 'pwd') return directoryHere(here);
  if (operand === undefined) return undefined;
  switch (name) {
    case 'dirname':
      return { text: posix.dirname(operand) };
    case 'basename':
      return { text: suffix === undefined ? posix.basename(operand) : posix.basename(operand, suffix) };
    case 'readlink':
    case 'realpath':
      return realPath(operand, here);
    default:
      return undefined;
  }
}

function realPath(path: string, here: WordPlace): Value | undefined {
  const from = directoryHere(here).text;
  if (from === undefined && !path.startsWith('/')) return undefined;
  const place = posix.resolve(from ?? '/', path);
  const { realPath: follow } = here.surroundings;
  const text = follow === undefined ? place : follow(place);
  return text === undefined ? undefined : { text };
}

/** The words of a simple command that nothing is redirected for; none where one isn't known. */
function wordsIn(statement: Statement, scope: ShellScope): readonly string[] {
  if (statement.kind !== 'command' || statement.assignments.length > 0) return [];
  if (statement.redirects.some(({ operator }) => operator.startsWith('<'))) return [];
  const words = statement.words.flatMap((word) => expansion(word, scope).map(({ text }) => text));
  return words.every((word) => word !== undefined) ? words : [];
}

export function unknown(name: string): Value {
  return { text: undefined, because: `$${name}` };
}

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The words of one word; the script's own `$@` keeps its name, so that it can be told from other values that aren't known. */
export function expansion(word: Word, scope: ShellScope): readonly Value[] {
  if (isArguments(word)) {
    const listed = scope.all === undefined ? [ARGUMENTS] : listedBy(word, scope.all, scope);
    if (listed !== undefined) return listed;
  }
  const elements = elementsOf(word, scope);
  if (elements !== undefined) return elements;
  const [part, ...others] = word.parts;
  const named = part?.kind === 'parameter' && part.operator === undefined && others.length === 0;
  const files = named ? scope.lookup(part.name) : undefined;
  if (files?.pattern !== undefined) return [files];
  return expandWord(word, scope).fields.map(({ value, hasGlob, pattern }) =>
    hasGlob ? matching(pattern) : value,
  );
}

/** The names of files that match a pattern. */
function matching(pattern: string): Value {
  const suffix = pattern.replace(/^.*[\\*?\]]/s, '');
  return {
    text: undefined,
    because: PATTERN,
    prefix: pattern.replace(/[\\*?[].*$/s, ''),
    ...(suffix === '' ? {} : { suffix }),
    pattern,
  };
}

/** What a word that is matched against files depends on. */
export const PATTERN = 'the files that match a pattern';

/** What `"$@"`, `$@` or `"${@:2}"` stand for; undefined where the words of a list are joined to one. */
function listedBy({ parts }: Word, all: readonly Value[], scope: ShellScope): readonly Value[] | undefined {
  const [part] = parts;
  if (part?.kind !== 'parameter') return undefined;
  const list = part.operator === undefined ? all : slicedBy(part, all);
  if (list.length === 1 && list[0] === ARGUMENTS) return list;
  if (part.quoted) return part.name === '@' ? list : undefined;
  return splitWords(list, scope);
}

/** `${@:2}`, `${@:2:1}` (bash manual 3.5.3): from one on that a number names. */
function slicedBy(
  { operand, second }: Extract<WordPart, { kind: 'parameter' }>,
  all: readonly Value[],
): readonly Value[] {
  const [from, count] = [numberIn(operand), second === undefined ? all.length : numberIn(second)];
  const known = Number.isInteger(from) && from >= 1 && Number.isInteger(count) && count >= 0;
  return known ? all.slice(from - 1, from - 1 + count) : [unknown('@')];
}

function numberIn(word: Word | undefined): number {
  return Number((word === undefined ? undefined : literalText(word)) ?? Number.NaN);
}

/** Unquoted values are split at white space. */
function splitWords(list: readonly Value[], scope: ShellScope): readonly Value[] {
  const each = wordOf({
    kind: 'parameter',
    name: '@',
    quoted: false,
    operator: undefined,
    operand: undefined,
  });
  return list.flatMap((value) =>
    value.text === undefined
      ? [value]
      : expandWord(each, { ...scope, all: [value] }).fields.map((field) => field.value),
  );
}

/** The elements of an array that is known: `"${name[@]}"`. */
function elementsOf({ parts: [part, ...more] }: Word, scope: ShellScope): readonly Value[] | undefined {
  if (part?.kind !== 'other' || part.elements === undefined || more.length > 0) return undefined;
  const elements = scope.elements?.(part.elements);
  if (elements === undefined) return undefined;
  return part.quoted ? elements : splitWords(elements, scope);
}

function wordOf(part: WordPart): Word {
  return { raw: '', parts: [part], start: 0, end: 0 };
}

export function isArguments(word: Word): boolean {
  const [part, ...more] = word.parts;
  return (
    part?.kind === 'parameter' &&
    more.length === 0 &&
    (part.name === '@' || part.name === '*') &&
    (part.operator === undefined || part.operator === ':')
  );
}

/** Whether a word depends on a positional parameter. */
export function namesParameter({ parts }: Word): boolean {
  return parts.some((part) => part.kind === 'parameter' && /^(?:\d+|[@*])$/.test(part.name));
}
