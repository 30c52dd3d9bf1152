/** Comments that are addressed to dfopt and say nothing to it: who wrote one believes that it counts. */
import { rules } from '../../rules/index.ts';
import { didYouMean } from '../batch/suggest.ts';
import { parse } from '../dockerfile/index.ts';
import { ignores } from '../migrate/suppressions.ts';
import { codePages } from './code-pages.ts';

export interface SuppressionNote {
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** In the order of the file; none for nearly every one. */
export function suppressionNotes(text: string): readonly SuppressionNote[] {
  if (!/dfopt/i.test(text)) return [];
  const dockerfile = parse(text);
  const { suppressions, problems } = ignores(dockerfile);
  const directives = new Set(dockerfile.directives.map(({ start }) => start));
  // The builder's own directive names the builder's checks.
  const comments = suppressions.filter(({ span }) => !directives.has(span.start));
  const unknown = comments.flatMap(({ codes, line }) =>
    codes === 'all' ? [] : namingNothing(codes).map((message) => ({ line, message })),
  );
  return [...problems, ...unknown]
    .map(({ line, message }) => ({ line, message }))
    .sort((a, b) => a.line - b.line);
}

function namingNothing(codes: readonly string[]): readonly string[] {
  const known = [...codePages().keys(), ...rules.map(({ name }) => name)];
  // Without its pages the program can't tell.
  if (known.length === rules.length) return [];
  return codes
    .filter((code) => !known.includes(code))
    .map((code) => `there is no code or rule '${code}'; ${didYouMean(code, known) ?? "see 'dfopt rules'"}`);
}
