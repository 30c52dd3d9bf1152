/** Which stage of a file a toolchain's rule splits, as far as its image and the size of the file tell. */
import { officialReference } from '../image/aliases.ts';
import type { Build, Stage } from '../evaluate/types.ts';
import { evidenceAt, evidenceOf } from '../rule/evidence.ts';
import type { Assumption, Settings, Verdict } from '../rule/types.ts';
import { knownImage } from '../toolchain/images.ts';
import { refusals } from '../toolchain/refusals.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { runtimesOf } from './planning/runtimes.ts';
import { ancestors, groundStage, wholeStage } from './stage/whole-stage.ts';
import { tooLarge } from './too-large.ts';
import { nothing, nothingHere, refuse } from './verdicts.ts';

export interface StageToSplit {
  readonly kind: 'stage';
  readonly stage: Stage;
  /** What is taken for granted of its image. */
  readonly given: readonly Assumption[];
  /** The toolchain, where steps install it on a distribution's image. */
  readonly installed: string | undefined;
}

/** The stage that is split, as far as its image and the size of the file tell; else why it is left alone. */
export function stageToSplit(build: Build, toolchain: Toolchain, settings: Settings): StageToSplit | Verdict {
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

/** Whether a stage is on an image that the toolchain has for running, which it may know as one of its own. */
function isRuntime(stage: Stage, build: Build, toolchain: Toolchain, settings: Settings): boolean {
  const { base } = groundStage(stage, build);
  return (
    base.kind === 'image' &&
    runtimesOf(stage, build, toolchain, settings).some(({ reference }) => reference === base.text)
  );
}
