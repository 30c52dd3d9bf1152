/** Toolchains of a few lines: what another one takes, with nothing changed outside its own folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runtimeStageOf, splitWith } from '../helpers/split-with.ts';
import { ruby } from '../toys/ruby.ts';
import { swift } from '../toys/swift.ts';

const lines = (name: string): number =>
  readFileSync(join(import.meta.dirname, '..', 'toys', name), 'utf8').split('\n').length - 1;

it('they are small', () => {
  expect(lines('swift.ts')).toBeLessThanOrEqual(60);
  expect(lines('ruby.ts')).toBeLessThanOrEqual(80);
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
  Gemfile: '# start: ruby dist/server.rb\n',
  'Gemfile.lock': '\n',
  Rakefile: '\n',
  'tasks/build.rake': 'build\n',
  'views/page.html': '<p>\n',
};
const dockerfile = (start: string): string =>
  `FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nRUN bundle install\nRUN bundle exec build\nCMD ${start}\n`;

it.each(['["ruby", "dist/server.rb"]', '["bundle", "start"]'])('a ruby project that starts %s', (start) => {
  const outcome = splitWith(ruby, dockerfile(start), project);
  const text = runtimeStageOf(outcome);
  expect(text).toMatch(/^FROM ruby:3\.3-slim\n/);
  for (const path of ['/app/dist', '/app/vendor', '/app/Gemfile', '/app/views']) {
    expect(text).toContain(path);
  }
  for (const path of ['/app/tasks', 'Rakefile', 'Gemfile.lock']) expect(text).not.toContain(path);
  expect(text).toContain(`CMD ${start}\n`);
});

it('what only developing starts is refused', () => {
  expect(runtimeStageOf(splitWith(ruby, dockerfile('["rerun", "dist/server.rb"]'), project))).toBe(
    'refused toolchain-at-start: the container runs rerun',
  );
  expect(runtimeStageOf(splitWith(swift, 'FROM swift\nCOPY . /src\nCMD ["swift", "run"]\n'))).toMatch(
    /^refused toolchain-at-start/,
  );
});
