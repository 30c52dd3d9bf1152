/**
 * What a script names by words of which only a part is known. What an image sets (its variables, the arguments of CMD) are
 * defaults that whoever starts a container may replace, so a script is read a second time without them: what it names then
 * counts too.
 */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import { OF_ARGUMENTS, type ScriptCommand, type ScriptFacts } from '../../shell/script-facts.ts';
import { enter, pathIn } from '../../shell/script-files.ts';
import { PATTERN } from '../../shell/script-scope.ts';
import type { Value } from '../../shell/types.ts';
import { isShell } from '../../shell/wrappers.ts';
import { resolveCommand } from '../start/resolve-command.ts';
import { fileNeeded, scriptNotRead, scriptUncertain } from './findings.ts';
import { matchedBy } from './patterns.ts';
import { stageIn } from './place.ts';
import { besideUsual, directoryKept, regionFindings, startedPerhaps } from './region-findings.ts';
import { filesBelow, regionOf } from './regions.ts';
import { fileFindings } from './script-files.ts';
import type { Findings, ScriptCall } from './types.ts';
import { readsFiles, textOperand } from './words-of-commands.ts';

/** What a script starts and reads when it is given others than the image's own variables and arguments. */
export function openFindings(facts: ScriptFacts, call: ScriptCall, stage: Stage): Findings {
  const from = call.directory ?? { text: '' };
  const functions = new Set([...(call.functions ?? []), ...facts.functions]);
  const commands = facts.commands
    .filter(({ name }) => !functions.has(name))
    .map((command) => ({ ...command, directory: enter(from, command.directory) }));
  const sources = facts.files.find(({ use, path }) => use === 'source' && isOpen(path));
  return [
    ...commands.flatMap((command) => openWordFindings(command, call, stage)),
    ...commands.flatMap(({ words: [name = nothing], directory }) =>
      directory.text === undefined && isRelativePath(name)
        ? nameFindings(pathIn(directory, name), undefined, call, stage)
        : [],
    ),
    ...facts.unresolved.flatMap(({ words: [name], directory }) =>
      name === undefined ? [] : nameFindings(pathIn(enter(from, directory), name), undefined, call, stage),
    ),
    ...facts.directories.flatMap((directory) => openDirectoryFindings(enter(from, directory), call, stage)),
    ...facts.files.flatMap((file) => {
      const path = pathIn(from, file.path);
      if (path.text !== undefined) return [];
      const named = { ...file, path, directory: enter(from, file.directory) };
      return fileFindings(named, { ...call, functions }, stage);
    }),
    ...(sources === undefined || regionOf(pathIn(from, sources.path), stage).kind !== 'any'
      ? []
      : [notRead(`${call.self ?? 'the shell'} sources a file that is not known`, call)]),
  ];
}

/** Commands of which neither the name is known nor where it lies, and scripts that are put together: once for a script. */
export function unknownCommandFindings(
  { unresolved }: ScriptFacts,
  from: Value,
  call: ScriptCall,
  stage: Stage,
): Findings {
  // One that has a default is known as far as CMD is: who starts a container may give it another.
  const command = unresolved.find(
    ({ words: [name], directory }) =>
      name !== undefined &&
      name.usual === undefined &&
      name.prefix?.includes('/') !== true &&
      regionOf(pathIn(enter(from, directory), name), stage).kind === 'any',
  );
  const script = unresolved.find(({ words, because }) => words.length === 0 && because !== OF_ARGUMENTS);
  const who = call.self ?? 'the shell';
  return [
    ...(command === undefined ? [] : [notRead(`${who} starts a command by a name that is not known`, call)]),
    ...(script === undefined ? [] : [notRead(`${who} runs a script that is not known`, call)]),
  ];
}

const nothing: Value = { text: '' };

function isRelativePath({ text }: Value): boolean {
  return text?.includes('/') === true && !text.startsWith('/');
}

/** What may be called or read that isn't known. */
export function notRead(what: string, { evidence }: ScriptCall): Findings[number] {
  const message = `${what}; it calls and reads nothing that only the original image has`;
  return scriptNotRead(message, evidence);
}

/** A name of which no more is known than that it is one. */
export function isOpen({ text, because }: Value): boolean {
  return text === undefined && because !== PATTERN;
}

