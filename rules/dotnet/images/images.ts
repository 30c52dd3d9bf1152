/**
 * What the images with the SDK of .NET bring, and the images that programs run on.
 *
 * Sources
 * - dotnet/dotnet-docker: the Dockerfiles of sdk, aspnet, runtime and runtime-deps for each release and distribution, and their
 *   history (environment, packages, user, where .NET lies); documentation/image-variants.md (no ICU and no zones on Alpine).
 * - README.sdk.md there: the SDK's images hold ASP.NET Core and the runtime, too.
 */
import { isInside } from '../../../src/evaluate/files/paths.ts';
import type { ImageFacts } from '../../../src/evaluate/types.ts';
import { accountsIn, debianAccounts, type Accounts } from '../../../src/image/accounts.ts';
import { baseOn, type RuntimeBase } from '../../../src/image/bases.ts';
import {
  distributionContains,
  emptyDirectoriesOf,
  filesOfPackage,
  isDistributionDirectory,
  topLevelNames,
} from '../../../src/image/contents.ts';
import { certificateBundle, zoneDirectory } from '../../../src/image/places.ts';
import type { Distribution, ImageReference } from '../../../src/image/types.ts';
import { plainImage, type WrittenImage } from '../../../src/toolchain/toolchain.ts';
import { namedImage, runtimeTag, type SdkImage } from './tags.ts';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Where .NET lies. */
export const dotnetRoot = '/usr/share/dotnet';

/** What the images of the runtime bring, by the names that needs ask for. */
export const runtimeNames = {
  dependencies: 'libraries that .NET is linked with',
  runtime: '.NET',
  aspnet: 'ASP.NET Core',
} as const;

/** From which major version on the images set the port 8080, and have a user of their own. */
const firstWithUser = 8;
/** The user that the images have: `APP_UID`. */
export const appUser = { name: 'app', uid: 1654, gid: 1654, home: '/home/app' } as const;

// ── The image with the SDK ───────────────────────────────────────────────────────────────────────────────────

/** The facts of an image with the SDK. */
export function factsOf(image: SdkImage): ImageFacts {
  const { version, distribution } = image;
  return plainImage({
    toolchain: 'dotnet',
    version,
    distribution,
    env: environmentOfSdk(image),
    workdir: '/',
    cmd:
      distribution.family === 'alpine'
        ? ['/bin/sh']
        : [distribution.family === 'ubuntu' ? '/bin/bash' : 'bash'],
    accounts: accountsOf(image),
    contains: (path) => contains(path, image),
    list: (place) => listIn(place, distribution),
    isDirectory: isDistributionDirectory,
    holdsNoSources: (directory) => !isInside(directory, '/usr/share') && !isInside(directory, '/root'),
  });
}

/** What both kinds of images set. */
function environmentOfBoth({ major }: SdkImage): Readonly<Record<string, string>> {
  return {
    PATH,
    DOTNET_RUNNING_IN_CONTAINER: 'true',
    ...(major >= firstWithUser ? { APP_UID: String(appUser.uid), ASPNETCORE_HTTP_PORTS: '8080' } : {}),
  };
}

function environmentOfSdk(image: SdkImage): Readonly<Record<string, string | undefined>> {
  const { major, distribution } = image;
  const onAlpine = distribution.family === 'alpine';
  return {
    ...environmentOfBoth(image),
    DOTNET_USE_POLLING_FILE_WATCHER: 'true',
    NUGET_XMLDOC_MODE: 'skip',
    DOTNET_SDK_VERSION: undefined,
    DOTNET_VERSION: undefined,
    ASPNET_VERSION: undefined,
    DOTNET_NOLOGO: undefined,
    DOTNET_GENERATE_ASPNET_CERTIFICATE: undefined,
    POWERSHELL_DISTRIBUTION_CHANNEL: undefined,
    ...urlsOf(major),
    ...(onAlpine ? { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: 'false' } : {}),
    ...(onAlpine && major < 5 ? { LC_ALL: 'en_US.UTF-8', LANG: 'en_US.UTF-8' } : {}),
  };
}

/**
 * Where ASP.NET Core listens. Up to 2.2 all images said port 80. From 3.0 to 7.0 those of the runtime do, and those of the SDK
 * don't: they set nothing, or (since 5.0) the empty text, which is the same (dotnet-docker#1322).
 */
function urlsOf(major: number): Readonly<Record<string, string>> {
  if (major < 3) return { ASPNETCORE_URLS: 'http://+:80' };
  return major < firstWithUser ? { ASPNETCORE_URLS: '' } : {};
}

function accountsOf({ major, distribution }: SdkImage): Accounts {
  const { users, groups } = accountsOfDistribution(distribution);
  return major < firstWithUser
    ? { users, groups }
    : { users: [...users, appUser], groups: [...groups, { name: appUser.name, gid: appUser.gid }] };
}

function accountsOfDistribution({ family }: Distribution): Accounts {
  return accountsIn(family) ?? debianAccounts;
}

const filled: ReadonlySet<string> = new Set(['/home', '/tmp']);

function listIn(place: string, distribution: Distribution): readonly string[] | undefined {
  if (place === '/') return topLevelNames;
  return emptyDirectoriesOf(distribution).has(place) && !filled.has(place) ? [] : undefined;
}

/** Commands that the SDK's images have: with .NET, and those that it or its users call. */
const ownCommands: ReadonlySet<string> = new Set(['dotnet']);

/** Those of the distribution. Up to 3.1 on Debian and Ubuntu of buildpack-deps' scm variant. */
function commandsOfSdk({ major, distribution }: SdkImage): readonly string[] {
  if (distribution.family === 'alpine') return major >= 6 ? ['curl', 'git'] : [];
  return ['curl', 'git', 'wget'];
}

