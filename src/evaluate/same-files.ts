/** Whether a stage holds the same files in two versions of a Dockerfile, told from what is written there. */
import type { Dockerfile, Instruction } from '../dockerfile/types.ts';
import type { Build } from './types.ts';

/**
 * Whether all that makes or changes files in the stage of this number, and in those before it that it may use, is
 * written alike in both. It is enough, and takes no evaluation: what a file does follows from its text alone, the
 * same knowledge and context given.
 */
export function haveSameFiles(stage: number, before: Build, after: Build): boolean {
  if (before.knowledge !== after.knowledge || before.context !== after.context) return false;
  if (before.dockerfile.escape !== after.dockerfile.escape) return false;
  // A name that is new may be what a FROM or COPY takes from now on.
  const named = before.stages.slice(0, stage).every(({ name }, index) => name === after.stages[index]?.name);
  return named && makings(before.dockerfile, stage) === makings(after.dockerfile, stage);
}

/** What the files of a stage depend on, as text: from the first ARG to the stage's last step that has to do with files. */
function makings({ instructions, text }: Dockerfile, stage: number): string {
  let current = -1;
  let whole = '';
  let waiting = '';
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') current += 1;
    if (current > stage) break;
    const part = parts[instruction.keyword];
    if (part === undefined) continue;
    waiting += `${written(instruction, text)}\n`;
    if (part === 'state' && current === stage) continue;
    whole += waiting;
    waiting = '';
  }
  return whole;
}

/** Instructions that change the files, and those that change how later ones do; the others say something of the image. */
const parts: Readonly<Partial<Record<Instruction['keyword'], 'files' | 'state'>>> = {
  ADD: 'files',
  ARG: 'state',
  COPY: 'files',
  ENV: 'state',
  FROM: 'files',
  RUN: 'files',
  SHELL: 'state',
  USER: 'state',
  WORKDIR: 'files',
};

/** The instruction as it stands in the file, but for the name that FROM gives. */
function written(instruction: Instruction, text: string): string {
  const end = instruction.keyword === 'FROM' ? instruction.image.end : instruction.end;
  return text.slice(instruction.start, end).trimEnd();
}
