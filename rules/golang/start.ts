/** Commands at container start that need the Go toolchain. */
import { posix } from 'node:path';
import type { Evidence } from '../../src/rule/types.ts';
import { refusals } from '../../src/toolchain/refusals.ts';
import type { Compiles, Refusal, Scene } from '../../src/toolchain/toolchain.ts';
import { resolveCommand } from '../../src/split/start/resolve-command.ts';
import { goRun } from './go-run.ts';
import { withVerbFirst } from './commands/flags.ts';
import { compilingDebuggerCommands, hotReloaders, toolchainUsers } from './commands/tools.ts';

/** What is known of a command line that needs the toolchain, or its sources, while the container runs. */
export function goStart(
  words: readonly string[],
  scene: Scene,
  evidence: Evidence | undefined,
): Compiles | Refusal | undefined {
  const [called = '', verb = ''] = verbFirst(words);
  if (called !== 'go' || verb !== 'run')
    return startRefusal(words, evidence) ?? testRefusal(called, scene, evidence);
  const refusal = goRunRefusal(evidence);
  return goRun(words, scene, evidence, refusal) ?? refusal;
}

/** A program that `go test -c` makes. */
function testRefusal(called: string, { stage }: Scene, evidence: Evidence | undefined): Refusal | undefined {
  const found = resolveCommand(called, stage);
  if (found.kind !== 'made' || found.origin.by !== 'command') return undefined;
  const { name, words } = found.origin.command;
  if (name !== 'go' || withVerbFirst(words)[1]?.text !== 'test') return undefined;
  return {
    code: 'tests-at-start',
    message: `the container starts ${called}, the tests of a package (go test -c), and what tests read and start is not followed`,
    evidence,
    advice: 'nothing, if tests are what the image is for; else build the program and name it in CMD',
  };
}

function goRunRefusal(evidence: Evidence | undefined): Refusal {
  return {
    code: 'go-run-at-start',
    message: 'the container compiles the program each time it starts (go run)',
    evidence,
    advice: 'build the program in a RUN (go build -o /app …) and name it in CMD; then run dfopt again',
  };
}

function verbFirst(words: readonly string[]): readonly string[] {
  return withVerbFirst(words.map((text) => ({ text }))).map(({ text = '' }) => text);
}

function startRefusal(words: readonly string[], evidence: Evidence | undefined): Refusal | undefined {
  const [called = '', verb = ''] = verbFirst(words);
  const name = posix.basename(called);
  if (name === 'go') {
    return verb === 'run'
      ? goRunRefusal(evidence)
      : refusals.toolAtStart(`the go command (${`go ${verb}`.trim()})`, evidence);
  }
  if (name === 'make' || name === 'mage' || name === 'task') return refusals.builderAtStart(name, evidence);
  if (name === 'go-wrapper') {
    return {
      code: 'go-wrapper-at-start',
      message: 'the container starts go-wrapper, a script of the golang images up to Go 1.9',
      evidence,
      advice: 'name the program that go-wrapper runs in CMD; then run dfopt again',
    };
  }
  if (name === 'dlv') return debuggerRefusal(words.slice(1), evidence);
  const reloads = hotReloaders.get(name);
  if (reloads === true || (Array.isArray(reloads) && reloads.includes(verb)))
    return refusals.reloadsAtStart(name, evidence);
  const user = toolchainUsers.get(name);
  return user === undefined
    ? undefined
    : refusals.needsToolchain(name, `runs the go command itself (${user})`, evidence);
}

/** Delve: it starts a program that is there, or compiles one first; it watches no sources. */
function debuggerRefusal(words: readonly string[], evidence: Evidence | undefined): Refusal {
  const command = words.find((word) => !word.startsWith('-')) ?? '';
  const compiles = compilingDebuggerCommands.has(command);
  return {
    code: 'debugger-at-start',
    message: compiles
      ? `the container compiles the program when it starts, and runs it in a debugger (dlv ${command})`
      : `the container runs the program in a debugger (${`dlv ${command}`.trim()})`,
    evidence,
    advice:
      'keep this file for debugging and write one that names the program in CMD; dfopt migrate --stages delve gives that one a target with the debugger',
  };
}
