/** What a program is made of that CMake, Automake or Meson describe: its target, and the targets that this one is linked with. */
import { importedLibraries } from '../cmake/knowledge.ts';
import { unknownText, type Project, type Target } from '../project/types.ts';
import { projectBuiltBy } from '../commands/configured.ts';
import { languageOf, staticOf } from '../driver/driver.ts';
import type { FileSystem, Program } from '../../../src/evaluate/types.ts';
import type { Link, Unit } from './link.ts';

/** Of the program at a path; undefined where the command builds no target of that name. */
export function linkOfTarget(
  { command, package: name }: Program,
  place: string,
  files: FileSystem,
): Link | undefined {
  const project = projectBuiltBy(command, files);
  const target = name === undefined ? undefined : project?.targets.get(name);
  if (project === undefined || target === undefined) return undefined;
  const parts = partsOf(target, project);
  const words = [...parts.words];
  const options = new Set(words.filter((word) => word.startsWith('-') && !word.startsWith('-l')));
  const libraries = words.flatMap((word) =>
    word.startsWith('-l') ? [word.slice(2)] : word.startsWith('-') ? [] : [word],
  );
  const unknown = libraries.filter(
    (word) => word.includes(unknownText) || word.includes('$<') || word.includes('/'),
  );
  const units = [...parts.targets].flatMap((each) => unitsOf(each, parts.targets));
  return {
    units,
    libraries: libraries.filter((word) => !unknown.includes(word) && word !== 'stdc++'),
    lost: [...parts.targets]
      .filter((each) => isLost(each, place === target.path))
      .map(({ name: one }) => one),
    own: [...parts.targets].flatMap(({ kind, path }) =>
      kind === 'shared' && path !== undefined ? [path] : [],
    ),
    unread: [...parts.targets]
      .flatMap(({ sources }) => sources.filter((path) => isUnread(path) && !objects.test(path)))
      .map(shown),
    open: [...project.open, ...unknown.map(shown)],
    cxx: units.some(({ language }) => language === 'c++') || libraries.includes('stdc++'),
    ...staticOf(options),
    options,
  };
}

/** Where it is built a program finds its libraries where these are built. */
function isLost({ kind, path, adrift }: Target, isWhereItIsBuilt: boolean): boolean {
  return kind === 'shared' && (path === undefined || (adrift === true && !isWhereItIsBuilt));
}

/** Objects of a target: they come with that one. */
const objects = /^\$<TARGET_OBJECTS:[\w.+-]+>$/;

function shown(text: string): string {
  return text.replaceAll(unknownText, '…');
}

function isUnread(path: string): boolean {
  const language = languageOf(path);
  return path.includes(unknownText) || path.includes('$<') || (language !== 'c' && language !== 'c++');
}

/** The target with those that are linked into it, and all else that they name. */
function partsOf(
  target: Target,
  project: Project,
): { readonly targets: ReadonlySet<Target>; readonly words: ReadonlySet<string> } {
  const targets = new Set([target]);
  const words = new Set<string>();
  // The set grows while it is walked.
  for (const each of targets) {
    for (const option of each.options)
      if (/^-(static|l|m32|mx32|f(openmp|sanitize)|stdlib)/.test(option)) words.add(option);
    for (const link of each.links) {
      const next =
        project.targets.get(link) ?? project.targets.get(/^\$<TARGET_OBJECTS:(.+)>$/.exec(link)?.[1] ?? '');
      if (next !== undefined) targets.add(next);
      else for (const word of importedLibraries.get(link) ?? [link]) words.add(word);
    }
    for (const source of each.sources) {
      const next = project.targets.get(/\$<TARGET_OBJECTS:(.+)>/.exec(source)?.[1] ?? '');
      if (next !== undefined) targets.add(next);
    }
  }
  return { targets, words };
}

/** What is public of a library is not told from what is its own: every directory of headers is looked into. */
function unitsOf(target: Target, targets: ReadonlySet<Target>): readonly Unit[] {
  const all = [...targets];
  const includes = all.flatMap((each) => each.includes).filter((path) => !path.includes('$<'));
  const defines = all.flatMap((each) => each.defines).filter((text) => !text.includes('$<'));
  return target.sources.flatMap((path): readonly Unit[] => {
    const language = languageOf(path);
    if (isUnread(path) || (language !== 'c' && language !== 'c++')) return [];
    return [{ path, language, includes, defines, forced: [] }];
  });
}
