/** Physical lines of a makefile to logical ones. */
import type { SourceLine } from './types.ts';

/** Lines with their continuations joined, backslash and line end still in them. */
export function logicalLines(text: string, file: string): readonly SourceLine[] {
  const physical = text.replaceAll('\r\n', '\n').split('\n');
  const lines: SourceLine[] = [];
  let start = 0;
  while (start < physical.length) {
    let end = start;
    while (end + 1 < physical.length && continues(physical[end] ?? '')) end += 1;
    lines.push({ text: physical.slice(start, end + 1).join('\n'), file, line: start + 1 });
    start = end + 1;
  }
  return lines;
}

/** An odd number of backslashes at the end. */
function continues(line: string): boolean {
  let start = line.length;
  while (line[start - 1] === '\\') start -= 1;
  return (line.length - start) % 2 === 1;
}

/** A line of make's own syntax: continuations become one space, a comment goes. */
export function syntaxText(text: string): string {
  return withoutComment(joined(text)).trim();
}

/** Backslash, line end and the white space around them are one space. */
function joined(text: string): string {
  const [first = '', ...rest] = text.split('\\\n');
  return rest.reduce((line, next) => `${line.trimEnd()} ${next.trimStart()}`, first);
}

/** A recipe line for the shell: it keeps its continuations, without the tab that follows each. */
export function recipeText(text: string): string {
  return text.replace(/^\t/, '').replaceAll('\\\n\t', '\\\n');
}

/** `\#` is no comment. A `#` inside `$(…)` is taken as one too, as make does outside of recipes. */
function withoutComment(text: string): string {
  for (let at = text.indexOf('#'); at !== -1; at = text.indexOf('#', at + 1)) {
    if (text[at - 1] !== '\\') return text.slice(0, at).replaceAll('\\#', '#');
  }
  return text.replaceAll('\\#', '#');
}
