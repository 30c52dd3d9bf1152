/** Evaluates a Dockerfile without running it: stages, and per step the state, the commands and the files. */
import type { BuildContext } from '../context/types.ts';
import type { Dockerfile, FromInstruction, Instruction, RunInstruction } from '../dockerfile/types.ts';
import { parseReference } from '../image/reference.ts';
import { configAfter, inheritedConfig, initialConfig } from './config.ts';
import { copyInto } from './copy.ts';
import { createFileLog, type FileLog, type Ground } from './files.ts';
import { runCommand } from './run/walk.ts';
import { initialState, stateAfter, valueOf } from './state.ts';
import type {
  Base,
  Build,
  CommandRun,
  Distribution,
  ImageFacts,
  Knowledge,
  Stage,
  Step,
  StepId,
  SystemChange,
  Value,
} from './types.ts';

const unknownDistribution: Distribution = { family: 'other' };

/** Never throws on any tree; instructions before the first FROM (other than ARG) are left out. */
export function evaluate(
  dockerfile: Dockerfile,
  knowledge: Knowledge,
  context: BuildContext | undefined,
): Build {
  const globals = new Map<string, Value>();
  const stages: Stage[] = [];
  const outcomes = inOrder<Outcome>();
  for (const { from, instructions } of grouped(dockerfile)) {
    if (from === undefined) {
      for (const { instruction } of instructions) {
        if (instruction.keyword !== 'ARG') continue;
        const state = { ...initialState(undefined), env: new Map(), args: globals };
        const after = stateAfter(instruction, state, 0, globals, dockerfile.escape);
        // Without a default it is not set, as in a build that is given nothing: `${NAME:-default}` counts on that.
        for (const { key } of instruction.pairs) {
          const value = after.args.get(key);
          if (value?.text !== undefined) globals.set(key, value);
        }
      }
      continue;
    }
    const around = { dockerfile, knowledge, context, globals, stages };
    stages.push(stageOf(stages.length, from, instructions, around, outcomes));
  }
  return { dockerfile, knowledge, stages, globalArguments: globals, context };
}

/** What is known of a stage once its steps have been gone through. */
type Outcome = Pick<Stage, 'steps' | 'state' | 'config' | 'files'>;

/** Takes a piece of work on, and gives back how to ask for its result. */
type Later<Result> = (work: () => Result) => () => Result;

/**
 * Pieces of work that are done when a result is asked for, each once, after those that were taken on before it: what
 * builds on earlier results never has to wait for a chain of them.
 */
function inOrder<Result>(): Later<Result> {
  const pending: (() => void)[] = [];
  let done = 0;
  return (work) => {
    const place = pending.length;
    let result: { readonly value: Result } | undefined;
    pending.push(() => {
      result = { value: work() };
    });
    return () => {
      while (done <= place) {
        const next = pending[done];
        done += 1;
        next?.();
      }
      if (result === undefined) throw new Error('a stage was asked for while it was evaluated');
      return result.value;
    };
  };
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
  readonly stages: readonly Stage[];
}

/**
 * The steps are gone through when somebody asks what they do: most Dockerfiles are on an image that no rule is for,
 * which is seen from FROM alone.
 */
function stageOf(
  index: number,
  from: FromInstruction,
  instructions: readonly Numbered[],
  around: Surroundings,
  later: Later<Outcome>,
): Stage {
  const base = baseOf(from, around);
  const parent = base.kind === 'stage' ? around.stages[base.index] : undefined;
  const facts =
    base.kind === 'image' ? base.facts : parent === undefined ? undefined : factsOf(parent, around.stages);
  const outcome = later(() => outcomeOf(index, instructions, { base, parent, facts }, around));
  return {
    index,
    from,
    name: from.name?.raw.toLowerCase(),
    base,
    facts,
    get steps() {
      return outcome().steps;
    },
    get state() {
      return outcome().state;
    },
    get config() {
      return outcome().config;
    },
    get files() {
      return outcome().files;
    },
  };
}

