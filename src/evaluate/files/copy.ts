/** What COPY and ADD write. */
import { posix } from 'node:path';
import type { BuildContext } from '../../context/types.ts';
import { matchEntry, parseIgnoreFile } from '../../context/files/ignore.ts';
import { expandHeredoc } from '../../dockerfile/index.ts';
import type { CopyInstruction, Flag } from '../../dockerfile/types.ts';
import { contextTree } from './context-tree.ts';
import type { FileLog, Made } from './log.ts';
import { changedMode, modeOf, modeText } from './mode.ts';
import { selfAndParents } from './paths.ts';
import { treeOf, unknownTree, type Tree } from './tree.ts';
import { ownerGiven, unknownOwner } from '../owner.ts';
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
    ...chmodOf(instruction.flags),
  };
  const from = flag(instruction.flags, 'from');
  const parents = hasFlag(instruction.flags, 'parents');
  for (const source of instruction.sources) {
    if (source.kind === 'heredoc') {
      const { delimiter, content, expand } = source.heredoc;
      const path = intoDirectory ? posix.join(destination, delimiter) : destination;
      const text = expand ? expandHeredoc(content, lookupIn(state)).text : content;
      const origin: Origin = { by: 'heredoc', step };
      log.write(
        given({ path, kind: 'file', origin, content: () => text, mode: 0o644 }, attributes),
        madeFor(attributes),
      );
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
      copyFromStage(value.text, from, destination, intoDirectory, scene, attributes, parents);
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

/** What --chown and --chmod say. */
type Attributes = Pick<FileEntry, 'owner'> & { readonly chmod?: string };

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
  const target = intoDirectory ? posix.join(destination, name) : destination;
  log.write(given({ path: target, kind: 'file', origin, mode: 0o600 }, attributes), madeFor(attributes));
}

function copyFromStage(
  source: string,
  from: string,
  destination: string,
  intoDirectory: boolean,
  { log, step, stage }: CopyScene,
  attributes: Attributes,
  parents: boolean,
): void {
  const files = stage(from);
  const path = posix.resolve('/', source);
  const origin: Origin = { by: 'stage', step, stage: from, source: path };
  const found: Found = files?.lookup(path) ?? { status: 'possible', origin };
  if (parents) {
    const target = posix.join(destination, path);
    const known = files !== undefined && found.status === 'present' && !/[*?[]/.test(path);
    const before = log.now().lookup(target);
    if (known && found.entry.kind === 'file') {
      log.write(given({ ...found.entry, path: target, origin }, attributes), madeFor(attributes));
    } else if (known && found.entry.kind === 'directory') {
      log.writeTree(target, treeOf(files, path), origin, madeFor(attributes));
      giveTree(target, before, attributes, log);
    } else log.writeTree(destination, unknownTree(origin), origin);
  } else if (found.status === 'present' && found.entry.kind === 'directory' && files !== undefined) {
    const before = log.now().lookup(destination);
    log.writeTree(destination, treeOf(files, path), origin, madeFor(attributes));
    giveTree(destination, before, attributes, log);
  } else if (found.status === 'present' && found.entry.kind === 'file') {
    const target = intoDirectory ? posix.join(destination, posix.basename(path)) : destination;
    log.write(given({ ...found.entry, path: target, origin }, attributes), madeFor(attributes));
  } else {
    writeUnknown(source, destination, intoDirectory, origin, log, attributes);
  }
}

function copyFromContext(
  instruction: CopyInstruction,
  source: string,
  destination: string,
  intoDirectory: boolean,
  { log, step, context, state, escape }: CopyScene,
  attributes: Attributes,
): void {
  const { flags } = instruction;
  const path = trim(posix.normalize(`/${source}`).slice(1));
  const origin: Origin = { by: 'context', step, source: path };
  const parents = hasFlag(flags, 'parents');
  const matches = matchesOf(path, context, parents);
  const excluded = exclusionOf(flags, state, escape);
  if (matches === undefined || context === undefined || excluded === undefined) {
    // Where it lies depends on what there is.
    if (parents) log.writeTree(destination, unknownTree(origin), origin);
    else writeUnknown(path, destination, intoDirectory, origin, log, attributes);
    return;
  }
  const pivot = pivotOf(source);
  const into = intoDirectory || parents || matches.length > 1;
  for (const match of matches) {
    const found = match === '' ? { kind: 'directory' as const, executable: false } : context.stat(match);
    const matchOrigin: Origin = { by: 'context', step, source: match };
    const below = parents ? posix.join(destination, pathFrom(pivot, match)) : undefined;
    const place = below === undefined || found?.kind === 'directory' ? destination : posix.dirname(below);
    if (found === undefined) {
      writeUnknown(match, place, into, matchOrigin, log, attributes);
    } else if (found.kind === 'directory') {
      const target = below ?? destination;
      const before = log.now().lookup(target);
      const tree = withoutExcluded(contextTree(context, match, step), match, excluded, matchOrigin);
      log.writeTree(target, tree, matchOrigin, madeFor(attributes));
      giveTree(target, before, attributes, log);
    } else if (instruction.keyword === 'ADD' && archive.test(match)) {
      log.writeTree(place, unknownTree(matchOrigin), matchOrigin);
    } else if (excluded(match, posix.dirname(match)) !== 'yes') {
      const target = into ? posix.join(place, posix.basename(match)) : destination;
      const content = (): string | undefined => context.read(match);
      const mode = found.executable ? 0o755 : 0o644;
      // A source that is named has to be there; what a pattern matches need not.
      const onlyHere = match !== path && context.isOnlyHere(match) ? ({ onlyHere: true } as const) : {};
      log.write(
        given({ path: target, kind: 'file', origin: matchOrigin, content, mode, ...onlyHere }, attributes),
        madeFor(attributes),
      );
    }
  }
}

/** With `--parents` the part of a path behind `/./` is kept below the destination; all of it where there is none. */
function pivotOf(source: string): string {
  const at = source.replace(/^(?:\.\/)+/, '').indexOf('/./');
  return at < 0 ? '' : trim(posix.normalize(`/${source.replace(/^(?:\.\/)+/, '').slice(0, at)}`).slice(1));
}

function pathFrom(pivot: string, path: string): string {
  return pivot === '' ? path : path.slice(pivot.length + 1);
}

type Excluded = (path: string, source: string) => 'yes' | 'no' | 'perhaps';

/**
 * What `--exclude` leaves out: patterns as in `.dockerignore` (Dockerfile reference, "COPY --exclude"). Whether they are
 * relative to the context or to what is copied differs between builders: what only one reading leaves out is open.
 */
function exclusionOf(flags: readonly Flag[], state: State, escape: '\\' | '`'): Excluded | undefined {
  const given = flags.flatMap(({ name, value }) =>
    name === 'exclude' && value !== undefined ? [valueOf(value, state, escape).text] : [],
  );
  if (given.length === 0) return () => 'no';
  if (given.some((pattern) => pattern === undefined)) return undefined;
  const rules = parseIgnoreFile(given.join('\n'));
  if (rules.problems.length > 0) return undefined;
  const isOut = (path: string): boolean =>
    selfAndParents(`/${path}`).some(
      (place) => place !== '/' && matchEntry(rules, place.slice(1), undefined).ignored,
    );
  return (path, source) => {
    const inside = source === '' || source === '.' ? path : path.slice(source.length + 1);
    const readings = [isOut(path), inside !== '' && isOut(inside)];
    return readings.every(Boolean) ? 'yes' : readings.some(Boolean) ? 'perhaps' : 'no';
  };
}

function withoutExcluded(tree: Tree, top: string, excluded: Excluded, origin: Origin): Tree {
  const of = (path: string): ReturnType<Excluded> =>
    path === '' ? 'no' : excluded(top === '' ? path : `${top}/${path}`, top);
  return {
    lookup: (path) => {
      const found = tree.lookup(path);
      if (of(path) === 'no') return found;
      if (found.status === 'absent') return { status: 'absent' };
      return of(path) === 'yes' ? { status: 'absent' } : { status: 'possible', origin };
    },
    list: (path) => {
      const listed = tree.list(path);
      if (listed === undefined) return undefined;
      const below = (name: string): string => (path === '' ? name : `${path}/${name}`);
      const names = listed.names.filter(({ name }) => of(below(name)) === 'no');
      const open = listed.names.some(({ name }) => of(below(name)) === 'perhaps');
      return { ...listed, names, complete: listed.complete && !open, generated: listed.generated || open };
    },
  };
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
    log.write(given({ path, kind: 'file', origin }, attributes), madeFor(attributes));
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

/** Patterns that match more paths than this are not followed. */
const mostMatches = 20_000;

/**
 * The context's paths that a source names: `*`, `?` and `[…]` in any component as Go's filepath.Match reads them; with
 * `--parents` also `**`, which stands for any number of directories (Dockerfile reference, "COPY --parents").
 */
function matchesOf(
  pattern: string,
  context: BuildContext | undefined,
  parents: boolean,
): readonly string[] | undefined {
  if (!/[*?[\\]/.test(pattern)) return [pattern];
  if (context === undefined) return undefined;
  let places: readonly string[] = [''];
  for (const component of pattern.split('/')) {
    if (component === '**' && parents) {
      places = places.flatMap((place) => [place, ...directoriesBelow(place, context)]);
    } else {
      if (component.includes('**') && parents) return undefined;
      const matcher = componentMatcher(component);
      places = places.flatMap((place) =>
        (context.list(place) ?? [])
          .filter(({ name }) => matcher(name))
          .map(({ name }) => (place === '' ? name : `${place}/${name}`)),
      );
    }
    if (places.length > mostMatches) return undefined;
  }
  return [...new Set(places)];
}

function directoriesBelow(top: string, context: BuildContext): readonly string[] {
  const found = [top];
  // A directory holds others: the list grows while it is gone through.
  for (const directory of found) {
    if (found.length > mostMatches) break;
    for (const { name, kind } of context.list(directory) ?? []) {
      if (kind === 'directory') found.push(directory === '' ? name : `${directory}/${name}`);
    }
  }
  return found.slice(1);
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
  if (chown === undefined) return {};
  const { text } = valueOf(chown, state, escape);
  return { owner: text === undefined ? unknownOwner : ownerGiven(text) };
}

function chmodOf(flags: readonly Flag[]): { readonly chmod?: string } {
  const chmod = flag(flags, 'chmod');
  return chmod === undefined ? {} : { chmod };
}

/** What the flags make of one file. */
function given(entry: FileEntry, { owner, chmod }: Attributes): FileEntry {
  return {
    ...entry,
    ...(owner === undefined ? {} : { owner }),
    ...(chmod === undefined ? {} : { mode: changedMode(entry, chmod) }),
  };
}

/**
 * What the flags make of directories that COPY makes on the way: the owner, and the mode as mkdir gives it, without what
 * the umask (022) takes; a mode in letters is not theirs (BuildKit 0.25, measured).
 */
function madeFor({ owner, chmod }: Attributes): Made {
  const inDigits = chmod !== undefined && /^[0-7]{1,5}$/.test(chmod);
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(inDigits ? { mode: Number.parseInt(chmod, 8) & 0o755 } : {}),
  };
}

/**
 * What the flags make of a directory: of all in it, and of itself if COPY makes it. A mode in letters leaves the
 * directory itself as it is made (BuildKit 0.25, measured).
 */
function giveTree(path: string, before: Found, { owner, chmod }: Attributes, log: FileLog): void {
  if (owner === undefined && chmod === undefined) return;
  const was = before.status === 'present' && before.entry.kind === 'directory' ? before.entry : undefined;
  const found = log.now().lookup(path);
  const own = found.status === 'present' ? found.entry.mode : undefined;
  log.attribute(
    path,
    { ...(owner === undefined ? {} : { owner }), ...(chmod === undefined ? {} : { mode: chmod }) },
    true,
  );
  const inLetters = chmod !== undefined && !/^[0-7]+$/.test(chmod);
  if (was === undefined && !inLetters) return;
  const kept = was === undefined ? (own ?? 0o755) : modeOf(was);
  log.attribute(
    path,
    {
      ...(chmod === undefined ? {} : { mode: modeText(kept) }),
      ...(was === undefined || owner === undefined ? {} : { owner: was.owner ?? 'root:root' }),
    },
    false,
  );
}

/** The value of a flag; undefined without the flag, and for one without a value. */
function flag(flags: readonly Flag[], name: string): string | undefined {
  return flags.find((candidate) => candidate.name === name)?.value;
}

function hasFlag(flags: readonly Flag[], name: string): boolean {
  return flags.some((candidate) => candidate.name === name && candidate.value !== 'false');
}

function trim(path: string): string {
  return path === '.' ? '' : path.replace(/\/+$/, '');
}
