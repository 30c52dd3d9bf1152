/**
 * Packages of Debian that take a command over which the distribution's own image has (update-alternatives(1)): their
 * priority is the higher one. Source: `Alternatives` of Debian 13, as the packages' postinst scripts register them (gawk 10
 * and mawk 5 for awk and nawk; less 77 and more 50 for pager; gnu-which 5 and debianutils 0 for which).
 */
const takenOver: ReadonlyMap<string, readonly string[]> = new Map([
  ['awk', ['gawk']],
  ['nawk', ['gawk']],
  ['pager', ['less', 'most']],
  ['which', ['gnu-which']],
]);

/** Packages whose command is the one of that name where they are installed. */
export function takesOver(command: string): readonly string[] {
  return takenOver.get(command) ?? [];
}
