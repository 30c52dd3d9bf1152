/**
 * Names of which parts are given at start (`$CONFIG_DIR/app.yml`, `conf/$APP_ENV.yml`): as they are by what the image gives,
 * and as other values make them names of the author's files. Whoever starts a container gives another value to have another
 * of the image's files, and these are the ones whose paths have what is known of the name.
 */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import type { Need } from '../../rule/need.ts';
import { isRepositoryDirectory, isRepositoryFile } from '../files/repository-files.ts';
import { besideNeeds, besidePrograms } from '../start/beside-defaults.ts';
import { baseDirectory, knownValues, placesToWrite } from './files.ts';
import type { FindingScene } from './scene.ts';
import { isOpenAtStart } from '../start/values.ts';
import { certainStart, isOpen, slicedParts, textOf } from './text-parts.ts';
import type { Finding, FindingKind, Name, TextPart, Usual } from './types.ts';

/** What findings of these kinds are about lies at a path. */
const OF_PATHS: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'read-file',
  'read-directory',
  'read-glob',
  'names-file',
  'write',
  'program',
  'program-directory',
  'working-directory',
  'search-path',
]);

const OF_DIRECTORIES: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'read-directory',
  'program-directory',
  'working-directory',
]);

/** More of the author's files than these are not told apart. */
const MOST_FILES = 4000;
/** More files than these that a name may mean go along with all that lies there. */
const MOST_NAMED = 40;

interface AuthorsFiles {
  readonly files: readonly { readonly path: string; readonly directory: boolean }[];
  /** No step may have made others. */
  readonly complete: boolean;
}

/** Findings under each name that what is given at start may make. */
export function underAllNames(findings: readonly Finding[], scene: FindingScene): readonly Finding[] {
  let known: AuthorsFiles | undefined;
  const files = (): AuthorsFiles => (known ??= authorsFiles(scene));
  return findings.flatMap((finding) => namesOf(finding, scene, files));
}

function namesOf(finding: Finding, scene: FindingScene, files: () => AuthorsFiles): readonly Finding[] {
  if (!OF_PATHS.has(finding.kind)) return [finding];
  const { name, arguments: given = [] } = finding;
  const named: readonly Finding[] =
    name?.known === false && name.usual !== undefined
      ? [
          { ...finding, name: usualName(name, name.usual) },
          ...(finding.kind === 'search-path'
            ? otherSearchPaths(finding, name.usual, scene)
            : otherNames(finding.kind, name, name.usual, scene, files)
          ).map((other): Finding => ({ ...finding, name: other, optional: true })),
        ]
      : [finding, ...otherPrograms(finding, scene)];
  if (given.length === 0) return named;
  const usual = given.map((word) =>
    !word.known && word.usual !== undefined ? usualName(word, word.usual) : word,
  );
  const others = given.flatMap((word, index) =>
    !word.known && word.usual !== undefined
      ? otherNames('names-file', word, word.usual, scene, files).map((other) => usual.with(index, other))
      : [],
  );
  return named.flatMap((one) => [
    { ...one, arguments: usual },
    ...others.map((other) => ({ ...one, arguments: other })),
  ]);
}

/** The name as it is unless something else is given. */
function usualName({ expression, base }: Extract<Name, { known: false }>, { parts, complete }: Usual): Name {
  const text = textOf(parts);
  const [origin] = parts.flatMap((part) => part.origin ?? []);
  if (base !== undefined)
    return { known: false, expression, prefix: text, base, ...(complete ? { complete } : {}) };
  // Nothing is given, and that is no name.
  if (text === '' && origin !== undefined) return { known: false, expression, prefix: '', origin };
  return complete ? { known: true, text } : { known: false, expression, prefix: text };
}

