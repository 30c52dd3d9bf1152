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

/** Commands that change what they are given, and write beside it at most. */
const writesWhatIsFound: ReadonlySet<string> = new Set([
  'bunzip2',
  'bzip2',
  'gunzip',
  'gzip',
  'sed',
  'unxz',
  'xz',
]);

/** Commands that may write at each of their arguments. */
const writesAtArguments: ReadonlySet<string> = new Set(['cp', 'install', 'ln', 'mkdir', 'mv']);

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
    executing.has(word.text ?? '') ? [commandAt(words, index + 1)] : [],
  );
  const writing = commands.filter(([command]) => !isHarmless(command?.text));
  if (writing.length === 0) return printed;
  const atArguments = writing.filter(([command]) => !isNamed(command, writesWhatIsFound));
  // What else does something to files may do it anywhere.
  if (!atArguments.every(([command]) => isNamed(command, writesAtArguments))) return undefined;
  const why = 'find runs a command on the files there';
  return [
    ...printed,
    ...roots.map((root) => region(root, run, why)),
    ...atArguments.flatMap(([, ...given]) => given.flatMap((word) => argument(word, run, why) ?? [])),
  ];
};

/** The words of a command up to the `;` or `+` that ends it. */
function commandAt(words: readonly Value[], start: number): readonly Value[] {
  const length = words.slice(start).findIndex(({ text }) => text === ';' || text === '+');
  return words.slice(start, length < 0 ? undefined : start + length);
}

/** What a command may write at its argument; undefined for an option, and for the file that was found. */
function argument(word: Value, run: CommandRun, why: string): Effect | undefined {
  if (word.text === undefined) return opaqueAt(word, run);
  const [before = ''] = word.text.split('{}');
  if (word.text.startsWith('-') || before === '') return undefined;
  // `out/{}`: somewhere below what stands in front.
  const place = before === word.text ? word.text : before.slice(0, before.lastIndexOf('/') + 1) || '.';
  return region({ text: place }, run, why);
}

function baseName(command: string | undefined): string | undefined {
  return command?.replace(/^.*\//s, '');
}

function isNamed(command: Value | undefined, names: ReadonlySet<string>): boolean {
  return names.has(baseName(command?.text) ?? '');
}

function isHarmless(command: string | undefined): boolean {
  const name = baseName(command);
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
    const name = baseName(command?.text);
    if (name === undefined || wrapped.kind !== 'command') return undefined;
    if (isHarmless(name)) return [];
    return models.get(name)?.({ ...run, name, words: wrapped.words }, world);
  };

export const findingCommands: ReadonlyMap<string, CommandModel> = new Map([['find', find]]);
