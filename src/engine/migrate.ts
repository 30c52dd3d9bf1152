import type { BuildContext } from '../context/types.ts';
import type { Confidence, Outcome } from './types.ts';

export interface MigrateOptions {
  /** What COPY can see and who uses the image; without it everything that rests on sources is an assumption. */
  readonly context?: BuildContext;
  /** Least confidence a migration must have. Default `likely`. */
  readonly confidence?: Confidence;
}

/** Migrates one Dockerfile: text and context in, outcome out. Touches no disk, runs nothing, never throws. */
export function migrate(_text: string, _options: MigrateOptions = {}): Outcome {
  return { outcome: 'unchanged', code: 'not-a-toolchain-image', message: 'not yet' };
}
