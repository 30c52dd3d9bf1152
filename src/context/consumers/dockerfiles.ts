/** Other Dockerfiles, which may start from the image or copy out of it. */
import { expand, parse } from '../../dockerfile/index.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/types.ts';
import { unknownValue } from '../makefile/types.ts';
import { nameOf } from '../files/tree.ts';
import type { Finding, SourceFile } from './findings.ts';

/** By its name, as builders and people call them. */
export function isDockerfile(path: string): boolean {
  return /^(?:Dockerfile|Containerfile)(?:\.(?!dockerignore$)[\w.-]+)?$|\.[Dd]ockerfile$/.test(nameOf(path));
}

/** The images that a Dockerfile takes from elsewhere; stages of its own are told from them by their names. */
export function findInDockerfile({ path, text }: SourceFile): readonly Finding[] {
  const dockerfile = parse(text);
  const instructions = dockerfile.nodes.filter((node) => node.kind === 'instruction');
  const read = reader(dockerfile, instructions);
  const stages = new Set<string>();
  return instructions.flatMap((instruction): readonly Finding[] => {
    const reference = referenceIn(instruction, read);
    const taken = reference !== undefined && !stages.has(reference.toLowerCase()) && !/^\d+$/.test(reference);
    if (instruction.keyword === 'FROM' && instruction.name !== undefined)
      stages.add(instruction.name.raw.toLowerCase());
    if (!taken) return [];
    const { line, keyword } = instruction;
    const what = keyword === 'FROM' ? 'starts from it' : 'copies files out of it';
    const consumer = { kind: 'dockerfile', path, line, name: nameOf(path), takenBy: what } as const;
    return [{ kind: 'use', of: { by: 'image', text: reference }, names: [], consumer }];
  });
}

/** What an instruction names where an image may stand. */
function referenceIn(instruction: Instruction, read: (raw: string) => string): string | undefined {
  if (instruction.keyword === 'FROM') return read(instruction.image.raw);
  if (instruction.keyword !== 'COPY') return undefined;
  return instruction.flags.find(({ name }) => name === 'from')?.value;
}

/** Puts in the defaults of the arguments in front of the first stage; what else stands there is unknown. */
function reader({ escape }: Dockerfile, instructions: readonly Instruction[]): (raw: string) => string {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const pairs = instructions
    .slice(0, Math.max(0, first))
    .flatMap((instruction) => (instruction.keyword === 'ARG' ? instruction.pairs : []));
  const defaults = new Map(pairs.map(({ key, value }) => [key, value?.raw]));
  const lookup = (name: string) => defaults.get(name) ?? unknownValue;
  return (raw) => expand(raw, lookup, { escape }).text ?? unknownValue;
}
