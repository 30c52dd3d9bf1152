/** Toolchains of a few lines: what another one takes, with nothing changed outside its own folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runtimeStageOf, splitWith } from '../helpers/split-with.ts';
import { node } from '../toys/node.ts';
import { swift } from '../toys/swift.ts';

const lines = (name: string): number =>
  readFileSync(join(import.meta.dirname, '..', 'toys', name), 'utf8').split('\n').length - 1;

it('they are small', () => {
  expect(lines('swift.ts')).toBeLessThanOrEqual(60);
  expect(lines('node.ts')).toBeLessThanOrEqual(80);
});

it('a swift project goes to the smallest base with its libraries', () => {
  const outcome = splitWith(
    swift,
    'FROM swift:5.10\nWORKDIR /src\nCOPY . .\nRUN swift build -c release\nCMD ["/src/.build/release/greet"]\n',
    { 'Package.swift': '.executableTarget(name: "greet")\n', 'Sources/main.swift': 'print()\n' },
  );
  expect(outcome).toMatchObject({ outcome: 'migrated', confidence: 'proven' });
  expect(runtimeStageOf(outcome)).toBe(
    'FROM gcr.io/distroless/cc-debian12\n' +
      'COPY --from=build /src/.build/release/greet /src/.build/release/greet\n' +
      'CMD ["/src/.build/release/greet"]\n',
  );
  expect(outcome).toHaveProperty('summary.whyNotSmaller', expect.stringContaining('libgcc_s.so.1'));
});

const project = {
  'package.json': '{ "scripts": { "build": "tsc", "start": "node dist/server.js" } }\n',
  'package-lock.json': '{}\n',
  'tsconfig.json': '{}\n',
  'src/server.ts': 'serve();\n',
  'views/page.html': '<p>\n',
};
const dockerfile = (start: string): string =>
  `FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ${start}\n`;

it.each(['["node", "dist/server.js"]', '["npm", "start"]'])('a node project that starts %s', (start) => {
  const outcome = splitWith(node, dockerfile(start), project);
  const text = runtimeStageOf(outcome);
  expect(text).toMatch(/^FROM node:20-slim\n/);
  for (const path of ['/app/dist', '/app/node_modules', '/app/package.json', '/app/views']) {
    expect(text).toContain(path);
  }
  for (const path of ['/app/src', 'tsconfig.json', 'package-lock.json']) expect(text).not.toContain(path);
  expect(text).toContain(`CMD ${start}\n`);
});

it('what only developing starts is refused', () => {
  expect(runtimeStageOf(splitWith(node, dockerfile('["npx", "nodemon"]'), project))).toBe(
    'refused toolchain-at-start: the container runs npx',
  );
  expect(runtimeStageOf(splitWith(swift, 'FROM swift\nCOPY . /src\nCMD ["swift", "run"]\n'))).toMatch(
    /^refused toolchain-at-start/,
  );
});
