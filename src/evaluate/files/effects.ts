/** Performs what a command's model says on the log of files. */
import { posix } from 'node:path';
import { isAbsent } from './lookup.ts';
import type { FileLog } from './log.ts';
import { treeOf, type Tree } from './tree.ts';
import { ownerBy } from '../owner.ts';
import type { CommandRun, Effect, FileEntry, FileSystem, Mode, Origin, SystemEffect } from '../types.ts';

/** Where packages put their files. Source: Filesystem Hierarchy Standard 3.0; /usr/local is the administrator's. */
const packageDirectories = [
  '/bin',
  '/etc',
  '/lib',
  '/lib64',
  '/opt',
  '/sbin',
  '/usr/bin',
  '/usr/include',
  '/usr/lib',
  '/usr/libexec',
  '/usr/sbin',
  '/usr/share',
  '/var',
];

/** The mode that a command says, or what the shell's mask leaves of a new directory's. */
function modeOf(
  { entry, mode }: Extract<Effect, { kind: 'write' }>,
  { umask }: CommandRun,
): Mode | undefined {
  if (mode !== undefined) return mode;
  if (umask === undefined || entry !== 'directory') return undefined;
  return umask === 'unknown' ? 'unknown' : 0o777 & ~umask;
}

/** What is written, without the fields of which nothing is known. */
function entryOf(
  effect: Extract<Effect, { kind: 'write' }>,
  run: CommandRun,
  origin: Origin,
  user: string | undefined,
): FileEntry {
  const { path, entry: kind, content, target, program, copyOf, appended, owner = user } = effect;
  const mode = modeOf(effect, run);
  const entry: { -readonly [Field in keyof FileEntry]: FileEntry[Field] } = { path, kind, origin };
  if (content !== undefined) entry.content = () => content;
  if (target !== undefined) entry.target = target;
  if (mode !== undefined) entry.mode = mode;
  if (owner !== undefined) entry.owner = owner;
  if (program !== undefined) entry.program = program;
  if (copyOf !== undefined) entry.copyOf = copyOf;
  if (appended !== undefined) entry.appended = appended;
  return entry;
}

/**
 * Returns the effects that are not on files.
 * @param named the paths that a command's own words name.
 */
export function perform(
  effects: readonly Effect[],
  run: CommandRun,
  log: FileLog,
  named: (run: CommandRun) => readonly string[],
): readonly SystemEffect[] {
  const system: SystemEffect[] = [];
  const origin: Origin = { by: 'command', step: run.step, command: run };
  const owner = ownerBy(run.user.text);
  const owned = owner === undefined ? {} : { owner };
  for (const effect of effects) {
    switch (effect.kind) {
      case 'write': {
        // Directories that are made on the way are of the same user.
        const sure = effect.perhaps === true ? 'perhaps' : howSure(run);
        log.write(entryOf(effect, run, originOf(effect, run, origin), owner), owned, sure);
        break;
      }
      case 'copy':
        copy(effect, origin, log, owned, run);
        if (effect.move) removeOrDoubt(effect.from, run, log);
        break;
      case 'remove':
        removeOrDoubt(effect.path, run, log);
        break;
      case 'mode':
        log.attribute(effect.path, { mode: effect.mode, of: effect.of }, effect.recursive);
        break;
      case 'owner':
        log.attribute(effect.path, { owner: effect.owner, of: effect.of }, effect.recursive);
        break;
      case 'opaque': {
        const unknown: Origin = {
          by: 'opaque',
          step: run.step,
          command: run,
          why: effect.why,
          ...(effect.program === undefined ? {} : { program: effect.program }),
          ...(effect.downloads === undefined ? {} : { downloads: effect.downloads }),
          ...(effect.archive === undefined ? {} : { archive: effect.archive }),
        };
        log.opaque(effect.under, unknown);
        if (effect.anywhere === true) {
          for (const path of named(run)) {
            if (isMade(path, log.now())) log.opaque(path, unknown);
          }
          log.anywhere(unknown);
        }
        break;
      }
      case 'packages':
        if (effect.action === 'install') {
          for (const under of packageDirectories)
            log.opaque(under, { by: 'package', step: run.step, command: run });
        }
        system.push(effect);
        break;
      default:
        system.push(effect);
        break;
    }
  }
  return system;
}

