/** What commands print: the words of a loop, of a command and of xargs are made of it. The shell at hand says the same. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import type { Knowledge, Stage } from '../../src/evaluate/types.ts';
import { memoryContext } from '../../src/context/memory.ts';
import { parse } from '../../src/dockerfile/index.ts';

const files: Readonly<Record<string, string>> = {
  'cmd/api/main.go': 'package main\n',
  'cmd/api/api.go': 'package main\n',
  'cmd/worker/main.go': 'package main\n',
  'cmd/.hidden/main.go': 'package main\n',
  'cmd/readme.txt': 'about\n',
  'internal/a-b/x.go': 'package x\n',
  'internal/a/y.go': 'package y\n',
  'names.txt': '# all of them\napi\nworker\n\napi\n',
  'pairs.txt': 'api=./cmd/api\nworker=./cmd/worker\n',
  'table.tsv': 'api\t8080\nworker\t8081\n',
  'version.txt': '1.2.3',
  'list of names.txt': 'x y\n',
  'go.mod': 'module example.com/shop\n\ngo 1.22\n',
};

const directory = mkdtempSync(join(tmpdir(), 'printed-'));
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const knowledge: Knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };

function stage(instructions: string): Stage {
  const text = `FROM scratch\nWORKDIR /w\nCOPY . .\n${instructions}\n`;
  const [only] = evaluate(parse(text), knowledge, memoryContext(files)).stages;
  if (only === undefined) throw new Error('the Dockerfile has no stage');
  return only;
}

/** The words of the last command; undefined where one of them isn't known. */
function lastCommand(script: string): readonly (string | undefined)[] {
  const run = stage(`RUN ${script}`).steps.at(-1)?.commands.at(-1);
  return run?.words.map(({ text }) => text) ?? [];
}

/** What a command prints, as the words that it makes of a loop. */
function printed(script: string): string | undefined {
  const words = lastCommand(`touch $( ${script}) end`);
  return words.every((word) => word !== undefined) ? words.slice(1, -1).join(' ') : undefined;
}

const known: readonly string[] = [
  'ls',
  'ls cmd',
  'ls -1 cmd/',
  'ls -A cmd',
  'ls -r cmd',
  'ls -p cmd',
  'ls -d cmd/*',
  'ls -d cmd/*/',
  'ls cmd/*/main.go',
  'ls -d ./internal/*',
  'echo cmd/*/',
  'echo cmd/*/*.go',
  'echo internal/*/?.go',
  'echo nothing/*/main.go',
  'find cmd -name main.go | sort',
  'find ./cmd -mindepth 1 -maxdepth 1 -type d | sort',
  'find cmd/ -type f -not -name "*.go"',
  'find . -path "./cmd/*" -name "*.go" ! -path "*/.hidden/*" | sort',
  'find . -name .hidden -prune -o -name main.go -print | sort',
  'find cmd \\( -name api.go -o -name readme.txt \\) | sort',
  'find cmd -name api.go -printf "%f %h %P"',
  'find cmd -name api.go -exec dirname {} \\;',
  'find cmd/api -type f -exec basename -a {} + | sort',
  'find cmd -name api.go -execdir basename {} .go \\;',
  'cat names.txt',
  "grep -v '^#' names.txt",
  "grep '^[a-w]*$' names.txt",
  'grep -o "[0-9]" version.txt',
  'grep -E "wor?k+" names.txt',
  'grep -F . version.txt',
  'sort -u names.txt',
  'sort -r names.txt | uniq',
  'head -n 2 names.txt',
  'head -1 go.mod',
  'tail -n +2 names.txt',
  'tail -1 pairs.txt',
  'cut -d= -f1 pairs.txt',
  'cut -f2 table.tsv',
  'cut -d. -f1-2 version.txt',
  'cut -c1-3 pairs.txt',
  "tr '\\n' ' ' < names.txt",
  'tr a-z A-Z < version.txt',
  "tr -d '.' < version.txt",
  "tr '[:lower:]' '[:upper:]' < pairs.txt",
  "sed 's/=.*//' pairs.txt",
  "sed -e 's|./cmd/||' -e 's/api/web/g' pairs.txt",
  "sed -E 's/[0-9]+/n/' version.txt",
  'sed -n 2p pairs.txt',
  "sed -n 's/^go //p' go.mod",
  "awk '{print $2}' go.mod",
  "awk '/^module/ {print $2}' go.mod",
  "awk -F= '{ print $1 }' pairs.txt",
  "awk -F/ '{print $NF}' pairs.txt",
  "awk 'NR==1{print $1}' table.tsv",
  'basename cmd/api/main.go .go',
  'basename cmd/api/',
  'basename -a cmd/api cmd/worker',
  'basename -s .go a.go b.go',
  'dirname cmd/api cmd/worker/main.go',
  'dirname "list of names.txt"',
  'seq 3',
  'seq 2 4',
  'seq 5 -2 1',
  'ls cmd/*/main.go | xargs -n1 dirname',
  'ls cmd/*/main.go | xargs -n1 dirname | xargs -n1 basename',
  'ls -d cmd/*/ | xargs -I{} echo ./{}x',
  'cat names.txt | grep -v "#" | xargs',
  'find cmd -name main.go -print0 | sort -z | xargs -0 echo | wc -w >/dev/null; echo done',
  "printf 'a b\\nc\\n' | xargs -n 2 echo -",
  'ls nothing 2>/dev/null || echo none',
  'cd cmd && ls',
  '(cd internal; ls; pwd | xargs basename)',
  '{ echo a; cat version.txt; } | tr a b',
  'X=cmd; ls $X',
  'for x in a b; do echo $x; done',
];

