/**
 * What a Java source does at run time: calls of the standard library that open files, start programs, read the environment, or ask
 * for the JDK. Source: docs.oracle.com/en/java/javase/21/docs/api (java.io, java.nio.file, java.lang).
 */
import { argumentsAt, partsBetween } from '../../../src/split/uses/token-lists.ts';
import type { Finding, FindingKind, Name, SourceEvidence } from '../../../src/split/uses/types.ts';
import { javaTokens, type JavaToken } from './tokens.ts';

export interface SourceFacts {
  readonly findings: readonly Finding[];
  /** Something that only a JDK has: its name, with the place. */
  readonly asksForJdk: { readonly what: string; readonly evidence: SourceEvidence } | undefined;
  /** All texts in it. */
  readonly texts: readonly { readonly text: string; readonly line: number }[];
}

/** Of `new X(…)`: what is done with the file that the first argument names. */
const constructors: ReadonlyMap<string, FindingKind> = new Map([
  ['File', 'read-file'],
  ['FileInputStream', 'read-file'],
  ['FileReader', 'read-file'],
  ['RandomAccessFile', 'read-file'],
  ['ZipFile', 'read-file'],
  ['JarFile', 'read-file'],
  ['FileSystemResource', 'read-file'],
  ['FileOutputStream', 'write'],
  ['FileWriter', 'write'],
  ['FileHandler', 'write'],
  ['ServerSocket', 'listens'],
  ['ProcessBuilder', 'program'],
]);

/** Of `Type.method(…)`. */
const methods: ReadonlyMap<string, FindingKind> = new Map([
  ['Paths.get', 'read-file'],
  ['Path.of', 'read-file'],
  ['System.getenv', 'environment'],
  ['System.load', 'shared-library'],
  ['System.loadLibrary', 'shared-library'],
  ['File.createTempFile', 'temporary-directory'],
  ['Files.createTempFile', 'temporary-directory'],
  ['Files.createTempDirectory', 'temporary-directory'],
  ['ResourceUtils.getFile', 'read-file'],
]);

/** What writes to a file that is given as an object: its name was found where that was made. Source: the same. */
const writing =
  /^(mkdirs?|createNewFile|renameTo|FileOutputStream|FileWriter|PrintWriter|PrintStream|RandomAccessFile|BufferedWriter|newBufferedWriter|newOutputStream|createDirector(y|ies)|createFile|write(String)?|copy|move|transferTo|deleteOnExit)$/;

/** Properties of the system that stand for a place. Source: java.lang.System, getProperties. */
const properties: ReadonlyMap<string, FindingKind> = new Map([
  ['user.dir', 'working-directory'],
  ['user.home', 'home-directory'],
  ['java.io.tmpdir', 'temporary-directory'],
]);

/** Packages of modules that a JRE leaves out: jdk.compiler, jdk.attach, jdk.jshell, jdk.jdi, jdk.jartool, jdk.javadoc … */
const ofJdk =
  /^(javax\.tools|com\.sun\.tools\.|com\.sun\.source\.|com\.sun\.jdi|jdk\.jshell|jdk\.javadoc|sun\.jvmstat|sun\.tools\.|com\.sun\.javadoc|jdk\.security\.jarsigner)/;

export function readJava(source: string, file: string): SourceFacts | undefined {
  const tokens = javaTokens(source);
  if (tokens === undefined) return undefined;
  const lines = source.split('\n');
  const place = (line: number): SourceEvidence => ({
    file,
    line,
    text: (lines[line - 1] ?? '').trim().slice(0, 120),
  });
  const writes = tokens.some(({ kind, text }) => kind === 'name' && writing.test(text));
  const reader: Reader = { tokens, constants: constantsIn(tokens), writes, place };
  const jdk = importsOf(tokens).find(({ name }) => ofJdk.test(name)) ?? jdkCall(tokens);
  return {
    findings: tokens.flatMap((_, index) => findingsAt(index, reader)),
    asksForJdk: jdk === undefined ? undefined : { what: jdk.name, evidence: place(jdk.line) },
    texts: tokens.flatMap(({ kind, text, line }) => (kind === 'text' ? [{ text, line }] : [])),
  };
}

interface Reader {
  readonly tokens: readonly JavaToken[];
  readonly constants: ReadonlyMap<string, readonly JavaToken[]>;
  /** Something in the file writes to files. */
  readonly writes: boolean;
  readonly place: (line: number) => SourceEvidence;
}

