/**
 * What lies beside a file or directory that is a default: whoever starts a container may name another in its place, and
 * finds it where the author put it.
 */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { FileEntry, Stage } from '../../evaluate/types.ts';
import type { Evidence } from '../../rule/types.ts';
import type { Need } from '../../rule/need.ts';
import { holdsSources } from '../files/kept-files.ts';
import { isRepositoryDirectory, isRepositoryFile } from '../files/repository-files.ts';
import type { Role } from '../../toolchain/toolchain.ts';

/** Where what is meant unless something else is given lies: others of its kind are looked for there. */
export interface UsualPlace {
  /** `own`: a directory of the author's; `shared`: one that the base has too, or one around the working directory. */
  readonly kind: 'own' | 'workdir' | 'shared';
  readonly directory: string;
}

/** The directory of a usual path; undefined where there is none. */
export function surroundingsOfUsual(path: string, { state, files }: Stage): UsualPlace | undefined {
  const directory = posix.dirname(path);
  const workdir = state.workdir.text ?? '/';
  const found = files.lookup(directory);
  if (directory === '/' || (directory !== workdir && isInside(workdir, directory)))
    return { kind: 'shared', directory };
  if (found.status !== 'present') return undefined;
  if (found.entry.origin.by === 'base') return { kind: 'shared', directory };
  return { kind: directory === workdir ? 'workdir' : 'own', directory };
}

/** The image, and what the toolchain tells of its files. */
export interface BesideScene {
  readonly stage: Stage;
  readonly toolchain: {
    readonly isSource: (path: string) => boolean;
    readonly role: (file: { readonly path: string; readonly directory: boolean }) => Role;
  };
}

/**
 * The files of the same directory, or the directories beside one. In the working directory and in those of the system only
 * names with the same ending are of its kind.
 *
 * @param isDirectory what is meant where nothing lies there
 */
export function besideNeeds(
  path: string,
  isDirectory: boolean,
  scene: BesideScene,
  evidence: Evidence,
): readonly Need[] {
  const { stage } = scene;
  const place = path === '/' ? undefined : surroundingsOfUsual(path, stage);
  if (place === undefined) return [];
  const found = stage.files.lookup(path);
  const directory = found.status === 'present' ? found.entry.kind === 'directory' : isDirectory;
  const { names, complete } = stage.files.list(place.directory);
  const others = names.map(({ name }) => posix.join(place.directory, name)).filter((other) => other !== path);
  const beside = others.filter((other) => isOfItsKind(other, path, directory, place, scene));
  const because = 'another may be named at start than the one beside it';
  // Of what a step may have made there the names are not known.
  const some = beside.length > 0 || !complete;
  if (place.kind === 'own' && some && beside.length === others.length)
    return [{ kind: 'file', path: place.directory, directory: true, because, evidence }];
  return beside.map((other) => ({ kind: 'file', path: other, directory, because, evidence }));
}

function isOfItsKind(
  path: string,
  usual: string,
  directory: boolean,
  place: UsualPlace,
  { stage, toolchain }: BesideScene,
): boolean {
  const found = stage.files.lookup(path);
  if (found.status !== 'present' || !isPutThere(found.entry, place)) return false;
  if ((found.entry.kind === 'directory') !== directory) return false;
  const isAlike = endingOf(path) === endingOf(usual);
  if (place.kind !== 'own' && (!isAlike || (!directory && endingOf(usual) === ''))) return false;
  if (toolchain.role({ path, directory }) === 'build-only') return false;
  const name = posix.basename(path);
  if (directory) return !isRepositoryDirectory(name) && isDataDirectory(path, stage, toolchain);
  // Documents beside a document are data.
  return !toolchain.isSource(path) && ((place.kind === 'own' && isAlike) || !isRepositoryFile(name));
}

/** What is hidden is of another kind. */
function endingOf(path: string): string {
  return `${posix.basename(path).startsWith('.') ? '.' : ''}${posix.extname(path)}`;
}

/** Neither sources nor what is built of them lies in it, nor does the program work there. */
function isDataDirectory(
  path: string,
  { state, files }: Stage,
  { isSource }: BesideScene['toolchain'],
): boolean {
  return (
    !isInside(state.workdir.text ?? '/', path) &&
    !holdsSources(path, files, isSource) &&
    !files.written().some((entry) => entry.program !== undefined && isInside(entry.path, path))
  );
}

/** In a directory that the author shares with the system a step may have left more than is meant for the program. */
function isPutThere({ origin, program }: FileEntry, { kind }: UsualPlace): boolean {
  if (program !== undefined) return false;
  switch (origin.by) {
    case 'context':
    case 'heredoc':
    case 'download':
    case 'stage':
      return true;
    case 'command':
    case 'opaque':
      return kind !== 'shared';
    default:
      return false;
  }
}

/** The author's programs and scripts beside one: in the working directory what is of its kind by its ending. */
export function besidePrograms(path: string, stage: Stage): readonly string[] {
  const place = surroundingsOfUsual(path, stage);
  if (place === undefined) return [];
  return stage.files.list(place.directory).names.flatMap(({ name, kind }) => {
    const other = posix.join(place.directory, name);
    const found = stage.files.lookup(other);
    if (kind === 'directory' || other === path || found.status !== 'present') return [];
    const { program, origin } = found.entry;
    if (origin.by === 'base' || origin.by === 'package') return [];
    const isAlike = endingOf(other) === endingOf(path) && (place.kind !== 'workdir' || endingOf(path) !== '');
    return program !== undefined || place.kind === 'own' || isAlike ? [other] : [];
  });
}
