/** Commands at container start: what of the project runs, and what only a build or a developer starts. */
import { posix } from 'node:path';
import { isAbsent } from '../../src/evaluate/files/lookup.ts';
import type { Evidence } from '../../src/rule/types.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Passes, Refusal, Runs, Scene } from '../../src/toolchain/toolchain.ts';
import { managerCallOf } from './calls.ts';
import { stepsOfRun } from './commands.ts';
import { entrypointScript } from './images.ts';
import { manifestIn, type PackageManager } from './manifest.ts';
import { rootOf } from './project.ts';
import { factsOf } from './sources/facts.ts';
import { parseSource } from './sources/parse.ts';
import { described, isOfNode, stepsOf, type Step } from './scripts.ts';
import { deedOf } from './tools.ts';

/** What a command line of a container starts. */
export function nodeStart(
  words: readonly string[],
  scene: Scene,
  evidence: Evidence | undefined,
): Runs | Passes | Refusal | undefined {
  const { stage } = scene;
  const directory = stage.state.workdir.text;
  const [called = ''] = words;
  const name = posix.basename(called);
  if (name === entrypointScript) return passed(words.slice(1), scene);
  if (directory === undefined || !isOfNode(words, directory)) return undefined;
  const steps = stepsOf(words, directory, stage.files);
  for (const step of steps) {
    const refusal = refusalOf(step, evidence);
    if (refusal !== undefined) return refusal;
  }
  const manager = managerCallOf(words, directory)?.manager;
  const refusal =
    manager === undefined
      ? globalTool(words, scene, evidence)
      : managerMissing(manager, directory, scene, evidence);
  if (refusal !== undefined) return refusal;
  const files = steps.flatMap((step) => fileStarted(step, scene) ?? []);
  const places = steps.map((step) => posix.join(step.directory, 'package.json'));
  const roots = [...new Set([...files, ...places].map((path) => rootOf(path, stage)))];
  const tops = roots.filter((root) => !roots.some((other) => other !== root && root.startsWith(`${other}/`)));
  return {
    kind: 'runs',
    artifacts: steps.every((step) => isInline(step) && !loadsFiles(step))
      ? []
      : tops.map((path) => ({ path, shape: 'directory' })),
    needs: needsOfSteps(words, steps, scene, evidence),
  };
}

/**
 * "Run command with node if the first argument contains a "-" or is not a system command" (docker-node,
 * docker-entrypoint.sh): what has a path that is no file that can be executed is given to node, too.
 */
function passed(words: readonly string[], { stage }: Scene): Passes {
  const [first = ''] = words;
  const place = posix.resolve(stage.state.workdir.text ?? '/', first);
  const isScript = /\.[cm]?js$/.test(first) || first === '.';
  const found = stage.files.lookup(place);
  const mode = found.status === 'present' ? found.entry.mode : undefined;
  const executable = typeof mode === 'number' && (mode & 0o111) !== 0;
  return {
    kind: 'passes',
    words: first.startsWith('-') || (isScript && !executable) ? ['node', ...words] : words,
  };
}

/** `node -e TEXT`: it has no file. */
function isInline(step: Step): boolean {
  return step.does === 'node' && nodeCallOf(step.words).kind === 'inline';
}

/** The text of `node -e` loads a module by its path, or cannot be read: the project runs all the same. */
function loadsFiles({ words }: Step): boolean {
  const call = nodeCallOf(words);
  if (call.kind !== 'inline') return false;
  const tree = parseSource('inline.js', call.text);
  if (tree === undefined) return true;
  const { modules, loadsUnknown } = factsOf(tree);
  return loadsUnknown || modules.some((module) => /^[./]/.test(module));
}

function fileStarted({ does, words, directory }: Step, { stage }: Scene): string | undefined {
  if (does !== 'node') return undefined;
  const call = nodeCallOf(words);
  if (call.kind !== 'file') return undefined;
  const path = posix.resolve(stage.state.workdir.text === undefined ? '/' : directory, call.file);
  const found = stage.files.lookup(path);
  // `node .`: what package.json in it says, else index.js (nodejs.org/api/modules.html, "Folders as modules").
  const isFolder = found.status === 'present' && found.entry.kind === 'directory';
  return isFolder ? posix.join(path, 'index.js') : path;
}

export type NodeCall =
  | {
      readonly kind: 'file';
      readonly file: string;
      readonly required: readonly string[];
      readonly options: readonly string[];
    }
  | { readonly kind: 'inline'; readonly text: string }
  | { readonly kind: 'none' };

