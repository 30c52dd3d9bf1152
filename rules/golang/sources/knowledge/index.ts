/** The knowledge tables as one. */

import { once } from '../../../../src/dockerfile/once.ts';
import { packageOf, withoutVersions } from './naming.ts';
import type { Base, FindingKind } from './types.ts';
import { assets } from './assets.ts';
import { computing } from './computing.ts';
import { configuration } from './configuration.ts';
import { data } from './data.ts';
import type { ApiFacts, Effect, FieldFacts, KnowledgeArea } from './facts.ts';
import { filesystem } from './filesystem.ts';
import { flags } from './flags.ts';
import { network } from './network.ts';
import { privileges } from './privileges.ts';
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
  privileges,
  templates,
  web,
  configuration,
  flags,
  data,
  assets,
];

type ExternalValue = string | number | { readonly base: Base; readonly rest: string };

/** What the tables know of one package: its functions and methods, fields, types and values by their names. */
interface PackageFacts {
  readonly functions: ReadonlyMap<string, ApiFacts>;
  readonly fields: ReadonlyMap<string, FieldFacts>;
}

const PACKAGES = new Map<string, PackageFacts>();

/** The tables of one package are put together when it is asked for: a program uses a few of them. */
function packageFacts(path: string): PackageFacts {
  const known = PACKAGES.get(path);
  if (known !== undefined) return known;
  const facts: PackageFacts = {
    functions: ofPackage(path, (area) => area.functions),
    fields: ofPackage(path, (area) => area.fields),
  };
  PACKAGES.set(path, facts);
  return facts;
}

function ofPackage<Facts>(
  path: string,
  tableOf: (area: KnowledgeArea) => Readonly<Record<string, Readonly<Record<string, Facts>>>> | undefined,
): ReadonlyMap<string, Facts> {
  return new Map(
    AREAS.flatMap((area) => {
      const table = tableOf(area);
      return table !== undefined && Object.hasOwn(table, path) ? Object.entries(table[path] ?? {}) : [];
    }),
  );
}

const TYPES = once(() => new Map(AREAS.flatMap(({ types = {} }) => Object.entries(types))));
const VALUES = once(
  (): ReadonlyMap<string, ExternalValue> =>
    new Map(AREAS.flatMap(({ values = {} }) => Object.entries(values))),
);
const IMPORTS = once(
  (): ReadonlyMap<string, readonly Effect[]> =>
    new Map(AREAS.flatMap(({ imports = {} }) => Object.entries(imports))),
);

/** The tables' own row of a function or method. */
function functionFacts(key: string): ApiFacts | undefined {
  const path = packageOf(key);
  return packageFacts(path).functions.get(key.slice(path.length + 1));
}

/** What is known of a function or method, by its key. */
export function apiFacts(key: string): ApiFacts | undefined {
  if (!isStandardImport(packageOf(key))) return functionFacts(key);
  const known = STANDARD.get(key);
  if (known !== undefined) return known.facts;
  const facts = withGenerated(key, functionFacts(key));
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
  const path = packageOf(key);
  return packageFacts(path).fields.get(key.slice(path.length + 1));
}

/** The type of a field or variable of a package that isn't read. */
export function apiFieldType(key: string): string | undefined {
  return TYPES().get(key);
}

/** The value of a variable, constant or field of a package that isn't read. */
export function apiValue(key: string): ExternalValue | undefined {
  return VALUES().get(key);
}

/** What importing a package does: rows hold for the packages below them too. */
export function importFacts(importPath: string): readonly Effect[] {
  return importRow(withoutVersions(importPath)) ?? [];
}

function importRow(importPath: string): readonly Effect[] | undefined {
  let path = importPath;
  for (;;) {
    const facts = IMPORTS().get(path);
    if (facts !== undefined) return facts;
    const slash = path.lastIndexOf('/');
    if (slash < 0) return undefined;
    path = path.slice(0, slash);
  }
}

/** Import paths, without versions, of which the tables know types. */
const TYPED = once(() => new Set([...TYPES().keys()].map(packageOf)));

/** Whether the tables know what a package does at run time: one that wasn't read has no surprises then. */
export function isKnownImport(importPath: string): boolean {
  const path = withoutVersions(importPath);
  return packageFacts(path).functions.size > 0 || TYPED().has(path) || importRow(path) !== undefined;
}

const DEEDS = new Map<string, readonly string[]>();

/** The last names of a package's functions and methods that do something at run time, beyond giving a value. */
function deedsOf(path: string): readonly string[] {
  const known = DEEDS.get(path);
  if (known !== undefined) return known;
  const ofTables = [...packageFacts(path).functions].flatMap(([name, { effects, fills, defines, walks }]) =>
    [effects, fills, defines, walks].every((facts) => facts === undefined) ? [] : [name],
  );
  const generated = standardNames(path).filter((name) => apiFacts(`${path}.${name}`)?.effects !== undefined);
  const deeds = [...ofTables, ...generated].map((name) => name.slice(name.lastIndexOf('.') + 1));
  DEEDS.set(path, deeds);
  return deeds;
}

/** Whether a file that imports a package of the standard library may reach through it what is outside of the program. */
export function reachesOutside(path: string, text: string): boolean {
  return !isComputing(path) || deedsOf(path).some((name) => text.includes(name));
}
