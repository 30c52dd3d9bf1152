/** Splits the final stage of a file: from the build to a proposal, or a refusal. */
import type { Build, Stage } from '../evaluate/types.ts';
import type { Code } from '../rule/codes.ts';
import type { Assumption, Settings, Verdict } from '../rule/types.ts';
import { officialReference } from '../image/aliases.ts';
import { evidenceAt, evidenceOf } from '../rule/evidence.ts';
import { builtAhead } from './built-ahead.ts';
import { planOf } from './plan.ts';
import { runtimesOf } from './planning/runtimes.ts';
import { proposal } from './stage/proposal.ts';
import { knownImage } from '../toolchain/images.ts';
import { refusals } from '../toolchain/refusals.ts';
import type { Refusal, Toolchain } from '../toolchain/toolchain.ts';
import { tooLarge } from './too-large.ts';
import { ancestors, groundStage, wholeStage } from './stage/whole-stage.ts';

/** Proposes to split the file's final stage, if it is on one of the toolchain's images; the others stay as they are. */
export function split(build: Build, toolchain: Toolchain, settings: Settings): Verdict {
  const found = stageToSplit(build, toolchain, settings);
  if (found.kind !== 'stage') return found;
  const verdict = splitStage(build, found, toolchain, settings);
  // What stands against a file before its commands are looked at stands against it with another command, too.
  return verdict.kind === 'refusal'
    ? (aheadOf(verdict, build, found.stage, toolchain, settings) ?? verdict)
    : verdict;
}

interface StageToSplit {
  readonly kind: 'stage';
  readonly stage: Stage;
  /** What is taken for granted of its image. */
  readonly given: readonly Assumption[];
  /** The toolchain, where steps install it on a distribution's image. */
  readonly installed: string | undefined;
}

type RefusalVerdict = Extract<Verdict, { kind: 'refusal' }>;

/**
 * A file that is refused because its start command compiles: what it starts can be built in the image where one is asked
 * for what is possible, and else that is on offer. Only where the file that comes of it can be split.
 */
function aheadOf(
  refusal: RefusalVerdict,
  build: Build,
  stage: Stage,
  toolchain: Toolchain,
  settings: Settings,
): Verdict | undefined {
  const ahead = builtAhead(build, stage, toolchain, refusal.code);
  if (ahead === undefined) return undefined;
  if (ahead.kind === 'refusal') return refuse(ahead.refusal);
  const wanted = settings.confidence === 'possible';
  const found = stageToSplit(ahead.build, toolchain, settings);
  const next = found.kind === 'stage' ? splitStage(ahead.build, found, toolchain, settings) : found;
  if (next.kind === 'proposal') {
    const offer = 'or look at what --confidence possible makes of it, which does that';
    return wanted ? ahead.proposal : { ...refusal, advice: `${refusal.advice}; ${offer}` };
  }
  if (!wanted || next.kind !== 'refusal') return undefined;
  // From the added step on, lines are not those of the file that people have.
  const { evidence } = next;
  const moved = evidence?.file === 'Dockerfile' && evidence.line >= ahead.line;
  return { ...next, evidence: moved ? refusal.evidence : evidence };
}

