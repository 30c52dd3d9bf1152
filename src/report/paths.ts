/** Names of files in reports. Paths are `/`-separated strings; nothing here looks at a disk. */
import type { Evidence, Outcome } from '../rule/types.ts';
import type { FileReport, RunReport } from './types.ts';

interface Place {
  readonly root: string;
  readonly path: string;
}

/** Standard input. */
export const STANDARD_INPUT = '-';

/** The file as the user can name it from where dfopt runs. */
export function fullPath({ root, path }: Place): string {
  if (root === '' || root === '.' || path === STANDARD_INPUT) return path;
  return root.endsWith('/') ? `${root}${path}` : `${root}/${path}`;
}

/** A place in another file than the Dockerfile, as the user can name it. */
export function evidencePlace({ root }: { readonly root: string }, { file, line }: Evidence): string {
  return `${fullPath({ root, path: file })}:${line}`;
}

/** The outcome with its evidence named relative to the root, where rules name it relative to the build context. */
export function withEvidenceFrom<Name extends string>(
  context: string,
  outcome: Outcome<Name>,
): Outcome<Name> {
  const placed = (evidence: Evidence | undefined): Evidence | undefined =>
    evidence === undefined || evidence.file === 'Dockerfile'
      ? evidence
      : { ...evidence, file: joinPath(context, evidence.file) };
  const each = <Remark extends { readonly evidence: Evidence | undefined }>(
    statements: readonly Remark[],
  ): readonly Remark[] =>
    statements.map((statement) => ({ ...statement, evidence: placed(statement.evidence) }));
  switch (outcome.outcome) {
    case 'migrated':
      return { ...outcome, assumptions: each(outcome.assumptions), reasons: each(outcome.reasons) };
    case 'refused':
    case 'failed':
      return { ...outcome, evidence: placed(outcome.evidence) };
    case 'unchanged':
      return outcome;
  }
}

/** `a/b` and `../c/d` → `a/c/d`; what leads above the start keeps its `..`. */
function joinPath(directory: string, path: string): string {
  const parts = `${directory}/${path}`.split('/').reduce<readonly string[]>((all, segment) => {
    if (segment === '' || segment === '.') return all;
    const last = all.at(-1);
    return segment === '..' && last !== undefined && last !== '..' ? all.slice(0, -1) : [...all, segment];
  }, []);
  return `${directory.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

/** By root, then path, by code units: the same everywhere, whatever the locale. */
export function comparePlaces(left: Place, right: Place): number {
  return compareText(left.root, right.root) || compareText(left.path, right.path);
}

/** The order of reports: by code unit, the same on every machine. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The roots of a run, each once, in order. */
export function rootsOf(run: { readonly files: readonly Place[] }): readonly string[] {
  return [...new Set(run.files.map((file) => file.root))];
}

/** The part of a run that belongs to one root, for a product of its own for each repository. */
export function onlyRoot(run: RunReport, root: string): RunReport {
  return { ...run, files: run.files.filter((file) => file.root === root) };
}

/**
 * How files are named in a product that tools read in one place (a patch, SARIF). Files of one root are named in it:
 * wherever dfopt was run, the patch applies at the top of that repository. Files of several are named from the working
 * directory, and where all of them lie outside of that, from the deepest directory that holds them.
 */
export function relativeNames(run: { readonly files: readonly Place[] }): (file: Place) => string {
  const roots = rootsOf(run).map(segments);
  const first = roots[0] ?? [];
  const differs = first.findIndex((segment, index) => roots.some((root) => root[index] !== segment));
  const outside = roots.some(([segment]) => segment === '' || segment === '..');
  const shared = roots.length > 1 && !outside ? 0 : differs === -1 ? first.length : differs;
  return (file) =>
    file.path === STANDARD_INPUT
      ? nameInRoot(file)
      : [...segments(file.root).slice(shared), file.path].join('/');
}

/** The name in products that need one: standard input is called what it holds. */
export function nameInRoot({ path }: { readonly path: string }): string {
  return path === STANDARD_INPUT ? 'Dockerfile' : path;
}

/** `/a/./b/` → `['', 'a', 'b']`; the working directory has none. */
function segments(root: string): readonly string[] {
  return root
    .split('/')
    .filter((segment, index) => segment !== '.' && (segment !== '' || (index === 0 && root !== '')));
}

/** The new text, if the file's outcome changes it. */
export function newText(file: FileReport): string | undefined {
  return file.outcome.outcome === 'migrated' && file.outcome.text !== file.original
    ? file.outcome.text
    : undefined;
}
