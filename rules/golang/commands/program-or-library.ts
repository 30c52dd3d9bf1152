/** What the Go files of a directory make for a call of the go command: which of them it takes decides. */
import { posix } from 'node:path';
import type { CommandRun, World } from '../../../src/evaluate/types.ts';
import { constraintsHold, fileNameMatches, type ConstraintSettings } from '../sources/loading/constraints.ts';
import { parseFile } from '../sources/syntax/parser.ts';
import { goVariable } from './flags.ts';
import { crossPlatform, minorVersion } from './modules.ts';

/** `nothing`: tests alone, or files for other systems; a pattern passes over such a directory. */
export type Held = 'program' | 'library' | 'nothing' | 'unknown';

/** What a directory holds for all that a call may be made with. */
export function heldBy(
  directory: string,
  names: readonly string[],
  read: (path: string) => string | undefined,
  variants: readonly ConstraintSettings[],
): Held {
  const each = new Set(variants.map((variant) => heldFor(directory, names, read, variant)));
  const [only = 'nothing', ...others] = each;
  if (others.length === 0) return only;
  // One that is there for some machines only is none to count on, and no program is lost with it.
  return each.has('program') || each.has('unknown') ? 'unknown' : 'nothing';
}

function heldFor(
  directory: string,
  names: readonly string[],
  read: (path: string) => string | undefined,
  variant: ConstraintSettings,
): Held {
  for (const name of names) {
    if (!fileNameMatches(name, variant)) continue;
    const text = read(posix.join(directory, name));
    if (text === undefined) return 'unknown';
    const tree = parseFile(text);
    const needsCgo = tree.imports.some(({ path }) => path === 'C');
    if (needsCgo && !variant.cgo) continue;
    // ".go files in package documentation" are no part of a package (go/build, Import).
    if (tree.package === '' || tree.package === 'documentation') continue;
    if (!constraintsHold(text, tree.comments, tree.packageStart, variant)) continue;
    return tree.package === 'main' ? 'program' : 'library';
  }
  return 'nothing';
}

/** What constraints may be seen with: an architecture that isn't set is the machine's, and cgo may depend on gcc. */
export function variantsOf(
  run: CommandRun,
  world: World,
  tags: readonly string[],
): readonly ConstraintSettings[] {
  const os = goVariable('GOOS', run, world.files.read) ?? 'linux';
  const architecture = goVariable('GOARCH', run, world.files.read);
  const common = { tags: new Set(tags), os, goMinor: minorVersion(world) };
  return (architecture === undefined ? ['amd64', 'arm64'] : [architecture]).flatMap((name) =>
    cgoSettings(run, world).map((cgo) => ({ ...common, architecture: name, cgo })),
  );
}

/** Off for cross builds; without a compiler, which the Alpine images don't bring, off since Go 1.20. */
function cgoSettings(run: CommandRun, world: World): readonly boolean[] {
  const set = goVariable('CGO_ENABLED', run, world.files.read);
  if (set === '0' || set === '1') return [set === '1'];
  if (crossPlatform(run, world) !== undefined) return [false];
  return world.distribution.family === 'debian' || minorVersion(world) < 20 ? [true] : [true, false];
}
