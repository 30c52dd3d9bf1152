/** Shell text to our own tree. This is the only file that knows the parser behind it. */
import { parse, type ParsedScript } from 'unbash';
import type * as Parser from 'unbash';
import type {
  Assignment,
  Redirect,
  Script,
  SimpleCommand,
  Span,
  Statement,
  Word,
  WordPart,
} from './types.ts';
import { childStatements, ownWords, partScripts, wordScripts } from './walk.ts';

/** Parses a shell script. Never throws; what could not be read makes the script not `complete`. */
export function parseShell(text: string): Script {
  return toScript(parse(text), { text, depth: 0 });
}

/** The text that the parser's offsets count in, and how many expansions are open around it. */
interface Source {
  readonly text: string;
  readonly depth: number;
}

/**
 * Expansions nested deeper are not looked into. Scripts that people write stay below ten; the parser reads the text of
 * each level anew, which a hostile line of some thousand `$(` would make take seconds.
 */
const MAX_DEPTH = 32;

function toScript(script: ParsedScript, outer: Source): Script {
  // A substitution in backquotes that holds escapes has a text of its own; all others point into the outer text.
  const text = script.source ?? outer.text;
  const source = { text, depth: outer.depth + 1 };
  if (source.depth > MAX_DEPTH) return { text, statements: [], complete: false };
  const statements = script.commands.map((statement) => toStatement(statement, source));
  return { text, statements, complete: script.errors === undefined && nestedAreComplete(statements, text) };
}

