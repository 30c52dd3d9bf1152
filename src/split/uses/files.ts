/** The files and directories that a program reads and writes, as needs. */
import { posix } from 'node:path';
import { isInside, selfAndParents } from '../../evaluate/files/paths.ts';
import type { Found, Stage } from '../../evaluate/types.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import { alpineBase, debianSlimBase } from '../../image/bases.ts';
import { originalHas, packageOf } from '../needs/installed-packages.ts';
import { startWords } from '../start/shell-form.ts';
import { isDistributionDirectory } from '../../image/contents.ts';
import { otherName } from '../../image/directories.ts';
import { holdsSources } from '../files/kept-files.ts';
import { wayTo } from '../files/links-on-the-way.ts';
import { isRepositoryDirectory, isRepositoryFile } from '../files/repository-files.ts';
import type { Need } from '../../rule/need.ts';
import { authorsBelow, holdsAuthors, notListed } from '../files/authors-files.ts';
import { homeOf, type Answer, type FindingScene, type OfToolchain, type WorkdirUse } from './scene.ts';
import { besideNeeds } from '../start/beside-defaults.ts';
import { fixedValue, givenValue, isOpenAtStart, valuesOfConsumers } from '../start/values.ts';
import { programName, type Finding, type Name } from './types.ts';
import { isOfContainer, purposeOf } from '../system/paths.ts';
import { perhapsRead, programReads, type ProgramRead } from '../system/program-reads.ts';
import { homeDirectoryOf } from '../needs/users.ts';

export function widest(uses: readonly WorkdirUse[]): WorkdirUse {
  if (uses.includes('unknown')) return 'unknown';
  return uses.includes('named') ? 'named' : 'unused';
}

