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
    stages.push(
      evaluateStage(stages.length, from, instructions, { dockerfile, knowledge, context, globals, stages }),
    );
  }
  return { dockerfile, knowledge, stages, globalArguments: globals, context };
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

function evaluateStage(
  index: number,
  from: FromInstruction,
  instructions: readonly Numbered[],
  around: Surroundings,
): Stage {
  const { escape } = around.dockerfile;
  const base = baseOf(from, around);
  const parent = base.kind === 'stage' ? around.stages[base.index] : undefined;
  const facts =
    base.kind === 'image' ? base.facts : parent === undefined ? undefined : factsOf(parent, around.stages);
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
          stage: (name) => findStage(name, around.stages)?.files,
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
  return {
    index,
    from,
    name: from.name?.raw.toLowerCase(),
    base,
    steps,
    state,
    config,
    facts,
    files: log.now(),
  };
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
