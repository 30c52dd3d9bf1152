/** `dfopt graph`: the stages of a Dockerfile, drawn. */
import { resolve } from 'node:path';
import { failures } from '../../batch/failures.ts';
import { readDockerfile, readStream } from '../../batch/read.ts';
import { writeProduct } from '../../batch/write-product.ts';
import { parse } from '../../dockerfile/index.ts';
import { drawMermaid, drawSvg, drawTerminal, graphOf, type Graph } from '../../graph/index.ts';
import { visible } from '../../report/escape.ts';
import { shorten } from '../../report/wrap.ts';
import { type Invocation, type Command, choiceOption, textOption } from '../command.ts';
import { type ExitCode, type Streams, exitCode, print } from '../streams.ts';
import { UsageError, usageError } from '../usage.ts';

const formats = ['terminal', 'mermaid', 'svg'] as const;

export const graphCommand: Command = {
  usage: 'graph [options] [FILE]',
  about: `Draws the stages of a Dockerfile: what each starts from, what is copied from where, and which of them the default
    target needs. Without FILE it draws the Dockerfile in the working directory; - is standard input.`,
  options: {
    format: {
      kind: 'value',
      alias: 'f',
      value: 'FORMAT',
      values: formats,
      description: 'what to draw',
      otherwise: 'terminal',
    },
    output: { kind: 'value', alias: 'o', value: 'FILE', description: 'where it goes' },
  },
  examples: [
    ['dfopt graph', 'the Dockerfile here'],
    ['dfopt graph -f svg -o stages.svg', 'as a picture'],
  ],
  run: draw,
};

async function draw(call: Invocation, streams: Streams): Promise<ExitCode> {
  const [name = 'Dockerfile', ...more] = [...call.positionals, ...call.afterDashes];
  if (more.length > 0) throw usageError(`'${more[0] ?? ''}'`, 'a graph is of one file', 'name one file');
  const format = choiceOption(call, 'format', formats) ?? 'terminal';
  const output = textOption(call, 'output');
  const graph = graphOfText(await read(name, streams), name);
  const columns = output === undefined ? streams.stdout.columns : undefined;
  const product = Buffer.from(rendered(graph, format, columns));
  if (output === undefined || output === '-') await print(streams.stdout, product);
  else await writeProduct(resolve(streams.cwd, output), product);
  return exitCode.fine;
}

function rendered(graph: Graph, format: (typeof formats)[number], columns: number | undefined): string {
  switch (format) {
    case 'terminal':
      return drawTerminal(graph)
        .map((line) => `${shorten(visible(line), columns ?? Number.POSITIVE_INFINITY)}\n`)
        .join('');
    case 'mermaid':
      return drawMermaid(graph);
    case 'svg':
      return drawSvg(graph);
  }
}

function graphOfText(text: string, name: string): Graph {
  const dockerfile = parse(text);
  const [error] = dockerfile.errors;
  if (error !== undefined) {
    throw new UsageError(`cannot draw ${name}:${error.line}: ${error.message}; correct the line`);
  }
  return graphOf(dockerfile);
}

async function read(name: string, { cwd, stdin }: Streams): Promise<string> {
  const result = name === '-' ? await readStream(stdin) : await readDockerfile(resolve(cwd, name));
  if (result.ok) return result.content.text;
  const { what, why, advice } = failures[result.failure.code];
  throw new UsageError(`${what} at ${name}: ${result.failure.why ?? why}; ${advice}`);
}
