/** A run over many files: each is read, decided about, and written if asked; nothing that happens to one stops the others. */
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { BuildContext } from '../context/types.ts';
import { diskContextOf, keptTrees, type TreeAt } from '../context/disk.ts';
import { encode, fits, parse } from '../dockerfile/index.ts';
import { type MigrateOptions, migrate } from '../migrate/migrate.ts';
import type { Outcome } from '../rule/types.ts';
import { withEvidenceFrom } from '../report/paths.ts';
import { estimatedSizes } from '../report/size.ts';
import type { FileReport, ImageSizes } from '../report/types.ts';
import { type Baseline, withBaseline } from './baseline.ts';
import { type ContextRoot, chooseContextRoot, hasCopiedPaths, namedContextRoot } from './context-root.ts';
import { dockerfileName } from './dockerfile-names.ts';
import { type Failure, describeFailure, sizeLimit } from './failures.ts';
import { repositoryTop } from './ignore-files.ts';
import type { Input } from './inputs.ts';
import { mapConcurrently } from '../verify/pool.ts';
import { type FileContent, readDockerfile } from './read.ts';
import { isInsideOnDisk, replaceFile } from './write.ts';

export interface RunSettings {
  /** What the engine is told for a file. */
  readonly optionsFor: (input: Input) => Promise<Decision>;
  /** `--context`, absolute. */
  readonly context: string | undefined;
  /** Known candidates, which are left alone. */
  readonly baseline: Baseline | undefined;
  /** Whether a migration does the same as the original; asked before anything is written. */
  readonly verify: ((input: Input, context: ContextRoot, outcome: Outcome) => Promise<Verified>) | undefined;
  readonly write: boolean;
  readonly followLinks: boolean;
  /** Files under way at a time. */
  readonly jobs: number;
}

/** A run, with what it keeps of the repositories that it reads. */
type Run = RunSettings & { readonly treeAt: TreeAt };

/** What a verification came to. */
export type Verified =
  | { readonly verdict: 'equal'; readonly sizes: ImageSizes | undefined }
  | { readonly verdict: 'different' | 'unknown'; readonly why: string };

/** What the configuration says about a file. */
export type Decision =
  | { readonly kind: 'options'; readonly options: Omit<MigrateOptions, 'context'> }
  | { readonly kind: 'excluded'; readonly by: string }
  | { readonly kind: 'failure'; readonly failure: Failure };

export interface Processed {
  /** The file, absolute. */
  readonly absolute: string;
  readonly report: FileReport;
  /** What was read; undefined when it could not be. */
  readonly content: FileContent | undefined;
  readonly context: ContextRoot | undefined;
  readonly written: boolean;
}

/** Looks at every input, in order of the inputs; `each` hears of every file done. */
export async function runBatch(
  inputs: readonly Input[],
  settings: RunSettings,
  each: (processed: Processed) => void = () => {},
): Promise<readonly Processed[]> {
  const run: Run = { ...settings, treeAt: keptTrees() };
  return mapConcurrently(inputs, settings.jobs, async (input) => {
    const processed = await processInput(input, run);
    each(processed);
    return processed;
  });
}

/** How it ended with one file: its outcome, what was read of it, and what its images weigh where they were built. */
type Ending = (outcome: Outcome, content?: FileContent, measured?: ImageSizes) => Processed;

async function processInput(input: Input, settings: Run): Promise<Processed> {
  const at: Ending = (outcome, content, measured) => {
    const sizes = measured ?? estimatedSizes({ outcome });
    return {
      absolute: input.absolute,
      report: {
        path: input.path,
        root: input.root,
        original: content?.text ?? '',
        outcome,
        encoding: content?.encoding ?? 'utf-8',
        ...(sizes === undefined ? {} : { sizes }),
      },
      content,
      context: undefined,
      written: false,
    };
  };
  try {
    const looked = await lookAt(input, settings);
    return looked.kind === 'settled' ? at(looked.outcome) : await processFile(input, settings, looked, at);
  } catch (error) {
    return at(internalError(error));
  }
}

