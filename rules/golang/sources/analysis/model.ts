/**
 * The program as names and what they stand for: packages, types, functions, variables. Built once from the
 * package graph; `bind.ts` adds what the bodies of reached functions say.
 */

import type { BuildSettings } from '../knowledge/types.ts';
import { isStandardImport } from '../knowledge/standard-library.ts';
import { withoutVersions } from '../knowledge/naming.ts';
import type { GoFile, GoPackage, PackageGraph } from '../loading/packages.ts';
import type {
  Call,
  Composite,
  Expression,
  FunctionDeclaration,
  FunctionLiteral,
  Identifier,
  InterfaceType,
  Parameter,
  Signature,
  GoStatement,
  StructField,
  StructType,
  TypeSpecification,
  ValueSpecification,
} from '../syntax/tree.ts';
import { parseBody } from '../syntax/parser.ts';
import { embedPatterns } from '../loading/directives.ts';
import { type QuietPackages, quietPackages } from './computing-packages.ts';

export type Entity =
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'function'; readonly function: FunctionInfo }
  | { readonly kind: 'type'; readonly type: TypeInfo }
  | { readonly kind: 'package'; readonly package: ImportedPackage }
  | { readonly kind: 'builtin'; readonly name: string };

/** A package as files see it. */
export interface ImportedPackage {
  /** Without versions. */
  readonly path: string;
  /** undefined when its sources aren't there, and for the standard library. */
  readonly unit: Unit | undefined;
}

export interface Unit {
  readonly package: GoPackage;
  /** Import path without versions. */
  readonly path: string;
  readonly members: Map<string, Entity>;
  readonly files: readonly FileScope[];
}

export interface FileScope {
  readonly file: GoFile;
  readonly unit: Unit;
  readonly imports: ReadonlyMap<string, Extract<Entity, { kind: 'package' }>>;
  readonly dotImports: readonly ImportedPackage[];
}

export interface TypeInfo {
  readonly name: string;
  readonly file: FileScope;
  readonly type: Expression;
  readonly parameters: readonly string[];
  readonly methods: Map<string, FunctionInfo>;
}

/** Where a value is given to a variable. The expression belongs to `owner`. */
export type Assignment =
  | {
      readonly kind: 'value';
      readonly expression: Expression;
      /** Which of several results. */
      readonly result: number;
      readonly owner: FunctionInfo;
    }
  /** An element of the list or map is set: `x[i] = v`. */
  | { readonly kind: 'element'; readonly expression: Expression; readonly owner: FunctionInfo }
  /** `x += v`. */
  | { readonly kind: 'appended'; readonly expression: Expression; readonly owner: FunctionInfo }
  | {
      readonly kind: 'range';
      readonly part: 'key' | 'value';
      readonly over: Expression;
      readonly owner: FunctionInfo;
    }
  /** A flag or setting whose address was given away: `flag.StringVar(&x, "name", "default", …)`. */
  | {
      readonly kind: 'default';
      readonly value: Expression;
      /** The flag's names. */
      readonly flag: readonly Expression[];
      readonly owner: FunctionInfo;
    }
  /** A path below what this expression names: the argument of a function given to filepath.Walk. */
  | { readonly kind: 'below'; readonly directory: Expression; readonly owner: FunctionInfo }
  | { readonly kind: 'unknown' };

export interface Variable {
  readonly name: string;
  readonly file: FileScope;
  readonly type: Expression | undefined;
  /** The patterns of `//go:embed` above it. */
  readonly embedded: readonly string[];
  /** Set for a parameter: the function and the position; -1 for a receiver. */
  readonly parameter:
    { readonly of: FunctionInfo; readonly index: number; readonly variadic: boolean } | undefined;
  /** Set for a field of a struct. */
  readonly tag: string | undefined;
  readonly start: number;
  readonly place: 'local' | 'package' | 'field';
  readonly assignments: Assignment[];
  /** The same variable before it was set anew, see `renew` in bind.ts. */
  readonly previous: Variable | undefined;
  /** Used in a function literal inside the function that declares it. */
  captured: boolean;
  /** Used other than by calling it. */
  mentioned: boolean;
  /** The field is in a struct type that code that isn't read fills. */
  filled: boolean;
  /** Its address is taken: it may be written through a pointer. */
  addressed: boolean;
  /** Given to a function, another variable or a value: what its elements are may be changed there. */
  passed: boolean;
  /** Given to a function that puts its elements in another order. */
  reordered: boolean;
  /** A receiver: what a method is called on. */
  readonly received: boolean;
}

