/** Words of a script as what they stand for: variables, substitutions, patterns, as far as they are known. */
import { posix } from 'node:path';
import { unknownValue } from '../../context/makefile/types.ts';
import { isPattern, matchesName } from '../../shell/glob.ts';
import { parseShell } from '../../shell/parse.ts';
import type { Script, Statement, Word } from '../../shell/types.ts';
import {
  expandHeredoc,
  expandText,
  expandWord,
  literalText,
  type Field,
  type ShellScope,
} from '../../shell/expand-words.ts';
import { byBytes, kindOf, namesIn } from '../printed/directory.ts';
import type { Printed } from '../printed/index.ts';
import { bounded } from '../state.ts';
import type { CommandRun, FileSystem, Value } from '../types.ts';
import { printedByAll, type PrintingScene } from './printing.ts';
import type { Situation } from './situation.ts';

export interface ExpansionScene {
  readonly files: () => FileSystem;
  /** A command as it would be recorded, for asking what it prints. */
  readonly commandOf: PrintingScene['commandOf'];
  readonly printed: PrintingScene['printed'];
}

export interface Expansion {
  /** Without splitting and patterns: assignments, redirect targets. */
  readonly text: (word: Word, situation: Situation) => Value;
  readonly fields: (word: Word, situation: Situation) => readonly Value[];
  /** The same for what is gone through one by one: it may come in an order that isn't known. */
  readonly items: (
    word: Word,
    situation: Situation,
  ) => { readonly values: readonly Value[]; readonly unordered: boolean };
  readonly heredoc: (body: Parameters<typeof expandHeredoc>[0], situation: Situation) => Value;
  /** What a command reads by its redirections, else what it is given. */
  readonly input: PrintingScene['input'];
  /** What a statement prints. */
  readonly printed: (
    statement: Statement,
    situation: Situation,
    input: CommandRun['input'],
  ) => Printed | undefined;
  /** What a script prints. */
  readonly printedText: (script: string, situation: Situation) => string | undefined;
}

/** Expansion for one walk: it remembers what it looked up for the situation at hand. */
export function createExpansion(scene: ExpansionScene): Expansion {
  // The words of one command, and of many in a row, are expanded in the same situation.
  let latest: { readonly situation: Situation; readonly scope: ShellScope } | undefined;
  const scopeOf = (situation: Situation): ShellScope => {
    if (latest?.situation !== situation)
      latest = { situation, scope: newScope(situation, (printed) => printed.unordered !== true) };
    return latest.scope;
  };
  const newScope = (situation: Situation, accepts: (printed: Printed) => boolean): ShellScope => ({
    lookup: (name) => parameter(name, situation),
    all: situation.positional.slice(1),
    ...(situation.braces === undefined ? {} : { braces: situation.braces }),
    substitute: (inner) => substitution(inner, situation, accepts),
  });

  const fieldsIn = (word: Word, situation: Situation, scope: () => ShellScope): readonly Value[] => {
    // Most words are literals: there is nothing to split and nothing to match.
    const literal = literalText(word);
    if (literal !== undefined && literal !== '') return [known({ text: literal })];
    const [part, ...more] = word.parts;
    const array =
      part?.kind === 'other' && part.quoted && part.elements !== undefined && more.length === 0
        ? situation.arrays?.get(part.elements)
        : undefined;
    return array ?? expandWord(word, scope()).fields.flatMap((field) => globbed(field, situation));
  };

  const fields = (word: Word, situation: Situation): readonly Value[] =>
    fieldsIn(word, situation, () => scopeOf(situation));

  const items: Expansion['items'] = (word, situation) => {
    let unordered = false;
    const accepts = (printed: Printed): boolean => {
      unordered ||= printed.unordered === true;
      return true;
    };
    const values = fieldsIn(word, situation, () => newScope(situation, accepts));
    return { values, unordered };
  };

  /** A pattern becomes the names it matches, where all of them are known; else it stays as it is. */
  const globbed = (field: Field, situation: Situation): readonly Value[] => {
    const value = known(field.value);
    const workdir = situation.workdir.text;
    if (!field.hasGlob || value.text === undefined || workdir === undefined) return [value];
    const matching = namesMatching(field.pattern, workdir, scene.files());
    if (matching === undefined || matching.length === 0) return [value];
    return matching.map((text) => ({ text }));
  };

  const text = (word: Word, situation: Situation): Value => known(expandText(word, scopeOf(situation)));
  const heredoc: Expansion['heredoc'] = (body, situation) =>
    body.expand ? known(expandHeredoc(body, scopeOf(situation))) : { text: body.text };

  const input: Expansion['input'] = (redirects, situation, otherwise) => {
    const last = redirects.findLast(({ operator, fd }) => /^<{1,3}$/.test(operator) && (fd ?? 0) === 0);
    if (last === undefined) return otherwise;
    if (last.operator === '<<' && last.body !== undefined)
      return { kind: 'text', text: heredoc(last.body, situation).text };
    const target = last.target === undefined ? undefined : text(last.target, situation).text;
    if (last.operator === '<<<')
      return { kind: 'text', text: target === undefined ? undefined : `${target}\n` };
    const workdir = situation.workdir.text;
    const content =
      target === undefined || workdir === undefined
        ? undefined
        : scene.files().read(posix.resolve(workdir, target));
    return { kind: 'text', text: content };
  };

  const printing: PrintingScene = {
    fields,
    text,
    input,
    commandOf: scene.commandOf,
    printed: scene.printed,
  };

  /** What a substitution prints, for commands whose output follows from what is known. */
  const substitution = (
    inner: Script,
    situation: Situation,
    accepts: (printed: Printed) => boolean,
  ): Value | undefined => {
    const printed = printedByAll(inner.statements, situation, undefined, printing)?.printed;
    return printed === undefined || inner.statements.length === 0 || !accepts(printed)
      ? undefined
      : { text: printed.text };
  };

  return {
    text,
    fields,
    items,
    heredoc,
    input,
    printedText: (script, situation) => {
      const { complete, statements } = parseShell(script);
      const printed = complete
        ? printedByAll(statements, situation, undefined, printing)?.printed
        : undefined;
      return printed?.unordered === true ? undefined : printed?.text;
    },
    printed: (statement, situation, given) => printedByAll([statement], situation, given, printing)?.printed,
  };
}

