/** Files that a command line names: whatever the program does with its arguments, they are there for it. */
import { posix } from 'node:path';
import { dataFilesBelow, isInside } from '../kept-files.ts';
import { needed } from './findings.ts';
import type { Finding, Findings, Scene, StartedCommand } from './types.ts';

const because = 'the command line names it';

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
      const file = (at: string, directory: boolean): Finding =>
        needed({ kind: 'file', path: at, directory, because, evidence });
      if (entry.kind !== 'directory') return [file(path, false)];
      // A word like `server` may be a subcommand as well as a directory: of that, the sources stay behind.
      const data = dataFilesBelow(path, stage, toolchain);
      if (data.kind === 'spread') return [];
      const names = new Set(data.files.map(({ path: at }) => at));
      const whole = stage.files.list(path).names.every(({ name }) => names.has(posix.join(path, name)));
      return whole ? [file(path, true)] : data.files.map(({ path: at, directory }) => file(at, directory));
    });
}

/** `conf/app.yml` of `conf/app.yml`, `-config=conf/app.yml` and `CONFIG=conf/app.yml`. */
function candidatesIn(word: string): readonly string[] {
  const value = word.slice(word.indexOf('=') + 1);
  return [...new Set([word, value])].filter((text) => text !== '' && !text.startsWith('-'));
}
