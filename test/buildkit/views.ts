/** What dfopt and BuildKit see of a file, in one form that can be compared. */
import { posix } from 'node:path';
import { parse } from '../../src/dockerfile/index.ts';
import type { CommandForm, Dockerfile, Instruction } from '../../src/dockerfile/types.ts';
import { finalConfig, type FinalHealthcheck } from '../../src/evaluate/final-config.ts';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import type { ConfigCommand, Knowledge, Value } from '../../src/evaluate/types.ts';
import type { BuildkitConfig, BuildkitInstruction } from './program.ts';

/** One instruction as both see it. `words` are undefined where the two keep different things, and are not compared. */
export interface SeenInstruction {
  readonly keyword: string;
  readonly line: number;
  readonly endLine: number;
  readonly flags: readonly string[];
  readonly words: readonly string[] | undefined;
  readonly heredocs: readonly string[];
}

export function ourInstructions({ instructions }: Dockerfile): readonly SeenInstruction[] {
  return instructions.map((instruction) => ({
    keyword: instruction.keyword,
    line: instruction.line,
    endLine: instruction.endLine,
    flags: instruction.flags.map(({ name, value }) =>
      value === undefined ? `--${name}` : `--${name}=${value}`,
    ),
    words: wordsOf(instruction),
    heredocs: instruction.heredocs.map(({ delimiter, expand, content }) =>
      JSON.stringify([delimiter, expand, content]),
    ),
  }));
}

export function theirInstructions(instructions: readonly BuildkitInstruction[]): readonly SeenInstruction[] {
  return instructions.map(({ keyword, line, endLine, flags, json, words, heredocs }) => ({
    keyword,
    line,
    endLine,
    flags,
    words: json ? words : words.map((word) => word.trim()),
    heredocs: heredocs.map(({ name, expand, chomp, content }) =>
      JSON.stringify([name, expand, chomp ? content.replace(/^\t+/gm, '') : content]),
    ),
  }));
}

function wordsOf(instruction: Instruction): readonly string[] | undefined {
  switch (instruction.keyword) {
    case 'FROM':
      return [
        instruction.image.raw,
        ...(instruction.name === undefined ? [] : [instruction.as?.raw ?? 'AS', instruction.name.raw]),
      ];
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return instruction.heredocs.length > 0 ? undefined : commandWords(instruction.command);
    case 'ARG':
      return instruction.pairs.map(({ key, value }) =>
        (value === undefined ? key : `${key}=${value.raw}`).trim(),
      );
    case 'ENV':
    case 'LABEL':
      return instruction.pairs.flatMap(({ key, value }) => [
        key,
        value?.raw.trim() ?? '',
        instruction.legacy ? '' : '=',
      ]);
    case 'EXPOSE':
    case 'VOLUME':
      return instruction.values.map(({ raw }) => raw);
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      return [instruction.value.raw.trim()];
    case 'COPY':
    case 'ADD':
      return instruction.heredocs.length > 0
        ? undefined
        : [
            ...instruction.sources.flatMap((source) => (source.kind === 'path' ? [source.word.raw] : [])),
            instruction.destination.raw,
          ];
    default:
      return undefined;
  }
}

function commandWords(command: CommandForm): readonly string[] {
  if (command.form === 'exec') return command.words;
  // Of a line that holds nothing but an escape character BuildKit keeps no word at all.
  return command.source.text.trim() === '' ? [] : [command.source.text.trim()];
}

/** The config of the last stage; undefined values are those that dfopt does not know, and are not compared. */
export interface SeenConfig {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly labels: Readonly<Record<string, string | undefined>>;
  readonly exposed: readonly string[] | undefined;
  readonly volumes: readonly string[] | undefined;
  readonly user: string | undefined;
  readonly workdir: string | undefined;
  readonly cmd: readonly string[];
  readonly entrypoint: readonly string[];
  readonly healthcheck: readonly string[];
  readonly stopSignal: string | undefined;
  readonly shell: readonly string[];
}

/** Nothing is known of any base: BuildKit is told the same. */
const nothingKnown: Knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };

