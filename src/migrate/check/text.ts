/** What is not changed stays byte for byte; what is new is what every builder understands. */
import type { Dockerfile, Instruction, Node } from '../../dockerfile/types.ts';
import { userRecords } from '../../image/places.ts';
import { withComments } from '../../rule/edits.ts';
import type { Edit } from '../../rule/types.ts';

export function brokenText(before: Dockerfile, edits: readonly Edit[], after: Dockerfile): readonly string[] {
  return [
    ...newErrors(before, after),
    ...directives(before, after),
    ...form(before, after),
    ...untouched(before, edits),
    ...comments(before, after),
    ...features(before, after),
    ...owners(before, after),
  ];
}

function newErrors(before: Dockerfile, after: Dockerfile): readonly string[] {
  return after.errors.length > before.errors.length
    ? [`the result does not parse: ${after.errors.map(({ message }) => message).join('; ')}`]
    : [];
}

function directivesOf({ directives: all }: Dockerfile): string {
  return all.map(({ name, value }) => `${name}=${value}`).join('\n');
}

/** Parser directives stay, and stay first. */
function directives(before: Dockerfile, after: Dockerfile): readonly string[] {
  return directivesOf(before) === directivesOf(after) ? [] : ['the parser directives changed'];
}

/** The byte-order mark, the line ends of a file that has one kind of them, and the end of the last line. */
function form(before: Dockerfile, after: Dockerfile): readonly string[] {
  const kinds = lineEndsOf(before);
  return [
    ...(before.byteOrderMark === after.byteOrderMark ? [] : ['the byte-order mark changed']),
    ...(kinds.size === 1 && [...lineEndsOf(after)].some((kind) => !kinds.has(kind))
      ? ['a line end is of another kind']
      : []),
    ...(before.text.endsWith('\n') === after.text.endsWith('\n') ? [] : ['the end of the last line changed']),
  ];
}

function lineEndsOf({ text }: Dockerfile): ReadonlySet<string> {
  return new Set(text.match(/\r?\n/g));
}

/** Edits insert, or take out whole nodes, or change a part of an instruction: no other line is touched. */
function untouched(before: Dockerfile, edits: readonly Edit[]): readonly string[] {
  const boundaries = new Set(before.nodes.flatMap(({ start, end }) => [start, end]));
  const wholeNodes = edits
    .filter(({ start, end, text }) => end > start && text === '')
    .every(({ start, end }) => boundaries.has(start) && boundaries.has(end));
  const others = before.nodes.filter(({ kind }) => kind !== 'instruction');
  return [
    ...(wholeNodes ? [] : ['a part of a line was taken out']),
    ...(others.some((node) => edits.some((edit) => changesPartOf(node, edit)))
      ? ['a line that is no instruction was changed']
      : []),
  ];
}

function changesPartOf(node: Node, { start, end, text }: Edit): boolean {
  if (start === end) return start > node.start && start < node.end;
  const whole = text === '' && start <= node.start && end >= node.end;
  return start < node.end && end > node.start && !whole;
}

/** Comments go with their instructions: none is lost but that of one that is gone itself, such as a build variable. */
function comments(before: Dockerfile, after: Dockerfile): readonly string[] {
  const left = counted(commentsOf(after));
  return withoutCounted(commentsOf(before), left).flatMap((text) =>
    ofGoneInstructions(before, after).has(text) ? [] : [`the comment #${text} is gone`],
  );
}

/** The comments above instructions of which the result has no like. */
function ofGoneInstructions(before: Dockerfile, after: Dockerfile): ReadonlySet<string> {
  const left = counted(after.instructions.map((instruction) => textOf(instruction, after)));
  const gone = new Set(
    withoutCounted(
      before.instructions.map((instruction) => textOf(instruction, before)),
      left,
    ),
  );
  return new Set(
    before.instructions
      .filter((instruction) => gone.has(textOf(instruction, before)))
      .flatMap((instruction) => withComments(instruction, before))
      .flatMap((node) => (node.kind === 'comment' ? [node.text] : [])),
  );
}

function counted(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** The texts beyond those that are counted. */
function withoutCounted(texts: readonly string[], counts: ReadonlyMap<string, number>): readonly string[] {
  const seen = new Map<string, number>();
  return texts.filter((text) => {
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return count > (counts.get(text) ?? 0);
  });
}

function commentsOf({ nodes }: Dockerfile): readonly string[] {
  return nodes.flatMap((node) => (node.kind === 'comment' ? [node.text] : []));
}

/** What builders without BuildKit understand too. Source: Dockerfile reference, the flags without a syntax version. */
const plainFlags: ReadonlySet<string> = new Set([
  'FROM platform',
  'COPY from',
  'COPY chown',
  'ADD chown',
  'HEALTHCHECK interval',
  'HEALTHCHECK timeout',
  'HEALTHCHECK start-period',
  'HEALTHCHECK retries',
]);

/** Plain instructions, unless the file uses newer ones itself. */
function features(before: Dockerfile, after: Dockerfile): readonly string[] {
  const known = new Set(featuresOf(before));
  const added = featuresOf(after).filter((feature) => !plainFlags.has(feature) && !known.has(feature));
  return [...new Set(added)].map((feature) => `not every builder understands what is new: ${feature}`);
}

function featuresOf({ instructions }: Dockerfile): readonly string[] {
  return instructions.flatMap(({ keyword, flags, heredocs }) => [
    ...flags.map(({ name }) => `${keyword} ${name}`),
    ...(heredocs.length > 0 ? ['a heredoc'] : []),
  ]);
}

/** Owners are numbers in what the author did not write, save where the users' records were copied before. */
function owners(before: Dockerfile, after: Dockerfile): readonly string[] {
  const written = new Set(before.instructions.map((instruction) => textOf(instruction, before)));
  let known = false;
  return after.instructions.flatMap((instruction) => {
    if (instruction.keyword === 'FROM') known = false;
    if (instruction.keyword !== 'COPY') return [];
    const named = instruction.flags.filter(
      ({ name, value = '' }) => name === 'chown' && !/^\d+(:\d+)?$/.test(value),
    );
    const broken = known || written.has(textOf(instruction, after)) ? [] : named;
    known ||= instruction.sources.some((source) => source.kind === 'path' && source.word.raw === userRecords);
    return broken.map(({ value = '' }) => `--chown=${value} is by name`);
  });
}

function textOf({ start, end }: Instruction, { text }: Dockerfile): string {
  return text.slice(start, end).trimEnd();
}
