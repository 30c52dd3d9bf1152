/** What Maven, Gradle, sbt and the tools of the JDK write. A call that is not understood has no effects: it is opaque then. */
import { posix } from 'node:path';
import { ordinaryCommands, readOnlyCommands } from '../../src/evaluate/commands/index.ts';
import type { CommandModel, CommandRun, Effect, FileSystem, World } from '../../src/evaluate/types.ts';
import { deedOfTask, gradleCall, type GradleCall } from './gradle/call.ts';
import { projectsAt, type GradleProject } from './gradle/project.ts';
import { deedOf, mavenCall, type MavenCall } from './maven/call.ts';
import { outputsOf, type Outputs } from './maven/plugins.ts';
import { projectAt, type Project } from './maven/pom.ts';

/** The words of a command; a word that is not known is empty. */
export function textsOf({ words }: Pick<CommandRun, 'words'>): readonly string[] {
  return words.map(({ text }) => text ?? '');
}

const opaque = (under: string, why: string): Effect => ({ kind: 'opaque', under, why });

function directory(path: string, why: string): readonly Effect[] {
  return [{ kind: 'write', path, entry: 'directory' }, opaque(path, why)];
}

function file(path: string): Effect {
  return { kind: 'write', path, entry: 'file' };
}

function ordinary(run: CommandRun, world: World): readonly Effect[] | undefined {
  const name = run.name ?? '';
  return ordinaryCommands.get(name)?.(run, world) ?? (readOnlyCommands.has(name) ? [] : undefined);
}

/** In other images a command of such a name may be another. */
function onJava(model: CommandModel): CommandModel {
  return (run, world) => (world.facts?.toolchain === 'java' ? model(run, world) : ordinary(run, world));
}

// ── Maven ────────────────────────────────────────────────────────────────────────────────────────────────────

/** A project of a build, with what it makes; `outputs` is undefined where that hangs on what was not read. */
export interface BuiltProject {
  readonly project: Project;
  readonly outputs: Outputs | undefined;
}

/** The projects that a call builds, with their modules; undefined where a pom.xml was not there to read. */
export function mavenProjects(call: MavenCall, files: FileSystem): readonly BuiltProject[] | undefined {
  const found: BuiltProject[] = [];
  const pending = [call.file];
  const seen = new Set(pending);
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const project = projectAt(path, files, call);
    if (project === undefined) return undefined;
    const chosen = path === call.file ? call.modules === undefined : isChosen(project, call);
    if (chosen) {
      const outputs = project.unread.length > 0 ? undefined : outputsOf(project);
      found.push({ project, outputs });
    }
    if (call.alone) continue;
    for (const module of project.modules) {
      const place = posix.resolve(project.directory, module);
      const next = place.endsWith('.xml') ? place : posix.join(place, 'pom.xml');
      if (!seen.has(next)) pending.push(next);
      seen.add(next);
    }
  }
  return found;
}

function isChosen({ directory: place, artifact }: Project, call: MavenCall): boolean {
  return (
    call.modules === undefined ||
    call.modules.some(
      (one) => posix.resolve(call.directory, one) === place || one.split(':').at(-1) === artifact,
    )
  );
}

const maven: CommandModel = (run, { files }) => {
  const workdir = run.workdir.text;
  const call = workdir === undefined ? undefined : mavenCall(textsOf(run), workdir);
  if (call === undefined) return undefined;
  if (call.asks) return [];
  const deeds = call.goals.map(deedOf);
  const fetched: Effect = {
    kind: 'opaque',
    under: '/root/.m2',
    why: 'Maven keeps what it fetches there',
    downloads: true,
  };
  if (deeds.includes('runs')) return undefined;
  const projects = mavenProjects(call, files);
  const unknown = call.goals.filter((goal) => deedOf(goal) === 'unknown' && !isOutputGoal(goal));
  const packages = deeds.includes('packages') || call.goals.some(isOutputGoal);
  if (!packages && unknown.length === 0) {
    if (deeds.length > 0 && deeds.every((deed) => deed === 'fetches')) return [fetched];
    const places = projects?.flatMap(({ project }) => project.output ?? []) ?? [
      posix.join(call.directory, 'target'),
    ];
    const cleaned = places.map((path): Effect => ({ kind: 'remove', path }));
    const compiled = places.flatMap((path) => directory(path, 'Maven compiles there'));
    return [
      fetched,
      ...(deeds.includes('cleans') ? cleaned : []),
      ...(deeds.includes('compiles') ? compiled : []),
    ];
  }
  if (projects === undefined) {
    return [fetched, ...directory(posix.join(call.directory, 'target'), 'Maven builds there')];
  }
  return [
    fetched,
    ...unknown.map((goal) => opaque(call.directory, `what the goal ${goal} writes is not known`)),
    ...projects.flatMap((built) => effectsOfProject(built, deeds.includes('cleans'))),
    ...(call.goals.some((goal) => /dependency.*copy-dependencies$/.test(goal))
      ? projects.flatMap(({ project }) =>
          directory(
            posix.resolve(
              project.directory,
              call.properties.get('outputDirectory') ?? posix.join(project.output ?? 'target', 'dependency'),
            ),
            'libraries are copied there',
          ),
        )
      : []),
  ];
};

