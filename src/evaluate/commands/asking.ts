/** Calls that ask a program for its help or its version: it prints and ends, whatever else it is for. */
import { posix } from 'node:path';
import type { CommandRun, FileSystem } from '../types.ts';

/**
 * "All programs should support two standard options: --version and --help", which print and exit (GNU Coding Standards,
 * 4.8 "Standards for Command Line Interfaces").
 */
const standard: ReadonlySet<string> = new Set(['--help', '--version']);

/**
 * Of programs that libraries for command lines are built into: `-h` and `-help` (package flag: "invoked but no such flag
 * is defined"), commands `help` and `version`. Elsewhere these words may be anything: `npm version` changes files.
 */
export const askingArguments: ReadonlySet<string> = new Set([
  ...standard,
  '-h',
  '-help',
  '-V',
  '-version',
  'help',
  'version',
]);

/** What a call that only asks is a call of: a program that the file builds, or an installed command. */
export function askedOf(run: CommandRun, files: FileSystem): 'built' | 'installed' | undefined {
  const [called, argument, ...more] = run.words;
  const asks = argument?.text;
  if (called?.text === undefined || asks === undefined || more.length > 0 || !askingArguments.has(asks)) {
    return undefined;
  }
  if (placesOf(called.text, run).some((path) => isBuilt(path, files))) return 'built';
  return standard.has(asks) && !called.text.includes('/') ? 'installed' : undefined;
}

/** Where the command may lie. */
function placesOf(called: string, run: CommandRun): readonly string[] {
  const workdir = run.workdir.text;
  if (!called.includes('/')) {
    const directories = (run.env.get('PATH')?.text ?? '').split(':');
    return directories.flatMap((place) => (place.startsWith('/') ? [posix.join(place, called)] : []));
  }
  if (called.startsWith('/')) return [called];
  return workdir === undefined ? [] : [posix.resolve(workdir, called)];
}

function isBuilt(path: string, files: FileSystem): boolean {
  const found = files.lookup(path);
  if (found.status === 'present') return found.entry.program !== undefined;
  return found.status === 'possible' && found.origin.by === 'opaque' && found.origin.program !== undefined;
}
