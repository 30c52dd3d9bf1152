/** What is known of the distributions' own images, before anything is installed on them. */
import { defaultPath } from '../../image/places.ts';
import { isDistributionDirectory, listingOfOwnImage, ownImageContains } from '../../image/contents.ts';
import { distributionImage } from '../../image/distribution-images.ts';
import type { Distribution, ImageReference } from '../../image/types.ts';
import type { ImageFacts } from '../types.ts';

/**
 * The facts of a distribution's own image; undefined for any other image.
 * @param written the reference as the file has it.
 */
export function distributionFacts(reference: ImageReference, written: string): ImageFacts | undefined {
  const image = distributionImage(reference, written);
  if (image === undefined) return undefined;
  const { distribution, assumed } = image;
  return {
    toolchain: undefined,
    version: undefined,
    distribution,
    env: { PATH: defaultPath },
    workdir: '/',
    user: '',
    cmd: [commandOf(distribution)],
    entrypoint: undefined,
    onbuild: false,
    contains: (path) => ownImageContains(path, distribution),
    list: (directory) => listingOfOwnImage(directory, distribution),
    isDirectory: (path) => isDistributionDirectory(path) && ownImageContains(path, distribution) === 'yes',
    holdsNoSources: (directory) => !/^\/(usr\/(include|lib|share)(\/.*)?)?$/.test(directory),
    ...(assumed === undefined ? {} : { assumed }),
  };
}

/** Sources: debuerreotype, the Dockerfiles of ubuntu and of alpinelinux/docker-alpine. */
function commandOf({ family }: Distribution): string {
  switch (family) {
    case 'debian':
      return 'bash';
    case 'ubuntu':
      return '/bin/bash';
    default:
      return '/bin/sh';
  }
}
