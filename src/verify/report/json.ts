/** Verifications for programs. */
import { packagesGone, totalsOf } from '../verdict/sizes.ts';
import {
  counts,
  levels,
  type Finding,
  type LevelName,
  type LevelStatus,
  type Verdict,
  type Verification,
} from '../verdict/types.ts';

/** All verifications as one JSON document. */
export function jsonReport(verifications: readonly Verification[], version: string): string {
  const { before, after, images } = totalsOf(verifications);
  const report = {
    version,
    verdict: worst(verifications.map(({ verdict }) => verdict)),
    levels: Object.fromEntries(levels.map((level) => [level, worstStatus(verifications, level)])),
    differences: verifications.flatMap((one) =>
      differences(one, counts).map((found) => ({ path: one.path, ...found })),
    ),
    files: verifications.map(fileReport),
    totals: { images, before, after },
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function fileReport(one: Verification) {
  const { sizes } = one;
  return {
    path: one.path,
    against: one.against,
    verdict: one.verdict,
    engine: one.engine ?? null,
    levels: one.levels.map(({ level, status, remarks }) => ({ level, status, remarks })),
    differences: differences(one, counts),
    open: differences(one, ({ open }) => open === true),
    expected: differences(one, ({ expected }) => expected),
    noted: differences(one, ({ noted }) => noted === true),
    obstacle: one.obstacle ?? null,
    remarks: one.remarks,
    sizes: sizes === undefined ? null : { ...sizes, packagesGone: packagesGone(sizes) },
  };
}

function differences(
  { levels: results }: Verification,
  which: (found: Finding) => boolean,
): readonly Omit<Finding, 'expected'>[] {
  return results
    .flatMap(({ findings }) => findings)
    .filter(which)
    .map(({ level, code, what, cause }) => ({ level, code, what, cause }));
}

function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('different')) return 'different';
  return verdicts.includes('unknown') ? 'unknown' : 'equal';
}

function worstStatus(verifications: readonly Verification[], level: LevelName): LevelStatus {
  const statuses = verifications.map(
    (one) => one.levels.find((result) => result.level === level)?.status ?? 'not asked',
  );
  const order: readonly LevelStatus[] = ['different', 'unknown', 'not asked', 'equal'];
  return order.find((status) => statuses.includes(status)) ?? 'not asked';
}