/** Other names that what is given may make, of files that are there. */
function otherNames(
  kind: FindingKind,
  { expression, base }: Extract<Name, { known: false }>,
  { parts, complete }: Usual,
  scene: FindingScene,
  files: () => AuthorsFiles,
): readonly Name[] {
  const from = base === undefined ? (scene.stage.state.workdir.text ?? '/') : baseDirectory(base, scene);
  if (from === undefined) return [];
  const text = textOf(parts);
  const slash = text.lastIndexOf('/');
  const whole = complete ? parts : slicedParts(parts, 0, Math.max(0, slash));
  if (!isOpen(whole) || !saysMore(whole)) return [];
  const isDirectory = !complete || OF_DIRECTORIES.has(kind);
  const { files: all, complete: known } = files();
  const literals = literalsOf(whole, from, kind === 'read-glob');
  const usual = posix.resolve(from, textOf(whole).replace(base === undefined ? /^(?!)/ : /^\/+/, ''));
  const found = all.filter(
    ({ path, directory }) =>
      path !== usual &&
      (directory ? isDirectory || isPresentDirectory(usual, scene.stage) : !isDirectory || complete) &&
      hasInTurn(path, literals) &&
      isMeant(path, directory, kind, scene),
  );
  const isTold = known && found.length <= MOST_NAMED;
  const workdir = scene.stage.state.workdir.text ?? '/';
  // What isn't told one by one in the working directory goes along with all that lies there.
  const here: readonly Name[] = isTold ? [] : [{ known: false, expression, prefix: './' }];
  const rest = complete ? '' : `/${text.slice(slash + 1)}`;
  return [
    ...found
      .filter(({ path }) => found.length <= MOST_NAMED || !isInside(path, workdir))
      .map(({ path }): Name =>
        complete ? { known: true, text: path } : { known: false, expression, prefix: `${path}${rest}` },
      ),
    ...here,
  ];
}

function isPresentDirectory(path: string, { files }: Stage): boolean {
  const found = files.lookup(path);
  return found.status === 'present' && found.entry.kind === 'directory';
}

/** What stands in the sources says more than that there is a path. */
function saysMore(parts: readonly TextPart[]): boolean {
  return parts.some(({ text, origin }) => origin === undefined && /[^/.*?]/.test(text));
}

/** The texts of the paths that other values make, with any text between them. */
function literalsOf(parts: readonly TextPart[], from: string, isGlob: boolean): readonly string[] {
  const start = certainStart(parts);
  const directory = start.slice(0, start.lastIndexOf('/') + 1);
  const place = start === '' ? '' : posix.resolve(from, directory || '.');
  const before = place === '' || place === '/' ? place : `${place}/`;
  const literals: string[] = [before];
  for (const { text, origin } of slicedParts(parts, directory.length)) {
    const plain = text.replace(/\/(?:\.?\/)+/g, '/');
    // A pattern leaves open what its signs stand for.
    const [first = '', ...later] =
      origin !== undefined ? ['', ''] : isGlob ? plain.split(/[*?]+|\[[^\]]*\]/) : [plain];
    literals[literals.length - 1] += first;
    literals.push(...later);
  }
  return literals;
}

/** Whether a path begins with the first text, ends with the last, and has the others between. */
function hasInTurn(path: string, literals: readonly string[]): boolean {
  const [first = '', ...others] = literals;
  const last = others.pop() ?? '';
  if (!path.startsWith(first) || !path.endsWith(last)) return false;
  let position = first.length;
  for (const text of others) {
    const at = path.indexOf(text, position);
    if (at < 0) return false;
    position = at + text.length;
  }
  return position <= path.length - last.length;
}

/** Not what is for the build, or for those who work on it. */
function isMeant(
  path: string,
  directory: boolean,
  kind: FindingKind,
  { stage, toolchain }: FindingScene,
): boolean {
  const found = stage.files.lookup(path);
  if (found.status !== 'present' || found.entry.origin.by === 'base') return false;
  if (kind !== 'program' && found.entry.program !== undefined) return false;
  const name = posix.basename(path);
  if (directory) return !isInside(stage.state.workdir.text ?? '/', path) && !isRepositoryDirectory(name);
  return (
    !toolchain.isSource(path) &&
    !isRepositoryFile(name) &&
    toolchain.role({ path, directory }) !== 'build-only'
  );
}

/** The author's files and directories, but for those of the repository alone. */
function authorsFiles({ stage: { files, state, facts } }: FindingScene): AuthorsFiles {
  const workdir = state.workdir.text ?? '/';
  const trees = files.trees().flatMap(({ path, origin }) => (origin.by === 'base' ? [] : [path]));
  const open = [...new Set([workdir, ...trees])].filter((path) => path !== '/');
  const found = new Map<string, boolean>();
  let complete = true;
  // The list grows while it is walked.
  for (const place of open) {
    const { names, complete: all } = files.list(place);
    if (!all && facts?.isDirectory?.(place) !== true) complete = false;
    for (const { name, kind } of names) {
      const path = posix.join(place, name);
      if (found.has(path) || (kind === 'directory' && isRepositoryDirectory(name))) continue;
      found.set(path, kind === 'directory');
      if (kind === 'directory') open.push(path);
    }
    if (found.size > MOST_FILES) {
      complete = false;
      break;
    }
  }
  for (const { path, kind } of files.written()) found.set(path, kind === 'directory');
  return { files: [...found].map(([path, directory]) => ({ path, directory })), complete };
}

