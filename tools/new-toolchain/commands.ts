/** What the toolchain's commands write. A call that is not understood has no effects: it is opaque then. */
import { posix } from 'node:path';
import type { CommandRun, Effect, World } from '../../src/evaluate/types.ts';

/** `a-new-name build -o FILE` */
export function build(run: CommandRun, { files }: World): readonly Effect[] | undefined {
  const [, command, flag, output, ...others] = run.words.map(({ text }) => text);
  const directory = run.workdir.text;
  if (command !== 'build' || flag !== '-o' || output === undefined || directory === undefined)
    return undefined;
  if (others.length > 0) return undefined;
  return [
    {
      kind: 'write',
      path: posix.resolve(directory, output),
      entry: 'file',
      mode: 0o755,
      program: {
        toolchain: 'a-new-name',
        command: run,
        package: undefined,
        sources: directory,
        remote: false,
        at: files.at,
      },
    },
  ];
}
