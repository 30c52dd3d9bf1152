/** Kubernetes manifests, Helm charts and kustomizations: containers with their commands and probes (API reference, `Container`). */
import { nameOf, parentOf } from '../files/tree.ts';
import type { Consumer } from './types.ts';
import { joinPath } from './commands.ts';
import { said, saidIfAny, type Finding, type ImageName, type SourceFile } from './findings.ts';
import { givenWords, known } from './given.ts';
import { withoutTemplates } from './helm.ts';
import { assignmentsOf, at, entriesOf, everyMap, itemsOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { takenPaths } from './taken.ts';
import { unknownValue } from '../makefile/types.ts';
import { environmentFile } from './variables.ts';
import { readYaml } from './yaml.ts';

type Read = (path: string) => string | undefined;

/** `read` is for a chart's values. */
export function findInManifest(source: SourceFile, read: Read): readonly Finding[] {
  const isTemplate = source.text.includes('{{');
  const { text, lineOf } = isTemplate
    ? withoutTemplates(source.text, chartValues(source.path, read))
    : { text: source.text, lineOf: (line: number) => line };
  return readYaml(text).flatMap((document) => findInDocument(atLines(document, lineOf), source.path));
}

function atLines(node: DataNode, lineOf: (line: number) => number): DataNode {
  const line = lineOf(node.line);
  if (node.kind === 'scalar') return { ...node, line };
  if (node.kind === 'list') return { ...node, line, items: node.items.map((item) => atLines(item, lineOf)) };
  const entries = new Map([...node.entries].map(([key, value]) => [key, atLines(value, lineOf)]));
  return { ...node, line, entries };
}

function findInDocument(document: DataNode, path: string): readonly Finding[] {
  const workload = workloadOf(document);
  return [
    ...everyMap(document).flatMap((map) =>
      ['initContainers', 'containers'].flatMap((key) =>
        itemsOf(at(map, key)).flatMap((container) => findInContainer(container, map, { workload, path })),
      ),
    ),
    ...everyMap(document).flatMap((map) => imageVolumes(map, path)),
    ...(textOf(at(document, 'kind')) === 'ConfigMap' ? configMap(document, path) : []),
  ];
}

/** `deployment/name`: how clients and patches call what a document describes. */
function workloadOf(document: DataNode): string {
  const kind = textOf(at(document, 'kind')) ?? '';
  return `${kind.toLowerCase()}/${textOf(at(document, 'metadata', 'name')) ?? unknownValue}`;
}

interface Place {
  readonly workload: string;
  readonly path: string;
}

function findInContainer(container: DataNode, pod: DataNode, { workload, path }: Place): readonly Finding[] {
  const image = textOf(at(container, 'image'));
  const name = textOf(at(container, 'name')) ?? 'container';
  const patched: ImageName = { by: 'pod', text: `${workload}/${name}` };
  // A patch names the container alone, and the image is the one that it has elsewhere.
  const of: ImageName = image === undefined ? patched : { by: 'image', text: image };
  const names: readonly ImageName[] = [
    ...(image === undefined ? [] : [patched, { by: 'pod', text: workload } as const, anyPod]),
    ...configMapsOf(container),
  ];
  const shared = { kind: 'kubernetes' as const, path, name };
  const use = (consumer: Omit<Consumer, 'kind' | 'file' | 'name'>): Finding => ({
    kind: 'use',
    of,
    names,
    consumer: { ...shared, ...consumer },
  });
  // `command` replaces the image's ENTRYPOINT, `args` its CMD.
  const command = listOf(at(container, 'command'), 'command');
  const args = listOf(at(container, 'args'), 'args');
  const [first, ...others] = probesOf(container);
  return [
    use({
      line: container.line,
      ...said('entrypoint', command.command),
      ...said('command', args.command),
      ...said('probe', first?.words),
      ...said('user', userOf(container, pod)),
      ...said('workdir', known(textOf(at(container, 'workingDir')))),
      ...saidIfAny('mounts', mountsOf(container)),
      ...saidIfAny('environment', environmentOf(container)),
      ...saidIfAny('unread', [...command.unread, ...args.unread]),
    }),
    ...others.map((probe) => use({ line: probe.line, probe: probe.words })),
  ];
}

/** A pod by a name that isn't known. */
const anyPod: ImageName = { by: 'pod', text: '*' };

function listOf(node: DataNode | undefined, what: string): ReturnType<typeof givenWords> {
  return node?.kind === 'list' && node.items.length > 0
    ? givenWords(textsOf(node), what)
    : { command: node?.kind === 'list' ? [] : undefined, unread: [] };
}

function userOf(container: DataNode, pod: DataNode): string | undefined {
  const id = (key: string): string | undefined =>
    known(textOf(at(container, 'securityContext', key)) ?? textOf(at(pod, 'securityContext', key)));
  const user = id('runAsUser');
  const group = id('runAsGroup');
  return user === undefined || group === undefined ? user : `${user}:${group}`;
}

/** Commands that Kubernetes runs inside the container. */
function probesOf(
  container: DataNode,
): readonly { readonly words: readonly string[]; readonly line: number }[] {
  const places = [
    ['livenessProbe'],
    ['readinessProbe'],
    ['startupProbe'],
    ['lifecycle', 'postStart'],
    ['lifecycle', 'preStop'],
  ];
  return places.flatMap((keys) => {
    const command = at(container, ...keys, 'exec', 'command');
    return command?.kind === 'list'
      ? [{ words: givenWords(textsOf(command), 'probe').command ?? [], line: command.line }]
      : [];
  });
}

/** What is mounted hides what the image has there; where it comes from is a volume's business. */
function mountsOf(container: DataNode): readonly { readonly source: undefined; readonly target: string }[] {
  return itemsOf(at(container, 'volumeMounts')).flatMap((mount) => {
    const target = textOf(at(mount, 'mountPath'));
    return target === undefined ? [] : [{ source: undefined, target }];
  });
}

/** Volumes that are images; what a container mounts of them is all, or what lies below a path (API reference, `ImageVolumeSource`). */
function imageVolumes(pod: DataNode, path: string): readonly Finding[] {
  return itemsOf(at(pod, 'volumes')).flatMap((volume): readonly Finding[] => {
    const image = textOf(at(volume, 'image', 'reference'));
    const name = textOf(at(volume, 'name'));
    if (image === undefined || name === undefined) return [];
    const mounts = ['initContainers', 'containers']
      .flatMap((key) => itemsOf(at(pod, key)))
      .flatMap((container) => itemsOf(at(container, 'volumeMounts')))
      .filter((mount) => textOf(at(mount, 'name')) === name);
    const paths = mounts.map((mount) => textOf(at(mount, 'subPath')) ?? '/');
    const taken = takenPaths(paths, 'mounts all of its files');
    const consumer = { kind: 'kubernetes', path, line: volume.line, name, ...taken } as const;
    return [{ kind: 'use', of: { by: 'image', text: image }, names: [], consumer }];
  });
}

// ── Variables ────────────────────────────────────────────────────────────────────────────────────────────────

/** A value from elsewhere (`valueFrom`) is not known. */
function environmentOf(container: DataNode): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    itemsOf(at(container, 'env')).flatMap((variable) => {
      const name = textOf(at(variable, 'name'));
      if (name === undefined || name.includes(unknownValue)) return [];
      return [[name, known(textOf(at(variable, 'value')))]];
    }),
  );
}

