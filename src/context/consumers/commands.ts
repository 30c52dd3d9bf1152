/** Container commands in shell text: `docker build`, `docker run`, `docker compose exec` and the like. */
import { parseShell } from '../../shell/parse.ts';
import type { SimpleCommand, Word } from '../../shell/types.ts';
import { everyCommand } from '../../shell/walk.ts';
import { expandText, literalText } from '../../shell/expand-words.ts';
import { unknownValue } from '../makefile/types.ts';
import { nameOf, normalizePath, parentOf } from '../files/tree.ts';
import { givenScript, givenWords, isKnown, shown } from './given.ts';
import { all, option, splitOptions, type Options } from './options.ts';
import { contextFindings, contextsGiven } from './build-contexts.ts';
import { testsIn } from './structure-tests.ts';
import { takenPaths, writesFiles, writtenOut } from './taken.ts';
import { writtenName } from './written.ts';
import { said, saidIfAny, type Draft, type Finding, type ImageName } from './findings.ts';

/** A piece of shell text and where it stands. */
export interface ShellText {
  readonly text: string;
  readonly path: string;
  /** Line of its first line. */
  readonly line: number;
  readonly kind: 'ci' | 'script' | 'makefile' | 'readme';
  /** Job, target or script, for people. */
  readonly name: string;
  /** Directories of the tree it may run in. */
  readonly directories: readonly string[];
}

/** Programs with docker's command line. */
const builders: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl', 'buildah']);

/** A cheap test whether a text may have container commands. */
export const namesTools = /docker|podman|buildah|nerdctl|kubectl|kaniko|container-structure-test|\boc\b/;

/** All findings in a text. */
export function findCommands(source: ShellText): readonly Finding[] {
  // Parsing is the dear part, and most texts have nothing to do with containers.
  if (!namesTools.test(source.text)) return [];
  const script = parseShell(source.text);
  const commands = everyCommand(script);
  const breaks = [...source.text.matchAll(/\n/g)].map((match) => match.index);
  const variables = literalVariables(commands);
  const changing = changingVariables(commands);
  const moved = commands.flatMap((command) => changedDirectory(command, variables));
  const directories = [
    ...source.directories,
    ...source.directories.flatMap((from) => moved.flatMap((to) => joinPath(from, to) ?? [])),
  ];
  return commands.flatMap((command) => {
    const words = withoutWrappers(command.words.map((word) => wordText(word, variables)));
    const line = source.line + lineBreaksBefore(breaks, command.start);
    return findInCommand(
      words,
      { path: source.path, line, kind: source.kind, name: source.name },
      directories,
    ).map((finding) => asWritten(finding, command, { variables, changing, path: source.path }));
  });
}

interface Variables {
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** Those that have one value after the other. */
  readonly changing: ReadonlySet<string>;
  readonly path: string;
}

/** A finding with its images as they are written, where their names are in variables. */
function asWritten(
  finding: Finding,
  command: SimpleCommand,
  { variables, changing, path }: Variables,
): Finding {
  const written = (text: string): string | undefined => {
    const words = command.words.flatMap((word) => {
      const value = wordText(word, variables);
      // `--tag=$IMAGE` has it behind the option's name.
      const raw =
        value === text ? word.raw : value.endsWith(`=${text}`) ? word.raw.replace(/^[^=]*=/, '') : undefined;
      return raw === undefined ? [] : [raw];
    });
    const [raw, ...more] = new Set(words);
    if (raw === undefined || more.length > 0) return undefined;
    return [...changing].some((name) => new RegExp(`\\$\\{?${name}\\b`).test(raw))
      ? undefined
      : writtenName(raw, path);
  };
  const named = <Name extends ImageName>(name: Name): Name =>
    name.by === 'image' && !isKnown(name.text) ? { ...name, ...said('written', written(name.text)) } : name;
  const names = finding.names.map(named);
  return finding.kind === 'build' ? { ...finding, names } : { ...finding, names, of: named(finding.of) };
}

