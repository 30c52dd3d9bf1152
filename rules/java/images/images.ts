/**
 * What the images with Java bring, and the images that programs run on.
 *
 * Sources
 * - docker-library/openjdk: Dockerfile-linux.template and the Dockerfiles of its history (JAVA_HOME, PATH, packages, CMD).
 * - adoptium/containers: {8,17}/{jdk,jre}/{ubuntu,alpine} (JAVA_HOME, LANG, curl, fontconfig, tzdata, locales, entrypoint.sh).
 * - carlossg/docker-maven: Dockerfiles, common.sh, mvn-entrypoint.sh. keeganwitt/docker-gradle: Dockerfiles and their history.
 */
import { isInside } from '../../../src/evaluate/files/paths.ts';
import type { ImageFacts } from '../../../src/evaluate/types.ts';
import { accountsIn, debianAccounts, type Accounts } from '../../../src/image/accounts.ts';
import { baseOn, type RuntimeBase } from '../../../src/image/bases.ts';
import { debianBasePackage } from '../../../src/image/base-programs.ts';
import {
  distributionContains,
  emptyDirectoriesOf,
  filesOfPackage,
  isDistributionDirectory,
  topLevelNames,
} from '../../../src/image/contents.ts';
import { certificateBundle, zoneDirectory } from '../../../src/image/places.ts';
import { assumedCopy, isWindowsTag } from '../../../src/image/reference.ts';
import type { Distribution, ImageReference } from '../../../src/image/types.ts';
import { plainImage, type WrittenImage } from '../../../src/toolchain/toolchain.ts';
import { javaImage, looksLikeJava, runtimeImage, type JavaImage, type JdkImage } from './tags.ts';

export type KnownImage =
  | { readonly kind: 'java'; readonly facts: ImageFacts; readonly assumed: string | undefined }
  | { readonly kind: 'lookalike' }
  | { readonly kind: 'windows' };

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Scripts that the images start with, and that start what they are given. */
export const mavenEntrypoint = '/usr/local/bin/mvn-entrypoint.sh';
export const certificatesEntrypoint = '/__cacert_entrypoint.sh';

/** The facts of a reference if it names an image with Java, or says that it only looks like one. */
export function imageOf(reference: ImageReference): KnownImage | undefined {
  const { name, tag } = reference;
  const found = javaImage(reference);
  if (found === undefined) return looksLikeJava(name) ? { kind: 'lookalike' } : undefined;
  if (isWindowsTag(tag)) return { kind: 'windows' };
  return { kind: 'java', facts: factsOf(found), assumed: assumedCopy(reference) };
}

/** Where Java is, and the search path that leads there; undefined where the tag doesn't tell. */
interface Home {
  readonly directory: string | undefined;
  readonly path: string;
}

function inFront(directory: string): Home {
  return { directory, path: `${directory}/bin:${systemPath}` };
}

function homeOf({ vendor, version, major, kind, distribution, size, rest }: JdkImage, frozen: boolean): Home {
  switch (vendor) {
    case 'temurin':
    case 'adoptopenjdk':
    case 'semeru':
      return inFront('/opt/java/openjdk');
    case 'corretto':
      // Links in /usr/bin lead there on Amazon Linux.
      return size === 'alpine'
        ? inFront('/usr/lib/jvm/default-jvm')
        : { directory: undefined, path: systemPath };
    case 'java':
      return { directory: undefined, path: systemPath };
    case 'openjdk': {
      if (distribution.family === 'alpine' && major !== undefined && major < 12) {
        const directory = `/usr/lib/jvm/java-1.${major}-openjdk`;
        return {
          directory: kind === 'jre' ? `${directory}/jre` : directory,
          path: `${systemPath}:${directory}/jre/bin:${directory}/bin`,
        };
      }
      if (distribution.family === 'alpine') return inFront(`/opt/openjdk-${major ?? ''}`);
      // Up to the spring of 2019 it was Debian's own package.
      const moved = version === '8' || version === '11' || (major ?? 0) >= 12;
      if (!moved || frozen || /stretch|jessie/.test(rest)) return { directory: undefined, path: systemPath };
      const place = distribution.family === 'other' ? '/usr/java' : '/usr/local';
      return inFront(`${place}/openjdk-${major ?? ''}`);
    }
  }
}

