/** What images with Java show in an image that was built: facts for `dfopt verify`. Sources: adoptium/containers, docker-library/openjdk (ENV). */
import type { Traces } from '../../../src/toolchain/traces.ts';

export const javaTraces: Traces = {
  isIn: (environment) => environment.has('JAVA_HOME') || environment.has('JAVA_VERSION'),
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
