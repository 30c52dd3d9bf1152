/**
 * What the file of a Go program tells. Go keeps the name of every linked function in the section `.gopclntab`, stripped or
 * not, for stack traces; the linker leaves out functions that nothing can reach (package debug/gosym).
 */
import type { LinkedFacts, LinkedNeed, ProgramFile } from '../../../src/toolchain/traces.ts';
import {
  fileNameFunctions,
  openFunction,
  tellingGoFunctions,
  tellings,
  timeOpenFunction,
} from './functions.ts';

/** undefined for a program that Go didn't link. */
export function readGoProgram(file: ProgramFile): LinkedFacts | undefined {
  const table = file.section('.gopclntab', '.data.rel.ro.gopclntab');
  if (table === undefined) return undefined;
  // Names are NUL-terminated in one table.
  const linked = new Set(tellingGoFunctions.filter((name) => table.includes(`\0${name}\0`, 0, 'latin1')));
  return {
    needs: needsOfFunctions(linked),
    // Constructors are of the C start files; Go's own linker writes no such section. What C calls is not in the table.
    ignoresWorkingDirectory:
      !file.dynamic && file.section('.init_array') === undefined && reachesNoRelativeName(linked),
  };
}

function needsOfFunctions(linked: ReadonlySet<string>): readonly LinkedNeed[] {
  return tellings.flatMap(({ functions, need, does, explained }): readonly LinkedNeed[] => {
    const found = functions.find((name) => linked.has(name));
    if (found === undefined) return [];
    const left = explained.flatMap(({ by, leaves }) => (by.some((name) => linked.has(name)) ? [leaves] : []));
    if (left.includes('none')) return [];
    return [
      {
        need,
        does: `${does} (${found} is linked in)`,
        possible: left.length > 0,
        ...(left.includes('on-request') ? { onRequest: true } : {}),
      },
    ];
  });
}

/** None of the functions that take a file's name is there, or those alone that are given absolute ones. */
function reachesNoRelativeName(linked: ReadonlySet<string>): boolean {
  const opens = linked.has(openFunction) && !linked.has(timeOpenFunction);
  return !opens && !fileNameFunctions.some((name) => linked.has(name));
}