function factsOf(image: JavaImage): ImageFacts {
  const { jdk, tool, onbuild, asGradle, frozen } = image;
  const { distribution, major, kind, vendor } = jdk;
  const home = homeOf(jdk, frozen);
  const isTemurin = vendor === 'temurin';
  return plainImage({
    toolchain: 'java',
    version: major === undefined ? undefined : String(major),
    distribution,
    env: {
      PATH: home.path,
      JAVA_HOME: home.directory,
      JAVA_VERSION: undefined,
      LANG: undefined,
      ...(isTemurin ? { LANGUAGE: undefined, LC_ALL: undefined } : {}),
      ...(tool === 'maven' ? { MAVEN_HOME: '/usr/share/maven', MAVEN_CONFIG: '/root/.m2' } : {}),
      ...(tool === 'gradle' ? { GRADLE_HOME: '/opt/gradle', GRADLE_VERSION: undefined } : {}),
    },
    workdir: tool === 'gradle' ? '/home/gradle' : '/',
    user: asGradle ? 'gradle' : '',
    cmd:
      tool === undefined ? (kind === 'jdk' ? ['jshell'] : undefined) : [tool === 'maven' ? 'mvn' : 'gradle'],
    entrypoint: tool === 'maven' ? [mavenEntrypoint] : entrypointOf(jdk),
    onbuild,
    accounts: tool === 'gradle' ? withGradle(accountsOf(distribution)) : accountsOf(distribution),
    contains: (path) => contains(path, image, home),
    list: (place) => listIn(place, jdk),
    isDirectory: isDistributionDirectory,
    holdsNoSources: (directory) => !isInside(directory, '/usr/local/lib') && !isInside(directory, '/opt'),
  });
}

/** Directories of a distribution that hold nothing, and where these images have Java, Gradle, scripts or a user. */
const filled: ReadonlySet<string> = new Set(['/opt', '/home', '/usr/local/bin', '/tmp']);

function listIn(place: string, { distribution, vendor }: JdkImage): readonly string[] | undefined {
  if (place === '/')
    return [...topLevelNames, ...(vendor === 'temurin' ? [certificatesEntrypoint.slice(1)] : [])];
  return emptyDirectoriesOf(distribution).has(place) && !filled.has(place) ? [] : undefined;
}

/** Since the summer of 2023, of all that are built since. */
function entrypointOf({ vendor }: JdkImage): readonly string[] | undefined {
  return vendor === 'temurin' ? [certificatesEntrypoint] : undefined;
}

function accountsOf({ family }: Distribution): Accounts {
  return accountsIn(family) ?? debianAccounts;
}

function withGradle({ users, groups }: Accounts): Accounts {
  return {
    users: [...users, { name: 'gradle', uid: 1000, gid: 1000, home: '/home/gradle' }],
    groups: [...groups, { name: 'gradle', gid: 1000 }],
  };
}

const commandsOfJdk: ReadonlySet<string> = new Set(['java', 'javac', 'jar', 'keytool']);

function contains(path: string, { jdk, tool }: JavaImage, home: Home): 'yes' | 'no' | 'unknown' {
  const { directory } = home;
  if (directory !== undefined && isInside(path, directory)) {
    const name = path.slice(directory.length);
    if (name === '' || name === '/bin') return 'yes';
    const command = /^\/bin\/([^/]+)$/.exec(name)?.[1];
    return command !== undefined && jdk.kind === 'jdk' && commandsOfJdk.has(command) ? 'yes' : 'unknown';
  }
  if (tool === 'maven' && ['/usr/bin/mvn', '/usr/share/maven', mavenEntrypoint].includes(path)) return 'yes';
  if (path === certificatesEntrypoint && jdk.vendor === 'temurin') return 'yes';
  if (tool === 'gradle' && ['/usr/bin/gradle', '/opt/gradle', '/home/gradle'].includes(path)) return 'yes';
  const places = [
    '/opt',
    '/usr/local',
    '/usr/lib/jvm',
    '/usr/java',
    '/usr/share/maven',
    '/root',
    '/home/gradle',
  ];
  if (places.some((place) => isInside(path, place))) return 'unknown';
  const { distribution } = jdk;
  if (brought(jdk).has(path)) return 'yes';
  const name = /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(path)?.[1];
  if (
    name !== undefined &&
    distribution.family === 'debian' &&
    jdk.size === 'full' &&
    debianBasePackage(name, distribution.codename) !== undefined
  ) {
    return 'yes';
  }
  return distributionContains(path, distribution);
}

