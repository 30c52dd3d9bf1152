/** Splits a single-stage file: from the build to a proposal, or a refusal. */
import { posix } from 'node:path';
import { takenNames } from '../build/names.ts';
import type { Build, FileEntry, Program, Stage } from '../build/types.ts';
import type { Instruction } from '../dockerfile/types.ts';
import type { Assumption, Edit, Evidence, Reason, Settings, Verdict } from '../engine/types.ts';
import { officialReference } from '../image/aliases.ts';
import { releaseOf } from '../image/distributions.ts';
import { ordinaryCommands } from '../build/commands/index.ts';
import { chooseBase, type BaseChoice } from './base.ts';
import { consumerNeeds } from './consumers.ts';
import { evidenceAt, evidenceOf, evidenceOfCommand } from './evidence.ts';
import { hasSystemPath, packageNeeds } from './installed-packages.ts';
import {
  dataFilesBelow,
  isInside,
  keptFile,
  placedFiles,
  withoutNested,
  type KeptFile,
} from './kept-files.ts';
import { launchesOf, type Launches, type StartedProgram } from './launches.ts';
import { buildStageName, lowerCaseKeywords, moveEdits, movesOf } from './layout.ts';
import { refusals } from './refusals.ts';
import { runtimeStage, type RuntimePlan } from './runtime-stage.ts';
import { startOf, type Start } from './start.ts';
import type { Need, ProgramNeeds, Refusal, Toolchain } from './types.ts';
import { isOwnedBy, numericOwner, runUserOf, type RunUser } from './users.ts';
import { ancestors, groundStage, wholeStage } from './whole-stage.ts';
import { runtimeVariables } from './variables.ts';

/** Proposes to split the file's final stage, if it is on one of the toolchain's images; the others stay as they are. */
export function split(build: Build, toolchain: Toolchain, settings: Settings): Verdict {
  const last = build.stages.at(-1);
  if (last === undefined) return nothing('no-stage', 'the file has no FROM');
  const { base, from } = groundStage(last, build);
  const stage = wholeStage(last, build);
  const found =
    base.kind === 'image'
      ? toolchain.image(officialReference(base.reference, settings.toolchains))
      : undefined;
  if (base.kind === 'unknown' && base.text.includes(toolchain.name)) {
    return refuse(refusals.baseNotKnown(evidenceOf(build.dockerfile, from)));
  }
  if (found === undefined && build.stages.length > 1) {
    return nothing(
      'already-multi-stage',
      'the file has several stages, and the last one is not on a toolchain image',
    );
  }
  if (found === undefined) {
    return nothing(
      'not-a-toolchain-image',
      `${stage.from.image.raw} is not a toolchain image that dfopt knows`,
    );
  }
  if (found.kind === 'refused') {
    return refuse({ ...found.refusal, evidence: evidenceOf(build.dockerfile, from) });
  }
  const [trigger] = ancestors(last, build).flatMap(({ config }) => config.onbuild);
  if (trigger !== undefined) return refuse(refusals.onbuildBase(evidenceAt(build.dockerfile, trigger)));
  const plan = planOf(build, stage, toolchain, found.assumption === undefined ? [] : [found.assumption]);
  return plan.kind === 'refusal'
    ? refuse(plan.refusal)
    : proposal(build, stage, toolchain, withOwnBase(plan.plan, settings));
}

/** The team's own image in place of the usual base of its family. */
function withOwnBase(plan: Plan, settings: Settings): Plan {
  const { base } = plan.choice;
  const own = settings.bases[base.family];
  if (own === undefined) return plan;
  const reference = own.replaceAll('{release}', base.release ?? 'latest');
  return { ...plan, choice: { ...plan.choice, base: { ...base, reference } } };
}

function nothing(code: string, message: string): Verdict {
  return { kind: 'nothing', code, message };
}

function refuse(refusal: Refusal): Verdict {
  return { kind: 'refusal', ...refusal };
}

