/** The commands of a script as another parser sees them. */
import * as fc from 'fast-check';
import { syntax } from 'mvdan-sh';
import { describe, expect, it } from 'vitest';
import { parseShell } from '../../src/shell/parse.ts';
import { everyCommand } from '../../src/shell/walk.ts';

/** Words of every simple command in the order of the text; undefined where the other parser finds an error. */
function theirs(text: string): readonly (readonly string[])[] | undefined {
  const found: { readonly at: number; readonly words: readonly string[] }[] = [];
  try {
    const file = syntax.NewParser().Parse(text, '');
    syntax.Walk(file, (node) => {
      if (node !== null && syntax.NodeType(node) === 'CallExpr' && node.Args.length > 0) {
        const words = node.Args.map((word) => text.slice(word.Pos().Offset(), word.End().Offset()));
        found.push({ at: node.Args[0]?.Pos().Offset() ?? 0, words });
      }
      return true;
    });
  } catch {
    return undefined;
  }
  return found.toSorted((a, b) => a.at - b.at).map((item) => item.words);
}

/** What the other parser has nodes of their own for. */
const clauses = new Set(['export', 'readonly', 'local', 'declare', 'typeset', 'let', '[[']);

function ours(text: string): readonly (readonly string[])[] | undefined {
  const script = parseShell(text);
  if (!script.complete) return undefined;
  return everyCommand(script)
    .filter((command) => command.words.length > 0 && !clauses.has(command.words[0]?.raw ?? ''))
    .toSorted((a, b) => (a.words[0]?.start ?? 0) - (b.words[0]?.start ?? 0))
    .map((command) => command.words.map((word) => word.raw));
}

const word = fc.constantFrom(
  'a',
  './app',
  '-x',
  '"b c"',
  "'d $e'",
  '$F',
  '"${G}"',
  '${H:-i}',
  '$(j k)',
  '"$(l "m")"',
  'n=o',
  '*.go',
  'p\\ q',
  '--r="$S"',
  '$((1+2))',
  '~/t',
  '${u##*/}',
  '"a\\"b"',
);
const simple = fc
  .tuple(
    fc.array(fc.constantFrom('A=1', 'B="x y"', 'C=$(v)'), { maxLength: 2 }),
    fc.constantFrom('go', 'mkdir', 'cd', './run.sh', '"$X"', 'apt-get'),
    fc.array(word, { maxLength: 4 }),
    fc.constantFrom('', ' > out', ' 2>&1', ' >> "$L"', ' < in'),
  )
  .map(([assignments, name, words, redirect]) => [...assignments, name, ...words].join(' ') + redirect);

const { script } = fc.letrec<{ statement: string; script: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 4 },
    simple,
    fc.tuple(tie('statement'), fc.constantFrom(' && ', ' || ', ' | '), simple).map((items) => items.join('')),
    tie('script').map((body) => `( ${body} )`),
    tie('script').map((body) => `{ ${body}; }`),
    fc.tuple(simple, tie('script')).map(([test, body]) => `if ${test}; then ${body}; else ${body}; fi`),
    tie('script').map((body) => `for x in a $B; do ${body}; done`),
    tie('script').map((body) => `while true; do ${body}; done`),
    tie('script').map((body) => `case $x in a|b) ${body};; *) ;; esac`),
    tie('script').map((body) => `f() { ${body}; }`),
  ),
  script: fc
    .array(tie('statement'), { minLength: 1, maxLength: 2 })
    .map((statements) => statements.join('; ')),
}));

describe('the other parser agrees', () => {
  it('on generated scripts', () => {
    fc.assert(
      fc.property(script, (text) => {
        expect(ours(text)).toEqual(theirs(text));
      }),
      { numRuns: 80, seed: 20 },
    );
  });

  it.each([
    'set -ex; apt-get update && apt-get install -y --no-install-recommends git=1:2.* ca-certificates && rm -rf /var/lib/apt/lists/*',
    'curl -fsSL "https://x/$V/a.tgz" | tar -xz -C /usr/local --strip-components=1',
    'CGO_ENABLED=0 GOOS=linux go build -ldflags="-s -w -X main.v=$(git describe --tags)" -o /bin/app ./cmd/app',
    'if [ "$(uname -m)" = x86_64 ]; then A=amd64; else A=arm64; fi && wget -qO- https://x/$A | sh -s -- -b /usr/bin',
    'cat <<EOF > /etc/x\nname=$(hostname)\nEOF\necho done',
    'for d in $(find . -name "*.go" -exec dirname {} \\;); do go vet "./$d"; done',
    'adduser -S -D -H app && mkdir -p /data && chown -R app:app /data || true',
    "echo '#!/bin/sh' > /e && echo 'exec \"$@\"' >> /e && chmod +x /e",
  ])('on %s', (text) => {
    expect(ours(text)).toEqual(theirs(text));
    expect(theirs(text)).toBeDefined();
  });
});

it('never throws, whatever the text', () => {
  const token = fc.constantFrom(
    'a',
    ' ',
    '\n',
    ';',
    '&&',
    '||',
    '|',
    '&',
    '(',
    ')',
    '{',
    '}',
    '$',
    '"',
    "'",
    '`',
    '\\',
    '<',
    '>',
    '<<E',
    'E',
    '#',
    '!',
    'if',
    'then',
    'fi',
    'for',
    'in',
    'do',
    'done',
    'case',
    'esac',
    '$(',
    '${',
    '$((',
    '*',
    '[',
    ']',
    '~',
    '=',
    'é',
    '\0',
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
      const text = tokens.join('');
      for (const command of everyCommand(parseShell(text)))
        expect(command.start).toBeLessThanOrEqual(command.end);
    }),
    { numRuns: 1500, seed: 21 },
  );
});
