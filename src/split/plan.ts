/** From what is started to what the runtime stage holds. */
import { posix } from 'node:path';
import { isInside } from '../evaluate/files/paths.ts';
import type { Build, Stage } from '../evaluate/types.ts';
import type { RuntimeBase } from '../image/bases.ts';
import type { Distribution } from '../image/types.ts';
import type { Instruction } from '../dockerfile/types.ts';
import type { Assumption, Confidence, Edit, Reason, Settings } from '../rule/types.ts';
import { askedReasons, byHandReasons, shellsByHand } from './by-hand.ts';
import { returningCommands } from './needs/removed-commands.ts';
import { askedPrograms } from './asked-programs.ts';
import { commandOfNeed } from '../toolchain/needs.ts';
import type { Original } from '../toolchain/provisions.ts';
import { basesUnder, foreignAlpine } from '../image/base-policy.ts';
import { isRootUser } from '../image/declared-bases.ts';
import { isPinned, pinned } from '../image/pins.ts';
import { runtimesOf } from './runtimes.ts';
import { groundStage } from './stage/whole-stage.ts';
import { chooseBase, type BaseChoice } from './needs/choose-base.ts';
import { runsAs, type RunsAs } from './as-user/runs-as.ts';
import { consumerNeeds, type ConsumerNeeds } from './started/consumers.ts';
import { evidenceAt, evidenceOf, evidenceOfCommand } from '../rule/evidence.ts';
import { environmentNeeds, reasonOf, userNeeds } from './needs/image-needs.ts';
import {
  isFromElsewhere,
  addsCertificates,
  hasSystemPath,
  packageNeeds,
  packageOf,
} from './needs/installed-packages.ts';
import type { KeptFile } from './files/kept-files.ts';
import { linksApart, wayTo, type PathLink } from './files/links-on-the-way.ts';
import { directoriesOfUnknownMode } from './files/runtime-directories.ts';
import { launchesOf, type StartedProgram } from './started/launches.ts';
import { linkNeeds, linkOf, type ProgramLink } from './started/links.ts';
import { firstObstacle } from './obstacles.ts';
import { programsOf, toolsOfTheImage, type Programs } from './started/programs.ts';
import { refusals } from '../toolchain/refusals.ts';
import { keptFiles } from './runtime-files.ts';
import { startOf, type Start } from './start/start.ts';
import type { Need } from '../rule/need.ts';
import {
  artifactOf,
  asWritten,
  refused,
  type Needs,
  type Refused,
  type Toolchain,
} from '../toolchain/toolchain.ts';
import { hasSameAccount, runUserOf, type RunUser } from './needs/users.ts';
import type { Plan } from './stage/plan.ts';

export type Planned = Refused | { readonly kind: 'plan'; readonly plan: Plan };

/**
 * Each artifact may be built in several ways, the one that needs least first. The smallest base wins, and of the ways that
 * lead to it the one closest to what is written: a change that gains nothing is not made.
 */
export function planOf(
  build: Build,
  stage: Stage,
  toolchain: Toolchain,
  given: readonly Assumption[],
  settings: Settings,
): Planned {
  const scope: SplitScene = { build, stage, toolchain, settings };
  const first = planWith(scope, given, 0);
  if (first.kind === 'refusal') return first;
  let best = first.plan;
  for (let way = 1; way < first.plan.ways; way++) {
    const other = planWith(scope, given, way);
    if (other.kind === 'refusal') continue;
    const { base } = other.plan.choice;
    const same = base.reference === best.choice.base.reference;
    if (same || base.rank < best.choice.base.rank) best = other.plan;
  }
  return { kind: 'plan', plan: best };
}

/** A stage that is split, and who knows its programs. */
interface SplitScene {
  readonly build: Build;
  readonly stage: Stage;
  readonly toolchain: Toolchain;
  readonly settings: Settings;
}