/** How many of the offsets, which are in order, come before a place. */
function lineBreaksBefore(breaks: readonly number[], place: number): number {
  let low = 0;
  let high = breaks.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((breaks[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Variables that are set once, to a literal. */
function literalVariables(commands: readonly SimpleCommand[]): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const { name, value } of commands.flatMap((command) => command.assignments)) {
    const text = value === undefined ? '' : (literalText(value) ?? defaultIn(value));
    found.set(name, found.has(name) && found.get(name) !== text ? undefined : text);
  }
  return found;
}

/** `${NAME:-text}`: what it is where nobody says otherwise. */
function defaultIn({ raw }: Word): string | undefined {
  return /^"?\$\{\w+:?[-=]([\w./:@-]*)\}"?$/.exec(raw)?.[1];
}

function changingVariables(commands: readonly SimpleCommand[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  const changing = new Set<string>();
  for (const { name, value } of commands.flatMap((command) => command.assignments)) {
    const raw = value?.raw ?? '';
    if ((first.get(name) ?? raw) !== raw) changing.add(name);
    first.set(name, raw);
  }
  return changing;
}

/** A word's text; parts that aren't known are U+FFFC. */
function wordText(word: Word, variables: ReadonlyMap<string, string | undefined>): string {
  const parts = word.parts.map((part): string => {
    const value = expandText(
      { ...word, parts: [part] },
      { lookup: (name) => ({ text: variables.get(name) }) },
    );
    return value.text ?? unknownValue;
  });
  return parts.join('');
}

function changedDirectory(
  command: SimpleCommand,
  variables: ReadonlyMap<string, string | undefined>,
): readonly string[] {
  const [name, directory] = command.words.map((word) => wordText(word, variables));
  return (name === 'cd' || name === 'pushd') && directory !== undefined && !directory.includes(unknownValue)
    ? [directory]
    : [];
}

const wrappers: ReadonlySet<string> = new Set(['sudo', 'time', 'exec', 'command', 'env', 'nohup', 'retry']);

function withoutWrappers(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !wrappers.has(word) && !/^-[A-Za-z]$|^\w+=/.test(word));
  return first === -1 ? [] : words.slice(first);
}

type Place = Pick<Draft, 'path' | 'line' | 'kind' | 'name'>;

function findInCommand(
  words: readonly string[],
  place: Place,
  directories: readonly string[],
): readonly Finding[] {
  const [program = '', ...rest] = words;
  const tool = nameOf(program);
  if (tool === 'docker-compose' || tool === 'podman-compose') return findCompose(rest, place, directories);
  if (tool === 'container-structure-test') return findStructureTests(rest, place, directories);
  if (tool === 'kubectl' || tool === 'oc') return findKubectl(rest, place);
  if (tool === 'executor' && program.includes('kaniko')) return findKaniko(rest, place, directories);
  if (!builders.has(tool)) return [];
  const [verb, ...args] = withoutGlobalOptions(rest);
  switch (verb) {
    case 'build':
    case 'bud':
      return findBuild(args, place, directories);
    case 'run':
    case 'create':
      return findRun(args, place);
    case 'cp':
      return findCopy(args, place);
    case 'export':
      return findExport(args, place);
    case 'service':
      return args[0] === 'create' ? findRun(args.slice(1), place) : [];
    case 'mount':
      return findMount(args, place);
    case 'from':
      return tool === 'buildah' ? findBuildahFrom(args, place) : [];
    case 'exec':
      return findExec(args, place);
    case 'compose':
      return findCompose(args, place, directories);
    case 'buildx':
    case 'image':
    case 'builder':
    case 'container':
      return findInCommand([tool, ...args], place, directories);
    default:
      return [];
  }
}

/** Options before the verb (`docker --context x build`). */
function withoutGlobalOptions(words: readonly string[]): readonly string[] {
  return splitOptions(words, 'global').positional;
}

function findBuild(
  args: readonly string[],
  place: Place,
  directories: readonly string[],
): readonly Finding[] {
  const options = splitOptions(args, 'build');
  const context = options.positional[0] ?? '.';
  const file = options.values.findLast(([name]) => name === '-f' || name === '--file')?.[1];
  // A context in a variable is nearly always a directory above; the file alone may tell.
  const dockerfiles = directories.flatMap((directory) => {
    if (file !== undefined) return joinPath(directory, file) ?? [];
    return joinPath(directory, `${context}/Dockerfile`) ?? [];
  });
  const argumentsGiven = pairsOf(all(options, '--build-arg'));
  const given = contextsGiven(all(options, '--build-context'));
  return [
    {
      kind: 'build',
      dockerfiles,
      names: all(options, '-t', '--tag').map((text) => ({ by: 'image', text })),
      consumer: {
        ...place,
        ...said('target', option(options, '--target')),
        ...saidIfAny('buildArguments', argumentsGiven),
        ...saidIfAny(
          'contexts',
          given.map(({ name }) => name),
        ),
        ...(all(options, '-o', '--output').some(writesFiles) ? writtenOut : {}),
      },
    },
    ...contextFindings(given, dockerfiles, place),
  ];
}

/** The project's own directory is a variable of the CI. */
function ownPath(path: string): string {
  return path.replace(/^\uFFFC\/?/, './');
}

/** `executor --context DIRECTORY --dockerfile FILE --destination NAME` (kaniko's README). */
function findKaniko(
  args: readonly string[],
  place: Place,
  directories: readonly string[],
): readonly Finding[] {
  const options = splitOptions(args, 'kaniko');
  const context =
    all(options, '-c', '--context')
      .at(-1)
      ?.replace(/^dir:\/\//, '') ?? '.';
  const file = all(options, '-f', '--dockerfile').at(-1) ?? 'Dockerfile';
  const dockerfiles = directories.flatMap((directory) =>
    [ownPath(file), `${ownPath(context)}/${file}`].flatMap((path) => joinPath(directory, path) ?? []),
  );
  const names = all(options, '-d', '--destination').map((text) => ({ by: 'image', text }) as const);
  const target = option(options, '--target');
  return [{ kind: 'build', dockerfiles, names, consumer: { ...place, ...said('target', target) } }];
}

function findRun(args: readonly string[], place: Place): readonly Finding[] {
  const options = splitOptions(args, 'run');
  const [image, ...command] = options.positional;
  if (image === undefined) return [];
  const container = option(options, '--name');
  return [
    {
      kind: 'use',
      of: { by: 'image', text: image },
      names: [
        someContainer(place),
        ...(container === undefined ? [] : [{ by: 'container', text: container } as const]),
      ],
      consumer: { ...place, ...overrides(options, command) },
    },
    ...all(options, '--mount').flatMap((mount) => findMountedImage(mount, place)),
  ];
}

/** `--mount type=image`: the files of another image. */
function findMountedImage(mount: string, place: Place): readonly Finding[] {
  const fields = fieldsOf(mount);
  const image = fields.get('source') ?? fields.get('src');
  if (fields.get('type') !== 'image' || image === undefined) return [];
  const path = fields.get('image-subpath') ?? fields.get('subpath') ?? '/';
  const taken = takenPaths([path], 'mounts all of its files');
  return [{ kind: 'use', of: { by: 'image', text: image }, names: [], consumer: { ...place, ...taken } }];
}

function overrides(options: Options, words: readonly string[]): Partial<Draft> {
  const entrypoint = option(options, '--entrypoint');
  const health = option(options, '--health-cmd');
  const command = words.length === 0 ? { command: undefined, unread: [] } : givenWords(words, 'command');
  const probe =
    health === undefined ? { command: undefined, unread: [] } : givenScript(health, 'health check');
  const own = words.length === 0 && entrypoint === undefined && isInteractive(options);
  return {
    ...(own ? { interactive: true as const } : {}),
    ...said('command', command.command),
    ...said('entrypoint', entrypoint === undefined ? undefined : [entrypoint]),
    ...said('probe', probe.command),
    ...said('user', option(options, '-u', '--user')),
    ...saidIfAny('groups', all(options, '--group-add').filter(isKnown)),
    ...said('workdir', option(options, '-w', '--workdir')),
    ...saidIfAny('environment', environmentOf(all(options, '-e', '--env'))),
    ...saidIfAny('mounts', [
      ...all(options, '-v', '--volume').flatMap(mountOf),
      ...all(options, '--mount').flatMap(mountByFields),
    ]),
    ...saidIfAny('runs', command.command === undefined ? [] : [command.command]),
    ...saidIfAny('unread', [
      ...command.unread,
      ...probe.unread,
      ...all(options, '--env-file').map((path) => ({
        what: 'variables' as const,
        text: `variables of ${shown(path)}`,
      })),
    ]),
  };
}

function isInteractive({ flags }: Options): boolean {
  const has = (...names: readonly string[]): boolean => names.some((name) => flags.has(name));
  return has('-i', '--interactive') && has('-t', '--tty');
}

/** `-e NAME=value`; a name alone takes its value from the shell. */
function environmentOf(texts: readonly string[]): Readonly<Record<string, string | undefined>> {
  const alone = texts.filter((text) => /^\w+$/.test(text));
  const unknown = texts.flatMap((text) => (isKnown(text) ? [] : (/^(\w+)=/.exec(text)?.[1] ?? [])));
  return {
    ...Object.fromEntries([...alone, ...unknown].map((name) => [name, undefined])),
    ...pairsOf(texts),
  };
}

/** `--mount type=bind,source=…,target=…`. */
function mountByFields(text: string): NonNullable<Draft['mounts']> {
  const fields = fieldsOf(text);
  const target = fields.get('target') ?? fields.get('destination') ?? fields.get('dst');
  if (target === undefined) return [];
  const source = fields.get('type') === 'bind' ? (fields.get('source') ?? fields.get('src')) : undefined;
  return [{ source, target }];
}

function fieldsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((field): readonly [string, string] => {
      const equals = field.indexOf('=');
      return equals === -1 ? [field, ''] : [field.slice(0, equals), field.slice(equals + 1)];
    }),
  );
}

/** `source:target[:options]`; a source without a slash is a named volume. */
export function mountOf(
  text: string,
): readonly { readonly source: string | undefined; readonly target: string }[] {
  const parts = text.split(':');
  const [first = '', second] = parts;
  if (second === undefined) return first.startsWith('/') ? [{ source: undefined, target: first }] : [];
  if (!second.startsWith('/')) return [];
  const isPath = /^[./~]/.test(first) || first.includes(unknownValue) || first.includes('$');
  return [{ source: isPath ? first : undefined, target: second }];
}

function findExec(args: readonly string[], place: Place): readonly Finding[] {
  const options = splitOptions(args, 'run');
  const [container, ...command] = options.positional;
  if (container === undefined || command.length === 0) return [];
  return [
    {
      kind: 'use',
      // One whose name is in a variable is one of those that the same file starts.
      of: isKnown(container) ? { by: 'container', text: container } : someContainer(place),
      names: [],
      consumer: { ...place, ...startedBeside(options, command) },
    },
  ];
}

function someContainer({ path }: Place): ImageName {
  return { by: 'container', text: `${path}:` };
}

/** `docker cp (CONTAINER:PATH DESTINATION | SOURCE CONTAINER:PATH)`. */
function findCopy(args: readonly string[], place: Place): readonly Finding[] {
  return copiesIn(args).map(({ container, taken }): Finding => ({
    kind: 'use',
    of: isKnown(container) ? { by: 'container', text: container } : someContainer(place),
    names: [],
    consumer: { ...place, ...taken },
  }));
}

interface Copied {
  /** The container's name, or the service's. */
  readonly container: string;
  readonly taken: Partial<Draft>;
}

/** What is copied out of containers, and into them. */
function copiesIn(args: readonly string[]): readonly Copied[] {
  const { positional } = splitOptions(args, 'copy');
  const [source = '', destination = ''] = positional;
  const out = inContainer(source);
  const into = inContainer(destination);
  const taken =
    out ??
    (into === undefined && !isKnown(source) ? { container: unknownValue, path: unknownValue } : undefined);
  return [
    ...(taken === undefined
      ? []
      : [{ container: taken.container, taken: takenPaths([taken.path], 'copies all of its files') }]),
    ...(into === undefined || !isKnown(into.path)
      ? []
      : [{ container: into.container, taken: { receives: [into.path] } }]),
  ];
}

/** `CONTAINER:PATH`; a path of the host's that has a colon begins with a slash or a dot. */
function inContainer(word: string): { readonly container: string; readonly path: string } | undefined {
  const colon = word.indexOf(':');
  return colon < 1 || /^[./]/.test(word) || word.slice(0, colon).includes('\\')
    ? undefined
    : { container: word.slice(0, colon), path: word.slice(colon + 1) };
}

/** `docker export CONTAINER`: an archive of all its files. */
function findExport(args: readonly string[], place: Place): readonly Finding[] {
  const [container] = splitOptions(args, 'export').positional;
  if (container === undefined) return [];
  return [
    {
      kind: 'use',
      of: isKnown(container) ? { by: 'container', text: container } : someContainer(place),
      names: [],
      consumer: { ...place, takenBy: 'makes an archive of all its files' },
    },
  ];
}

/** `podman mount CONTAINER`, `podman image mount IMAGE`. */
function findMount(args: readonly string[], place: Place): readonly Finding[] {
  return splitOptions(args, 'export').positional.flatMap((text) => {
    const names: readonly ImageName[] = [
      { by: 'image', text },
      isKnown(text) ? { by: 'container', text } : someContainer(place),
    ];
    return names.map((of) => ({
      kind: 'use',
      of,
      names: [],
      consumer: { ...place, takenBy: 'mounts all of its files' },
    }));
  });
}

/** `buildah from IMAGE`: another image is built on it, step by step. */
function findBuildahFrom(args: readonly string[], place: Place): readonly Finding[] {
  const [text] = splitOptions(args, 'run').positional;
  return text === undefined
    ? []
    : [
        {
          kind: 'use',
          of: { by: 'image', text },
          names: [],
          consumer: { ...place, takenBy: 'starts from it' },
        },
      ];
}

/** `kubectl exec (POD | TYPE/NAME) [-c CONTAINER] -- COMMAND`; before, it was written without the dashes. */
function findKubectl(args: readonly string[], place: Place): readonly Finding[] {
  const [verb, ...rest] = splitOptions(args, 'kubectl').positional;
  if (verb === 'cp') return findKubectlCopy(rest, place);
  if (verb === 'run') return findKubectlRun(rest, place);
  if (verb !== 'exec') return [];
  const dashes = rest.indexOf('--');
  const before = splitOptions(dashes === -1 ? rest : rest.slice(0, dashes), 'kubectl');
  const [pod, ...more] = before.positional;
  const options = splitOptions(more, 'kubectl');
  const command = dashes === -1 ? options.positional : rest.slice(dashes + 1);
  if (command.length === 0) return [];
  const container = option(before, '-c', '--container') ?? option(options, '-c', '--container');
  const workload = pod?.includes('/') === true && isKnown(pod) ? workloadOf(pod) : undefined;
  const text = workload === undefined ? '*' : container === undefined ? workload : `${workload}/${container}`;
  return [
    {
      kind: 'use',
      of: { by: 'pod', text },
      names: [],
      consumer: { ...place, ...startedBeside(before, command) },
    },
  ];
}

/** `kubectl run NAME --image=IMAGE [--command] -- WORDS`: arguments of the image's own entrypoint, or a command in its place. */
function findKubectlRun(args: readonly string[], place: Place): readonly Finding[] {
  const dashes = args.indexOf('--');
  const before = dashes === -1 ? args : args.slice(0, dashes);
  const words = dashes === -1 ? [] : args.slice(dashes + 1);
  const image = before.find((word) => word.startsWith('--image='))?.slice('--image='.length);
  if (image === undefined || words.length === 0) return [];
  const given = givenWords(words, 'command');
  const key = before.some((word) => /^--command(?:=true)?$/.test(word)) ? 'entrypoint' : 'command';
  const consumer = { ...place, ...said(key, given.command), ...saidIfAny('unread', given.unread) };
  return [{ kind: 'use', of: { by: 'image', text: image }, names: [], consumer }];
}

/** `kubectl cp POD:PATH DESTINATION`, and the other way: `tar` does it in the container (kubectl reference, `cp`). */
function findKubectlCopy(args: readonly string[], place: Place): readonly Finding[] {
  return copiesIn(args).map(({ taken }): Finding => ({
    kind: 'use',
    of: { by: 'pod', text: '*' },
    names: [],
    consumer: { ...place, ...taken, runs: [['tar', taken.receives === undefined ? 'cf' : 'xf', '-']] },
  }));
}

/** `container-structure-test test --image IMAGE --config FILE…`: the files say what is run. */
function findStructureTests(
  args: readonly string[],
  place: Place,
  directories: readonly string[],
): readonly Finding[] {
  const [verb, ...rest] = args;
  const options = splitOptions(rest, 'structureTests');
  const image = option(options, '-i', '--image');
  if (verb !== 'test' || image === undefined) return [];
  const files = all(options, '-c', '--config').flatMap((file) =>
    directories.flatMap((directory) => joinPath(directory, file) ?? []),
  );
  return [{ kind: 'use', of: { by: 'image', text: image }, names: files.map(testsIn), consumer: place }];
}

/** `deploy/web` is short for `deployment/web` (`kubectl api-resources`). */
function workloadOf(written: string): string {
  const [kind = '', name = ''] = written.split('/');
  const long = shortKinds[kind] ?? kind.replace(/s$/, '');
  return `${long}/${name}`;
}

const shortKinds: Readonly<Record<string, string>> = {
  deploy: 'deployment',
  ds: 'daemonset',
  sts: 'statefulset',
  rs: 'replicaset',
  po: 'pod',
};

/** A command that is started in a running container (`exec`): the entrypoint has no part in it. */
function startedBeside(options: Options, words: readonly string[]): Partial<Draft> {
  const given = givenWords(words, 'command');
  return {
    ...said('user', option(options, '-u', '--user')),
    ...saidIfAny('runs', given.command === undefined ? [] : [given.command]),
    ...saidIfAny('unread', given.unread),
  };
}

function findCompose(
  args: readonly string[],
  place: Place,
  directories: readonly string[],
): readonly Finding[] {
  const own = splitOptions(args, 'compose');
  const [verb, ...rest] = own.positional;
  if (verb === 'cp') {
    return copiesIn(rest).flatMap(({ container, taken }) =>
      projectDirectories(own, directories).map((directory): Finding => ({
        kind: 'use',
        of: serviceName(directory, container),
        names: [],
        consumer: { ...place, ...taken },
      })),
    );
  }
  if (verb !== 'run' && verb !== 'exec') return [];
  const options = splitOptions(rest, 'run');
  const [service, ...command] = options.positional;
  if (service === undefined || (command.length === 0 && options.values.length === 0)) return [];
  // `exec` starts the command by itself; `run` gives it to the entrypoint, if there is one.
  const consumer =
    verb === 'run'
      ? { ...place, ...overrides(options, command) }
      : { ...place, ...(command.length === 0 ? {} : startedBeside(options, command)) };
  return projectDirectories(own, directories).map((directory): Finding => ({
    kind: 'use',
    of: serviceName(directory, service),
    names: [],
    consumer,
  }));
}

/** Where the compose files are that a call means: in the directory it runs in, or where it says. */
function projectDirectories(options: Options, directories: readonly string[]): readonly string[] {
  const [file] = all(options, '-f', '--file');
  if (file === undefined) return directories;
  return [
    ...new Set(
      directories.flatMap((directory) => {
        const path = joinPath(directory, file);
        return path === undefined ? [] : [parentOf(path)];
      }),
    ),
  ];
}

/** A compose service is known by the directory of its files: those merge. */
export function serviceName(directory: string, service: string): ImageName {
  return { by: 'service', text: `${directory}:${service}` };
}

function pairsOf(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.flatMap((text) => {
      const equals = text.indexOf('=');
      return equals <= 0 || text.includes(unknownValue)
        ? []
        : [[text.slice(0, equals), text.slice(equals + 1)]];
    }),
  );
}

/** A path as written in a command that runs in a directory; undefined when it leaves the tree or isn't known. */
export function joinPath(directory: string, path: string): string | undefined {
  if (path.includes(unknownValue) || path.startsWith('/') || /^[a-z+]+:\/\/|^git@|^-(?:\/|$)/.test(path))
    return undefined;
  return normalizePath(directory === '' ? path : `${directory}/${path}`);
}
