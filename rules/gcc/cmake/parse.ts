/** The language of CMakeLists.txt. Source: cmake-language(7). Any text is accepted; what is no command is passed over. */

/** One call of a command. */
export interface CMakeCall {
  /** In lower case: names of commands are not case-sensitive. */
  readonly name: string;
  readonly arguments: readonly CMakeArgument[];
  readonly line: number;
}

export interface CMakeArgument {
  readonly text: string;
  /** Quoted and bracket arguments are one value whatever they hold; in brackets nothing is replaced. */
  readonly form: 'unquoted' | 'quoted' | 'bracket';
}

const PIECES = new RegExp(
  [
    String.raw`(?<space>\s+|#\[(?<ce>=*)\[[\s\S]*?(?:\]\k<ce>\]|$)|#[^\n]*)`,
    String.raw`\[(?<be>=*)\[(?:\r?\n)?(?<bracket>[\s\S]*?)(?:\]\k<be>\]|$)`,
    String.raw`"(?<quoted>(?:\\[\s\S]|[^"\\])*)"?`,
    String.raw`(?<mark>[()])`,
    String.raw`(?<unquoted>(?:\\[\s\S]|\$\([^)\s]*\)|[^\s()#"\\]|(?<=[^\s()#"])"[^"\s]*")+)`,
    String.raw`(?<other>[\s\S])`,
  ].join('|'),
  'y',
);

type Token =
  | { readonly kind: 'mark'; readonly text: string; readonly start: number }
  | { readonly kind: 'argument'; readonly argument: CMakeArgument; readonly start: number };

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  PIECES.lastIndex = 0;
  for (let match = PIECES.exec(text); match !== null; match = PIECES.exec(text)) {
    const { bracket, quoted, unquoted, mark } = match.groups ?? {};
    const start = match.index;
    if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, start });
    else if (bracket !== undefined)
      tokens.push({ kind: 'argument', argument: { text: bracket, form: 'bracket' }, start });
    else if (quoted !== undefined)
      tokens.push({
        kind: 'argument',
        argument: { text: quoted.replaceAll(/\\\r?\n/g, ''), form: 'quoted' },
        start,
      });
    else if (unquoted !== undefined)
      tokens.push({ kind: 'argument', argument: { text: unquoted, form: 'unquoted' }, start });
  }
  return tokens;
}

export function callsOf(text: string): readonly CMakeCall[] {
  const tokens = tokensOf(text);
  const calls: CMakeCall[] = [];
  let line = 1;
  let counted = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const name = tokens[index];
    const open = tokens[index + 1];
    if (name?.kind !== 'argument' || open?.kind !== 'mark' || open.text !== '(') continue;
    for (; counted < name.start; counted += 1) if (text[counted] === '\n') line += 1;
    const given: CMakeArgument[] = [];
    let depth = 1;
    index += 2;
    for (; index < tokens.length; index += 1) {
      const token = tokens[index];
      if (token === undefined) break;
      if (token.kind === 'argument') {
        given.push(token.argument);
        continue;
      }
      depth += token.text === '(' ? 1 : -1;
      if (depth === 0) break;
      given.push({ text: token.text, form: 'unquoted' });
    }
    calls.push({ name: name.argument.text.toLowerCase(), arguments: given, line });
  }
  return calls;
}

/** What an escape sequence stands for. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 't' ? '\t' : letter === 'r' ? '\r' : letter,
  );
}
