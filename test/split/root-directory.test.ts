import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/index.ts';
import { migrateGolang } from '../helpers/golang-project.ts';

/** A project that is built in the root directory of the image. */
function outcome(main: string, files: Readonly<Record<string, string>> = {}): Outcome {
  return migrateGolang(
    'FROM golang:1.24\nWORKDIR /\nCOPY . .\nRUN go build -o service .\nCMD ["/service"]\n',
    {
      'main.go': main,
      ...files,
    },
  );
}

function textOf(result: Outcome): string {
  return result.outcome === 'migrated' ? result.text : `${result.code}: ${result.message}`;
}

const readsAnything = `package main

import "os"

func main() {
	for _, name := range os.Args[1:] {
		os.ReadFile(name)
	}
}
`;

describe('sources in the root directory', () => {
  it('are read: a program that reads nothing takes nothing along', () => {
    const result = outcome('package main\n\nfunc main() { println("hello") }\n', { 'notes.txt': 'x\n' });
    expect(textOf(result)).toMatch(
      /\nFROM scratch\nCOPY --from=build \/service \/service\nCMD \["\/service"\]\n$/,
    );
    expect(result.outcome === 'migrated' && result.confidence).toBe('proven');
  });

  it('keep their data files, not the directories of the system', () => {
    const result = outcome(readsAnything, { 'words.txt': 'a\n', 'data/more.txt': 'b\n' });
    expect(textOf(result)).toContain('COPY --from=build /words.txt /words.txt\n');
    expect(textOf(result)).toContain('COPY --from=build /data /data\n');
    expect(textOf(result)).not.toMatch(/COPY --from=build \/(etc|usr|go|bin) /);
  });

  it('are told apart from the system where they share a directory with it', () => {
    const text = textOf(outcome(readsAnything, { 'etc/service.conf': 'x\n' }));
    expect(text).toContain('COPY --from=build /etc/service.conf /etc/service.conf\n');
    expect(text).not.toMatch(/COPY --from=build \/(etc|usr|go|bin) /);
  });
});
