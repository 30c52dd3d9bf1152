/** What pom.xml says of the jars that a build makes. */
import { describe, expect, it, test } from 'vitest';
import { deedOf, mavenCall } from '../../../rules/java/maven/call.ts';
import { outputsOf } from '../../../rules/java/maven/plugins.ts';
import { projectAt, type Project } from '../../../rules/java/maven/pom.ts';
import type { FileSystem } from '../../../src/evaluate/types.ts';

function unused(): never {
  throw new Error('it is not asked for');
}

function filesOf(texts: Readonly<Record<string, string>>): FileSystem {
  return {
    at: 0,
    mergesUsr: true,
    read: (path) => texts[path],
    lookup: unused,
    list: unused,
    linkAt: unused,
    upTo: unused,
    written: unused,
    removed: unused,
    trees: unused,
    opaque: unused,
    anywhere: unused,
  };
}

function pom(text: string): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><artifactId>shop</artifactId><version>1.0</version>${text}</project>`;
}

function projectOf(text: string, call = 'mvn package', more: Readonly<Record<string, string>> = {}): Project {
  const given = mavenCall(call.split(' '), '/app');
  const project =
    given === undefined
      ? undefined
      : projectAt('/app/pom.xml', filesOf({ '/app/pom.xml': text, ...more }), given);
  if (project === undefined) throw new Error('it was not read');
  return project;
}

const runnable = (text: string, call?: string): readonly string[] | undefined =>
  outputsOf(projectOf(text, call))?.runnable;
const plugin = (artifact: string, inside: string): string =>
  `<build><plugins><plugin><artifactId>${artifact}</artifactId>${inside}</plugin></plugins></build>`;
const goal = (name: string, configuration = ''): string =>
  `<executions><execution><goals><goal>${name}</goal></goals>${configuration}</execution></executions>`;

describe('the names of jars', () => {
  test.each([
    ['', ['shop-1.0.jar']],
    ['<packaging>war</packaging>', ['shop-1.0.war']],
    ['<build><finalName>app</finalName></build>', ['app.jar']],
    [
      '<properties><n>x</n></properties><build><finalName>${n}-${project.version}</finalName></build>',
      ['x-1.0.jar'],
    ],
    [
      plugin('maven-jar-plugin', '<configuration><classifier>lean</classifier></configuration>'),
      ['shop-1.0-lean.jar'],
    ],
    [plugin('maven-shade-plugin', goal('shade')), ['shop-1.0.jar']],
    [
      plugin(
        'maven-shade-plugin',
        goal('shade', '<configuration><shadedArtifactAttached>true</shadedArtifactAttached></configuration>'),
      ),
      ['shop-1.0.jar', 'shop-1.0-shaded.jar'],
    ],
    [
      plugin(
        'maven-assembly-plugin',
        `<configuration><descriptorRefs><descriptorRef>jar-with-dependencies</descriptorRef></descriptorRefs></configuration>${goal('single')}`,
      ),
      ['shop-1.0.jar', 'shop-1.0-jar-with-dependencies.jar'],
    ],
    [plugin('spring-boot-maven-plugin', goal('repackage')), ['shop-1.0.jar']],
    [
      plugin(
        'spring-boot-maven-plugin',
        `<configuration><classifier>exec</classifier></configuration>${goal('repackage')}`,
      ),
      ['shop-1.0.jar', 'shop-1.0-exec.jar'],
    ],
  ])('%s', (text, names) => {
    expect(runnable(pom(text))).toEqual(names);
  });

  it('hang on what the command line gives', () => {
    const text = pom('<build><finalName>shop-${channel}</finalName></build>');
    expect(runnable(text, 'mvn -Dchannel=beta package')).toEqual(['shop-beta.jar']);
    expect(outputsOf(projectOf(text))).toBeUndefined();
  });

  it('are of a profile that is on', () => {
    const text = pom(
      '<profiles><profile><id>a</id><activation><activeByDefault>true</activeByDefault></activation><build><finalName>a</finalName></build></profile>' +
        '<profile><id>b</id><build><finalName>b</finalName></build></profile></profiles>',
    );
    expect(runnable(text)).toEqual(['a.jar']);
    expect(runnable(text, 'mvn -Pb package')).toEqual(['b.jar']);
    expect(runnable(text, 'mvn -P !a package')).toEqual(['shop-1.0.jar']);
  });

  it('take their version from a parent that is there', () => {
    const child =
      '<project><parent><artifactId>all</artifactId><version>3</version></parent><artifactId>server</artifactId></project>';
    const parent =
      '<project><artifactId>all</artifactId><version>3</version><packaging>pom</packaging></project>';
    const found = projectOf(child, 'mvn package', { '/pom.xml': parent });
    expect(outputsOf(found)?.runnable).toEqual(['server-3.jar']);
    expect(found.unread).toEqual([]);
  });

  it('may be others where a parent was not read', () => {
    const child = pom('<parent><artifactId>all</artifactId><version>3</version></parent>');
    expect(projectOf(child).unread).toEqual(['the parent all']);
  });

  it('may be more with a plugin that is not known', () => {
    expect(outputsOf(projectOf(pom(plugin('strange-plugin', ''))))?.unknown?.what).toBe('strange-plugin');
  });
});

describe('libraries beside a jar', () => {
  it('are where its manifest says', () => {
    const text = pom(
      plugin(
        'maven-jar-plugin',
        '<configuration><archive><manifest><addClasspath>true</addClasspath><classpathPrefix>lib/</classpathPrefix></manifest></archive></configuration>',
      ),
    );
    expect(outputsOf(projectOf(text))?.libraries).toEqual(['lib/']);
  });

  it('are copied by a plugin', () => {
    const found = outputsOf(projectOf(pom(plugin('maven-dependency-plugin', goal('copy-dependencies')))));
    expect(found?.directories).toEqual(['/app/target/dependency']);
  });
});

describe('a call', () => {
  it('has goals, properties and profiles', () => {
    const call = mavenCall(
      'mvn -B -f server/pom.xml -Pa,b -DskipTests -Dx=1 -T 4 clean package'.split(' '),
      '/app',
    );
    expect(call?.goals).toEqual(['clean', 'package']);
    expect(call?.file).toBe('/app/server/pom.xml');
    expect(call?.profiles).toEqual(['a', 'b']);
    expect([...(call?.properties ?? [])]).toEqual([
      ['skipTests', 'true'],
      ['x', '1'],
    ]);
  });

  test.each([
    ['package', 'packages'],
    ['compile', 'compiles'],
    ['clean', 'cleans'],
    ['dependency:go-offline', 'fetches'],
    ['spring-boot:run', 'runs'],
    ['jetty:run-war', 'runs'],
    ['frob:frobnicate', 'unknown'],
  ])('%s %s', (name, deed) => {
    expect(deedOf(name)).toBe(deed);
  });
});
