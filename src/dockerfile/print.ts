/** The tree back to text. Losslessness rests on the leaves: their spans have to cover the file. */
import type { Dockerfile } from './types.ts';

/** Puts the text together from the leaves of the tree: the tokens of instructions, and the other nodes. */
export function print(file: Dockerfile): string {
  return file.nodes
    .flatMap((node): readonly { readonly start: number; readonly end: number }[] =>
      node.kind === 'instruction' ? node.tokens : [node],
    )
    .map((leaf) => file.text.slice(leaf.start, leaf.end))
    .join('');
}
