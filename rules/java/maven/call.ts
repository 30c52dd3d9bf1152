/** Calls of Maven. Source: `mvn --help`; maven.apache.org, "Introduction to the Build Lifecycle". */
import { posix } from 'node:path';
import type { Given } from './pom.ts';

export interface MavenCall extends Given {
  readonly goals: readonly string[];
  /** The project's own directory, and its file. */
  readonly directory: string;
  readonly file: string;
  /** `-pl`: the modules that are built, as written; undefined for all of them. */
  readonly modules: readonly string[] | undefined;
  /** Modules stay aside (`-N`). */
  readonly alone: boolean;
  /** It only tells something of itself. */
  readonly asks: boolean;
}

const names: ReadonlySet<string> = new Set(['mvn', 'mvnw', 'mvnd', 'mvnDebug']);

const valued: ReadonlySet<string> = new Set(
  (
    '-f --file -s --settings -gs --global-settings -t --toolchains -T --threads -P --activate-profiles -pl --projects -rf --resume-from ' +
    '-l --log-file -b --builder -emp --encrypt-master-password -ep --encrypt-password --color -is --install-settings -D --define'
  ).split(' '),
);

/** The call that words are; undefined for another command. */
export function mavenCall(words: readonly string[], workdir: string): MavenCall | undefined {
  const [called = '', ...rest] = words;
  if (!names.has(posix.basename(called))) return undefined;
  const options: (readonly [name: string, value: string])[] = [];
  const goals: string[] = [];
  const flags: string[] = [];
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? '';
    if (!word.startsWith('-')) {
      goals.push(word);
      continue;
    }
    const [option = '', ...value] = word.startsWith('--') ? word.split('=') : [word];
    const short = /^-([DP])(.+)$/.exec(word);
    if (short !== null) options.push([`-${short[1] ?? ''}`, short[2] ?? '']);
    else if (value.length > 0) options.push([option, value.join('=')]);
    else if (valued.has(option)) options.push([option, rest[(index += 1)] ?? '']);
    else flags.push(option);
  }
  const last = (...wanted: readonly string[]): string | undefined =>
    options.findLast(([name]) => wanted.includes(name))?.[1];
  const given = last('-f', '--file');
  const place = given === undefined ? workdir : posix.resolve(workdir, given);
  const file = given?.endsWith('.xml') === true ? place : posix.join(place, 'pom.xml');
  return {
    goals,
    file,
    directory: posix.dirname(file),
    modules: flags.some((flag) => flag === '-am' || flag === '--also-make' || flag === '-amd')
      ? undefined
      : last('-pl', '--projects')?.split(','),
    alone: flags.includes('-N') || flags.includes('--non-recursive'),
    asks: flags.some((flag) => ['-v', '--version', '-h', '--help'].includes(flag)) && goals.length === 0,
    profiles: options.flatMap(([name, value]) =>
      name === '-P' || name === '--activate-profiles' ? value.split(',') : [],
    ),
    properties: new Map(
      options.flatMap(([name, value]) => {
        if (name !== '-D' && name !== '--define') return [];
        const equals = value.indexOf('=');
        return [equals < 0 ? [value, 'true'] : [value.slice(0, equals), value.slice(equals + 1)]] as const;
      }),
    ),
  };
}

/** The phases of the default lifecycle, in order, as far as they make something. */
const phases = [
  'validate',
  'initialize',
  'generate-sources',
  'process-resources',
  'compile',
  'process-classes',
  'test-compile',
  'test',
  'prepare-package',
  'package',
  'pre-integration-test',
  'integration-test',
  'verify',
  'install',
  'deploy',
];

export type MavenDeed = 'packages' | 'compiles' | 'cleans' | 'fetches' | 'runs' | 'unknown';

/** Goals that fetch, or print, and leave the project as it is. */
const fetching =
  /^(?:(?:org\.apache\.maven\.plugins:)?(?:maven-)?(?:dependency|help|versions|enforcer|archetype|wrapper)(?:-plugin)?(?::[\d.]+)?:(?!copy|unpack|build-classpath|generate)[\w-]+)$/;

/** What a goal or phase does. */
export function deedOf(goal: string): MavenDeed {
  const phase = phases.indexOf(goal);
  if (phase >= 0)
    return phase >= phases.indexOf('package')
      ? 'packages'
      : phase >= phases.indexOf('compile')
        ? 'compiles'
        : 'fetches';
  if (goal === 'clean' || goal === 'clean:clean') return 'cleans';
  if (fetching.test(goal)) return 'fetches';
  if (
    /^(compiler:(test)?compile|resources:(test)?resources|process-test-classes|process-test-resources|surefire:test|generate-resources|process-sources)$/i.test(
      goal,
    )
  )
    return 'compiles';
  if (
    /(^|:)(spring-boot(-maven-plugin)?(:[\w.]+)?:(run|start)|jetty(-maven-plugin)?(:[\w.]+)?:(run|start)[\w-]*|tomcat\d*(-maven-plugin)?(:[\w.]+)?:run|exec(-maven-plugin)?(:[\w.]+)?:(java|exec)|quarkus:dev|liberty:(run|dev)|wildfly:run|cargo:run|payara-micro:start|mn:run|vertx:run|hpi:run|appengine:(devserver|run))$/.test(
      goal,
    )
  )
    return 'runs';
  return 'unknown';
}
