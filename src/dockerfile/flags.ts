/**
 * Flags between the keyword and the arguments: splitting them off, which any instruction does, and checking them
 * against what the instruction knows.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/split_command.go (`extractBuilderFlags`),
 * frontend/dockerfile/instructions/bflag.go and parse.go.
 */
import { isSpace, skipWhile } from './characters.ts';
import { parseDuration } from './duration.ts';
import { expand, substitutionError } from './expand.ts';
import type { Escape } from './continuations.ts';
import type { Span } from './types.ts';

/** A flag on the logical line, quotes and escapes taken off. */
export interface RawFlag extends Span {
  readonly name: string;
  readonly value: string | undefined;
}

export interface FlagReading {
  readonly flags: readonly RawFlag[];
  /** A `--` that ends the flags. */
  readonly separator: Span | undefined;
  /** Where the arguments start. */
  readonly end: number;
}

/** Reads the flags at the start of the span. */
export function readFlags(text: string, span: Span, escape: Escape): FlagReading {
  const flags: RawFlag[] = [];
  let at = skipWhile(text, span.start, span.end, isSpace);
  while (at + 1 < span.end && text.startsWith('--', at)) {
    const word = readFlagWord(text, { start: at, end: span.end }, escape);
    at = skipWhile(text, word.end, span.end, isSpace);
    if (word.text === '--') return { flags, separator: { start: word.start, end: word.end }, end: at };
    const equals = word.text.indexOf('=');
    flags.push({
      start: word.start,
      end: word.end,
      name: word.text.slice(2, equals < 0 ? undefined : equals),
      value: equals < 0 ? undefined : word.text.slice(equals + 1),
    });
  }
  return { flags, separator: undefined, end: at };
}

/** One word, quotes and escapes taken off; an escape character counts in single quotes too. */
function readFlagWord(text: string, span: Span, escape: Escape): Span & { readonly text: string } {
  const parts: string[] = [];
  let quote = '';
  let at = span.start;
  for (; at < span.end; at += 1) {
    const character = text[at] ?? '';
    if (quote === '' && isSpace(text.charCodeAt(at))) break;
    if (quote === '' ? character === '"' || character === "'" : character === quote) {
      quote = quote === '' ? character : '';
    } else if (character === escape) {
      at += 1;
      if (at < span.end) parts.push(text[at] ?? '');
    } else {
      parts.push(character);
    }
  }
  return { start: span.start, end: Math.min(at, span.end), text: parts.join('') };
}

type FlagKind =
  | 'boolean'
  /** Variables in it are replaced. */
  | 'text'
  /** A stage or an image, where variables are not allowed. */
  | 'stage'
  | 'list'
  | 'duration'
  | 'count'
  | 'network'
  | 'security';

const none: Readonly<Record<string, FlagKind>> = {};
const copyFlags = { chown: 'text', chmod: 'text', link: 'boolean', exclude: 'list' } as const;

/** The flags each instruction knows; `undefined` for those whose flags the builder never looks at. */
const knownFlags: Readonly<Record<string, Readonly<Record<string, FlagKind>> | undefined>> = {
  ADD: { ...copyFlags, 'keep-git-dir': 'boolean', checksum: 'text', unpack: 'boolean' },
  COPY: { ...copyFlags, from: 'stage', parents: 'boolean' },
  FROM: { platform: 'text' },
  HEALTHCHECK: {
    interval: 'duration',
    timeout: 'duration',
    'start-period': 'duration',
    'start-interval': 'duration',
    retries: 'count',
  },
  RUN: { mount: 'list', network: 'network', security: 'security', device: 'list' },
  ...Object.fromEntries(
    [
      'CMD',
      'ENTRYPOINT',
      'ENV',
      'EXPOSE',
      'LABEL',
      'MAINTAINER',
      'ONBUILD',
      'SHELL',
      'USER',
      'VOLUME',
      'WORKDIR',
    ].map((keyword) => [keyword, none]),
  ),
};

const networks: readonly string[] = ['default', 'none', 'host'];
const securities: readonly string[] = ['insecure', 'sandbox'];

/** What is wrong with a flag. */
export interface FlagProblem {
  readonly flag: RawFlag;
  readonly message: string;
}

/** Checks the flags of an instruction as far as the builder does before it looks at anything else. */
export function checkFlags(
  keyword: string,
  flags: readonly RawFlag[],
  escape: Escape,
): readonly FlagProblem[] {
  const known = knownFlags[keyword];
  if (known === undefined) return [];
  const seen = new Set<string>();
  return flags.flatMap((flag) => {
    const kind = Object.hasOwn(known, flag.name) ? known[flag.name] : undefined;
    const message =
      kind === undefined
        ? unknownFlag(keyword, flag.name, Object.keys(known))
        : seen.has(flag.name) && kind !== 'list'
          ? `--${flag.name} is given twice`
          : valueProblem(kind, flag, escape);
    seen.add(flag.name);
    return message === undefined ? [] : [{ flag, message }];
  });
}

function unknownFlag(keyword: string, name: string, known: readonly string[]): string {
  const list = known.map((flag) => `--${flag}`).join(', ');
  return `${keyword} has no flag --${name}; ${list === '' ? 'it takes none' : `it knows ${list}`}`;
}

function valueProblem(kind: FlagKind, { name, value }: RawFlag, escape: Escape): string | undefined {
  if (kind === 'boolean') {
    const valid = value === undefined || ['true', 'false'].includes(value.toLowerCase());
    return valid ? undefined : `--${name} is either true or false, not '${value}'`;
  }
  if (value === undefined) return `--${name} needs a value: --${name}=…`;
  switch (kind) {
    case 'text': {
      const error = substitutionError(value, { escape });
      return error && `--${name} can't be read: ${error}`;
    }
    case 'stage': {
      const same = expand(value, () => undefined, { escape }).text === value;
      return same
        ? undefined
        : `--${name} takes no variables: give the stage or image a name with FROM … AS first`;
    }
    case 'duration':
      return durationProblem(name, value);
    case 'count': {
      const valid = value === '' || (/^\+?[0-9]+$|^-0+$/.test(value) && Number(value) < 2 ** 31);
      return valid ? undefined : `--${name} is a number from 0 on, not '${value}'`;
    }
    case 'network':
      return networks.includes(value)
        ? undefined
        : `--${name} is one of ${networks.join(', ')}, not '${value}'`;
    case 'security':
      return securities.includes(value)
        ? undefined
        : `--${name} is one of ${securities.join(', ')}, not '${value}'`;
    default:
      return undefined;
  }
}

/** A health check's times are at least a millisecond, or zero for the default. */
function durationProblem(name: string, value: string): string | undefined {
  if (value === '') return undefined;
  const nanoseconds = parseDuration(value);
  if (nanoseconds === undefined) return `--${name} is a duration such as 30s or 1m30s, not '${value}'`;
  return nanoseconds === 0 || nanoseconds >= 1e6 ? undefined : `--${name} is at least 1ms, not ${value}`;
}
