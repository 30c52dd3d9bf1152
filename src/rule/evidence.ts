/** Places in the Dockerfile that decisions rest on. */
import type { Dockerfile, Instruction, Span } from '../dockerfile/types.ts';
import { lineAt, linesOf } from '../dockerfile/index.ts';
import type { Evidence } from './types.ts';
import type { StepId } from '../evaluate/types.ts';

const maximumLength = 120;

/** The line of an instruction. */
export function evidenceOf(
  dockerfile: Dockerfile,
  instruction: Instruction | undefined,
): Evidence | undefined {
  if (instruction === undefined) return undefined;
  return {
    file: 'Dockerfile',
    line: instruction.line,
    text: excerpt(dockerfile.text, instruction.keywordSpan.start),
  };
}

/** The line of a step. */
export function evidenceAt(dockerfile: Dockerfile, step: StepId | undefined): Evidence | undefined {
  return step === undefined ? undefined : evidenceOf(dockerfile, dockerfile.instructions[step]);
}

/** The line of a command inside a RUN, or of the instruction where the command has no place of its own. */
export function evidenceOfCommand(
  dockerfile: Dockerfile,
  command: { readonly span: Span | undefined; readonly step: StepId },
): Evidence | undefined {
  if (command.span === undefined) return evidenceAt(dockerfile, command.step);
  const line = lineAt(linesOf(dockerfile.text), command.span.start);
  return { file: 'Dockerfile', line, text: excerpt(dockerfile.text, command.span.start) };
}

/** The line from an offset on, shortened. */
function excerpt(text: string, start: number): string {
  const line = /^[^\r\n]*/.exec(text.slice(start, start + 500))?.[0] ?? '';
  const trimmed = line.replace(/\s*[\\`]?\s*$/, '');
  return trimmed.length > maximumLength ? `${trimmed.slice(0, maximumLength - 1)}…` : trimmed;
}
