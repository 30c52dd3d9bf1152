/** Evaluates a Dockerfile without running it: stages, and per step the state, the commands and the files. */
import type { BuildContext } from '../../context/types.ts';
import type { Dockerfile, FromInstruction, Instruction } from '../../dockerfile/types.ts';
import { accountsIn } from '../../image/accounts.ts';
import { parseReference } from '../../image/reference.ts';
import { configAfter, inheritedConfig, initialConfig } from './config.ts';
import { copyInto } from '../files/copy.ts';
import type { Ground } from '../files/ground.ts';
import { createFileLog } from '../files/log.ts';
import { distributionFacts } from './distribution-facts.ts';
import { createSetupLog } from './setup.ts';
import type { Tree } from '../files/tree.ts';
import { once } from '../../dockerfile/once.ts';
import { ownerBy, ownerGiven, unknownOwner } from '../owner.ts';
import { mountFor } from '../files/run-mounts.ts';
import { stageReferences } from '../references.ts';
import { runCommand } from '../run/run.ts';
import {
  inheritedArguments,
  initialState,
  platformArguments,
  stateAfter,
  valueOf,
  type GivenArguments,
} from '../state.ts';
import type {
  Base,
  Build,
  CommandRun,
  ImageFacts,
  Knowledge,
  Stage,
  State,
  Step,
  StepId,
  SystemChange,
  Value,
} from '../types.ts';
import type { Distribution } from '../../image/types.ts';

const unknownDistribution: Distribution = { family: 'other' };

/**
 * Never throws on any tree; instructions before the first FROM (other than ARG) are left out. With `any` arguments what
 * hangs on an ARG of a stage isn't known; base images are still those of the defaults.
 * @param given build arguments that the caller of the build gives.
 */
export function evaluate(
  dockerfile: Dockerfile,
  knowledge: Knowledge,
  context: BuildContext | undefined,
  given: GivenArguments = 'defaults',
): Build {
  const globals = new Map<string, Value>();
  const stages: Stage[] = [];
  const written: (readonly Numbered[])[] = [];
  const laters = { described: onDemand<Description>(), gone: onDemand<Outcome>() };
  for (const { from, instructions } of grouped(dockerfile)) {
    if (from === undefined) {
      for (const { instruction } of instructions) {
        if (instruction.keyword !== 'ARG') continue;
        const state = { ...initialState(undefined), env: new Map(), args: globals };
        const after = stateAfter(
          instruction,
          state,
          0,
          { globals, given: given === 'any' ? 'defaults' : given },
          dockerfile.escape,
        );
        // Without a default it is not set, as in a build that is given nothing: `${NAME:-default}` counts on that.
        for (const { key } of instruction.pairs) {
          const value = after.args.get(key);
          if (value?.text !== undefined) globals.set(key, value);
        }
      }
      continue;
    }
    written.push(instructions);
    const around = { dockerfile, knowledge, context, globals, given, stages, instructions: written };
    stages.push(stageOf(stages.length, from, instructions, around, laters));
  }
  return { dockerfile, knowledge, stages, globalArguments: globals, context };
}

/** What a stage's instructions say of the image, whatever its commands do. */
interface Description extends Pick<Stage, 'state' | 'config'> {
  readonly moments: readonly Moment[];
}

/** An instruction, and the state before and after it. */
interface Moment extends Numbered {
  readonly before: State;
  readonly after: State;
}

/** What is known of a stage once its commands have been gone through: by far the most of the work. */
interface Outcome extends Pick<Stage, 'files' | 'facts' | 'passing'> {
  /** What each of the stage's instructions does, in order. */
  readonly deeds: readonly Deed[];
}

type Deed = Pick<Step, 'commands' | 'changes' | 'filesAfter'>;

/**
 * Takes a piece of work on, and gives back how to ask for its result.
 * @param needed the numbers of the earlier pieces whose results it asks for.
 */
type Later<Result> = (work: () => Result, needed: () => readonly number[]) => () => Result;

interface Piece {
  readonly work: () => void;
  readonly needed: () => readonly number[];
  begun: boolean;
}

/**
 * Pieces of work that are done when a result is asked for, each once, after those that it needs: what builds on earlier
 * results never has to wait for a chain of them.
 */
