/**
 * Several rules on one file. Rules are asked phase by phase, each phase on what the one before made of the file, and
 * all of it again until nothing changes. A proposal is made as a whole or not at all: where two of one phase touch the
 * same place, the later one waits for the next round, which is recorded.
 */
import { evaluate } from '../evaluate/stages/evaluate.ts';
import type { Build, Knowledge } from '../evaluate/types.ts';
import { parse } from '../dockerfile/index.ts';
import { applyEdits } from './apply.ts';
import { brokenInvariants } from './check.ts';
import { suppressionOf, type Suppression } from './suppressions.ts';
import type { Confidence, Edit, Phase, Reason, Rule, Settings, Verdict } from '../rule/types.ts';

export type Proposal = Extract<Verdict, { kind: 'proposal' }>;

/** What came of one rule. */
export interface RuleResult {
  readonly rule: Rule;
  /** What it changed, in order. */
  readonly changes: readonly Proposal[];
  /** Its latest verdict that changed nothing; undefined when its last word was a change. */
  readonly verdict: Exclude<Verdict, Proposal> | undefined;
  /** The comment in the file that keeps it from changing anything. */
  readonly suppressed: Suppression | undefined;
  /** Proposals that had to wait for another's. */
  readonly skipped: readonly Reason[];
}

export type PhasesResult =
  | { readonly kind: 'done'; readonly build: Build; readonly results: readonly RuleResult[] }
  /** A bug of a rule, in words. */
  | { readonly kind: 'bug'; readonly code: 'invariant-broken' | 'not-stable'; readonly message: string };

/** In the order they are gone through. */
const phases = ['structure', 'names', 'targets'] as const satisfies readonly Phase[];

/** A file that still changes after so many rounds would change for ever. */
const maximumRounds = 8;

/** Applies the rules until nothing changes. */
export function runPhases(
  build: Build,
  rules: readonly Rule[],
  settings: Settings,
  suppressions: readonly Suppression[],
): PhasesResult {
  let current = build;
  let results: readonly RuleResult[] = rules.map((rule) => ({
    rule,
    changes: [],
    verdict: undefined,
    suppressed: undefined,
    skipped: [],
  }));
  // Of the same build a rule says the same again.
  const answered = new Map<Rule, Build>();
  for (let round = 0; round < maximumRounds; round += 1) {
    const before = current;
    for (const phase of phases) {
      const asked = results.map((result): Asked => {
        if (result.rule.phase !== phase || answered.get(result.rule) === current) return { result };
        answered.set(result.rule, current);
        const wanted = settings.asked.has(result.rule.name) || current !== build;
        return ask(result, current, settings, suppressions, wanted);
      });
      const made = merge(asked);
      results = made.results;
      if (made.edits.length === 0) continue;
      const next = changed(current, made.edits, settings, made.start);
      if (next.kind === 'bug') {
        const names = made.rules.map(({ name }) => name).join(', ');
        return {
          kind: 'bug',
          code: 'invariant-broken',
          message: `in its rule ${names}: ${next.broken.join('; ')}`,
        };
      }
      current = next.build;
    }
    if (current === before) return { kind: 'done', build: current, results };
  }
  const active = results.filter(({ verdict }) => verdict === undefined).map(({ rule }) => rule.name);
  return {
    kind: 'bug',
    code: 'not-stable',
    message: `the rules (${active.join(', ')}) still change the file after ${maximumRounds} rounds`,
  };
}

interface Asked {
  readonly result: RuleResult;
  /** What it proposes; not yet counted among the result's changes. */
  readonly proposal?: Proposal;
}

function ask(
  result: RuleResult,
  build: Build,
  settings: Settings,
  suppressions: readonly Suppression[],
  /** Whether a minor change is: the file changes anyway, or the rule was asked for. */
  minorIsWanted: boolean,
): Asked {
  const { rule } = result;
  const verdict = rule.check(build, settings);
  const suppressed =
    verdict.kind === 'nothing' ? undefined : suppressionOf(suppressions, [rule.name, verdict.code]);
  if (suppressed !== undefined) return { result: { ...result, suppressed } };
  if (verdict.kind !== 'proposal') return { result: { ...result, verdict } };
  if (verdict.minor === true && !minorIsWanted) {
    const message = `no more than letters would change: ${verdict.message ?? verdict.code}; ask for it with --rule ${rule.name}`;
    return { result: { ...result, verdict: { kind: 'nothing', code: 'minor-change', message } } };
  }
  const doubtful = doubt(verdict, settings);
  if (doubtful !== undefined) return { result: { ...result, verdict: doubtful } };
  if (applyEdits(build.dockerfile.text, verdict.edits) === build.dockerfile.text) {
    const message = 'there is nothing to change';
    return { result: { ...result, verdict: { kind: 'nothing', code: 'nothing-to-do', message } } };
  }
  return { result: { ...result, verdict: undefined }, proposal: verdict };
}

