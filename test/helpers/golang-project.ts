/** A small Go project with a Dockerfile, and what is asked of what becomes of it. */
import { memoryContext } from '../../src/context/memory.ts';
import { migrate, type Outcome } from '../../src/index.ts';

/** What becomes of the Dockerfile, with `go.mod` and these files beside it. */
export function migrateGolang(dockerfile: string, files: Readonly<Record<string, string>>): Outcome {
  return migrate(dockerfile, {
    context: memoryContext({ 'go.mod': 'module example.com/app\n\ngo 1.24\n', ...files }),
  });
}

/** The text from the last FROM on; the code of a file that is left as it is. */
export function lastStageOf(outcome: Outcome): string {
  return outcome.outcome === 'migrated'
    ? outcome.text.slice(outcome.text.lastIndexOf('\nFROM'))
    : outcome.code;
}

/** The codes of what is taken for granted. */
export function assumed(outcome: Outcome): readonly string[] {
  return outcome.outcome === 'migrated' ? outcome.assumptions.map(({ code }) => code) : [];
}

/** What the runtime stage copies; the code of a file that is left as it is. */
export function copied(outcome: Outcome): readonly string[] {
  return outcome.outcome === 'migrated' ? (outcome.summary?.copied ?? []) : [outcome.code];
}
