/**
 * dfopt's parser and evaluation against BuildKit's own, over the corpus, every fixture and generated files; and what
 * BuildKit makes of a file before and after its migration. A few hundred generated files each time;
 * `DFOPT_GENERATED=20000` asks for more.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { parse } from '../../src/dockerfile/index.ts';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import { migrate } from '../../src/index.ts';
import { otherArguments } from '../../src/migrate/check/arguments.ts';
import { jointKnowledge } from '../../src/migrate/phases.ts';
import { fixtures, optionsOf } from '../helpers/fixtures.ts';
import { explained } from './explained.ts';
import { generate } from './generate.ts';
import { buildkitProgram, type Answer, type Asking, type Question } from './program.ts';
import { differences, ourConfig, ourInstructions, theirConfig, theirInstructions } from './views.ts';

const program = buildkitProgram();
const generated = Number(process.env['DFOPT_GENERATED'] ?? 400);

interface Source {
  readonly name: string;
  readonly text: string;
}

const ofFixtures = fixtures().map(({ name, dockerfile, expectedText }): readonly Source[] => [
  { name, text: dockerfile },
  ...(expectedText === undefined ? [] : [{ name: `${name} (expected)`, text: expectedText }]),
]);
const sources: readonly (readonly [string, readonly Source[]])[] = [
  ['the fixtures', ofFixtures.flat()],
  ['the corpus', corpus(process.env['DFOPT_CORPUS'])],
  [
    `${generated} generated files`,
    Array.from({ length: generated }, (_, seed) => ({ name: `seed ${seed}`, text: generate(seed) })),
  ],
];

function corpus(root: string | undefined): readonly Source[] {
  if (root === undefined) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.endsWith('.md') && statSync(join(root, name)).isFile())
    .map((name) => ({ name, text: readFileSync(join(root, name), 'latin1') }));
}

function asking(): Asking {
  if (program.kind === 'missing') throw new Error(program.why);
  return program.ask;
}

/** Disagreements by what they are, with the files. */
function gathered(
  found: readonly { readonly name: string; readonly what: string; readonly text: string }[],
): readonly string[] {
  return found
    .filter(({ what, text }) => !explained.some((each) => each.covers(what, text)))
    .map(({ name, what }) => `${name}: ${what}`);
}

it.runIf(program.kind === 'missing')(
  `is skipped: ${program.kind === 'missing' ? program.why : ''}`,
  (context) => {
    context.skip();
  },
);

describe.skipIf(program.kind === 'missing').each(sources)('%s', (_what, files) => {
  const answers = (): readonly Answer[] => asking()(files.map(({ name, text }) => ({ name, text })));

  it.skipIf(files.length === 0)('are parsed alike', { timeout: 600_000 }, () => {
    const all = answers();
    const found = files.flatMap(({ name, text }, index) => {
      const answer = all[index];
      if (answer === undefined) throw new Error(`no answer for ${name}`);
      return parsing(text, answer).map((what) => ({ name, what, text }));
    });
    expect(gathered(found)).toEqual([]);
  });

  it.skipIf(files.length === 0)(
    'are evaluated alike, under several build arguments',
    { timeout: 900_000 },
    () => {
      const asked = files.flatMap(({ name, text }) => {
        const build = evaluate(
          parse(text),
          { image: () => undefined, modelOf: () => undefined, output: () => undefined },
          undefined,
        );
        if (build.dockerfile.errors.length > 0) return [];
        return [new Map<string, string>(), ...otherArguments(build)].map((given) => ({ name, text, given }));
      });
      const all = asking()(
        asked.map(({ name, text, given }) => ({ name, text, arguments: Object.fromEntries(given) })),
      );
      const found = asked.flatMap(({ name, text, given }, index) => {
        const answer = all[index];
        const ours = ourConfig(text, given);
        if (answer?.config === undefined || ours === undefined) return [];
        const how = given.size === 0 ? '' : ` with ${[...given].map((pair) => pair.join('=')).join(' ')}`;
        return differences(ours, theirConfig(answer.config)).map((what) => ({
          name: `${name}${how}`,
          what,
          text,
        }));
      });
      expect(gathered(found)).toEqual([]);
    },
  );
});

