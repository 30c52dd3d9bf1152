/** What the shell knows at one point of a script, and how its own commands change that. */
import { posix } from 'node:path';
import type { Statement } from '../../shell/types.ts';
import type { Mode, Value } from '../types.ts';

/** What the shell knows at one point of a script. */
export interface Situation {
  readonly variables: ReadonlyMap<string, Value>;
  readonly workdir: Value;
  readonly previousWorkdir: Value;
  readonly functions: ReadonlyMap<string, readonly Statement[]>;
  /** Arrays of bash, where all that they hold was given at once. */
  readonly arrays?: ReadonlyMap<string, readonly Value[]>;
  /** Whether the shell expands `{a,b}`; undefined where that isn't known. */
  readonly braces?: boolean;
  /** `$0`, `$1` … */
  readonly positional: readonly Value[];
  /** `set -e`. */
  readonly errexit: boolean;
  /** Nothing more runs of this round of a loop, or of the loop, after `continue` and `break`. */
  readonly leaves?: 'round' | 'loop';
  /** Set by `umask`; undefined for the builders' own. */
  readonly umask?: Mode;
}

/** A command of the shell itself that changes what it knows. */
type Builtin = (words: readonly Value[], situation: Situation) => Situation;

const unchanged: Builtin = (_, situation) => situation;

/** The built-in commands, but for those that read a script (`.`, `eval`). Source: POSIX XCU 2.14, bash(1), busybox ash. */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['cd', changeDirectory],
  ['pushd', changeDirectory],
  ['export', exported],
  ['readonly', exported],
  ['local', exported],
  ['declare', exported],
  ['unset', unset],
  ['set', setOptions],
  ['shift', shifted],
  ['read', assignUnknown],
  ['umask', setUmask],
  ...': true false exit return wait trap ulimit alias type hash jobs shopt test [ [[ break continue getopts popd let times'
    .split(' ')
    .map((name): [string, Builtin] => [name, unchanged]),
]);

function changeDirectory(words: readonly Value[], situation: Situation): Situation {
  const argument = words.slice(1).find((word) => !/^-[LPe@]+$/.test(word.text ?? ''));
  const target: Value = argument ?? situation.variables.get('HOME') ?? { text: '/' };
  const changed = (workdir: Value): Situation => ({
    ...situation,
    workdir,
    previousWorkdir: situation.workdir,
  });
  if (target.text === '-') return changed(situation.previousWorkdir);
  if (target.text === undefined) return changed(target);
  if (target.text.startsWith('/')) return changed({ text: posix.resolve(target.text) });
  const from = situation.workdir.text;
  return changed(from === undefined ? situation.workdir : { text: posix.resolve(from, target.text) });
}

function exported(words: readonly Value[], situation: Situation): Situation {
  const variables = new Map(situation.variables);
  for (const word of words.slice(1)) {
    const equals = word.text?.indexOf('=') ?? -1;
    if (word.text !== undefined && equals > 0) {
      variables.set(word.text.slice(0, equals), { text: word.text.slice(equals + 1) });
    } else if (word.text === undefined && word.prefix !== undefined && word.prefix.includes('=')) {
      variables.set(word.prefix.slice(0, word.prefix.indexOf('=')), {
        text: undefined,
        because: word.because ?? '',
      });
    }
  }
  return { ...situation, variables };
}

function unset(words: readonly Value[], situation: Situation): Situation {
  const variables = new Map(situation.variables);
  for (const word of words.slice(1)) if (word.text !== undefined) variables.delete(word.text);
  return { ...situation, variables };
}

/** `umask 077`; a symbolic mask (`g=rx`) is not followed, and without an operand it is only shown. */
function setUmask(words: readonly Value[], situation: Situation): Situation {
  const mask = words.slice(1).find(({ text }) => text === undefined || !/^-[Sp]+$/.test(text));
  if (mask === undefined) return situation;
  const digits = /^[0-7]{1,4}$/.test(mask.text ?? '');
  return { ...situation, umask: digits ? Number.parseInt(mask.text ?? '', 8) : 'unknown' };
}

function setOptions(words: readonly Value[], situation: Situation): Situation {
  let { errexit, positional } = situation;
  for (const [index, word] of words.entries()) {
    if (index === 0) continue;
    if (word.text === '--') {
      positional = [positional[0] ?? { text: 'sh' }, ...words.slice(index + 1)];
      break;
    }
    if (/^-[a-zA-Z]*e/.test(word.text ?? '') || (word.text === 'errexit' && words[index - 1]?.text === '-o'))
      errexit = true;
    if (/^\+[a-zA-Z]*e/.test(word.text ?? '')) errexit = false;
  }
  return { ...situation, errexit, positional };
}

function assignUnknown(words: readonly Value[], situation: Situation): Situation {
  const variables = new Map(situation.variables);
  for (const word of words.slice(1)) {
    if (word.text !== undefined && !word.text.startsWith('-')) {
      variables.set(word.text, { text: undefined, because: 'what read gets' });
    }
  }
  return { ...situation, variables };
}

/** After a branch that may not be taken, variables that it changed are not known any more. */
export function forget(before: Situation, after: Situation, conditional: boolean): Situation {
  if (conditional && after.umask !== before.umask)
    return forget({ ...before, umask: 'unknown' }, { ...after, umask: 'unknown' }, conditional);
  if (conditional && after.arrays !== before.arrays) {
    // What a branch sets that may not be taken is no more known than what it was.
    const arrays = new Map(
      [...(before.arrays ?? [])].filter(([name, held]) => after.arrays?.get(name) === held),
    );
    return forget({ ...before, arrays }, { ...after, arrays }, conditional);
  }
  if (!conditional || after.variables === before.variables)
    return { ...after, workdir: conditional ? before.workdir : after.workdir };
  const variables = new Map(before.variables);
  for (const [name, value] of after.variables) {
    if (before.variables.get(name)?.text !== value.text) {
      variables.set(name, { text: undefined, because: `$${name}, which depends on a condition` });
    }
  }
  return { ...before, variables, functions: after.functions };
}

function shifted(_: readonly Value[], situation: Situation): Situation {
  const [zero = { text: 'sh' }, , ...rest] = situation.positional;
  return { ...situation, positional: [zero, ...rest] };
}