export interface CallSite {
  readonly call: Call;
  readonly caller: FunctionInfo;
}

export interface FunctionInfo {
  readonly name: string;
  readonly file: FileScope;
  readonly signature: Signature;
  /** As it is declared; its name is that of the type in `receiverType`. */
  readonly receiver: Parameter | undefined;
  /** Name of the receiver's type. */
  readonly receiverType: string | undefined;
  /** The function around a function literal. */
  readonly outer: FunctionInfo | undefined;
  readonly body: () => readonly GoStatement[];
  /** Length of the body's text. */
  readonly size: number;
  /** May be called from where it can't be seen: used as a value, through an interface. */
  escapes: boolean;
  /** Asked for with `contentsOf`. */
  contents: FunctionContents | undefined;
}

/** A function's variables, and what is done with them and with it. */
export interface FunctionContents {
  readonly receiver: Variable | undefined;
  readonly parameters: readonly Variable[];
  readonly results: readonly Variable[];
  readonly calls: CallSite[];
  readonly composites: Composite[];
  readonly returns: (readonly Expression[])[];
  /** Calls from reached functions. */
  readonly callers: CallSite[];
  /** Variables a function literal is assigned to: it escapes with any of them. */
  readonly holders: Variable[];
}

/** Types, as far as they tell which method or field is meant. Pointers are left out. */
export type GoType =
  | { readonly kind: 'named'; readonly type: TypeInfo }
  /** A named type of a package that isn't read, known by its key (`import/path.Type`). */
  | { readonly kind: 'external'; readonly path: string; readonly name: string }
  | { readonly kind: 'list'; readonly element: GoType }
  | { readonly kind: 'map'; readonly key: GoType; readonly element: GoType }
  | { readonly kind: 'struct'; readonly type: StructType; readonly file: FileScope }
  | { readonly kind: 'interface'; readonly type: InterfaceType; readonly file: FileScope }
  | { readonly kind: 'function'; readonly signature: Signature; readonly file: FileScope }
  | { readonly kind: 'tuple'; readonly items: readonly GoType[] }
  | { readonly kind: 'basic'; readonly name: string }
  /** Of the standard library, with no method that does anything outside of the program. */
  | { readonly kind: 'inert' }
  | { readonly kind: 'unknown' };

/** What the program is built for: decides conditions on runtime.GOOS and runtime.GOARCH. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly given?: BuildSettings['given'];
  readonly linked?: BuildSettings['linked'];
}

export interface Program {
  readonly graph: PackageGraph;
  readonly platform: Platform;
  readonly units: readonly Unit[];
  /** What identifiers in bound bodies stand for. */
  readonly entities: Map<Identifier, Entity>;
  readonly literals: Map<FunctionLiteral, FunctionInfo>;
  /** The literal around a composite literal without a type of its own. */
  readonly elided: Map<Composite, Composite>;
  readonly structs: Map<StructType, ReadonlyMap<string, Variable>>;
  /** Types of variables without a declared one, with the number of assignments they were inferred from. */
  readonly inferred: Map<Variable, { readonly type: GoType; readonly assignments: number }>;
  /** Variables whose types are being inferred. */
  readonly inferring: Set<Variable>;
  readonly methodsByName: ReadonlyMap<string, readonly FunctionInfo[]>;
  /** Package initialisation of each package: the values of its variables. */
  readonly initialisers: ReadonlyMap<Unit, FunctionInfo>;
  readonly quiet: QuietPackages;
  /** Writes that reach what another variable holds. */
  readonly foreign: {
    /** Shapes of lists and maps of which an element is set under a name that may not be the only one, see sharing.ts. */
    readonly elements: Set<string>;
    /** `*p = v`; undefined until it is asked for, since it takes a look at all texts. */
    pointers: boolean | undefined;
  };
  /** Variables that `-ldflags -X` sets: `main.name` to its value; undefined when it isn't known which. */
  readonly linked: ReadonlyMap<string, string | undefined> | undefined;
}

const BUILTINS: ReadonlySet<string> = new Set(
  (
    'any append bool byte cap clear close comparable complex complex128 complex64 copy delete error false ' +
    'float32 float64 imag int int16 int32 int64 int8 iota len make max min new nil panic print println real ' +
    'recover rune string true uint uint16 uint32 uint64 uint8 uintptr'
  ).split(' '),
);