/** More names than this are as good as not known. */
const maximumNames = 4_096;

/**
 * The names that a pattern matches, as the shell writes them, in their order; undefined where others may (POSIX XCU
 * 2.13.3). Behind a slash at the end stand directories alone.
 */
function namesMatching(pattern: string, workdir: string, files: FileSystem): readonly string[] | undefined {
  const absolute = pattern.startsWith('/');
  const components = pattern.split('/').filter((component) => component !== '');
  let found: readonly { readonly written: string; readonly path: string }[] = [
    { written: absolute ? '/' : '', path: absolute ? '/' : workdir },
  ];
  for (const [index, component] of components.entries()) {
    const last = index === components.length - 1;
    const below = last && !pattern.endsWith('/') ? '' : '/';
    const next: { written: string; path: string }[] = [];
    for (const { written, path } of found) {
      const names = isPattern(component) ? namesIn(path, files) : [unescaped(component)];
      if (names === undefined) return undefined;
      for (const name of names) {
        if (isPattern(component) && !matchesName(component, name)) continue;
        const place = posix.join(path, name);
        const kind = kindOf(place, files, last && below === '' ? 'seen' : 'followed');
        if (kind === undefined) return undefined;
        if (kind === 'absent' || (below === '/' && kind !== 'directory')) continue;
        next.push({ written: written + name + below, path: place });
      }
    }
    if (next.length > maximumNames) return undefined;
    found = next;
  }
  return found.map(({ written }) => written).toSorted(byBytes);
}

function unescaped(component: string): string {
  return component.replace(/\\(.)/gs, '$1');
}

function parameter(name: string, situation: Situation): Value | undefined {
  if (/^\d+$/.test(name)) return situation.positional[Number(name)];
  if (name === 'PWD') return situation.workdir;
  if (name === 'OLDPWD') return situation.previousWorkdir;
  if (name === '#') return { text: String(Math.max(0, situation.positional.length - 1)) };
  if (/^[?$!-]$/.test(name)) return { text: undefined, because: `$${name}` };
  return situation.variables.get(name);
}

/** A text that holds make's mark for what it doesn't know isn't known, nor is one of no sensible length. */
export function known(value: Value): Value {
  const at = value.text?.indexOf(unknownValue) ?? -1;
  if (value.text === undefined || at < 0) return bounded(value);
  return { text: undefined, because: 'a value that the Makefile computes', prefix: value.text.slice(0, at) };
}
