/** Real Dockerfiles, where there are some: the environment variable DFOPT_CORPUS names their directory. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode, encode, print } from '../../src/dockerfile/index.ts';
import { expectLossless } from './helpers.ts';

const corpus = process.env['DFOPT_CORPUS'];

describe.skipIf(corpus === undefined)('real Dockerfiles', () => {
  const root = corpus ?? '';
  const files =
    corpus === undefined
      ? []
      : readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
          name.endsWith('.Dockerfile'),
        );

  it('are there', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it('come back byte for byte', () => {
    for (const name of files) {
      const bytes = readFileSync(join(root, name));
      const { text, encoding } = decode(bytes);
      const file = expectLossless(text);
      expect(bytes.equals(encode(print(file), encoding)), name).toBe(true);
    }
  });

  it('are read without errors, all but the few that are templates or no Dockerfiles', () => {
    const bad = files.filter((name) => {
      const { text } = decode(readFileSync(join(root, name)));
      return expectLossless(text).errors.length > 0;
    });
    expect(bad.length / files.length).toBeLessThan(0.02);
  });
});
