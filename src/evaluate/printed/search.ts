/** find(1): what a search finds, where all that it looks at is known (POSIX XCU, findutils 4.9, busybox). */
import { posix } from 'node:path';
import { matchesPattern } from '../../shell/glob.ts';
import type { CommandRun, FileSystem } from '../types.ts';
import { kindOf, namesIn, type Kind } from './directory.ts';
import { wordsOf } from './types.ts';

/** A file that is looked at. */
interface Candidate {
  /** As find names it: below the root as that is written. */
  readonly path: string;
  readonly absolute: string;
  readonly kind: Kind;
  readonly depth: number;
}

/** What is done with a file that is found. */
export type Action =
  | { readonly kind: 'print'; readonly end: '\n' | '\0' }
  | { readonly kind: 'printf'; readonly format: string }
  | {
      readonly kind: 'execute';
      readonly words: readonly string[];
      /** One command for all files (`+`). */
      readonly joined: boolean;
      /** In the directory of the file (`-execdir`). */
      readonly there: boolean;
    };

export interface Found {
  readonly path: string;
  readonly directory: string;
  readonly root: string;
}

/** What a search does: each action with the files it is done with, in no known order where `unordered`. */
export interface SearchResult {
  readonly done: readonly { readonly action: Action; readonly found: readonly Found[] }[];
  readonly unordered: boolean;
}

type Test = (candidate: Candidate) => boolean;

type Expression =
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'prune' }
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression };

interface Settings {
  readonly least: number;
  readonly most: number;
}

/** More files than this are not gone through. */
const maximumFiles = 10_000;

/** undefined where the call isn't understood, or files may be there that nobody knows of. */
export function searched(run: CommandRun, files: FileSystem): SearchResult | undefined {
  const words = wordsOf(run);
  const workdir = run.workdir.text;
  if (words === undefined || workdir === undefined) return undefined;
  const start = words[0] === '-P' ? 1 : 0;
  const expressionAt = words.findIndex((word, index) => index >= start && /^[-(!]/.test(word));
  const end = expressionAt < 0 ? words.length : expressionAt;
  const roots = end === start ? ['.'] : words.slice(start, end);
  const parsed = parse(words.slice(end));
  if (parsed === undefined) return undefined;
  const { expression, settings, actions } = parsed;
  const found = new Map<Action, Found[]>(actions.map((action) => [action, []]));
  let seen = 0;
  for (const root of roots) {
    const absolute = posix.resolve(workdir, root);
    const kind = kindOf(absolute, files, 'seen');
    if (kind === undefined || kind === 'absent') return undefined;
    const pending: Candidate[] = [{ path: root, absolute, kind, depth: 0 }];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (++seen > maximumFiles) return undefined;
      const done: Action[] = [];
      const outcome =
        at.depth < settings.least ? { holds: false, pruned: false } : decide(expression, at, done);
      const directory = posix.dirname(at.absolute);
      // Where find stands for a root that has no name of its own, differs.
      const nameless = at.depth === 0 && /^\.{0,2}$/.test(posix.basename(root));
      if (nameless && done.some((action) => action.kind === 'execute' && action.there)) return undefined;
      for (const action of done) found.get(action)?.push({ path: at.path, directory, root });
      if (at.kind !== 'directory' || at.depth >= settings.most || outcome.pruned) continue;
      const names = namesIn(at.absolute, files);
      if (names === undefined) return undefined;
      for (const name of names.toReversed()) {
        const below = posix.join(at.absolute, name);
        const itsKind = kindOf(below, files, 'seen');
        if (itsKind === undefined || itsKind === 'absent') return undefined;
        const path = at.path.endsWith('/') ? at.path + name : `${at.path}/${name}`;
        pending.push({ path, absolute: below, kind: itsKind, depth: at.depth + 1 });
      }
    }
  }
  const done = actions.map((action) => ({ action, found: found.get(action) ?? [] }));
  return { done, unordered: done.some(({ found: list }) => list.length > 1) };
}

