/** What a Go program needs when it runs: from its sources where they are there to read, else from what it may do. */
import { posix } from 'node:path';
import type { Dockerfile } from '../../src/dockerfile/types.ts';
import type { CommandRun, FileSystem, Program, Stage, World } from '../../src/evaluate/types.ts';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import type { Need } from '../../src/rule/need.ts';
import { whereItRuns } from '../../src/split/uses/files.ts';
import { releaseInForce } from './release-in-force.ts';
import { zoneSetting } from '../../src/split/needs/image-needs.ts';
import { refusals } from '../../src/toolchain/refusals.ts';
import {
  asWritten,
  refused,
  type Artifact,
  type Needs,
  type Refused,
  type Scene,
  type Variant,
} from '../../src/toolchain/toolchain.ts';
import { builtInReasons } from './certificates.ts';
import { directoryOf } from './commands/build.ts';
import { choicesOf, withoutDefaults, type Choices } from './commands/choices.ts';
import { goCallOf, goVariable, type GoCall } from './commands/flags.ts';
import { gopaths, minorVersion, modeOf } from './commands/modules.ts';
import { cgoSettings, linkageOf, type Linkage } from './linkage.ts';
import { compiledSources } from './overlay.ts';
import { asUserOfGo } from './as-user.ts';
import { addedSources } from '../../src/split/uses/added-sources.ts';
import { needsOfFindings } from '../../src/split/uses/findings.ts';
import { startValue } from '../../src/split/start/values.ts';
import { cLibraryNeed } from '../../src/split/needs/linked-libraries.ts';
import { builderOf, inContext } from '../../src/split/uses/builder.ts';
import { firstOf } from '../../src/rule/listed.ts';
import { lackingSources } from './lacking-sources.ts';
import { linkedVariables } from './linked-variables.ts';
import { namedFiles } from './named-files.ts';
import { needsOfUnread } from './unread-modules.ts';
import { usesOfGo, zonesBuiltIn } from './uses.ts';
import { zoneSources } from './zones.ts';
import { readProgram, type Finding, type ProgramFacts, type SourceEvidence } from './sources/index.ts';

/** The build stays as it is, though it could be changed so that less is needed. */
const dynamic: Variant = { name: 'dynamic', edits: [] };

/** Static where that takes no more than an edit of the build, then as written. */
export function variantsOf(artifact: Artifact, scene: Scene): readonly [...Variant[], Variant] {
  const { program } = artifact.entry;
  if (program === undefined) return [asWritten];
  const linkage = readingOf(program, scene).linkage(true);
  return linkage.kind === 'refusal' || linkage.edits.length === 0
    ? [asWritten]
    : [{ name: 'static', edits: linkage.edits }, dynamic];
}

/** What is read of a program: where it was built, by which call, and its sources. */
function readingOf(program: Program, { build, stage }: Scene) {
  const { stage: builder, files, world } = builderOf(program, { build, stage });
  const call = goCallOf(program.command, files.read);
  const place = (evidence: SourceEvidence): Evidence => inContext(evidence, files);
  const open = withoutDefaults(program.command, builder, build);
  const choices = choicesOf(program.command, open, world);
  const facts =
    call === undefined
      ? undefined
      : factsOf({
          program,
          call,
          choices,
          open,
          files,
          stage: builder,
          started: stage,
          world,
          dockerfile: build.dockerfile,
        });
  const linkage = (mayChange: boolean): Linkage =>
    linkageOf({
      program,
      call,
      open,
      tags: choices.tags,
      facts,
      stage: builder,
      started: stage,
      build,
      world,
      mayChange,
      place,
    });
  return { files, world, call, place, facts, open, linkage };
}

