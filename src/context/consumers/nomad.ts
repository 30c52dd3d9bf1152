/** Nomad jobs: tasks of the Docker and Podman drivers (Nomad documentation, "Job specification", "Driver: Docker"). */
import { nameOf } from '../files/tree.ts';
import { said, saidIfAny, type Draft, type Finding, type SourceFile } from './findings.ts';
import { givenWords, known } from './given.ts';
import { readHcl, type HclBlock } from './hcl.ts';
import { assignmentsOf, at, textOf, textsOf } from './nodes.ts';

/** The containers of a job. */
export function findInNomad(source: SourceFile): readonly Finding[] {
  return tasksIn(readHcl(source.text)).flatMap((task) => findInTask(task, source.path));
}

function tasksIn(blocks: readonly HclBlock[]): readonly HclBlock[] {
  return blocks.flatMap((block) => [...(block.type === 'task' ? [block] : []), ...tasksIn(block.blocks)]);
}

function findInTask(task: HclBlock, path: string): readonly Finding[] {
  const config = task.blocks.find(({ type }) => type === 'config');
  const image = textOf(at(config?.body, 'image'));
  if (config === undefined || image === undefined) return [];
  const name = task.labels[0] ?? 'task';
  const shared = { kind: 'nomad' as const, path, name };
  const use = (draft: Omit<Draft, 'kind' | 'path' | 'name'>): Finding => ({
    kind: 'use',
    of: { by: 'image', text: image },
    names: [],
    consumer: { ...shared, ...draft },
  });
  // `command` takes the place of the image's CMD, and `args` follow it.
  const command = textOf(at(config.body, 'command'));
  const words = [...(command === undefined ? [] : [command]), ...textsOf(at(config.body, 'args'))];
  const given = words.length === 0 ? undefined : givenWords(words, 'command');
  const entrypoint = textsOf(at(config.body, 'entrypoint'));
  const environment = Object.assign(
    {},
    ...task.blocks.filter(({ type }) => type === 'env').map(({ body }) => assignmentsOf(body)),
    assignmentsOf(at(task.body, 'env')),
  );
  return [
    use({
      line: config.line,
      ...said('command', given?.command),
      ...saidIfAny('entrypoint', entrypoint),
      ...said('user', known(textOf(at(task.body, 'user')))),
      ...said('workdir', known(textOf(at(config.body, 'work_dir')))),
      ...saidIfAny('environment', knownValues(environment)),
      ...saidIfAny('unread', given?.unread ?? []),
    }),
    ...checksIn(task.blocks).map((check) =>
      use({
        line: check.line,
        probe: [textOf(at(check.body, 'command')) ?? '', ...textsOf(at(check.body, 'args'))],
      }),
    ),
  ];
}

function knownValues(values: Readonly<Record<string, string>>): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, known(value)]));
}

/** Checks of a service that run a command in the container. */
function checksIn(blocks: readonly HclBlock[]): readonly HclBlock[] {
  return blocks.flatMap((block) => [
    ...(block.type === 'check' && textOf(at(block.body, 'command')) !== undefined ? [block] : []),
    ...checksIn(block.blocks),
  ]);
}

/** Names that jobs are kept under. */
export function isNomadFile(path: string): boolean {
  return /\.nomad(?:\.hcl)?$|\.hcl$/.test(nameOf(path));
}
