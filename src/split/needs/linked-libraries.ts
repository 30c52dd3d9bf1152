/** Libraries that compiled programs commonly load: that of C, and that of the compiler. */
import type { Stage } from '../../evaluate/types.ts';
import { libraryOf } from '../../image/bases.ts';
import type { Need } from '../../rule/need.ts';
import type { Evidence } from '../../rule/types.ts';

/** The C library of the stage that the program was linked in. */
export function cLibraryNeed({ facts }: Stage, because: string, evidence: Evidence | undefined): Need {
  const library = libraryOf(facts?.distribution ?? { family: 'other' });
  return { kind: 'c-library', library, because, evidence };
}

/** The library of the compiler that unwinds the stack: the C library loads it for threads that end. */
export const unwinder = 'libgcc_s.so.1';

/** That one, as the distribution has it. */
export function unwinderNeed({ facts }: Stage, because: string, evidence: Evidence | undefined): Need {
  const packages = [facts?.distribution.family === 'alpine' ? 'libgcc' : 'libgcc-s1'];
  return { kind: 'library', soname: unwinder, packages, because, evidence };
}
