/** What hangs on the toolchain of what a Java program does when it runs. */
import type { OfToolchain } from '../../src/split/uses/scene.ts';
import { isSourceFile, ofJavaBuild, roleOf } from './source-files.ts';

const programs: ReadonlySet<string> = new Set(
  'javac jar jcmd jps jstack jmap jstat jinfo jshell javap jdeps jlink mvn mvnw gradle gradlew sbt'.split(
    ' ',
  ),
);

export const usesOfJava: OfToolchain = {
  installation: ofJavaBuild.installation,
  isProgram: (name) => programs.has(name),
  words: ['jar'],
  embeds: 'getResource',
  isSource: isSourceFile,
  isOwnSource: (path) => path.endsWith('.java'),
  role: (file) => roleOf(file, undefined),
  answer: () => undefined,
};
