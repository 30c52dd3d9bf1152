/**
 * Findings of a program: events with their names worked out.
 *
 * Of each event something is reported, in the program's own code and in libraries alike: what it is about, by each
 * name that it may have, or that the name isn't known.
 */

import { posix } from 'node:path';
import { PACKED_LIBRARIES, isPacked } from '../knowledge/assets.ts';
import type { Effect, NameSource, Reading } from '../knowledge/facts.ts';
import { importFacts } from '../knowledge/index.ts';
import { evidenceAt } from '../../../../src/split/uses/source-lines.ts';
import type { PackageGraph } from '../loading/packages.ts';
import type { Expression } from '../syntax/tree.ts';
import type { Finding, FindingKind, Name, SourceEvidence, SourceFiles } from '../knowledge/types.ts';
import {
  type Context,
  type Evaluator,
  allowSteps,
  createEvaluator,
  evaluateExpression,
  evaluateEverywhere,
  settled,
} from './evaluate.ts';
import { isClosed } from './computations.ts';
import { type FileScope, type Platform, type Program, type Unit, buildProgram } from './model.ts';
import { isFileName } from '../../../../src/split/uses/names.ts';
import { isCommandName } from './events.ts';
import { reach } from './reach.ts';
import type { Event, Reached } from './walk.ts';
import { readValue } from './readings.ts';
import { methodsOfTemplates } from './templates.ts';
import { tagLoadsZone, tagMatters, tagVariables } from './tags.ts';
import {
  UNKNOWN_VALUES,
  type Value,
  type Values,
  combine,
  concatenate,
  elementsOf,
  fromOrigin,
  isDefault,
  joinPath,
  text,
  union,
} from './values.ts';

export interface FoundFindings {
  readonly findings: readonly Finding[];
  /** Whether all reachable functions were read. */
  readonly all: boolean;
}

export function findFindings(graph: PackageGraph, platform: Platform, files: SourceFiles): FoundFindings {
  const program = buildProgram(graph, platform);
  const reached = reach(program);
  const evaluator = createEvaluator(program, withTemplates(program, reached, files), files);
  const findings = [
    ...reached.events.toSorted(byWeight).flatMap((event) => eventFindings(evaluator, event)),
    ...importFindings(graph),
    ...tagFindings(program),
  ];
  return { findings: distinct(findings).sort(byPlace), all: reached.all };
}

/**
 * With the methods that templates call. Which ones these are hangs on values, and values on what is called; to find them takes
 * nothing from what can be worked out otherwise.
 */
function withTemplates(program: Program, reached: Reached, files: SourceFiles): Reached {
  if (reached.templates.length === 0) return reached;
  const named = methodsOfTemplates(createEvaluator(program, reached, files), reached.templates, files);
  for (const methods of named) reached.mentionMethods(methods);
  return reached;
}

/** What can be worked out is bounded: the program's own code comes before libraries, and mere mentions last. */
function byWeight(left: Event, right: Event): number {
  return weight(left) - weight(right);
}

function weight({ owner, effect }: Event): number {
  if (effect.kind === 'names-file') return 2;
  return owner.file.unit.package.own ? 0 : 1;
}

/** How much is done to find the name of a file that is only mentioned, in steps of an evaluation. */
const MOST_STEPS_OF_MENTION = 10_000;

function eventFindings(evaluator: Evaluator, event: Event): readonly Finding[] {
  const { effect, key } = event;
  allowSteps(evaluator, effect.kind === 'names-file' ? MOST_STEPS_OF_MENTION : Infinity);
  if (isPackedAway(evaluator.program, key)) return [];
  if (effect.name.from === 'nothing') return report(event, effect.kind, undefined, undefined);
  const { name } = effect;
  const compute = (context: Context | undefined): Values => {
    // Its condition may hang on the callers as well.
    conditionOf(evaluator, event, effect, context);
    const names = nameValues(evaluator, event, name, context);
    // What a program is given may hang on callers that its name does not hang on.
    if (effect.kind === 'program')
      for (const given of event.arguments) evaluateExpression(evaluator, given, event.owner, context);
    return names;
  };
  const ofLibrary = effect.kind === 'program' && isNamedByLibrary(evaluator, event, name);
  return evaluateEverywhere(evaluator, compute).flatMap(({ values, context }) => {
    const condition = conditionOf(evaluator, event, effect, context);
    if (condition === 'fails' || (condition === 'unknown' && effect.when?.surely === true)) return [];
    const kind = kindOf(evaluator, event, effect, context);
    const reading = readingOf(name);
    const looked = withGiven(flat(values), kind, reading, evaluator).flatMap((value) =>
      readValue(kind, reading, value, viperNames(evaluator, reading)),
    );
    return looked.flatMap((found) => {
      if (kind === 'names-file' && !(found.value?.kind === 'text' && isName(found.value.text))) return [];
      if (found.value === undefined) return report(event, found.kind, undefined, context);
      const named = nameOf(found.value, sourceText(event, name));
      if (named === undefined) return [];
      const reported = report(event, found.kind, named, context);
      if (kind === 'write') return withContent(evaluator, event, reported, context);
      return kind === 'program'
        ? reported.flatMap((one) =>
            withArguments(evaluator, event, name, ofLibrary ? { ...one, ofLibrary } : one, context),
          )
        : reported;
    });
  });
}