// ── The plan ─────────────────────────────────────────────────────────────────────────────────────────────────

interface Plan {
  readonly start: Start;
  readonly launches: Extract<Launches, { kind: 'launches' }>;
  readonly programs: readonly StartedProgram[];
  readonly choice: BaseChoice;
  readonly kept: readonly KeptFile[];
  readonly user: RunUser;
  readonly workdir: string | undefined;
  /** Directories that the program is known to write in. */
  readonly writable: readonly string[];
  /** It may write in others. */
  readonly writesUnknown: boolean;
  /** The command that is added where the file has none. */
  readonly addedCommand: readonly string[] | undefined;
  readonly edits: readonly Edit[];
  readonly environment: ReadonlySet<string>;
  readonly assumptions: readonly Assumption[];
  readonly reasons: readonly Reason[];
}

type Planned =
  { readonly kind: 'refusal'; readonly refusal: Refusal } | { readonly kind: 'plan'; readonly plan: Plan };

/**
 * A first plan may change the build so that a smaller base does (a static program); where the base that is chosen has
 * a C library all the same, the build stays as it is.
 */
function planOf(build: Build, stage: Stage, toolchain: Toolchain, given: readonly Assumption[]): Planned {
  const changing = planWith(build, stage, toolchain, given, true);
  if (changing.kind === 'refusal' || changing.plan.edits.length === 0) return changing;
  if (changing.plan.choice.base.libc.kind === 'none') return changing;
  const unchanged = planWith(build, stage, toolchain, given, false);
  const same =
    unchanged.kind === 'plan' && unchanged.plan.choice.base.reference === changing.plan.choice.base.reference;
  return same ? unchanged : changing;
}

