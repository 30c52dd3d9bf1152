/** A build command as it makes a program with symbols and without optimisation. */
import { posix } from 'node:path';
import { sourceSpan } from '../../src/dockerfile/index.ts';
import type { Instruction, LogicalText, Span } from '../../src/dockerfile/types.ts';
import type { Edit } from '../../src/rule/types.ts';
import { parseShell } from '../../src/shell/parse.ts';
import type { SimpleCommand, Word } from '../../src/shell/types.ts';
import { everyCommand } from '../../src/shell/walk.ts';
import { literalText } from '../../src/shell/expand-words.ts';

/** What a debugger asks for: no inlining (`-l`), no optimisation (`-N`). Source: Delve, Documentation/usage/dlv_debug.md. */
const compilerFlags = '-gcflags="all=-N -l"';

/**
 * Edits that make the go commands of a RUN build for a debugger; undefined where they are not written in a way that
 * can be edited: in exec form, in a script, behind variables.
 */
export function debugEdits(instruction: Instruction, text: string): readonly Edit[] | undefined {
  if (instruction.keyword !== 'RUN' || instruction.command.form === 'exec') return undefined;
  const { source } = instruction.command;
  const script = parseShell(source.text);
  if (!script.complete) return undefined;
  const builds = everyCommand(script).filter(isBuild);
  if (builds.length === 0) return undefined;
  const edits = builds.map((command) => buildEdits(command, source, text));
  return edits.every((each) => each !== undefined) ? edits.flat() : undefined;
}

/** `go build …` or `go install …`. */
function isBuild({ words }: SimpleCommand): boolean {
  const [program, verb] = words.map(literalText);
  return (
    program !== undefined && posix.basename(program) === 'go' && (verb === 'build' || verb === 'install')
  );
}

function buildEdits(
  { words }: SimpleCommand,
  source: LogicalText,
  text: string,
): readonly Edit[] | undefined {
  const [, verb, ...rest] = words;
  if (verb === undefined || rest.some((word) => startsWith(word, 'gcflags'))) return undefined;
  const end = sourceSpan(source, verb).end;
  const edits: Edit[] = [{ start: end, end, text: ` ${compilerFlags}` }];
  for (const [index, word] of rest.entries()) {
    if (!startsWith(word, 'ldflags')) continue;
    const value = word.raw.includes('=') ? word : rest[index + 1];
    const from = value === word ? word.raw.indexOf('=') + 1 : 0;
    const stripped = value === undefined ? undefined : stripEdits(value, from, source, text);
    if (stripped === undefined) return undefined;
    edits.push(...stripped);
  }
  return edits;
}

function startsWith({ raw }: Word, flag: string): boolean {
  const bare = raw.replace(/^["']/, '');
  return bare.startsWith(`-${flag}`) || bare.startsWith(`--${flag}`);
}

/**
 * Takes `-s` and `-w` (no symbol table, no DWARF; `go doc cmd/link`) out of the linker's flags: they are the words of
 * the value that white space and the value's quotes part. undefined where a command makes a part of the value.
 */
function stripEdits(
  word: Word,
  from: number,
  source: LogicalText,
  text: string,
): readonly Edit[] | undefined {
  if (word.parts.some(({ kind }) => kind !== 'literal' && kind !== 'parameter')) return undefined;
  return flagsIn(word, from).flatMap((span) => {
    const { start, end } = sourceSpan(source, span);
    const flag = text.slice(start, end);
    if (flag !== '-s' && flag !== '-w') return [];
    const spaces = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
    return [{ start, end: end + spaces, text: '' }];
  });
}

/** The words inside a shell word from an offset in it on, as spans of the script. */
function flagsIn({ raw, start }: Word, from: number): readonly Span[] {
  return [...raw.slice(from).matchAll(/[^\s"']+/g)].map((match) => ({
    start: start + from + match.index,
    end: start + from + match.index + match[0].length,
  }));
}