function contains(path: string, image: SdkImage): 'yes' | 'no' | 'unknown' {
  if (path === dotnetRoot || path === `${dotnetRoot}/dotnet`) return 'yes';
  const name = /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(path)?.[1];
  if (name !== undefined && (ownCommands.has(name) || commandsOfSdk(image).includes(name))) return 'yes';
  if (name === 'pwsh' || name === 'dnx' || name === 'ps') return 'unknown';
  if (['/usr/share', '/root', '/opt', '/tmp'].some((place) => isInside(path, place) && path !== place))
    return 'unknown';
  if (filesOfPackage('ca-certificates').includes(path) || path === certificateBundle) return 'yes';
  if (path === zoneDirectory) return image.major >= firstWithUser ? 'yes' : 'unknown';
  return distributionContains(path, image.distribution);
}

// ── Images that programs run on ──────────────────────────────────────────────────────────────────────────────

/** The repositories, from the smallest on, with what each brings. Sizes are of README.md and of the listed layers, rounded. */
const repositories = [
  { name: 'runtime-deps', brings: [runtimeNames.dependencies], unpacked: 120, compressed: 45, rank: 7 },
  {
    name: 'runtime',
    brings: [runtimeNames.dependencies, runtimeNames.runtime],
    unpacked: 195,
    compressed: 75,
    rank: 8,
  },
  {
    name: 'aspnet',
    brings: [runtimeNames.dependencies, runtimeNames.runtime, runtimeNames.aspnet],
    unpacked: 220,
    compressed: 87,
    rank: 9,
  },
] as const;

/** The images without the SDK of the same release and distribution. */
export function dotnetRuntimes(_facts: ImageFacts, written: WrittenImage): readonly RuntimeBase[] {
  const found = namedImage(written.reference);
  if (found?.kind !== 'sdk') return [];
  return repositories.flatMap((repository) => {
    const reference = referenceOf(repository.name, found.image, written);
    return reference === undefined ? [] : [runtimeBase(reference, repository, found.image)];
  });
}

function runtimeBase(
  reference: string,
  { name, brings, rank, unpacked, compressed }: (typeof repositories)[number],
  image: SdkImage,
): RuntimeBase {
  const { major, line, version, distribution } = image;
  const base = baseOn(distribution, reference);
  const onAlpine = distribution.family === 'alpine';
  return {
    ...base,
    reference,
    rank,
    size: onAlpine ? { compressed: compressed - 25, unpacked: unpacked - 70 } : { compressed, unpacked },
    runtimes: brings.map((brought) => ({ name: brought, version: line ?? version ?? 'of the same tag' })),
    files: [...base.files, certificateBundle],
    certificates: certificateBundle,
    timeZones: hasZones(image) ? zoneDirectory : base.timeZones,
    accounts: accountsOf(image),
    programs: new Set([...base.programs, ...(name === 'runtime-deps' ? [] : ['dotnet'])]),
    config: {
      ...base.config,
      env: {
        ...base.config.env,
        ...environmentOfBoth(image),
        ...(major < firstWithUser ? { ASPNETCORE_URLS: 'http://+:80' } : {}),
        ...(onAlpine ? { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: 'true' } : {}),
      },
    },
  };
}

/** tzdata is among the packages of the images on Debian and Ubuntu since 8.0. */
function hasZones({ major, distribution }: SdkImage): boolean {
  return distribution.family === 'debian' || (distribution.family === 'ubuntu' && major >= firstWithUser);
}

/**
 * What FROM says for an image of the repository, in the registry of the image that builds. A variable stays in its place where the
 * same text names both images.
 */
function referenceOf(
  repository: string,
  image: SdkImage,
  { reference, written }: WrittenImage,
): string | undefined {
  const found = runtimeTag(image);
  if (found === undefined) return undefined;
  const { registry, namespace, name, tag = 'latest' } = reference;
  if (name === 'dotnet') return `mcr.microsoft.com/dotnet/${repository}:${found.tag}`;
  const place = [registry, namespace].flatMap((part) => (part === undefined ? [] : [`${part}/`])).join('');
  if (!written.includes('$')) return `${place}${repository}:${found.tag}`;
  const [plain = ''] = written.split('@');
  const colon = /:(?=[^/]*$)/.exec(plain)?.index ?? plain.length;
  const [path, given] = [plain.slice(0, colon), plain.slice(colon + 1)];
  // The name of the repository has to stand there to be replaced, and the tag be the same for both.
  return found.tag === tag && path.endsWith('/sdk')
    ? `${path.slice(0, -'sdk'.length)}${repository}${given === '' ? '' : `:${given}`}`
    : undefined;
}

/** Why there is no image that what is built runs on; undefined where there is one. */
export function whyNoRuntime(reference: ImageReference, written: string): string | undefined {
  const found = namedImage(reference);
  if (found?.kind !== 'sdk') return 'what it contains is not known';
  const { image } = found;
  if (runtimeTag(image) === undefined)
    return `what the images on ${image.rest.slice(1)} contain is not known`;
  return referenceOf('aspnet', image, { reference, written }) === undefined
    ? 'its tag hangs on a build argument, and the images without the SDK go by another one'
    : undefined;
}

/** Whether the release of .NET that the SDK brings is not known: then the latest one of its line runs what is built. */
export function isLatestOfLine(reference: ImageReference): boolean {
  const found = namedImage(reference);
  return found?.kind === 'sdk' && runtimeTag(found.image)?.latest === true;
}
