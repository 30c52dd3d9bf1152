/**
 * The images with Python: which references name them, what they bring, and the images that programs run on.
 *
 * Sources
 * - docker-library/python: Dockerfile-linux.template (environment, what is built and removed again, which packages a slim and an
 *   alpine image keep), generate-stackbrew-library.sh (tags), and the history of both.
 * - docker-library/buildpack-deps, Dockerfile.template: what the Debian variants are built on.
 */
import type { ImageFacts } from '../../src/evaluate/types.ts';
import { isInside } from '../../src/evaluate/files/paths.ts';
import { alpineBase, debianSlimBase, type RuntimeBase } from '../../src/image/bases.ts';
import { debianBasePackage } from '../../src/image/base-programs.ts';
import { distributionContains, filesOfPackage, isDistributionDirectory } from '../../src/image/contents.ts';
import { certificateBundle, zoneDirectory } from '../../src/image/places.ts';
import { assumedCopy, isOfficial, isWindowsTag } from '../../src/image/reference.ts';
import type { Distribution, ImageReference } from '../../src/image/types.ts';
import { plainImage, type WrittenImage } from '../../src/toolchain/toolchain.ts';

export type PythonImage =
  | { readonly kind: 'python'; readonly facts: ImageFacts; readonly assumed: string | undefined }
  /** Its name says python, but it isn't the official one. */
  | { readonly kind: 'lookalike' }
  | { readonly kind: 'conda' }
  | { readonly kind: 'windows' };

export type Variant = 'full' | 'slim' | 'alpine' | 'unknown';

/** What a tag says. */
interface PythonTag {
  /** `3.11.4`, `3.11`, `3`. */
  readonly version: string | undefined;
  readonly distribution: Distribution;
  readonly variant: Variant;
  readonly onbuild: boolean;
}

const PATH = '/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Where the interpreter of the images lies, and packages that are installed for it. */
export const imagePrefix = '/usr/local';

/** Names of images with conda. Source: their repositories (anaconda, conda-forge, mamba-org). */
const condaImages = /^(mini|ana)conda[23]?$|^(mini|mamba)forge3?$|^(micro)?mamba$|(^|-)conda(-|$)/;

/** The facts of a reference if it names an image with Python, or says that it only looks like one. */
export function pythonImage(reference: ImageReference): PythonImage | undefined {
  const { name, tag, digest, namespace } = reference;
  if (condaImages.test(name)) return { kind: 'conda' };
  if (!/(^|[-_.])python($|[-_.\d])/.test(name) || namespace?.includes('distroless') === true)
    return undefined;
  if (name !== 'python' || !isOfficial(reference)) return { kind: 'lookalike' };
  if (isWindowsTag(tag)) return { kind: 'windows' };
  const given = tag ?? (digest === undefined ? 'latest' : undefined);
  return { kind: 'python', facts: factsOf(parseTag(given)), assumed: assumedCopy(reference) };
}

/**
 * Debian under the tags that name none, for images that move no more: of each minor version the last patch release whose image was
 * replaced by the next one's while a release of Debian was the default. Sources: the history of docker-library/python's
 * versions.json and generate-stackbrew-library.sh (the default changed with Debian 9 in June 2018, 10 in July 2019, 11 in August
 * 2021, 12 in June 2023, 13 in August 2025); python.org/downloads (dates of the patch releases).
 */
const suites: Readonly<Record<string, readonly (readonly [patch: number, codename: string])[]>> = {
  '2.7': [
    [14, 'jessie'],
    [15, 'stretch'],
    [18, 'buster'],
  ],
  '3.3': [[7, 'jessie']],
  '3.4': [
    [7, 'jessie'],
    [10, 'stretch'],
  ],
  '3.5': [
    [4, 'jessie'],
    [6, 'stretch'],
    [10, 'buster'],
  ],
  '3.6': [
    [4, 'jessie'],
    [8, 'stretch'],
    [14, 'buster'],
    [15, 'bullseye'],
  ],
  '3.7': [
    [3, 'stretch'],
    [11, 'buster'],
    [16, 'bullseye'],
    [17, 'bookworm'],
  ],
  '3.8': [
    [11, 'buster'],
    [16, 'bullseye'],
    [20, 'bookworm'],
  ],
  '3.9': [
    [6, 'buster'],
    [16, 'bullseye'],
    [22, 'bookworm'],
    [25, 'trixie'],
  ],
  '3.10': [
    [11, 'bullseye'],
    [17, 'bookworm'],
  ],
  '3.11': [
    [3, 'bullseye'],
    [12, 'bookworm'],
  ],
  '3.12': [[10, 'bookworm']],
  '3.13': [[5, 'bookworm']],
};

