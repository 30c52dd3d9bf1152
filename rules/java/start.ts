/** Commands at container start: what of a build runs, and what needs the JDK or the sources. */
import { posix } from 'node:path';
import { isAbsent } from '../../src/evaluate/files/lookup.ts';
import { authorsFilesAt } from '../../src/split/files/files-named.ts';
import { resolveCommand } from '../../src/split/start/resolve-command.ts';
import type { Stage } from '../../src/evaluate/types.ts';
import type { Evidence } from '../../src/rule/types.ts';
import { listed } from '../../src/rule/listed.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Compiles, Passes, Refusal, Runs, Scene } from '../../src/toolchain/toolchain.ts';
import { builtAndStarted } from './build-and-start.ts';
import { deedOfTask, gradleCall } from './gradle/call.ts';
import { certificatesEntrypoint, javaRuntimes, mavenEntrypoint } from './images/images.ts';
import { agentsOf, entriesOf, javaCall, type JavaCall } from './java-call.ts';
import { deedOf, mavenCall } from './maven/call.ts';

/** Compilers of the languages of the virtual machine. */
const compilers: ReadonlySet<string> = new Set(['javac', 'kotlinc', 'scalac', 'groovyc']);
/** Commands of the JDK that a JRE has not. Source: Oracle, "JDK Tools and Utilities"; adoptium/containers (what a JRE holds). */
const ofJdk: ReadonlySet<string> = new Set(
  'jshell jcmd jps jstack jmap jstat jinfo jdb jconsole javap jar jdeps jlink jpackage jarsigner javadoc jhsdb jstatd jmod serialver jrunscript jimage rmic native2ascii schemagen wsgen wsimport xjc jhat jvisualvm'.split(
    ' ',
  ),
);
/** Modules of the JDK alone. Source: openjdk/jdk, make/Images.gmk (JRE_MODULES). */
const modulesOfJdk =
  /(^|,)(ALL-SYSTEM|jdk\.(attach|compiler|jartool|javadoc|jcmd|jconsole|jdeps|jdi|jlink|jpackage|jshell|jstatd|hotspot\.agent|internal\.jvmstat|internal\.opt))(,|$)/;

export function javaStart(
  words: readonly string[],
  scene: Scene,
  evidence: Evidence | undefined,
): Runs | Compiles | Passes | Refusal | undefined {
  const [called = ''] = words;
  const name = posix.basename(called);
  const directory = scene.stage.state.workdir.text;
  if (called === mavenEntrypoint || name === 'mvn-entrypoint.sh' || called === certificatesEntrypoint)
    return { kind: 'passes', words: words.slice(1).map((word) => onPath(word, scene)) };
  if (name === 'java') {
    const other = otherJava(called, scene, evidence);
    if (other !== undefined || directory === undefined) return other;
    return started(words, directory, scene, evidence);
  }
  if (compilers.has(name)) return buildsAtStart(words.slice(0, 3).join(' '), evidence);
  if (ofJdk.has(name)) return jdkNeeded(`the container starts ${name}, which only a JDK has`, evidence);
  if (directory === undefined) return undefined;
  return (
    mavenStart(words, directory, scene, evidence) ??
    gradleStart(words, directory, scene, evidence) ??
    (name === 'sbt' || name === 'activator'
      ? buildsAtStart(`${name} ${words.slice(1).join(' ')}`.trim(), evidence)
      : installedStart(called, directory, scene, evidence))
  );
}

/** `$JAVA_HOME/bin/java` is the java that PATH leads to, where the image set both. */
function onPath(word: string, { stage }: Scene): string {
  const home = stage.state.env.get('JAVA_HOME');
  return home?.origin === 'base' ? word.replace(/\$(?:JAVA_HOME|\{JAVA_HOME\})\/bin\/java\b/g, 'java') : word;
}

function jdkNeeded(message: string, evidence: Evidence | undefined): Refusal {
  return {
    code: 'jdk-at-run-time',
    message,
    evidence,
    advice:
      'nothing, if the JDK is part of what the image is for; else build in a RUN and start java with the result',
  };
}