/** Options of node that have a value in the next word. Source: nodejs.org/api/cli.html. */
const valuedOptions: ReadonlySet<string> = new Set([
  '-r',
  '--require',
  '--import',
  '--loader',
  '--experimental-loader',
  '-C',
  '--conditions',
  '--env-file',
  '--env-file-if-exists',
  '--title',
  '--icu-data-dir',
  '--openssl-config',
  '--diagnostic-dir',
  '--watch-path',
  '--input-type',
  '--max-http-header-size',
  '--inspect-port',
]);
const requiring: ReadonlySet<string> = new Set([
  '-r',
  '--require',
  '--import',
  '--loader',
  '--experimental-loader',
]);

/** `node [options] FILE`. */
export function nodeCallOf(words: readonly string[]): NodeCall {
  const required: string[] = [];
  const options: string[] = [];
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (['-e', '--eval', '-p', '--print', '-pe'].includes(word))
      return { kind: 'inline', text: words[index + 1] ?? '' };
    if (word === '-' || word === '--') continue;
    if (!word.startsWith('-')) return { kind: 'file', file: word, required, options };
    const [option = '', value] = word.split('=');
    options.push(option);
    const next = valuedOptions.has(option) && value === undefined ? words[(index += 1)] : value;
    if (requiring.has(option) && next !== undefined) required.push(next);
  }
  return { kind: 'none' };
}

/** Modules that compile what is loaded. Source: their READMEs. */
const compilers =
  /^(ts-node|tsx|@babel\/(register|node)|babel-register|@swc(-node)?\/register|esbuild-register|esm|sucrase|jiti|coffeescript)(\/|$)/;

function refusalOf(step: Step, evidence: Evidence | undefined): Refusal | undefined {
  const { does, words, through } = step;
  const name = posix.basename(words[0] ?? '');
  const script = through.length === 0 ? '' : ` (${through.map((one) => `npm run ${one}`).join(' → ')})`;
  const reloads = (what: string): Refusal => ({
    code: 'hot-reload-at-start',
    message: `the container runs ${what}${script}, which builds the program again when its sources change`,
    evidence,
    advice:
      'keep this file for development and write one for production that builds in a RUN and starts the result',
  });
  const compiles = (what: string): Refusal => ({
    code: 'builds-at-start',
    message: `the container compiles what it runs each time it starts: ${what}${script}`,
    evidence,
    advice: 'build in a RUN and start the result with node in CMD; then run dfopt again',
  });
  switch (does) {
    case 'develops':
      return reloads(words.slice(0, 2).join(' '));
    case 'builds':
    case 'runs-sources':
      return compiles(words.slice(0, 2).join(' '));
    case 'node': {
      const call = nodeCallOf(words);
      if (call.kind !== 'file') {
        return call.kind === 'inline' ? undefined : notKnown('node is started without a file', evidence);
      }
      if (call.options.some((option) => option === '--watch' || option === '--watch-path'))
        return reloads('node --watch');
      const compiler = call.required.find((module) => compilers.test(module));
      return compiler === undefined ? undefined : compiles(`node -r ${compiler}`);
    }
    case 'tests':
      return {
        code: 'tests-at-start',
        message: `the container runs tests: ${name}${script}`,
        evidence,
        advice: 'nothing, if that is what the image is for: it needs all that the tests do',
      };
    case 'manages':
      return {
        code: 'process-manager-at-start',
        message: `the container starts ${name}${script}, and what that starts is not followed`,
        evidence,
        advice:
          'start node itself in CMD, and leave it to the container engine to start it again; then run dfopt again',
      };
    case 'installs':
      return compiles(words.slice(0, 2).join(' '));
    case 'unknown':
      return notKnown(
        `what the container starts is not known: ${described(step)}: ${step.why ?? 'it is not followed'}`,
        evidence,
      );
    case 'other':
      return notKnown(`what the container starts is not known: ${described(step)}`, evidence);
    case 'serves':
    case 'checks':
    case 'handles-files':
      return undefined;
  }
}

function notKnown(message: string, evidence: Evidence | undefined): Refusal {
  return {
    code: 'start-not-known',
    message,
    evidence,
    advice:
      'start node with the file that is to run in CMD, or run dfopt where package.json is (or give the context with --context)',
  };
}

/** The last line of Node whose images certainly bring yarn 1. Source: docker-node, Dockerfile-slim.template. */
const lastWithYarn = 24;

