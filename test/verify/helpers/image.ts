/** Images for tests: made as archives and read back, or put together from entries. */
import { readers } from '../../helpers/traces.ts';
import { createHash } from 'node:crypto';
import { streamSource } from '../../../src/verify/image/bytes.ts';
import type { ImageConfig } from '../../../src/verify/image/config.ts';
import { imageOf, type Image } from '../../../src/verify/image/image.ts';
import { readLayer } from '../../../src/verify/image/layer.ts';
import { tar, type TarSpec } from './tar.ts';

export const emptyConfig: ImageConfig = {
  platform: 'linux/amd64',
  env: new Map(),
  entrypoint: [],
  cmd: [],
  workingDir: '/',
  user: '',
  exposedPorts: [],
  volumes: [],
  labels: new Map(),
  stopSignal: '',
  stopTimeout: undefined,
  healthcheck: undefined,
  shell: [],
  onBuild: [],
  other: new Map(),
};

/** An image whose layers hold the entries, from the lowest. */
export async function image(
  layers: readonly (readonly TarSpec[])[],
  config: Partial<ImageConfig> = {},
): Promise<Image> {
  const read = await Promise.all(
    layers.map((entries) => {
      const bytes = tar(entries);
      return readLayer(digest(bytes), streamSource(chunks(bytes)), readers);
    }),
  );
  return imageOf({ ...emptyConfig, ...config }, read);
}

function digest(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Odd pieces, so that nothing relies on where a chunk ends. */
export async function* chunks(bytes: Buffer, size = 777): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export interface ArchiveSpec {
  readonly layers: readonly (readonly TarSpec[])[];
  /** The `config` object of the image file, in the engine's own spelling. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly compress?: (layer: Buffer) => Buffer;
}

function parts({ layers, config = {}, compress = (layer) => layer }: ArchiveSpec) {
  const plain = layers.map((entries) => tar(entries));
  const file = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: plain.map(digest) },
    }),
  );
  return { file, blobs: plain.map(compress) };
}

const blob = (bytes: Buffer): string => `blobs/${digest(bytes).replace(':', '/')}`;

/** As `docker save` writes it: the manifest behind the layers. */
export function dockerArchive(spec: ArchiveSpec): Buffer {
  const { file, blobs } = parts(spec);
  const manifest = [{ Config: blob(file), RepoTags: ['x:latest'], Layers: blobs.map(blob) }];
  return tar([
    ...blobs.map((bytes) => ({ path: blob(bytes), content: bytes })),
    { path: blob(file), content: file },
    { path: 'manifest.json', content: JSON.stringify(manifest) },
  ]);
}

/** An OCI image layout whose index leads through a second index, with an attestation beside the image. */
export function ociArchive(spec: ArchiveSpec): Buffer {
  const { file, blobs } = parts(spec);
  const manifest = Buffer.from(
    JSON.stringify({
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digest(file) },
      layers: blobs.map((bytes) => ({
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        digest: digest(bytes),
      })),
    }),
  );
  const inner = Buffer.from(
    JSON.stringify({
      manifests: [
        {
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          digest: 'sha256:0',
          platform: { architecture: 'unknown' },
        },
        {
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          digest: digest(manifest),
          platform: { architecture: 'amd64' },
        },
      ],
    }),
  );
  const outer = {
    manifests: [{ mediaType: 'application/vnd.oci.image.index.v1+json', digest: digest(inner) }],
  };
  return tar([
    { path: 'index.json', content: JSON.stringify(outer) },
    ...[file, manifest, inner, ...blobs].map((bytes) => ({ path: blob(bytes), content: bytes })),
  ]);
}