/** A substitution reports its own errors. Without a parenthesis or a backquote there is none. */
function nestedAreComplete(statements: readonly Statement[], text: string): boolean {
  if (!/[(`]/.test(text)) return true;
  const pending = [...statements];
  for (let statement = pending.pop(); statement !== undefined; statement = pending.pop()) {
    const nested = ownWords(statement).flatMap(wordScripts);
    if (nested.some((script) => !script.complete)) return false;
    pending.push(...childStatements(statement));
  }
  return true;
}

/** The parser can place the end one past the text after a trailing backslash. */
function span(node: { readonly pos: number; readonly end: number }, source: Source): Span {
  const end = Math.min(node.end, source.text.length);
  return { start: Math.min(node.pos, end), end };
}

// ── Statements ───────────────────────────────────────────────────────────────────────────────────────────────

function toStatement(statement: Parser.Statement, source: Source): Statement {
  const body = toCommand(statement.command, source);
  return statement.background === true ? { kind: 'background', body, ...span(statement, source) } : body;
}

function toList(list: Parser.CompoundList, source: Source): readonly Statement[] {
  return list.commands.map((statement) => toStatement(statement, source));
}

type CommandLike = Parser.PipelineNode | Parser.AndOr | Parser.CompoundList;

function toCommand(node: CommandLike, source: Source): Statement {
  const at = span(node, source);
  switch (node.type) {
    case 'Command':
      return toSimpleCommand(node, source);
    case 'AndOr':
      return toAndOr(node, source);
    case 'Pipeline':
      return toPipeline(node, source);
    case 'Redirected': {
      const command = toCommand(node.command, source);
      const redirects = node.redirects.map((redirect) => toRedirect(redirect, source));
      // `if … fi > file`: a group takes the redirects for the compounds that have no place for them.
      return command.kind === 'subshell' || command.kind === 'group'
        ? { ...command, ...at, redirects }
        : { kind: 'group', body: [command], redirects, ...at };
    }
    case 'Subshell':
      return { kind: 'subshell', body: toList(node.body, source), redirects: [], ...at };
    case 'BraceGroup':
      return { kind: 'group', body: toList(node.body, source), redirects: [], ...at };
    case 'CompoundList':
      return { kind: 'group', body: toList(node, source), redirects: [], ...at };
    case 'If':
      return {
        kind: 'if',
        branches: [node, ...node.elif].map((branch) => ({
          condition: toList(branch.clause, source),
          body: toList(branch.then, source),
        })),
        otherwise: node.else && toList(node.else, source),
        ...at,
      };
    case 'For':
      return {
        kind: 'for',
        variable: node.name.value,
        words: node.wordlist?.map((word) => toWord(word, source)),
        body: toList(node.body, source),
        ...at,
      };
    case 'While':
      return {
        kind: 'while',
        condition: toList(node.clause, source),
        body: toList(node.body, source),
        ...(node.kind === 'until' ? { until: true as const } : {}),
        ...at,
      };
    case 'Case':
      return {
        kind: 'case',
        subject: toWord(node.word, source),
        branches: node.items.map((item) => ({
          patterns: item.pattern.map((word) => toWord(word, source)),
          body: toList(item.body, source),
        })),
        ...at,
      };
    case 'Function':
      return { kind: 'function', name: node.name.value, body: toBody(node.body, source), ...at };
    case 'TestCommand':
      return toTestCommand(node, source);
    default:
      return { kind: 'other', ...partsOf(node, source), ...at };
  }
}

type OtherCommand = Extract<
  CommandLike,
  { readonly type: 'Coproc' | 'Select' | 'ArithmeticFor' | 'ArithmeticCommand' }
>;

/** The words and the body of what has no kind of its own: more may happen there than its statements say. */
function partsOf(
  node: OtherCommand,
  source: Source,
): Pick<Extract<Statement, { kind: 'other' }>, 'words' | 'body' | 'variable'> {
  switch (node.type) {
    case 'Coproc':
      return { words: [], body: toBody(node.body, source) };
    case 'Select':
      return {
        words: (node.wordlist ?? []).map((word) => toWord(word, source)),
        body: toList(node.body, source),
        variable: node.name.value,
      };
    case 'ArithmeticFor': {
      const expressions = [node.initialize, node.test, node.update].flatMap((expression) => expression ?? []);
      return {
        words: expressions.map((expression) => arithmeticWord(expression, source)),
        body: toList(node.body, source),
      };
    }
    case 'ArithmeticCommand':
      return {
        words: node.expression === undefined ? [] : [arithmeticWord(node.expression, source)],
        body: [],
      };
  }
}

/** The statements of a body that is one compound command: those of a brace group itself, else the command. */
function toBody(node: CommandLike, source: Source): readonly Statement[] {
  if (node.type === 'BraceGroup') return toList(node.body, source);
  return node.type === 'CompoundList' ? toList(node, source) : [toCommand(node, source)];
}

/** `a && b || c` binds to the left: `(a && b) || c`. */
function toAndOr(node: Parser.AndOr, source: Source): Statement {
  const operands = node.commands.map((command) => toCommand(command, source));
  return operands.reduce((left, right, index) => ({
    kind: 'and-or',
    operator: node.operators[index - 1] ?? '&&',
    left,
    right,
    start: left.start,
    end: right.end,
  }));
}

function toPipeline(node: Parser.Pipeline, source: Source): Statement {
  const stages = node.commands.map((command) => toCommand(command, source));
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const only = stages[0];
  if (!negated && stages.length === 1 && only !== undefined) return only;
  return { kind: 'pipeline', negated, stages, ...span(node, source) };
}

function toSimpleCommand(node: Parser.Command, source: Source): SimpleCommand {
  const assignments = node.prefix.flatMap((item) =>
    item.type === 'Assignment' ? [toAssignment(item, source)] : [],
  );
  const suffix = node.suffix.flatMap((item) => {
    if (item.type === 'Word') return [toWord(item, source)];
    return item.type === 'Assignment' ? [assignmentWord(item, source)] : [];
  });
  const redirects = [...node.prefix, ...node.suffix].flatMap((item) =>
    item.type === 'Redirect' || item.type === 'HereDoc' || item.type === 'HereString'
      ? [toRedirect(item, source)]
      : [],
  );
  const words = node.name === undefined ? suffix : [toWord(node.name, source), ...suffix];
  const arrays = node.suffix.flatMap((item) =>
    item.type === 'Assignment' && item.value.type === 'ArrayValue' ? [toAssignment(item, source)] : [],
  );
  const { start, end } = span(node, source);
  const command: SimpleCommand = { kind: 'command', assignments, words, redirects, start, end };
  return arrays.length === 0 ? command : { ...command, declares: arrays };
}

function toAssignment(node: Parser.Assignment, source: Source): Assignment {
  const elements =
    node.value.type === 'ArrayValue' &&
    node.index === undefined &&
    !node.value.elements.some(({ text }) => /^\[[^\]]*\]=/.test(text))
      ? { elements: node.value.elements.map((element) => toWord(element, source)) }
      : {};
  const appends = node.append === true ? { appends: true as const } : {};
  return {
    name: node.name,
    value: assignedWord(node, source),
    ...elements,
    ...appends,
    ...span(node, source),
  };
}

/** What an assignment assigns; where that is no plain string (arrays, `+=`), a word about which nothing is known. */
function assignedWord(node: Parser.Assignment, source: Source): Word | undefined {
  if (node.value.type === 'ArrayValue' || node.index !== undefined || node.append === true) {
    const at = span(node, source);
    const raw = source.text.slice(at.start, at.end);
    const elements = node.value.type === 'ArrayValue' ? node.value.elements : [node.value];
    const scripts = elements.flatMap((element) => wordScripts(toWord(element, source)));
    return { raw, parts: [{ kind: 'other', what: 'array', text: raw, quoted: true, scripts }], ...at };
  }
  const word = toWord(node.value, source);
  return word.raw === '' ? undefined : { ...word, parts: tildesAfterColons(word.parts) };
}

/** `NAME=value` after a command's name (`export A=b`, `make CC=gcc`) is a word like any other. */
function assignmentWord(node: Parser.Assignment, source: Source): Word {
  const at = span(node, source);
  const raw = source.text.slice(at.start, at.end);
  if (node.value.type === 'ArrayValue') {
    return { raw, parts: assignedWord(node, source)?.parts ?? [], ...at };
  }
  const name = source.text.slice(at.start, Math.min(node.value.pos, at.end));
  const value = toWord(node.value, source);
  // A tilde there is expanded by some shells only; it is no tilde at the start of the word.
  const parts = value.parts.map((part): WordPart =>
    part.kind === 'tilde'
      ? { kind: 'other', what: 'unsupported', text: `~${part.user}`, quoted: false, scripts: [] }
      : part,
  );
  return { raw, parts: joinLiterals([literal(name, false), ...parts]), ...at };
}

function toRedirect(node: Parser.Redirection, source: Source): Redirect {
  const at = span(node, source);
  const fd = node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : undefined;
  if (node.type !== 'HereDoc') {
    const target = node.target && toWord(node.target, source);
    return { operator: node.operator, fd, target, body: undefined, ...at };
  }
  const delimiter = node.delimiter;
  const quoted = delimiter?.quoted ?? false;
  const stripTabs = node.operator === '<<-';
  const written = node.body.parts?.flatMap((part) => toPart(part, source, true)) ?? [
    literal(quoted ? node.body.text : unescapeHeredoc(node.body.text), true),
  ];
  // Shells differ in whether a line that continues another is a line whose tabs go.
  const unclear = stripTabs && !quoted && node.body.text.includes('\\\n\t');
  return {
    operator: '<<',
    fd,
    target: delimiter && {
      raw: delimiter.text,
      parts: [literal(delimiter.value, quoted)],
      ...span(delimiter, source),
    },
    body: {
      text: stripTabs ? node.body.text.replace(/^\t+/gm, '') : node.body.text,
      expand: !quoted,
      parts: unclear
        ? [other('unsupported', node.body.text, true, written.flatMap(partScripts))]
        : stripTabs
          ? stripLeadingTabs(written)
          : written,
    },
    ...at,
  };
}

/** The characters that a backslash quotes in a heredoc that expands (POSIX XCU 2.7.4). */
function unescapeHeredoc(text: string): string {
  return text.replace(/\\([\\$`\n])/g, (_, character: string) => (character === '\n' ? '' : character));
}

