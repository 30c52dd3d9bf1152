/** Files and directories that only building Java projects reads. */
import { posix } from 'node:path';
import { isInside } from '../../src/evaluate/files/paths.ts';
import type { Artifact, Role } from '../../src/toolchain/toolchain.ts';
import type { OfBuild } from '../../src/toolchain/traces.ts';

/**
 * Sources, scripts and state of the build tools, and what they build: a jar has what it needs of all that. Beside a class path
 * everything that is no source belongs to it. Sources: maven.apache.org, "Introduction to the Standard Directory Layout";
 * docs.gradle.org, "The Java Plugin" (project layout).
 */
export function roleOf(
  { path, directory }: { readonly path: string; readonly directory: boolean },
  artifact: Artifact | undefined,
): Role {
  if (artifact?.shape === 'directory' && isInside(path, artifact.path)) {
    if (directory) return 'run';
    return isSourceFile(path) ? 'build-only' : 'run';
  }
  const name = posix.basename(path);
  // Where the context is not at hand, what a copied name is a directory of is not told either.
  return buildDirectories.has(name) || (!directory && isSourceFile(path)) ? 'build-only' : 'unknown';
}

const buildDirectories: ReadonlySet<string> = new Set([
  'src',
  'target',
  'build',
  'buildSrc',
  'gradle',
  '.mvn',
  '.gradle',
  '.m2',
  '.idea',
  '.settings',
  '.bsp',
]);

export function isSourceFile(path: string): boolean {
  const name = posix.basename(path);
  return (
    /\.(java|kt|kts|scala|groovy|gradle|sbt|iml)$/.test(name) ||
    /^(pom\.xml|mvnw(\.cmd)?|gradlew(\.bat)?|gradle\.properties|libs\.versions\.toml|build\.xml|lombok\.config|checkstyle\.xml|\.classpath|\.project|\.factorypath|\.flattened-pom\.xml|dependency-reduced-pom\.xml|system\.properties|Jenkinsfile)$/.test(
      name,
    )
  );
}

/** Variables of Maven, Gradle and sbt, and of the images. Sources: docker-maven, docker-gradle; `mvn` and `gradle` (start scripts). */
export const ofJavaBuild: OfBuild = {
  variable: (name) =>
    /^(MAVEN_|M2_|MVN_|MVNW_|GRADLE_|SBT_|ORG_GRADLE_PROJECT_)/.test(name) ||
    ['M2', 'M2_HOME', 'JAVA_VERSION', 'JAVA_DEBIAN_VERSION', 'JAVA_ALPINE_VERSION'].includes(name),
  workspaces: ['/home/gradle'],
  installation: [
    '/opt/java',
    '/opt/gradle',
    '/usr/share/maven',
    '/usr/lib/jvm',
    '/usr/java',
    '/root/.m2',
    '/root/.gradle',
    '/root/.sbt',
    '/root/.ivy2',
    '/home/gradle/.gradle',
  ],
};