/** What is of the image, whoever starts it: another zone or tool than a flag's default is looked for there. */
const OF_THE_IMAGE: ReadonlySet<FindingKind> = new Set<FindingKind>(['time-zone', 'program']);

/** Readings of paths: what is given for one is read as the default is. */
const OF_PATHS: ReadonlySet<Reading> = new Set<Reading>([
  'file-url',
  'sqlite',
  'viper-path',
  'log-sink',
  'path-list',
  'zone-file',
  'unix-socket',
  'temporary',
]);

/**
 * In place of a default: itself, what the image gives, and that it may be another. What a file is called is asked again
 * where its place is known; what other names mean is decided here.
 */
function withGiven(values: Values, kind: FindingKind, reading: Reading, evaluator: Evaluator): Values {
  const { program } = evaluator;
  return values.flatMap((value): Values => {
    if (OF_PATHS.has(reading)) return settled(evaluator, [value]);
    if ((value.kind !== 'text' && value.kind !== 'partial') || value.origin === undefined) return [value];
    const known = program.platform.given?.(value.origin);
    const first = known === undefined ? [] : [text(known.text)];
    if (!isDefault(value) || !OF_THE_IMAGE.has(kind))
      return reading === 'as-is' ? [value] : [value, ...first];
    if (known?.or === 'nothing') return first;
    return [value, ...first, ...(known?.or === 'default' ? [] : [fromOrigin(value.origin)])];
  });
}

/** Whether a library says what is started there, and none of its callers. */
function isNamedByLibrary(evaluator: Evaluator, event: Event, name: NameSource): boolean {
  if (event.owner.file.unit.package.own) return false;
  evaluator.needed = new Set();
  nameValues(evaluator, event, name, undefined);
  return evaluator.needed.size === 0;
}

/** A text that may be the name of a file or of a program. */
function isName(text: string): boolean {
  return isFileName(text) || isCommandName(text);
}

function isPackedAway(program: Program, key: string): boolean {
  const path = packageOfKey(key);
  const names = program.units.filter((unit) => unit.package.own).flatMap((unit) => unit.package.fileNames);
  return isPacked(path, names);
}

/** `import/path` of `import/path.Name` and `import/path.Type.Name`; a path's last element may hold dots. */
function packageOfKey(key: string): string {
  return PACKED_LIBRARIES.find((path) => key.startsWith(`${path}.`)) ?? '';
}

// Names

function nameValues(
  evaluator: Evaluator,
  event: Event,
  name: NameSource,
  context: Context | undefined,
): Values {
  const valueAt = (index: number): Values => {
    const argument = event.arguments[index];
    if (argument === undefined) return mayBeGiven(event) ? UNKNOWN_VALUES : [];
    const values = evaluateExpression(evaluator, argument, event.owner, context);
    return event.spread && index === event.arguments.length - 1 ? elementsOf(values) : values;
  };
  switch (name.from) {
    case 'argument':
      return valueAt(name.index);
    case 'arguments': {
      if (event.mentioned) return UNKNOWN_VALUES;
      if (event.arguments.length <= name.index && name.otherwise !== undefined) return [text(name.otherwise)];
      return union(event.arguments.slice(name.index).map((_, index) => valueAt(name.index + index)));
    }
    case 'text':
      return [text(name.text)];
    case 'joined': {
      const parts = combine(
        name.indices.map((index) => settled(evaluator, valueAt(index))),
        joinPath,
      );
      return name.suffix === undefined ? parts : combine([parts, [text(name.suffix)]], concatenate);
    }
    case 'beside-the-source':
      return valueAt(name.index).map((value) => besideSource(event.owner.file.file.path, value));
    case 'link-target':
      return linkTargets(valueAt(name.target), valueAt(name.link));
    case 'unknown':
      return UNKNOWN_VALUES;
    case 'nothing':
      return [];
  }
}

