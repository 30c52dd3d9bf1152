/** What toolchains say of the programs, in one of the ways that these may be built. */
import { evidenceOfCommand } from '../../rule/evidence.ts';
import type { Edit } from '../../rule/types.ts';
import { refusals } from '../../toolchain/refusals.ts';
import type { StartedProgram } from '../started/launches.ts';
import { linkOf, type ProgramLink } from '../started/links.ts';
import { artifactOf, asWritten, refused, type Needs, type Refused } from '../../toolchain/toolchain.ts';
import type { SplitScene } from './scope.ts';

export interface Answered {
  readonly kind: 'answers';
  readonly answers: readonly Needs[];
  readonly edits: readonly Edit[];
  readonly links: readonly ProgramLink[];
  /** Where artifacts then lie that are not where they were, by where they were. */
  readonly moved: ReadonlyMap<string, string>;
  readonly ways: number;
}

/** What the toolchain says of each program that it built, with the edits that this rests on. */
export function answersFor(
  programs: readonly StartedProgram[],
  { build, stage, toolchain }: SplitScene,
  way: number,
): Answered | Refused {
  const answers: Needs[] = [];
  const edits: Edit[] = [];
  const links: ProgramLink[] = [];
  const moved = new Map<string, string>();
  let ways = 1;
  for (const started of programs) {
    const artifact = artifactOf(started.path, started.shape, started.entry);
    const by = started.entry.program;
    if (by !== undefined && by.toolchain !== toolchain.name) {
      const evidence = evidenceOfCommand(build.dockerfile, by.command);
      return refused(refusals.ofAnother(started.path, by.toolchain, toolchain.name, evidence));
    }
    const variants = toolchain.variants(artifact, { build, stage });
    const variant = variants[Math.min(way, variants.length - 1)] ?? asWritten;
    ways = Math.max(ways, variants.length);
    const answer = toolchain.needs(artifact, variant, { build, stage });
    if (answer.kind === 'refusal') return answer;
    answers.push(answer);
    const link = answer.besideItself ? linkOf(started, stage.files) : undefined;
    if (link !== undefined) links.push(link);
    if (variant.path !== undefined) moved.set(started.path, variant.path);
    edits.push(...variant.edits.filter((edit) => !edits.some((other) => sameEdit(edit, other))));
  }
  return { kind: 'answers', answers, edits, links, moved, ways };
}

/** Programs with the place that they are copied from, and at their own paths where a link to them is made. */
export function placed(
  programs: readonly StartedProgram[],
  { links, moved }: Answered,
): readonly StartedProgram[] {
  const byPath = new Map(links.map(({ path, target }) => [path, target]));
  return programs.map((program) => {
    const from = moved.get(program.path);
    const path = byPath.get(program.path) ?? program.path;
    return from === undefined ? { ...program, path } : { ...program, path, from };
  });
}

function sameEdit(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}
