/**
 * Tests and scripts in other languages that start the image's containers and run commands in them: the Docker SDK for
 * Python (`exec_run`), Testcontainers for Go, Java, Node.js and Python, and calls of docker itself (`subprocess`, `os/exec`).
 */
import { nameOf, parentOf } from '../files/tree.ts';
import { unknownValue } from '../makefile/types.ts';
import { findCommands, joinPath } from './commands.ts';
import { said, saidIfAny, type Draft, type Finding, type ImageName, type SourceFile } from './findings.ts';
import { givenCommand, splitWords } from './given.ts';
import { callsIn, fieldOf, textIn, wordsIn, type Call, type Language, type Literal } from './source-calls.ts';

/** A cheap test whether a source may start containers: a client of Docker's, or docker as the first word of a text. */
export const namesContainers =
  /testcontainers|exec_run|execInContainer|from_env\(|DockerClient|["'`](?:sudo )?(?:docker|podman|kubectl)["'` ]/;

/** The language of a file that may be a test; undefined for others. */
export function languageOfTest(path: string): Language | undefined {
  const name = nameOf(path);
  if (/^(?:test\w*|\w*_test|conftest|e2e\w*|smoke\w*|integration\w*)\.py$/.test(name)) return 'python';
  if (name.endsWith('_test.go')) return 'go';
  if (/(?:Tests?|IT|TestCase|Spec)\.(?:java|kt|groovy)$/.test(name)) return 'java';
  return /(?:\.|-|_)(?:test|spec|e2e)\.[cm]?[jt]sx?$|(?:^|\/)__tests__\/.*\.[cm]?[jt]sx?$/.test(path)
    ? 'javascript'
    : undefined;
}

/** The language of a source, whatever it is for. */
export function languageOfSource(path: string): Language | undefined {
  const [, suffix] = /\.(py|java|kt|groovy|[cm]?[jt]sx?)$/.exec(path) ?? [];
  switch (suffix) {
    case undefined:
      return undefined;
    case 'py':
      return 'python';
    case 'java':
    case 'kt':
    case 'groovy':
      return 'java';
    default:
      return 'javascript';
  }
}

/** What a source does with containers: the images that it names, and what it runs in containers of them. */
export function findInTest(source: SourceFile, language: Language): readonly Finding[] {
  const calls = callsIn(source.text, language);
  // What is called on a container can't be told apart by its image: it is taken for one of the file's own.
  const container: ImageName = { by: 'container', text: `${source.path}:` };
  return calls.flatMap((call): readonly Finding[] => {
    const place = { kind: 'test' as const, path: source.path, line: call.line, name: nameOf(source.path) };
    const shell = dockerCommand(call);
    if (shell !== undefined) {
      return findCommands({ ...place, text: shell, kind: 'script', directories: directoriesOf(source.path) });
    }
    const image = imageOf(call);
    if (image !== undefined) {
      const consumer = { ...place, ...settingsOf(call) };
      return image.kind === 'build'
        ? [
            {
              kind: 'build',
              dockerfiles: dockerfilesOf(image, source.path),
              names: [container, ...image.names],
              consumer,
            },
          ]
        : [{ kind: 'use', of: { by: 'image', text: image.text }, names: [container], consumer }];
    }
    const started = startedIn(call);
    return started === undefined
      ? []
      : [{ kind: 'use', of: container, names: [], consumer: { ...place, ...started } }];
  });
}

/** Tests run where they lie or in the root of the repository. */
function directoriesOf(path: string): readonly string[] {
  const directories = [''];
  for (let directory = parentOf(path); directory !== ''; directory = parentOf(directory))
    directories.push(directory);
  return directories;
}

// ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────

function named(call: Call, ...names: readonly string[]): Literal | undefined {
  return fieldOf(call.arguments, ...names);
}

function positional(call: Call): readonly Literal[] {
  return call.arguments.flatMap(({ name, value }) => (name === undefined ? [value] : []));
}

function method(call: Call): string {
  return call.name.slice(call.name.lastIndexOf('.') + 1);
}

/** Arguments that are the words themselves (`execInContainer("ls", "/")`), or a list of them. */
function spread(values: readonly Literal[]): readonly string[] | undefined {
  const [first] = values;
  if (values.length === 0) return undefined;
  return values.length === 1 && first?.kind === 'list'
    ? wordsIn(first)
    : values.map((value) => textIn(value) ?? unknownValue);
}

// ── Images ───────────────────────────────────────────────────────────────────────────────────────────────────

type Image =
  | { readonly kind: 'use'; readonly text: string }
  | {
      readonly kind: 'build';
      readonly context: string;
      readonly file: string | undefined;
      readonly names: readonly ImageName[];
    };

function built(context: string | undefined, file: string | undefined, tag?: string): Image {
  return {
    kind: 'build',
    context: context ?? '.',
    file,
    names: tag === undefined ? [] : [{ by: 'image', text: tag }],
  };
}

/** The image that a call builds or starts. */
function imageOf(call: Call): Image | undefined {
  const [first, second] = positional(call);
  const name = method(call);
  switch (name) {
    // Docker SDK for Python: `images.build(path=, dockerfile=, tag=)`, `containers.run(image, command)`.
    case 'build':
      return call.name.endsWith('images.build') || named(call, 'dockerfile') !== undefined
        ? built(textIn(named(call, 'path')), textIn(named(call, 'dockerfile')), textIn(named(call, 'tag')))
        : undefined;
    case 'run':
    case 'create':
      return call.name.endsWith(`containers.${name}`) ? used(named(call, 'image') ?? first) : undefined;
    // Testcontainers for Python, Java and Node.js.
    case 'DockerImage':
      return built(
        textIn(named(call, 'path') ?? first),
        textIn(named(call, 'dockerfile_path')),
        textIn(named(call, 'tag')),
      );
    case 'DockerContainer':
    case 'GenericContainer':
    case 'parse':
      return name !== 'parse' || call.name.endsWith('DockerImageName.parse')
        ? used(named(call, 'image') ?? first)
        : undefined;
    case 'ImageFromDockerfile':
      return built(undefined, undefined, textIn(first));
    case 'fromDockerfile':
      return built(textIn(first), textIn(second));
    case 'withDockerfilePath':
      return built(undefined, textIn(first));
    // Testcontainers for Go.
    case 'FromDockerfile':
      return built(textIn(named(call, 'Context')), textIn(named(call, 'Dockerfile')));
    case 'ContainerRequest':
      return named(call, 'Image') === undefined ? undefined : used(named(call, 'Image'));
    case 'Run':
      return call.name === 'testcontainers.Run' ? used(positional(call)[1]) : undefined;
    default:
      return undefined;
  }
}

function used(literal: Literal | undefined): Image | undefined {
  const text = textIn(literal);
  return text === undefined ? undefined : { kind: 'use', text };
}

function dockerfilesOf(image: Extract<Image, { kind: 'build' }>, path: string): readonly string[] {
  return directoriesOf(path).flatMap(
    (directory) => joinPath(directory, `${image.context}/${image.file ?? 'Dockerfile'}`) ?? [],
  );
}

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────

/** The command and the settings that the call which starts a container gives it. */
function settingsOf(call: Call): Partial<Draft> {
  const [, second] = positional(call);
  const isRun = ['run', 'create'].includes(method(call));
  const line = commandIn(named(call, 'command', 'Cmd') ?? (isRun ? second : undefined));
  const given = givenCommand(line, 'command');
  const entrypoint = commandIn(named(call, 'entrypoint', 'Entrypoint'));
  return {
    ...said('command', given.command),
    ...said('entrypoint', entrypoint),
    ...saidIfAny('unread', given.unread),
  };
}

/** A text is taken apart into words, as the clients do. */
function commandIn(literal: Literal | undefined): readonly string[] | undefined {
  const text = textIn(literal);
  return text === undefined ? wordsIn(literal) : splitWords(text);
}

function runs(words: readonly string[] | undefined): Partial<Draft> {
  const given = givenCommand(words ?? [unknownValue], 'command');
  return {
    ...(given.command === undefined ? {} : { runs: [given.command] }),
    ...saidIfAny('unread', given.unread),
  };
}

/** What a call runs in a container that is there, or gives to one that is about to start. */
function startedIn(call: Call): Partial<Draft> | undefined {
  const name = method(call);
  const values = positional(call);
  const [first, second] = values;
  switch (name) {
    case 'exec_run':
      return runs(commandIn(named(call, 'cmd') ?? first));
    case 'exec_create':
      return runs(commandIn(named(call, 'cmd') ?? second));
    case 'execInContainer':
    case 'execInContainerWithUser':
      return runs(spread(name === 'execInContainer' ? values : values.slice(1)));
    // Other things are called so too: only a list is a command, or in Go what may be one. Before it, Go has a context.
    case 'exec':
    case 'Exec': {
      const words = wordsIn(name === 'exec' ? first : second);
      if (words === undefined) return name === 'Exec' && second?.kind === 'unknown' ? runs(words) : undefined;
      return runs(words);
    }
    case 'withCommand':
    case 'WithCmd':
    case 'with_command':
    case 'WithCmdArgs': {
      const text = values.length === 1 ? textIn(first) : undefined;
      const given = givenCommand(text === undefined ? spread(values) : splitWords(text), 'command');
      return { ...said('command', given.command), ...saidIfAny('unread', given.unread) };
    }
    case 'WithEntrypoint':
      return { ...said('entrypoint', spread(values)) };
    case 'ForExec':
    case 'NewExecStrategy':
      return runs(wordsIn(first));
    default:
      return undefined;
  }
}

// ── docker itself ────────────────────────────────────────────────────────────────────────────────────────────

/** Calls that start a program: their words as a line of shell text, where the program is docker. */
function dockerCommand(call: Call): string | undefined {
  const [first, ...rest] = positional(call);
  const name = method(call);
  if (!programStarters.has(name)) return undefined;
  const text = textIn(first);
  const words =
    first?.kind === 'list'
      ? wordsIn(first)
      : name === 'CommandContext'
        ? spread(rest)
        : text !== undefined && rest.length > 0
          ? [
              text,
              ...(rest[0]?.kind === 'list'
                ? (wordsIn(rest[0]) ?? [])
                : rest.map((value) => textIn(value) ?? unknownValue)),
            ]
          : undefined;
  const line =
    words === undefined ? text?.replaceAll(unknownValue, '"$UNKNOWN"') : words.map(quoted).join(' ');
  return line !== undefined && /^(?:sudo )?["']?(?:docker|podman|kubectl)\b/.test(line) ? line : undefined;
}

/** `subprocess` and `os` of Python, `os/exec` of Go, `child_process` of Node.js, `ProcessBuilder` and `Runtime.exec` of Java. */
const programStarters: ReadonlySet<string> = new Set(
  (
    'run call check_call check_output Popen system getoutput Command CommandContext exec execSync execFile execFileSync spawn ' +
    'spawnSync ProcessBuilder'
  ).split(' '),
);

function quoted(word: string): string {
  if (word.includes(unknownValue)) return '"$UNKNOWN"';
  return /^[\w./:@=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
