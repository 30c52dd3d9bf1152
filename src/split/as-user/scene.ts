/** What is known of the new image when it is asked as whom its containers run. */
import type { Build, FileEntry, Stage } from '../../evaluate/types.ts';
import type { RuntimeBase } from '../../image/bases.ts';
import type { Need } from '../../rule/need.ts';
import type { Needs } from '../../toolchain/toolchain.ts';
import type { KeptFile } from '../files/kept-files.ts';
import type { PathLink } from '../files/links-on-the-way.ts';
import type { Launches, StartedProgram } from '../started/launches.ts';

export interface RunScene {
  readonly base: RuntimeBase;
  readonly stage: Stage;
  readonly build: Build;
  readonly needs: readonly Need[];
  readonly answers: readonly Needs[];
  readonly launches: Extract<Launches, { kind: 'launches' }>;
  readonly programs: readonly StartedProgram[];
  readonly kept: readonly KeptFile[];
  readonly workdir: string | undefined;
  readonly pathLinks: readonly PathLink[];
}

/** What certainly lies at a path. */
export function entryAt(path: string, { files }: Stage): FileEntry | undefined {
  const found = files.lookup(path);
  return found.status === 'present' ? found.entry : undefined;
}
