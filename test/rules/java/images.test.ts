/** Which references are images with Java, and the image that a program of theirs runs on. */
import { describe, expect, it, test } from 'vitest';
import { imageOf, javaRuntimes, whyNoRuntime } from '../../../rules/java/images/images.ts';
import { parseReference } from '../../../src/image/reference.ts';
import type { ImageFacts } from '../../../src/evaluate/types.ts';

function runtimeOf(text: string, written = text): string | undefined {
  const reference = parseReference(text);
  const found = reference === undefined ? undefined : imageOf(reference);
  if (reference === undefined || found?.kind !== 'java') return found?.kind;
  return javaRuntimes(found.facts, { reference, written })[0]?.reference;
}

function factsOf(text: string): ImageFacts {
  const reference = parseReference(text);
  const found = reference === undefined ? undefined : imageOf(reference);
  if (found?.kind !== 'java') throw new Error(`${text} is not known`);
  return found.facts;
}

const why = (text: string): string | undefined => {
  const reference = parseReference(text);
  return reference === undefined ? undefined : whyNoRuntime(reference, text);
};

describe('the runtime image', () => {
  test.each([
    ['eclipse-temurin:17', 'eclipse-temurin:17-jre'],
    ['eclipse-temurin:17-jdk', 'eclipse-temurin:17-jre'],
    ['eclipse-temurin:21-jdk-alpine', 'eclipse-temurin:21-jre-alpine'],
    ['eclipse-temurin:8u392-b08-jdk-jammy', 'eclipse-temurin:8u392-b08-jre-jammy'],
    ['eclipse-temurin:17.0.9_9-jdk', 'eclipse-temurin:17.0.9_9-jre'],
    ['eclipse-temurin:16-jdk', undefined],
    ['eclipse-temurin:17-jdk-ubi9-minimal', undefined],
    ['eclipse-temurin', undefined],
    ['openjdk:8', 'openjdk:8-jre'],
    ['openjdk:8u181-jdk-stretch', 'openjdk:8u181-jre-stretch'],
    ['openjdk:11-jdk-slim', 'openjdk:11-jre-slim'],
    ['openjdk:8-jdk-alpine', 'openjdk:8-jre-alpine'],
    ['openjdk:17', undefined],
    ['openjdk:17-jdk-slim', 'openjdk:17-jdk-slim'],
    ['openjdk:17-bullseye', 'openjdk:17-jdk-slim-bullseye'],
    ['openjdk:17-alpine', 'openjdk:17-jdk-alpine'],
    ['java:8', 'java:8-jre'],
    ['maven:3.9-eclipse-temurin-17', 'eclipse-temurin:17-jre'],
    ['maven:3.9.9-eclipse-temurin-21-alpine', 'eclipse-temurin:21-jre-alpine'],
    ['maven:3-eclipse-temurin-25-noble', 'eclipse-temurin:25-jre-noble'],
    ['maven:3.6-jdk-11', 'openjdk:11-jre'],
    ['maven:3.6.3-jdk-8-slim', 'openjdk:8-jre-slim'],
    ['maven:3.8-openjdk-17', undefined],
    ['maven:3.8-openjdk-17-slim', 'openjdk:17-jdk-slim'],
    ['maven:3.3.9', 'openjdk:8-jre'],
    ['maven:3.9.6', 'eclipse-temurin:21-jre'],
    ['maven:3-adoptopenjdk-11', 'adoptopenjdk:11-jre-hotspot'],
    ['maven:3-ibm-semeru-17-noble', 'ibm-semeru-runtimes:open-17-jre-noble'],
    ['maven:3-amazoncorretto-17', undefined],
    ['maven:3-amazoncorretto-8-alpine', 'amazoncorretto:8-alpine-jre'],
    ['maven', undefined],
    ['maven:3', undefined],
    ['gradle:8.5-jdk17', 'eclipse-temurin:17-jre'],
    ['gradle:8.5-jdk21-alpine', 'eclipse-temurin:21-jre-alpine'],
    ['gradle:jdk11', 'eclipse-temurin:11-jre'],
    ['gradle:jdk14', 'adoptopenjdk:14-jre-hotspot'],
    ['gradle:6.9-jdk11', 'adoptopenjdk:11-jre-hotspot'],
    ['gradle:4.9-alpine', 'openjdk:8-jre-alpine'],
    ['gradle:5.3-jdk11-slim', 'openjdk:11-jre-slim'],
    ['gradle:8', undefined],
    [
      'registry.example.com/library/maven:3.9-eclipse-temurin-17',
      'registry.example.com/library/eclipse-temurin:17-jre',
    ],
    ['bellsoft/liberica-openjdk-alpine:17', 'lookalike'],
    ['eclipse-temurin:17-jdk-windowsservercore-ltsc2022', 'windows'],
    ['gcr.io/distroless/java21-debian12', undefined],
    ['golang:1.24', undefined],
  ])('of %s is %s', (text, expected) => {
    expect(runtimeOf(text)).toBe(expected);
  });

  it('keeps a variable that stands for the release', () => {
    expect(runtimeOf('eclipse-temurin:17-jdk-alpine', 'eclipse-temurin:${JAVA}-jdk-alpine')).toBe(
      'eclipse-temurin:${JAVA}-jre-alpine',
    );
    expect(runtimeOf('eclipse-temurin:17-jdk', 'eclipse-temurin:$TAG')).toBeUndefined();
    expect(runtimeOf('maven:3.9-eclipse-temurin-17', 'maven:${MAVEN}-eclipse-temurin-17')).toBeUndefined();
  });

  it('is said to be none with a reason', () => {
    expect(why('maven:3')).toContain('goes from one to the next');
    expect(why('openjdk:17')).toContain('Oracle Linux');
    expect(why('openjdk:8')).toBeUndefined();
  });
});

describe('what an image brings', () => {
  it('Java, where its tag tells', () => {
    expect(factsOf('eclipse-temurin:17').env['JAVA_HOME']).toBe('/opt/java/openjdk');
    expect(factsOf('openjdk:11').env['JAVA_HOME']).toBe('/usr/local/openjdk-11');
    expect(factsOf('openjdk:8u181').env['JAVA_HOME']).toBeUndefined();
    expect(factsOf('openjdk:11').version).toBe('11');
  });

  it('the user of Gradle, which old images end as', () => {
    expect(factsOf('gradle:4.7-jdk8').user).toBe('gradle');
    expect(factsOf('gradle:8.5-jdk17').user).toBe('');
  });

  it('an entrypoint', () => {
    expect(factsOf('maven:3.9-eclipse-temurin-17').entrypoint).toEqual(['/usr/local/bin/mvn-entrypoint.sh']);
    expect(factsOf('openjdk:11').entrypoint).toBeUndefined();
  });

  it('instructions of its own', () => {
    expect(factsOf('maven:3.3.9-jdk-8-onbuild').onbuild).toBe(true);
  });
});
