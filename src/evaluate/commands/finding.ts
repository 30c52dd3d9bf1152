/** find and xargs: commands on files that a search names. */
import { wrappedBy } from '../../shell/wrappers.ts';
import type { CommandModel, CommandRun, Effect, Value, World } from '../types.ts';
import { unknownOwner } from '../owner.ts';
import { attributeCommands } from './attributes.ts';
import { opaque, opaqueAt, pathOf, regionOf } from './paths.ts';
import { commandAt, executing, findCallOf, type Search } from './searches.ts';
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

/** Those of them after which files have another mode or owner. */
const changesAttributes: ReadonlySet<string> = new Set(['chmod', 'chown', 'chgrp']);

/** What a command that changes modes or owners does to all that a search finds. */
function changedBy(
  [command, ...given]: readonly Value[],
  { roots, of, all }: Search,
  run: CommandRun,
  world: World,
): readonly Effect[] {
  const name = baseName(command?.text) ?? '';
  const model = attributeCommands.get(name);
  if (!changesAttributes.has(name) || model === undefined || command === undefined) return [];
  const others = given.filter(({ text }) => text !== '{}');
  return roots.flatMap((root) => {
    const at = { text: regionOf(root, run) };
    const sure = all && root.text !== undefined;
    return (model({ ...run, name, words: [command, ...others, at] }, world) ?? []).flatMap(
      (effect): readonly Effect[] => {
        const found = { recursive: true, ...(of === undefined ? {} : { of }) };
        if (effect.kind === 'mode') return [{ ...effect, ...found, mode: sure ? effect.mode : 'unknown' }];
        if (effect.kind !== 'owner') return [];
        return [{ ...effect, ...found, owner: sure ? effect.owner : unknownOwner }];
      },
    );
  });
}

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

const printing: ReadonlySet<string> = new Set(['-fprint', '-fprint0', '-fprintf', '-fls']);

/** Removed files count as still there, as after `rm` of a name that isn't known. */
const find: CommandModel = (run, world) => {
  const { words, search } = findCallOf(run);
  const { roots } = search;
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
  const changed = commands.flatMap((command) => changedBy(command, search, run, world));
  if (writing.length === 0) return [...printed, ...changed];
  const atArguments = writing.filter(([command]) => !isNamed(command, writesWhatIsFound));
  // What else does something to files may do it anywhere.
  if (!atArguments.every(([command]) => isNamed(command, writesAtArguments))) return undefined;
  const why = 'find runs a command on the files there';
  return [
    ...printed,
    ...changed,
    ...roots.map((root) => region(root, run, why)),
    ...atArguments.flatMap(([, ...given]) => given.flatMap((word) => argument(word, run, why) ?? [])),
  ];
};

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
    if (isHarmless(name) && !changesAttributes.has(name)) return [];
    return models.get(name)?.({ ...run, name, words: wrapped.words }, world);
  };

export const findingCommands: ReadonlyMap<string, CommandModel> = new Map([['find', find]]);
