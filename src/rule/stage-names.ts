/** Names of stages. */
import { parseReference } from '../image/reference.ts';
import { stageReferences } from '../evaluate/references.ts';
import type { Build } from '../evaluate/types.ts';

/** Names that no stage may have. Source: moby/buildkit, linter rule ReservedStageName. */
const reserved = ['scratch', 'context'];

/**
 * Names that a new stage must not have, in lower case as builders compare them: those of stages, of images and build
 * contexts (a stage of the same name would be meant in their place), what other files ask for as a target or give as a
 * build argument.
 */
export function takenNames(build: Build): ReadonlySet<string> {
  const taken = new Set<string>(reserved);
  const take = (name: string): void => {
    taken.add(name.toLowerCase());
    const image = parseReference(name);
    if (image === undefined) return;
    taken.add([image.registry, image.namespace, image.name].filter((part) => part !== undefined).join('/'));
    taken.add(image.name);
  };
  for (const { name, from, base } of build.stages) {
    if (name !== undefined) taken.add(name);
    take(from.image.raw);
    if (base.kind === 'image' || base.kind === 'unknown') take(base.text);
  }
  for (const { value } of stageReferences(build)) take(value);
  for (const { text } of build.globalArguments.values()) if (text !== undefined) take(text);
  for (const { target, buildArguments, contexts } of build.context?.consumers ?? []) {
    if (target !== undefined) take(target);
    for (const value of Object.values(buildArguments ?? {})) take(value);
    for (const name of contexts ?? []) take(name);
  }
  return taken;
}

/** The first name that nothing else has; with a number where none is free. */
export function freeStageName(
  wanted: readonly string[],
  taken: ReadonlySet<string>,
  stem = wanted.at(-1) ?? 'stage',
): string {
  const free = wanted.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

/** A name for the build stage that nothing else has. */
export function buildStageName(taken: ReadonlySet<string>): string {
  return freeStageName(['build', 'builder', 'build-stage'], taken, 'build');
}
