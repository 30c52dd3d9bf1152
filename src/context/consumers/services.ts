/**
 * The services of a compose file as Compose starts them, for running an image the way its author does
 * (compose-spec, `05-services.md`, `12-interpolation.md`).
 */
import { parentOf } from '../files/tree.ts';
import { unknownValue } from '../makefile/types.ts';
import { extended, includedFiles } from './compose-inheritance.ts';
import { environmentText, healthTest, placesOf, type ComposeFiles } from './compose.ts';
import { joinPath, mountOf } from './commands.ts';
import type { SourceFile } from './findings.ts';
import { splitWords } from './given.ts';
import { assignmentsOf, at, entriesOf, itemsOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { environmentFile, interpolated } from './variables.ts';
import { readYaml } from './yaml.ts';

/** A service, with everything filled in that the files at hand say. */
export interface Service {
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  readonly build: ServiceBuild | undefined;
  readonly image: string | undefined;
  /** The words in CMD's and ENTRYPOINT's place. */
  readonly command: readonly string[] | undefined;
  readonly entrypoint: readonly string[] | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** Ports in the container that it listens on over TCP. */
  readonly ports: readonly number[];
  /** `['CMD', …]`, `['CMD-SHELL', script]` or `['NONE']`. */
  readonly healthcheck: readonly string[] | undefined;
  readonly user: string | undefined;
  readonly workdir: string | undefined;
  readonly dependsOn: readonly Dependency[];
  /** Paths in the container that the host or a volume is mounted over. */
  readonly mounts: readonly string[];
  /** What it takes from outside of the files: variables without a value, files that are not there. */
  readonly lacking: readonly string[];
}

export interface ServiceBuild {
  /** In the tree; undefined where it can't be told. */
  readonly dockerfile: string | undefined;
  readonly target: string | undefined;
  readonly arguments: Readonly<Record<string, string>>;
}

export interface Dependency {
  readonly service: string;
  readonly until: 'started' | 'healthy' | 'completed';
}

/** The services, in the file's order; those of files that it includes come behind. */
export function servicesIn(source: SourceFile, files: ComposeFiles): readonly Service[] {
  return includedFiles(source, files).flatMap((file) => {
    const directory = parentOf(file.path);
    const environment = environmentFile(files.read(directory === '' ? '.env' : `${directory}/.env`));
    return entriesOf(at(readYaml(file.text)[0], 'services')).map(([name, service]) =>
      serviceOf(name, interpolated(extended(service, file.path, files), environment), { directory, files }),
    );
  });
}

interface Place {
  readonly directory: string;
  readonly files: ComposeFiles;
}

function serviceOf(name: string, node: DataNode, place: Place): Service {
  const lacking = new Set<string>();
  /** A variable without a value is empty, as Compose has it; that it is missing is told. */
  const filled = (written: string, what: string): string => {
    if (written.includes(unknownValue)) lacking.add(`a value in ${what}`);
    return written.replaceAll(unknownValue, '');
  };
  const text = (key: string, of: DataNode | undefined = node): string | undefined => {
    const written = textOf(at(of, key));
    return written === undefined ? undefined : filled(written, key);
  };
  const words = (key: string): readonly string[] | undefined => {
    const child = at(node, key);
    if (child === undefined) return undefined;
    const list = child.kind === 'scalar' ? splitWords(child.text) : textsOf(child);
    return list.map((word) => filled(word, key));
  };
  const values = (child: DataNode | undefined): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(assignmentsOf(child)).map(([key, value]) => [key, filled(value, key)]));
  return {
    name,
    line: node.line,
    build: buildOf(at(node, 'build'), place, text, values),
    image: text('image'),
    command: words('command'),
    entrypoint: words('entrypoint'),
    environment: {
      ...environmentFilesOf(at(node, 'env_file'), place, lacking),
      ...values(at(node, 'environment')),
    },
    ports: [...new Set([...itemsOf(at(node, 'ports')), ...itemsOf(at(node, 'expose'))].flatMap(portOf))],
    healthcheck: healthcheckOf(at(node, 'healthcheck'), (word) => filled(word, 'healthcheck')),
    user: text('user'),
    workdir: text('working_dir'),
    dependsOn: dependenciesOf(at(node, 'depends_on')),
    mounts: itemsOf(at(node, 'volumes')).flatMap((volume) =>
      volume.kind === 'scalar'
        ? mountOf(volume.text).map(({ target }) => target)
        : (textOf(at(volume, 'target')) ?? []),
    ),
    lacking: [...lacking],
  };
}

function buildOf(
  node: DataNode | undefined,
  { directory }: Place,
  text: (key: string, of: DataNode | undefined) => string | undefined,
  values: (child: DataNode | undefined) => Readonly<Record<string, string>>,
): ServiceBuild | undefined {
  if (node === undefined) return undefined;
  return {
    dockerfile: placesOf(node, directory).dockerfiles[0],
    target: text('target', node),
    arguments: values(at(node, 'args')),
  };
}

/** `env_file`: a path, or several, each a text or `{ path, required }`. */
function environmentFilesOf(
  node: DataNode | undefined,
  { directory, files }: Place,
  lacking: Set<string>,
): Readonly<Record<string, string>> {
  const items = node?.kind === 'list' ? node.items : node === undefined ? [] : [node];
  return Object.fromEntries(
    items.flatMap((item) => {
      const path = textOf(item) ?? textOf(at(item, 'path'));
      const content = path === undefined ? undefined : environmentText(joinPath(directory, path), files);
      if (content !== undefined) return [...environmentFile(content)];
      if (path !== undefined && textOf(at(item, 'required')) !== 'false') lacking.add(`the file ${path}`);
      return [];
    }),
  );
}

/** `8080`, `80:8080`, `127.0.0.1:80:8080/tcp`, `{ target: 8080 }`; ranges are several ports, and none of them is asked. */
function portOf(node: DataNode): readonly number[] {
  const written = textOf(node) ?? textOf(at(node, 'target'));
  if (written === undefined) return [];
  const protocol = textOf(at(node, 'protocol'));
  const [port = '', suffix = protocol ?? 'tcp'] = written.split('/');
  const inside = port.split(':').at(-1) ?? '';
  return suffix === 'tcp' && /^\d{1,5}$/.test(inside) ? [Number(inside)] : [];
}

function healthcheckOf(
  node: DataNode | undefined,
  filled: (text: string) => string,
): readonly string[] | undefined {
  if (textOf(at(node, 'disable')) === 'true') return ['NONE'];
  const test = at(node, 'test');
  if (test?.kind === 'list' && textOf(test.items[0]) === 'NONE') return ['NONE'];
  const told = healthTest(node);
  if (told === undefined) return undefined;
  return typeof told === 'string' ? ['CMD-SHELL', filled(told)] : ['CMD', ...told.map(filled)];
}

function dependenciesOf(node: DataNode | undefined): readonly Dependency[] {
  if (node?.kind !== 'map') return textsOf(node).map((service) => ({ service, until: 'started' }));
  return entriesOf(node).map(([service, how]) => ({
    service,
    until: conditionOf(textOf(at(how, 'condition'))),
  }));
}

function conditionOf(condition: string | undefined): Dependency['until'] {
  switch (condition) {
    case 'service_healthy':
      return 'healthy';
    case 'service_completed_successfully':
      return 'completed';
    default:
      return 'started';
  }
}
