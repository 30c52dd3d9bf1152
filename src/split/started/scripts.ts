/** Shell scripts and shell-form commands: what they call, read and need. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Evidence } from '../../rule/types.ts';
import type { Stage, StepId } from '../../evaluate/types.ts';
import {
  parseInterpreter,
  readScript,
  type ScriptFacts,
  type ScriptFile,
  type ScriptSurroundings,
} from '../../shell/scripts.ts';
import type { Value } from '../../shell/types.ts';
import { isShell } from '../../shell/wrappers.ts';
import { refusals } from '../../toolchain/refusals.ts';
import { shellWords } from './shell-form.ts';
import {
  commandNeeded,
  needed,
  refused,
  scriptUncertain,
  shellNeeded,
  started,
  workingDirectoryUsed,
} from './findings.ts';
import type { Findings, StartedCommand } from './types.ts';

/** A script file that is started, by itself or by a shell that is given its name. */
export function scriptFindings(
  text: string,
  path: string,
  command: StartedCommand,
  shell: string | undefined,
  stage: Stage,
): Findings {
  const { evidence, words, main } = command;
  const interpreter = parseInterpreter(text);
  const runner = interpreter?.program ?? shell;
  if (runner === undefined || !isShell(posix.basename(runner))) {
    // Another interpreter: it has to be there, and what the script does is not known.
    return interpreter === undefined
      ? []
      : [
          commandNeeded(posix.basename(interpreter.program), `${path} is a script for it`, evidence),
          scriptUncertain,
        ];
  }
  if (/\r\n/.test(text.slice(0, 200)) && interpreter !== undefined) {
    return [refused(refusals.scriptLineEnds(path, evidence))];
  }
  const shellPath =
    interpreter === undefined ? '/bin/sh' : shellPathOf(interpreter.path, interpreter.program);
  return [
    shellNeeded(shellPath, `${path} is a shell script`, evidence),
    workingDirectoryUsed,
    ...factFindings(
      readScript(text, surroundingsOf(stage)),
      { evidence, parameters: words.slice(1), main },
      stage,
    ),
  ];
}

/** What the image sets is what its scripts find, unless a container is given something else. */
export function surroundingsOf(stage: Stage): ScriptSurroundings {
  return {
    lookup: (name) => {
      const value = stage.state.env.get(name);
      return value?.text === undefined ? undefined : { text: value.text };
    },
  };
}

/** How a script comes to run. */
export interface ScriptCall {
  readonly evidence: Evidence | undefined;
  /** Its positional parameters, which it may start as a command (`exec "$@"`). */
  readonly parameters?: readonly string[];
  readonly main: boolean;
  readonly probe?: true;
  /** Functions of the scripts around it. */
  readonly functions?: ReadonlySet<string>;
}

/** The commands that a script calls and the files it reads. */
export function factFindings(facts: ScriptFacts, call: ScriptCall, stage: Stage): Findings {
  const { evidence, main, probe, parameters = [] } = call;
  const sourced = sourcedBy(facts, stage);
  const functions = new Set([...(call.functions ?? []), ...facts.functions, ...sourced.functions]);
  const commands = facts.commands.filter(({ name }) => !functions.has(name));
  return [
    { kind: 'variables', names: [...facts.reads] },
    ...(facts.complete && facts.unresolved.length === 0 ? [] : [scriptUncertain]),
    ...commands.map(({ words, conditional, directory }) =>
      started({
        words: words.map((word, index) => {
          const text = word.text ?? word.prefix ?? '';
          return index === 0 ? calledIn(directory, text) : text;
        }),
        evidence,
        // What can't be read may define a function of that name.
        optional: conditional || !sourced.complete,
        main: main && !conditional,
        ...(probe === undefined ? {} : { probe }),
      }),
    ),
    ...facts.directories.flatMap((directory) => directoryFindings(directory, call, stage)),
    ...facts.files.flatMap((file) => fileFindings(file, { ...call, functions }, stage)),
    ...(facts.startsArguments && parameters.length > 0
      ? [started({ words: parameters, evidence, optional: facts.replacesArguments, main })]
      : []),
  ];
}