function planWith(scope: SplitScene, given: readonly Assumption[], way: number): Planned {
  const { build, stage } = scope;
  const alone = startedBy(scope);
  if (alone.kind === 'refusal') return alone;
  const first = answersFor(alone.chosen.programs, scope, way);
  if (first.kind === 'refusal') return first;
  const started = withTools(alone, first.answers, scope);
  const answered = started === alone ? first : answersFor(started.chosen.programs, scope, way);
  if (answered.kind === 'refusal') return answered;
  const { start, launches, chosen } = started;
  const { answers } = answered;
  const needed = needsOf(started, answered, scope);
  if (needed.kind === 'refusal') return needed;
  const provided = provide(needed.needs, started, answers, scope);
  if (provided.kind === 'refusal') return provided;
  const { needs, kept, workdir, pathLinks } = provided;
  const as = userUnder(needed, provided, started, answers, scope);
  if (as.kind === 'refusal') return as;
  const { user, given: toUser } = as;
  const choice = withDigest(as.choice, scope);

  const writable = needs.flatMap((need) =>
    need.kind === 'directory' || (need.kind === 'file' && need.writable === true) ? [need.path] : [],
  );
  const places = { workdir, writable, kept, programs: chosen.programs, pathLinks };
  const assumptions = distinct([
    ...given,
    ...chosen.assumptions,
    ...started.consumers.assumptions,
    ...launches.assumptions,
    ...askedPrograms(build, stage),
    ...answers.flatMap((answer) => answer.assumptions),
    ...provided.assumptions,
    ...as.assumptions,
    ...shellsByHand(choice, stage, build),
    ...variablesAdded(choice, answers, stage),
    ...returningCommands(choice.base, stage, build.dockerfile),
    ...directoriesOfUnknownMode(places, stage).map(modeAssumption),
  ]);
  const reasons = distinct([
    ...chosen.reasons,
    ...launches.remarks,
    ...started.consumers.remarks,
    ...answers.flatMap((answer) => answer.reasons),
    ...needs.map((need) => reasonOf(need)),
    ...as.reasons,
    ...provided.reasons,
    ...pinReasons(choice, scope),
    ...workdirReasons(workdir, scope),
    ...packageReasons(needed.leftBehind),
    ...byHandReasons(choice, stage),
    ...askedReasons(choice, build.dockerfile, stage, scope.toolchain),
  ]);
  const plan: Plan = {
    start,
    launches,
    programs: placed(chosen.programs, answered),
    links: answered.links,
    pathLinks,
    choice,
    kept,
    user,
    given: toUser,
    workdir,
    writable,
    writesUnknown: launches.uncertainScripts || answers.some((answer) => answer.workdir === 'unknown'),
    addedCommand: chosen.addedCommand,
    edits: answered.edits,
    ways: answered.ways,
    environment: new Set([...launches.variables, ...answers.flatMap((answer) => [...answer.environment])]),
    needs: [...needs, ...environmentOf(launches, answers, scope)],
    confidence: confidenceOf(assumptions, chosen.guessed),
    assumptions,
    reasons,
  };
  return { kind: 'plan', plan };
}

// ── What is started ──────────────────────────────────────────────────────────────────────────────────────────

/** What the container starts, and who else starts what in it. */
interface Started {
  readonly kind: 'started';
  readonly start: Start;
  readonly consumers: Extract<ConsumerNeeds, { kind: 'needs' }>;
  readonly launches: Plan['launches'];
  readonly chosen: Extract<Programs, { kind: 'programs' }>;
}

function startedBy(scope: SplitScene): Started | Refused {
  const { build, stage } = scope;
  const obstacle = firstObstacle(build, stage);
  if (obstacle !== undefined) return refused(obstacle);
  const start = startOf(stage);
  if (start.kind === 'broken') {
    return refused(refusals.brokenCommand(evidenceAt(build.dockerfile, start.step)));
  }
  const consumers = consumerNeeds(build, stage);
  if (consumers.kind === 'refusal') return consumers;
  const launches = launchesOf(start, consumers.launched, scope);
  if (launches.kind === 'refusal') return launches;
  const chosen = programsOf(start, launches, scope);
  if (chosen.kind === 'refusal') return chosen;
  return { kind: 'started', start, consumers, launches, chosen };
}

/** With the tools that programs may start which start others under names that aren't known. */
function withTools(started: Started, answers: readonly Needs[], { build, stage }: SplitScene): Started {
  const { chosen } = started;
  const tools = startsUnknown(started, answers) ? toolsOfTheImage(build, stage, chosen.programs) : [];
  return tools.length === 0
    ? started
    : { ...started, chosen: { ...chosen, programs: [...chosen.programs, ...tools] } };
}

function startsUnknown({ launches }: Started, answers: readonly Needs[]): boolean {
  return launches.uncertainScripts || launches.usedByHand || answers.some((answer) => answer.startsUnknown);
}

// ── What it needs ────────────────────────────────────────────────────────────────────────────────────────────

interface Answered {
  readonly kind: 'answers';
  readonly answers: readonly Needs[];
  readonly edits: readonly Edit[];
  readonly links: readonly ProgramLink[];
  /** Where artifacts then lie that are not where they were, by where they were. */
  readonly moved: ReadonlyMap<string, string>;
  readonly ways: number;
}

