/**
 * What the names and tags of the images of .NET say.
 *
 * Sources: dotnet/dotnet-docker, README.sdk.md and README.aspnet.md ("Full Tag Listing") with their history, and
 * documentation/supported-tags.md ("multi-platform tags refer to Ubuntu" from .NET 10 on, to Debian before).
 */
import type { Distribution, ImageReference } from '../../../src/image/types.ts';
import { runtimeOfSdk } from './releases.ts';

/** Where Microsoft publishes them. */
const registry = 'mcr.microsoft.com';
/** `dotnet/core` up to 3.1, `dotnet` since; `dotnet/nightly` for builds between releases. */
const namespaces: ReadonlySet<string> = new Set(['dotnet', 'dotnet/core', 'dotnet/nightly']);
/** Namespaces of a copy in another registry. */
const copied = /(^|\/)dotnet(\/core)?$/;

/** An image with the SDK. */
export interface SdkImage {
  /** As far as the tag says it: `8.0`, `8.0.404`; undefined for `latest`. */
  readonly version: string | undefined;
  /** `8.0`; undefined for `latest` and `8`. */
  readonly line: string | undefined;
  /** The number in front of it: 8. A tag that names none is of a current release. */
  readonly major: number;
  readonly distribution: Distribution;
  /** What stands behind the version: `-alpine3.20`, `-buster`, `-noble-aot`; '' for nothing. */
  readonly rest: string;
  /** What is taken for granted of it, in words. */
  readonly assumed: string | undefined;
}

export type NamedImage =
  | { readonly kind: 'sdk'; readonly image: SdkImage }
  /** On Docker Hub, where the images of .NET are no more. */
  | { readonly kind: 'removed' }
  /** Its name says .NET, and it is none of those that are known. */
  | { readonly kind: 'lookalike' }
  | { readonly kind: 'windows' };

/** Images that were on Docker Hub. Sources: dotnet/announcements#197, dotnet/dotnet-docker#2960. */
const removedImages: ReadonlySet<string> = new Set([
  'dotnet',
  'dotnet-nightly',
  'aspnetcore-build',
  'aspnetcore-build-nightly',
  'aspnet',
]);

/** A tag that names no release is of one that is current. */
const current = 10;

/** What a reference names; undefined for what has nothing to do with the SDK. */
export function namedImage(reference: ImageReference): NamedImage | undefined {
  const { name, namespace = '', tag, digest } = reference;
  const onDockerHub = reference.registry === undefined || /^(index\.)?docker\.io$/.test(reference.registry);
  if (onDockerHub && namespace === 'microsoft')
    return removedImages.has(name) ? { kind: 'removed' } : undefined;
  const ofMicrosoft = reference.registry === registry;
  if (ofMicrosoft && /^dotnet\/(core\/)?framework$|^(windows|dotnet\/framework)(\/|$)/.test(namespace))
    return { kind: 'windows' };
  const isSdk = name === 'sdk' && (ofMicrosoft ? namespaces.has(namespace) : copied.test(namespace));
  // What the configuration says is like it goes by the toolchain's own name.
  const isAlias = name === 'dotnet' && namespace === '' && reference.registry === undefined;
  if (!isSdk && !isAlias) {
    return !ofMicrosoft || namespace.includes('devcontainers') ? lookalike(reference) : undefined;
  }
  if (/windows|nanoserver/.test(tag ?? '')) return { kind: 'windows' };
  const assumed =
    ofMicrosoft || isAlias
      ? undefined
      : `${reference.registry ?? ''}/${namespace}/sdk is a copy of the official image`;
  return { kind: 'sdk', image: sdkOf(tag ?? (digest === undefined ? 'latest' : ''), assumed) };
}

function lookalike({ name, namespace = '' }: ImageReference): NamedImage | undefined {
  return /(^|[-_./])(dotnet(core)?|aspnetcore)([-_./]|$)/.test(`${namespace}/${name}`) &&
    /sdk|build|devcontainer|^dotnet(core)?$/.test(
      `${namespace.includes('devcontainers') ? 'devcontainer' : ''}${name}`,
    )
    ? { kind: 'lookalike' }
    : undefined;
}

