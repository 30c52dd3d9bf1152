/** What files are called in reports, and which are Dockerfiles by their names. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerfileName } from '../../src/batch/dockerfile-names.ts';
import { resolveInputs } from '../../src/batch/inputs.ts';
import { runBatch } from '../../src/batch/run.ts';
import { evidencePlace, relativeNames, withEvidenceFrom } from '../../src/report/paths.ts';
import type { Outcome } from '../../src/rule/types.ts';
import { folder } from './folder.ts';

/** The names of what is found, as the user can name them and as products do. */
async function named(cwd: string, ...paths: readonly string[]): Promise<readonly (readonly string[])[]> {
  const { inputs } = await resolveInputs(paths, { cwd, exclude: [] });
  const nameOf = relativeNames({ files: inputs });
  return inputs.map((input) => [input.root, input.path, nameOf(input)]);
}

function repositories(): string {
  const root = folder({
    'repos/one/api/Dockerfile': 'FROM scratch\n',
    'repos/two words/Dockerfile': 'FROM scratch\n',
  });
  for (const each of ['repos/one', 'repos/two words']) {
    execFileSync('git', ['init', '-q'], { cwd: join(root, each) });
  }
  return root;
}

describe('names of files', () => {
  const one = ['api/Dockerfile', 'api/Dockerfile'] as const;

  it('are relative to the repository, from its top, from below and from outside', async () => {
    const root = repositories();
    expect(await named(join(root, 'repos/one'))).toEqual([['', ...one]]);
    expect(await named(join(root, 'repos/one'), 'api')).toEqual([['', ...one]]);
    expect(await named(join(root, 'repos/one/api'))).toEqual([['..', ...one]]);
    expect(await named(join(root, 'repos/one/api'), 'Dockerfile')).toEqual([['..', ...one]]);
    expect(await named(root, 'repos/one')).toEqual([['repos/one', ...one]]);
    expect(await named(root, 'repos/one/api/Dockerfile')).toEqual([['repos/one', ...one]]);
    expect(await named(root, join(root, 'repos/one/api'))).toEqual([[join(root, 'repos/one'), ...one]]);
  });

  it('are relative to the working directory where there are several repositories', async () => {
    const root = repositories();
    const both = [
      ['repos/one', 'api/Dockerfile', 'repos/one/api/Dockerfile'],
      ['repos/two words', 'Dockerfile', 'repos/two words/Dockerfile'],
    ];
    expect(await named(root)).toEqual(both);
    expect(await named(root, 'repos')).toEqual(both);
    expect(await named(root, 'repos/*')).toEqual(both);
  });

  it('lead out of the working directory where a repository lies outside of it', async () => {
    const root = repositories();
    expect(await named(join(root, 'repos/one'), '.', '../two words')).toEqual([
      ['', 'api/Dockerfile', 'api/Dockerfile'],
      ['../two words', 'Dockerfile', '../two words/Dockerfile'],
    ]);
  });
});

describe('places in other files', () => {
  const refused: Outcome = {
    outcome: 'refused',
    code: 'no-program',
    message: 'm',
    advice: 'a',
    evidence: { file: '../compose.yaml', line: 7, text: '' },
  };

  it('are named from the root, and with it', () => {
    const outcome = withEvidenceFrom('services/api', refused);
    expect(outcome).toMatchObject({ evidence: { file: 'services/compose.yaml', line: 7 } });
    expect(evidencePlace({ root: '../repo' }, { file: 'services/compose.yaml', line: 7, text: '' })).toBe(
      '../repo/services/compose.yaml:7',
    );
  });
});

describe('what is a Dockerfile', () => {
  it.each([
    ['Dockerfile', 'dockerfile'],
    ['Dockerfile-prod', 'dockerfile'],
    ['Dockerfile_prod', 'dockerfile'],
    ['prod.Containerfile', 'dockerfile'],
    ['api.Dockerfile.dev', 'dockerfile'],
    ['Dockerfile.tmpl', 'template'],
    ['Dockerfile.prod.j2', 'template'],
    ['dockerfile.go', 'doubtful'],
    ['dockerfile_test.go', 'doubtful'],
    ['Dockerfile.bak', undefined],
    ['Dockerfile.orig', undefined],
    ['Dockerfile.dockerignore', undefined],
    ['Dockerfile~', undefined],
    ['Dockerfiles', undefined],
    ['MyDockerfile', undefined],
  ])('%s: %s', (name, kind) => {
    expect(dockerfileName(name)).toBe(kind);
  });

  it('is told by the text where the name leaves a doubt', async () => {
    const cwd = folder({
      'Dockerfile.go': 'ARG GO=1.24\nFROM golang:${GO}\n',
      'dockerfile.ts': "import { parse } from './parse.ts';\n",
      'Dockerfile.j2': 'FROM {{ base }}\n{% if x %}\nRUN a\n{% endif %}\n',
    });
    const { inputs } = await resolveInputs([], { cwd, exclude: [] });
    const done = await runBatch(inputs, {
      optionsFor: async () => ({ kind: 'options', options: {} }),
      context: undefined,
      baseline: undefined,
      verify: undefined,
      write: false,
      followLinks: false,
      jobs: 1,
    });
    expect(done.map(({ report }) => [report.path, report.outcome.outcome, report.outcome.code])).toEqual([
      ['Dockerfile.go', 'refused', expect.any(String)],
      ['Dockerfile.j2', 'unchanged', 'template'],
      ['dockerfile.ts', 'unchanged', 'not-a-dockerfile'],
    ]);
  });
});