function planWith(
  build: Build,
  stage: Stage,
  toolchain: Toolchain,
  given: readonly Assumption[],
  mayChangeBuild: boolean,
): Planned {
  const { dockerfile } = build;
  const early = firstObstacle(build, stage);
  if (early !== undefined) return { kind: 'refusal', refusal: early };
  const start = startOf(stage);
  if (start.kind === 'broken') {
    return { kind: 'refusal', refusal: refusals.brokenCommand(evidenceAt(dockerfile, start.step)) };
  }
  const consumers = consumerNeeds(build, stage);
  if (consumers.kind === 'refusal') return consumers;
  const launches = launchesOf(start, consumers.launched, { build, stage, toolchain });
  if (launches.kind === 'refusal') return launches;
  const chosen = programsOf(start, launches, build, stage);
  if (chosen.kind === 'refusal') return chosen;
  const { programs } = chosen;

  const assumptions: Assumption[] = [...given, ...chosen.assumptions];
  const reasons: Reason[] = [];
  const needs: Need[] = [...launches.needs, ...consumers.needs];
  const edits: Edit[] = [];
  const environment = new Set<string>(launches.variables);
  const answers: Extract<ProgramNeeds, { kind: 'needs' }>[] = [];
  for (const { entry } of programs) {
    if (entry.program === undefined) continue;
    const answer = toolchain.needs(entry.program, entry, stage, build, { mayChangeBuild });
    if (answer.kind === 'refusal') return answer;
    answers.push(answer);
    needs.push(...answer.needs);
    edits.push(...answer.edits.filter((edit) => !edits.some((other) => sameEdit(edit, other))));
    assumptions.push(...answer.assumptions);
    reasons.push(...answer.reasons);
    for (const name of answer.environment) environment.add(name);
  }

  const user = runUserOf(stage);
  if (user === undefined)
    return {
      kind: 'refusal',
      refusal: refusals.userNotKnown(evidenceAt(dockerfile, lastOf(stage, 'USER')?.id)),
    };
  needs.push(...userNeeds(user, stage, build));
  needs.push(...environmentNeeds(stage, build));

  const called = new Set(needs.flatMap((need) => (need.kind === 'command' ? [need.name] : [])));
  const packages = packageNeeds(stage, dockerfile, {
    distribution: stage.facts?.distribution ?? { family: 'other' },
    called,
    links: answers.some(({ linkage }) => linkage !== 'static'),
    startsUnknown: launches.uncertainScripts || answers.some(({ startsUnknown }) => startsUnknown),
  });
  if (packages.kind === 'refusal') return packages;
  needs.push(...packages.needs);

  const files = keptFiles(needs, answers, programs, launches, stage, toolchain);
  if (files.kind === 'refusal') return files;
  assumptions.push(...files.assumptions);
  for (const need of needs) if (need.assumption !== undefined) assumptions.push(need.assumption);

  const distribution = stage.facts?.distribution ?? { family: 'other' };
  const search = chooseBase(needs, distribution, (path) => hasSystemPath(path, stage));
  if (search.kind === 'none') {
    return {
      kind: 'refusal',
      refusal: refusals.noBase(search.need.because, search.lacking, search.need.evidence),
    };
  }
  const unusedWorkdir = answers.every(({ workdir }) => workdir === 'unused') && !launches.workdirUsed;
  const workdir = stage.state.workdir.text;
  if (workdir === undefined && !unusedWorkdir) {
    return {
      kind: 'refusal',
      refusal: refusals.workdirNotKnown(evidenceAt(dockerfile, lastOf(stage, 'WORKDIR')?.id)),
    };
  }
  reasons.push(...needs.map((need) => reasonOf(need)));
  if (packages.leftBehind.length > 0) {
    reasons.push({
      code: 'packages-left-behind',
      message: `only the build uses ${packages.leftBehind.join(', ')}`,
      evidence: undefined,
    });
  }
  return {
    kind: 'plan',
    plan: {
      start,
      launches,
      programs,
      choice: search.choice,
      kept: files.kept,
      user,
      workdir: unusedWorkdir ? undefined : workdir,
      writable: needs.flatMap((need) =>
        need.kind === 'directory' || (need.kind === 'file' && need.writable === true) ? [need.path] : [],
      ),
      writesUnknown: launches.uncertainScripts || answers.some((answer) => answer.workdir === 'unknown'),
      addedCommand: chosen.addedCommand,
      edits,
      environment,
      assumptions: distinct(assumptions),
      reasons: distinct(reasons),
    },
  };
}

/** What rules the file out before anything else is looked at. */
function firstObstacle(build: Build, stage: Stage): Refusal | undefined {
  const { dockerfile } = build;
  if (stage.facts?.onbuild === true) return refusals.onbuildBase(evidenceOf(dockerfile, stage.from));
  const [trigger] = stage.config.onbuild;
  if (trigger !== undefined) return refusals.onbuildTriggers(evidenceAt(dockerfile, trigger));
  for (const step of stage.steps) {
    for (const { command, effect } of step.changes) {
      if (command.conditional || command.failureIgnored) continue;
      if (effect.kind === 'fails')
        return refusals.cannotBuild(effect.why, evidenceOfCommand(dockerfile, command));
      if (effect.kind === 'packages' && effect.manager === 'apt' && effect.action === 'install') {
        const release = releaseOf(stage.facts?.distribution.codename ?? '');
        if (release?.archivedSince !== undefined && !changesPackageSources(stage)) {
          const why = `the packages of Debian ${release.codename} are gone from the servers that apt asks (since ${release.archivedSince})`;
          return refusals.cannotBuild(why, evidenceOfCommand(dockerfile, command));
        }
      }
    }
  }
  return undefined;
}

function changesPackageSources(stage: Stage): boolean {
  const changed = stage.files.lookup('/etc/apt/sources.list');
  return (
    (changed.status === 'present' && changed.entry.origin.by !== 'base') ||
    stage.files.written().some(({ path }) => isInside(path, '/etc/apt')) ||
    stage.files.opaque().some(({ under }) => isInside(under, '/etc/apt'))
  );
}

