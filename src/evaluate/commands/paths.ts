/** From a command's words to paths in the image. */
import { posix } from 'node:path';
import { isPattern, matchesName } from '../../shell/glob.ts';
import { isAbsent } from '../files/lookup.ts';
import type { CommandRun, Effect, Value, World } from '../types.ts';

/** The absolute path that a word names; undefined when the word, or the directory it is relative to, isn't known. */
export function pathOf(word: Value, run: CommandRun): string | undefined {
  if (word.text === undefined) return undefined;
  return resolveFrom(run.workdir, word.text);
}

/** The absolute path of a text; undefined when it is relative to a directory that is not known. */
export function resolveFrom(directory: Value, text: string): string | undefined {
  if (text.startsWith('/')) return normal(posix.resolve(text));
  return directory.text === undefined ? undefined : normal(posix.resolve(directory.text, text));
}

function normal(path: string): string {
  return path.replace(/^\/+/, '/');
}

/** The smallest directory that certainly holds the path of a word that isn't known in full. */
export function regionOf(word: Value, run: CommandRun): string {
  const start = word.text ?? word.prefix ?? '';
  // Nothing known of the start: it may be absolute.
  if (start === '') return '/';
  const directory = word.text === undefined ? start.slice(0, start.lastIndexOf('/') + 1) : start;
  return resolveFrom(run.workdir, directory === '' ? '.' : directory) ?? '/';
}

/** The command may write anything there. */
export function opaque(under: string, why: string): Effect {
  return { kind: 'opaque', under, why };
}

/** For a word that should name what is written: anything in the region that is known of it. */
export function opaqueAt(word: Value, run: CommandRun): Effect {
  const because =
    word.text === undefined ? (word.because ?? 'a value that is not known') : 'the working directory';
  return opaque(regionOf(word, run), `${run.name ?? 'a command'} writes a path that depends on ${because}`);
}

/** The files that a word names. */
export interface Named {
  readonly paths: readonly string[];
  /** False when there may be others: a word not known, or a pattern in a directory not known in full. */
  readonly complete: boolean;
  /** For a pattern `directory/*`: the directory, all of whose files it matches. */
  readonly allIn: string | undefined;
}

/** Resolves a word to paths, a pattern to the files it matches. */
export function namedBy(word: Value, run: CommandRun, world: World): Named {
  const path = pathOf(word, run);
  if (path === undefined) return { paths: [], complete: false, allIn: undefined };
  if (!isPattern(path)) return { paths: [path], complete: true, allIn: undefined };
  const matched = matchPath(path.split('/').slice(1), world);
  const directory = posix.dirname(path);
  const all = posix.basename(path) === '*' && !isPattern(directory);
  return { ...matched, allIn: all ? directory : undefined };
}

/** A pattern that matches more than this is as good as not known. */
const MAX_MATCHES = 4096;

function matchPath(
  components: readonly string[],
  world: World,
): { readonly paths: readonly string[]; readonly complete: boolean } {
  let paths: readonly string[] = ['/'];
  let complete = true;
  for (const component of components) {
    if (!isPattern(component)) {
      paths = paths.map((path) => posix.join(path, component));
      continue;
    }
    const listings = paths.map((path) => ({ path, ...world.files.list(path) }));
    complete &&= listings.every((listing) => listing.complete);
    paths = listings.flatMap(({ path, names }) =>
      names.filter(({ name }) => matchesName(component, name)).map(({ name }) => posix.join(path, name)),
    );
    if (paths.length > MAX_MATCHES) return { paths: [], complete: false };
  }
  // What stands behind a pattern (`*/bin`) need not be there.
  const last = components.at(-1) ?? '';
  const present = isPattern(last) ? paths : paths.filter((path) => !isAbsent(world.files.lookup(path)));
  return { paths: present, complete };
}

/**
 * Directories that every image with a distribution in it has: Filesystem Hierarchy Standard 3.0, chapters 3 to 5, and
 * the directory of certificates, which openssl's packaging makes in Debian and Alpine.
 */
const STANDARD_DIRECTORIES: ReadonlySet<string> = new Set(
  `/ /bin /boot /dev /etc /etc/opt /etc/ssl /etc/ssl/certs /home /lib /media /mnt /opt /proc /root /run /sbin /srv
   /sys /tmp /usr /usr/bin /usr/include /usr/lib /usr/libexec /usr/local /usr/local/bin /usr/local/etc
   /usr/local/include /usr/local/lib /usr/local/sbin /usr/local/share /usr/local/src /usr/sbin /usr/share /usr/src
   /var /var/cache /var/lib /var/lock /var/log /var/mail /var/opt /var/run /var/spool /var/tmp`.split(/\s+/),
);

/** Whether a path is a directory when the command runs. */
export function isDirectory(path: string, world: World): 'yes' | 'no' | 'unknown' {
  const found = world.files.lookup(path);
  if (isAbsent(found)) return 'no';
  if (found.status === 'present' && found.entry.kind !== 'unknown') {
    return found.entry.kind === 'directory' ? 'yes' : 'no';
  }
  return STANDARD_DIRECTORIES.has(path) ? 'yes' : 'unknown';
}

/** The word is written as a directory: it ends in a slash, or in a component `.` or `..`. */
export function looksLikeDirectory(word: Value): boolean {
  return /(^|\/)\.{0,2}$/.test(word.text ?? '') && word.text !== '';
}

/** A path in the home directory of the user a command runs as; `/` where that directory isn't known. */
export function belowHome(run: CommandRun, name: string): string {
  const home = run.env.get('HOME');
  if (home !== undefined) return home.text === undefined ? '/' : posix.join('/', home.text, name);
  const user = run.user.text?.split(':')[0];
  return user === '' || user === 'root' || user === '0' ? posix.join('/root', name) : '/';
}
