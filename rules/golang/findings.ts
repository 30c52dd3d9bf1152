/** From what the sources do at run time to needs. */
import { posix } from 'node:path';
import type { Build, FileEntry, Found, Program, Stage } from '../../src/build/types.ts';
import type { Assumption, Evidence } from '../../src/engine/types.ts';
import type { Value } from '../../src/shell/types.ts';
import { shellWords } from '../../src/split/shell-form.ts';
import { startOf } from '../../src/split/start.ts';
import type { Need, Refusal } from '../../src/split/types.ts';
import { tagsOf, type GoCall } from './commands/flags.ts';
import type { Finding, Name, Origin, ProgramFacts, SourceEvidence } from './sources/index.ts';
import { isSourceFile } from './source-files.ts';
import { startedNeeds } from './started-programs.ts';
import { zoneSources } from './zones.ts';

export interface FindingScene {
  readonly program: Program;
  readonly entry: FileEntry;
  readonly stage: Stage;
  readonly build: Build;
  readonly call: GoCall | undefined;
  readonly place: (evidence: SourceEvidence) => Evidence;
}

export type FindingNeeds =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'needs';
      readonly needs: readonly Need[];
      readonly workdir: 'unused' | 'named' | 'unknown';
      readonly startsUnknown: boolean;
      readonly environment: readonly string[];
      readonly assumptions: readonly Assumption[];
    };

export function needsOfFindings(facts: ProgramFacts, scene: FindingScene): FindingNeeds {
  const needs: Need[] = [];
  const assumptions: Assumption[] = [];
  const environment = new Set<string>();
  let workdir: 'unused' | 'named' | 'unknown' = 'unused';
  let startsUnknown = false;
  let refusal: Refusal | undefined;
  const usesWorkdir = (how: 'named' | 'unknown'): void => {
    if (workdir !== 'unknown') workdir = how;
  };

  for (const finding of facts.findings) {
    const evidence = scene.place(finding.evidence);
    switch (finding.kind) {
      case 'read-file':
      case 'read-directory':
      case 'read-glob': {
        const read = readNeeds(finding, scene, evidence);
        needs.push(...read.needs);
        assumptions.push(...read.assumptions);
        if (read.workdir !== 'unused') usesWorkdir(read.workdir);
        break;
      }
      case 'names-file': {
        const named = namedFile(finding, scene, evidence);
        if (named === undefined) break;
        needs.push(named);
        usesWorkdir('named');
        break;
      }
      case 'write': {
        const written = writeNeeds(finding, scene, evidence);
        needs.push(...written.needs);
        if (written.workdir) usesWorkdir('named');
        break;
      }
      case 'program': {
        const started = startedNeeds(wordsOf(finding), scene.stage, evidence);
        if (started.kind === 'refusal') {
          refusal ??= started.refusal;
          break;
        }
        needs.push(...started.needs);
        // A child process starts in the working directory.
        if (started.needs.length > 0) usesWorkdir('named');
        if (started.complete || !finding.own) break;
        startsUnknown = true;
        usesWorkdir(started.script ? 'unknown' : 'named');
        assumptions.push({
          code: 'programs-not-known',
          message: 'the programs that it starts are not part of the image',
          evidence,
        });
        break;
      }
      case 'time-zone':
        if (facts.standardImports.has('time/tzdata') || tagsOfCall(scene.call).includes('timetzdata')) break;
        needs.push({
          kind: 'time-zones',
          sources: zoneSources(scene.call),
          because: 'it loads time zones',
          evidence,
        });
        break;
      case 'tls-client':
        if ([...facts.modules.keys()].some((path) => path === 'golang.org/x/crypto/x509roots/fallback'))
          break;
        needs.push({ kind: 'certificates', because: 'it makes TLS connections', evidence });
        break;
      case 'user-lookup':
        needs.push({
          kind: 'user-record',
          name: userName(scene.stage),
          because: 'it looks users up',
          evidence,
        });
        break;
      case 'home-directory':
        environment.add('HOME');
        // An author's HOME is the answer, whatever the user's record says.
        if (homeOf(scene.stage) !== undefined) break;
        needs.push({
          kind: 'user-record',
          name: userName(scene.stage),
          because: 'it asks for the home directory',
          evidence,
        });
        if (userName(scene.stage) === 'root') {
          needs.push({
            kind: 'directory',
            path: '/root',
            because: 'it asks for the home directory',
            evidence,
          });
        }
        break;
      case 'temporary-directory':
        needs.push({ kind: 'temporary-directory', because: 'it makes temporary files', evidence });
        break;
      case 'mime-types':
        needs.push({ kind: 'mime-types', because: 'it derives media types from file names', evidence });
        break;
      case 'service-names':
        needs.push({ kind: 'service-names', because: 'it looks services up by name', evidence });
        break;
      case 'plugin':
        refusal ??= {
          code: 'plugin',
          message: 'the program loads Go plugins, which need the same toolchain and C library at run time',
          evidence,
          advice: 'nothing: such a program stays with its toolchain image',
        };
        break;
      case 'source-tree':
        if (!finding.own) break;
        assumptions.push({
          code: 'source-tree',
          message: 'it does not read its own sources at run time',
          evidence,
        });
        break;
      case 'working-directory':
        usesWorkdir('named');
        break;
      case 'executable-directory':
        if (facts.findings.some(isBesideProgram)) break;
        if (posix.dirname(scene.entry.path) === scene.stage.state.workdir.text) usesWorkdir('unknown');
        else {
          assumptions.push({
            code: 'executable-directory',
            message: `it reads nothing beside ${scene.entry.path} that the sources do not name`,
            evidence,
          });
        }
        break;
      case 'environment':
        if (finding.name?.known === true) environment.add(finding.name.text);
        break;
      case 'c-library':
        break;
    }
  }
  if (refusal !== undefined) return { kind: 'refusal', refusal };
  return { kind: 'needs', needs, workdir, startsUnknown, environment: [...environment], assumptions };
}

