/** dfopt's word on Dockerfiles, held against what containers of both images show. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { memoryContext } from '../../../src/context/memory.ts';
import { parse } from '../../../src/dockerfile/index.ts';
import { migrate, type Outcome } from '../../../src/index.ts';
import { execute } from '../../../src/verify/engine/process.ts';
import type { Verdict } from '../judge.ts';
import { tableOf } from '../matrix.ts';
import { buildPrograms } from '../go/toolchain.ts';
import type { ComposedImage } from './image.ts';

export interface ImageJudgement {
  readonly image: ComposedImage;
  readonly outcome: Outcome;
  readonly verdict: Verdict | 'original fails';
  readonly detail: string;
}

export const decide = ({ dockerfile, files, executable }: ComposedImage): Outcome =>
  migrate(dockerfile, { context: memoryContext({ ...files, Dockerfile: dockerfile }, { executable }) });

/** How many are built at a time: most of a build is waiting. */
const workers = 4;

/** Builds before and after of each, starts both, and compares. What was not migrated isn't built. */
export async function judgeImages(images: readonly ComposedImage[]): Promise<readonly ImageJudgement[]> {
  const directory = mkdtempSync(join(tmpdir(), 'dfopt-soundness-'));
  const programs = `dfopt-soundness-programs:${process.pid}`;
  try {
    const decided = images.map((image) => ({ image, outcome: decide(image) }));
    const migrated = decided
      .filter(({ outcome }) => outcome.outcome === 'migrated')
      .map(({ image }) => image);
    if (migrated.length > 0) await buildImageOfPrograms(migrated, directory, programs);
    const results: ImageJudgement[] = [];
    const queue = [...decided];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        results.push(await judgeOne(next.image, next.outcome, directory, programs));
      }
    };
    await Promise.all(Array.from({ length: workers }, work));
    return results;
  } finally {
    await execute('docker', ['rmi', '-f', programs]);
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The programs are compiled once, by the toolchain here, and copied where the Dockerfiles compile theirs. */
async function buildImageOfPrograms(
  images: readonly ComposedImage[],
  directory: string,
  tag: string,
): Promise<void> {
  const binaries = await buildPrograms(images, join(directory, 'module'));
  const [binary] = binaries.values();
  if (binary === undefined) throw new Error('nothing was compiled');
  writeFileSync(join(dirname(binary), 'Dockerfile'), 'FROM scratch\nCOPY all /all\n');
  const { code, stderr } = await execute('docker', ['build', '-q', '-t', tag, dirname(binary)]);
  if (code !== 0) throw new Error(`the image of the programs: ${stderr.toString()}`);
}

/** The text with the step that compiles replaced by one that copies what was compiled. */
function withPrograms(text: string, programs: string): string {
  let result = text;
  for (const instruction of parse(text).instructions.toReversed()) {
    const line = text.slice(instruction.start, instruction.end);
    const output = instruction.keyword === 'RUN' ? / go build .*-o (\S+) /.exec(line)?.[1] : undefined;
    if (output === undefined) continue;
    result = `${result.slice(0, instruction.start)}COPY --from=${programs} /all ${output}\n${result.slice(instruction.end)}`;
  }
  return result;
}

async function judgeOne(
  image: ComposedImage,
  outcome: Outcome,
  directory: string,
  programs: string,
): Promise<ImageJudgement> {
  if (outcome.outcome !== 'migrated') return { image, outcome, verdict: 'refused', detail: outcome.code };
  const context = join(directory, image.id);
  const tag = (which: string): string => `dfopt-soundness-${image.id}:${which}-${process.pid}`;
  try {
    for (const [path, content] of Object.entries(image.files)) {
      mkdirSync(dirname(join(context, path)), { recursive: true });
      writeFileSync(join(context, path), content);
      chmodSync(join(context, path), image.executable.includes(path) ? 0o755 : 0o644);
    }
    const shown: string[] = [];
    for (const [which, text] of [
      ['before', image.dockerfile],
      ['after', outcome.text],
    ] as const) {
      writeFileSync(join(directory, `${image.id}.${which}`), withPrograms(text, programs));
      const file = join(directory, `${image.id}.${which}`);
      const built = await execute('docker', ['build', '-q', '-t', tag(which), '-f', file, context], {
        timeoutMs: 180_000,
      });
      if (built.code !== 0) {
        const detail = `${which} does not build: ${built.stderr.toString().slice(-400)}`;
        if (which === 'before') return { image, outcome, verdict: 'original fails', detail };
        return { image, outcome, verdict: verdictOf(outcome.confidence, false), detail };
      }
      const run = await execute(
        'docker',
        [
          'run',
          '--rm',
          '--network',
          'none',
          ...(image.user === undefined ? [] : ['--user', image.user]),
          tag(which),
          ...image.words,
        ],
        { timeoutMs: 60_000 },
      );
      if (which === 'before' && run.code !== 0) {
        const detail = `it ends with ${run.code}: ${run.stderr.toString()}`;
        return { image, outcome, verdict: 'original fails', detail };
      }
      shown.push(`${run.code} ${run.stdout.toString()}`);
    }
    const [before, after] = shown;
    return {
      image,
      outcome,
      verdict: verdictOf(outcome.confidence, before === after),
      detail: before === after ? '' : `before ${before}\nafter ${after}`,
    };
  } finally {
    await execute('docker', ['rmi', '-f', tag('before'), tag('after')]);
    rmSync(context, { recursive: true, force: true });
  }
}

function verdictOf(confidence: string, same: boolean): Verdict {
  if (confidence === 'proven') return same ? 'held' : 'fell';
  return same ? 'assumed' : 'assumed, differs';
}

const columns: readonly ImageJudgement['verdict'][] = [
  'held',
  'assumed',
  'assumed, differs',
  'refused',
  'original fails',
  'fell',
];

/** Each axis by what became of its Dockerfiles. */
export const imageTables = (judgements: readonly ImageJudgement[]): string =>
  (['maker', 'place', 'attributes', 'runner', 'starter', 'use'] as const)
    .map((axis) =>
      tableOf(
        axis,
        columns,
        judgements.map(({ image, verdict }) => ({ name: image.axes[axis], verdict })),
      ),
    )
    .join('\n\n');

/** What fell or may differ, each with its Dockerfile and what became of it. */
export const imageFailures = (judgements: readonly ImageJudgement[]): string =>
  judgements
    .filter(
      ({ verdict }) => verdict === 'fell' || verdict === 'assumed, differs' || verdict === 'original fails',
    )
    .map(({ image, verdict, detail, outcome }) =>
      [
        `## ${image.id} ${image.name}: ${verdict}`,
        detail,
        image.dockerfile,
        outcome.outcome === 'migrated'
          ? [outcome.text, ...outcome.assumptions.map(({ code, message }) => `${code}: ${message}`)].join(
              '\n',
            )
          : '',
      ].join('\n'),
    )
    .join('\n');
