/** Images that a team says contain what an official one does. */
import { parseReference, repositoryOf } from './reference.ts';
import type { ImageReference } from './types.ts';

/** Further image names by toolchain: `{ golang: ['registry.example.com/build/go'] }`. */
export type ImageAliases = Readonly<Record<string, readonly string[]>>;

/** The official reference that an alias stands for, with its tag and digest; any other reference as it is. */
export function officialReference(reference: ImageReference, aliases: ImageAliases): ImageReference {
  const repository = repositoryOf(reference);
  const official = Object.keys(aliases).find((name) =>
    aliases[name]?.some((alias) => {
      const parsed = parseReference(alias);
      return parsed !== undefined && repositoryOf(parsed) === repository;
    }),
  );
  return official === undefined
    ? reference
    : { ...reference, registry: undefined, namespace: undefined, name: official };
}