type Programs =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'programs';
      readonly programs: readonly StartedProgram[];
      readonly addedCommand: readonly string[] | undefined;
      readonly assumptions: readonly Assumption[];
    };

/** The programs the runtime stage gets: what is started, and what else is built from the author's sources. */
function programsOf(
  start: Start,
  launches: Extract<Launches, { kind: 'launches' }>,
  build: Build,
  stage: Stage,
): Programs {
  const { dockerfile } = build;
  const built = stage.files
    .written()
    .filter(
      (entry) => entry.program !== undefined && isNative(entry.program) && isOfAuthor(entry.program, stage),
    );
  const [unmade] = launches.made.filter(({ path }) => !mayHaveBuilt(path, stage));
  if (unmade !== undefined) return { kind: 'refusal', refusal: refusals.programNotBuilt(unmade.evidence) };
  const made = launches.made.map(({ path, evidence }): StartedProgram => ({
    path,
    entry: madeEntry(path, stage),
    sure: false,
    evidence,
  }));
  const started = [...launches.programs, ...made.filter(({ entry }) => entry.program !== undefined)];
  const assumptions = started
    .filter(({ sure }) => !sure)
    .map(({ path, entry, evidence }): Assumption => ({
      code: 'program-path',
      message: `${describeMaker(entry, build)} makes ${path}`,
      evidence: evidence ?? evidenceAt(dockerfile, stepOf(entry)),
    }));
  if (started.length > 0) {
    const alsoBuilt = built
      .filter(
        (entry) =>
          !started.some(({ path, entry: other }) => path === entry.path || other.path === entry.path),
      )
      .map((entry): StartedProgram => ({
        path: entry.path,
        entry,
        sure: true,
        evidence: evidenceAt(dockerfile, stepOf(entry)),
      }));
    return { kind: 'programs', programs: [...started, ...alsoBuilt], addedCommand: undefined, assumptions };
  }
  if (start.kind !== 'none') {
    return { kind: 'refusal', refusal: refusals.programNotBuilt(evidenceAt(dockerfile, start.step)) };
  }
  return withoutCommand(built, build, stage);
}

/** A file without CMD and ENTRYPOINT: an application only if it builds one program and does nothing else. */
function withoutCommand(built: readonly FileEntry[], build: Build, stage: Stage): Programs {
  const { dockerfile } = build;
  const refusal = (item: Refusal): Programs => ({ kind: 'refusal', refusal: item });
  const [only, ...more] = built;
  const from = evidenceOf(dockerfile, stage.from);
  if (only === undefined) {
    const somewhere = stage.files
      .opaque()
      .some(({ origin }) => origin.by === 'opaque' && origin.program !== undefined && !origin.program.remote);
    return refusal(somewhere ? refusals.noCommand(from) : refusals.noProgram(from));
  }
  if (more.length > 0)
    return refusal(
      refusals.severalPrograms(
        built.map(({ path }) => path),
        from,
      ),
    );
  const other = otherBusiness(stage, build);
  if (other !== undefined) return refusal(refusals.noCommandAndMore(other.what, other.evidence));
  const evidence = evidenceAt(dockerfile, stepOf(only));
  return {
    kind: 'programs',
    programs: [{ path: only.path, entry: only, sure: true, evidence }],
    addedCommand: [only.path],
    assumptions: [
      {
        code: 'command-added',
        message: `the image is made to run ${only.path}, the only program that it builds: CMD is added`,
        evidence,
      },
    ],
  };
}