function besideSource(source: string, value: Value): Value {
  const start = value.kind === 'text' ? value.text : value.kind === 'partial' ? value.prefix : undefined;
  if (start === undefined || start.startsWith('/')) return value;
  if (value.kind === 'partial' && value.base !== undefined) return value;
  return joinPath([text(posix.dirname(source)), value]);
}

/** Where links lead: what they are given, from the directories that they lie in. */
function linkTargets(targets: Values, links: Values): Values {
  return targets.flatMap((target): Values => {
    const start =
      target.kind === 'text' ? target.text : target.kind === 'partial' ? target.prefix : undefined;
    if (start === undefined) return UNKNOWN_VALUES;
    const isWhole = start.startsWith('/') || (target.kind === 'partial' && target.base !== undefined);
    return isWhole ? [target] : links.flatMap((link) => seenFrom(link, target));
  });
}

function seenFrom(link: Value, target: Value): Values {
  if (link.kind !== 'text' && link.kind !== 'partial') return [target, ...UNKNOWN_VALUES];
  const place = link.kind === 'text' ? link.text : link.prefix;
  const directory = place.slice(0, place.lastIndexOf('/') + 1);
  if (link.kind === 'partial' && link.base !== undefined) {
    const { base } = link;
    return [joinPath([{ kind: 'partial', base, prefix: directory, complete: true }, target])];
  }
  return [directory === '' ? target : joinPath([text(directory), target])];
}

/** An argument that isn't written: of what is only mentioned, or one of several results, `os.WriteFile(content())`. */
function mayBeGiven({ mentioned, arguments: given }: Event): boolean {
  return mentioned || given.length === 0 || (given.length === 1 && given[0]?.kind === 'call');
}

function readingOf(name: NameSource): Reading {
  return name.from === 'argument' || name.from === 'arguments' ? name.reading : 'as-is';
}

/** Elements of lists, one by one. */
function flat(values: Values): Values {
  return values.flatMap((value) => (value.kind === 'list' ? elementsOf([value]) : [value]));
}

/**
 * Patterns of the files that viper looks for in a directory: the name (`config` by default) with any extension,
 * and without one when the type is set (https://pkg.go.dev/github.com/spf13/viper#SetConfigType).
 */
function viperNames(evaluator: Evaluator, reading: Reading): readonly Value[] {
  if (reading !== 'viper-path') return [];
  const kept = evaluator.settings.get('viper-name:') ?? [];
  const names =
    kept.length === 0
      ? [text('config')]
      : union(
          kept.map(({ expression, owner }) => evaluateExpression(evaluator, expression, owner, undefined)),
        );
  const withExtension = combine([names, [text('.*')]], concatenate);
  return evaluator.settings.has('viper-type:') ? [...names, ...withExtension] : withExtension;
}

function conditionOf(
  evaluator: Evaluator,
  event: Event,
  { when }: Effect,
  context: Context | undefined,
): 'holds' | 'fails' | 'unknown' {
  const argument = when === undefined ? undefined : event.arguments[when.index];
  if (when === undefined) return 'holds';
  if (event.mentioned || argument === undefined) return when.surely === true ? 'unknown' : 'holds';
  const values = settled(evaluator, evaluateExpression(evaluator, argument, event.owner, context));
  if (values.some((value) => value.kind === 'text' && when.texts.includes(value.text))) return 'holds';
  return values.every((value) => value.kind === 'text' && !isDefault(value)) ? 'fails' : 'unknown';
}

/** O_WRONLY, O_RDWR, O_CREATE, O_TRUNC and O_APPEND on Linux. */
const WRITING_FLAGS = 1 | 2 | 0x40 | 0x200 | 0x400;

function kindOf(
  evaluator: Evaluator,
  event: Event,
  { kind, openFlags }: Effect,
  context: Context | undefined,
): FindingKind {
  const argument = openFlags === undefined ? undefined : event.arguments[openFlags];
  if (argument === undefined)
    return evaluator.listsOpened && OPENING.has(event.key) ? 'read-directory' : kind;
  const values = evaluateExpression(evaluator, argument, event.owner, context);
  const onlyReads = values.every((value) => value.kind === 'number' && (value.number & WRITING_FLAGS) === 0);
  if (!onlyReads) return 'write';
  return evaluator.listsOpened && OPENING.has(event.key) ? 'read-directory' : kind;
}

/** What gives an *os.File of a name: if entries are asked for somewhere, it may be a directory's. */
const OPENING: ReadonlySet<string> = new Set(['os.Open', 'os.OpenFile']);

