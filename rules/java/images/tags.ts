/**
 * Tags of the images with Java: which JDK is in which, and which images of its maker have its runtime alone.
 *
 * Sources
 * - docker-library/official-images, library/{eclipse-temurin,openjdk,java,adoptopenjdk,maven,gradle,amazoncorretto,
 *   ibm-semeru-runtimes} with their history: which tags there were, and from which directory each was built last.
 * - docker-library/openjdk, adoptium/containers, carlossg/docker-maven, keeganwitt/docker-gradle, corretto/corretto-docker:
 *   the Dockerfiles and their history.
 */
import { isOfficial } from '../../../src/image/reference.ts';
import type { Distribution, ImageReference } from '../../../src/image/types.ts';

export type Vendor = 'temurin' | 'adoptopenjdk' | 'openjdk' | 'java' | 'corretto' | 'semeru';

/** An image with a JDK or a JRE, as its tag says it. */
export interface JdkImage {
  readonly vendor: Vendor;
  /** The name of its repository. */
  readonly repository: string;
  /** As written: `17`, `8u181`, `17.0.9_9`; undefined for a tag that goes from one release to the next. */
  readonly version: string | undefined;
  readonly major: number | undefined;
  readonly kind: 'jdk' | 'jre';
  /** What follows in the tag: `alpine`, `slim-buster`, `jammy`; '' for nothing. */
  readonly rest: string;
  readonly distribution: Distribution;
  /** A variant without what the full one brings beside Java. */
  readonly size: 'full' | 'slim' | 'alpine';
}

/** What builds in an image, beside the JDK. */
export type Tool = 'maven' | 'gradle';

/** An image that a file may be built on. */
export interface JavaImage {
  readonly jdk: JdkImage;
  readonly tool: Tool | undefined;
  readonly onbuild: boolean;
  /** The image ends as `gradle`, not as root. */
  readonly asGradle: boolean;
  /** The JDK is an earlier one than the tag of its own that is named now: it may lie elsewhere. */
  readonly frozen: boolean;
}

const repositories: ReadonlyMap<string, Vendor> = new Map([
  ['eclipse-temurin', 'temurin'],
  ['adoptopenjdk', 'adoptopenjdk'],
  ['openjdk', 'openjdk'],
  ['java', 'java'],
  ['amazoncorretto', 'corretto'],
  ['ibm-semeru-runtimes', 'semeru'],
]);

/** Whether an image has Java in its name, and could be taken for one of those that are known. */
export function looksLikeJava(name: string): boolean {
  // What only runs it is none to build on.
  if (/(^|[-_.])(open)?jre|^java\d+(-debian\d+)?$/.test(name)) return false;
  return /(^|[-_.\d])(java|jdk|jre|openjdk|openjre|maven|gradle|sbt|temurin|corretto|zulu|graalvm|liberica)($|[-_.\d])/.test(
    name,
  );
}

/** What a reference to an official image says; undefined for one that is none of those. */
export function javaImage(reference: ImageReference): JavaImage | undefined {
  const { name, tag, digest } = reference;
  if (!isOfficial(reference)) return undefined;
  const given = tag ?? (digest === undefined ? 'latest' : '');
  const vendor = repositories.get(name);
  if (vendor !== undefined) {
    return {
      jdk: jdkOf(vendor, name, given),
      tool: undefined,
      onbuild: /(^|-)onbuild$/.test(given),
      asGradle: false,
      frozen: false,
    };
  }
  if (name === 'maven') return mavenImage(given);
  return name === 'gradle' ? gradleImage(given) : undefined;
}

// ── A JDK or a JRE ───────────────────────────────────────────────────────────────────────────────────────────

/** `8u392-b08`, `17.0.9_9`, `21`, and of releases before their time `18-ea-11`. */
const version = String.raw`(?:openjdk-|open-)?(\d+(?:u\d+(?:-b\d+)?|b\d+|[.\d]*(?:_\d+|\+\d+)?)(?:-(?:ea|rc)(?:-\d+)?)?)`;
const tagGrammar = new RegExp(String.raw`^${version}(?:-(jdk|jre))?(?:-(.+))?$`);

