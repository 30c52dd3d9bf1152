/** The measured packages as a table: by module, for each package what it and all that it imports can do. */
import type { Effects, Package } from './effects.ts';

interface Measured {
  readonly path: string;
  readonly what: string;
  readonly words: readonly string[];
}

const emptySet: Effects = { codes: new Set(), programs: new Set(), files: new Set() };

export function tableOf(
  packages: readonly Package[],
  direct: ReadonlyMap<string, Effects>,
  selected: readonly string[],
  date: string,
): { readonly text: string; readonly figures: Readonly<Record<string, number>> } {
  const byPath = new Map(packages.map((found) => [found.ImportPath, found]));
  const isMeasured = new Set(selected.map((line) => line.split(' ')[0] ?? ''));
  const byModule = new Map<string, Measured[]>();
  for (const found of packages) {
    const module = found.Module?.Path;
    if (module === undefined || !isMeasured.has(module) || !isImportable(found)) continue;
    const words = wordsOf(closureOf(found, byPath).map((one) => direct.get(one) ?? emptySet));
    const list = byModule.get(module) ?? [];
    list.push({ path: found.ImportPath.slice(module.length + 1), what: words.join(' '), words });
    byModule.set(module, list);
  }
  const rows = selected.flatMap((line) => {
    const [module = '', version = ''] = line.split(' ');
    const measured = byModule.get(module);
    return measured === undefined ? [] : [[`${module} ${version}`, ...linesOf(measured)].join('\n')];
  });
  const all = [...byModule.values()].flat();
  const has = (word: string): number => all.filter(({ words }) => words.includes(word)).length;
  const figures = {
    modules: rows.length,
    packages: all.length,
    'that do nothing outside': all.filter(({ words }) => words.length === 0).length,
    cgo: has('cgo'),
    tls: has('tls'),
    open: has('open'),
    start: has('start'),
    unknown: has('unknown'),
  };
  return { text: fileOf(rows, date, figures), figures };
}

/** Programs can't be imported, nor what is below `internal`. */
function isImportable({ ImportPath: path, Name: name }: Package): boolean {
  return (
    name !== 'main' &&
    name !== undefined &&
    !/(^|\/)(internal|vendor|testdata|_?examples?|_tests?)(\/|$)/.test(path)
  );
}

function closureOf(found: Package, byPath: ReadonlyMap<string, Package>): readonly string[] {
  const seen = new Set<string>();
  const pending = [found.ImportPath];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const one = byPath.get(path);
    if (one?.Standard !== true) pending.push(...(one?.Imports ?? []).filter((each) => each !== 'C'));
  }
  return [...seen];
}

/** Kinds, then `start:git`, then `open:/etc/…`: system files that every container has are of no consequence. */
function wordsOf(effects: readonly Effects[]): readonly string[] {
  const codes = new Set(effects.flatMap((one) => [...one.codes]));
  const programs = new Set(effects.flatMap((one) => [...one.programs]));
  const files = new Set(effects.flatMap((one) => [...one.files]));
  const provided = /^\/(proc|sys|dev)(\/|$)|^\/etc\/(hosts|resolv\.conf|hostname)$/;
  return [
    ...[...codes].sort(),
    ...[...programs]
      .filter((name) => /^[\w.+/-]+$/.test(name))
      .sort()
      .map((name) => `start:${name}`),
    ...[...files]
      .filter((name) => /^[\w.+/-]+$/.test(name) && !provided.test(name))
      .sort()
      .map((name) => `open:${name}`),
  ];
}

/** The first line is what any other package of the module can do; of those that do less a line each. */
function linesOf(measured: readonly Measured[]): readonly string[] {
  const union = [...new Set(measured.flatMap(({ words }) => words))].sort().join(' ');
  const groups = new Map<string, string[]>();
  for (const { path, words } of measured) {
    const what = [...words].sort().join(' ');
    if (what === union) continue;
    groups.set(what, [...(groups.get(what) ?? []), path === '' ? '.' : path]);
  }
  const all = measured.map(({ path }) => path);
  return [
    `\t${union}`,
    ...[...groups].map(([what, paths]) => `\t${what}\t${shortened(paths, all).join(' ')}`),
  ];
}

/** `service/...` in the place of all packages below a directory, where none below it is of another kind. */
function shortened(paths: readonly string[], all: readonly string[]): readonly string[] {
  const same = new Set(paths);
  const isWhole = (directory: string): boolean => {
    const below = all.filter((path) => path === directory || path.startsWith(`${directory}/`));
    return below.length > 1 && below.every((path) => same.has(path));
  };
  return [
    ...new Set(
      paths.map((path) => {
        const elements = path.split('/');
        const length = elements.findIndex((_, index) => isWhole(elements.slice(0, index + 1).join('/')));
        return length < 0 ? path : `${elements.slice(0, length + 1).join('/')}/...`;
      }),
    ),
  ].sort();
}

function fileOf(rows: readonly string[], date: string, figures: Readonly<Record<string, number>>): string {
  return `/**
 * What the modules that programs use most can do at run time, by package, each with all that it imports. Generated on ${date} from
 * the modules' own sources at the versions that stand beside them; \`npm run modules\` makes it anew, and tools/modules says how.
 *
 * Behind a module: what any package of it can do; then packages that can do less, or nothing, by their paths below the module's.
 * Words are those of measured-codes.ts; \`start:git\` and \`open:/x\` tell a name that stands in the call.
 */
export const MEASURED_MODULES = {
  date: '${date}',
  modules: ${figures['modules'] ?? 0},
  packages: ${figures['packages'] ?? 0},
  rows: String.raw\`${rows.join('\n')}\`,
} as const;
`;
}
