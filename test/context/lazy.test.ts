import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';

const loaded = (): boolean =>
  Object.keys(createRequire(import.meta.url).cache).some((path) => /[\\/]yaml[\\/]/.test(path));

test('the YAML parser is loaded for a file that needs it, and for no other', () => {
  const files = {
    Dockerfile: 'FROM scratch\n',
    Makefile: 'image:\n\tdocker build -t app .\n',
    'docker-bake.hcl': 'target "app" {}\n',
    '.github/workflows/test.yml': 'jobs: { test: { steps: [{ run: make }] } }\n',
    'deploy/values.yaml': 'replicas: 1\n',
    'compose.yaml': 'name: nothing\n',
  };
  expect(memoryContext(files).consumers).toHaveLength(2);
  expect(loaded()).toBe(false);
  const compose = 'services:\n  web: { build: . }\n';
  expect(memoryContext({ ...files, 'compose.yaml': compose }).consumers).toHaveLength(3);
  expect(loaded()).toBe(true);
});
