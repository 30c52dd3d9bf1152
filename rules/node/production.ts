/** What of the installed packages runs, and whether those that only developing needs can be taken away behind the build. */
import { posix } from 'node:path';
import type { Build, CommandRun, FileSystem, Stage, Step as Instruction } from '../../src/evaluate/types.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import { instructionText, styleOf } from '../../src/rule/instruction-text.ts';
import type { Edit, Evidence } from '../../src/rule/types.ts';
import type { Scene } from '../../src/toolchain/toolchain.ts';
import { stepsOfRun } from './commands.ts';
import {
  manifestIn,
  npmLockIn,
  npmLockText,
  unscoped,
  type LockedPackage,
  type Manifest,
} from './manifest.ts';
import { packageOfModule, sourcesBelow } from './sources/index.ts';

/** The names of the packages that run, as far as the lock file or else package.json tells. */
export interface Production {
  readonly names: ReadonlySet<string>;
  /** Those that compile or fetch something when they are installed, where the lock file says so. */
  readonly installing: ReadonlySet<string> | undefined;
}

export function productionOf(root: string, files: FileSystem): Production | undefined {
  const manifest = manifestIn(root, files);
  if (manifest === undefined) return undefined;
  const locked = currentLock(manifest, files);
  if (locked === undefined) return { names: manifest.dependencies, installing: undefined };
  const running = locked.filter(({ dev }) => !dev);
  return {
    names: new Set([...manifest.dependencies, ...running.map(({ name }) => name)]),
    installing: new Set(running.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)),
  };
}

/**
 * The names of the packages that run, with those of devDependencies that the sources load or that a command at start names:
 * they are installed with the others.
 */
export function namesThatRun(root: string, { build, stage }: Scene): ReadonlySet<string> {
  const manifest = manifestIn(root, stage.files);
  const names = productionOf(root, stage.files)?.names ?? new Set<string>();
  if (manifest === undefined) return names;
  const loaded = sourcesBelow(root, stage).files.flatMap(({ modules }) =>
    modules.flatMap((module) => packageOfModule(module) ?? []),
  );
  const said = textsAtStart(build, stage, manifest).flatMap((text) => wordsOf(text).flatMap(namesOf));
  const asked = new Set([...loaded, ...said]);
  return new Set([...names, ...[...manifest.devDependencies].filter((name) => asked.has(name))]);
}

/** What npm's lock file lists, where it lists all that package.json asks for. */
function currentLock(manifest: Manifest, files: FileSystem): readonly LockedPackage[] | undefined {
  const locked = npmLockIn(manifest.directory, files);
  const names = new Set(locked?.map(({ name }) => name));
  const asked = [...manifest.dependencies, ...manifest.devDependencies];
  return asked.every((name) => names.has(name)) ? locked : undefined;
}

/** Taking away what only developing needs. */
export interface Pruning {
  readonly edit: Edit;
  /** The step that installs them. */
  readonly evidence: Evidence | undefined;
}

/** The first release of npm that tells peers apart, and knows `--omit`: of Node 16 (nodejs.org, "Previous releases"). */
const firstWithOmit = 16;

/**
 * `npm prune --omit=dev --no-save` behind what builds: the lock file says which packages are for developing alone, all of the author's
 * sources were read, and nothing that runs names one of them. undefined where that does not hold: then all packages go along.
 * With `--no-save` npm leaves the lock file as the author has it: another release of npm would write it anew.
 */
export function pruningOf(root: string, { build, stage }: Scene): Pruning | undefined {
  const { files } = stage;
  const manifest = manifestIn(root, files);
  if (manifest === undefined || manifest.workspaces || manifest.devDependencies.size === 0) return undefined;
  const locked = currentLock(manifest, files);
  const install = soleInstall(root, stage);
  if (locked === undefined || install === undefined || !isByTheLock(install, root, stage)) return undefined;
  if (asksForPackages(manifest, locked, build, stage)) return undefined;
  const edit = editAtEnd('npm prune --omit=dev --no-save', { root, user: install.user }, build, stage);
  return edit === undefined
    ? undefined
    : { edit, evidence: evidenceOfCommand(build.dockerfile, install.run) };
}

/**
 * What is installed is what the lock file lists, as it is at the end: where it comes only later, the versions are others, and
 * npm would exchange them.
 */
function isByTheLock({ run }: Install, root: string, { files, steps }: Stage): boolean {
  const index = steps.findIndex(({ id }) => id === run.step);
  const before = files.upTo(steps[index - 1]?.filesAfter ?? 0);
  const lock = npmLockText(root, before);
  return lock !== undefined && lock === npmLockText(root, files);
}

interface Install {
  readonly run: CommandRun;
  readonly user: string | undefined;
}

/** The only step that installs packages, all of them, with an npm that can take some away again. */
function soleInstall(root: string, { steps, files, facts, state }: Stage): Install | undefined {
  const major = facts?.version === undefined ? undefined : Number(facts.version.split('.')[0]);
  if (major !== undefined && major < firstWithOmit) return undefined;
  // Settings of npm may change what it takes away.
  if ([...state.env].some(([name]) => /^npm_config_/i.test(name))) return undefined;
  const calls = steps.flatMap((step) =>
    step.commands.flatMap((run) =>
      (stepsOfRun(run, files) ?? []).flatMap(({ call }) => (call === undefined ? [] : [{ step, run, call }])),
    ),
  );
  const [install, ...more] = calls.filter(({ call }) => call.does === 'install');
  const prunes = calls.some(({ call }) => call.does === 'other' && call.verb === 'prune');
  if (install === undefined || more.length > 0 || prunes || install.call.does !== 'install') return undefined;
  const { call, run, step } = install;
  const isWhole =
    call.manager === 'npm' && call.directory === root && !call.production && call.packages.length === 0;
  const always = !run.conditional && run.env.get('NODE_ENV')?.text !== 'production';
  return isWhole && always ? { run, user: step.after.user.text } : undefined;
}

