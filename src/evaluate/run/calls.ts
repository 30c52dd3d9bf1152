/**
 * What a command is, in the order in which the shell looks for it (POSIX XCU 2.9.1.4): a function, a built-in command,
 * a program. Of programs, those that start others and scripts that can be read are followed, the rest have models.
 */
import { posix } from 'node:path';
import { exitsOnError } from '../../shell/interpreter.ts';
import { wrappedBy, type Wrapped } from '../../shell/wrappers.ts';
import type { CommandRun } from '../types.ts';
import { startedForEach } from './each.ts';
import { modelled, opaqueBecause } from './models.ts';
import { nestedScripts, scriptOf, type Nested } from './nested.ts';
import { script, statements } from './sequence.ts';
import { builtins, type Situation } from './situation.ts';
import type { Call, Circumstance } from './scene.ts';
import { maximumDepth, type Walk } from './walk.ts';

/** A reading of a call: what the shell knows after it, or undefined when the call is none of this kind. */
type Reading = (walk: Walk, call: Call, situation: Situation, around: Circumstance) => Situation | undefined;

const readings: readonly Reading[] = [
  unknownCommand,
  misspeltCommand,
  functionCall,
  dotScript,
  builtinCommand,
  each,
  wrapper,
];

/** Starts a command; what the shell knows after it. */
export function startCommand(walk: Walk, call: Call, situation: Situation, around: Circumstance): Situation {
  for (const reading of readings) {
    const after = reading(walk, call, situation, around);
    if (after !== undefined) return after;
  }
  program(walk, call, situation, around);
  return situation;
}

function unknownCommand(
  { recorder }: Walk,
  call: Call,
  situation: Situation,
  around: Circumstance,
): Situation | undefined {
  const [first] = call.words;
  if (first?.text !== undefined) return undefined;
  recorder.opaque(
    recorder.record(call, situation, around),
    `its command is not known (${first?.because ?? ''})`,
  );
  return situation;
}

function misspeltCommand(
  { recorder }: Walk,
  call: Call,
  situation: Situation,
  around: Circumstance,
): Situation | undefined {
  const called = call.words[0]?.text;
  if (called?.endsWith('\r') !== true) return undefined;
  const why = `there is no command '${called.slice(0, -1)}' with a carriage return behind it: the script has Windows line ends`;
  recorder.perform([{ kind: 'fails', why }], recorder.record(call, situation, around));
  return situation;
}

function functionCall(
  walk: Walk,
  { words }: Call,
  situation: Situation,
  around: Circumstance,
): Situation | undefined {
  const body = situation.functions.get(words[0]?.text ?? '');
  if (body === undefined || around.depth >= maximumDepth) return undefined;
  const positional = [situation.positional[0] ?? { text: 'sh' }, ...words.slice(1)];
  const after = statements(walk, body, { ...situation, positional }, deeper(around));
  return { ...after, positional: situation.positional };
}

/** `. FILE`: its script runs in the same shell. */
function dotScript(
  walk: Walk,
  call: Call,
  situation: Situation,
  around: Circumstance,
): Situation | undefined {
  const [called, file] = call.words;
  if (called?.text !== '.' && called?.text !== 'source') return undefined;
  if (around.depth >= maximumDepth) return undefined;
  walk.recorder.record(call, situation, around);
  const text =
    file?.text === undefined || situation.workdir.text === undefined
      ? undefined
      : walk.files().read(posix.resolve(situation.workdir.text, file.text));
  if (text === undefined) return situation;
  return script(walk, text, situation, { ...deeper(around), input: undefined, toFile: undefined }, undefined);
}

const leaving: ReadonlyMap<string, NonNullable<Situation['leaves']>> = new Map([
  ['continue', 'round'],
  ['break', 'loop'],
]);

