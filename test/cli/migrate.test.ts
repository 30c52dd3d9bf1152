import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  closeSync,
  ftruncateSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../batch/folder.ts';
import { dfopt, start } from './dfopt.ts';

const asRoot = process.getuid?.() === 0;

/** The smallest candidate: everything it needs is in the file. */
const candidate = `FROM golang:1.21
WORKDIR /src
COPY <<EOF ./main.go
package main

import "fmt"

func main() {
  fmt.Println("hello, world")
}
EOF
RUN go build -o /bin/hello ./main.go
CMD ["/bin/hello"]
`;
const migrated = candidate
  .replace('FROM golang:1.21', 'FROM golang:1.21 AS build')
  .replace('CMD', '\nFROM scratch\nCOPY --from=build /bin/hello /bin/hello\nCMD');
/** Not a toolchain's image: nothing to do. */
const plain = 'FROM alpine:3.20\nCMD ["sh"]\n';
/** Not a Dockerfile. */
const broken = 'FROM alpine\nFRMO x\n';

const oneLine = /^dfopt: [^\n]+ at [^\n]+: [^\n]+; [^\n]+\n$/;

describe('what goes where', () => {
  it('prints a patch on standard output and everything else on standard error', async () => {
    const cwd = folder({ Dockerfile: candidate });
    const { status, stdout, stderr } = await dfopt(['migrate', 'Dockerfile'], { cwd });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^--- a\/Dockerfile\n\+\+\+ b\/Dockerfile\n@@ /);
    expect(stdout).not.toMatch(/would migrate/);
    expect(stderr).toMatch(/^would migrate Dockerfile \(/);
    expect(readFileSync(join(cwd, 'Dockerfile'), 'utf8')).toBe(candidate);
  });

  it('calls standard input by its name, and says what keeps a product from being written', async () => {
    const cwd = folder({ Dockerfile: candidate, 'place/x': '' });
    const piped = await dfopt(['migrate', '-'], { cwd, input: candidate });
    expect(piped.stderr).toMatch(/^would migrate standard input /);
    const { status, stderr } = await dfopt(['migrate', '-f', 'json', '-o', 'place'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('it is a directory');
  });

  it('says nothing on standard output when there is nothing to do', async () => {
    const cwd = folder({ Dockerfile: plain });
    const { status, stdout, stderr } = await dfopt(['migrate', 'Dockerfile'], { cwd });
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^unchanged Dockerfile: .* \[[a-z-]+\]\n$/);
  });

  it('writes in place with --write, and then there is nothing left to do', async () => {
    const cwd = folder({ Dockerfile: candidate });
    const first = await dfopt(['migrate', '--write', 'Dockerfile'], { cwd });
    expect([first.status, first.stdout]).toEqual([0, '']);
    expect(readFileSync(join(cwd, 'Dockerfile'), 'utf8')).toBe(migrated);
    expect(readdirSync(cwd)).toEqual(['Dockerfile']);
    const second = await dfopt(['migrate', '--write', '--check', 'Dockerfile'], { cwd });
    expect(second.status).toBe(0);
    // What was written would not change any more: 1 never means that something was changed.
    writeFileSync(join(cwd, 'Dockerfile'), candidate);
    expect((await dfopt(['migrate', '--write', '--check', 'Dockerfile'], { cwd })).status).toBe(0);
    expect(readFileSync(join(cwd, 'Dockerfile'), 'utf8')).toBe(migrated);
  });

  it('does not touch what does not change', async () => {
    const cwd = folder({ Dockerfile: plain });
    const then = new Date(1_000_000_000_000);
    utimesSync(join(cwd, 'Dockerfile'), then, then);
    chmodSync(join(cwd, 'Dockerfile'), 0o444);
    const before = statSync(join(cwd, 'Dockerfile'));
    expect((await dfopt(['migrate', '--write'], { cwd })).status).toBe(0);
    const after = statSync(join(cwd, 'Dockerfile'));
    expect([after.ino, after.mtimeMs, after.ctimeMs]).toEqual([before.ino, before.mtimeMs, before.ctimeMs]);
  });

  it.each([
    [plain, 0],
    [candidate, 1],
    [broken, 2],
  ])('exits with --check as it should (%#)', async (text, expected) => {
    const cwd = folder({ Dockerfile: text });
    expect((await dfopt(['migrate', '--check', 'Dockerfile'], { cwd })).status).toBe(expected);
    expect(readFileSync(join(cwd, 'Dockerfile'), 'utf8')).toBe(text);
  });

  it('says which directory it took for the build context when that is not the obvious one', async () => {
    const cwd = folder({
      'docker/Dockerfile':
        'FROM golang:1.24\nWORKDIR /src\nCOPY go.mod main.go ./\nRUN go build -o /bin/x .\nCMD ["/bin/x"]\n',
      'go.mod': 'module example.com/x\n\ngo 1.24\n',
      'main.go': 'package main\n\nfunc main() {}\n',
    });
    const { stdout, stderr } = await dfopt(['migrate', 'docker/Dockerfile'], { cwd });
    expect(stdout).toContain('+FROM scratch');
    expect(stderr).toMatch(/; build context: \S+, because go\.mod, main\.go lie there \[/);
    const own = await dfopt(['migrate', '--context', 'docker', 'docker/Dockerfile'], { cwd });
    expect(own.stderr).not.toContain('build context:');
  });

  it('gives the same bytes every time', async () => {
    const cwd = folder({ 'a/Dockerfile': candidate, 'b/Dockerfile': candidate, 'c/Dockerfile': plain });
    const runs = [];
    for (const jobs of ['1', '8', '8']) {
      runs.push(await dfopt(['migrate', '--format', 'json', '--jobs', jobs], { cwd }));
    }
    const [first] = runs;
    for (const run of runs) expect(run.bytes.equals(first?.bytes ?? Buffer.of())).toBe(true);
  });
});

describe('several products of one run', () => {
  it('pairs each --output with the --format before it', async () => {
    const cwd = folder({ Dockerfile: candidate });
    const args = ['migrate', '--format', 'diff', '--format', 'json', '--output', 'out/report.json'];
    const { status, stdout } = await dfopt(args, { cwd });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^--- a\/Dockerfile\n/);
    const report: unknown = JSON.parse(readFileSync(join(cwd, 'out/report.json'), 'utf8'));
    expect(report).toMatchObject({ files: [{ path: 'Dockerfile', outcome: 'migrated' }] });
    expect(readdirSync(join(cwd, 'out'))).toEqual(['report.json']);
  });

  it('takes an --output that stands before its --format', async () => {
    const cwd = folder({ Dockerfile: candidate });
    const { stdout } = await dfopt(['migrate', '-o', 'r.json', '--format=json'], { cwd });
    expect(stdout).toBe('');
    expect(JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8'))).toHaveProperty('files');
  });

  it('refuses two products on standard output', async () => {
    const cwd = folder({ Dockerfile: candidate });
    const { status, stdout, stderr } = await dfopt(['migrate', '--format', 'json', '--format', 'text'], {
      cwd,
    });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(oneLine);
  });

  it('writes one patch for each repository that changes', async () => {
    const cwd = folder({
      'repos/a/Dockerfile': candidate,
      'repos/a/sub/Dockerfile': candidate,
      'repos-a/Dockerfile': candidate,
      'b/Dockerfile': plain,
    });
    const { status, stdout } = await dfopt(['migrate', '--patch-dir', 'p', 'repos/a', 'repos-a', 'b'], {
      cwd,
    });
    expect([status, stdout]).toEqual([0, '']);
    expect(readdirSync(join(cwd, 'p')).toSorted()).toEqual(['repos-a-2.patch', 'repos-a.patch']);
    for (const [root, names] of [
      ['repos-a', ['Dockerfile']],
      ['repos/a', ['Dockerfile', 'sub/Dockerfile']],
    ] as const) {
      const patch = names.length === 2 ? 'repos-a-2.patch' : 'repos-a.patch';
      execFileSync('git', ['apply', join(cwd, 'p', patch)], { cwd: join(cwd, root) });
      for (const name of names) expect(readFileSync(join(cwd, root, name), 'utf8')).toBe(migrated);
    }
  });
});

describe('patches that really apply', () => {
  const texts = {
    plain: candidate,
    'carriage returns': candidate.replaceAll('\n', '\r\n'),
    'no final newline': candidate.trimEnd(),
    'a byte-order mark': `\ufeff${candidate}`,
    'bytes that are no UTF-8': Buffer.concat([Buffer.from(candidate), Buffer.from('# caf\xe9\n', 'latin1')]),
  };
  const names = [
    'Dockerfile',
    'a b.Dockerfile',
    'ünïcode/Dockerfile.größe',
    'quo"te/Dockerfile',
    'tab\there/Dockerfile',
  ];
  const cases = Object.entries(texts).flatMap(([kind, text]) => names.map((name) => ({ kind, text, name })));

  it.each(cases)('$name with $kind', async ({ text, name }) => {
    const cwd = folder({ [name]: text });
    const { status, bytes } = await dfopt(['migrate', name], { cwd });
    expect(status).toBe(0);
    expect(bytes.length).toBeGreaterThan(0);
    const wanted = folder({ [name]: text });
    expect((await dfopt(['migrate', '--write', name], { cwd: wanted })).status).toBe(0);
    const expected = readFileSync(join(wanted, name));
    expect(expected.equals(Buffer.from(text))).toBe(false);
    // What the file ended with it ends with still.
    expect(expected.at(-1) === 10).toBe(Buffer.from(text).at(-1) === 10);
    for (const [command, ...args] of [
      ['git', 'apply', '-'],
      ['patch', '-p1', '--binary', '--no-backup-if-mismatch', '-s'],
    ] as const) {
      const copy = folder({ [name]: text });
      const applied = spawnSync(command, args, { cwd: copy, input: bytes });
      expect([command, applied.status, applied.stderr.toString()]).toEqual([command, 0, '']);
      expect(readFileSync(join(copy, name)).equals(expected)).toBe(true);
    }
  });
});

describe('standard input', () => {
  it('gives back the new text', async () => {
    const { status, stdout, stderr } = await dfopt(['migrate', '-'], { cwd: folder(), input: candidate });
    expect([status, stdout]).toEqual([0, migrated]);
    expect(stderr).toMatch(/^would migrate standard input /);
  });

  it('has what the new text rests on told beside it, and not under --quiet', async () => {
    const input = 'FROM golang:1.24\nWORKDIR /s\nCOPY . .\nRUN go build -o /a .\nCMD ["/a"]\n';
    const { stderr } = await dfopt(['migrate', '-'], { cwd: folder(), input });
    expect(stderr).toMatch(
      /^would migrate .*, 1 assumption\) \[split\]\n {2}assumes: .* \(line 4\) \[sources-not-read\]\n$/,
    );
    expect((await dfopt(['migrate', '-', '--quiet'], { cwd: folder(), input })).stderr).toBe('');
  });

  it.each([plain, plain.trimEnd(), plain.replaceAll('\n', '\r\n'), `\ufeff${plain}`])(
    'gives back a text with nothing to do as it was (%#)',
    async (text) => {
      const { status, stdout } = await dfopt(['migrate', '-'], { cwd: folder(), input: text });
      expect([status, stdout]).toEqual([0, text]);
    },
  );

  it('gives back bytes that are no UTF-8 as they were', async () => {
    const input = Buffer.from(`${plain}# caf\xe9\xff\n`, 'latin1');
    const { status, bytes } = await dfopt(['migrate', '-'], { cwd: folder(), input });
    expect(status).toBe(0);
    expect(bytes.equals(input)).toBe(true);
  });

  it('says whether something would change', async () => {
    const { status } = await dfopt(['migrate', '--check', '-'], { cwd: folder(), input: candidate });
    expect(status).toBe(1);
  });

  it('writes a report instead when one is asked for', async () => {
    const { stdout } = await dfopt(['migrate', '-', '--format', 'json'], { cwd: folder(), input: candidate });
    expect(JSON.parse(stdout)).toMatchObject({ files: [{ path: '-', outcome: 'migrated' }] });
  });

  it('is the file that --stdin-filepath names: what it is called, its configuration, its context', async () => {
    const cwd = folder({
      'api/go.mod': 'module api\n\ngo 1.24\n',
      'api/main.go': 'package main\n\nfunc main() { println("hello") }\n',
      'old/.keep': '',
      '.dfoptrc.json': '{ "exclude": ["old/**"] }',
    });
    const input = 'FROM golang:1.24\nWORKDIR /api\nCOPY . .\nRUN go build -o /bin/api .\nCMD ["/bin/api"]\n';
    const read = async (path: string) => {
      const { stdout } = await dfopt(['migrate', '-', '--stdin-filepath', path, '-f', 'json'], {
        cwd,
        input,
      });
      return JSON.parse(stdout).files;
    };
    expect(await read('api/Dockerfile')).toMatchObject([
      { path: 'api/Dockerfile', outcome: 'migrated', confidence: 'proven' },
    ]);
    expect(await read('old/Dockerfile')).toMatchObject([{ path: 'old/Dockerfile', code: 'excluded' }]);
  });

  it.each([
    ['--write', ['migrate', '-', '--write']],
    ['other files', ['migrate', '-', 'Dockerfile']],
  ])('cannot be combined with %s', async (_name, args) => {
    const { status, stdout, stderr } = await dfopt(args, {
      cwd: folder({ Dockerfile: plain }),
      input: plain,
    });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(oneLine);
  });

  it('ends with 2 for what is no Dockerfile, and loses nothing of it', async () => {
    const { status, stdout, stderr } = await dfopt(['migrate', '-'], { cwd: folder(), input: broken });
    expect([status, stdout]).toEqual([2, broken]);
    expect(stderr).toMatch(/^dfopt: .* at standard input:2: /);
  });

  it('is read up to the size limit only', async () => {
    const input = Buffer.alloc(3 * 1024 * 1024, '# a comment\n');
    const { status, stdout, stderr } = await dfopt(['migrate', '-'], { cwd: folder(), input });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(oneLine);
  });
});

describe('bad input', () => {
  /** Each makes something unusable at `bad` in the folder. */
  const bad: Readonly<Record<string, (path: string) => void>> = {
    'a missing file': () => {},
    'a binary file': (path) => writeFileSync(path, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3])),
    'a UTF-16 file': (path) => writeFileSync(path, Buffer.from(`\ufeff${plain}`, 'utf16le')),
    'a file of 100 MB': (path) => {
      const file = openSync(path, 'w');
      ftruncateSync(file, 100 * 1024 * 1024);
      closeSync(file);
    },
    'a FIFO': (path) => void execFileSync('mkfifo', [path]),
    'a link to nothing': (path) => symlinkSync('nowhere', path),
    'a link to itself': (path) => symlinkSync('bad', path),
    'a link to a device': (path) => symlinkSync('/dev/zero', path),
    'a text that is no Dockerfile': (path) => writeFileSync(path, broken),
    'an empty file': (path) => writeFileSync(path, ''),
  };

  it.each(Object.keys(bad))('is one clear line and exit code 2, and the rest is done: %s', async (name) => {
    const cwd = folder({ 'x/Dockerfile': candidate });
    bad[name]?.(join(cwd, 'bad'));
    const { status, stdout, stderr } = await dfopt(['migrate', '--write', '--quiet', 'bad', 'x/Dockerfile'], {
      cwd,
    });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^dfopt: [^\n]+ at bad(?::\d+)?: [^\n]+\n$/);
    expect(readFileSync(join(cwd, 'x/Dockerfile'), 'utf8')).toBe(migrated);
    expect(readdirSync(cwd)).toEqual([...(existsOrLink(join(cwd, 'bad')) ? ['bad'] : []), 'x']);
  });

  it('takes no symbolic link with --write, unless asked', async () => {
    const cwd = folder({ target: candidate });
    symlinkSync('target', join(cwd, 'Dockerfile'));
    const refused = await dfopt(['migrate', '--write', '--quiet', 'Dockerfile'], { cwd });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(oneLine);
    expect(readFileSync(join(cwd, 'target'), 'utf8')).toBe(candidate);
    expect((await dfopt(['migrate', '--write', '--follow-symlinks', 'Dockerfile'], { cwd })).status).toBe(0);
    expect(readFileSync(join(cwd, 'target'), 'utf8')).toBe(migrated);
    expect(lstatSync(join(cwd, 'Dockerfile')).isSymbolicLink()).toBe(true);
  });

  it('reads through a link without --write', async () => {
    const cwd = folder({ target: candidate });
    symlinkSync('target', join(cwd, 'Dockerfile'));
    expect((await dfopt(['migrate', '--check', 'Dockerfile'], { cwd })).status).toBe(1);
  });

  it.skipIf(asRoot)('reports a file it may not read', async () => {
    const cwd = folder({ Dockerfile: candidate });
    chmodSync(join(cwd, 'Dockerfile'), 0);
    const { status, stderr } = await dfopt(['migrate', '--quiet', 'Dockerfile'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(oneLine);
  });

  it('keeps mode and hard links when it writes', async () => {
    const cwd = folder({ Dockerfile: candidate, Containerfile: candidate });
    chmodSync(join(cwd, 'Dockerfile'), 0o750);
    linkSync(join(cwd, 'Containerfile'), join(cwd, 'linked'));
    expect((await dfopt(['migrate', '--write'], { cwd })).status).toBe(0);
    expect(statSync(join(cwd, 'Dockerfile')).mode & 0o777).toBe(0o750);
    expect(readFileSync(join(cwd, 'linked'), 'utf8')).toBe(migrated);
  });

  it('keeps control characters of names from the terminal', async () => {
    const cwd = folder();
    const { status, stderr } = await dfopt(['migrate', 'a\x1b]0;title\x07\nb\u202e'], { cwd });
    expect(status).toBe(2);
    // oxlint-disable-next-line no-control-regex -- these are what must not be there
    expect(stderr.trimEnd()).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e]/);
    expect(stderr).toContain('\\x1b');
  });
});

