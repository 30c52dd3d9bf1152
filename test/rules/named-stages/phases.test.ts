/** Several rules on one file: phases, rounds, overlapping edits, and the one outcome for what they all said. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/evaluate/stages/evaluate.ts';
import type { Build } from '../../../src/evaluate/types.ts';
import { parse } from '../../../src/dockerfile/index.ts';
import { conclude } from '../../../src/migrate/migrate.ts';
import { jointKnowledge, runPhases, type PhasesResult } from '../../../src/migrate/phases.ts';
import { ignores } from '../../../src/migrate/suppressions.ts';
import type { Edit, Phase, Rule, Verdict } from '../../../src/rule/types.ts';
import { plainSettings } from '../../helpers/split-with.ts';

const settings = plainSettings;
const knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };

function rule(name: string, phase: Phase, check: (build: Build) => Verdict): Rule {
  return { name, phase, description: name, codes: {}, knowledge, check };
}

function proposal(name: string, edits: readonly Edit[]): Verdict {
  return {
    kind: 'proposal',
    code: 'debug-stage',
    edits,
    confidence: 'proven',
    assumptions: [],
    reasons: [{ code: 'debug-stage', message: name, evidence: undefined }],
    summary: undefined,
  };
}

const nothing: Verdict = { kind: 'nothing', code: 'no-tests', message: 'nothing' };
const refusal: Verdict = {
  kind: 'refusal',
  code: 'tests-stay',
  message: 'it cannot be done',
  evidence: undefined,
  advice: 'do it by hand',
};

/** Puts a line behind the first FROM, unless the file has it. */
function adds(name: string, phase: Phase, line: string): Rule {
  return rule(name, phase, (build) => {
    const { text } = build.dockerfile;
    const at = text.indexOf('\n') + 1;
    return text.includes(line) ? nothing : proposal(name, [{ start: at, end: at, text: `${line}\n` }]);
  });
}

function run(rules: readonly Rule[], text = 'FROM scratch\nCOPY a /a\n'): PhasesResult {
  const dockerfile = parse(text);
  const build = evaluate(dockerfile, jointKnowledge(rules), undefined);
  return runPhases(build, rules, settings, ignores(dockerfile).suppressions);
}

function textOf(result: PhasesResult): string {
  return result.kind === 'done' ? result.build.dockerfile.text : result.message;
}

describe('phases', () => {
  it('go in order, whatever the order of the rules', () => {
    const seen: string[] = [];
    const watches = (name: string, phase: Phase): Rule =>
      rule(name, phase, (build) => {
        seen.push(`${name}: ${build.dockerfile.instructions.length}`);
        return nothing;
      });
    run([
      watches('c', 'targets'),
      watches('b', 'names'),
      adds('a', 'structure', 'ARG a'),
      watches('a', 'structure'),
    ]);
    expect(seen.slice(0, 3)).toEqual(['a: 2', 'b: 3', 'c: 3']);
  });

  it('are gone through again until nothing changes', () => {
    const second = rule('second', 'structure', (build) =>
      build.dockerfile.text.includes('ARG named')
        ? adds('x', 'structure', 'ARG again').check(build, settings)
        : nothing,
    );
    const result = run([second, adds('first', 'names', 'ARG named')]);
    expect(textOf(result)).toContain('ARG again');
  });

  it('end with an error where rules never come to rest', () => {
    const restless = rule('restless', 'names', (build) => {
      const end = build.dockerfile.text.length;
      return proposal('restless', [{ start: end, end, text: 'ARG x\n' }]);
    });
    const result = run([restless]);
    expect(result).toMatchObject({ kind: 'bug', code: 'not-stable' });
    expect(conclude(result)).toMatchObject({ outcome: 'failed', code: 'not-stable' });
  });

  it('throw away a change that breaks a promise', () => {
    const breaks = rule('breaks', 'names', (build) =>
      proposal('breaks', [{ start: 0, end: build.dockerfile.text.indexOf('\n'), text: 'FROM busybox' }]),
    );
    expect(conclude(run([breaks]))).toMatchObject({
      outcome: 'failed',
      code: 'invariant-broken',
      message: expect.stringContaining('its rule breaks'),
    });
  });
});