/** What one writes that may not run is only perhaps there. */
function howSure({ perhaps }: CommandRun): 'perhaps' | undefined {
  return perhaps === true ? 'perhaps' : undefined;
}

/** A removal that may not happen leaves what was there: keeping too much is the safe side. */
function removeOrDoubt(path: string, { conditional }: CommandRun, log: FileLog): void {
  if (conditional) log.doubt(path);
  else log.remove(path);
}

/** A path that is named and not there is made by who names it; of the system's commands only what no base has. */
function isMade(path: string, files: FileSystem): boolean {
  const found = files.lookup(path);
  if (found.status === 'present') return false;
  return isAbsent(found) || !commandDirectory.test(path);
}

const commandDirectory = /^\/(?:usr\/(?:local\/)?)?s?bin\//;

function originOf(
  { download, archive }: Extract<Effect, { kind: 'write' }>,
  run: CommandRun,
  otherwise: Origin,
): Origin {
  if (download !== undefined) return { by: 'download', step: run.step, url: download };
  if (archive === undefined) return otherwise;
  return { by: 'opaque', step: run.step, command: run, why: 'it is a member of an archive', archive };
}

/** What the shell keeps from being set in the modes of new files, where nothing else is said. */
const usualMask = 0o022;

/**
 * What is copied as a new file: it belongs to who copies it, and the mask takes its part of the mode (POSIX XCU cp,
 * "Description", 3.b and 4).
 */
function asNew(entry: FileEntry, owned: Pick<FileEntry, 'owner'>, umask: Mode = usualMask): FileEntry {
  const { owner, mode, ...rest } = entry;
  const given = owned.owner === undefined && owner !== undefined ? { owner: 'root:root' } : owned;
  const left = mode === undefined || mode === 'unknown' || umask === 'unknown' ? mode : mode & 0o777 & ~umask;
  return { ...rest, ...given, ...(left === undefined ? {} : { mode: left }) };
}

function withEntries(tree: Tree, change: (entry: FileEntry) => FileEntry): Tree {
  return {
    ...tree,
    lookup: (path) => {
      const found = tree.lookup(path);
      return found.status === 'present' ? { ...found, entry: change(found.entry) } : found;
    },
  };
}

function copy(
  { from, to, move, keeps }: Extract<Effect, { kind: 'copy' }>,
  origin: Origin,
  log: FileLog,
  owned: Pick<FileEntry, 'owner'>,
  run: CommandRun,
): void {
  const files = log.now();
  const { umask } = run;
  const how = howSure(run);
  const placed = (entry: FileEntry): FileEntry =>
    move || keeps === true ? entry : asNew(entry, owned, umask);
  const found = files.lookup(from);
  if (found.status === 'absent') return;
  if (found.status === 'present' && found.entry.kind === 'directory') {
    const tree = withEntries(treeOf(files, from), placed);
    log.writeTree(to, tree, { ...origin }, owned, keeps === true ? 'given' : undefined, how);
  } else if (found.status === 'present' && found.entry.kind !== 'unknown') {
    const entry = placed(found.entry);
    const stays = entry.origin.by === 'context' || isFetched(entry.origin);
    log.write(
      { ...entry, ...ofSystem(from, entry.origin), path: to, origin: stays ? entry.origin : origin },
      {},
      how,
    );
  } else {
    const before = found.status === 'present' ? found.entry.origin : found.origin;
    const earlier = found.status === 'present' ? found.entry.copyOf : undefined;
    const moved = isFetched(before) ? before : origin;
    log.write(
      {
        path: to,
        kind: 'unknown',
        origin: moved,
        ...(earlier === undefined ? ofSystem(from, before) : { copyOf: earlier }),
        ...owned,
      },
      {},
      how,
    );
    log.opaque(posix.join(to, '.'), moved);
  }
}

/** What a package or the base image brings needs the same under another name. */
function ofSystem(from: string, { by }: Origin): Pick<FileEntry, 'copyOf'> {
  return by === 'base' || by === 'package' ? { copyOf: from } : {};
}

/** Wherever it is put, it was made elsewhere. */
function isFetched(origin: Origin): boolean {
  return origin.by === 'download' || (origin.by === 'opaque' && origin.archive !== undefined);
}
