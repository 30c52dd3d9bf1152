import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configurationFinder, settingsFor } from '../../src/batch/config/find.ts';
import { configurationJsonSchema } from '../../src/batch/config/json-schema.ts';
import { parseConfiguration } from '../../src/batch/config/parse.ts';
import { folder } from './folder.ts';

const known = { rules: ['golang', 'node'], toolchains: ['golang', 'node'] };

/** The problems as `line:column message`. */
function problems(text: string, key: readonly string[] = []) {
  const result = parseConfiguration(text, known, key);
  return result.ok ? [] : result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('a configuration', () => {
  const everything = {
    confidence: 'proven',
    exclude: ['legacy/'],
    rules: { golang: true },
    bases: { 'distroless-static': 'registry.example.com/static:1' },
    toolchains: { golang: ['registry.example.com/go'] },
    overrides: [{ files: ['a/**'], confidence: 'possible', rules: { golang: false } }],
  };

  it('is read from JSON and from YAML alike', () => {
    const yaml = `confidence: proven # a comment
exclude: [legacy/]
rules: { golang: true }
bases:
  distroless-static: registry.example.com/static:1
toolchains:
  golang:
    - registry.example.com/go
overrides:
  - files: ["a/**"]
    confidence: possible
    rules: { golang: false }
`;
    const expected = { ok: true, configuration: everything };
    expect(parseConfiguration(JSON.stringify(everything), known)).toEqual(expected);
    expect(parseConfiguration(yaml, known)).toEqual(expected);
  });

  it.each(['', '\n# nothing decided yet\n', '{}'])('may say nothing (%j)', (text) => {
    expect(parseConfiguration(text, known)).toEqual({ ok: true, configuration: {} });
  });

  it.each([
    ['confidnce: likely\n', "1:1 'confidnce' is no setting; did you mean 'confidence'?"],
    [
      '\nconfidence: likly\n',
      "2:13 'confidence' is \"likly\", not one of 'proven', 'likely', 'possible'; did you mean 'likely'?",
    ],
    ['exclude: legacy\n', '1:10 \'exclude\' is "legacy", not a list; change it'],
    ['exclude:\n  - 1\n', "2:5 'exclude[0]' is 1, not a text; change it"],
    ['rules:\n  golang: on\n', '2:11 \'rules.golang\' is "on", not true or false; change it'],
    ['rules:\n  golnag: false\n', "2:3 'rules.golnag' is no setting; did you mean 'golang'?"],
    ['toolchains:\n  rust: []\n', "2:3 'toolchains.rust' is no setting; possible are golang, node"],
    [
      'bases:\n  distroles-static: x\n',
      "2:3 'bases.distroles-static' is no setting; did you mean 'distroless-static'?",
    ],
    ["bases:\n  alpine: ''\n", "2:11 'bases.alpine': it is empty; give a value"],
    ['bases:\n  alpine:\n    user: x\n', "3:5 'ref' is missing; add it"],
    [
      'bases:\n  alpine:\n    ref: x\n    usr: y\n',
      "4:5 'bases.alpine.usr' is no setting; did you mean 'user'?",
    ],
    [
      'baseSet:\n  name: distroles\n',
      "2:9 'baseSet.name' is \"distroles\", not one of 'debian', 'distroless', 'distroless-nonroot', 'chainguard', 'dhi', 'alpine'; did you mean 'distroless'?",
    ],
    ['overrides:\n  - confidence: proven\n', "2:5 'files' is missing; add it"],
    [
      'overrides:\n  - files: [a]\n    bases: {}\n',
      "3:5 'overrides[0].bases' is no setting; possible are files, confidence, rules",
    ],
    ['- a\n', '1:1 the configuration is no mapping; write settings as NAME: value'],
    ['{"exclude": ["a",]\n', /^2:1 .*; correct the syntax$/],
    ['rules: {golang: true}\nrules: {golang: false}\n', /^2:1 .*unique.*; correct the syntax$/],
    ['exclude: !!js/function "x"\n', /^1:10 .*; correct the syntax$/],
  ])('is refused with a place and advice: %j', (text, expected) => {
    const [first] = problems(text);
    if (typeof expected === 'string') expect(first).toBe(expected);
    else expect(first).toMatch(expected);
  });

  it('names every problem, in order', () => {
    expect(problems('a: 1\nconfidence: x\n').map((line) => line.slice(0, 4))).toEqual(['1:1 ', '2:13']);
  });

  it('is found at its place inside package.json', () => {
    const text = JSON.stringify({ name: 'x', dfopt: { confidence: 'sure' } }, undefined, 2);
    expect(problems(text, ['dfopt'])).toEqual([
      "4:19 'dfopt.confidence' is \"sure\", not one of 'proven', 'likely', 'possible'; change it".replace(
        'dfopt.',
        '',
      ),
    ]);
  });

  it('refuses a document that grows without bounds', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`,
    );
    expect(problems(`a0: &a0 [x]\n${levels.join('\n')}\n`).join('\n')).toMatch(/alias/);
  });
});

describe('the nearest configuration', () => {
  const finder = configurationFinder(known);

  it('wins, and nothing above the root counts', async () => {
    const root = folder({
      '.dfoptrc': 'confidence: proven\n',
      'repo/package.json': '{"dfopt": {"confidence": "possible"}}',
      'repo/a/package.json': '{"name": "no settings here"}',
      'repo/a/Dockerfile': '',
      'repo/b/.dfoptrc.json': '{"confidence": "proven"}',
      'repo/b/c/Dockerfile': '',
      'other/Dockerfile': '',
    });
    const nearest = async (path: string, top: string) => {
      const found = await finder.nearest(join(root, path), join(root, top));
      return found?.file.slice(root.length + 1);
    };
    expect(await nearest('repo/a/Dockerfile', 'repo')).toBe('repo/package.json');
    expect(await nearest('repo/b/c/Dockerfile', 'repo')).toBe('repo/b/.dfoptrc.json');
    expect(await nearest('other/Dockerfile', 'other')).toBeUndefined();
    expect(await nearest('other/Dockerfile', '')).toBe('.dfoptrc');
  });

  it('is looked for no further than the repository', async () => {
    const root = folder({ '.dfoptrc': '', 'repo/.git/HEAD': '', 'repo/a/Dockerfile': '' });
    expect(await finder.nearest(join(root, 'repo/a/Dockerfile'), root)).toBeUndefined();
  });

  it('is not read when it is no regular file', async () => {
    const root = folder({ '.dfoptrc/x': '', Dockerfile: '' });
    expect(await finder.nearest(join(root, 'Dockerfile'), root)).toMatchObject({
      ok: false,
      problems: [{ message: 'cannot read it: it is a directory; check the name' }],
    });
  });
});

describe('settings for a file', () => {
  const found = {
    ok: true as const,
    file: '/r/.dfoptrc',
    configuration: {
      confidence: 'proven' as const,
      rules: { golang: true, node: true },
      exclude: ['legacy/', '!legacy/keep'],
      overrides: [
        { files: ['services/'], confidence: 'possible' as const },
        { files: ['services/pay/*'], rules: { golang: false } },
      ],
    },
  };

  it('come from the configuration, later overrides first, else they are the defaults', () => {
    expect(settingsFor('/r/Dockerfile', found)).toMatchObject({
      confidence: { value: 'proven', from: '/r/.dfoptrc' },
      rules: { value: { golang: true, node: true } },
      bases: { value: undefined, from: undefined },
      excluded: false,
    });
    expect(settingsFor('/r/services/pay/Dockerfile', found)).toMatchObject({
      confidence: { value: 'possible' },
      rules: { value: { golang: false, node: true } },
    });
    expect(settingsFor('/r/Dockerfile', undefined)).toMatchObject({
      confidence: { value: 'likely', from: undefined },
      excluded: false,
    });
  });

  it('leave out what exclude says', () => {
    expect(settingsFor('/r/legacy/Dockerfile', found).excluded).toBe(true);
    expect(settingsFor('/r/legacy2/Dockerfile', found).excluded).toBe(false);
    // Elsewhere the patterns say nothing.
    expect(settingsFor('/elsewhere/legacy/Dockerfile', found).excluded).toBe(false);
  });
});

it('takes the number of a user as what it is in an image', () => {
  const read = parseConfiguration('bases:\n  alpine:\n    ref: x\n    user: 65532\n', known);
  expect(read).toMatchObject({ ok: true, configuration: { bases: { alpine: { user: '65532' } } } });
});

describe('the JSON schema', () => {
  const schema = configurationJsonSchema();

  it('knows the same settings as the check', () => {
    expect(schema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: {
        confidence: { enum: ['proven', 'likely', 'possible'] },
        exclude: { type: 'array', items: { type: 'string' } },
        rules: { type: 'object', additionalProperties: { type: 'boolean' } },
        bases: {
          propertyNames: { enum: expect.arrayContaining(['scratch', 'alpine']) },
          additionalProperties: {
            anyOf: [
              { type: 'string', minLength: 1 },
              { type: 'object', required: ['ref'], additionalProperties: false },
            ],
          },
        },
        overrides: { items: { required: ['files'], properties: { files: { minItems: 1 } } } },
      },
    });
  });

  it('describes every setting', () => {
    const { properties } = schema;
    for (const [name, setting] of Object.entries(properties ?? {})) {
      if (name !== 'overrides') expect(setting, name).toHaveProperty('description');
    }
  });
});
