/**
 * What becomes of each fixture and of each file of the corpus, here and in another checkout, byte for byte:
 * `npm run compare -- OTHER_CHECKOUT`. Both are given the fixtures of this checkout; the other has to be installed. The
 * exit code is 1 when an outcome differs.
 */
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { memoryContext } from '../../src/context/memory.ts';
import type { migrate, MigrateOptions, Outcome } from '../../src/index.ts';
import { contextFiles, fixtures, optionsOf } from '../helpers/fixtures.ts';
import { differencesOf, type Answers } from './differences.ts';
import { corpusDirectory, corpusFiles } from './files.ts';
import { settingsWith } from './settings.ts';

/** What a checkout is asked through; the two modules have to be where they are here. */
interface Checkout {
  readonly migrate: typeof migrate;
  readonly memoryContext: typeof memoryContext;
}

const here = fileURLToPath(new URL('../..', import.meta.url));
const [other, ...more] = process.argv.slice(2);

if (other === undefined || more.length > 0) {
  console.error('usage: npm run compare -- OTHER_CHECKOUT');
  process.exitCode = 2;
} else {
  const before = answersOf(await checkout(resolve(other)));
  const after = answersOf(await checkout(here));
  const differences = differencesOf(before, after);
  for (const difference of differences) console.log(difference);
  if (corpusDirectory === undefined) console.log('there is no corpus: DFOPT_CORPUS can name one');
  console.log(`${after.size} outcomes, ${differences.length} differ`);
  if (differences.length > 0) process.exitCode = 1;
}

async function checkout(root: string): Promise<Checkout> {
  const load = (path: string): Promise<Checkout> => import(pathToFileURL(resolve(root, path)).href);
  const [index, memory] = [await load('src/index.ts'), await load('src/context/memory.ts')];
  return { migrate: index.migrate, memoryContext: memory.memoryContext };
}

/** The outcomes as text, by what was asked. */
function answersOf(program: Checkout): Answers {
  const answer = (text: string, options: MigrateOptions): string => {
    const outcome: Outcome = program.migrate(text, options);
    return JSON.stringify(outcome, undefined, 2);
  };
  const ofFixtures = fixtures().map((fixture): readonly [string, string] => {
    const { name, dockerfile, contextDirectory } = fixture;
    const options = optionsOf(fixture);
    if (contextDirectory === undefined) return [name, answer(dockerfile, options)];
    const { files, ...rest } = contextFiles(contextDirectory, dockerfile);
    return [name, answer(dockerfile, { ...options, context: program.memoryContext(files, rest) })];
  });
  const settings = Object.entries(settingsWith(program.memoryContext));
  const ofCorpus = corpusFiles().flatMap(({ name, text }) =>
    settings.map(([setting, options]): readonly [string, string] => [
      `${name}, ${setting}`,
      answer(text, options),
    ]),
  );
  return new Map([...ofFixtures, ...ofCorpus]);
}
