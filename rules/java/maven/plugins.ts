/**
 * What plugins of Maven write, beside the jar of the project. Sources: the plugin documentation of each, at
 * maven.apache.org/plugins, docs.spring.io/spring-boot/maven-plugin and quarkus.io/guides.
 */
import { posix } from 'node:path';
import { all, at, textAt, type Element } from '../../../src/context/xml.ts';
import type { Plugin, Project } from './pom.ts';

/** What a project's build makes. */
export interface Outputs {
  /** Names of files in its output directory. */
  readonly names: readonly string[];
  /** Those among them that `java -jar` starts, or that are given to a class path. */
  readonly runnable: readonly string[];
  /** Directories with more: libraries beside the jar, the parts of a Quarkus application. */
  readonly directories: readonly string[];
  /** Directories that the jar's manifest names for its libraries, relative to the jar. */
  readonly libraries: readonly string[];
  /** What may write more, and was not followed: in the output directory, or anywhere in the project. */
  readonly unknown: { readonly what: string; readonly anywhere: boolean } | undefined;
}

/** They write nothing beside classes, reports and generated sources. */
const plain: ReadonlySet<string> = new Set(
  (
    'maven-compiler-plugin maven-surefire-plugin maven-failsafe-plugin maven-resources-plugin maven-clean-plugin maven-install-plugin ' +
    'maven-deploy-plugin maven-enforcer-plugin maven-site-plugin maven-checkstyle-plugin maven-pmd-plugin maven-release-plugin ' +
    'maven-project-info-reports-plugin maven-gpg-plugin maven-surefire-report-plugin maven-toolchains-plugin maven-jxr-plugin ' +
    'jacoco-maven-plugin spotbugs-maven-plugin findbugs-maven-plugin sonar-maven-plugin versions-maven-plugin git-commit-id-plugin ' +
    'git-commit-id-maven-plugin buildnumber-maven-plugin build-helper-maven-plugin flatten-maven-plugin animal-sniffer-maven-plugin ' +
    'protobuf-maven-plugin os-maven-plugin jaxb2-maven-plugin maven-jaxb2-plugin openapi-generator-maven-plugin swagger-codegen-maven-plugin ' +
    'antlr4-maven-plugin antlr3-maven-plugin spotless-maven-plugin fmt-maven-plugin license-maven-plugin kotlin-maven-plugin ' +
    'scala-maven-plugin gmavenplus-plugin properties-maven-plugin lombok-maven-plugin apt-maven-plugin jooq-codegen-maven ' +
    'avro-maven-plugin flyway-maven-plugin liquibase-maven-plugin coveralls-maven-plugin cobertura-maven-plugin duplicate-finder-maven-plugin ' +
    'jetty-maven-plugin tomcat7-maven-plugin cargo-maven2-plugin docker-maven-plugin dockerfile-maven-plugin jib-maven-plugin ' +
    'forbiddenapis formatter-maven-plugin impsort-maven-plugin sortpom-maven-plugin modernizer-maven-plugin pitest-maven ' +
    'dependency-check-maven cyclonedx-maven-plugin central-publishing-maven-plugin nexus-staging-maven-plugin jandex-maven-plugin'
  ).split(' '),
);

/** They run other programs, or write beside the output directory by design. */
const elsewhere: ReadonlySet<string> = new Set([
  'maven-antrun-plugin',
  'exec-maven-plugin',
  'frontend-maven-plugin',
  'maven-invoker-plugin',
  'gradle-maven-plugin',
  'wagon-maven-plugin',
  'download-maven-plugin',
  'copy-rename-maven-plugin',
]);

const nothing: Outputs = { names: [], runnable: [], directories: [], libraries: [], unknown: undefined };

/** What a build up to `package` makes; undefined where the name of its jar hangs on what was not read. */
export function outputsOf(project: Project): Outputs | undefined {
  const { finalName, packaging, plugins, output } = project;
  if (finalName === undefined || output === undefined) return undefined;
  if (packaging === 'pom') return { ...nothing, unknown: plugins.flatMap((plugin) => unknownOf(plugin))[0] };
  const found = plugins.map((plugin) => outputsOfPlugin(plugin, project, finalName));
  const main = mainArtifact(project, finalName);
  return {
    names: [...new Set([...main, ...found.flatMap(({ names }) => names)])],
    runnable: [...new Set([...main, ...found.flatMap(({ runnable }) => runnable)])],
    directories: [
      ...(packaging === 'war' ? [posix.join(output, finalName)] : []),
      ...found.flatMap(({ directories }) => directories),
    ],
    libraries: found.flatMap(({ libraries }) => libraries),
    unknown: found.find(({ unknown }) => unknown !== undefined)?.unknown ?? ofPackaging(packaging),
  };
}

const archives: ReadonlyMap<string, string> = new Map([
  ['jar', 'jar'],
  ['war', 'war'],
  ['ejb', 'jar'],
  ['maven-plugin', 'jar'],
  ['bundle', 'jar'],
]);

function ofPackaging(packaging: string): Outputs['unknown'] {
  return archives.has(packaging) ? undefined : { what: `the packaging ${packaging}`, anywhere: false };
}

function mainArtifact({ plugins, packaging, resolve }: Project, finalName: string): readonly string[] {
  const ending = archives.get(packaging);
  if (ending === undefined) return [];
  const plugin = plugins.find(({ artifact }) => artifact === `maven-${ending}-plugin`);
  const classifier = resolved(valueIn(plugin, 'classifier'), resolve);
  const named = resolved(valueIn(plugin, 'finalName'), resolve) ?? finalName;
  return [`${named}${classifier === undefined ? '' : `-${classifier}`}.${ending}`];
}

