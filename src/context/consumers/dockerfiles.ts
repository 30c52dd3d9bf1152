/** Other Dockerfiles, which may start from the image, or copy or mount files out of it. */
import { expand, parse } from '../../dockerfile/index.ts';
import { mountFields } from '../../dockerfile/mount-fields.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/types.ts';
import { unknownValue } from '../makefile/types.ts';
import { nameOf } from '../files/tree.ts';
import type { Draft, Finding, ImageName, SourceFile } from './findings.ts';
import type { DataNode } from './nodes.ts';
import { takenPaths } from './taken.ts';

/** By its name, as builders and people call them. */
export function isDockerfile(path: string): boolean {
  return /^(?:Dockerfile|Containerfile)(?:\.(?!dockerignore$)[\w.-]+)?$|\.[Dd]ockerfile$/.test(nameOf(path));
}

/** A Dockerfile; one that stands in another file has a name of its own, and begins at some line there. */
export interface DockerfileText extends SourceFile {
  readonly as?: string;
  readonly firstLine?: number;
}

/** The image that a build gives a Dockerfile beside its context, by its name there. */
export function contextName(dockerfile: string, name: string): ImageName {
  return { by: 'context', text: name.toLowerCase(), dockerfile };
}

/** The images that a Dockerfile takes from elsewhere, and what it does with them. */
export function findInDockerfile({
  path,
  text,
  as = path,
  firstLine = 1,
}: DockerfileText): readonly Finding[] {
  const stages = stagesOf(parse(text));
  const behind = new Map<string, readonly ImageName[]>();
  // One that the build gives by that name comes before stages, and those before images.
  const imagesOf = (reference: string): readonly ImageName[] => [
    contextName(as, reference),
    ...(behind.get(reference.toLowerCase()) ?? [{ by: 'image', text: reference } as const]),
  ];
  const found = (reference: string, line: number, taken: Partial<Draft>): readonly Finding[] =>
    imagesOf(reference).map((of) => ({
      kind: 'use',
      of,
      names: [],
      consumer: { kind: 'dockerfile', path, line: firstLine + line - 1, name: nameOf(path), ...taken },
    }));
  return stages.flatMap(({ from, name, line, steps }, index) => {
    // A stage with nothing but its FROM is another name for its base: what counts is who uses it.
    const isAlias = steps.length === 0 && index < stages.length - 1;
    const started = isAlias ? [] : found(from, line, { takenBy: 'starts from it' });
    const copied = steps.flatMap((step) =>
      step.taken.flatMap((each) => found(each.from, step.line, takenPaths(each.paths, each.all))),
    );
    const images = isAlias ? imagesOf(from).slice(0, mostNames) : [];
    if (name !== undefined) behind.set(name, images);
    behind.set(String(index), images);
    return [...started, ...copied];
  });
}

/** Nobody gives an image more names than this. */
const mostNames = 8;

/** A Dockerfile that stands in another file, as a text of several lines that begins on the next one, or of one. */
export function inlineFindings(node: DataNode | undefined, as: string, path: string): readonly Finding[] {
  if (node?.kind !== 'scalar') return [];
  const firstLine = node.text.includes('\n') ? node.line + 1 : node.line;
  return findInDockerfile({ path, text: node.text, as, firstLine });
}

interface StageText {
  /** The base's reference, as far as it is known. */
  readonly from: string;
  readonly name: string | undefined;
  readonly line: number;
  readonly steps: readonly Step[];
}

interface Step {
  readonly line: number;
  readonly taken: readonly Taken[];
}

/** What a step takes out of another image or stage. */
interface Taken {
  readonly from: string;
  readonly paths: readonly string[];
  /** What it does where it takes everything. */
  readonly all: string;
}

function stagesOf(dockerfile: Dockerfile): readonly StageText[] {
  const stages: (StageText & { readonly steps: Step[] })[] = [];
  const values = new Map<string, string>();
  const read = (raw: string): string =>
    expand(raw, (name) => values.get(name) ?? unknownValue, { escape: dockerfile.escape }).text ??
    unknownValue;
  for (const instruction of dockerfile.instructions) {
    const { line } = instruction;
    if (instruction.keyword === 'FROM') {
      const name = instruction.name?.raw.toLowerCase();
      stages.push({ from: read(instruction.image.raw), name, line, steps: [] });
    } else if (instruction.keyword === 'ARG' || instruction.keyword === 'ENV') {
      for (const { key, value } of instruction.pairs)
        if (value !== undefined) values.set(key, read(value.raw));
    }
    if (instruction.keyword !== 'FROM' && instruction.keyword !== 'ARG')
      stages.at(-1)?.steps.push({ line, taken: takenIn(instruction, read) });
  }
  return stages;
}

function takenIn(instruction: Instruction, read: (raw: string) => string): readonly Taken[] {
  const { flags } = instruction;
  if (instruction.keyword === 'RUN') {
    return flags.flatMap(({ name, value }) => {
      if (name !== 'mount' || value === undefined) return [];
      const fields = new Map(mountFields(value).map((field) => [field.key, field.value ?? '']));
      const from = fields.get('from');
      const source = fields.get('source') ?? fields.get('src') ?? '/';
      return from === undefined
        ? []
        : [{ from: read(from), paths: [read(source)], all: 'mounts all of its files' }];
    });
  }
  if (instruction.keyword !== 'COPY') return [];
  const from = flags.find(({ name }) => name === 'from')?.value;
  const paths = instruction.sources.flatMap((source) =>
    source.kind === 'path' ? [read(source.word.raw)] : [],
  );
  return from === undefined ? [] : [{ from: read(from), paths, all: 'copies all of its files' }];
}
