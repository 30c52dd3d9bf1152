/** `dfopt completion SHELL`: a script that completes commands, options and file names. */
import type { Command, Entry } from '../command.ts';
import { type ExitCode, type Streams, exitCode, print } from '../streams.ts';
import { usageError } from '../usage.ts';

/** One command as the scripts need it. */
interface Described {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly { readonly name: string; readonly description: string }[];
}

const scripts: Readonly<Record<string, (commands: readonly Described[]) => string>> = { bash, zsh, fish };

/** The command, for these commands and itself. */
export function completionCommand(entries: readonly Entry[]): Command {
  return {
    usage: `dfopt completion SHELL

Prints a completion script for bash, zsh or fish. For bash, for instance:
  dfopt completion bash > ~/.local/share/bash-completion/completions/dfopt`,
    options: {},
    run: ({ positionals }, streams) => complete(positionals, entries, streams),
  };
}

async function complete(
  [shell]: readonly string[],
  entries: readonly Entry[],
  streams: Streams,
): Promise<ExitCode> {
  const script = shell !== undefined && Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined) {
    const why = shell === undefined ? 'the shell is missing' : `there is no script for '${shell}'`;
    throw usageError("'completion'", why, `the shells are ${Object.keys(scripts).join(', ')}`);
  }
  await print(streams.stdout, script(await Promise.all(entries.map(described))));
  return exitCode.fine;
}

async function described({ name, summary, load }: Entry): Promise<Described> {
  const { options } = await load();
  const help = { name: '--help', description: 'Show help' };
  return {
    name,
    summary,
    options: [
      ...Object.entries(options).map(([option, { description }]) => ({
        name: `--${option}`,
        description: description ?? '',
      })),
      help,
    ],
  };
}

function names(items: readonly { readonly name: string }[]): string {
  return items.map(({ name }) => name).join(' ');
}

function bash(commands: readonly Described[]): string {
  const cases = commands.map(({ name, options }) => `    ${name}) words='${names(options)}' ;;\n`).join('');
  return `_dfopt() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${names(commands)}' -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases}  esac
  # Without an answer bash completes file names.
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
  esac
}
complete -o default -F _dfopt dfopt
`;
}

function zsh(commands: readonly Described[]): string {
  const cases = commands.map(({ name, options }) => `    ${name}) options=(${names(options)}) ;;\n`).join('');
  return `#compdef dfopt
_dfopt() {
  local -a options
  if (( CURRENT == 2 )); then
    compadd -- ${names(commands)}
    return
  fi
  case $words[2] in
${cases}  esac
  if [[ $PREFIX == -* ]]; then
    compadd -- $options
  else
    _files
  fi
}
compdef _dfopt dfopt
`;
}

function fish(commands: readonly Described[]): string {
  return commands
    .flatMap(({ name, summary, options }) => [
      `complete -c dfopt -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}\n`,
      ...options.map(
        (option) =>
          `complete -c dfopt -n '__fish_seen_subcommand_from ${name}' -l ${option.name.slice(2)} -d ${quoted(option.description)}\n`,
      ),
    ])
    .join('');
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