function jdkOf(vendor: Vendor, repository: string, tag: string): JdkImage {
  const found = tagGrammar.exec(tag);
  const [, written, kind, rest = ''] = found ?? [];
  const isJre = kind === 'jre' || /(^|-)(jre|headless)($|-)/.test(tag);
  const major = written === undefined ? undefined : Number(/^\d+/.exec(written)?.[0]);
  return {
    vendor,
    repository,
    version: written,
    major,
    kind: isJre ? 'jre' : 'jdk',
    rest,
    distribution: distributionOf(vendor, rest, written, major),
    size: /(^|-)alpine/.test(tag) ? 'alpine' : /(^|-)slim/.test(tag) ? 'slim' : 'full',
  };
}

const debianSuite = /(^|-)(wheezy|jessie|stretch|buster|bullseye|bookworm|trixie|sid)($|-)/;
const ubuntuSuite = /(^|-)(bionic|focal|jammy|noble|resolute)($|-)/;

/** From which release on openjdk's plain tags are on Oracle Linux. */
const firstOnOracle = 12;

function distributionOf(
  vendor: Vendor,
  rest: string,
  written: string | undefined,
  major: number | undefined,
): Distribution {
  const alpine = /(^|-)alpine-?(\d+\.\d+)?/.exec(rest);
  if (alpine !== null) {
    const [, , release] = alpine;
    return { family: 'alpine', ...(release === undefined ? {} : { release }) };
  }
  const debian = debianSuite.exec(rest)?.[2];
  if (debian !== undefined) return { family: 'debian', codename: debian };
  const ubuntu = ubuntuSuite.exec(rest)?.[2];
  if (ubuntu !== undefined) return { family: 'ubuntu', codename: ubuntu };
  switch (vendor) {
    case 'temurin':
    case 'adoptopenjdk':
    case 'semeru':
      return /^(|hotspot|openj9)$/.test(rest) ? { family: 'ubuntu' } : { family: 'other' };
    case 'java':
      return { family: 'debian', codename: major === 6 ? 'wheezy' : 'jessie' };
    case 'openjdk': {
      if (/oracle/.test(rest)) return { family: 'other' };
      const oracle = major === undefined || (major >= firstOnOracle && rest === '');
      if (oracle) return { family: 'other' };
      const suite = lastSuite(written);
      return { family: 'debian', ...(suite === undefined ? {} : { codename: suite }) };
    }
    case 'corretto':
      return { family: 'other' };
  }
}

/** Where the tags that name no more than a release were last; those of one build stayed where they were made. */
function lastSuite(written: string | undefined): string | undefined {
  if (written === '7') return 'jessie';
  return written === '8' || written === '11' || written === '17' || written === '18' ? 'bullseye' : undefined;
}

// ── Build tools ──────────────────────────────────────────────────────────────────────────────────────────────

/** JDKs in maven's tags that name none, as they were built last. The tags that are not here go on to the next JDK. */
const ofMaven: readonly (readonly [tags: string, jdk: string])[] = [
  ['3.2 3.2.5 3.3.1', 'openjdk:7-jdk'],
  ['3.3 3.3.3 3.3.9 3.5 3.5.0 3.5.2 3.5.3 3.5.4', 'openjdk:8-jdk'],
  [
    'alpine 3-alpine 3.3-alpine 3.3.9-alpine 3.5-alpine 3.5.0-alpine 3.5.2-alpine 3.5.3-alpine 3.5.4-alpine 3.6-alpine 3.6.0-alpine 3.6.1-alpine',
    'openjdk:8-jdk-alpine',
  ],
  ['3.5-slim 3.5.0-slim 3.5.2-slim 3.5.3-slim 3.5.4-slim', 'openjdk:8-jdk-slim'],
  ['3.6.0 3.6.1 3.6.2', 'openjdk:11-jdk'],
  ['3.6.0-slim 3.6.1-slim 3.6.2-slim', 'openjdk:11-jdk-slim'],
  ['3.6 3.6.3 3.8.1', 'openjdk:16-jdk'],
  ['slim 3.6-slim 3.6.3-slim', 'openjdk:14-jdk-slim'],
  ['3.8.2 3.8.3 3.8.4', 'openjdk:17-jdk'],
  ['3.8.5 3.8.6 3.8.7 3.9.0', 'eclipse-temurin:17-jdk'],
  ['3.9.1 3.9.2 3.9.3', 'eclipse-temurin:20-jdk'],
  ['3.8 3.8.8 3.9.4 3.9.5 3.9.6 3.9.7 3.9.8 3.9.9 3.9.10', 'eclipse-temurin:21-jdk'],
  ['3.9.11 3.9.12 3.9.13 3.9.14', 'eclipse-temurin:25-jdk'],
  ['3.9.15 3.9.16', 'eclipse-temurin:26-jdk'],
];