/** A file as far as it is known before anything is decided about its text. */
export type Looked =
  /** It is not for us to look into it, or it can't be read. */
  | { readonly kind: 'settled'; readonly outcome: Outcome }
  | {
      readonly kind: 'read';
      readonly content: FileContent;
      readonly context: ContextRoot;
      readonly options: Omit<MigrateOptions, 'context'>;
    };

function settled(outcome: Outcome): Looked {
  return { kind: 'settled', outcome };
}

/** Reads a file, and finds what it is built with and what the configuration says of it. */
export async function lookAt(
  input: Input,
  { optionsFor, context, treeAt }: Pick<Run, 'optionsFor' | 'context'> & Partial<Pick<Run, 'treeAt'>>,
): Promise<Looked> {
  switch (input.state.kind) {
    case 'failure':
      return settled(failed(input.state.failure));
    case 'link':
      return settled(isLink);
    case 'excluded':
      return settled(excluded('--exclude or .dfoptignore'));
    case 'file':
      break;
  }
  const name = dockerfileName(basename(input.absolute));
  if (name === 'template') return settled(isTemplate);
  const decision = await optionsFor(input);
  if (decision.kind === 'excluded') return settled(excluded(decision.by));
  if (decision.kind === 'failure') return settled(failed(decision.failure));
  const read = await readDockerfile(input.absolute);
  if (!read.ok) return settled(failed(read.failure));
  const { content } = read;
  if (name === 'doubtful' && !startsAsDockerfile(content.text)) return settled(isNoDockerfile);
  return {
    kind: 'read',
    content,
    context: contextRootOf(input, content.text, context, treeAt),
    options: decision.options,
  };
}

/** What becomes of a file that was read. */
export function decideOn(
  input: Input,
  { content, context, options }: Extract<Looked, { kind: 'read' }>,
  treeAt?: TreeAt,
): Outcome {
  const disk = diskContextOf(context.directory, { dockerfile: input.absolute }, treeAt);
  return ofReadableSize(decide(content.text, disk, options), content);
}

async function processFile(
  input: Input,
  settings: Run,
  looked: Extract<Looked, { kind: 'read' }>,
  at: Ending,
): Promise<Processed> {
  const { content, context: root } = looked;
  try {
    const { outcome, measured } = await verifiedOutcome(
      withBaseline(decideOn(input, looked, settings.treeAt), input.absolute, settings.baseline),
      input,
      root,
      settings,
    );
    const changes = outcome.outcome === 'migrated' && outcome.text !== content.text;
    const failure =
      changes && settings.write ? await writeBack(input, content, outcome.text, settings) : undefined;
    const placed = withEvidenceFrom(pathFromRoot(root.directory, input), outcome);
    return {
      ...(failure === undefined ? at(placed, content, measured) : at(failed(failure), content)),
      context: root,
      written: changes && settings.write && failure === undefined,
    };
  } catch (error) {
    return at(internalError(error), content);
  }
}

/** A directory relative to the file's root. */
function pathFromRoot(directory: string, { absolute, path }: Input): string {
  const root = path.split('/').reduce((above) => dirname(above), absolute);
  return relative(root, directory).split(sep).join('/');
}

/** A migration that did not verify is refused: `--verify` lets through only what was measured to be equal. */
async function verifiedOutcome(
  outcome: Outcome,
  input: Input,
  context: ContextRoot,
  { verify }: RunSettings,
): Promise<{ readonly outcome: Outcome; readonly measured?: ImageSizes }> {
  if (verify === undefined || outcome.outcome !== 'migrated') return { outcome };
  const verified = await verify(input, context, outcome);
  if (verified.verdict === 'equal') {
    return { outcome, ...(verified.sizes === undefined ? {} : { measured: verified.sizes }) };
  }
  return {
    outcome: {
      outcome: 'refused',
      code: verified.verdict === 'different' ? 'verified-different' : 'verified-unknown',
      message: `the migration was built and did not prove equal: ${verified.why}`,
      evidence: undefined,
      advice: "look at the whole comparison with 'dfopt verify'",
    },
  };
}