/** Signs that an image without a command is more than its one program. */
function otherBusiness(
  stage: Stage,
  build: Build,
): { readonly what: string; readonly evidence: Evidence | undefined } | undefined {
  const { dockerfile } = build;
  for (const step of stage.steps) {
    for (const change of step.changes) {
      if (change.effect.kind === 'packages' && change.effect.action === 'install') {
        return { what: 'packages are installed', evidence: evidenceOfCommand(dockerfile, change.command) };
      }
    }
  }
  const opaque = stage.files
    .opaque()
    .find(({ origin }) => origin.by === 'opaque' && origin.program === undefined);
  if (opaque?.origin.by === 'opaque') {
    return {
      what: `${opaque.origin.command.name ?? 'a command'} is run`,
      evidence: evidenceOfCommand(dockerfile, opaque.origin.command),
    };
  }
  const remote = stage.files.written().find((entry) => entry.program?.remote === true);
  if (remote !== undefined) {
    return {
      what: `${posix.basename(remote.path)} is installed`,
      evidence: evidenceAt(dockerfile, stepOf(remote)),
    };
  }
  const placed = stage.files.written().find((entry) => isScriptPutThere(entry, stage));
  if (placed !== undefined) {
    return { what: `${placed.path} is put there`, evidence: evidenceAt(dockerfile, stepOf(placed)) };
  }
  return undefined;
}

/** A script that something else is to run: by its name, or executable and with a `#!` line. */
function isScriptPutThere(entry: FileEntry, stage: Stage): boolean {
  if (entry.program !== undefined || entry.kind !== 'file' || entry.origin.by === 'base') return false;
  if (/\.(sh|bash)$/.test(entry.path) || isInside(entry.path, '/usr/local/bin')) return true;
  const executable = entry.mode !== undefined && (entry.mode & 0o111) !== 0;
  return executable && stage.files.read(entry.path)?.startsWith('#!') === true;
}

/** Whether a step that builds something may have made a path: not an archive that was unpacked, nor an installer. */
function mayHaveBuilt(path: string, stage: Stage): boolean {
  const found = stage.files.lookup(path);
  const origin =
    found.status === 'present' ? found.entry.origin : found.status === 'possible' ? found.origin : undefined;
  const maker = origin?.by === 'opaque' || origin?.by === 'command' ? origin.command : undefined;
  if (maker === undefined || maker.conditional) return false;
  if (maker.name === undefined || !ordinaryCommands.has(maker.name)) return maker.input?.kind !== 'pipe';
  // It was moved there by an ordinary command: something before must have made it.
  return stage.files
    .opaque()
    .some(
      ({ origin: other }) =>
        other.by === 'opaque' &&
        other.downloads !== true &&
        !other.command.conditional &&
        other.command.input?.kind !== 'pipe' &&
        (other.program !== undefined || !ordinaryCommands.has(other.command.name ?? '')),
    );
}

/** A program whose sources the author brings, not one that is downloaded to build with. */
function isOfAuthor(program: Program, stage: Stage): boolean {
  if (program.remote) return false;
  if (program.sources === undefined) return true;
  const files = stage.files.upTo(program.at);
  const found = files.lookup(program.sources);
  const origin =
    found.status === 'present' ? found.entry.origin : found.status === 'possible' ? found.origin : undefined;
  return origin?.by !== 'opaque' || origin.command.name === 'git';
}

function isNative(program: Program): boolean {
  const os = program.command.env.get('GOOS')?.text;
  return os === undefined || os === '' || os === 'linux';
}

function stepOf(entry: FileEntry): number | undefined {
  return entry.origin.by === 'base' ? undefined : entry.origin.step;
}

/** A path that only an opaque step can have made, as a program of the stage's toolchain. */
function madeEntry(path: string, stage: Stage): FileEntry {
  const found = stage.files.lookup(path);
  const origin =
    found.status === 'present' ? found.entry.origin : found.status === 'possible' ? found.origin : undefined;
  const command = origin?.by === 'opaque' || origin?.by === 'command' ? origin.command : undefined;
  const entry: FileEntry = { path, kind: 'file', origin: origin ?? { by: 'base' } };
  if (command === undefined) return entry;
  return {
    ...entry,
    program: {
      toolchain: stage.facts?.toolchain ?? '',
      command,
      package: undefined,
      sources: undefined,
      remote: false,
      at: stage.files.at,
    },
  };
}

