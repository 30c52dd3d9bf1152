/** The commands. Each one's module is loaded only when it is called. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import yargs, { type Argv } from 'yargs';
import type { Call, Command, Entry } from './command.ts';
import { type ExitCode, type Streams, exitCode, print } from './streams.ts';
import { didYouMean } from '../batch/suggest.ts';
import { type UsageError, usageError } from './usage.ts';
import { version } from './version.ts';

const entries: readonly Entry[] = [
  {
    name: 'migrate',
    summary: 'split Dockerfiles: a patch on standard output, or --write',
    load: async () => (await import('./commands/migrate.ts')).migrateCommand,
  },
  {
    name: 'verify',
    summary: 'build a Dockerfile and its migration, and compare them',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  {
    name: 'graph',
    summary: 'draw the stages of a Dockerfile',
    load: async () => (await import('./commands/graph.ts')).graphCommand,
  },
  {
    name: 'explain',
    summary: 'say what a code means and what one can do',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  {
    name: 'rules',
    summary: 'list the rules',
    load: async () => (await import('./commands/rules.ts')).rulesCommand,
  },
  {
    name: 'init',
    summary: 'write a configuration to start from',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  {
    name: 'config',
    summary: 'print the settings that apply and where they come from',
    load: async () => (await import('./commands/config.ts')).configCommand,
  },
  {
    name: 'report',
    summary: 'merge the JSON reports of several runs',
    load: async () => (await import('./commands/report.ts')).reportCommand,
  },
  {
    name: 'completion',
    summary: 'print a completion script for a shell',
    load: async () => (await import('./commands/completion.ts')).completionCommand(entries),
  },
];

/** Runs what the arguments ask for. Throws a `UsageError` when they make no sense. */
export async function runCommand(args: readonly string[], streams: Streams): Promise<ExitCode> {
  // The command comes first. Letting the parser look for it would cost a drawn help page in every run.
  const [name, ...rest] = args;
  const entry = entries.find((each) => each.name === name);
  if (entry === undefined) return overview(args, streams);
  const command = await entry.load();
  const given = withNegativeValues(rest, command);
  const { parsed, answer } = await parse(given, commandParser(given, entry, command, streams));
  if (answer !== '') return answerWith(answer, streams);
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

function callOf(parsed: Parsed['parsed'], raw: readonly string[]): Call {
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
  await print(streams.stdout, `${answer}\n`);
  return exitCode.fine;
}

async function overview(args: readonly string[], streams: Streams): Promise<ExitCode> {
  const { parsed, answer } = await parse(args, overviewParser(args, streams));
  const [name] = parsed._;
  if (answer === '') throw unknownCommand(name === undefined ? undefined : String(name), streams);
  return answerWith(answer, streams);
}

// ── The parser ───────────────────────────────────────────────────────────────────────────────────────────────

interface Parsed {
  readonly parsed: Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] };
  /** What the parser itself wants to say. */
  readonly answer: string;
}

interface Parser {
  readonly parser: Argv;
  /** For suggestions. */
  readonly options: readonly string[];
}

async function parse(args: readonly string[], { parser, options }: Parser): Promise<Parsed> {
  let answer = '';
  try {
    const parsed = await parser.parseAsync(
      [...args],
      {},
      (_error: unknown, _argv: unknown, output: string) => {
        answer = output;
      },
    );
    return { parsed, answer };
  } catch (error) {
    throw error instanceof Error && error.name === 'YError' ? readable(error.message, options) : error;
  }
}

function commandParser(args: readonly string[], { name }: Entry, command: Command, streams: Streams): Parser {
  const names = [...Object.keys(command.options), 'help'];
  const parser = basicParser(args, streams, names)
    .scriptName(`dfopt ${name}`)
    .usage(command.usage)
    .options(command.options)
    .version(false);
  return { parser, options: names };
}

function overviewParser(args: readonly string[], streams: Streams): Parser {
  const names = ['help', 'version'];
  const basic = basicParser(args, streams, names)
    .scriptName('dfopt')
    .usage(
      'dfopt <command>\n\nSplits single-stage Dockerfiles into a build stage and a minimal runtime stage.',
    )
    .version(version())
    .epilogue(
      "Exit codes: 0 fine, 1 --check found something to change, 2 usage or unusable input.\n'dfopt COMMAND --help' shows a command's options.",
    );
  const parser = entries.reduce<Argv>((each, { name, summary }) => each.command(name, summary), basic);
  return { parser, options: names };
}

function basicParser(args: readonly string[], { stdout }: Streams, options: readonly string[]): Argv {
  return (
    yargs([...args])
      // The same words everywhere, whatever the locale.
      .detectLocale(false)
      .exitProcess(false)
      .wrap(stdout.isTTY === true ? Math.min(100, stdout.columns ?? 80) : 80)
      .parserConfiguration({
        'greedy-arrays': false,
        'dot-notation': false,
        'parse-positional-numbers': false,
        'camel-case-expansion': false,
        'populate--': true,
      })
      .strictOptions()
      .help()
      .alias({ help: 'h' })
      .fail((message, error) => {
        throw error ?? readable(message, options);
      })
  );
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
