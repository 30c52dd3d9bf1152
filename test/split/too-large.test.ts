/** Files that ask for more work than any that is written by hand end in a refusal that says so. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';
import { migrateGolang } from '../helpers/golang-project.ts';

const context = memoryContext({
  'go.mod': 'module example.com/a\n\ngo 1.24\n',
  'main.go': 'package main\n\nfunc main() {}\n',
});

const outcomeOf = (lines: readonly string[]): ReturnType<typeof migrate> =>
  migrate(
    [
      'FROM golang:1.24',
      'WORKDIR /a',
      ...lines,
      'COPY . .',
      'RUN go build -o /app .',
      'CMD ["/app"]',
      '',
    ].join('\n'),
    { context },
  );

const many = (count: number, line: (at: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, at) => line(at));

describe('a file of more than the ordinary length', () => {
  it.each([
    ['instructions', many(2_500, (at) => `LABEL a${at}=x`)],
    ['heredocs', many(2_500, (at) => `COPY <<E /d/${at}\nx\nE`)],
    ['variables', many(1_000, (at) => `ENV A${at}=x`)],
    [
      'variables in one instruction',
      [`ENV ${many(2_000, (at) => `A${at}=x`).join(' ')}`, ...many(300, () => 'RUN true')],
    ],
  ])('is refused for its many %s', (_, lines) => {
    expect(outcomeOf(lines)).toMatchObject({ outcome: 'refused', code: 'too-much-work' });
  });

  it('is split as long as it can be followed', () => {
    expect(outcomeOf(many(300, (at) => `ENV A${at}=x`)).code).toBe('split');
    expect(outcomeOf(many(500, (at) => `LABEL a${at}=x`)).code).toBe('split');
  });
});

/** Scripts of which each sources the next one twice. */
function scripts(count: number): Readonly<Record<string, string>> {
  const files = many(count, (at) => `. ./s${at + 1}.sh\n. ./s${at + 1}.sh\n`).map((text, at) => [
    `s${at}.sh`,
    text,
  ]);
  return { ...Object.fromEntries(files), [`s${count}.sh`]: 'exec ./app\n' };
}

describe('scripts that source others again and again', () => {
  it.each([3, 30, 100])('are each read once: %i levels', (count) => {
    const result = migrateGolang(
      'FROM golang:1.24\nWORKDIR /a\nCOPY . .\nRUN go build -o app .\nCMD ["sh", "s0.sh"]\n',
      {
        'main.go': 'package main\n\nfunc main() {}\n',
        ...scripts(count),
      },
    );
    expect(result.code).toBe('split');
    expect(result.outcome === 'migrated' ? result.text : '').toContain(`/a/s${count}.sh`);
  });
});
