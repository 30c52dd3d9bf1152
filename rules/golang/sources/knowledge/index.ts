/** The knowledge tables as one. */

import { withoutVersions } from './naming.ts';
import type { Base, FindingKind } from './types.ts';
import { assets } from './assets.ts';
import { computing } from './computing.ts';
import { configuration } from './configuration.ts';
import { data } from './data.ts';
import type { ApiFacts, Effect, FieldFacts, KnowledgeArea } from './facts.ts';
import { filesystem } from './filesystem.ts';
import { flags } from './flags.ts';
import { network } from './network.ts';
import { processes } from './processes.ts';
import { isComputing, isStandardImport } from './standard-library.ts';
import { standardNames, standardSymbol } from './standard-symbols.ts';
import { templates } from './templates.ts';
import { web } from './web.ts';

const AREAS: readonly KnowledgeArea[] = [
  computing,
  filesystem,
  processes,
  network,
  templates,
  web,
  configuration,
  flags,
  data,
  assets,
];

type ExternalValue = string | number | { readonly base: Base; readonly rest: string };

const FUNCTIONS: ReadonlyMap<string, ApiFacts> = flatten(AREAS.map((area) => area.functions));
const FIELDS: ReadonlyMap<string, FieldFacts> = flatten(AREAS.map((area) => area.fields));
const TYPES: ReadonlyMap<string, string> = new Map(AREAS.flatMap(({ types = {} }) => Object.entries(types)));
const VALUES: ReadonlyMap<string, ExternalValue> = new Map(
  AREAS.flatMap(({ values = {} }) => Object.entries(values)),
);
const IMPORTS: ReadonlyMap<string, readonly Effect[]> = new Map(
  AREAS.flatMap(({ imports = {} }) => Object.entries(imports)),
);

/** What is known of a function or method, by its key. */
export function apiFacts(key: string): ApiFacts | undefined {
  if (!isStandardImport(packageOf(key))) return FUNCTIONS.get(key);
  const known = STANDARD.get(key);
  if (known !== undefined) return known.facts;
  const facts = withGenerated(key, FUNCTIONS.get(key));
  STANDARD.set(key, { facts });
  return facts;
}

const STANDARD = new Map<string, { readonly facts: ApiFacts | undefined }>();

/** The tables' row with what the generated table knows beyond it: a row refines, and never hides an effect. */
function withGenerated(key: string, row: ApiFacts | undefined): ApiFacts | undefined {
  const generated = standardSymbol(key)?.effects ?? [];
  const covered = new Set([
    ...(row?.effects ?? []).map(({ kind }) => familyOf(kind)),
    ...(row?.counted ?? []),
  ]);
  const beyond = generated.filter(({ kind }) => !covered.has(familyOf(kind)));
  if (beyond.length === 0) return row;
  return { ...row, effects: [...(row?.effects ?? []), ...beyond] };
}

/** Kinds of which one says more than another: that a pattern is read, that the home directory is asked for. */
function familyOf(kind: FindingKind): FindingKind {
  switch (kind) {
    case 'read-directory':
    case 'read-glob':
      return 'read-file';
    default:
      return kind;
  }
}

/** What setting a field (`import/path.Type.Field`) does. */
export function fieldFacts(key: string): FieldFacts | undefined {
  return FIELDS.get(key);
}

/** The type of a field or variable of a package that isn't read. */
export function apiFieldType(key: string): string | undefined {
  return TYPES.get(key);
}

/** The value of a variable, constant or field of a package that isn't read. */
export function apiValue(key: string): ExternalValue | undefined {
  return VALUES.get(key);
}

/** What importing a package does: rows hold for the packages below them too. */
export function importFacts(importPath: string): readonly Effect[] {
  return importRow(withoutVersions(importPath)) ?? [];
}

function importRow(importPath: string): readonly Effect[] | undefined {
  let path = importPath;
  for (;;) {
    const facts = IMPORTS.get(path);
    if (facts !== undefined) return facts;
    const slash = path.lastIndexOf('/');
    if (slash < 0) return undefined;
    path = path.slice(0, slash);
  }
}

function flatten<Facts>(
  tables: readonly (Readonly<Record<string, Readonly<Record<string, Facts>>>> | undefined)[],
): ReadonlyMap<string, Facts> {
  return new Map(
    tables.flatMap((table) =>
      Object.entries(table ?? {}).flatMap(([path, members]) =>
        Object.entries(members).map(([name, facts]): [string, Facts] => [`${path}.${name}`, facts]),
      ),
    ),
  );
}

/** Import paths, without versions, of which the tables know functions or types. */
const KNOWN: ReadonlySet<string> = new Set([...FUNCTIONS.keys(), ...TYPES.keys()].map(packageOf));

/** Whether the tables know what a package does at run time: one that wasn't read has no surprises then. */
export function isKnownImport(importPath: string): boolean {
  const path = withoutVersions(importPath);
  return KNOWN.has(path) || importRow(path) !== undefined;
}

/** `github.com/a/b` of the key `github.com/a/b.Type.Method`. */
function packageOf(key: string): string {
  const dot = key.indexOf('.', key.lastIndexOf('/') + 1);
  return dot < 0 ? key : key.slice(0, dot);
}

/** The last names of a package's functions and methods that do something at run time, beyond giving a value. */
const DEEDS: ReadonlyMap<string, readonly string[]> = groupDeeds();

function groupDeeds(): ReadonlyMap<string, readonly string[]> {
  const deeds = new Map<string, string[]>();
  for (const [key, { effects, fills, defines, walks }] of FUNCTIONS) {
    if ([effects, fills, defines, walks].every((facts) => facts === undefined)) continue;
    const path = packageOf(key);
    const names = deeds.get(path) ?? [];
    deeds.set(path, names);
    names.push(key.slice(key.lastIndexOf('.') + 1));
  }
  return deeds;
}

/** As that, of a package of the standard library. */
const STANDARD_DEEDS = new Map<string, readonly string[]>();

function deedsOf(path: string): readonly string[] {
  const known = STANDARD_DEEDS.get(path);
  if (known !== undefined) return known;
  const ofTable = standardNames(path)
    .filter((name) => apiFacts(`${path}.${name}`)?.effects !== undefined)
    .map((name) => name.slice(name.lastIndexOf('.') + 1));
  const deeds = [...(DEEDS.get(path) ?? []), ...ofTable];
  STANDARD_DEEDS.set(path, deeds);
  return deeds;
}

/** Whether a file that imports a package of the standard library may reach through it what is outside of the program. */
export function reachesOutside(path: string, text: string): boolean {
  return !isComputing(path) || deedsOf(path).some((name) => text.includes(name));
}
