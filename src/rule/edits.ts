/** Text edits that put stages between others, and take instructions out. */
import type { Dockerfile, FromInstruction, Instruction, Node, Span } from '../dockerfile/types.ts';
import type { Edit } from './types.ts';

/** Puts stages (each a list of lines without line ends) in front of a stage and the comments that belong to it. */
export function insertionBefore(
  dockerfile: Dockerfile,
  from: FromInstruction,
  stages: readonly (readonly string[])[],
): Edit {
  const { newline } = dockerfile;
  const start = withComments(from, dockerfile).at(0)?.start ?? from.start;
  const text = stages.map((lines) => `${lines.join(newline)}${newline}${newline}`).join('');
  return { start, end: start, text };
}

/** A part of the text with edits made in it; undefined when they overlap or lie outside of it. */
export function editedPart(text: string, part: Span, edits: readonly Edit[]): string | undefined {
  let result = '';
  let at = part.start;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at || edit.end > part.end) return undefined;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, part.end);
}

/** Takes instructions out with the comments above them; blank lines that come to stand together become one. */
export function removalEdits(dockerfile: Dockerfile, instructions: readonly Instruction[]): readonly Edit[] {
  const { nodes } = dockerfile;
  return deletionsOf(nodes, nodesTakenOut(dockerfile, instructions));
}

/**
 * What goes when instructions are taken out of some of the file's nodes (all, when left out): the instructions, the
 * comments above them, and of blank lines that would come to stand together all but one.
 */
export function nodesTakenOut(
  dockerfile: Dockerfile,
  instructions: readonly Instruction[],
  nodes: readonly Node[] = dockerfile.nodes,
): ReadonlySet<Node> {
  const gone = new Set(instructions.flatMap((instruction) => withComments(instruction, dockerfile)));
  let lastKept: Node | undefined;
  for (const [index, node] of nodes.entries()) {
    if (gone.has(node)) continue;
    const before = nodes[index - 1];
    const doubled = before !== undefined && gone.has(before) && lastKept?.kind === 'blank';
    if (node.kind === 'blank' && doubled) gone.add(node);
    else lastKept = node;
  }
  return gone;
}

/** Nodes that go, an edit for all that stand one behind the other. */
export function deletionsOf(nodes: readonly Node[], gone: ReadonlySet<Node>): readonly Edit[] {
  const spans: { start: number; end: number }[] = [];
  for (const node of nodes) {
    if (!gone.has(node)) continue;
    const last = spans.at(-1);
    if (last?.end === node.start) last.end = node.end;
    else spans.push({ start: node.start, end: node.end });
  }
  return spans.map((span) => ({ ...span, text: '' }));
}

/** An instruction and the comments that stand directly above it: they belong to it. */
export function withComments(instruction: Instruction, { nodes }: Dockerfile): readonly Node[] {
  const at = nodes.indexOf(instruction);
  const first = nodes.slice(0, at).findLastIndex(({ kind }) => kind !== 'comment') + 1;
  return nodes.slice(first, at + 1);
}

/**
 * An instruction with the comment lines right above it, without the final line end, and the instruction above those
 * where no blank line is between.
 */
export function textWithComments(
  instruction: Instruction,
  dockerfile: Dockerfile,
): { readonly comments: string; readonly text: string; readonly above: Instruction | undefined } {
  const [first = instruction] = withComments(instruction, dockerfile);
  const before = dockerfile.nodes[dockerfile.nodes.indexOf(first) - 1];
  return {
    comments: dockerfile.text.slice(first.start, instruction.start),
    text: withoutLineEnd(dockerfile.text.slice(instruction.start, instruction.end)),
    above: dockerfile.instructions.find((one) => one === before),
  };
}

function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}