/** npm is in every image; the others are not, or not in the version that the project asks for. */
function managerMissing(
  manager: PackageManager,
  directory: string,
  { stage }: Scene,
  evidence: Evidence | undefined,
): Refusal | undefined {
  if (manager === 'npm') return undefined;
  const { facts, files } = stage;
  const major = Number(facts?.version?.split('.')[0] ?? Number.NaN);
  const asks = manifestIn(directory, files)?.packageManager;
  const isOwn = asks?.startsWith('yarn@1.') !== false && hasNoSettingsOfYarn(directory, stage);
  if (manager === 'yarn' && isOwn && major >= 8 && major <= lastWithYarn) return undefined;
  return {
    code: 'package-manager-not-there',
    message: `the container starts ${manager}, and the slim image has none${manager === 'yarn' ? ' of the version that the project may ask for' : ''}`,
    evidence,
    advice: 'start node itself with the file that is to run in CMD; then run dfopt again',
  };
}

/** Steps of a project that write what runs, and not what says how it is installed: `yarn set version` is none of them. */
const writesNoSettings: ReadonlySet<Step['does']> = new Set(['builds', 'checks', 'installs']);

/** Without a `.yarnrc.yml`, yarn 1 starts no other release of itself. Nobody else writes one but the author, or yarn when it is told to. */
function hasNoSettingsOfYarn(directory: string, { files, steps }: Scene['stage']): boolean {
  return steps.every(({ filesAfter }) => {
    const found = files.upTo(filesAfter).lookup(posix.join(directory, '.yarnrc.yml'));
    if (isAbsent(found)) return true;
    if (found.status !== 'possible' || found.origin.by !== 'opaque') return false;
    const { step } = found.origin;
    const writing = steps.find(({ id }) => id === step)?.commands ?? [];
    return writing.every(
      (run) =>
        stepsOfRun(run, files.upTo(filesAfter))?.every(({ does }) => writesNoSettings.has(does)) === true,
    );
  });
}

/** A command that is neither npm's nor in a directory of the project: it is installed for the whole image. */
function globalTool(
  words: readonly string[],
  { stage }: Scene,
  evidence: Evidence | undefined,
): Refusal | undefined {
  const [called = ''] = words;
  const path = stage.state.env.get('PATH')?.text ?? '';
  if (called.includes('/') || deedOf(words) === undefined || path.includes('node_modules/.bin'))
    return undefined;
  return {
    code: 'global-tool-at-start',
    message: `the container starts ${called}, which is installed for the whole image and not with the project`,
    evidence,
    advice: `add ${called} to the dependencies of package.json and start it by a script there; then run dfopt again`,
  };
}

function needsOfSteps(
  words: readonly string[],
  steps: readonly Step[],
  { stage }: Scene,
  evidence: Evidence | undefined,
): readonly Need[] {
  const because = `${words.join(' ')} is started`;
  const manager = managerCallOf(words, '/')?.manager;
  const scripts = steps.some(({ through }) => through.length > 0);
  return [
    { kind: 'runtime', name: 'node', version: stage.facts?.version, because, evidence },
    ...(scripts ? [{ kind: 'shell', path: '/bin/sh', because, evidence } as const] : []),
    ...(manager === undefined ? [] : [{ kind: 'command', name: manager, because, evidence } as const]),
  ];
}

const startCodes: ReadonlySet<string> = new Set(['hot-reload-at-start', 'builds-at-start']);
/** Of those that start again what is changed, the ones that compile nothing. */
const reloadersOnly = /^(nodemon|supervisor|node-dev)$/;

/** Whether what ENTRYPOINT and CMD start compiles what it runs: then something could be built first. */
export function buildsAtStart(scene: Scene): boolean {
  const { stage } = scene;
  const { entrypoint, cmd } = stage.config;
  const lines = [entrypoint, cmd].flatMap((command) =>
    command === undefined || command.inherited ? [] : [command],
  );
  return lines.some(({ words, form, script }) => {
    const directory = stage.state.workdir.text;
    if (directory === undefined) return false;
    const line = form === 'shell' ? ['sh', '-c', script ?? ''] : words;
    return stepsOf(line, directory, stage.files).some((step) => {
      const refusal = refusalOf(step, undefined);
      const watched = step.does === 'node' && refusal?.code === 'hot-reload-at-start';
      const plain = watched || reloadersOnly.test(posix.basename(step.words[0] ?? ''));
      return refusal !== undefined && startCodes.has(refusal.code) && !plain && step.does !== 'installs';
    });
  });
}
