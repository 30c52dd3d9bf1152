import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recipeOf } from '../../src/context/makefile/recipe.ts';
import { memoryContext } from '../../src/context/memory.ts';

const names = [
  'compose.yaml',
  '.env',
  'docker-bake.hcl',
  'docker-bake.json',
  'skaffold.yaml',
  'k8s/app.yaml',
  'charts/app/templates/a.yaml',
  'k8s/kustomization.yaml',
  '.github/workflows/ci.yml',
  '.gitlab-ci.yml',
  'Jenkinsfile',
  'Makefile',
  'scripts/run.sh',
  '.devcontainer/devcontainer.json',
  '.dockerignore',
];

const words = [
  'services:',
  'target',
  'containers:',
  'image:',
  'build:',
  'docker build -t a .',
  'docker run a',
  "sh '",
  'newName',
  'artifacts',
  'dockerFile',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '$',
  '(',
  ')',
  '${',
  '{{',
  '}}',
  '\n',
  '\t',
  ' ',
  ':',
  '-',
  '=',
  '\\',
  '#',
  '/*',
  '*/',
  '<<A',
  '&a',
  '*a',
  '|',
  ',',
  '%',
  'define',
  'endef',
  'ifeq',
  'endif',
];

test('no text of any file makes an exception', () => {
  const text = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (content) => {
      const files = Object.fromEntries(names.map((name) => [name, content]));
      const context = memoryContext({ Dockerfile: 'FROM scratch\n', ...files });
      return Array.isArray(context.consumers) && context.list('') !== undefined;
    }),
    { numRuns: 100 },
  );
});

describe('a file made to be slow is not', () => {
  const size = 100 * 1024;
  const fill = (piece: string): string => piece.repeat(Math.floor(size / piece.length));
  test.each<[name: string, content: string]>([
    ['compose.yaml', `services:\n${fill('\n')}`],
    ['compose.yaml', `services:\n  a: { build: "${fill('${a:-')}" }\n`],
    ['compose.yaml', fill('\n')],
    ['.env', `A=${fill(' ')}x`],
    ['docker-bake.hcl', `target "a" {\n${fill('<<A\n')}`],
    ['docker-bake.hcl', `target ${fill('/*')}`],
    ['docker-bake.hcl', `target = ${fill('[')}`],
    ['.devcontainer/devcontainer.json', `dockerFile ${fill('/*')}`],
    ['Jenkinsfile', fill("sh '''")],
    ['Jenkinsfile', fill('/*')],
    ['k8s/app.yaml', `containers:\n${fill('{{')}`],
    ['k8s/app.yaml', `containers:\n${fill(' ')}x`],
    ['fly.toml', `a = ${fill('[')}`],
    ['fly.toml', fill('[[a.b]]\n')],
    ['fly.toml', `a = ${fill('"""')}`],
    ['fly.toml', `${fill('a.')}`],
    ['deploy/x.nomad', `task { image ${fill('a {')}`],
    ['deploy/x.nomad', `task { image = "${fill('${')}`],
    ['Procfile', `web: ${fill(' ')}x`],
    ['app.json', fill('{"scripts":')],
    ['tests/test_a.py', `docker${fill(' a(')}`],
    ['tests/test_a.py', `docker${fill(' a([')}${fill('])')}`],
    ['tests/test_a.py', `docker ${fill("'".repeat(3))}`],
    ['a_test.go', `docker ${fill('a{')}`],
    ['a_test.go', `testcontainers ${fill('/*')}`],
    ['a.test.ts', `docker ${fill('a.')}`],
    ['a.test.ts', `docker ${fill('a<')}`],
    ['Tiltfile', fill('docker_build(')],
    ['chart/templates/a.yaml', `containers:\n${fill('{{ with .Values.a }}\n')}`],
    ['chart/templates/a.yaml', `containers:\n${fill('{{ toYaml . | nindent 9999999 }}\n')}`],
    ['Makefile', `docker:\n${fill(' ')}x`],
    ['Makefile', `docker:\n\t${fill('$(')}`],
    ['Makefile', `docker = ${fill('$(x')}\n`],
    ['Makefile', `docker ${fill('$(a')}=1`],
    ['scripts/run.sh', fill('docker build .\n')],
    ['.dockerignore', fill('**/a*\n').slice(0, 30_000)],
  ])(
    '%s, %#',
    (name, content) => {
      const context = memoryContext({
        Dockerfile: 'FROM scratch\n',
        'docker-compose.yml': 'services:\n  canary: { build: "." }\n',
        [name]: content,
      });
      // What grows with the square of the size would run into the time limit.
      expect(context.consumers).toContainEqual(
        expect.objectContaining({ file: 'docker-compose.yml', name: 'canary' }),
      );
      expect(context.list('')).toBeDefined();
    },
    10_000,
  );

  test('variables that hold each other twice', () => {
    const levels = Array.from({ length: 60 }, (_, level) => `V${level} = $(V${level + 1})$(V${level + 1})\n`);
    const { lines } = recipeOf(`${levels.join('')}a:\n\techo $(V0)\n`, {
      targets: [],
      variables: {},
      environment: {},
    });
    expect(lines).toHaveLength(1);
  });
});
