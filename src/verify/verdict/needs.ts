/** What a program's own file tells about its needs. */
import type { ElfFile } from '../elf/elf.ts';
import { fileNameFunctions, openFunction, tellings, timeOpenFunction } from '../elf/go-functions.ts';
import type { Need } from './types.ts';

/** What the program at the path may need; empty for one that Go didn't link. */
export function needsOfProgram(path: string, { goFunctions = [] }: ElfFile): readonly Need[] {
  const linked = new Set(goFunctions);
  return tellings.flatMap(({ functions, kind, does, explained }): readonly Need[] => {
    const found = functions.find((name) => linked.has(name));
    if (found === undefined) return [];
    const left = explained.flatMap(({ by, leaves }) => (by.some((name) => linked.has(name)) ? [leaves] : []));
    if (left.includes('none')) return [];
    return [
      {
        kind,
        name: undefined,
        evidence: `${path} ${does} (${found} is linked in)`,
        certain: left.length === 0,
      },
    ];
  });
}

/**
 * Whether the program certainly reaches no file by a relative name, so that its working directory doesn't matter:
 * a static Go program with none of the functions that take one.
 */
export function ignoresWorkingDirectory({ dynamic, cCode, goFunctions }: ElfFile): boolean {
  if (dynamic || cCode || goFunctions === undefined) return false;
  const opens = goFunctions.includes(openFunction) && !goFunctions.includes(timeOpenFunction);
  return !opens && !goFunctions.some((name) => fileNameFunctions.includes(name));
}
