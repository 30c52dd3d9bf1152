/** The build context as data: what COPY can see, and who uses the image. */
import type { Consumer } from './consumers/types.ts';
import type { ContextFiles } from './files/types.ts';

export interface BuildContext extends ContextFiles {
  /** Files around the Dockerfile that say how its image is used. */
  readonly consumers: readonly Consumer[];
  /** Whether what lies at the path is missing in a clean checkout: git ignores it. */
  readonly isOnlyHere: (path: string) => boolean;
}
