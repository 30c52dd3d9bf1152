/** `dfopt report merge`: one report of many, as from shards. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failureOf } from '../../batch/failures.ts';
import { didYouMean } from '../../batch/suggest.ts';
import { type ReportDocument, toRun } from '../../report/document.ts';
import { mergeReports, readReport } from '../../report/merge.ts';
import { type Invocation, type Command, choiceOption } from '../command.ts';
import { deliverProducts } from '../deliver.ts';
import { formatNames, productsOf } from '../products.ts';
import { type ExitCode, type Streams, colorChoices, exitCode } from '../streams.ts';
import { UsageError, usageError } from '../usage.ts';

export const reportCommand: Command = {
  usage: 'report merge [options] FILE…',
  about: `Makes one report of several that 'dfopt migrate --format json' wrote, for instance one for each shard of a run: the
    same as one run over all the files.`,
  options: {
    format: {
      kind: 'list',
      alias: 'f',
      value: 'FORMAT',
      values: formatNames,
      description: 'what to make',
      otherwise: 'json',
    },
    output: { kind: 'list', alias: 'o', value: 'FILE', description: 'where the --format before it goes' },
    color: { kind: 'value', value: 'WHEN', values: colorChoices, description: 'colour the output' },
  },
  examples: [
    ['dfopt report merge shard-*.json', 'one JSON report of all shards'],
    ['dfopt report merge *.json -f html -o fleet.html', 'a page to look at'],
  ],
  run: merge,
};

async function merge(call: Invocation, streams: Streams): Promise<ExitCode> {
  const [action, ...positionals] = call.positionals;
  const names = [...positionals, ...call.afterDashes];
  if (action !== 'merge') {
    throw usageError(
      action === undefined ? "'report'" : `'${action}'`,
      action === undefined ? 'what to do is missing' : 'there is no such action',
      (action === undefined ? undefined : didYouMean(action, ['merge'])) ??
        "write 'dfopt report merge FILE…'",
    );
  }
  if (names.length === 0) throw usageError("'merge'", 'no report was named', 'name at least one');
  const products = productsOf(call.raw, 'json');
  const color = choiceOption(call, 'color', colorChoices) ?? 'auto';
  const merged = mergeReports(await Promise.all(names.map((name) => read(name, streams))));
  if (!merged.ok) throw new UsageError(`cannot merge: ${merged.message}`);
  await deliverProducts(
    toRun(merged.report),
    products.length > 0 ? products : [{ format: 'json', output: undefined }],
    { color, written: false },
    streams,
  );
  return exitCode.fine;
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
