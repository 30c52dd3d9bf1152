/** Calls of macros in configure.ac, without expanding them. Source: GNU M4 manual, "Input to M4"; Autoconf manual, "Programming in M4sh". */

export interface MacroCall {
  readonly name: string;
  /** Without their outer quotes and the white space before them. */
  readonly arguments: readonly string[];
}

export interface MacroText {
  /** Calls, and those in their arguments. */
  readonly calls: readonly MacroCall[];
  /** Text of the shell around them, in which `:` stands for each. */
  readonly shell: readonly string[];
}

/** Nested deeper than this is nothing of any use. */
const deepest = 30;

export function macrosOf(text: string, depth = 0): MacroText {
  const calls: MacroCall[] = [];
  const shells: string[] = [];
  let shell = '';
  let at = 0;
  while (at < text.length) {
    const comment = commentEnd(text, at);
    if (comment !== undefined) {
      at = comment;
      continue;
    }
    const name = nameAt(text, at);
    if (name === undefined) {
      const character = text[at] ?? '';
      if (character !== '[' && character !== ']') shell += character;
      at += 1;
      continue;
    }
    at += name.length;
    if (!isMacro(name)) {
      shell += name;
      continue;
    }
    shell += ' : ';
    const given = text[at] === '(' ? argumentsAt(text, at) : undefined;
    calls.push({ name, arguments: given?.texts ?? [] });
    at = given?.end ?? at;
    if (depth >= deepest) continue;
    for (const argument of given?.texts ?? []) {
      const inside = macrosOf(argument, depth + 1);
      calls.push(...inside.calls);
      shells.push(...inside.shell);
    }
  }
  return { calls, shell: [shell, ...shells] };
}

/** Where a comment ends that begins here: `#` at the start of a word, and `dnl`. */
function commentEnd(text: string, at: number): number | undefined {
  const before = text[at - 1] ?? '\n';
  const begins =
    (text[at] === '#' && /[\s;[(]/.test(before)) ||
    (text.startsWith('dnl', at) && !/\w/.test(before) && !/\w/.test(text[at + 3] ?? '\n'));
  if (!begins) return undefined;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function nameAt(text: string, at: number): string | undefined {
  const before = text[at - 1] ?? '\n';
  if (/[\w$]/.test(before)) return undefined;
  const found = /^[A-Za-z_]\w*/.exec(text.slice(at, at + 200));
  return found?.[0];
}

/** Macros of Autoconf and of what adds to it begin with letters of their own. */
function isMacro(name: string): boolean {
  return /^(A[A-Z]+|LT|PKG|IT|GTK|GLIB|m4|gl)_\w/.test(name);
}

/** The arguments of a call whose bracket opens here. */
function argumentsAt(
  text: string,
  open: number,
): { readonly texts: readonly string[]; readonly end: number } {
  const texts: string[] = [];
  let quotes = 0;
  let brackets = 0;
  let current = '';
  let at = open + 1;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quotes === 0) {
      const comment = commentEnd(text, at);
      if (comment !== undefined) {
        at = comment;
        continue;
      }
      if (character === ',' && brackets === 0) {
        texts.push(unquoted(current));
        current = '';
        continue;
      }
      if (character === ')' && brackets === 0) break;
      if (character === '(') brackets += 1;
      if (character === ')') brackets -= 1;
    }
    if (character === '[') quotes += 1;
    if (character === ']') quotes -= 1;
    current += character;
  }
  return { texts: [...texts, unquoted(current)], end: at + 1 };
}

/** One level of quotes goes. */
function unquoted(text: string): string {
  const trimmed = text.trim();
  let result = '';
  let depth = 0;
  for (const character of trimmed) {
    if (character === ']') depth -= 1;
    const outer = (character === '[' || character === ']') && depth === 0;
    if (character === '[') depth += 1;
    if (!outer) result += character;
  }
  return result;
}