function describeMaker(entry: FileEntry, build: Build): string {
  const step = stepOf(entry);
  const instruction = step === undefined ? undefined : build.dockerfile.instructions[step];
  const command = entry.program?.command;
  const words = command?.words
    .slice(0, 3)
    .map((word) => word.text ?? '…')
    .join(' ');
  return words !== undefined && words !== '' ? `\`${words}\`` : `line ${instruction?.line ?? 0}`;
}

// ── Needs ────────────────────────────────────────────────────────────────────────────────────────────────────

function userNeeds(user: RunUser, stage: Stage, build: Build): readonly Need[] {
  const evidence = evidenceAt(build.dockerfile, lastOf(stage, 'USER')?.id);
  if (user.root) return [];
  if (user.numeric && user.record === undefined) return [];
  const name = user.record?.name ?? user.name;
  return [{ kind: 'user-record', name, because: `the container runs as ${name}`, evidence }];
}

/** Needs that environment variables of the image say: `TZ`. */
function environmentNeeds(stage: Stage, build: Build): readonly Need[] {
  const zone = stage.state.env.get('TZ');
  if (zone === undefined || zone.origin === 'base' || /^(UTC|Etc\/UTC|GMT|)$/.test(zone.text ?? ''))
    return [];
  return [
    {
      kind: 'time-zones',
      sources: ['/usr/share/zoneinfo'],
      because: `TZ is ${zone.text ?? 'set'}`,
      evidence: evidenceAt(build.dockerfile, zone.origin),
    },
  ];
}

type Files =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'kept';
      readonly kept: readonly KeptFile[];
      readonly assumptions: readonly Assumption[];
    };

function keptFiles(
  needs: readonly Need[],
  answers: readonly Extract<ProgramNeeds, { kind: 'needs' }>[],
  programs: readonly StartedProgram[],
  launches: Extract<Launches, { kind: 'launches' }>,
  stage: Stage,
  toolchain: Toolchain,
): Files {
  const kept: KeptFile[] = [...placedFiles(stage, toolchain)];
  const assumptions: Assumption[] = [];
  for (const need of needs) {
    if (need.kind !== 'file') continue;
    kept.push(keptFile(need.path, need.directory, stage.files, need.because));
  }
  for (const { path } of stage.config.volumes) {
    const found = stage.files.lookup(path);
    if (
      found.status === 'present' &&
      found.entry.origin.by !== 'base' &&
      found.entry.origin.by !== 'workdir'
    ) {
      kept.push(keptFile(path, true, stage.files, 'a volume is filled from it'));
    }
  }
  const workdir = stage.state.workdir.text;
  const unknown = answers.some((answer) => answer.workdir === 'unknown') || launches.uncertainScripts;
  if (unknown && workdir !== undefined && stage.files.lookup(workdir).status === 'present') {
    const data = dataFilesBelow(workdir, stage, toolchain);
    if (data.kind === 'spread') {
      return { kind: 'refusal', refusal: refusals.spreadFiles(data.directory, undefined) };
    }
    kept.push(...data.files);
    const whole = data.guessed.length === 1 && data.guessed[0] === workdir;
    if (data.guessed.length > 0 && !whole) {
      assumptions.push({
        code: 'files-kept',
        message: `the program reads no other files of its working directory than ${listed(data.guessed)}`,
        evidence: undefined,
      });
    }
  }
  const paths = new Set(programs.map(({ path }) => path));
  return { kind: 'kept', kept: withoutNested(kept).filter(({ path }) => !paths.has(path)), assumptions };
}

function listed(paths: readonly string[]): string {
  return paths.length <= 4
    ? paths.join(', ')
    : `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more`;
}

