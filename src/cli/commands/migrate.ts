/** `dfopt migrate`: from arguments to files, outcomes, products and an exit code. */
import { basename, join, relative, resolve, sep } from 'node:path';
import {
  type Baseline,
  type Candidate,
  baselineText,
  candidateAt,
  readBaseline,
} from '../../batch/baseline.ts';
import { type ContextRoot, describeContextRoot } from '../../batch/context-root.ts';
import { type Failure, describeFailure, failureLine, failures } from '../../batch/failures.ts';
import { type Input, resolveInputs } from '../../batch/inputs.ts';
import { patchNames } from '../../batch/patches.ts';
import { readStream } from '../../batch/read.ts';
import {
  type Decision,
  type Processed,
  type RunSettings,
  contextRootOf,
  decide,
  excluded,
  failed,
  runBatch,
} from '../../batch/run.ts';
import { type Shard, inShard, parseShard } from '../../batch/shard.ts';
import { removeStagedOnSignals } from '../../batch/write.ts';
import { writeProduct } from '../../batch/write-product.ts';
import { diskContext } from '../../context/disk.ts';
import { encode } from '../../dockerfile/encoding.ts';
import type { BuildContext } from '../../context/types.ts';
import type { Evidence, Outcome } from '../../rule/types.ts';
import { evidencePlace, fullPath, isSplit, rootsOf } from '../../report/index.ts';
import { estimatedSizes } from '../../report/size.ts';
import type { FileReport, ReportedOutcome, RunReport } from '../../report/types.ts';
import {
  type Invocation,
  type Command,
  choiceOption,
  countOption,
  flagOption,
  textOption,
} from '../command.ts';
import { type Decisions, decisionOptions, decisionsOf } from '../decisions.ts';
import { type DeliverySettings, deliverProducts, render } from '../deliver.ts';
import { onInterrupt } from '../interrupt.ts';
import { suppressionNotes } from '../suppression-notes.ts';
import { type Product, formatNames, productsOf } from '../products.ts';
import { startProgress } from '../progress.ts';
import {
  type ColorChoice,
  type ExitCode,
  type Streams,
  colorChoices,
  exitCode,
  print,
  say,
} from '../streams.ts';
import { UsageError, usageError } from '../usage.ts';
import { version } from '../manifest.ts';

export const migrateCommand: Command = {
  usage: 'migrate [options] [PATH…]',
  about: `Splits Dockerfiles into stages that build and one that runs, and names stages. Prints a patch; --write changes
    the files.

    A PATH is a Dockerfile, a compose or bake file that says what it builds, a directory to search, a pattern, or - for
    standard input; without any it is the working directory.`,
  options: {
    write: { kind: 'flag', alias: 'w', description: 'write the changed files in place' },
    'dry-run': { kind: 'flag', description: 'write nothing, as without --write' },
    check: { kind: 'flag', description: 'exit with 1 when something would change' },
    verify: { kind: 'flag', description: 'build and compare; only what is equal counts and is written' },
    format: {
      kind: 'list',
      alias: 'f',
      value: 'FORMAT',
      values: formatNames,
      description: 'what to print',
      otherwise: 'diff',
    },
    output: { kind: 'list', alias: 'o', value: 'FILE', description: 'where the --format before it goes' },
    'patch-dir': { kind: 'value', value: 'DIR', description: 'write one patch per repository there' },
    ...decisionOptions,
    jobs: { kind: 'value', alias: 'j', value: 'N', description: 'files under way at a time' },
    'stdin-filepath': { kind: 'value', value: 'PATH', description: 'where the file that - reads belongs' },
    shard: { kind: 'value', value: 'I/N', description: 'only the I-th of N parts of the files, from 1' },
    'error-on-unmatched-pattern': {
      kind: 'flag',
      description: 'exit with 2 when a path has no Dockerfile',
    },
    'follow-symlinks': { kind: 'flag', description: 'let --write write through symbolic links' },
    baseline: { kind: 'value', value: 'FILE', description: 'leave alone the candidates it lists' },
    'update-baseline': { kind: 'flag', description: 'write all candidates to the --baseline' },
    color: { kind: 'value', value: 'WHEN', values: colorChoices, description: 'colour the output' },
    quiet: { kind: 'flag', alias: 'q', description: 'say only what failed' },
  },
  examples: [
    ['dfopt migrate', 'a patch for all files below'],
    ['dfopt migrate -f text Dockerfile', 'what would change, and why'],
    ['dfopt migrate --check .', 'for CI'],
    ['dfopt migrate repos/* -f html -o fleet.html', 'a report on many repositories'],
  ],
  exits: [
    exitCode.fine,
    exitCode.wouldChange,
    exitCode.unusable,
    exitCode.different,
    exitCode.notKnown,
    exitCode.interrupted,
  ],
  run: migrateFiles,
};

