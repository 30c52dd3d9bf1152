/** What the program is given when a container starts: by ENV, CMD and ENTRYPOINT, and by files that run the image. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Build, Stage } from '../../evaluate/types.ts';
import { consumersOf, consumerStarts } from './consumer-starts.ts';
import { isFixed } from './fixed-variables.ts';
import { startsText, startWords } from './shell-form.ts';

/** What can give a value when the program is started, so that a Dockerfile or a command line may decide it. */
export type Origin =
  /** An environment variable. */
  | { readonly kind: 'environment'; readonly name: string }
  /** A command-line flag, without its dashes. */
  | {
      readonly kind: 'flag';
      readonly name: string;
      /** Its other names: one of a single letter is written with one dash (`-c FILE`). */
      readonly aliases?: readonly string[];
    }
  /** A word of the command line; index 1 is the first after the program's name. */
  | { readonly kind: 'argument'; readonly index: number };

/** What the program is given when it is started. */
export interface StartValue {
  readonly text: string;
  /** In another start of the image it may be the default, or anything. */
  readonly or: 'nothing' | 'default' | 'anything';
  /** Whoever starts the image may give another. */
  readonly open: boolean;
}

/** The value that the container starts with; undefined where the Dockerfile gives none. */
export function givenValue(origin: Origin, stage: Stage): string | undefined {
  return valueIn(startWords(stage), origin, stage);
}

/** As that, without what CMD says: it is there to be given otherwise, `docker run IMAGE other`. */
export function fixedValue(origin: Origin, stage: Stage): string | undefined {
  const words = startWords(stage);
  return valueIn(words.slice(0, fixedCount(words, stage)), origin, stage);
}

/** How many of the words ENTRYPOINT gives; behind one in shell form nothing else is heard, nor behind a text for a shell. */
function fixedCount(words: readonly string[], { config }: Stage): number {
  const { entrypoint, cmd } = config;
  if (entrypoint === undefined) return 0;
  if (entrypoint.form === 'shell' || startsText(entrypoint.words)) return words.length;
  return startsText([...entrypoint.words, ...(cmd?.words ?? [])]) ? 0 : entrypoint.words.length;
}

/**
 * The value that the container starts with, and what else it may be: behind an ENTRYPOINT other words are meant to be given;
 * who gives another command altogether may leave a flag out.
 */
export function startValue(origin: Origin, stage: Stage): StartValue | undefined {
  const text = givenValue(origin, stage);
  if (text === undefined) return undefined;
  const open = isOpenAtStart(origin, stage);
  if (fixedValue(origin, stage) !== undefined) return { text, or: 'nothing', open };
  const { entrypoint } = stage.config;
  return { text, or: (entrypoint?.words.length ?? 0) > 0 ? 'anything' : 'default', open };
}

/** What other files that run the image give in its place, but for files of the host's that they mount over the image. */
export function valuesOfConsumers(origin: Origin, build: Build, stage: Stage): readonly string[] {
  const workdir = stage.state.workdir.text ?? '/';
  return consumersOf(build, stage).flatMap((consumer): readonly string[] => {
    const { environment = {}, mounts = [] } = consumer;
    const values =
      origin.kind === 'environment'
        ? [environment[origin.name]]
        : consumerStarts(consumer, stage).map((line) =>
            typeof line === 'string' ? undefined : valueIn(line, origin, stage),
          );
    return values.flatMap((value) => {
      if (value === undefined || value === '') return [];
      const path = posix.resolve(workdir, value);
      const isMounted = mounts.some(
        ({ source, target }) => source !== undefined && isInside(path, posix.normalize(target)),
      );
      return isMounted ? [] : [value];
    });
  });
}

/**
 * Whether who starts a container is meant to give another value: what the image sets is a default (Docker documentation,
 * "Overriding image defaults"), but for what ENTRYPOINT says.
 */
export function isOpenAtStart(origin: Origin, stage: Stage): boolean {
  return origin.kind === 'environment'
    ? !isFixed(origin.name, stage)
    : fixedValue(origin, stage) === undefined;
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
