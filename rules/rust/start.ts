/** Commands at container start that need the Rust toolchain. */
import { posix } from 'node:path';
import type { Evidence } from '../../src/rule/types.ts';
import { refusals } from '../../src/toolchain/refusals.ts';
import type { Compiles, Refusal, Scene } from '../../src/toolchain/toolchain.ts';
import { cargoRun } from './cargo-run.ts';
import { cargoCallOf } from './commands/call.ts';
import {
  hasCall,
  hotReloaders,
  reloadingCommands,
  toolchainPrograms,
  useOfToolchain,
} from './commands/tools.ts';

/** What is known of a command line that needs the toolchain, or its sources, while the container runs. */
export function rustStart(
  words: readonly string[],
  scene: Scene,
  evidence: Evidence | undefined,
): Compiles | Refusal | undefined {
  const [called = '', verb = ''] = words;
  const name = posix.basename(called);
  if (hasCall(hotReloaders, name, verb)) return refusals.reloadsAtStart(name, evidence);
  if (name === 'cargo') return cargoStart(words, scene, evidence);
  if (name === 'make' || name === 'just' || name === 'task') return refusals.builderAtStart(name, evidence);
  if (toolchainPrograms.has(name)) return runsToolchain([name, verb], evidence);
  const use = useOfToolchain(name);
  return use === undefined
    ? undefined
    : refusals.needsToolchain(name, `needs the toolchain itself (${use})`, evidence);
}

function cargoStart(
  words: readonly string[],
  scene: Scene,
  evidence: Evidence | undefined,
): Compiles | Refusal {
  const { files, state } = scene.stage;
  const call = cargoCallOf({ words: words.map((text) => ({ text })), workdir: state.workdir }, files);
  if (call === undefined) return runsToolchain(words, evidence);
  const [command = ''] = call.options.operands.map(({ text = '' }) => text);
  if (hasCall(reloadingCommands, call.verb, command)) {
    return refusals.reloadsAtStart(`cargo ${call.verb}`, evidence);
  }
  if (call.verb !== 'run') return runsToolchain(['cargo', call.written], evidence);
  const refusal: Refusal = {
    code: 'cargo-run-at-start',
    message: 'the container compiles the program each time it starts (cargo run)',
    evidence,
    advice: 'build the program in a RUN (cargo build --release) and name it in CMD; then run dfopt again',
  };
  return cargoRun(words, call, scene, evidence, refusal) ?? refusal;
}

function runsToolchain([name = '', verb = '']: readonly string[], evidence: Evidence | undefined): Refusal {
  return refusals.toolAtStart(`${`${name} ${verb}`.trim()}, which is part of the toolchain`, evidence);
}
