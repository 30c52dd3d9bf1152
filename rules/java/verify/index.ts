/** What images with Java show in an image that was built: facts for `dfopt verify`. Sources: adoptium/containers, docker-library/openjdk (ENV). */
import type { Traces } from '../../../src/toolchain/traces.ts';

export const javaTraces: Traces = {
  isIn: (environment) => environment.has('JAVA_HOME') || environment.has('JAVA_VERSION'),
  // carlossg/docker-maven, eclipse-temurin-17-alpine/Dockerfile and its siblings
  labels: new Map([
    ['org.opencontainers.image.title', 'Apache Maven'],
    ['org.opencontainers.image.source', 'https://github.com/carlossg/docker-maven'],
    ['org.opencontainers.image.url', 'https://github.com/carlossg/docker-maven'],
    [
      'org.opencontainers.image.description',
      "Apache Maven is a software project management and comprehension tool. Based on the concept of a project object model (POM), Maven can manage a project's build, reporting and documentation from a central piece of information.",
    ],
  ]),
  pathDirectories: [
    '/opt/java/openjdk/bin',
    '/usr/local/openjdk-8/bin',
    '/usr/local/openjdk-11/bin',
    '/usr/java/openjdk-17/bin',
    '/usr/lib/jvm/java-1.8-openjdk/jre/bin',
    '/usr/lib/jvm/java-1.8-openjdk/bin',
  ],
  rebuilds: [],
  ownDirectories: ['/root/.m2', '/root/.gradle', '/home/gradle/.gradle'],
  ofLibraries: ['java-libraries-not-read'],
};