/** Goals that make what phases make, too. */
function isOutputGoal(goal: string): boolean {
  return /^(spring-boot:repackage|assembly:(single|assembly)|shade:shade|jar:jar|war:war|(.*:)?dependency(-plugin)?(:[\d.]+)?:copy-dependencies|dependency:copy)$/.test(
    goal,
  );
}

/** What a build leaves in the output directory beside what it is for. */
const aside = [
  'classes',
  'test-classes',
  'generated-sources',
  'generated-test-sources',
  'maven-archiver',
  'maven-status',
  'surefire-reports',
  'failsafe-reports',
  'site',
  'apidocs',
  'antrun',
  'archive-tmp',
];

function effectsOfProject({ project, outputs }: BuiltProject, cleans: boolean): readonly Effect[] {
  const { output, directory: place, packaging } = project;
  const target = output ?? posix.join(place, 'target');
  if (outputs === undefined) return directory(target, 'Maven builds there');
  const { names, directories, unknown } = outputs;
  if (packaging === 'pom' && names.length === 0 && unknown === undefined) return [];
  const inside = directories.filter((path) => path.startsWith(`${target}/`));
  const outside = directories.filter((path) => !path.startsWith(`${target}/`));
  return [
    ...(unknown?.anywhere === true ? [opaque(place, `${unknown.what} may write there`)] : []),
    // What a build before it, or the context, left there is gone.
    ...(cleans ? [{ kind: 'remove', path: target } as const] : []),
    { kind: 'write', path: target, entry: 'directory' },
    ...aside.flatMap((name) => directory(posix.join(target, name), 'Maven writes there')),
    ...names.map((name) => file(posix.join(target, name))),
    ...[...inside, ...outside].flatMap((path) => directory(path, 'a plugin writes there')),
    ...(unknown === undefined ? [] : [opaque(target, `${unknown.what} may write there`)]),
  ];
}

// ── Gradle ───────────────────────────────────────────────────────────────────────────────────────────────────

/** The projects whose tasks a call runs; undefined where the scripts were not there to read. */
export function gradleProjects(call: GradleCall, files: FileSystem): readonly GradleProject[] | undefined {
  const projects = call.unknown ? undefined : projectsAt(call.directory, files, call.properties);
  if (projects === undefined) return undefined;
  // A task without a path runs in all projects below, one with a path in that one.
  return projects.filter(({ directory: place }) =>
    call.tasks.some((task) => {
      const path = task
        .split(':')
        .slice(0, -1)
        .filter((part) => part !== '');
      return path.length === 0 || posix.join(call.directory, ...path) === place;
    }),
  );
}

const gradle: CommandModel = (run, { files }) => {
  const workdir = run.workdir.text;
  const call = workdir === undefined ? undefined : gradleCall(textsOf(run), workdir);
  if (call === undefined) return undefined;
  if (call.asks) return [];
  const deeds = call.tasks.map(deedOfTask);
  if (deeds.includes('runs')) return undefined;
  const caches: readonly Effect[] = [
    {
      kind: 'opaque',
      under: '/home/gradle/.gradle',
      why: 'Gradle keeps what it fetches there',
      downloads: true,
    },
    { kind: 'opaque', under: '/root/.gradle', why: 'Gradle keeps what it fetches there', downloads: true },
    ...directory(posix.join(call.directory, '.gradle'), 'Gradle keeps its state there'),
  ];
  const projects = gradleProjects(call, files);
  if (deeds.every((deed) => deed === 'idle')) return caches;
  if (projects === undefined)
    return [...caches, ...directory(posix.join(call.directory, 'build'), 'Gradle builds there')];
  const unknown = call.tasks.filter((task) => deedOfTask(task) === 'unknown');
  return [
    ...caches,
    ...unknown.map((task) => opaque(call.directory, `what the task ${task} writes is not known`)),
    ...projects.flatMap((project) => effectsOfGradle(project, call, deeds)),
  ];
};

