/** What a script starts and looks at: the needs of an entry script. */
import { parseInterpreter } from './interpreter.ts';
import { parseShell } from './parse.ts';
import type { ScriptCommand, ScriptFacts, ScriptSurroundings } from './script-facts.ts';
import { survey } from './script-survey.ts';
import type { Script } from './types.ts';
import { everyStatement } from './walk.ts';

/** Reads a script in a language of the shell family, from its `#!` line to its last command. */
export function readScript(text: string, surroundings: ScriptSurroundings = {}): ScriptFacts {
  const script = parseShell(text);
  const interpreter = parseInterpreter(text);
  const braces = /(?:^|\/)(?:bash|zsh|ksh)$/.test(interpreter?.program ?? '')
    ? { braces: true as const }
    : {};
  const found = survey(script, { ...braces, ...surroundings });
  return {
    interpreter,
    complete: found.complete,
    commands: found.commands,
    unresolved: found.unresolved,
    startsArguments: found.argumentStarts.length > 0,
    argumentStarts: found.argumentStarts,
    replacesArguments: found.replacesArguments,
    last: lastCommand(script, found.commands),
    reads: found.reads,
    assigns: found.assigns,
    files: found.files,
    asked: found.asked,
    functions: functionsOf(script),
    directories: found.directories,
    ends: found.ends,
  };
}

function functionsOf(script: Script): ReadonlySet<string> {
  return new Set(
    [...everyStatement(script)].flatMap((statement) =>
      statement.kind === 'function' ? [statement.name] : [],
    ),
  );
}

/** The command of the last statement, or of the last part of the chain there. */
function lastCommand(script: Script, commands: readonly ScriptCommand[]): ScriptCommand | undefined {
  let statement = script.statements.at(-1);
  while (statement?.kind === 'and-or') statement = statement.right;
  if (statement?.kind !== 'command') return undefined;
  const { start, end } = statement;
  return commands.findLast((command) => command.span.start === start && command.span.end === end);
}
