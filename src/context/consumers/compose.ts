/** Compose files (compose-spec: `spec.md`, `build.md`, `develop.md`, `05-services.md`). */
import { nameOf, parentOf, pathFrom } from '../files/tree.ts';
import type { Consumer } from './types.ts';
import { joinPath, mountOf, serviceName } from './commands.ts';
import { said, saidIfAny, type Finding, type ImageName, type SourceFile } from './findings.ts';
import { assignmentsOf, at, commandOf, entriesOf, itemsOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { readYaml } from './yaml.ts';

/** What a compose file may refer to. */
export interface ComposeFiles {
  readonly read: (path: string) => string | undefined;
  /** The build context's directory: mounts are told relative to it. */
  readonly context: string;
}

/** `extends` of `extends` goes no deeper. */
const deepestExtends = 8;

/** The services of a compose file: what builds an image, and how it is run. */
export function findInCompose(source: SourceFile, files: ComposeFiles): readonly Finding[] {
  const directory = parentOf(source.path);
  const environment = environmentFile(files.read(directory === '' ? '.env' : `${directory}/.env`));
  return entriesOf(at(readYaml(source.text)[0], 'services')).flatMap(([name, service]) => {
    const merged = extended(service, source.path, files, 0);
    return findInService(name, merged, { source, files, directory, environment });
  });
}

interface ServicePlace {
  readonly source: SourceFile;
  readonly files: ComposeFiles;
  readonly directory: string;
  readonly environment: ReadonlyMap<string, string>;
}

function findInService(name: string, service: DataNode, place: ServicePlace): readonly Finding[] {
  const { directory, environment, source } = place;
  const filled = (node: DataNode | undefined): string | undefined => interpolate(textOf(node), environment);
  const build = at(service, 'build');
  const image = filled(at(service, 'image'));
  const container = filled(at(service, 'container_name'));
  const names: readonly ImageName[] = [
    serviceName(directory, name),
    ...(image === undefined ? [] : [{ by: 'image', text: image } as const]),
    ...(container === undefined ? [] : [{ by: 'container', text: container } as const]),
  ];
  const target = filled(at(build, 'target'));
  const consumer = {
    kind: 'compose' as const,
    path: source.path,
    line: service.line,
    name,
    ...said('target', target),
    ...saidIfAny('buildArguments', assignmentsOf(at(build, 'args'))),
    ...saidIfAny('contexts', Object.keys(assignmentsOf(at(build, 'additional_contexts')))),
    ...settingsOf(service, place),
  };
  if (build !== undefined) {
    return [{ kind: 'build', ...placesOf(build, directory, environment), names, consumer }];
  }
  // Without `build` the service takes another's image, or adds to the service of the same name in another file.
  const of: ImageName = image === undefined ? serviceName(directory, name) : { by: 'image', text: image };
  return [{ kind: 'use', of, names: names.filter((known) => known.by !== 'image'), consumer }];
}

/** The build context and the Dockerfile in it. */
function placesOf(
  build: DataNode,
  directory: string,
  environment: ReadonlyMap<string, string>,
): Pick<Extract<Finding, { kind: 'build' }>, 'dockerfiles' | 'context'> {
  const written = build.kind === 'scalar' ? build.text : (textOf(at(build, 'context')) ?? '.');
  const context = interpolate(written, environment);
  const file = interpolate(textOf(at(build, 'dockerfile')) ?? 'Dockerfile', environment);
  const place = context === undefined ? undefined : joinPath(directory, context);
  if (at(build, 'dockerfile_inline') !== undefined || place === undefined || file === undefined) {
    return { dockerfiles: [] };
  }
  const found = joinPath(place, file);
  return { dockerfiles: found === undefined ? [] : [found], context: place };
}

function settingsOf(service: DataNode, place: ServicePlace): Partial<Consumer> {
  return {
    ...said('command', commandOf(at(service, 'command'))),
    ...said('entrypoint', commandOf(at(service, 'entrypoint'))),
    ...said('probe', healthTest(at(service, 'healthcheck'))),
    ...said('user', textOf(at(service, 'user'))),
    ...said('workdir', textOf(at(service, 'working_dir'))),
    ...saidIfAny('mounts', mountsOf(service, place)),
    ...saidIfAny('environment', assignmentsOf(at(service, 'environment'))),
  };
}

/** `test` of a health check: a text and `CMD-SHELL` are shell form, `CMD` is exec form, `NONE` is none. */
function healthTest(healthcheck: DataNode | undefined): string | readonly string[] | undefined {
  const test = at(healthcheck, 'test');
  if (test?.kind !== 'list') return textOf(test);
  const [form, ...words] = textsOf(test);
  if (form === 'CMD') return words;
  return form === 'CMD-SHELL' ? words.join(' ') : undefined;
}

type Mount = NonNullable<Consumer['mounts']>[number];

/** Volumes in both forms, and what `develop.watch` copies into the running container. */
function mountsOf(service: DataNode, place: ServicePlace): readonly Mount[] {
  const volumes = itemsOf(at(service, 'volumes')).flatMap((volume): readonly Mount[] => {
    if (volume.kind === 'scalar') return mountOf(volume.text);
    const target = textOf(at(volume, 'target'));
    if (target === undefined) return [];
    return [
      { source: textOf(at(volume, 'type')) === 'bind' ? textOf(at(volume, 'source')) : undefined, target },
    ];
  });
  const watched = itemsOf(at(service, 'develop', 'watch')).flatMap((rule): readonly Mount[] => {
    const target = textOf(at(rule, 'target'));
    const source = textOf(at(rule, 'path'));
    return textOf(at(rule, 'action'))?.startsWith('sync') && target !== undefined ? [{ source, target }] : [];
  });
  return [...volumes, ...watched].map(({ source, target }) => ({
    source: fromContext(source, place),
    target,
  }));
}

/** A relative host path is told from the build context; one from elsewhere on the machine stays as it is. */
function fromContext(source: string | undefined, { directory, files }: ServicePlace): string | undefined {
  if (source === undefined || /^[/~$]/.test(source)) return source;
  const found = joinPath(directory, source);
  if (found === undefined) return source;
  const way = pathFrom(files.context, found);
  return way === '' ? '.' : way;
}

// ── extends ──────────────────────────────────────────────────────────────────────────────────────────────────

function extended(service: DataNode, path: string, files: ComposeFiles, depth: number): DataNode {
  const extend = at(service, 'extends');
  const name = extend?.kind === 'scalar' ? extend.text : textOf(at(extend, 'service'));
  const file = textOf(at(extend, 'file'));
  if (name === undefined || depth >= deepestExtends) return service;
  const from = file === undefined ? path : joinPath(parentOf(path), file);
  const text = from === undefined ? undefined : files.read(from);
  const base = text === undefined ? undefined : at(readYaml(text)[0], 'services', name);
  // Paths in a file of another directory are relative to that one: only one of the same directory is merged.
  if (base === undefined || from === undefined || parentOf(from) !== parentOf(path)) return service;
  return merge(extended(base, from, files, depth + 1), service);
}

/** Maps merge key by key, `volumes` and `environment` add up, everything else is replaced (compose-spec, `13-merge.md`). */
function merge(base: DataNode, over: DataNode): DataNode {
  if (base.kind !== 'map' || over.kind !== 'map') return over;
  const entries = new Map(base.entries);
  for (const [key, value] of over.entries) {
    const before = entries.get(key);
    const added =
      before !== undefined && before.kind === 'list' && value.kind === 'list' && addingKeys.has(key);
    if (added) entries.set(key, { ...value, items: [...before.items, ...value.items] });
    else entries.set(key, before === undefined ? value : merge(before, value));
  }
  return { kind: 'map', entries, line: over.line };
}

const addingKeys: ReadonlySet<string> = new Set(['volumes', 'environment', 'args', 'watch']);

// ── Variables ────────────────────────────────────────────────────────────────────────────────────────────────

/** `.env` beside the compose file: `NAME=value` lines. */
function environmentFile(text: string | undefined): ReadonlyMap<string, string> {
  const lines = (text ?? '').split(/\r?\n/).flatMap((line): readonly (readonly [string, string])[] => {
    const equals = line.indexOf('=');
    const name = line
      .slice(0, Math.max(0, equals))
      .trim()
      .replace(/^export\s+/, '');
    const value = line.slice(equals + 1).trim();
    return /^\w+$/.test(name) ? [[name, value.replace(/^(["'])(.*)\1$/, '$2')]] : [];
  });
  return new Map(lines);
}

/** Fills in `$NAME` and `${NAME:-default}`; undefined when one has no known value. */
function interpolate(text: string | undefined, environment: ReadonlyMap<string, string>): string | undefined {
  if (text === undefined) return undefined;
  let known = true;
  const filled = text.replaceAll(
    /\$\$|\$(\w+)|\$\{(\w+)(?:(:?[-+?])([^{}]*))?\}/g,
    (
      whole,
      plain: string | undefined,
      braced: string | undefined,
      operator: string | undefined,
      operand: string | undefined,
    ) => {
      if (whole === '$$') return '$';
      const value = environment.get(plain ?? braced ?? '');
      if (value !== undefined && !operator?.endsWith('+')) return value;
      if (operator?.endsWith('-')) return operand ?? '';
      known = false;
      return '';
    },
  );
  return known ? filled : undefined;
}

/** Names that Compose and its users give such files. */
export function isComposeFile(path: string): boolean {
  return /^(?:docker-|podman-)?compose(?:[.-][\w.-]+)?\.ya?ml$/.test(nameOf(path));
}
