/** `dfopt report merge`: one report of many, as from shards. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failureOf } from '../../batch/failures.ts';
import { didYouMean } from '../../batch/suggest.ts';
import { writeProduct } from '../../batch/write-product.ts';
import type { ReportDocument } from '../../report/document.ts';
import { json } from '../../report/escape.ts';
import { mergeReports, readReport } from '../../report/merge.ts';
import { type Call, type Command, choiceOption, textOption } from '../command.ts';
import { type ExitCode, type Streams, exitCode, print } from '../streams.ts';
import { UsageError, usageError } from '../usage.ts';

/** The others are made from the files themselves, which a report does not hold. */
const formats = ['json', 'html'] as const;

export const reportCommand: Command = {
  usage: `dfopt report merge FILE…

Makes one report of several that 'dfopt migrate --format json' wrote, for
instance one for each shard of a run.`,
  options: {
    format: { alias: 'f', type: 'string', requiresArg: true, description: formats.join(', ') },
    output: { alias: 'o', type: 'string', requiresArg: true, description: 'file instead of standard output' },
  },
  run: merge,
};

async function merge(call: Call, streams: Streams): Promise<ExitCode> {
  const [action, ...names] = call.positionals;
  if (action !== 'merge') {
    throw usageError(
      action === undefined ? "'report'" : `'${action}'`,
      action === undefined ? 'what to do is missing' : 'there is no such action',
      (action === undefined ? undefined : didYouMean(action, ['merge'])) ??
        "write 'dfopt report merge FILE…'",
    );
  }
  if (names.length === 0) throw usageError("'merge'", 'no report was named', 'name at least one');
  const merged = mergeReports(await Promise.all(names.map((name) => read(name, streams))));
  if (!merged.ok) throw new UsageError(`cannot merge: ${merged.message}`);
  const format = choiceOption(call, 'format', formats) ?? 'json';
  const product = Buffer.from(await textOf(merged.report, format));
  const output = textOption(call, 'output');
  if (output === undefined || output === '-') await print(streams.stdout, product);
  else await writeProduct(resolve(streams.cwd, output), product);
  return exitCode.fine;
}

async function textOf(report: ReportDocument, format: (typeof formats)[number]): Promise<string> {
  if (format === 'json') return json(report);
  const { htmlOfDocument } = await import('../../report/html/index.ts');
  return htmlOfDocument(report);
}

async function read(name: string, { cwd }: Streams): Promise<ReportDocument> {
  let text: string;
  try {
    text = await readFile(resolve(cwd, name), 'utf8');
  } catch (error) {
    const { why } = failureOf(error, 'unreadable');
    throw new UsageError(
      `cannot read the report at ${name}: ${why ?? 'there is no such file'}; check the name`,
    );
  }
  const report = readReport(text, name);
  if (!report.ok) throw new UsageError(`cannot use the report: ${report.message}`);
  return report.report;
}