/** The options, read and checked. */
interface Arguments extends Decisions {
  readonly paths: readonly string[];
  readonly products: readonly Product[];
  readonly write: boolean;
  readonly check: boolean;
  readonly verify: boolean;
  readonly jobs: number;
  readonly shard: Shard | undefined;
  /** The place of standard input, relative to the working directory. */
  readonly inputPath: string | undefined;
  readonly followSymlinks: boolean;
  readonly color: ColorChoice;
  /** Absolute. */
  readonly patchDirectory: string | undefined;
  readonly baseline: BaselineUse | undefined;
  readonly quiet: boolean;
  /** A path without any Dockerfile is a mistake. */
  readonly strictPaths: boolean;
}

async function argumentsOf(call: Invocation, streams: Streams): Promise<Arguments> {
  if (flagOption(call, 'dry-run') && flagOption(call, 'write'))
    throw usageError('--dry-run', '--write is given, too', 'leave out one of them');
  return {
    paths: [...call.positionals, ...call.afterDashes],
    patchDirectory: resolved(textOption(call, 'patch-dir'), streams),
    baseline: await baselineOption(call, streams),
    products: productsOf(call.raw),
    write: flagOption(call, 'write'),
    check: flagOption(call, 'check'),
    verify: flagOption(call, 'verify'),
    ...(await decisionsOf(call, streams)),
    jobs: countOption(call, 'jobs') ?? (flagOption(call, 'verify') ? defaultBuilds : defaultJobs),
    shard: shardOption(textOption(call, 'shard')),
    inputPath: textOption(call, 'stdin-filepath'),
    followSymlinks: flagOption(call, 'follow-symlinks'),
    color: choiceOption(call, 'color', colorChoices) ?? 'auto',
    quiet: flagOption(call, 'quiet'),
    strictPaths: flagOption(call, 'error-on-unmatched-pattern'),
  };
}

function resolved(path: string | undefined, { cwd }: Streams): string | undefined {
  return path === undefined ? undefined : resolve(cwd, path);
}

/** A baseline to compare with, or one to write. */
type BaselineUse =
  | { readonly kind: 'compare'; readonly baseline: Baseline }
  | { readonly kind: 'update'; readonly file: string };

async function baselineOption(call: Invocation, streams: Streams): Promise<BaselineUse | undefined> {
  const named = textOption(call, 'baseline');
  const update = flagOption(call, 'update-baseline');
  if (named === undefined) {
    if (update) throw usageError('--update-baseline', 'no --baseline says which file', 'add --baseline FILE');
    return undefined;
  }
  const file = resolve(streams.cwd, named);
  if (update) return { kind: 'update', file };
  const read = await readBaseline(file);
  if (read.ok) return { kind: 'compare', baseline: read.baseline };
  throw new UsageError(
    `cannot read the baseline at ${named}: ${read.why}; ${read.missing ? 'make it with --update-baseline' : 'check the name'}`,
  );
}

/** Reading overlaps; deciding doesn't. More than a few files under way gain nothing. */
const defaultJobs = 8;
/** Builds use all of a machine by themselves. */
const defaultBuilds = 2;

function shardOption(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const shard = parseShard(text);
  if ('wrong' in shard) {
    throw usageError('--shard', `'${text}' ${shard.wrong}`, 'count from 1, as in --shard 2/8');
  }
  return shard;
}

