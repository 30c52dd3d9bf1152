/** The command a container starts with: ENTRYPOINT and CMD together. */
import { literalText } from '../../shell/expand-words.ts';
import { parseShell } from '../../shell/parse.ts';
import { everyCommand } from '../../shell/walk.ts';
import type { ConfigCommand, Stage, StepId } from '../../evaluate/types.ts';

/** ENTRYPOINT and CMD together, as the engine runs them. */
export type Start =
  /** Neither is the author's: the base image's shell. */
  | { readonly kind: 'none' }
  /** JSON that is none, so that a shell is given the text. */
  | { readonly kind: 'broken'; readonly step: StepId | undefined }
  | {
      readonly kind: 'exec';
      readonly words: readonly string[];
      readonly step: StepId | undefined;
    }
  | {
      readonly kind: 'shell';
      readonly script: string;
      readonly shell: readonly string[];
      readonly step: StepId | undefined;
    };

/** Source: Dockerfile reference, "Understand how CMD and ENTRYPOINT interact". */
export function startOf(stage: Stage): Start {
  const { entrypoint, cmd } = stage.config;
  if (entrypoint === undefined || (entrypoint.form === 'exec' && entrypoint.words.length === 0)) {
    if (cmd === undefined || cmd.inherited || (cmd.form === 'exec' && cmd.words.length === 0))
      return { kind: 'none' };
    return single(cmd);
  }
  if (entrypoint.form === 'shell') return single(entrypoint);
  if (cmd?.brokenJson === true) return { kind: 'broken', step: cmd.step };
  return {
    kind: 'exec',
    words: [...entrypoint.words, ...(cmd?.words ?? [])],
    step: entrypoint.step ?? cmd?.step,
  };
}

/** `[ -n "$X" ] && …` and `[[ … ]]` begin like a JSON array, and are a test for a shell with a command behind it. */
function startsWithTest(text: string): boolean {
  const script = parseShell(text);
  const [first, ...more] = everyCommand(script);
  const words = (first?.words ?? []).map((word) => literalText(word));
  const end = words[0] === '[[' ? ']]' : words[0] === '[' ? ']' : undefined;
  return script.complete && more.length > 0 && end !== undefined && words.at(-1) === end;
}

function single(command: ConfigCommand): Start {
  if (command.brokenJson && !startsWithTest(command.script ?? ''))
    return { kind: 'broken', step: command.step };
  if (command.form === 'exec') return { kind: 'exec', words: command.words, step: command.step };
  if (command.script === '') return { kind: 'none' };
  return {
    kind: 'shell',
    script: command.script ?? '',
    shell: command.words.slice(0, -1),
    step: command.step,
  };
}
