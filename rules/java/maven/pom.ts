/**
 * pom.xml as far as it says what a build makes and where. Sources: maven.apache.org/pom.html and "Introduction to the POM"
 * (inheritance, interpolation, profiles); what each plugin writes is in plugins.ts.
 */
import { posix } from 'node:path';
import type { FileSystem } from '../../../src/evaluate/types.ts';
import { all, at, readXml, textAt, type Element } from '../../../src/context/xml.ts';

/** What the command line gives. */
export interface Given {
  /** `-Dname=value`. */
  readonly properties: ReadonlyMap<string, string>;
  /** `-P`: those that are on, and those that are off (`!name`, `-name`). */
  readonly profiles: readonly string[];
}

/** A plugin of the build, with what its own and its managed configuration says. */
export interface Plugin {
  readonly artifact: string;
  /** Of the plugin and of each execution; the first one is the plugin's own. */
  readonly configurations: readonly Element[];
  readonly goals: readonly string[];
}

export interface Project {
  readonly directory: string;
  readonly artifact: string | undefined;
  readonly packaging: string;
  /** `build.directory`: absolute; undefined where it hangs on what was not read. */
  readonly output: string | undefined;
  /** `build.finalName`, without an ending. */
  readonly finalName: string | undefined;
  readonly plugins: readonly Plugin[];
  readonly modules: readonly string[];
  /** Libraries that run, by group and artifact. */
  readonly libraries: readonly string[];
  /** There are such, or there may be: a parent that was not read has more. */
  readonly hasLibraries: boolean;
  /** Values of properties in a text; undefined where one is not known. */
  readonly resolve: (text: string) => string | undefined;
  /** What says more of it and was not read: a parent that comes from a repository, a profile whose turn is not told. */
  readonly unread: readonly string[];
}

/** Parents that the registry has and that are known: what they say of plugins stands in plugins.ts. */
export const springBootParent = 'spring-boot-starter-parent';

const deepest = 10;

/** The project of a pom.xml; undefined where that can't be read. */
export function projectAt(path: string, files: FileSystem, given: Given): Project | undefined {
  const pom = pomAt(path, files);
  if (pom === undefined) return undefined;
  const line = lineage(pom, path, files);
  return assembled(line, posix.dirname(path), given);
}

function pomAt(path: string, files: FileSystem): Element | undefined {
  const text = files.read(path);
  const root = text === undefined ? undefined : readXml(text);
  return root?.name === 'project' ? root : undefined;
}

interface Lineage {
  /** The project's own first, then its parents that were read. */
  readonly poms: readonly Element[];
  /** The parent that was not read, by its artifact. */
  readonly outside: string | undefined;
}

function lineage(pom: Element, path: string, files: FileSystem): Lineage {
  const poms: Element[] = [pom];
  let place = path;
  for (let current = pom; poms.length < deepest;) {
    const parent = at(current, 'parent');
    if (parent === undefined) return { poms, outside: undefined };
    const artifact = textAt(parent, 'artifactId') ?? '';
    const relative = textAt(parent, 'relativePath') ?? '../pom.xml';
    const named = relative === '' ? undefined : posix.resolve(posix.dirname(place), relative);
    const file = named === undefined || named.endsWith('.xml') ? named : posix.join(named, 'pom.xml');
    const next = file === undefined ? undefined : pomAt(file, files);
    if (file === undefined || next === undefined || textAt(next, 'artifactId') !== artifact)
      return { poms, outside: artifact };
    poms.push(next);
    current = next;
    place = file;
  }
  return { poms, outside: 'a parent' };
}

