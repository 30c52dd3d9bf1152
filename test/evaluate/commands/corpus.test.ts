/** The commands of real RUN instructions, if there is a collection of Dockerfiles at hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ordinaryCommands } from '../../../src/evaluate/commands/index.ts';
import { decode, parse } from '../../../src/dockerfile/index.ts';
import { parseShell } from '../../../src/shell/parse.ts';
import { everyCommand } from '../../../src/shell/walk.ts';
import { runOf, worldOf } from './world.ts';

const corpus = process.env['DFOPT_CORPUS'];

/** The text of every simple command, with the family its file seems to be of. */
function commands(root: string): readonly { readonly text: string; readonly family: 'alpine' | 'debian' }[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.Dockerfile'))
    .toSorted()
    .flatMap((name) => {
      const { text } = decode(readFileSync(join(root, name)));
      const family = /^FROM .*alpine/im.test(text) ? 'alpine' : 'debian';
      return parse(text).instructions.flatMap((instruction) => {
        if (instruction.keyword !== 'RUN' || instruction.command.form === 'exec') return [];
        return everyCommand(parseShell(instruction.command.source.text))
          .filter((command) => command.words.length > 0)
          .map((command) => ({ text: command.words.map((word) => word.raw).join(' '), family }) as const);
      });
    });
}

describe.skipIf(corpus === undefined)('the corpus', () => {
  it('is understood where a model has the command, and only names absolute paths', () => {
    const relative: string[] = [];
    let understood = 0;
    let not = 0;
    for (const { text, family } of commands(corpus ?? '')) {
      const [statement] = parseShell(text).statements;
      if (statement?.kind !== 'command') continue;
      const run = runOf(text);
      // Scripts of the project, as in `npm run build`, can do anything: they are not meant to be understood.
      const model = ordinaryCommands.get(run.name ?? '');
      if (model === undefined || ['npm', 'yarn', 'pnpm'].includes(run.name ?? '')) continue;
      const effects = model(run, worldOf({}, ['/'], family));
      if (effects === undefined) not += 1;
      else understood += 1;
      for (const effect of effects ?? []) {
        const paths = [
          'path' in effect ? effect.path : '/',
          'under' in effect ? effect.under : '/',
          'to' in effect ? effect.to : '/',
        ];
        relative.push(...paths.filter((path) => path !== posix.resolve('/', path)));
      }
    }
    expect(relative).toEqual([]);
    expect(understood).toBeGreaterThan(1000);
    expect(not / (understood + not)).toBeLessThan(0.05);
  });
});