/** The config maps whose values are all given to the container. */
function configMapsOf(container: DataNode): readonly ImageName[] {
  return itemsOf(at(container, 'envFrom')).flatMap((source): readonly ImageName[] => {
    const name = textOf(at(source, 'configMapRef', 'name'));
    return name === undefined ? [] : [{ by: 'config', text: name }];
  });
}

function configMap(document: DataNode, path: string): readonly Finding[] {
  return given(textOf(at(document, 'metadata', 'name')), assignmentsOf(at(document, 'data')), {
    path,
    line: document.line,
  });
}

/** Values that are given to the containers which name them. */
function given(
  name: string | undefined,
  values: Readonly<Record<string, string>>,
  place: { readonly path: string; readonly line: number },
): readonly Finding[] {
  if (name === undefined) return [];
  const environment = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, known(value)]));
  return [
    {
      kind: 'use',
      of: { by: 'config', text: name },
      names: [],
      consumer: { kind: 'kubernetes', ...place, name, ...saidIfAny('environment', environment) },
    },
  ];
}

// ── Kustomize ────────────────────────────────────────────────────────────────────────────────────────────────

/** New names for images, generated config maps, and patches that are written in the file itself. */
export function findInKustomization(source: SourceFile, read: Read): readonly Finding[] {
  const [document] = readYaml(source.text);
  const { path } = source;
  const renamed = itemsOf(at(document, 'images')).flatMap((image): readonly Finding[] => {
    const name = textOf(at(image, 'name'));
    const newName = textOf(at(image, 'newName'));
    if (name === undefined || newName === undefined) return [];
    return [
      {
        kind: 'use',
        of: { by: 'image', text: newName },
        names: [{ by: 'image', text: name }],
        consumer: { kind: 'kubernetes', path, line: image.line, name },
      },
    ];
  });
  const generated = itemsOf(at(document, 'configMapGenerator')).flatMap((generator) => {
    const files = [...textsOf(at(generator, 'envs')), ...textsOf(at(generator, 'env'))].flatMap((file) => {
      const place = joinPath(parentOf(path), file);
      return place === undefined ? [] : [...environmentFile(read(place))];
    });
    const values = { ...Object.fromEntries(files), ...assignmentsOf(at(generator, 'literals')) };
    return given(textOf(at(generator, 'name')), values, { path, line: generator.line });
  });
  const patches = ['patches', 'patchesStrategicMerge'].flatMap((key) =>
    itemsOf(at(document, key)).flatMap((patch) => {
      const node = patch.kind === 'scalar' ? patch : at(patch, 'patch');
      const text = textOf(node);
      if (text?.includes('\n') !== true) return [];
      // A block text starts on the line after its `|`.
      return readYaml(text).flatMap((inner) =>
        findInDocument(
          atLines(inner, (line) => line + (node?.line ?? 0)),
          path,
        ),
      );
    }),
  );
  return [...renamed, ...generated, ...patches];
}

