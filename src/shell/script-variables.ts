/** Variables that a script uses and sets. */
import { expandText, literalText, type ShellScope } from './expand-words.ts';
import { parseShell } from './parse.ts';
import type { Assignment, Script, SimpleCommand, Value, Word } from './types.ts';
import { everyStatement, ownWords } from './walk.ts';

/** Names of variables that a word uses, those inside operands included, not those in inner scripts. */
export function variablesIn(word: Word): readonly string[] {
  return word.parts.flatMap((part) => {
    if (part.kind === 'parameter') {
      const operands = [part.operand, part.second].flatMap((item) =>
        item === undefined ? [] : variablesIn(item),
      );
      return /^[A-Za-z_]/.test(part.name) ? [part.name, ...operands] : operands;
    }
    if (part.kind !== 'other') return [];
    // In arithmetic a name is a variable, with or without a dollar sign.
    const names = part.what === 'arithmetic' ? /[A-Za-z_]\w*/g : /(?<=\$\{?)[A-Za-z_]\w*/g;
    return [...part.text.matchAll(names)].map(([name]) => name);
  });
}

/** What a place of a script makes of a variable. */
export type Setting =
  | { readonly kind: 'assigned'; readonly value: Word | undefined }
  /** The words of a loop, one by one. */
  | { readonly kind: 'listed'; readonly words: readonly Word[] }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'unset' }
  /** Input, numbers, parts of others: what it is then isn't told. */
  | { readonly kind: 'open' };

export interface SettingOf {
  readonly name: string;
  readonly setting: Setting;
}

/** Values that a variable may have; undefined: that it isn't set. */
export type Possible = readonly (Value | undefined)[];

/** Every value that a script may give its variables. */
export interface PossibleValues {
  /** undefined where the script doesn't set it. */
  readonly of: (name: string) => Possible | undefined;
  /** Whether it is set anywhere. */
  readonly has: (name: string) => boolean;
  /** Whether another script sets it, which may run once more. */
  readonly isOfOthers: (name: string) => boolean;
  /** What another script gives them that runs in this one's place (`eval`, `.`): once, by its text. */
  readonly add: (text: string, settings: readonly SettingOf[], scope: ShellScope) => void;
}

const open: Setting = { kind: 'open' };

/**
 * Built-ins whose operands are names of variables that they set, with what they set where none is named (bash manual
 * 4.2, POSIX XCU read).
 */
const fillers: ReadonlyMap<string, string | undefined> = new Map([
  ['read', 'REPLY'],
  ['mapfile', 'MAPFILE'],
  ['readarray', 'MAPFILE'],
]);

/** Built-ins that are given a script which runs where they are. */
const runners: ReadonlySet<string> = new Set(['eval', 'trap']);

/** Everything that a script does to variables, in the order of its text: also in scripts that stand in it as text. */
export function settingsIn(script: Script): readonly SettingOf[] {
  return [...everyStatement(script)].flatMap((statement): readonly SettingOf[] => {
    const inWords = ownWords(statement).flatMap(settingsOfWord);
    switch (statement.kind) {
      case 'for': {
        const { variable: name, words } = statement;
        return [...inWords, { name, setting: words === undefined ? open : { kind: 'listed', words } }];
      }
      case 'other':
        return statement.variable === undefined
          ? inWords
          : [...inWords, { name: statement.variable, setting: open }];
      case 'command':
        return [...inWords, ...settingsOfCommand(statement)];
      default:
        return inWords;
    }
  });
}

/** `${NAME:=word}` and `$((NAME += 1))`. */
function settingsOfWord({ parts }: Word): readonly SettingOf[] {
  return parts.flatMap((part): readonly SettingOf[] => {
    if (part.kind === 'other') return (part.sets ?? []).map((name) => ({ name, setting: open }));
    if (part.kind !== 'parameter') return [];
    const inside = [part.operand, part.second].flatMap((word) =>
      word === undefined ? [] : settingsOfWord(word),
    );
    return /^:?=$/.test(part.operator ?? '')
      ? [...inside, { name: part.name, setting: { kind: 'assigned', value: part.operand } }]
      : inside;
  });
}

function settingsOfCommand(command: SimpleCommand): readonly SettingOf[] {
  const [first, ...operands] = command.words;
  // In front of a command an assignment is for that command alone.
  if (first === undefined) return command.assignments.map(settingOf);
  const builtin = literalText(first) ?? '';
  const texts = operands.map((word) => literalText(word));
  if (declaring.has(builtin)) return declared(command, operands);
  if (fillers.has(builtin)) {
    const named = texts.flatMap((text) => namesIn(text));
    const all = named.length === 0 ? namesIn(fillers.get(builtin)) : named;
    return all.map((name) => ({ name, setting: open }));
  }
  switch (builtin) {
    case 'unset':
      return texts.flatMap((text) => namesIn(text)).map((name) => ({ name, setting: { kind: 'unset' } }));
    case 'getopts':
      return ['OPTARG', 'OPTIND', ...namesIn(texts[1])].map((name) => ({ name, setting: open }));
    case 'printf':
      return texts[0] === '-v' ? namesIn(texts[1]).map((name) => ({ name, setting: open })) : [];
    case 'let':
      return operands.flatMap((word) =>
        [...word.raw.matchAll(/[A-Za-z_]\w*/g)].map(([name]) => ({ name, setting: open })),
      );
    default:
      return runners.has(builtin)
        ? texts.slice(0, builtin === 'trap' ? 1 : undefined).flatMap(settingsInText)
        : [];
  }
}

function settingsInText(text: string | undefined): readonly SettingOf[] {
  return text?.includes('=') === true || text?.includes('read') === true ? settingsIn(parseShell(text)) : [];
}

