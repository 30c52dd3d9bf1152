/** Guessing what a mistyped word was meant to be. */
import { nearest } from '../dockerfile/nearest.ts';

/** `did you mean 'X'?`, to put behind a message. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const near = nearest(word, candidates);
  return near === undefined ? undefined : `did you mean '${near}'?`;
}