/** A file that the change would make too large to be read again is left as it is. */
function ofReadableSize(outcome: Outcome, { encoding }: FileContent): Outcome {
  return outcome.outcome === 'migrated' && encode(outcome.text, encoding).length > sizeLimit
    ? failed({ code: 'too-large', why: 'it would be larger than 1 MiB once it is split' })
    : outcome;
}

function writeBack(
  input: Input,
  { bytes, encoding }: FileContent,
  text: string,
  { followLinks }: RunSettings,
): Promise<Failure | undefined> {
  // A name from the configuration may have letters that the file's own encoding has none for.
  if (!fits(text, encoding)) {
    return Promise.resolve({ code: 'write-failed', why: 'it is Latin-1 and the new text does not fit' });
  }
  return replaceFile({
    path: input.absolute,
    expected: bytes,
    next: encode(text, encoding),
    root: input.directory,
    followLinks,
  });
}

/** The engine never throws; should it, that is a bug in it and the file is left alone. */
export function decide(
  text: string,
  context: BuildContext | undefined,
  options: Omit<MigrateOptions, 'context'>,
): Outcome {
  try {
    return migrate(text, context === undefined ? options : { ...options, context });
  } catch (error) {
    return internalError(error);
  }
}

/** What a file is built with: as asked, as something names it, or where what it copies lies. */
export function contextRootOf(
  input: Input,
  text: string,
  asked: string | undefined,
  treeAt?: TreeAt,
): ContextRoot {
  if (asked !== undefined) return { directory: resolve(asked), by: 'option', evidence: [] };
  const own = dirname(input.absolute);
  const top = repositoryTop(own) ?? (isInsideOnDisk(own, input.directory) ? input.directory : own);
  const named = input.context ?? namedContextRoot(input.absolute, top, treeAt);
  if (named === undefined && own === top) return { directory: own, by: 'own-directory', evidence: [] };
  const dockerfile = parse(text);
  if (named !== undefined && hasCopiedPaths(dockerfile, named.directory)) return named;
  const chosen = chooseContextRoot(dockerfile, input.absolute, top);
  return named === undefined || hasCopiedPaths(dockerfile, chosen.directory) ? chosen : named;
}

/** The outcome of a file that could not be read or written. */
export function failed(failure: Failure): Outcome {
  return {
    outcome: 'failed',
    code: failure.code,
    message: describeFailure(failure),
    evidence: undefined,
  };
}

const isLink: Outcome = {
  outcome: 'unchanged',
  code: 'is-a-link',
  message: 'it is a symbolic link; its target is looked at where it lies',
};

const isTemplate: Outcome = {
  outcome: 'unchanged',
  code: 'template',
  message: 'it is a template: what it builds is known only once it is filled in',
};

const isNoDockerfile: Outcome = {
  outcome: 'unchanged',
  code: 'not-a-dockerfile',
  message: 'its name is that of a source file, and its text does not begin as a Dockerfile does',
};

/** A Dockerfile begins with FROM, or with an ARG before it (Dockerfile reference, "Understand how ARG and FROM interact"). */
function startsAsDockerfile(text: string): boolean {
  const [first] = parse(text).instructions;
  return first?.keyword === 'FROM' || first?.keyword === 'ARG';
}

/** Left alone because somebody said so. */
export function excluded(by: string): Outcome {
  return { outcome: 'unchanged', code: 'excluded', message: `left out by ${by}` };
}

function internalError(error: unknown): Outcome {
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return failed({ code: 'internal-error', why: why.split('\n')[0] ?? why });
}
