/**
 * The images with Node: which references name them, what they bring, and the images that programs run on.
 *
 * Sources
 * - nodejs/docker-node: Dockerfile-debian.template, Dockerfile-slim.template, Dockerfile-alpine.template (environment, user,
 *   entrypoint, what is removed again), docker-entrypoint.sh, README.md and generate-stackbrew-library.sh (tags).
 * - docker-library/buildpack-deps, Dockerfile.template: what the Debian variants are built on.
 */
import { isInside } from '../../src/evaluate/files/paths.ts';
import type { ImageFacts } from '../../src/evaluate/types.ts';
import { alpineAccounts, debianAccounts, type Accounts } from '../../src/image/accounts.ts';
import { alpineBase, debianSlimBase, type RuntimeBase } from '../../src/image/bases.ts';
import { debianBasePackage } from '../../src/image/base-programs.ts';
import { distributionContains, filesOfPackage, isDistributionDirectory } from '../../src/image/contents.ts';
import { assumedCopy, isOfficial, isWindowsTag } from '../../src/image/reference.ts';
import type { Distribution, ImageReference } from '../../src/image/types.ts';
import { plainImage, type WrittenImage } from '../../src/toolchain/toolchain.ts';

export type NodeImage =
  | { readonly kind: 'node'; readonly facts: ImageFacts; readonly assumed: string | undefined }
  /** Its name says node, but it isn't the official one. */
  | { readonly kind: 'lookalike' }
  | { readonly kind: 'windows' };

export type Variant = 'full' | 'slim' | 'alpine' | 'unknown';

