/** Shell scripts and shell-form commands: what they call, read and need. */
import { posix } from 'node:path';
import type { Stage, StepId } from '../../evaluate/types.ts';
import { parseInterpreter } from '../../shell/interpreter.ts';
import type { ScriptCommand, ScriptFacts, ScriptFile, ScriptSurroundings } from '../../shell/script-facts.ts';
import { enter, pathIn } from '../../shell/script-files.ts';
import { parseShell } from '../../shell/parse.ts';
import { UNREAD } from '../../shell/printed.ts';
import { textsAssigned } from '../../shell/script-variables.ts';
import { readScript } from '../../shell/scripts.ts';
import type { Value } from '../../shell/types.ts';
import { isShell } from '../../shell/wrappers.ts';
import { refusals } from '../../toolchain/refusals.ts';
import { askedBy } from './asked.ts';
import { linesPiped, linesStartedBy, scriptsIn } from './files-started.ts';
import { interpretedNeeds } from './interpreted.ts';
import { isOpen, notRead, openFindings, openWordFindings, unknownCommandFindings } from './open-words.ts';
import { wordsOf } from './patterns.ts';
import { directoryFindings, fileFindings } from './script-files.ts';
import { placeOf, stageAt, stageIn, type WrittenFiles } from './place.ts';
import { scriptTextAt } from './script-text.ts';
import { startupFindings } from './shell-startup.ts';
import { startupPath } from './startup-path.ts';
import { shellWords } from '../start/shell-form.ts';
import { resolveCommand } from '../start/resolve-command.ts';
import { openSurroundingsOf, surroundingsOf } from './surroundings.ts';
import { either, notKnownFindings, writtenBy, writtenInPart } from './written-files.ts';
import { systemReads } from '../system/reads.ts';
import {
  needed,
  refused,
  scriptNotRead,
  scriptUncertain,
  shellNeeded,
  started,
  systemFindings,
  workingDirectoryUsed,
} from './findings.ts';
import type { Findings, ScriptCall, SourcingCall, StartedCommand } from './types.ts';

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
          ...interpretedNeeds(text, path, posix.basename(interpreter.program), stage, evidence).map(needed),
          scriptUncertain,
          scriptNotRead(
            `what ${path} starts and reads, a script for ${posix.basename(interpreter.program)}, is kept or part of the runtime image`,
            evidence,
          ),
        ];
  }
  if (/\r\n/.test(text.slice(0, 200)) && interpreter !== undefined) {
    return [refused(refusals.scriptLineEnds(path, evidence))];
  }
  const shellPath =
    interpreter === undefined ? '/bin/sh' : shellPathOf(interpreter.path, interpreter.program);
  const given = command.perhaps === true ? { optional: true as const } : { parameters: words.slice(1) };
  return [
    shellNeeded(shellPath, `${path} is a shell script`, evidence),
    workingDirectoryUsed,
    ...(interpreter === undefined
      ? []
      : startupFindings(valuesOf([interpreter.program, ...interpreter.arguments, path]), command, stage)),
    ...textFindings(
      text,
      { self: path, ...('parameters' in given ? given : {}) },
      { evidence, ...given, main, self: path, ...recipeOf(command), ...placeOf(command) },
      stage,
    ),
  ];
}

/** It goes on holding for what a recipe's command starts in its turn. */
export function recipeOf({ recipe }: Pick<StartedCommand, 'recipe'>): Pick<StartedCommand, 'recipe'> {
  return recipe === undefined ? {} : { recipe };
}

function valuesOf(words: readonly string[]): readonly Value[] {
  return words.map((text) => ({ text }));
}

/** What a script calls and reads with what the image gives it, and what with what a container may be given instead. */
export function textFindings(
  text: string,
  around: Pick<ScriptSurroundings, 'self' | 'source' | 'parameters'>,
  call: ScriptCall,
  stage: Stage,
): Findings {
  const here = stageAt(call, stage);
  const facts = readScript(text, { ...surroundingsOf(here), ...around });
  if (!text.includes('$')) return factFindings(facts, call, stage);
  const open = readScript(text, { ...openSurroundingsOf(here), ...around });
  const written = writtenInPart(open.files, call.directory ?? { text: '' }, stage);
  return [...factFindings(facts, call, stage, written), ...openFindings(open, call, stage)];
}