function builtinCommand(
  { recorder }: Walk,
  call: Call,
  situation: Situation,
  around: Circumstance,
): Situation | undefined {
  const builtin = builtins.get(call.words[0]?.text ?? '');
  if (builtin === undefined) return undefined;
  recorder.record(call, situation, around);
  const leaves = around.conditional ? undefined : leaving.get(call.words.map(({ text }) => text).join(' '));
  return { ...builtin(call.words, situation), ...(leaves === undefined ? {} : { leaves }) };
}

function each(walk: Walk, call: Call, situation: Situation, around: Circumstance): Situation | undefined {
  return startedForEach(walk, call, situation, around, (inner, there, inside) =>
    startCommand(walk, inner, there, inside),
  );
}

/** What `sudo`, `env`, `exec`, `sh -c`, `eval` … start. */
function wrapper(walk: Walk, call: Call, situation: Situation, around: Circumstance): Situation | undefined {
  const wrapped = wrappedBy(call.words);
  if (wrapped === undefined || around.depth >= maximumDepth) return undefined;
  if (wrapped.kind === 'script') return scriptAsText(walk, call, wrapped, situation, around);
  walk.recorder.record(call, situation, around);
  const variables = new Map(situation.variables);
  for (const { name, value } of wrapped.assignments) variables.set(name, value);
  const assignments = wrapped.assignments.map(({ name }) => name);
  startCommand(
    walk,
    { words: wrapped.words, assignments, span: call.span },
    { ...situation, variables },
    deeper(around),
  );
  return situation;
}

/** `sh -c TEXT` is a shell of its own; `eval TEXT` is not. */
function scriptAsText(
  walk: Walk,
  call: Call,
  wrapped: Extract<Wrapped, { kind: 'script' }>,
  situation: Situation,
  around: Circumstance,
): Situation | undefined {
  const { words } = call;
  const { text } = wrapped.text;
  if (text === undefined) return undefined;
  walk.recorder.record(call, situation, around);
  const inside = { ...deeper(around), toFile: undefined };
  if (words[0]?.text === 'eval') return script(walk, text, situation, inside, undefined);
  const errexit = exitsOnError(words.slice(1, words.indexOf(wrapped.text)).map((word) => word.text));
  script(walk, text, { ...situation, errexit, positional: wrapped.parameters }, inside, undefined);
  return situation;
}

/** A program of the image: a script that can be read, or one that has a model, or nothing is known of it. */
function program(walk: Walk, call: Call, situation: Situation, around: Circumstance): void {
  const { recorder } = walk;
  const run = recorder.record(call, situation, around);
  const called = scriptOf(run, situation, walk.files());
  if (called !== undefined && walk.knowledge.published?.(called.name, called.text) === true) {
    const of: CommandRun = { ...run, name: called.name, words: called.words };
    const effects = walk.knowledge.modelOf(called.name)?.(of, walk.world());
    if (effects === undefined) recorder.opaque(run, opaqueBecause(of));
    else recorder.perform(effects, of);
    return;
  }
  const nested =
    around.depth < maximumDepth
      ? nestedScripts(run, situation, walk.files(), walk.expansion.printedText)
      : undefined;
  if (nested !== undefined) {
    scriptsInside(walk, nested, run, around);
    return;
  }
  const effects = modelled(run, walk.knowledge, walk.world());
  if (effects === undefined) recorder.opaque(run, opaqueBecause(run));
  else recorder.perform(effects, run);
}

function scriptsInside(walk: Walk, nested: Nested, run: CommandRun, around: Circumstance): void {
  // What a script does has its place where the script is called.
  const { span } = run;
  const toFile = span === undefined ? undefined : () => span;
  for (const { text, situation, failureIgnored } of nested.scripts) {
    const inside: Circumstance = {
      ...deeper(around),
      input: undefined,
      toFile,
      failureIgnored: around.failureIgnored || failureIgnored,
    };
    script(walk, text, situation, inside, span);
  }
  const { open } = nested;
  if (open !== undefined) {
    walk.recorder.perform([{ kind: 'opaque', under: open.directory, why: open.why, anywhere: true }], run);
  }
}

function deeper(around: Circumstance): Circumstance {
  return { ...around, depth: around.depth + 1 };
}
