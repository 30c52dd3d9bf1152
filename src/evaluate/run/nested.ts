/** Scripts and make recipes of the image that a command runs, where their text is known. */
import { posix } from 'node:path';
import { exitsOnError, parseInterpreter } from '../../shell/interpreter.ts';
import { isShell, shellReadingInput } from '../../shell/wrappers.ts';
import { textInto } from '../commands/index.ts';
import type { CommandRun, FileSystem, Value } from '../types.ts';
import { known, type Expansion } from './expansion.ts';
import { makeCall } from './make-call.ts';
import { recipeIn } from './recipe.ts';
import type { Situation } from './situation.ts';

/** Scripts to walk in order, each with what its shell starts with. */
export interface Nested {
  readonly scripts: readonly {
    readonly text: string;
    readonly situation: Situation;
    readonly failureIgnored: boolean;
  }[];
  /** Why more may happen than the scripts say, and where. */
  readonly open: { readonly why: string; readonly directory: string } | undefined;
}

/** undefined when the command runs no script whose text is known. */
export function nestedScripts(
  run: CommandRun,
  situation: Situation,
  files: FileSystem,
  printed: Expansion['printedText'],
): Nested | undefined {
  const workdir = situation.workdir.text;
  if (workdir === undefined) return undefined;
  const name = run.name ?? '';
  if (name === 'make' || name === 'gmake') return recipe(run, workdir, situation, files, printed);
  const shell = isShell(name);
  const given = shell ? shellReadingInput(run.words) : undefined;
  if (given !== undefined) return fromInput(run, given, situation);
  const script = scriptOf(run, situation, files);
  if (script === undefined) return undefined;
  const { text, words } = script;
  const interpreter = parseInterpreter(text);
  if (!shell && !isShell(posix.basename(interpreter?.program ?? ''))) return undefined;
  const options = run.words.slice(1, run.words.length - words.length);
  const runner = shell ? name : posix.basename(interpreter?.program ?? '');
  const inside: Situation = {
    ...inShell(runner, situation),
    positional: words,
    errexit: exitsOnError(shell ? options.map((word) => word.text) : (interpreter?.arguments ?? [])),
  };
  return { scripts: [{ text, situation: inside, failureIgnored: false }], open: undefined };
}

/** A script of the image that is called by its path, or given to a shell: its text, and the words from its name on. */
export function scriptOf(
  { name = '', words }: CommandRun,
  { workdir }: Situation,
  files: FileSystem,
): { readonly name: string; readonly text: string; readonly words: readonly Value[] } | undefined {
  const shell = isShell(name);
  const argument = shell ? words.findIndex((word, i) => i > 0 && !(word.text ?? '-').startsWith('-')) : 0;
  const called = argument < 0 ? undefined : words[argument]?.text;
  if (called === undefined || workdir.text === undefined || (!shell && !called.includes('/')))
    return undefined;
  const text = files.read(posix.resolve(workdir.text, called));
  return text === undefined
    ? undefined
    : { name: posix.basename(called), text, words: words.slice(argument) };
}

/** What another shell starts with: none of the functions and arrays of the one that starts it. */
function inShell(name: string, situation: Situation): Situation {
  const { braces: _, arrays: __, ...rest } = situation;
  return { ...rest, functions: new Map(), ...(name === 'bash' ? { braces: true } : {}) };
}

/** `sh <<EOF`, `echo … | sh`: what comes in is the script. */
function fromInput(run: CommandRun, given: readonly Value[], situation: Situation): Nested | undefined {
  const text = textInto(run);
  if (text === undefined) return undefined;
  const options = run.words.slice(1, run.words.length - given.length);
  const inside: Situation = {
    ...inShell(run.name ?? '', situation),
    positional: [run.words[0] ?? { text: 'sh' }, ...given],
    errexit: exitsOnError(options.map((word) => word.text)),
  };
  return { scripts: [{ text, situation: inside, failureIgnored: false }], open: undefined };
}

function recipe(
  run: CommandRun,
  workdir: string,
  situation: Situation,
  files: FileSystem,
  printed: Expansion['printedText'],
): Nested | undefined {
  const call = makeCall(run.words);
  if (call === undefined) return undefined;
  const directory = posix.resolve(workdir, call.directory ?? '.');
  const print = (script: string, place: string): string | undefined =>
    printed(script, { ...situation, workdir: { text: place }, functions: new Map() });
  const read = recipeIn(files, directory, call, situation.variables, print);
  if (read === undefined) return undefined;
  const { lines, complete, problems } = read;
  const scripts = lines.map((line) => {
    const variables = new Map(situation.variables);
    for (const [name, value] of Object.entries(line.environment)) variables.set(name, known({ text: value }));
    return {
      text: line.text,
      situation: {
        ...situation,
        variables,
        workdir: { text: posix.resolve(directory, line.directory) },
        functions: new Map(),
      },
      failureIgnored: line.failureIgnored,
    };
  });
  const [problem] = problems;
  const why = `its Makefile is only partly understood${problem === undefined ? '' : ` (${problem.message})`}`;
  return { scripts, open: complete ? undefined : { why, directory } };
}