/** A file, a directory or a pattern that is read. */
export function readNeeds(finding: Finding, scene: FindingScene, evidence: Evidence): Answer {
  const { name } = finding;
  if (name === undefined) return { workdir: 'unknown', anywhere: true };
  if (!name.known && name.base === 'temporary-directory') return temporaryFiles(name, scene, evidence);
  const values = knownValues(name, scene);
  const unknown = isUnknown(name) || (!name.known && name.base === 'home-directory' && values.length === 0);
  const results = values
    .flatMap((value) => wherever(value, scene))
    .map((value) => readOne(finding, value, scene, evidence));
  const refusal = results.find((result) => result.refusal !== undefined)?.refusal;
  const needs = [
    ...results.flatMap(({ needs: own = [] }) => own),
    ...(unknown && finding.kind === 'read-directory' && finding.own ? namedToList(scene, evidence) : []),
    ...besideValues(finding, name, values, scene, evidence),
    ...(unknown && finding.own ? markersAbove(finding, scene, evidence) : []),
  ];
  // Of several places where it is looked up, one that has it is enough.
  const sure = needs.filter(
    (need) => need.kind !== 'file' || need.perhaps !== true || need.assumption !== undefined,
  );
  return {
    needs: sure.length > 0 ? sure : needs,
    assumptions: results.flatMap(({ assumptions = [] }) => assumptions),
    workdir: unknown ? 'unknown' : widest(results.map(({ workdir = 'unused' }) => workdir)),
    ...(unknown || results.some(({ anywhere }) => anywhere === true) ? { anywhere: true } : {}),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/**
 * Files and directories by which a program finds where it is: it looks for the name that the line says (`Join(dir, "go.mod")`) in
 * one directory after the other, up to the root. They are the marks of sources, which stay behind otherwise.
 */
function markersAbove(
  { evidence: { text } }: Finding,
  { stage, entry }: FindingScene,
  evidence: Evidence,
): readonly Need[] {
  const names = new Set([...text.matchAll(/(["'`])(\.?\w[\w.-]*)\1/g)].map(([, , name = '']) => name));
  if (names.size === 0) return [];
  const places = new Set([
    ...selfAndParents(stage.state.workdir.text ?? '/'),
    ...selfAndParents(posix.dirname(entry.path)),
  ]);
  return [...places].flatMap((place) =>
    [...names].flatMap((name): readonly Need[] => {
      const path = posix.join(place, name);
      const found = stage.files.lookup(path);
      if (found.status !== 'present' || !isAuthors(found) || found.entry.program !== undefined) return [];
      const directory = found.entry.kind === 'directory';
      const because = 'it may look for it from one directory to the one above';
      // A directory of sources is no mark.
      return directory && !isRepositoryDirectory(name)
        ? []
        : [{ kind: 'file', path, directory, because, evidence }];
    }),
  );
}

/** What lies beside each value of a name that another can be given for at start: files of its kind, or directories. */
function besideValues(
  finding: Finding,
  { origin }: Name,
  values: readonly PathValue[],
  scene: FindingScene,
  evidence: Evidence,
): readonly Need[] {
  if (origin === undefined || finding.kind === 'read-glob' || !isOpenAtStart(origin, scene.stage)) return [];
  const cwd = scene.stage.state.workdir.text ?? '/';
  return values
    .flatMap((value) => (value.complete ? wherever(value, scene) : []))
    .flatMap(({ text, from = cwd }) => {
      const name = pathOfUrl(text);
      if (name === undefined) return [];
      return besideNeeds(posix.resolve(from, name), finding.kind === 'read-directory', scene, evidence);
    });
}

/** A relative name is looked up in the directories that the program changes to as well. */
export function wherever(value: PathValue, { changed }: FindingScene): readonly PathValue[] {
  if (value.from !== undefined || value.text.startsWith('/')) return [value];
  return [value, ...changed.map((from) => ({ ...value, from }))];
}

/** In the directory for temporary files, of which there is a finding of its own. */
export function isTemporary(name: Name | undefined): boolean {
  return name?.known === false && name.base === 'temporary-directory';
}

/** Nothing of the name is known, and it isn't who starts the container that gives it. */
export function isUnknown(name: Name): boolean {
  if (name.known || name.origin !== undefined || name.base !== undefined) return false;
  const directory = name.prefix.slice(0, name.prefix.lastIndexOf('/') + 1);
  return ['', '/', '../'].includes(directory);
}

/** A literal name, or the literal start of one that isn't known. */
interface PathValue {
  readonly text: string;
  readonly complete: boolean;
  /** Absolute directory that it is relative to; undefined for the working directory. */
  readonly from: string | undefined;
}

/** The name itself, and what the Dockerfile gives in its place through the environment, a flag or an argument. */
export function overridden(name: Name, scene: FindingScene): readonly PathValue[] {
  const given = name.origin === undefined ? undefined : givenValue(name.origin, scene.stage);
  // The image can be started with another command than CMD's: then a flag has its default.
  const stays =
    name.known &&
    name.origin !== undefined &&
    name.origin.kind !== 'environment' &&
    fixedValue(name.origin, scene.stage) === undefined;
  if (given !== undefined)
    return [given, ...(stays ? [name.text] : [])].map((text) => ({ text, complete: true, from: undefined }));
  if (name.known) return [{ text: name.text, complete: true, from: undefined }];
  if (name.base === undefined) return [{ text: name.prefix, complete: false, from: undefined }];
  const from = baseDirectory(name.base, scene);
  // What follows the directory starts with the slash between them; the program's own name is told by where it lies.
  const text = name.prefix.replace(/^\/+/, '').replace(programName, posix.basename(scene.entry.path));
  return from === undefined ? [] : [{ text, complete: name.complete === true, from }];
}

/** As that, with the default that the environment replaces and what files that run the image give: where files may be. */
export function knownValues(name: Name, scene: FindingScene): readonly PathValue[] {
  const values = overridden(name, scene);
  const { origin } = name;
  if (origin === undefined) return values;
  const texts = [
    ...(name.known && isOpenAtStart(origin, scene.stage) ? [name.text] : []),
    ...valuesOfConsumers(origin, scene.build, scene.stage),
  ].filter((text) => !values.some((value) => value.complete && value.text === text));
  return [...values, ...[...new Set(texts)].map((text) => ({ text, complete: true, from: undefined }))];
}

/** Where a base lies; undefined where that is not known. */
export function baseDirectory(
  base: NonNullable<Extract<Name, { known: false }>['base']>,
  scene: FindingScene,
): string | undefined {
  switch (base) {
    case 'executable-directory':
      return posix.dirname(whereItRuns(scene.entry.path, scene.stage));
    case 'source-directory':
      return scene.program.sources;
    case 'home-directory':
      return homeDirectoryOf(scene.stage);
    case 'temporary-directory':
      return temporaryDirectoryOf(scene.stage);
  }
}

/** The path that the kernel runs: where /usr is merged, /bin is a link (proc(5), /proc/pid/exe). */
export function whereItRuns(path: string, { files }: Stage): string {
  const other = files.mergesUsr && !path.startsWith('/usr/') ? otherName(path) : undefined;
  return other ?? path;
}

/** https://pkg.go.dev/os#TempDir */
export function temporaryDirectoryOf({ state }: Stage): string {
  return state.env.get('TMPDIR')?.text || '/tmp';
}

/** What the author put where temporary files are; what the program makes there itself is none of the image's. */
function temporaryFiles(
  name: Extract<Name, { known: false }>,
  scene: FindingScene,
  evidence: Evidence,
): Answer {
  const { stage } = scene;
  const place = temporaryDirectoryOf(stage);
  const path = posix.join(place, name.complete === true ? name.prefix : '/');
  const found = path === place ? undefined : stage.files.lookup(path);
  if (found === undefined) return authorsBelow(place, scene, evidence);
  if (!isAuthors(found) || found.status !== 'present') return {};
  const directory = found.entry.kind === 'directory';
  return { needs: [{ kind: 'file', path, directory, because: 'it reads it', evidence }] };
}

/** The path of a file URL, and any other text that is none; undefined for what lies on the network. */
function pathOfUrl(text: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) && !text.startsWith('file://')) return undefined;
  return text.replace(/^file:\/\//, '');
}

/** One path that is read. */
interface Read {
  readonly finding: Finding;
  readonly value: PathValue;
  /** Absolute. */
  readonly path: string;
  /** False where only the directory of what is read is known. */
  readonly whole: boolean;
  /** It is looked up in the working directory. */
  readonly relative: boolean;
  readonly evidence: Evidence;
}

function readOne(finding: Finding, value: PathValue, scene: FindingScene, evidence: Evidence): Answer {
  const { stage } = scene;
  const cwd = stage.state.workdir.text ?? '/';
  const relative = value.from === undefined && !value.text.startsWith('/');
  const workdir = relative ? 'named' : 'unused';
  const text = pathOfUrl(value.text);
  if (text === undefined) return {};
  const glob = finding.kind === 'read-glob' ? text.search(/[*?[\\]/) : -1;
  const literal = glob < 0 ? text : text.slice(0, glob);
  // Of an unfinished name only the directory part is certain.
  const whole = value.complete && glob < 0;
  const known = whole ? literal : literal.slice(0, literal.lastIndexOf('/') + 1);
  if (!whole && known === '' && value.from === undefined) return { workdir: 'unknown' };
  const path = posix.resolve(value.from ?? cwd, known);
  const read: Read = { finding, value, path, whole, relative, evidence };
  if (path === cwd || path === '/' || isInside(cwd, path)) return workdirRead(read, cwd, scene);
  const found: Found = stage.files.lookup(path);
  const link = whole && wayTo(path, stage.files).path !== wayTo(path, stage.files, 'parents').path;
  if (link && (finding.link === true || found.status === 'absent')) {
    const because = 'it reads it';
    return { needs: [{ kind: 'file', path, directory: false, link: true, because, evidence }], workdir };
  }
  // Whatever the author put into a directory of the system's, beside the program or at home.
  if (found.status !== 'absent' && !whole && path === value.from && !isAuthors(found))
    return { workdir: 'unused', anywhere: true };
  switch (found.status) {
    case 'absent':
      return { workdir, ...absentRead(read, found) };
    case 'possible':
      return { workdir, ...possibleRead(read, found, link, scene) };
    case 'present': {
      const { entry } = found;
      if (entry.origin.by === 'base')
        return withLinkOfBase({ workdir, ...programReads(entry, howRead(read), scene) }, read);
      const directory = entry.kind !== 'file';
      return { workdir, needs: [{ kind: 'file', path, directory, because: 'it reads it', evidence }] };
    }
  }
}

/** The working directory, or one above it (`../x`): what else lies there is the image's as much. */
function workdirRead(
  { finding, value, path, whole, relative, evidence }: Read,
  cwd: string,
  scene: FindingScene,
): Answer {
  const isListed = finding.kind === 'read-directory' || !whole;
  if (!isListed) return { workdir: relative ? 'named' : 'unused' };
  if (path === '/' && value.from === undefined && (cwd !== '/' || !relative))
    return { workdir: 'unknown', anywhere: true };
  if (path !== cwd && path !== '/') {
    const { needs, assumptions } = authorsBelow(path, scene, evidence, (file) => isInside(cwd, file));
    return {
      needs,
      assumptions: [...listingLacks(cwd, scene, evidence), ...assumptions],
      workdir: 'unknown',
    };
  }
  return finding.kind === 'read-directory' && finding.own && whole
    ? { workdir: 'unknown', assumptions: listingLacks(cwd, scene, evidence) }
    : { workdir: 'unknown' };
}

/** What the image lacks: it may come with a context that has it. */
function absentRead(read: Read, { inContext }: Extract<Found, { status: 'absent' }>): Answer {
  const { finding, path } = read;
  // Whether a name without a suffix that is only asked for is a file's or a directory's is not known.
  const isNamedFile = finding.optional !== true || posix.basename(path).includes('.');
  const brought = inContext !== undefined && isNamedFile && isPerhapsMade(path, finding);
  return brought ? { needs: [onceThere(read)] } : {};
}

/** What a step or the base may have made. */
function possibleRead(
  read: Read,
  found: Extract<Found, { status: 'possible' }>,
  link: boolean,
  scene: FindingScene,
): Answer {
  const { finding, path, whole, evidence } = read;
  const directory = finding.kind !== 'read-file' || !whole;
  // A package that is not known may bring it, as a step may that writes where it likes: it need not be there.
  const isOpen = found.anywhere === true || found.origin.by === 'package';
  const step = isOpen ? found.origin : found.orBy;
  if (step !== undefined && isPerhapsMade(path, finding))
    return { needs: [perhapsMade(path, directory, evidence)] };
  if (found.anywhere === true) return {};
  if (found.origin.by === 'base') {
    // The author's link to it: COPY takes what it leads to.
    if (link) return { needs: [onceThere(read)] };
    // As a whole, with what the base may have there as well.
    if (directory && holdsAuthors(path, scene.stage))
      return { needs: [{ kind: 'file', path, directory, because: 'it reads it', evidence }] };
    return whole ? perhapsRead(path, howRead(read), scene) : {};
  }
  // Whether a build step made a file that the program can do without is not known: what there is goes along.
  if (finding.optional === true && isInside(path, scene.stage.state.workdir.text ?? '/'))
    return { workdir: 'unknown' };
  // What it can't do without a build step made: copying fails loudly when it didn't.
  const message = `a build step makes ${path}`;
  const assumption: Assumption = { code: 'file-made-by-build', message, evidence };
  return { needs: [{ kind: 'file', path, directory, because: 'it reads it', evidence, assumption }] };
}

function howRead({ finding, whole, evidence }: Read): ProgramRead {
  const { kind, own, optional } = finding;
  return { file: kind === 'read-file', whole, own, optional: optional === true, evidence };
}

function isAuthors(found: Found): boolean {
  return found.status === 'present' && found.entry.origin.by !== 'base';
}

/** What the base has as a link is copied as what it leads to: who reads the link itself is told of it. */
function withLinkOfBase(answer: Answer, { path, finding, evidence }: Read): Answer {
  if (finding.link !== true || finding.optional === true || !finding.own || isOfContainer(path))
    return answer;
  const assumption: Assumption = {
    code: 'system-file-not-known',
    message: `whether ${path} of the base image is a link, and where it leads, does not matter to the program`,
    evidence,
  };
  return { ...answer, assumptions: [...(answer.assumptions ?? []), assumption] };
}

/** Directories that the command line names, for who lists directories by names that are given: with their sources. */
function namedToList({ stage, toolchain }: FindingScene, evidence: Evidence): readonly Need[] {
  const cwd = stage.state.workdir.text ?? '/';
  const [, ...given] = startWords(stage);
  return given.flatMap((word): readonly Need[] => {
    const path = posix.resolve(cwd, word);
    const found = word === '' ? undefined : stage.files.lookup(path);
    if (found?.status !== 'present' || found.entry.kind !== 'directory' || isInside(cwd, path)) return [];
    // Without sources it goes along as what the command line names.
    if (found.entry.origin.by === 'base' || !holdsSources(path, stage.files, toolchain.isSource)) return [];
    const because = 'it lists directories, and the command line names this one';
    return [{ kind: 'file', path, directory: true, because, evidence }];
  });
}

/** Who lists the working directory, or serves it, meets what stays behind there: sources and documents. */
function listingLacks(
  directory: string,
  { stage, toolchain }: FindingScene,
  evidence: Evidence,
): readonly Assumption[] {
  const left = stage.files
    .list(directory)
    .names.filter(({ name, kind }) =>
      kind === 'directory'
        ? toolchain.role({ path: name, directory: true }) === 'build-only' || isRepositoryDirectory(name)
        : toolchain.role({ path: name, directory: false }) === 'build-only' || isRepositoryFile(name),
    )
    .map(({ name }) => name);
  return left.length === 0 ? [] : [notListed(directory, left, evidence)];
}

/**
 * Whether a step that writes where it likes counts for a path: what the program's own code asks for, not what a
 * library looks for in every system, nor what is of the system or of the container.
 */
function isPerhapsMade(path: string, { own }: Finding): boolean {
  return own && !isOfContainer(path) && purposeOf(path) === undefined;
}

function perhapsMade(path: string, directory: boolean, evidence: Evidence): Need {
  const assumption: Assumption = {
    code: 'file-made-by-build',
    message: `a build step may make ${path}`,
    evidence,
  };
  return { kind: 'file', path, directory, perhaps: true, because: 'it reads it', evidence, assumption };
}

/** What the context lacks on this machine, and a COPY brings from one that has it: a file that git ignores, or one to be made. */
function onceThere({ path, finding, whole, evidence }: Read): Need {
  return {
    kind: 'file',
    path,
    directory: finding.kind !== 'read-file' || !whole,
    perhaps: true,
    because: 'it reads it',
    evidence,
  };
}

/** Data of the author's under a name that the program gives to a module that wasn't read. */
export function namedFileNeeds(
  { name }: Finding,
  { stage, toolchain }: FindingScene,
  evidence: Evidence,
): Answer {
  if (name?.known !== true) return {};
  const program = namedProgram(name.text, stage, toolchain);
  if (program !== undefined) {
    const because = 'its name is given to code that was not followed';
    return { needs: [{ kind: 'command', name: program, because, evidence }] };
  }
  const cwd = stage.state.workdir.text ?? '/';
  const path = posix.resolve(cwd, atHome(name.text, stage));
  const found = stage.files.lookup(path);
  if (isInside(cwd, path)) return {};
  // A directory that the base or a package only may have: what steps put into it.
  const ofSystem = found.status === 'possible' && ['base', 'package'].includes(found.origin.by);
  if (ofSystem && holdsAuthors(path, stage)) return authorsBelow(path, { stage, toolchain }, evidence);
  if (found.status !== 'present' || found.entry.origin.by === 'base') return {};
  const directory = found.entry.kind === 'directory';
  if (
    directory
      ? isNoData(name.text) || holdsSources(path, stage.files, toolchain.isOwnSource)
      : toolchain.isSource(path)
  )
    return {};
  const because = 'it gives the name to code that was not followed';
  return { needs: [{ kind: 'file', path, directory, because, evidence }], workdir: 'named' };
}

/** `~/x` and `$HOME/x`, as libraries for configuration take them. */
function atHome(text: string, stage: Stage): string {
  const rest = /^(?:~|\$HOME|\$\{HOME\})(?=\/|$)(.*)$/.exec(text)?.[1];
  return rest === undefined ? text : `${homeOf(stage) ?? '/root'}${rest}`;
}

/**
 * A word that names a program which the author installed, or one that the image has beyond what every image of its
 * distribution has: `git`, not `date`.
 */
function namedProgram(text: string, stage: Stage, { words }: OfToolchain): string | undefined {
  if (text.includes('/') || text.includes('.')) return undefined;
  if (packageOf(text, stage) !== undefined) return text;
  const { family } = stage.facts?.distribution ?? { family: 'other' };
  const common = family === 'alpine' ? alpineBase() : debianSlimBase();
  return originalHas(text, stage) &&
    !common.programs.has(text) &&
    !isWordOfItsOwn(text) &&
    !words.includes(text)
    ? text
    : undefined;
}

/** Programs of the images whose names are words that programs say of other things. */
function isWordOfItsOwn(text: string): boolean {
  return ['free', 'top', 'watch', 'make', 'w', 'as', 'ld', 'patch', 'file', 'cc', 'ar', 'gold'].includes(
    text,
  );
}

/** `/static` is more likely a route than a directory at the root; `.github/workflows` is of the repository. */
function isNoData(directory: string): boolean {
  return directory.startsWith('/') || /(^|\/)\.[^./]/.test(directory);
}

/** A file that is written: where it goes has to be there. */
export function writeNeeds(finding: Finding, scene: FindingScene, evidence: Evidence): Answer {
  const { name } = finding;
  if (name === undefined || isUnknown(name)) {
    // What it wrote when a step ran it (a database) is there when it starts.
    const workdir = wroteInBuild(scene) ? 'unknown' : 'named';
    return { needs: placesToWrite(scene, evidence), workdir, anywhere: true };
  }
  const values = knownValues(name, scene);
  const relative = values.some(({ text, from }) => !text.startsWith('/') && from === undefined);
  return {
    needs: values.flatMap((value) => writtenPlace(value, scene, evidence) ?? []),
    workdir: relative ? 'named' : 'unused',
  };
}

/** Whether a step ran a program of the file's by its path, which may have written in the working directory. */
function wroteInBuild({ stage: { files, state } }: FindingScene): boolean {
  return files.opaque().some(({ under, origin }) => {
    if (origin.by !== 'opaque' || !isInside(state.workdir.text ?? '/', under)) return false;
    const { words, workdir } = origin.command;
    const called = words[0]?.text ?? '';
    const found = called.includes('/') && files.lookup(posix.resolve(workdir.text ?? '/', called));
    return found !== false && found.status === 'present' && found.entry.origin.by !== 'base';
  });
}

/**
 * Where what is written by a name that isn't known may go: the temporary directory, and the directories that steps made
 * and nothing was put into.
 */
export function placesToWrite(
  { stage: { files } }: FindingScene,
  evidence: Evidence,
  because: string = 'it writes by names that are not known',
): readonly Need[] {
  const empty = files.written().flatMap(({ path, kind, origin }): readonly Need[] => {
    if (kind !== 'directory' || origin.by !== 'command' || isInside(path, '/tmp')) return [];
    const { names, complete } = files.list(path);
    if (!complete || names.length > 0) return [];
    return [{ kind: 'file', path, directory: true, writable: true, because, evidence }];
  });
  return [{ kind: 'temporary-directory', because, evidence }, ...empty];
}

function writtenPlace(value: PathValue, { stage }: FindingScene, evidence: Evidence): Need | undefined {
  // Who starts the container names it: in a directory of his own, or where every container can write.
  if (!value.complete && value.text === '')
    return { kind: 'temporary-directory', because: 'it writes where it is told to', evidence };
  const cwd = stage.state.workdir.text ?? '/';
  const path = posix.resolve(value.from ?? cwd, value.text);
  const directory = value.text.endsWith('/') ? path : posix.dirname(path);
  const because = 'it writes there';
  if (isInside(directory, '/tmp')) return { kind: 'temporary-directory', because, evidence };
  for (const candidate of [path, directory]) {
    // The working directory is there; the file in it may be too (a database that the author brings).
    if (candidate === cwd || candidate === '/') return undefined;
    const found = stage.files.lookup(candidate);
    if (found.status !== 'present') continue;
    const { entry } = found;
    if (entry.origin.by === 'base')
      return entry.kind === 'directory' || isDistributionDirectory(entry.path) || candidate === directory
        ? { kind: 'directory', path: entry.path, because, evidence }
        : { kind: 'system-file', path: entry.path, because, evidence };
    switch (entry.kind) {
      case 'file':
        return { kind: 'file', path: candidate, directory: false, because: 'it writes it', evidence };
      case 'directory':
        return { kind: 'file', path: candidate, directory: true, writable: true, because, evidence };
      default:
        return undefined;
    }
  }
  return undefined;
}