/** The commands that a script calls and the files it reads. */
function factFindings(facts: ScriptFacts, call: ScriptCall, stage: Stage, inPart?: WrittenFiles): Findings {
  const { evidence, main, probe } = call;
  const from = call.directory ?? { text: '' };
  const sourced = sourcedBy(facts, from, stage);
  const functions = new Set([...(call.functions ?? []), ...facts.functions, ...sourced.functions]);
  const commands = facts.commands
    .filter(({ name }) => !functions.has(name))
    .map((command) => ({ ...command, directory: enter(from, command.directory) }));
  const written = either(writtenBy(facts.files, commands, from, call.written, stage), inPart);
  const around: ScriptCall = { ...call, ...(written === undefined ? {} : { written }) };
  const asked = askedBy({ ...facts, functions }, stageIn(from, stage), evidence);
  return [
    { kind: 'variables', names: [...facts.reads] },
    ...(facts.complete && facts.unresolved.length === 0 ? [] : [scriptUncertain]),
    ...unknownCommandFindings(facts, from, call, stage),
    ...(commands.some(({ isGiven }) => isGiven === true) && hasUnreadInput(facts)
      ? notKnownFindings('the input of a shell', evidence)
      : []),
    ...commands.map(({ words, conditional, directory, path, isGiven }) =>
      started({
        words: words.flatMap((word) => wordsOf(word, stageIn(directory, stage))),
        evidence,
        // What can't be read may define a function of that name.
        optional: conditional || !sourced.complete || call.optional === true || isUnknown(path),
        main: main && !conditional && isGiven !== true,
        ...(probe === undefined ? {} : { probe }),
        ...recipeOf(call),
        ...placeOf(around),
        ...(directory.text === '' ? {} : { directory }),
        ...(path === undefined ? {} : { path }),
      }),
    ),
    ...(commands.some(({ path }) => isUnknown(path)) ? [scriptUncertain] : []),
    ...findsUnknown(commands, call, stage),
    ...linesPiped(
      commands.map(({ words, directory }) => ({ words, stage: stageIn(directory, stage) })),
    ).lines.map((words) =>
      started({ words, evidence, optional: true, main: false, ...recipeOf(call), ...placeOf(call) }),
    ),
    ...placeFindings(commands, facts.files, call),
    ...foundFindings(facts, commands, call, stage),
    ...commands.flatMap((command) => openWordFindings(command, call, stage)),
    ...facts.directories.flatMap((directory) => directoryFindings(enter(from, directory), call, stage)),
    ...facts.files.flatMap((file) =>
      fileFindings(
        { ...file, path: pathIn(from, file.path), directory: enter(from, file.directory) },
        { ...around, ...(file.searched === undefined ? {} : { path: file.searched }), functions },
        stage,
      ),
    ),
    ...facts.argumentStarts.flatMap((shifted) => argumentFindings(shifted, facts, around, stage)),
    ...asked.needs.map(needed),
    ...asked.assumptions.map((assumption) => ({ kind: 'assumption', assumption }) as const),
    ...(asked.complete ? [] : [scriptUncertain]),
  ];
}

/** What `find -exec` starts, where its words don't tell. */
function findsUnknown(commands: readonly ScriptCommand[], call: ScriptCall, stage: Stage): Findings {
  const open = commands.find(
    ({ words, directory }) => linesStartedBy(words, stageIn(directory, stage))?.complete === false,
  );
  return open === undefined ? [] : [scriptUncertain, notRead(`what ${open.name} starts is not known`, call)];
}

/** A shell is given a script by a command that does not tell it. */
function hasUnreadInput({ unresolved }: ScriptFacts): boolean {
  return unresolved.some(({ because }) => because === UNREAD);
}