async function migrateFiles(call: Invocation, streams: Streams): Promise<ExitCode> {
  const args = await argumentsOf(call, streams);
  const { products, shard } = args;
  if (args.paths.includes('-')) return migrateStandardInput(args, streams);
  if (args.inputPath !== undefined)
    throw usageError('--stdin-filepath', 'standard input is not read', 'write - for it');
  const { inputs, empty } = await resolveInputs(args.paths, { cwd: streams.cwd, exclude: args.exclude });
  const chosen = shard === undefined ? inputs : inputs.filter((input) => inShard(shardKey(input), shard));
  // Staging files last for a moment; what a verification makes takes longer to put away.
  const interrupt = args.verify ? onInterrupt() : undefined;
  const release = interrupt?.release ?? (leavesFiles(args) ? removeStagedOnSignals() : undefined);
  const progress = startProgress(streams, args.quiet ? 0 : chosen.length);
  try {
    const processed = await runBatch(
      chosen,
      {
        optionsFor: args.decide,
        context: args.context,
        baseline: args.baseline?.kind === 'compare' ? args.baseline.baseline : undefined,
        verify: interrupt === undefined ? undefined : await verifier(interrupt.signal),
        write: args.write,
        followLinks: args.followSymlinks,
        jobs: args.jobs,
      },
      progress.advance,
    );
    progress.end();
    await deliver(processed, args, streams);
    await narrate(processed, empty, args, products, streams);
    return interrupt?.signal.aborted === true ? exitCode.interrupted : codeFor(processed, empty, args);
  } finally {
    progress.end();
    release?.();
  }
}

/** Whether a signal may come between a file and its staging file. */
function leavesFiles({ write, products, patchDirectory, baseline }: Arguments): boolean {
  return (
    write ||
    patchDirectory !== undefined ||
    baseline?.kind === 'update' ||
    products.some(({ output }) => output !== undefined)
  );
}

/** The same wherever the run was started: a file's place in its root, and the root's own name. */
function shardKey(input: Input): string {
  return fullPath(input);
}

/** Asks the verification about one migration at a time; loaded here only, for what it brings along. */
async function verifier(signal: AbortSignal): Promise<NonNullable<RunSettings['verify']>> {
  const { migrationVerifier } = await import('../verify-migration.ts');
  return migrationVerifier(signal);
}

/** What is worst about all files: unusable, then different, then not known, then what `--check` asks. */
function codeFor(
  processed: readonly Processed[],
  empty: readonly string[],
  { check, strictPaths }: Arguments,
): ExitCode {
  if (strictPaths && empty.length > 0) return exitCode.unusable;
  const outcomes = processed.map(({ report }) => report.outcome);
  if (outcomes.some(({ outcome }) => outcome === 'failed')) return exitCode.unusable;
  if (outcomes.some(({ code }) => code === 'verified-different')) return exitCode.different;
  if (outcomes.some(({ code }) => code === 'verified-unknown')) return exitCode.notKnown;
  // What was written is done: nothing would change any more.
  const changes = processed.some(({ report, written }) => report.outcome.outcome === 'migrated' && !written);
  return check && changes ? exitCode.wouldChange : exitCode.fine;
}

// ── Standard input ───────────────────────────────────────────────────────────────────────────────────────────

async function migrateStandardInput(args: Arguments, streams: Streams): Promise<ExitCode> {
  const { products } = args;
  if (args.paths.length > 1)
    throw usageError("'-'", 'standard input is one file', 'name files or -, not both');
  if (args.verify) throw usageError('--verify', 'standard input has no build context', 'name a file');
  if (args.write) throw usageError('--write', 'standard input cannot be written to', 'leave out --write');
  const read = await readStream(streams.stdin);
  const absolute = resolve(streams.cwd, args.inputPath ?? 'Dockerfile');
  const input: Input = {
    root: '',
    directory: streams.cwd,
    path: relative(streams.cwd, absolute).split(sep).join('/'),
    absolute,
    state: { kind: 'file' },
  };
  const decision = await args.decide(input);
  const directory =
    args.inputPath === undefined || !read.ok
      ? args.context
      : contextRootOf(input, read.content.text, args.context).directory;
  const context = directory === undefined ? undefined : diskContext(directory, { dockerfile: absolute });
  const outcome = read.ok ? outcomeFor(read.content.text, context, decision) : failed(read.failure);
  const content = read.ok ? read.content : undefined;
  const sizes = estimatedSizes({ outcome });
  const report: FileReport = {
    path: args.inputPath === undefined ? '-' : input.path,
    root: '',
    original: content?.text ?? '',
    outcome,
    encoding: content?.encoding ?? 'utf-8',
    ...(sizes === undefined ? {} : { sizes }),
  };
  const processed: Processed = {
    absolute: args.inputPath === undefined ? '-' : absolute,
    report,
    content,
    context: undefined,
    written: false,
  };
  // A filter never loses text: what can't be migrated comes out as it went in.
  if (products.every(({ output }) => output !== undefined) && content !== undefined) {
    const text = outcome.outcome === 'migrated' ? encode(outcome.text, content.encoding) : content.bytes;
    await print(streams.stdout, text);
  }
  await deliverProducts(runOf([processed]), products, deliveryOf(args), streams);
  await narrate([processed], [], args, products, streams);
  return codeFor([processed], [], args);
}

