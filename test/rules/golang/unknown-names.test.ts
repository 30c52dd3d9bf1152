/** Files and directories whose names aren't known: whatever looks at them, what the author brought goes along. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate, type Outcome } from '../../../src/index.ts';

const unknown = 'strings.Join(os.Args[1:], "/")';

function outcome(call: string): Outcome {
  const main = `package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

var _, _ = filepath.Join, fs.SkipDir

func main() {
	fmt.Println(${call})
}
`;
  return migrate(
    'FROM golang:1.24\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /bin/look .\nCMD ["/bin/look"]\n',
    {
      context: memoryContext({
        'go.mod': 'module example.com/look\n\ngo 1.24\n',
        'main.go': main,
        'data/table.csv': '1,2\n',
        'limits.txt': '10\n',
      }),
    },
  );
}

/** The ways to look at a path, each a call with the path in place of PATH. */
const calls = [
  'os.ReadFile(PATH)',
  'os.Open(PATH)',
  'os.ReadDir(PATH)',
  'os.Stat(PATH)',
  'os.Lstat(PATH)',
  'filepath.Glob(PATH)',
  'filepath.WalkDir(PATH, func(path string, entry fs.DirEntry, err error) error { return err })',
];

describe.each(calls)('%s', (call) => {
  const withPath = (path: string): Outcome => outcome(call.replace('PATH', path));

  it.each([unknown, `"./" + ${unknown}`, `"/" + ${unknown}`, 'os.Getenv("PLACE")'])(
    'keeps the working directory and its files: %s',
    (path) => {
      const result = withPath(path);
      if (result.outcome !== 'migrated') throw new Error(result.message);
      const codes = result.assumptions.map(({ code }) => code);
      // Who starts the container names what a variable names; below `./` all is kept.
      expect(codes).toEqual(
        path.startsWith('os.Getenv') || path.startsWith('"./"')
          ? ['files-kept']
          : ['files-not-known', 'files-kept'],
      );
      expect(result.text).toContain('\nWORKDIR /app\nCOPY --from=');
      expect(result.summary?.copied).toEqual(['/bin/look', '/app/data', '/app/limits.txt']);
    },
  );

  it('keeps what is below a directory that is known', () => {
    expect(withPath(`"data/" + ${unknown}`)).toMatchObject({
      confidence: 'proven',
      summary: { copied: ['/bin/look', '/app/data'] },
    });
  });

  it('says what is taken for granted of a directory of the system', () => {
    const result = withPath(`"/etc/" + ${unknown}`);
    expect(result).toMatchObject({ summary: { copied: ['/bin/look'] } });
    expect(result.outcome === 'migrated' && result.assumptions.map(({ code }) => code)).toEqual([
      'system-directory',
    ]);
  });
});