function isUnknown(path: Value | undefined): boolean {
  return path !== undefined && path.text === undefined;
}

/**
 * The arguments that a script starts (`exec "$@"`). Where it isn't known how many it dropped before, they start with
 * the first one that is a program of the file's own or a file of the author's.
 */
function argumentFindings(
  shifted: number | undefined,
  { replacesArguments }: ScriptFacts,
  call: ScriptCall,
  stage: Stage,
): Findings {
  const { evidence, main, parameters = [] } = call;
  if (parameters.length === 0) return [];
  const start = (words: readonly string[]): Findings =>
    words.length === 0
      ? []
      : [
          started({
            words,
            evidence,
            optional: replacesArguments,
            main,
            ...recipeOf(call),
            ...placeOf(call),
          }),
        ];
  if (shifted !== undefined) return start(parameters.slice(shifted));
  const first = parameters.findIndex((word) => isBrought(word, stage));
  if (first >= 0) return start(parameters.slice(first));
  if (replacesArguments || !main) return [scriptUncertain];
  return [refused(refusals.argumentsNotFollowed(parameters, evidence))];
}

/** A word that names a program of the file's own, or a file that is there to be started. */
function isBrought(word: string, stage: Stage): boolean {
  const found = resolveCommand(word, stage);
  return (
    ['program', 'file', 'download'].includes(found.kind) || (found.kind === 'made' && word.includes('/'))
  );
}

/** Scripts that aren't known: sourced by a name that isn't, or started in a directory that isn't. */
function placeFindings(
  commands: readonly ScriptCommand[],
  files: readonly ScriptFile[],
  { evidence, self }: ScriptCall,
): Findings {
  const called = commands
    .filter(({ directory }) => directory.text === undefined)
    .flatMap(({ words: [name, ...given] }) =>
      isShell(posix.basename(name?.text ?? ''))
        ? given.slice(0, given.findIndex(({ text }) => text?.startsWith('-') !== true) + 1)
        : [name],
    )
    .flatMap((word) => word?.text ?? [])
    .find((text) => text.includes('/') && !text.startsWith('/'));
  const sourced = files.some(({ use, path }) => use === 'source' && isOpen(path));
  if (called === undefined && !sourced) return [];
  const script = self ?? 'the shell';
  const which = called === undefined ? 'a file' : `${called}, in a directory`;
  const message = `${script} ${called === undefined ? 'sources' : 'starts'} ${which} that is not known; it calls and reads nothing that only the original image has`;
  return [scriptNotRead(message, evidence)];
}

/** Where a script goes through what another command finds (`find DIR | while read f; do . "$f"; done`): the scripts there. */
function foundFindings(
  { files, unresolved }: ScriptFacts,
  commands: readonly ScriptCommand[],
  { evidence, ...call }: ScriptCall,
  stage: Stage,
): Findings {
  const open = unresolved.length > 0 || files.some(({ use, path }) => use === 'source' && isOpen(path));
  if (!open) return [];
  return commands
    .filter(({ name }) => ['find', 'ls'].includes(posix.basename(name)))
    .flatMap(({ words, directory }) => words.slice(1).flatMap((word) => pathIn(directory, word).text ?? []))
    .flatMap((path) => scriptsIn(path, stage).lines)
    .map((words) => started({ words, evidence, optional: true, main: false, ...recipeOf(call) }));
}

/** Files that are sourced by others are followed as far as this. */
const maximumSourced = 256;

/**
 * The functions that a script gets from the files it sources, and those from theirs, each file once; `complete` where
 * all of these can be read.
 */
