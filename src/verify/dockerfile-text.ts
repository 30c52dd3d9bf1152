/** What verifying asks of a Dockerfile's text. */
import { parse } from '../dockerfile/index.ts';
import type { Directive, FromInstruction } from '../dockerfile/types.ts';

export type FinalBase =
  /** The last stage starts from nothing. */
  | { readonly kind: 'scratch' }
  /** A Dockerfile that builds what the last stage starts from, and nothing on top. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** What the stage that is built, the target or the last one, starts from. */
export function finalBase(text: string, target: string | undefined): FinalBase {
  const { instructions } = parse(text);
  const stages = instructions.filter((instruction) => instruction.keyword === 'FROM');
  const from = target === undefined ? stages.at(-1) : stageNamed(stages, target);
  if (from === undefined) {
    return {
      kind: 'unknown',
      why: target === undefined ? 'the file has no FROM' : `there is no stage ${target}`,
    };
  }
  return from.image.raw.toLowerCase() === 'scratch'
    ? { kind: 'scratch' }
    : { kind: 'text', text: text.slice(0, from.end) };
}

/** Names are compared without case; buildah and the classic builder also take a stage's number. */
function stageNamed(stages: readonly FromInstruction[], target: string): FromInstruction | undefined {
  const named = stages.find(({ name }) => name?.raw.toLowerCase() === target.toLowerCase());
  return named ?? (/^\d+$/.test(target) ? stages[Number(target)] : undefined);
}

/** The frontend image a `# syntax=` line names. */
export function frontendOf(text: string): string | undefined {
  return syntaxDirective(text)?.value;
}

/** The text without its `# syntax=` line: the engine's own frontend reads it then. */
export function withoutFrontend(text: string): string {
  const directive = syntaxDirective(text);
  return directive === undefined ? text : text.slice(0, directive.start) + text.slice(directive.end);
}

function syntaxDirective(text: string): Directive | undefined {
  return parse(text).directives.find(({ name }) => name.toLowerCase() === 'syntax');
}
