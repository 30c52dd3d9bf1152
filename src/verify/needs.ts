/** What a program's own file tells about its needs. */
import type { ElfFile } from './elf/elf.ts';
import { fileNameFunctions, openFunction, tellings, timeOpenFunction } from './elf/go-functions.ts';
import type { Need } from './types.ts';

/** What the program at the path may need; empty for one that Go didn't link. */
export function needsOfProgram(path: string, { goFunctions = [] }: ElfFile): readonly Need[] {
  const linked = new Set(goFunctions);
  return tellings.flatMap(({ functions, kind, does, unless, otherwise }): readonly Need[] => {
    const found = functions.find((name) => linked.has(name));
    if (found === undefined) return [];
    const explained = unless.some((name) => linked.has(name));
    if (explained && otherwise === 'none') return [];
    return [
      { kind, name: undefined, evidence: `${path} ${does} (${found} is linked in)`, certain: !explained },
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
