/** Projects of a Gradle build and what its tasks make. Source: docs.gradle.org and docs.spring.io/spring-boot/gradle-plugin. */
import { posix } from 'node:path';
import type { FileSystem } from '../../../src/evaluate/types.ts';
import { readScript, type ArchiveTask, type Said, type Script } from './script.ts';
import { tokensOf } from './tokens.ts';

export interface GradleProject {
  readonly directory: string;
  readonly name: string;
  readonly libraries: readonly string[];
  /** Its jar runs with others beside it, which its manifest names. */
  readonly namesClassPath: boolean;
  /** It says how the application is run by Gradle. */
  readonly changesRun: boolean;
  readonly application: string | undefined;
  /** Names in build/libs that tasks make, by task. */
  readonly archives: ReadonlyMap<string, string>;
  /** Why more or others may be made. */
  readonly unknown: string | undefined;
}

const scripts = ['build.gradle', 'build.gradle.kts'];
const settingsFiles = ['settings.gradle', 'settings.gradle.kts'];

export function isGradleProject(directory: string, files: FileSystem): boolean {
  return [...scripts, ...settingsFiles].some((name) => files.read(posix.join(directory, name)) !== undefined);
}

/** All projects of the build in a directory, the root first; undefined where its scripts can't be read. */
export function projectsAt(
  directory: string,
  files: FileSystem,
  given: ReadonlyMap<string, string>,
): readonly GradleProject[] | undefined {
  if (!isGradleProject(directory, files)) return undefined;
  const settings = settingsAt(directory, files);
  if (settings === undefined) return undefined;
  const properties = propertiesIn(posix.join(directory, 'gradle.properties'), files);
  const root = scriptAt(directory, files);
  const version = given.get('version') ?? given.get('project.version') ?? properties.get('version');
  const inherited: Said | undefined = version === undefined ? undefined : { known: true, text: version };
  const usual = posix.basename(directory);
  const name: Said = settings.name ?? (usual === '' ? { known: false } : { known: true, text: usual });
  const own = root === 'unread' ? undefined : projectOf(directory, name, root, inherited);
  if (own === undefined && settings.included.length === 0) return undefined;
  const shared = root === 'unread' ? undefined : root?.version;
  const configured = root !== 'unread' && root?.configuresOthers === true;
  const others = settings.included.map((path) => {
    const parts = path.split(':').filter((part) => part !== '');
    const place = posix.join(directory, ...parts);
    const script = scriptAt(place, files);
    const said: Said = { known: true, text: parts.at(-1) ?? '' };
    return script === 'unread'
      ? {
          ...projectOf(place, said, undefined, shared ?? inherited),
          unknown: `the script in ${place} was not understood`,
        }
      : configuredAbove(projectOf(place, said, script, shared ?? inherited), configured);
  });
  const incomplete = settings.unknown;
  return [...(own === undefined ? [] : [own]), ...others].map((project) =>
    incomplete === undefined ? project : { ...project, unknown: project.unknown ?? incomplete },
  );
}

/** What the root says of all projects may give one plugins, and names, that its own script doesn't show. */
function configuredAbove(project: GradleProject, configured: boolean): GradleProject {
  return configured
    ? { ...project, unknown: project.unknown ?? 'the script of the root says more of the projects below it' }
    : project;
}

/** Plugins that make no archive that is started, nor rename one. Source: plugins.gradle.org, the page of each. */
const plainPlugins =
  /^(base|idea|eclipse|checkstyle|pmd|jacoco|signing|maven|maven-publish|distribution|java-test-fixtures|io\.spring\.dependency-management|com\.diffplug\.(gradle\.)?spotless|org\.sonarqube|com\.google\.cloud\.tools\.jib|com\.google\.protobuf|io\.freefair\.lombok|org\.flywaydb\.flyway|nu\.studer\.jooq|com\.github\.ben-manes\.versions|org\.openapi\.generator|com\.gorylenko\.gradle-git-properties|com\.bmuschko\.docker.*|com\.palantir\.docker|org\.jlleitschuh\.gradle\.ktlint|io\.gitlab\.arturbosch\.detekt|org\.jetbrains\.kotlin\..*|kotlin-.*|net\.ltgt\.\w+|com\.github\.spotbugs|org\.asciidoctor\.jvm\..*|org\.graalvm\.buildtools\.native|com\.avast\.gradle\.docker-compose|org\.liquibase\.gradle)$/;
const archivePlugins =
  /^(java|java-library|application|war|groovy|scala|kotlin|org\.springframework\.boot|com\.github\.johnrengelman\.shadow|com\.gradleup\.shadow|io\.micronaut\..*|io\.ktor\.plugin)$/;

function scriptAt(directory: string, files: FileSystem): Script | undefined | 'unread' {
  const text = scripts
    .map((name) => files.read(posix.join(directory, name)))
    .find((found) => found !== undefined);
  if (text === undefined) return undefined;
  return readScript(text) ?? 'unread';
}

interface SettingsFile {
  readonly name: Said | undefined;
  readonly included: readonly string[];
  readonly unknown: string | undefined;
}