function onDemand<Result>(): Later<Result> {
  const pieces: Piece[] = [];
  return (work, needed) => {
    const place = pieces.length;
    let result: { readonly value: Result } | undefined;
    pieces.push({
      work: () => {
        result = { value: work() };
      },
      needed,
      begun: false,
    });
    return () => {
      if (result === undefined) for (const piece of piecesFor(place, pieces)) begin(piece);
      if (result === undefined) throw new Error('a stage was asked for while it was evaluated');
      return result.value;
    };
  };
}

function begin(piece: Piece): void {
  if (piece.begun) return;
  piece.begun = true;
  piece.work();
}

/** The pieces that have to be done for one, with itself, in their order. */
function piecesFor(place: number, pieces: readonly Piece[]): readonly Piece[] {
  const places = new Set([place]);
  // The set grows while it is walked.
  for (const each of places) {
    const piece = pieces[each];
    if (piece?.begun === false) for (const needed of piece.needed()) places.add(needed);
  }
  return [...places].toSorted((a, b) => a - b).flatMap((each) => pieces[each] ?? []);
}

interface Numbered {
  readonly instruction: Instruction;
  readonly id: StepId;
}

function grouped(
  dockerfile: Dockerfile,
): readonly { readonly from: FromInstruction | undefined; readonly instructions: readonly Numbered[] }[] {
  const groups: { from: FromInstruction | undefined; instructions: Numbered[] }[] = [
    { from: undefined, instructions: [] },
  ];
  for (const [id, instruction] of dockerfile.instructions.entries()) {
    if (instruction.keyword === 'FROM') groups.push({ from: instruction, instructions: [] });
    else groups.at(-1)?.instructions.push({ instruction, id });
  }
  return groups;
}

interface Surroundings {
  readonly dockerfile: Dockerfile;
  readonly knowledge: Knowledge;
  readonly context: BuildContext | undefined;
  readonly globals: ReadonlyMap<string, Value>;
  readonly given: GivenArguments;
  readonly stages: readonly Stage[];
  /** What stands in each stage, by its number. */
  readonly instructions: readonly (readonly Numbered[])[];
}

/** The numbers of a stage and of those that it starts from. */
function chainOf(index: number, stages: readonly Stage[]): readonly number[] {
  const chain: number[] = [];
  for (let each: number | undefined = index; each !== undefined;) {
    chain.push(each);
    const base: Base | undefined = stages[each]?.base;
    each = base?.kind === 'stage' ? base.index : undefined;
  }
  return chain;
}

/**
 * Whether steps may install a toolchain, by what their text and that of the arguments before the first FROM mention. Scripts
 * of the context may, too.
 * @param instructions those of a stage and of the stages that it starts from, stage by stage.
 */
function mayInstall(
  instructions: readonly (readonly Numbered[])[],
  { dockerfile, knowledge, context }: Surroundings,
): boolean {
  const { mayInstall: mentions } = knowledge;
  if (mentions === undefined || context !== undefined) return knowledge.installed !== undefined;
  const written = instructions.filter((each) => each.length > 0);
  if (written.length === 0) return false;
  const stages = dockerfile.instructions.find(({ keyword }) => keyword === 'FROM');
  return (
    mentions(dockerfile.text.slice(0, stages?.start)) ||
    written.some((each) =>
      mentions(dockerfile.text.slice(each[0]?.instruction.start, each.at(-1)?.instruction.end)),
    )
  );
}

/**
 * Instructions are read, and commands gone through, when somebody asks what they do: most Dockerfiles are on an image
 * that no rule is for, which is seen from FROM alone.
 */