describe('overlapping edits', () => {
  const rules = [adds('one', 'names', 'ARG one'), adds('two', 'names', 'ARG two')];

  it('are made one after the other', () => {
    expect(textOf(run(rules))).toBe('FROM scratch\nARG two\nARG one\nCOPY a /a\n');
  });

  it('are told of', () => {
    const outcome = conclude(run(rules));
    expect(outcome.outcome === 'migrated' ? outcome.reasons : []).toContainEqual({
      code: 'edits-overlap',
      message: 'two would have changed lines that one changes: it was asked again afterwards',
      evidence: undefined,
    });
  });

  it('are only those at the same place', () => {
    const last = rule('last', 'names', (build) => {
      const { text } = build.dockerfile;
      return text.includes('ARG last')
        ? nothing
        : proposal('last', [{ start: text.length, end: text.length, text: 'ARG last\n' }]);
    });
    const outcome = conclude(run([adds('one', 'names', 'ARG one'), last]));
    expect(outcome.outcome === 'migrated' ? outcome.reasons.map(({ message }) => message) : []).toEqual([
      'one',
      'last',
    ]);
  });
});

describe('one outcome', () => {
  const refuses = rule('refuses', 'structure', () => refusal);
  const idle = rule('idle', 'names', () => nothing);

  it('is a migration where one rule changes the file, with what the other refused', () => {
    const outcome = conclude(run([refuses, adds('adds', 'names', 'ARG x')]));
    expect(outcome).toMatchObject({ outcome: 'migrated', message: 'changed by adds' });
    expect(outcome.outcome === 'migrated' ? outcome.reasons : []).toContainEqual({
      code: 'tests-stay',
      message: 'refuses left the file as it is: it cannot be done; do it by hand',
      evidence: undefined,
    });
  });

  it('is the refusal where no rule changes anything', () => {
    expect(conclude(run([idle, refuses]))).toMatchObject({ outcome: 'refused', code: 'tests-stay' });
  });

  it('is what the first rule says where none has anything to do', () => {
    const other = rule('other', 'names', () => ({ ...nothing, code: 'nothing-to-do' }));
    expect(conclude(run([idle, other]))).toMatchObject({ outcome: 'unchanged', code: 'no-tests' });
  });

  it('says so where no rule is switched on', () => {
    expect(conclude(run([]))).toMatchObject({ outcome: 'unchanged', code: 'no-rule' });
  });

  it('has the lowest confidence of all changes', () => {
    const likely = rule('likely', 'names', (build) => {
      const verdict = adds('likely', 'names', 'ARG l').check(build, settings);
      return verdict.kind === 'proposal' ? { ...verdict, confidence: 'likely' } : verdict;
    });
    expect(conclude(run([adds('sure', 'structure', 'ARG s'), likely]))).toMatchObject({
      outcome: 'migrated',
      message: 'changed by sure; changed by likely',
      confidence: 'likely',
    });
  });

  it('leaves out a rule that a comment names, and only that', () => {
    const text = 'FROM scratch\n# dfopt ignore=one not yet\nCOPY a /a\n';
    const outcome = conclude(run([adds('one', 'names', 'ARG one'), adds('two', 'targets', 'ARG two')], text));
    const changed = outcome.outcome === 'migrated' ? outcome.text : '';
    expect(changed).toContain('ARG two');
    expect(changed).not.toContain('ARG one');
    expect(conclude(run([adds('one', 'names', 'ARG one')], text))).toMatchObject({
      outcome: 'unchanged',
      code: 'ignored',
      message: 'line 2 asks dfopt to leave the file alone: not yet',
    });
  });
});
