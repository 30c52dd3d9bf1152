/**
 * What build.gradle and build.gradle.kts say by literal values, statement by statement. They are programs: a value that is put
 * together, a condition around it, or a file that is applied makes it unknown. Source: docs.gradle.org, "Build Script Basics",
 * "The Java Plugin", "Working With Files" (archive names).
 */
import { tokensOf, type Token } from './tokens.ts';

/** A literal text, or one that is not known; undefined where nothing is said. */
export type Said = { readonly known: true; readonly text: string } | { readonly known: false };

/** What a script says of a task that makes an archive. */
export interface ArchiveTask {
  readonly fileName: Said | undefined;
  readonly baseName: Said | undefined;
  readonly version: Said | undefined;
  readonly classifier: Said | undefined;
  readonly enabled: boolean | undefined;
}

export interface Script {
  readonly version: Said | undefined;
  readonly archivesName: Said | undefined;
  readonly applicationName: Said | undefined;
  /** Ids of plugins with their versions, as far as these are literal. */
  readonly plugins: ReadonlyMap<string, string | undefined>;
  readonly tasks: ReadonlyMap<'jar' | 'bootJar' | 'bootWar' | 'war' | 'shadowJar', ArchiveTask>;
  /** Libraries that run, by group and artifact; '' for one whose name is put together. */
  readonly libraries: readonly string[];
  /** It gives the manifest of a jar a class path: the jar runs with others beside it. */
  readonly namesClassPath: boolean;
  /** It says more of the projects below it: `subprojects { … }`. */
  readonly configuresOthers: boolean;
  /** It says how the application is run by Gradle: `run { … }`, `bootRun { … }`. */
  readonly changesRun: boolean;
  /** Why its outputs may be others than these; undefined where nothing speaks for that. */
  readonly unknown: string | undefined;
}

interface Statement {
  /** The blocks around it: `tasks`, `bootJar`. */
  readonly path: readonly string[];
  readonly tokens: readonly Token[];
}

const archiveTasks = ['jar', 'bootJar', 'bootWar', 'war', 'shadowJar'] as const;
type TaskName = (typeof archiveTasks)[number];

export function readScript(source: string): Script | undefined {
  const tokens = tokensOf(source);
  const statements = tokens === undefined ? undefined : statementsOf(tokens);
  if (statements === undefined) return undefined;
  const top = statements.filter(({ path }) => path.length === 0 || path.join('/') === 'allprojects');
  const within = (...names: readonly string[]): readonly Statement[] =>
    statements.filter(({ path }) => path.join('/') === names.join('/'));
  return {
    version: saidOf(top, 'version', 'project.version'),
    archivesName:
      saidOf(top, 'archivesBaseName', 'base.archivesName', 'base.archivesBaseName') ??
      saidOf(within('base'), 'archivesName', 'archivesBaseName'),
    applicationName: saidOf(top, 'applicationName') ?? saidOf(within('application'), 'applicationName'),
    plugins: pluginsOf(statements),
    tasks: new Map(archiveTasks.map((name) => [name, taskOf(name, statements)])),
    libraries: statements.flatMap(librariesOf),
    namesClassPath: statements.some(({ tokens: words }) => words.some(({ text }) => text === 'Class-Path')),
    configuresOthers: statements.some(({ path }) =>
      /^(subprojects|allprojects|configure)\b/.test(path[0] ?? ''),
    ),
    changesRun: statements.some(
      ({ path, tokens: words }) =>
        /^(run|bootRun)$/.test(path.at(-1) ?? '') || /^(run|bootRun)$/.test(words[0]?.text ?? ''),
    ),
    unknown: unknownOf(statements),
  };
}

function librariesOf({ path, tokens }: Statement): readonly string[] {
  const isRun = /^(implementation|api|compile|runtime|runtimeOnly)$/.test(tokens[0]?.text ?? '');
  if (path.at(-1) !== 'dependencies' || path[0] === 'buildscript' || !isRun) return [];
  const text = tokens.find(({ kind }) => kind === 'text')?.text ?? '';
  return [text.split(':').slice(0, 2).join(':')];
}

/** Statements with the blocks that they stand in; undefined where brackets don't match. */
function statementsOf(tokens: readonly Token[]): readonly Statement[] | undefined {
  const statements: Statement[] = [];
  const path: string[] = [];
  let words: Token[] = [];
  let depth = 0;
  const close = (): void => {
    if (words.length > 0) statements.push({ path: [...path], tokens: words });
    words = [];
  };
  for (const token of tokens) {
    if (token.kind === 'end') {
      if (depth === 0) close();
    } else if (token.kind === 'sign' && token.text === '{' && depth === 0) {
      statements.push({ path: [...path], tokens: [...words, token] });
      path.push(blockName(words));
      words = [];
    } else if (token.kind === 'sign' && token.text === '}' && depth === 0) {
      close();
      if (path.pop() === undefined) return undefined;
    } else {
      if (token.kind === 'sign' && '([{'.includes(token.text)) depth += 1;
      if (token.kind === 'sign' && ')]}'.includes(token.text)) depth -= 1;
      if (depth < 0) return undefined;
      words.push(token);
    }
  }
  close();
  return path.length === 0 && depth === 0 ? statements : undefined;
}

/** `bootJar {`, `tasks.bootJar {`, `tasks.named('bootJar') {`, `tasks.getByName<BootJar>("bootJar") {` are all `bootJar`. */
function blockName(words: readonly Token[]): string {
  const texts = words.map(({ text }) => text);
  const named = texts.findIndex((text) => text === 'named' || text === 'getByName' || text === 'withType');
  if (texts[0] === 'tasks' && named > 0) {
    const text = words.slice(named).find(({ kind }) => kind === 'text')?.text;
    const type = words.slice(named + 1).find(({ kind }) => kind === 'name')?.text;
    return text ?? typeTasks.get(type ?? '') ?? '?';
  }
  if (texts[0] === 'tasks' && texts[1] === '.' && words.length === 3) return texts[2] ?? '?';
  return words.length === 1 ? (texts[0] ?? '?') : texts[0] === 'val' ? '?' : texts.join(' ');
}

