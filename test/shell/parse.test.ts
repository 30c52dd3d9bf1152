import { describe, expect, it } from 'vitest';
import { parseShell } from '../../src/shell/parse.ts';
import type { Script, SimpleCommand, Statement, Word } from '../../src/shell/types.ts';
import {
  childStatements,
  everyCommand,
  everyStatement,
  flattenAndOr,
  ownWords,
} from '../../src/shell/walk.ts';

/** All simple commands as the raw text of their words. */
function commands(text: string): readonly string[] {
  return everyCommand(parseShell(text)).map((command) => command.words.map((word) => word.raw).join(' '));
}

function only(text: string): Statement {
  const { statements } = parseShell(text);
  const [statement] = statements;
  if (statement === undefined || statements.length > 1) throw new Error(`not one statement: ${text}`);
  return statement;
}

function command(text: string): SimpleCommand {
  const statement = only(text);
  if (statement.kind !== 'command') throw new Error(`not a simple command: ${text}`);
  return statement;
}

function parts(text: string): Word['parts'] {
  return command(`: ${text}`).words[1]?.parts ?? [];
}

function body(text: string): unknown {
  return command(text).redirects[0]?.body;
}

function assignedKinds(text: string): readonly string[] {
  return command(text).assignments[0]?.value?.parts.map((part) => part.kind) ?? [];
}

/** Every span of a script lies in the text and holds what it says. */
function checkSpans(script: Script): void {
  for (const statement of everyStatement(script)) {
    expect(statement.start).toBeLessThanOrEqual(statement.end);
    expect(statement.end).toBeLessThanOrEqual(script.text.length);
  }
}