function nameOf(value: Value, expression: string): Name | undefined {
  switch (value.kind) {
    case 'text': {
      const { origin } = value;
      if (value.text === '')
        return origin === undefined ? undefined : { known: false, expression, prefix: '', origin };
      return origin === undefined
        ? { known: true, text: value.text }
        : { known: true, text: value.text, origin };
    }
    case 'number':
      return { known: true, text: String(value.number) };
    case 'partial': {
      const { kind: _, ...rest } = value;
      return { known: false, expression, ...rest };
    }
    default:
      return { known: false, expression, prefix: '' };
  }
}

/** The argument as it is written. */
function sourceText(event: Event, name: NameSource): string {
  const index = name.from === 'argument' || name.from === 'arguments' ? name.index : 0;
  const argument = event.arguments[index];
  const following = event.arguments[index + 1];
  const source = event.owner.file.file.tree.text;
  if (argument === undefined) return '';
  const lineEnd = source.indexOf('\n', argument.start);
  const end = following?.start ?? (event.end === undefined ? lineEnd : event.end - 1);
  const written = source.slice(argument.start, end < 0 ? undefined : end).trim();
  return written.endsWith(',') ? written.slice(0, -1).trim() : written;
}

/** Functions that are given the whole content of a file, as their second argument. */
const WRITERS: ReadonlySet<string> = new Set(['os.WriteFile', 'io/ioutil.WriteFile']);

/** With the text that is written, where it is one. */
function withContent(
  evaluator: Evaluator,
  event: Event,
  findings: readonly Finding[],
  context: Context | undefined,
): readonly Finding[] {
  const [, content] = event.arguments;
  if (content === undefined || !WRITERS.has(event.key)) return findings;
  const [only, ...more] = flat(evaluateExpression(evaluator, content, event.owner, context));
  if (only?.kind !== 'text' || only.origin !== undefined || more.length > 0) return findings;
  return findings.map((finding) => ({ ...finding, content: only.text }));
}

/** With what the program is given: a finding for each list that this may be. */
function withArguments(
  evaluator: Evaluator,
  event: Event,
  name: NameSource,
  finding: Finding,
  context: Context | undefined,
): readonly Finding[] {
  if (name.from !== 'argument') return [finding];
  const later = evaluator.changes.commandArguments && event.key.startsWith('os/exec.');
  return givenWords(evaluator, event, name.index, context).map((given) => {
    const words = later ? [...given, unknownWord] : given;
    if (words.length === 0) return finding;
    return {
      ...finding,
      arguments: words.map(({ values, expression }): Name => {
        const [only] = values.length === 1 ? values : UNKNOWN_VALUES;
        return (only && nameOf(only, expression)) ?? { known: true, text: '' };
      }),
    };
  });
}

interface GivenWord {
  readonly values: Values;
  /** As it is written. */
  readonly expression: string;
}

const unknownWord: GivenWord = { values: UNKNOWN_VALUES, expression: '' };

/** More lists than these that a program may be given are not told apart. */
const MOST_LISTS = 16;

/** The words that a program is given: the lists of them that are possible, or one with a word that isn't known. */
function givenWords(
  evaluator: Evaluator,
  event: Event,
  index: number,
  context: Context | undefined,
): readonly (readonly GivenWord[])[] {
  const { given } = event.effect;
  const valuesAt = (at: number): GivenWord => {
    const argument = event.arguments[at];
    if (argument === undefined) return unknownWord;
    const values = evaluateExpression(evaluator, argument, event.owner, context);
    return { values, expression: sourceText(event, { from: 'argument', index: at, reading: 'as-is' }) };
  };
  if (given !== undefined) return listsOf(valuesAt(given.list), given.namesItself ? 1 : 0);
  const count = Math.max(0, event.arguments.length - index - 1);
  const words = Array.from({ length: count }, (_, position) => valuesAt(index + 1 + position));
  const last = event.spread ? words.at(-1) : undefined;
  if (last === undefined) return [words];
  return listsOf(last, 0).map((rest) => [...words.slice(0, -1), ...rest]);
}

/** Each list that a value may be, without its first elements. */
function listsOf({ values, expression }: GivenWord, skip: number): readonly (readonly GivenWord[])[] {
  if (values.length === 0) return [[]];
  const lists = values.flatMap((value) =>
    value.kind === 'list' && isClosed(value)
      ? [value.items.slice(skip).map((item) => ({ values: item, expression }))]
      : [],
  );
  return lists.length === values.length && lists.length <= MOST_LISTS ? lists : [[unknownWord]];
}

