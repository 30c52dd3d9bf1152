/** What decides about files, whichever command asks: configuration, confidence, rules, contexts, what is left out. */
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ConfigurationSource, decider } from '../batch/config/decide.ts';
import { type ConfigurationFinder, configurationFinder, configurationLines } from '../batch/config/find.ts';
import { knownNames, knownStages } from '../batch/config/known-names.ts';
import type { Input } from '../batch/inputs.ts';
import type { Decision } from '../batch/run.ts';
import { errorCode } from '../batch/failures.ts';
import { baseSets, type BaseSet } from '../image/base-sets.ts';
import { parsePins, type Pins } from '../image/pins.ts';
import type { Confidence } from '../rule/types.ts';
import {
  type Invocation,
  type Option,
  choiceOption,
  choicesOption,
  listOption,
  textOption,
} from './command.ts';
import type { Streams } from './streams.ts';
import { UsageError, configurationError, usageError } from './usage.ts';

const confidences = ['proven', 'likely', 'possible'] as const satisfies readonly Confidence[];

/** The options that every command which migrates has. */
export const decisionOptions = {
  context: { kind: 'value', value: 'DIR', description: 'the build context of the files' },
  confidence: {
    kind: 'value',
    value: 'LEVEL',
    values: confidences,
    description: 'the least of a migration',
    otherwise: 'likely',
  },
  stages: { kind: 'list', value: 'NAME', values: knownStages(), description: 'add stages' },
  rule: { kind: 'list', value: 'RULE', values: knownNames().rules, description: 'apply only this rule' },
  'no-rule': { kind: 'list', value: 'RULE', values: knownNames().rules, description: 'leave this rule out' },
  bases: { kind: 'value', value: 'SET', values: baseSets, description: 'the runtime bases to take' },
  'bases-from': { kind: 'value', value: 'PREFIX', description: 'the registry and organisation of --bases' },
  pin: {
    kind: 'value',
    value: 'FILE',
    description: 'a lock file with digests for the bases that are written',
  },
  exclude: { kind: 'list', value: 'PATTERN', description: 'leave out what matches, as in .gitignore' },
  config: {
    kind: 'value',
    value: 'FILE',
    negatable: true,
    description: 'the configuration for all files; --no-config for none',
  },
} as const satisfies Readonly<Record<string, Option>>;

export interface Decisions {
  /** `--context`, absolute. */
  readonly context: string | undefined;
  readonly exclude: readonly string[];
  readonly decide: (input: Input) => Promise<Decision>;
}

/** The options above, read and checked. */
export async function decisionsOf(call: Invocation, streams: Streams): Promise<Decisions> {
  const context = textOption(call, 'context');
  const finder = configurationFinder(knownNames());
  const baseSet = baseSetOption(call);
  const pins = await pinsOption(call, streams);
  return {
    context: context === undefined ? undefined : contextDirectory(resolve(streams.cwd, context), context),
    exclude: listOption(call, 'exclude'),
    decide: decider(finder, {
      source: await configurationSource(call, finder, streams),
      confidence: choiceOption(call, 'confidence', confidences),
      rules: rulesOption(call),
      stages: choicesOption(call, 'stages', knownStages()),
      ...(baseSet === undefined ? {} : { baseSet }),
      ...(pins === undefined ? {} : { pins }),
      cwd: streams.cwd,
    }),
  };
}

/** A lock file: JSON of references and digests. Nothing is fetched. */
async function pinsOption(call: Invocation, { cwd }: Streams): Promise<Pins | undefined> {
  const named = textOption(call, 'pin');
  if (named === undefined) return undefined;
  const wrong = (why: string): UsageError =>
    new UsageError(`cannot read the lock file at ${named}: ${why}; write {"REFERENCE": "sha256:…"}`);
  let text: string;
  try {
    text = await readFile(resolve(cwd, named), 'utf8');
  } catch (error) {
    throw wrong(errorCode(error) === 'ENOENT' ? 'there is no such file' : 'it cannot be opened');
  }
  const read = parsePins(text);
  if (!read.ok) throw wrong(read.why);
  return read.pins;
}

function baseSetOption(call: Invocation): BaseSet | undefined {
  const name = choiceOption(call, 'bases', baseSets);
  const from = textOption(call, 'bases-from')?.replace(/\/+$/, '');
  if (name === undefined) {
    if (from !== undefined)
      throw usageError('--bases-from', 'no --bases says which images', 'add --bases SET');
    return undefined;
  }
  return from === undefined ? { name } : { name, from };
}

/** `--rule` names the only ones that are on, `--no-rule` those that are off. */
function rulesOption(call: Invocation): Readonly<Record<string, boolean>> {
  const names = knownNames().rules;
  const only = choicesOption(call, 'rule', names);
  const without = choicesOption(call, 'no-rule', names);
  return Object.fromEntries([
    ...(only.length === 0 ? [] : names.map((name) => [name, only.includes(name)] as const)),
    ...without.map((name) => [name, false] as const),
  ]);
}

async function configurationSource(
  call: Invocation,
  finder: ConfigurationFinder,
  streams: Streams,
): Promise<ConfigurationSource> {
  if (call.options['config'] === false) return { kind: 'none' };
  const named = textOption(call, 'config');
  if (named === undefined) return { kind: 'search' };
  const loaded = await finder.load(resolve(streams.cwd, named));
  if (!loaded.ok) throw configurationError(configurationLines(loaded.problems, named));
  return { kind: 'file', loaded };
}

function contextDirectory(absolute: string, named: string): string {
  if (statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true) return absolute;
  throw usageError('--context', `'${named}' is not a directory`, 'name the directory the image is built in');
}
