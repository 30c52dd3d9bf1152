/** The commands that distributions' base images and the packages of toolchain images bring, from the generated lists. */
import { ALPINE_BASE_COMMANDS, DEBIAN_BASE_COMMANDS } from './base-commands.ts';

interface BaseCommands {
  /** Command → the package that brings it; one of the slim image comes first. */
  readonly packages: ReadonlyMap<string, string>;
  /** Those of the slim image. */
  readonly slim: ReadonlySet<string>;
}

const read = new Map<string, BaseCommands>();

function commandsIn(rows: string): BaseCommands {
  const packages = new Map<string, string>();
  const slim = new Set<string>();
  const lines = rows.trim().split('\n');
  // What the slim image has comes first: nothing has to be installed for it.
  for (const line of [...lines.filter((row) => row.startsWith('*')), ...lines]) {
    const [name = '', ...commands] = line.split(' ');
    for (const command of commands) {
      if (name.startsWith('*')) slim.add(command);
      if (!packages.has(command)) packages.set(command, name.replace('*', ''));
    }
  }
  return { packages, slim };
}

/** Of a release that is not listed nothing is known; a tag that moves is of the newest one. */
function debian(codename: string | undefined): BaseCommands | undefined {
  const [newest = ''] = Object.keys(DEBIAN_BASE_COMMANDS);
  const name = codename ?? newest;
  const rows = DEBIAN_BASE_COMMANDS[name];
  if (rows === undefined) return undefined;
  const before = read.get(name) ?? commandsIn(rows);
  read.set(name, before);
  return before;
}

/** Commands of the slim image; undefined for a release that is not listed. */
export function debianSlimCommands(codename: string | undefined): ReadonlySet<string> | undefined {
  return debian(codename)?.slim;
}

/** The package of a command that toolchain images on a release bring, or the slim image itself. */
export function debianBasePackage(command: string, codename: string | undefined): string | undefined {
  return debian(codename)?.packages.get(command);
}

/** Applets of BusyBox and the commands of the other packages that every Alpine image has. */
export const alpineBaseCommands: ReadonlySet<string> = new Set(
  ALPINE_BASE_COMMANDS.trim()
    .split('\n')
    .flatMap((line) => line.split(' ').slice(1)),
);