/** The last minor version without further releases whose tag moves no more. Source: devguide.python.org/versions. */
const lastEnded = 9;

function suiteOf(version: string | undefined): string | undefined {
  const [major, minor, patch] = (version ?? '').split('.');
  const known = suites[major === '2' ? '2.7' : `${major ?? ''}.${minor ?? ''}`];
  const ended = major === '2' || Number(minor) <= lastEnded;
  if (patch === undefined) return ended ? known?.at(-1)?.[1] : undefined;
  return known?.find(([last]) => Number(patch) <= last)?.[1];
}

function parseTag(tag: string | undefined): PythonTag {
  // A digest alone says nothing of version or variant.
  if (tag === undefined) {
    return { version: undefined, distribution: { family: 'other' }, variant: 'unknown', onbuild: false };
  }
  const version = /^(\d+(?:\.\d+){0,2})(?:-?(?:rc|a|b)\d*)?(?=$|-)/.exec(tag)?.[1];
  const onbuild = /(^|-)onbuild$/.test(tag);
  const alpine = /(?:^|-)alpine(\d+\.\d+)?$/.exec(tag);
  if (alpine !== null) {
    const [, release] = alpine;
    const distribution: Distribution = { family: 'alpine', ...(release === undefined ? {} : { release }) };
    return { version, distribution, variant: 'alpine', onbuild };
  }
  const suite = /(?:^|-)(wheezy|jessie|stretch|buster|bullseye|bookworm|trixie|forky)(?:-|$)/.exec(tag)?.[1];
  const codename = suite ?? suiteOf(version);
  const distribution: Distribution = { family: 'debian', ...(codename === undefined ? {} : { codename }) };
  return { version, distribution, variant: /(^|-)slim(-|$)/.test(tag) ? 'slim' : 'full', onbuild };
}

/** `3.11` of `3.11.4`; undefined where the tag names no minor version. */
export function minorOf({ version }: Pick<ImageFacts, 'version'>): string | undefined {
  return /^\d+\.\d+/.exec(version ?? '')?.[0];
}

/** Commands that the images have beside those of their distribution. */
function ownCommands(version: string | undefined): readonly string[] {
  const [major, minor] = (version ?? '').split('.');
  return [
    'python',
    'pip',
    ...(major === undefined || major === '' ? [] : [`python${major}`, `pip${major}`]),
    ...(minor === undefined ? [] : [`python${major}.${minor}`, `pip${major}.${minor}`]),
  ];
}

/** Those that only some versions have, or that are there under a name with the version. */
const perhapsCommands = /^(python|pip|idle|pydoc|2to3|easy_install|wheel|smtpd|virtualenv)[\d.]*(-config)?$/;

function factsOf(tag: PythonTag): ImageFacts {
  const { version, distribution, onbuild } = tag;
  return plainImage({
    toolchain: 'python',
    version,
    distribution,
    env: {
      PATH,
      PYTHON_VERSION: version?.split('.').length === 3 ? version : undefined,
      // Some versions' images set it, to C.UTF-8.
      LANG: undefined,
      GPG_KEY: undefined,
      PYTHON_SHA256: undefined,
      PYTHON_PIP_VERSION: undefined,
      PYTHON_SETUPTOOLS_VERSION: undefined,
      PYTHON_GET_PIP_URL: undefined,
      PYTHON_GET_PIP_SHA256: undefined,
    },
    cmd: [version?.startsWith('2') === true ? 'python2' : 'python3'],
    onbuild,
    contains: (path) => contains(path, tag),
    isDirectory: isDistributionDirectory,
    holdsNoSources: (directory) => !isInside(directory, '/usr/local/lib') && !isInside(directory, '/usr/lib'),
  });
}

