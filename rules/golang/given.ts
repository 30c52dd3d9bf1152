/** What the Dockerfile gives to the program when a container starts: by ENV, CMD and ENTRYPOINT. */
import type { Stage } from '../../src/build/types.ts';
import { shellWords } from '../../src/split/shell-form.ts';
import { startOf } from '../../src/split/start.ts';
import type { Origin } from './sources/index.ts';

/** The value that the container starts with; undefined where the Dockerfile gives none. */
export function givenValue(origin: Origin, stage: Stage): string | undefined {
  switch (origin.kind) {
    case 'environment': {
      const value = stage.state.env.get(origin.name)?.text;
      return value === '' ? undefined : value;
    }
    case 'flag': {
      const words = startWords(stage);
      for (const [index, word] of words.entries()) {
        const [, flag, attached] = /^--?([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
        if (flag === origin.name) return attached ?? words[index + 1];
      }
      return undefined;
    }
    case 'argument':
      return startWords(stage)[origin.index];
  }
}

/** The words that the container starts with, where they are known. */
function startWords(stage: Stage): readonly string[] {
  const start = startOf(stage);
  if (start.kind === 'exec') return start.words;
  return start.kind === 'shell' ? (shellWords(start.script, stage) ?? []) : [];
}