/** Whether both take the file, and where they see another instruction. */
function parsing(
  text: string,
  { parseError, instructionError, evaluationError, instructions }: Answer,
): readonly string[] {
  const dockerfile = parse(text);
  const refused = parseError ?? instructionError;
  const [error] = dockerfile.errors;
  // A word that can't be read is found when the builder comes to it.
  if (error !== undefined && evaluationError !== undefined) return [];
  if (refused !== undefined || error !== undefined) {
    return (refused === undefined) === (error === undefined)
      ? []
      : [
          refused === undefined
            ? `only dfopt refuses: ${error?.message ?? ''}`
            : `only BuildKit refuses: ${refused}`,
        ];
  }
  const ours = ourInstructions(dockerfile);
  const theirs = theirInstructions(instructions);
  if (ours.length !== theirs.length) return [`${ours.length} instructions are ${theirs.length}`];
  return ours.flatMap((our, index) => {
    const their = theirs[index];
    if (their === undefined) return [];
    const seen = our.words === undefined ? { ...their, words: undefined } : their;
    const [one, other] = [JSON.stringify(our), JSON.stringify(seen)];
    return one === other ? [] : [`line ${our.line}: ${one} is ${other}`];
  });
}

const knowledge = jointKnowledge(rules);

/** What dfopt knows of the bases of a file, so that BuildKit knows it too. */
function imagesOf(text: string): NonNullable<Question['images']> {
  const build = evaluate(parse(text), knowledge, undefined);
  return Object.fromEntries(
    build.stages.flatMap(({ base }) => {
      if (base.kind !== 'image' || base.facts === undefined) return [];
      const { env, workdir } = base.facts;
      const pairs = Object.entries(env).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}=${value}`],
      );
      return [[base.text, { Env: pairs, WorkingDir: workdir }]];
    }),
  );
}

function question(name: string, text: string, given: ReadonlyMap<string, string>): Question {
  return { name, text, arguments: Object.fromEntries(given), images: imagesOf(text) };
}

describe.skipIf(program.kind === 'missing')('a migration', () => {
  const migrated = [
    ...fixtures().flatMap((fixture) => {
      const outcome = migrate(fixture.dockerfile, optionsOf(fixture));
      return outcome.outcome === 'migrated'
        ? [{ name: fixture.name, before: fixture.dockerfile, after: outcome.text }]
        : [];
    }),
    ...corpus(process.env['DFOPT_CORPUS']).flatMap(({ name, text }) => {
      const outcome = migrate(text);
      return outcome.outcome === 'migrated' ? [{ name, before: text, after: outcome.text }] : [];
    }),
  ];

  it('means the same to BuildKit, under several build arguments', { timeout: 900_000 }, () => {
    const asked = migrated.flatMap(({ name, before, after }) => {
      const build = evaluate(parse(before), knowledge, undefined);
      return [new Map<string, string>(), ...otherArguments(build)].map((given) => ({
        name,
        before,
        after,
        given,
      }));
    });
    const answers = asking()(
      asked.flatMap(({ name, before, after, given }) => [
        question(name, before, given),
        question(name, after, given),
      ]),
    );
    const found = asked.flatMap(({ name, before, given }, index) => {
      const [one, other] = [answers[2 * index]?.config, answers[2 * index + 1]?.config];
      if (one === undefined) return [];
      if (other === undefined)
        return [
          {
            name,
            what: `BuildKit refuses the result: ${answers[2 * index + 1]?.evaluationError ?? ''}`,
            text: before,
          },
        ];
      const [old, now] = [theirConfig(one), theirConfig(other)];
      const how = given.size === 0 ? '' : ` with ${[...given].map((pair) => pair.join('=')).join(' ')}`;
      const own = new Set(ownVariables(before));
      const what = [
        ...(['labels', 'exposed', 'volumes', 'stopSignal'] as const).flatMap((field) =>
          JSON.stringify(sortedEntries(old[field])) === JSON.stringify(sortedEntries(now[field]))
            ? []
            : [`${field}: ${JSON.stringify(old[field])} became ${JSON.stringify(now[field])}`],
        ),
        ...Object.entries(now.env).flatMap(([variable, value]) =>
          own.has(variable) && variable !== 'PATH' && old.env[variable] !== value
            ? [`env ${variable}: ${old.env[variable] ?? '(none)'} became ${value ?? ''}`]
            : [],
        ),
        ...(rootless(old.user) === rootless(now.user)
          ? []
          : [`user: ${old.user ?? ''} became ${now.user ?? ''}`]),
      ];
      return what.map((each) => ({ name: `${name}${how}`, what: each, text: before }));
    });
    expect(asked.length).toBeGreaterThan(100);
    expect(gathered(found)).toEqual([]);
  });
});

function sortedEntries(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).toSorted()
    : value;
}

function rootless(user: string | undefined): string {
  return /^(|root|0|0:0|root:root)$/.test(user ?? '') ? '' : (user ?? '');
}

/** Names that an ENV of the file sets. */
function ownVariables(text: string): readonly string[] {
  return parse(text).instructions.flatMap((instruction) =>
    instruction.keyword === 'ENV' ? instruction.pairs.map(({ key }) => key) : [],
  );
}
