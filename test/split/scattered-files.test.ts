import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/index.ts';
import { migrateGolang } from '../helpers/golang-project.ts';

/** A program that reads one file in each of so many directories, all through one function. */
function outcome(directories: number): Outcome {
  const names = Array.from({ length: directories }, (_, index) => `/go/d${index}/words.txt`);
  return migrateGolang(
    'FROM golang:1.24\nWORKDIR /app\nCOPY . .\nRUN go build -o app . && cp -r d* /go/\nCMD ["./app"]\n',
    {
      'main.go': [
        'package main',
        'import "os"',
        'func show(path string) { text, err := os.ReadFile(path); if err != nil { panic(err) }; os.Stdout.Write(text) }',
        'func main() {',
        ...names.map((name) => `\tshow("${name}")`),
        '}',
        '',
      ].join('\n'),
      ...Object.fromEntries(names.map((name) => [name.slice('/go/'.length), 'hello\n'])),
    },
  );
}

describe('files in many directories', () => {
  it('are each brought, as long as an image has room for them', () => {
    const result = outcome(60);
    expect(result.outcome === 'migrated' && result.confidence).toBe('proven');
    expect(result.outcome === 'migrated' && result.text.match(/^COPY --from=build \/go\//gm)).toHaveLength(
      60,
    );
  });

  it('are too many layers for an engine', () => {
    expect(outcome(130)).toMatchObject({ outcome: 'refused', code: 'files-spread' });
  });

  it('are counted, however many callers name them', () => {
    expect(outcome(600)).toMatchObject({ outcome: 'refused', code: 'files-spread' });
  });
});
