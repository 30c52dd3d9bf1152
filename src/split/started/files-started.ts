/** Commands that start files which a directory holds: `run-parts DIR`, `find DIR -exec`, and scripts that a pattern names. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import { matchesPattern } from '../../shell/glob.ts';
import type { Value } from '../../shell/types.ts';
import { isShell, wrappedBy } from '../../shell/wrappers.ts';

/** Command lines that are started, as far as the files are known that they are made of. */
export interface StartedLines {
  readonly lines: readonly (readonly string[])[];
  /** False where there may be others. */
  readonly complete: boolean;
}

const none: StartedLines = { lines: [], complete: true };

/** More files than these of a directory are not looked into. */
const maximumFiles = 100;

/** What a command line starts of the files in the directories that it names; undefined for one that starts none. */
export function linesStartedBy(words: readonly Value[], stage: Stage): StartedLines | undefined {
  const name = posix.basename(words[0]?.text ?? '');
  if (name === 'run-parts') return startedByRunParts(words.slice(1), stage);
  if (name === 'find') return startedByFind(words.slice(1), stage);
  return undefined;
}

/** `run-parts [--regex=RE] [-a ARG] DIR`: the executable files in it, by themselves (run-parts(8)). */
function startedByRunParts(given: readonly Value[], stage: Stage): StartedLines | undefined {
  if (given.some(({ text }) => text === '--list' || text === '--test')) return undefined;
  const directory = given.at(-1);
  if (directory?.text === undefined) return { lines: [], complete: false };
  const found = filesIn(directory.text, false, stage);
  return { lines: found.paths.map((path) => [path]), complete: found.complete };
}

/** `xargs sh`: a shell that is given the names of its scripts by another command. */
function shellOfXargs(words: readonly Value[]): Value | undefined {
  const wrapped = posix.basename(words[0]?.text ?? '') === 'xargs' ? wrappedBy(words) : undefined;
  const [shell, script] = wrapped?.kind === 'command' ? wrapped.words : [];
  return isShell(posix.basename(shell?.text ?? '')) && script?.text === undefined ? shell : undefined;
}

/**
 * What a shell script starts of the files that one of its commands finds and another is given.
 *
 * @param commands each with the stage as it sees it
 */
export function linesPiped(
  commands: readonly { readonly words: readonly Value[]; readonly stage: Stage }[],
): StartedLines {
  const shell = commands.map(({ words }) => shellOfXargs(words)).find((word) => word !== undefined);
  if (shell === undefined) return none;
  const found = commands.flatMap(({ words, stage }) =>
    posix.basename(words[0]?.text ?? '') === 'find'
      ? (startedByFind([...words.slice(1), { text: '-exec' }, shell, { text: '{}' }, { text: ';' }], stage) ??
        [])
      : [],
  );
  return {
    lines: found.flatMap(({ lines }) => lines),
    complete: found.every(({ complete }) => complete),
  };
}

/** What a primary of find(1) starts, to `;` or `+`. */
const executing: ReadonlySet<string> = new Set(['-exec', '-execdir', '-ok', '-okdir']);

function startedByFind(given: readonly Value[], stage: Stage): StartedLines | undefined {
  const texts = given.map(({ text, prefix = '' }) => text ?? prefix);
  const begins = texts.findIndex((text) => executing.has(text));
  if (begins < 0) return undefined;
  const length = texts.slice(begins).findIndex((text) => text === ';' || text === '+');
  const command = texts.slice(begins + 1, length < 0 ? undefined : begins + length);
  const [program = ''] = command;
  const direct = program === '{}' || (isShell(posix.basename(program)) && !command.includes('-c'));
  // Of a word that isn't known nothing may be left.
  const isKnown = program !== '' && given[begins + 1]?.text !== undefined;
  if (!direct || !command.includes('{}')) return { lines: [command], complete: isKnown };
  const expression = texts.findIndex((text) => /^[-(!]/.test(text));
  const roots = given.slice(0, expression);
  const pattern = texts[texts.indexOf('-name') + 1] ?? '*';
  const named = texts.includes('-name') ? pattern : '*';
  const found = (roots.length === 0 ? [{ text: '.' }] : roots).map(({ text }) =>
    text === undefined ? { paths: [], complete: false } : filesIn(text, true, stage),
  );
  return {
    lines: found
      .flatMap(({ paths }) => paths)
      .filter((path) => matchesPattern(named, posix.basename(path)))
      .map((path) => command.map((word) => (word === '{}' ? path : word))),
    complete: found.every(({ complete }) => complete),
  };
}

/**
 * The scripts in a directory, each as it may be started: a shell's script may be sourced, given to a shell or started by
 * itself, and needs the same.
 */
export function scriptsIn(directory: string, stage: Stage): StartedLines {
  const found = filesIn(directory, false, stage);
  const lines = found.paths.flatMap((path) => {
    const text = stage.files.read(path);
    if (text?.startsWith('#!') === true) return [[path]];
    return text !== undefined && /\.(sh|bash)$/.test(path) ? [['sh', path]] : [];
  });
  return lines.length === 0 ? none : { lines, complete: found.complete };
}

/** The author's files in a directory whose text is known. */
export function readableIn(directory: string, stage: Stage): readonly string[] {
  return filesIn(directory, false, stage).paths.filter((path) => stage.files.read(path) !== undefined);
}

/** The author's files in a directory whose content can be read, or that the file builds. */
function filesIn(
  directory: string,
  below: boolean,
  stage: Stage,
): { readonly paths: readonly string[]; readonly complete: boolean } {
  const top = posix.resolve(stage.state.workdir.text ?? '/', directory);
  const found = stage.files.lookup(top);
  if (top === '/' || found.status !== 'present' || found.entry.origin.by === 'base')
    return { paths: [], complete: found.status === 'absent' };
  const open = [top];
  const paths: string[] = [];
  let complete = true;
  // The list grows while it is walked.
  for (const place of open) {
    const listing = stage.files.list(place);
    if (!listing.complete) complete = false;
    for (const { name, kind } of listing.names) {
      const path = posix.join(place, name);
      if (kind === 'directory') {
        if (below) open.push(path);
      } else if (stage.files.read(path) !== undefined) paths.push(path);
      else if (isBuilt(path, stage)) paths.push(path);
      else complete = false;
    }
    if (paths.length > maximumFiles || open.length > maximumFiles) return { paths: [], complete: false };
  }
  return { paths, complete };
}

function isBuilt(path: string, { files }: Stage): boolean {
  const found = files.lookup(path);
  return found.status === 'present' && found.entry.program !== undefined;
}