function importsOf(
  tokens: readonly JavaToken[],
): readonly { readonly name: string; readonly line: number }[] {
  return tokens.flatMap(({ text, line }, index) => {
    if (text !== 'import' || (index > 0 && !['}', ';'].includes(tokens[index - 1]?.text ?? ';'))) return [];
    const end = endOf(tokens, index);
    const words = tokens.slice(index + 1, end).map((token) => token.text);
    return [{ name: words.filter((word) => word !== 'static').join(''), line }];
  });
}

function jdkCall(tokens: readonly JavaToken[]): { readonly name: string; readonly line: number } | undefined {
  const found = tokens.find(
    ({ kind, text }) =>
      kind === 'name' && /^(ToolProvider|JavaCompiler|VirtualMachineDescriptor)$/.test(text),
  );
  return found === undefined ? undefined : { name: found.text, line: found.line };
}

/** Where the statement at a token ends. */
function endOf(tokens: readonly JavaToken[], index: number): number {
  let end = index;
  while (end < tokens.length && !(tokens[end]?.kind === 'sign' && tokens[end]?.text === ';')) end += 1;
  return end;
}

/** Names with the one value that the file gives them: `static final String DATA = "data";`. */
function constantsIn(tokens: readonly JavaToken[]): ReadonlyMap<string, readonly JavaToken[]> {
  const found = new Map<string, readonly JavaToken[]>();
  const several = new Set<string>();
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== 'name' || tokens[index + 1]?.text !== '=' || tokens[index + 2]?.text === '=') continue;
    if (['!', '<', '>', '='].includes(tokens[index - 1]?.text ?? '')) continue;
    if (found.has(text)) several.add(text);
    found.set(text, tokens.slice(index + 2, endOf(tokens, index)));
  }
  return new Map([...found].filter(([name]) => !several.has(name)));
}

function findingsAt(index: number, reader: Reader): readonly Finding[] {
  const { tokens, place } = reader;
  const token = tokens[index];
  if (token?.kind !== 'name') return [];
  const at = (offset: number): string => tokens[index + offset]?.text ?? '';
  const finding = (kind: FindingKind, name: Name | undefined, more: Partial<Finding> = {}): Finding => ({
    kind,
    name,
    evidence: place(token.line),
    inModule: '',
    own: true,
    ...more,
  });
  if (at(-1) === 'new' && at(1) === '(') {
    const kind = constructors.get(token.text);
    if (kind === undefined) return [];
    const given = argumentsAt(index + 1, tokens);
    if (kind === 'program') return programFindings(given, finding, reader);
    if (kind === 'listens') return [finding(kind, portOf(given[0], reader))];
    // `new FileReader(file)`: the name was given where the file was made.
    return nameFindings(kind, given, finding, reader);
  }
  if (at(1) === '.' && at(3) === '(' && tokens[index + 2]?.kind === 'name') {
    const called = `${token.text}.${at(2)}`;
    const given = argumentsAt(index + 3, tokens);
    if (called === 'System.getProperty') {
      const kind = properties.get(textOf(given[0], reader) ?? '');
      return kind === undefined ? [] : [finding(kind, undefined)];
    }
    const kind = methods.get(called);
    if (kind === undefined) return [];
    if (kind === 'environment') {
      const [first] = given;
      return [finding(kind, first === undefined || first.length === 0 ? undefined : nameOf(first, reader))];
    }
    return kind === 'temporary-directory'
      ? [finding(kind, undefined)]
      : nameFindings(kind, given, finding, reader);
  }
  if (token.text === 'exec' && at(-1) === '.' && at(1) === '(') {
    return programFindings(argumentsAt(index + 1, tokens), finding, reader);
  }
  // `builder.command("convert", …)`
  if (
    token.text === 'command' &&
    at(-1) === '.' &&
    at(1) === '(' &&
    tokens.some(({ text }) => text === 'ProcessBuilder')
  ) {
    const given = argumentsAt(index + 1, tokens);
    return given[0] === undefined || given[0].length === 0 ? [] : programFindings(given, finding, reader);
  }
  return [];
}

