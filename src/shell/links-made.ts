/** Links that a command line makes. */
import { posix } from 'node:path';
import { defineOptions, parseOptions } from './options.ts';
import type { Value } from './types.ts';

/** ln(1) of coreutils 9 and busybox. */
const lnOptions =
  defineOptions(`backup? b d|F|directory f|force i|interactive L|logical n|no-dereference P|physical r|relative
  s|symbolic S|suffix= t|target-directory= T|no-target-directory v|verbose`);

/**
 * What the links of `ln -s TARGET LINK` lead to: a relative target is seen from where the link lies, which may be the
 * directory that is named as well as the one that it would lie in.
 */
export function linkTargetsIn(words: readonly Value[]): readonly string[] {
  if (posix.basename(words[0]?.text ?? '') !== 'ln') return [];
  const options = parseOptions(words.slice(1), lnOptions);
  if (options === undefined || !options.has('s') || options.has('r')) return [];
  const directory = options.value('t')?.text;
  const texts = options.operands.map(({ text }) => text);
  const [targets, places] =
    directory === undefined
      ? [texts.length > 1 ? texts.slice(0, -1) : texts, placesOf(texts.length > 1 ? texts.at(-1) : '.')]
      : [texts, [directory]];
  return targets.flatMap((target) =>
    target === undefined || target.startsWith('/') ? [] : places.map((place) => posix.join(place, target)),
  );
}

function placesOf(link: string | undefined): readonly string[] {
  return link === undefined ? [] : [posix.dirname(link), link];
}
