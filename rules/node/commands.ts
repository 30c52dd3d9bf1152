/** What package managers, and the commands of packages, write in an image. */
import { posix } from 'node:path';
import { ordinaryCommands, readOnlyCommands } from '../../src/evaluate/commands/index.ts';
import type { CommandModel, CommandRun, Effect, World } from '../../src/evaluate/types.ts';
import type { ManagerCall } from './calls.ts';
import { manifestIn } from './manifest.ts';
import { isOfNode, scriptSteps, stepsOf, type Step } from './scripts.ts';
import { toolNames } from './tools.ts';
import { outputOfCompiler, valueOf } from './tsconfig.ts';

/** The words of a command as far as they are known; undefined where one is not. */
export function textsOf({ words }: Pick<CommandRun, 'words'>): readonly string[] | undefined {
  const texts = words.flatMap(({ text }) => text ?? []);
  return texts.length === words.length ? texts : undefined;
}

/** What one command of a step comes down to; undefined where its words are not known. */
export function stepsOfRun(run: CommandRun, files: World['files']): readonly Step[] | undefined {
  const words = textsOf(run);
  const directory = run.workdir.text;
  if (words === undefined || directory === undefined || !isOfNode(words, directory)) return undefined;
  return stepsOf(words, directory, files);
}

const model: CommandModel = (run, world) => {
  // In other images a command of such a name may be another.
  const steps = world.facts?.toolchain === 'node' ? stepsOfRun(run, world.files) : undefined;
  return steps === undefined ? ordinary(run, world) : effectsOf(steps, run, world);
};

function ordinary(run: CommandRun, world: World): readonly Effect[] | undefined {
  const name = run.name ?? '';
  return ordinaryCommands.get(name)?.(run, world) ?? (readOnlyCommands.has(name) ? [] : undefined);
}

function effectsOf(steps: readonly Step[], run: CommandRun, world: World): readonly Effect[] | undefined {
  const effects: Effect[] = [];
  for (const step of steps) {
    const found = effectsOfStep(step, run, world);
    if (found === undefined) return undefined;
    effects.push(...found);
  }
  return effects;
}

function effectsOfStep(step: Step, run: CommandRun, world: World): readonly Effect[] | undefined {
  const { words, directory, does, call } = step;
  const [called = ''] = words;
  const name = posix.basename(called);
  switch (does) {
    case 'builds':
      return outputsOf(step, world);
    case 'checks':
      return [];
    case 'tests':
      return [{ kind: 'opaque', under: directory, why: `what ${name} tests may write there` }];
    case 'installs':
      return call === undefined ? undefined : installed(call, step, run, world);
    case 'handles-files': {
      const inner: CommandRun = {
        ...run,
        name,
        words: words.map((text) => ({ text })),
        workdir: { text: directory },
      };
      return ordinary(inner, world);
    }
    default:
      return undefined;
  }
}

/** What a build writes: where its command line or its settings say so, else anywhere below the directory of the project. */
function outputsOf({ words, directory }: Step, { files }: World): readonly Effect[] {
  const name = posix.basename(words[0] ?? '');
  const into = (output: string): readonly Effect[] => [
    { kind: 'write', path: output, entry: 'directory' },
    { kind: 'opaque', under: output, why: `${name} writes there` },
  ];
  const below: readonly Effect[] = [{ kind: 'opaque', under: directory, why: `${name} writes there` }];
  switch (name) {
    case 'tsc':
    case 'vue-tsc': {
      const output = outputOfCompiler(words, directory, files);
      return output === undefined ? below : into(output);
    }
    case 'esbuild': {
      const output = valueOf(words, '--outdir');
      const file = valueOf(words, '--outfile');
      if (file !== undefined) return into(posix.dirname(posix.resolve(directory, file)));
      return output === undefined ? below : into(posix.resolve(directory, output));
    }
    default:
      return below;
  }
}

/** The packages, what their manager keeps beside them, and what the project's own scripts do then. */
function installed(
  call: ManagerCall,
  { directory }: Step,
  run: CommandRun,
  world: World,
): readonly Effect[] | undefined {
  const manifest = call.does === 'install' ? manifestIn(directory, world.files) : undefined;
  if (call.does !== 'install' || manifest === undefined || manifest.workspaces) return ordinary(run, world);
  const why = 'packages are installed there';
  const modules = posix.join(directory, 'node_modules');
  const changes = call.packages.length > 0 ? ['package.json'] : [];
  const lock = { npm: 'package-lock.json', yarn: 'yarn.lock', pnpm: 'pnpm-lock.yaml', bun: 'bun.lock' }[
    call.manager
  ];
  const isModern =
    call.manager === 'yarn' &&
    (/^yarn@([2-9]|\d\d)/.test(manifest.packageManager ?? '') ||
      world.files.lookup(posix.join(directory, '.yarnrc.yml')).status !== 'absent');
  return [
    { kind: 'write', path: modules, entry: 'directory' },
    { kind: 'opaque', under: modules, why, downloads: true },
    ...(isModern ? [{ kind: 'opaque', under: directory, why, downloads: true } as const] : []),
    ...[...changes, lock].map(
      (name) => ({ kind: 'write', path: posix.join(directory, name), entry: 'file' }) as const,
    ),
    ...(call.ignoresScripts
      ? []
      : (effectsOf(lifecycleSteps(directory, call, world.files), run, world) ?? [])),
  ];
}

/**
 * The scripts of the project itself that run when its packages are installed. Source: docs.npmjs.com, "Life Cycle Operation
 * Order" (`npm install`, `npm ci`).
 */
export function lifecycleSteps(directory: string, call: ManagerCall, files: World['files']): readonly Step[] {
  const manifest = manifestIn(directory, files);
  if (call.does !== 'install' || call.packages.length > 0 || call.ignoresScripts) return [];
  return ['preinstall', 'install', 'postinstall', 'prepublish', 'prepare'].flatMap((name) =>
    manifest?.scripts.has(name) === true ? scriptSteps(name, directory, files) : [],
  );
}

const nodeCommands: ReadonlyMap<string, CommandModel> = new Map(
  [
    'npm',
    'cnpm',
    'npx',
    'yarn',
    'yarnpkg',
    'pnpm',
    'pnpx',
    'bun',
    'bunx',
    'cross-env',
    'env-cmd',
    ...toolNames,
  ].map((name) => [name, model]),
);

/** The model of one of the toolchain's own commands, by its base name. */
export function nodeModel(name: string): CommandModel | undefined {
  return nodeCommands.get(name);
}