export function ourConfig(
  text: string,
  given: ReadonlyMap<string, string>,
  knowledge = nothingKnown,
): SeenConfig | undefined {
  const build = evaluate(parse(text), knowledge, undefined, given);
  const stage = build.stages.at(-1);
  if (stage === undefined) return undefined;
  const config = finalConfig(stage, build);
  return {
    env: Object.fromEntries([...config.env].map(([name, value]) => [name, value.text])),
    labels: Object.fromEntries([...config.labels].map(([name, value]) => [name, value.text])),
    exposed: textsOf(config.exposed)?.flatMap(portsOf).toSorted(),
    volumes: textsOf(config.volumes)?.toSorted(),
    user: config.user.text,
    workdir: config.workdir.text,
    cmd: wordsOfCommand(config.cmd),
    entrypoint: wordsOfCommand(config.entrypoint),
    healthcheck: testOf(config.healthcheck),
    stopSignal: config.stopSignal === undefined ? '' : config.stopSignal.text,
    shell: config.shell,
  };
}

export function theirConfig(config: BuildkitConfig): SeenConfig {
  return {
    env: Object.fromEntries(
      (config.env ?? []).map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), pair.slice(at + 1)];
      }),
    ),
    labels: config.labels ?? {},
    exposed: Object.keys(config.exposed ?? {}).toSorted(),
    volumes: Object.keys(config.volumes ?? {}).toSorted(),
    user: config.user,
    workdir: config.workdir === '' ? '/' : config.workdir,
    cmd: config.cmd ?? [],
    entrypoint: config.entrypoint ?? [],
    healthcheck: config.healthcheck?.Test ?? [],
    stopSignal: config.stopSignal,
    shell: config.shell ?? ['/bin/sh', '-c'],
  };
}

function textsOf(values: readonly Value[]): readonly string[] | undefined {
  const texts = values.flatMap(({ text }) => (text === undefined ? [] : [text]));
  return texts.length === values.length ? [...new Set(texts)] : undefined;
}

/** `8000-8002/udp` → a port each. */
function portsOf(written: string): readonly string[] {
  const [range = '', protocol = 'tcp'] = written.split('/');
  const [first = '', last = first] = range.split('-');
  const count = Number(last) - Number(first);
  return Number.isNaN(count) || count < 0 || count > 70_000
    ? [written]
    : Array.from({ length: count + 1 }, (_, index) => `${Number(first) + index}/${protocol.toLowerCase()}`);
}

/** That of a distribution's own image is known by its name; BuildKit asks nobody for it here. */
function wordsOfCommand(command: ConfigCommand | undefined): readonly string[] {
  return command?.step === undefined ? [] : command.words;
}

function testOf(check: FinalHealthcheck | undefined): readonly string[] {
  if (check === undefined) return [];
  if (check.command === undefined) return ['NONE'];
  return check.command.form === 'exec'
    ? ['CMD', ...check.command.words]
    : ['CMD-SHELL', check.command.script];
}

function clean(path: string | undefined): string | undefined {
  return path === undefined ? undefined : posix.resolve('/', path);
}

/** Where the two differ; what dfopt calls unknown is not held against it. */
export function differences(ours: SeenConfig, theirs: SeenConfig): readonly string[] {
  const found: string[] = [];
  const compare = (what: string, our: unknown, their: unknown): void => {
    if (our !== undefined && JSON.stringify(our) !== JSON.stringify(their)) {
      found.push(`${what}: ${JSON.stringify(our)} is ${JSON.stringify(their)}`);
    }
  };
  for (const part of ['env', 'labels'] as const) {
    for (const name of new Set([...Object.keys(ours[part]), ...Object.keys(theirs[part])])) {
      if (!(name in ours[part])) compare(`${part} ${name}`, null, theirs[part][name]);
      else compare(`${part} ${name}`, ours[part][name], theirs[part][name] ?? null);
    }
  }
  for (const field of [
    'exposed',
    'volumes',
    'user',
    'cmd',
    'entrypoint',
    'healthcheck',
    'stopSignal',
    'shell',
  ] as const) {
    compare(field, ours[field], theirs[field]);
  }
  // An absolute WORKDIR stands in the config as it is written; it is the same directory.
  compare('workdir', clean(ours.workdir), clean(theirs.workdir));
  return found;
}
