/** Scripts from the network that install a build tool: `curl … | python3 -`, `curl … | sh`, or what ADD has fetched. */
import { posix } from 'node:path';
import type { CommandRun, FileSystem } from '../../src/evaluate/types.ts';
import { textsOf } from './calls.ts';
import { toolInstallers } from './tools.ts';

/** The tool that a command installs with its maker's script; undefined for another command. */
export function toolInstalledBy(run: CommandRun, files: FileSystem): string | undefined {
  const piped = run.input?.kind === 'pipe' && run.input.from !== undefined ? textsOf(run.input.from) : [];
  const fetched = textsOf(run).flatMap((word) => {
    const found = files.lookup(posix.resolve(run.workdir.text ?? '/', word));
    return found.status === 'present' && found.entry.origin.by === 'download' ? [found.entry.origin.url] : [];
  });
  return toolInstallers.find(([address]) =>
    [...piped, ...fetched].some((text) => text.includes(address)),
  )?.[1];
}
