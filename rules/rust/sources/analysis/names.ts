/**
 * What paths in the sources stand for: names of the program's own, or of a crate that was not read. Source: The Rust
 * Reference, "Paths", "Names", "Preludes".
 */
import { rustName } from '../loading/crates.ts';
import type { Module, Sources } from '../loading/modules.ts';

/** What a path may stand for. */
export interface Meaning {
  /** Of crates that were not read: `std::fs::read`. */
  readonly outside: readonly string[];
  /** As that, if a `use path::*` brings the name: it may be a variable just as well. */
  readonly perhaps: readonly string[];
  /** The program's own: the module, and what is left of the path behind it. */
  readonly own: readonly { readonly module: Module; readonly rest: readonly string[] }[];
}

const nothing: Meaning = { outside: [], perhaps: [], own: [] };

/** Names are followed through this many others. */
const deepest = 12;

/** The crates of the standard library are one: `core` and `alloc` are parts of `std`. */
const ofStandardLibrary: ReadonlySet<string> = new Set(['std', 'core', 'alloc']);

/** One question, and what it went through by `use path::*`: modules take from each other in circles. */
interface Query {
  readonly sources: Sources;
  readonly seen: Map<Module, Set<string>>;
}

const asked = new WeakMap<Module, Map<string, Meaning>>();

/** What a path stands for where it is written. */
export function meaningOf(segments: readonly string[], module: Module, sources: Sources): Meaning {
  const known = asked.get(module) ?? new Map<string, Meaning>();
  asked.set(module, known);
  const key = segments.join('::');
  const before = known.get(key);
  if (before !== undefined) return before;
  const meaning = follow(segments, module, { sources, seen: new Map() }, 0);
  known.set(key, meaning);
  return meaning;
}

function follow(segments: readonly string[], module: Module, query: Query, depth: number): Meaning {
  const [first, ...rest] = segments;
  if (first === undefined || depth > deepest) return nothing;
  switch (first) {
    case '':
      return ofCrate(rest, module, query, depth);
    case 'crate':
    case '$crate':
      return inside(rootOf(module), rest, query, depth);
    case 'self':
      return inside(module, rest, query, depth);
    case 'super':
      return follow(
        rest[0] === 'super' ? rest : ['self', ...rest],
        module.parent ?? module,
        query,
        depth + 1,
      );
    case 'Self':
      return nothing;
  }
  if (module.children.has(first) || module.uses.has(first) || module.defined.has(first))
    return inside(module, segments, query, depth);
  const crate = ofCrate(segments, module, query, depth);
  if (crate.outside.length > 0 || crate.own.length > 0) return crate;
  return together(module.globs.map((glob) => throughGlob(glob, segments, module, query, depth)));
}

function rootOf(module: Module): Module {
  return module.parent === undefined ? module : rootOf(module.parent);
}

function ofCrate(segments: readonly string[], module: Module, query: Query, depth: number): Meaning {
  const [first = '', ...rest] = segments;
  if (ofStandardLibrary.has(first)) return { outside: [['std', ...rest].join('::')], perhaps: [], own: [] };
  const dependency = module.crate.package.dependencies.get(first);
  if (dependency === undefined) return nothing;
  const root = dependency.kind === 'source' ? query.sources.roots.get(dependency.root) : undefined;
  if (root !== undefined) return inside(root, rest, query, depth);
  return { outside: [[rustName(dependency.package), ...rest].join('::')], perhaps: [], own: [] };
}

/** A path in a module: what that defines, has below it, or takes from elsewhere. */
function inside(module: Module, segments: readonly string[], query: Query, depth: number): Meaning {
  const [first, ...rest] = segments;
  if (first === undefined) return { outside: [], perhaps: [], own: [{ module, rest: [] }] };
  if (depth > deepest) return nothing;
  const child = module.children.get(first);
  const found: Meaning[] = [];
  if (child !== undefined) found.push(inside(child, rest, query, depth + 1));
  const uses = module.uses.get(first) ?? [];
  for (const target of uses) {
    // `use log;` in a module of that name: the crate.
    const itself = target[0] === first;
    const outer = itself ? ofCrate(target, module, query, depth + 1) : nothing;
    const isOuter = outer.outside.length > 0 || outer.own.length > 0;
    const meaning = isOuter
      ? ofCrate([...target, ...rest], module, query, depth + 1)
      : itself
        ? nothing
        : follow([...target, ...rest], module, query, depth + 1);
    found.push(meaning);
  }
  if (module.defined.has(first) && child === undefined && uses.length === 0)
    found.push({ outside: [], perhaps: [], own: [{ module, rest: segments }] });
  if (found.length > 0) return together(found);
  return together(module.globs.map((glob) => throughGlob(glob, segments, module, query, depth)));
}

/** `use path::*`: of a crate that was not read it may bring any name. */
function throughGlob(
  glob: readonly string[],
  segments: readonly string[],
  module: Module,
  query: Query,
  depth: number,
): Meaning {
  const key = [...glob, '*', ...segments].join('::');
  const before = query.seen.get(module) ?? new Set();
  if (before.has(key) || depth > deepest) return nothing;
  query.seen.set(module, before.add(key));
  const from = follow(glob, module, query, depth + 1);
  return together([
    {
      outside: [],
      perhaps: [...from.outside, ...from.perhaps].map((path) => [path, ...segments].join('::')),
      own: [],
    },
    ...from.own.map(({ module: other, rest }) =>
      rest.length > 0 || other === module ? nothing : inside(other, segments, query, depth + 1),
    ),
  ]);
}

function together(meanings: readonly Meaning[]): Meaning {
  if (meanings.length === 1) return meanings[0] ?? nothing;
  return {
    outside: [...new Set(meanings.flatMap(({ outside }) => outside))],
    perhaps: [...new Set(meanings.flatMap(({ perhaps }) => perhaps))],
    own: meanings.flatMap(({ own }) => own),
  };
}
