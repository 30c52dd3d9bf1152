/** Making findings. */
import { posix } from 'node:path';
import type { Evidence } from '../../rule/types.ts';
import type { Need } from '../../rule/need.ts';
import type { SystemReads } from '../system/reads.ts';
import type { Refusal } from '../../toolchain/toolchain.ts';
import type { Finding, Findings, StartedCommand } from './types.ts';

export const workingDirectoryUsed: Finding = { kind: 'working-directory-used' };
export const scriptUncertain: Finding = { kind: 'script-uncertain' };

/** Something has to be there at run time. */
export function needed(need: Need): Finding {
  return { kind: 'need', need };
}

/** A shell has to be there. */
export function shellNeeded(path: string, because: string, evidence: Evidence | undefined): Finding {
  return needed({ kind: 'shell', path, because, evidence });
}

/** A file has to be there. */
export function fileNeeded(path: string, because: string, evidence: Evidence | undefined): Finding {
  return needed({ kind: 'file', path, directory: false, because, evidence });
}

/** A program has to be on PATH. */
export function commandNeeded(name: string, because: string, evidence: Evidence | undefined): Finding {
  return needed({ kind: 'command', name, because, evidence });
}

/** What a script starts or reads isn't known: that it is nothing which stays behind is assumed. */
export function scriptNotRead(message: string, evidence: Evidence | undefined): Finding {
  return { kind: 'assumption', assumption: { code: 'script-not-read', message, evidence } };
}

/** PATH, the image's own, is looked through for a command that is called by its name alone. */
export function foundOnPath(path: string, { words: [name = ''], path: searched }: StartedCommand): Findings {
  return name.includes('/') || searched !== undefined
    ? []
    : [{ kind: 'found-on-path', directory: posix.dirname(path) }];
}

/** Another command is started: it is looked at in its turn. */
export function started(command: StartedCommand): Finding {
  return { kind: 'command', command };
}

/** The file cannot be split. */
export function refused(refusal: Refusal): Finding {
  return { kind: 'refusal', refusal };
}

/** What is read of the system has to be there, or is taken not to matter. */
export function systemFindings({ needs, assumptions }: SystemReads): Findings {
  return [
    ...needs.map(needed),
    ...assumptions.map((assumption) => ({ kind: 'assumption', assumption }) as const),
  ];
}
