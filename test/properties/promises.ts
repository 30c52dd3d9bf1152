/** What a migration promises about any file, checked on nothing but the two texts. */
import { parse } from '../../src/dockerfile/index.ts';
import type { Dockerfile, Instruction, Span } from '../../src/dockerfile/index.ts';
import { migrate, type MigrateOptions, type Outcome } from '../../src/index.ts';

/** The promises that an outcome breaks, in words. */
export function brokenPromises(before: string, outcome: Outcome, options: MigrateOptions): readonly string[] {
  if (outcome.outcome === 'failed' && outcome.code !== 'parse-error') return [outcome.message];
  if (outcome.outcome !== 'migrated') return [];
  const after = outcome.text;
  return [
    ...(after === before ? ['it is called migrated and nothing changed'] : []),
    ...brokenForm(before, after),
    ...lostComments(parse(before), parse(after)).map(
      (comment) => `the comment ${JSON.stringify(comment)} is gone`,
    ),
    ...brokenSteps(parse(before), parse(after), {
      mayMove: (options.stages ?? []).length > 0,
      builtAhead: outcome.reasons.some(({ code }) => code === 'built-ahead'),
    }),
    ...brokenSecondRun(after, options),
  ];
}

/** The form of the file: byte-order mark, line ends, the final one, and no new errors. */
function brokenForm(before: string, after: string): readonly string[] {
  const problems: string[] = [];
  const same = (what: string, of: (text: string) => unknown): void => {
    if (of(before) !== of(after)) problems.push(`${what}: before ${of(before)}, after ${of(after)}`);
  };
  same('a byte-order mark at the start', (text) => text.startsWith('\uFEFF'));
  same('byte-order marks', (text) => text.split('\uFEFF').length - 1);
  same('a final newline', (text) => text.endsWith('\n'));
  const [first] = lineEnds(before);
  if (first !== undefined && lineEnds(before).length === 1 && lineEnds(after).some((end) => end !== first))
    problems.push(
      `line ends: before ${JSON.stringify(lineEnds(before))}, after ${JSON.stringify(lineEnds(after))}`,
    );
  same('parse errors', (text) => parse(text).errors.length);
  return problems;
}

/** The kinds of line ends a text has. */
function lineEnds(text: string): readonly string[] {
  return [...new Set(text.match(/\r?\n/g) ?? [])];
}

/** What Node's split may add behind the author's last RUN. */
const pruning = 'RUN npm prune --omit=dev --no-save';

const building: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD']);

/**
 * Every build step of the original is there as it was written, in order and with nothing in between; what is new comes
 * in stages of its own. Where further stages are asked for, steps may move to them; where what is started is built ahead, or
 * packages for developing are taken out, one RUN follows the steps of the last stage.
 */
function brokenSteps(
  before: Dockerfile,
  after: Dockerfile,
  { mayMove, builtAhead }: { readonly mayMove: boolean; readonly builtAhead: boolean },
): readonly string[] {
  if (mayMove) {
    const left = new Set(after.instructions.map((instruction) => bare(textOf(after, instruction))));
    return before.instructions
      .filter((step) => building.has(step.keyword) && !left.has(bare(textOf(before, step))))
      .map(({ line }) => `the build step of line ${line} is gone`);
  }
  const stagesBefore = stagesOf(before);
  const stagesAfter = stagesOf(after);
  const problems: string[] = [];
  // Where nothing but a stage at the end is new, the others keep their places; an inserted stage is between two of them.
  let at = 0;
  for (const stage of stagesBefore) {
    const steps = stage.filter(({ keyword }) => building.has(keyword));
    const added = builtAhead && stage === stagesBefore.at(-1) ? ['RUN'] : [];
    const found = stagesAfter.findIndex(
      (candidate, index) => index >= at && holds(before, steps, after, candidate, added),
    );
    if (found < 0)
      problems.push(`the build steps of a stage (line ${stage[0]?.line}) are not there as they were`);
    else at = found + 1;
  }
  return problems;
}

function stagesOf({ instructions }: Dockerfile): readonly (readonly Instruction[])[] {
  const stages: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') stages.push([]);
    stages.at(-1)?.push(instruction);
  }
  return stages;
}

/**
 * Whether a stage has these steps and no others, each as it was but for what a migration may write into it, and behind
 * them the added ones, by keyword.
 */
function holds(
  before: Dockerfile,
  steps: readonly Instruction[],
  after: Dockerfile,
  stage: readonly Instruction[],
  added: readonly string[],
): boolean {
  const now = stage.filter((step) => building.has(step.keyword) && textOf(after, step) !== pruning);
  const more = now.slice(steps.length).map(({ keyword }) => keyword);
  return (
    steps.length <= now.length &&
    more.join() === added.join() &&
    steps.every((step, index) => {
      const other = now[index];
      return other !== undefined && bare(textOf(before, step)) === bare(textOf(after, other));
    })
  );
}

function textOf({ text }: Dockerfile, { start, end }: Instruction): string {
  return text.slice(start, end).replace(/\r*\n?$/, '');
}

/** Without what may be written into a build step: `CGO_ENABLED=0 ` before a command, a stage's name for its number. */
function bare(text: string): string {
  return text.replaceAll('CGO_ENABLED=0 ', '').replaceAll(/\bfrom="?[^\s",]*"?/g, 'from=');
}

/** Comments that are no longer there, other than those right above an instruction that is no longer there either. */
function lostComments(before: Dockerfile, after: Dockerfile): readonly string[] {
  const lost = (line: string): number => count(before, line) - count(after, line);
  const gone = before.nodes.flatMap((node, index) => {
    const owner = before.nodes.slice(index).find(({ kind }) => kind !== 'comment');
    const goes = node.kind === 'comment' && owner?.kind === 'instruction' && lost(lineOf(before, owner)) > 0;
    return goes ? [lineOf(before, node)] : [];
  });
  const comments = before.nodes.flatMap((node) => (node.kind === 'comment' ? [lineOf(before, node)] : []));
  return [...new Set(comments)].filter((text) => lost(text) > gone.filter((line) => line === text).length);
}

function count(file: Dockerfile, line: string): number {
  return file.nodes.filter((node) => lineOf(file, node) === line).length;
}

function lineOf({ text }: Dockerfile, { start, end }: Span): string {
  return text.slice(start, end).trim();
}

function brokenSecondRun(after: string, options: MigrateOptions): readonly string[] {
  const again = migrate(after, options);
  return again.outcome === 'unchanged' || again.outcome === 'refused'
    ? []
    : [`the second run: ${again.outcome} ${again.code} (${again.message})`];
}