function existsOrLink(path: string): boolean {
  return existsSync(path) || lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

describe('directories and patterns', () => {
  it('searches the working directory when nothing is named', async () => {
    const cwd = folder({ 'a/Dockerfile': candidate, 'b/Dockerfile': plain });
    const { status, stdout } = await dfopt(['migrate', '--format', 'json'], { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      files: [
        { root: '', path: 'a/Dockerfile', outcome: 'migrated' },
        { root: '', path: 'b/Dockerfile', outcome: 'unchanged' },
      ],
    });
  });

  it('reports each directory as a root of its own', async () => {
    const cwd = folder({ 'one/Dockerfile': plain, 'two/x/Dockerfile': plain });
    const { stdout } = await dfopt(['migrate', '--format', 'json', 'two/', './one'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      files: [
        { root: './one', path: 'Dockerfile' },
        { root: 'two', path: 'x/Dockerfile' },
      ],
    });
  });

  it('looks at each file once', async () => {
    const cwd = folder({ 'a/Dockerfile': plain });
    const { stdout } = await dfopt(
      ['migrate', '--format', 'json', '.', 'a', 'a/Dockerfile', '**/Dockerfile'],
      { cwd },
    );
    expect(JSON.parse(stdout)).toMatchObject({ totals: { files: 1 } });
  });

  it('is fine with a directory without any Dockerfile, and says so', async () => {
    const cwd = folder({ 'a/README': '' });
    const { status, stdout, stderr } = await dfopt(['migrate', 'a'], { cwd });
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toContain('dfopt: no Dockerfile at a; nothing to do there\n');
  });

  it('expands a pattern the shell did not', async () => {
    const cwd = folder({ 'a/Dockerfile': plain, 'b/Dockerfile': plain });
    const { stdout } = await dfopt(['migrate', '--format', 'json', '*/Dockerfile'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ files: [{ path: 'a/Dockerfile' }, { path: 'b/Dockerfile' }] });
  });

  it('prefers a file of that very name to a pattern', async () => {
    const cwd = folder({ '[a]/Dockerfile': plain, 'a/Dockerfile': plain });
    const { stdout } = await dfopt(['migrate', '--format', 'json', '[a]/Dockerfile'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ files: [{ path: '[a]/Dockerfile' }] });
  });

  it('leaves out what --exclude and .dfoptignore say, named files too', async () => {
    const cwd = folder({ 'a/Dockerfile': candidate, 'b/Dockerfile': candidate, '.dfoptignore': '/b\n' });
    const { status, stdout } = await dfopt(
      ['migrate', '--check', '--exclude', 'a', 'a/Dockerfile', 'b/Dockerfile', '--format', 'json'],
      { cwd },
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ totals: { codes: { excluded: 2 } } });
  });

  it('gives every file to one of the shards, and the merged reports are the whole', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 23 }, (_, index) => [`s${index}/Dockerfile`, index % 3 === 0 ? candidate : plain]),
    );
    const cwd = folder(files);
    const whole = await dfopt(['migrate', '--format', 'json', '.'], { cwd });
    const parts = [];
    for (const part of ['1/3', '2/3', '3/3']) {
      const name = `part-${part.replace('/', '-')}.json`;
      parts.push(name);
      const { status } = await dfopt(['migrate', '--shard', part, '--format', 'json', '-o', name, '.'], {
        cwd,
      });
      expect(status).toBe(0);
    }
    const merged = await dfopt(['report', 'merge', ...parts], { cwd });
    expect([merged.status, merged.stdout]).toEqual([0, whole.stdout]);
  });

  it('is fine with an empty shard', async () => {
    const cwd = folder({ Dockerfile: candidate });
    const runs = [];
    for (const part of ['1/2', '2/2'])
      runs.push(await dfopt(['migrate', '--check', '--shard', part], { cwd }));
    expect(runs.map(({ status }) => status).toSorted()).toEqual([0, 1]);
  });
});

