/** Calls of Gradle. Source: `gradle --help`. */
import { posix } from 'node:path';

export interface GradleCall {
  readonly tasks: readonly string[];
  readonly directory: string;
  /** `-Pname=value`. */
  readonly properties: ReadonlyMap<string, string>;
  /** `-x`: tasks that are left out. */
  readonly excluded: readonly string[];
  readonly asks: boolean;
  /** It names another script, or more of it is not followed. */
  readonly unknown: boolean;
}

const names: ReadonlySet<string> = new Set(['gradle', 'gradlew']);
const valued: ReadonlySet<string> = new Set(
  (
    '-p --project-dir -b --build-file -c --settings-file -x --exclude-task -P --project-prop -D --system-prop -g --gradle-user-home -I --init-script ' +
    '--console --max-workers --warning-mode --priority --include-build --project-cache-dir --tests --args --configuration'
  ).split(' '),
);

export function gradleCall(words: readonly string[], workdir: string): GradleCall | undefined {
  const [called = '', ...rest] = words;
  if (!names.has(posix.basename(called))) return undefined;
  const tasks: string[] = [];
  const flags: string[] = [];
  const options: (readonly [name: string, value: string])[] = [];
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? '';
    if (!word.startsWith('-')) tasks.push(word);
    else if (/^-[PDxp]./.test(word)) options.push([word.slice(0, 2), word.slice(2)]);
    else if (word.startsWith('--') && word.includes('='))
      options.push([word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
    else if (valued.has(word)) options.push([word, rest[(index += 1)] ?? '']);
    else flags.push(word);
  }
  const values = (...wanted: readonly string[]): readonly string[] =>
    options.flatMap(([name, value]) => (wanted.includes(name) ? [value] : []));
  // A wrapper in another directory builds the project there only where it is told so.
  const place = values('-p', '--project-dir').at(-1);
  return {
    tasks,
    directory: place === undefined ? workdir : posix.resolve(workdir, place),
    properties: new Map(
      values('-P', '--project-prop').map((value) => {
        const equals = value.indexOf('=');
        return equals < 0 ? [value, ''] : [value.slice(0, equals), value.slice(equals + 1)];
      }),
    ),
    excluded: values('-x', '--exclude-task'),
    asks:
      flags.some((flag) =>
        ['-v', '--version', '-h', '--help', '-V', '--show-version', '-?'].includes(flag),
      ) && tasks.length === 0,
    unknown:
      values('-b', '--build-file', '-c', '--settings-file', '-I', '--init-script', '--include-build').length >
      0,
  };
}

/** Tasks that print, fetch or check, and make nothing that runs. */
const idle =
  /^(tasks|help|dependencies|projects|properties|wrapper|init|buildEnvironment|resolveDependencies|downloadDependencies|check|test|ktlintCheck|spotlessCheck|detekt|javadoc|dependencyInsight|dependencyUpdates|--stop)$/;
const compiling =
  /^(classes|compileJava|compileKotlin|compileScala|testClasses|processResources|compileTestJava|assembleTestClasses)$/;
const running =
  /^(bootRun|run|appRun|jettyRun|tomcatRun|runServer|quarkusDev|runShadow|bootTestRun|appStart|execute|start)$/;

export type GradleDeed = 'builds' | 'jars' | 'installs' | 'compiles' | 'cleans' | 'idle' | 'runs' | 'unknown';

export function deedOfTask(task: string): GradleDeed {
  const name = task.slice(task.lastIndexOf(':') + 1);
  if (name === 'clean') return 'cleans';
  if (/^(build|assemble|buildNeeded|buildDependents)$/.test(name)) return 'builds';
  if (/^(jar|bootJar|bootWar|war|shadowJar)$/.test(name)) return 'jars';
  if (/^(installDist|installShadowDist|installApp|installBootDist)$/.test(name)) return 'installs';
  if (idle.test(name)) return 'idle';
  if (compiling.test(name)) return 'compiles';
  return running.test(name) ? 'runs' : 'unknown';
}
