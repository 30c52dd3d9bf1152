/**
 * The config of the image that a stage makes, variables replaced: what the builder writes, as far as it is known without
 * the base image. Sources: moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go (`dispatch…`).
 */
import { expandWords } from '../dockerfile/index.ts';
import type { HealthcheckInstruction, Instruction } from '../dockerfile/types.ts';
import { lookupIn, valueOf } from './state.ts';
import type { Build, ConfigCommand, EnvValue, Stage, State, Step, StepId, Value } from './types.ts';

export interface FinalConfig {
  readonly env: ReadonlyMap<string, EnvValue>;
  readonly labels: ReadonlyMap<string, Value>;
  /** As written, a port each: `8080`, `53/udp`. */
  readonly exposed: readonly Value[];
  readonly volumes: readonly Value[];
  readonly user: Value;
  readonly workdir: Value;
  readonly cmd: ConfigCommand | undefined;
  readonly entrypoint: ConfigCommand | undefined;
  readonly healthcheck: FinalHealthcheck | undefined;
  readonly stopSignal: Value | undefined;
  readonly shell: readonly string[];
  /** The triggers as written, white space and line ends folded. */
  readonly onbuild: readonly string[];
}

export interface FinalHealthcheck {
  /** `interval=5s`, sorted. */
  readonly flags: readonly string[];
  /** undefined for NONE. */
  readonly command:
    | { readonly form: 'exec'; readonly words: readonly string[] }
    | { readonly form: 'shell'; readonly script: string; readonly shell: readonly string[] }
    | undefined;
}

/** The config that the stage's image has; what it inherits from earlier stages included. */
export function finalConfig(stage: Stage, build: Build): FinalConfig {
  const { config, state } = stage;
  const steps = stepsOf(stage, build);
  const { escape, text } = build.dockerfile;
  const values = (ids: readonly StepId[]): readonly Value[] =>
    ids.flatMap((id) => {
      const step = steps.get(id);
      return step === undefined ? [] : listOf(step.instruction, step.before, escape);
    });
  const signal = config.stopSignal === undefined ? undefined : steps.get(config.stopSignal);
  return {
    env: state.env,
    labels: labelsOf(
      config.labels.flatMap((id) => steps.get(id) ?? []),
      escape,
    ),
    exposed: values(config.exposed),
    // One whose path is not known is none of the config's paths, and one of the image's all the same.
    volumes: values(
      [...steps.values()].flatMap(({ id, instruction }) => (instruction.keyword === 'VOLUME' ? [id] : [])),
    ),
    user: state.user,
    workdir: state.workdir,
    cmd: config.cmd,
    entrypoint: config.entrypoint,
    healthcheck: healthcheckOf(
      config.healthcheck === undefined ? undefined : steps.get(config.healthcheck.step),
    ),
    stopSignal:
      signal?.instruction.keyword === 'STOPSIGNAL'
        ? valueOf(signal.instruction.value, signal.before, escape)
        : undefined,
    shell: state.shell,
    onbuild: config.onbuild.flatMap((id) => {
      const instruction = steps.get(id)?.instruction;
      return instruction === undefined
        ? []
        : [
            text
              .slice(instruction.argumentsSpan.start, instruction.argumentsSpan.end)
              .replace(/\s+/g, ' ')
              .trim(),
          ];
    }),
  };
}

/** The steps of the stage and of those that it starts from, by number. */
function stepsOf(stage: Stage, build: Build): ReadonlyMap<StepId, Step> {
  const parent = stage.base.kind === 'stage' ? build.stages[stage.base.index] : undefined;
  const own = stage.steps.map((step): [StepId, Step] => [step.id, step]);
  return parent === undefined ? new Map(own) : new Map([...stepsOf(parent, build), ...own]);
}

function labelsOf(steps: readonly Step[], escape: '\\' | '`'): ReadonlyMap<string, Value> {
  const labels = new Map<string, Value>();
  for (const { instruction, before } of steps) {
    if (instruction.keyword !== 'LABEL') continue;
    for (const { key, value } of instruction.pairs) {
      labels.set(valueOf(key, before, escape).text ?? key, valueOf(value ?? '', before, escape));
    }
  }
  return labels;
}

/** The words of EXPOSE and VOLUME: a variable may hold several ports. */
function listOf(instruction: Instruction, state: State, escape: '\\' | '`'): readonly Value[] {
  if (instruction.keyword === 'VOLUME') {
    return instruction.values.map((word) => valueOf(word.raw.trim(), state, escape));
  }
  if (instruction.keyword !== 'EXPOSE') return [];
  return instruction.values.flatMap(({ raw }): readonly Value[] => {
    const expanded = expandWords(raw, lookupIn(state), { escape });
    return expanded.words === undefined
      ? [{ text: undefined, because: expanded.because ?? raw }]
      : expanded.words.map((text) => ({ text }));
  });
}

function healthcheckOf(step: Step | undefined): FinalHealthcheck | undefined {
  if (step?.instruction.keyword !== 'HEALTHCHECK') return undefined;
  return { flags: flagsOf(step.instruction), command: commandOf(step.instruction, step.after) };
}

function flagsOf({ flags }: HealthcheckInstruction): readonly string[] {
  return flags.map(({ name, value }) => `${name}=${value ?? ''}`).sort();
}

function commandOf({ command }: HealthcheckInstruction, { shell }: State): FinalHealthcheck['command'] {
  if (command === undefined) return undefined;
  return command.form === 'exec'
    ? { form: 'exec', words: command.words }
    : { form: 'shell', script: command.source.text.trim(), shell };
}
