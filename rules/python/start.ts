/** Commands at container start: what of the project runs, with which packages, and what only a build or a person starts. */
import { posix } from 'node:path';
import type { Stage } from '../../src/evaluate/types.ts';
import type { Evidence } from '../../src/rule/types.ts';
import type { Need } from '../../src/rule/need.ts';
import { resolveCommand } from '../../src/split/start/resolve-command.ts';
import { artifactsAt } from './artifacts.ts';
import type { Refusal, Runs, Scene } from '../../src/toolchain/toolchain.ts';
import { callOf, isInterpreter, type PythonCall } from './calls.ts';
import { surroundingsAtStart } from './environments.ts';
import { isOfPackages } from './package-commands.ts';
import { interactiveCommands, supervisors, testRunners } from './tools.ts';

/** What a command line of a container starts. */
export function pythonStart(
  words: readonly string[],
  scene: Scene,
  evidence: Evidence | undefined,
): Runs | Refusal | undefined {
  const { stage } = scene;
  const [called = ''] = words;
  const call = callOf(words, surroundingsAtStart(stage)) ?? commandCall(words, stage);
  if (call === undefined) return undefined;
  const refusal = refusalOf(call, words, evidence);
  if (refusal !== undefined) return refusal;
  const because = `${words.join(' ')} is started`;
  const file = call.does === 'script' ? posix.resolve(stage.state.workdir.text ?? '/', call.file) : undefined;
  const found = file === undefined ? undefined : stage.files.lookup(file);
  if (file !== undefined && found?.status === 'absent' && found.inContext === undefined) {
    return {
      code: 'python-start-not-known',
      message: `the container starts ${file}, and the image has no such file: it may be mounted there`,
      evidence,
      advice: 'copy the program into the image, and start it from there in CMD; then run dfopt again',
    };
  }
  const runtime: Need = { kind: 'runtime', name: 'python', version: stage.facts?.version, because, evidence };
  const { artifacts, needs } = artifactsAt(called, file, stage, evidence);
  return { kind: 'runs', artifacts, needs: [runtime, ...needs] };
}

/** A script of the author's for the interpreter, or a command that an installed package brings. */
function commandCall(words: readonly string[], stage: Stage): PythonCall | undefined {
  const [called = '', ...rest] = words;
  const found = resolveCommand(called, stage);
  const text = found.kind === 'file' ? stage.files.read(found.path) : undefined;
  if (found.kind === 'file' && text !== undefined) {
    const [runner = '', ...more] = /^#!\s*(.*)/.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
    const interpreter =
      posix.basename(runner) === 'env' ? (more.find((word) => !word.startsWith('-')) ?? '') : runner;
    return isInterpreter(interpreter) ? { does: 'script', file: found.path, words: rest } : undefined;
  }
  return isOfPackages(called, found, stage)
    ? { does: 'module', module: posix.basename(called), words: rest }
    : undefined;
}

function refusalOf(
  call: PythonCall,
  words: readonly string[],
  evidence: Evidence | undefined,
): Refusal | undefined {
  const line = words.slice(0, 3).join(' ');
  switch (call.does) {
    case 'script':
    case 'text':
      return undefined;
    case 'module':
      return moduleRefusal(call.module, line, evidence);
    case 'interactive':
      return interactive(line, evidence);
    case 'runs':
      return {
        code: 'build-tool-at-start',
        message: `the container is started by ${call.by}, which looks for the environment and may install into it`,
        evidence,
        advice: `start what ${call.by} starts from the environment itself (its bin directory on PATH); then run dfopt again`,
      };
    case 'install':
    case 'environment':
    case 'wheels':
    case 'extensions':
      return {
        code: 'installs-at-start',
        message: `the container installs or builds packages each time it starts: ${line}`,
        evidence,
        advice: 'install in a RUN, and start the program alone in CMD; then run dfopt again',
      };
    case 'nothing':
    case 'unknown':
      return {
        code: 'python-start-not-known',
        message: `what the container starts is not known: ${line}${call.does === 'unknown' ? `: ${call.why}` : ''}`,
        evidence,
        advice: 'start python with the file or the module that is to run in CMD; then run dfopt again',
      };
  }
}

function interactive(line: string, evidence: Evidence | undefined): Refusal {
  return {
    code: 'interactive-at-start',
    message: `the container starts ${line}, in which people run code of their own: that may use all of the image`,
    evidence,
    advice: 'nothing, if that is what the image is for; else start the program in CMD',
  };
}

function moduleRefusal(module: string, line: string, evidence: Evidence | undefined): Refusal | undefined {
  if (testRunners.has(module)) {
    return {
      code: 'tests-at-start',
      message: `the container runs tests: ${line}`,
      evidence,
      advice: 'nothing, if that is what the image is for: it needs all that the tests do',
    };
  }
  if (interactiveCommands.has(module)) return interactive(line, evidence);
  if (supervisors.has(module)) {
    return {
      code: 'supervisor-at-start',
      message: `the container starts ${module}, and what that starts in turn is not followed`,
      evidence,
      advice: 'start the program itself in CMD, a container for each; then run dfopt again',
    };
  }
  return undefined;
}
