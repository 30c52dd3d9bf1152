/** Recipes of just (just.systems/man): lines of shell, with `{{name}}` for the file's own variables. */
import { nameOf, parentOf } from '../files/tree.ts';
import { findCommands } from './commands.ts';
import type { Finding, SourceFile } from './findings.ts';

export function isJustfile(path: string): boolean {
  return /^\.?justfile$|\.just$/i.test(nameOf(path));
}

/** The container commands of all recipes. `just` runs them in the file's own directory. */
export function findInJustfile({ path, text }: SourceFile): readonly Finding[] {
  const shell = text.split('\n').map(shellLine).join('\n');
  return findCommands({
    text: shell,
    path,
    line: 1,
    kind: 'script',
    name: nameOf(path),
    directories: [parentOf(path)],
  });
}

/** A line of a recipe, without the marks that say how it is printed, or a variable as the shell's; else an empty line. */
function shellLine(line: string): string {
  const [, name, value] = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*("[^"]*"|'[^']*')\s*$/.exec(line) ?? [];
  if (name !== undefined && value !== undefined) return `${variable(name)}=${value}`;
  const [, command] = /^\s+[@-]*(?!#!)(.*)$/.exec(line) ?? [];
  return (command ?? '').replaceAll(
    /\{\{\s*([A-Za-z_][\w-]*)\s*\}\}/g,
    (_, inside: string) => `\${${variable(inside)}}`,
  );
}

/** Names of just may have a hyphen. */
function variable(name: string): string {
  return name.replaceAll('-', '_');
}
