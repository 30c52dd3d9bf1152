/** find and xargs: commands on files that a search names. */
import { wrappedBy } from '../../shell/wrappers.ts';
import type { CommandModel, CommandRun, Effect, Value, World } from '../types.ts';
import { opaque, opaqueAt, pathOf } from './paths.ts';
import { readOnlyCommands } from './readonly.ts';

/** Commands that make no file: run on files that aren't known they leave nothing behind to account for. */
const makesNothing: ReadonlySet<string> = new Set([
  'rm',
  'rmdir',
  'unlink',
  'chmod',
  'chown',
  'chgrp',
  'touch',
  'strip',
]);

/** Primaries that write or start something (find(1) of findutils 4.9 and busybox). */
const executing: ReadonlySet<string> = new Set(['-exec', '-execdir', '-ok', '-okdir']);
const printing: ReadonlySet<string> = new Set(['-fprint', '-fprint0', '-fprintf', '-fls']);

/** Removed files count as still there, as after `rm` of a name that isn't known. */
const find: CommandModel = (run) => {
  const words = run.words.slice(1).filter((word) => !/^-([HLPD]|O\d)$/.test(word.text ?? ''));
  const expression = words.findIndex((word) => /^[-(!]/.test(word.text ?? word.prefix ?? ''));
  const starts = expression < 0 ? words : words.slice(0, expression);
  const roots = starts.length === 0 ? [{ text: '.' }] : starts;
  const printed = words.flatMap((word, index): readonly Effect[] => {
    const before = words[index - 1]?.text ?? '';
    if (!printing.has(before)) return [];
    const path = pathOf(word, run);
    return [path === undefined ? opaqueAt(word, run) : { kind: 'write', path, entry: 'file' }];
  });
  const commands = words.flatMap((word, index) =>
    executing.has(word.text ?? '') ? [words[index + 1]?.text] : [],
  );
  if (commands.every(isHarmless)) return printed;
  const why = 'find runs a command on the files there';
  return [...printed, ...roots.map((root) => region(root, run, why))];
};

function isHarmless(command: string | undefined): boolean {
  const name = command?.replace(/^.*\//s, '');
  return name !== undefined && (makesNothing.has(name) || readOnlyCommands.has(name));
}

function region(root: Value, run: CommandRun, why: string): Effect {
  const path = pathOf(root, run);
  return path === undefined ? opaqueAt(root, run) : opaque(path, why);
}

/** `xargs command`: the command with words that come from elsewhere. */
export const xargs =
  (models: ReadonlyMap<string, CommandModel>): CommandModel =>
  (run: CommandRun, world: World) => {
    const wrapped = wrappedBy(run.words);
    const [command] = wrapped?.kind === 'command' ? wrapped.words : [];
    // Without a command it is echo.
    if (wrapped === undefined) return run.words.length === 1 ? [] : undefined;
    const name = command?.text?.replace(/^.*\//s, '');
    if (name === undefined || wrapped.kind !== 'command') return undefined;
    if (isHarmless(name)) return [];
    return models.get(name)?.({ ...run, name, words: wrapped.words }, world);
  };

export const findingCommands: ReadonlyMap<string, CommandModel> = new Map([['find', find]]);