function settingOf({ name, value, appends, elements }: Assignment): SettingOf {
  const whole = appends !== true && elements === undefined;
  return { name, setting: whole ? { kind: 'assigned', value } : open };
}

/** `export NAME` sets nothing, `local NAME` and `export NAME=value` do; numbers, other letters and other names change it. */
function declared(command: SimpleCommand, operands: readonly Word[]): readonly SettingOf[] {
  const builtin = literalText(command.words[0] ?? { raw: '', parts: [], start: 0, end: 0 });
  const options = operands
    .map((word) => literalText(word) ?? '')
    .filter((text) => /^[-+][A-Za-z]+$/.test(text));
  const changes = options.some((text) => /[inluAa]/.test(text));
  const refers = options.some((text) => text.includes('n'));
  const given = assignedBy(command).map(({ name, value }): SettingOf => ({
    name,
    setting: changes ? open : { kind: 'assigned', value },
  }));
  const referred = refers ? given.flatMap((_, at) => namesIn(valueText(command, at))) : [];
  const bare = operands
    .map((word) => literalText(word))
    .flatMap((text) => (builtin === 'export' || builtin === 'readonly' ? [] : namesIn(text)));
  return [
    ...given,
    ...referred.map((name) => ({ name, setting: open })),
    ...bare.map((name) => ({ name, setting: changes ? open : ({ kind: 'unset' } as const) })),
  ];
}

function valueText(command: SimpleCommand, at: number): string | undefined {
  const value = assignedBy(command)[at]?.value;
  return value === undefined ? undefined : literalText(value);
}

/** The name that a word is, if it is one. */
function namesIn(text: string | undefined): readonly string[] {
  return text !== undefined && /^[A-Za-z_]\w*$/.test(text) ? [text] : [];
}

/** How many places of a script set each variable. */
export function variablesSetIn(script: Script): ReadonlyMap<string, number> {
  return countsOf(settingsIn(script));
}

/** How many settings there are of each variable. */
export function countsOf(settings: readonly SettingOf[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of settings) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Built-ins that are given assignments (POSIX XCU 2.15; bash manual 4.2). */
const declaring: ReadonlySet<string> = new Set(['export', 'readonly', 'declare', 'typeset', 'local']);

/** What a command assigns for the shell itself: alone, or as operands of `export` and the like. */
export function assignedBy({
  words,
  assignments,
}: SimpleCommand): readonly Pick<Assignment, 'name' | 'value'>[] {
  const [first, ...operands] = words;
  if (first === undefined) return assignments;
  if (!declaring.has(literalText(first) ?? '')) return [];
  return operands.flatMap((word) => {
    const [part, ...others] = word.parts;
    const found = part?.kind === 'literal' && !part.quoted ? /^([A-Za-z_]\w*)=/.exec(part.text) : null;
    if (part?.kind !== 'literal' || found?.[1] === undefined) return [];
    const rest = { ...part, text: part.text.slice(found[0].length) };
    return [{ name: found[1], value: { ...word, parts: rest.text === '' ? others : [rest, ...others] } }];
  });
}

/** What an assignment makes of a variable; in it the name stands for what the variable was before. */
export function assigned(
  { name, value }: Pick<Assignment, 'name' | 'value'>,
  scope: ShellScope,
  before: Value | undefined,
): Value {
  if (value === undefined) return { text: '' };
  const lookup = (other: string): Value | undefined => (other === name ? before : scope.lookup(other));
  return expandText(value, before === undefined ? scope : { ...scope, lookup });
}

/** Where variables are kept that are set in one place only. */
export interface Learning {
  /** How many places set each. */
  readonly counts: ReadonlyMap<string, number>;
  readonly values: Map<string, Value>;
}

/** `: "${NAME:=word}"`: what a variable is unless it is set to something else before. */
export function learnDefaults(
  word: Word,
  { counts, values }: Learning,
  scope: ShellScope,
  outer: (name: string) => Value | undefined,
): void {
  for (const part of word.parts) {
    if (part.kind !== 'parameter' || !/^:?=$/.test(part.operator ?? '') || part.operand === undefined)
      continue;
    const { name, operand } = part;
    if (counts.get(name) !== 1 || values.has(name)) continue;
    const before = outer(name);
    if (before?.text !== undefined && before.text !== '') values.set(name, before);
    else {
      const usual = before?.usual ?? expandText(operand, scope).text;
      const open: Value = { text: undefined, because: `$${name}` };
      values.set(name, usual === undefined ? open : { ...open, usual });
    }
  }
}

/**
 * A variable that is set in one place only, always, has that value from there on, as far as it is known.
 *
 * @param outer what variables are before the script sets them
 */
export function learn(
  command: SimpleCommand,
  { counts, values }: Learning,
  scope: ShellScope,
  outer: (name: string) => Value | undefined,
  possible: PossibleValues,
): void {
  for (const assignment of assignedBy(command)) {
    const { name } = assignment;
    if (counts.get(name) !== 1 || values.has(name) || possible.isOfOthers(name)) continue;
    const value = assigned(assignment, scope, outer(name));
    // What it is made of may have several values.
    const several = value.text === undefined && isKnownInPart(possible.of(name));
    if (!several) values.set(name, value);
  }
}

/** One of the values is known. */
export function isKnownInPart(values: Possible | undefined): boolean {
  return values?.some((value) => value?.text !== undefined) === true;
}

/** What variables of a script are set to, as far as it stands there as it is: `CONFIG=/etc/app/app.yml` of a file with settings. */
export function textsAssigned(script: Script): readonly string[] {
  return [...everyStatement(script)].flatMap((statement) =>
    statement.kind === 'command'
      ? statement.assignments.flatMap(({ value }) => (value === undefined ? [] : (literalText(value) ?? [])))
      : [],
  );
}
