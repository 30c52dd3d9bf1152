/** The rules' pages are true: their examples give the outcomes they stand under, and every code has a section. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/index.ts';
import { refusals } from '../../src/toolchain/refusals.ts';
import { describeCode } from '../../src/cli/codes.ts';

interface Example {
  readonly page: string;
  readonly code: string;
  readonly dockerfile: string;
  readonly expected: string | undefined;
}

const root = join(import.meta.dirname, '..', '..', 'rules');
const pages = [
  'README.md',
  ...readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && readdirSync(join(root, entry.name)).includes('README.md')
      ? [join(entry.name, 'README.md')]
      : [],
  ),
];

function examplesOf(page: string): readonly Example[] {
  const examples: Example[] = [];
  let code = 'split';
  const lines = readFileSync(join(root, page), 'utf8').split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    code = /^### `([a-z0-9-]+)`$/.exec(line)?.[1] ?? code;
    if (!line.startsWith('```dockerfile')) continue;
    const end = lines.indexOf('```', index + 1);
    const text = `${lines.slice(index + 1, end).join('\n')}\n`;
    const last = examples.at(-1);
    if (line === '```dockerfile expected' && last !== undefined)
      examples[examples.length - 1] = { ...last, expected: text };
    else if (line === '```dockerfile') examples.push({ page, code, dockerfile: text, expected: undefined });
    index = end;
  }
  return examples;
}

const withExamples = pages.flatMap((page) => {
  const examples = examplesOf(page);
  return examples.length === 0 ? [] : [[page, examples] as const];
});

describe.each(withExamples)('%s', (_page, examples) => {
  it.each(examples.map((example, index) => [`${example.code} (${index + 1})`, example] as const))(
    '%s',
    (_name, example) => {
      const outcome = migrate(example.dockerfile);
      expect(outcome.code).toBe(example.code);
      if (example.expected !== undefined) {
        expect(outcome.outcome === 'migrated' ? outcome.text : outcome.message).toBe(example.expected);
      }
    },
  );
});

describe('every refusal has a page', () => {
  const codes = Object.values(refusals).map((make) => {
    const refusal = Reflect.apply(make, undefined, [[''], [''], undefined]);
    return refusal.code;
  });
  it.each([...new Set(codes)])('%s', (code) => {
    expect(describeCode(code)?.text).toMatch(/What to do: /);
  });
});
