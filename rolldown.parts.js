/**
 * The parts of the command line that a run loads when it first calls into them: a file that no rule is for needs none,
 * a Go program not what is known of Python. Each part is a file with V8's code of it beside it.
 */
import { dirname, join } from 'node:path';

function of(toolchain, ...modules) {
  return modules.map((module) => `rules/${toolchain}/${module}.ts`);
}

/** The modules that lead into a part: what others import of them are functions. */
const entries = {
  steps: [
    'src/evaluate/run/run.ts',
    'src/evaluate/stages/setup.ts',
    'src/evaluate/files/log.ts',
    'src/shell/parse.ts',
    'src/shell/script-survey.ts',
  ],
  models: [
    'rules/golang/commands/index.ts',
    'rules/rust/commands/index.ts',
    'rules/gcc/commands/index.ts',
    'rules/gcc/commands/configure.ts',
    'rules/gcc/commands/output.ts',
    'rules/node/commands.ts',
    'rules/python/commands.ts',
    'rules/java/commands.ts',
    'rules/dotnet/commands.ts',
    'rules/golang/installed.ts',
    'rules/rust/images/installed.ts',
    'rules/gcc/images/installed.ts',
    'src/image/packages/index.ts',
  ],
  split: [
    'src/split/split.ts',
    'src/migrate/check.ts',
    'src/rule/instruction-text.ts',
    'src/report/changes.ts',
  ],
  consumers: ['src/context/consumers/index.ts', 'src/context/builds.ts', 'src/context/consumers/yaml.ts'],
  xml: ['src/context/xml.ts'],
  golang: of('golang', 'needs', 'start', 'sources/program', 'sources/variants'),
  'golang-modules': of('golang', 'sources/knowledge/measured-modules'),
  rust: of('rust', 'needs', 'start'),
  gcc: of(
    'gcc',
    'needs',
    'start',
    'automake/configure-ac',
    'automake/evaluate',
    'cmake/evaluate',
    'meson/evaluate',
  ),
  node: of('node', 'needs', 'start', 'idle'),
  python: of('python', 'needs', 'start', 'idle'),
  java: of('java', 'needs', 'start', 'idle', 'gradle/call', 'maven/call'),
  dotnet: of('dotnet', 'needs', 'start', 'idle', 'msbuild/call'),
};

/** Parts that others load too. What several parts need lies in the first of these that needs it, or in the last one. */
const shared = ['steps', 'models', 'split'];

/** What every run needs, and so is in the command line's own file. */
const first = [
  'src/main.ts',
  'src/cli/commands/index.ts',
  'src/cli/commands/migrate.ts',
  'src/report/text.ts',
  'src/report/diff.ts',
].map(pathOf);

const calls = '\0calls:';
const part = '\0part:';

/** Which part a module leads into, by its path. */
const partOf = new Map(
  Object.entries(entries).flatMap(([name, modules]) => modules.map((module) => [pathOf(module), name])),
);

function pathOf(module) {
  return join(import.meta.dirname, module);
}

/** What the bundler makes a file of, beside the command line's own. */
export const parts = Object.fromEntries(Object.keys(entries).map((name) => [name, part + name]));

/** In the place of a function that leads into a part stands one that loads the part when it is first called. */
export function partsOnDemand() {
  return {
    name: 'parts-on-demand',
    resolveId: {
      order: 'pre',
      handler(source, importer) {
        if (source.startsWith(part)) return source;
        if (importer?.startsWith(calls)) return { id: source, external: true };
        if (importer === undefined || importer.startsWith(part) || !source.startsWith('.')) return null;
        const module = join(dirname(importer), source);
        return partOf.has(module) ? calls + module : null;
      },
    },
    async load(id) {
      if (id.startsWith(part)) {
        const modules = entries[id.slice(part.length)].map(pathOf);
        // Two modules may call what they export alike.
        const exported = modules.map(async (module, index) => {
          const { exports: names } = await this.load({ id: module });
          const renamed = names.map((name) => `${name} as ${name}_${index}`).join(', ');
          return `export { ${renamed} } from ${JSON.stringify(module)};`;
        });
        return (await Promise.all(exported)).join('\n');
      }
      if (!id.startsWith(calls)) return null;
      const module = id.slice(calls.length);
      const { exports: names } = await this.load({ id: module });
      const from = partOf.get(module);
      const index = entries[from].map(pathOf).indexOf(module);
      return names.map((name) => callOf(name, from, index)).join('\n');
    },
  };
}

function callOf(name, from, index) {
  return `let loaded_${name};
export function ${name}(...given) {
  return (loaded_${name} ??= require('./${from}.cjs').${name}_${index})(...given);
}`;
}

/** The file that a module is in: every run's, a part's, or undefined where the bundler may choose. */
export function fileOf() {
  let files;
  return (module, graph) => {
    files ??= filesOf((id) => graph.getModuleInfo(id)?.importedIds ?? []);
    return files.get(module) ?? null;
  };
}

function filesOf(importsOf) {
  const files = new Map();
  const place = (modules, name) => {
    for (const module of modules) if (!files.has(module)) files.set(module, name);
  };
  const reachedBy = (names) => names.map((name) => [name, reached([parts[name]], importsOf)]);
  place(reached(first, importsOf), 'dfopt');
  for (const [name, modules] of reachedBy(shared)) place(modules, name);
  const others = reachedBy(Object.keys(entries).filter((name) => !shared.includes(name)));
  for (const [name, modules] of others) {
    const severals = [...modules].filter((module) =>
      others.some(([other, its]) => other !== name && its.has(module)),
    );
    place(severals, shared.at(-1));
    place(modules, name);
  }
  return files;
}

/** All that the modules import, and what that does, with themselves. */
function reached(modules, importsOf) {
  const found = new Set(modules);
  for (const module of found) for (const imported of importsOf(module)) found.add(imported);
  return found;
}
