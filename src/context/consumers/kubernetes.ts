/** Kubernetes manifests, Helm charts and kustomizations: containers with their commands and probes (API reference, `Container`). */
import { nameOf, parentOf } from '../files/tree.ts';
import type { Consumer } from './types.ts';
import { unknownValue } from '../makefile/types.ts';
import { said, saidIfAny, type Finding, type SourceFile } from './findings.ts';
import { assignmentsOf, at, everyMap, itemsOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { readYaml } from './yaml.ts';

/** `read` is for a chart's values. */
export function findInManifest(
  source: SourceFile,
  read: (path: string) => string | undefined,
): readonly Finding[] {
  const isTemplate = source.text.includes('{{');
  const values = isTemplate ? chartValues(source.path, read) : undefined;
  const text = isTemplate ? withoutTemplates(source.text, values) : source.text;
  return readYaml(text).flatMap((document) =>
    everyMap(document).flatMap((map) =>
      ['initContainers', 'containers'].flatMap((key) =>
        itemsOf(at(map, key)).flatMap((container) => findInContainer(container, map, source.path)),
      ),
    ),
  );
}

function findInContainer(container: DataNode, pod: DataNode, path: string): readonly Finding[] {
  const image = textOf(at(container, 'image'));
  if (image === undefined) return [];
  const name = textOf(at(container, 'name')) ?? 'container';
  const shared = { kind: 'kubernetes' as const, path, name };
  const probes = probesOf(container);
  const use = (consumer: Omit<Consumer, 'kind' | 'file' | 'name'>): Finding => ({
    kind: 'use',
    of: { by: 'image', text: image },
    names: [],
    consumer: { ...shared, ...consumer },
  });
  // `command` replaces the image's ENTRYPOINT, `args` its CMD.
  const command = listOf(at(container, 'command'));
  const args = listOf(at(container, 'args'));
  const [first, ...others] = probes;
  return [
    use({
      line: container.line,
      ...said('entrypoint', command),
      ...said('command', args),
      ...said('probe', first?.words),
      ...said(
        'user',
        textOf(at(container, 'securityContext', 'runAsUser')) ??
          textOf(at(pod, 'securityContext', 'runAsUser')),
      ),
      ...said('workdir', textOf(at(container, 'workingDir'))),
      ...saidIfAny('mounts', mountsOf(container)),
      ...saidIfAny('environment', environmentOf(container)),
    }),
    ...others.map((probe) => use({ line: probe.line, probe: probe.words })),
  ];
}

function listOf(node: DataNode | undefined): readonly string[] | undefined {
  return node?.kind === 'list' ? textsOf(node) : undefined;
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
    return command?.kind === 'list' ? [{ words: textsOf(command), line: command.line }] : [];
  });
}

/** What is mounted hides what the image has there; where it comes from is a volume's business. */
function mountsOf(container: DataNode): readonly { readonly source: undefined; readonly target: string }[] {
  return itemsOf(at(container, 'volumeMounts')).flatMap((mount) => {
    const target = textOf(at(mount, 'mountPath'));
    return target === undefined ? [] : [{ source: undefined, target }];
  });
}

function environmentOf(container: DataNode): Readonly<Record<string, string>> {
  return Object.fromEntries(
    itemsOf(at(container, 'env')).flatMap((variable) => {
      const name = textOf(at(variable, 'name'));
      const value = textOf(at(variable, 'value'));
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}

// ── Helm ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** `values.yaml` of the chart that a template belongs to. */
function chartValues(path: string, read: (path: string) => string | undefined): DataNode | undefined {
  for (let directory = parentOf(path); directory !== ''; directory = parentOf(directory)) {
    if (nameOf(directory) !== 'templates') continue;
    const chart = parentOf(directory);
    const text = read(chart === '' ? 'values.yaml' : `${chart}/values.yaml`);
    return text === undefined ? undefined : readYaml(text)[0];
  }
  return undefined;
}

/**
 * A template as plain YAML: values that `values.yaml` has are filled in, lines that are nothing but a directive go,
 * other directives become an unknown value. What a condition would leave out stays in.
 */
function withoutTemplates(text: string, values: DataNode | undefined): string {
  return text
    .split('\n')
    .map((line) => {
      if (/^\s*\{\{.*\}\}\s*$/.test(line)) return '';
      return line.replaceAll(/\{\{([^{}]*)\}\}/g, (_, inside: string) =>
        valueOf(inside.replaceAll(/^-|-$/g, '').trim(), values),
      );
    })
    .join('\n');
}

/** `.Values.a.b`, with functions behind a pipe left aside. */
function valueOf(expression: string, values: DataNode | undefined): string {
  const [, path] = /^\.Values\.([\w.]+)/.exec(expression) ?? [];
  return (path === undefined ? undefined : textOf(at(values, ...path.split('.')))) ?? unknownValue;
}

/** New names that a kustomization gives to images: `images: [{ name, newName }]`. */
export function findInKustomization(source: SourceFile): readonly Finding[] {
  return itemsOf(at(readYaml(source.text)[0], 'images')).flatMap((image): readonly Finding[] => {
    const name = textOf(at(image, 'name'));
    const renamed = textOf(at(image, 'newName'));
    if (name === undefined || renamed === undefined) return [];
    return [
      {
        kind: 'use',
        of: { by: 'image', text: renamed },
        names: [{ by: 'image', text: name }],
        consumer: { kind: 'kubernetes', path: source.path, line: image.line, name },
      },
    ];
  });
}

/** Skaffold: `build.artifacts` (skaffold.yaml reference). */
export function findInSkaffold(
  source: SourceFile,
  join: (directory: string, path: string) => string | undefined,
): readonly Finding[] {
  const documents = readYaml(source.text);
  const builds = documents.flatMap((document) => [
    at(document, 'build'),
    ...itemsOf(at(document, 'profiles')).map((profile) => at(profile, 'build')),
  ]);
  return builds.flatMap((build) =>
    itemsOf(at(build, 'artifacts')).flatMap((artifact): readonly Finding[] => {
      const image = textOf(at(artifact, 'image'));
      const context = join(parentOf(source.path), textOf(at(artifact, 'context')) ?? '.');
      const docker = at(artifact, 'docker');
      const file =
        context === undefined ? undefined : join(context, textOf(at(docker, 'dockerfile')) ?? 'Dockerfile');
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
          },
        },
      ];
    }),
  );
}

export function isKustomization(path: string): boolean {
  return /^kustomization\.ya?ml$/.test(nameOf(path));
}
