/** A program whose sources were not read: what Rust programs commonly need, and what is taken for granted. */
import type { Program } from '../../src/evaluate/types.ts';
import { zoneDirectory } from '../../src/image/places.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import type { Needs } from '../../src/toolchain/toolchain.ts';

/** Needs that cost little are met; what else it may open or start is among what is kept. */
export function usesOfUnread(
  { package: name }: Program,
  evidence: Evidence | undefined,
): Omit<Needs, 'kind' | 'linkage' | 'reasons'> {
  const what = name ?? 'the program';
  const because = 'its sources were not read';
  const needs: readonly Need[] = [
    { kind: 'certificates', because, evidence },
    { kind: 'time-zones', sources: [zoneDirectory], because, evidence },
    { kind: 'temporary-directory', because, evidence },
  ];
  const assumptions: readonly Assumption[] = [
    {
      code: 'sources-not-read',
      message: `the sources of ${what} were not read: it needs no more at run time than certificates, time zones, a temporary directory and the files that are kept, and starts no other programs`,
      evidence,
    },
  ];
  return {
    needs,
    workdir: 'unknown',
    startsUnknown: true,
    besideItself: false,
    environment: [],
    assumptions,
  };
}
