/**
 * The lossless tree of a Dockerfile.
 *
 * Every character of the text belongs to exactly one node, and inside an instruction to exactly one token, so
 * that printing the tree gives the text back. Offsets count UTF-16 code units of `Dockerfile.text`.
 */

/** A half-open range `[start, end)` of offsets into the text of the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Text as the builder sees it after continuations, and comments and blank lines inside them, were taken out, with
 * the way back to the file: `segments` are in order, without gaps in `logical`.
 */
export interface LogicalText {
  readonly text: string;
  readonly segments: readonly Segment[];
}

export interface Segment {
  /** Offset in `LogicalText.text` where the segment starts. */
  readonly logical: number;
  /** Offset in the file where it starts. */
  readonly source: number;
  readonly length: number;
}

export interface Dockerfile {
  readonly text: string;
  readonly escape: '\\' | '`';
  /** The line end that generated lines take: the first one in the file, `\n` when there is none. */
  readonly newline: '\n' | '\r\n';
  readonly byteOrderMark: boolean;
  /** All nodes in order; their spans cover the text without gap or overlap. */
  readonly nodes: readonly Node[];
  /** The parser directives among `nodes`. */
  readonly directives: readonly Directive[];
  /** The instructions among `nodes`. */
  readonly instructions: readonly Instruction[];
  readonly errors: readonly ParseError[];
}

export type Node = ByteOrderMark | Directive | Comment | BlankLine | Instruction;

export interface ByteOrderMark extends Span {
  readonly kind: 'byte-order-mark';
}

/** `# syntax=…`, `# escape=…`, `# check=…` where they still count. `name` is lower-case. The span includes the line end. */
export interface Directive extends Span {
  readonly kind: 'directive';
  readonly name: string;
  readonly value: string;
}

/** A comment line outside any instruction, its line end included. */
export interface Comment extends Span {
  readonly kind: 'comment';
  /** What follows the `#`, trimmed. */
  readonly text: string;
}

/** An empty line or one of white space only, its line end included. */
export interface BlankLine extends Span {
  readonly kind: 'blank';
}

export type TokenKind =
  | 'whitespace'
  | 'newline'
  | 'keyword'
  | 'flag'
  | 'argument'
  | 'continuation'
  | 'comment'
  | 'heredoc-body'
  | 'heredoc-end';

export interface Token extends Span {
  readonly kind: TokenKind;
}

/** `--name=value` or `--name`; quotes and escapes are taken off as the builder does, variables are not replaced. */
export interface Flag extends Span {
  readonly name: string;
  readonly value: string | undefined;
}

export interface Heredoc {
  readonly delimiter: string;
  /** `<<-`: leading tabs are taken off each line. */
  readonly stripTabs: boolean;
  /** The delimiter was not quoted, so variables in the body are expanded. */
  readonly expand: boolean;
  /** File descriptor digits before `<<`, if written. */
  readonly fd: number | undefined;
  /** The body as written, from the line after the instruction to the line of the delimiter. */
  readonly body: Span;
  /** The body as the builder passes it on (tabs stripped if asked; continuations untouched). */
  readonly content: string;
  /** Where `<<NAME` stands in the instruction. */
  readonly span: Span;
}

/** The command of RUN, CMD, ENTRYPOINT, HEALTHCHECK. `span` is where it stands, the bodies of heredocs not included. */
export type CommandForm =
  | { readonly form: 'exec'; readonly words: readonly string[]; readonly span: Span }
  /**
   * Shell form. `source.text` is what is given to the shell, the heredocs' bodies and delimiters included after the
   * first line where there are any. `brokenJson` marks text that starts with `[` but is no JSON array of strings.
   */
  | {
      readonly form: 'shell';
      readonly source: LogicalText;
      readonly brokenJson: boolean;
      readonly span: Span;
    }
  /** `RUN <<EOF` and nothing else: the body is a script for the shell, or for the interpreter its `#!` line names. */
  | {
      readonly form: 'script';
      readonly heredoc: Heredoc;
      readonly source: LogicalText;
      readonly span: Span;
    };

/**
 * A word as the builder sees it before it replaces variables: quotes and escapes kept, continuations taken out. In
 * the JSON form it is the string without its JSON quotes, and the span includes them.
 */