const besideLibs = [
  'classes',
  'resources',
  'generated',
  'tmp',
  'reports',
  'test-results',
  'kotlin',
  'distributions',
  'scripts',
  'bootScripts',
  'cache',
  'docs',
  'jacoco',
];

function effectsOfGradle(
  project: GradleProject,
  { tasks, excluded }: GradleCall,
  deeds: readonly ReturnType<typeof deedOfTask>[],
): readonly Effect[] {
  const build = posix.join(project.directory, 'build');
  const libs = posix.join(build, 'libs');
  if (deeds.every((deed) => deed === 'idle' || deed === 'cleans')) return [{ kind: 'remove', path: build }];
  const names = tasks.map((task) => task.slice(task.lastIndexOf(':') + 1));
  const made = [...project.archives].flatMap(([task, name]) => {
    const isMade =
      deeds.includes('builds') || names.includes(task) || (task === 'jar' && deeds.includes('installs'));
    return isMade && !excluded.includes(task) ? [file(posix.join(libs, name))] : [];
  });
  return [
    ...(deeds.includes('cleans') ? [{ kind: 'remove', path: build } as const] : []),
    { kind: 'write', path: build, entry: 'directory' },
    ...besideLibs.flatMap((name) => directory(posix.join(build, name), 'Gradle writes there')),
    ...(made.length > 0 ? [{ kind: 'write', path: libs, entry: 'directory' } as const] : []),
    ...made,
    ...(deeds.includes('installs') && project.application !== undefined
      ? installed(posix.join(build, 'install', project.application), project.application)
      : []),
    ...(project.unknown === undefined ? [] : [opaque(build, project.unknown)]),
  ];
}

function installed(place: string, name: string): readonly Effect[] {
  return [
    { kind: 'write', path: place, entry: 'directory' },
    { kind: 'write', path: posix.join(place, 'bin'), entry: 'directory' },
    { kind: 'write', path: posix.join(place, 'bin', name), entry: 'file', mode: 0o755 },
    file(posix.join(place, 'bin', `${name}.bat`)),
    ...directory(posix.join(place, 'lib'), 'Gradle puts the libraries there'),
  ];
}

// ── The tools of the JDK ─────────────────────────────────────────────────────────────────────────────────────

/** Options of javac that have their value in the next word. Source: javac(1). */
const valuedByCompiler: ReadonlySet<string> = new Set(
  (
    '-d -h -s -cp -classpath --class-path -sourcepath --source-path -bootclasspath -extdirs -endorseddirs -source --source -target --target --release ' +
    '-encoding -processor -processorpath --processor-path -p --module-path -m --module --module-source-path --add-modules --limit-modules ' +
    '--add-exports --add-reads --add-opens --system -Xmaxerrs -Xmaxwarns'
  ).split(' '),
);

export interface CompilerCall {
  /** `-d`; undefined where classes are written beside the sources. */
  readonly output: string | undefined;
  /** Source files as far as they are named; empty words are those that are not. */
  readonly sources: readonly string[];
  readonly classPath: string | undefined;
}

export function compilerCall(words: readonly string[]): CompilerCall {
  const sources: string[] = [];
  let output: string | undefined;
  let classPath: string | undefined;
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '-d') output = words[(index += 1)];
    else if (['-cp', '-classpath', '--class-path'].includes(word)) classPath = words[(index += 1)];
    else if (valuedByCompiler.has(word)) index += 1;
    else if (!word.startsWith('-')) sources.push(word);
  }
  return { output, sources, classPath };
}

