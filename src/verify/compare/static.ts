/** Level `static`: the new text reads as a Dockerfile, and builds stages that are there. */
import { parse } from '../../dockerfile/index.ts';
import type { Dockerfile } from '../../dockerfile/types.ts';
import type { Finding, LevelResult } from '../verdict/types.ts';
import { compared, findingsOf } from './finding.ts';

const finding = findingsOf('static');

/**
 * @param more Findings of the migration's own check of its invariants, where there was one.
 */
export function compareStatic(before: string, after: string, more: readonly Finding[] = []): LevelResult {
  const old = parse(before);
  const now = parse(after);
  const known = new Set(old.errors.map(({ message }) => message));
  const errors = now.errors.filter(({ message }) => !known.has(message));
  return compared('static', [
    ...errors.map(({ line, message }) => finding('does-not-parse', `line ${line}`, message)),
    ...stageReferences(now),
    ...more,
  ]);
}

/** `COPY --from=N` and `RUN --mount=from=N` by number must name an earlier stage. */
function stageReferences({ instructions }: Dockerfile): readonly Finding[] {
  let stage = -1;
  const findings: Finding[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') stage += 1;
    for (const { name, value } of instruction.flags) {
      if (name.toLowerCase() !== 'from' || value === undefined || !/^\d+$/.test(value)) continue;
      if (Number(value) >= stage) {
        findings.push(
          finding('stage-missing', `line ${instruction.line}`, `--from=${value} names no earlier stage`),
        );
      }
    }
  }
  return findings;
}