/** Whether what runs may ask for a package that only developing needs: it loads one, or a text names it or its command. */
function asksForPackages(
  manifest: Manifest,
  locked: readonly LockedPackage[],
  build: Build,
  stage: Stage,
): boolean {
  const { files: sources, unread } = sourcesBelow(manifest.directory, stage);
  if (unread.length > 0 || sources.some(({ loadsUnknown }) => loadsUnknown)) return true;
  const running = new Set(locked.flatMap(({ name, dev }) => (dev ? [] : [name])));
  const gone = new Set(
    locked.flatMap(({ name, dev, commands }) => (dev && !running.has(name) ? [name, ...commands] : [])),
  );
  const loaded = sources.flatMap(({ modules }) => modules.flatMap((module) => packageOfModule(module) ?? []));
  // What is loaded without being listed at all may have come with one of them.
  if (loaded.some((name) => !running.has(name))) return true;
  const texts = [...sources.flatMap((source) => source.texts), ...textsAtStart(build, stage, manifest)];
  return texts.some((text) => wordsOf(text).some((word) => namesOf(word).some((name) => gone.has(name))));
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s\0"'`,;()=]+/);
}

/** What a word may name: a package, a part of one (`dotenv/config`), a command (`node_modules/.bin/tsc`). */
function namesOf(word: string): readonly string[] {
  const name = packageOfModule(word);
  return [
    word,
    ...(name === undefined ? [] : [name]),
    ...(word.includes('node_modules/') ? [unscoped(word)] : []),
  ];
}

/** What ENTRYPOINT, CMD, health checks and variables say, scripts of package.json that they may run, and shell scripts of the image. */
function textsAtStart(
  { dockerfile, context }: Build,
  { config, state, files, steps }: Stage,
  manifest: Manifest,
): readonly string[] {
  const { entrypoint, cmd, healthcheck } = config;
  const own = [entrypoint, cmd].flatMap((command) => (command === undefined ? [] : command.words));
  const health = healthcheck === undefined ? undefined : dockerfile.instructions[healthcheck.step];
  const check = health === undefined ? '' : dockerfile.text.slice(health.start, health.end);
  const others = (context?.consumers ?? []).flatMap(({ command, entrypoint: start, runs = [], probe }) =>
    [command, start, probe, ...runs].flatMap((line) => line ?? []),
  );
  const inProject = files
    .list(manifest.directory)
    .names.map(({ name }) => posix.join(manifest.directory, name));
  const placed = files.written().flatMap(({ path, origin }) => (origin.by === 'base' ? [] : [path]));
  const shellScripts = [...new Set([...inProject, ...placed])].flatMap((path) => {
    const text = mayBeScript.test(path) ? files.read(path) : undefined;
    return text !== undefined && (path.endsWith('sh') || text.startsWith('#!')) ? [text] : [];
  });
  const said = [
    ...own,
    check,
    ...others.flat(),
    ...shellScripts,
    ...[...state.env.values()].flatMap(({ text }) => text ?? []),
  ];
  return steps.length === 0 ? said : [...said, ...scriptsNamed(said, manifest)];
}

/** A name without an ending, or one of a shell script. */
const mayBeScript = /(^|\/)[^./]+$|\.(sh|bash)$/;

/** The scripts that the texts name, with the ones that these name. */
function scriptsNamed(texts: readonly string[], { scripts }: Manifest): readonly string[] {
  const found = new Map<string, string>();
  const pending = [...texts];
  for (let text = pending.pop(); text !== undefined; text = pending.pop()) {
    for (const word of text.split(/[\s"'`,;&|]+/)) {
      for (const name of [word, `pre${word}`, `post${word}`]) {
        const script = scripts.get(name);
        if (script === undefined || found.has(name)) continue;
        found.set(name, script);
        pending.push(script);
      }
    }
  }
  return [...found.values()];
}

/** A step behind the last one that builds; undefined where its shell, user or directory is another than the packages'. */
function editAtEnd(
  command: string,
  { root, user }: Place,
  { dockerfile }: Build,
  { from, steps }: Stage,
): Edit | undefined {
  const first = dockerfile.instructions.indexOf(from);
  const last: Instruction | undefined = steps.findLast(
    ({ id, instruction }) => id > first && instruction.keyword === 'RUN',
  );
  if (last === undefined || !/(^|\/)(ba|da|a)?sh$/.test(last.after.shell[0] ?? '')) return undefined;
  if (last.after.workdir.text !== root || last.after.user.text !== user) return undefined;
  const { end } = last.instruction;
  const line = instructionText(styleOf(dockerfile), 'RUN', command);
  const text = dockerfile.text.slice(0, end).endsWith('\n')
    ? `${line}${dockerfile.newline}`
    : `${dockerfile.newline}${line}`;
  return { start: end, end, text };
}

/** Where packages are installed, and as whom. */
interface Place {
  readonly root: string;
  readonly user: string | undefined;
}