/** Words whose text isn't known: what lies where they certainly start is kept, and else all that may be meant. */
export function openWordFindings(command: ScriptCommand, call: ScriptCall, stage: Stage): Findings {
  const [called, ...given] = command.words;
  const name = called?.text ?? '';
  const program = resolveCommand(name, stageIn(command.directory, stage)).kind;
  const reads = program !== 'program' && program !== 'made' && readsFiles(posix.basename(name));
  // What a link leads to is read by others, and a program reads what it is told.
  const names = program === 'program' || program === 'made' || posix.basename(name) === 'ln';
  const text = textOperand(posix.basename(name), given);
  const script = isShell(posix.basename(name))
    ? given.find((word) => word.text?.startsWith('-') !== true)
    : undefined;
  return given.flatMap((word): Findings => {
    const place = pathIn(command.directory, valueGiven(word));
    if (place.text !== undefined || word === text) return [];
    if (word === script) return nameFindings(place, name, call, stage);
    const pattern = word.because === PATTERN;
    if (!pattern && !reads && !names) return [];
    const matched = matchedBy(word, stageIn(command.directory, stage))?.paths ?? [];
    // A text may be a script that names others.
    if (matched.length > 0 && matched.every((path) => stage.files.read(path) === undefined))
      return matched.map((path) => fileNeeded(path, 'a script names it by a pattern', call.evidence));
    return regionFindings(place, (pattern || reads) && word.text === undefined, call, stage);
  });
}

/** What an option is given in one word with it: `--config=$1`. */
function valueGiven(word: Value): Value {
  const { text, prefix = '' } = word;
  const option = text === undefined ? /^-[\w-]*=/.exec(prefix)?.[0] : undefined;
  if (option === undefined) return word;
  const { usual, ...rest } = word;
  return {
    ...rest,
    prefix: prefix.slice(option.length),
    ...(usual === undefined ? {} : { usual: usual.slice(option.length) }),
  };
}

/**
 * What may be started by a name of which only a part is known: scripts and programs. Of one of which nothing is known no
 * more is asked than of a command that is given in the place of CMD.
 *
 * @param shell what it is a script for, where it is given to a shell
 */
function nameFindings(value: Value, shell: string | undefined, call: ScriptCall, stage: Stage): Findings {
  const region = regionOf(value, stage);
  const start = (paths: readonly string[] | undefined): Findings =>
    paths === undefined
      ? [scriptUncertain]
      : paths
          .filter((path) => canStart(path, shell, stage))
          .map((path) => startedPerhaps(shell === undefined ? [path] : [shell, path], call));
  switch (region.kind) {
    case 'directory':
      return [...directoryKept(region.path, call, stage), ...start(filesBelow(region.path, stage))];
    case 'named':
      return start(region.paths);
    case 'none':
      return [];
    case 'any': {
      if (shell !== undefined) {
        return [
          scriptUncertain,
          // What others find (xargs) is looked for where they do.
          ...(value.template === undefined
            ? []
            : [notRead(`${shell} is given a script that is not known`, call)]),
          ...besideUsual(value, call, stage),
        ];
      }
      const directory = besideDirectory(value, stage);
      return directory === undefined ? [] : start(directlyIn(directory, stage));
    }
  }
}

/** Where the names of what is started are looked for: the directory of the usual one, or the one they are all in. */
function besideDirectory({ prefix = '', usual }: Value, { state }: Stage): string | undefined {
  const named = prefix.includes('/') ? prefix : usual;
  return named?.includes('/') === true
    ? posix.dirname(posix.resolve(state.workdir.text ?? '/', `${named}x`))
    : undefined;
}

function directlyIn(directory: string, { files }: Stage): readonly string[] {
  return files.list(directory).names.map(({ name }) => posix.join(directory, name));
}

/** A program that is built here, or a script that says for whom it is; a shell takes any text. */
function canStart(path: string, shell: string | undefined, { files }: Stage): boolean {
  const found = files.lookup(path);
  if (found.status !== 'present' || found.entry.kind === 'directory' || found.entry.origin.by === 'base')
    return false;
  if (shell === undefined && found.entry.program !== undefined) return true;
  const text = files.read(path);
  return text !== undefined && (shell !== undefined || text.startsWith('#!'));
}

/** One that isn't known, unless it is where the program is anyway: that is given by a name for its sake. */
function openDirectoryFindings(directory: Value, call: ScriptCall, stage: Stage): Findings {
  if (directory.text !== undefined) return [];
  const { usual } = directory;
  const workdir = stage.state.workdir.text ?? '/';
  if (usual !== undefined && isInside(workdir, posix.resolve(workdir, usual))) return [];
  const region = regionOf(directory, stage);
  const files = regionFindings(directory, true, call, stage);
  return region.kind === 'named' ? [scriptUncertain, ...files] : files;
}
