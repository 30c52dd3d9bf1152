/** The generated table of measured modules, asked by import path; a module's lines are taken apart when one names it. */

import { type Code, isCode } from './measured-codes.ts';
import { MEASURED_MODULES } from './measured-modules-table.ts';

export interface MeasuredPackage {
  readonly module: string;
  /** The version that was measured. */
  readonly version: string;
  readonly codes: ReadonlySet<Code>;
  /** Programs that it may start by a name of its own. */
  readonly programs: readonly string[];
  /** Files that it may open by a name of its own. */
  readonly files: readonly string[];
}

interface Block {
  readonly version: string;
  readonly lines: readonly string[];
}

let blocks: ReadonlyMap<string, Block> | undefined;

/** The lines of each module; the text is cut once, when a program imports something that was not read. */
function blocksByModule(): ReadonlyMap<string, Block> {
  if (blocks !== undefined) return blocks;
  const found = new Map<string, { readonly version: string; readonly lines: string[] }>();
  let current: string[] = [];
  for (const line of MEASURED_MODULES.rows.split('\n')) {
    if (line.startsWith('\t')) current.push(line);
    else {
      const [module = '', version = ''] = line.split(' ');
      current = [];
      found.set(module, { version, lines: current });
    }
  }
  blocks = found;
  return found;
}

/** What was measured of a package; undefined where its module, in its major version, was not. */
export function measuredPackage(importPath: string): MeasuredPackage | undefined {
  const modules = blocksByModule();
  for (let module = importPath; ;) {
    const block = modules.get(module);
    const below = importPath.slice(module.length + 1);
    // Another major version is another module.
    if (block !== undefined) return /^v\d+(\/|$)/.test(below) ? undefined : ofBlock(module, block, below);
    const slash = module.lastIndexOf('/');
    if (slash < 0) return undefined;
    module = module.slice(0, slash);
  }
}

/** The first line is of packages that no other line names. */
function ofBlock(module: string, { version, lines }: Block, path: string): MeasuredPackage {
  const [all = '', ...others] = lines.map((line) => line.split('\t'));
  const named = others.find(([, , paths = '']) => paths.split(' ').some((each) => names(each, path)));
  const words = ((named ?? all)[1] ?? '').split(' ').filter((word) => word !== '');
  const after = (prefix: string): readonly string[] =>
    words.flatMap((word) => (word.startsWith(prefix) ? [word.slice(prefix.length)] : []));
  return {
    module,
    version,
    codes: new Set(words.filter(isCode)),
    programs: after('start:'),
    files: after('open:'),
  };
}

/** `.` is the module's own path, `service/...` all from a directory on. */
function names(pattern: string, path: string): boolean {
  if (pattern === '.') return path === '';
  if (!pattern.endsWith('/...')) return pattern === path;
  const directory = pattern.slice(0, -'/...'.length);
  return path === directory || path.startsWith(`${directory}/`);
}
