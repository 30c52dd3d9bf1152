/** Regular expressions of POSIX (XBD 9) as those of this language, for what is the same in both. */

export type Syntax = 'basic' | 'extended' | 'fixed';

/** undefined for what isn't certainly matched alike: groups, alternatives, named classes, references back. */
export function regularExpression(text: string, syntax: Syntax, flags = ''): RegExp | undefined {
  if (syntax === 'fixed') return new RegExp(escaped(text), flags);
  let source = '';
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    const isFirst = at === 0;
    const isLast = at === text.length - 1;
    at += 1;
    if (character === '[') {
      const found = /^\[(\^?)(\]?[^\]\\[]*)\]/.exec(text.slice(at - 1));
      if (found === null) return undefined;
      const [whole, negated = '', members = ''] = found;
      // Ranges of letters and digits of one kind are the same everywhere.
      if (!/^\]?(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|[^-])*-?$/.test(members)) return undefined;
      const inside = members.replace(/[\]^]/g, String.raw`\$&`);
      source += `[${negated}${inside}]`;
      at += whole.length - 1;
    } else if (character === '\\') {
      const next = text[at] ?? '';
      at += 1;
      if (!/^[.*[\]^$\\/|+?(){}#,:@-]$/.test(next)) return undefined;
      // In basic ones a backslash makes these special (GNU), in extended ones it takes that away.
      if (syntax === 'basic' && /^[|+?(){}]$/.test(next)) return undefined;
      source += escaped(next);
    } else if (character === '^') {
      if (!isFirst) return undefined;
      source += '^';
    } else if (character === '$') {
      if (!isLast) return undefined;
      source += '$';
    } else if (character === '*') {
      if (isFirst || text[at - 2] === '^' || text[at - 2] === '*') return undefined;
      source += '*';
    } else if (character === '.') source += '.';
    else if (/[+?]/.test(character) && syntax === 'extended') {
      if (isFirst || /[*+?^]/.test(text[at - 2] ?? '')) return undefined;
      source += character;
    } else if (/[(){}|]/.test(character) && syntax === 'extended') return undefined;
    else source += escaped(character);
  }
  return new RegExp(source, flags);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