function notFollowed(message: string, evidence: Evidence | undefined): Refusal {
  return {
    code: 'java-not-followed',
    message,
    evidence,
    advice:
      'write the jar or the class path, and the main class, into ENTRYPOINT or CMD; then run dfopt again',
  };
}

function buildsAtStart(line: string, evidence: Evidence | undefined): Refusal {
  return {
    code: 'builds-and-starts',
    message: `the container builds what it runs each time it starts: ${line}`,
    evidence,
    advice: 'build in a RUN and start java with the result in CMD; then run dfopt again',
  };
}

// ── java ─────────────────────────────────────────────────────────────────────────────────────────────────────

type Artifacts = Runs['artifacts'];

/** A java that is not the image's own (made by jlink, downloaded), or that the image of the JRE has elsewhere. */
function otherJava(called: string, { stage }: Scene, evidence: Evidence | undefined): Refusal | undefined {
  const found = resolveCommand(called, stage);
  if (found.kind !== 'system' && found.kind !== 'missing')
    return notFollowed(
      `the java that is started (${called}) is not the one of the image: what it needs is not followed`,
      evidence,
    );
  const { base, facts } = stage;
  if (!called.includes('/') || base.kind !== 'image' || facts === undefined) return undefined;
  const written = base.text;
  const homes = javaRuntimes(facts, { reference: base.reference, written }).map(
    ({ config }) => config.env['JAVA_HOME'],
  );
  const same = homes.some((home) => home !== undefined && called === posix.join(home, 'bin/java'));
  return homes.length === 0 || same
    ? undefined
    : notFollowed(`java is started as ${called}, and the image of the JRE may have it elsewhere`, evidence);
}

function started(
  words: readonly string[],
  directory: string,
  scene: Scene,
  evidence: Evidence | undefined,
): Runs | Refusal {
  const { stage } = scene;
  const call = javaCall(words);
  const tools = [...call.options, ...optionsOfEnvironment(stage)];
  const module = tools.find(
    (option) =>
      option.startsWith('--add-modules') && modulesOfJdk.test(option.slice(option.indexOf('=') + 1)),
  );
  if (module !== undefined)
    return jdkNeeded(`java is started with ${module}, a module that only a JDK has`, evidence);
  const artifacts = artifactsOf(call, directory, stage, evidence);
  if ('code' in artifacts) return artifacts;
  return {
    kind: 'runs',
    artifacts: artifacts.found,
    needs: [
      {
        kind: 'runtime',
        name: 'java',
        version: stage.facts?.version,
        because: `${posix.basename(words[0] ?? '')} ${(words[1] ?? '').slice(0, 40)} is started`,
        evidence,
      },
      ...namedFiles(call, tools, directory, stage, evidence),
    ],
  };
}

