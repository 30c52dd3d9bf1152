/** cp, mv, ln, install: what is somewhere appears somewhere else. */
import { posix } from 'node:path';
import { defineOptions, parseOptions, type ParsedOptions } from '../../shell/options.ts';
import type { CommandModel, CommandRun, Effect, Value, World } from '../types.ts';
import { ownerBy } from '../owner.ts';
import { modeGiven } from './files.ts';
import { isDirectory, looksLikeDirectory, namedBy, opaque, opaqueAt, pathOf } from './paths.ts';

/** Where copies go. */
interface Destination {
  readonly path: string;
  /** Copies go into it under their own names. */
  readonly directory: 'yes' | 'no' | 'unknown';
}

interface CopyOperands {
  readonly sources: readonly Value[];
  readonly destination: Value;
  readonly into: 'given' | 'never' | 'if-directory';
}

/** `-t DIRECTORY SOURCE…`, `-T SOURCE DESTINATION`, `SOURCE… DESTINATION`. */
function callOf(options: ParsedOptions): CopyOperands | undefined {
  const target = options.value('t');
  if (target !== undefined) return { sources: options.operands, destination: target, into: 'given' };
  const destination = options.operands.at(-1);
  const sources = options.operands.slice(0, -1);
  if (destination === undefined || sources.length === 0) return undefined;
  return { sources, destination, into: options.has('T') ? 'never' : 'if-directory' };
}

function destinationOf(call: CopyOperands, run: CommandRun, world: World): Destination | undefined {
  const path = pathOf(call.destination, run);
  if (path === undefined) return undefined;
  if (call.into === 'given') return { path, directory: 'yes' };
  if (call.into === 'never') return { path, directory: 'no' };
  // Several sources need a directory; so does a pattern, unless it happens to match one file.
  const several = call.sources.length > 1 || looksLikeDirectory(call.destination);
  return { path, directory: several ? 'yes' : isDirectory(path, world) };
}

/** Places one source; `place` gives the effects for one path that appears at another. */
function placed(
  source: Value,
  destination: Destination,
  run: CommandRun,
  world: World,
  place: (from: string, to: string) => readonly Effect[],
): readonly Effect[] {
  const { path } = destination;
  const named = namedBy(source, run, world);
  if (!named.complete) {
    // `dir/*` with unknown files: everything below appears there, hidden files too, which does no harm.
    const known = named.paths.flatMap((from) => place(from, posix.join(path, posix.basename(from))));
    const why = `which files are copied depends on ${source.because ?? 'files that are not known'}`;
    return [opaque(path, why), ...known];
  }
  const several = named.paths.length > 1;
  return named.paths.flatMap((from) => {
    // `cp -r dir/. to`: the contents, not the directory.
    if (/(^|\/)\.$/.test(source.text ?? '')) return place(from, path);
    const inside = posix.join(path, posix.basename(from));
    if (several || destination.directory === 'yes') return place(from, inside);
    if (destination.directory === 'no') return place(from, path);
    const why = `whether ${path} is a directory is not known`;
    return [opaque(path, why), ...place(from, path)];
  });
}

function transfer(
  options: ParsedOptions,
  run: CommandRun,
  world: World,
  place: (from: string, to: string) => readonly Effect[],
): readonly Effect[] | undefined {
  const call = callOf(options);
  if (call === undefined) return undefined;
  const destination = destinationOf(call, run, world);
  if (destination === undefined) return [opaqueAt(call.destination, run)];
  return call.sources.flatMap((source) => placed(source, destination, run, world, place));
}

/** coreutils 9, busybox 1.36. */
const cpOptions = defineOptions(`a|archive attributes-only b backup? copy-contents d f|force i|interactive
  H l|link L|dereference n|no-clobber P|no-dereference p preserve? no-preserve= parents R|r|recursive reflink?
  remove-destination sparse= strip-trailing-slashes s|symbolic-link S|suffix= t|target-directory=
  T|no-target-directory u|update? v|verbose x|one-file-system Z context? debug`);

const cp: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), cpOptions);
  if (options === undefined) return undefined;
  const link = options.has('s');
  const keeps = keepsOwner(options, run) ? ({ keeps: true } as const) : {};
  const place = (from: string, to: string): readonly Effect[] =>
    link
      ? [{ kind: 'write', path: to, entry: 'link', target: from }]
      : [{ kind: 'copy', from, to, move: false, ...keeps }];
  return options.has('parents')
    ? withParents(options, run, world, place)
    : transfer(options, run, world, place);
};

/**
 * Whether copies have owner and mode of what is copied: `-p`, `-a`, `--preserve` without a list or with these in it, and
 * hard links. Only root may give files away (chown(2)).
 */
function keepsOwner(options: ParsedOptions, run: CommandRun): boolean {
  if (options.has('l')) return true;
  if (ownerBy(run.user.text) !== undefined) return false;
  const lists = (name: string): readonly string[] =>
    options.values(name).flatMap(({ text }) => (text ?? 'all').split(','));
  if (lists('no-preserve').some((one) => ['ownership', 'all'].includes(one))) return false;
  const bare = options.has('preserve') && options.value('preserve') === undefined;
  return (
    ['a', 'p'].some((option) => options.has(option)) ||
    bare ||
    lists('preserve').some((one) => ['ownership', 'all'].includes(one))
  );
}