/** What is read beside the program is named. */
function isBesideProgram({ name }: Finding): boolean {
  return name?.known === false && name.base === 'executable-directory';
}

function tagsOfCall(call: GoCall | undefined): readonly string[] {
  return call === undefined ? [] : tagsOf(call);
}

/** What the author's ENV HOME says. */
function homeOf(stage: Stage): string | undefined {
  const home = stage.state.env.get('HOME');
  return home === undefined || home.origin === 'base' ? undefined : home.text;
}

function userName(stage: Stage): string {
  const name = (stage.state.user.text ?? '').split(':')[0] ?? '';
  return name === '' || name === '0' ? 'root' : name;
}

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────

interface ReadNeeds {
  readonly needs: readonly Need[];
  readonly assumptions: readonly Assumption[];
  readonly workdir: 'unused' | 'named' | 'unknown';
}

const nothing: ReadNeeds = { needs: [], assumptions: [], workdir: 'unused' };

function readNeeds(finding: Finding, scene: FindingScene, evidence: Evidence): ReadNeeds {
  const { name } = finding;
  if (name === undefined) return finding.own ? { ...nothing, workdir: 'unknown' } : nothing;
  const values = overridden(name, scene);
  const results = values.map((value) => readOne(finding, value, scene, evidence));
  return {
    needs: results.flatMap((result) => result.needs),
    assumptions: results.flatMap((result) => result.assumptions),
    workdir: results.some((result) => result.workdir === 'unknown')
      ? 'unknown'
      : results.some((result) => result.workdir === 'named')
        ? 'named'
        : 'unused',
  };
}

/** A literal name, or the literal start of one that isn't known. */
interface PathValue {
  readonly text: string;
  readonly complete: boolean;
  /** Absolute directory that it is relative to; undefined for the working directory. */
  readonly from: string | undefined;
}

