/** The GitHub Action: its description, and its steps run as the runner runs them. */
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folder } from '../batch/folder.ts';
import { executable } from '../cli/dfopt.ts';
import { temporaryDirectory } from '../fleet/directory.ts';
import { type Ran, broken, candidate, has, plain, project, run, writeFiles } from './tools.ts';

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action: Action = parse(readFileSync(join(project, 'action.yml'), 'utf8'));
const { steps } = action.runs;

describe('action.yml', () => {
  // https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
  it('gives every step a shell, and says what every input and output is', () => {
    expect(action.runs.using).toBe('composite');
    for (const step of steps) expect(step).toMatchObject({ shell: 'bash', run: expect.any(String) });
    for (const each of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
      expect(each.description).not.toBe('');
    }
  });

  it('hands over inputs as variables only, each of them', () => {
    for (const { run: script } of steps) expect(script).not.toContain('${{');
    const handed = steps.flatMap(({ env = {} }) => Object.values(env));
    expect(handed.toSorted()).toEqual(
      Object.keys(action.inputs)
        .map((name) => `\${{ inputs.${name} }}`)
        .toSorted(),
    );
  });

  it('takes its outputs from a step that is there', () => {
    const ids = steps.flatMap(({ id }) => id ?? []);
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(ids.map((id) => `\${{ steps.${id}.outputs.${name} }}`)).toContain(value);
    }
  });
});

describe.skipIf(!has('bash'))('the step that runs dfopt', () => {
  let checkout: string;

  beforeAll(() => {
    // The action's directory as the building step leaves it.
    checkout = temporaryDirectory();
    const built = join(dirname(executable()), '..');
    for (const name of ['bin', 'dist', 'package.json']) symlinkSync(join(built, name), join(checkout, name));
    cpSync(join(project, 'integrations'), join(checkout, 'integrations'), { recursive: true });
  }, 120_000);

  /** Runs the step on a workspace with these inputs. */
  const act = async (
    files: Readonly<Record<string, string>>,
    inputs: Readonly<Record<string, string>>,
  ): Promise<Ran & { readonly cwd: string; readonly outputs: string; readonly summary: string }> => {
    const cwd = folder(files);
    const runner = folder({ output: 'before=1\n', summary: 'before\n' });
    const values = {
      ...Object.fromEntries(Object.entries(action.inputs).map(([name, each]) => [name, each.default])),
      ...inputs,
    };
    const step = steps.find(({ id }) => id === 'run');
    const env = Object.fromEntries(
      Object.entries(step?.env ?? {}).map(([name, value]) => [
        name,
        value.replace(/^\$\{\{ inputs\.(\w+) \}\}$/, (_, input: string) => values[input] ?? ''),
      ]),
    );
    const ran = await run(['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''], cwd, {
      ...env,
      HOME: runner,
      PATH: process.env['PATH'] ?? '',
      GITHUB_ACTION_PATH: checkout,
      GITHUB_OUTPUT: join(runner, 'output'),
      GITHUB_STEP_SUMMARY: join(runner, 'summary'),
      RUNNER_TEMP: runner,
    });
    const text = (name: string): string => readFileSync(join(runner, name), 'utf8');
    return { ...ran, cwd, outputs: text('output'), summary: text('summary') };
  };

  it('annotates, sums up and fails when something would change', async () => {
    const { status, stdout, outputs, summary, cwd } = await act(
      { Dockerfile: candidate, 'b/Dockerfile': plain },
      {},
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::\w+ file=Dockerfile,line=\d+,/);
    expect(outputs).toBe('before=1\nchanged=1\nrefused=0\nfailed=0\n');
    expect(summary).toMatch(/^before\n### dfopt\n/);
    expect(summary).toContain('`Dockerfile`');
    expect(readFileSync(join(cwd, 'Dockerfile'), 'utf8')).toBe(candidate);
  });

  it('passes when nothing would change, and where there is no Dockerfile', async () => {
    for (const files of [{ Dockerfile: plain }, { 'README.md': '' }]) {
      expect(await act(files, {})).toMatchObject({
        status: 0,
        outputs: expect.stringContaining('changed=0'),
      });
    }
  });

  it('fails with 2 on a file that cannot be parsed, with the outputs of the others', async () => {
    const { status, stdout, outputs } = await act(
      { 'a/Dockerfile': broken, 'b/Dockerfile': candidate },
      { mode: 'report' },
    );
    expect(status).toBe(2);
    expect(stdout).toContain('::error file=a/Dockerfile,line=2');
    expect(outputs).toContain('changed=1\nrefused=0\nfailed=1\n');
  });

  it('only says so in the mode report, and changes files in the mode write', async () => {
    expect((await act({ Dockerfile: candidate }, { mode: 'report' })).status).toBe(0);
    const { status, outputs, cwd } = await act({ Dockerfile: candidate }, { mode: 'write' });
    expect([status, outputs]).toEqual([0, expect.stringContaining('changed=1')]);
    expect(readFileSync(join(cwd, 'Dockerfile'), 'utf8')).toContain('FROM scratch');
  });

  it('takes paths with spaces and arguments a line each, and none of them as a script', async () => {
    const { stdout, cwd } = await act(
      { 'a b/Dockerfile': candidate, '$(touch pwned)/Dockerfile': candidate, 'c/Dockerfile': candidate },
      { paths: 'a b\r\n\n$(touch pwned)\n', args: '--exclude=c\n--confidence=likely', mode: 'report' },
    );
    expect(stdout.match(/file=[^,]+/g)).toEqual(['file=$(touch pwned)/Dockerfile', 'file=a b/Dockerfile']);
    expect(() => readFileSync(join(cwd, 'pwned'))).toThrow('ENOENT');
  });

  it('writes a further report', async () => {
    const { cwd } = await act({ Dockerfile: candidate }, { format: 'sarif', output: 'out/dfopt.sarif' });
    expect(JSON.parse(readFileSync(join(cwd, 'out/dfopt.sarif'), 'utf8'))).toMatchObject({
      version: '2.1.0',
    });
  });

  it.each([
    ['an unknown mode', { mode: 'fix' }],
    ['a format without a place', { format: 'sarif' }],
  ])('explains %s', async (_name, inputs) => {
    const { status, stdout } = await act({ Dockerfile: candidate }, inputs);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^::error title=dfopt::cannot use the input '\w+': [^\n]+\n$/);
  });

  it('writes no summary where no runner asks for one, and one in a job without the action', async () => {
    const cwd = folder({ Dockerfile: candidate });
    const args = ['migrate', '--check', '--format', 'github', '--format', 'sarif', '--output', 'dfopt.sarif'];
    const env = { PATH: process.env['PATH'] ?? '', HOME: cwd };
    mkdirSync(join(cwd, 'runner'));
    writeFiles(cwd, { 'runner/summary': '' });
    const plainRun = await run([process.execPath, executable(), ...args], cwd, env);
    const onRunner = await run([process.execPath, executable(), ...args], cwd, {
      ...env,
      GITHUB_STEP_SUMMARY: 'runner/summary',
    });
    expect(onRunner.stdout).toBe(plainRun.stdout);
    expect(readFileSync(join(cwd, 'runner/summary'), 'utf8')).toContain('### dfopt');
  });
});
