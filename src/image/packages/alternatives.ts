/**
 * Packages of Debian that take a command over which the distribution's own image has (update-alternatives(1)): their
 * priority is the higher one. Source: the postinst scripts of Debian 13: gawk 5.2.1 has 10 for awk with nawk, mawk 5;
 * less 668 has 77 for pager, most 5.2.0 60, util-linux 50; gnu-which 2.21 has 400 for which, debianutils 0.
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