/** What the toolchain says of each program that it built, with the edits that this rests on. */
function answersFor(
  programs: readonly StartedProgram[],
  { build, stage, toolchain }: SplitScene,
  way: number,
): Answered | Refused {
  const answers: Needs[] = [];
  const edits: Edit[] = [];
  const links: ProgramLink[] = [];
  const moved = new Map<string, string>();
  let ways = 1;
  for (const started of programs) {
    const artifact = artifactOf(started.path, started.shape, started.entry);
    const by = started.entry.program;
    if (by !== undefined && by.toolchain !== toolchain.name) {
      const evidence = evidenceOfCommand(build.dockerfile, by.command);
      return refused(refusals.ofAnother(started.path, by.toolchain, toolchain.name, evidence));
    }
    const variants = toolchain.variants(artifact, { build, stage });
    const variant = variants[Math.min(way, variants.length - 1)] ?? asWritten;
    ways = Math.max(ways, variants.length);
    const answer = toolchain.needs(artifact, variant, { build, stage });
    if (answer.kind === 'refusal') return answer;
    answers.push(answer);
    const link = answer.besideItself ? linkOf(started) : undefined;
    if (link !== undefined) links.push(link);
    if (variant.path !== undefined) moved.set(started.path, variant.path);
    edits.push(...variant.edits.filter((edit) => !edits.some((other) => sameEdit(edit, other))));
  }
  return { kind: 'answers', answers, edits, links, moved, ways };
}

/** Programs with the place that they are copied from, and at their own paths where a link to them is made. */
function placed(programs: readonly StartedProgram[], { links, moved }: Answered): readonly StartedProgram[] {
  const byPath = new Map(links.map(({ path, target }) => [path, target]));
  return programs.map((program) => {
    const from = moved.get(program.path);
    const path = byPath.get(program.path) ?? program.path;
    return from === undefined ? { ...program, path } : { ...program, path, from };
  });
}

interface Needed {
  readonly kind: 'needed';
  readonly needs: readonly Need[];
  readonly user: RunUser;
  /** Packages that nothing at run time uses. */
  readonly leftBehind: readonly string[];
}

/** All that has to be there at run time, whoever says so. */
function needsOf(
  started: Started,
  { answers, links }: Answered,
  { build, stage }: SplitScene,
): Needed | Refused {
  const { launches, consumers } = started;
  const { dockerfile } = build;
  const user = runUserOf(stage);
  if (user === undefined) {
    return refused(refusals.userNotKnown(evidenceAt(dockerfile, lastOf(stage, 'USER')?.id)));
  }
  const needs: readonly Need[] = [
    ...launches.needs,
    ...consumers.needs,
    ...answers.flatMap((answer) => answer.needs),
    ...linkNeeds(links),
    ...userNeeds(user, stage, build),
    ...environmentNeeds(stage, build),
  ];
  const packages = packageNeeds(stage, dockerfile, {
    distribution: distributionOf(stage),
    called: new Set(needs.flatMap((need) => commandOfNeed(need) ?? [])),
    links: answers.some(({ linkage, librariesKnown }) => linkage !== 'static' && librariesKnown !== true),
    startsUnknown: startsUnknown(started, answers),
  });
  if (packages.kind === 'refusal') return packages;
  return { kind: 'needed', needs: [...needs, ...packages.needs], user, leftBehind: packages.leftBehind };
}

// ── What meets the needs ─────────────────────────────────────────────────────────────────────────────────────

interface Provided {
  readonly kind: 'provided';
  /** Without what comes with the files anyway. */
  readonly needs: readonly Need[];
  readonly kept: readonly KeptFile[];
  readonly pathLinks: readonly PathLink[];
  readonly choice: BaseChoice;
  /** undefined where the program doesn't look at it. */
  readonly workdir: string | undefined;
  readonly assumptions: readonly Assumption[];
  readonly reasons: readonly Reason[];
}

/** A directory that is only passed, and comes with what lies in it. */
function isMadeWith(need: Need, places: readonly string[]): boolean {
  return (
    need.kind === 'directory' && need.passed === true && places.some((path) => isInside(path, need.path))
  );
}

