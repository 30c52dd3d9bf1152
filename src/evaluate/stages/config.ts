/** The image config that a stage ends with. */
import type { CommandForm, Instruction } from '../../dockerfile/types.ts';
import { valueOf } from '../state.ts';
import type { ConfigCommand, ImageConfig, ImageFacts, State, StepId } from '../types.ts';

/** The config that a stage on this image starts with. */
export function initialConfig(facts: ImageFacts | undefined): ImageConfig {
  return {
    cmd: inherited(facts?.cmd),
    entrypoint: inherited(facts?.entrypoint),
    healthcheck: undefined,
    exposed: [],
    volumes: [],
    labels: [],
    stopSignal: undefined,
    onbuild: [],
  };
}

/** What `FROM stage` inherits: everything but the ONBUILD triggers. */
export function inheritedConfig(config: ImageConfig): ImageConfig {
  return { ...config, cmd: asInherited(config.cmd), entrypoint: asInherited(config.entrypoint), onbuild: [] };
}

/** The config after an instruction. An ENTRYPOINT drops an inherited CMD, not one of the same stage. */
export function configAfter(
  instruction: Instruction,
  before: ImageConfig,
  state: State,
  step: StepId,
  escape: '\\' | '`',
): ImageConfig {
  switch (instruction.keyword) {
    case 'CMD':
      return { ...before, cmd: configCommand(instruction.command, state.shell, step) };
    case 'ENTRYPOINT': {
      const entrypoint = configCommand(instruction.command, state.shell, step);
      const cmd = before.cmd === undefined || before.cmd.inherited ? undefined : before.cmd;
      return { ...before, entrypoint, cmd };
    }
    case 'HEALTHCHECK':
      return { ...before, healthcheck: { step } };
    case 'EXPOSE':
      return { ...before, exposed: [...before.exposed, step] };
    case 'LABEL':
    case 'MAINTAINER':
      return { ...before, labels: [...before.labels, step] };
    case 'STOPSIGNAL':
      return { ...before, stopSignal: step };
    case 'ONBUILD':
      return { ...before, onbuild: [...before.onbuild, step] };
    case 'VOLUME': {
      const paths = instruction.values.flatMap((word) => {
        const value = valueOf(word.raw.trim(), state, escape);
        return value.text === undefined ? [] : [value.text];
      });
      return { ...before, volumes: [...before.volumes, ...paths.map((path) => ({ path, step }))] };
    }
    default:
      return before;
  }
}

/** The command as the container engine runs it. */
function configCommand(form: CommandForm, shell: readonly string[], step: StepId): ConfigCommand | undefined {
  if (form.form === 'exec') {
    return { step, inherited: false, words: form.words, form: 'exec', script: undefined, brokenJson: false };
  }
  const script = form.source.text.trim();
  return {
    step,
    inherited: false,
    words: [...shell, script],
    form: 'shell',
    script,
    brokenJson: form.form === 'shell' && form.brokenJson,
  };
}

function inherited(words: readonly string[] | undefined): ConfigCommand | undefined {
  return words === undefined
    ? undefined
    : { step: undefined, inherited: true, words, form: 'exec', script: undefined, brokenJson: false };
}

function asInherited(command: ConfigCommand | undefined): ConfigCommand | undefined {
  return command === undefined ? undefined : { ...command, inherited: true };
}
