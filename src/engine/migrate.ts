/** The way of a file: parse → evaluate → rules → apply → check → outcome. */
import { rules } from '../../rules/index.ts';
import { evaluate } from '../build/evaluate.ts';
import type { Build } from '../build/types.ts';
import type { BuildContext } from '../context/types.ts';
import { parse } from '../dockerfile/index.ts';
import type { Dockerfile } from '../dockerfile/types.ts';
import { applyEdits } from './apply.ts';
import { brokenInvariants } from './check.ts';
import { ignores, suppressionOf } from './suppressions.ts';
import type { Confidence, Outcome, Rule, Settings, Verdict } from './types.ts';

export interface MigrateOptions {
  /** What COPY can see and who uses the image; without it everything that rests on sources is an assumption. */
  readonly context?: BuildContext;
  /** Least confidence a migration must have. Default `likely`. */
  readonly confidence?: Confidence;
}

/** Migrates one Dockerfile: text and context in, outcome out. Touches no disk, runs nothing, never throws. */
export function migrate(text: string, options: MigrateOptions = {}): Outcome {
  try {
    return outcomeOf(text, options);
  } catch (error) {
    return {
      outcome: 'failed',
      code: 'internal-error',
      message: `dfopt has a bug: ${error instanceof Error ? error.message : String(error)}`,
      evidence: undefined,
    };
  }
}

function outcomeOf(text: string, options: MigrateOptions): Outcome {
  const dockerfile = parse(text);
  const [error] = dockerfile.errors;
  if (error !== undefined) return parseFailure(dockerfile);
  const settings: Settings = { confidence: options.confidence ?? 'likely' };
  const { suppressions } = ignores(dockerfile);
  let build: Build | undefined;
  let result: Outcome | undefined;
  for (const rule of rules) {
    build ??= evaluate(dockerfile, rule.knowledge, options.context);
    const verdict = rule.check(build, settings);
    const suppressed = suppressionOf(suppressions, [rule.name, verdict.code]);
    if (suppressed !== undefined && verdict.kind !== 'nothing') {
      return {
        outcome: 'unchanged',
        code: 'ignored',
        message: `line ${suppressed.line} asks dfopt to leave the file alone${suppressed.reason === '' ? '' : `: ${suppressed.reason}`}`,
      };
    }
    const outcome = settle(verdict, rule, build, settings);
    if (outcome.outcome !== 'unchanged') return outcome;
    result ??= outcome;
  }
  return result ?? { outcome: 'unchanged', code: 'no-rule', message: 'no rule is switched on' };
}

function parseFailure({ errors, text }: Dockerfile): Outcome {
  const [first] = errors;
  const line = first?.line ?? 1;
  return {
    outcome: 'failed',
    code: 'parse-error',
    message: `line ${line}: ${first?.message ?? 'the file cannot be parsed'}`,
    evidence: {
      file: 'Dockerfile',
      line,
      text: text.split(/\r?\n/, line)[line - 1]?.trim().slice(0, 120) ?? '',
    },
  };
}

const ranks: Readonly<Record<Confidence, number>> = { possible: 0, likely: 1, proven: 2 };

/** What becomes of a file after a rule's verdict. */
function settle(verdict: Verdict, rule: Rule, build: Build, settings: Settings): Outcome {
  switch (verdict.kind) {
    case 'nothing':
      return { outcome: 'unchanged', code: verdict.code, message: verdict.message };
    case 'refusal':
      return {
        outcome: 'refused',
        code: verdict.code,
        message: verdict.message,
        evidence: verdict.evidence,
        advice: verdict.advice,
      };
    case 'proposal': {
      if (ranks[verdict.confidence] < ranks[settings.confidence]) {
        const [assumption] = verdict.assumptions;
        return {
          outcome: 'refused',
          code: 'confidence',
          message: `the migration is ${verdict.confidence}, and ${settings.confidence} was asked for${assumption === undefined ? '' : `: it takes for granted that ${assumption.message}`}`,
          evidence: assumption?.evidence,
          advice: `look at it with --confidence ${verdict.confidence}`,
        };
      }
      const text = applyEdits(build.dockerfile.text, verdict.edits);
      if (text === build.dockerfile.text) {
        return { outcome: 'unchanged', code: 'nothing-to-do', message: 'there is nothing to change' };
      }
      const broken =
        text === undefined ? ['its edits overlap'] : brokenInvariants(build, verdict.edits, text);
      if (text === undefined || broken.length > 0) {
        return {
          outcome: 'failed',
          code: 'invariant-broken',
          message: `dfopt has a bug in its rule ${rule.name}, and the file is left alone: ${broken.join('; ')}`,
          evidence: undefined,
        };
      }
      return {
        outcome: 'migrated',
        code: verdict.code,
        message: summaryOf(verdict),
        text,
        confidence: verdict.confidence,
        assumptions: verdict.assumptions,
        reasons: verdict.reasons,
        summary: verdict.summary,
      };
    }
  }
}

function summaryOf({ summary }: Extract<Verdict, { kind: 'proposal' }>): string {
  return summary === undefined
    ? 'the file is rewritten'
    : `split into a build stage on ${summary.from} and a runtime stage on ${summary.to}`;
}