export function buildProgram(graph: PackageGraph, platform: Platform): Program {
  const units = new Map<GoPackage, Unit>();
  for (const read of graph.packages) units.set(read, createUnit(read, graph, units));
  const initialisers = new Map<Unit, FunctionInfo>();
  const methodsByName = new Map<string, FunctionInfo[]>();
  for (const unit of units.values()) {
    const initialiser = declareMembers(unit);
    if (initialiser !== undefined) initialisers.set(unit, initialiser);
  }
  for (const unit of units.values()) declareMethods(unit, methodsByName);
  return {
    graph,
    platform,
    units: [...units.values()],
    entities: new Map(),
    literals: new Map(),
    elided: new Map(),
    structs: new Map(),
    inferred: new Map(),
    inferring: new Set(),
    methodsByName,
    initialisers,
    quiet: quietPackages(graph),
    foreign: { elements: new Set(), pointers: undefined },
    linked:
      platform.linked === undefined ? new Map() : platform.linked === 'unknown' ? undefined : platform.linked,
  };
}

function createUnit(read: GoPackage, graph: PackageGraph, units: ReadonlyMap<GoPackage, Unit>): Unit {
  const files: FileScope[] = [];
  const unit: Unit = { package: read, path: withoutVersions(read.importPath), members: new Map(), files };
  const importedOf = importsInto(read, graph, units);
  for (const file of read.files) files.push({ file, unit, ...importsOf(file, importedOf) });
  return unit;
}

/** What an import path means in a package. */
interface Imported {
  readonly entity: Extract<Entity, { kind: 'package' }>;
  /** How files know it that give it no name: one of these, where the package can't be read. */
  readonly names: readonly string[];
  readonly guessed: boolean;
}

/** The packages that a package's files import, each made once: most files of one import the same. */
function importsInto(
  read: GoPackage,
  graph: PackageGraph,
  units: ReadonlyMap<GoPackage, Unit>,
): (path: string) => Imported {
  const known = new Map<string, Imported>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const target = graph.find(path, read.directory);
    const imported: ImportedPackage = {
      path: withoutVersions(path),
      // The units of packages come later.
      get unit() {
        return target && units.get(target);
      },
    };
    const names = target === undefined ? packageNameGuesses(path) : [target.name];
    const entity: Imported['entity'] = { kind: 'package', package: imported };
    const made: Imported = { entity, names, guessed: target === undefined };
    known.set(path, made);
    return made;
  };
}

/** Names under which a file knows its imports. */
function importsOf(
  file: GoFile,
  importedOf: (path: string) => Imported,
): Pick<FileScope, 'imports' | 'dotImports'> {
  const imports = new Map<string, Imported['entity']>();
  const dotImports: ImportedPackage[] = [];
  for (const { name, path } of file.tree.imports) {
    if (name === '_' || path === 'C') continue;
    const { entity, names, guessed } = importedOf(path);
    if (name === '.') dotImports.push(entity.package);
    else if (name !== undefined) imports.set(name, entity);
    else for (const each of names) if (!guessed || !imports.has(each)) imports.set(each, entity);
  }
  return { imports, dotImports };
}

/**
 * The package clause of a package that can't be read, guessed from its path. Import paths and package names
 * differ only by such additions in practice; a wrong guess names nothing in the file.
 */
function packageNameGuesses(importPath: string): readonly string[] {
  const last = withoutVersions(importPath).split('/').at(-1) ?? '';
  if (isStandardImport(importPath)) return [last];
  const bare = (['go-', 'go.', 'golang-'] as const).reduce(
    (name, prefix) => (name.startsWith(prefix) ? name.slice(prefix.length) : name),
    last,
  );
  const stem = (['-go', '.go', '_go', '-golang'] as const).reduce(
    (name, suffix) => (name.endsWith(suffix) ? name.slice(0, -suffix.length) : name),
    bare,
  );
  const joined = stem.replaceAll('-', '').replaceAll('.', '');
  return [...new Set([last, bare, stem, joined, stem.replaceAll('-', '_'), stem.split('-').at(-1) ?? stem])];
}