/** Left to others: what these print isn't told. */
const left: ReadonlySet<string> = new Set([
  'find cmd -name main.go -print0 | sort -z | xargs -0 echo | wc -w >/dev/null; echo done',
  'for x in a b; do echo $x; done',
  'ls nothing 2>/dev/null || echo none',
]);

function words(shell: string, script: string): string {
  const call = shell === 'busybox' ? ['sh', '-c'] : ['-c'];
  const text = `for word in $( ${script}) ; do echo "$word"; done`;
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' };
  const { stdout } = spawnSync(shell, [...call, text], { cwd: directory, encoding: 'utf8', env });
  return stdout.trim().split('\n').join(' ');
}

describe('what commands print', () => {
  const shells = ['sh', 'bash', 'busybox'].filter(
    (shell) => spawnSync(shell, [shell === 'busybox' ? 'true' : '-c', 'true']).status === 0,
  );
  it.each(known)('%s', (script) => {
    const answer = printed(script);
    if (left.has(script)) {
      expect(answer).toBeUndefined();
      return;
    }
    expect(answer).toBeDefined();
    const expected = answer?.replaceAll(/\/w\b/g, directory);
    for (const shell of shells.filter((name) => name !== 'busybox'))
      expect([shell, words(shell, script)]).toEqual([shell, expected]);
  });

  it.each([
    ['a file that nobody knows of', 'cat /etc/os-release'],
    ['names in the order of a directory', 'find cmd -name main.go'],
    ['the first of those', 'find cmd -name main.go | head -n1'],
    ['a command without a model', 'tool'],
    ['one that is given what a command without a model prints', 'tool | sort'],
    ['groups of a regular expression', "sed -E 's/(a)/b/' names.txt"],
    ['what sed puts in of what it found', "sed 's/a/&&/' names.txt"],
    ['times', 'ls -t cmd'],
    ['what is newer', 'find cmd -newer go.mod'],
    ['the first N bytes', 'head -c 3 version.txt'],
    ['what is written to a file instead', 'cat version.txt > copy'],
  ])('is not told for %s', (_, script) => {
    expect(printed(script)).toBeUndefined();
  });

  it('is not told where files may be that nobody knows of', () => {
    expect(lastCommand('tool && touch $(ls cmd) end').slice(1, -1)).toEqual([undefined]);
    expect(lastCommand('true && touch $(ls cmd | head -n1) end').slice(1, -1)).toEqual(['api']);
  });

  it('is not told where a name is there on a condition', () => {
    expect(lastCommand('test -n "$(tool)" && touch cmd/z; touch $(ls cmd) end').slice(1, -1)).toEqual([
      undefined,
    ]);
  });

  it('is not told for names in another order than that of their bytes', () => {
    expect(lastCommand('export LANG=de_DE.UTF-8; touch $(ls cmd) end').slice(1, -1)).toEqual([undefined]);
    expect(lastCommand('export LC_ALL=C.UTF-8; touch $(ls -d cmd/api) end').slice(1, -1)).toEqual([
      'cmd/api',
    ]);
  });
});

function called(instructions: string): readonly string[] {
  return (
    stage(instructions)
      .steps.at(-1)
      ?.commands.map(({ words, workdir, conditional }) => {
        const text = words.map((word) => word.text ?? '…').join(' ');
        const place = workdir.text === '/w' ? '' : `${workdir.text ?? '…'}: `;
        return conditional ? `(${place}${text})` : place + text;
      }) ?? []
  );
}

