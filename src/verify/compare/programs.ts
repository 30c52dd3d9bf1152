/** Which programs a container starts, and which file of an image each of them is. */
import { builtins, reservedWords } from '../../shell/builtins.ts';
import { parseShell } from '../../shell/parse.ts';
import type { Script, SimpleCommand, Value } from '../../shell/types.ts';
import { everyCommand, everyStatement } from '../../shell/walk.ts';
import { literalText } from '../../shell/expand-words.ts';
import { isShell, wrappedBy } from '../../shell/wrappers.ts';
import type { ImageConfig } from '../image/config.ts';
import { absolutePath, joinPath, splitPath, type FileIndex, type FileNode } from '../image/files.ts';
import { defaultPath } from '../../image/places.ts';

export interface StartedProgram {
  /** As called: `app`, `./app`, `/bin/app`. */
  readonly name: string;
  /** Who starts it, for people: `ENTRYPOINT`, `the script /entrypoint.sh`. */
  readonly by: string;
  /** The container's first process, not one that it starts. */
  readonly first: boolean;
}

/** Scripts that start scripts are followed this far. */
const maximalDepth = 4;

/**
 * The programs that the container's command and its health check start, as far as words say: the first word, and
 * what shell code given with `-c`, or in a script of the image, calls by a literal name.
 */
export function startedPrograms(
  config: ImageConfig,
  files: FileIndex,
  command: readonly string[],
): readonly StartedProgram[] {
  const health = config.healthcheck?.test ?? [];
  const [kind, ...test] = health;
  const healthWords = kind === 'CMD' ? test : kind === 'CMD-SHELL' ? [...shellOf(config), ...test] : [];
  const by = config.entrypoint.length > 0 ? 'ENTRYPOINT' : 'CMD';
  const all = [
    ...programsIn(command.map(known), { config, files, by, first: true, depth: 0, parameters: [] }),
    ...programsIn(healthWords.map(known), {
      config,
      files,
      by: 'HEALTHCHECK',
      first: false,
      depth: 0,
      parameters: [],
    }),
  ];
  const seen = new Set<string>();
  return all.filter(({ name }) => !seen.has(name) && seen.add(name));
}

/** The command a container runs: arguments, where given, take CMD's place. */
export function commandOf(config: ImageConfig, args: readonly string[] | undefined): readonly string[] {
  return [...config.entrypoint, ...(args ?? config.cmd)];
}

function shellOf({ shell }: ImageConfig): readonly string[] {
  return shell.length > 0 ? shell : ['/bin/sh', '-c'];
}

function known(text: string): Value {
  return { text };
}

interface Place {
  readonly config: ImageConfig;
  readonly files: FileIndex;
  readonly by: string;
  readonly first: boolean;
  readonly depth: number;
  /** `$1`, `$2` … of the script around. */
  readonly parameters: readonly Value[];
}

function programsIn(words: readonly Value[], place: Place): readonly StartedProgram[] {
  const name = words[0]?.text;
  if (name === undefined || name === '' || place.depth > maximalDepth) return [];
  const below = { ...place, first: false, depth: place.depth + 1 };
  const wrapped = wrappedBy(words);
  const started =
    wrapped === undefined
      ? programsOfFile(name, words, below)
      : wrapped.kind === 'command'
        ? programsIn(wrapped.words, below)
        : programsOfScript(parseShell(wrapped.text.text ?? ''), {
            ...below,
            parameters: wrapped.parameters.slice(1),
          });
  return [{ name, by: place.by, first: place.first }, ...started];
}

/** A shell script of the image, run as a program or given to a shell as its first argument. */
function programsOfFile(name: string, words: readonly Value[], place: Place): readonly StartedProgram[] {
  const given = isShell(splitPath(name)[1])
    ? words.findIndex(({ text }, index) => index > 0 && text !== undefined && !text.startsWith('-'))
    : 0;
  const path = words[given]?.text;
  const node = given < 0 || path === undefined ? undefined : programFile(place.config, place.files, path);
  const shebang = node?.file?.shebang;
  const content = node?.file?.content;
  if (node === undefined || shebang === undefined || content === undefined) return [];
  if (!isShell(splitPath(interpreterOf(shebang).program)[1])) return [];
  return programsOfScript(parseShell(content.toString('utf8')), {
    ...place,
    by: `the script ${node.path}`,
    parameters: words.slice(given + 1),
  });
}

function programsOfScript(script: Script, place: Place): readonly StartedProgram[] {
  const functions = new Set(
    [...everyStatement(script)].flatMap((statement) =>
      statement.kind === 'function' ? [statement.name] : [],
    ),
  );
  return everyCommand(script).flatMap((command) => {
    const words = valuesOf(command, place.parameters);
    const name = words[0]?.text;
    if (name === undefined || functions.has(name) || reservedWords.has(name)) return [];
    const started = programsIn(words, { ...place, by: place.depth === 1 ? `${place.by}'s shell` : place.by });
    return builtins.has(name) ? started.slice(1) : started;
  });
}

/** Words as far as they are literal; `"$@"` and `$*` are the script's own arguments. */
function valuesOf(command: SimpleCommand, parameters: readonly Value[]): readonly Value[] {
  return command.words.flatMap((word): readonly Value[] => {
    const [part, ...others] = word.parts;
    const isAll = part?.kind === 'parameter' && (part.name === '@' || part.name === '*');
    return isAll && others.length === 0 ? parameters : [{ text: literalText(word) }];
  });
}

/** The file a program name means: by its path, or the first of its name on PATH that can be run at all. */
function programFile(config: ImageConfig, files: FileIndex, name: string): FileNode | undefined {
  return findProgram(config, files, name)?.node;
}

export interface FoundProgram {
  /** Where it was found, links not followed. */
  readonly path: string;
  readonly node: FileNode;
}

/** The file that is started under a name, looked up on PATH as execvp(3) does. */
export function findProgram(config: ImageConfig, files: FileIndex, name: string): FoundProgram | undefined {
  const at = (path: string): FoundProgram | undefined => {
    const found = files.lookup(path);
    return found.found && found.node.type === 'file' ? { path, node: found.node } : undefined;
  };
  if (name.includes('/')) return at(absolutePath(config.workingDir, name));
  for (const directory of (config.env.get('PATH') ?? defaultPath).split(':')) {
    // An empty entry is the working directory (POSIX XBD 8.3).
    const found = at(joinPath(absolutePath(config.workingDir, directory === '' ? '.' : directory), name));
    if (found !== undefined && (found.node.mode & 0o111) !== 0) return found;
  }
  return undefined;
}

/** What a `#!` line starts: the interpreter, and the program that `env` looks up for it. */
export function interpreterOf(shebang: string): { readonly interpreter: string; readonly program: string } {
  const [interpreter = '', ...rest] = shebang.split(/[ \t]+/);
  const [, base] = splitPath(interpreter);
  if (base !== 'env') return { interpreter, program: interpreter };
  // `env -S program args` splits its argument itself.
  return {
    interpreter,
    program: rest.find((word) => !word.startsWith('-') && !word.includes('=')) ?? interpreter,
  };
}
