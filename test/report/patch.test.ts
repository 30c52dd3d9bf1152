import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare, splitLines, wholeChange } from '../../src/report/changes.ts';
import { diff } from '../../src/report/diff.ts';
import { patchName, unifiedPatch } from '../../src/report/patch.ts';
import { AFTER, BEFORE, fileReport, migrated, PLAIN, run } from './runs.ts';

function installed(command: string): boolean {
  return spawnSync(command, ['--version']).status === 0;
}

/** What happens to a file when a tool is given its patch. */
type Apply = (directory: string, patch: string) => { readonly status: number | null; readonly said: string };

const GIT: Apply = (cwd, input) => called('git', ['apply', '-p1', '-'], cwd, input);
const PATCH: Apply = (cwd, input) => called('patch', ['-p1', '--binary', '--batch'], cwd, input);

function called(command: string, args: readonly string[], cwd: string, input: string) {
  const result = spawnSync(command, args, { cwd, input, encoding: 'utf8' });
  return { status: result.status, said: `${result.stdout}${result.stderr}` };
}

/** The one kind of name that is written otherwise than git does, because GNU patch cannot take git's form. */
const TRAILING_SPACE = 'trailing/Dockerfile ';

const NAMES = [
  'Dockerfile',
  'services/api/Dockerfile',
  'with space/Docker file',
  ' leading/Dockerfile',
  'two  spaces /Dockerfile',
  TRAILING_SPACE,
  'é both',
  'grün/Dockerfile.日本',
  'quo"te/Dockerfile',
  "apos'trophe/Dockerfile",
  'back\\slash/Dockerfile',
  'tab\there/Dockerfile',
  'bell\u0007/Dockerfile',
  'e\u001b[31mscape',
  '\u202ereversed',
  '--- a/other',
  '-p0',
  'a/b/Dockerfile',
  '{brace}/[x]*?',
];

const TEXTS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  ordinary: [BEFORE, AFTER],
  'no final newline': [BEFORE.slice(0, -1), AFTER.slice(0, -1)],
  'newline lost': [BEFORE, AFTER.slice(0, -1)],
  'newline gained': [BEFORE.slice(0, -1), AFTER],
  'final line alone': ['FROM a', 'FROM b'],
  CRLF: [BEFORE.replaceAll('\n', '\r\n'), AFTER.replaceAll('\n', '\r\n')],
  'CRLF, no final newline': [
    BEFORE.replaceAll('\n', '\r\n').slice(0, -2),
    AFTER.replaceAll('\n', '\r\n').slice(0, -2),
  ],
  'mixed line ends': [BEFORE.replace('\n', '\r\n'), AFTER.replace('\n', '\r\n')],
  'only line ends differ': [BEFORE.replaceAll('\n', '\r\n'), BEFORE],
  'byte-order mark': [`\ufeff${BEFORE}`, `\ufeff${AFTER}`],
  'lone CR': [`RUN a\rb\n${BEFORE}`, `RUN a\rc\n${AFTER}`],
  'final CR': [`${BEFORE}\r`, `${AFTER}\r`],
  'separators inside a line': [
    `# a\u2028b\u2029c\fd\ve\u0085f\n${BEFORE}`,
    `# a\u2028b\u2029c\fd\ve\u0085g\n${AFTER}`,
  ],
  'lines that look like a patch': [
    `-- a/x\n++ b/x\n@@ -1 +1 @@\n${BEFORE}\n-- \n`,
    `++ b/x\n-- a/x\n\\ No newline at end of file\n@@ -1 +1 @@\n${AFTER}\n-- \n`,
  ],
  'two far changes': [
    `FROM a\n${'RUN x\n'.repeat(40)}CMD a\n`,
    `FROM a AS build\n${'RUN x\n'.repeat(40)}CMD b\n`,
  ],
  'two near changes': [`a\n1\n2\n3\n4\n5\n6\nb\n`, `A\n1\n2\n3\n4\n5\n6\nB\n`],
  'changes seven apart': [`a\n1\n2\n3\n4\n5\n6\n7\nb\n`, `A\n1\n2\n3\n4\n5\n6\n7\nB\n`],
  'all new': ['x\n', AFTER],
  'grown from nothing': ['', AFTER],
};

describe.each([
  { tool: 'git apply', command: 'git', apply: GIT },
  { tool: 'patch -p1', command: 'patch', apply: PATCH },
])('$tool', ({ command, apply }) => {
  describe.skipIf(!installed(command))(`with ${command} installed`, () => {
    let directory = '';
    beforeAll(() => {
      directory = mkdtempSync(join(tmpdir(), 'dfopt-patch-'));
    });
    afterAll(() => {
      rmSync(directory, { recursive: true, force: true });
    });

    function turnsInto(name: string, before: string, after: string): void {
      const file = join(directory, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, before);
      const patch = unifiedPatch(name, compare(before, after));
      const { status, said } = apply(directory, patch);
      expect(status, `${said}\n${patch}`).toBe(0);
      expect(readFileSync(file, 'utf8')).toBe(after);
    }

    it.each(NAMES)('takes the name %j', (name) => {
      turnsInto(name, BEFORE, AFTER);
    });

    it.each(Object.entries(TEXTS))('takes %s', (_, [before, after]) => {
      turnsInto('Dockerfile', before, after);
    });

    it('takes a patch of several files', () => {
      const names = ['one/Dockerfile', 'two words/Dockerfile', 'dréi/Dockerfile'];
      for (const name of names) {
        mkdirSync(dirname(join(directory, name)), { recursive: true });
        writeFileSync(join(directory, name), BEFORE);
      }
      const patch = diff(run(...names.map((name) => fileReport(name, migrated()))), PLAIN);
      expect(apply(directory, patch)).toMatchObject({ status: 0 });
      for (const name of names) expect(readFileSync(join(directory, name), 'utf8')).toBe(AFTER);
    });
  });
});

