import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatNames } from '../../src/cli/products.ts';
import { folder } from '../batch/folder.ts';
import { dfopt } from './dfopt.ts';

/** What can be migrated without looking at any other file. */
const candidate =
  'FROM golang:1.21\nWORKDIR /src\nCOPY <<EOF ./main.go\npackage main\n\nfunc main() {}\nEOF\nRUN go build -o /bin/x ./main.go\nCMD ["/bin/x"]\n';

describe('dfopt explain', () => {
  it('lists every code with a line, and prints the page of each', async () => {
    const cwd = folder();
    const { status, stdout } = await dfopt(['explain'], { cwd });
    expect(status).toBe(0);
    const codes = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/\s{2,}/));
    expect(codes.length).toBeGreaterThan(10);
    for (const [, summary] of codes) expect(summary).toMatch(/^\S.*\.$/);
    const names = codes.map(([name]) => name ?? '');
    expect(names).toEqual(names.toSorted());
    const pages = await dfopt(['explain', ...names], { cwd });
    for (const name of names) expect(pages.stdout).toContain(`${name}\n\n`);
    expect(pages.stdout.match(/^What to do: /gm)).toHaveLength(names.length);
  });

  it('tells of a rule what it does, and lists its codes', async () => {
    const { status, stdout } = await dfopt(['explain', 'golang'], { cwd: folder() });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^golang, a rule\n\nSplits /)]);
    expect(stdout).toMatch(/^modules-not-read {2,}\S/m);
  });

  it('tells of a name that a code and a rule have what both are', async () => {
    const { stdout } = await dfopt(['explain', 'test-stage'], { cwd: folder() });
    expect(stdout).toMatch(/^test-stage\n\nSteps [^]*\ntest-stage, a rule\n/);
  });

  it.each([
    ['env-lst', "did you mean 'env-lost'?"],
    ['golan', "did you mean 'golang'?"],
    ['zones', "did you mean one of 'need-time-zones', 'time-zones-missing'?"],
    ['wrapper', "did you mean 'go-wrapper-at-start'?"],
    ['xyzzy', "'dfopt explain' lists them"],
  ])('suggests what %s may have been', async (word, hint) => {
    const { status, stderr } = await dfopt(['explain', word], { cwd: folder() });
    expect([status, stderr]).toEqual([2, expect.stringContaining(hint)]);
  });
});

describe('dfopt rules', () => {
  it('names the rules', async () => {
    const { status, stdout } = await dfopt(['rules'], { cwd: folder() });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^golang {2,}\S/m);
  });
});

describe('dfopt init and dfopt config', () => {
  it('write a configuration that changes nothing, once', async () => {
    const cwd = folder();
    const first = await dfopt(['init'], { cwd });
    expect([first.status, first.stdout]).toEqual([0, '']);
    expect(readdirSync(cwd)).toEqual(['.dfoptrc.yaml']);
    const before = readFileSync(join(cwd, '.dfoptrc.yaml'), 'utf8');
    const second = await dfopt(['init'], { cwd });
    expect(second.status).toBe(2);
    expect(second.stderr).toMatch(/^dfopt: .*exists already.*\n$/);
    expect(readFileSync(join(cwd, '.dfoptrc.yaml'), 'utf8')).toBe(before);
    const { stdout } = await dfopt(['config'], { cwd });
    expect(stdout).toContain('confidence: "likely"  # default');
  });

  it('every line of it is right once the comment sign is taken away', async () => {
    const cwd = folder();
    await dfopt(['init'], { cwd });
    const settings = readFileSync(join(cwd, '.dfoptrc.yaml'), 'utf8')
      .split('\n')
      .filter((line) => /^# (?: |- |[a-zA-Z]+:)/.test(line))
      .map((line) => line.slice(2));
    const filled = folder({ '.dfoptrc.yaml': `${settings.join('\n')}\n` });
    const { status, stdout, stderr } = await dfopt(['config'], { cwd: filled });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('rules: {"golang":false}  # .dfoptrc.yaml');
  });

  it('say what applies and from where', async () => {
    const cwd = folder({
      'package.json': '{"dfopt": {"confidence": "proven"}}',
      'a/.dfoptrc': 'overrides: [{files: [x.Dockerfile], confidence: possible}]\n',
    });
    const of = async (file: string) => (await dfopt(['config', file], { cwd })).stdout;
    expect(await of('Dockerfile')).toContain('confidence: "proven"  # package.json');
    expect(await of('a/Dockerfile')).toContain('confidence: "likely"  # default');
    expect(await of('a/x.Dockerfile')).toContain('confidence: "possible"  # a/.dfoptrc');
  });

  it('print every problem with its place', async () => {
    const cwd = folder({ '.dfoptrc': 'confidence: sure\nexclude: 1\n' });
    const { status, stdout, stderr } = await dfopt(['config'], { cwd });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^dfopt: [^\n]* at \.dfoptrc:1:13: [^\n]+\ndfopt: [^\n]* at \.dfoptrc:2:10: [^\n]+\n$/,
    );
  });

  it('print the JSON schema', async () => {
    const { stdout } = await dfopt(['config', '--schema'], { cwd: folder() });
    expect(JSON.parse(stdout)).toHaveProperty('properties.confidence.enum');
  });
});

