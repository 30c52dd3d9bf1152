/**
 * Build tools that start what they build, and what does the same in two steps. Sources: docs.spring.io/spring-boot/maven-plugin
 * ("Running your Application with Maven": in the project's directory, with its class path); docs.gradle.org, "The Application Plugin".
 */
import { posix } from 'node:path';
import type { Evidence } from '../../src/rule/types.ts';
import type { Compiles, Refusal, Scene } from '../../src/toolchain/toolchain.ts';
import { gradleProjects, mavenProjects } from './commands.ts';
import { gradleCall } from './gradle/call.ts';
import { mavenCall } from './maven/call.ts';
import { textAt } from '../../src/context/xml.ts';

/** undefined where profile, class path or working directory are not certainly the same. */
export function builtAndStarted(
  words: readonly string[],
  scene: Scene,
  evidence: Evidence | undefined,
  refusal: Refusal,
): Compiles | undefined {
  const { stage } = scene;
  const directory = stage.state.workdir.text;
  if (directory === undefined) return undefined;
  const steps = springBootRun(words, directory, scene) ?? gradleRun(words, directory, scene);
  if (steps === undefined) return undefined;
  return {
    kind: 'compiles',
    built: [steps.built],
    replaced: words.length,
    by: steps.by,
    makes: steps.makes,
    sources: [directory],
    assumption: {
      code: 'started-by-build-tool',
      message: `${posix.basename(words[0] ?? '')} starts no more than the application, with the same class path and settings: what a container is given or mounts is no part of the build, and the application gets signals itself`,
      evidence,
    },
    refusal,
  };
}

interface Steps {
  readonly built: readonly string[];
  readonly by: readonly string[];
  readonly makes: string;
}

/** Settings of the plugin with which `run` starts another thing than the jar. */
const changing = [
  'jvmArguments',
  'arguments',
  'commandlineArguments',
  'profiles',
  'environmentVariables',
  'systemPropertyVariables',
  'workingDirectory',
  'directories',
  'folders',
  'agent',
  'agents',
  'additionalClasspathElements',
  'useTestClasspath',
  'classifier',
];

function springBootRun(words: readonly string[], directory: string, { stage }: Scene): Steps | undefined {
  const call = mavenCall(words, directory);
  const [goal, ...more] = call?.goals ?? [];
  if (call === undefined || goal !== 'spring-boot:run' || more.length > 0 || call.directory !== directory)
    return undefined;
  const given = [...call.properties.keys()];
  if (given.some((name) => /run\.|^spring\./.test(name)) || call.modules !== undefined) return undefined;
  const [built, ...others] = mavenProjects(call, stage.files) ?? [];
  if (built === undefined || others.length > 0) return undefined;
  const { project, outputs } = built;
  const plugin = project.plugins.find(({ artifact }) => artifact === 'spring-boot-maven-plugin');
  const isSet = plugin?.configurations.some((one) =>
    changing.some((name) => textAt(one, name) !== undefined),
  );
  const [jar, ...jars] = outputs?.runnable ?? [];
  // Without it the jar does not start.
  if (plugin?.goals.includes('repackage') !== true || isSet === true) return undefined;
  if (jar === undefined || jars.length > 0 || outputs?.unknown !== undefined || project.output === undefined)
    return undefined;
  const flags = words.slice(1).filter((word) => word !== goal);
  const makes = posix.join(project.output, jar);
  return {
    built: [words[0] ?? 'mvn', ...flags, '-DskipTests', 'package'],
    by: ['java', '-jar', makes],
    makes,
  };
}

function gradleRun(words: readonly string[], directory: string, { stage }: Scene): Steps | undefined {
  const call = gradleCall(words, directory);
  const [task, ...more] = call?.tasks ?? [];
  if (call === undefined || more.length > 0 || call.directory !== directory) return undefined;
  if (task !== 'bootRun' && task !== 'run') return undefined;
  const flags = words.slice(1).filter((word) => word !== task);
  // What is given to the task itself (`--args`) is no option of another.
  if (
    flags.some(
      (flag) => !/^(--no-daemon|--offline|--quiet|-q|--info|-i|--stacktrace|-s|--console=\w+)$/.test(flag),
    )
  )
    return undefined;
  const projects = gradleProjects(call, stage.files);
  const [project, ...others] = projects ?? [];
  if (project === undefined || others.length > 0 || project.unknown !== undefined || project.changesRun)
    return undefined;
  const build = posix.join(directory, 'build');
  if (task === 'bootRun') {
    const jar = project.archives.get('bootJar');
    if (jar === undefined) return undefined;
    const makes = posix.join(build, 'libs', jar);
    return { built: [words[0] ?? 'gradle', ...flags, 'bootJar'], by: ['java', '-jar', makes], makes };
  }
  const { application } = project;
  if (application === undefined) return undefined;
  const makes = posix.join(build, 'install', application, 'bin', application);
  return { built: [words[0] ?? 'gradle', ...flags, 'installDist'], by: [makes], makes };
}
