/** Words of a script as what they stand for: variables, substitutions, patterns, as far as they are known. */
import { posix } from 'node:path';
import { unknownValue } from '../../context/makefile/types.ts';
import { matchesName } from '../../shell/glob.ts';
import type { Script, Word } from '../../shell/types.ts';
import {
  expandHeredoc,
  expandText,
  expandWord,
  literalText,
  type Field,
  type ShellScope,
} from '../../shell/expand-words.ts';
import { bounded } from '../state.ts';
import type { CommandRun, FileSystem, Value } from '../types.ts';
import type { Situation } from './situation.ts';

export interface ExpansionScene {
  readonly files: () => FileSystem;
  /** A command as it would be recorded, for asking what it prints. */
  readonly commandOf: (words: readonly Value[], situation: Situation) => CommandRun;
  readonly output: (run: CommandRun) => string | undefined;
}

export interface Expansion {
  /** Without splitting and patterns: assignments, redirect targets. */
  readonly text: (word: Word, situation: Situation) => Value;
  readonly fields: (word: Word, situation: Situation) => readonly Value[];
  readonly heredoc: (body: Parameters<typeof expandHeredoc>[0], situation: Situation) => Value;
}

/** Expansion for one walk: it remembers what it looked up for the situation at hand. */
export function createExpansion(scene: ExpansionScene): Expansion {
  // The words of one command, and of many in a row, are expanded in the same situation.
  let latest: { readonly situation: Situation; readonly scope: ShellScope } | undefined;
  const scopeOf = (situation: Situation): ShellScope => {
    if (latest?.situation !== situation) latest = { situation, scope: newScope(situation) };
    return latest.scope;
  };
  const newScope = (situation: Situation): ShellScope => ({
    lookup: (name) => parameter(name, situation),
    all: situation.positional.slice(1),
    substitute: (inner) => substitution(inner, situation),
  });

  const fields = (word: Word, situation: Situation): readonly Value[] => {
    // Most words are literals: there is nothing to split and nothing to match.
    const literal = literalText(word);
    if (literal !== undefined && literal !== '') return [known({ text: literal })];
    return expandWord(word, scopeOf(situation)).fields.flatMap((field) => globbed(field, situation));
  };

  /** A pattern becomes the names it matches in one directory, where all of that is known; else it stays as it is. */
  const globbed = (field: Field, situation: Situation): readonly Value[] => {
    const value = known(field.value);
    const workdir = situation.workdir.text;
    if (!field.hasGlob || value.text === undefined || workdir === undefined) return [value];
    const directory = posix.dirname(field.pattern);
    if (/[\\*?[]/.test(directory)) return [value];
    const listed = scene.files().list(posix.resolve(workdir, directory));
    const matching = listed.names.filter(({ name }) => matchesName(posix.basename(field.pattern), name));
    if (!listed.complete || matching.length === 0) return [value];
    const prefix = field.pattern.includes('/') ? `${directory === '/' ? '' : directory}/` : '';
    return matching.map(({ name }) => ({ text: prefix + name }));
  };

  /** What a substitution prints, for the few commands whose output follows from what is known. */
  const substitution = (inner: Script, situation: Situation): Value | undefined => {
    const [only, ...more] = inner.statements;
    if (only?.kind !== 'command' || more.length > 0) return undefined;
    if (only.words.length === 0 || only.assignments.length > 0) return undefined;
    const run = scene.commandOf(
      only.words.flatMap((word) => fields(word, situation)),
      situation,
    );
    const output = pureOutput(run, scene.files()) ?? scene.output(run);
    return output === undefined ? undefined : { text: output };
  };

  return {
    text: (word, situation) => known(expandText(word, scopeOf(situation))),
    fields,
    heredoc: (body, situation) =>
      body.expand ? known(expandHeredoc(body, scopeOf(situation))) : { text: body.text },
  };
}

function parameter(name: string, situation: Situation): Value | undefined {
  if (/^\d+$/.test(name)) return situation.positional[Number(name)];
  if (name === 'PWD') return situation.workdir;
  if (name === 'OLDPWD') return situation.previousWorkdir;
  if (name === '#') return { text: String(Math.max(0, situation.positional.length - 1)) };
  if (/^[?$!-]$/.test(name)) return { text: undefined, because: `$${name}` };
  return situation.variables.get(name);
}

/** Output of commands that only look at their arguments and at known files. */
function pureOutput(run: CommandRun, files: FileSystem): string | undefined {
  const [first, second] = [run.words[1]?.text, run.words[2]?.text];
  switch (run.name) {
    case 'pwd':
      return run.workdir.text;
    case 'basename': {
      if (first === undefined) return undefined;
      return second === undefined ? posix.basename(first) : posix.basename(first, second);
    }
    case 'dirname':
      return first === undefined ? undefined : posix.dirname(first);
    case 'cat':
      return first === undefined || run.words.length !== 2 || run.workdir.text === undefined
        ? undefined
        : files.read(posix.resolve(run.workdir.text, first));
    default:
      return undefined;
  }
}

/** A text that holds make's mark for what it doesn't know isn't known, nor is one of no sensible length. */
export function known(value: Value): Value {
  const at = value.text?.indexOf(unknownValue) ?? -1;
  if (value.text === undefined || at < 0) return bounded(value);
  return { text: undefined, because: 'a value that the Makefile computes', prefix: value.text.slice(0, at) };
}
