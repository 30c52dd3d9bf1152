/** Shell scripts and shell-form commands: what they call, read and need. */
import { posix } from 'node:path';
import type { Evidence } from '../../engine/types.ts';
import type { Stage, StepId } from '../../build/types.ts';
import {
  parseInterpreter,
  readScript,
  type ScriptFacts,
  type ScriptFile,
  type ScriptSurroundings,
} from '../../shell/scripts.ts';
import { isShell } from '../../shell/wrappers.ts';
import { refusals } from '../refusals.ts';
import { shellWords } from '../shell-form.ts';
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
}

/** The commands that a script calls and the files it reads. */
export function factFindings(facts: ScriptFacts, call: ScriptCall, stage: Stage): Findings {
  const { evidence, main, probe, parameters = [] } = call;
  return [
    { kind: 'variables', names: [...facts.reads] },
    ...(facts.complete && facts.unresolved.length === 0 ? [] : [scriptUncertain]),
    ...facts.commands.map(({ words, conditional }) =>
      started({
        words: words.map((word) => word.text ?? word.prefix ?? ''),
        evidence,
        optional: conditional,
        main: main && !conditional,
        ...(probe === undefined ? {} : { probe }),
      }),
    ),
    ...facts.files.flatMap((file) => fileFindings(file, call, stage)),
    ...(facts.startsArguments && parameters.length > 0
      ? [started({ words: parameters, evidence, optional: facts.replacesArguments, main })]
      : []),
  ];
}

function fileFindings(file: ScriptFile, { evidence, main }: ScriptCall, stage: Stage): Findings {
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
      : factFindings(readScript(text, surroundingsOf(stage)), { evidence, main }, stage)),
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
