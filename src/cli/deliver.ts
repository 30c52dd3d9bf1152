/** Makes products of a run and puts each where it goes. */
import { appendFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeProduct } from '../batch/write-product.ts';
import { formats } from '../report/index.ts';
import type { FormatSettings, RunReport } from '../report/types.ts';
import { markBytes, toBytes } from './bytes.ts';
import { describeCode } from './codes.ts';
import type { Product } from './products.ts';
import { type ColorChoice, type Streams, print, wantsColor } from './streams.ts';

export interface DeliverySettings {
  readonly color: ColorChoice;
  /** The migrations are already in the files. */
  readonly written: boolean;
}

/** Throws when a product cannot be written. */
export async function deliverProducts(
  run: RunReport,
  products: readonly Product[],
  settings: DeliverySettings,
  streams: Streams,
): Promise<void> {
  // Files first: standard output may be a pipe whose reader has gone.
  for (const product of [...products].sort(
    (a, b) => Number(b.output !== undefined) - Number(a.output !== undefined),
  )) {
    const bytes = await render(run, product, settings, streams);
    if (product.output === undefined) await print(streams.stdout, bytes);
    else await writeProduct(resolve(streams.cwd, product.output), bytes);
  }
  // GitHub shows ten annotations of a step; the page of the whole run goes where the runner looks for one.
  const summary = streams.env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '' && products.some(({ format }) => format === 'github')) {
    const { githubSummary } = await import('../report/github.ts');
    await appendFile(summary, githubSummary(run, { color: false, terminal: false }));
  }
}

/** The bytes of one product. */
export async function render(
  run: RunReport,
  { format, output }: Product,
  { color, written }: DeliverySettings,
  streams: Streams,
): Promise<Uint8Array> {
  const write = await formats[format]();
  const files = run.files.map((file) =>
    format === 'diff' && file.encoding === 'latin-1' ? markBytes(file) : file,
  );
  const terminal = output === undefined && streams.stdout.isTTY === true;
  const settings: FormatSettings = {
    color: output === undefined && wantsColor(color, streams.stdout, streams.env),
    terminal,
    written,
    describe: describeCode,
    ...(terminal && streams.stdout.columns !== undefined ? { columns: streams.stdout.columns } : {}),
  };
  return toBytes(write({ ...run, files }, settings));
}
