/** Commands that start another one for what they find or are given: find(1) and xargs(1). */
import { posix } from 'node:path';
import { calledFor, callsOfXargs, searched } from '../printed/index.ts';
import type { CommandRun, Value } from '../types.ts';
import { modelled } from './models.ts';
import { inRounds } from './rounds.ts';
import type { Situation } from './situation.ts';
import type { Call, Circumstance } from './scene.ts';
import { maximumDepth, type Walk } from './walk.ts';

type Start = (call: Call, situation: Situation, around: Circumstance) => Situation;

/** More commands than this are not gone through one by one. */
const maximumCommands = 256;

/** What the shell knows after it; undefined where it is none of these, or starts what its own model tells of. */
export function startedForEach(
  walk: Walk,
  call: Call,
  situation: Situation,
  around: Circumstance,
  start: Start,
): Situation | undefined {
  if (around.depth >= maximumDepth) return undefined;
  switch (posix.basename(call.words[0]?.text ?? '')) {
    case 'xargs':
      return startedByXargs(walk, call, situation, around, start);
    case 'find':
      return startedByFind(walk, call, situation, around, start);
    default:
      return undefined;
  }
}

function startedByXargs(
  walk: Walk,
  call: Call,
  situation: Situation,
  around: Circumstance,
  start: Start,
): Situation | undefined {
  const asked = walk.commandOf(call.words, situation, around.input);
  const rounds = callsOfXargs(asked, walk.printing());
  if (rounds === undefined || rounds.calls.length > maximumCommands) return undefined;
  walk.recorder.record(call, situation, around);
  const inside = { ...around, depth: around.depth + 1, input: undefined };
  const { calls, unordered } = rounds;
  inRounds(walk, calls, { situation, around: inside, unordered }, (words) => {
    start({ words, assignments: [], span: call.span }, situation, inside);
    return situation;
  });
  return situation;
}

function startedByFind(
  walk: Walk,
  call: Call,
  situation: Situation,
  around: Circumstance,
  start: Start,
): Situation | undefined {
  const executes = call.words.some(({ text }) => text === '-exec' || text === '-execdir');
  if (!executes) return undefined;
  const asked = walk.commandOf(call.words, situation, undefined);
  const result = searched(asked, walk.printing().files);
  const calls = result?.done.flatMap(({ action, found }) => {
    if (action.kind !== 'execute' || found.length === 0) return [];
    const groups = action.joined ? [found] : found.map((one) => [one]);
    return groups.map((group) => ({ run: calledFor(action, group, asked), joined: action.joined }));
  });
  if (result === undefined || calls === undefined || calls.length > maximumCommands)
    return startedForUnknown(walk, call, asked, situation, around, start);
  walk.recorder.record(call, situation, around);
  const { unordered } = result;
  const inside = { ...around, depth: around.depth + 1, input: undefined };
  inRounds(walk, calls, { situation, around: inside, unordered }, ({ run, joined }) => {
    // The failure of a command with `;` is not that of find (POSIX XCU find, -exec).
    const circumstance = joined ? inside : { ...inside, failureIgnored: true };
    const there = { ...situation, workdir: run.workdir };
    start({ words: run.words, assignments: [], span: call.span }, there, circumstance);
    return situation;
  });
  return situation;
}

const whatIsFound = 'what find finds';

/** Where nothing tells what is found, a command is started with words that aren't known, unless it is one that only changes files. */
function startedForUnknown(
  walk: Walk,
  call: Call,
  asked: CommandRun,
  situation: Situation,
  around: Circumstance,
  start: Start,
): Situation | undefined {
  if (modelled(asked, walk.knowledge, walk.world()) !== undefined) return undefined;
  const commands = call.words.flatMap(({ text }, index) => {
    if (text !== '-exec' && text !== '-execdir') return [];
    const rest = call.words.slice(index + 1);
    const length = rest.findIndex((word) => word.text === ';' || word.text === '+');
    return [{ there: text === '-execdir', words: rest.slice(0, length < 0 ? undefined : length) }];
  });
  if (commands.length === 0 || commands.some(({ words }) => words.length === 0)) return undefined;
  walk.recorder.record(call, situation, around);
  const inside = { ...around, depth: around.depth + 1, input: undefined };
  const root = rootOf(call.words);
  for (const { there, words } of commands) {
    const workdir: Value = there ? { text: undefined, because: whatIsFound } : situation.workdir;
    start(
      { words: words.map((word) => open(word, there ? './' : root)), assignments: [], span: call.span },
      { ...situation, workdir },
      inside,
    );
  }
  return situation;
}

/** How all that is found begins: with the root, where there is one alone. */
function rootOf(words: readonly Value[]): string {
  const [, first, second] = words;
  return /^[^-(!]/.test(first?.text ?? '') && /^[-(!]/.test(second?.text ?? '') ? (first?.text ?? '') : '';
}

function open(word: Value, start: string): Value {
  const at = word.text?.indexOf('{}') ?? -1;
  if (word.text === undefined || at < 0) return word;
  const prefix = word.text.slice(0, at) + start;
  return { text: undefined, because: whatIsFound, ...(prefix === '' ? {} : { prefix }) };
}