// Reports

/** With its evidence; nothing for what doesn't matter in a library. */
function report(
  event: Event,
  kind: FindingKind,
  name: Name | undefined,
  context: Context | undefined,
): readonly Finding[] {
  const place = placeOf(event, context);
  const { own, module } = place.file.unit.package;
  const evidence = evidenceAt(place.file.file.lines, place.start);
  const { optional, link } = event.effect;
  return [
    {
      kind,
      name,
      ...(optional === true ? { optional } : {}),
      ...(link === true ? { link } : {}),
      evidence,
      inModule: module,
      own,
    },
  ];
}

/** The call itself; if that is in a library, the innermost call in the program's own code that leads to it. */
function placeOf(
  event: Event,
  context: Context | undefined,
): { readonly file: FileScope; readonly start: number } {
  if (!event.owner.file.unit.package.own) {
    const chain: Context[] = [];
    for (let current = context; current !== undefined; current = current.outer) chain.push(current);
    const entry = chain.toReversed().find(({ site }) => site.caller.file.unit.package.own);
    if (entry !== undefined) return { file: entry.site.caller.file, start: entry.site.call.start };
  }
  return { file: event.owner.file, start: event.start };
}

function importFindings(graph: PackageGraph): readonly Finding[] {
  const missing = new Set(graph.missing.map(({ path }) => path));
  // A library that is read speaks for itself where it imports another.
  const uses = [...graph.thirdParty.values()].filter(({ path, own }) => own || missing.has(path));
  return uses.flatMap(({ path, evidence, own }) =>
    importFacts(path).map((effect): Finding => {
      const name = effect.name.from === 'text' ? nameOf(text(effect.name.text), '') : undefined;
      const inModule = own ? graph.resolver.mainModule : path;
      const optional = effect.optional === true ? ({ optional: true } as const) : {};
      return { kind: effect.kind, name, ...optional, evidence, inModule, own };
    }),
  );
}

/** Environment variables that struct tags name, and time zones that they load. */
function tagFindings(program: Program): readonly Finding[] {
  return program.units.filter((unit) => unit.package.own).flatMap(unitTagFindings);
}

function unitTagFindings(unit: Unit): readonly Finding[] {
  return unit.files.flatMap((file) =>
    file.file.tree.declarations.flatMap((declared) =>
      declared.kind === 'type'
        ? typeTagFindings(declared.type, (start) => evidenceAt(file.file.lines, start), unit.package.module)
        : [],
    ),
  );
}

function fieldTagFindings(tag: string, evidence: SourceEvidence, inModule: string): readonly Finding[] {
  const common = { evidence, inModule, own: true };
  const variables = tagVariables(tag).map((variable): Finding => ({
    kind: 'environment',
    name: { known: true, text: variable },
    ...common,
  }));
  return tagLoadsZone(tag) ? [...variables, { kind: 'time-zone', name: undefined, ...common }] : variables;
}

function typeTagFindings(
  type: Expression,
  evidenceOf: (start: number) => SourceEvidence,
  inModule: string,
): readonly Finding[] {
  if (type.kind !== 'struct-type') return [];
  // Hardly a field has such a tag, and programs have thousands of fields.
  const fields = type.fields.filter((field) => field.type.kind === 'struct-type' || tagMatters(field.tag));
  return fields.flatMap((field) => [
    ...fieldTagFindings(field.tag ?? '', evidenceOf(field.start), inModule),
    ...typeTagFindings(field.type, evidenceOf, inModule),
  ]);
}

function distinct(findings: readonly Finding[]): Finding[] {
  const byKey = new Map<string, Finding>();
  for (const finding of findings) {
    const { kind, name, evidence } = finding;
    const key = JSON.stringify([kind, name, evidence.file, evidence.line, finding.arguments]);
    if (!byKey.has(key)) byKey.set(key, finding);
  }
  return [...byKey.values()];
}

/** The program's own first, then by place; known names before unknown ones. */
function byPlace(left: Finding, right: Finding): number {
  return (
    Number(right.own) - Number(left.own) ||
    compare(left.evidence.file, right.evidence.file) ||
    left.evidence.line - right.evidence.line ||
    compare(left.kind, right.kind) ||
    Number(right.name?.known ?? false) - Number(left.name?.known ?? false) ||
    compare(JSON.stringify(left.name), JSON.stringify(right.name))
  );
}

function compare(left: string | undefined, right: string | undefined): number {
  if (left === right) return 0;
  return (left ?? '') < (right ?? '') ? -1 : 1;
}
