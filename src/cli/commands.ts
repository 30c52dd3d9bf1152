/** The commands. Each one's module is loaded only when it is called. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import yargs, { type Argv } from 'yargs';
import type { Command } from './command.ts';
import { type ExitCode, type Streams, exitCode, print } from './streams.ts';
import { didYouMean } from '../batch/suggest.ts';
import { type UsageError, usageError } from './usage.ts';
import { version } from './version.ts';

interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

const entries: readonly Entry[] = [
  {
    name: 'migrate',
    summary: 'split Dockerfiles: a patch on standard output, or --write',
    load: async () => (await import('./commands/migrate.ts')).migrateCommand,
  },
  {
    name: 'explain',
    summary: 'say what a code means and what one can do',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
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
];

/** Runs what the arguments ask for. Throws a `UsageError` when they make no sense. */
export async function runCommand(args: readonly string[], streams: Streams): Promise<ExitCode> {
  const asked: { run?: () => Promise<ExitCode> } = {};
  const parsed = await parse(args, streams, (command, positionals, options) => {
    asked.run = () => command.run({ positionals, options, raw: args }, streams);
  });
  if (asked.run !== undefined) return asked.run();
  // `--help` and `--version` answer in place of a command.
  if (parsed.answer === '') throw unknownCommand(parsed.command, streams);
  await print(streams.stdout, `${parsed.answer}\n`);
  return exitCode.fine;
}

interface Parsed {
  /** What stands in the command's place. */
  readonly command: string | undefined;
  /** What the parser itself wants to say. */
  readonly answer: string;
}

async function parse(args: readonly string[], streams: Streams, ask: Ask): Promise<Parsed> {
  const options: string[] = ['help', 'version'];
  let answer = '';
  try {
    const parsed = await describe(args, streams, options, ask).parseAsync(
      [...args],
      {},
      (_error: unknown, _argv: unknown, output: string) => {
        answer = output;
      },
    );
    const [command] = parsed._;
    return { command: command === undefined ? undefined : String(command), answer };
  } catch (error) {
    throw error instanceof Error && error.name === 'YError' ? readable(error.message, options) : error;
  }
}

type Ask = (
  command: Command,
  positionals: readonly string[],
  options: Readonly<Record<string, unknown>>,
) => void;

/** The parser of all commands; it adds the options it learns of to the list. */
function describe(args: readonly string[], streams: Streams, options: string[], ask: Ask): Argv {
  const start = yargs([...args])
    .scriptName('dfopt')
    .usage(
      'dfopt <command>\n\nSplits single-stage Dockerfiles into a build stage and a minimal runtime stage.',
    )
    // The same words everywhere, whatever the locale.
    .detectLocale(false)
    .exitProcess(false)
    .wrap(streams.stdout.isTTY === true ? Math.min(100, streams.stdout.columns ?? 80) : 80)
    .parserConfiguration({
      'greedy-arrays': false,
      'dot-notation': false,
      'parse-positional-numbers': false,
      'camel-case-expansion': false,
    })
    .strictOptions()
    .version(version())
    .help()
    .alias({ help: 'h' })
    .epilogue(
      "Exit codes: 0 fine, 1 --check found something to change, 2 usage or unusable input.\n'dfopt COMMAND --help' shows a command's options.",
    );
  const described = entries.reduce<Argv>((parser, { name, summary, load }) => {
    const loaded: { command?: Command } = {};
    return parser.command(
      name,
      summary,
      async (builder) => {
        const command = await load();
        loaded.command = command;
        options.push(...Object.keys(command.options));
        return builder.usage(command.usage).options(command.options).epilogue('');
      },
      (parsed) => {
        if (loaded.command !== undefined) ask(loaded.command, parsed._.slice(1).map(String), parsed);
      },
    );
  }, start);
  return described.fail((message, error) => {
    throw error ?? readable(message, options);
  });
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
