/** What a run is turned into, and where it goes: `--format` and `--output`, any number of pairs. */
import { parseArgs } from 'node:util';
import { formats, isFormatName } from '../report/index.ts';
import type { FormatName } from '../report/types.ts';
import { didYouMean } from '../batch/suggest.ts';
import { usageError } from './usage.ts';

export interface Product {
  readonly format: FormatName;
  /** A file; undefined is standard output. */
  readonly output: string | undefined;
}

/** Every format there is. */
export const formatNames: readonly FormatName[] = Object.keys(formats).filter(isFormatName);

/**
 * Pairs each `--output` with the `--format` before it (or the first one after it, when there is none before), which
 * takes the order of the arguments; an output alone is of the `usual` format. A format without an output goes to standard output, and only one can.
 */
export function productsOf(args: readonly string[], usual: FormatName = 'diff'): readonly Product[] {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      format: { type: 'string', multiple: true, short: 'f' },
      output: { type: 'string', multiple: true, short: 'o' },
    },
  });
  const pairs: { format: FormatName | undefined; output: string | undefined }[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option' || token.value === undefined) continue;
    const value = valueOf(token.rawName, token.value);
    if (token.name === 'format') {
      const format = formatOf(value);
      const waiting = pairs.find((pair) => pair.format === undefined);
      if (waiting === undefined) pairs.push({ format, output: undefined });
      else waiting.format = format;
    } else if (token.name === 'output') {
      const last = pairs.at(-1);
      if (last === undefined || last.output !== undefined) pairs.push({ format: undefined, output: value });
      else last.output = value;
    }
  }
  const products = pairs.map(({ format, output }) => ({
    format: format ?? usual,
    output: output === '-' ? undefined : output,
  }));
  const printed = products.filter(({ output }) => output === undefined);
  if (printed.length > 1) {
    throw usageError(
      '--format',
      `${printed.map(({ format }) => format).join(' and ')} would both be written to standard output`,
      'give all but one an --output FILE behind it',
    );
  }
  return products;
}

/** In `-f=json` the sign belongs to the option, as in `--format=json`. */
function valueOf(rawName: string, value: string): string {
  return !rawName.startsWith('--') && value.startsWith('=') ? value.slice(1) : value;
}

function formatOf(name: string): FormatName {
  if (isFormatName(name)) return name;
  throw usageError(
    '--format',
    `there is no format '${name}'`,
    didYouMean(name, formatNames) ?? `the formats are ${formatNames.join(', ')}`,
  );
}