/** A command that is called by a path, seen from where the script started. */
function calledIn({ text: directory }: Value, name: string): string {
  const relative = name.includes('/') && !name.startsWith('/');
  return relative && directory !== undefined && directory !== '' ? posix.join(directory, name) : name;
}

/** A directory that a script changes to: what follows may name files in it. */
function directoryFindings({ text }: Value, { evidence }: ScriptCall, stage: Stage): Findings {
  if (text === undefined) return [scriptUncertain];
  const workdir = stage.state.workdir.text ?? '/';
  const path = posix.resolve(workdir, text);
  if (isInside(workdir, path)) return path === workdir ? [] : [scriptUncertain];
  const found = stage.files.lookup(path);
  return found.status !== 'present' || found.entry.origin.by === 'base'
    ? []
    : [needed({ kind: 'file', path, directory: true, because: 'a script changes to it', evidence })];
}

/** The functions that a script gets from the files it sources; `complete` where all of these can be read. */
function sourcedBy(
  facts: ScriptFacts,
  stage: Stage,
  depth = 4,
): { readonly functions: readonly string[]; readonly complete: boolean } {
  const texts = facts.files.flatMap((file) =>
    file.use === 'source'
      ? [file.path.text === undefined ? undefined : contentOf(file.path.text, stage)]
      : [],
  );
  const read = texts.flatMap((text) => (text === undefined ? [] : [readScript(text, surroundingsOf(stage))]));
  const inner = depth === 0 ? [] : read.map((script) => sourcedBy(script, stage, depth - 1));
  return {
    functions: [
      ...read.flatMap(({ functions }) => [...functions]),
      ...inner.flatMap(({ functions }) => functions),
    ],
    complete: read.length === texts.length && inner.every(({ complete }) => complete),
  };
}

function contentOf(file: string, stage: Stage): string | undefined {
  return stage.files.read(posix.resolve(stage.state.workdir.text ?? '/', file));
}

function fileFindings(file: ScriptFile, call: ScriptCall, stage: Stage): Findings {
  const { evidence, main, functions } = call;
  if (file.path.text === undefined || file.use === 'write') return [];
  const path = posix.resolve(stage.state.workdir.text ?? '/', file.path.text);
  const found = stage.files.lookup(path);
  if (found.status !== 'present' || found.entry.origin.by === 'base') return [];
  const directory = found.entry.kind === 'directory';
  const text = file.use === 'source' ? found.entry.content?.() : undefined;
  return [
    needed({ kind: 'file', path, directory, because: 'a script reads it', evidence }),
    ...(text === undefined
      ? []
      : factFindings(
          readScript(text, surroundingsOf(stage)),
          { evidence, main, ...(functions === undefined ? {} : { functions }) },
          stage,
        )),
  ];
}

/** A shell-form command, and the shell it is given to. */
export interface ShellForm {
  readonly text: string;
  readonly shell: readonly string[];
  /** The instruction that could be written in exec form instead. */
  readonly step: StepId | undefined;
}

/** Shell form: the exec form where that is the same, else a shell and what its script calls. */
export function shellFormFindings(
  { text, shell, step }: ShellForm,
  call: ScriptCall,
  stage: Stage,
): Findings {
  const { evidence, main, probe } = call;
  const words = isDefaultShell(shell) ? shellWords(text, stage) : undefined;
  if (words !== undefined) {
    return [
      ...(step === undefined ? [] : [{ kind: 'exec-form', step, words } as const]),
      started({ words, evidence, optional: false, main, ...(probe === undefined ? {} : { probe }) }),
    ];
  }
  return [
    shellNeeded(shell[0] ?? '/bin/sh', 'its command needs a shell', evidence),
    ...(main ? [workingDirectoryUsed] : []),
    ...factFindings(readScript(text, surroundingsOf(stage)), call, stage),
  ];
}

function isDefaultShell(shell: readonly string[]): boolean {
  return shell.length === 2 && isShell(posix.basename(shell[0] ?? '')) && shell[1] === '-c';
}

/** Where a shell is looked for: its own path, or /bin for one that is started by name or through env(1). */
export function shellPathOf(path: string | undefined, program: string): string {
  if (path !== undefined && posix.basename(path) !== 'env') return path;
  return `/bin/${posix.basename(program)}`;
}
