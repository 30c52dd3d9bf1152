/** What a rule proposes and what becomes of a file. */
import type { Build, Knowledge } from '../evaluate/types.ts';
import type { ImageAliases } from '../image/aliases.ts';
import type { BaseSettings } from '../image/base-policy.ts';
import type { Pins } from '../image/pins.ts';
import type { Need } from './need.ts';
import type { Span } from '../dockerfile/types.ts';
import type { Code, CodeTable } from './codes.ts';
import type { Assumption, Evidence } from './grounds.ts';

export type { Assumption, Evidence } from './grounds.ts';

/** Replace the text in the span (offsets into the original text) by `text`; an insertion has an empty span. */
export interface Edit extends Span {
  readonly text: string;
}

export type Confidence = 'proven' | 'likely' | 'possible';

/** One decision of a migration, in plain words, with what it rests on. */
export interface Reason<Name extends string = Code<'reason' | 'refused'>> {
  /** That of a refusal, where one rule refused what another changed. */
  readonly code: Name;
  readonly message: string;
  readonly evidence: Evidence | undefined;
}

/** What a rule says about a file. */
export type Verdict =
  | {
      readonly kind: 'proposal';
      readonly code: Code<'migrated'>;
      readonly edits: readonly Edit[];
      readonly confidence: Confidence;
      readonly assumptions: readonly Assumption[];
      readonly reasons: readonly Reason[];
      /** What the new stage copies or installs, for the report. */
      readonly summary: MigrationSummary | undefined;
      /** What the new stage has to have, where the rule knows it. */
      readonly needs?: readonly Need[];
      /** What the change is, in a few words, where there is no summary: `stage 0 is named build`. */
      readonly message?: string;
      /** The words that the container starts with, where they become others. */
      readonly start?: { readonly from: readonly string[]; readonly to: readonly string[] };
      /** Not worth a change of its own: made where the file changes anyway, or where the rule was asked for by name. */
      readonly minor?: true;
    }
  /** A candidate that can't be changed safely. */
  | {
      readonly kind: 'refusal';
      readonly code: Code<'refused'>;
      readonly message: string;
      readonly evidence: Evidence | undefined;
      /** What the author could do. */
      readonly advice: string;
    }
  /** Not this rule's business, or nothing to gain. */
  | {
      readonly kind: 'nothing';
      readonly code: Code<'unchanged'>;
      readonly message: string;
      /** The rule knows what the file is: that comes before what rules say which it is nothing to. */
      readonly recognised?: true;
    };

export interface MigrationSummary {
  readonly toolchain: string;
  /** The base image before and the runtime base after. */
  readonly from: string;
  readonly to: string;
  /** Why no smaller base; empty when it is the smallest. */
  readonly whyNotSmaller: string;
  /** Absolute paths that the runtime stage copies from the build stage. */
  readonly copied: readonly string[];
  readonly packages: readonly string[];
  /** What the images may weigh, where tables tell. */
  readonly sizes?: SizeEstimate;
}

/** What an image may weigh when nothing was built: bytes on disk. */
export interface SizeRange {
  readonly least: number;
  readonly most: number;
}

export interface SizeEstimate {
  readonly before: SizeRange;
  readonly after: SizeRange;
}

/**
 * When a rule is asked: `structure` makes stages of the ones there are, `names` gives names to them, `targets` adds
 * stages beside them.
 */
export type Phase = 'structure' | 'names' | 'targets';

export interface Rule {
  readonly name: string;
  readonly phase: Phase;
  /** One line for `dfopt rules`. */
  readonly description: string;
  /** What it can say, each with its section in the rule's README. */
  readonly codes: CodeTable;
  /** What the evaluation has to know for this rule. */
  readonly knowledge: Knowledge;
  /** Stages that it adds where they are asked for. */
  readonly stages?: readonly ExtraStage[];
  readonly check: (build: Build, settings: Settings) => Verdict;
}

/** What a caller can decide. */
export interface Settings {
  /** Proposals below are not made. */
  readonly confidence: Confidence;
  /** Rules that were asked for by name, where all are on by default. */
  readonly asked: ReadonlySet<string>;
  /** Stages to add where the file has them not; none unless asked for. */
  readonly stages: readonly ExtraStage[];
  /** Images to use instead of the usual runtime bases, by family; a set of them for all families. */
  readonly bases: BaseSettings['bases'];
  readonly baseSet: BaseSettings['baseSet'];
  /** Digests of the bases that are written. */
  readonly pins: Pins;
  /** Whether an image may run as root. */
  readonly rootAllowed: boolean;
  /** Further images that contain what a toolchain's official one does. */
  readonly toolchains: ImageAliases;
}

/** The name of a stage that a rule adds where it is asked for: `test`, what only tests and lints; `debug` … */
export type ExtraStage = string;

/** Every file ends as exactly one of these. A report that is read back may hold codes of another version. */
export type Outcome<Name extends string = never> = {
  readonly message: string;
} & (
  | {
      readonly outcome: 'migrated';
      /** Stable and documented: `dfopt explain CODE`. */
      readonly code: Code<'migrated'> | Name;
      /** The new text. */
      readonly text: string;
      readonly confidence: Confidence;
      readonly assumptions: readonly Assumption<Code<'assumption'> | Name>[];
      readonly reasons: readonly Reason<Code<'reason' | 'refused'> | Name>[];
      readonly summary: MigrationSummary | undefined;
      /** What the program needs at run time; absent where a report is all that is left of the outcome. */
      readonly needs?: readonly Need[];
    }
  | { readonly outcome: 'unchanged'; readonly code: Code<'unchanged'> | Name }
  | {
      readonly outcome: 'refused';
      readonly code: Code<'refused'> | Name;
      readonly evidence: Evidence | undefined;
      readonly advice: string;
    }
  | {
      readonly outcome: 'failed';
      readonly code: Code<'failed'> | Name;
      readonly evidence: Evidence | undefined;
    }
);