/** `cp --parents a/b dir` makes `dir/a/b`. */
function withParents(
  options: ParsedOptions,
  run: CommandRun,
  world: World,
  place: (from: string, to: string) => readonly Effect[],
): readonly Effect[] | undefined {
  const call = callOf(options);
  if (call === undefined) return undefined;
  const directory = pathOf(call.destination, run);
  if (directory === undefined) return [opaqueAt(call.destination, run)];
  return call.sources.flatMap((source) => {
    const named = namedBy(source, run, world);
    const base = source.text?.startsWith('/') === true ? '/' : run.workdir.text;
    const known = named.paths.flatMap((from) =>
      base === undefined ? [] : place(from, posix.join(directory, posix.relative(base, from))),
    );
    return named.complete ? known : [opaque(directory, 'which files are copied is not known'), ...known];
  });
}

const mvOptions = defineOptions(`b backup? f|force i|interactive n|no-clobber strip-trailing-slashes S|suffix=
  t|target-directory= T|no-target-directory u|update? v|verbose Z|context debug no-copy exchange`);

const mv: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), mvOptions);
  if (options === undefined || options.has('exchange')) return undefined;
  return transfer(options, run, world, (from, to) => [{ kind: 'copy', from, to, move: true }]);
};

const lnOptions =
  defineOptions(`b backup? d|F|directory f|force i|interactive L|logical n|no-dereference P|physical
  r|relative s|symbolic S|suffix= t|target-directory= T|no-target-directory v|verbose`);

const ln: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), lnOptions);
  if (options === undefined) return undefined;
  const [only, ...more] = options.operands;
  const target = options.value('t');
  if (only === undefined) return undefined;
  // One operand: a link of the same name in the working directory.
  const targets =
    target !== undefined || more.length === 0 ? options.operands : options.operands.slice(0, -1);
  const name = target ?? (more.length === 0 ? { text: '.' } : options.operands.at(-1));
  if (name === undefined) return undefined;
  const path = pathOf(name, run);
  if (path === undefined) return [opaqueAt(name, run)];
  const never = options.has('T') || (options.has('n') && world.files.linkAt(path) !== undefined);
  const directory =
    target !== undefined || targets.length > 1 || looksLikeDirectory(name)
      ? 'yes'
      : never
        ? 'no'
        : isDirectory(path, world);
  return targets.flatMap((item) => linkTo(item, { path, directory }, options, run));
};

function linkTo(
  target: Value,
  destination: Destination,
  options: ParsedOptions,
  run: CommandRun,
): readonly Effect[] {
  const { path, directory } = destination;
  const { text } = target;
  if (text === undefined) {
    return directory === 'no'
      ? [{ kind: 'write', path, entry: 'unknown' }]
      : [opaque(path, `the name of a link depends on ${target.because ?? 'a value that is not known'}`)];
  }
  const at = directory === 'yes' ? posix.join(path, posix.basename(text)) : path;
  const unsure = directory === 'unknown' ? [opaque(path, `whether ${path} is a directory is not known`)] : [];
  const from = pathOf(target, run);
  if (!options.has('s')) {
    return from === undefined
      ? [...unsure, { kind: 'write', path: at, entry: 'unknown' }]
      : [...unsure, { kind: 'copy', from, to: at, move: false, keeps: true }];
  }
  const written = options.has('r') && from !== undefined ? posix.relative(posix.dirname(at), from) : text;
  return [...unsure, { kind: 'write', path: at, entry: 'link', target: written }];
}

const installOptions = defineOptions(`b backup? C|compare c D d|directory debug g|group= m|mode= o|owner=
  p|preserve-timestamps preserve-context s|strip strip-program= S|suffix= t|target-directory=
  T|no-target-directory v|verbose Z context?`);

const install: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), installOptions);
  if (options === undefined) return undefined;
  const owner = ownerOf(options);
  if (options.has('d')) {
    const mode = modeGiven(options, 0o755);
    return options.operands.map((operand): Effect => {
      const path = pathOf(operand, run);
      if (path === undefined) return opaqueAt(operand, run);
      const owned = owner === undefined ? {} : { owner };
      return { kind: 'write', path, entry: 'directory', ...(mode === undefined ? {} : { mode }), ...owned };
    });
  }
  return transfer(options, run, world, (from, to) => [
    { kind: 'copy', from, to, move: false },
    // Without -m the mode is 755, whatever the source has.
    {
      kind: 'mode',
      path: to,
      mode: options.has('m') ? (options.value('m')?.text ?? 'unknown') : '755',
      recursive: false,
    },
    ...(owner === undefined ? [] : [{ kind: 'owner', path: to, owner, recursive: false } as const]),
  ]);
};

function ownerOf(options: ParsedOptions): string | undefined {
  const given = (option: string): string | undefined =>
    options.has(option) ? (options.value(option)?.text ?? '?') : undefined;
  const user = given('o');
  const group = given('g');
  if (user === undefined && group === undefined) return undefined;
  return group === undefined ? user : `${user ?? ''}:${group}`;
}

/** `rsync -a from/ to`: where it goes is its last operand; what goes there depends on too many options to list. */
const rsync: CommandModel = (run) => {
  const destination = run.words.at(-1);
  if (destination === undefined || run.words.length < 3) return undefined;
  const path = pathOf(destination, run);
  return [path === undefined ? opaqueAt(destination, run) : opaque(path, 'rsync writes there')];
};

export const copyingCommands: ReadonlyMap<string, CommandModel> = new Map([
  ['cp', cp],
  ['mv', mv],
  ['ln', ln],
  ['install', install],
  ['rsync', rsync],
]);
