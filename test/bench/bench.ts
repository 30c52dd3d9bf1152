/**
 * How fast dfopt is, as ratios within one run, so that the machine cancels out: `npm run bench`. It measures what
 * `npm run build` has made, as users run it: what runs TypeScript as it is adds calls of its own to each function.
 *
 * Goals: the whole pipeline takes at most half of what dockerfile-ast takes to parse the same files; one cold run takes
 * at most twice a bare start of node; a build context of 5,000 Go files adds at most a second.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { corpusDirectory } from '../corpus/files.ts';
import { overCorpus } from './over-corpus.ts';
import { coldStarts, largeContexts } from './starts.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist');

if (!existsSync(join(dist, 'cli', 'dfopt.cjs'))) {
  console.error('there is nothing to measure: npm run build makes it');
  process.exitCode = 2;
} else {
  if (corpusDirectory === undefined) console.log('nothing to read: DFOPT_CORPUS names no corpus');
  else await overCorpus(dist);
  coldStarts();
  largeContexts();
}