/** `<<-` takes the tabs off the start of each line of the body; a part that follows an expansion starts no line. */
function stripLeadingTabs(parts: readonly WordPart[]): readonly WordPart[] {
  return parts.map((part, index) => {
    if (part.kind !== 'literal') return part;
    const inner = part.text.replace(/\n\t+/g, '\n');
    return { ...part, text: index === 0 ? inner.replace(/^\t+/, '') : inner };
  });
}

/**
 * `[[ … ]]` as the command that it is for a shell without it: the same words in the same order, `&&` and `||` among
 * them. Nothing is split or matched against files in there, which its meaning (no effect at all) doesn't ask for.
 */
function toTestCommand(node: Parser.TestCommand, source: Source): SimpleCommand {
  const at = span(node, source);
  const open = { start: at.start, end: Math.min(at.start + 2, at.end) };
  const close = { start: Math.max(at.end - 2, open.end), end: at.end };
  const words = [
    verbatim(open, source),
    ...testWords(node.expression, source),
    ...(close.start < close.end ? [verbatim(close, source)] : []),
  ];
  return { kind: 'command', assignments: [], words, redirects: [], ...at };
}

function testWords(expression: Parser.TestExpression, source: Source): readonly Word[] {
  switch (expression.type) {
    case 'TestUnary':
      return [
        verbatim({ start: expression.pos, end: expression.pos + expression.operator.length }, source),
        toWord(expression.operand, source),
      ];
    case 'TestBinary':
      return [
        toWord(expression.left, source),
        between(expression.left, expression.right, source),
        toWord(expression.right, source),
      ];
    case 'TestLogical':
      return expression.operands.flatMap((operand, index) => {
        const before = expression.operands[index - 1];
        return before === undefined
          ? testWords(operand, source)
          : [between(before, operand, source), ...testWords(operand, source)];
      });
    case 'TestNot':
      return [
        ...expression.negations.map((negation) => verbatim(span(negation, source), source)),
        ...testWords(expression.operand, source),
      ];
    case 'TestGroup':
      return testWords(expression.expression, source);
  }
}

