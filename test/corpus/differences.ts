/** The outcomes of two checkouts against each other. */
import { createTwoFilesPatch } from 'diff';

/** What was answered, by what was asked. */
export type Answers = ReadonlyMap<string, string>;

/** A patch for each answer that is another one, or is missing on one side; none when all are the same. */
export function differencesOf(before: Answers, after: Answers): readonly string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === now) return [];
    return [createTwoFilesPatch(name, name, old ?? '', now ?? '', 'before', 'after', { context: 2 })];
  });
}
