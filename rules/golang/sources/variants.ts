/** Reading a program with every choice of files that a build of it may make, as one answer. */

import { type FileChoices, subsetsOf } from './loading/packages.ts';
import type { BuildSettings, ProgramFacts } from './knowledge/types.ts';

export interface Variant {
  readonly facts: ProgramFacts;
  /** What decides which files are taken, and may be otherwise than in this variant. */
  readonly choices: FileChoices;
}

/** Up to so many tags each combination is read: 2⁴ variants. */
const mostCombined = 4;
/** Of more tags, so many are read alone. */
const mostAlone = 12;

/**
 * The program as the settings say, and then once more for each combination of the tags that may be on, of the
 * architectures and of cgo, as far as they decide which files are taken. Tags that a combination brings into play are
 * taken in as well.
 */
export function readVariants(
  settings: BuildSettings,
  read: (settings: BuildSettings) => Variant,
): ProgramFacts {
  const tags = new Set<string>();
  const variants = new Map<string, Variant>();
  let architectures: readonly string[] = [settings.architecture];
  for (let before = -1; before !== variants.size;) {
    before = variants.size;
    for (const chosen of combinations(settings, [...tags], architectures)) {
      const key = JSON.stringify([chosen.tags, chosen.architecture, chosen.cgo]);
      if (variants.has(key)) continue;
      const variant = read(chosen);
      variants.set(key, variant);
      for (const tag of variant.choices.tags) tags.add(tag);
      if (variant.choices.architecture)
        architectures = [settings.architecture, ...(settings.otherArchitectures ?? [])];
    }
  }
  const all = [...variants.values()].map(({ facts }) => facts);
  const [first, ...more] = all;
  if (first === undefined) throw new Error('a program was read with no settings');
  const merged = more.reduce(merge, first);
  return tags.size > mostCombined ? { ...merged, openTags: [...tags].sort() } : merged;
}

function combinations(
  settings: BuildSettings,
  tags: readonly string[],
  architectures: readonly string[],
): readonly BuildSettings[] {
  const sets =
    tags.length <= mostCombined
      ? subsetsOf(tags)
      : [[], ...tags.slice(0, mostAlone).map((tag) => [tag]), tags];
  const cgos = settings.cgo === undefined ? [true, false] : [settings.cgo];
  return architectures.flatMap((architecture) =>
    cgos.flatMap((cgo) =>
      sets.map((on) => ({ ...settings, architecture, cgo, tags: [...settings.tags, ...on] })),
    ),
  );
}

/** What any of them does. */
function merge(left: ProgramFacts, right: ProgramFacts): ProgramFacts {
  return {
    complete: left.complete && right.complete,
    missing: distinct([...left.missing, ...right.missing], ({ path }) => path),
    main: left.main,
    isProgram: left.isProgram || right.isProgram,
    standardImports: new Map([...right.standardImports, ...left.standardImports]),
    modules: new Map([...right.modules, ...left.modules]),
    requires: new Map([...right.requires, ...left.requires]),
    cgo: distinct([...left.cgo, ...right.cgo], JSON.stringify),
    chosenByCgo: distinct([...left.chosenByCgo, ...right.chosenByCgo], JSON.stringify),
    debugSettings: distinct([...left.debugSettings, ...right.debugSettings], JSON.stringify),
    openTags: [...new Set([...left.openTags, ...right.openTags])],
    embeds: distinct([...left.embeds, ...right.embeds], JSON.stringify),
    generates: distinct([...left.generates, ...right.generates], JSON.stringify),
    findings: distinct([...left.findings, ...right.findings], JSON.stringify),
    followed: left.followed && right.followed,
  };
}

function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
