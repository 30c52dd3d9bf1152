/**
 * `npm run soundness -- --seed N --count M`: programs from any seed, and the matrix of what became of them. With
 * `--only 'read-file/*\/literal/relative'` all programs of these parts (effect, way, naming, place); `--failures FILE` writes
 * those that fell, each with its sources. With `--rust` they are programs in Rust. With `--images` Dockerfiles are composed in place of programs, and built on the
 * container engine that answers; with `--scripts` start scripts.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { draw, programsLike } from './go/program.ts';
import { goLanguage } from './go/toolchain.ts';
import { drawImages } from './images/image.ts';
import { imageFailures, imageTables, judgeImages } from './images/judge.ts';
import { judge } from './judge.ts';
import { failuresOf, matrixOf, tableOf } from './matrix.ts';
import type { Language, Program } from './program.ts';
import { drawRust } from './rust/program.ts';
import { missingRust, rustLanguage } from './rust/toolchain.ts';
import { drawScripts } from './scripts/compose.ts';
import { judgeScripts, missingShells } from './scripts/judge.ts';
import { missing } from './toolchain.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    count: { type: 'string', default: '300' },
    only: { type: 'string' },
    failures: { type: 'string' },
    images: { type: 'boolean', default: false },
    rust: { type: 'boolean', default: false },
    scripts: { type: 'boolean', default: false },
  },
});

const [seed, count] = [Number(values.seed), Number(values.count)];

async function decideAndRun<P extends Program>(programs: readonly P[], language: Language<P>): Promise<void> {
  const started = Date.now();
  const judgements = await judge(programs, language, (what) => {
    console.error(`${((Date.now() - started) / 1000).toFixed(0)} s: ${what}`);
  });
  console.log(`${values.only ?? `seed ${values.seed}`}: ${programs.length} programs\n`);
  console.log(matrixOf(judgements));
  if (values.failures !== undefined) writeFileSync(values.failures, failuresOf(judgements, language.ending));
  if (judgements.some(({ verdict }) => verdict === 'fell')) process.exitCode = 1;
}

const lacking = values.scripts ? missingShells() : (missing() ?? (values.rust ? missingRust() : undefined));
if (lacking !== undefined) {
  console.error(`nothing is run: ${lacking}`);
  process.exitCode = 2;
} else if (values.scripts) {
  const judgements = judgeScripts(drawScripts(seed, count));
  const verdicts = ['held', 'assumed', 'assumed, lacks', 'refused', 'fell'];
  console.log(`seed ${values.seed}: ${judgements.length} of ${count} scripts do what they are composed for`);
  for (const [axis, title] of ['effect', 'way', 'spelling', 'shell'].entries()) {
    const rows = judgements.map(({ script, verdict }) => ({
      name: script.name.split('/')[axis] ?? '',
      verdict,
    }));
    console.log(`\n${tableOf(title, verdicts, rows)}`);
  }
  const fell = judgements.filter(({ verdict }) => verdict === 'fell');
  for (const { script } of fell) console.log(`\n## ${script.name}\n${script.textAt('')}`);
  if (fell.length > 0) process.exitCode = 1;
} else if (values.images) {
  const judgements = await judgeImages(drawImages(seed, count));
  console.log(`seed ${values.seed}: ${judgements.length} Dockerfiles\n\n${imageTables(judgements)}`);
  if (values.failures !== undefined) writeFileSync(values.failures, imageFailures(judgements));
  if (judgements.some(({ verdict }) => verdict === 'fell')) process.exitCode = 1;
} else if (values.rust) {
  await decideAndRun(drawRust(seed, count), rustLanguage);
} else {
  await decideAndRun(values.only === undefined ? draw(seed, count) : programsLike(values.only), goLanguage);
}