const ranks: Readonly<Record<Confidence, number>> = { possible: 0, likely: 1, proven: 2 };

/** The lower of two confidences. */
export function lower(a: Confidence, b: Confidence): Confidence {
  return ranks[a] < ranks[b] ? a : b;
}

/** A refusal for a proposal that is less sure than was asked for. */
function doubt({ confidence, assumptions }: Proposal, settings: Settings): RuleResult['verdict'] {
  if (ranks[confidence] >= ranks[settings.confidence]) return undefined;
  const [assumption] = assumptions;
  const because = assumption === undefined ? '' : `: it takes for granted that ${assumption.message}`;
  return {
    kind: 'refusal',
    code: 'confidence',
    message: `the migration would be no more than ${confidence}, where ${settings.confidence} is asked for${because}`,
    evidence: assumption?.evidence,
    advice: `look at it with --confidence ${confidence}`,
  };
}

interface Merged {
  readonly results: readonly RuleResult[];
  readonly edits: readonly Edit[];
  /** Whose edits these are. */
  readonly rules: readonly Rule[];
  /** What one of them starts in place of what was started. */
  readonly start?: Proposal['start'];
}

/** Takes the proposals one after the other, as long as they touch different places. */
function merge(asked: readonly Asked[]): Merged {
  if (asked.every(({ proposal }) => proposal === undefined)) {
    return { results: asked.map(({ result }) => result), edits: [], rules: [] };
  }
  const start: Merged = { results: [], edits: [], rules: [] };
  return asked.reduce<Merged>((merged, { result, proposal }) => {
    const { results, edits, rules } = merged;
    if (proposal === undefined) return { ...merged, results: [...results, result] };
    if (edits.some((edit) => proposal.edits.some((other) => touch(edit, other)))) {
      const skipped = skippedReason(result.rule, rules);
      return { ...merged, results: [...results, { ...result, skipped: [...result.skipped, skipped] }] };
    }
    return {
      results: [...results, { ...result, changes: [...result.changes, proposal] }],
      edits: [...edits, ...proposal.edits],
      rules: [...rules, result.rule],
      start: merged.start ?? proposal.start,
    };
  }, start);
}

/** Whether two edits overlap, or insert at one place, where their order would be a matter of luck. */
function touch(a: Edit, b: Edit): boolean {
  return (a.start < b.end && b.start < a.end) || a.start === b.start || a.end === b.end;
}

function skippedReason({ name }: Rule, others: readonly Rule[]): Reason {
  const them = others.map((rule) => rule.name).join(', ');
  return {
    code: 'edits-overlap',
    message: `${name} would have changed lines that ${them} changes: it was asked again afterwards`,
    evidence: undefined,
  };
}

type Changed =
  | { readonly kind: 'build'; readonly build: Build }
  | { readonly kind: 'bug'; readonly broken: readonly string[] };

function changed(
  build: Build,
  edits: readonly Edit[],
  settings: Settings,
  start: Proposal['start'],
): Changed {
  const text = applyEdits(build.dockerfile.text, edits);
  if (text === undefined) return { kind: 'bug', broken: ['its edits overlap'] };
  const after = evaluate(parse(text), build.knowledge, build.context);
  const broken = brokenInvariants(build, edits, after, settings, start);
  return broken.length > 0 ? { kind: 'bug', broken } : { kind: 'build', build: after };
}

/** What all rules together know; where two know the same command or image, the earlier rule is asked first. */
export function jointKnowledge(rules: readonly Rule[]): Knowledge {
  const all = rules.map(({ knowledge }) => knowledge);
  return {
    image: (reference) => firstOf(all, ({ image }) => image(reference)),
    installed: (setup) => firstOf(all, ({ installed }) => installed?.(setup)),
    mayInstall: (text) => all.some(({ mayInstall }) => mayInstall?.(text) === true),
    published: (name, text) => all.some(({ published }) => published?.(name, text) === true),
    modelOf: (name) => firstOf(all, ({ modelOf }) => modelOf(name)),
    output: (run, world) => firstOf(all, ({ output }) => output(run, world)),
  };
}

function firstOf<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
