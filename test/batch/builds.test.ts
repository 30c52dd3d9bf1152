import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namedContextRoot } from '../../src/batch/context-root.ts';
import { resolveInputs } from '../../src/batch/inputs.ts';
import { buildsIn } from '../../src/context/builds.ts';
import { describesBuilds } from '../../src/context/consumers/build-file-names.ts';
import { dfopt } from '../cli/dfopt.ts';
import { folder } from './folder.ts';

const compose = `services:
  api:
    build:
      context: .
      dockerfile: docker/api.Dockerfile
  worker:
    build: ./worker
  cache:
    image: redis:7
  inline:
    build:
      dockerfile_inline: FROM scratch
`;
const bake = `target "base" {
  context = "."
}
target "tool" {
  inherits = ["base"]
  dockerfile = "docker/tool.Dockerfile"
}
target "remote" {
  context = "https://git.example.com/app.git"
}
`;

function dockerfile(directory: string): string {
  return join(directory, 'docker', 'Dockerfile');
}

/** A compose file with one build. */
function building(context: string, file: string): string {
  return `services:\n  x:\n    build:\n      context: ${context}\n      dockerfile: ${file}\n`;
}

/** A program that reads this file when it runs. */
function reading(name: string): string {
  return `package main\n\nimport "os"\n\nfunc main() { os.ReadFile("${name}") }\n`;
}

/** Inputs by their path: what kind of input, and with which context below the directory. */
async function inputsOf(cwd: string, ...names: readonly string[]) {
  const { inputs, empty } = await resolveInputs(names, { cwd, exclude: [] });
  const told = inputs.map(({ path, state, context }) => [
    path,
    state.kind === 'failure' ? state.failure.code : state.kind,
    context?.directory.slice(cwd.length),
    context?.evidence[0],
  ]);
  return { told, empty };
}

describe('a compose or bake file that is named', () => {
  it.each([
    ['compose.yaml', true],
    ['a/docker-compose.prod.yml', true],
    ['docker-bake.hcl', true],
    ['docker-bake.override.json', true],
    ['docker-composer.yml', false],
    ['Dockerfile', false],
  ])('is known by its name: %s', (name, expected) => {
    expect(describesBuilds(name)).toBe(expected);
  });

  it('stands for the Dockerfiles that it builds, each with its context', async () => {
    const cwd = folder({
      'compose.yaml': compose,
      'docker/api.Dockerfile': 'FROM scratch\n',
      'worker/Dockerfile': 'FROM scratch\n',
      Dockerfile: 'FROM scratch\n',
    });
    expect((await inputsOf(cwd, 'compose.yaml')).told).toEqual([
      ['docker/api.Dockerfile', 'file', '', 'compose.yaml:3'],
      ['worker/Dockerfile', 'file', '/worker', 'compose.yaml:7'],
    ]);
  });

  it('may be a bake file, with what targets inherit; other places than this are left out', async () => {
    const cwd = folder({
      'docker-bake.hcl': bake,
      'docker/tool.Dockerfile': 'FROM scratch\n',
      Dockerfile: 'FROM scratch\n',
    });
    expect((await inputsOf(cwd, 'docker-bake.hcl')).told).toEqual([
      ['Dockerfile', 'file', '', 'docker-bake.hcl:1'],
      ['docker/tool.Dockerfile', 'file', '', 'docker-bake.hcl:4'],
    ]);
  });

  it('fails for a Dockerfile that is not there, and says so when it builds none', async () => {
    const cwd = folder({ 'compose.yaml': compose, 'a/compose.yml': 'services:\n  x:\n    image: redis\n' });
    expect((await inputsOf(cwd, 'compose.yaml')).told.map(([path, kind]) => [path, kind])).toEqual([
      ['docker/api.Dockerfile', 'not-found'],
      ['worker/Dockerfile', 'not-found'],
    ]);
    expect(await inputsOf(cwd, 'a/compose.yml')).toEqual({ told: [], empty: ['a/compose.yml'] });
  });

  it('never leads out of the directory', async () => {
    const outside = folder({ Dockerfile: 'FROM scratch\n' });
    const cwd = folder({
      'compose.yaml': `services:\n  a:\n    build: ../..\n  b:\n    build: ${outside}\n`,
    });
    expect((await inputsOf(cwd, 'compose.yaml')).told).toEqual([]);
  });

  it('has its builds migrated with the context it says', async () => {
    // Only with the context that is said are the sources found: what is copied is in both directories.
    const cwd = folder({
      'compose.yaml':
        'services:\n  api:\n    build:\n      context: ctx\n      dockerfile: ../docker/Dockerfile\n',
      'docker/Dockerfile':
        'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o /bin/api .\nCMD ["/bin/api"]\n',
      'docker/go.mod': 'module example.com/wrong\n\ngo 1.22\n',
      'docker/main.go': reading('wrong.txt'),
      'ctx/go.mod': 'module example.com/right\n\ngo 1.22\n',
      'ctx/main.go': reading('right.txt'),
      'ctx/right.txt': '',
    });
    for (const name of ['compose.yaml', 'docker/Dockerfile', '.']) {
      const { stdout, stderr, status } = await dfopt(['migrate', name], { cwd });
      expect(status).toBe(0);
      expect(stdout).toContain('right.txt');
      expect(stderr).toContain('build context: ctx, because compose.yaml:3 says so');
    }
    expect(readFileSync(join(cwd, 'compose.yaml'), 'utf8')).toContain('ctx');
  });
});