/** The files that go along, the base that has the rest, and the working directory. */
function provide(
  needs: readonly Need[],
  { chosen, launches }: Started,
  answers: readonly Needs[],
  { build, stage, toolchain, settings }: SplitScene,
): Provided | Refused {
  const mounted = (build.context?.consumers ?? []).flatMap(({ mounts = [] }) =>
    mounts.map(({ target }) => posix.resolve('/', target)),
  );
  const files = keptFiles(needs, answers, chosen.programs, launches, stage, toolchain, mounted);
  if (files.kind === 'refusal') return files;
  const original: Original = {
    distribution: distributionOf(stage),
    has: (path) => hasSystemPath(path, stage),
    ownCertificates: addsCertificates(stage),
    packageOf: (command) => packageOf(command, stage),
    isFromElsewhere: (name) => isFromElsewhere(name, stage),
    hasSameAccount: (accounts, named) => hasSameAccount(accounts, named, stage),
  };
  const runtimes = runtimesOf(stage, build, toolchain, settings);
  const bases = [...basesUnder(settings, original.distribution), ...runtimes];
  const used = launches.workdirUsed || answers.some((answer) => answer.workdir !== 'unused');
  const places = [
    ...[...files.kept, ...chosen.programs].map(({ path }) => path),
    ...(used ? [stage.state.workdir.text ?? '/'] : []),
  ];
  const open = needs.filter((need) => !isMadeWith(need, places));
  const search = chooseBase(open, original, bases);
  if (search.kind === 'none') {
    const { missing } = search;
    return refused(
      missing === undefined
        ? refusals.noBaseOfSet(evidenceOf(build.dockerfile, stage.from))
        : refusals.noBase(missing.need.because, missing.lacking, missing.need.evidence),
    );
  }
  const { files: there } = stage;
  const workdir = stage.state.workdir.text;
  if (used && workdir === undefined) {
    const step = lastOf(stage, 'WORKDIR')?.id;
    return refused(refusals.workdirNotKnown(evidenceAt(build.dockerfile, step)));
  }
  return {
    kind: 'provided',
    needs: open,
    kept: files.kept,
    choice: search.choice,
    workdir: used ? workdir : undefined,
    pathLinks: linksApart(
      [
        ...files.links,
        ...(used && workdir !== undefined ? wayTo(workdir, there).links : []),
        ...chosen.programs.flatMap(({ path }) => wayTo(path, there, 'parents').links),
      ],
      files.kept,
    ),
    assumptions: [...files.assumptions, ...needs.flatMap((need) => assumptionOf(need, files.kept, stage))],
    reasons: alpineReasons(needs, original, search.choice, settings),
  };
}

/** Why Alpine is not taken for what it would be enough for: its commands are others than those of the image. */
function alpineReasons(
  needs: readonly Need[],
  original: Original,
  { base }: BaseChoice,
  { bases, baseSet }: Settings,
): readonly Reason[] {
  const asked = baseSet !== undefined || Object.keys(bases).length > 0;
  if (asked || base.family !== 'debian-slim') return [];
  const search = chooseBase(needs, original, [foreignAlpine()]);
  if (search.kind === 'none') return [];
  const message = `${search.choice.base.reference} would be smaller, and has BusyBox in the place of the commands that the image was tried with: --bases alpine takes it`;
  return [{ code: 'alpine-not-asked', message, evidence: undefined }];
}

/** As whom the new image runs: the base, what it takes, and what is said of it. */
interface Running {
  readonly kind: 'running';
  readonly choice: BaseChoice;
  readonly user: RunUser;
  readonly given: readonly string[];
  readonly assumptions: readonly Assumption[];
  readonly reasons: readonly Reason[];
}

/** The user of a base that isn't root is the container's, where it can be; else root is, if that is allowed. */
function userUnder(
  { needs, user }: Needed,
  { choice, kept, workdir, pathLinks }: Provided,
  { launches, chosen }: Started,
  answers: readonly Needs[],
  { build, stage, settings }: SplitScene,
): Running | Refused {
  const { base } = choice;
  const named = base.takenFor;
  const assumptions: readonly Assumption[] =
    named === undefined ? [] : [{ code: 'base-as-named', message: named, evidence: undefined }];
  const same: Running = { kind: 'running', choice, user, given: [], assumptions, reasons: [] };
  if (!user.root) return same;
  const { programs } = chosen;
  const as: RunsAs = isRootUser(base.config.user)
    ? { kind: 'root', because: `${base.reference} does`, evidence: undefined }
    : runsAs({ base, stage, build, needs, answers, launches, programs, kept, workdir, pathLinks });
  if (as.kind === 'user') {
    const message = `the container runs as ${as.user.text}, the user of ${base.reference}: it does nothing that only root may`;
    return {
      ...same,
      user: as.user,
      given: as.given,
      assumptions: [...assumptions, ...as.assumptions],
      reasons: [{ code: 'runs-as-user', message, evidence: undefined }],
    };
  }
  if (!settings.rootAllowed) return refused(refusals.rootForbidden(as.because, as.evidence));
  if (isRootUser(base.config.user)) return same;
  const { because, evidence } = as;
  const message = `the container runs as root, not as ${base.config.user}, the user of ${base.reference}: ${because}`;
  return {
    ...same,
    choice: { ...choice, base: withRoot(base) },
    reasons: [{ code: 'stays-root', message, evidence }],
  };
}