function outcomeFor(text: string, context: BuildContext | undefined, decision: Decision): Outcome {
  switch (decision.kind) {
    case 'options':
      return decide(text, context, decision.options);
    case 'excluded':
      return excluded(decision.by);
    case 'failure':
      return failed(decision.failure);
  }
}

// ── Products ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Everything that a run leaves behind. */
async function deliver(processed: readonly Processed[], args: Arguments, streams: Streams): Promise<void> {
  const { products, baseline, patchDirectory } = args;
  if (baseline?.kind === 'update') {
    await writeProduct(baseline.file, Buffer.from(baselineText(candidatesOf(processed, baseline.file))));
  }
  if (patchDirectory !== undefined) await writePatches(processed, patchDirectory, args, streams);
  // With another way to see the changes asked for, nobody waits for a patch on standard output.
  const silent = args.write || patchDirectory !== undefined || baseline?.kind === 'update';
  await deliverProducts(
    runOf(processed),
    products.length > 0 || silent ? products : [{ format: 'diff', output: undefined }],
    deliveryOf(args),
    streams,
  );
}

function candidatesOf(processed: readonly Processed[], baseline: string): readonly Candidate[] {
  return processed.flatMap(({ report: { outcome }, absolute }) =>
    outcome.outcome === 'migrated' ? [candidateAt(baseline, absolute, outcome.code)] : [],
  );
}

async function writePatches(
  processed: readonly Processed[],
  directory: string,
  args: Arguments,
  streams: Streams,
): Promise<void> {
  const changed = processed.filter(({ report }) => report.outcome.outcome === 'migrated');
  const names = patchNames(rootsOf({ files: changed.map(({ report }) => report) }), basename(streams.cwd));
  for (const [root, name] of names) {
    const product: Product = { format: 'diff', output: name };
    const ofRoot = changed.filter(({ report }) => report.root === root);
    await writeProduct(
      join(directory, name),
      await render(runOf(ofRoot), product, deliveryOf(args), streams),
    );
  }
}

function deliveryOf({ color, write }: Arguments): DeliverySettings {
  return { color, written: write };
}

function runOf(processed: readonly Processed[]): RunReport {
  return { files: processed.map(({ report }) => report), version: version() };
}

// ── What people are told ─────────────────────────────────────────────────────────────────────────────────────

async function narrate(
  processed: readonly Processed[],
  empty: readonly string[],
  args: Arguments,
  products: readonly Product[],
  streams: Streams,
): Promise<void> {
  for (const { report } of processed) {
    if (report.outcome.outcome === 'failed') await say(streams, failedLine(report, report.outcome));
    if (args.quiet) continue;
    for (const { line, message } of suppressionNotes(report.original))
      await say(streams, `dfopt: cannot follow the comment at ${nameOf(report)}:${line}: ${message}`);
  }
  if (!args.quiet || args.strictPaths) {
    for (const name of empty) await say(streams, emptyLine(name, args.strictPaths));
  }
  if (args.quiet) return;
  // A format on standard output says all that by itself.
  if (products.every(({ output }) => output !== undefined)) {
    for (const each of processed) {
      const line = toldLine(each);
      if (line !== undefined) await say(streams, line);
      for (const assumed of assumedOfInput(each)) await say(streams, assumed);
    }
  }
  if (processed.length !== 1 || args.write) await say(streams, summaryLine(processed, args.write));
}