function settingsAt(directory: string, files: FileSystem): SettingsFile | undefined {
  const text = settingsFiles
    .map((name) => files.read(posix.join(directory, name)))
    .find((found) => found !== undefined);
  if (text === undefined) return { name: undefined, included: [], unknown: undefined };
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  let name: Said | undefined;
  const included: string[] = [];
  let unknown: string | undefined;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'name') continue;
    if (
      token.text === 'name' &&
      tokens[index - 2]?.text === 'rootProject' &&
      tokens[index + 1]?.text === '='
    ) {
      const value = tokens[index + 2];
      name = value?.kind === 'text' && !value.open ? { known: true, text: value.text } : { known: false };
    }
    if (token.text === 'include') {
      for (const next of tokens.slice(index + 1)) {
        if (next.kind === 'text' && !next.open) included.push(next.text);
        else if (next.kind !== 'sign' && next.kind !== 'end') break;
        else if (next.kind === 'end' && tokens[tokens.indexOf(next) - 1]?.text !== ',') break;
      }
    }
    if (token.text === 'projectDir' || token.text === 'includeBuild')
      unknown = `settings.gradle has ${token.text}`;
  }
  return { name, included, unknown };
}

/** `name=value` lines. Source: java.util.Properties. */
function propertiesIn(path: string, files: FileSystem): ReadonlyMap<string, string> {
  const lines = (files.read(path) ?? '').split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const found = /^\s*([^#!\s=:][^\s=:]*)\s*[=:]\s*(.*?)\s*$/.exec(line);
      return found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const];
    }),
  );
}

/** From this release of Spring Boot on, the plain jar is made beside the one that is started. */
const firstWithPlain = [2, 5];

function projectOf(
  directory: string,
  name: Said,
  script: Script | undefined,
  inherited: Said | undefined,
): GradleProject {
  const version = script?.version ?? inherited;
  const base = script?.archivesName ?? name;
  const archives = new Map<string, string>();
  let unknown = script?.unknown ?? (name.known ? undefined : 'the name of its project is put together');
  const add = (task: string, settings: ArchiveTask | undefined, classifier: string, ending: string): void => {
    if (settings?.enabled === false) return;
    const file = fileName(settings, base, version, classifier, ending);
    if (file === undefined) unknown ??= `the name of what ${task} makes is put together`;
    else archives.set(task, file);
  };
  const plugins = script?.plugins ?? new Map<string, string | undefined>();
  const has = (pattern: RegExp): boolean => [...plugins.keys()].some((id) => pattern.test(id));
  if ([...plugins.keys()].some((id) => id.startsWith('alias(')))
    unknown ??= 'its plugins are of a catalogue that was not read';
  const strange = [...plugins.keys()].find((id) => !plainPlugins.test(id) && !archivePlugins.test(id));
  if (strange !== undefined) unknown ??= `the plugin ${strange} is not known`;
  const boot = plugins.has('org.springframework.boot');
  const isJava =
    boot ||
    has(
      /^(java|java-library|application|war|groovy|scala|kotlin|org\.jetbrains\.kotlin\.jvm|io\.micronaut\..*|io\.ktor\.plugin)$/,
    );
  const tasks = script?.tasks;
  if (isJava) {
    if (boot) {
      const release = plugins.get('org.springframework.boot')?.split('.').map(Number);
      const plain = release === undefined ? undefined : isSince(release, firstWithPlain);
      add('bootJar', tasks?.get('bootJar'), '', 'jar');
      if (plain === true) add('jar', tasks?.get('jar'), 'plain', 'jar');
      else if (plain === undefined) unknown ??= 'the release of Spring Boot is not told';
      else if (tasks?.get('jar')?.enabled === true) add('jar', tasks.get('jar'), '', 'jar');
    } else add('jar', tasks?.get('jar'), '', 'jar');
    if (plugins.has('war')) add(boot ? 'bootWar' : 'war', tasks?.get(boot ? 'bootWar' : 'war'), '', 'war');
    if (has(/^(com\.github\.johnrengelman\.shadow|com\.gradleup\.shadow|io\.ktor\.plugin)$/))
      add('shadowJar', tasks?.get('shadowJar'), 'all', 'jar');
  }
  const applies = has(/^(application|io\.micronaut\.application|io\.ktor\.plugin)$/);
  const application = script?.applicationName ?? name;
  return {
    directory,
    name: name.known ? name.text : '',
    libraries: script?.libraries ?? [],
    namesClassPath: script?.namesClassPath ?? false,
    changesRun: script?.changesRun ?? false,
    application: applies && application.known ? application.text : undefined,
    archives,
    unknown,
  };
}

function isSince(release: readonly number[], since: readonly number[]): boolean {
  const [major = 0, minor = 0] = release;
  const [from = 0, fromMinor = 0] = since;
  return major > from || (major === from && minor >= fromMinor);
}

/** `[baseName]-[appendix]-[version]-[classifier].[extension]`. Source: docs.gradle.org, AbstractArchiveTask. */
function fileName(
  task: ArchiveTask | undefined,
  archivesName: Said,
  projectVersion: Said | undefined,
  usualClassifier: string,
  ending: string,
): string | undefined {
  const named = task?.fileName;
  if (named !== undefined) return named.known ? named.text : undefined;
  const base = task?.baseName ?? archivesName;
  const version = task?.version ?? projectVersion ?? { known: true as const, text: '' };
  const classifier = task?.classifier ?? { known: true as const, text: usualClassifier };
  if (!base.known || !version.known || !classifier.known) return undefined;
  return `${[base.text, version.text, classifier.text].filter((part) => part !== '').join('-')}.${ending}`;
}