const typeTasks: ReadonlyMap<string, string> = new Map([
  ['BootJar', 'bootJar'],
  ['BootWar', 'bootWar'],
  ['ShadowJar', 'shadowJar'],
  ['Jar', 'jar'],
]);

/** The value that a statement gives to a name: `name = 'x'`, `name 'x'`, `name.set("x")`, `name("x")`. */
function saidOf(statements: readonly Statement[], ...names: readonly string[]): Said | undefined {
  const found = statements.flatMap(({ tokens }) => {
    const name = names.find((one) => one.split('.').every((part, index) => tokens[index * 2]?.text === part));
    if (name === undefined) return [];
    const value = tokens.slice(name.split('.').length * 2 - 1);
    return said(value) ?? [];
  });
  return found.at(-1);
}

function said(value: readonly Token[]): Said | undefined {
  const texts = value.map(({ text }) => text);
  const rest =
    texts[0] === '='
      ? value.slice(1)
      : texts[0] === '.' && texts[1] === 'set'
        ? value.slice(3, -1)
        : texts[0] === '('
          ? value.slice(1, -1)
          : value;
  const [first, ...more] = rest;
  if (first === undefined || (first.kind === 'sign' && texts[0] !== '=')) return undefined;
  return first.kind === 'text' && !first.open && more.length === 0
    ? { known: true, text: first.text }
    : { known: false };
}

function pluginsOf(statements: readonly Statement[]): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const { path, tokens } of statements) {
    const texts = tokens.flatMap((token) => (token.kind === 'text' && !token.open ? [token.text] : []));
    const [first, second] = texts;
    const name = tokens[0]?.text ?? '';
    if (path.at(-1) === 'plugins') {
      if (/^(apply)$/.test(tokens.at(-2)?.text ?? '') && tokens.at(-1)?.text === 'false') continue;
      if (name === 'id' && first !== undefined) found.set(first, second);
      else if (name === 'kotlin' && first !== undefined) found.set(`org.jetbrains.kotlin.${first}`, second);
      else if (tokens.length === 1) found.set(name.replaceAll('`', ''), undefined);
      // A name out of a catalogue says nothing of the plugin itself.
      else if (name === 'alias') found.set(tokens.map(({ text }) => text).join(''), undefined);
    } else if (name === 'apply' && tokens[1]?.text === 'plugin' && first !== undefined)
      found.set(first, undefined);
    else if (
      name === 'apply' &&
      first !== undefined &&
      texts.length === 1 &&
      tokens.some(({ text }) => text === 'plugin')
    )
      found.set(first, undefined);
    else if (
      path[0] === 'buildscript' &&
      name === 'classpath' &&
      first?.startsWith('org.springframework.boot:') === true
    )
      found.set('org.springframework.boot', first.split(':')[2]);
  }
  return found;
}

function taskOf(name: TaskName, statements: readonly Statement[]): ArchiveTask {
  const own = statements.flatMap(({ path, tokens }): readonly Statement[] => {
    if (path.at(-1) === name && path.length <= 2) return [{ path: [], tokens }];
    // `jar.enabled = false`, `tasks.jar.enabled = false`
    const from = tokens[0]?.text === 'tasks' ? 2 : 0;
    return path.length === 0 && tokens[from]?.text === name && tokens[from + 1]?.text === '.'
      ? [{ path: [], tokens: tokens.slice(from + 2) }]
      : [];
  });
  const enabled = own.findLast(({ tokens }) =>
    ['enabled', 'isEnabled'].includes(tokens[0]?.text ?? ''),
  )?.tokens;
  return {
    fileName: saidOf(own, 'archiveFileName', 'archiveName'),
    baseName: saidOf(own, 'archiveBaseName', 'baseName'),
    version: saidOf(own, 'archiveVersion', 'version'),
    classifier: saidOf(own, 'archiveClassifier', 'classifier'),
    enabled: enabled === undefined ? undefined : enabled.some(({ text }) => text === 'true'),
  };
}

/** Words with which a build puts its outputs elsewhere, or takes more statements from other files. */
const moving =
  /^(buildDir|buildDirectory|libsDirName|libsDirectory|destinationDir|destinationDirectory|distsDirName)$/;

function unknownOf(statements: readonly Statement[]): string | undefined {
  for (const { path, tokens } of statements) {
    const texts = tokens.map(({ text }) => text);
    const word = tokens.find(({ kind, text }) => kind === 'name' && moving.test(text));
    const isSet =
      word !== undefined && (texts.includes('=') || texts.includes('set') || texts[0] === word.text);
    if (isSet) return `it sets ${word.text}`;
    if (texts[0] === 'apply' && texts.includes('from')) return 'it applies another file';
    if (path.length === 0 && texts[0] === 'if' && texts.some((text) => text === 'version'))
      return 'it has a version under a condition';
    if (
      path.some((name) => /^(if|for|else|while|afterEvaluate)\b/.test(name)) &&
      /^(version|archivesBaseName|jar|bootJar)$/.test(texts[0] ?? '')
    )
      return `it sets ${texts[0] ?? ''} under a condition`;
    if (path.includes('?') && /^(archive|enabled|classifier)/.test(texts[0] ?? ''))
      return 'it sets the name of an archive in a block that is not followed';
  }
  return undefined;
}
