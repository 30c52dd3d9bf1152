/**
 * What the files of one package can do, by mention: each symbol of the standard library that is named, as a call, a
 * value or a type with its methods, can have its effects.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Effect } from '../../rules/golang/sources/knowledge/facts.ts';
import {
  isStandardPackage,
  standardInitialisation,
  standardSymbol,
  standardType,
  standardTypesWith,
} from '../../rules/golang/sources/knowledge/standard-symbols.ts';
import { codeOf, type Code } from '../../rules/golang/sources/knowledge/measured-codes.ts';
import { advance, createScanner } from '../../rules/golang/sources/syntax/scanner.ts';
import { parseFile } from '../../rules/golang/sources/syntax/parser.ts';

/** What `go list -json` says of a package. */
export interface Package {
  readonly ImportPath: string;
  readonly Dir?: string;
  readonly Name?: string;
  readonly Standard?: boolean;
  readonly Module?: { readonly Path: string; readonly Version?: string };
  readonly CgoFiles?: readonly string[];
  readonly GoFiles?: readonly string[];
  readonly Imports?: readonly string[];
  readonly Incomplete?: boolean;
}

export interface Effects {
  readonly codes: ReadonlySet<Code>;
  /** Programs that are started by a name that stands in the call. */
  readonly programs: ReadonlySet<string>;
  /** Files that are opened by an absolute name that stands in the call. */
  readonly files: ReadonlySet<string>;
}

interface Found {
  readonly codes: Set<Code>;
  readonly programs: Set<string>;
  readonly files: Set<string>;
}

/** Wrappers of the system's calls: who mentions one of its functions does what the function of the same name in syscall does. */
const systemCalls = 'golang.org/x/sys/unix';

function isSystemCalls(path: string): boolean {
  return (
    path === systemCalls ||
    path.startsWith(`${systemCalls}/`) ||
    path === 'golang.org/x/sys/internal/unsafeheader'
  );
}

export function directEffects(found: Package, withoutCgo: Package | undefined): Effects {
  const effects: Found = { codes: new Set(), programs: new Set(), files: new Set() };
  if (found.Standard === true || isSystemCalls(found.ImportPath)) return effects;
  const names = [...(found.GoFiles ?? []), ...(found.CgoFiles ?? [])];
  const chosen =
    (found.CgoFiles ?? []).length > 0 ||
    (withoutCgo !== undefined && (withoutCgo.GoFiles ?? []).join() !== (found.GoFiles ?? []).join());
  if (chosen) effects.codes.add('cgo');
  if (found.Dir === undefined || names.length === 0) {
    effects.codes.add('unknown');
    return effects;
  }
  for (const name of names) ofFile(readFileSync(join(found.Dir, name), 'utf8'), effects);
  return effects;
}

interface Token {
  readonly kind: string;
  readonly value: string;
}

function tokensOf(text: string): readonly Token[] {
  const scanner = createScanner(text);
  const tokens: Token[] = [];
  for (advance(scanner); scanner.kind !== 'end'; advance(scanner))
    tokens.push({ kind: scanner.kind, value: scanner.value });
  return tokens;
}

function ofFile(text: string, effects: Found): void {
  const tree = parseFile(text);
  const imports = new Map<string, string>();
  for (const { name, path } of tree.imports) {
    if (path === systemCalls) imports.set(name ?? 'unix', 'syscall');
    if (!isStandardPackage(path)) continue;
    imports.set(name ?? path.slice(path.lastIndexOf('/') + 1).replace(/^v\d+$/, ''), path);
    for (const effect of standardInitialisation(path)) take(effect, [], effects);
  }
  const tokens = tokensOf(text);
  const methods = new Set<string>();
  const types = new Set<string>();
  for (const [index, { kind }] of tokens.entries()) {
    if (kind !== '.') continue;
    const [before, name] = [tokens[index - 1], tokens[index + 1]];
    if (before?.kind !== 'name' || name?.kind !== 'name') {
      if (name?.kind === 'name') methods.add(name.value);
      continue;
    }
    methods.add(name.value);
    const path = imports.get(before.value);
    if (path === undefined || tokens[index - 2]?.kind === '.') continue;
    const key = `${path}.${name.value}`;
    for (const effect of standardSymbol(key)?.effects ?? [])
      take(effect, argumentsAt(tokens, index + 2), effects);
    types.add(key);
    const given = standardType(key);
    if (given !== undefined) types.add(given);
  }
  // Methods of a type count where something of the type and a method of the name are mentioned.
  for (const path of imports.values()) {
    for (const method of methods) {
      for (const type of standardTypesWith(path, method)) {
        if (!types.has(`${path}.${type}`)) continue;
        for (const effect of standardSymbol(`${path}.${type}.${method}`)?.effects ?? [])
          take(effect, [], effects);
      }
    }
  }
}

/** The arguments of a call that are a text alone; undefined for any other. */
function argumentsAt(tokens: readonly Token[], start: number): readonly (string | undefined)[] {
  if (tokens[start]?.kind !== '(') return [];
  const found: (string | undefined)[] = [];
  let depth = 0;
  let own: Token[] = [];
  const flush = (): void => {
    const [only, ...more] = own;
    found.push(only?.kind === 'string' && more.length === 0 ? only.value : undefined);
    own = [];
  };
  for (let index = start; index < tokens.length && index < start + 200; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    if (['(', '[', '{'].includes(token.kind)) depth += 1;
    if ([')', ']', '}'].includes(token.kind)) depth -= 1;
    if (depth === 0) break;
    if (depth === 1 && token.kind === ',') flush();
    else if (index > start) own.push(token);
  }
  flush();
  return found;
}

function take(effect: Effect, given: readonly (string | undefined)[], effects: Found): void {
  const { name } = effect;
  const text = name.from === 'text' ? name.text : name.from === 'argument' ? given[name.index] : undefined;
  // The home directory is where HOME says; other variables are of no consequence without their names.
  if (effect.kind === 'environment' && text === 'HOME') effects.codes.add('home');
  else if (effect.kind === 'program' && text !== undefined) effects.programs.add(text);
  else if (effect.kind === 'read-file' && text?.startsWith('/') === true) effects.files.add(text);
  else {
    const code = codeOf(effect.kind);
    if (code !== undefined) effects.codes.add(code);
  }
}
