/** Variables that a script uses and sets. */
import { expandText, literalText, type ShellScope } from './expand-words.ts';
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

/** Built-ins whose operands are names of variables that they set. */
const SETTERS: ReadonlySet<string> = new Set([
  'export',
  'readonly',
  'local',
  'declare',
  'typeset',
  'read',
  'unset',
  'mapfile',
  'readarray',
  'getopts',
]);

/** How many places of a script set each variable. */
export function variablesSetIn(script: Script): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string | undefined): void => {
    if (name !== undefined && /^[A-Za-z_]\w*$/.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const statement of everyStatement(script)) {
    for (const word of ownWords(statement)) {
      for (const part of word.parts) {
        if (part.kind === 'parameter' && /^:?=$/.test(part.operator ?? '')) add(part.name);
      }
    }
    if (statement.kind === 'for') add(statement.variable);
    if (statement.kind !== 'command') continue;
    // In front of a command an assignment is for that command alone.
    if (statement.words.length === 0) for (const { name } of statement.assignments) add(name);
    const [first, ...operands] = statement.words;
    if (first === undefined || !SETTERS.has(literalText(first) ?? '')) continue;
    for (const operand of operands) {
      const [part] = operand.parts;
      // `export NAME` sets nothing, `read NAME` and `export NAME=value` do.
      const text = part?.kind === 'literal' ? part.text : '';
      if (text.includes('=') || literalText(first) !== 'export') add(text.split('=', 1)[0]);
    }
  }
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
): void {
  for (const assignment of assignedBy(command)) {
    const { name } = assignment;
    if (counts.get(name) !== 1 || values.has(name)) continue;
    values.set(name, assigned(assignment, scope, outer(name)));
  }
}

/** What variables of a script are set to, as far as it stands there as it is: `CONFIG=/etc/app/app.yml` of a file with settings. */
export function textsAssigned(script: Script): readonly string[] {
  return [...everyStatement(script)].flatMap((statement) =>
    statement.kind === 'command'
      ? statement.assignments.flatMap(({ value }) => (value === undefined ? [] : (literalText(value) ?? [])))
      : [],
  );
}
