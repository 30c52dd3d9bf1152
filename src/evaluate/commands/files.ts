/** Making and removing files and directories. */
import { isAbsent } from '../files/lookup.ts';
import { posix } from 'node:path';
import { defineOptions, parseOptions, type ParsedOptions } from '../../shell/options.ts';
import type { CommandModel, CommandRun, Effect, Mode, World } from '../types.ts';
import { textInto } from './input.ts';
import { isDirectory, namedBy, opaque, opaqueAt, pathOf } from './paths.ts';

/** Options: coreutils 9 and busybox 1.36, where not said otherwise. */
const mkdirOptions = defineOptions('p|parents m|mode= v|verbose Z context?');

const mkdir: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), mkdirOptions);
  if (options === undefined) return undefined;
  const mode = modeGiven(options);
  return options.operands.flatMap((operand): readonly Effect[] => {
    const path = pathOf(operand, run);
    if (path === undefined) return [opaqueAt(operand, run)];
    // `mkdir -p` leaves a directory that is there as it is.
    if (isDirectory(path, world) === 'yes') return [];
    const parents = options.has('p') ? perhapsMissingAbove(path, world) : [];
    return [
      ...parents.map((parent): Effect => ({ kind: 'write', path: parent, entry: 'directory' })),
      { kind: 'write', path, entry: 'directory', ...(mode === undefined ? {} : { mode }) },
    ];
  });
};

/** Directories above a path that are not there, or may not be, the topmost first: `mkdir -p` makes those that are missing. */
function perhapsMissingAbove(path: string, world: World): readonly string[] {
  const parent = posix.dirname(path);
  if (parent === path || world.files.lookup(parent).status === 'present') return [];
  return [...perhapsMissingAbove(parent, world), parent];
}

/** The mode that `-m` of mkdir(1) or install(1) gives a directory; in letters it isn't followed. */
export function modeGiven(options: ParsedOptions, otherwise?: number): Mode | undefined {
  if (!options.has('m')) return otherwise;
  const { text } = options.value('m') ?? {};
  return text !== undefined && /^[0-7]{1,5}$/.test(text) ? Number.parseInt(text, 8) : 'unknown';
}

const rmOptions = defineOptions(`f|force r|R|recursive i I interactive? v|verbose d|dir one-file-system
  no-preserve-root preserve-root?`);
const rmdirOptions = defineOptions('p|parents v|verbose ignore-fail-on-non-empty');
const unlinkOptions = defineOptions('');

/**
 * What is removed for certain. Of a pattern in a directory that isn't known in full only the known files are, and of a
 * word that isn't known none: to take something for present that is gone fails the build at its COPY, the other way
 * round it would be missed at run time.
 */
const removal =
  (table: ReturnType<typeof defineOptions>): CommandModel =>
  (run, world) => {
    const options = parseOptions(run.words.slice(1), table);
    return options?.operands.flatMap((operand) =>
      namedBy(operand, run, world).paths.map((path): Effect => ({ kind: 'remove', path })),
    );
  };

const touchOptions = defineOptions(`a c|no-create d|date= f h|no-dereference m r|reference= t= time=`);

const touch: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), touchOptions);
  if (options === undefined) return undefined;
  if (options.has('c')) return [];
  return options.operands.flatMap((operand) => {
    const path = pathOf(operand, run);
    return path === undefined ? [opaqueAt(operand, run)] : created(path, world);
  });
};

/** An empty file where there was none; what is there stays. */
function created(path: string, world: World): readonly Effect[] {
  const found = world.files.lookup(path);
  if (found.status === 'present') return [];
  return [{ kind: 'write', path, entry: 'file', content: isAbsent(found) ? '' : undefined }];
}

const truncateOptions = defineOptions('c|no-create o|io-blocks r|reference= s|size=');

const truncate: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), truncateOptions);
  if (options === undefined) return undefined;
  const content = options.value('s')?.text === '0' ? '' : undefined;
  return options.operands.map((operand): Effect => {
    const path = pathOf(operand, run);
    return path === undefined ? opaqueAt(operand, run) : { kind: 'write', path, entry: 'file', content };
  });
};

const teeOptions = defineOptions('a|append i|ignore-interrupts p output-error?');

const tee: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), teeOptions);
  return options?.operands.flatMap((operand): readonly Effect[] => {
    const path = pathOf(operand, run);
    if (path === undefined) return [opaqueAt(operand, run)];
    if (path.startsWith('/dev/')) return [];
    const text = textInto(run);
    const before = options.has('a') ? contentBefore(path, world) : '';
    const content = text === undefined || before === undefined ? undefined : before + text;
    return [{ kind: 'write', path, entry: 'file', content }];
  });
};

function contentBefore(path: string, world: World): string | undefined {
  return isAbsent(world.files.lookup(path)) ? '' : world.files.read(path);
}

const mkfifoOptions = defineOptions('m|mode= Z context?');

const mkfifo: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), mkfifoOptions);
  return options?.operands.map((operand): Effect => {
    const path = pathOf(operand, run);
    return path === undefined ? opaqueAt(operand, run) : { kind: 'write', path, entry: 'unknown' };
  });
};

const mknod: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), mkfifoOptions);
  const [name] = options?.operands ?? [];
  return name === undefined ? undefined : mkfifo({ ...run, words: [{ text: 'mkfifo' }, name] }, world);
};

const mktempOptions = defineOptions('d|directory u|dry-run q|quiet p|tmpdir? suffix= t');

/** It prints the name it chose: whoever uses that has an unknown word in hand. */
const mktemp: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), mktempOptions);
  if (options === undefined) return undefined;
  const [template] = options.operands;
  const directory = options.value('p')?.text ?? run.env.get('TMPDIR')?.text ?? '/tmp';
  const path =
    template !== undefined && !options.has('t') && !options.has('p') ? template : { text: directory };
  return [opaque(regionOfTemplate(path.text, run, directory), 'mktemp chooses the name')];
};

function regionOfTemplate(text: string | undefined, run: CommandRun, otherwise: string): string {
  if (text === undefined) return '/';
  const directory = text.includes('X') ? text.slice(0, text.lastIndexOf('/') + 1) : text;
  return pathOf({ text: directory === '' ? '.' : directory }, run) ?? otherwise;
}

/** `dd if=… of=file`. */
const dd: CommandModel = (run) =>
  run.words.slice(1).flatMap((word): readonly Effect[] => {
    const start = word.text ?? word.prefix ?? '';
    if (!start.startsWith('of=')) return [];
    if (word.text === undefined) return [opaqueAt({ ...word, prefix: start.slice(3) }, run)];
    const path = pathOf({ text: word.text.slice(3) }, run);
    if (path === undefined) return [opaqueAt(word, run)];
    return path.startsWith('/dev/') ? [] : [{ kind: 'write', path, entry: 'file', content: undefined }];
  });

export const fileCommands: ReadonlyMap<string, CommandModel> = new Map([
  ['mkdir', mkdir],
  ['rm', removal(rmOptions)],
  ['rmdir', removal(rmdirOptions)],
  ['unlink', removal(unlinkOptions)],
  ['touch', touch],
  ['truncate', truncate],
  ['tee', tee],
  ['mkfifo', mkfifo],
  ['mknod', mknod],
  ['mktemp', mktemp],
  ['dd', dd],
]);