const jdkOfMaven: ReadonlyMap<string, string> = new Map(
  ofMaven.flatMap(([tags, jdk]) => tags.split(' ').map((tag) => [tag, jdk] as const)),
);

const makers: ReadonlyMap<string, (major: string, rest: string) => string> = new Map([
  ['jdk', (major, rest) => `openjdk:${major}-jdk${rest}`],
  ['openjdk', (major, rest) => `openjdk:${major}-jdk${rest}`],
  ['eclipse-temurin', (major, rest) => `eclipse-temurin:${major}-jdk${rest}`],
  ['adoptopenjdk', (major, rest) => `adoptopenjdk:${major}-jdk${rest === '' ? '-hotspot' : rest}`],
  ['ibm-semeru', (major, rest) => `ibm-semeru-runtimes:open-${major}-jdk${rest}`],
  ['amazoncorretto', (major, rest) => `amazoncorretto:${major}${rest}`],
]);

const mavenGrammar =
  /^(?:\d+(?:\.\d+)*(?:-(?:alpha|beta|rc)-\d+)?-)?([a-z][a-z-]*?)-(\d+)(-(?!onbuild).+?)?(-onbuild)?$/;

function mavenImage(tag: string): JavaImage | undefined {
  const plain = tag.replace(/-onbuild$/, '');
  const frozen = jdkOfMaven.get(plain);
  const [, maker = '', major = '', rest = ''] = mavenGrammar.exec(tag) ?? [];
  const jdk = frozen ?? makers.get(maker)?.(major, rest);
  return {
    jdk: referred(jdk ?? 'eclipse-temurin:latest'),
    tool: 'maven',
    onbuild: plain !== tag,
    asGradle: false,
    frozen: isBefore(/^\d+(?:\.\d+)*/.exec(tag)?.[0], [3, 6, 2]) || frozen === 'openjdk:8-jdk-alpine',
  };
}

/** The first releases of Gradle whose images are on AdoptOpenJDK, and on Temurin. */
const firstOnAdopt: readonly number[] = [5, 4, 1];
const firstOnTemurin: readonly number[] = [7, 2];
/** Of the tags that name a JDK alone, those of earlier ones were last built with OpenJDK, those up to 15 with AdoptOpenJDK. */
const firstLeftAdopt = 12;
/** Before it a tag that names no JDK has JDK 8. */
const firstWithMovingJdk: readonly number[] = [5];

const gradleGrammar = /^(\d+(?:\.\d+)*)?-?(?:jdk(\d+))?-?(.*)$/;

function gradleImage(tag: string): JavaImage | undefined {
  const [, release, named, rest = ''] = gradleGrammar.exec(tag === 'latest' ? '' : tag) ?? [];
  const major = named ?? (isBefore(release, firstWithMovingJdk) ? '8' : undefined);
  const variant = rest === '' ? '' : `-${rest}`;
  // A tag of two numbers is of the last release of that line.
  const old = isBefore(release === '5.4' ? '5.4.1' : release, firstOnAdopt);
  const slim = rest === 'slim';
  const jdk =
    major === undefined
      ? 'eclipse-temurin:latest'
      : /corretto/.test(rest)
        ? `amazoncorretto:${major}`
        : /graal|ubi/.test(rest)
          ? 'eclipse-temurin:latest'
          : old ||
              slim ||
              (release === undefined && Number(major) < firstLeftAdopt && !temurinBefore.has(Number(major)))
            ? `openjdk:${major}-jdk${variant}`
            : isBefore(release, firstOnTemurin) ||
                (release === undefined && Number(major) < 16 && !temurinBefore.has(Number(major)))
              ? `adoptopenjdk:${major}-jdk-${/openj9/.test(rest) ? 'openj9' : 'hotspot'}`
              : `eclipse-temurin:${major}-jdk${variant.replace(/-hotspot/, '')}`;
  return {
    jdk: referred(jdk),
    tool: 'gradle',
    onbuild: false,
    asGradle: old || slim,
    frozen: old || slim,
  };
}