const tagGrammar = /^(\d+(?:\.\d+){0,2}(?:-(?:preview|rc)(?:[.\d]*))?)?-?(.*)$/;

function sdkOf(tag: string, assumed: string | undefined): SdkImage {
  const [, version, rest = ''] = tagGrammar.exec(tag === 'latest' ? '' : tag) ?? [];
  const line = /^\d+\.\d+/.exec(version ?? '')?.[0];
  const major = version === undefined ? current : Number.parseInt(version, 10);
  return {
    version,
    line,
    major,
    distribution: distributionOf(rest, line),
    rest: rest === '' ? '' : `-${rest}`,
    assumed,
  };
}

/** Under the tags that name none, where they were last. */
const usual: Readonly<Record<string, Distribution>> = {
  '2.1': { family: 'debian', codename: 'stretch' },
  '2.2': { family: 'debian', codename: 'stretch' },
  '3.0': { family: 'debian', codename: 'buster' },
  '3.1': { family: 'debian', codename: 'buster' },
  '5.0': { family: 'debian', codename: 'buster' },
  '6.0': { family: 'debian', codename: 'bullseye' },
  '7.0': { family: 'debian', codename: 'bullseye' },
  '8.0': { family: 'debian', codename: 'bookworm' },
  '9.0': { family: 'debian', codename: 'bookworm' },
  '10.0': { family: 'ubuntu', codename: 'noble' },
  '11.0': { family: 'ubuntu', codename: 'resolute' },
};

function distributionOf(rest: string, line: string | undefined): Distribution {
  const alpine = /(?:^|-)alpine(\d+\.\d+)?(?:-|$)/.exec(rest);
  if (alpine !== null) {
    const [, release] = alpine;
    return { family: 'alpine', ...(release === undefined ? {} : { release }) };
  }
  const debian = /(?:^|-)(jessie|stretch|buster|bullseye|bookworm|trixie)(?:-|$)/.exec(rest)?.[1];
  if (debian !== undefined) return { family: 'debian', codename: debian };
  const ubuntu = /(?:^|-)(bionic|disco|focal|jammy|noble|resolute)(?:-|$)/.exec(rest)?.[1];
  if (ubuntu !== undefined) return { family: 'ubuntu', codename: ubuntu };
  if (withoutVariant(rest) !== '') return { family: 'other' };
  return (line === undefined ? undefined : usual[line]) ?? { family: 'ubuntu' };
}

/** Without the architecture, and what the SDK's images alone say. */
function withoutVariant(rest: string): string {
  return rest.replace(/(^|-)(amd64|arm64v8|arm32v7)$/, '').replace(/(^|-)aot$/, '');
}

/** Releases of Debian whose images of the runtime say that they are the slim one, where the SDK's don't. */
const slimAtRunTime = /^-(stretch|buster|bullseye)(?=$|-(?!slim))/;

/** The tag of the images that what is built here runs on. */
export interface RuntimeTag {
  readonly tag: string;
  /** The release of .NET is not known to be the one that the SDK brings: the latest one of the line. */
  readonly latest: boolean;
}

/** undefined for an image whose distribution is not known, or that only its digest tells. */
export function runtimeTag({ version, line, major, rest, distribution }: SdkImage): RuntimeTag | undefined {
  if (distribution.family === 'other') return undefined;
  const variant = rest.replace(/-aot(?=-|$)/, '').replace(slimAtRunTime, '-$1-slim');
  if (version === undefined) return { tag: `latest${variant}`.replace(/^latest-/, ''), latest: false };
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    // The numbers of a preview are the SDK's own up to the name of it.
    return { tag: `${version.replace(/^(\d+\.\d+)\.\d+-/, '$1.0-')}${variant}`, latest: false };
  }
  // Up to 2.2 an image of the SDK bore the number of it as well.
  const same = runtimeOfSdk(version);
  return same === undefined
    ? { tag: `${line ?? String(major)}${variant}`, latest: true }
    : { tag: `${same}${variant}`, latest: false };
}