function sourcedBy(
  facts: ScriptFacts,
  from: Value,
  stage: Stage,
): { readonly functions: readonly string[]; readonly complete: boolean } {
  const functions: string[] = [];
  const paths = [...sourcedPaths(facts, from, stage)];
  const seen = new Set(paths.map(({ path }) => path));
  // A file that is sourced may source others: the list grows while it is gone through.
  for (const { path, directory } of paths) {
    const text = path === undefined ? undefined : stage.files.read(path);
    if (text === undefined || seen.size > maximumSourced) return { functions, complete: false };
    const script = readScript(text, {
      ...surroundingsOf(stageIn(directory, stage)),
      ...(path === undefined ? {} : { source: path }),
    });
    functions.push(...script.functions);
    for (const inner of sourcedPaths(script, directory, stage)) {
      if (seen.has(inner.path)) continue;
      seen.add(inner.path);
      paths.push(inner);
    }
  }
  return { functions, complete: true };
}

interface SourcedPath {
  /** undefined where it isn't known. */
  readonly path: string | undefined;
  /** Where the script is then. */
  readonly directory: Value;
}

function sourcedPaths({ files }: ScriptFacts, from: Value, stage: Stage): readonly SourcedPath[] {
  const workdir = stage.state.workdir.text ?? '/';
  return files.flatMap(({ use, path, directory }) => {
    if (use !== 'source') return [];
    const { text } = pathIn(from, path);
    return [
      {
        path: text === undefined ? undefined : posix.resolve(workdir, text),
        directory: enter(from, directory),
      },
    ];
  });
}

/** The commands of a file that a script sources, and the files that it reads in its turn. */
export function sourcedFindings(
  path: string,
  { self, ...call }: SourcingCall,
  stage: Stage,
  text = scriptTextAt(path, stage),
): Findings {
  if (text === undefined) return [];
  const own = self === undefined ? {} : { self };
  return [
    ...settingsFindings(text, call, stage),
    ...textFindings(text, { source: path, ...own }, { ...call, ...own }, stage),
  ];
}

/** Files that the variables of a file name that is sourced: who sources it reads them by these. */
function settingsFindings(
  text: string,
  { evidence }: Pick<SourcingCall, 'evidence'>,
  stage: Stage,
): Findings {
  const because = 'settings that a script sources name it';
  return textsAssigned(parseShell(text)).flatMap((path): Findings => {
    const found = path.startsWith('/') ? stage.files.lookup(path) : undefined;
    if (found?.status !== 'present' || found.entry.program !== undefined) return [];
    const { origin, kind } = found.entry;
    if (kind === 'directory') return [];
    return origin.by === 'base'
      ? systemFindings(systemReads(path, 'file', stage, because, evidence))
      : [needed({ kind: 'file', path, directory: false, because, evidence })];
  });
}

/** A shell-form command, and the shell it is given to. */
export interface ShellForm {
  readonly text: string;
  readonly shell: readonly string[];
  /** The instruction that could be written in exec form instead. */
  readonly step: StepId | undefined;
  /** It means more than the exec form does. */
  readonly stays?: true;
}

/** Shell form: the exec form where that is the same, else a shell and what its script calls. */
export function shellFormFindings(
  { text, shell, step, stays }: ShellForm,
  call: ScriptCall,
  stage: Stage,
): Findings {
  const { evidence, main, probe } = call;
  // bash reads the file that BASH_ENV names before it runs a script (bash(1), INVOCATION).
  const readsFirst = posix.basename(shell[0] ?? '') === 'bash' && stage.state.env.has('BASH_ENV');
  const words =
    stays !== true && !readsFirst && isDefaultShell(shell)
      ? shellWords(text, stageAt(call, stage))
      : undefined;
  if (words !== undefined) {
    return [
      ...(step === undefined ? [] : [{ kind: 'exec-form', step, words } as const]),
      started({
        words,
        evidence,
        optional: false,
        main,
        ...(probe === undefined ? {} : { probe }),
        ...recipeOf(call),
        ...placeOf(call),
      }),
    ];
  }
  const line = valuesOf([...shell, text]);
  const path = startupPath(line, call, stage);
  return [
    shellNeeded(shell[0] ?? '/bin/sh', 'its command needs a shell', evidence),
    ...(main ? [workingDirectoryUsed] : []),
    ...startupFindings(line, call, stage),
    ...textFindings(text, {}, path === undefined ? call : { ...call, path }, stage),
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
