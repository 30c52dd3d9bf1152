/** What COPY and ADD write. */
import { posix } from 'node:path';
import type { BuildContext } from '../../context/types.ts';
import { expandHeredoc } from '../../dockerfile/index.ts';
import type { CopyInstruction, Flag } from '../../dockerfile/types.ts';
import { contextTree } from './context-tree.ts';
import type { FileLog } from './log.ts';
import { treeOf, unknownTree, type Tree } from './tree.ts';
import { ownerGiven } from '../owner.ts';
import { lookupIn, valueOf } from '../state.ts';
import type { FileEntry, FileSystem, Found, Origin, State, StepId } from '../types.ts';

/** Archives that ADD unpacks. Source: Dockerfile reference, "Adding local tar archives". */
const archive = /\.(tar|tar\.gz|tgz|tar\.bz2|tbz2?|tar\.xz|txz|tar\.zst)$/;

export interface CopyScene {
  readonly log: FileLog;
  readonly state: State;
  readonly step: StepId;
  readonly escape: '\\' | '`';
  readonly context: BuildContext | undefined;
  /** The files of an earlier stage by name or number; undefined for an image. */
  readonly stage: (name: string) => FileSystem | undefined;
}

/** Adds to the log what the instruction copies. */
export function copyInto(instruction: CopyInstruction, scene: CopyScene): void {
  const { log, state, step, escape } = scene;
  const destinationValue = valueOf(instruction.destination, state, escape);
  const workdir = state.workdir.text;
  if (
    destinationValue.text === undefined ||
    (workdir === undefined && !destinationValue.text.startsWith('/'))
  ) {
    log.opaque('/', { by: 'context', step, source: '' });
    return;
  }
  const destination = posix.resolve(workdir ?? '/', destinationValue.text);
  const intoDirectory =
    /(^|\/)\.?\/?$/.test(destinationValue.text) ||
    destinationValue.text.endsWith('/') ||
    destinationValue.text.endsWith('/.') ||
    instruction.sources.length > 1 ||
    isDirectory(destination, log.now());
  const attributes = {
    ...ownerOf(instruction.flags, state, escape),
    ...modeOf(instruction.flags),
  };
  const from = flag(instruction.flags, 'from');
  for (const source of instruction.sources) {
    if (source.kind === 'heredoc') {
      const { delimiter, content, expand } = source.heredoc;
      const path = intoDirectory ? posix.join(destination, delimiter) : destination;
      const text = expand ? expandHeredoc(content, lookupIn(state)).text : content;
      log.write({
        path,
        kind: 'file',
        origin: { by: 'heredoc', step },
        content: () => text,
        mode: 0o644,
        ...attributes,
      });
      continue;
    }
    const value = valueOf(source.word, state, escape);
    if (value.text === undefined) {
      log.writeTree(destination, unknownTree({ by: 'context', step, source: '' }), {
        by: 'context',
        step,
        source: '',
      });
      continue;
    }
    if (/^(https?|ftp|git):\/\/|^git@/.test(value.text)) {
      download(value.text, destination, intoDirectory, scene, attributes);
    } else if (from !== undefined) {
      copyFromStage(value.text, from, destination, intoDirectory, scene, attributes);
    } else {
      copyFromContext(instruction, value.text, destination, intoDirectory, scene, attributes);
    }
  }
}

/** A file that is copied to a directory that is there goes into it, with and without a slash (BuildKit, tried). */
function isDirectory(path: string, files: FileSystem): boolean {
  const found = files.lookup(path);
  if (found.status !== 'present') return false;
  // What was copied under a name that is no file's is taken for a directory.
  return (
    found.entry.kind === 'directory' ||
    (found.entry.kind === 'unknown' && found.entry.origin.by === 'context')
  );
}

type Attributes = Pick<FileEntry, 'owner' | 'mode'>;