describe('the baseline', () => {
  it('lets --check fail for new candidates only', async () => {
    const cwd = folder({ 'a/Dockerfile': candidate });
    const missing = await dfopt(['migrate', '--check', '--baseline', 'known.json'], { cwd });
    expect(missing.status).toBe(2);
    expect(missing.stderr).toMatch(oneLine);
    expect((await dfopt(['migrate', '--baseline', 'known.json', '--update-baseline'], { cwd })).status).toBe(
      0,
    );
    const known = await dfopt(['migrate', '--check', '--baseline', 'known.json'], { cwd });
    expect([known.status, known.stdout]).toEqual([0, '']);
    // The same from elsewhere: paths are relative to the baseline.
    expect(
      (await dfopt(['migrate', '--check', '--baseline', '../known.json'], { cwd: join(cwd, 'a') })).status,
    ).toBe(0);
    mkdirSync(join(cwd, 'b'));
    writeFileSync(join(cwd, 'b/Dockerfile'), candidate);
    const fresh = await dfopt(['migrate', '--check', '--baseline', 'known.json'], { cwd });
    expect(fresh.status).toBe(1);
    expect(fresh.stdout).toContain('b/Dockerfile');
    expect(fresh.stdout).not.toContain('a/Dockerfile\n--- ');
  });
});

