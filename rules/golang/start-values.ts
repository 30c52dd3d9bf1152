/** What the Dockerfile gives to the program when a container starts: by ENV, CMD and ENTRYPOINT. */
import type { Stage } from '../../src/evaluate/types.ts';
import { startWords } from '../../src/split/started/shell-form.ts';
import type { Origin } from './sources/index.ts';

/** The value that the container starts with; undefined where the Dockerfile gives none. */
export function givenValue(origin: Origin, stage: Stage): string | undefined {
  return valueIn(startWords(stage), origin, stage);
}

/** As that, without what is behind an ENTRYPOINT: CMD is there to be given otherwise, `docker run IMAGE other`. */
export function fixedValue(origin: Origin, stage: Stage): string | undefined {
  const { entrypoint } = stage.config;
  const words = startWords(stage);
  const fixed = entrypoint?.form === 'exec' && entrypoint.words.length > 0;
  return valueIn(fixed ? words.slice(0, entrypoint.words.length) : words, origin, stage);
}

function valueIn(words: readonly string[], origin: Origin, stage: Stage): string | undefined {
  switch (origin.kind) {
    case 'environment': {
      const value = stage.state.env.get(origin.name)?.text;
      return value === '' ? undefined : value;
    }
    case 'flag':
      return [origin.name, ...(origin.aliases ?? [])]
        .map((name) => flagValue(words, name))
        .find((value) => value !== undefined);
    case 'argument':
      return words[origin.index];
  }
}

/**
 * The value behind a flag: `--name VALUE`, `-name=VALUE`. Behind a single letter a path may follow at once (`-c./app.yml`);
 * any other text there may be the rest of another flag's name.
 */
function flagValue(words: readonly string[], name: string): string | undefined {
  for (const [index, word] of words.entries()) {
    const [, flag, attached] = /^--?([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (flag === name) return attached ?? words[index + 1];
    const joined = name.length === 1 ? /^-[^-]([./].*)$/s.exec(word)?.[1] : undefined;
    if (joined !== undefined && word.startsWith(`-${name}`)) return joined;
  }
  return undefined;
}