function outputsOfPlugin(plugin: Plugin, project: Project, finalName: string): Outputs {
  const { artifact, goals } = plugin;
  const { resolve, output = '' } = project;
  const [unknown] = unknownOf(plugin);
  if (unknown !== undefined) return { ...nothing, unknown };
  const jars = (...names: readonly string[]): Outputs => ({ ...nothing, names, runnable: names });
  const named = resolved(valueIn(plugin, 'finalName'), resolve) ?? finalName;
  switch (artifact) {
    case 'maven-jar-plugin':
    case 'maven-war-plugin': {
      const manifest = manifestsOf(plugin).filter((one) => textAt(one, 'addClasspath') === 'true');
      const libraries = manifest.map((one) => resolved(textAt(one, 'classpathPrefix'), resolve) ?? '');
      const tests = goals.includes('test-jar') ? [`${named}-tests.jar`] : [];
      const place = valueIn(plugin, 'outputDirectory');
      if (place !== undefined && resolve(place) !== output)
        return { ...nothing, unknown: { what: `${artifact}, which writes to ${place}`, anywhere: true } };
      const entries = plugin.configurations.some(
        (one) =>
          at(one, 'archive', 'manifestEntries', 'Class-Path') !== undefined ||
          at(one, 'archive', 'manifestFile') !== undefined,
      );
      // Which jars that are is not told: all that lie beside it may be.
      return { ...nothing, names: tests, libraries: [...libraries, ...(entries ? ['.'] : [])] };
    }
    case 'maven-source-plugin':
      return { ...nothing, names: [`${finalName}-sources.jar`] };
    case 'maven-javadoc-plugin':
      return { ...nothing, names: [`${finalName}-javadoc.jar`] };
    case 'spring-boot-maven-plugin': {
      if (!goals.includes('repackage')) return nothing;
      const classifier = resolved(valueIn(plugin, 'classifier'), resolve);
      return classifier === undefined
        ? { ...nothing, names: [`${finalName}.${project.packaging === 'war' ? 'war' : 'jar'}.original`] }
        : jars(`${named}-${classifier}.jar`);
    }
    case 'maven-shade-plugin': {
      if (!goals.includes('shade')) return nothing;
      if (valueIn(plugin, 'outputFile') !== undefined)
        return { ...nothing, unknown: { what: `the outputFile of ${artifact}`, anywhere: true } };
      const attached = valueIn(plugin, 'shadedArtifactAttached') === 'true';
      const classifier = resolved(valueIn(plugin, 'shadedClassifierName'), resolve) ?? 'shaded';
      if (attached) return jars(`${named}-${classifier}.jar`);
      return named === finalName
        ? { ...nothing, names: [`original-${finalName}.jar`] }
        : { ...jars(`${named}.jar`) };
    }
    case 'maven-assembly-plugin': {
      const ids = plugin.configurations.flatMap((one) =>
        all(one, 'descriptorRefs', 'descriptorRef').map(({ text }) => text),
      );
      const own = plugin.configurations.some((one) => at(one, 'descriptors') !== undefined);
      if (own || ids.some((id) => id !== 'jar-with-dependencies'))
        return { ...nothing, unknown: { what: `a descriptor of ${artifact}`, anywhere: false } };
      if (!goals.some((goal) => ['single', 'assembly', 'attached'].includes(goal))) return nothing;
      const plainName = valueIn(plugin, 'appendAssemblyId') === 'false';
      return jars(...ids.map((id) => (plainName ? `${named}.jar` : `${named}-${id}.jar`)));
    }
    case 'maven-dependency-plugin': {
      if (!goals.some((goal) => goal.startsWith('copy') || goal.startsWith('unpack'))) return nothing;
      const place = resolved(valueIn(plugin, 'outputDirectory'), resolve);
      return {
        ...nothing,
        directories: [posix.resolve(project.directory, place ?? posix.join(output, 'dependency'))],
      };
    }
    case 'quarkus-maven-plugin':
      return {
        ...nothing,
        directories: [posix.join(output, 'quarkus-app')],
        names: ['quarkus-artifact.properties'],
      };
    default:
      return nothing;
  }
}

const known: ReadonlySet<string> = new Set([
  'maven-jar-plugin',
  'maven-war-plugin',
  'maven-source-plugin',
  'maven-javadoc-plugin',
  'spring-boot-maven-plugin',
  'maven-shade-plugin',
  'maven-assembly-plugin',
  'maven-dependency-plugin',
  'quarkus-maven-plugin',
]);

function unknownOf({ artifact }: Plugin): readonly NonNullable<Outputs['unknown']>[] {
  return plain.has(artifact) || known.has(artifact)
    ? []
    : [{ what: artifact, anywhere: elsewhere.has(artifact) }];
}

function manifestsOf(plugin: Plugin): readonly Element[] {
  return plugin.configurations.flatMap((one) => at(one, 'archive', 'manifest') ?? []);
}

function valueIn(plugin: Plugin | undefined, name: string): string | undefined {
  return plugin?.configurations
    .map((one) => textAt(one, name))
    .find((text) => text !== undefined && text !== '');
}

function resolved(
  text: string | undefined,
  resolve: (text: string) => string | undefined,
): string | undefined {
  return text === undefined ? undefined : resolve(text);
}
