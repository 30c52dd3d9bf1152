/** A plan as text edits, with what is to be said about them. */
import { lowerCaseKeywords } from '../../rule/instruction-text.ts';
import { buildStageName, takenNames } from '../../rule/stage-names.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Build, Stage } from '../../evaluate/types.ts';
import type { FromInstruction, Instruction } from '../../dockerfile/types.ts';
import type { Edit, Verdict } from '../../rule/types.ts';
import { evidenceOf } from '../../rule/evidence.ts';
import { entrypointReasons, passedOn } from './entrypoints.ts';
import { moveEdits, movesOf } from './moves.ts';
import { skeletonOf } from './skeleton.ts';
import { copyOwner, handedDirectories, isEmptyDirectory, ownedDirectories } from './ownership.ts';
import { stageOfAnyArguments } from '../files/files-by-arguments.ts';
import type { KeptFile } from '../files/kept-files.ts';
import { replacedCommands } from '../started/links.ts';
import { idsOf } from '../needs/users.ts';
import type { Plan } from './plan.ts';
import { programCopies } from './program-copies.ts';
import { refusals } from '../../toolchain/refusals.ts';
import { runtimeStage, type RuntimePlan } from './runtime-stage.ts';
import { estimateSizes } from './sizes.ts';
import type { Toolchain } from '../../toolchain/toolchain.ts';
import { variablesIn } from './variable-definitions.ts';
import { commonBuildVariables, runtimeVariables, type RuntimeVariables } from './variables.ts';
import { groundStage } from './whole-stage.ts';

/**
 * An engine takes images of up to 125 layers, those of the base among them (moby/moby, layer/layer_store.go,
 * `maxLayerDepth`).
 */
const mostCopies = 100;

/** The edits of a plan, its outcome, and the assumptions that its confidence rests on. */
export function proposal(build: Build, stage: Stage, toolchain: Toolchain, plan: Plan): Verdict {
  const { dockerfile } = build;
  const { moved } = movesOf(stage);
  const instructionOf = (step: number): Instruction | undefined => dockerfile.instructions[step];
  const lower = lowerCaseKeywords(dockerfile);
  const named = namesOf(stage, build);
  const variables = runtimeVariables(
    build,
    stage,
    [...moved].flatMap((step) => instructionOf(step) ?? []),
    (variable) =>
      (toolchain.ofBuild.variable(variable) ||
        commonBuildVariables.has(variable) ||
        (variable === 'PATH' && leadsToToolchain(stage))) &&
      !plan.environment.has(variable),
    (variable) => plan.environment.has(variable),
    plan.workdir !== undefined,
  );
  const [lost] = variables.lost;
  if (lost !== undefined) {
    const evidence = evidenceOf(dockerfile, lost.instruction);
    return { kind: 'refusal', ...refusals.variableOfTheBase(lost.name, stage.from.image.raw, evidence) };
  }
  const passed = passedOn(plan.choice.base, stage, build, toolchain);
  const runtime: RuntimePlan = {
    ...runtimePlanOf(plan, variables, named.build, build, stage),
    passesOn: passed !== undefined,
  };
  const lines = runtimeStage(runtime, build, stage, moved);
  // A runtime stage that takes nothing from the one that builds would not even run its steps.
  if (lines.copies === plan.choice.copies.length) {
    const { cmd, entrypoint } = stage.config;
    const start = instructionOf(entrypoint?.step ?? cmd?.step ?? -1) ?? stage.from;
    return { kind: 'refusal', ...refusals.nothingMade(evidenceOf(dockerfile, start)) };
  }
  if (lines.copies > mostCopies) {
    const evidence = evidenceOf(dockerfile, stage.from);
    return { kind: 'refusal', ...refusals.manyPlaces(lines.copies, evidence) };
  }
  // Instructions of earlier stages are repeated, not moved: those stages stay what they are.
  const removed = new Set(
    [...moved].filter((step) => step >= firstStep(build, stage)).flatMap((step) => instructionOf(step) ?? []),
  );
  const as = lower ? 'as' : 'AS';
  const text = named.runtime === undefined ? lines.text : withName(lines.text, `${as} ${named.runtime}`);
  const edits: readonly Edit[] = [
    ...plan.edits,
    ...moveEdits(dockerfile, removed, [...lines.before, ...text]),
    ...namingEdits(stage.from, named.build, as),
  ];
  const sizes = estimateSizes(stage.facts, plan.choice, toolchain);
  return {
    kind: 'proposal',
    code: 'split',
    edits: edits.toSorted((a, b) => a.start - b.start || a.end - b.end),
    needs: plan.needs,
    confidence: plan.confidence,
    assumptions: plan.assumptions,
    reasons: [
      ...plan.reasons,
      ...lines.reasons,
      ...entrypointReasons(plan.choice.base, passed, stage, build),
    ],
    ...(passed === undefined ? {} : { start: passed }),
    summary: {
      toolchain: toolchain.name,
      from: stage.from.image.raw,
      to: plan.choice.base.reference,
      whyNotSmaller: plan.choice.whyNotSmaller,
      copied: lines.copied,
      packages: plan.choice.packages,
      ...(sizes === undefined ? {} : { sizes }),
    },
  };
}

