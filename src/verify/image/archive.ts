/**
 * An image saved to one tar file: the layout of `docker save` (`manifest.json`) or an OCI image layout
 * (`index.json`). Both keep their manifest behind the layers, so the file is indexed first and read in place.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { Duplex, Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import * as v from 'valibot';
import { fileSource, streamSource, type ByteSource } from './bytes.ts';
import { imageConfig, imageFileSchema, type ImageConfig } from './config.ts';
import { ArchiveError, readTar } from './tar.ts';

export interface ImageArchive {
  readonly config: ImageConfig;
  /** From the lowest to the highest. */
  readonly layers: readonly ArchivedLayer[];
  readonly close: () => Promise<void>;
}

export interface ArchivedLayer {
  /** Digest of the uncompressed layer: the same layer has the same one in every image. */
  readonly diffId: string;
  /** The uncompressed layer. */
  readonly open: () => Promise<ByteSource>;
}

const dockerManifestSchema = v.array(v.object({ Config: v.string(), Layers: v.array(v.string()) }));
const ociDescriptorSchema = v.object({
  mediaType: v.optional(v.string(), ''),
  digest: v.string(),
  platform: v.optional(v.object({ architecture: v.optional(v.string(), '') })),
});
const ociIndexSchema = v.object({ manifests: v.array(ociDescriptorSchema) });
const ociManifestSchema = v.object({ config: ociDescriptorSchema, layers: v.array(ociDescriptorSchema) });

interface Member {
  readonly offset: number;
  readonly size: number;
}
type Members = ReadonlyMap<string, Member>;

/** Opens a saved image. Throws `ArchiveError` if it is none that can be read. */
export async function openArchive(path: string): Promise<ImageArchive> {
  const handle = await open(path, 'r');
  try {
    const members = await indexMembers(handle);
    const parts = members.has('manifest.json')
      ? await dockerParts(handle, members)
      : await ociParts(handle, members);
    const file = await readJson(handle, members, parts.config, imageFileSchema);
    const diffIds = file.rootfs.diff_ids;
    if (diffIds.length !== parts.layers.length) {
      throw new ArchiveError(
        `the image has ${parts.layers.length} layers and ${diffIds.length} layer digests`,
      );
    }
    const layers = parts.layers.map((name, index): ArchivedLayer => {
      const member = memberOf(members, name);
      return { diffId: diffIds[index] ?? name, open: () => openLayer(handle, member) };
    });
    return { config: imageConfig(file), layers, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function indexMembers(handle: FileHandle): Promise<Members> {
  const { size } = await handle.stat();
  const members = new Map<string, Member>();
  for await (const entry of readTar(fileSource(handle, 0, size))) {
    if (entry.type === 'file') members.set(entry.path, { offset: entry.offset, size: entry.size });
    // Engines before 25 store a layer that several images share once, and link to it.
    else if (entry.type === 'symlink' || entry.type === 'hardlink') {
      const target = members.get(linkTarget(entry.path, entry.target, entry.type));
      if (target !== undefined) members.set(entry.path, target);
    }
  }
  return members;
}

function linkTarget(path: string, target: string, type: 'symlink' | 'hardlink'): string {
  const parts = type === 'symlink' ? path.split('/').slice(0, -1) : [];
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

interface Parts {
  readonly config: string;
  readonly layers: readonly string[];
}

async function dockerParts(handle: FileHandle, members: Members): Promise<Parts> {
  const [image, ...more] = await readJson(handle, members, 'manifest.json', dockerManifestSchema);
  if (image === undefined) throw new ArchiveError('the archive holds no image');
  if (more.length > 0) throw new ArchiveError(`the archive holds ${more.length + 1} images`);
  return { config: image.Config, layers: image.Layers };
}

/** Follows nested indexes; attestations are manifests for the platform `unknown`. */
async function ociParts(handle: FileHandle, members: Members): Promise<Parts> {
  let name = 'index.json';
  for (let depth = 0; depth < 4; depth += 1) {
    const { manifests } = await readJson(handle, members, name, ociIndexSchema);
    const chosen = manifests.find(({ platform }) => platform?.architecture !== 'unknown');
    if (chosen === undefined) break;
    name = blobName(chosen.digest);
    if (!/index|list/.test(chosen.mediaType)) {
      const manifest = await readJson(handle, members, name, ociManifestSchema);
      return {
        config: blobName(manifest.config.digest),
        layers: manifest.layers.map(({ digest }) => blobName(digest)),
      };
    }
  }
  throw new ArchiveError('the archive holds no image');
}

function blobName(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function memberOf(members: Members, name: string): Member {
  const member = members.get(name);
  if (member === undefined) throw new ArchiveError(`the archive has no ${name}`);
  return member;
}

async function readJson<Schema extends v.GenericSchema>(
  handle: FileHandle,
  members: Members,
  name: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const { offset, size } = memberOf(members, name);
  const bytes = await fileSource(handle, offset, offset + size).read(size);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new ArchiveError(`${name} in the archive is not JSON`);
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new ArchiveError(`${name} in the archive: ${v.getDotPath(issue) ?? 'value'}: ${issue.message}`);
}

async function openLayer(handle: FileHandle, { offset, size }: Member): Promise<ByteSource> {
  const magic = await fileSource(handle, offset, offset + size).read(4);
  const decompress = decompressor(magic);
  if (decompress === undefined) return fileSource(handle, offset, offset + size);
  return streamSource(Readable.from(chunksOf(fileSource(handle, offset, offset + size))).pipe(decompress));
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk = await source.read(256 * 1024);
    if (chunk.length === 0) return;
    yield chunk;
  }
}

/** By the format's magic number: RFC 1952 (gzip), RFC 8878 (Zstandard). */
function decompressor(magic: Buffer): Duplex | undefined {
  if (magic.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) return zlib.createGunzip();
  if (magic.equals(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]))) {
    // Node has Zstandard since 22.15; on older releases the function isn't there.
    const create: unknown = Reflect.get(zlib, 'createZstdDecompress');
    const stream: unknown = typeof create === 'function' ? Reflect.apply(create, undefined, []) : undefined;
    if (stream instanceof Duplex) return stream;
    throw new ArchiveError(
      'a layer is compressed with zstd, which this Node.js cannot read: use Node.js 22.15 or newer',
    );
  }
  return undefined;
}
