/**
 * Calls of the package managers, and what they stand for. Sources: docs.npmjs.com (CLI commands), classic.yarnpkg.com/en/docs/cli,
 * yarnpkg.com/cli, pnpm.io/cli, bun.com/docs/cli.
 */
import { posix } from 'node:path';
import type { PackageManager } from './manifest.ts';

export type ManagerCall = {
  readonly manager: PackageManager;
  /** Where it works: its option for that, from the working directory. */
  readonly directory: string;
} & (
  | {
      readonly does: 'install';
      /** Without devDependencies. */
      readonly production: boolean;
      readonly ignoresScripts: boolean;
      /** Of these packages, beside those of package.json; all of package.json where it is empty. */
      readonly packages: readonly string[];
    }
  /** A tool for the whole image. */
  | { readonly does: 'install-global'; readonly packages: readonly string[] }
  | { readonly does: 'run'; readonly script: string; readonly given: readonly string[] }
  /** A command of an installed package, or of one that is fetched for it. */
  | { readonly does: 'execute'; readonly words: readonly string[] }
  /** It takes packages away, or asks: nothing is built or started. */
  | { readonly does: 'other'; readonly verb: string }
  | { readonly does: 'unknown'; readonly why: string }
);

const names: ReadonlyMap<string, PackageManager> = new Map([
  ['npm', 'npm'],
  ['cnpm', 'npm'],
  ['yarn', 'yarn'],
  ['yarnpkg', 'yarn'],
  ['pnpm', 'pnpm'],
  ['bun', 'bun'],
]);

/** Options before the command or behind it that have a value in the next word. */
const valued: ReadonlySet<string> = new Set([
  '--prefix',
  '-C',
  '--dir',
  '--cwd',
  '--registry',
  '--cache',
  '--loglevel',
  '--network-timeout',
  '--modules-folder',
  '--cache-folder',
  '--mutex',
  '--store-dir',
  '--omit',
  '--only',
  '--include',
  '--location',
  '--network-concurrency',
  '--fetch-timeout',
  '--fetch-retries',
  '--userconfig',
]);
const directoryOptions: ReadonlySet<string> = new Set(['--prefix', '-C', '--dir', '--cwd']);
/** Commands for many packages at once: which one is meant depends on all of them. */
const manyOptions =
  /^(-w|--workspace(=.*)?|--workspaces|-ws|-r|--recursive|-F|--filter(=.*)?|-W|--ignore-workspace-root-check)$/;

const installs: ReadonlySet<string> = new Set(
  'install i in ins isntall add ci clean-install ic install-clean update up upgrade it install-test rebuild rb link ln'.split(
    ' ',
  ),
);
const lifecycle: ReadonlySet<string> = new Set(['start', 'stop', 'restart', 'test', 'tst', 't']);
const others: ReadonlySet<string> = new Set(
  (
    'config set get cache prune dedupe ddp audit ls list ll la outdated view info show why explain version help root prefix bin ' +
    'ping whoami uninstall remove rm un unlink r check autoclean fund doctor store pkg login logout init create pack publish ' +
    'licenses policies plugin plugins import global-cache setup env fetch'
  ).split(' '),
);
/** Of yarn and pnpm and bun a word that is no command of theirs is a script, or a command of a package. */
const runsScripts: ReadonlySet<PackageManager> = new Set(['yarn', 'pnpm', 'bun']);

interface Read {
  readonly operands: readonly string[];
  readonly flags: readonly string[];
  readonly directory: string | undefined;
  /** What stands behind the script's name, and behind `--`. */
  readonly given: readonly string[];
}

/** What a call of a package manager stands for; undefined for another command. */
export function managerCallOf(words: readonly string[], workdir: string): ManagerCall | undefined {
  const [called = '', ...rest] = words;
  const name = posix.basename(called);
  if (name === 'npx' || name === 'pnpx' || name === 'bunx') return executed('npm', rest, workdir);
  const manager = names.get(name);
  if (manager === undefined) return undefined;
  const { operands, flags, directory: place, given } = read(rest);
  const directory = place === undefined ? workdir : posix.resolve(workdir, place);
  const many = flags.find((flag) => manyOptions.test(flag));
  const call = { manager, directory };
  const [verb, ...more] = operands;
  const asks = flags.some((flag) => ['--version', '-v', '--help', '-h'].includes(flag));
  if (asks) return { ...call, does: 'other', verb: verb ?? '' };
  const isInstall = verb === undefined ? manager === 'yarn' : installs.has(verb);
  if (many !== undefined && !isInstall) {
    return { ...call, does: 'unknown', why: `${many} chooses among the packages of a workspace` };
  }
  if (verb === 'global' && manager === 'yarn') {
    return { ...call, does: 'install-global', packages: more.slice(1) };
  }
  if (isInstall) {
    if (flags.some((flag) => ['-g', '--global', '--location=global'].includes(flag))) {
      return { ...call, does: 'install-global', packages: more };
    }
    const production = flags.some((flag) =>
      [
        '--production',
        '--production=true',
        '--prod',
        '-P',
        '--omit=dev',
        '--only=production',
        '--only=prod',
      ].includes(flag),
    );
    const ignoresScripts = flags.includes('--ignore-scripts');
    return { ...call, does: 'install', production, ignoresScripts, packages: more };
  }
  if (verb === undefined) return { ...call, does: 'other', verb: '' };
  if (verb === 'run' || verb === 'run-script' || verb === 'rum' || verb === 'urn') {
    const [script] = more;
    return script === undefined
      ? { ...call, does: 'other', verb }
      : { ...call, does: 'run', script, given: [...more.slice(1), ...given] };
  }
  if (['exec', 'x', 'dlx'].includes(verb))
    return executed(manager, rest.slice(rest.indexOf(verb) + 1), directory);
  if (verb === 'node' && manager === 'yarn')
    return { ...call, does: 'execute', words: ['node', ...more, ...given] };
  if (lifecycle.has(verb)) {
    const script = verb === 't' || verb === 'tst' ? 'test' : verb;
    return { ...call, does: 'run', script, given: [...more, ...given] };
  }
  if (others.has(verb)) return { ...call, does: 'other', verb };
  return runsScripts.has(manager)
    ? { ...call, does: 'run', script: verb, given: [...more, ...given] }
    : { ...call, does: 'unknown', why: `${name} has no command ${verb}` };
}

function read(words: readonly string[]): Read {
  const operands: string[] = [];
  const flags: string[] = [];
  let directory: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') return { operands, flags, directory, given: words.slice(index + 1) };
    if (!word.startsWith('-')) {
      operands.push(word);
      continue;
    }
    const [option = '', value] = word.split('=');
    const next = valued.has(word) && value === undefined ? words[(index += 1)] : value;
    flags.push(next === undefined || !valued.has(option) ? word : `${option}=${next}`);
    if (directoryOptions.has(option)) directory = next;
  }
  return { operands, flags, directory, given: [] };
}

/** `npx [--yes] [-p PACKAGE] COMMAND …`, `npm exec -- COMMAND …`. */
function executed(manager: PackageManager, words: readonly string[], directory: string): ManagerCall {
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') {
      index += 1;
      break;
    }
    if (word === '-c' || word === '--call') {
      return { manager, directory, does: 'unknown', why: 'it runs a text with a shell' };
    }
    if (word === '-p' || word === '--package') index += 1;
    else if (!word.startsWith('-')) break;
  }
  return { manager, directory, does: 'execute', words: words.slice(index) };
}