/** A PATH with another directory in the place of one that is given. */
function otherSearchPaths(finding: Finding, { parts }: Usual, scene: FindingScene): readonly Name[] {
  const evidence = scene.place(finding.evidence);
  return parts.flatMap(({ text, origin }, index) => {
    if (origin === undefined || !text.startsWith('/') || text.includes(':')) return [];
    return besideNeeds(text, true, scene, evidence).flatMap((need): readonly Name[] =>
      need.kind === 'file' ? [{ known: true, text: textOf(parts.with(index, { text: need.path })) }] : [],
    );
  });
}

/** Programs beside one whose name is given at start. */
function otherPrograms(finding: Finding, scene: FindingScene): readonly Finding[] {
  const { kind, name } = finding;
  if (kind !== 'program' || name?.origin === undefined || !isOpenAtStart(name.origin, scene.stage)) return [];
  const workdir = scene.stage.state.workdir.text ?? '/';
  const paths = knownValues(name, scene).flatMap(({ text, complete, from = workdir }) =>
    complete && text.includes('/') ? [posix.resolve(from, text)] : [],
  );
  const named = new Set(knownValues(name, scene).flatMap(({ text, complete }) => (complete ? [text] : [])));
  const others = [...named, ...paths.flatMap((path) => besidePrograms(path, scene.stage))];
  const known = [...new Set(others)].map((text): Finding => ({ ...finding, name: { known: true, text } }));
  // In the place of a command any other may be given.
  const isCommand = name.known && [...named].some((text) => !text.includes('/'));
  const expression = name.known ? name.text : name.expression;
  return isCommand ? [...known, { ...finding, name: { known: false, expression, prefix: '' } }] : known;
}

/** What lies beside names that are given as a whole, or of which nothing else is known. */
export function besideGiven(findings: readonly Finding[], scene: FindingScene): readonly Need[] {
  return findings.flatMap((finding) => {
    const { kind, name, arguments: given = [] } = finding;
    const evidence = scene.place(finding.evidence);
    const isDirectory = OF_DIRECTORIES.has(kind);
    const words = given.flatMap((word) => givenPaths(word, scene));
    const itself =
      name === undefined || !OF_PATHS.has(kind) || kind === 'search-path'
        ? []
        : pathsBeside(finding, name, scene);
    return [
      ...(kind === 'write' && name !== undefined && isGiven(name, scene)
        ? placesToWrite(scene, evidence, 'another place to write may be named at start')
        : []),
      ...itself.flatMap((path) => besideNeeds(path, isDirectory, scene, evidence)),
      ...words.flatMap((path) => besideNeeds(path, false, scene, evidence)),
    ];
  });
}

/** A part of the name is given at start. */
function isGiven(name: Name, { stage }: FindingScene): boolean {
  if (!name.known && name.usual !== undefined) return true;
  return name.origin !== undefined && isOpenAtStart(name.origin, stage);
}

function pathsBeside({ kind }: Finding, name: Name, scene: FindingScene): readonly string[] {
  if (!name.known && name.usual !== undefined) return openPaths(name, name.usual, scene);
  // Files and directories that are read, and programs that are started, are asked for with the values that they have.
  return kind === 'working-directory' || kind === 'program-directory' ? givenPaths(name, scene) : [];
}

/** The paths that a name has which is given as a whole. */
function givenPaths(name: Name, scene: FindingScene): readonly string[] {
  if (!name.known && name.usual !== undefined) return openPaths(name, name.usual, scene);
  if (name.origin === undefined || !isOpenAtStart(name.origin, scene.stage)) return [];
  const workdir = scene.stage.state.workdir.text ?? '/';
  return knownValues(name, scene).flatMap(({ text, complete, from = workdir }) =>
    complete && text !== '' ? [posix.resolve(from, text)] : [],
  );
}

/** What of a name lies where nothing but what is given tells. */
function openPaths(
  { base }: Extract<Name, { known: false }>,
  { parts, complete }: Usual,
  scene: FindingScene,
): readonly string[] {
  const text = textOf(parts);
  const whole = complete ? parts : slicedParts(parts, 0, Math.max(0, text.lastIndexOf('/')));
  const from = base === undefined ? (scene.stage.state.workdir.text ?? '/') : baseDirectory(base, scene);
  if (from === undefined || !isOpen(whole) || saysMore(whole)) return [];
  const known = textOf(whole).replace(base === undefined ? /^(?!)/ : /^\/+/, '');
  return known === '' || known === '.' ? [] : [posix.resolve(from, known)];
}
