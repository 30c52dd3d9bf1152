/** Programs of the system, by their names: those that are started in vain, and what else one needs. */
import type { Need } from '../../../rule/need.ts';
import type { Evidence } from '../../../rule/types.ts';
import type { Value } from '../../../shell/types.ts';

/** Programs of other systems and of desktops: code that calls them has a branch for each, and none is in the image. */
export const foreignPrograms: ReadonlySet<string> = new Set(
  'cmd cmd.exe powershell powershell.exe pwsh open rundll32 explorer start osascript xdg-open wslview termux-open-url'.split(
    ' ',
  ),
);

/** Programs that fetch over https unless they are told to do something else. */
const fetchers = new Set(['curl', 'git', 'wget']);

/** What git does without fetching anything. */
const localGit = new Set(
  'status log diff add commit init rev-parse config version --version show branch tag describe'.split(' '),
);

/** A program of the system, with the certificates that it may fetch with. */
export function systemProgram(
  name: string,
  given: readonly Value[],
  because: string,
  evidence: Evidence,
): readonly Need[] {
  const command: Need = { kind: 'command', name, because, evidence };
  if (!fetchers.has(name)) return [command];
  const words = given.map(({ text }) => text ?? '');
  const local = name === 'git' && localGit.has(words[0] ?? '');
  const plain = words.some((word) => word.startsWith('http://')) && !words.some((word) => word === '');
  return local || plain
    ? [command]
    : [command, { kind: 'certificates', because: `${because}, which may fetch over https`, evidence }];
}