function artifactsOf(
  call: JavaCall,
  directory: string,
  stage: Stage,
  evidence: Evidence | undefined,
): { readonly found: Artifacts } | Refusal {
  const { launched } = call;
  switch (launched.kind) {
    case 'asks':
      return { found: [] };
    case 'unknown':
      return notFollowed(`what java starts is not followed: ${launched.why}`, evidence);
    case 'source':
      return buildsAtStart(`java ${launched.file} compiles it in memory`, evidence);
    case 'jar':
      return (
        severalJars(launched.file, call.arguments, directory, evidence) ??
        jarOf(launched.file, directory, stage, evidence)
      );
    case 'class': {
      const classPath = launched.path ?? stage.state.env.get('CLASSPATH')?.text ?? '.';
      if (/[*?[]/.test(classPath.replace(/(^|[:/])\*(?=:|$)/g, '')))
        return patternRefusal(classPath, evidence);
      if (classPath === '' || launched.name === '')
        return notFollowed('the class path of java hangs on a variable or a pattern', evidence);
      const entries = entriesOf(classPath, directory).filter(
        ({ path }) => !isAbsent(stage.files.lookup(path)),
      );
      const [first] = entries;
      if (first === undefined)
        return {
          code: 'class-path-not-there',
          message: `nothing on the class path of java (${classPath}) is known to be made here`,
          evidence,
          advice: 'check the class path: as far as this file tells, java would find no class',
        };
      // What a shell puts there and is not known ends the word: a part that is not there may be one that goes on.
      const last = entriesOf(classPath, directory).at(-1);
      const isOpen = last !== undefined && last.directory && isAbsent(stage.files.lookup(last.path));
      if (isOpen || /[:/]$/.test(classPath))
        return notFollowed(`not all of the class path of java is known: ${classPath} …`, evidence);
      return {
        found: entries.map(({ path, directory: whole }) => ({ path, shape: whole ? 'directory' : 'file' })),
      };
    }
  }
}

function patternRefusal(text: string, evidence: Evidence | undefined): Refusal {
  return {
    code: 'pattern-not-expanded',
    message: `java is given ${text} as it stands: no shell expands the pattern there, so that the container does not start`,
    evidence,
    advice:
      'name the file, copy it to a fixed name in a RUN (cp target/*.jar /app.jar), or use the shell form',
  };
}

/** A pattern that matches several jars: the shell puts all of them there. */
function severalJars(
  file: string,
  given: readonly string[],
  directory: string,
  evidence: Evidence | undefined,
): Refusal | undefined {
  const place = posix.dirname(posix.resolve(directory, file));
  const others = given.filter(
    (word) => /\.(jar|war)$/.test(word) && posix.dirname(posix.resolve(directory, word)) === place,
  );
  if (others.length === 0) return undefined;
  return {
    code: 'jar-not-named',
    message: `java -jar is given several jars (${[file, ...others].join(', ')}): it starts the first and takes the others for arguments`,
    evidence,
    advice:
      'name the jar in CMD, or have the build make no other beside it (with Spring Boot: jar { enabled = false })',
  };
}

function jarOf(
  file: string,
  directory: string,
  stage: Stage,
  evidence: Evidence | undefined,
): { readonly found: Artifacts } | Refusal {
  if (/[*?[]/.test(file)) return patternRefusal(file, evidence);
  const path = posix.resolve(directory, file);
  const found = stage.files.lookup(path);
  const isFile = found.status === 'present' && found.entry.kind !== 'directory';
  if (!isFile && !/\.(jar|war|ear|zip|original)$/i.test(file)) {
    const open = file === '' ? 'a variable' : `a name that begins with ${file}`;
    return {
      code: 'jar-not-named',
      message: `which jar the container starts is not told: java -jar is given ${open}, and not all that may lie there is known`,
      evidence,
      advice:
        'name the jar in CMD, or copy it to a fixed name in a RUN (cp target/x.jar /app.jar); then run dfopt again',
    };
  }
  if (found.status === 'absent') {
    const made = madeBeside(path, stage);
    if (made.length > 0) {
      return {
        code: 'jar-not-made',
        message: `the container starts ${path}, and the build makes ${listed(made)} there: as far as this file tells, it does not start`,
        evidence,
        advice: 'name the jar that the build makes',
      };
    }
  }
  // Its libraries and classes lie beside it: quarkus.io/guides, "Fast-jar".
  return posix.basename(path) === 'quarkus-run.jar'
    ? { found: [{ path: posix.dirname(path), shape: 'directory' }] }
    : { found: [{ path, shape: 'file' }] };
}

/** Jars that a build makes in the directory of another that it doesn't. */
function madeBeside(path: string, { files }: Stage): readonly string[] {
  const { names, complete } = files.list(posix.dirname(path));
  if (!complete) return [];
  return names.flatMap(({ name }) => (/\.(jar|war)$/.test(name) ? [name] : []));
}

/** Variables that the virtual machine takes options from. Source: JVM Tool Interface, "JAVA_TOOL_OPTIONS"; java(1), "JDK_JAVA_OPTIONS". */
function optionsOfEnvironment({ state }: Stage): readonly string[] {
  return ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'].flatMap(
    (name) => state.env.get(name)?.text?.split(/\s+/) ?? [],
  );
}

/** Files of the author's that options, arguments and variables name: agents, settings, stores of keys. */
function namedFiles(
  call: JavaCall,
  options: readonly string[],
  directory: string,
  stage: Stage,
  evidence: Evidence | undefined,
): readonly Need[] {
  const variables = [...stage.state.env.values()].flatMap(({ text, origin }) =>
    origin === 'base' ? [] : (text ?? []),
  );
  const words = [...options, ...call.arguments, ...variables].flatMap((text) => text.split(/[\s=,;:]+/));
  const places = [...agentsOf(options), ...words.filter((word) => /[./]/.test(word))]
    .map((word) => posix.resolve(directory, word.replace(/^file:(\/\/)?/, '')))
    .filter((path) => path !== '/' && path !== directory);
  return authorsFilesAt(places, stage, 'the command line or a variable names it', evidence);
}

// ── Build tools ──────────────────────────────────────────────────────────────────────────────────────────────

function mavenStart(
  words: readonly string[],
  directory: string,
  scene: Scene,
  evidence: Evidence | undefined,
): Compiles | Refusal | undefined {
  const call = mavenCall(words, directory);
  if (call === undefined) return undefined;
  const line = [posix.basename(words[0] ?? ''), ...call.goals].join(' ');
  if (call.goals.length === 0 || call.asks) {
    return {
      code: 'toolchain-at-start',
      message: `the container starts Maven (${line})`,
      evidence,
      advice:
        'nothing, if that is what the image is for; else build in a RUN and start java with the result in CMD',
    };
  }
  const server = call.goals.find(
    (goal) => /jetty|tomcat|liberty|wildfly|payara|cargo|appengine|hpi/.test(goal) && deedOf(goal) === 'runs',
  );
  if (server !== undefined) {
    return {
      code: 'application-server-not-there',
      message: `the container runs its web application in a server that Maven brings (${server}): the image has none of its own`,
      evidence,
      advice:
        'build the war in a RUN and start it on the image of an application server; dfopt does not choose one',
    };
  }
  const refusal = buildsAtStart(line, evidence);
  return builtAndStarted(words, scene, evidence, refusal) ?? refusal;
}

function gradleStart(
  words: readonly string[],
  directory: string,
  scene: Scene,
  evidence: Evidence | undefined,
): Compiles | Refusal | undefined {
  const call = gradleCall(words, directory);
  if (call === undefined) return undefined;
  const line = [posix.basename(words[0] ?? ''), ...call.tasks].join(' ');
  if (call.tasks.length === 0 || call.asks || call.tasks.every((task) => deedOfTask(task) === 'idle')) {
    return {
      code: 'toolchain-at-start',
      message: `the container starts Gradle (${line})`,
      evidence,
      advice:
        'nothing, if that is what the image is for; else build in a RUN and start java with the result in CMD',
    };
  }
  const refusal = buildsAtStart(line, evidence);
  return builtAndStarted(words, scene, evidence, refusal) ?? refusal;
}

/** What the script that Gradle's `application` plugin writes calls. Source: gradle/gradle, unixStartScript.txt. */
const calledByScript = ['sh', 'uname', 'sed', 'xargs', 'tr', 'ls', 'dirname', 'expr'];

/** `build/install/NAME/bin/NAME`: a script that starts java with the jars in `../lib`. */
function installedStart(
  called: string,
  directory: string,
  { stage }: Scene,
  evidence: Evidence | undefined,
): Runs | undefined {
  if (!called.includes('/')) return undefined;
  const path = posix.resolve(directory, called);
  const place = posix.dirname(posix.dirname(path));
  const found = stage.files.lookup(place);
  const origin = found.status === 'present' ? found.entry.origin : undefined;
  const isScript = posix.basename(posix.dirname(path)) === 'bin' && /\/build\/install\/[^/]+$/.test(place);
  if (!isScript || origin?.by !== 'command' || !['gradle', 'gradlew'].includes(origin.command.name ?? ''))
    return undefined;
  const because = `${posix.basename(path)} is a script that starts java`;
  return {
    kind: 'runs',
    artifacts: [{ path: place, shape: 'directory' }],
    needs: [
      { kind: 'runtime', name: 'java', version: stage.facts?.version, because, evidence },
      { kind: 'shell', path: '/bin/sh', because, evidence },
      ...calledByScript.map((name): Need => ({ kind: 'command', name, because, evidence })),
    ],
  };
}
