/** How ENV, ARG, WORKDIR, USER and SHELL change the state that later steps see. */
import { posix } from 'node:path';
import { expand, type Lookup } from '../dockerfile/index.ts';
import type { Instruction, PairsInstruction, Word } from '../dockerfile/types.ts';
import { defaultPath } from '../image/places.ts';
import type { EnvValue, ImageFacts, State, StepId, Value } from './types.ts';

/**
 * ARGs that exist in each stage without being declared, empty unless the caller gives them.
 * Source: Dockerfile reference, "Predefined ARGs".
 */
const predefinedArguments = new Set(
  ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [
    name,
    name.toLowerCase(),
  ]),
);

/**
 * ARGs that BuildKit fills in once a stage declares them. Source: Dockerfile reference, "Automatic platform ARGs in
 * the global scope".
 */
export const platformArguments: ReadonlyMap<string, Value> = new Map([
  ['TARGETOS', { text: 'linux' }],
  ['BUILDOS', { text: 'linux' }],
  ...['TARGETPLATFORM', 'TARGETARCH', 'TARGETVARIANT', 'BUILDPLATFORM', 'BUILDARCH', 'BUILDVARIANT'].map(
    (name): [string, Value] => [name, { text: undefined, because: `the platform (${name})` }],
  ),
]);

/** What the first step of a stage on this image sees. */
export function initialState(facts: ImageFacts | undefined): State {
  const env = new Map<string, EnvValue>([['PATH', { text: defaultPath, origin: 'base' }]]);
  for (const [name, text] of Object.entries(facts?.env ?? {})) {
    env.set(name, {
      text,
      origin: 'base',
      ...(text === undefined ? { because: `$${name} of the base image` } : {}),
    });
  }
  return {
    env,
    args: new Map(),
    workdir: { text: facts?.workdir ?? '/' },
    user: { text: facts?.user ?? '' },
    shell: ['/bin/sh', '-c'],
  };
}

/** The value of a word in the state. */
export function valueOf(word: Word | string, state: Pick<State, 'env' | 'args'>, escape: '\\' | '`'): Value {
  const raw = typeof word === 'string' ? word : word.raw;
  const expanded = expand(raw, lookupIn(state), { escape });
  return expanded.text === undefined
    ? { text: undefined, because: expanded.because ?? raw }
    : bounded({ text: expanded.text });
}

/** A variable that holds itself twice over has no length that a few lines couldn't make too long for any memory. */
const longestValue = 16_384;

/** The value as long as it has an ordinary length; no path, list or flag is longer than that. */
export function bounded(value: Value): Value {
  return value.text === undefined || value.text.length <= longestValue
    ? value
    : { text: undefined, because: `a value of more than ${longestValue} characters` };
}

/** Looks variables up as the builder does: `args` has those alone that no later ENV took the name of. */
export function lookupIn(state: Pick<State, 'env' | 'args'>): Lookup {
  return (name) => {
    const value = state.args.get(name) ?? state.env.get(name);
    if (value === undefined) return undefined;
    return value.text ?? { unknown: value.because ?? `$${name}` };
  };
}

/** What build arguments are taken to be: what the file says without any given, whatever somebody may give, or these. */
export type GivenArguments = 'defaults' | 'any' | ReadonlyMap<string, string>;

/** What a declaration of an argument goes by. */
export interface Arguments {
  /** Those that are declared before the first FROM. */
  readonly globals: ReadonlyMap<string, Value>;
  /** What the caller of the build gives (`--build-arg`): it comes before every default. */
  readonly given: GivenArguments;
}

/** The state after an instruction; the same object when the instruction changes none of it. */
export function stateAfter(
  instruction: Instruction,
  before: State,
  step: StepId,
  { globals, given }: Arguments,
  escape: '\\' | '`',
): State {
  switch (instruction.keyword) {
    case 'ENV':
      return {
        ...before,
        env: withPairs(instruction, before, step, escape),
        args: withoutNames(before.args, instruction, before, escape),
      };
    case 'ARG':
      return { ...before, args: withArguments(instruction, before, { globals, given }, escape) };
    case 'WORKDIR':
      return {
        ...before,
        workdir: resolveWorkdir(valueOf(instruction.value, before, escape), before.workdir),
      };
    case 'USER':
      return { ...before, user: valueOf(instruction.value, before, escape) };
    case 'SHELL':
      return instruction.command.form === 'exec' ? { ...before, shell: instruction.command.words } : before;
    default:
      return before;
  }
}

function withPairs(
  instruction: PairsInstruction,
  before: State,
  step: StepId,
  escape: '\\' | '`',
): ReadonlyMap<string, EnvValue> {
  const env = new Map(before.env);
  // All values of one ENV see the state before the instruction, not each other.
  for (const { key, value } of instruction.pairs) {
    if (value === undefined) continue;
    const name = valueOf(key, before, escape).text ?? key;
    env.set(name, { ...valueOf(value, before, escape), origin: step });
  }
  return env;
}

/** An ENV takes the name of an ARG; an ARG behind it takes it back for the rest of the stage (measured, BuildKit 0.25). */
function withoutNames(
  args: ReadonlyMap<string, Value>,
  { pairs }: PairsInstruction,
  before: State,
  escape: '\\' | '`',
): ReadonlyMap<string, Value> {
  const names = pairs.map(({ key }) => valueOf(key, before, escape).text ?? key);
  return names.some((name) => args.has(name))
    ? new Map([...args].filter(([name]) => !names.includes(name)))
    : args;
}

/** The arguments that a stage has from the one it starts from: what that sets by ENV counts again. */
export function inheritedArguments({ args, env }: State): ReadonlyMap<string, Value> {
  return new Map([...args].filter(([name]) => !env.has(name)));
}

function withArguments(
  instruction: PairsInstruction,
  before: State,
  { globals, given }: Arguments,
  escape: '\\' | '`',
): ReadonlyMap<string, Value> {
  const args = new Map(before.args);
  for (const { key, value } of instruction.pairs) {
    const asked = typeof given === 'string' ? undefined : given.get(key);
    if (asked !== undefined) args.set(key, { text: asked });
    else if (given === 'any' && !platformArguments.has(key) && !predefinedArguments.has(key))
      args.set(key, { text: undefined, because: `the build argument ${key}` });
    else if (value !== undefined) args.set(key, valueOf(value, { env: before.env, args }, escape));
    else {
      const inherited = globals.get(key) ?? platformArguments.get(key);
      if (inherited !== undefined) args.set(key, inherited);
      else if (predefinedArguments.has(key)) args.set(key, { text: '' });
      else if (!args.has(key) && !before.env.has(key))
        args.set(key, { text: undefined, because: `the build argument ${key}` });
    }
  }
  return args;
}

function resolveWorkdir(value: Value, before: Value): Value {
  if (value.text === undefined) return value;
  if (posix.isAbsolute(value.text)) return { text: trimSlash(posix.normalize(value.text)) };
  if (before.text === undefined) return before;
  return { text: trimSlash(posix.join(before.text, value.text)) };
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
