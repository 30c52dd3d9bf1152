/** Variables that a script uses and sets. */
import { expandText, literalText, type ShellScope } from './expand-words.ts';
import type { Script, SimpleCommand, Value, Word } from './types.ts';
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

/** A variable that is set in one place only, always, to something known, has that value from there on. */
export function learn(
  command: SimpleCommand,
  counts: ReadonlyMap<string, number>,
  constants: Map<string, Value>,
  scope: ShellScope,
): void {
  for (const { name, value } of command.assignments) {
    if (counts.get(name) !== 1) continue;
    const known = value === undefined ? { text: '' } : expandText(value, scope);
    if (known.text !== undefined) constants.set(name, known);
  }
}