/** The name itself, and what the Dockerfile gives in its place through the environment, a flag or an argument. */
function overridden(name: Name, scene: FindingScene): readonly PathValue[] {
  const given = name.origin === undefined ? undefined : givenValue(name.origin, scene);
  if (given !== undefined) return [{ text: given, complete: true, from: undefined }];
  if (name.known) return [{ text: name.text, complete: true, from: undefined }];
  if (name.base === undefined) return [{ text: name.prefix, complete: false, from: undefined }];
  const from = baseDirectory(name.base, scene);
  // What follows the directory starts with the slash between them.
  const text = name.prefix.replace(/^\/+/, '');
  return from === undefined ? [] : [{ text, complete: name.complete === true, from }];
}

function baseDirectory(
  base: NonNullable<Extract<Name, { known: false }>['base']>,
  scene: FindingScene,
): string | undefined {
  switch (base) {
    case 'executable-directory':
      return posix.dirname(scene.entry.path);
    case 'source-directory':
      return scene.program.sources;
    case 'home-directory':
      return homeOf(scene.stage) ?? (userName(scene.stage) === 'root' ? '/root' : undefined);
    case 'temporary-directory':
      return undefined;
  }
}

function givenValue(origin: Origin, { stage }: FindingScene): string | undefined {
  switch (origin.kind) {
    case 'environment': {
      const value = stage.state.env.get(origin.name)?.text;
      return value === '' ? undefined : value;
    }
    case 'flag': {
      const words = startWords(stage);
      for (const [index, word] of words.entries()) {
        const [, flag, attached] = /^--?([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
        if (flag === origin.name) return attached ?? words[index + 1];
      }
      return undefined;
    }
    case 'argument': {
      return startWords(stage)[origin.index];
    }
  }
}

/** The words that the container starts with, where they are known. */
function startWords(stage: Stage): readonly string[] {
  const start = startOf(stage);
  if (start.kind === 'exec') return start.words;
  return start.kind === 'shell' ? (shellWords(start.script, stage) ?? []) : [];
}

function readOne(finding: Finding, value: PathValue, scene: FindingScene, evidence: Evidence): ReadNeeds {
  const { stage } = scene;
  const cwd = stage.state.workdir.text ?? '/';
  const from = value.from ?? cwd;
  const relative = value.from === undefined && !value.text.startsWith('/');
  const workdir = relative ? 'named' : 'unused';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value.text) && !value.text.startsWith('file://')) return nothing;
  const text = value.text.replace(/^file:\/\//, '');
  const glob = finding.kind === 'read-glob' ? text.search(/[*?[\\]/) : -1;
  const literal = glob < 0 ? text : text.slice(0, glob);
  // Of an unfinished name only the directory part is certain.
  const whole = value.complete && glob < 0;
  const known = whole ? literal : literal.slice(0, literal.lastIndexOf('/') + 1);
  if (!whole && known === '') {
    if (!finding.own) return nothing;
    return relative ? { ...nothing, workdir: 'unknown' } : nothing;
  }
  const path = posix.resolve(from, known);
  if (path === cwd || path === '/' || isWithin(cwd, path)) {
    // The whole working directory, or one above it (`../x`).
    return finding.kind === 'read-directory' || !whole
      ? { ...nothing, workdir: finding.own ? 'unknown' : 'named' }
      : { ...nothing, workdir };
  }
  const found: Found = stage.files.lookup(path);
  if (found.status === 'absent' || (found.status === 'present' && found.entry.origin.by === 'base')) {
    return { ...nothing, workdir };
  }
  if (found.status === 'possible') {
    if (found.origin.by === 'base') return { ...nothing, workdir };
    // Whether a build step made a file that the program can do without is not known: what there is goes along.
    if (finding.optional === true && isWithin(path, cwd)) return { ...nothing, workdir: 'unknown' };
    // What it can't do without a build step made: copying fails loudly when it didn't.
    return {
      needs: [
        {
          kind: 'file',
          path,
          directory: finding.kind !== 'read-file' || !whole,
          because: 'it reads it',
          evidence,
          assumption: { code: 'file-made-by-build', message: `a build step makes ${path}`, evidence },
        },
      ],
      assumptions: [],
      workdir,
    };
  }
  return {
    needs: [{ kind: 'file', path, directory: found.entry.kind !== 'file', because: 'it reads it', evidence }],
    assumptions: [],
    workdir,
  };
}

/** Data of the author's under a name that the program gives to a module that wasn't read. */
function namedFile({ name }: Finding, { stage }: FindingScene, evidence: Evidence): Need | undefined {
  if (name?.known !== true) return undefined;
  const cwd = stage.state.workdir.text ?? '/';
  const path = posix.resolve(cwd, name.text);
  const found = stage.files.lookup(path);
  if (found.status !== 'present' || found.entry.origin.by === 'base' || isWithin(cwd, path)) return undefined;
  const directory = found.entry.kind === 'directory';
  if (directory ? isNoData(name.text) || holdsSources(path, stage, 4) : isSourceFile(path)) return undefined;
  const because = 'it gives the name to a module that was not read';
  return { kind: 'file', path, directory, because, evidence };
}

/** `/static` is more likely a route than a directory at the root; `.github/workflows` is of the repository. */
function isNoData(directory: string): boolean {
  return directory.startsWith('/') || /(^|\/)\.[^./]/.test(directory);
}

function holdsSources(directory: string, stage: Stage, depth: number): boolean {
  const { names } = stage.files.list(directory);
  return names.some(({ name, kind }) =>
    kind === 'directory'
      ? depth > 0 && holdsSources(posix.join(directory, name), stage, depth - 1)
      : name.endsWith('.go'),
  );
}

function writeNeeds(
  finding: Finding,
  scene: FindingScene,
  evidence: Evidence,
): { readonly needs: readonly Need[]; readonly workdir: boolean } {
  const { name } = finding;
  const { stage } = scene;
  const cwd = stage.state.workdir.text ?? '/';
  if (name === undefined) return { needs: [], workdir: finding.own };
  const needs: Need[] = [];
  let workdir = false;
  for (const value of overridden(name, scene)) {
    if (!value.text.startsWith('/') && value.from === undefined) workdir = true;
    if (!value.complete && value.text === '') continue;
    const path = posix.resolve(value.from ?? cwd, value.text);
    const directory = value.text.endsWith('/') ? path : posix.dirname(path);
    if (isWithin(directory, '/tmp')) {
      needs.push({ kind: 'temporary-directory', because: 'it writes there', evidence });
      continue;
    }
    for (const candidate of [path, directory]) {
      // The working directory is there; the file in it may be too (a database that the author brings).
      if (candidate === cwd || candidate === '/') break;
      const found = stage.files.lookup(candidate);
      if (found.status !== 'present') continue;
      if (found.entry.kind === 'file' && found.entry.origin.by !== 'base') {
        needs.push({ kind: 'file', path: candidate, directory: false, because: 'it writes it', evidence });
      } else if (found.entry.origin.by === 'base') {
        needs.push({ kind: 'directory', path: candidate, because: 'it writes there', evidence });
      } else if (found.entry.kind === 'directory') {
        needs.push({
          kind: 'file',
          path: candidate,
          directory: true,
          writable: true,
          because: 'it writes there',
          evidence,
        });
      }
      break;
    }
  }
  return { needs, workdir };
}

function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

/** The command line of a program that is started; an argument without one value is left open. */
function wordsOf({ name, arguments: given }: Finding): readonly Value[] {
  return [name, ...(given ?? [])].map((word): Value => {
    if (word === undefined) return { text: undefined };
    return word.known ? { text: word.text } : { text: undefined, prefix: word.prefix };
  });
}