/** The variant of a base that runs as root, where there is one. */
function withRoot(base: RuntimeBase): RuntimeBase {
  const { rootReference } = base;
  if (rootReference === undefined) return base;
  return { ...base, reference: rootReference, config: { ...base.config, user: '', workdir: '/' } };
}

/** The base with the digest that the lock has of it. */
function withDigest(choice: BaseChoice, { settings }: SplitScene): BaseChoice {
  const reference = pinned(choice.base.reference, settings.pins);
  return { ...choice, base: { ...choice.base, reference } };
}

/** A file that says by a digest what it is built with goes on to say so only where a lock has the base's. */
function pinReasons({ base }: BaseChoice, { build, stage }: SplitScene): readonly Reason[] {
  const { from, base: original } = groundStage(build.stages.at(-1) ?? stage, build);
  const isDigested = original.kind === 'image' && original.reference.digest !== undefined;
  if (!isDigested || isPinned(base.reference)) return [];
  const message = `${base.reference} has no digest, where the image that builds has one: --pin takes it from a lock file`;
  return [{ code: 'base-not-pinned', message, evidence: evidenceOf(build.dockerfile, from) }];
}

/** A file in a directory that goes along as a whole is there if the original has it: nothing is assumed then. */
function assumptionOf(need: Need, kept: readonly KeptFile[], { files }: Stage): readonly Assumption[] {
  const places = need.kind === 'file' ? [need.path, wayTo(need.path, files).path] : [];
  const covered = need.kind === 'file' && !kept.some(({ path }) => places.includes(path));
  return need.assumption === undefined || covered ? [] : [need.assumption];
}

/** Variables that the author sets, and that scripts or programs read. */
function environmentOf(
  { variables }: Started['launches'],
  answers: readonly Needs[],
  { build, stage }: SplitScene,
): readonly Need[] {
  const names = new Set([...variables, ...answers.flatMap(({ environment }) => environment)]);
  return [...names].flatMap((name): readonly Need[] => {
    const value = stage.state.env.get(name);
    if (value === undefined || value.origin === 'base') return [];
    const evidence = evidenceAt(build.dockerfile, value.origin);
    return [{ kind: 'environment', name, because: 'the program or a script reads it', evidence }];
  });
}

/** Variables that the runtime base sets and the original does not, for who goes through all of them. */
function variablesAdded(
  { base }: BaseChoice,
  answers: readonly Needs[],
  { state }: Stage,
): readonly Assumption[] {
  const evidence = answers.find(({ allVariables }) => allVariables !== undefined)?.allVariables;
  const names = Object.keys(base.config.env).filter((name) => !state.env.has(name));
  if (evidence === undefined || names.length === 0) return [];
  const message = `${names.join(', ')}, which ${base.reference} sets beside the author's variables, ${names.length === 1 ? 'does' : 'do'} not matter to it`;
  return [{ code: 'variables-added', message, evidence }];
}

function modeAssumption(path: string): Assumption {
  return {
    code: 'mode-not-known',
    message: `the program can do with ${path} as everybody's to read and its owner's to write`,
    evidence: undefined,
  };
}

function distributionOf({ facts }: Stage): Distribution {
  return facts?.distribution ?? { family: 'other' };
}

// ── What is said of it ───────────────────────────────────────────────────────────────────────────────────────

function workdirReasons(workdir: string | undefined, { build, stage }: SplitScene): readonly Reason[] {
  const last = lastOf(stage, 'WORKDIR');
  if (workdir !== undefined || last === undefined) return [];
  return [
    {
      code: 'workdir-unused',
      message: 'the program does not look at its working directory',
      evidence: evidenceAt(build.dockerfile, last.id),
    },
  ];
}

function packageReasons(leftBehind: readonly string[]): readonly Reason[] {
  if (leftBehind.length === 0) return [];
  return [
    {
      code: 'packages-left-behind',
      message: `nothing at run time uses ${leftBehind.join(', ')}`,
      evidence: undefined,
    },
  ];
}

function confidenceOf(assumptions: readonly Assumption[], guessed: boolean): Confidence {
  if (guessed) return 'possible';
  return assumptions.length === 0 ? 'proven' : 'likely';
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

function lastOf(stage: Stage, keyword: Instruction['keyword']): { readonly id: number } | undefined {
  return stage.steps.findLast(({ instruction }) => instruction.keyword === keyword);
}