describe('commands that start others', () => {
  it('are followed to each that find starts', () => {
    expect(called('RUN find cmd -name api.go -exec build {} \\;').slice(1)).toEqual(['build cmd/api/api.go']);
    expect(called('RUN find cmd -name main.go -execdir build -o x {} \\;').slice(1)).toEqual([
      '/w/cmd/.hidden: build -o x ./main.go',
      '/w/cmd/api: build -o x ./main.go',
      '/w/cmd/worker: build -o x ./main.go',
    ]);
    expect(called('RUN find cmd/api cmd/worker -name "*.go" -exec build -o /out {} +').slice(1)).toEqual([
      'build -o /out cmd/api/api.go cmd/api/main.go cmd/worker/main.go',
    ]);
  });

  it('are followed to each that xargs starts', () => {
    expect(called('RUN ls cmd | xargs -I{} build -o /bin/{} ./cmd/{}').slice(2)).toEqual([
      'build -o /bin/api ./cmd/api',
      'build -o /bin/readme.txt ./cmd/readme.txt',
      'build -o /bin/worker ./cmd/worker',
    ]);
    expect(called('RUN xargs -n1 build < version.txt').slice(1)).toEqual(['build 1.2.3']);
    expect(called('RUN tool | xargs build').slice(2)).toEqual(['build …']);
    expect(called('RUN xargs -r build < /dev/null').slice(1)).toEqual(['build …']);
  });

  it('are given words that are not known, where nobody can tell what is found', () => {
    expect(called('RUN find /usr/src -name main.go -execdir build -o /out/{} . \\;')).toEqual([
      'find /usr/src -name main.go -execdir build -o /out/{} . ;',
      '…: build -o … .',
    ]);
  });

  it('write what nobody can tell, where the order decides which of several is last', () => {
    const { files: view } = stage('RUN find cmd -name "*.go" -exec cp {} /out.go \\;');
    expect(view.lookup('/out.go').status).toBe('possible');
    const sorted = stage('RUN find cmd -name "*.go" | sort | xargs -I{} cp {} /out.go').files;
    expect(sorted.lookup('/out.go').status).toBe('present');
    const same = stage('RUN find cmd -name main.go -exec mkdir -p /out \\;').files;
    expect(same.lookup('/out').status).toBe('present');
  });
});

function edited(script: string): string | undefined {
  return stage(`RUN ${script}`).files.read('/w/pairs.txt');
}

describe('sed -i', () => {
  it('leaves a text where its script is followed', () => {
    expect(edited("sed -i 's/api/web/g; s/worker/job/' pairs.txt")).toBe('web=./cmd/web\njob=./cmd/worker\n');
    expect(edited("sed -i -E 's/=.+$//' pairs.txt")).toBe('api\nworker\n');
  });

  it('leaves one that nobody knows, else', () => {
    expect(edited("sed -i '/api/d' pairs.txt")).toBeUndefined();
    expect(edited("sed -i 's/(a)/[&]/' pairs.txt")).toBeUndefined();
  });
});

describe('loops that read', () => {
  it.each([
    [
      'while read -r x; do touch $x; done < names.txt',
      ['touch #', 'touch api', 'touch worker', 'touch', 'touch api'],
    ],
    [
      'cat pairs.txt | while IFS== read -r a b; do touch $a $b; done',
      ['touch api ./cmd/api', 'touch worker ./cmd/worker'],
    ],
    ['while read -r a b; do touch $a $b; done < table.tsv', ['touch api 8080', 'touch worker 8081']],
    ['while read x; do touch $x; done < version.txt', []],
    ['ls -d cmd/*/ | while read -r x; do touch ${x%/}; done', ['touch cmd/api', 'touch cmd/worker']],
  ])('%s', (script, expected) => {
    const touched = called(`RUN ${script}`).filter((command) => command.startsWith('touch'));
    expect(touched.map((command) => command.replace('touch # all of them', 'touch #'))).toEqual(expected);
  });

  it.each([
    'while read -r x; do touch $x; done < /etc/hosts',
    'while read -r x; do cat; touch $x; done < names.txt',
    'while read -d , x; do touch $x; done < names.txt',
    'until read -r x; do touch $x; done < names.txt',
    'tool | while read -r x; do touch $x; done',
  ])('is not followed: %s', (script) => {
    expect(called(`RUN ${script}`).at(-1)).toBe('(touch …)');
  });
});
