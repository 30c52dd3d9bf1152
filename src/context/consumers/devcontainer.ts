/** Development containers (containers.dev, `devcontainer.json` reference). */
import { nameOf, parentOf } from '../files/tree.ts';
import { joinPath, serviceName } from './commands.ts';
import { said, saidIfAny, type Finding, type SourceFile } from './findings.ts';
import { assignmentsOf, at, textOf, textsOf, type DataNode } from './nodes.ts';
import { readJson } from './yaml.ts';

/** The Dockerfile that the development container is built from, if it is. */
export function findInDevcontainer(source: SourceFile): readonly Finding[] {
  const document = readJson(source.text);
  const service = textOf(at(document, 'service'));
  if (document !== undefined && service !== undefined) return findService(document, service, source);
  const image = at(document, 'image');
  if (document !== undefined && image?.kind === 'scalar') {
    const name = textOf(at(document, 'name')) ?? 'development container';
    const consumer = { kind: 'devcontainer', path: source.path, line: image.line, name } as const;
    return [{ kind: 'use', of: { by: 'image', text: image.text }, names: [], consumer }];
  }
  // `dockerFile` at the top is the older form.
  const file = at(document, 'build', 'dockerfile') ?? at(document, 'dockerFile');
  const dockerfile =
    textOf(file) === undefined ? undefined : joinPath(parentOf(source.path), textOf(file) ?? '');
  if (document === undefined || file === undefined || dockerfile === undefined) return [];
  const text = (...keys: readonly string[]): string | undefined => textOf(at(document, ...keys));
  const inside: DataNode | undefined = at(document, 'containerEnv');
  return [
    {
      kind: 'build',
      dockerfiles: [dockerfile],
      names: [],
      consumer: {
        kind: 'devcontainer',
        path: source.path,
        line: file.line,
        name: text('name') ?? 'development container',
        ...said('target', text('build', 'target')),
        ...saidIfAny('buildArguments', assignmentsOf(at(document, 'build', 'args'))),
        ...said('user', text('containerUser') ?? text('remoteUser')),
        ...said('workdir', text('workspaceFolder')),
        ...saidIfAny('environment', assignmentsOf(inside)),
      },
    },
  ];
}

/** The service of a compose file that the development container is. */
function findService(document: DataNode, service: string, { path }: SourceFile): readonly Finding[] {
  return textsOf(at(document, 'dockerComposeFile')).flatMap((file): readonly Finding[] => {
    const place = joinPath(parentOf(path), file);
    if (place === undefined) return [];
    const line = at(document, 'service')?.line ?? document.line;
    const name = textOf(at(document, 'name')) ?? service;
    return [
      {
        kind: 'use',
        of: serviceName(parentOf(place), service),
        names: [],
        consumer: { kind: 'devcontainer', path, line, name },
      },
    ];
  });
}

/** Both names that the reference allows. */
export function isDevcontainer(path: string): boolean {
  return /^\.?devcontainer\.json$/.test(nameOf(path));
}
