/** Scripts for interpreters other than the shell: what is known of them without reading their language. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import { moduleBeyondPerlBase, moduleOfPerlOptions } from '../../image/packages/perl-modules.ts';
import type { Need } from '../../rule/need.ts';
import type { Evidence } from '../../rule/types.ts';

/** The interpreter, the modules that its package may lack, and the files whose paths the script has in it. */
export function interpretedNeeds(
  text: string,
  path: string,
  runner: string,
  stage: Stage,
  evidence: Evidence | undefined,
): readonly Need[] {
  return [
    { kind: 'command', name: runner, because: `${path} is a script for it`, evidence },
    ...(isPerl(runner) ? modulesNeeded(moduleBeyondPerlBase(text), path, stage, evidence) : []),
    ...filesNamedIn(text, stage, evidence),
  ];
}

/** What an interpreter's command line asks for: by options (`perl -MNAME`), and in the script that it names. */
export function interpreterNeeds(
  words: readonly string[],
  stage: Stage,
  evidence: Evidence | undefined,
): readonly Need[] {
  const [name = '', ...given] = words;
  if (!isPerl(name)) return [];
  return [
    ...modulesNeeded(moduleOfPerlOptions(given), 'the command line', stage, evidence),
    ...scriptModules(given, stage, evidence),
  ];
}

/** What the script uses that a command line of Perl names: the first word that is a file of the image (perlrun(1)). */
function scriptModules(
  given: readonly string[],
  stage: Stage,
  evidence: Evidence | undefined,
): readonly Need[] {
  const workdir = stage.state.workdir.text ?? '/';
  const paths = given
    .filter((word) => word !== '' && !word.startsWith('-'))
    .map((word) => posix.resolve(workdir, word));
  const path = paths.find((each) => stage.files.read(each) !== undefined);
  const text = path === undefined ? undefined : stage.files.read(path);
  return path === undefined || text === undefined
    ? []
    : modulesNeeded(moduleBeyondPerlBase(text), path, stage, evidence);
}

function isPerl(program: string): boolean {
  return /^perl(5[\d.]*)?$/.test(posix.basename(program));
}

/** Debian alone has a part of Perl in its own image; elsewhere whoever has Perl has all of it. */
function modulesNeeded(
  module: string | undefined,
  user: string,
  stage: Stage,
  evidence: Evidence | undefined,
): readonly Need[] {
  if (module === undefined || stage.facts?.distribution.family !== 'debian') return [];
  const because = `${user} uses ${module}, which is not in perl-base`;
  return [{ kind: 'library-packages', packages: ['perl'], because, evidence }];
}

/** More of a script than this is data. */
const maximumText = 200_000;

/** Absolute paths in the text that are files or directories of the author's; the working directory is another's to decide on. */
function filesNamedIn(text: string, stage: Stage, evidence: Evidence | undefined): readonly Need[] {
  const workdir = stage.state.workdir.text ?? '/';
  const named = text.slice(0, maximumText).matchAll(/(?<![\w.@~/+-])\/[\w.@+-]+(?:\/[\w.@+-]+)*/g);
  return [...new Set([...named].map(([path]) => posix.normalize(path)))].flatMap((path): readonly Need[] => {
    const found = isInside(workdir, path) ? undefined : stage.files.lookup(path);
    if (found?.status !== 'present') return [];
    const { origin, program, kind } = found.entry;
    if (origin.by === 'base' || program !== undefined) return [];
    const directory = kind === 'directory';
    return [{ kind: 'file', path, directory, because: 'a script has its path', evidence }];
  });
}
