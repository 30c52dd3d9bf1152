/** Level `files`: what the new image carries equals the original's, and its program finds all it needs to start. */
import { posix } from 'node:path';
import { absolutePath } from '../image/files.ts';
import { baseLayerCount, type Image } from '../image/image.ts';
import type { Need } from '../../rule/need.ts';
import type { ToolchainTraces } from '../../toolchain/traces.ts';
import type { AcceptedChange, Finding, LevelResult } from '../verdict/types.ts';
import { cut } from '../verdict/lists.ts';
import { addedPaths, placeTakenBy } from './added.ts';
import { compared, notCompared } from './finding.ts';
import { compareOwnPaths } from './paths.ts';
import { commandOf, findProgram, startedPrograms } from './programs.ts';
import { compareIdentity, compareNeeds, compareWorkingDirectories, type JudgedNeed } from './provisions.ts';
import { compareProgram, linked } from './start.ts';

export interface FilesInput {
  readonly before: Image;
  readonly after: Image;
  /** The image that the new one's last stage starts from. */
  readonly base:
    | { readonly known: true; readonly image: Image | undefined }
    | { readonly known: false; readonly why: string };
  /** Arguments for the container in CMD's place. */
  readonly args: readonly string[] | undefined;
  readonly needs: readonly Need[];
  /** The toolchain that the original was made with. */
  readonly toolchain: ToolchainTraces | undefined;
  /**
   * The sources were read to the end. They tell a client that speaks plain HTTP alone from one that connects with
   * TLS, the zone UTC from one that needs the database, a directory of the program's own from the temporary one, which
   * the program's file can't: what is merely linked in is then worth a remark, not a verdict.
   */
  readonly sourcesRead: boolean;
  /** Those of the program itself were, whatever is known of its libraries. */
  readonly ownSourcesRead: boolean;
  /** Why the programs were built another way, when the migration says that they were. */
  readonly rebuilt?: string | undefined;
  /** Packages that the migration says that it takes away. */
  readonly leftBehind?: AcceptedChange | undefined;
  /** Why the original's working directory doesn't matter, when the migration says that it doesn't. */
  readonly workdirUnused?: string | undefined;
}

export function compareFiles(input: FilesInput): LevelResult {
  const { before, after, base, args, needs, toolchain } = input;
  const identity = compareIdentity(before, after);
  const findings: Finding[] = [...identity.findings];
  const remarks: string[] = [];

  const command = commandOf(after.config, args);
  const programs = startedPrograms(after.config, before.files, command);
  const acting = identity.after ?? identity.before;
  if (acting !== undefined) {
    findings.push(...programs.flatMap((program) => compareProgram(program, before, after, acting)));
  }
  if (identity.before !== undefined && identity.after !== undefined) {
    const all = [
      ...needs.map((need): JudgedNeed => ({ need, rests: need.possible === true ? 'linked' : 'known' })),
      ...needsOfPrograms(
        before,
        programs.map(({ name }) => name),
      ),
    ].map((judged): JudgedNeed => (isUnused(judged, input) ? { ...judged, rests: 'unused' } : judged));
    findings.push(...compareNeeds(all, before, after, { before: identity.before, after: identity.after }));
  }
  const { workingDir, volumes } = after.config;
  const working = [workingDir, ...volumes];
  findings.push(
    ...compareWorkingDirectories({ working: workingDir, volumes }, before, after, {
      toolchain,
      identity: acting,
    }),
  );

  if (!base.known) {
    return notCompared(
      'files',
      `the paths the new image adds to its base could not be told apart: ${base.why}`,
      unique(findings),
    );
  }
  const baseLayers = baseLayerCount(after, base.image);
  const paths = compareOwnPaths({
    before: before.files,
    after: after.files,
    baseLayers,
    base: base.image?.files,
    toolchain,
    working,
    madeAtStart: [before.config.workingDir, ...before.config.volumes].map((path) => absolutePath('/', path)),
    identity: acting,
    placeTakenBy: placeTakenBy(before, after),
  });
  findings.push(...paths.findings);
  for (const node of after.files.nodes()) {
    if (node.layer >= baseLayers && node.file?.elf !== undefined)
      findings.push(...linked(node, before, after));
  }
  remarks.push(
    `${paths.compared} paths compared, programs looked up: ${cut(programs.map(({ name }) => name))}`,
    ...[addedPaths(paths.added)].filter((remark) => remark !== undefined),
  );
  if (paths.ofPackages > 0) {
    const named = paths.packages.length === 0 ? '' : ` (${cut(paths.packages)})`;
    remarks.push(
      `${paths.ofPackages} paths were installed by the package manager${named} and were not compared`,
    );
  }
  return compared(
    'files',
    unique(findings).map((found) =>
      acceptLeftBehind(acceptUnused(acceptRebuilt(found, input), input), input),
    ),
    remarks,
  );
}

