/** The commands that distributions' base images and the packages of toolchain images bring, from the generated lists. */
import { ALPINE_BASE_COMMANDS, DEBIAN_BASE_COMMANDS } from './base-commands.ts';

/** The list of a release; of one that is not listed nothing is known; a tag that moves is of the newest one. */
function debianRows(codename: string | undefined): string | undefined {
  const [newest = ''] = Object.keys(DEBIAN_BASE_COMMANDS);
  return DEBIAN_BASE_COMMANDS[codename ?? newest];
}

const slimCommands = new Map<string, ReadonlySet<string>>();

/** Commands of the slim image, whose packages have a star; undefined for a release that is not listed. */
export function debianSlimCommands(codename: string | undefined): ReadonlySet<string> | undefined {
  const rows = debianRows(codename);
  if (rows === undefined) return undefined;
  const before = slimCommands.get(rows);
  if (before !== undefined) return before;
  const slim = rows.split('\n').filter((row) => row.startsWith('*'));
  const commands = new Set(slim.flatMap((row) => row.split(' ').slice(1)));
  slimCommands.set(rows, commands);
  return commands;
}

const packageByCommand = new Map<string, Map<string, string | undefined>>();

/** The package of a command that toolchain images on a release bring, or the slim image itself. */
export function debianBasePackage(command: string, codename: string | undefined): string | undefined {
  const rows = debianRows(codename);
  if (rows === undefined || command === '' || /\s/.test(command)) return undefined;
  const known = packageByCommand.get(rows) ?? new Map<string, string | undefined>();
  packageByCommand.set(rows, known);
  if (!known.has(command)) known.set(command, packageInRows(command, rows));
  return known.get(command);
}

function packageInRows(command: string, rows: string): string | undefined {
  // The text is searched as it is: few commands are asked for, and the list has thousands.
  let first: string | undefined;
  for (let at = rows.indexOf(` ${command}`); at >= 0; at = rows.indexOf(` ${command}`, at + 1)) {
    const after = rows[at + 1 + command.length];
    if (after !== ' ' && after !== '\n' && after !== undefined) continue;
    const start = rows.lastIndexOf('\n', at) + 1;
    const name = rows.slice(start, rows.indexOf(' ', start));
    // What the slim image has comes first: nothing has to be installed for it.
    if (name.startsWith('*')) return name.slice(1);
    first ??= name;
  }
  return first;
}

/** Applets of BusyBox and the commands of the other packages that every Alpine image has. */
export const alpineBaseCommands: ReadonlySet<string> = new Set(
  ALPINE_BASE_COMMANDS.trim()
    .split('\n')
    .flatMap((line) => line.split(' ').slice(1)),
);
