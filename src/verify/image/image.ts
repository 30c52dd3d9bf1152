/** An image read from its archive: config, flattened files, and what is known of its layers. */
import { openArchive } from './archive.ts';
import type { ImageConfig } from './config.ts';
import { flatten, type FileIndex } from './files.ts';
import type { ProgramReaders } from '../elf/elf.ts';
import { readLayer, type Layer } from './layer.ts';

export interface Image {
  readonly config: ImageConfig;
  readonly files: FileIndex;
  /** Digests of the uncompressed layers, from the lowest. */
  readonly diffIds: readonly string[];
  /** Sum of the sizes of the files in all layers. */
  readonly bytes: number;
}

/** Layers read before, by digest: images of one run share their bases. */
export type LayerCache = Map<string, Promise<Layer>>;

/** Reads a saved image. Throws `ArchiveError`, or the error of the file system. */
export async function readImage(
  path: string,
  cache: LayerCache = new Map(),
  readers: ProgramReaders = [],
): Promise<Image> {
  const archive = await openArchive(path);
  try {
    const layers: Layer[] = [];
    for (const { diffId, open } of archive.layers) {
      const reading = cache.get(diffId) ?? open().then((source) => readLayer(diffId, source, readers));
      cache.set(diffId, reading);
      try {
        layers.push(await reading);
      } catch (error) {
        cache.delete(diffId);
        throw error;
      }
    }
    return imageOf(archive.config, layers);
  } finally {
    await archive.close();
  }
}

/** An image from its parts. */
export function imageOf(config: ImageConfig, layers: readonly Layer[]): Image {
  return {
    config,
    files: flatten(layers),
    diffIds: layers.map(({ diffId }) => diffId),
    bytes: layers.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** How many of the image's lowest layers are those of its base; 0 for a base of nothing. */
export function baseLayerCount(image: Image, base: Image | undefined): number {
  const ids = base?.diffIds ?? [];
  return ids.every((id, index) => image.diffIds[index] === id) ? ids.length : 0;
}