/** A program that the migration builds another way is another file; what it does is for the run to show. */
function acceptRebuilt(found: Finding, { before, after, rebuilt }: FilesInput): Finding {
  if (rebuilt === undefined) return found;
  const isProgram = [before, after].every(({ files }) => {
    const node = files.lookup(found.what);
    return node.found && node.node.file?.elf !== undefined;
  });
  const changed = found.code === 'program-differs' || (found.code === 'content-differs' && isProgram);
  return changed ? { ...found, cause: `${found.cause} (${rebuilt})`, expected: true } : found;
}

/** Of packages that the migration takes away the files are missing, and what lists them is another. */
function acceptLeftBehind(found: Finding, { leftBehind }: FilesInput): Finding {
  const packages = leftBehind?.packages;
  if (leftBehind === undefined || packages === undefined || !found.what.includes(`/${packages.directory}/`))
    return found;
  const isBook = packages.books.includes(posix.basename(found.what));
  const changed = isBook
    ? found.code === 'content-differs' || found.code === 'data-differs'
    : found.code === 'data-missing';
  return changed ? { ...found, cause: `${found.cause} (${leftBehind.why})`, expected: true } : found;
}

/** The original's working directory may be anyone's where the migration leaves it for another. */
function acceptUnused(found: Finding, { before, after, workdirUnused }: FilesInput): Finding {
  const left = absolutePath('/', before.config.workingDir);
  const rights = found.code === 'owner-differs' || found.code === 'mode-differs';
  return workdirUnused !== undefined && rights && found.what === left && after.config.workingDir !== left
    ? { ...found, cause: `${found.cause} (${workdirUnused})`, expected: true }
    : found;
}

/** Why the working directory can't matter to what the image starts; undefined if it may. */
export function workingDirectoryUnused(
  { config, files }: Image,
  args: readonly string[] | undefined,
): string | undefined {
  const [program, ...others] = startedPrograms(config, files, commandOf(config, args));
  if (program === undefined || others.length > 0 || !program.name.startsWith('/')) return undefined;
  const elf = findProgram(config, files, program.name)?.node.file?.elf;
  return elf?.linked?.ignoresWorkingDirectory === true
    ? `${program.name} reaches no file by a relative name (nothing that could is linked in)`
    : undefined;
}

/** The sources were read, as far as they have to be, and the migration found no such need in them. */
function isUnused({ rests }: JudgedNeed, { sourcesRead, ownSourcesRead }: FilesInput): boolean {
  return (sourcesRead && rests !== 'known') || (ownSourcesRead && rests === 'on-request');
}

/** What is linked in may be used: no more than that is told by it. */
function needsOfPrograms(image: Image, names: readonly string[]): readonly JudgedNeed[] {
  return names.flatMap((name) => {
    const found = findProgram(image.config, image.files, name);
    return (found?.node.file?.elf?.linked?.needs ?? []).map(
      ({ need, does, possible, onRequest }): JudgedNeed => ({
        need: { ...need, because: `${found?.path ?? name} ${does}`, evidence: undefined },
        rests: onRequest === true ? 'on-request' : possible ? 'seldom' : 'linked',
      }),
    );
  });
}

/** The same difference can be met on several ways. */
function unique(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, what, expected }) => {
    const key = `${code} ${what} ${String(expected)}`;
    return !seen.has(key) && seen.add(key);
  });
}
