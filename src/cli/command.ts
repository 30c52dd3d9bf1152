/** What a command is, and how it reads its options. */
import { didYouMean } from '../batch/suggest.ts';
import type { ExitCode, Streams } from './streams.ts';
import { type UsageError, usageError } from './usage.ts';

export interface Command {
  /** How it is called: the line behind `Usage: dfopt`. */
  readonly usage: string;
  /** What it does; paragraphs with an empty line between them. */
  readonly about: string;
  readonly options: Readonly<Record<string, Option>>;
  /** All words there are for its arguments; where it has none of these, they are files. */
  readonly words?: () => readonly string[];
  /** Command lines, each with what it does. */
  readonly examples?: readonly (readonly [commandLine: string, meaning: string])[];
  /** The exit codes that its page explains. */
  readonly exits?: readonly ExitCode[];
  readonly run: (call: Invocation, streams: Streams) => Promise<ExitCode>;
}

export type Option = {
  /** One letter. */
  readonly alias?: string;
  readonly description: string;
} & (
  | {
      readonly kind: 'flag';
      /** It is on, and `--no-NAME` turns it off. `either`: to say yes or no is something else than to say nothing. */
      readonly usual?: true | 'either';
    }
  | {
      /** `list` can be given several times. */
      readonly kind: 'value' | 'list';
      /** What stands for the value in the help: `FILE`. */
      readonly value: string;
      /** All there are. */
      readonly values?: readonly string[];
      /** What holds when it isn't given. */
      readonly otherwise?: string;
      /** `--no-NAME` turns it off. */
      readonly negatable?: true;
    }
);

/** A command before it is loaded. */
export interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** One call of a command. */
export interface Invocation {
  /** The arguments that are no options, without the command's name and up to a `--`. */
  readonly positionals: readonly string[];
  /** What stands behind a `--`. */
  readonly afterDashes: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  /** Everything as given, for what depends on the order. */
  readonly raw: readonly string[];
}

/** The value of an option that takes one; `false` for `--no-NAME`. */
export function textOption({ options }: Invocation, name: string): string | undefined {
  const value = options[name];
  if (Array.isArray(value)) {
    throw usageError(`--${name}`, 'it is given more than once', 'give it once');
  }
  if (value === '') throw usageError(`--${name}`, 'its value is empty', 'give a value');
  return typeof value === 'string' ? value : undefined;
}

/** Whether an option without a value is given. */
export function flagOption({ options }: Invocation, name: string): boolean {
  return options[name] === true;
}

/** What is said of an option that can be turned on and off; undefined where nothing is. */
export function eitherOption({ options }: Invocation, name: string): boolean | undefined {
  const value = options[name];
  return typeof value === 'boolean' ? value : undefined;
}

/** All values of an option that may be given several times. */
export function listOption({ options }: Invocation, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** A whole number of at least 1. */
export function countOption(call: Invocation, name: string): number | undefined {
  const text = textOption(call, name);
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw usageError(`--${name}`, `'${text}' is not a whole number from 1 up`, `give one, as in --${name} 4`);
}

/** One of the words. */
export function choiceOption<Word extends string>(
  call: Invocation,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = textOption(call, name);
  const word = words.find((each) => each === text);
  if (text !== undefined && word === undefined) {
    throw notOneOf(name, text, words);
  }
  return word;
}

/** Any of the words, given one by one or parted by commas. */
export function choicesOption<Word extends string>(
  call: Invocation,
  name: string,
  words: readonly Word[],
): readonly Word[] {
  return listOption(call, name)
    .flatMap((given) => given.split(','))
    .map((given) => {
      const word = words.find((each) => each === given.trim());
      if (word !== undefined) return word;
      throw notOneOf(name, given, words);
    });
}

function notOneOf(name: string, given: string, words: readonly string[]): UsageError {
  const advice = didYouMean(given, words) ?? `choose ${words.join(', ')}`;
  return usageError(`--${name}`, `'${given}' is not one of its values`, advice);
}
