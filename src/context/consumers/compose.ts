/** Compose files (compose-spec: `spec.md`, `build.md`, `develop.md`, `05-services.md`). */
import { parentOf, pathFrom, rememberOf } from '../files/tree.ts';
import { unknownValue } from '../makefile/types.ts';
import type { Consumer, Unread } from './types.ts';
import { joinPath, mountOf, serviceName } from './commands.ts';
import { extended, includedFiles } from './compose-inheritance.ts';
import { contextFindings, contextsIn } from './build-contexts.ts';
import { inlineFindings } from './dockerfiles.ts';
import { said, saidIfAny, type Draft, type Finding, type ImageName, type SourceFile } from './findings.ts';
import { takenPaths } from './taken.ts';
import { givenCommand, known, knownOnly, splitWords, type Given } from './given.ts';
import { assignmentsOf, at, entriesOf, itemsOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { environmentFile, interpolated } from './variables.ts';
import { readYaml } from './yaml.ts';

/** What a compose file may refer to. */
export interface ComposeFiles {
  readonly read: (path: string) => string | undefined;
  /** The build context's directory: mounts are told relative to it. */
  readonly context: string;
}

/** The services of a compose file and of those that it includes: what builds an image, and how it is run. */
export function findInCompose(source: SourceFile, files: ComposeFiles): readonly Finding[] {
  const project = parentOf(source.path);
  return servicesOf(source, files.read).flatMap(({ name, service, file }) =>
    findInService(name, service, { source: file, files, directory: parentOf(file.path), project }),
  );
}

interface WholeService {
  readonly name: string;
  /** With what it extends, and its variables filled in. */
  readonly service: DataNode;
  readonly file: SourceFile;
}

/** The services of a file and of those that it includes: read once, however many Dockerfiles are looked at. */
function servicesOf(source: SourceFile, read: ComposeFiles['read']): readonly WholeService[] {
  const known = servicesRead(read);
  const services = known.get(source.path) ?? readServices(source, read);
  known.set(source.path, services);
  return services;
}

const servicesRead = rememberOf((_read: ComposeFiles['read']) => new Map<string, readonly WholeService[]>());

function readServices(source: SourceFile, read: ComposeFiles['read']): readonly WholeService[] {
  return includedFiles(source, { read }).flatMap((file) => {
    const directory = parentOf(file.path);
    const text = read(directory === '' ? '.env' : `${directory}/.env`);
    // Compose is called in the project's directory.
    const environment = new Map([['PWD', '.'], ...environmentFile(text)]);
    return entriesOf(at(readYaml(file.text)[0], 'services')).map(([name, service]) => ({
      name,
      service: interpolated(extended(service, file.path, { read }), environment),
      file,
    }));
  });
}

interface ServicePlace {
  readonly source: SourceFile;
  readonly files: ComposeFiles;
  readonly directory: string;
  /** The directory of the file that includes this one. */
  readonly project: string;
}

function findInService(name: string, service: DataNode, place: ServicePlace): readonly Finding[] {
  const { directory, project, source } = place;
  const build = at(service, 'build');
  const image = textOf(at(service, 'image'));
  const container = known(textOf(at(service, 'container_name')));
  const names: readonly ImageName[] = [
    serviceName(directory, name),
    ...(project === directory ? [] : [serviceName(project, name)]),
    ...(image === undefined ? [] : [{ by: 'image', text: image } as const]),
    ...(container === undefined ? [] : [{ by: 'container', text: container } as const]),
  ];
  const consumer = {
    kind: 'compose' as const,
    path: source.path,
    line: service.line,
    name,
    ...said('target', known(textOf(at(build, 'target')))),
    ...saidIfAny('buildArguments', knownOnly(assignmentsOf(at(build, 'args')))),
    ...saidIfAny('contexts', Object.keys(assignmentsOf(at(build, 'additional_contexts')))),
    ...settingsOf(service, place),
  };
  const mounted = imageMounts(service, consumer);
  if (build !== undefined) {
    const places = placesOf(build, directory);
    const inline = at(build, 'dockerfile_inline');
    const as = `${source.path}#${name}`;
    const named = (scheme: string, text: string): ImageName | undefined =>
      scheme === 'service' ? serviceName(directory, text) : undefined;
    const given = contextsIn(assignmentsOf(at(build, 'additional_contexts')));
    return [
      { kind: 'build', ...places, names, consumer },
      ...contextFindings(given, inline === undefined ? places.dockerfiles : [as], consumer, named),
      ...inlineFindings(inline, as, source.path),
      ...mounted,
    ];
  }
  // Without `build` the service takes another's image, or adds to the service of the same name in another file.
  const of: ImageName = image === undefined ? serviceName(directory, name) : { by: 'image', text: image };
  return [{ kind: 'use', of, names: names.filter((each) => each.by !== 'image'), consumer }, ...mounted];
}

/** `volumes` of `type: image`: the files of another image (compose-spec, `05-services.md`). */
function imageMounts(service: DataNode, { kind, path, name }: Draft): readonly Finding[] {
  return itemsOf(at(service, 'volumes')).flatMap((volume): readonly Finding[] => {
    const image = textOf(at(volume, 'source'));
    if (textOf(at(volume, 'type')) !== 'image' || image === undefined) return [];
    const taken = takenPaths([textOf(at(volume, 'image', 'subpath')) ?? '/'], 'mounts all of its files');
    const consumer = { kind, path, line: volume.line, name, ...taken };
    return [{ kind: 'use', of: { by: 'image', text: image }, names: [], consumer }];
  });
}

/** The build context and the Dockerfile in it. */
export function placesOf(
  build: DataNode,
  directory: string,
): Pick<Extract<Finding, { kind: 'build' }>, 'dockerfiles' | 'context'> {
  const context = build.kind === 'scalar' ? build.text : (textOf(at(build, 'context')) ?? '.');
  const file = textOf(at(build, 'dockerfile')) ?? 'Dockerfile';
  const place = joinPath(directory, context);
  if (at(build, 'dockerfile_inline') !== undefined || place === undefined) return { dockerfiles: [] };
  const found = joinPath(place, file);
  return known(file) === undefined || found === undefined
    ? { dockerfiles: [] }
    : { dockerfiles: [found], context: place };
}

function settingsOf(service: DataNode, place: ServicePlace): Partial<Consumer> {
  const command = givenCommand(wordsOf(at(service, 'command')), 'command');
  const entrypoint = givenCommand(wordsOf(at(service, 'entrypoint')), 'entrypoint');
  const probe = givenCommand(healthTest(at(service, 'healthcheck')), 'health check');
  const hooks = ['post_start', 'pre_stop'].flatMap((key) =>
    itemsOf(at(service, key)).map((hook) => givenCommand(wordsOf(at(hook, 'command')), key)),
  );
  const { environment, unread } = environmentOf(service, place);
  const watched = watchedPaths(service);
  const isOn = (key: string): boolean => textOf(at(service, key)) === 'true';
  const own = command.command === undefined && entrypoint.command === undefined;
  return {
    ...(own && isOn('stdin_open') && isOn('tty') ? { interactive: true as const } : {}),
    ...said('command', command.command),
    ...said('entrypoint', entrypoint.command),
    ...said('probe', probe.command),
    ...said('user', userOf(service)),
    ...saidIfAny('groups', textsOf(at(service, 'group_add'))),
    ...said('workdir', known(textOf(at(service, 'working_dir')))),
    ...saidIfAny('mounts', mountsOf(service, watched, place)),
    ...saidIfAny('environment', environment),
    ...saidIfAny('runs', [
      ...hooks.flatMap(({ command: hook }) => (hook === undefined ? [] : [hook])),
      // Compose starts them in the container to sync (compose-spec, `develop.md`, "watch").
      ...(watched.length === 0 ? [] : [['stat'], ['mkdir'], ['rmdir']]),
    ]),
    ...said('rebuilds', rebuiltBy(watched)),
    ...saidIfAny('unread', [
      ...[command, entrypoint, probe, ...hooks].flatMap((given: Given<unknown>) => given.unread),
      ...unread,
    ]),
  };
}

/** Compose gives no command to a shell: a text is taken apart into words. */
function wordsOf(node: DataNode | undefined): readonly string[] | undefined {
  if (node?.kind === 'scalar') return node.text === '' ? undefined : splitWords(node.text);
  return node?.kind === 'list' ? textsOf(node) : undefined;
}

/** `test` of a health check: a text and `CMD-SHELL` are shell form, `CMD` is exec form, `NONE` is none. */
export function healthTest(healthcheck: DataNode | undefined): string | readonly string[] | undefined {
  const test = at(healthcheck, 'test');
  if (textOf(at(healthcheck, 'disable')) === 'true') return undefined;
  if (test?.kind !== 'list') return textOf(test);
  const [form, ...words] = textsOf(test);
  if (form === 'CMD') return words;
  return form === 'CMD-SHELL' ? words.join(' ') : undefined;
}

/** A user that isn't known has some name: whose records are needed is all that can be said. */
function userOf(service: DataNode): string | undefined {
  const user = textOf(at(service, 'user'));
  return user?.replaceAll(unknownValue, '$USER');
}

// ── Variables ────────────────────────────────────────────────────────────────────────────────────────────────

interface Environment {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly unread: readonly Unread[];
}

/** `env_file`, and over it `environment`; a name alone takes its value from the shell that calls Compose. */
function environmentOf(service: DataNode, { directory, files }: ServicePlace): Environment {
  const listed = at(service, 'env_file');
  const paths = (listed?.kind === 'list' ? listed.items : listed === undefined ? [] : [listed]).flatMap(
    (item) => textOf(item) ?? textOf(at(item, 'path')) ?? [],
  );
  const read = paths.map((path) => ({ path, text: environmentText(joinPath(directory, path), files) }));
  const own = at(service, 'environment');
  const names = own?.kind === 'list' ? textsOf(own).filter((text) => !text.includes('=')) : [];
  return {
    environment: {
      ...Object.fromEntries(read.flatMap(({ text }) => [...environmentFile(text)])),
      ...Object.fromEntries(names.map((name) => [name, undefined])),
      ...Object.fromEntries(Object.entries(assignmentsOf(own)).map(([name, value]) => [name, known(value)])),
    },
    unread: read.flatMap(({ path, text }) =>
      text === undefined ? [{ what: 'variables', text: `variables of ${path}` }] : [],
    ),
  };
}

/** What authors keep beside a file of variables that git ignores, to be copied. */
const exampleEndings = ['.example', '.sample', '.dist', '.template'];

/** A file of variables, or the example beside it. */
export function environmentText(path: string | undefined, { read }: ComposeFiles): string | undefined {
  if (path === undefined) return undefined;
  return ['', ...exampleEndings].map((ending) => read(`${path}${ending}`)).find((text) => text !== undefined);
}

// ── Mounts and watched files ─────────────────────────────────────────────────────────────────────────────────

type Mount = NonNullable<Consumer['mounts']>[number];

/** Volumes in both forms, and what `develop.watch` copies into the running container. */
function mountsOf(service: DataNode, watched: readonly Mount[], place: ServicePlace): readonly Mount[] {
  const volumes = itemsOf(at(service, 'volumes')).flatMap((volume): readonly Mount[] => {
    if (volume.kind === 'scalar') return mountOf(volume.text);
    const target = textOf(at(volume, 'target'));
    if (target === undefined) return [];
    return [
      { source: textOf(at(volume, 'type')) === 'bind' ? textOf(at(volume, 'source')) : undefined, target },
    ];
  });
  return [...volumes, ...watched].map(({ source, target }) => ({
    source: fromContext(source, place),
    target,
  }));
}

/** What is copied into the running container when it changes; a rebuilt image is built as ever. */
function watchedPaths(service: DataNode): readonly Mount[] {
  return itemsOf(at(service, 'develop', 'watch')).flatMap((rule): readonly Mount[] => {
    const target = textOf(at(rule, 'target'));
    const source = textOf(at(rule, 'path'));
    return textOf(at(rule, 'action'))?.startsWith('sync') && target !== undefined ? [{ source, target }] : [];
  });
}

/** The project itself is watched: who does so works on its sources in the container. */
function rebuiltBy(watched: readonly Mount[]): string | undefined {
  const found = watched.find(({ source }) => source !== undefined && /^(?:\.{1,2}\/?)+$/.test(source));
  return found === undefined
    ? undefined
    : `develop.watch syncs ${found.source ?? ''} to ${found.target}, where its sources are`;
}

/** A relative host path is told from the build context; one from elsewhere on the machine stays as it is. */
function fromContext(source: string | undefined, { directory, files }: ServicePlace): string | undefined {
  if (source === undefined || /^[/~$]/.test(source)) return source;
  const found = joinPath(directory, source);
  if (found === undefined) return source;
  const way = pathFrom(files.context, found);
  return way === '' ? '.' : way;
}