describe('usage', () => {
  it.each([
    ['an unknown command', ['migrte'], "did you mean 'migrate'"],
    ['no command', [], 'none was given'],
    ['an unknown option', ['migrate', '--wirte'], "did you mean '--write'"],
    ['an unknown short option', ['migrate', '-z'], '-z'],
    ['a missing value', ['migrate', '--context'], '--context'],
    ['a value twice', ['migrate', '--context', '.', '--context', '.'], 'more than once'],
    ['a wrong word', ['migrate', '--confidence', 'sure'], 'proven, likely, possible'],
    ['an unknown format', ['migrate', '--format', 'jsn'], "did you mean 'json'"],
    ['a wrong number', ['migrate', '--jobs', '0'], '--jobs'],
    ['a wrong shard', ['migrate', '--shard', '3/2'], '--shard'],
    ['a dry run that writes', ['migrate', '--dry-run', '--write'], '--write'],
    ['a place for an input that is not read', ['migrate', '--stdin-filepath', 'x'], 'write -'],
    ['a context that is none', ['migrate', '--context', 'nowhere'], 'nowhere'],
    ['a missing configuration', ['migrate', '--config', 'nowhere.json'], 'nowhere.json'],
    ['an unknown code', ['explain', 'not-fund'], "did you mean 'not-found'"],
  ])('is explained in one line: %s', async (_name, args, hint) => {
    const cwd = folder({ Dockerfile: candidate });
    const { status, stdout, stderr } = await dfopt(args, { cwd });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(hint);
  });

  it('prints help and version on standard output', async () => {
    const cwd = folder();
    const help = await dfopt(['--help'], { cwd });
    expect([help.status, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('migrate');
    const version = await dfopt(['--version'], { cwd });
    expect([version.status, version.stderr]).toEqual([0, '']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await dfopt(['-v'], { cwd })).stdout).toBe(version.stdout);
    const command = await dfopt(['migrate', '--help'], { cwd });
    expect(command.stdout).toContain('--patch-dir');
    expect((await dfopt(['help'], { cwd })).stdout).toBe(help.stdout);
    expect((await dfopt(['help', 'migrate'], { cwd })).stdout).toBe(command.stdout);
  });

  it('can be told that a path without a Dockerfile is a mistake', async () => {
    const cwd = folder({ 'full/Dockerfile': 'FROM debian\n', 'empty/README.md': '' });
    const usual = await dfopt(['migrate', '-q', 'full', 'empty'], { cwd });
    expect([usual.status, usual.stderr]).toEqual([0, '']);
    const strict = ['migrate', '--error-on-unmatched-pattern'];
    const missing = await dfopt([...strict, '-q', '-f', 'json', 'full', 'empty'], { cwd });
    expect(missing.status).toBe(2);
    expect(missing.stderr).toMatch(/^dfopt: [^\n]* empty: [^\n]*\n$/);
    // The others are done all the same.
    expect(JSON.parse(missing.stdout).totals.files).toBe(1);
    expect((await dfopt([...strict, 'full'], { cwd })).status).toBe(0);
    // A part of the files that happens to be empty is no mistake.
    for (const shard of ['1/9', '2/9']) {
      expect((await dfopt([...strict, '--shard', shard, 'full'], { cwd })).status).toBe(0);
    }
  });

  it('says which comments to it say nothing', async () => {
    const lines = [
      '# dfopt ignore=splt for now',
      '# dfopt skip=all',
      '# dfopt ignore=split',
      '# check=skip=Other',
    ];
    const cwd = folder({ Dockerfile: `${lines.toReversed().join('\n')}\n${candidate}` });
    const { status, stderr } = await dfopt(['migrate', '-f', 'json'], { cwd });
    expect(status).toBe(0);
    const notes = stderr.split('\n').filter((line) => line.startsWith('dfopt:'));
    expect(notes).toEqual([
      expect.stringMatching(/^dfopt: cannot follow the comment at Dockerfile:3: 'skip' /),
      expect.stringMatching(
        /^dfopt: cannot follow the comment at Dockerfile:4: [^\n]*'splt'; did you mean 'split'\?$/,
      ),
    ]);
  });

  it('takes a name that begins with a dash behind --', async () => {
    const cwd = folder({ '--check': candidate });
    expect((await dfopt(['migrate', '--', '--check'], { cwd })).status).toBe(0);
  });
});

describe('pipes', () => {
  it('delivers all of a large product', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`d${index}/Dockerfile`, candidate]),
    );
    const cwd = folder(files);
    const child = start(['migrate', '--format', 'json'], { cwd });
    // A slow reader: nothing is taken until the pipe is full.
    await new Promise((done) => setTimeout(done, 300));
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.resume();
    child.stdin?.end();
    const status = await new Promise((done) => child.on('close', done));
    expect(status).toBe(0);
    const text = Buffer.concat(chunks).toString();
    expect(text.length).toBeGreaterThan(200_000);
    expect(JSON.parse(text)).toMatchObject({ totals: { files: 400, migrated: 400 } });
  });

  it('ends quietly when the reader goes away', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`d${index}/Dockerfile`, candidate]),
    );
    const cwd = folder(files);
    const child = start(['migrate', '--quiet', '--format', 'json'], { cwd });
    child.stdout?.once('data', () => child.stdout?.destroy());
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin?.end();
    const status = await new Promise((done) => child.on('close', done));
    expect([status, stderr]).toEqual([0, '']);
  });

  it.skipIf(!existsSync('/dev/full'))('says so when the product cannot be delivered', async () => {
    const cwd = folder({ Dockerfile: candidate });
    const full = openSync('/dev/full', 'w');
    const child = start(['migrate', '--quiet'], { cwd }, ['ignore', full, 'pipe']);
    closeSync(full);
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const status = await new Promise((done) => child.on('close', done));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^dfopt: [^\n]*no space[^\n]*\n$/);
  });
});
