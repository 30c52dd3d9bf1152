/** The commands. Each one's module is loaded only when it is called. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import yargs, { type Argv, type Options } from 'yargs';
import type { Invocation, Command, Entry, Option } from '../command.ts';
import { commandHelp, overviewHelp } from '../help.ts';
import { type ExitCode, type Streams, exitCode, print } from '../streams.ts';
import { didYouMean } from '../../batch/suggest.ts';
import { type UsageError, usageError } from '../usage.ts';
import { version } from '../manifest.ts';

const entries: readonly Entry[] = [
  {
    name: 'migrate',
    summary: 'split Dockerfiles: a patch on standard output, or --write',
    load: async () => (await import('./migrate.ts')).migrateCommand,
  },
  {
    name: 'verify',
    summary: 'build a Dockerfile and its migration, and compare them',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
  {
    name: 'graph',
    summary: 'draw the stages of a Dockerfile',
    load: async () => (await import('./graph.ts')).graphCommand,
  },
  {
    name: 'explain',
    summary: 'say what a code means and what one can do',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'rules',
    summary: 'list the rules',
    load: async () => (await import('./rules.ts')).rulesCommand,
  },
  {
    name: 'init',
    summary: 'write a configuration to start from',
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    name: 'config',
    summary: 'print the settings that apply and where they come from',
    load: async () => (await import('./config.ts')).configCommand,
  },
  {
    name: 'report',
    summary: 'merge the JSON reports of several runs',
    load: async () => (await import('./report.ts')).reportCommand,
  },
  {
    name: 'completion',
    summary: 'print a completion script for a shell',
    load: async () => (await import('./completion.ts')).completionCommand(entries),
  },
];

/** Runs what the arguments ask for. Throws a `UsageError` when they make no sense. */
export async function runCommand(args: readonly string[], streams: Streams): Promise<ExitCode> {
  // The command comes first. Letting the parser look for it would cost a drawn help page in every run.
  const asked = args[0] === 'help' ? [...args.slice(1), '--help'] : args;
  const [name, ...rest] = asked;
  const entry = entries.find((each) => each.name === name);
  if (entry === undefined) return overview(asked, streams);
  const command = await entry.load();
  const given = withNegativeValues(rest, command);
  const parsed = await parse(given, commandParser(given, command));
  if (parsed['help'] === true) return answerWith(commandHelp(command, widthOf(streams)), streams);
  return command.run(callOf(parsed, rest), streams);
}

/** The parser takes `--no-NAME VALUE` for `NAME` switched off; with `=` in it, it is an option that has a value. */
function withNegativeValues(args: readonly string[], { options }: Command): readonly string[] {
  const negative = Object.keys(options).filter((name) => name.startsWith('no-'));
  const joined: string[] = [];
  for (const [index, arg] of args.entries()) {
    if (arg === '--') return [...joined, ...args.slice(index)];
    const before = joined.at(-1);
    if (
      before?.startsWith('--') === true &&
      negative.includes(before.slice(2)) &&
      args[index - 1] === before
    ) {
      joined[joined.length - 1] = `${before}=${arg}`;
    } else joined.push(arg);
  }
  return joined;
}

function callOf(parsed: Parsed, raw: readonly string[]): Invocation {
  const behind = parsed['--'];
  return {
    positionals: parsed._.map(String),
    afterDashes: Array.isArray(behind) ? behind.map(String) : [],
    options: parsed,
    raw,
  };
}

/** What `--help` and `--version` answer with in place of a command. */
async function answerWith(answer: string, streams: Streams): Promise<ExitCode> {
  await print(streams.stdout, answer);
  return exitCode.fine;
}

async function overview(args: readonly string[], streams: Streams): Promise<ExitCode> {
  const parsed = await parse(args, overviewParser(args));
  if (parsed['help'] === true) {
    const commands = entries.map(({ name, summary }) => [name, summary] as const);
    return answerWith(overviewHelp(commands, widthOf(streams)), streams);
  }
  if (parsed['version'] === true) return answerWith(`${version()}\n`, streams);
  const [name] = parsed._;
  throw unknownCommand(name === undefined ? undefined : String(name), streams);
}

