/** The way of a file: parse → evaluate → rules → apply → check → outcome. */
import { rules } from '../../rules/index.ts';
import { evaluate } from '../evaluate/stages/evaluate.ts';
import type { Knowledge } from '../evaluate/types.ts';
import type { BuildContext } from '../context/types.ts';
import { parse } from '../dockerfile/index.ts';
import type { Dockerfile } from '../dockerfile/types.ts';
import { officialReference } from '../image/aliases.ts';
import { jointKnowledge, lower, runPhases, type PhasesResult, type RuleResult } from './phases.ts';
import { ignores } from './suppressions.ts';
import type { Confidence, ExtraStage, Outcome, Reason, Rule, Settings } from '../rule/types.ts';

export interface MigrateOptions {
  /** What COPY can see and who uses the image; without it everything that rests on sources is an assumption. */
  readonly context?: BuildContext;
  /** Least confidence a migration must have. Default `likely`. */
  readonly confidence?: Confidence;
  /** Rules by name; `false` turns one off. All are on by default. */
  readonly rules?: Readonly<Record<string, boolean>>;
  /** Stages to add. Default none. */
  readonly stages?: readonly ExtraStage[];
  /**
   * Images to use instead of the usual runtime bases, by family: a reference, or what the image is and has; `{release}`
   * stands for the distribution's release.
   */
  readonly bases?: Settings['bases'];
  /** A set of runtime bases that teams have, and where its images are taken from. */
  readonly baseSet?: NonNullable<Settings['baseSet']>;
  /** Digests by reference: a base that is written gets the one that it has there. */
  readonly pins?: Settings['pins'];
  /** `false` refuses what would run as root. */
  readonly root?: boolean;
  /** Further images that contain what a toolchain's official one does, by toolchain. */
  readonly toolchains?: Settings['toolchains'];
}

/** What is known of images and commands does not depend on which rules may change the file. */
const knowledge = jointKnowledge(rules);

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
  const settings: Settings = {
    confidence: options.confidence ?? 'likely',
    asked: new Set(Object.entries(options.rules ?? {}).flatMap(([name, on]) => (on ? [name] : []))),
    stages: options.stages ?? [],
    bases: options.bases ?? {},
    baseSet: options.baseSet,
    pins: options.pins ?? {},
    rootAllowed: options.root ?? true,
    toolchains: options.toolchains ?? {},
  };
  const active = rules.filter(({ name }) => options.rules?.[name] !== false);
  const known: Knowledge = {
    ...knowledge,
    image: (reference) => {
      const official = officialReference(reference, settings.toolchains);
      const facts = knowledge.image(official);
      return facts === undefined || official === reference ? facts : { ...facts, extended: true };
    },
  };
  const build = evaluate(dockerfile, known, options.context);
  const { suppressions } = ignores(dockerfile);
  return conclude(runPhases(build, active, settings, suppressions));
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

/**
 * One outcome for what several rules said. A file that any rule changed is migrated, under the code of the first
 * change; what another rule refused is kept among the reasons. Else a refusal counts more than a comment that asks to
 * be left alone, and that more than having nothing to do.
 */
export function conclude(result: PhasesResult): Outcome {
  if (result.kind === 'bug') {
    return {
      outcome: 'failed',
      code: result.code,
      message: `dfopt has a bug ${result.message}; the file is left alone`,
      evidence: undefined,
    };
  }
  const { results, build } = result;
  const changes = results.flatMap((each) => each.changes);
  const [first] = changes;
  if (first !== undefined) {
    return {
      outcome: 'migrated',
      code: first.code,
      message: results.flatMap(({ rule, changes: made }) => describeChanges(rule, made)).join('; '),
      text: build.dockerfile.text,
      confidence: changes.reduce<Confidence>((least, { confidence }) => lower(least, confidence), 'proven'),
      assumptions: changes.flatMap(({ assumptions }) => assumptions),
      reasons: [
        ...changes.flatMap(({ reasons }) => reasons),
        ...results.flatMap(({ skipped }) => skipped),
        ...results.flatMap(refusalReason),
      ],
      needs: changes.flatMap(({ needs = [] }) => needs),
      summary: changes.find(({ summary }) => summary !== undefined)?.summary,
    };
  }
  return unchanged(results);
}

function unchanged(results: readonly RuleResult[]): Outcome {
  for (const { verdict, suppressed } of results) {
    if (suppressed === undefined && verdict?.kind === 'refusal') {
      const { code, message, evidence, advice } = verdict;
      return { outcome: 'refused', code, message, evidence, advice };
    }
  }
  for (const { suppressed } of results) {
    if (suppressed !== undefined) {
      const reason = suppressed.reason === '' ? '' : `: ${suppressed.reason}`;
      return {
        outcome: 'unchanged',
        code: 'ignored',
        message: `line ${suppressed.line} asks dfopt to leave the file alone${reason}`,
      };
    }
  }
  const nothing = results.flatMap(({ verdict }) => (verdict?.kind === 'nothing' ? [verdict] : []));
  const told = nothing.find(({ recognised }) => recognised === true) ?? nothing[0];
  if (told !== undefined) return { outcome: 'unchanged', code: told.code, message: told.message };
  return { outcome: 'unchanged', code: 'no-rule', message: 'no rule is switched on' };
}

function describeChanges({ name }: Rule, changes: RuleResult['changes']): readonly string[] {
  return changes.map(({ summary, message }) => {
    if (summary !== undefined)
      return `split into a build stage on ${summary.from} and a runtime stage on ${summary.to}`;
    return message ?? `changed by ${name}`;
  });
}

/** A refusal beside another rule's change. */
function refusalReason({ rule, verdict, suppressed }: RuleResult): readonly Reason[] {
  if (verdict?.kind !== 'refusal' || suppressed !== undefined) return [];
  const { code, message, advice, evidence } = verdict;
  return [{ code, message: `${rule.name} left the file as it is: ${message}; ${advice}`, evidence }];
}
