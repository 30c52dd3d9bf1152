/** Files in which nothing is built with Java: they bring a jar or tools, and run them. There is nothing to leave behind. */
import { posix } from 'node:path';
import type { NothingToSplit, Scene } from '../../src/toolchain/toolchain.ts';
import { buildsOf, type JavaBuild } from './builds.ts';
import { gradleCall } from './gradle/call.ts';
import { javaImage, runtimeImage } from './images/tags.ts';
import { mavenCall } from './maven/call.ts';
import { javaCall, type Launched } from './java-call.ts';

/** undefined where something is built, may be, or is built by what the container starts. */
export function nothingToSplit({ stage }: Scene): NothingToSplit | undefined {
  if (stage.facts?.onbuild === true || stage.config.onbuild.length > 0) return undefined;
  const built = buildsOf(stage);
  if (built.length > 0) return sameAgain(built, stage);
  const { entrypoint, cmd } = stage.config;
  const lines = [entrypoint, cmd].flatMap((command) =>
    command === undefined || command.inherited ? [] : linesOf(command.script ?? command.words.join(' ')),
  );
  const launched = lines.flatMap((words) => launchedBy(words) ?? []);
  if (lines.some(builds) || launched.some(({ kind }) => kind === 'source')) return undefined;
  const [jar] = launched.flatMap((one) => (one.kind === 'jar' ? [one.file] : []));
  return {
    code: 'no-build-with-java',
    message:
      jar === undefined
        ? 'nothing is built with Java here'
        : `nothing is built here: ${jar} is brought ready to run, and the image of a JRE would do for it`,
  };
}

/**
 * What javac makes on a variant that is small already runs on the same one again: nothing was fetched that could be left behind.
 */
function sameAgain(built: readonly JavaBuild[], { base, facts }: Scene['stage']): NothingToSplit | undefined {
  const image = base.kind === 'image' ? javaImage(base.reference) : undefined;
  if (image === undefined || facts === undefined || image.tool !== undefined || image.jdk.size === 'full')
    return undefined;
  const runtime = runtimeImage(image.jdk);
  if (runtime.kind === 'none' || runtime.jre || built.some(({ tool }) => tool !== 'javac')) return undefined;
  return {
    code: 'same-java-again',
    message:
      'what javac makes here would run on the same image again: no smaller one of that release is known',
  };
}

/** The commands of a text, as words: only whether one of them builds is asked, and a shell's quotes are of no matter for that. */
function linesOf(text: string): readonly (readonly string[])[] {
  const inside = text.replace(/^\S*sh\s+-\w*c\s+/, '');
  return inside.split(/[;&|]+/).map((line) =>
    line
      .trim()
      .replace(/^exec\s+/, '')
      .split(/\s+/),
  );
}

function builds(words: readonly string[]): boolean {
  return (
    mavenCall(words, '/') !== undefined ||
    gradleCall(words, '/') !== undefined ||
    /^(sbt|javac)$/.test(posix.basename(words[0] ?? ''))
  );
}

function launchedBy(words: readonly string[]): Launched | undefined {
  return posix.basename(words[0] ?? '') === 'java' ? javaCall(words).launched : undefined;
}