const javac: CommandModel = (run) => {
  const workdir = run.workdir.text;
  if (workdir === undefined) return undefined;
  const words = textsOf(run);
  if (words.length < 2 || words.slice(1).every((word) => /^--?(version|help)$/.test(word))) return [];
  const { output, sources } = compilerCall(words);
  if (output !== undefined && output !== '')
    return directory(posix.resolve(workdir, output), 'classes are compiled there');
  const places = sources.map((source) =>
    source === '' ? workdir : posix.dirname(posix.resolve(workdir, source)),
  );
  // Sources that they name are compiled beside themselves, too.
  return [...new Set([workdir, ...places])].map((place) => opaque(place, 'classes are compiled there'));
};

export interface ArchiveCall {
  readonly mode: 'create' | 'update' | 'extract' | 'list';
  readonly file: string | undefined;
}

/** Source: jar(1). */
export function archiveCall(words: readonly string[]): ArchiveCall | undefined {
  const [, first = '', ...rest] = words;
  if (first.startsWith('--')) {
    const long = [first, ...rest];
    const mode = (['create', 'update', 'extract', 'list'] as const).find((name) =>
      long.includes(`--${name}`),
    );
    const named = long.find((word) => word.startsWith('--file='))?.slice('--file='.length);
    const at = long.findIndex((word) => word === '--file' || word === '-f');
    return mode === undefined ? undefined : { mode, file: named ?? (at < 0 ? undefined : long[at + 1]) };
  }
  const letters = first.replace(/^-/, '');
  if (!/^[ctuxvfm0Mie n]+$/.test(letters)) return undefined;
  const mode = letters.includes('c')
    ? 'create'
    : letters.includes('u')
      ? 'update'
      : letters.includes('x')
        ? 'extract'
        : 'list';
  // f, m and e take their words in the order of the letters.
  const takers = [...letters].filter((letter) => 'fme'.includes(letter));
  const at = takers.indexOf('f');
  return { mode, file: at < 0 ? undefined : rest[at] };
}

const jar: CommandModel = (run) => {
  const workdir = run.workdir.text;
  const call = archiveCall(textsOf(run));
  if (workdir === undefined || call === undefined) return undefined;
  switch (call.mode) {
    case 'create':
    case 'update':
      return call.file === undefined || call.file === ''
        ? undefined
        : [file(posix.resolve(workdir, call.file))];
    case 'extract':
      return [opaque(workdir, 'an archive is unpacked there')];
    case 'list':
      return [];
  }
};

/** A virtual machine of its own. Source: jlink(1). */
const jlink: CommandModel = (run) => {
  const workdir = run.workdir.text;
  const words = textsOf(run);
  const at = words.indexOf('--output');
  const output =
    words.find((word) => word.startsWith('--output='))?.slice('--output='.length) ??
    (at < 0 ? '' : words[at + 1]);
  return workdir === undefined || output === undefined || output === ''
    ? undefined
    : directory(posix.resolve(workdir, output), 'a virtual machine is made there');
};

/** Commands that only print. */
const java: CommandModel = (run) =>
  textsOf(run)
    .slice(1)
    .every((word) => /^-{1,2}(version|showversion|help|fullversion|list-modules)$/.test(word))
    ? []
    : undefined;

/**
 * The scripts that fetch a build tool and start it. Sources: gradle/gradle, unixStartScript.txt; apache/maven-wrapper,
 * only-mvnw and mvnw (the first lines, and the class that is started).
 */
export function isWrapper(name: string, text: string): boolean {
  return (
    (name === 'gradlew' && /GradleWrapperMain|gradle-wrapper\.jar/.test(text)) ||
    (name === 'mvnw' && /MavenWrapperMain|Maven Wrapper/i.test(text))
  );
}

const models: readonly (readonly [names: readonly string[], model: CommandModel])[] = [
  [['mvn', 'mvnw', 'mvnd'], maven],
  [['gradle', 'gradlew'], gradle],
  [['javac'], javac],
  [['jar'], jar],
  [['java'], java],
  [['jlink'], jlink],
];

const javaCommands: ReadonlyMap<string, CommandModel> = new Map([
  ...models.flatMap(([names, model]) => names.map((name) => [name, onJava(model)] as const)),
  // Known, so that what they do at start is asked of the toolchain.
  ...['sbt', 'mvnDebug', 'kotlin', 'scala', 'jshell'].map(
    (name) => [name, (run: CommandRun, world: World) => ordinary(run, world)] as const,
  ),
]);

/** The model of one of the toolchain's own commands, by its base name. */
export function javaModel(name: string): CommandModel | undefined {
  return javaCommands.get(name);
}
