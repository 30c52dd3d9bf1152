/** Other values of the build arguments: what a file means must not hang on their defaults. */
import { expand } from '../../dockerfile/index.ts';
import type { Dockerfile, Pair } from '../../dockerfile/types.ts';
import type { Build } from '../../evaluate/types.ts';

/** Beyond so many arguments they are changed together only. */
const mostAlone = 16;

/**
 * Builds to try: with every argument empty, with every one of them another value, and with another value for each alone.
 * A path stays an absolute one: without it, a WORKDIR lies below that of the base, which is another on purpose.
 * Those that FROM depends on stay as they are: they choose the image that all else was decided on.
 */
export function otherArguments({ dockerfile }: Build): readonly ReadonlyMap<string, string>[] {
  const pairs = dockerfile.instructions.flatMap((instruction) =>
    instruction.keyword === 'ARG' ? instruction.pairs : [],
  );
  if (pairs.length === 0) return [];
  const ofBases = choosingBases(dockerfile, pairs);
  const names = [...new Set(pairs.map(({ key }) => key))].filter((name) => !ofBases.has(name));
  if (names.length === 0) return [];
  const paths = new Set(
    pairs.flatMap(({ key, value }) => (value?.raw.startsWith('/') === true ? [key] : [])),
  );
  const other = (name: string): [string, string] => [
    name,
    `${paths.has(name) ? '/' : ''}another-${name.toLowerCase()}`,
  ];
  return [
    new Map(names.map((name): [string, string] => (paths.has(name) ? other(name) : [name, '']))),
    new Map(names.map(other)),
    ...(names.length > 1 && names.length <= mostAlone ? names.map((name) => new Map([other(name)])) : []),
  ];
}

/** Arguments that a FROM names, and those that their defaults name. */
function choosingBases({ instructions, escape }: Dockerfile, pairs: readonly Pair[]): ReadonlySet<string> {
  const wanted = new Set<string>();
  const waiting = instructions.flatMap((instruction) =>
    instruction.keyword === 'FROM'
      ? [instruction.image.raw, ...instruction.flags.flatMap(({ value }) => value ?? [])]
      : [],
  );
  for (let raw = waiting.pop(); raw !== undefined; raw = waiting.pop()) {
    expand(
      raw,
      (name) => {
        if (!wanted.has(name)) {
          wanted.add(name);
          for (const { key, value } of pairs)
            if (key === name && value !== undefined) waiting.push(value.raw);
        }
        return undefined;
      },
      { escape },
    );
  }
  return wanted;
}
