/**
 * A Makefile.am as a makefile: it is one, with conditionals and substitutions of its own. Source: Automake manual, "Conditionals",
 * "Including other files"; Autoconf manual, "Makefile Substitutions".
 */
import { posix } from 'node:path';
import { logicalLines, syntaxText } from '../../../src/context/makefile/logical-lines.ts';
import { splitSetting } from '../../../src/context/makefile/read.ts';

export interface AutomakeText {
  /** What holds whatever the conditions are. */
  readonly certain: string;
  /** With all branches: what one of them sets is added to what the others do. */
  readonly all: string;
  /** A file that it includes isn't there. */
  readonly unread: boolean;
}

export interface Surroundings {
  readonly read: (path: string) => string | undefined;
  /** The top directory of the sources, and that of this file: absolute. */
  readonly top: string;
  readonly directory: string;
}

const deepestInclude = 10;

export function automakeText(text: string, around: Surroundings, depth = 0): AutomakeText {
  const certain: string[] = [];
  const all: string[] = [];
  let unread = false;
  let open = 0;
  for (const { text: line } of logicalLines(text, 'Makefile.am')) {
    if (line.startsWith('\t')) {
      all.push(line);
      if (open === 0) certain.push(line);
      continue;
    }
    const syntax = substituted(syntaxText(line));
    const [word = '', rest = ''] = syntax.split(/\s+(.*)/s);
    if (word === 'if') open += 1;
    else if (word === 'endif') open -= 1;
    else if (word === 'include' && depth < deepestInclude) {
      const found = included(rest, around, depth);
      unread ||= found?.unread !== false;
      if (found !== undefined && open === 0) certain.push(found.certain);
      if (found !== undefined) all.push(found.all);
    } else if (word !== 'else') {
      if (open === 0) certain.push(syntax);
      all.push(open === 0 ? syntax : added(syntax));
    }
  }
  return { certain: certain.join('\n'), all: all.join('\n'), unread };
}

/** `@NAME@` is `$(NAME)` there. */
function substituted(line: string): string {
  return line.replaceAll(/@([A-Za-z_]\w*)@/g, '$($1)');
}

/** A setting in a branch: it is one of several. */
function added(line: string): string {
  const setting = splitSetting(line);
  return setting === undefined || setting.operator === '+=' ? line : `${setting.name} += ${setting.text}`;
}

function included(name: string, around: Surroundings, depth: number): AutomakeText | undefined {
  const path = name
    .trim()
    .replace(/^\$[({]top_srcdir[)}]/, around.top)
    .replace(/^\$[({]srcdir[)}]/, around.directory);
  const at = posix.resolve(around.directory, path);
  const text = path.includes('$') ? undefined : around.read(at);
  if (text === undefined) return undefined;
  const place = posix.relative(around.directory, posix.dirname(at));
  const named = place.replaceAll(/[^A-Za-z0-9]/g, '_');
  const here = text
    .replaceAll(/%reldir%\/|%D%\//g, place === '' ? '' : `${place}/`)
    .replaceAll(/%canon_reldir%_|%C%_/g, named === '' ? '' : `${named}_`);
  return automakeText(here, around, depth + 1);
}