function stageOf(
  index: number,
  from: FromInstruction,
  instructions: readonly Numbered[],
  around: Surroundings,
  later: { readonly described: Later<Description>; readonly gone: Later<Outcome> },
): Stage {
  const base = baseOf(from, around);
  const parent = base.kind === 'stage' ? around.stages[base.index] : undefined;
  const facts =
    base.kind === 'image' ? base.facts : parent === undefined ? undefined : factsOf(parent, around.stages);
  const below = parent === undefined ? [] : [parent.index];
  const described = later.described(
    () => describe(instructions, parent, facts, around),
    () => below,
  );
  const gone = later.gone(
    () => goThrough(index, described().moments, { base, parent, facts }, around),
    () => [...below, ...usedIn(index, around)],
  );
  const steps = once(() =>
    described().moments.map((moment, place) => stepOf(moment, () => gone().deeds[place])),
  );
  // A toolchain that the image brings is seen from FROM alone.
  const asked = once(
    () =>
      facts !== undefined &&
      facts.toolchain === undefined &&
      mayInstall(
        chainOf(index, around.stages).map((each) => around.instructions[each] ?? []),
        around,
      ),
  );
  return {
    index,
    from,
    name: from.name?.raw.toLowerCase(),
    base,
    get facts() {
      return asked() ? gone().facts : facts;
    },
    get passing() {
      return asked() ? gone().passing : undefined;
    },
    get steps() {
      return steps();
    },
    get state() {
      return described().state;
    },
    get config() {
      return described().config;
    },
    get files() {
      return gone().files;
    },
  };
}

/** Only who asks what an instruction does has the commands gone through. */
function stepOf({ id, instruction, before, after }: Moment, deed: () => Deed | undefined): Step {
  return {
    id,
    instruction,
    before,
    after,
    get commands() {
      return deed()?.commands ?? [];
    },
    get changes() {
      return deed()?.changes ?? [];
    },
    get filesAfter() {
      return deed()?.filesAfter ?? 0;
    },
  };
}

function describe(
  instructions: readonly Numbered[],
  parent: Stage | undefined,
  facts: ImageFacts | undefined,
  { dockerfile: { escape }, globals, given }: Surroundings,
): Description {
  const moments: Moment[] = [];
  let state =
    parent === undefined ? initialState(facts) : { ...parent.state, args: inheritedArguments(parent.state) };
  let config = parent === undefined ? initialConfig(facts) : inheritedConfig(parent.config);
  for (const { instruction, id } of instructions) {
    const after = stateAfter(instruction, state, id, { globals, given }, escape);
    config = configAfter(instruction, config, after, id, escape);
    moments.push({ instruction, id, before: state, after });
    state = after;
  }
  return { moments, state, config };
}

function goThrough(
  index: number,
  moments: readonly Moment[],
  {
    base,
    parent,
    facts,
  }: { readonly base: Base; readonly parent: Stage | undefined; readonly facts: ImageFacts | undefined },
  around: Surroundings,
): Outcome {
  const log = createFileLog(groundOf(base, parent));
  const deeds: Deed[] = [];
  const caches = new Map<string, Tree>();
  const homes = new Map(homesIn(facts, parent));
  const setup = createSetupLog(around.knowledge, parent?.facts ?? facts, changesBelow(parent, around.stages));
  for (const { instruction, id, before, after } of moments) {
    let commands: readonly CommandRun[] = [];
    let changes: readonly SystemChange[] = [];
    switch (instruction.keyword) {
      case 'RUN': {
        const unmount = mountFor(instruction, {
          log,
          state: before,
          step: id,
          escape: around.dockerfile.escape,
          context: around.context,
          stage: (name) => findStage(name, around.stages.slice(0, index))?.files,
          caches,
        });
        ({ commands, changes } = runCommand(instruction.command, {
          log,
          step: id,
          state: before,
          facts: setup.now,
          distribution: facts?.distribution ?? unknownDistribution,
          knowledge: around.knowledge,
          homes,
        }));
        for (const [user, home] of homesMadeBy(changes)) homes.set(user, home);
        setup.endStep(changes, log.now());
        unmount();
        break;
      }
      case 'COPY':
      case 'ADD':
        copyInto(instruction, {
          log,
          state: before,
          step: id,
          escape: around.dockerfile.escape,
          context: around.context,
          // Only an earlier stage can be copied from.
          stage: (name) => findStage(name, around.stages.slice(0, index))?.files,
        });
        break;
      case 'WORKDIR': {
        const owned = ownedBy(after.user);
        if (after.workdir.text !== undefined && log.now().lookup(after.workdir.text).status !== 'present') {
          // With those above it that are missing (BuildKit 0.25, measured).
          log.write(
            { path: after.workdir.text, kind: 'directory', origin: { by: 'workdir', step: id }, ...owned },
            owned,
          );
        }
        break;
      }
      default:
        break;
    }
    deeds.push({ commands, changes, filesAfter: log.now().at });
  }
  return { deeds, files: log.now(), facts: setup.facts(), passing: setup.passing() };
}

