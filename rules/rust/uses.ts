/** What a Rust program needs by what it does when it runs, as its sources say it. */
import { posix } from 'node:path';
import type { Build, FileEntry, FileSystem, Program, Stage } from '../../src/evaluate/types.ts';
import { zoneDirectory } from '../../src/image/places.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import { addedSources } from '../../src/split/uses/added-sources.ts';
import { needsOfFindings } from '../../src/split/uses/findings.ts';
import { userName, type OfToolchain } from '../../src/split/uses/scene.ts';
import { startValue } from '../../src/split/start/values.ts';
import { inContext } from '../../src/split/uses/builder.ts';
import { firstOf } from '../../src/rule/listed.ts';
import type { Needs, Refused } from '../../src/toolchain/toolchain.ts';
import type { CargoCall } from './commands/call.ts';
import type { Output, Target } from './commands/targets.ts';
import { toolchainPrograms, useOfToolchain } from './commands/tools.ts';
import { isSourceFile, ofRustBuild, roleOf } from './source-files.ts';
import {
  certificateCrates,
  readProgram,
  zoneCrates,
  type ProgramFacts,
  type SourceEvidence,
} from './sources/index.ts';
import { usesOfUnread } from './unread.ts';

/** What a program does when it runs. */
export type Uses = Omit<Needs, 'kind' | 'linkage' | 'reasons'>;

/** How a program was built, and where it is started. */
export interface UsesScene {
  readonly program: Program;
  readonly entry: FileEntry;
  readonly call: CargoCall | undefined;
  readonly target: Target | undefined;
  /** The directory of Cargo.lock. */
  readonly root: string | undefined;
  /** Where it is compiled; undefined where that isn't known. */
  readonly output: Output | undefined;
  /** Names of the crates that may be linked in; undefined where Cargo.lock doesn't tell for certain. */
  readonly linked: ReadonlySet<string> | undefined;
  readonly files: FileSystem;
  readonly started: Stage;
  readonly build: Build;
  /** The line that builds it. */
  readonly evidence: Evidence | undefined;
}

const ofRust: OfToolchain = {
  installation: ofRustBuild.installation,
  isProgram: (name) => toolchainPrograms.has(name) || useOfToolchain(name) !== undefined,
  words: [],
  embeds: 'include_str!',
  isSource: isSourceFile,
  isOwnSource: (path) => path.endsWith('.rs'),
  role: roleOf,
  answer: () => undefined,
};

/** By its sources where they are there, else what such programs commonly need. */
export function usesOf(scene: UsesScene): Uses | Refused {
  const { program, entry, files, started, build, evidence } = scene;
  const facts = factsOf(scene);
  if (facts === undefined) return usesOfUnread(program, evidence);
  const place = (found: SourceEvidence): Evidence => inContext(found, files);
  const found = needsOfFindings(facts.findings, {
    program,
    entry,
    stage: started,
    build,
    toolchain: ofRust,
    place,
  });
  if (found.kind === 'refusal') return found;
  const unread = usesOfUnreadCrates(facts, scene, place);
  // A module that isn't there is made by a build step, or the build fails: what it does is not known.
  const rest = facts.complete ? undefined : usesOfUnread(program, evidence);
  return {
    needs: [...found.needs, ...unread.needs, ...(rest?.needs ?? []), ...writtenByScript(facts, scene, place)],
    workdir: unread.any || rest !== undefined ? 'unknown' : found.workdir,
    startsUnknown: found.startsUnknown || unread.any || rest !== undefined,
    besideItself: facts.findings.some(
      ({ name }) => name?.known === false && name.base === 'executable-directory',
    ),
    readsAnywhere: found.readsAnywhere || unread.any,
    environment: found.environment,
    ...(found.allVariables === undefined ? {} : { allVariables: found.allVariables }),
    assumptions: [
      ...addedSources(scene.target?.manifest.directory ?? '/', files, evidence),
      ...generated(facts, place),
      ...scriptNotFollowed(facts, place),
      ...found.assumptions,
      ...unread.assumptions,
      ...(rest?.assumptions ?? []),
    ],
  };
}