function reasonOf(need: Need): Reason {
  const what = describeNeed(need);
  return { code: `need-${need.kind}`, message: `${what}: ${need.because}`, evidence: need.evidence };
}

function describeNeed(need: Need): string {
  switch (need.kind) {
    case 'c-library':
      return need.library.kind === 'none' ? 'no C library' : `C library (${need.library.kind})`;
    case 'library-packages':
      return `libraries ${need.packages.join(', ')}`;
    case 'shell':
      return `shell ${need.path}`;
    case 'command':
    case 'package':
      return need.name;
    case 'directory':
      return need.path;
    case 'user-record':
      return `user ${need.name}`;
    case 'file':
      return need.path;
    default:
      return need.kind.replaceAll('-', ' ');
  }
}

// ── The proposal ─────────────────────────────────────────────────────────────────────────────────────────────

function proposal(build: Build, stage: Stage, toolchain: Toolchain, plan: Plan): Verdict {
  const { dockerfile } = build;
  const { moved } = movesOf(stage);
  const instructionOf = (step: number): Instruction | undefined => dockerfile.instructions[step];
  const lower = lowerCaseKeywords(dockerfile);
  const named = namesOf(stage, build);
  const name = named.build;
  const variables = runtimeVariables(
    build,
    stage,
    [...moved].flatMap((step) => instructionOf(step) ?? []),
    (variable) => toolchain.buildVariable(variable) && !plan.environment.has(variable),
  );
  const owned = ownedDirectories(plan, stage);
  const ground = groundStage(build.stages.at(-1) ?? stage, build).from;
  const runtime: RuntimePlan = {
    platform: ground.flags.find((flag) => flag.name === 'platform')?.value,
    buildStage: name,
    lower,
    choice: plan.choice,
    programs: plan.programs.map(({ path }) => path),
    kept: plan.kept
      .filter(({ path }) => !(owned.includes(path) && isEmptyDirectory(path, stage)))
      .map((file) => ({
        ...file,
        owner: owned.includes(file.path) ? undefined : ownerIds(file.path, plan.kept, stage),
      })),
    owned,
    directories: plan.choice.directories,
    user: plan.user,
    workdir: plan.workdir,
    variables,
    pathDirectories: missingFromPath(plan, stage, variables.names.has('PATH')),
    plain: plan.launches.plain,
    shellNeeded: plan.choice.base.shell !== undefined,
    addedCommand: plan.addedCommand,
  };
  const lines = runtimeStage(runtime, build, stage, moved);
  // Instructions of earlier stages are repeated, not moved: those stages stay what they are.
  const removed = new Set(
    [...moved].filter((step) => step >= firstStep(build, stage)).flatMap((step) => instructionOf(step) ?? []),
  );
  const as = lower ? 'as' : 'AS';
  const text = named.runtime === undefined ? lines.text : withName(lines.text, `${as} ${named.runtime}`);
  const edits: Edit[] = [...plan.edits, ...moveEdits(dockerfile, removed, text)];
  const written = stage.from.name;
  if (written === undefined) {
    const end = stage.from.image.end;
    edits.push({ start: end, end, text: ` ${as} ${name}` });
  } else if (written.raw !== name) {
    edits.push({ start: written.start, end: written.end, text: name });
  }
  const assumptions = plan.assumptions;
  return {
    kind: 'proposal',
    code: 'split',
    edits: edits.toSorted((a, b) => a.start - b.start || a.end - b.end),
    confidence: assumptions.length === 0 ? 'proven' : 'likely',
    assumptions,
    reasons: [...plan.reasons, ...lines.reasons],
    summary: {
      toolchain: toolchain.name,
      from: stage.from.image.raw,
      to: plan.choice.base.reference,
      whyNotSmaller: plan.choice.whyNotSmaller,
      copied: lines.copied,
      packages: plan.choice.packages,
    },
  };
}

/** The step of the stage's own first instruction. */
function firstStep(build: Build, stage: Stage): number {
  return build.dockerfile.instructions.indexOf(stage.from);
}