function emptyLine(name: string, strict: boolean): string {
  return strict
    ? `dfopt: cannot find a Dockerfile at ${name}: none is there; check the path, or leave out --error-on-unmatched-pattern`
    : `dfopt: no Dockerfile at ${name}; nothing to do there`;
}

function failedLine(report: FileReport, outcome: Extract<ReportedOutcome, { outcome: 'failed' }>): string {
  const { code, message, evidence } = outcome;
  const where = nameOf(report);
  const line = evidence?.file === 'Dockerfile' ? `:${evidence.line}` : '';
  return isFailureCode(code)
    ? `${failureLine(where, { code, why: reasonIn(code, message) })}`
    : `dfopt: cannot migrate the file at ${where}${line}: ${withoutLine(message, evidence)} [${code}]`;
}

function nameOf(report: FileReport): string {
  return report.path === '-' ? 'standard input' : fullPath(report);
}

/** Some messages begin with their line, which the place before them says already. */
function withoutLine(message: string, evidence: Evidence | undefined): string {
  const start = `line ${evidence?.line}: `;
  return message.startsWith(start) ? message.slice(start.length) : message;
}

function isFailureCode(code: string): code is Failure['code'] {
  return Object.hasOwn(failures, code);
}

/** The reason inside a message that `describeFailure` made. */
function reasonIn(code: Failure['code'], message: string): string {
  const [before, after] = describeFailure({ code, why: '\0' }).split('\0');
  return message.slice(before?.length ?? 0, message.length - (after?.length ?? 0));
}

/** A context that nobody named and that is not the builder's default is a decision, so it is told. */
function contextNote(context: ContextRoot | undefined): string {
  return context?.by === 'copied-files' || context?.by === 'project-file' || context?.by === 'build-file'
    ? `; build context: ${describeContextRoot(context)}`
    : '';
}

function toldLine({ report, written, context }: Processed): string | undefined {
  const { outcome } = report;
  const where = nameOf(report);
  switch (outcome.outcome) {
    case 'failed':
      return undefined;
    case 'unchanged':
      return `unchanged ${where}: ${outcome.message} [${outcome.code}]`;
    case 'refused': {
      const { evidence } = outcome;
      const own = evidence?.file === 'Dockerfile' ? `:${evidence.line}` : '';
      const other = evidence === undefined || own !== '' ? '' : ` (${evidencePlace(report, evidence)})`;
      return `refused ${where}${own}: ${outcome.message}${other}; ${outcome.advice}${contextNote(context)} [${outcome.code}]`;
    }
    case 'migrated': {
      const assumptions = outcome.assumptions.length;
      const counted = assumptions === 0 ? '' : `, ${assumptions} assumption${assumptions === 1 ? '' : 's'}`;
      return `${written ? 'wrote' : 'would migrate'} ${where} (${outcome.confidence}${counted})${contextNote(context)} [${outcome.code}]`;
    }
  }
}

/** A filter writes nothing but the new text: whoever uses one is told here what that rests on. */
function assumedOfInput({ report }: Processed): readonly string[] {
  const { outcome } = report;
  if (report.path !== '-' || outcome.outcome !== 'migrated') return [];
  return outcome.assumptions.map(({ code, message, evidence }) => {
    if (evidence === undefined) return `  assumes: ${message} [${code}]`;
    const own = evidence.file === 'Dockerfile' ? `line ${evidence.line}` : undefined;
    return `  assumes: ${message} (${own ?? evidencePlace(report, evidence)}) [${code}]`;
  });
}

function summaryLine(processed: readonly Processed[], write: boolean): string {
  const count = (outcome: Outcome['outcome']): number =>
    processed.filter(({ report }) => report.outcome.outcome === outcome).length;
  const files = processed.length === 1 ? '1 file' : `${processed.length} files`;
  const all = count('migrated');
  const splits = processed.filter(({ report }) => isSplit(report)).length;
  const kinds = splits === all ? '' : ` (${splits} split)`;
  const migrated = `${write ? `${all} written` : `${all} to migrate`}${kinds}`;
  return `${files}: ${migrated}, ${count('unchanged')} unchanged, ${count('refused')} refused, ${count('failed')} failed`;
}
