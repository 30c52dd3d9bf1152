/** Files that a command line names: whatever the program does with its arguments, they are there for it. */
import { posix } from 'node:path';
import type { Evidence } from '../../engine/types.ts';
import { dataFilesBelow, isInside } from '../kept-files.ts';
import { needed } from './findings.ts';
import type { Finding, Findings, Scene, StartedCommand } from './types.ts';

export function namedFileFindings(
  { words, evidence }: StartedCommand,
  { stage, toolchain }: Scene,
): Findings {
  const workdir = stage.state.workdir.text;
  if (workdir === undefined) return [];
  return words
    .slice(1)
    .flatMap(candidatesIn)
    .flatMap((word): Findings => {
      const path = posix.resolve(workdir, word);
      const found = stage.files.lookup(path);
      if (found.status !== 'present' || isInside(workdir, path)) return [];
      const { entry } = found;
      if (entry.program !== undefined || entry.origin.by === 'base') return [];
      if (entry.kind !== 'directory') return [named(path, false, evidence)];
      // A word like `server` may be a subcommand as well as a directory: of that, the sources stay behind.
      const data = dataFilesBelow(path, stage, toolchain);
      if (data.kind === 'spread') return [];
      const names = new Set(data.files.map(({ path: at }) => at));
      const whole = stage.files.list(path).names.every(({ name }) => names.has(posix.join(path, name)));
      return whole
        ? [named(path, true, evidence)]
        : data.files.map(({ path: at, directory }) => named(at, directory, evidence));
    });
}

function named(path: string, directory: boolean, evidence: Evidence | undefined): Finding {
  return needed({ kind: 'file', path, directory, because: 'the command line names it', evidence });
}

/** `conf/app.yml` of `conf/app.yml`, `-config=conf/app.yml` and `CONFIG=conf/app.yml`. */
function candidatesIn(word: string): readonly string[] {
  const value = word.slice(word.indexOf('=') + 1);
  return [...new Set([word, value])].filter((text) => text !== '' && !text.startsWith('-'));
}