/** Prose stays readable when the terminal is wider. */
function widthOf({ stdout }: Streams): number {
  return stdout.isTTY === true ? Math.max(40, Math.min(100, stdout.columns ?? 80)) : 80;
}

// ── The parser ───────────────────────────────────────────────────────────────────────────────────────────────

type Parsed = Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] };

interface Parser {
  readonly parser: Argv;
  /** For suggestions. */
  readonly options: readonly string[];
}

async function parse(args: readonly string[], { parser, options }: Parser): Promise<Parsed> {
  try {
    return await parser.parseAsync([...args]);
  } catch (error) {
    throw error instanceof Error && error.name === 'YError' ? readable(error.message, options) : error;
  }
}

function commandParser(args: readonly string[], { options }: Command): Parser {
  const described = Object.entries(options).map(([name, option]) => [name, parserOption(option)] as const);
  return parserOf(args, { ...Object.fromEntries(described), help });
}

function overviewParser(args: readonly string[]): Parser {
  return parserOf(args, { help, version: { alias: 'v', type: 'boolean' } });
}

const help: Options = { alias: 'h', type: 'boolean' };

/** An option as the parser wants it described. */
function parserOption(option: Option): Options {
  const alias = option.alias === undefined ? {} : { alias: option.alias };
  switch (option.kind) {
    case 'flag':
      return { ...alias, type: 'boolean', ...(option.usual === true ? { default: true } : {}) };
    case 'value':
      return { ...alias, type: 'string', requiresArg: option.negatable !== true };
    case 'list':
      return { ...alias, type: 'string', array: true };
  }
}

function parserOf(args: readonly string[], options: Readonly<Record<string, Options>>): Parser {
  const names = Object.keys(options);
  const parser = yargs([...args])
    // The same words everywhere, whatever the locale.
    .detectLocale(false)
    .exitProcess(false)
    .parserConfiguration({
      'greedy-arrays': false,
      'dot-notation': false,
      'parse-positional-numbers': false,
      'camel-case-expansion': false,
      'populate--': true,
    })
    // The parser's own pages are not ours; its names for them are free once they are off.
    .help(false)
    .version(false)
    .options(options)
    .strictOptions()
    .fail((message, error) => {
      throw error ?? readable(message, names);
    });
  return { parser, options: names };
}

function unknownCommand(name: string | undefined, { cwd }: Streams): UsageError {
  const names = entries.map((entry) => entry.name);
  if (name !== undefined && existsSync(resolve(cwd, name))) {
    return usageError(`'${name}'`, 'it is a path, not a command', `did you mean 'dfopt migrate ${name}'?`);
  }
  return name === undefined
    ? usageError('the command', 'none was given', `the commands are ${names.join(', ')}; see 'dfopt --help'`)
    : usageError(
        `'${name}'`,
        'there is no such command',
        didYouMean(name, names) ?? `the commands are ${names.join(', ')}`,
      );
}

/** The parser's own complaints in our form. */
function readable(message: string, options: readonly string[]): UsageError {
  const unknown = /^Unknown arguments?: (\S+?)(?:,|$)/.exec(message)?.[1];
  if (unknown !== undefined) {
    const dashes = unknown.length === 1 ? '-' : '--';
    const near = didYouMean(
      `--${unknown}`,
      options.map((option) => `--${option}`),
    );
    return usageError(`${dashes}${unknown}`, 'there is no such option', near ?? "see 'dfopt --help'");
  }
  const missing = /^Not enough arguments following: (\S+)$/.exec(message)?.[1];
  if (missing !== undefined) return usageError(`--${missing}`, 'its value is missing', 'put one behind it');
  return usageError('the options', message.replaceAll(/\s+/g, ' '), "see 'dfopt --help'");
}
