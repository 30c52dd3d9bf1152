/** Shell scripts and shell-form commands: what they call, read and need. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Evidence } from '../../rule/types.ts';
import type { Stage, StepId } from '../../evaluate/types.ts';
import { isPattern, matchesName } from '../../shell/glob.ts';
import { parseInterpreter } from '../../shell/interpreter.ts';
import type { ScriptCommand, ScriptFacts, ScriptFile, ScriptSurroundings } from '../../shell/script-facts.ts';
import { enter, pathIn } from '../../shell/script-files.ts';
import { PATTERN } from '../../shell/script-scope.ts';
import { readScript } from '../../shell/scripts.ts';
import type { Value } from '../../shell/types.ts';
import { isShell } from '../../shell/wrappers.ts';
import { refusals } from '../../toolchain/refusals.ts';
import { askedBy } from './asked.ts';
import { linesPiped, readableIn, scriptsIn } from './files-started.ts';
import { interpretedNeeds } from './interpreted.ts';
import { stageIn } from './place.ts';
import { shellWords } from './shell-form.ts';
import { resolveCommand } from './start.ts';
import { needed, refused, scriptUncertain, shellNeeded, started, workingDirectoryUsed } from './findings.ts';
import type { Findings, SourcingCall, StartedCommand } from './types.ts';

/** A script file that is started, by itself or by a shell that is given its name. */
export function scriptFindings(
  text: string,
  path: string,
  command: StartedCommand,
  shell: string | undefined,
  stage: Stage,
): Findings {
  const { evidence, words, main, directory } = command;
  const interpreter = parseInterpreter(text);
  const runner = interpreter?.program ?? shell;
  if (runner === undefined || !isShell(posix.basename(runner))) {
    // Another interpreter: it has to be there, and what the script does is not known.
    return interpreter === undefined
      ? []
      : [
          ...interpretedNeeds(text, path, posix.basename(interpreter.program), stage, evidence).map(needed),
          scriptUncertain,
          {
            kind: 'assumption',
            assumption: {
              code: 'script-not-read',
              message: `what ${path} starts and reads, a script for ${posix.basename(interpreter.program)}, is kept or part of the runtime image`,
              evidence,
            },
          },
        ];
  }
  if (/\r\n/.test(text.slice(0, 200)) && interpreter !== undefined) {
    return [refused(refusals.scriptLineEnds(path, evidence))];
  }
  const shellPath =
    interpreter === undefined ? '/bin/sh' : shellPathOf(interpreter.path, interpreter.program);
  const parameters = words.slice(1);
  return [
    shellNeeded(shellPath, `${path} is a shell script`, evidence),
    workingDirectoryUsed,
    ...factFindings(
      readScript(text, { ...surroundingsOf(stageIn(directory, stage)), self: path, parameters }),
      {
        evidence,
        parameters,
        main,
        self: path,
        ...recipeOf(command),
        ...(directory === undefined ? {} : { directory }),
      },
      stage,
    ),
  ];
}

/** It goes on holding for what a recipe's command starts in its turn. */
export function recipeOf({ recipe }: Pick<StartedCommand, 'recipe'>): Pick<StartedCommand, 'recipe'> {
  return recipe === undefined ? {} : { recipe };
}