describe('a configuration in a run', () => {
  const text = 'FROM alpine:3.20\nCMD ["sh"]\n';

  it('is the nearest to each file; a broken one stops only the files under it', async () => {
    const cwd = folder({
      'a/Dockerfile': text,
      'a/.dfoptrc': 'confidnce: x\n',
      'b/Dockerfile': text,
      'b/.dfoptrc': 'exclude: [Dockerfile]\n',
      'c/Dockerfile': text,
    });
    const { status, stdout, stderr } = await dfopt(['migrate', '--format', 'json'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^dfopt: cannot use the configuration at a\/Dockerfile: a\/\.dfoptrc:1:1: /);
    expect(JSON.parse(stdout)).toMatchObject({
      files: [{ code: 'bad-configuration' }, { code: 'excluded' }, { outcome: 'unchanged' }],
    });
    const without = await dfopt(['migrate', '--no-config', '--format', 'json'], { cwd });
    expect(without.status).toBe(0);
    const named = await dfopt(['migrate', '--config', 'b/.dfoptrc', '--format', 'json'], { cwd });
    expect(JSON.parse(named.stdout)).toMatchObject({ totals: { codes: { excluded: 1 } } });
  });
});

describe('dfopt report merge', () => {
  it.each([
    ['no action', ['report']],
    ['another action', ['report', 'mrge']],
    ['no report', ['report', 'merge']],
    ['a missing report', ['report', 'merge', 'nowhere.json']],
    ['no report of ours', ['report', 'merge', 'other.json']],
  ])('ends with one line for %s', async (_name, args) => {
    const { status, stdout, stderr } = await dfopt(args, { cwd: folder({ 'other.json': '{}' }) });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^dfopt: [^\n]+; [^\n]+\n$/);
  });

  /** Several outcomes and encodings, CRLF, a name that a patch must quote. */
  const files = {
    Dockerfile: candidate,
    'windows/Dockerfile': candidate.replaceAll('\n', '\r\n'),
    'latin/Dockerfile': Buffer.from(`# caf\u00e9\n${candidate}`, 'latin1'),
    'two words/Dockerfile': candidate,
    'refused/Dockerfile': 'FROM golang:1.21\nCOPY . .\nCMD ["go", "run", "."]\n',
    'broken/Dockerfile': 'FORM golang\n',
    'other/Dockerfile': 'FROM debian\n',
  };

  it('makes of shards what one run over all files would have made, in every format', async () => {
    const cwd = folder(files);
    const shards = ['1/3', '2/3', '3/3'];
    const names = shards.map((shard) => `${shard.replace('/', '-')}.json`);
    for (const [index, shard] of shards.entries()) {
      await dfopt(['migrate', '--shard', shard, '-f', 'json', '-o', names[index] ?? '', '.'], { cwd });
    }
    for (const format of formatNames) {
      const whole = await dfopt(['migrate', '--format', format, '.'], { cwd });
      const merged = await dfopt(['report', 'merge', ...names, '--format', format], { cwd });
      expect(merged.bytes.equals(whole.bytes), format).toBe(true);
      expect([merged.status, merged.stderr], format).toEqual([0, '']);
      expect(merged.bytes.length, format).toBeGreaterThan(100);
    }
    const many = ['-f', 'html', '-o', 'all.html', '-f', 'sarif', '-o', 'all.sarif', '-f', 'text'];
    const { stdout } = await dfopt(['report', 'merge', ...names, ...many], { cwd });
    expect(stdout).toContain('7 files');
    expect(readFileSync(join(cwd, 'all.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(readFileSync(join(cwd, 'all.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  }, 60_000);
});

describe('dfopt verify', () => {
  it.each([
    ['standard input', ['verify', '-'], 'no build context'],
    ['a wrong engine', ['verify', 'Dockerfile', '--engine', 'kaniko'], 'docker, podman'],
    ['a wrong assignment', ['verify', 'Dockerfile', '--env', 'X'], 'NAME=value'],
  ])('explains %s', async (_name, args, hint) => {
    const { status, stderr } = await dfopt(args, { cwd: folder({ Dockerfile: '' }) });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^dfopt: [^\n]+\n$/);
    expect(stderr).toContain(hint);
  });

  it('writes nothing that it could not verify', async () => {
    const cwd = folder({ Dockerfile: candidate });
    // No engine on such a path.
    const args = ['migrate', '--write', '--verify', '--format', 'json', 'Dockerfile'];
    const { status, stdout } = await dfopt(args, { cwd, env: { PATH: join(cwd, 'nothing') } });
    expect(status).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ files: [{ outcome: 'refused', code: 'verified-unknown' }] });
    expect(readFileSync(join(cwd, 'Dockerfile'), 'utf8')).toBe(candidate);
  });
});

function has(shell: string): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0;
}

