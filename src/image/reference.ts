/**
 * Image references: `registry/path/name:tag@digest`.
 *
 * The grammar is that of the distribution project's `reference` package (`regexp.go`), and what tells a registry
 * from a path is its `splitDockerDomain` (`normalize.go`). Nothing is normalised: a reference prints as it was.
 */
import type { ImageReference } from './types.ts';

/** The registry and namespace that a short name stands for. */
const defaultRegistry = 'docker.io';
const defaultNamespace = 'library';

/** Hosts that mean the default registry. */
const defaultRegistryNames: readonly string[] = [defaultRegistry, 'index.docker.io'];

/** Hosts that serve it. */
const hubNames: readonly string[] = [...defaultRegistryNames, 'registry-1.docker.io'];

/** Namespaces under which registries and their proxies serve the official images. */
const officialNamespace = new RegExp(`(^|/)${defaultNamespace}$`);

const hostLabel = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const registryGrammar = new RegExp(`^(?:${hostLabel}(?:\\.${hostLabel})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const componentGrammar = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const tagGrammar = /^\w[\w.-]{0,127}$/;
const digestGrammar = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** Lengths of the digests whose algorithm is registered (opencontainers/image-spec, descriptor.md): lower-case hex. */
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Repository names, registry not counted, are at most this long (`reference.go`, RepositoryNameTotalLengthMax). */
const longestName = 255;

/** Takes a reference apart; undefined for what no builder would take. Variables must have been replaced before. */
export function parseReference(text: string): ImageReference | undefined {
  // A bare image id is not a name.
  if (/^[a-f0-9]{64}$/.test(text)) return undefined;
  const { registry, rest } = splitRegistry(text);
  const at = rest.indexOf('@');
  const digest = at === -1 ? undefined : rest.slice(at + 1);
  const tagged = at === -1 ? rest : rest.slice(0, at);
  const colon = tagged.indexOf(':');
  const tag = colon === -1 ? undefined : tagged.slice(colon + 1);
  const path = colon === -1 ? tagged : tagged.slice(0, colon);
  const components = path.split('/');
  const name = components.at(-1) ?? '';
  const valid =
    (registry === undefined || registryGrammar.test(registry)) &&
    components.every((component) => componentGrammar.test(component)) &&
    path.length <= longestName &&
    (tag === undefined || tagGrammar.test(tag)) &&
    (digest === undefined || isDigest(digest));
  if (!valid) return undefined;
  return { registry, namespace: components.slice(0, -1).join('/') || undefined, name, tag, digest };
}

/** The first component is a registry if a path component couldn't look like it: with a dot, a port or capitals, or `localhost`. */
function splitRegistry(text: string): { readonly registry: string | undefined; readonly rest: string } {
  const slash = text.indexOf('/');
  const first = slash === -1 ? '' : text.slice(0, slash);
  const isRegistry = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  return isRegistry ? { registry: first, rest: text.slice(slash + 1) } : { registry: undefined, rest: text };
}

/** Whether a text is a digest: `sha256:` and 64 hexadecimal digits. */
export function isDigest(digest: string): boolean {
  if (!digestGrammar.test(digest)) return false;
  const colon = digest.indexOf(':');
  const length = digestLengths[digest.slice(0, colon)];
  const hex = digest.slice(colon + 1);
  return length === undefined || (hex.length === length && hex === hex.toLowerCase());
}

/** The reference as it is written. */
export function formatReference(reference: ImageReference): string {
  const { tag, digest } = reference;
  return `${pathOf(reference)}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

function pathOf({ registry, namespace, name }: ImageReference): string {
  return [registry, namespace, name].filter((part) => part !== undefined).join('/');
}

/**
 * The repository that the reference means, spelt out, without tag and digest: `golang`, `library/golang` and
 * `index.docker.io/golang` are all `docker.io/library/golang`.
 */
export function repositoryOf(reference: ImageReference): string {
  const { registry = defaultRegistry, namespace, name } = reference;
  if (!defaultRegistryNames.includes(registry)) return pathOf({ ...reference, registry });
  return `${defaultRegistry}/${namespace ?? defaultNamespace}/${name}`;
}

/** Whether the image is on Docker Hub. */
export function isOnHub({ registry }: Pick<ImageReference, 'registry'>): boolean {
  return registry === undefined || hubNames.includes(registry);
}

/** Whether it is where official images are: Docker Hub's, a proxy's, or a registry's own copy of one. */
export function isOfficial({ namespace }: Pick<ImageReference, 'namespace'>): boolean {
  return namespace === undefined || officialNamespace.test(namespace);
}

/** What is taken for granted of an official image that a registry has without a namespace: anybody can name one so. */
export function assumedCopy(reference: ImageReference): string | undefined {
  const { registry, namespace, name } = reference;
  return isOnHub(reference) || namespace !== undefined
    ? undefined
    : `${registry ?? ''}/${name} is a copy of the official ${name} image`;
}

/** Whether a tag names a Windows variant. */
export function isWindowsTag(tag: string | undefined): boolean {
  return /windows|nanoserver/.test(tag ?? '');
}