/** Whether the expression holds, and which actions are done on the way (POSIX XCU find, "Description"). */
function decide(
  expression: Expression,
  candidate: Candidate,
  done: Action[],
): { readonly holds: boolean; readonly pruned: boolean } {
  switch (expression.kind) {
    case 'test':
      return { holds: expression.test(candidate), pruned: false };
    case 'prune':
      return { holds: true, pruned: true };
    case 'action':
      done.push(expression.action);
      return { holds: true, pruned: false };
    case 'not': {
      const { holds, pruned } = decide(expression.of, candidate, done);
      return { holds: !holds, pruned };
    }
    case 'and':
    case 'or': {
      const left = decide(expression.left, candidate, done);
      if (left.holds === (expression.kind === 'or')) return left;
      const right = decide(expression.right, candidate, done);
      return { holds: right.holds, pruned: left.pruned || right.pruned };
    }
  }
}

/** An expression; printing is what is done where nothing else is said. */
function parse(
  words: readonly string[],
):
  | { readonly expression: Expression; readonly settings: Settings; readonly actions: readonly Action[] }
  | undefined {
  const actions: Action[] = [];
  let settings: Settings = { least: 0, most: Number.POSITIVE_INFINITY };
  let at = 0;
  const always: Expression = { kind: 'test', test: () => true };
  const acts = (action: Action): Expression => {
    actions.push(action);
    return { kind: 'action', action };
  };

  function primary(): Expression | undefined {
    const word = words[at++];
    const value = (): string | undefined => words[at++];
    switch (word) {
      case '(': {
        const inside = alternatives();
        return words[at++] === ')' ? inside : undefined;
      }
      case '!':
      case '-not': {
        const of = primary();
        return of && { kind: 'not', of };
      }
      case '-name': {
        const pattern = value();
        // A leading dot is matched by find as any other character (POSIX XCU find, -name).
        return pattern === undefined ? undefined : tests(({ path }) => matchesBaseName(pattern, path));
      }
      case '-path':
      case '-wholename': {
        const pattern = value();
        return pattern === undefined ? undefined : tests(({ path }) => matchesPattern(pattern, path));
      }
      case '-type': {
        const kind = kinds.get(value() ?? '');
        return kind && tests((candidate) => candidate.kind === kind);
      }
      case '-mindepth':
      case '-maxdepth': {
        const number = value() ?? '';
        if (!/^\d+$/.test(number)) return undefined;
        settings =
          word === '-mindepth'
            ? { ...settings, least: Number(number) }
            : { ...settings, most: Number(number) };
        return always;
      }
      case '-true':
      case '-xdev':
      case '-mount':
        return always;
      case '-prune':
        return { kind: 'prune' };
      case '-print':
        return acts({ kind: 'print', end: '\n' });
      case '-print0':
        return acts({ kind: 'print', end: '\0' });
      case '-printf': {
        const format = value();
        return format === undefined ? undefined : acts({ kind: 'printf', format });
      }
      case '-exec':
      case '-execdir': {
        const length = words
          .slice(at)
          .findIndex((other, index, rest) => other === ';' || (other === '+' && rest[index - 1] === '{}'));
        if (length < 1) return undefined;
        const joined = words[at + length] === '+';
        const command = words.slice(at, at + (joined ? length - 1 : length));
        at += length + 1;
        return acts({ kind: 'execute', words: command, joined, there: word === '-execdir' });
      }
      case undefined:
      default:
        return undefined;
    }
  }
  function conjunction(): Expression | undefined {
    let left = primary();
    while (left !== undefined && at < words.length && !['-o', '-or', ')', ','].includes(words[at] ?? '')) {
      if (words[at] === '-a' || words[at] === '-and') at += 1;
      const right = primary();
      left = right && { kind: 'and', left, right };
    }
    return left;
  }
  function alternatives(): Expression | undefined {
    let left = conjunction();
    while (left !== undefined && (words[at] === '-o' || words[at] === '-or')) {
      at += 1;
      const right = conjunction();
      left = right && { kind: 'or', left, right };
    }
    return left;
  }

  const expression = words.length === 0 ? always : alternatives();
  if (expression === undefined || at < words.length) return undefined;
  if (actions.length > 0) return { expression, settings, actions };
  const action: Action = { kind: 'print', end: '\n' };
  return {
    expression: { kind: 'and', left: expression, right: { kind: 'action', action } },
    settings,
    actions: [action],
  };
}

function tests(test: Test): Expression {
  return { kind: 'test', test };
}

const kinds: ReadonlyMap<string, Kind> = new Map([
  ['f', 'file'],
  ['d', 'directory'],
  ['l', 'link'],
]);

function matchesBaseName(pattern: string, path: string): boolean {
  return matchesPattern(pattern, posix.basename(path) || '/');
}