function contains(path: string, { version, distribution, variant }: PythonTag): 'yes' | 'no' | 'unknown' {
  const own = /^\/usr\/local\/bin\/([^/]+)$/.exec(path)?.[1];
  if (own !== undefined) {
    if (ownCommands(version).includes(own)) return 'yes';
    return perhapsCommands.test(own) ? 'unknown' : 'no';
  }
  const minor = minorOf({ version });
  const library = `/usr/local/lib/python${minor ?? ''}`;
  if (minor !== undefined && [library, `${library}/site-packages`].includes(path)) return 'yes';
  if (['/usr/local/lib', '/usr/local/include'].some((place) => isInside(path, place) && path !== place))
    return 'unknown';
  if (variant === 'alpine' && [certificateBundle, zoneDirectory].includes(path)) return 'yes';
  if (variant === 'slim' && slimFiles.has(path)) return 'yes';
  const name = /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(path)?.[1];
  if (variant === 'full') {
    if (name !== undefined && debianBasePackage(name, distribution.codename) !== undefined) return 'yes';
    if (slimFiles.has(path) || fullFiles.has(path)) return 'yes';
  }
  return distributionContains(path, distribution);
}

/** Of the packages that slim images keep. */
const slimFiles: ReadonlySet<string> = new Set(
  ['ca-certificates', 'netbase', 'tzdata'].flatMap(filesOfPackage),
);

const fullFiles: ReadonlySet<string> = new Set([
  ...['media-types'].flatMap(filesOfPackage),
  ...['gcc', 'g++', 'git', 'make', 'curl', 'wget'].map((name) => `/usr/bin/${name}`),
]);

/** The variant of an image, by its facts as the evaluation hands them on. */
export function variantOf(facts: ImageFacts): Variant {
  if (facts.distribution.family === 'alpine') return 'alpine';
  if (facts.distribution.family !== 'debian') return 'unknown';
  return facts.contains('/usr/bin/git') === 'yes' ? 'full' : 'slim';
}

/** The slim variant of the same version and distribution; a slim or alpine image itself. */
export function pythonRuntimes(facts: ImageFacts, image: WrittenImage): readonly RuntimeBase[] {
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
      size: variant === 'alpine' ? { compressed: 17, unpacked: 46 } : { compressed: 43, unpacked: 118 },
      certificates: certificateBundle,
      timeZones: zoneDirectory,
      libraries: [...base.libraries, ...libraries],
      runtimes: [{ name: 'python', version: version ?? 'of the same tag' }],
      files: [...base.files, ...slimFiles, '/etc/ssl/certs'],
      programs: new Set([...base.programs, ...ownCommands(version), 'python3', 'pip3']),
      config: { ...base.config, env: { ...base.config.env, PATH }, entrypoint: undefined, cmd: facts.cmd },
    },
  ];
}

/** What the interpreter of every image is linked with, in the names that all releases share. */
const libraries: readonly string[] = ['libz.so.1', 'libsqlite3.so.0', 'liblzma.so.5'];

/** Distributions of which no slim image was published under the same name. */
const withoutSlim = /(^|-)wheezy$/;

/** `-bookworm` at the end of a tag: slim comes in front of it. */
const suiteAtEnd = /-(jessie|stretch|buster|bullseye|bookworm|trixie|forky)$/;

/** The text of FROM for the slim variant; variables stay, where what they stand for leaves room around it. */
function slimReference({ reference, written }: WrittenImage): string | undefined {
  const { tag } = reference;
  if (tag !== undefined && withoutSlim.test(tag)) return undefined;
  if (written.includes('$')) {
    const open = tag === undefined || tag === 'latest' || reference.digest !== undefined;
    // What stands in a variable at the end may name the release of Debian itself.
    const named = suiteAtEnd.test(tag ?? '') && !suiteAtEnd.test(written);
    return open || named ? undefined : withSlim(written);
  }
  const [plain = ''] = written.split('@');
  const colon = plain.indexOf(':', plain.lastIndexOf('/') + 1);
  const repository = colon < 0 ? plain : plain.slice(0, colon);
  return tag === undefined || tag === 'latest' ? `${repository}:slim` : `${repository}:${withSlim(tag)}`;
}

function withSlim(text: string): string {
  return suiteAtEnd.test(text) ? text.replace(suiteAtEnd, '-slim-$1') : `${text}-slim`;
}