/** `repository:tag` as a JDK. */
function referred(reference: string): JdkImage {
  const [repository = '', tag = ''] = reference.split(':');
  return jdkOf(repositories.get(repository) ?? 'openjdk', repository, tag);
}

function isBefore(release: string | undefined, than: readonly number[]): boolean {
  if (release === undefined) return false;
  const parts = release.split('.').map(Number);
  for (const [index, limit] of than.entries()) {
    const part = parts[index];
    // `7` is the last release of that line.
    if (part === undefined) return false;
    if (part !== limit) return part < limit;
  }
  return false;
}

// ── Runtimes ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Releases of openjdk of which a JRE was published, and those of them on Alpine. */
const openjdkRuntimes: ReadonlySet<number> = new Set([6, 7, 8, 9, 10, 11]);
const openjdkAlpineRuntimes: ReadonlySet<number> = new Set([7, 8]);
/** Temurin begins with 17, and has the releases with long-term support before that; 16 was published as a JDK only. */
const firstOfTemurin = 17;
const temurinBefore: ReadonlySet<number> = new Set([8, 11]);

/** Where what a JDK builds runs: an image of the same maker, major version and C library. */
export type RuntimeImage =
  | { readonly kind: 'image'; readonly tag: string; readonly jre: boolean; readonly size: JdkImage['size'] }
  | { readonly kind: 'none'; readonly because: string };

function none(because: string): RuntimeImage {
  return { kind: 'none', because };
}

export function runtimeImage(jdk: JdkImage): RuntimeImage {
  const { vendor, repository, version: written, major, kind, rest, distribution, size } = jdk;
  if (written === undefined || major === undefined) {
    return none('its tag names no release of Java, and goes from one to the next');
  }
  const behind = rest === '' ? '' : `-${rest}`;
  const image = (tag: string, jre: boolean): RuntimeImage => ({ kind: 'image', tag, jre, size });
  if (kind === 'jre') return none('it has no JDK');
  switch (vendor) {
    case 'temurin':
      if (distribution.family === 'other') return none(`no smaller image of Temurin on ${rest} is known`);
      return major < firstOfTemurin && !temurinBefore.has(major)
        ? none(`of Temurin ${major} no JRE was published`)
        : image(`${written}-jre${behind}`, true);
    case 'adoptopenjdk':
      return distribution.family === 'other' || rest === ''
        ? none('no JRE of this variant is known')
        : image(`${written}-jre${behind}`, true);
    case 'semeru':
      return distribution.family === 'other'
        ? none(`no smaller image of Semeru on ${rest} is known`)
        : image(`open-${written}-jre${behind}`, true);
    case 'java':
    case 'openjdk': {
      if (distribution.family === 'other') {
        return none(`${repository} ${major} on Oracle Linux has neither a JRE nor a smaller variant`);
      }
      const runtimes = size === 'alpine' ? openjdkAlpineRuntimes : openjdkRuntimes;
      if (runtimes.has(major)) return image(`${written}-jre${behind}`, true);
      if (size !== 'full') return image(`${written}-jdk${behind}`, false);
      return { kind: 'image', tag: `${written}-jdk-slim${behind}`, jre: false, size: 'slim' };
    }
    case 'corretto':
      return major === 8 && size === 'alpine'
        ? image(`${written}-${rest.replace(/-(jdk|full)$/, '')}-jre`, true)
        : none(
            size === 'alpine'
              ? `Corretto ${major} on Alpine has no JRE`
              : 'Corretto on Amazon Linux has no smaller image with the same libraries',
          );
  }
}
