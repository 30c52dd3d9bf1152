/** `dfopt completion SHELL`: a script that completes commands, options, their values, and file names. */
import { didYouMean } from '../../batch/suggest.ts';
import type { Command, Entry, Option } from '../command.ts';
import { type ExitCode, type Streams, exitCode, print } from '../streams.ts';
import { usageError } from '../usage.ts';

/** One command as the scripts need it. */
interface Described {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly DescribedOption[];
  /** All words there are for its arguments; empty where these are files. */
  readonly words: readonly string[];
}

interface DescribedOption {
  /** As it is typed, the long one first: `--format`, `-f`. */
  readonly names: readonly [long: string, ...short: readonly string[]];
  readonly description: string;
  readonly takesValue: boolean;
  /** All values there are; empty where any text, or a file, can be one. */
  readonly values: readonly string[];
}

const scripts: Readonly<Record<string, (commands: readonly Described[]) => string>> = { bash, zsh, fish };
const shells = Object.keys(scripts);

/** The command, for these commands and itself. */
export function completionCommand(entries: readonly Entry[]): Command {
  return {
    usage: 'completion SHELL',
    about: `Prints a completion script for ${shells.join(', ')}.`,
    options: {},
    words: () => shells,
    examples: [
      ['source <(dfopt completion bash)', 'in ~/.bashrc'],
      ['source <(dfopt completion zsh)', 'in ~/.zshrc, behind compinit'],
      ['dfopt completion fish | source', 'in ~/.config/fish/config.fish'],
    ],
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
    const near = shell === undefined ? undefined : didYouMean(shell, shells);
    throw usageError("'completion'", why, near ?? `the shells are ${shells.join(', ')}`);
  }
  await print(streams.stdout, script(await Promise.all(entries.map(described))));
  return exitCode.fine;
}

async function described({ name, summary, load }: Entry): Promise<Described> {
  const { options, words } = await load();
  const help: Option = { kind: 'flag', alias: 'h', description: 'print the help' };
  const described = Object.entries({ ...options, help }).flatMap(describedOption);
  return { name, summary, options: described, words: words?.() ?? [] };
}

function describedOption([name, option]: readonly [string, Option]): readonly DescribedOption[] {
  const usual = option.kind === 'flag' ? option.usual : undefined;
  const long = [...(usual === true ? [] : [`--${name}`]), ...(usual === undefined ? [] : [`--no-${name}`])];
  return long.map((each) => ({
    names: [each, ...(option.alias === undefined ? [] : [`-${option.alias}`])],
    description: option.description,
    takesValue: option.kind !== 'flag',
    values: option.kind === 'flag' ? [] : (option.values ?? []),
  }));
}

function commandNames(commands: readonly Described[]): string {
  return commands.map(({ name }) => name).join(' ');
}

function optionNames({ options }: Described): string {
  return options.map(({ names: [long] }) => long).join(' ');
}

/** For each option that has certain values, a case: `--format|-f) words='…' ;;`. */
function valueCases(
  { options }: Described,
  branch: (pattern: string, option: DescribedOption) => string,
): string {
  return options
    .filter(({ takesValue }) => takesValue)
    .map((option) => branch(option.names.join('|'), option))
    .join('');
}

function bash(commands: readonly Described[]): string {
  const cases = commands
    .map(
      (command) => `    ${command.name})
      options='${optionNames(command)}' words='${command.words.join(' ')}'
      case "$before" in
${valueCases(command, (pattern, { values }) => `        ${pattern}) values='${values.join(' ')}' takes=1 ;;\n`)}      esac ;;
`,
    )
    .join('');
  return `_dfopt() {
  local word=\${COMP_WORDS[COMP_CWORD]} before='' options='' words='' values='' takes=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -le 1 ]; then
    COMPREPLY=($(compgen -W '${commandNames(commands)} --help --version' -- "$word"))
    return
  fi
  before=\${COMP_WORDS[COMP_CWORD-1]}
  # Bash takes the sign in --format=json for a word of its own.
  if [ "$word" = = ]; then
    word=''
  elif [ "$before" = = ]; then
    before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  case "\${COMP_WORDS[1]}" in
${cases}  esac
  # Without an answer bash completes file names.
  if [ -n "$takes" ]; then
    COMPREPLY=($(compgen -W "$values" -- "$word"))
  elif [ "\${word:0:1}" = - ]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$word"))
  fi
}
complete -o default -F _dfopt dfopt
`;
}

function zsh(commands: readonly Described[]): string {
  const cases = commands
    .map(
      (command) => `    ${command.name})
      options=(${optionNames(command)})
      arguments=(${command.words.join(' ')})
      case $before in
${valueCases(command, (pattern, { values }) => `        ${pattern}) ${values.length === 0 ? '_files' : `compadd -- ${values.join(' ')}`}; return ;;\n`)}      esac ;;
`,
    )
    .join('');
  return `#compdef dfopt
_dfopt() {
  local -a options arguments
  local before=$words[CURRENT-1]
  if [[ $PREFIX == --*=* ]]; then
    before=\${PREFIX%%=*}
    compset -P '*='
  fi
  if (( CURRENT == 2 )); then
    compadd -- ${commandNames(commands)} --help --version
    return
  fi
  case $words[2] in
${cases}  esac
  if [[ $PREFIX == -* ]]; then
    compadd -- $options
  elif (( $#arguments )); then
    compadd -- $arguments
  else
    _files
  fi
}
compdef _dfopt dfopt
`;
}

function fish(commands: readonly Described[]): string {
  return commands
    .flatMap(({ name, summary, options, words }) => [
      `complete -c dfopt -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}\n`,
      ...(words.length === 0
        ? []
        : [`complete -c dfopt -n '__fish_seen_subcommand_from ${name}' -f -a ${quoted(words.join(' '))}\n`]),
      ...options.map((option) => {
        const [long, short] = option.names;
        const parts = [
          'complete -c dfopt',
          `-n '__fish_seen_subcommand_from ${name}'`,
          `-l ${long.slice(2)}`,
          ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
          ...(option.takesValue ? ['-r'] : []),
          ...(option.values.length === 0 ? [] : [`-f -a ${quoted(option.values.join(' '))}`]),
          `-d ${quoted(option.description)}`,
        ];
        return `${parts.join(' ')}\n`;
      }),
    ])
    .join('');
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