/** The earlier stages that a stage takes files from. */
function usedIn(index: number, { dockerfile, stages }: Surroundings): readonly number[] {
  const earlier = stages.slice(0, index);
  return stageReferences({ dockerfile }).flatMap(({ stage, value }) =>
    stage === index ? (findStage(value, earlier)?.index ?? []) : [],
  );
}

/** The owner of what WORKDIR makes. */
function ownedBy({ text }: Value): { readonly owner?: string } {
  if (text === undefined) return { owner: unknownOwner };
  return ownerBy(text) === undefined ? {} : { owner: ownerGiven(text) };
}

/** What the stages did to the system that a stage starts from. */
function changesBelow(parent: Stage | undefined, stages: readonly Stage[]): readonly SystemChange[] {
  if (parent === undefined) return [];
  const above = parent.base.kind === 'stage' ? stages[parent.base.index] : undefined;
  return [...changesBelow(above, stages), ...parent.steps.flatMap(({ changes }) => changes)];
}

/** Home directories by user: the records of the distribution, with what earlier stages make of them. */
function homesIn(
  facts: ImageFacts | undefined,
  parent: Stage | undefined,
): readonly (readonly [string, string])[] {
  const own = facts === undefined ? undefined : accountsIn(facts.distribution.family);
  const ofBase = own?.users.flatMap(({ name, uid, home }) => [
    [name, home] as const,
    [String(uid), home] as const,
  ]);
  return [...(ofBase ?? []), ...homesMadeBy(parent?.steps.flatMap(({ changes }) => changes) ?? [])];
}

function homesMadeBy(changes: readonly SystemChange[]): readonly (readonly [string, string])[] {
  return changes.flatMap(({ effect }) => {
    if (effect.kind !== 'user' || effect.home === undefined) return [];
    const { name, uid, home } = effect;
    return [[name, home] as const, ...(uid === undefined ? [] : [[uid, home] as const])];
  });
}

/** A stage by name (any case) or number, the latest of a name first. */
function findStage(name: string, stages: readonly Stage[]): Stage | undefined {
  const wanted = name.toLowerCase();
  return (
    stages.findLast((stage) => stage.name === wanted) ??
    (/^\d+$/.test(name) ? stages[Number(name)] : undefined)
  );
}

function baseOf(from: FromInstruction, { dockerfile, knowledge, globals, stages }: Surroundings): Base {
  const args = new Map([...platformArguments, ...globals]);
  const value = valueOf(from.image, { env: new Map(), args }, dockerfile.escape);
  if (value.text === undefined || value.text === '') return { kind: 'unknown', text: from.image.raw };
  const stage = stages.findLast((candidate) => candidate.name === value.text?.toLowerCase());
  if (stage !== undefined) return { kind: 'stage', index: stage.index };
  if (value.text === 'scratch') return { kind: 'scratch' };
  const reference = parseReference(value.text);
  if (reference === undefined) return { kind: 'unknown', text: value.text };
  return {
    kind: 'image',
    reference,
    text: value.text,
    facts: knowledge.image(reference) ?? distributionFacts(reference, from.image.raw),
  };
}

function groundOf(base: Base, parent: Stage | undefined): Ground {
  if (parent !== undefined) return { kind: 'files', files: parent.files };
  if (base.kind === 'image') return { kind: 'image', facts: base.facts };
  return base.kind === 'scratch' ? { kind: 'empty' } : { kind: 'image', facts: undefined };
}

function factsOf(stage: Stage, stages: readonly Stage[]): ImageFacts | undefined {
  if (stage.base.kind === 'image') return stage.base.facts;
  const parent = stage.base.kind === 'stage' ? stages[stage.base.index] : undefined;
  return parent === undefined ? undefined : factsOf(parent, stages);
}
