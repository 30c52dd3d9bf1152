/** What a stage is written from: what was found out about the programs and what they need. */
import type { Need } from '../../rule/need.ts';
import type { Assumption, Confidence, Edit, Reason } from '../../rule/types.ts';
import type { KeptFile } from '../files/kept-files.ts';
import type { PathLink } from '../files/links-on-the-way.ts';
import type { BaseChoice } from '../needs/choose-base.ts';
import type { RunUser } from '../needs/users.ts';
import type { Launches, StartedProgram } from '../started/launches.ts';
import type { ProgramLink } from '../started/links.ts';
import type { Start } from '../start/start.ts';

export interface Plan {
  readonly start: Start;
  readonly launches: Extract<Launches, { kind: 'launches' }>;
  readonly programs: readonly StartedProgram[];
  /** Links that some of them are started through. */
  readonly links: readonly ProgramLink[];
  /** Links on the way to what goes along. */
  readonly pathLinks: readonly PathLink[];
  readonly choice: BaseChoice;
  readonly kept: readonly KeptFile[];
  readonly user: RunUser;
  /** What becomes the user's that was root's: its containers don't run as root any more. */
  readonly given: readonly string[];
  readonly workdir: string | undefined;
  /** Directories that the program is known to write in. */
  readonly writable: readonly string[];
  /** It may write in others. */
  readonly writesUnknown: boolean;
  /** The command that is added where the file has none. */
  readonly addedCommand: readonly string[] | undefined;
  readonly edits: readonly Edit[];
  /** How many ways there are to build what is started. */
  readonly ways: number;
  readonly environment: ReadonlySet<string>;
  /** All that has to be there at run time. */
  readonly needs: readonly Need[];
  readonly confidence: Confidence;
  readonly assumptions: readonly Assumption[];
  readonly reasons: readonly Reason[];
}
