/**
 * Names of where a build script writes, in code that runs: `concat!(env!("OUT_DIR"), "/x")`, and `env!("TABLE")` where the script says
 * `cargo:rustc-env=TABLE=…` of a place there. Source: The Cargo Book, "Build Scripts", "Environment Variables".
 */
import { posix } from 'node:path';
import type { SourceEvidence } from '../../../src/split/uses/types.ts';
import { evidenceOf } from './analysis/model.ts';
import type { Module, Sources } from './loading/modules.ts';
import { isName, isSign } from './syntax/cursor.ts';
import type { Tokens } from './syntax/tokens.ts';
import type { SourceFiles } from './knowledge/types.ts';

/** Macros that take what they are given when the program is compiled. */
const including: ReadonlySet<string> = new Set(['include', 'include_str', 'include_bytes']);

const directory = 'OUT_DIR';

/** Where the program's own crates name it, but for what they include. */
export function scriptOutput({ modules }: Sources, files: SourceFiles): readonly SourceEvidence[] {
  const scripts = new Map<string, ReadonlySet<string>>();
  const namesIn = (module: Module): ReadonlySet<string> => {
    const place = module.crate.package.directory;
    const names = scripts.get(place) ?? variablesOf(files.read(posix.join(place, 'build.rs')) ?? '');
    scripts.set(place, names);
    return names;
  };
  const seen = new Set<unknown>();
  return modules.flatMap((module) => {
    if (seen.has(module.source)) return [];
    seen.add(module.source);
    const names = namesIn(module);
    return placesIn(module.source.tokens, names).map((start) => evidenceOf(module, start));
  });
}

/** Variables that a script gives the compiler, where it writes something: any of them may say where. */
function variablesOf(script: string): ReadonlySet<string> {
  if (!script.includes(directory)) return new Set();
  const set = [...script.matchAll(/cargo::?rustc-env=(\w+)=/g)].map(([, name = '']) => name);
  return new Set([directory, ...set]);
}

/** Where `env!("NAME")` stands of one of the names, not inside of what is included. */
function placesIn(tokens: Tokens, names: ReadonlySet<string>): readonly number[] {
  return tokens.flatMap((token, index): readonly number[] => {
    if (token.kind !== 'group') return [];
    const macro = isSign(tokens[index - 1], '!') ? tokens[index - 2] : undefined;
    if (macro?.kind === 'name' && including.has(macro.text)) return [];
    const [first] = token.tokens;
    const asks = isName(macro, 'env') || isName(macro, 'option_env');
    if (asks) return first?.kind === 'text' && names.has(first.value) ? [token.start] : [];
    return placesIn(token.tokens, names);
  });
}