/** What a tag says. */
interface NodeTag {
  readonly major: number | undefined;
  readonly version: string | undefined;
  readonly distribution: Distribution;
  readonly variant: Variant;
  readonly onbuild: boolean;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The script that every image starts with: it puts `node` in front of what is no command. */
export const entrypointScript = 'docker-entrypoint.sh';

/** The facts of a reference if it names an image with Node, or says that it only looks like one. */
export function nodeImage(reference: ImageReference): NodeImage | undefined {
  const { name, tag, digest } = reference;
  if (!/(^|[-_.])(node|nodejs|iojs)($|[-_.\d])/.test(name)) return undefined;
  if (name !== 'node' || !isOfficial(reference)) return { kind: 'lookalike' };
  if (isWindowsTag(tag)) return { kind: 'windows' };
  const given = tag ?? (digest === undefined ? 'latest' : undefined);
  return { kind: 'node', facts: factsOf(parseTag(given)), assumed: assumedCopy(reference) };
}

/** Names of the lines with long-term support. Source: nodejs/Release, schedule.json. */
const lines: Readonly<Record<string, number>> = {
  argon: 4,
  boron: 6,
  carbon: 8,
  dubnium: 10,
  erbium: 12,
  fermium: 14,
  gallium: 16,
  hydrogen: 18,
  iron: 20,
  jod: 22,
  krypton: 24,
};

/**
 * Debian under the tags that name none, for the versions whose images move no more or stay with it. Source: the history of
 * docker-node's generate-stackbrew-library.sh.
 */
function suiteOf(major: number | undefined): string | undefined {
  if (major === undefined) return undefined;
  if (major < 8) return 'jessie';
  if (major < 14) return 'stretch';
  if (major === 14) return 'buster';
  return major === 18 || major === 20 || major === 22 ? 'bookworm' : undefined;
}

function parseTag(tag: string | undefined): NodeTag {
  // A digest alone says nothing of version or variant.
  if (tag === undefined) {
    const distribution: Distribution = { family: 'other' };
    return { major: undefined, version: undefined, distribution, variant: 'unknown', onbuild: false };
  }
  const number = /^v?(\d+(?:\.\d+){0,2})(?=$|-)/.exec(tag)?.[1];
  const line = lines[/^[a-z]+/.exec(tag)?.[0] ?? ''];
  const version = number ?? (line === undefined ? undefined : String(line));
  const major = version === undefined ? undefined : Number(version.split('.')[0]);
  const onbuild = /(^|-)onbuild$/.test(tag);
  const alpine = /(?:^|-)alpine(\d+\.\d+)?$/.exec(tag);
  if (alpine !== null) {
    const [, release] = alpine;
    const distribution: Distribution = { family: 'alpine', ...(release === undefined ? {} : { release }) };
    return { major, version, distribution, variant: 'alpine', onbuild };
  }
  const suite = /(?:^|-)(wheezy|jessie|stretch|buster|bullseye|bookworm|trixie|forky)(?:-|$)/.exec(tag)?.[1];
  const codename = suite ?? suiteOf(major);
  const distribution: Distribution = { family: 'debian', ...(codename === undefined ? {} : { codename }) };
  return { major, version, distribution, variant: /(^|-)slim$/.test(tag) ? 'slim' : 'full', onbuild };
}

/** Commands that the images have beside those of their distribution. */
const ownCommands = ['node', 'npm'];
/** Those that only some versions have: npx came with npm 5, yarn and corepack come and go. */
const perhapsCommands = ['nodejs', 'npx', 'yarn', 'yarnpkg', 'corepack', entrypointScript];

function factsOf(tag: NodeTag): ImageFacts {
  const { version, distribution, onbuild } = tag;
  return plainImage({
    toolchain: 'node',
    version,
    distribution,
    env: {
      PATH,
      NODE_VERSION: version?.split('.').length === 3 ? version : undefined,
      YARN_VERSION: undefined,
    },
    cmd: ['node'],
    entrypoint: hasEntrypoint(version) ? [entrypointScript] : undefined,
    onbuild,
    accounts: accountsOf(distribution),
    contains: (path) => contains(path, tag),
    isDirectory: isDistributionDirectory,
    holdsNoSources: (directory) => !isInside(directory, '/usr/local/lib') && !isInside(directory, '/opt'),
  });
}

/** The first releases of each line whose images were made with it (docker-node#1039, May 2019). */
const entrypointSince: Readonly<Record<number, string>> = { 8: '8.16.1', 10: '10.16.0', 12: '12.4.0' };

function hasEntrypoint(version: string | undefined): boolean {
  if (version === undefined) return true;
  const [major = 0, minor, patch] = version.split('.').map(Number);
  if (major < 8 || major === 9 || major === 11) return false;
  const [, minorSince = 0, patchSince = 0] = (entrypointSince[major] ?? '').split('.').map(Number);
  // A tag without a patch release is of the last one.
  if (minor === undefined || minor > minorSince) return true;
  return minor === minorSince && (patch === undefined || patch >= patchSince);
}

/** `node`, 1000:1000, beside what the distribution has. */
function accountsOf({ family }: Distribution): Accounts {
  const { users, groups } = family === 'alpine' ? alpineAccounts : debianAccounts;
  return {
    users: [...users, { name: 'node', uid: 1000, gid: 1000, home: '/home/node' }],
    groups: [...groups, { name: 'node', gid: 1000 }],
  };
}

function contains(path: string, { distribution, variant }: NodeTag): 'yes' | 'no' | 'unknown' {
  // Beside the settings of shells its home holds nothing.
  if (/^\/home\/node\/[^.]/.test(path)) return 'no';
  if (path === '/home/node' || path === '/usr/local/lib/node_modules') return 'yes';
  const own = /^\/usr\/local\/bin\/([^/]+)$/.exec(path)?.[1];
  if (own !== undefined) {
    if (ownCommands.includes(own)) return 'yes';
    return perhapsCommands.includes(own) ? 'unknown' : 'no';
  }
  if (['/usr/local/lib', '/usr/local/include', '/opt', '/home/node'].some((place) => isInside(path, place)))
    return 'unknown';
  const name = /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(path)?.[1];
  if (variant === 'full') {
    if (name !== undefined && debianBasePackage(name, distribution.codename) !== undefined) return 'yes';
    if (fullFiles.has(path)) return 'yes';
  }
  return distributionContains(path, distribution);
}

const fullFiles: ReadonlySet<string> = new Set([
  ...['ca-certificates', 'media-types', 'netbase', 'tzdata'].flatMap(filesOfPackage),
  ...['gcc', 'g++', 'git', 'make', 'python3', 'curl', 'wget'].map((name) => `/usr/bin/${name}`),
]);

/** The variant of an image, by its facts as the evaluation hands them on. */
export function variantOf(facts: ImageFacts): Variant {
  if (facts.distribution.family === 'alpine') return 'alpine';
  if (facts.distribution.family !== 'debian') return 'unknown';
  return facts.contains('/usr/bin/git') === 'yes' ? 'full' : 'slim';
}

/** The slim variant of the same version and distribution; a slim or alpine image itself. */
export function nodeRuntimes(facts: ImageFacts, image: WrittenImage): readonly RuntimeBase[] {
  const variant = variantOf(facts);
  const reference = variant === 'full' ? slimReference(image) : image.written;
  const { distribution, version } = facts;
  if (reference === undefined || variant === 'unknown') return [];
  const base =
    variant === 'alpine' ? alpineBase(distribution.release) : debianSlimBase(distribution.codename);
  return [
    {
      ...base,
      reference,
      rank: 6,
      size: variant === 'alpine' ? { compressed: 50, unpacked: 150 } : { compressed: 75, unpacked: 230 },
      libraries: [...base.libraries, 'libstdc++.so.6', 'libgcc_s.so.1'],
      runtimes: [{ name: 'node', version: version ?? 'of the same tag' }],
      files: [...base.files, '/home/node'],
      accounts: accountsOf(distribution),
      // yarn is asked for only where the version is known to have it.
      programs: new Set([...base.programs, ...ownCommands, 'npx', 'yarn']),
      config: {
        ...base.config,
        env: { ...base.config.env, PATH },
        entrypoint: facts.entrypoint,
        cmd: facts.cmd,
      },
    },
  ];
}

/** Distributions of which no slim image was published under the same name. */
const withoutSlim = /(^|-)(wheezy|jessie)$/;

/** The text of FROM for the slim variant; variables stay, where what they stand for leaves room behind it. */
function slimReference({ reference, written }: WrittenImage): string | undefined {
  const { tag } = reference;
  if (tag !== undefined && withoutSlim.test(tag)) return undefined;
  if (written.includes('$')) {
    const open = tag === undefined || tag === 'latest' || reference.digest !== undefined;
    return open ? undefined : `${written}-slim`;
  }
  const [plain = ''] = written.split('@');
  const colon = plain.indexOf(':', plain.lastIndexOf('/') + 1);
  const repository = colon < 0 ? plain : plain.slice(0, colon);
  return tag === undefined || tag === 'latest' ? `${repository}:slim` : `${repository}:${tag}-slim`;
}