/** Declares functions, types, variables; gives the function that stands for the package's initialisation. */
function declareMembers(unit: Unit): FunctionInfo | undefined {
  const [firstFile] = unit.files;
  if (firstFile === undefined) return undefined;
  const initialiser = createFunction({ name: 'package initialisation', file: firstFile, body: () => [] });
  for (const file of unit.files) {
    const embeds = embedPatterns(file.file);
    for (const declared of file.file.tree.declarations) {
      if (declared.kind === 'type') unit.members.set(declared.name, typeEntity(declared, file));
      else if (declared.kind === 'function-declaration') declareFunction(unit, declared, file);
      else declareValues(unit, declared, file, initialiser, embeds);
    }
  }
  return initialiser;
}

function typeEntity(declared: TypeSpecification, file: FileScope): Entity {
  return { kind: 'type', type: createType(declared, file) };
}

export function createType(declared: TypeSpecification, file: FileScope): TypeInfo {
  const { name, type, parameters } = declared;
  return { name, file, type, parameters, methods: new Map() };
}

function declareFunction(unit: Unit, declared: FunctionDeclaration, file: FileScope): void {
  if (declared.receiver !== undefined || declared.name === '_') return;
  const created = functionOf(declared, file);
  // A package may have many `init`; each gets a name of its own that no identifier can have.
  const name = declared.name === 'init' ? `init ${file.file.path} ${declared.start}` : declared.name;
  unit.members.set(name, { kind: 'function', function: created });
}

function declareValues(
  unit: Unit,
  declared: ValueSpecification,
  file: FileScope,
  owner: FunctionInfo,
  embeds: ReturnType<typeof embedPatterns>,
): void {
  const embedded =
    declared.kind === 'var'
      ? embeds.filter(({ start }) => isRightAbove(file, start, declared.start)).map(({ pattern }) => pattern)
      : [];
  for (const [index, { name, start }] of declared.names.entries()) {
    if (name === '_') continue;
    const assignment = valueAssignment(declared.values, declared.names.length, index, owner);
    const { type } = declared;
    const variable = createVariable({
      name,
      file,
      type,
      embedded,
      start,
      place: 'package',
      assignment,
    });
    unit.members.set(name, { kind: 'variable', variable });
  }
}

/** Only blanks, comments and the `var` keyword lie between a directive and what it is about. */
function isRightAbove(file: FileScope, directive: number, declaration: number): boolean {
  if (directive > declaration) return false;
  const { text } = file.file.tree;
  const between = text.slice(text.indexOf('\n', directive) + 1, declaration);
  return between
    .split('\n')
    .map((line) => line.trim())
    .every((line) => line === '' || line === 'var' || line === 'var (' || line.startsWith('//'));
}

/** The assignment of the value at an index: one value each, or one call with several results. */
export function valueAssignment(
  values: readonly Expression[],
  targets: number,
  index: number,
  owner: FunctionInfo,
): Assignment | undefined {
  const single = values.length === 1 && targets > 1;
  const expression = single ? values[0] : values[index];
  return expression && { kind: 'value', expression, result: single ? index : 0, owner };
}

function declareMethods(unit: Unit, methodsByName: Map<string, FunctionInfo[]>): void {
  for (const file of unit.files) {
    for (const declared of file.file.tree.declarations) {
      if (declared.kind !== 'function-declaration' || declared.receiver === undefined) continue;
      const method = functionOf(declared, file);
      const owner = unit.members.get(method.receiverType ?? '');
      if (owner?.kind === 'type') owner.type.methods.set(declared.name, method);
      const sameName = methodsByName.get(declared.name);
      if (sameName === undefined) methodsByName.set(declared.name, [method]);
      else sameName.push(method);
    }
  }
}

function functionOf(declared: FunctionDeclaration, file: FileScope): FunctionInfo {
  const { name, signature, receiver, body } = declared;
  return createFunction({
    name,
    file,
    signature,
    receiver,
    body: () => (body === undefined ? [] : parseBody(file.file.tree.text, body)),
    size: body === undefined ? 0 : body.end - body.start,
  });
}

interface FunctionParts {
  readonly name: string;
  readonly file: FileScope;
  readonly signature?: Signature;
  readonly receiver?: Parameter | undefined;
  readonly outer?: FunctionInfo;
  readonly body: () => readonly GoStatement[];
  readonly size?: number;
}

export function createFunction({
  name,
  file,
  signature = noParameters,
  receiver,
  outer,
  body,
  size = 0,
}: FunctionParts): FunctionInfo {
  return {
    name,
    file,
    signature,
    receiver,
    receiverType: receiver && namedTypeOf(receiver.type),
    outer,
    body,
    size,
    escapes: false,
    contents: undefined,
  };
}