/** The stage that is split, as far as its image and the size of the file tell; else why it is left alone. */
function stageToSplit(build: Build, toolchain: Toolchain, settings: Settings): StageToSplit | Verdict {
  const last = build.stages.at(-1);
  if (last === undefined) return nothing('no-stage', 'the file has no FROM');
  const { base, from } = groundStage(last, build);
  const large = tooLarge(build);
  // What is installed is told by the steps, and those of a file of such a length are not gone through.
  const found = recognised(last, base, toolchain, settings, large === undefined);
  if (base.kind === 'unknown' && base.text.includes(toolchain.name)) {
    return refuse(refusals.baseNotKnown(evidenceOf(build.dockerfile, from)));
  }
  if (found === undefined && build.stages.length > 1) {
    return nothing(
      'already-multi-stage',
      'the file has several stages, and the last one is not on a toolchain image',
    );
  }
  // Whichever toolchain it is, all of them say the same of the file.
  if (found === undefined && large === undefined && last.passing?.installation !== undefined) {
    const { what } = last.passing.installation;
    return nothing(
      'toolchain-removed',
      `${what} is installed and removed again in one step, so that the image has nothing of it to lose`,
    );
  }
  if (found === undefined) {
    return nothing(
      'not-a-toolchain-image',
      `${last.from.image.raw} is not a toolchain image that dfopt knows`,
    );
  }
  // Who builds and runs on the same image may still leave something behind.
  const alone = build.stages.length === 1 && toolchain.nothingToSplit !== undefined;
  if (!alone && isRuntime(last, build, toolchain, settings)) {
    return build.stages.length > 1
      ? nothingHere(
          'already-multi-stage',
          `the file has several stages, and the last one is on ${last.from.image.raw}, which ${toolchain.name} programs run on`,
        )
      : nothingHere(
          'not-a-toolchain-image',
          `${last.from.image.raw} is the image that ${toolchain.name} programs run on`,
        );
  }
  const idle =
    found.kind === 'toolchain' && large === undefined
      ? toolchain.nothingToSplit?.({ build, stage: wholeStage(last, build) })
      : undefined;
  if (idle !== undefined && build.stages.length > 1) {
    return nothingHere(
      'already-multi-stage',
      `the file has several stages, and in the last one ${idle.message}`,
    );
  }
  if (idle !== undefined) return nothingHere(idle.code, idle.message);
  // Who is split already runs on an image of the toolchain, be it the official one or another's.
  if (found.kind === 'refused' && build.stages.length > 1 && toolchain.runtimes !== undefined) {
    return nothingHere(
      'already-multi-stage',
      `the file has several stages, and the last one is on ${last.from.image.raw}, which ${toolchain.name} programs may run on`,
    );
  }
  if (found.kind === 'refused') {
    return refuse({ ...found.refusal, evidence: evidenceOf(build.dockerfile, from) });
  }
  if (large !== undefined) return refuse(refusals.tooLarge(large, evidenceOf(build.dockerfile, from)));
  const [trigger] = ancestors(last, build).flatMap(({ config }) => config.onbuild);
  if (trigger !== undefined) return refuse(refusals.onbuildBase(evidenceAt(build.dockerfile, trigger)));
  const given = found.assumption === undefined ? [] : [found.assumption];
  const installation = found.kind === 'toolchain' ? found.facts.installation : undefined;
  return { kind: 'stage', stage: wholeStage(last, build), given, installed: installation?.what };
}

function splitStage(
  build: Build,
  { stage, given, installed }: StageToSplit,
  toolchain: Toolchain,
  settings: Settings,
): Verdict {
  const plan = planOf(build, stage, toolchain, given, settings);
  if (plan.kind === 'plan') return proposal(build, stage, toolchain, plan.plan);
  return installed !== undefined && isOfOthers(plan.refusal, stage, toolchain)
    ? nothing(
        'not-a-toolchain-image',
        `${installed} is installed on ${stage.from.image.raw}, and what the container starts is not built with it`,
      )
    : refuse(plan.refusal);
}

/** What the toolchain says of the image by its name, or where that is a distribution's own, of what is installed on it. */
function recognised(
  last: Stage,
  base: Stage['base'],
  toolchain: Toolchain,
  { toolchains }: Settings,
  askSteps: boolean,
): ReturnType<Toolchain['image']> {
  if (base.kind !== 'image') return undefined;
  const byName = toolchain.image(officialReference(base.reference, toolchains));
  if (byName !== undefined || !askSteps) return byName;
  const { facts } = last;
  return facts?.installation !== undefined && facts.toolchain === toolchain.name
    ? knownImage(facts, facts.assumed)
    : undefined;
}

/** What is said of a command that the toolchain has nothing to do with, as far as is known. */
const commandsOfOthers: ReadonlySet<string> = new Set([
  'command-not-found',
  'prebuilt-program',
  'program-not-built',
  'script-not-readable',
  'shell-at-start',
]);

/** Whether a file has a toolchain for something else than the program that it starts: an interpreter's modules, a tool of its own. */
function isOfOthers({ code }: Refusal, { files }: Stage, { name }: Toolchain): boolean {
  if (code === 'program-not-built') return true;
  const builds =
    files.written().some(({ program }) => program?.toolchain === name) ||
    files.opaque().some(({ origin }) => origin.by === 'opaque' && origin.program?.toolchain === name);
  return commandsOfOthers.has(code) && !builds;
}

/** Whether a stage is on an image that the toolchain has for running, which it may know as one of its own. */
function isRuntime(stage: Stage, build: Build, toolchain: Toolchain, settings: Settings): boolean {
  const { base } = groundStage(stage, build);
  return (
    base.kind === 'image' &&
    runtimesOf(stage, build, toolchain, settings).some(({ reference }) => reference === base.text)
  );
}

/** The rule knows what the file is. */
function nothingHere(code: Code<'unchanged'>, message: string): Verdict {
  return { kind: 'nothing', code, message, recognised: true };
}

function nothing(code: Code<'unchanged'>, message: string): Verdict {
  return { kind: 'nothing', code, message };
}

function refuse(refusal: Refusal): Verdict {
  return { kind: 'refusal', ...refusal };
}
