/** Finds the files around a Dockerfile that say how its image is used. */
import type { Tree } from '../tree.ts';
import type { Consumer } from '../types.ts';

export interface Search {
  /** The whole repository, as far as it is known. */
  readonly tree: Tree;
  /** The build context's directory in it. */
  readonly context: string;
  /** The Dockerfile's path in it. */
  readonly dockerfile: string;
}

export function consumersOf(_search: Search): readonly Consumer[] {
  return [];
}