const noParameters: Signature = { parameters: [], results: [] };

/** Made when it is first asked for: most functions of a large program are never entered. */
export function contentsOf(of: FunctionInfo): FunctionContents {
  of.contents ??= createContents(of);
  return of.contents;
}

function createContents(of: FunctionInfo): FunctionContents {
  const { file, signature, receiver } = of;
  return {
    receiver: receiver && createVariable({ ...namedIn(file, receiver), received: true }),
    parameters: signature.parameters.map((parameter, index) => parameterVariable(parameter, of, index)),
    results: signature.results.map((result) => createVariable(namedIn(file, result))),
    calls: [],
    composites: [],
    returns: [],
    callers: [],
    holders: [],
  };
}

function namedIn(file: FileScope, { name = '_', type, start }: Parameter): VariableParts {
  return { name, file, type, start };
}

function parameterVariable(parameter: Parameter, of: FunctionInfo, index: number): Variable {
  const { name, type, variadic, start } = parameter;
  const whole: Expression = variadic ? { kind: 'list-type', start, element: type } : type;
  return createVariable({
    name: name ?? '_',
    file: of.file,
    type: whole,
    start,
    parameter: { of, index, variadic },
  });
}

interface VariableParts {
  readonly name: string;
  readonly file: FileScope;
  readonly type: Expression | undefined;
  readonly start: number;
  readonly embedded?: readonly string[];
  readonly parameter?: Variable['parameter'];
  readonly tag?: string | undefined;
  readonly place?: Variable['place'];
  readonly previous?: Variable;
  readonly received?: boolean;
  /** What it is given where it is declared. */
  readonly assignment?: Assignment | undefined;
}

export function createVariable(parts: VariableParts): Variable {
  const { name, file, type, start, embedded = [], parameter, tag, place = 'local' } = parts;
  const { previous, assignment } = parts;
  return {
    name,
    file,
    type,
    start,
    embedded,
    parameter,
    tag,
    place,
    previous,
    captured: false,
    assignments: assignment === undefined ? [] : [assignment],
    mentioned: false,
    filled: false,
    addressed: false,
    passed: false,
    reordered: false,
    received: parts.received ?? false,
  };
}

/** The fields of a struct type as variables: what is assigned to a field of any value of the type. */
export function fieldsOf(program: Program, type: StructType, file: FileScope): ReadonlyMap<string, Variable> {
  const known = program.structs.get(type);
  if (known !== undefined) return known;
  const fields = new Map(type.fields.map((field) => [field.name, fieldVariable(field, file)]));
  program.structs.set(type, fields);
  return fields;
}

function fieldVariable({ name, type, tag, start }: StructField, file: FileScope): Variable {
  return createVariable({ name, file, type, start, tag, place: 'field' });
}

/** `T` of `T`, `*T`, `T[A]`. */
function namedTypeOf(type: Expression): string | undefined {
  if (type.kind === 'identifier') return type.name;
  if (type.kind === 'unary') return namedTypeOf(type.operand);
  if (type.kind === 'index') return namedTypeOf(type.object);
  return undefined;
}

/** What a name means at the level of a file, outside all functions. */
export function lookUpInFile(file: FileScope, name: string): Entity | undefined {
  const member = file.unit.members.get(name);
  if (member !== undefined) return member;
  const imported = file.imports.get(name);
  if (imported !== undefined) return imported;
  for (const dotted of file.dotImports) {
    const exported = dotted.unit?.members.get(name);
    if (exported !== undefined) return exported;
  }
  return BUILTINS.has(name) ? { kind: 'builtin', name } : undefined;
}

/** What an identifier means: in a bound body by its scope, elsewhere by its file. */
export function entityOf(program: Program, identifier: Identifier, file: FileScope): Entity | undefined {
  return program.entities.get(identifier) ?? lookUpInFile(file, identifier.name);
}

/** `import/path.Function` or `import/path.Type.Method`, without versions: how the knowledge tables name it. */
export function apiKey(path: string, name: string, type?: string): string {
  return type === undefined ? `${path}.${name}` : `${path}.${type}.${name}`;
}

export function keyOfFunction(called: FunctionInfo): string | undefined {
  if (called.outer !== undefined) return undefined;
  return apiKey(called.file.unit.path, called.name, called.receiverType);
}
