/** dfopt's word on programs, held against what happens when they run with no more than it keeps. */
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryContext } from '../../src/context/memory.ts';
import type { BuildContext } from '../../src/context/types.ts';
import { migrate, type Outcome } from '../../src/index.ts';
import type { Language, Program } from './program.ts';
import { buildHelper, runAll, type Shown, type Start } from './toolchain.ts';
import { homeIn, makeFullTree, makeRuntimeTree, makeTreeOfProgramAlone, type Container } from './tree.ts';

export type Verdict =
  /** `proven`, and the same. */
  | 'held'
  /** Not proven, and the same. */
  | 'assumed'
  /** Not proven, and something differs. */
  | 'assumed, differs'
  | 'refused'
  /** The new file has something that the trees have no model for. */
  | 'not run'
  /** `proven`, and something differs. */
  | 'fell';

export interface Judgement {
  readonly program: Program;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** What differs, or why it wasn't run. */
  readonly detail: string;
  /** Whether the program alone, without anything that it uses, shows the same: such a program can't find a fault. */
  readonly worksAlone: boolean;
}

export interface Progress {
  readonly decided: number;
  readonly built: number;
  readonly run: number;
}

const contextOf = ({ files, links, dockerfile }: Program): BuildContext =>
  memoryContext({ ...files, Dockerfile: dockerfile }, { links });

/** Decides all, compiles them, runs each with all there was and with what is kept, and compares. */
export async function judge<P extends Program>(
  programs: readonly P[],
  language: Language<P>,
  say: (what: string) => void = () => {},
): Promise<readonly Judgement[]> {
  const directory = mkdtempSync(join(tmpdir(), 'dfopt-soundness-'));
  try {
    return await judgeIn(programs, language, directory, say);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function judgeIn<P extends Program>(
  programs: readonly P[],
  { builder, compile }: Language<P>,
  directory: string,
  say: (what: string) => void,
): Promise<readonly Judgement[]> {
  const compiled = Promise.all([buildHelper(directory), compile(programs, join(directory, 'module'))]);
  const outcomes = new Map(
    programs.map((program) => [program, migrate(program.dockerfile, { context: contextOf(program) })]),
  );
  say(`${programs.length} decided`);
  const [helper, binaries] = await compiled;
  say('compiled');
  const supplies = { directory, helper };
  const judgements: Judgement[] = [];
  // Trees take room: so many at a time.
  for (let at = 0; at < programs.length; at += 200) {
    const part = programs.slice(at, at + 200);
    const trees = join(directory, 'trees');
    mkdirSync(trees);
    const prepared = part.map((program) => {
      const outcome = outcomes.get(program);
      const binary = binaries.get(program);
      if (outcome === undefined || binary === undefined) throw new Error(`${program.id} was not compiled`);
      const full = join(trees, program.id, 'full');
      const alone = join(trees, program.id, 'alone');
      const kept = join(trees, program.id, 'kept');
      makeFullTree(program, builder, binary, full, supplies);
      makeTreeOfProgramAlone(program, binary, alone);
      const original: Container = {
        variables: { ...builder.variables, ...program.variables },
        directory: '/app',
        words: program.commands[0] ?? [],
      };
      const made =
        outcome.outcome === 'migrated'
          ? makeRuntimeTree(outcome.text, contextOf(program), full, kept, supplies)
          : undefined;
      return {
        program,
        outcome,
        made,
        starts: [
          ...startsOf(program, 'full', full, original),
          ...startsOf(program, 'alone', alone, aloneContainer(program)),
          ...(made?.kind === 'made' ? startsOf(program, 'kept', kept, made.container) : []),
        ],
      };
    });
    const shown = await runAll(
      helper,
      directory,
      prepared.flatMap(({ starts }) => starts),
    );
    for (const { program, outcome, made } of prepared) {
      const differences = (which: string): readonly string[] =>
        program.commands.flatMap((_, index) => {
          const before = shown.get(`${program.id} full ${index}`);
          const after = shown.get(`${program.id} ${which} ${index}`);
          return before?.code === after?.code && outputOf(before) === outputOf(after)
            ? []
            : [`before ${described(before)}; after ${described(after)}`];
        });
      const base = { program, outcome, worksAlone: differences('alone').length === 0 };
      if (outcome.outcome !== 'migrated') {
        judgements.push({ ...base, verdict: 'refused', detail: outcome.code });
        continue;
      }
      if (made?.kind === 'not-modelled') {
        judgements.push({ ...base, verdict: 'not run', detail: made.why });
        continue;
      }
      const differs = made?.kind === 'broken' ? [`does not build: ${made.why}`] : differences('kept');
      const proven = outcome.confidence === 'proven';
      judgements.push({
        ...base,
        detail: differs.join('\n'),
        verdict: differs.length === 0 ? (proven ? 'held' : 'assumed') : proven ? 'fell' : 'assumed, differs',
      });
    }
    rmSync(trees, { recursive: true });
    say(`${Math.min(at + 200, programs.length)} run`);
  }
  return judgements;
}

const aloneContainer = ({ path, commands: [command] }: Program): Container => ({
  variables: {},
  directory: '/',
  words: [path, ...(command?.slice(1) ?? [])],
});

/** Of a connection the kernel chooses the port that it comes from: `read udp [::1]:57706->[::1]:53`. */
const outputOf = (shown: Shown | undefined): string | undefined =>
  shown?.output.replaceAll(/:\d+->/g, ':…->');

const described = (shown: Shown | undefined): string =>
  shown === undefined
    ? 'nothing'
    : `${shown.code} ${JSON.stringify(shown.output.slice(0, 200))} ${JSON.stringify(shown.errors.slice(0, 200))}`;

function startsOf(program: Program, which: string, root: string, container: Container): readonly Start[] {
  const variables = { HOME: homeIn(root, 0), HOSTNAME: 'container', ...container.variables };
  return program.commands.map((words, index) => ({
    name: `${program.id} ${which} ${index}`,
    root,
    directory: container.directory,
    user: 0,
    group: 0,
    variables: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    words: index === 0 ? container.words : words,
  }));
}