/** The operator between two operands; the parser gives operators no position. */
function between(left: { readonly end: number }, right: { readonly pos: number }, source: Source): Word {
  const gap = source.text.slice(left.end, right.pos);
  const start = left.end + (gap.length - gap.trimStart().length);
  return verbatim({ start, end: start + gap.trim().length }, source);
}

function verbatim(at: Span, source: Source): Word {
  const raw = source.text.slice(at.start, at.end);
  return { raw, parts: [literal(raw, true)], ...at };
}

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────

function toWord(node: Parser.Word, source: Source): Word {
  const parts = node.parts?.flatMap((part) => toPart(part, source, false)) ?? unquotedLiterals(node.text);
  const joined = joinLiterals(parts);
  return { raw: node.text, parts: tildeAfterName(leadingTilde(joined)), ...span(node, source) };
}

/** In `make prefix=~/x` bash expands the tilde, other shells don't. */
function tildeAfterName(parts: readonly WordPart[]): readonly WordPart[] {
  const [first, ...rest] = parts;
  if (first?.kind !== 'literal' || first.quoted || !first.text.includes('~')) return parts;
  const name = /^[A-Za-z_]\w*=(?:[^~]*:)?(?=~)/.exec(first.text)?.[0];
  if (name === undefined) return parts;
  return [literal(name, false), other('unsupported', first.text.slice(name.length), false), ...rest];
}

function toPart(part: Parser.WordPart, source: Source, quoted: boolean): readonly WordPart[] {
  switch (part.type) {
    case 'Literal':
      return quoted ? [literal(part.value, true)] : unquotedLiterals(part.text);
    case 'SingleQuoted':
      return [literal(part.value, true)];
    case 'DoubleQuoted':
      return part.parts.length === 0
        ? [literal('', true)]
        : part.parts.flatMap((child) => toPart(child, source, true));
    case 'Glob':
      return [{ kind: 'glob', text: part.text }];
    case 'SimpleExpansion':
      return [
        { kind: 'parameter', name: part.text.slice(1), quoted, operator: undefined, operand: undefined },
      ];
    case 'ParameterExpansion':
      return [toParameter(part, source, quoted)];
    case 'CommandExpansion':
      return part.script === undefined
        ? [other('unsupported', part.text, quoted)]
        : [{ kind: 'command-substitution', script: toScript(part.script, source), quoted }];
    case 'ArithmeticExpansion':
      return [arithmetic(part.text, quoted, part.expression, source)];
    case 'ProcessSubstitution':
      return [
        other('process', part.text, quoted, part.script === undefined ? [] : [toScript(part.script, source)]),
      ];
    // Bash and newer busybox have it; dash before 0.5.13 passes the dollar sign on.
    case 'AnsiCQuoted':
      return [other('ansi-c', part.text, true)];
    case 'LocaleString':
      return [other('locale', part.text, true, scriptsOf(part.parts, source))];
    case 'ExtendedGlob':
      return [other('glob', part.text, quoted, scriptsOf(part.parts ?? [], source))];
    case 'BraceExpansion':
      return [other('brace', part.text, quoted, scriptsOf(part.parts ?? [], source))];
  }
}