export function needsOf(artifact: Artifact, variant: Variant, scene: Scene): Needs | Refused {
  const { entry } = artifact;
  const { program } = entry;
  const { build, stage } = scene;
  if (program === undefined) {
    return refused({
      code: 'not-a-program',
      message: `${artifact.path} is not a program that the go command builds`,
      evidence: undefined,
      advice: 'name the package with func main in the build command',
    });
  }
  const { files, world, call, place, facts, open, linkage: linkageIf } = readingOf(program, scene);
  const evidence = evidenceOfCommand(build.dockerfile, program.command);
  if (facts !== undefined && !facts.isProgram && facts.complete) {
    return refused({
      code: 'not-a-program',
      message: `${program.package ?? 'the package'} is not a main package: what go build makes of it cannot be run`,
      evidence,
      advice: 'name the package with func main in the build command',
    });
  }
  const lacking = lackingSources(program, call, facts, world);
  if (lacking !== undefined) {
    const where = lacking.evidence === undefined ? evidence : place(lacking.evidence);
    return refused(refusals.cannotBuild(`go ${call?.verb ?? 'build'} fails: ${lacking.why}`, where));
  }
  const linkage = linkageIf(variant !== dynamic);
  if (linkage.kind === 'refusal') return linkage;
  const network =
    facts === undefined ||
    !facts.complete ||
    [...facts.standardImports.keys()].some((path) => /^net(\/|$)/.test(path));
  const hostNames: readonly Need[] =
    network && minorVersion(world) < 16
      ? [{ kind: 'host-names', because: 'Go before 1.16 asks DNS before /etc/hosts without it', evidence }]
      : [];
  // The package time asks for TZ itself, and finds the zone where LoadLocation does.
  const zone = zoneSetting(stage, build);
  const zones: readonly Need[] =
    zone === undefined || (facts !== undefined && zonesBuiltIn(facts, call))
      ? []
      : [{ kind: 'time-zones', sources: zoneSources(call, world.facts), ...zone }];
  const image = [
    ...hostNames,
    ...zones,
    ...partsOfLibrary(linkage, facts, builderOf(program, { build, stage }).stage, place),
  ];
  const shared = {
    linkage: linkage.kind,
  };
  if (facts === undefined) {
    const unread = withoutSources(program, evidence, zoneSources(call, world.facts));
    return {
      ...shared,
      kind: 'needs',
      needs: [...linkage.needs, ...image, ...unread.needs],
      workdir: 'unknown',
      startsUnknown: true,
      besideItself: false,
      environment: [],
      assumptions: [...linkage.assumptions, ...unread.assumptions],
      reasons: linkage.reasons,
    };
  }
  const around = {
    program,
    entry,
    stage,
    build,
    toolchain: usesOfGo(facts, call, world.facts, stage),
    place,
  };
  const found = needsOfFindings(facts.findings, around);
  if (found.kind === 'refusal') return found;
  const missing = needsOfUnread(facts, { stage, call, cache: moduleCache(program.command, files), place });
  const chosen = [...openTags(facts, evidence), ...argumentsTaken(program.command, open, world, evidence)];
  const generated = generatedSources(program, files, call, evidence);
  return {
    ...shared,
    kind: 'needs',
    needs: [
      ...linkage.needs,
      ...image,
      ...found.needs,
      ...missing.needs,
      ...mergedNeeds(artifact.path, facts, stage, place),
    ],
    workdir: found.workdir,
    startsUnknown: found.startsUnknown || missing.startsUnknown,
    besideItself: facts.findings.some(looksBesideItself),
    readsAnywhere: found.readsAnywhere || missing.readsAnywhere,
    environment: found.environment,
    ...(found.allVariables === undefined ? {} : { allVariables: found.allVariables }),
    asUser: asUserOfGo(facts, around, linkage.kind),
    assumptions: [
      ...linkage.assumptions,
      ...chosen,
      ...generated,
      ...found.assumptions,
      ...missing.assumptions,
    ],
    reasons: [...linkage.reasons, ...builtInReasons(facts, stage, place)],
  };
}

/** Source: `go help environment`, GOMODCACHE. */
function moduleCache(run: CommandRun, { read }: FileSystem): string | undefined {
  const set = goVariable('GOMODCACHE', run, read);
  if (set !== undefined && set !== '') return set;
  const [first] = gopaths(run);
  return first === undefined ? undefined : posix.join(first, 'pkg/mod');
}

/**
 * A static program loads sources of names, character sets and libraries from the C library that it was linked against, of
 * the same version. Source: the GNU C Library's FAQ and its linker warnings; musl has them built in.
 */
function partsOfLibrary(
  linkage: Linkage,
  facts: ProgramFacts | undefined,
  stage: Stage,
  place: (evidence: SourceEvidence) => Evidence,
): readonly Need[] {
  if (linkage.kind !== 'static' || facts === undefined) return [];
  const loads = facts.findings.find(({ kind }) => kind === 'c-library-parts' || kind === 'shared-library');
  if (loads === undefined) return [];
  const need = cLibraryNeed(
    stage,
    'its C code loads parts of the C library at run time',
    place(loads.evidence),
  );
  return need.kind === 'c-library' && need.library.kind === 'musl' ? [] : [need];
}

/** os.Executable tells where the file is that the kernel runs: a link to it is followed (proc(5), /proc/pid/exe). */
function looksBesideItself({ name }: Finding): boolean {
  return name?.known === false && name.base === 'executable-directory';
}

/**
 * A program that asks where it lies is told of /usr/bin where /bin is a link to it: so it is on the distribution's own image
 * only.
 */
function mergedNeeds(
  path: string,
  { findings }: ProgramFacts,
  stage: Stage,
  place: (evidence: SourceEvidence) => Evidence,
): readonly Need[] {
  const asks = findings.find(({ kind, own }) => kind === 'executable-directory' && own);
  const runs = whereItRuns(path, stage);
  if (asks === undefined || runs === path) return [];
  const because = `it asks where it lies, and that is ${runs}: /${path.split('/')[1] ?? ''} is a link`;
  return [{ kind: 'command', name: 'ln', because, evidence: place(asks.evidence) }];
}

/** What was read, by program: a plan that is made a second time asks for the same. */
const readPrograms = new WeakMap<Program, { readonly facts: ProgramFacts | undefined }>();