/** What the image sets is what its scripts find, unless a container is given something else. */
export function surroundingsOf(stage: Stage): ScriptSurroundings {
  const workdir = stage.state.workdir.text;
  return {
    ...(workdir === undefined ? {} : { workdir }),
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
  /** Where it is started, seen from the image's working directory; undefined for there. */
  readonly directory?: Value;
  readonly probe?: true;
  readonly recipe?: true;
  /** What it calls need not be there. */
  readonly optional?: true;
  /** Where the script lies. */
  readonly self?: string;
  /** Functions of the scripts around it. */
  readonly functions?: ReadonlySet<string>;
}

/** The commands that a script calls and the files it reads. */
export function factFindings(facts: ScriptFacts, call: ScriptCall, stage: Stage): Findings {
  const { evidence, main, probe } = call;
  const from = call.directory ?? { text: '' };
  const sourced = sourcedBy(facts, from, stage);
  const functions = new Set([...(call.functions ?? []), ...facts.functions, ...sourced.functions]);
  const commands = facts.commands
    .filter(({ name }) => !functions.has(name))
    .map((command) => ({ ...command, directory: enter(from, command.directory) }));
  const asked = askedBy({ ...facts, functions }, stageIn(from, stage), evidence);
  return [
    { kind: 'variables', names: [...facts.reads] },
    ...(facts.complete && facts.unresolved.length === 0 ? [] : [scriptUncertain]),
    ...commands.map(({ words, conditional, directory }) =>
      started({
        words: words.map((word) => word.text ?? word.prefix ?? ''),
        evidence,
        // What can't be read may define a function of that name.
        optional: conditional || !sourced.complete || call.optional === true,
        main: main && !conditional,
        ...(probe === undefined ? {} : { probe }),
        ...recipeOf(call),
        ...(directory.text === '' ? {} : { directory }),
      }),
    ),
    ...linesPiped(
      commands.map(({ words, directory }) => ({ words, stage: stageIn(directory, stage) })),
    ).lines.map((words) => started({ words, evidence, optional: true, main: false, ...recipeOf(call) })),
    ...placeFindings(commands, facts.files, call),
    ...foundFindings(facts, commands, call, stage),
    ...commands.flatMap((command) => openWordFindings(command, call, stage)),
    ...facts.directories.flatMap((directory) => directoryFindings(enter(from, directory), call, stage)),
    ...facts.files.flatMap((file) =>
      fileFindings(
        { ...file, path: pathIn(from, file.path), directory: enter(from, file.directory) },
        { ...call, functions },
        stage,
      ),
    ),
    ...facts.argumentStarts.flatMap((shifted) => argumentFindings(shifted, facts, call, stage)),
    ...asked.needs.map(needed),
    ...asked.assumptions.map((assumption) => ({ kind: 'assumption', assumption }) as const),
    ...(asked.complete ? [] : [scriptUncertain]),
  ];
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
      : [started({ words, evidence, optional: replacesArguments, main, ...recipeOf(call) })];
  if (shifted !== undefined) return start(parameters.slice(shifted));
  const first = parameters.findIndex((word) => isBrought(word, stage));
  if (first >= 0) return start(parameters.slice(first));
  if (replacesArguments || !main) return [scriptUncertain];
  return [refused(refusals.argumentsNotFollowed(parameters, evidence))];
}

/** A word that names a program of the file's own, or a file that is there to be started. */
function isBrought(word: string, stage: Stage): boolean {
  const found = resolveCommand(word, stage.files, stage.state);
  return (
    ['program', 'file', 'download'].includes(found.kind) || (found.kind === 'made' && word.includes('/'))
  );
}

/**
 * Commands that read none of the files that their words may name: what they are given are texts, addresses, users,
 * modes, or places to write to.
 */
const readsNothing: ReadonlySet<string> = new Set(
  (
    '[ [[ alias basename break cd chgrp chmod chown continue curl date declare dirname echo exec exit export expr false ' +
    'getent getopts groupadd gosu hash host hostname id ip kill let ln local logger mkdir mktemp mongo mongosh mysql ' +
    'mysqladmin nc ncat nslookup pg_isready ping pkill printf psql pwd read readonly redis-cli return rm rmdir ' +
    'seq set setfacl setpriv shift sleep stat su su-exec sudo sync sysctl test timeout touch trap true type typeset ' +
    'ulimit umask unset useradd adduser addgroup usermod usleep wait wget'
  ).split(' '),
);

/** Words whose text isn't known: what lies where they certainly start is kept, and else all that may be meant. */
function openWordFindings(command: ScriptCommand, call: ScriptCall, stage: Stage): Findings {
  const [called, ...given] = command.words;
  const name = called?.text ?? '';
  const program = resolveCommand(name, stage.files, stageIn(command.directory, stage).state).kind;
  const reads = program !== 'program' && program !== 'made' && !readsNothing.has(posix.basename(name));
  return given.flatMap((word): Findings => {
    if (word.text !== undefined) return [];
    const isPattern = word.because === PATTERN;
    if (!isPattern && !reads) return [];
    return regionFindings(pathIn(command.directory, word), isPattern || reads, call, stage);
  });
}

/** What lies where a path that isn't known in full certainly starts. */
function regionFindings(
  { prefix = '' }: Value,
  uncertain: boolean,
  call: ScriptCall,
  stage: Stage,
): Findings {
  const { evidence } = call;
  const known = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const unknown = uncertain ? [scriptUncertain] : [];
  if (known === '') return unknown;
  const workdir = stage.state.workdir.text ?? '/';
  const path = posix.resolve(workdir, known);
  const scripts = scriptsIn(path, stage).lines.map((words) =>
    started({ words, evidence, optional: true, main: false, ...recipeOf(call) }),
  );
  if (isInside(workdir, path)) return path === workdir ? unknown : [...unknown, ...scripts];
  const found = stage.files.lookup(path);
  return found.status !== 'present' || found.entry.origin.by === 'base'
    ? []
    : [
        needed({ kind: 'file', path, directory: true, because: 'a script reads files in it', evidence }),
        ...scripts,
      ];
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
  return [{ kind: 'assumption', assumption: { code: 'script-not-read', message, evidence } }];
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

/** A name of which no more is known than that it is one. */
function isOpen({ text, because }: Value): boolean {
  return text === undefined && because !== PATTERN;
}

/** A directory that a script changes to: what follows may name files in it. */
function directoryFindings(directory: Value, call: ScriptCall, stage: Stage): Findings {
  const { text } = directory;
  const { evidence } = call;
  if (text === undefined) return [scriptUncertain, ...regionFindings(directory, false, call, stage)];
  const workdir = stage.state.workdir.text ?? '/';
  const path = posix.resolve(workdir, text);
  if (isInside(workdir, path)) return path === workdir ? [] : [scriptUncertain];
  const found = stage.files.lookup(path);
  return found.status !== 'present' || found.entry.origin.by === 'base'
    ? []
    : [needed({ kind: 'file', path, directory: true, because: 'a script changes to it', evidence })];
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

function fileFindings(file: ScriptFile, call: ScriptCall, stage: Stage): Findings {
  const { evidence, main, self, functions = new Set<string>() } = call;
  const { use, path: named, directory: place } = file;
  if (use === 'write') return [];
  if (named.text === undefined) {
    const pattern = named.because === PATTERN;
    const uncertain = use === 'read' || use === 'source' || (use === 'listed' && pattern);
    const sourced = use === 'source' ? filesNamed(named, stage) : [];
    return [
      ...regionFindings(named, uncertain, call, stage),
      ...sourced.map((path) => {
        const how = { evidence, main: false, self, functions, directory: place, optional: true } as const;
        return { kind: 'sourced', path, call: how } as const;
      }),
    ];
  }
  const workdir = stage.state.workdir.text ?? '/';
  const path = posix.resolve(workdir, named.text);
  const found = stage.files.lookup(path);
  if (found.status !== 'present' || found.entry.origin.by === 'base') return [];
  if (use === 'listed' && isInside(workdir, path)) return [scriptUncertain];
  const directory = found.entry.kind === 'directory';
  return [
    needed({ kind: 'file', path, directory, because: 'a script reads it', evidence }),
    ...(use === 'source'
      ? [{ kind: 'sourced', path, call: { evidence, main, self, functions, directory: place } } as const]
      : []),
  ];
}

/** Files that can be read and match a pattern, where only the last part of it is one. */
function filesNamed({ pattern }: Value, stage: Stage): readonly string[] {
  if (pattern === undefined || isPattern(posix.dirname(pattern))) return [];
  const directory = posix.resolve(stage.state.workdir.text ?? '/', posix.dirname(pattern));
  return readableIn(directory, stage).filter((path) =>
    matchesName(posix.basename(pattern), posix.basename(path)),
  );
}

/** The commands of a file that a script sources, and the files that it reads in its turn. */
export function sourcedFindings(path: string, { self, ...call }: SourcingCall, stage: Stage): Findings {
  const text = stage.files.read(path);
  if (text === undefined) return [];
  const around = {
    ...surroundingsOf(stageIn(call.directory, stage)),
    source: path,
    ...(self === undefined ? {} : { self }),
  };
  return factFindings(readScript(text, around), { ...call, ...(self === undefined ? {} : { self }) }, stage);
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
  const words = stays !== true && !readsFirst && isDefaultShell(shell) ? shellWords(text, stage) : undefined;
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
      }),
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
