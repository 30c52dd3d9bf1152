/** Files that have the image's name in them and that no reader follows to the end. */
import { expect, test } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';

const named = 'image:\n\tdocker build -t corp/shop:1 .\n';

function usesIn(files: Readonly<Record<string, string>>): readonly string[] {
  const { consumers = [] } = memoryContext({ Dockerfile: 'FROM scratch\n', Makefile: named, ...files });
  return consumers
    .filter(({ unread = [] }) => unread.length > 0)
    .map(({ file, line, unread = [] }) => `${file}:${String(line)} ${unread.map(({ text }) => text).join()}`);
}

const unknown = (name: string): string => `what ${name} does with the image is not known`;

test.each<[string, string, number]>([
  ['Rakefile', 'task :t do\n  sh "docker run --rm corp/shop:1 sh -c ls"\nend\n', 2],
  ['test/image.bats', '@test "x" {\n  run docker run corp/shop:1 sh -c ls\n}\n', 2],
  ['mise.toml', '[tasks.t]\nrun = "docker run corp/shop:1 sh"\n', 2],
  ['main.nf', 'process a {\n  container "corp/shop:1"\n}\n', 2],
  ['Snakefile', 'rule a:\n    container: "docker://corp/shop:1"\n', 2],
  ['infra/index.ts', 'new Job({ image: "registry.example/x" });\nrun({ image: "corp/shop:2" });\n', 2],
  ['dags/etl.py', 'Operator(\n    image="corp/shop:1",\n)\n', 2],
  ['crontab', '0 * * * * root docker run corp/shop:1 report\n', 1],
  [
    '.semaphore/semaphore.yml',
    'agent:\n  containers:\n    - image: corp/shop:1\ntask:\n  commands: [ls]\n',
    3,
  ],
  [
    '.pre-commit-config.yaml',
    'hooks:\n  - language: docker_image\n    entry: --entrypoint sh corp/shop:1\n',
    3,
  ],
])('%s', (file, text, line) => {
  expect(usesIn({ [file]: text })).toEqual([
    `${file}:${String(line)} ${unknown(file.slice(file.lastIndexOf('/') + 1))}`,
  ]);
});

test.each<[string, string]>([
  ['README.md', 'Run `docker run corp/shop:1`.\n'],
  ['main.go', 'package main\n\nimport "corp/shop"\n'],
  ['go.mod', 'module github.com/corp/shop\n'],
  ['config.toml', 'url = "http://shop:8080/corp/shop"\n'],
  ['package.json', '{ "name": "shop", "repository": "corp/shop" }\n'],
  ['notes.rb', '# docker run corp/shop:1 sh\n'],
  ['other.rb', 'sh "docker run corp/shopping:1 sh"\n'],
  ['chart/values.yaml', 'image: { repository: corp/shop, tag: "1" }\n'],
  [
    'deploy.yaml',
    'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - { name: a, image: "corp/shop:1" }\n',
  ],
])('is no use: %s', (file, text) => {
  expect(usesIn({ [file]: text })).toEqual([]);
});

function inScript(line: string): readonly string[] {
  return usesIn({ 'ci/run.sh': `#!/bin/bash\n${line}\n` });
}

test('scripts: what is built, pushed, signed or kept in a variable, and what else is given the name', () => {
  expect(inScript('docker push corp/shop:1 && cosign sign corp/shop:1')).toEqual([]);
  expect(inScript('IMAGE=corp/shop:1\necho "corp/shop:1 is made"')).toEqual([]);
  expect(inScript('docker run --rm corp/shop:1 report --all')).toEqual([]);
  expect(inScript('gcloud run jobs deploy j --image corp/shop:1 --command sh')).toEqual([
    `ci/run.sh:2 ${unknown('run.sh')}`,
  ]);
  expect(inScript('cmd=(docker run corp/shop:1)\n"${cmd[@]}" sh -c ls')).toEqual([
    `ci/run.sh:2 ${unknown('run.sh')}`,
  ]);
  expect(inScript('IMAGE=${IMAGE:-corp/shop:1}\nrun() { docker run "$IMAGE" "$@"; }\nrun sh')).toMatchObject([
    expect.stringMatching(/^ci\/run\.sh:3 command/),
  ]);
});

const services = (most: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: most }, (_, number) => [`s${String(number)}/x.py`, 'x = 1\n']));

test('a repository that is too large to look for the name everywhere', () => {
  expect(usesIn(services(900))).toEqual([]);
  expect(usesIn(services(1100))).toEqual([
    'Makefile:2 it has more than 1000 directories or 2000 files that may name the image',
  ]);
  const files = Array.from({ length: 2100 }, (_, number) => [`s/${String(number)}.py`, 'x = 1\n']);
  expect(usesIn(Object.fromEntries(files))).toEqual(usesIn(services(1100)));
  // Nothing is looked for where the image has no name.
  expect(usesIn({ ...services(1100), Makefile: 'image:\n\tdocker build .\n' })).toEqual([]);
});

test('what lies far behind the usual places', () => {
  const others = Object.fromEntries(
    Array.from({ length: 700 }, (_, number) => [`a${String(number)}/x.py`, 'x = 1\n']),
  );
  expect(usesIn({ ...others, 'zone/Rakefile': 'sh "docker run corp/shop:1 ls"\n' })).toEqual([
    `zone/Rakefile:1 ${unknown('Rakefile')}`,
  ]);
});
