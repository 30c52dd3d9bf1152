/** The java rule: single-stage files on images with a JDK, Maven or Gradle become a build stage and a stage on a JRE. */
import { knownImage, unknownBase, windowsBase } from '../../src/toolchain/images.ts';
import { asWritten, type Toolchain } from '../../src/toolchain/toolchain.ts';
import { codes } from './codes.ts';
import { isWrapper, javaModel } from './commands.ts';
import { nothingToSplit } from './idle.ts';
import { imageOf, javaRuntimes } from './images/images.ts';
import { needsOf } from './needs.ts';
import { javaSizes } from './sizes.ts';
import { ofJavaBuild, roleOf } from './source-files.ts';
import { javaStart } from './start.ts';
import { javaTraces } from './verify/index.ts';

export const java: Toolchain = {
  name: 'java',
  description:
    'splits single-stage files on images with a JDK, Maven or Gradle into a build stage and a stage on a JRE',
  codes,
  image: (reference) => {
    const found = imageOf(reference);
    switch (found?.kind) {
      case 'java':
        return knownImage(found.facts, found.assumed);
      case 'lookalike':
        return unknownBase(
          'the base image has Java in its name, but it is none that is known: what it contains is not known',
          'base the file on an official image (eclipse-temurin, maven, gradle), or say in the configuration that this one is like it',
        );
      case 'windows':
        return windowsBase;
      case undefined:
        return undefined;
    }
  },
  models: { modelOf: javaModel, published: isWrapper, output: () => undefined },
  start: javaStart,
  nothingToSplit,
  variants: () => [asWritten],
  needs: needsOf,
  role: roleOf,
  ofBuild: ofJavaBuild,
  ofSources: {
    projectFiles: ['pom.xml', 'build.gradle', 'build.gradle.kts'],
    endings: ['java', 'kt', 'scala', 'groovy'],
  },
  runtimes: javaRuntimes,
  sizes: javaSizes,
  traces: javaTraces,
};
