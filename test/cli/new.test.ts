/** `npm run new`: what it makes, in a copy of the project, passes what everything here has to pass. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '..', '..');
const leftOut = new Set(['.git', 'node_modules', 'dist', 'coverage']);
const root = mkdtempSync(join(tmpdir(), 'dfopt-new-'));

beforeAll(() => {
  for (const name of readdirSync(project)) {
    if (!leftOut.has(name))
      cpSync(join(project, name), join(root, name), { recursive: true, verbatimSymlinks: true });
  }
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
}, 120_000);
// The fixtures are thousands of small files, which a busy machine takes its time to copy and to remove.
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
}, 120_000);

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

function run(command: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

function begin(...words: readonly string[]): Ran {
  return run(process.execPath, '--import', 'tsx', 'tools/new.ts', ...words);
}

const fine: Ran = { status: 0, output: expect.any(String) };

describe('a name', () => {
  it.each([
    [['rule'], 'say what to begin'],
    [['recipe', 'cake'], 'say what to begin'],
    [['rule', 'one', 'two'], 'say what to begin'],
    [['rule', 'Upper'], 'lower-case letters'],
    [['rule', 'two--dashes'], 'lower-case letters'],
    [['rule', '../outside'], 'lower-case letters'],
    [['rule', '1st'], 'lower-case letters'],
    [['rule', 'x'.repeat(31)], 'longer than 30'],
    [['toolchain', 'golang'], 'there is a folder rules/golang'],
    [['rule', 'new'], 'a word of the language'],
    [['rule', 'a-new-name'], 'stands for the name'],
  ])('is looked at: %j', (words, why) => {
    const index = readFileSync(join(root, 'rules', 'index.ts'), 'utf8');
    expect(begin(...words)).toEqual({ status: 2, output: expect.stringContaining(why) });
    expect(readFileSync(join(root, 'rules', 'index.ts'), 'utf8')).toBe(index);
  });
});

describe('a rule and a toolchain that are begun', { timeout: 300_000 }, () => {
  it('are made, with two fixtures each', () => {
    expect(begin('rule', 'zealous-checks-of-longer-names')).toEqual(fine);
    expect(begin('toolchain', 'a1')).toEqual(fine);
    for (const name of ['zealous-checks-of-longer-names', 'a1']) {
      expect(existsSync(join(root, 'rules', name, 'README.md'))).toBe(true);
      expect(readdirSync(join(root, 'fixtures', name)).sort()).toEqual(['hit', 'near-miss']);
    }
    const index = readFileSync(join(root, 'rules', 'index.ts'), 'utf8');
    expect(index).toContain("import { a1 } from './a1/index.ts';\n");
    expect(index).toMatch(/toolchains: readonly .* = \[\s*golang,[^\]]*\ba1,?\s*\]/);
    expect(index).toMatch(/\bzealousChecksOfLongerNames,?\s*\]/);
  });

  it('are not begun again', () => {
    expect(begin('rule', 'a1')).toMatchObject({ status: 2 });
  });

  it('pass the types', () => {
    expect(run(process.execPath, join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit')).toEqual(fine);
  });

  it('pass the lint', () => {
    expect(run('npx', 'oxlint', '--deny-warnings')).toEqual(fine);
    expect(run('npx', 'prettier', '--check', 'rules')).toEqual(fine);
  });

  it('pass the tests', () => {
    const tests = ['test/fixtures.test.ts', 'test/rules-pages.test.ts', 'test/codes.test.ts'];
    const { status, output } = run('npx', 'vitest', 'run', '--no-color', ...tests);
    expect([status, output]).toEqual([0, expect.stringMatching(/Tests .*passed/)]);
    expect(output).not.toContain('failed');
  });
});

/** Files below the folders that hold code, by their paths. */
function filesOf(directory: string): ReadonlyMap<string, string> {
  const paths = ['src', 'rules', 'tools', 'test'].flatMap((folder) =>
    readdirSync(join(directory, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  );
  return new Map(
    paths.flatMap((path) => {
      const place = join(directory, path);
      return statSync(place).isFile() ? [[path, readFileSync(place, 'utf8')]] : [];
    }),
  );
}

/** Migrates files with all the rules of the copy, as the library does. */
function migrated(...files: readonly { readonly text: string; readonly context: object }[]): unknown {
  const script = join(root, 'migrate-files.ts');
  writeFileSync(
    script,
    "import { memoryContext } from './src/context/memory.ts';\n" +
      "import { migrate } from './src/index.ts';\n" +
      `const files = ${JSON.stringify(files)};\n` +
      'const outcomes = files.map(({ text, context }) =>\n' +
      '  migrate(text, { context: memoryContext({ ...context, Dockerfile: text }) }),\n' +
      ');\n' +
      'console.log(JSON.stringify(outcomes));\n',
  );
  const { status, output } = run(process.execPath, '--import', 'tsx', script);
  rmSync(script);
  return status === 0 ? JSON.parse(output) : output;
}

/** The text that names all rules. */
const indexOf = (files: ReadonlyMap<string, string>): string => files.get('rules/index.ts') ?? '';

describe('the toys', { timeout: 300_000 }, () => {
  it('start from what is begun, and take nothing outside their folders but the line in the index', () => {
    const before = filesOf(root);
    for (const name of ['ruby', 'swift']) {
      expect(begin('toolchain', name)).toEqual(fine);
      // A toolchain that is small stands in one file.
      cpSync(join(root, 'test', 'toys', `${name}.ts`), join(root, 'rules', name, 'index.ts'));
    }
    const after = filesOf(root);
    const touched = [...after.keys()].filter((path) => after.get(path) !== before.get(path));
    expect(touched.filter((path) => !/^rules\/(ruby|swift)\//.test(path))).toEqual(['rules/index.ts']);
    // The list may take several lines once it is long.
    const list = /(?<=^export const toolchains: .* = )\[[^\]]*\];$/m;
    const namesIn = (text: string): readonly string[] => list.exec(text)?.[0].match(/\w+/g) ?? [];
    expect(namesIn(indexOf(after))).toEqual([...namesIn(indexOf(before)), 'ruby', 'swift']);
    const lines = new Set(indexOf(before).replace(list, '').split('\n'));
    const added = indexOf(after).replace(list, '').split('\n');
    expect(added.filter((line) => !lines.has(line))).toEqual([
      "import { ruby } from './ruby/index.ts';",
      "import { swift } from './swift/index.ts';",
    ]);
  });

  it('split a project each', () => {
    const swift =
      'FROM swift:5.10\nWORKDIR /src\nCOPY . .\nRUN swift build -c release\nCMD ["/src/.build/release/greet"]\n';
    const ruby =
      'FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nRUN bundle install\nRUN bundle exec build\nCMD ["ruby", "dist/server.rb"]\n';
    expect(
      migrated(
        {
          text: swift,
          context: {
            'Package.swift': '.executableTarget(name: "greet")\n',
            'Sources/main.swift': 'print()\n',
          },
        },
        { text: ruby, context: { Gemfile: '\n', 'tasks/build.rake': 'build\n' } },
      ),
    ).toMatchObject([
      {
        outcome: 'migrated',
        text: expect.stringMatching(
          /\nFROM gcr\.io\/distroless\/cc-debian12\nCOPY --from=\S+ \/src\/\.build\/release\/greet /,
        ),
      },
      {
        outcome: 'migrated',
        text: expect.stringMatching(/\nFROM ruby:3\.3-slim\n[^]*COPY --from=\S+ \/app\/vendor /),
      },
    ]);
  });
});