function outcomeOf(
  index: number,
  instructions: readonly Numbered[],
  {
    base,
    parent,
    facts,
  }: { readonly base: Base; readonly parent: Stage | undefined; readonly facts: ImageFacts | undefined },
  around: Surroundings,
): Outcome {
  const { escape } = around.dockerfile;
  const log = createFileLog(groundOf(base, parent));
  let state =
    parent === undefined ? initialState(facts) : { ...parent.state, args: new Map<string, Value>() };
  let config = parent === undefined ? initialConfig(facts) : inheritedConfig(parent.config);
  const steps: Step[] = [];
  for (const { instruction, id } of instructions) {
    const before = state;
    let commands: readonly CommandRun[] = [];
    let changes: readonly SystemChange[] = [];
    state = stateAfter(instruction, before, id, around.globals, escape);
    config = configAfter(instruction, config, state, id, escape);
    switch (instruction.keyword) {
      case 'RUN':
        ({ commands, changes } = runCommand(instruction.command, {
          log,
          step: id,
          state: before,
          facts,
          distribution: facts?.distribution ?? unknownDistribution,
          knowledge: around.knowledge,
        }));
        forgetMounts(instruction, log, id);
        break;
      case 'COPY':
      case 'ADD':
        copyInto(instruction, {
          log,
          state: before,
          step: id,
          escape,
          context: around.context,
          // Only an earlier stage can be copied from.
          stage: (name) => findStage(name, around.stages.slice(0, index))?.files,
        });
        break;
      case 'WORKDIR':
        if (state.workdir.text !== undefined && log.now().lookup(state.workdir.text).status !== 'present') {
          log.write({
            path: state.workdir.text,
            kind: 'directory',
            origin: { by: 'workdir', step: id },
            ...(state.user.text === undefined || state.user.text === '' ? {} : { owner: state.user.text }),
          });
        }
        break;
      default:
        break;
    }
    steps.push({ id, instruction, before, after: state, commands, changes, filesAfter: log.now().at });
  }
  return { steps, state, config, files: log.now() };
}

/**
 * What a RUN writes into a mount is not in the image: caches and the like keep it elsewhere, and leave an empty
 * directory. Source: Dockerfile reference, "RUN --mount".
 */
function forgetMounts(instruction: RunInstruction, log: FileLog, step: StepId): void {
  for (const { name, value } of instruction.flags) {
    if (name !== 'mount' || value === undefined) continue;
    const settings = new Map(
      value.split(',').map((setting): [string, string] => {
        const at = setting.indexOf('=');
        return at < 0 ? [setting, ''] : [setting.slice(0, at), setting.slice(at + 1)];
      }),
    );
    const target = settings.get('target') ?? settings.get('dst') ?? settings.get('destination');
    if (target === undefined || !target.startsWith('/')) continue;
    if (!['cache', 'tmpfs'].includes(settings.get('type') ?? 'bind')) continue;
    log.remove(target);
    log.write({ path: target, kind: 'directory', origin: { by: 'workdir', step } });
  }
}

/** A stage by name (any case) or number, the latest of a name first. */
export function findStage(name: string, stages: readonly Stage[]): Stage | undefined {
  const wanted = name.toLowerCase();
  return (
    stages.findLast((stage) => stage.name === wanted) ??
    (/^\d+$/.test(name) ? stages[Number(name)] : undefined)
  );
}

function baseOf(from: FromInstruction, { dockerfile, knowledge, globals, stages }: Surroundings): Base {
  const value = valueOf(from.image, { env: new Map(), args: globals }, dockerfile.escape);
  if (value.text === undefined || value.text === '') return { kind: 'unknown', text: from.image.raw };
  const stage = stages.findLast((candidate) => candidate.name === value.text?.toLowerCase());
  if (stage !== undefined) return { kind: 'stage', index: stage.index };
  if (value.text === 'scratch') return { kind: 'scratch' };
  const reference = parseReference(value.text);
  if (reference === undefined) return { kind: 'unknown', text: value.text };
  return { kind: 'image', reference, text: value.text, facts: knowledge.image(reference) };
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