/** What the sources of a program are read with. */
interface Reading {
  readonly program: Program;
  readonly call: GoCall;
  readonly choices: Choices;
  /** The command with any build arguments; undefined where it isn't known. */
  readonly open: CommandRun | undefined;
  readonly files: FileSystem;
  /** The stage that builds it, and the one that starts it. */
  readonly stage: Stage;
  readonly started: Stage;
  readonly world: World;
  readonly dockerfile: Dockerfile;
}

function factsOf(reading: Reading): ProgramFacts | undefined {
  const { program } = reading;
  const before = readPrograms.get(program);
  if (before !== undefined) return before.facts;
  const facts = readFacts(reading);
  readPrograms.set(program, { facts });
  return facts;
}

function readFacts(reading: Reading): ProgramFacts | undefined {
  const { program, call, choices, open, files, stage, world, started } = reading;
  const run = program.command;
  if (program.sources === undefined) return undefined;
  const named = namedFiles(call);
  const sources = compiledSources(call, directoryOf(call, run), program.sources, files);
  if (sources === undefined) return undefined;
  const listed = files.list(program.sources);
  const readable = listed.names.some(
    ({ name }) =>
      name.endsWith('.go') && sources.read(posix.join(program.sources ?? '/', name)) !== undefined,
  );
  if (!readable) return undefined;
  // Where more files may be there than are known, what they do isn't known either.
  const allKnown = listed.complete || listed.generated || listed.sources !== undefined;
  if (!allKnown && named.length === 0) return undefined;
  if (named.some((name) => sources.read(posix.join(program.sources ?? '/', name)) === undefined))
    return undefined;
  const mode = modeOf(run, world, program.sources);
  const [architecture = 'amd64', ...otherArchitectures] = choices.architectures;
  const linked = linkedVariables(call, run, reading.dockerfile);
  return readProgram(sources, {
    directory: program.sources,
    files: named.length > 0 ? named : undefined,
    tags: choices.tags,
    mayBeOn: choices.mayBeOn,
    os: 'linux',
    architecture,
    otherArchitectures,
    cgo: cgoSettings(run, open, stage, world),
    goVersion: releaseInForce(stage.facts, mode, files),
    gopath: gopaths(run)[0] ?? '/go',
    // Where there certainly is no go.mod, what is imported is found below GOPATH, or not at all.
    modules: mode.kind === 'modules' && mode.file !== 'absent',
    given: (origin) => startValue(origin, started),
    ...(linked === undefined ? {} : { linked }),
  });
}

/** Of many tags that may be on, each alone and all of them together were read. */
function openTags({ openTags: tags }: ProgramFacts, evidence: Evidence | undefined): readonly Assumption[] {
  if (tags.length === 0) return [];
  return [
    {
      code: 'build-tags',
      message: `which of the build tags ${firstOf(tags, 4)} are set is not known: no combination of them needs more at run time than each alone and all together`,
      evidence,
    },
  ];
}

/** What is built may hang on build arguments: their defaults count, and that is said. */
function argumentsTaken(
  run: CommandRun,
  open: CommandRun | undefined,
  { files }: World,
  evidence: Evidence | undefined,
): readonly Assumption[] {
  if (open === run) return [];
  const [taken, other] = [run, open].map((each) =>
    each === undefined ? undefined : goCallOf(each, files.read),
  );
  const same =
    taken !== undefined &&
    other !== undefined &&
    !(other.uncertain && !taken.uncertain) &&
    other.arguments.length === taken.arguments.length &&
    other.arguments.every(({ text }, index) => text === taken.arguments[index]?.text) &&
    ['buildmode', 'race', 'msan', 'asan', 'overlay', 'modfile'].every(
      (name) => other.flags.get(name)?.text === taken.flags.get(name)?.text,
    );
  if (same) return [];
  return [
    {
      code: 'build-arguments',
      message: 'what is built hangs on build arguments, and they keep their defaults',
      evidence,
    },
  ];
}

/** Build steps may have added sources (`go generate`): the ones that are there were read. */
function generatedSources(
  program: Program,
  files: FileSystem,
  call: GoCall | undefined,
  evidence: Evidence | undefined,
): readonly Assumption[] {
  if (program.sources === undefined || call === undefined || namedFiles(call).length > 0) return [];
  return addedSources(program.sources, files, evidence);
}

/** What a Go program commonly needs, for one whose sources are not there. */
function withoutSources(
  program: Program,
  evidence: Evidence | undefined,
  zones: readonly string[],
): { readonly needs: readonly Need[]; readonly assumptions: readonly Assumption[] } {
  const because = 'its sources are not there to read';
  const what = program.package ?? 'the program';
  return {
    needs: [
      { kind: 'certificates', because, evidence },
      { kind: 'time-zones', sources: zones, because, evidence },
      { kind: 'temporary-directory', because, evidence },
    ],
    assumptions: [
      {
        code: 'sources-not-read',
        message: `the sources of ${what} are not there to read: it needs no more at run time than certificates, time zones, a temporary directory and the files that are kept, and starts no other programs`,
        evidence,
      },
    ],
  };
}