/** What was read, by program: a plan that is made a second time asks for the same. */
const read = new WeakMap<FileEntry, { readonly facts: ProgramFacts | undefined }>();

function factsOf(scene: UsesScene): ProgramFacts | undefined {
  const before = read.get(scene.entry);
  if (before !== undefined) return before.facts;
  const facts = readFacts(scene);
  read.set(scene.entry, { facts });
  return facts;
}

function readFacts({ call, target, root, linked, files, started }: UsesScene): ProgramFacts | undefined {
  const main = target?.binary.root;
  if (call === undefined || target === undefined || root === undefined || main === undefined)
    return undefined;
  if (files.read(main) === undefined) return undefined;
  return readProgram(
    { read: files.read },
    {
      root: main,
      directory: target.manifest.directory,
      workspace: root,
      debug: isDebugBuild(call),
      linked,
      given: (origin) => startValue(origin, started),
    },
  );
}

/** Source: The Cargo Book, "Profiles". */
function isDebugBuild({ verb, options }: CargoCall): boolean {
  if (options.has('release') || options.value('profile')?.text === 'release') return false;
  return verb !== 'install' || options.has('debug') || options.has('profile');
}

interface UnreadCrates {
  readonly any: boolean;
  readonly needs: readonly Need[];
  readonly assumptions: readonly Assumption[];
}

/** Crates that nobody looked into: what costs little is met where one of them may need it. */
function usesOfUnreadCrates(
  { unread }: ProgramFacts,
  { linked, started }: UsesScene,
  place: (found: SourceEvidence) => Evidence,
): UnreadCrates {
  const [first, ...more] = unread;
  if (first === undefined) return { any: false, needs: [], assumptions: [] };
  const mayLink = (names: readonly string[]): boolean =>
    linked === undefined || names.some((name) => linked.has(name));
  const evidence = place(first.evidence);
  const because = `${first.name} was not read`;
  const names = unread.map(({ name }) => name);
  const does = more.length === 0 ? 'needs' : 'need';
  return {
    any: true,
    needs: [
      ...(mayLink(certificateCrates) ? [{ kind: 'certificates', because, evidence } as const] : []),
      ...(mayLink(zoneCrates)
        ? [{ kind: 'time-zones', sources: [zoneDirectory], because, evidence } as const]
        : []),
      { kind: 'user-record', name: userName(started), because, evidence },
      { kind: 'temporary-directory', because, evidence },
    ],
    assumptions: [
      {
        code: 'crates-not-read',
        message: `${firstOf(names, 4)}, which ${more.length === 0 ? 'was' : 'were'} not there to read, ${does} no more at run time than certificates, the record of the user, a temporary directory and the files that are kept`,
        evidence,
      },
    ],
  };
}

/** Where build scripts write: below the directory of the profile that is built. */
function writtenByScript(
  { scriptOutput: [first] }: ProgramFacts,
  { output, started }: UsesScene,
  place: (found: SourceEvidence) => Evidence,
): readonly Need[] {
  if (first === undefined) return [];
  return (output?.directories ?? []).flatMap((directory): readonly Need[] => {
    const path = posix.join(directory, 'build');
    // Where the build keeps it in a cache, the image has nothing of it.
    if (started.files.lookup(path).status === 'absent') return [];
    const because = 'its build script writes there';
    return [{ kind: 'file', path, directory: true, because, evidence: place(first) }];
  });
}

function scriptNotFollowed(
  { scriptOutput: [first] }: ProgramFacts,
  place: (found: SourceEvidence) => Evidence,
): readonly Assumption[] {
  if (first === undefined) return [];
  const message =
    'what the build script writes, and the program names here, lies below the build directory of its profile';
  return [{ code: 'file-made-by-build', message, evidence: place(first) }];
}

/** What a build script writes, and the program includes. */
function generated(
  { generated: places }: ProgramFacts,
  place: (found: SourceEvidence) => Evidence,
): readonly Assumption[] {
  const [first] = places;
  if (first === undefined) return [];
  return [
    {
      code: 'generated-sources',
      message:
        'the sources that the build makes and includes here need no more at run time than those that were read',
      evidence: place(first),
    },
  ];
}