/** What an image has beside its distribution and Java. */
function brought({ vendor, size, distribution }: JdkImage): ReadonlySet<string> {
  const packages = ['ca-certificates', ...(vendor === 'temurin' || size === 'full' ? ['tzdata'] : [])];
  const commands =
    distribution.family === 'ubuntu'
      ? ['curl']
      : distribution.family === 'debian' && size === 'full'
        ? ['curl', 'wget', 'git', 'unzip']
        : [];
  return new Set([
    ...packages.flatMap(filesOfPackage),
    ...commands.flatMap((name) => [`/usr/bin/${name}`, `/bin/${name}`]),
  ]);
}

/** The image that a JRE or a smaller JDK of the same kind is in. */
export function javaRuntimes(
  facts: ImageFacts,
  { reference, written }: WrittenImage,
): readonly RuntimeBase[] {
  const found = javaImage(reference);
  if (found === undefined) return [];
  const { jdk } = found;
  const runtime = found.jdk.kind === 'jre' ? sameAgain(jdk) : runtimeImage(jdk);
  if (runtime.kind === 'none') return [];
  const repository = found.jdk.kind === 'jre' ? undefined : jdk.repository;
  const text = repository === undefined ? written : referenceOf(repository, runtime.tag, reference, written);
  if (text === undefined) return [];
  const { distribution } = facts;
  const base = baseOn(distribution, text);
  const home = homeOf({ ...jdk, kind: runtime.jre ? 'jre' : 'jdk', version: jdk.version }, false);
  const full = runtime.size === 'full';
  return [
    {
      ...base,
      reference: text,
      rank: 7,
      size: runtime.jre ? { compressed: 90, unpacked: 270 } : { compressed: 220, unpacked: 420 },
      runtimes: [{ name: 'java', version: String(jdk.major ?? '') }],
      files: [...base.files, certificateBundle],
      certificates: certificateBundle,
      timeZones: full && distribution.family === 'ubuntu' ? zoneDirectory : base.timeZones,
      programs: new Set([
        ...base.programs,
        'java',
        'keytool',
        ...(full && distribution.family !== 'alpine' ? ['curl'] : []),
      ]),
      config: {
        ...base.config,
        env: {
          ...base.config.env,
          PATH: home.path,
          ...(home.directory === undefined ? {} : { JAVA_HOME: home.directory }),
        },
        entrypoint: entrypointOf(jdk),
        cmd: runtime.jre ? undefined : ['jshell'],
      },
    },
  ];
}

function sameAgain({ rest, size }: JdkImage): ReturnType<typeof runtimeImage> {
  return { kind: 'image', tag: rest, jre: true, size };
}

/**
 * What FROM says for an image of the repository; in the registry of the image that builds. Variables stay where they stand for
 * the release alone: another one would build for another virtual machine than the one that is written here.
 */
function referenceOf(
  repository: string,
  tag: string,
  { registry, namespace, name, tag: given = '' }: ImageReference,
  written: string,
): string | undefined {
  const place = [registry, namespace].flatMap((part) => (part === undefined ? [] : [`${part}/`])).join('');
  if (!written.includes('$')) return `${place}${repository}:${tag}`;
  const colon = written.lastIndexOf(':');
  const variable = /^\$(?:\w+|\{\w+\})/.exec(written.slice(colon + 1))?.[0];
  const [head, rest] = [written.slice(0, colon + 1), written.slice(colon + 1 + (variable?.length ?? 0))];
  if (variable === undefined || name !== repository || head.includes('$') || rest.includes('$'))
    return undefined;
  if (!given.endsWith(rest)) return undefined;
  const release = given.slice(0, given.length - rest.length);
  return tag.startsWith(release) && /^[\w.+]+$/.test(release)
    ? `${head}${variable}${tag.slice(release.length)}`
    : undefined;
}

/** Why there is no image that what is built runs on; undefined where there is one. */
export function whyNoRuntime(reference: ImageReference, written: string): string | undefined {
  const found = javaImage(reference);
  if (found === undefined) return 'what it contains is not known';
  const runtime = runtimeImage(found.jdk);
  if (found.jdk.kind === 'jdk' && runtime.kind === 'none') return runtime.because;
  return written.includes('$') &&
    runtime.kind === 'image' &&
    referenceOf(found.jdk.repository, runtime.tag, reference, written) === undefined
    ? 'its release hangs on a build argument, and no image of another name can follow that'
    : undefined;
}