/** Applies a patch the way its specification says; fails where a context or removed line isn't there. */
function applied(before: string, patch: string): string {
  const source = splitLines(before);
  const lines = splitLines(patch).slice(2);
  const result: string[] = [];
  let at = 0;
  lines.forEach((line, index) => {
    const header = /^@@ -(?<start>\d+)(?:,(?<count>\d+))? \+/u.exec(line);
    if (header?.groups !== undefined) {
      const start = Number(header.groups['start']) - (header.groups['count'] === '0' ? 0 : 1);
      result.push(...source.slice(at, start));
      at = start;
      return;
    }
    if (line.startsWith('\\')) return;
    const unended = lines[index + 1]?.startsWith('\\ No newline') === true;
    const text = unended ? line.slice(1, -1) : line.slice(1);
    if (line.startsWith('+')) {
      result.push(text);
      return;
    }
    expect(source[at]).toBe(text);
    at += 1;
    if (line.startsWith(' ')) result.push(text);
  });
  return [...result, ...source.slice(at)].join('');
}

const line = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('FROM a', 'RUN b', '', ' ', 'CMD c', '\r', '-- a', '++ b') },
  { weight: 1, arbitrary: fc.string() },
);
const document = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(
    ([lines, final]) => lines.map((each) => `${each.replaceAll('\n', '')}\n`).join('') + (final ? '' : 'end'),
  );

describe('unifiedPatch', () => {
  it('turns any text into any other', () => {
    fc.assert(
      fc.property(document, document, fc.constantFrom(0, 1, 3, Infinity), (before, after, context) => {
        const patch = unifiedPatch('x', compare(before, after), { context });
        expect(before === after ? patch === '' : applied(before, patch) === after).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is empty for the same text', () => {
    expect(unifiedPatch('x', compare(BEFORE, BEFORE))).toBe('');
  });

  it('shows a migration as a person would draw it', () => {
    expect(unifiedPatch('Dockerfile', compare(BEFORE, AFTER))).toBe(`--- a/Dockerfile
+++ b/Dockerfile
@@ -1,7 +1,10 @@
 # syntax=docker/dockerfile:1
-FROM golang:1.22
+FROM golang:1.22 AS build
 WORKDIR /src
 COPY . .
 RUN go build -o /bin/server ./cmd/server
+
+FROM scratch
+COPY --from=build /bin/server /bin/server
 EXPOSE 8080
 CMD ["/bin/server"]
`);
  });

  it('shows everything with unlimited context', () => {
    const [before, after] = TEXTS['two far changes'] ?? ['', ''];
    const patch = unifiedPatch('x', compare(before, after), { context: Infinity });
    expect(patch.match(/^@@/gmu)).toHaveLength(1);
    expect(patch.match(/^ RUN x$/gmu)).toHaveLength(40);
  });
});

function middle(word: string): string {
  return Array.from({ length: 3_000 }, (_, index) => `${word} ${index}\n`).join('');
}

describe('compare', () => {
  it('takes bounded time for texts that have nothing in common, and says so in one change', () => {
    const before = Array.from({ length: 60_000 }, (_, index) => `before ${index % 977} ${index}\n`).join('');
    const after = Array.from({ length: 60_000 }, (_, index) => `after ${index % 977} ${index}\n`).join('');
    const start = performance.now();
    const { changes } = compare(before, after);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(changes).toEqual([{ before: { start: 0, end: 60_000 }, after: { start: 0, end: 60_000 } }]);
  });

  it('keeps what is common at both ends even then', () => {
    const { changes } = compare(`FROM a\n${middle('x')}CMD b\n`, `FROM a\n${middle('y')}CMD b\n`);
    expect(changes).toEqual([{ before: { start: 1, end: 3_001 }, after: { start: 1, end: 3_001 } }]);
  });

  it('spans all changes in one', () => {
    expect(wholeChange(compare(BEFORE, AFTER))).toEqual({
      before: { start: 1, end: 5 },
      after: { start: 1, end: 8 },
    });
    expect(wholeChange(compare(BEFORE, BEFORE))).toBeUndefined();
  });
});

describe('patchName', () => {
  it.each([
    ['a/Dockerfile', 'a/Dockerfile'],
    ['a/b c', 'a/b c\t'],
    ['a/b ', '"a/b "\t'],
    ['a/é b', String.raw`"a/\303\251 b"` + '\t'],
    ['a/grün', String.raw`"a/gr\303\274n"`],
    ['a/"', String.raw`"a/\""`],
    ['a/\\', String.raw`"a/\\"`],
    ['a/\n\t\u0001\u007f', String.raw`"a/\n\t\001\177"`],
  ])('%j is written %s', (name, written) => {
    expect(patchName(name)).toBe(written);
  });

  it.skipIf(!installed('git'))('agrees with git', () => {
    const directory = mkdtempSync(join(tmpdir(), 'dfopt-names-'));
    try {
      const names = [
        ...NAMES.filter((name) => name !== TRAILING_SPACE),
        'all \u0001\u0008\t\v\f\r\u007f\u0080é',
      ];
      for (const name of names) {
        for (const side of ['a', 'b']) {
          const file = join(directory, side, name);
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, side);
        }
      }
      const { stdout } = spawnSync('git', ['diff', '--no-index', '--no-prefix', 'a', 'b'], {
        cwd: directory,
        encoding: 'utf8',
        env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
      });
      const theirs = splitLines(stdout)
        .filter((each) => each.startsWith('--- '))
        .map((each) => each.slice(4, -1));
      expect(theirs.toSorted()).toEqual(names.map((name) => patchName(`a/${name}`)).toSorted());
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