/** The name of a file: all texts that are put together, or given one by one (`Path.of("data", "x")`). */
function nameFindings(
  kind: FindingKind,
  given: readonly (readonly JavaToken[])[],
  finding: (kind: FindingKind, name: Name | undefined, more?: Partial<Finding>) => Finding,
  reader: Reader,
): readonly Finding[] {
  const [first, second] = given;
  if (first === undefined || first.length === 0) return [];
  const isObject = first.some(({ text }) => text === 'new' || text === '(') || isHandle(first, reader);
  const name = nameOf(first, reader);
  // A file object, whose own name was found where it was made.
  if (isObject && !name.known && name.prefix === '') return [];
  const more = second === undefined || kind === 'write' ? undefined : nameOf(second, reader);
  const joined: Name =
    more === undefined
      ? name
      : name.known && more.known
        ? { known: true, text: `${name.text.replace(/\/$/, '')}/${more.text}` }
        : {
            known: false,
            expression: textOfTokens(first),
            prefix: name.known ? `${name.text}/` : name.prefix,
          };
  if (kind !== 'read-file') return [finding(kind, joined)];
  const isDirectory = joined.known && /(^|\/)\.{0,2}$/.test(joined.text);
  return [
    // Whether it is there is often asked first (`exists()`): what can't be found is no reason to fail.
    finding(isDirectory ? 'read-directory' : kind, joined, { optional: true }),
    ...(reader.writes && (joined.known || joined.prefix !== '') ? [finding('write', joined)] : []),
  ];
}

/** A variable that holds a file and no text: `File f = new File(…)`, a parameter `Path dir`. */
function isHandle(tokens: readonly JavaToken[], { tokens: all }: Reader): boolean {
  const [only] = tokens;
  if (tokens.length !== 1 || only?.kind !== 'name') return false;
  return all.some(
    ({ text }, index) =>
      text === only.text && /^(File|Path|InputStream|FileDescriptor|URI)$/.test(all[index - 1]?.text ?? ''),
  );
}

function programFindings(
  given: readonly (readonly JavaToken[])[],
  finding: (kind: FindingKind, name: Name | undefined, more?: Partial<Finding>) => Finding,
  reader: Reader,
): readonly Finding[] {
  const [first] = given;
  if (first === undefined || first.length === 0) return [];
  // An array or a list of words: `new String[] {"git", "log"}`, `List.of("git", "log")`.
  const words = first.some(({ text }) => text === '{' || text === '(')
    ? listed(first).map((part) => nameOf(part, reader))
    : given.map((part) => nameOf(part, reader));
  const [name, ...others] = words;
  if (name?.known === true && others.length === 0 && /\s/.test(name.text.trim())) {
    const [program = '', ...rest] = name.text.trim().split(/\s+/);
    return [
      finding(
        'program',
        { known: true, text: program },
        { arguments: rest.map((text) => ({ known: true, text })) },
      ),
    ];
  }
  return [finding('program', name ?? unknownName(first), { arguments: others })];
}

/** The parts of a bracket. */
function listed(tokens: readonly JavaToken[]): readonly (readonly JavaToken[])[] {
  const open = tokens.findIndex(({ text }) => text === '{' || text === '(');
  return argumentsAt(open, tokens);
}

function textOfTokens(tokens: readonly JavaToken[]): string {
  return tokens
    .map(({ text }) => text)
    .join('')
    .slice(0, 80);
}

function unknownName(tokens: readonly JavaToken[]): Name {
  return { known: false, expression: textOfTokens(tokens), prefix: '' };
}

function textOf(tokens: readonly JavaToken[] | undefined, reader: Reader): string | undefined {
  const name = tokens === undefined ? undefined : nameOf(tokens, reader);
  return name?.known === true ? name.text : undefined;
}

function portOf(tokens: readonly JavaToken[] | undefined, reader: Reader): Name | undefined {
  const [only] = tokens ?? [];
  if (tokens?.length === 1 && only?.kind === 'number') return { known: true, text: only.text };
  return tokens === undefined ? undefined : nameOf(tokens, reader);
}

const deepest = 5;

/** Texts and constants that are put together with `+`; it ends at the first part that is not known. */
function nameOf(tokens: readonly JavaToken[], reader: Reader, depth = 0): Name {
  let prefix = '';
  for (const part of partsBetween(tokens, '+')) {
    const [only] = part;
    const known =
      part.length === 1 && only?.kind === 'text'
        ? only.text
        : part.length === 1 && only?.text === 'separator'
          ? '/'
          : constantOf(part, reader, depth);
    if (known === undefined) return { known: false, expression: textOfTokens(tokens), prefix };
    prefix += known;
  }
  return { known: true, text: prefix };
}

function constantOf(part: readonly JavaToken[], reader: Reader, depth: number): string | undefined {
  const texts = part.map(({ text }) => text);
  if (texts.join('') === 'File.separator') return '/';
  const [name = ''] = part.length === 1 ? texts : [];
  const value = depth < deepest ? reader.constants.get(name) : undefined;
  if (value === undefined) return undefined;
  const found = nameOf(value, reader, depth + 1);
  return found.known ? found.text : undefined;
}
