/** One verdict from all levels. What was not compared never counts as passed. */
import { levels, type LevelName, type LevelResult, type Verdict } from './types.ts';

/** Levels that a verdict of `equal` rests on; tracing adds to them when it is asked for. */
const required: readonly LevelName[] = ['static', 'config', 'files', 'run'];

/** `equal` takes every level that counts; one difference makes `different`. */
export function verdictOf(results: readonly LevelResult[]): Verdict {
  if (results.some(({ status }) => status === 'different')) return 'different';
  const status = (level: LevelName): LevelResult['status'] | undefined =>
    results.find((result) => result.level === level)?.status;
  const asked = levels.filter(
    (level) => required.includes(level) || (status(level) ?? 'not asked') !== 'not asked',
  );
  return asked.every((level) => status(level) === 'equal') ? 'equal' : 'unknown';
}

/** Exit code of a run over several files: what is different weighs more than what is unknown. */
export function exitCodeOf(verdicts: readonly Verdict[]): 0 | 3 | 4 {
  if (verdicts.includes('different')) return 3;
  return verdicts.includes('unknown') ? 4 : 0;
}