function download(
  url: string,
  destination: string,
  intoDirectory: boolean,
  { log, step }: CopyScene,
  attributes: Attributes,
): void {
  const origin: Origin = { by: 'download', step, url };
  if (/^git:|^git@|\.git(#.*)?$/.test(url)) {
    log.writeTree(destination, unknownTree(origin), origin);
    return;
  }
  const name = posix.basename(url.replace(/[?#].*$/, ''));
  log.write({
    path: intoDirectory ? posix.join(destination, name) : destination,
    kind: 'file',
    origin,
    mode: 0o600,
    ...attributes,
  });
}

function copyFromStage(
  source: string,
  from: string,
  destination: string,
  intoDirectory: boolean,
  { log, step, stage }: CopyScene,
  attributes: Attributes,
): void {
  const files = stage(from);
  const path = posix.resolve('/', source);
  const origin: Origin = { by: 'stage', step, stage: from, source: path };
  const found: Found = files?.lookup(path) ?? { status: 'possible', origin };
  if (found.status === 'present' && found.entry.kind === 'directory' && files !== undefined) {
    log.writeTree(destination, treeOf(files, path), origin);
  } else if (found.status === 'present' && found.entry.kind === 'file') {
    const target = intoDirectory ? posix.join(destination, posix.basename(path)) : destination;
    log.write({ ...found.entry, path: target, origin, ...attributes });
  } else {
    writeUnknown(source, destination, intoDirectory, origin, log, attributes);
  }
}

function copyFromContext(
  instruction: CopyInstruction,
  source: string,
  destination: string,
  intoDirectory: boolean,
  { log, step, context }: CopyScene,
  attributes: Attributes,
): void {
  const path = trim(posix.normalize(`/${source}`).slice(1));
  const origin: Origin = { by: 'context', step, source: path };
  const matches = /[*?[]/.test(path) ? matchesOf(path, context) : [path];
  if (matches === undefined || context === undefined) {
    writeUnknown(path, destination, intoDirectory, origin, log, attributes);
    return;
  }
  const into = intoDirectory || matches.length > 1;
  for (const match of matches) {
    const found = match === '' ? { kind: 'directory' as const, executable: false } : context.stat(match);
    const matchOrigin: Origin = { by: 'context', step, source: match };
    if (found === undefined) {
      writeUnknown(match, destination, into, matchOrigin, log, attributes);
    } else if (found.kind === 'directory') {
      const target = hasFlag(instruction.flags, 'parents') ? posix.join(destination, match) : destination;
      log.writeTree(target, contextTree(context, match, step), matchOrigin);
      if (attributes.owner !== undefined) log.attribute(target, { owner: attributes.owner }, true);
    } else if (instruction.keyword === 'ADD' && archive.test(match)) {
      log.writeTree(destination, unknownTree(matchOrigin), matchOrigin);
    } else {
      log.write({
        path: into ? posix.join(destination, posix.basename(match)) : destination,
        kind: 'file',
        origin: matchOrigin,
        content: () => context.read(match),
        mode: found.executable ? 0o755 : 0o644,
        ...attributes,
      });
    }
  }
}

const endsLikeFile = /^[^.].*\.[A-Za-z0-9]+$/;

/** Files whose names a pattern matches, in a directory. */
function matchingTree(pattern: string, origin: Origin): Tree {
  const unknown = unknownTree(origin);
  const matches = componentMatcher(pattern);
  return {
    ...unknown,
    lookup: (path) =>
      path === '' || (!path.includes('/') && matches(path)) ? unknown.lookup(path) : { status: 'absent' },
  };
}

/**
 * A source that can't be looked at is taken for a file when its name ends like one (`main.go`, `*.go`, `Makefile`), else
 * it may be either.
 */
function writeUnknown(
  source: string,
  destination: string,
  intoDirectory: boolean,
  origin: Origin,
  log: FileLog,
  attributes: Attributes,
): void {
  const name = posix.basename(source);
  const wildcard = /[*?[]/.test(source);
  const looksLikeFile = !wildcard && (endsLikeFile.test(name) || /^(Makefile|LICENSE|Procfile)$/.test(name));
  if (looksLikeFile) {
    const path = intoDirectory ? posix.join(destination, name) : destination;
    log.write({ path, kind: 'file', origin, ...attributes });
    return;
  }
  log.writeTree(
    destination,
    wildcard && endsLikeFile.test(name) ? matchingTree(name, origin) : unknownTree(origin),
    origin,
  );
  if (intoDirectory && !wildcard && name !== '' && name !== '.') {
    log.opaque(posix.join(destination, name), origin);
  }
}

/** The context's paths that a pattern with `*`, `?`, `[…]` in its last or earlier components names. */
function matchesOf(pattern: string, context: BuildContext | undefined): readonly string[] | undefined {
  if (context === undefined) return undefined;
  let places = [''];
  for (const component of pattern.split('/')) {
    const matcher = componentMatcher(component);
    places = places.flatMap((place) =>
      (context.list(place) ?? [])
        .filter(({ name }) => matcher(name))
        .map(({ name }) => (place === '' ? name : `${place}/${name}`)),
    );
  }
  return places;
}

/** Go's filepath.Match for one path component, which COPY uses. Linear: `*` backtracks to its latest place only. */
function componentMatcher(pattern: string): (name: string) => boolean {
  const pieces = piecesOf(pattern);
  return (name) => {
    let piece = 0;
    let at = 0;
    let star = -1;
    let starAt = 0;
    while (at < name.length) {
      const current = pieces[piece];
      if (current === '*') {
        star = piece++;
        starAt = at;
      } else if (current !== undefined && current(name[at] ?? '')) {
        piece++;
        at++;
      } else if (star >= 0) {
        piece = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (pieces[piece] === '*') piece++;
    return piece === pieces.length;
  };
}

type Piece = '*' | ((character: string) => boolean);

function piecesOf(pattern: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] ?? '';
    const end = character === '[' ? pattern.indexOf(']', i + 2) : -1;
    if (character === '*') pieces.push('*');
    else if (character === '?') pieces.push(() => true);
    else if (end > 0) {
      pieces.push(characterClass(pattern.slice(i + 1, end)));
      i = end;
    } else {
      const literal = character === '\\' ? (pattern[++i] ?? '') : character;
      pieces.push((candidate) => candidate === literal);
    }
  }
  return pieces;
}

function characterClass(body: string): (character: string) => boolean {
  const negated = body.startsWith('^');
  const set = negated ? body.slice(1) : body;
  return (character) => {
    let inside = false;
    for (let i = 0; i < set.length; i++) {
      const low = set[i] ?? '';
      if (set[i + 1] === '-' && set[i + 2] !== undefined) {
        if (character >= low && character <= (set[i + 2] ?? '')) inside = true;
        i += 2;
      } else if (character === low) inside = true;
    }
    return inside !== negated;
  };
}

function ownerOf(flags: readonly Flag[], state: State, escape: '\\' | '`'): { readonly owner?: string } {
  const chown = flag(flags, 'chown');
  const owner = chown === undefined ? undefined : valueOf(chown, state, escape).text;
  return owner === undefined ? {} : { owner: ownerGiven(owner) };
}

function modeOf(flags: readonly Flag[]): { readonly mode?: number } {
  const chmod = flag(flags, 'chmod');
  return chmod !== undefined && /^[0-7]{3,4}$/.test(chmod) ? { mode: Number.parseInt(chmod, 8) } : {};
}

/** The value of a flag; undefined without the flag, and for one without a value. */
export function flag(flags: readonly Flag[], name: string): string | undefined {
  return flags.find((candidate) => candidate.name === name)?.value;
}

function hasFlag(flags: readonly Flag[], name: string): boolean {
  return flags.some((candidate) => candidate.name === name && candidate.value !== 'false');
}

function trim(path: string): string {
  return path === '.' ? '' : path.replace(/\/+$/, '');
}
