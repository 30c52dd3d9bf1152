/**
 * Packages that keep to themselves: nothing that their functions do is seen outside of the program. Much of a large
 * program is of that kind, and reading it for what it opens or starts is in vain. Only their values matter, to packages
 * that use them; what bears on these is read when they are asked for.
 */

import { isKnownImport, reachesOutside } from '../knowledge/index.ts';
import { isStandardImport } from '../knowledge/standard-library.ts';
import type { GoPackage, PackageGraph } from '../loading/packages.ts';

export interface QuietPackages {
  readonly has: (read: GoPackage) => boolean;
  /** A quiet package and the quiet ones that import it, directly or not: only they can set its variables or call it. */
  readonly usersOf: (read: GoPackage) => ReadonlySet<GoPackage>;
}

/**
 * Packages of the program's own that import of the standard library what only computes, and otherwise what is quiet
 * itself. They call nothing through an interface of the program, behind which the code of others may stand; a function
 * that they are given escapes where it is given to them, and then may be called with anything.
 */
export function quietPackages(graph: PackageGraph): QuietPackages {
  const known = new Map<GoPackage, boolean>();
  const isQuiet = (read: GoPackage): boolean => {
    const before = known.get(read);
    if (before !== undefined) return before;
    // Holds only for packages that import each other, which Go doesn't allow.
    known.set(read, false);
    const quiet = read.own && !isKnownImport(read.importPath) && !hasMethodSets(read) && importsQuietly(read);
    known.set(read, quiet);
    return quiet;
  };
  const importsQuietly = (read: GoPackage): boolean =>
    !read.files.some(({ tree }) =>
      tree.imports.some(({ path }) => isStandardImport(path) && reachesOutside(path, tree.text)),
    ) && [...graph.imported(read)].every((imported) => imported !== undefined && isQuiet(imported));

  const quiet = new Set(graph.packages.filter(isQuiet));
  let importers: ReadonlyMap<GoPackage, readonly GoPackage[]> | undefined;
  return {
    has: (read) => quiet.has(read),
    usersOf: (read) => {
      importers ??= importersOf(graph, quiet);
      const users = new Set([read]);
      // The set grows while it is walked.
      for (const user of users) for (const importer of importers.get(user) ?? []) users.add(importer);
      return users;
    },
  };
}

/** An interface type with methods, wherever it stands: the text is asked, since bodies aren't parsed yet. */
function hasMethodSets({ files }: GoPackage): boolean {
  return files.some(
    ({ tree: { text } }) => text.includes('interface') && /\binterface\s*\{\s*[^\s}]/.test(text),
  );
}

function importersOf(
  graph: PackageGraph,
  packages: ReadonlySet<GoPackage>,
): ReadonlyMap<GoPackage, readonly GoPackage[]> {
  const importers = new Map<GoPackage, GoPackage[]>();
  for (const importer of packages) {
    for (const imported of graph.imported(importer)) {
      if (imported === undefined) continue;
      const before = importers.get(imported);
      if (before === undefined) importers.set(imported, [importer]);
      else before.push(importer);
    }
  }
  return importers;
}
