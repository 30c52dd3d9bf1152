/** Words that a shell matches against the names of files, as far as these are known. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import { matchesName } from '../../shell/glob.ts';
import type { Value } from '../../shell/types.ts';

/** What of a value that is matched against files is known. */
interface Matched {
  /** As the shell puts them: the names that match, or the pattern itself where none does. */
  readonly words: readonly string[];
  /** Absolute. */
  readonly paths: readonly string[];
}

/**
 * The names that a pattern in the last part of a path matches (POSIX XCU 2.13.3); undefined for another word, and where not all
 * that lies in the directory is known.
 */
export function matchedBy({ pattern }: Value, { files, state }: Stage): Matched | undefined {
  const directory = pattern === undefined ? undefined : posix.dirname(pattern);
  if (pattern === undefined || directory === undefined || /[\\*?[]/.test(directory)) return undefined;
  const place = posix.resolve(state.workdir.text ?? '/', directory);
  const { names, complete } = files.list(place);
  if (!complete) return undefined;
  const matching = names
    .flatMap(({ name }) => (matchesName(posix.basename(pattern), name) ? [name] : []))
    .toSorted();
  const written = pattern.includes('/') ? posix.join(directory, '/') : '';
  return {
    words: matching.length === 0 ? [pattern] : matching.map((name) => written + name),
    paths: matching.map((name) => posix.join(place, name)),
  };
}

/** The words that a value becomes; of one that is not known its beginning. */
export function wordsOf(value: Value, stage: Stage): readonly string[] {
  if (value.text !== undefined) return [value.text];
  return matchedBy(value, stage)?.words ?? [value.prefix ?? ''];
}
