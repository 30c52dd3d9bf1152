import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { text } from '../../src/report/text.ts';
import { columns, shorten, wrap } from '../../src/report/wrap.ts';
import {
  FAILED,
  fileReport,
  fleet,
  HOSTILE_RUN,
  migrated,
  MIXED,
  PLAIN,
  REFUSED,
  run,
  UNCHANGED,
  ESTIMATED,
} from './runs.ts';

describe('text', () => {
  it('tells of a migration what changes, why, what it assumes and what to do next', () => {
    const outcome = migrated({
      summary: {
        toolchain: 'golang',
        from: 'golang:1.22',
        to: 'gcr.io/distroless/static-debian12',
        whyNotSmaller:
          'the program makes TLS connections (cmd/server/main.go:3) and scratch has no certificates',
        copied: ['/bin/server', '/src/templates'],
        packages: ['tzdata', 'ca-certificates'],
      },
    });
    const file = fileReport('services/my api/Dockerfile', outcome, {
      sizes: { before: ESTIMATED, after: { by: 'measured', bytes: 2_110_000 } },
    });
    expect(text(run(file), PLAIN)).toBe(`migrated   services/my api/Dockerfile  (likely, 1 assumption)
  the program is built in a stage of its own; the image holds only what it needs

  base      golang:1.22 → gcr.io/distroless/static-debian12
            no smaller base: the program makes TLS connections (cmd/server/main.go:3) and
            scratch has no certificates
  copies    /bin/server
            /src/templates
  installs  tzdata, ca-certificates
  size      0.81–1.3 GB → 2.11 MB (estimated before, measured after)
  because   CMD starts /bin/server, which line 5 builds
              line 5 │ RUN go build -o /bin/server ./cmd/server
            no imported package uses cgo, so the program is linked statically
              cmd/server/main.go:3 │ import "net/http"
  assumes   the program opens no files at run time besides those copied
              line 4 │ COPY . .
  next      dfopt migrate --write 'services/my api/Dockerfile'
`);
  });

  it('tells of a refusal the line, and what the author can do', () => {
    expect(text(run(fileReport('Dockerfile', REFUSED)), PLAIN))
      .toBe(`refused    Dockerfile:5  (several-candidates)
  the image builds several programs and names none to start

  found     line 5 │ RUN go install ./cmd/...
  to do     add a CMD or ENTRYPOINT that names the program to start, then run dfopt again
  more      dfopt explain several-candidates
`);
  });

  it('lists files without anything to do in one line each, and counts at the end', () => {
    const files = [
      fileReport('a/Dockerfile', UNCHANGED),
      fileReport('b/Dockerfile', UNCHANGED),
      fileReport('c/Dockerfile', FAILED),
      fileReport('d/Dockerfile', UNCHANGED),
    ];
    expect(text(run(...files), PLAIN)).toBe(`unchanged  a/Dockerfile  already has several stages
unchanged  b/Dockerfile  already has several stages

failed     c/Dockerfile:1  (syntax-error)
  the file has no instruction FORM

  found     line 1 │ FORM golang

unchanged  d/Dockerfile  already has several stages

4 files: 3 unchanged, 1 failed
more about a code: dfopt explain syntax-error
`);
  });

  it('counts files without anything to do when there are many', () => {
    const unchanged = Array.from({ length: 30 }, (_, index) =>
      fileReport(
        `${index}/Dockerfile`,
        index < 7 ? { ...UNCHANGED, code: 'not-a-toolchain-image' } : UNCHANGED,
      ),
    );
    expect(text(run(...unchanged.slice(0, 20)), PLAIN).match(/^unchanged /gmu)).toHaveLength(20);
    const shown = text(run(fileReport('Dockerfile', REFUSED), ...unchanged), PLAIN);
    expect(shown).toContain(`
unchanged  23 files  (already-multi-stage)
unchanged  7 files  (not-a-toolchain-image)

31 files: 30 unchanged, 1 refused
`);
    expect(shown).toMatch(/^refused {4}Dockerfile:5 /u);
  });

  it('says the next step once for several files, and another one when they are written', () => {
    const two = run(
      fileReport('Dockerfile', migrated(), { root: '' }),
      fileReport('Dockerfile', migrated(), { root: 'my other' }),
    );
    expect(text(two, PLAIN)).toContain("\nnothing is written yet: dfopt migrate --write . 'my other'\n");
    const written = text(two, { ...PLAIN, written: true });
    expect(written).toContain("\nto check by building: dfopt verify . 'my other'\n");
    expect(written).not.toContain('--write');
    expect(text(run(fileReport('-x', migrated())), { ...PLAIN, written: true })).toContain(
      'next      dfopt verify ./-x\n',
    );
  });

  it('has no command for standard input', () => {
    const shown = text(run(fileReport('-', migrated())), PLAIN);
    expect(shown).toMatch(/^migrated {3}standard input /u);
    expect(shown).not.toContain('next');
  });

  it('says so when there is nothing to report on', () => {
    expect(text(run(), PLAIN)).toBe('no Dockerfile found\n');
  });

  it('lets no character through that acts on a terminal', () => {
    expect(text(HOSTILE_RUN, PLAIN).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });

  it.each([40, 80, 100, 300])('keeps prose within %d columns, and within 100', (width) => {
    // File names, sizes and commands are never broken; everything else is.
    const lines = text(fleet(14), { ...PLAIN, columns: width }).split('\n');
    const prose = lines.filter((line) => !/dfopt|repositories| files: /u.test(line));
    expect(prose.length).toBeGreaterThan(20);
    expect(Math.max(...prose.map(columns))).toBeLessThanOrEqual(Math.min(width, 100));
  });

  it('is the same text with the colours taken out', () => {
    const colored = text(MIXED, { ...PLAIN, color: true });
    expect(colored).not.toBe(text(MIXED, PLAIN));
    expect(stripVTControlCharacters(colored)).toBe(text(MIXED, PLAIN));
  });
});

describe('columns', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['→│…', 3],
    ['🐳', 2],
  ])('%j takes %d', (shown, width) => {
    expect(columns(shown)).toBe(width);
  });
});

describe('wrap', () => {
  it('breaks at blanks only', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('a-very-long-word b', 4)).toEqual(['a-very-long-word', 'b']);
    expect(wrap('', 10)).toEqual(['']);
  });
});

describe('shorten', () => {
  it('marks what it cuts', () => {
    expect(shorten('abcdef', 6)).toBe('abcdef');
    expect(shorten('abcdef', 5)).toBe('abcd…');
    expect(shorten('日本語', 4)).toBe('日…');
  });
});
