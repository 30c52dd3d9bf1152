/**
 * Every fixture, byte for byte, in all the forms a file can have. `UPDATE_FIXTURES=1` writes what comes out as what is
 * expected, to be read before it is committed.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules, toolchains } from '../rules/index.ts';
import { parse } from '../src/dockerfile/index.ts';
import type { Instruction } from '../src/dockerfile/types.ts';
import { evaluate } from '../src/evaluate/stages/evaluate.ts';
import { migrate, type Outcome } from '../src/index.ts';
import { jointKnowledge } from '../src/migrate/phases.ts';
import { defineToolchain } from '../src/split/define-toolchain.ts';
import { fixtures, optionsOf, parseExpected, summaryOf, type Fixture } from './helpers/fixtures.ts';
import { knownFailures } from './helpers/known-failures.ts';
import { plainSettings } from './helpers/split-with.ts';

const updates = process.env['UPDATE_FIXTURES'] === '1';
const all = fixtures(updates ? { outcome: 'unchanged', code: 'not-written' } : undefined);
const sound = all.filter(({ name }) => !knownFailures.has(name));
const failing = all.filter(({ name }) => knownFailures.has(name));

/** A change of the file's form that changes nothing of its meaning. */
interface Form {
  readonly name: string;
  readonly of: (text: string) => string;
  /** Files whose meaning it does change. */
  readonly not?: RegExp;
}

const forms: readonly Form[] = [
  {
    name: 'Windows line ends',
    of: (text) => text.replaceAll('\n', '\r\n'),
    // A shell takes the carriage returns of a heredoc as parts of its words (measured: BuildKit keeps them).
    not: /^RUN\b.*<</im,
  },
  { name: 'a byte-order mark', of: (text) => `\uFEFF${text}` },
  { name: 'no final newline', of: (text) => text.replace(/\n$/, '') },
];

function textOf(outcome: Outcome): string | undefined {
  return outcome.outcome === 'migrated' ? outcome.text : undefined;
}

/** What the fixture promises, in the form of `migrate`'s answer. */
function promised({ expected, expectedText }: Fixture, form: (text: string) => string): unknown {
  const { outcome, code, confidence, assumptions } = expected;
  return {
    ...(outcome === 'migrated' ? { outcome, code, confidence, assumptions } : { outcome, code }),
    text: expectedText === undefined ? undefined : form(expectedText),
  };
}

function given(fixture: Fixture, form: (text: string) => string): unknown {
  const outcome = migrate(form(fixture.dockerfile), optionsOf(fixture));
  return { ...summaryOf(outcome), text: textOf(outcome) };
}

function update(fixture: Fixture): void {
  const outcome = migrate(fixture.dockerfile, optionsOf(fixture));
  const { options, guards, run, notRun } = fixture.expected;
  const migrated = outcome.outcome === 'migrated';
  const json = {
    ...summaryOf(outcome),
    ...(options === undefined ? {} : { options }),
    ...(guards === undefined || !migrated ? {} : { guards }),
    ...(run === undefined || !migrated ? {} : { run }),
    ...(notRun === undefined || !migrated ? {} : { notRun }),
  };
  writeFileSync(join(fixture.directory, 'expected.json'), `${JSON.stringify(json, undefined, 2)}\n`);
  const path = join(fixture.directory, 'expected.Dockerfile');
  const text = textOf(outcome);
  if (text === undefined) rmSync(path, { force: true });
  else writeFileSync(path, text);
}

const same = (text: string): string => text;

describe.runIf(updates)('fixtures are written anew', () => {
  it('by what comes out', () => {
    for (const fixture of all) update(fixture);
  });
});

