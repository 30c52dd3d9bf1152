/** What build.gradle says by literal statements. */
import { describe, expect, it, test } from 'vitest';
import { gradleCall } from '../../../rules/java/gradle/call.ts';
import { readScript, type Script } from '../../../rules/java/gradle/script.ts';

function scriptOf(text: string): Script {
  const script = readScript(text);
  if (script === undefined) throw new Error('it is not understood');
  return script;
}

describe('a version', () => {
  test.each([
    ["version = '1.0'", { known: true, text: '1.0' }],
    ["version '1.0'", { known: true, text: '1.0' }],
    ['version = "1.0"', { known: true, text: '1.0' }],
    ['project.version = "1.0" // the first', { known: true, text: '1.0' }],
    ['/* version = "2" */ version = "1.0"', { known: true, text: '1.0' }],
    ['allprojects { version = "1.0" }', { known: true, text: '1.0' }],
    ['version = "1.$build"', { known: false }],
    ["version = '1.' + build", { known: false }],
    ['version = property("v")', { known: false }],
    ["dependencies { version = '1.0' }", undefined],
  ])('%s', (text, expected) => {
    expect(scriptOf(text).version).toEqual(expected);
  });
});

describe('a task that makes an archive', () => {
  test.each([
    ["bootJar { archiveFileName = 'a.jar' }", 'bootJar', { known: true, text: 'a.jar' }],
    ['tasks.bootJar { archiveFileName.set("a.jar") }', 'bootJar', { known: true, text: 'a.jar' }],
    [
      'tasks.named<BootJar>("bootJar") { archiveFileName.set("a.jar") }',
      'bootJar',
      { known: true, text: 'a.jar' },
    ],
    ["tasks.named('jar') { archiveFileName = 'a.jar' }", 'jar', { known: true, text: 'a.jar' }],
    [
      'tasks.withType<ShadowJar> { archiveFileName.set("a.jar") }',
      'shadowJar',
      { known: true, text: 'a.jar' },
    ],
    ["jar.archiveFileName = 'a.jar'", 'jar', { known: true, text: 'a.jar' }],
    ['shadowJar { archiveFileName = "${name}.jar" }', 'shadowJar', { known: false }],
  ] as const)('%s', (text, task, expected) => {
    expect(scriptOf(text).tasks.get(task)?.fileName).toEqual(expected);
  });

  it('may be off', () => {
    expect(scriptOf('jar { enabled = false }').tasks.get('jar')?.enabled).toBe(false);
    expect(scriptOf('tasks.jar { isEnabled = false }').tasks.get('jar')?.enabled).toBe(false);
  });
});

describe('plugins', () => {
  it.each([
    ["plugins { id 'java'; id 'application' }", ['java', 'application']],
    ['plugins {\n  java\n  kotlin("jvm") version "2.0"\n}', ['java', 'org.jetbrains.kotlin.jvm']],
    ["apply plugin: 'java'", ['java']],
    ["plugins { id 'a' version '1' apply false }", []],
  ])('%s', (text, expected) => {
    expect([...scriptOf(text).plugins.keys()]).toEqual(expected);
  });
});

describe('what is not followed', () => {
  it.each([
    ["buildDir = 'out'", 'it sets buildDir'],
    ["apply from: 'other.gradle'", 'it applies another file'],
    ["if (release) { version = '2' }", 'it sets version under a condition'],
  ])('%s', (text, expected) => {
    expect(scriptOf(text).unknown).toBe(expected);
  });

  it('what a root says of the projects below it', () => {
    expect(scriptOf("subprojects { apply plugin: 'java' }").configuresOthers).toBe(true);
    expect(scriptOf("apply plugin: 'java'").configuresOthers).toBe(false);
  });

  it('a text that does not end', () => {
    expect(readScript("version = '1")).toBeUndefined();
    expect(readScript('plugins {')).toBeUndefined();
  });
});

it('a call has tasks, a directory and properties', () => {
  const call = gradleCall(
    './gradlew --no-daemon -p server clean bootJar -x test -Pversion=2'.split(' '),
    '/app',
  );
  expect(call?.tasks).toEqual(['clean', 'bootJar']);
  expect(call?.directory).toBe('/app/server');
  expect(call?.excluded).toEqual(['test']);
  expect([...(call?.properties ?? [])]).toEqual([['version', '2']]);
});