function assembled({ poms, outside }: Lineage, directory: string, given: Given): Project {
  const [own = { name: 'project', text: '', attributes: {}, children: [] }] = poms;
  const profiles = poms.map((pom) => profilesOf(pom, given));
  const layers = poms.flatMap((pom, index) => [...(profiles[index]?.on ?? []), pom]);
  const inherited = (name: string): string | undefined =>
    textAt(own, name) ?? textAt(own, 'parent', name) ?? undefined;
  const properties = new Map<string, string>(
    layers
      .toReversed()
      .flatMap((layer) =>
        (at(layer, 'properties')?.children ?? []).map(({ name, text }) => [name, text] as const),
      ),
  );
  for (const [name, value] of given.properties) properties.set(name, value);
  const builtIn: Readonly<Record<string, string | undefined>> = {
    artifactId: textAt(own, 'artifactId'),
    groupId: inherited('groupId'),
    version: inherited('version'),
    packaging: textAt(own, 'packaging') ?? 'jar',
    name: textAt(own, 'name') ?? textAt(own, 'artifactId'),
    'parent.version': textAt(own, 'parent', 'version'),
    'parent.artifactId': textAt(own, 'parent', 'artifactId'),
    basedir: directory,
    'build.directory': posix.join(directory, 'target'),
    'build.finalName': layered(layers, 'build', 'finalName') ?? '${project.artifactId}-${project.version}',
  };
  const lookup = (name: string): string | undefined => {
    const plain = name.replace(/^(project|pom)\./, '');
    // A property of the same name is given first on the command line only.
    return given.properties.get(name) ?? builtIn[plain] ?? properties.get(name);
  };
  const resolve = (text: string): string | undefined => interpolated(text, lookup, 0);
  const output = resolve(layered(layers, 'build', 'directory') ?? 'target');
  const libraries = layers.flatMap((layer) =>
    all(layer, 'dependencies', 'dependency').flatMap((one) =>
      ['test', 'provided'].includes(textAt(one, 'scope') ?? 'compile')
        ? []
        : [`${textAt(one, 'groupId') ?? ''}:${textAt(one, 'artifactId') ?? ''}`],
    ),
  );
  const unknownParent = outside !== undefined && outside !== springBootParent;
  return {
    directory,
    artifact: resolve('${project.artifactId}'),
    packaging: textAt(own, 'packaging') ?? 'jar',
    output: output === undefined ? undefined : posix.resolve(directory, output),
    finalName: resolve('${project.build.finalName}'),
    plugins: pluginsOf(layers, outside === springBootParent),
    modules: layers
      .filter((layer) => layer === own || layer.name === 'profile')
      .flatMap((layer) => all(layer, 'modules', 'module').map(({ text }) => text)),
    libraries,
    hasLibraries: outside !== undefined || libraries.length > 0,
    resolve,
    unread: [
      ...(unknownParent ? [`the parent ${outside}`] : []),
      ...profiles.flatMap(({ unknown }) => unknown.map((name) => `whether the profile ${name} is on`)),
    ],
  };
}

function layered(layers: readonly Element[], ...names: readonly string[]): string | undefined {
  return layers.map((layer) => textAt(layer, ...names)).find((text) => text !== undefined && text !== '');
}

function interpolated(
  text: string,
  lookup: (name: string) => string | undefined,
  depth: number,
): string | undefined {
  if (depth > deepest) return undefined;
  let known = true;
  const result = text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = lookup(name);
    const inner = value === undefined ? undefined : interpolated(value, lookup, depth + 1);
    if (inner === undefined) known = false;
    return inner ?? '';
  });
  return known ? result : undefined;
}

/** Source: maven.apache.org, "Introduction to Build Profiles". */
function profilesOf(
  pom: Element,
  { profiles, properties }: Given,
): { readonly on: readonly Element[]; readonly unknown: readonly string[] } {
  const on: Element[] = [];
  const usual: Element[] = [];
  const unknown: string[] = [];
  let chosen = false;
  for (const profile of all(pom, 'profiles', 'profile')) {
    const id = textAt(profile, 'id') ?? 'default';
    if (profiles.includes(`!${id}`) || profiles.includes(`-${id}`)) continue;
    const activation = at(profile, 'activation');
    const property = at(activation, 'property');
    if (profiles.includes(id) || profiles.includes(`+${id}`)) {
      on.push(profile);
      chosen = true;
    } else if (property !== undefined) {
      const name = textAt(property, 'name') ?? '';
      const value = textAt(property, 'value');
      const given = properties.get(name.replace(/^!/, ''));
      const met = name.startsWith('!')
        ? given === undefined
        : given !== undefined && (value ?? given) === given;
      if (met) {
        on.push(profile);
        chosen = true;
      }
    } else if (textAt(activation, 'activeByDefault') === 'true') usual.push(profile);
    else if (activation !== undefined && changesOutput(profile)) unknown.push(id);
  }
  return { on: chosen ? on : [...on, ...usual], unknown };
}

function changesOutput(profile: Element): boolean {
  return ['build', 'properties', 'modules', 'dependencies'].some((name) => at(profile, name) !== undefined);
}

function pluginsOf(layers: readonly Element[], springBoot: boolean): readonly Plugin[] {
  const used = layers.flatMap((layer) => all(layer, 'build', 'plugins', 'plugin'));
  const managed = layers.flatMap((layer) => all(layer, 'build', 'pluginManagement', 'plugins', 'plugin'));
  // Of the plugins that are managed, the lifecycle uses some by itself.
  const bound = managed.filter((plugin) =>
    /^maven-(jar|war)-plugin$/.test(textAt(plugin, 'artifactId') ?? ''),
  );
  const names = [...new Set([...used, ...bound].map((plugin) => textAt(plugin, 'artifactId') ?? ''))];
  return names.map((artifact) => {
    const said = [...used, ...managed].filter((plugin) => textAt(plugin, 'artifactId') === artifact);
    const executions = said.flatMap((plugin) => all(plugin, 'executions', 'execution'));
    const ofParent = springBoot && artifact === 'spring-boot-maven-plugin' ? ['repackage'] : [];
    return {
      artifact,
      configurations: [...said, ...executions].flatMap((one) => at(one, 'configuration') ?? []),
      goals: [
        ...executions.flatMap((execution) => all(execution, 'goals', 'goal').map(({ text }) => text)),
        ...ofParent,
      ],
    };
  });
}