/** Splits a line into words as readline does before it asks for completions: `=` is a word of its own. */
const asBashDoes = `
  line=\${1//=/ = }
  read -ra COMP_WORDS <<<"$line"
  [[ $line == *" " ]] && COMP_WORDS+=("")
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
  _dfopt
  echo "\${COMPREPLY[@]}"
`;

describe('dfopt completion', () => {
  it.skipIf(!has('bash'))('completes commands and options in bash, and leaves file names to it', async () => {
    const cwd = folder();
    const { stdout } = await dfopt(['completion', 'bash'], { cwd });
    const complete = (...words: readonly string[]) =>
      execFileSync('bash', [
        '-c',
        `${stdout}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _dfopt; echo "\${COMPREPLY[@]}"`,
        'bash',
        ...words,
      ])
        .toString()
        .trim()
        .split(' ');
    expect(complete('dfopt', 'mi')).toEqual(['migrate']);
    expect(complete('dfopt', 'migrate', '--patch')).toEqual(['--patch-dir']);
    expect(complete('dfopt', 'migrate', '--fo').toSorted()).toEqual(['--follow-symlinks', '--format']);
    expect(complete('dfopt', 'migrate', 'Dock')).toEqual(['']);
  });

  it.skipIf(!has('bash'))('completes values in bash, however the option is written', async () => {
    const { stdout } = await dfopt(['completion', 'bash'], { cwd: folder() });
    /** What the Tab key is answered with: bash itself takes the line apart, at `=` too. */
    const complete = (line: string) =>
      execFileSync('bash', ['-c', `${stdout}\n${asBashDoes}`, 'bash', line])
        .toString()
        .trim()
        .split(/\s+/);
    expect(complete('dfopt migrate --format ht')).toEqual(['html']);
    expect(complete('dfopt migrate -f ht')).toEqual(['html']);
    expect(complete('dfopt migrate --format=ht')).toEqual(['html']);
    expect(complete('dfopt migrate --color=')).toEqual(['auto', 'always', 'never']);
    expect(complete('dfopt migrate --rule name')).toEqual(['named-stages']);
    expect(complete('dfopt verify --engine po')).toEqual(['podman']);
    // A file, for which bash completes names by itself.
    expect(complete('dfopt migrate --output ht')).toEqual(['']);
    expect(complete('dfopt migrate --no')).toEqual(['--no-rule']);
  });

  const values: readonly (readonly [line: string, answers: readonly string[]])[] = [
    ['dfopt mig', ['migrate']],
    ['dfopt migrate --patch', ['--patch-dir']],
    ['dfopt migrate --format ht', ['html']],
    ['dfopt migrate -f ht', ['html']],
    ['dfopt migrate --format=ht', ['html']],
    ['dfopt migrate --no-rule name', ['named-stages']],
    ['dfopt verify --engine po', ['podman']],
    ['dfopt migrate hand', ['handwritten']],
    ['dfopt migrate --output hand', ['handwritten']],
    ['dfopt explain hot-reload-', ['hot-reload-at-start']],
    ['dfopt completion f', ['fish']],
  ];

  const pressTab = join(import.meta.dirname, 'press-tab.zsh');

  it.skipIf(!has('zsh'))('completes in zsh', { timeout: 60_000 }, async () => {
    const cwd = folder({ handwritten: '' });
    const { stdout } = await dfopt(['completion', 'zsh'], { cwd });
    writeFileSync(join(cwd, '.completion'), stdout);
    const lines = values.map(([line]) => line);
    const typed = execFileSync('zsh', ['-f', pressTab, ...lines], { cwd, timeout: 50_000 }).toString();
    // The Tab key writes the rest of the only answer into the line.
    const completed = values.map(([line, answers]) => line.replace(/[^\s=]*$/, answers.join(' ')));
    expect(typed.trim().split(/\s*\n/)).toEqual(completed);
  });

  it.skipIf(!has('fish'))('completes in fish', { timeout: 60_000 }, async () => {
    const cwd = folder({ handwritten: '' });
    const { stdout } = await dfopt(['completion', 'fish'], { cwd });
    writeFileSync(join(cwd, '.completion'), stdout);
    for (const [line, answers] of values) {
      const script = 'source .completion; complete -C $argv[1]';
      const answered = execFileSync('fish', ['--no-config', '-c', script, line], { cwd }).toString();
      const words = answered
        .split('\n')
        .filter(Boolean)
        .map((answer) => answer.split('\t')[0]?.replace(/^--format=/, ''));
      expect(words).toEqual(answers);
    }
  });

  it.each(['bash', 'zsh', 'fish'])('prints a script for %s that the shell can read', async (shell) => {
    const cwd = folder();
    const { status, stdout } = await dfopt(['completion', shell], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain('migrate');
    expect(stdout).toContain('patch-dir');
    writeFileSync(join(cwd, 'completion'), stdout);
    if (has(shell)) execFileSync(shell, ['-n', 'completion'], { cwd });
  });

  it('knows no other shell', async () => {
    const { status, stderr } = await dfopt(['completion', 'tcsh'], { cwd: folder() });
    expect(status).toBe(2);
    expect(stderr).toMatch(/bash, zsh, fish/);
  });
});
