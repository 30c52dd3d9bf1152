/**
 * What a RUN does: its script is walked command by command, with the shell's variables and working directory as far
 * as they are known. Scripts and make recipes that the image contains are walked too. Nothing is executed.
 */
import { posix } from 'node:path';
import { sourceSpan } from '../../dockerfile/index.ts';
import type { CommandForm } from '../../dockerfile/types.ts';
import { exitsOnError, parseInterpreter } from '../../shell/interpreter.ts';
import { isShell } from '../../shell/wrappers.ts';
import { printedBy, type Printing } from '../printed/index.ts';
import type { CommandRun, SystemChange, Value, World } from '../types.ts';
import { startCommand } from './calls.ts';
import { createExpansion } from './expansion.ts';
import { flavorOf } from './models.ts';
import { commandOf, createRecorder, nothingCalled } from './recorder.ts';
import { script } from './sequence.ts';
import type { Situation } from './situation.ts';
import { walkStatement } from './statements.ts';
import type { Circumstance, RunScene } from './scene.ts';
import type { Walk } from './walk.ts';

/** Loops in loops and functions that call others twice get to more statements than the file has. */
const maximumStatements = 5_000;

/** Walks the command of a RUN: its effects go to the log, its commands are returned in order. */
export function runCommand(
  command: CommandForm,
  scene: RunScene,
): { readonly commands: readonly CommandRun[]; readonly changes: readonly SystemChange[] } {
  const walk = createWalk(scene);
  walkForm(walk, command, scene);
  const { commands, changes } = walk.recorder;
  return { commands, changes };
}

function walkForm(walk: Walk, command: CommandForm, scene: RunScene): void {
  const { state } = scene;
  const situation = situationAt(scene);
  switch (command.form) {
    case 'exec': {
      const words = command.words.map((text) => ({ text }));
      startCommand(walk, { words, assignments: [], span: command.span }, situation, atTop);
      return;
    }
    case 'shell': {
      const [shell = '', ...options] = state.shell;
      if (!isShell(posix.basename(shell))) {
        unreadable(walk, command, situation, `it runs in ${shell}, which is not a shell dfopt reads`);
        return;
      }
      walkSource(walk, command, { ...situation, errexit: exitsOnError(options) });
      return;
    }
    case 'script': {
      const interpreter = parseInterpreter(command.source.text);
      const name = posix.basename(interpreter?.program ?? state.shell[0] ?? 'sh');
      if (isShell(name))
        walkSource(walk, command, { ...situation, errexit: exitsOnError(interpreter?.arguments ?? []) });
      else unreadable(walk, command, situation, `its script is for ${name}`);
    }
  }
}

/** A shell's text in the Dockerfile: what happens in it has a place there. */
function walkSource(
  walk: Walk,
  { source, span }: Exclude<CommandForm, { form: 'exec' }>,
  situation: Situation,
): void {
  const around: Circumstance = { ...atTop, toFile: (inside) => sourceSpan(source, inside) };
  script(walk, source.text, situation, around, span);
}

/** What it says stands for what it does: the paths in it are what it most likely writes. */
function unreadable({ recorder }: Walk, command: CommandForm, situation: Situation, why: string): void {
  const text = command.form === 'exec' ? undefined : command.source.text;
  const around: Circumstance = { ...atTop, input: { kind: 'text', text } };
  recorder.opaque(recorder.record({ ...nothingCalled, span: command.span }, situation, around), why);
}

const atTop: Circumstance = {
  conditional: false,
  behindFailure: false,
  failureIgnored: false,
  input: undefined,
  toFile: undefined,
  depth: 0,
};

/** What the shell of a RUN starts with. */
function situationAt(scene: RunScene): Situation {
  const { state, distribution } = scene;
  const flavor = flavorOf(state, distribution);
  return {
    variables: variablesOf(scene),
    workdir: state.workdir,
    previousWorkdir: state.workdir,
    functions: new Map(),
    positional: [{ text: state.shell[0] ?? 'sh' }],
    errexit: false,
    ...(flavor === undefined ? {} : { braces: flavor === 'bash' }),
  };
}

function variablesOf({ state, homes }: RunScene): ReadonlyMap<string, Value> {
  const variables = new Map<string, Value>(state.env);
  for (const [name, value] of state.args) variables.set(name, value);
  if (!variables.has('HOME')) variables.set('HOME', homeOf(state.user, homes));
  return variables;
}

/** BuildKit and the engine set HOME by the user's record, to `/` for one that has none. */
function homeOf(user: Value, homes: ReadonlyMap<string, string>): Value {
  const name = user.text?.split(':')[0];
  const home = homes.get(name ?? '');
  if (home !== undefined) return { text: home };
  return name === '' || name === 'root' || name === '0'
    ? { text: '/root' }
    : { text: undefined, because: 'the home directory of the user' };
}

function createWalk(scene: RunScene): Walk {
  const { log, state, distribution, facts, knowledge } = scene;
  const flavor = flavorOf(state, distribution);
  const recorder = createRecorder(scene);
  const world = (): World => {
    const files = log.now();
    return { files, distribution, facts: facts(recorder.changes, files) };
  };
  const printing = (): Printing => ({
    files: log.now(),
    shell: flavor,
    ofToolchain: (run) => knowledge.output(run, world()),
  });
  const printed: Walk['printed'] = (run) => printedBy(run, printing());
  const asked: Walk['commandOf'] = (words, situation, input) => commandOf(words, situation, scene, input);
  let reached = 0;
  const walk: Walk = {
    knowledge,
    files: log.now,
    world,
    recorder,
    printing,
    printed,
    commandOf: asked,
    expansion: createExpansion({ files: log.now, commandOf: asked, printed }),
    statement: (item, situation, around) => {
      reached += 1;
      if (reached <= maximumStatements) return walkStatement(walk, item, situation, around);
      if (reached === maximumStatements + 1) {
        const run = recorder.record({ ...nothingCalled, span: around.toFile?.(item) }, situation, around);
        recorder.opaque(run, 'it runs too many commands');
      }
      return situation;
    },
  };
  return walk;
}