export function isKustomization(path: string): boolean {
  return /^kustomization\.ya?ml$/.test(nameOf(path));
}

// ── Helm ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** `values.yaml` of the chart that a template belongs to. */
function chartValues(path: string, read: Read): DataNode | undefined {
  for (let directory = parentOf(path); directory !== ''; directory = parentOf(directory)) {
    if (nameOf(directory) !== 'templates') continue;
    const chart = parentOf(directory);
    const text = read(chart === '' ? 'values.yaml' : `${chart}/values.yaml`);
    return text === undefined ? undefined : readYaml(text)[0];
  }
  return undefined;
}

// ── Skaffold ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Skaffold: `build.artifacts` (skaffold.yaml reference). */
export function findInSkaffold(source: SourceFile): readonly Finding[] {
  const documents = readYaml(source.text);
  const builds = documents.flatMap((document) => [
    at(document, 'build'),
    ...itemsOf(at(document, 'profiles')).map((profile) => at(profile, 'build')),
  ]);
  return builds.flatMap((build) =>
    itemsOf(at(build, 'artifacts')).flatMap((artifact): readonly Finding[] => {
      const image = textOf(at(artifact, 'image'));
      const context = joinPath(parentOf(source.path), textOf(at(artifact, 'context')) ?? '.');
      const docker = at(artifact, 'docker');
      const file =
        context === undefined
          ? undefined
          : joinPath(context, textOf(at(docker, 'dockerfile')) ?? 'Dockerfile');
      if (image === undefined || file === undefined) return [];
      return [
        {
          kind: 'build',
          dockerfiles: [file],
          names: [{ by: 'image', text: image }],
          consumer: {
            kind: 'skaffold',
            path: source.path,
            line: artifact.line,
            name: image,
            ...said('target', textOf(at(docker, 'target'))),
            ...saidIfAny('buildArguments', assignmentsOf(at(docker, 'buildArgs'))),
            ...syncOf(artifact),
          },
        },
      ];
    }),
  );
}

/** Files are put into running containers by tar, and hooks run there (Skaffold documentation, "File Sync", "Lifecycle Hooks"). */
function syncOf(artifact: DataNode): Partial<Consumer> {
  const sync = at(artifact, 'sync');
  if (sync === undefined) return {};
  const patterns = [
    ...itemsOf(at(sync, 'manual')).flatMap((rule) => textOf(at(rule, 'src')) ?? []),
    ...textsOf(at(sync, 'infer')),
  ];
  const sources = patterns.find(
    (pattern) => /(?:^|\/)(?:\*\*?|\*\.\w+|\.)$/.test(pattern) && isOfSources(pattern),
  );
  const hooks = entriesOf(at(sync, 'hooks')).flatMap(([, list]) =>
    itemsOf(list).flatMap((hook) => {
      const words = textsOf(at(hook, 'container', 'command'));
      return words.length === 0 ? [] : [words];
    }),
  );
  return {
    runs: [['tar', 'xmf', '-', '-C', '/'], ...hooks],
    ...said('rebuilds', sources === undefined ? undefined : `it syncs ${sources} into running containers`),
  };
}

/** Patterns of everything, or of sources that are compiled. */
function isOfSources(pattern: string): boolean {
  const ending = /\*\.(\w+)$/.exec(pattern)?.[1];
  return ending === undefined || /^(?:go|rs|c|cc|cpp|h|hpp|java|kt|scala|cs|fs|swift|zig)$/.test(ending);
}
