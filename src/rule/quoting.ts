/**
 * Writing known text into an instruction so that the builder reads back just that: no variable in it, no quote taken
 * off. The other direction is `expand`.
 */
import type { Dockerfile } from '../dockerfile/types.ts';

type Escape = Dockerfile['escape'];

/** One word of ENV or ARG: in double quotes where it isn't plain. */
export function quotedWord(text: string, escape: Escape): string {
  return /^[\w@%+=:,./-]*$/.test(text) ? text : `"${escapeEach(text, '"$', escape)}"`;
}

/** A path of WORKDIR, or of COPY, which splits at spaces whatever quotes there are: without quotes. */
export function escapedPath(path: string, escape: Escape): string {
  return escapeEach(path, `"'$`, escape);
}

function escapeEach(text: string, special: string, escape: Escape): string {
  return [...text]
    .map((character) =>
      special.includes(character) || character === escape ? escape + character : character,
    )
    .join('');
}
