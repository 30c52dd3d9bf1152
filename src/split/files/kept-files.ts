/** Files that go to the runtime stage, and what holds for all of them: whose they are, and what only the build reads. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { FileEntry, FileSystem, Stage } from '../../evaluate/types.ts';
import { aptSettings } from '../../image/packages/manager.ts';
import { addedCertificates, certificateDirectory, packageCommandDirectories } from '../../image/places.ts';
import { isOfArchive } from './downloads.ts';
import type { Toolchain } from '../../toolchain/toolchain.ts';

export interface KeptFile {
  readonly path: string;
  readonly directory: boolean;
  readonly owner: string | undefined;
  readonly because: string;
  /** It need not be there: it is copied by a pattern, which may match nothing. */
  readonly perhaps?: true;
  /** A link stays one, whatever it leads to. */
  readonly link?: true;
}

/**
 * Directories below which the author's own files are not the program's, beside the toolchain's own: the system's, those
 * of tools and of credentials for the build.
 */
export const excludedDirectories = [
  '/usr/lib',
  '/usr/include',
  '/usr/src',
  '/lib',
  '/lib64',
  ...packageCommandDirectories,
  '/proc',
  '/sys',
  '/dev',
  '/tmp',
  '/var/cache',
  '/var/lib/apt',
  '/var/tmp',
  aptSettings,
  certificateDirectory,
  addedCertificates,
  '/root',
  '/boot',
];

/** Commands whose files are the system's: accounts, certificates, locales, keys for the build. */
const administration = new Set(
  (
    'useradd adduser addgroup groupadd usermod groupmod userdel deluser groupdel chsh passwd chpasswd ssh-keyscan ssh-keygen git ' +
    'update-ca-certificates locale-gen ldconfig dpkg-reconfigure update-alternatives add-apt-repository apt-key gpg'
  ).split(' '),
);

/** Written on purpose: copied, or made by mkdir, a redirect and the like; not by WORKDIR or as a parent of something. */
export function isAuthors(entry: FileEntry): boolean {
  switch (entry.origin.by) {
    case 'context':
    case 'heredoc':
    case 'download':
    case 'stage':
      return entry.kind !== 'directory';
    case 'command': {
      const { name } = entry.origin.command;
      if (administration.has(name ?? '')) return false;
      if (entry.kind === 'directory') return name === 'mkdir' || name === 'install';
      return name !== 'touch' || entry.kind === 'file';
    }
    case 'opaque':
      return isOfArchive(entry.origin) && entry.kind !== 'directory';
    default:
      return false;
  }
}

/** Directories below one are searched for sources this far. */
const sourceDepth = 4;

/** Whether sources lie in a directory or not far below it: of a module that is copied apart (`COPY lib /code/lib`). */
export function holdsSources(
  directory: string,
  files: FileSystem,
  isSource: (name: string) => boolean,
  depth = sourceDepth,
): boolean {
  return files
    .list(directory)
    .names.some(({ name, kind }) =>
      kind === 'directory'
        ? depth > 0 && holdsSources(posix.join(directory, name), files, isSource, depth - 1)
        : isSource(name),
    );
}

/**
 * What the author put below a directory that the base image has too (`/tmp`, `/etc`): the top of each tree, and single files
 * beside these. Programs that the file builds go along by themselves.
 */
export function authorsFilesBelow(
  directory: string,
  { files }: Stage,
): readonly { readonly path: string; readonly directory: boolean }[] {
  const isThere = (path: string): boolean =>
    path !== directory && isInside(path, directory) && files.lookup(path).status === 'present';
  const trees = files
    .trees()
    .filter(({ path, origin }) => !['base', 'package'].includes(origin.by) && isThere(path))
    .map(({ path }) => ({ path, directory: true }));
  const single = files
    .written()
    .filter((entry) => isAuthors(entry) && entry.program === undefined && isThere(entry.path))
    .map(({ path, kind }) => ({ path, directory: kind === 'directory' }));
  const all = [...trees, ...single];
  const tops = all.filter(
    ({ path }) => !all.some((other) => other.directory && other.path !== path && isInside(path, other.path)),
  );
  return [...new Map(tops.map((file) => [file.path, file])).values()];
}

/** A directory of the base image that holds more than is known (`/etc`): only what the author put there is the program's. */
export function isOfBase(directory: string, { facts }: Stage): boolean {
  return facts?.isDirectory?.(directory) === true && facts.list?.(directory) === undefined;
}

export function keptFile(path: string, directory: boolean, files: FileSystem, because: string): KeptFile {
  const found = files.lookup(path);
  if (found.status !== 'present') return { path, directory, owner: undefined, because };
  const { owner } = found.entry;
  return { path, directory, owner, because, ...(mayBeMissing(found.entry) ? { perhaps: true } : {}) };
}

/** A build that goes well may be without it. */
export function mayBeMissing({ onlyHere, perhaps }: FileEntry): boolean {
  return onlyHere === true || perhaps === true;
}

/** Whether only building reads a file. */
export function isBuildOnly(path: string, toolchain: Toolchain): boolean {
  return toolchain.role({ path, directory: false }, undefined) === 'build-only';
}

/** Drops what lies in a kept directory, and doubles. */
export function withoutNested(files: readonly KeptFile[]): readonly KeptFile[] {
  const byPath = new Map<string, KeptFile>();
  for (const file of files) if (!byPath.has(file.path)) byPath.set(file.path, file);
  const all = [...byPath.values()];
  return all.filter(
    (file) => !all.some((other) => other !== file && other.directory && isInside(file.path, other.path)),
  );
}
