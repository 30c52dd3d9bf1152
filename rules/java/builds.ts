/** The commands of a file that build with Java, with the projects that they build. */
import { posix } from 'node:path';
import type { CommandRun, FileSystem, Stage } from '../../src/evaluate/types.ts';
import { compilerCall, gradleProjects, mavenProjects, textsOf, type BuiltProject } from './commands.ts';
import { deedOfTask, gradleCall } from './gradle/call.ts';
import type { GradleProject } from './gradle/project.ts';
import { deedOf, mavenCall } from './maven/call.ts';

export type JavaBuild = {
  readonly run: CommandRun;
  /** The files as they were when its step began. */
  readonly files: FileSystem;
  /** Where its sources are, absolute. */
  readonly directories: readonly string[];
} & (
  | {
      readonly tool: 'maven';
      readonly projects: readonly BuiltProject[] | undefined;
      readonly script: string;
    }
  | {
      readonly tool: 'gradle';
      readonly projects: readonly GradleProject[] | undefined;
      readonly script: string;
    }
  | { readonly tool: 'javac'; readonly classPath: string | undefined }
  /** One that is not followed: what it is called. */
  | { readonly tool: 'other'; readonly name: string }
);

/** Compilers and build tools of other languages of the virtual machine, and of no language in particular. */
const others: ReadonlySet<string> = new Set(
  'sbt ant lein mill bazel bazelisk make gmake cmake kotlinc scalac groovyc clojure activator npm yarn jlink jpackage native-image'.split(
    ' ',
  ),
);

export function buildsOf(stage: Stage): readonly JavaBuild[] {
  return stage.steps.flatMap((step, index) => {
    const files = stage.files.upTo(stage.steps[index - 1]?.filesAfter ?? 0);
    return step.commands.flatMap((run) => buildOf(run, files) ?? []);
  });
}

function buildOf(run: CommandRun, files: FileSystem): JavaBuild | undefined {
  const workdir = run.workdir.text ?? '/';
  const given = textsOf(run);
  const name = run.name ?? '';
  // `sh gradlew build`
  const of = /^(ba|da|a)?sh$/.test(name)
    ? given.findIndex((word, index) => index > 0 && !word.startsWith('-'))
    : 0;
  const words = given.slice(Math.max(of, 0));
  const maven = mavenCall(words, workdir);
  if (maven !== undefined) {
    const idle = maven.asks || maven.goals.every((goal) => ['fetches', 'cleans'].includes(deedOf(goal)));
    if (idle) return undefined;
    const projects = mavenProjects(maven, files);
    const directories = projects?.map(({ project }) => project.directory) ?? [maven.directory];
    return { run, files, tool: 'maven', projects, directories, script: maven.file };
  }
  const gradle = gradleCall(words, workdir);
  if (gradle !== undefined) {
    if (gradle.asks || gradle.tasks.every((task) => ['idle', 'cleans'].includes(deedOfTask(task))))
      return undefined;
    const projects = gradleProjects(gradle, files);
    const script = posix.join(gradle.directory, 'build.gradle');
    return { run, files, tool: 'gradle', projects, directories: [gradle.directory], script };
  }
  if (name === 'javac') {
    const { sources, classPath } = compilerCall(words);
    if (sources.length === 0) return undefined;
    const places = sources.map((source) =>
      source === '' ? workdir : posix.dirname(posix.resolve(workdir, source)),
    );
    return { run, files, tool: 'javac', classPath, directories: [...new Set([workdir, ...places])] };
  }
  const script =
    /^\.{0,2}\/.*|\.(sh|bash)$/.test(words[0] ?? '') || (/^(ba|da|a)?sh$/.test(name) && given.length > 1);
  return others.has(name) || script
    ? { run, files, tool: 'other', name: words[0] ?? name, directories: [] }
    : undefined;
}

/** Commands that change what the JDK itself holds: certificates that it trusts, files below it. */
export function changesJava(
  stage: Stage,
  home: string | undefined,
): { readonly run: CommandRun; readonly what: string } | undefined {
  for (const { commands } of stage.steps) {
    for (const run of commands) {
      const what = changeOf(run, home);
      if (what !== undefined) return { run, what };
    }
  }
  return undefined;
}

function changeOf(run: CommandRun, home: string | undefined): string | undefined {
  const words = textsOf(run);
  if (run.name === 'keytool') {
    const imports = words.some((word) =>
      /^-(import|importcert|importkeystore|delete|changealias)$/.test(word),
    );
    const at = words.findIndex((word) => ['-keystore', '-destkeystore'].includes(word));
    const store = at < 0 ? undefined : words[at + 1];
    const own =
      words.includes('-cacerts') || (store !== undefined && (store === '' || store.endsWith('cacerts')));
    return imports && own ? 'keytool changes the certificates that the JDK of the image trusts' : undefined;
  }
  const writes = ['cp', 'mv', 'ln', 'rm', 'sed', 'install', 'tee', 'unzip', 'tar'].includes(run.name ?? '');
  const inside = words
    .slice(1)
    .find(
      (word) =>
        /^(\/opt\/java|\/usr\/local\/openjdk|\/usr\/lib\/jvm|\/docker-java-home|\/usr\/java)(\/|$)/.test(
          word,
        ) ||
        (home !== undefined && word.startsWith(`${home}/`)),
    );
  const target = words.at(-1) ?? '';
  if (!writes || inside === undefined) return undefined;
  // What is copied out of it leaves it as it is.
  const reads = ['cp', 'ln', 'tar'].includes(run.name ?? '') && inside !== target;
  return reads ? undefined : `${run.name ?? ''} changes ${inside}, which is of the JDK`;
}