function toParameter(part: Parser.ParameterExpansionPart, source: Source, quoted: boolean): WordPart {
  const name = part.parameter;
  const inner = { ...source, depth: source.depth + 1 };
  if (inner.depth > MAX_DEPTH) {
    return other('unsupported', part.text, quoted, [{ text: part.text, statements: [], complete: false }]);
  }
  const operand = (word: Parser.Word | undefined): Word | undefined => word && toWord(word, inner);
  const parameter = (operator: string, first?: Word, second?: Word): WordPart => ({
    kind: 'parameter',
    name,
    quoted,
    operator,
    operand: first,
    ...(second === undefined ? {} : { second }),
  });
  // The first element is what the name alone stands for (bash manual 6.7).
  const first = part.index !== undefined && part.index.text === '0';
  if (part.index !== undefined && !first) {
    const array = other('array', part.text, quoted, wordScripts(toWord(part.index, source)));
    const lists = part.index.text === '@' && part.prefix === undefined && part.operation === undefined;
    return lists && array.kind === 'other' ? { ...array, elements: name } : array;
  }
  if (part.prefix === '!') return parameter('indirect');
  if (part.prefix === '#') return parameter('length');
  const operation = part.operation;
  switch (operation?.type) {
    case undefined:
      return { kind: 'parameter', name, quoted, operator: undefined, operand: undefined };
    case 'Default':
    case 'Remove':
    case 'CaseModification':
    case 'Transform':
      return parameter(operation.operator, operand(operation.operand));
    case 'Replace':
      return parameter(operation.operator, operand(operation.pattern), operand(operation.replacement));
    case 'Slice':
      return parameter(operation.operator, operand(operation.offset), operand(operation.length));
    case 'Names':
    case 'Unknown':
      return other('unsupported', part.text, quoted);
  }
}

function other(
  what: Extract<WordPart, { kind: 'other' }>['what'],
  text: string,
  quoted: boolean,
  scripts: readonly Script[] = [],
): WordPart {
  return { kind: 'other', what, text, quoted, scripts };
}

function literal(text: string, quoted: boolean): WordPart {
  return { kind: 'literal', text, quoted };
}

/** Unquoted text as written: a backslash quotes the next character and joins lines (POSIX XCU 2.2.1). */
function unquotedLiterals(text: string): readonly WordPart[] {
  if (!text.includes('\\')) return text === '' ? [] : [literal(text, false)];
  return [...text.matchAll(/\\\n|\\([^\n])|((?:[^\\]|\\$)+)/g)].flatMap(([, escaped, plain]) => {
    if (escaped !== undefined) return [literal(escaped, true)];
    return plain === undefined ? [] : [literal(plain, false)];
  });
}

/** Neighbours that are quoted alike become one part. */
function joinLiterals(parts: readonly WordPart[]): readonly WordPart[] {
  if (parts.length < 2) return parts;
  return parts.reduce<WordPart[]>((joined, part) => {
    const last = joined.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal' && last.quoted === part.quoted) {
      joined[joined.length - 1] = { ...last, text: last.text + part.text };
    } else {
      joined.push(part);
    }
    return joined;
  }, []);
}

/**
 * An unquoted `~` or `~name` at the start, up to a slash or the end of the word, no character of it quoted
 * (POSIX XCU 2.6.1).
 */
function leadingTilde(parts: readonly WordPart[], ends = '/'): readonly WordPart[] {
  const [first, ...rest] = parts;
  if (first?.kind !== 'literal' || first.quoted || !first.text.startsWith('~')) return parts;
  const stop = [...first.text].findIndex((character) => ends.includes(character));
  if (stop < 0 && rest.length > 0) return parts;
  const end = stop < 0 ? first.text.length : stop;
  if (!/^~([A-Za-z_][\w.-]*|[+-])?$/.test(first.text.slice(0, end))) return parts;
  const tail = first.text.slice(end);
  return [
    { kind: 'tilde', user: first.text.slice(1, end) },
    ...(tail === '' ? [] : [literal(tail, false)]),
    ...rest,
  ];
}