describe('statements', () => {
  it.each([
    ['a b; c', ['a b', 'c']],
    ['a && b || c', ['a', 'b', 'c']],
    ['a | b |& c', ['a', 'b', 'c']],
    ['( a; b ) > f', ['a', 'b']],
    ['{ a; } 2>&1', ['a']],
    ['if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    ['for x in 1 2; do a $x; done', ['a $x']],
    ['while a; do b; done; until c; do d; done', ['a', 'b', 'c', 'd']],
    ['case $x in a|b) c;; *) d;; esac', ['c', 'd']],
    ['f() { a; }; f', ['a', 'f']],
    ['function f { a; }', ['a']],
    ['f() ( a )', ['a']],
    ['a & b', ['a', 'b']],
    ['! a', ['a']],
    ['time a', ['a']],
    ['select x in a; do b; done', ['b']],
    ['for ((i=0; i<$(n); i++)); do a; done', ['n', 'a']],
    ['[[ -f x && $(a) == y ]]', ['[[ -f x && $(a) == y ]]', 'a']],
    ['(( x = $(a) ))', ['a']],
    ['for x in `a`; do b; done > $(c)', ['c', 'a', 'b']],
  ])('finds the commands of %s', (text, expected) => {
    const script = parseShell(text);
    expect(script.complete).toBe(true);
    expect(commands(text)).toEqual(expected);
    checkSpans(script);
  });

  it.each([
    ['$(a $(b))', ['$(a $(b))', 'a $(b)', 'b']],
    ['`a \\`b\\``', ['`a \\`b\\``', 'a `b`', 'b']],
    ['x "$(a "$(b)")"', ['x "$(a "$(b)")"', 'a "$(b)"', 'b']],
    ['x ${y:-$(a)}', ['x ${y:-$(a)}', 'a']],
    ['x ${y/a/$(a)}', ['x ${y/a/$(a)}', 'a']],
    ['x $((1 + $(a)))', ['x $((1 + $(a)))', 'a']],
    ['x <(a) >(b)', ['x <(a) >(b)', 'a', 'b']],
    ['X=$(a)', ['', 'a']],
    ['X=$(a) b', ['X=$(a) b'.slice(7), 'a']],
    ['x > $(a)', ['x', 'a']],
    ['X=(1 $(a))', ['', 'a']],
    ['cat <<E\n$(a)\nE\n', ['cat', 'a']],
    ["cat <<'E'\n$(a)\nE\n", ['cat']],
    ["x '$(a)' \\$(a", ["x '$(a)' \\$"]],
  ])('finds substitutions in %s', (text, expected) => {
    expect(commands(text).slice(0, expected.length)).toEqual(expected);
  });

  it('binds && and || to the left', () => {
    const statement = only('a && b || c && d');
    if (statement.kind !== 'and-or') throw new Error('not a chain');
    expect(statement.operator).toBe('&&');
    expect(flattenAndOr(statement).rest.map((item) => item.operator)).toEqual(['&&', '||', '&&']);
  });

  it('keeps negation, and takes a double one back', () => {
    expect(only('! a | b')).toMatchObject({ kind: 'pipeline', negated: true });
    expect(only('! ! a')).toMatchObject({ kind: 'command' });
  });

  it('gives redirects of any compound command a place', () => {
    expect(only('while read x; do a; done < in > out')).toMatchObject({
      kind: 'group',
      body: [{ kind: 'while' }],
      redirects: [{ operator: '<' }, { operator: '>' }],
    });
  });

  it('reads assignments in front and behind', () => {
    const { assignments, words } = command('A=1 B="x y" export C=$D');
    expect(assignments.map(({ name, value }) => [name, value?.raw])).toEqual([
      ['A', '1'],
      ['B', '"x y"'],
    ]);
    expect(words.map((word) => word.raw)).toEqual(['export', 'C=$D']);
    expect(command('A= b').assignments).toMatchObject([{ name: 'A', value: undefined }]);
  });

  it('knows nothing of what += and arrays assign', () => {
    expect(command('A+=x').assignments[0]?.value?.parts).toMatchObject([{ kind: 'other', what: 'array' }]);
    expect(command('A=(x y)').assignments[0]?.value?.parts).toMatchObject([{ kind: 'other', what: 'array' }]);
  });
});

describe('redirects', () => {
  it.each([
    ['a > f', '>', undefined],
    ['a 2>> f', '>>', 2],
    ['a 2>&1', '>&', 2],
    ['a &> f', '&>', undefined],
    ['a < f', '<', undefined],
    ['a >| f', '>|', undefined],
    ['a <<< f', '<<<', undefined],
  ])('reads %s', (text, operator, fd) => {
    expect(command(text).redirects).toMatchObject([{ operator, fd }]);
  });

  it('reads heredocs, quoted and not, tabs stripped where asked', () => {
    expect(body('cat <<E\na $X\nE\n')).toMatchObject({ text: 'a $X\n', expand: true });
    expect(body("cat <<'E'\na $X\nE\n")).toMatchObject({ text: 'a $X\n', expand: false });
    expect(body('cat <<-E\n\t\ta\n\tE\n')).toMatchObject({ text: 'a\n', expand: true });
  });
});

describe('words', () => {
  it.each([
    ['a"b c"\'d\'', ['a:', 'b cd:quoted']],
    ['a\\ b', ['a:', ' :quoted', 'b:']],
    ['a\\\nb', ['ab:']],
    ['"a\\"b\\c"', ['a"b\\c:quoted']],
    ['""', [':quoted']],
  ])('takes quotes off %s', (text, expected) => {
    const seen = parts(text).map((part) =>
      part.kind === 'literal' ? `${part.text}:${part.quoted ? 'quoted' : ''}` : part.kind,
    );
    expect(seen).toEqual(expected);
  });

  it.each([
    ['~/x', ['tilde', 'literal']],
    ['~user', ['tilde']],
    ['"~"/x', ['literal', 'literal']],
    ['\\~/x', ['literal', 'literal']],
    ['~"user"', ['literal', 'literal']],
    ['~$X', ['literal', 'parameter']],
    ['a~', ['literal']],
    ['a=~/x', ['literal', 'other']],
    ['a="~"', ['literal', 'literal']],
    ['*.go', ['glob', 'literal']],
    ['[ab]', ['glob']],
    ['[a', ['literal']],
    ['"*"', ['literal']],
    ['{a,b}', ['other']],
    ["$'a'", ['other']],
  ])('knows what is special in %s', (text, kinds) => {
    expect(parts(text).map((part) => part.kind)).toEqual(kinds);
  });

  it('expands tildes in assignments after each colon', () => {
    expect(assignedKinds('P=~/a:~/b:c~')).toEqual(['tilde', 'literal', 'tilde', 'literal']);
    expect(assignedKinds('P=a"~":x')).toEqual(['literal', 'literal', 'literal']);
  });

  it('names parameters and their operators', () => {
    const seen = [
      '$X',
      '${X}',
      '${X:-y}',
      '${#X}',
      '${!X}',
      '${X##*/}',
      '${X/a/b}',
      '${X:1:2}',
      '$@',
      '$1',
    ].map((text) => {
      const [part] = parts(text);
      return part?.kind === 'parameter'
        ? [part.name, part.operator, part.operand?.raw, part.second?.raw]
        : [];
    });
    expect(seen).toEqual([
      ['X', undefined, undefined, undefined],
      ['X', undefined, undefined, undefined],
      ['X', ':-', 'y', undefined],
      ['X', 'length', undefined, undefined],
      ['X', 'indirect', undefined, undefined],
      ['X', '##', '*/', undefined],
      ['X', '/', 'a', 'b'],
      ['X', ':', '1', '2'],
      ['@', undefined, undefined, undefined],
      ['1', undefined, undefined, undefined],
    ]);
  });
});

it('takes the end of the text for the end of a heredoc, as shells do', () => {
  const script = parseShell('a <<E\nx');
  expect(script.complete).toBe(true);
});

describe('texts that are no scripts', () => {
  it.each(['a "b', 'if a; then b', 'a $(b', 'a | | b', ')', 'fi', 'a `b', 'x $(a "b)'])(
    'says that %s is not complete',
    (text) => {
      const script = parseShell(text);
      expect(script.complete).toBe(false);
      checkSpans(script);
    },
  );

  it('keeps spans inside the text after a trailing backslash', () => {
    for (const text of ['echo a\\', 'a &&\\', '\\', 'a "$X"\\']) checkSpans(parseShell(text));
  });

  it('gives up on expansions nested without end, and stays fast', () => {
    const deep = parseShell('$('.repeat(5000) + ')'.repeat(5000));
    expect(deep.complete).toBe(false);
    expect(parseShell('(('.repeat(5000)).complete).toBe(false);
    expect(parseShell('${a:-'.repeat(3000)).complete).toBe(false);
  });

  it('walks chains of any length', () => {
    const script = parseShell('a && '.repeat(12_000) + 'b');
    expect(everyCommand(script)).toHaveLength(12_001);
  });
});

it('reaches every statement by childStatements and ownWords', () => {
  const script = parseShell('if [ $(a) ]; then for x in $(b); do (c) & done; fi');
  const seen: string[] = [];
  const visit = (statement: Statement): void => {
    seen.push(statement.kind);
    expect(ownWords(statement)).toBeDefined();
    for (const child of childStatements(statement)) visit(child);
  };
  script.statements.forEach(visit);
  expect(seen).toEqual(['if', 'command', 'for', 'background', 'subshell', 'command']);
});
