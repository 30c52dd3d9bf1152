/** Sources that a build certainly lacks: the go command fails, whatever it downloads. */
import { posix } from 'node:path';
import { isInside } from '../../src/evaluate/files/paths.ts';
import type { FileSystem, Program, World } from '../../src/evaluate/types.ts';
import type { GoCall } from './commands/flags.ts';
import { minorVersion, modeOf } from './commands/modules.ts';
import { namedFiles } from './named-files.ts';
import type { ProgramFacts, SourceEvidence } from './sources/index.ts';

export interface Lacking {
  readonly why: string;
  /** Where the sources ask for it. */
  readonly evidence: SourceEvidence | undefined;
}

export function lackingSources(
  program: Program,
  call: GoCall | undefined,
  facts: ProgramFacts | undefined,
  world: World,
): Lacking | undefined {
  const { sources } = program;
  if (call === undefined || sources === undefined) return undefined;
  if (namedFiles(call).length === 0 && lacksGoFiles(sources, world.files))
    return { why: `there are no Go files in ${sources}`, evidence: undefined };
  return facts === undefined || mayAddModules(call, world)
    ? undefined
    : lackingImport(sources, program, facts, world);
}

/** Before Go 1.16 a build downloads what go.mod lacks, and with -mod=mod it does still (https://go.dev/ref/mod#build-commands). */
function mayAddModules({ flags }: GoCall, world: World): boolean {
  return minorVersion(world) < 16 || flags.get('mod')?.text === 'mod';
}

/** "no Go files in DIRECTORY" (cmd/go, load.NoGoError), of a directory that is there and holds other things. */
function lacksGoFiles(directory: string, files: FileSystem): boolean {
  const { names, complete } = files.list(directory);
  return (
    complete &&
    names.length > 0 &&
    !names.some(({ name, kind }) => kind !== 'directory' && name.endsWith('.go'))
  );
}

/**
 * An import of the program's own module whose directory no step brings: the go command looks for such a package nowhere else
 * (https://go.dev/ref/mod#resolve-pkg-mod), but for a module of a longer path. What a context may have elsewhere is not certain
 * to lack.
 */
function lackingImport(
  sources: string,
  { command }: Program,
  facts: ProgramFacts,
  world: World,
): Lacking | undefined {
  const mode = modeOf(command, world, sources);
  if (mode.kind !== 'modules' || mode.workspace || facts.openTags.length > 0) return undefined;
  const { root, path: module } = mode;
  if (root === undefined || module === undefined || !isAsCopied(posix.join(root, 'go.mod'), world.files))
    return undefined;
  const found = facts.missing.find(
    ({ path }) =>
      isInside(path, module) &&
      !isElsewhere(path, module, facts) &&
      isNotBrought(posix.join(root, path.slice(module.length)), world.files),
  );
  if (found === undefined) return undefined;
  const directory = posix.join(root, found.path.slice(module.length));
  return {
    why: `it imports ${found.path}, and ${directory} is not in the image`,
    evidence: found.evidence,
  };
}

/** Steps that change go.mod may have required a module. */
function isAsCopied(path: string, files: FileSystem): boolean {
  const found = files.lookup(path);
  return found.status === 'present' && found.entry.origin.by === 'context';
}

/** A module below the program's own, of its own versions. */
function isElsewhere(path: string, module: string, { requires }: ProgramFacts): boolean {
  return [...requires.keys()].some((required) => required !== module && isInside(path, required));
}

/** Neither the directory nor a file in it is there, and no copy would bring it from a context that has more. */
function isNotBrought(directory: string, files: FileSystem): boolean {
  return [directory, posix.join(directory, 'package.go')].every((path) => {
    const found = files.lookup(path);
    return found.status === 'absent' && found.inContext === undefined;
  });
}
