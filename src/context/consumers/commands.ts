/** Container commands in shell text: `docker build`, `docker run`, `docker compose exec` and the like. */
import { parseShell } from '../../shell/parse.ts';
import type { SimpleCommand, Word } from '../../shell/types.ts';
import { everyCommand } from '../../shell/walk.ts';
import { expandText, literalText } from '../../shell/expand-words.ts';
import { unknownValue } from '../makefile/types.ts';
import { nameOf, normalizePath, parentOf } from '../files/tree.ts';
import { givenScript, givenWords, known, shown } from './given.ts';
import { testsIn } from './structure-tests.ts';
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

const optionSet = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Options that take a value; others are flags. Source: the references of `docker`, `docker compose` and `buildah bud`. */
const valueOptions = {
  global: optionSet('-c --context --config -H --host -l --log-level --tlscacert --tlscert --tlskey'),
  compose: optionSet(
    '-f --file -p --project-name --profile --project-directory --env-file --ansi --progress --parallel -c --context -H --host',
  ),
  build: optionSet(`
    --add-host --allow --annotation --attest --build-arg --build-context --builder --cache-from --cache-to --call
    --cgroup-parent --cpu-period --cpu-quota -c --cpu-shares --cpuset-cpus --cpuset-mems -f --file --format --iidfile
    --isolation --label --memory -m --memory-swap --metadata-file --network --no-cache-filter -o --output --platform
    --progress --sbom --provenance --secret --security-opt --shm-size --ssh -t --tag --target --ulimit -v --volume
  `),
  run: optionSet(`
    --add-host --annotation -a --attach --blkio-weight --cap-add --cap-drop --cgroup-parent --cgroupns --cidfile -c
    --cpu-shares --cpu-period --cpu-quota --cpus --cpuset-cpus --cpuset-mems --detach-keys --device --dns --dns-option
    --dns-search --domainname --entrypoint -e --env --env-file --expose --gpus --group-add --health-cmd --health-interval
    --health-retries --health-start-period --health-timeout -h --hostname --ip --ip6 --ipc --isolation -l --label
    --label-file --link --link-local-ip --log-driver --log-opt --mac-address -m --memory --memory-reservation --memory-swap
    --memory-swappiness --mount --name --network --net --network-alias --oom-score-adj --pid --pids-limit --platform -p
    --publish --pull --restart --runtime --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl
    --tmpfs --ulimit -u --user --userns --uts -v --volume --volume-driver --volumes-from -w --workdir --index
  `),
  kubectl: optionSet(`
    -n --namespace --context --cluster --kubeconfig --user --as --as-group --as-uid -s --server --token -c --container -f
    --filename --pod-running-timeout --request-timeout -v --cache-dir --certificate-authority --client-certificate
    --client-key --tls-server-name
  `),
  structureTests: optionSet(
    '-i --image -c --config -d --driver -o --output --test-report --metadata --platform --runtime',
  ),
} as const;

/** Programs with docker's command line. */
const builders: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl', 'buildah']);

/** A cheap test whether a text may have container commands. */
export const namesTools = /docker|podman|buildah|nerdctl|kubectl|container-structure-test|\boc\b/;

/** All findings in a text. */
export function findCommands(source: ShellText): readonly Finding[] {
  // Parsing is the dear part, and most texts have nothing to do with containers.
  if (!namesTools.test(source.text)) return [];
  const script = parseShell(source.text);
  const commands = everyCommand(script);
  const breaks = [...source.text.matchAll(/\n/g)].map((match) => match.index);
  const variables = literalVariables(commands);
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
    );
  });
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
    const text = value === undefined ? '' : literalText(value);
    found.set(name, found.has(name) && found.get(name) !== text ? undefined : text);
  }
  return found;
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
  if (!builders.has(tool)) return [];
  const [verb, ...args] = withoutGlobalOptions(rest);
  switch (verb) {
    case 'build':
    case 'bud':
      return findBuild(args, place, directories);
    case 'run':
      return findRun(args, place);
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

interface Options {
  /** Options without a value, joined letters apart: `-i`, `-t`, `--rm`. */
  readonly flags: ReadonlySet<string>;
  /** Options with a value, in order. */
  readonly values: readonly (readonly [string, string])[];
  readonly positional: readonly string[];
}

/** For all but `build`, what follows the first word that is no option belongs to it (`docker run IMAGE command…`). */
function splitOptions(words: readonly string[], verb: keyof typeof valueOptions): Options {
  const takesValue = valueOptions[verb];
  const values: (readonly [string, string])[] = [];
  const positional: string[] = [];
  const flags = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-') {
      if (verb !== 'build') return { flags, values, positional: words.slice(at) };
      positional.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    if (equals !== -1) values.push([word.slice(0, equals), word.slice(equals + 1)]);
    else if (takesValue.has(word)) {
      values.push([word, words[at + 1] ?? '']);
      at += 1;
    } else if (/^-[a-zA-Z]+$/.test(word) && word.length > 2) {
      // `-itv x`: only the last of joined letters can take a value; `-p80:80` has it attached.
      const last = `-${word.at(-1) ?? ''}`;
      for (const letter of word.slice(1)) flags.add(`-${letter}`);
      if (takesValue.has(last)) {
        values.push([last, words[at + 1] ?? '']);
        at += 1;
      }
    } else flags.add(word);
  }
  return { flags, values, positional };
}

function option(options: Options, ...names: readonly string[]): string | undefined {
  return known(options.values.findLast(([name]) => names.includes(name))?.[1]);
}

function all(options: Options, ...names: readonly string[]): readonly string[] {
  return options.values.filter(([name]) => names.includes(name)).map(([, value]) => value);
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
  return [
    {
      kind: 'build',
      dockerfiles,
      names: all(options, '-t', '--tag').map((text) => ({ by: 'image', text })),
      consumer: {
        ...place,
        ...said('target', option(options, '--target')),
        ...saidIfAny('buildArguments', argumentsGiven),
        ...saidIfAny('contexts', Object.keys(pairsOf(all(options, '--build-context')))),
      },
    },
  ];
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
  ];
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

function isKnown(text: string): boolean {
  return !text.includes(unknownValue);
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
  const fields = new Map(
    text.split(',').map((field): readonly [string, string] => {
      const equals = field.indexOf('=');
      return equals === -1 ? [field, ''] : [field.slice(0, equals), field.slice(equals + 1)];
    }),
  );
  const target = fields.get('target') ?? fields.get('destination') ?? fields.get('dst');
  if (target === undefined) return [];
  const source = fields.get('type') === 'bind' ? (fields.get('source') ?? fields.get('src')) : undefined;
  return [{ source, target }];
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

/** `kubectl exec (POD | TYPE/NAME) [-c CONTAINER] -- COMMAND`; before, it was written without the dashes. */
function findKubectl(args: readonly string[], place: Place): readonly Finding[] {
  const [verb, ...rest] = splitOptions(args, 'kubectl').positional;
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