/**
 * The name of the stage that builds, and of the one that runs. A name that the stage has stays with it, unless another
 * file builds it as its target: what that file wants is the image that runs.
 */
function namesOf(
  stage: Stage,
  build: Build,
): { readonly build: string; readonly runtime: string | undefined } {
  const written = stage.from.name?.raw;
  const asked = build.context?.consumers.some(({ target }) => target?.toLowerCase() === stage.name) ?? false;
  if (written !== undefined && !asked) return { build: written, runtime: undefined };
  return { build: buildStageName(takenNames(build)), runtime: written };
}

/** The lines of a stage whose FROM gets a name. */
function withName([from, ...rest]: readonly string[], name: string): readonly string[] {
  return [`${from ?? ''} ${name}`, ...rest];
}

/** Directories that the container's user owns in the original image, and that the program may write in. */
function ownedDirectories(plan: Plan, stage: Stage): readonly string[] {
  const { user } = plan;
  if (user.root) return [];
  const home = user.record?.home;
  const homeMatters =
    home !== undefined && (isInside(plan.workdir ?? '/', home) || plan.environment.has('HOME'));
  const candidates = [
    ...(plan.workdir === undefined ? [] : [plan.workdir]),
    ...plan.writable,
    ...stage.config.volumes.map(({ path }) => path),
    ...(plan.writesUnknown ? plan.kept.filter(({ directory }) => directory).map(({ path }) => path) : []),
    ...(homeMatters ? [home] : []),
  ];
  const owned = [...new Set(candidates)].filter((path) => {
    const found = stage.files.lookup(path);
    return found.status === 'present' && isOwnedBy(found.entry.owner, user);
  });
  // The working directory's parents are made with it.
  const { workdir } = plan;
  const madeWith = workdir !== undefined && owned.includes(workdir) ? workdir : undefined;
  return owned.filter(
    (path) =>
      path === madeWith ||
      ((madeWith === undefined || !isInside(madeWith, path)) &&
        ownerIds(path, plan.kept, stage) === undefined),
  );
}

/** Ids for `--chown` of a directory that is copied, where all of it belongs to one owner whose ids are known. */
function ownerIds(path: string, kept: readonly KeptFile[], stage: Stage): string | undefined {
  const file = kept.find((candidate) => candidate.path === path && candidate.directory);
  const ids = file === undefined ? undefined : numericOwner(file.owner, stage);
  if (ids === undefined) return undefined;
  const { names, complete } = stage.files.list(path);
  const same = names.every(({ name }) => {
    const found = stage.files.lookup(posix.join(path, name));
    return found.status === 'present' && found.entry.owner === file?.owner;
  });
  return complete && same ? ids : undefined;
}

/** A directory of the image that is known to hold nothing: making it is enough. */
function isEmptyDirectory(path: string, stage: Stage): boolean {
  const { names, complete } = stage.files.list(path);
  return complete && names.length === 0;
}

/** Directories of commands looked up on PATH that the runtime stage's PATH lacks. */
function missingFromPath(plan: Plan, stage: Stage, keepsPath: boolean): readonly string[] {
  const base = plan.choice.base.config.env['PATH']?.split(':') ?? [];
  const authors = keepsPath ? (stage.state.env.get('PATH')?.text?.split(':') ?? []) : [];
  return plan.launches.pathDirectories.filter(
    (directory) => !base.includes(directory) && !authors.includes(directory),
  );
}

function lastOf(stage: Stage, keyword: Instruction['keyword']): { readonly id: number } | undefined {
  return stage.steps.findLast(({ instruction }) => instruction.keyword === keyword);
}

function sameEdit(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

function distinct<T extends { readonly code: string; readonly message: string }>(
  items: readonly T[],
): readonly T[] {
  const seen = new Set<string>();
  return items.filter(({ code, message }) => {
    const key = `${code}\n${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
