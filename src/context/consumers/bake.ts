/** Bake files, in HCL and JSON (docs.docker.com/build/bake/reference). */
import { parentOf } from '../files/tree.ts';
import { joinPath } from './commands.ts';
import { contextFindings, contextsIn } from './build-contexts.ts';
import { inlineFindings } from './dockerfiles.ts';
import { said, saidIfAny, type Finding, type ImageName, type SourceFile } from './findings.ts';
import { known, knownOnly } from './given.ts';
import { readHcl } from './hcl.ts';
import { assignmentsOf, at, entriesOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { writesFiles, writtenOut } from './taken.ts';
import { readJson } from './yaml.ts';

/** `inherits` of `inherits` goes no deeper. */
const deepestInherits = 8;

/** The builds that a bake file describes, one a target. */
export function findInBake(source: SourceFile): readonly Finding[] {
  const targets = targetsOf(source);
  return [...targets].flatMap(([name, target]): readonly Finding[] => {
    const inherited = (key: string): DataNode | undefined => attribute(targets, target, key, 0);
    const context = joinPath(parentOf(source.path), textOf(inherited('context')) ?? '.');
    const file =
      context === undefined ? undefined : joinPath(context, textOf(inherited('dockerfile')) ?? 'Dockerfile');
    const directory = parentOf(source.path);
    const dockerfiles = file === undefined || inherited('dockerfile-inline') !== undefined ? [] : [file];
    const given = contextsIn(assignmentsOf(inherited('contexts')));
    const inline = inherited('dockerfile-inline');
    const as = `${source.path}#${name}`;
    const place = { kind: 'bake', path: source.path, line: target.line, name } as const;
    const named = (scheme: string, text: string): ImageName | undefined =>
      scheme === 'target' ? targetName(directory, text) : undefined;
    return [
      {
        kind: 'build',
        dockerfiles,
        ...said('context', context),
        names: [
          targetName(directory, name),
          ...textsOf(inherited('tags')).map((text) => ({ by: 'image', text }) as const),
        ],
        consumer: {
          ...place,
          ...said('target', known(textOf(inherited('target')))),
          ...saidIfAny('buildArguments', knownOnly(assignmentsOf(inherited('args')))),
          ...saidIfAny(
            'contexts',
            given.map((each) => each.name),
          ),
          ...(textsOf(inherited('output')).some(writesFiles) ? writtenOut : {}),
        },
      },
      ...contextFindings(given, inline === undefined ? dockerfiles : [as], place, named),
      ...inlineFindings(inline, as, source.path),
    ];
  });
}

/** Bake files of a directory are read together. */
function targetName(directory: string, target: string): ImageName {
  return { by: 'target', text: `${directory}:${target}` };
}

function targetsOf(source: SourceFile): ReadonlyMap<string, DataNode> {
  if (source.path.endsWith('.json')) return new Map(entriesOf(at(readJson(source.text), 'target')));
  const blocks = readHcl(source.text).filter((block) => block.type === 'target');
  return new Map(blocks.map((block) => [block.labels[0] ?? '', { ...block.body, line: block.line }]));
}

/** An attribute of a target or of those it inherits from; the later ones win, maps are merged. */
function attribute(
  targets: ReadonlyMap<string, DataNode>,
  target: DataNode,
  key: string,
  depth: number,
): DataNode | undefined {
  const own = at(target, key);
  if (depth >= deepestInherits || (own !== undefined && own.kind !== 'map')) return own;
  const inherited = textsOf(at(target, 'inherits'))
    .flatMap((name) => targets.get(name) ?? [])
    .flatMap((parent) => attribute(targets, parent, key, depth + 1) ?? []);
  const all = own === undefined ? inherited : [...inherited, own];
  const last = all.at(-1);
  if (last?.kind !== 'map') return last;
  return { ...last, entries: new Map(all.flatMap((node) => entriesOf(node))) };
}
