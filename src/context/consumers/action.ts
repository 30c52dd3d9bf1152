/** Metadata of a GitHub action that runs in a container (GitHub documentation, "Metadata syntax", `runs` for Docker). */
import { nameOf, parentOf } from '../files/tree.ts';
import { joinPath } from './commands.ts';
import { said, saidIfAny, type Finding, type SourceFile } from './findings.ts';
import { assignmentsOf, at, textOf, textsOf } from './nodes.ts';
import { readYaml } from './yaml.ts';

/** Where the runner starts the container. */
const workspace = '/github/workspace';

/** The Dockerfile that the action is built from, and what is started in its image: before, for and after the action. */
export function findInAction(source: SourceFile): readonly Finding[] {
  const [document] = readYaml(source.text);
  const runs = at(document, 'runs');
  const image = at(runs, 'image');
  const file = textOf(image);
  if (textOf(at(runs, 'using'))?.toLowerCase() !== 'docker' || image === undefined || file === undefined)
    return [];
  const dockerfile = file.includes('://') ? undefined : joinPath(parentOf(source.path), file);
  if (dockerfile === undefined) return [];
  const started = ['entrypoint', 'pre-entrypoint', 'post-entrypoint'].map((key) => ({
    key,
    node: at(runs, key),
  }));
  return started.flatMap(({ key, node }): readonly Finding[] => {
    const entrypoint = textOf(node);
    // Without an entrypoint of the action's, the image's own is started.
    if (entrypoint === undefined && key !== 'entrypoint') return [];
    return [
      {
        kind: 'build',
        dockerfiles: [dockerfile],
        context: parentOf(dockerfile),
        names: [],
        consumer: {
          kind: 'ci',
          path: source.path,
          line: node?.line ?? image.line,
          name: textOf(at(document, 'name')) ?? nameOf(source.path),
          workdir: workspace,
          ...said('entrypoint', entrypoint === undefined ? undefined : [entrypoint]),
          ...said('command', argumentsOf(textsOf(at(runs, 'args')))),
          ...saidIfAny('environment', assignmentsOf(at(runs, 'env'))),
        },
      },
    ];
  });
}

/** An argument that holds an expression (`${{ inputs.path }}`) is not known: a word of the shell's that isn't either. */
function argumentsOf(args: readonly string[]): string | readonly string[] | undefined {
  if (args.length === 0) return undefined;
  if (!args.some((text) => text.includes('${{'))) return args;
  return args
    .map((text) => (text.includes('${{') ? '"$INPUT"' : `'${text.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}

/** Both names that the documentation gives. */
export function isActionFile(path: string): boolean {
  return /^action\.ya?ml$/.test(nameOf(path));
}
