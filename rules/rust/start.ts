/** Commands at container start that need the Rust toolchain. */
import { posix } from 'node:path';
import type { Evidence } from '../../src/rule/types.ts';
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
  if (hasCall(hotReloaders, name, verb)) return reloads(name, evidence);
  if (name === 'cargo') return cargoStart(words, scene, evidence);
  if (name === 'make' || name === 'just' || name === 'task') {
    return {
      code: 'toolchain-at-start',
      message: `the container runs ${name}, which needs the sources and the tools that they are built with`,
      evidence,
      advice: 'name the program itself in CMD; then run dfopt again',
    };
  }
  if (toolchainPrograms.has(name)) return runsToolchain([name, verb], evidence);
  const use = useOfToolchain(name);
  if (use === undefined) return undefined;
  return {
    code: 'needs-toolchain',
    message: `${name} needs the toolchain itself (${use})`,
    evidence,
    advice: 'nothing: the toolchain is part of what the image is for',
  };
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
    return reloads(`cargo ${call.verb}`, evidence);
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

function reloads(name: string, evidence: Evidence | undefined): Refusal {
  return {
    code: 'hot-reload-at-start',
    message: `the container runs ${name}, which builds the program again when its sources change`,
    evidence,
    advice: 'keep this file for development and write one for production that names the program in CMD',
  };
}

function runsToolchain([name = '', verb = '']: readonly string[], evidence: Evidence | undefined): Refusal {
  return {
    code: 'toolchain-at-start',
    message: `the container runs ${`${name} ${verb}`.trim()}, which is part of the toolchain`,
    evidence,
    advice: 'nothing, if that is what the image is for; else build in a RUN and name the program in CMD',
  };
}
