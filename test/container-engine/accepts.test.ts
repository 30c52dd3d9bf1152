/**
 * BuildKit's word on every migration of the corpus: it accepts the text (`docker buildx build --check`), and warns of
 * nothing that it did not warn of before. Every image that a file names is a stand-in, given as a named build context,
 * so that nothing is pulled, tagged or rewritten; only `# syntax=` lines are left out, whose frontend would be pulled.
 * Runs with DFOPT_ENGINE_TESTS=1, DFOPT_CORPUS and docker answering, with the image alpine:3 at hand.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import { stageReferences, targetOf } from '../../src/evaluate/references.ts';
import { parse } from '../../src/dockerfile/index.ts';
import { jointKnowledge } from '../../src/migrate/phases.ts';
import { migrate } from '../../src/index.ts';
import { withoutFrontend } from '../../src/verify/dockerfile-text.ts';
import { execute } from '../../src/verify/engine/process.ts';
import { mapConcurrently } from '../../src/verify/pool.ts';
import { corpusDirectory, corpusFiles } from '../corpus/files.ts';
import { table } from '../corpus/format.ts';

const asked = process.env['DFOPT_ENGINE_TESTS'] === '1' && corpusDirectory !== undefined;
const minutes = 60_000;
const standIn = 'docker-image://alpine:3';
const atOnce = 4;

/** What `--call=check,format=json` prints, as far as it is needed. */
const checkSchema = v.object({
  warnings: v.optional(
    v.nullable(v.array(v.object({ ruleName: v.string(), detail: v.optional(v.string(), '') }))),
  ),
  buildError: v.optional(v.object({ message: v.optional(v.string(), '') })),
});

interface Check {
  /** Why the builder refuses the text. */
  readonly error: string | undefined;
  readonly warnings: readonly string[];
}

interface Checked {
  readonly name: string;
  readonly before: Check;
  readonly after: Check;
}

describe.skipIf(!asked)('BuildKit accepts what becomes of the corpus', { timeout: 30 * minutes }, () => {
  let directory = '';
  let context = '';

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dfopt-accepts-'));
    context = join(directory, 'context');
    await mkdir(context);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test('and has nothing new to say', async () => {
    const migrated = corpusFiles().flatMap(({ name, text }) => {
      const outcome = migrate(text, { confidence: 'possible' });
      return outcome.outcome === 'migrated' ? [{ name, before: text, after: outcome.text }] : [];
    });
    expect(migrated.length).toBeGreaterThan(0);
    const checked = await mapConcurrently(
      migrated,
      atOnce,
      async ({ name, before, after }, index): Promise<Checked> => ({
        name,
        before: await check(before, join(directory, `${index}.before`), context),
        after: await check(after, join(directory, `${index}.after`), context),
      }),
    );
    console.log(report(checked));
    expect(checked.flatMap(problems)).toEqual([]);
    // A file that the builder refused before says nothing about its migration.
    const refusedBefore = checked.filter(({ before }) => before.error !== undefined);
    expect(refusedBefore.length / checked.length).toBeLessThan(0.05);
  });
});

/** What the builder says of the new text and did not say of the old one. */
function problems({ name, before, after }: Checked): readonly string[] {
  if (after.error !== undefined) return before.error === undefined ? [`${name}: ${after.error}`] : [];
  return after.warnings
    .filter((warning) => !before.warnings.includes(warning))
    .map((warning) => `${name}: ${warning}`);
}

function report(checked: readonly Checked[]): string {
  const counted = (what: string, holds: (item: Checked) => boolean): readonly string[] => [
    what,
    String(checked.filter(holds).length),
  ];
  const warnings = (of: (item: Checked) => Check): number =>
    checked.reduce((sum, item) => sum + of(item).warnings.length, 0);
  return table(
    ['migrations of the corpus', 'number'],
    [
      counted('checked', () => true),
      counted('accepted before', ({ before }) => before.error === undefined),
      counted('accepted after', ({ after }) => after.error === undefined),
      counted('with something new to say', (item) => problems(item).length > 0),
      ['warnings before', String(warnings(({ before }) => before))],
      ['warnings after', String(warnings(({ after }) => after))],
      ...checked
        .filter(({ before }) => before.error !== undefined)
        .map(({ name, before }): readonly string[] => [`refused before: ${name}: ${before.error}`, '']),
    ],
  );
}

async function check(text: string, file: string, context: string): Promise<Check> {
  const ours = withoutFrontend(text);
  await writeFile(file, ours);
  const contexts = imagesOf(ours).flatMap((image) => ['--build-context', `${image}=${standIn}`]);
  const args = ['buildx', 'build', '--call=check,format=json', ...contexts, '--file', file, context];
  const { stdout, stderr } = await execute('docker', args, { timeoutMs: 2 * minutes });
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), checkSchema), stdout.toString('utf8'));
  if (!parsed.success) return { error: lastLine(stderr.toString('utf8')), warnings: [] };
  const { warnings, buildError } = parsed.output;
  return {
    error: buildError?.message,
    warnings: (warnings ?? []).map(({ ruleName, detail }) => `${ruleName}: ${detail}`),
  };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

const knowledge = jointKnowledge(rules);

/** The images a file names, in FROM, COPY --from and RUN --mount. */
function imagesOf(text: string): readonly string[] {
  const build = evaluate(parse(text), knowledge, undefined);
  const bases = build.stages.flatMap(({ base }) => (base.kind === 'image' ? [base.text] : []));
  const others = stageReferences(build).flatMap((reference) => {
    const target = targetOf(reference, reference.stage, build.stages);
    return target.kind === 'stage' ? [] : [reference.value];
  });
  return [...new Set([...bases, ...others])];
}
