import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

/** What becomes of an image whose only RUN is the given one, and that starts `/srv/tool`. */
function codeOf(command: string, path = ''): string {
  const env = path === '' ? '' : `ENV PATH=${path}\n`;
  return migrate(`FROM golang:1.24\n${env}WORKDIR /srv\nCOPY . .\nRUN ${command}\nCMD ["/srv/tool"]\n`, {
    context: memoryContext({
      'go.mod': 'module example.com/tool\n\ngo 1.24\n',
      'main.go': 'package main\n\nfunc main() {}\n',
      data: 'd\n',
    }),
  }).code;
}

describe('a program with something behind it', () => {
  it.each([
    ['go build -o base . && cat base data > tool && chmod +x tool', 'split'],
    ['go build -o tool . && cat data >> tool', 'split'],
    ['go build -o base . && cat data base > tool && chmod +x tool', 'prebuilt-program'],
  ])('%s', (command, code) => {
    expect(codeOf(command)).toBe(code);
  });
});

describe('a command by its path', () => {
  it.each([
    ['/usr/local/go/bin/go build -o tool .', '/usr/bin:/bin'],
    ['/usr/local/go/bin/go build -o tool .', ''],
  ])('is the image’s own: %s', (command, path) => {
    expect(codeOf(command, path)).toBe('split');
  });
});