describe.skipIf(updates)('fixtures', () => {
  it('are there', () => {
    expect(all.length).toBeGreaterThan(0);
  });

  it('are known where they are known to fail', () => {
    const names = new Set(all.map(({ name }) => name));
    expect([...knownFailures.keys()].filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(all)('$name has a text exactly when it is migrated', ({ expected, expectedText }) => {
    expect(expectedText !== undefined).toBe(expected.outcome === 'migrated');
  });

  describe.each(sound)('$name', (fixture) => {
    it('becomes what is expected', () => {
      expect(given(fixture, same)).toEqual(promised(fixture, same));
    });

    it.each(forms.filter(({ not }) => not?.test(fixture.dockerfile) !== true))('with $name', ({ of }) => {
      expect(given(fixture, of)).toEqual(promised(fixture, of));
    });

    it('stays as it is from then on', () => {
      if (fixture.expectedText === undefined) return expect(fixture.expected.outcome).not.toBe('migrated');
      return expect(migrate(fixture.expectedText, optionsOf(fixture)).outcome).toBe('unchanged');
    });

    it('keeps the lines that it has no business with', () => {
      const after = fixture.expectedText ?? fixture.dockerfile;
      if (lost(fixture.dockerfile, after, []).length === 0) return;
      expect(lost(fixture.dockerfile, after, addedByVariants(fixture))).toEqual([]);
    });
  });

  it.fails.each(failing)('$name becomes what is expected, one day', (fixture) => {
    expect(given(fixture, same)).toEqual(promised(fixture, same));
  });
});

/**
 * Instructions and comments that are no longer there as they were, other than those that a rule may change: FROM, which
 * gets a name, commands, which may get exec form, a working directory that is set for the run alone and that nothing looks
 * at, and references to stages.
 * @param added what a way to build may put into a command.
 */
function lost(before: string, after: string, added: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const text of piecesOf(after, added).map(({ text }) => text))
    left.set(text, (left.get(text) ?? 0) + 1);
  return piecesOf(before, added).flatMap(({ text, mayChange }) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return mayChange || count > 0 ? [] : [text];
  });
}

const changing: ReadonlySet<string> = new Set(['FROM', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'WORKDIR']);

/** `COPY --from=build`, `RUN --mount=type=bind,from=build`, and under ONBUILD. */
function refersToStage(instruction: Instruction): boolean {
  if (instruction.keyword === 'ONBUILD') return refersToStage(instruction.trigger);
  return instruction.flags.some(({ name, value = '' }) => name === 'from' || /(^|,)from=/.test(value));
}

/** What the toolchains' ways to build the programs of a file put into its commands, whichever way is taken. */
function addedByVariants({ dockerfile, context }: Fixture): readonly string[] {
  const added = new Set<string>();
  const build = evaluate(parse(dockerfile), jointKnowledge(rules), context);
  for (const toolchain of toolchains) {
    const variants: typeof toolchain.variants = (artifact, scene) => {
      const found = toolchain.variants(artifact, scene);
      for (const { text } of found.flatMap(({ edits }) => edits)) added.add(text);
      return found;
    };
    defineToolchain({ ...toolchain, variants }).check(build, plainSettings);
  }
  return [...added].filter((text) => text !== '');
}

function piecesOf(
  text: string,
  added: readonly string[],
): readonly { readonly text: string; readonly mayChange: boolean }[] {
  return parse(text).nodes.flatMap((node) => {
    if (node.kind === 'blank') return [];
    const refers = node.kind === 'instruction' && refersToStage(node);
    return [
      {
        text: added.reduce(
          (left, each) => left.replaceAll(each, ''),
          text.slice(node.start, node.end).replace(/\n$/, ''),
        ),
        mayChange: node.kind === 'instruction' && (changing.has(node.keyword) || refers),
      },
    ];
  });
}

const read = (value: object) => (): unknown => parseExpected('golang/x', JSON.stringify(value));

describe('expected.json', () => {
  const refused = { outcome: 'refused', code: 'no-command' };
  const migrated = { outcome: 'migrated', code: 'split', confidence: 'proven', assumptions: [] };

  it.each([refused, migrated, { ...migrated, guards: 'zones', run: { expect: 'output' } }])(
    'is read: %o',
    (value) => {
      expect(read(value)()).toEqual(value);
    },
  );

  it.each([
    ['an unknown field', { ...refused, colour: 'red' }, /colour/],
    ['no code', { outcome: 'refused' }, /code/],
    ['an unknown outcome', { ...refused, outcome: 'perhaps' }, /outcome/],
    ['a migration without confidence', { outcome: 'migrated', code: 'split', assumptions: [] }, /confidence/],
    ['a refusal with assumptions', { ...refused, assumptions: [] }, /assumptions/],
    ['a refusal that is run', { ...refused, run: { expect: 'output' } }, /run/],
    ['a guard that is not run', { ...migrated, guards: 'zones' }, /guarded/],
    ['requests without http', { ...migrated, run: { expect: 'output', http: ['/'] } }, /http/],
    ['an unknown field of run', { ...migrated, run: { expect: 'output', stdin: 'x' } }, /stdin/],
  ])('is not read with %s', (_, value, message) => {
    expect(read(value)).toThrow(message);
  });
});
