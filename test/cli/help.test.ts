import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { commandHelp, overviewHelp } from '../../src/cli/help.ts';
import { exitCode } from '../../src/cli/streams.ts';
import { folder } from '../batch/folder.ts';
import { dfopt } from './dfopt.ts';

const command: Command = {
  usage: 'try [options] FILE',
  about: `Tries something
    out.

    And says so.`,
  options: {
    on: { kind: 'flag', usual: true, description: 'leave it off' },
    level: {
      kind: 'value',
      alias: 'l',
      value: 'LEVEL',
      values: ['low', 'high'],
      otherwise: 'low',
      description: 'how far',
    },
    'with-a-name-that-is-very-long': { kind: 'flag', description: 'do it' },
  },
  examples: [['dfopt try --level high Dockerfile', 'go far']],
  exits: [exitCode.fine, exitCode.unusable],
  run: () => Promise.resolve(exitCode.fine),
};

describe('the page of a command', () => {
  it('has its meanings in one column, and nothing beyond the width', () => {
    expect(commandHelp(command, 60)).toBe(`Usage: dfopt try [options] FILE

Tries something out.

And says so.

Options:
      --no-on        leave it off
  -l, --level LEVEL  how far: low, high (default: low)
      --with-a-name-that-is-very-long
                     do it
  -h, --help         print this page

Examples:
  dfopt try --level high Dockerfile  go far

Exit codes:
  0  fine, also when there was nothing to do
  2  wrong usage, or a file that cannot be read or parsed,
     after all others were done
`);
  });

  it('leaves out what there is none of', () => {
    const { examples: _examples, exits: _exits, ...plain } = command;
    expect(commandHelp(plain, 80)).not.toMatch(/Examples|Exit codes/);
  });
});

it('the overview explains every exit code', () => {
  const page = overviewHelp([['try', 'try it']], 80);
  for (const code of Object.values(exitCode)) expect(page).toMatch(new RegExp(`^  ${code} `, 'm'));
});

/** The commands that the overview lists. */
async function names(cwd: string): Promise<readonly string[]> {
  const { stdout } = await dfopt(['--help'], { cwd });
  const [, commands = ''] = /^Commands:\n((?: {2}.*\n)+)/m.exec(stdout) ?? [];
  return commands.match(/(?<=^ {2})\w+/gm) ?? [];
}

describe('every page', () => {
  it('keeps to 80 columns without a terminal, ends well, and is there for -h too', async () => {
    const cwd = folder();
    const all = await names(cwd);
    expect(all.length).toBeGreaterThan(5);
    for (const args of [[], ...all.map((name) => [name])]) {
      const { status, stdout, stderr } = await dfopt([...args, '--help'], { cwd });
      expect([status, stderr], args.join(' ')).toEqual([0, '']);
      expect(stdout).toMatch(/^Usage: dfopt /);
      for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
      expect((await dfopt([...args, '-h'], { cwd })).stdout).toBe(stdout);
    }
  }, 60_000);
});

describe('a mistyped word', () => {
  it.each([
    [['migrate', '--fromat', 'json'], "'--format'"],
    [['migrate', '--format', 'jsno'], "'json'"],
    [['migrate', '--rule', 'golagn'], "'golang'"],
    [['migrate', '--no-rule', 'named-stage'], "'named-stages'"],
    [['migrate', '--confidence', 'likly'], "'likely'"],
    [['migrate', '--color', 'allways'], "'always'"],
    [['graph', '--format', 'svgg'], "'svg'"],
    [['verify', 'Dockerfile', '--engine', 'dokcer'], "'docker'"],
    [['report', 'merge', 'a.json', '-f', 'htlm'], "'html'"],
    [['completion', 'bsh'], "'bash'"],
    [['explian', 'x'], "'explain'"],
    [['explain', 'no-comand'], "'no-command'"],
  ])('in %j is answered with the right one', async (args, meant) => {
    const { status, stdout, stderr } = await dfopt(args, { cwd: folder() });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^dfopt: [^\n]+\n$/);
    expect(stderr).toContain(`did you mean ${meant}?`);
  });

  it('that is near nothing is answered with all there are', async () => {
    const { stderr } = await dfopt(['migrate', '--confidence', 'absolutely'], { cwd: folder() });
    expect(stderr).toContain('proven, likely, possible');
  });
});