export interface Word extends Span {
  readonly raw: string;
}

export interface Pair extends Span {
  readonly key: string;
  /** As written (quotes kept, not expanded); undefined for `ARG NAME` without a default. */
  readonly value: Word | undefined;
}

export interface InstructionBase extends Span {
  readonly kind: 'instruction';
  /** The keyword as written. */
  readonly keywordSpan: Span;
  /** From the first character after the keyword's white space to the end of the last argument, line ends inside included. */
  readonly argumentsSpan: Span;
  /** All the instruction's tokens; their spans cover its span without gap or overlap. */
  readonly tokens: readonly Token[];
  readonly flags: readonly Flag[];
  readonly heredocs: readonly Heredoc[];
  /** Lines counted from 1: where the keyword is, and the last line that belongs to the instruction. */
  readonly line: number;
  readonly endLine: number;
}

export interface FromInstruction extends InstructionBase {
  readonly keyword: 'FROM';
  /** The base reference as written. */
  readonly image: Word;
  /** The stage name as written, and the `AS` before it. */
  readonly name: Word | undefined;
  readonly as: Word | undefined;
}
export interface RunInstruction extends InstructionBase {
  readonly keyword: 'RUN';
  readonly command: CommandForm;
}
export interface CommandInstruction extends InstructionBase {
  readonly keyword: 'CMD' | 'ENTRYPOINT' | 'SHELL';
  readonly command: CommandForm;
}
export interface HealthcheckInstruction extends InstructionBase {
  readonly keyword: 'HEALTHCHECK';
  /** undefined for `HEALTHCHECK NONE`. */
  readonly command: CommandForm | undefined;
}
export interface PairsInstruction extends InstructionBase {
  readonly keyword: 'ENV' | 'LABEL' | 'ARG';
  readonly pairs: readonly Pair[];
  /** `ENV key value`: one pair whose value is the rest of the line. */
  readonly legacy: boolean;
}
export interface CopyInstruction extends InstructionBase {
  readonly keyword: 'COPY' | 'ADD';
  /** Written as a JSON array. */
  readonly json: boolean;
  readonly sources: readonly CopySource[];
  readonly destination: Word;
}
export type CopySource =
  { readonly kind: 'path'; readonly word: Word } | { readonly kind: 'heredoc'; readonly heredoc: Heredoc };
/** One value, not expanded. */
export interface ValueInstruction extends InstructionBase {
  readonly keyword: 'WORKDIR' | 'USER' | 'STOPSIGNAL' | 'MAINTAINER';
  readonly value: Word;
}
export interface ValuesInstruction extends InstructionBase {
  readonly keyword: 'EXPOSE' | 'VOLUME';
  /** Written as a JSON array (VOLUME only). */
  readonly json: boolean;
  readonly values: readonly Word[];
}
export interface OnbuildInstruction extends InstructionBase {
  readonly keyword: 'ONBUILD';
  readonly trigger: Instruction;
}
/** A line the language has no instruction for, or an instruction whose arguments cannot be read; see `Dockerfile.errors`. */
export interface UnknownInstruction extends InstructionBase {
  readonly keyword: 'UNKNOWN';
  /** The keyword as written. */
  readonly name: string;
}

export type Instruction =
  | FromInstruction
  | RunInstruction
  | CommandInstruction
  | HealthcheckInstruction
  | PairsInstruction
  | CopyInstruction
  | ValueInstruction
  | ValuesInstruction
  | OnbuildInstruction
  | UnknownInstruction;

/** What is wrong with the file as BuildKit would say it; the tree is there nevertheless. */
export interface ParseError extends Span {
  readonly code: ParseErrorCode;
  readonly message: string;
  /** Counted from 1. */
  readonly line: number;
}

export type ParseErrorCode =
  | 'empty-file'
  | 'no-stage'
  | 'unknown-instruction'
  | 'missing-arguments'
  | 'bad-flag'
  | 'bad-arguments'
  | 'bad-pair'
  | 'bad-substitution'
  | 'bad-heredoc'
  | 'unterminated-heredoc'
  | 'instruction-before-from'
  | 'bad-stage-name'
  | 'bad-onbuild'
  | 'bad-directive'
  | 'line-too-long';
