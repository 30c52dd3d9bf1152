/** What the images contain. Write down where each fact comes from: the image's own Dockerfile, its documentation. */
import type { ImageFacts } from '../../src/evaluate/types.ts';
import type { ImageReference } from '../../src/image/types.ts';
import { plainImage } from '../../src/toolchain/toolchain.ts';

/** The facts of an official image; undefined for every other. */
export function imageFacts({ registry, namespace, name, tag }: ImageReference): ImageFacts | undefined {
  if (name !== 'a-new-name' || registry !== undefined || namespace !== undefined) return undefined;
  return plainImage({
    toolchain: 'a-new-name',
    version: /^\d+(\.\d+)*$/.exec(tag ?? '')?.[0],
    distribution: { family: 'debian', codename: 'bookworm' },
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
    cmd: ['bash'],
  });
}
