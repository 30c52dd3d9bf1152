/** Every command of every real Dockerfile, if there is a collection of them at hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode, parse } from '../../src/dockerfile/index.ts';
import { parseShell } from '../../src/shell/parse.ts';
import { plainWords } from '../../src/shell/plain.ts';
import { readScript } from '../../src/shell/scripts.ts';
import { everyStatement } from '../../src/shell/walk.ts';
import { expandWord } from '../../src/shell/expand-words.ts';

const corpus = process.env['DFOPT_CORPUS'];

function scripts(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.Dockerfile'))
    .toSorted()
    .flatMap((name) => {
      const { text } = decode(readFileSync(join(root, name)));
      return parse(text).instructions.flatMap((instruction) =>
        'command' in instruction && instruction.command !== undefined && instruction.command.form !== 'exec'
          ? [instruction.command.source.text]
          : [],
      );
    });
}

describe.skipIf(corpus === undefined)('the corpus', () => {
  const texts = corpus === undefined ? [] : scripts(corpus);

  it('parses, walks and expands, with spans in the text', () => {
    expect(texts.length).toBeGreaterThan(1000);
    for (const text of texts) {
      const script = parseShell(text);
      for (const statement of everyStatement(script)) {
        expect(statement.start).toBeLessThanOrEqual(statement.end);
        if (statement.kind !== 'command') continue;
        for (const word of statement.words) expandWord(word, { lookup: () => undefined });
      }
      readScript(text);
      plainWords(text);
    }
  });

  it('is nearly all readable: what is not is broken for the shell too, or is for another one', () => {
    const broken = texts.filter((text) => !parseShell(text).complete);
    expect(broken.length / texts.length).toBeLessThan(0.01);
  });
});