describe('the context that other files say', () => {
  it('is taken from beside the Dockerfile and from above it, where they agree', () => {
    const cwd = folder({
      'docker/Dockerfile': '',
      'docker/compose.yaml': building('..', 'docker/Dockerfile'),
      'compose.yaml': building('.', 'docker/Dockerfile'),
    });
    expect(namedContextRoot(dockerfile(cwd), cwd)).toEqual({
      directory: cwd,
      by: 'build-file',
      evidence: ['compose.yaml:3'],
    });
  });

  it('is not known where they disagree, or say nothing about this Dockerfile', () => {
    const cwd = folder({
      'docker/Dockerfile': '',
      'docker/compose.yaml': building('.', 'Dockerfile'),
      'compose.yaml': building('.', 'docker/Dockerfile'),
    });
    expect(namedContextRoot(dockerfile(cwd), cwd)).toBeUndefined();
    const silent = folder({ 'docker/Dockerfile': '', 'compose.yaml': building('.', 'other/Dockerfile') });
    expect(namedContextRoot(dockerfile(silent), silent)).toBeUndefined();
  });
});

it.each([
  [
    'the context has nothing of it, another directory has',
    'COPY go.mod main.go ./',
    'because go.mod, main.go lie there',
  ],
  ['it lies nowhere', 'COPY missing ./', 'because compose.yaml:3 says so'],
  ['all is copied, and there is nothing', 'COPY . .', 'because go.mod lies there'],
])('what a compose file says is held against what is copied: %s', async (_, copy, because) => {
  const cwd = folder({
    'deploy/Dockerfile': `FROM golang:1.24\nWORKDIR /src\n${copy}\nRUN go build -o /app .\nCMD ["/app"]\n`,
    'deploy/compose.yaml': building('.', 'Dockerfile'),
    'go.mod': 'module example.com/app\n\ngo 1.24\n',
    'main.go': 'package main\n\nfunc main() {}\n',
  });
  const { stderr } = await dfopt(['migrate', 'deploy/Dockerfile'], { cwd });
  expect(stderr).toContain(because);
});

it('has nothing to say about a file that is no such file or too large', () => {
  const large = `services:\n  a:\n    build: .\n${'#'.repeat(300_000)}`;
  const tree = {
    entry: (path: string) =>
      path === 'compose.yaml'
        ? ({ kind: 'file', executable: false, size: large.length } as const)
        : undefined,
    names: () => ['compose.yaml'],
    text: () => large,
  };
  expect(buildsIn(tree, 'compose.yaml')).toEqual([]);
  expect(buildsIn(tree, 'missing.yaml')).toEqual([]);
});