/** Gives the stage that builds its name, where it has another one or none. */
function namingEdits({ name, image }: FromInstruction, given: string, as: string): readonly Edit[] {
  if (name === undefined) return [{ start: image.end, end: image.end, text: ` ${as} ${given}` }];
  return name.raw === given ? [] : [{ start: name.start, end: name.end, text: given }];
}

/** What the runtime stage has to bring. */
function runtimePlanOf(
  plan: Plan,
  variables: RuntimeVariables,
  buildStage: string,
  build: Build,
  stage: Stage,
): Omit<RuntimePlan, 'passesOn'> {
  const replaced = replacedCommands(plan.choice.base, stage).filter(
    ({ path }) => ![...plan.links, ...plan.pathLinks, ...plan.kept].some((other) => other.path === path),
  );
  const { files: open } = stageOfAnyArguments(stage, build);
  const toUser = ownedDirectories(plan, stage);
  const skeleton = skeletonOf(plan, toUser, new Set([...takenNames(build), buildStage]), stage);
  const made = new Set(skeleton?.directories.map(({ path }) => path));
  const whole = new Set(skeleton?.directories.flatMap((one) => (one.whole ? [one.path] : [])));
  const owned = toUser.filter((path) => !made.has(path) && ![...whole].some((kept) => isInside(path, kept)));
  const ground = groundStage(build.stages.at(-1) ?? stage, build).from;
  return {
    platform: ground.flags.find((flag) => flag.name === 'platform')?.value,
    buildStage,
    choice: plan.choice,
    programs: programCopies(plan.programs, stage, open),
    open,
    links: [...plan.links, ...replaced],
    kept: plan.kept
      .filter(({ path }) => !whole.has(path) && !plan.choice.copies.includes(path))
      .filter(({ path }) => !((owned.includes(path) || made.has(path)) && isEmptyDirectory(path, stage)))
      .map((file) => ({
        ...file,
        owner: ownerOf(file, owned.includes(file.path) || made.has(file.path), plan, stage),
      })),
    owned,
    skeleton,
    handed: handedDirectories(plan, stage).filter(({ path }) => !made.has(path)),
    directories: plan.choice.directories.filter((path) => !made.has(path)),
    user: plan.user,
    userOfBase: plan.user.text === plan.choice.base.config.user,
    workdir: plan.workdir,
    variables,
    pathDirectories: missingFromPath(plan, stage, build, variables.names.has('PATH')),
    plain: plan.launches.plain,
    shellNeeded: plan.choice.base.shell !== undefined,
    addedCommand: plan.addedCommand,
  };
}

/** Whom a kept file or directory is copied for; one that is made apart has its owner from there. */
function ownerOf(
  { path, directory }: KeptFile,
  isMade: boolean,
  plan: Plan,
  stage: Stage,
): string | undefined {
  if (plan.given.includes(path) && !(directory && isEmptyDirectory(path, stage))) return idsOf(plan.user);
  return isMade ? undefined : copyOwner(path, plan, stage);
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

/** Whether the author's search path has no more than the one of the image and the directories of a toolchain that is installed. */
function leadsToToolchain({ facts, state }: Stage): boolean {
  const installed = facts?.installation?.directories ?? [];
  const ofImage = facts?.env['PATH']?.split(':') ?? [];
  const directories = state.env.get('PATH')?.text?.split(':');
  if (installed.length === 0 || directories === undefined) return false;
  const others = directories.filter((path) => !installed.some((directory) => isInside(path, directory)));
  return others.join(':') === ofImage.join(':');
}

/** Directories of commands looked up on PATH that the runtime stage's PATH lacks. */
function missingFromPath(plan: Plan, stage: Stage, build: Build, keepsPath: boolean): readonly string[] {
  const base = plan.choice.base.config.env['PATH']?.split(':') ?? [];
  const authors = keepsPath ? pathOfAuthor(stage, build).split(':') : [];
  return plan.launches.pathDirectories.filter(
    (directory) => !base.includes(directory) && !authors.includes(directory),
  );
}

/** The author's search path, without what `$PATH` in it stands for: the image's own, and another's in the runtime stage. */
function pathOfAuthor({ facts, state, steps }: Stage, { dockerfile }: Build): string {
  const text = state.env.get('PATH')?.text ?? '';
  const [first] = steps.flatMap(({ instruction }) =>
    instruction.keyword === 'ENV' ? instruction.pairs.filter(({ key }) => key === 'PATH') : [],
  );
  const ofImage = facts?.env['PATH'];
  const goesOn = variablesIn(first?.value?.raw ?? '', dockerfile).includes('PATH');
  return goesOn && ofImage !== undefined ? text.replace(ofImage, '') : text;
}