/** In an assignment a tilde is also expanded after each unquoted colon (`PATH=$PATH:~/bin`). */
function tildesAfterColons(parts: readonly WordPart[]): readonly WordPart[] {
  return parts.flatMap((part, index) => {
    if (part.kind !== 'literal' || part.quoted || !part.text.includes(':~')) return [part];
    const pieces = part.text.split(/(?<=:)(?=~)/);
    const rest = parts.slice(index + 1);
    return pieces.flatMap((piece, number) =>
      number === 0 || (number === pieces.length - 1 && rest.length > 0 && !/[/:]/.test(piece))
        ? [literal(piece, false)]
        : leadingTilde([literal(piece, false)], '/:'),
    );
  });
}

// ── Scripts inside words ─────────────────────────────────────────────────────────────────────────────────────

/** An arithmetic expression as a word, so that the substitutions in it are not overlooked. */
function arithmeticWord(expression: Parser.ArithmeticExpression, source: Source): Word {
  const at = span(expression, source);
  const raw = source.text.slice(at.start, at.end);
  return { raw, parts: [arithmetic(raw, true, expression, source)], ...at };
}

function arithmetic(
  text: string,
  quoted: boolean,
  expression: Parser.ArithmeticExpression | undefined,
  source: Source,
): WordPart {
  const sets = arithmeticSets(expression);
  const scripts = arithmeticScripts(expression, source);
  return { kind: 'other', what: 'arithmetic', text, quoted, scripts, ...(sets.length === 0 ? {} : { sets }) };
}

/** The variables that an expression assigns (POSIX XCU 2.6.4; bash manual 6.5). */
function arithmeticSets(expression: Parser.ArithmeticExpression | undefined): readonly string[] {
  switch (expression?.type) {
    case undefined:
    case 'ArithmeticWord':
    case 'ArithmeticCommandExpansion':
      return [];
    case 'ArithmeticBinary': {
      const { operator, left, right } = expression;
      const assigns = operator.endsWith('=') && !['==', '!=', '<=', '>='].includes(operator);
      return [...(assigns ? nameOf(left) : []), ...[left, right].flatMap(arithmeticSets)];
    }
    case 'ArithmeticUnary': {
      const { operator, operand } = expression;
      return [...(operator === '++' || operator === '--' ? nameOf(operand) : []), ...arithmeticSets(operand)];
    }
    case 'ArithmeticTernary':
      return [expression.test, expression.consequent, expression.alternate].flatMap(arithmeticSets);
    case 'ArithmeticGroup':
      return arithmeticSets(expression.expression);
  }
}

function nameOf(expression: Parser.ArithmeticExpression): readonly string[] {
  const name = expression.type === 'ArithmeticWord' ? /^[A-Za-z_]\w*/.exec(expression.value)?.[0] : undefined;
  return name === undefined ? [] : [name];
}

function arithmeticScripts(
  expression: Parser.ArithmeticExpression | undefined,
  source: Source,
): readonly Script[] {
  switch (expression?.type) {
    case undefined:
      return [];
    case 'ArithmeticBinary':
      return [expression.left, expression.right].flatMap((side) => arithmeticScripts(side, source));
    case 'ArithmeticUnary':
      return arithmeticScripts(expression.operand, source);
    case 'ArithmeticTernary':
      return [expression.test, expression.consequent, expression.alternate].flatMap((side) =>
        arithmeticScripts(side, source),
      );
    case 'ArithmeticGroup':
      return arithmeticScripts(expression.expression, source);
    case 'ArithmeticWord':
      return scriptsOf(expression.parts ?? [], source);
    case 'ArithmeticCommandExpansion':
      return expression.script === undefined ? [] : [toScript(expression.script, source)];
  }
}

function scriptsOf(parts: readonly Parser.WordPart[], source: Source): readonly Script[] {
  return parts.flatMap((part) => toPart(part, source, true)).flatMap(partScripts);
}
