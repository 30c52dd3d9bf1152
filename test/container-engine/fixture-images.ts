/** Images of the fixtures: which bases they need, how they are built, and what a naive conversion makes of them. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '../../src/dockerfile/index.ts';
import type { FromInstruction, Instruction } from '../../src/dockerfile/types.ts';
import { formatReference, parseReference } from '../../src/image/reference.ts';
import { withoutFrontend } from '../../src/verify/dockerfile-text.ts';
import { execute } from '../../src/verify/engine/process.ts';
import type { Engine } from '../../src/verify/engine/types.ts';
import type { Fixture } from '../helpers/fixtures.ts';

/** Everything made here has a name that starts like this, and no other run has the same. */
export const namePrefix = `dfopt-fixture-${process.pid}`;

function fromsOf(text: string): readonly FromInstruction[] {
  return parse(text).instructions.filter((instruction) => instruction.keyword === 'FROM');
}

/** References in FROM that have to be images, `ARG`s with their defaults put in; scratch and stages are none. */
export function basesOf(text: string): readonly string[] {
  const { instructions } = parse(text);
  const defaults = new Map(
    instructions.flatMap((instruction) =>
      instruction.keyword === 'ARG'
        ? instruction.pairs.map(({ key, value }): [string, string] => [key, value?.raw ?? ''])
        : [],
    ),
  );
  const stages = new Set<string>();
  return fromsOf(text).flatMap(({ image, name }) => {
    const reference = image.raw.replace(
      /\$\{?(\w+)\}?/g,
      (_, variable: string) => defaults.get(variable) ?? '',
    );
    const isBase = reference !== 'scratch' && !stages.has(reference.toLowerCase());
    if (name !== undefined) stages.add(name.raw.toLowerCase());
    return isBase ? [reference] : [];
  });
}

/** A digest names one image among all that a tag has ever meant: any will do here. */
function withoutDigest(reference: string): string {
  const parsed = parseReference(reference);
  return parsed === undefined ? reference : formatReference({ ...parsed, digest: undefined });
}

/** Whether the engine has the image, or can get it. */
export async function isAtHand(named: string): Promise<boolean> {
  const reference = withoutDigest(named);
  if ((await execute('docker', ['image', 'inspect', reference])).code === 0) return true;
  return (await execute('docker', ['pull', '--quiet', reference], { timeoutMs: 300_000 })).code === 0;
}

/** What stands in the place of a base image while the fixtures are built. */
export interface Builder {
  readonly name: string;
  /** Bytes that preparing added to the image. */
  readonly added: number;
}

/** The standard library of Go as the fixtures use it. */
const warmed =
  'net/http html/template encoding/json encoding/csv os/user os/exec database/sql embed mime/multipart';

/** What fills the build cache of an image, by its name: compiled once with and once without cgo. */
const warming: ReadonlyMap<string, string> = new Map([
  ['golang', `RUN CGO_ENABLED=0 go build ${warmed} && go build ${warmed}`],
]);

/** What every Alpine image has (alpine-baselayout-data) and one made for tests may lack: names of services and protocols. */
const namesOfAlpine =
  "RUN [ -e /etc/services ] || printf 'http 80/tcp\\nhttps 443/tcp\\n' > /etc/services; [ -e /etc/protocols ] || printf 'tcp 6 TCP\\nudp 17 UDP\\n' > /etc/protocols";

/**
 * A builder with the certificates of this machine where it has a bundle of its own (a network that looks into TLS
 * connections would keep modules from the build else), and with a full build cache if that pays.
 */
export async function prepare(engine: Engine, named: string, pays: boolean): Promise<Builder> {
  const reference = withoutDigest(named);
  const warm = pays ? warming.get(parseReference(reference)?.name ?? '') : undefined;
  const bundle = process.env['SSL_CERT_FILE'];
  const ofAlpine = reference.includes('alpine');
  if (bundle === undefined && warm === undefined && !ofAlpine) return { name: reference, added: 0 };
  const name = `${namePrefix}-builder:${reference.replace(/[^\w.-]/g, '-')}`;
  const context = await mkdtemp(join(tmpdir(), `${namePrefix}-`));
  try {
    if (bundle !== undefined) await copyFile(bundle, join(context, 'ca-certificates.crt'));
    const text = [
      `FROM ${reference}`,
      ...(bundle === undefined ? [] : ['COPY ca-certificates.crt /etc/ssl/certs/ca-certificates.crt']),
      ...(ofAlpine ? [namesOfAlpine] : []),
      ...(warm === undefined ? [] : [warm]),
      '',
    ].join('\n');
    const built = await build(engine, text, context, name);
    if (built !== undefined) throw new Error(`${reference} can't be prepared: ${built}`);
    return { name, added: (await bytesOf(name)) - (await bytesOf(reference)) };
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

async function bytesOf(image: string): Promise<number> {
  const { stdout } = await execute('docker', ['image', 'inspect', '--format', '{{.Size}}', image]);
  return Number(stdout.toString('utf8'));
}

/** The text with prepared builders in the place of their originals, and with the engine's own frontend. */
export function withBuilders(text: string, builders: ReadonlyMap<string, Builder>): string {
  const replaced = fromsOf(text).reduceRight((rest, { image }) => {
    const builder = builders.get(image.raw);
    return builder === undefined ? rest : rest.slice(0, image.start) + builder.name + rest.slice(image.end);
  }, text);
  return withoutFrontend(replaced);
}

/** Builds an image; the end of the log if it fails. */
export async function build(
  engine: Engine,
  text: string,
  context: string,
  tag: string,
): Promise<string | undefined> {
  const result = await engine.build({
    text,
    context,
    tag,
    ignore: undefined,
    target: undefined,
    arguments: [],
    // SQLite alone takes minutes to compile on a busy machine.
    timeoutMs: 900_000,
    signal: new AbortController().signal,
  });
  return result.ok ? undefined : `${result.failure.message}\n${result.failure.log}`;
}

/** Files of the system are not the program: a naive conversion knows nothing of them. */
const ofTheSystem = /^\/(etc|usr\/share\/zoneinfo|usr\/local\/go)(\/|$)/;

/**
 * What is often advised: the build as it was, and the program alone on scratch, with everything that the author said
 * of the image.
 */
export function naiveConversion({ name, dockerfile, expectedText = '' }: Fixture): string {
  const migrated = parse(expectedText);
  // A stage on another makes directories, no programs.
  const froms = fromsOf(expectedText);
  const building = froms.filter(({ image }) => !froms.some((other) => other.name?.raw === image.raw));
  const copies = migrated.instructions.flatMap((instruction) =>
    instruction.keyword === 'COPY' &&
    building.some(({ name: stage }) =>
      instruction.flags.some(({ name: flag, value }) => flag === 'from' && value === stage?.raw),
    )
      ? instruction.sources.flatMap((source) => (source.kind === 'path' ? [source.word.raw] : []))
      : [],
  );
  const program = copies.find((path) => !ofTheSystem.test(path));
  if (program === undefined) throw new Error(`${name} copies no program`);
  const { instructions, text } = parse(dockerfile);
  const [from] = fromsOf(dockerfile);
  if (from === undefined) throw new Error(`${name} has no FROM`);
  const said = new Set(['ENV', 'WORKDIR', 'USER', 'EXPOSE', 'VOLUME', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD']);
  const kept = instructions.filter(({ keyword }) => said.has(keyword));
  const first = instructions.filter(({ keyword }) => !['CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(keyword));
  const slice = ({ start, end }: Instruction): string => `${text.slice(start, end).replace(/\r?\n$/, '')}\n`;
  const stage = from.name === undefined ? 'build' : from.name.raw;
  const head = text.slice(0, instructions[0]?.start ?? 0);
  const before = first
    .map((instruction) =>
      instruction.keyword === 'FROM' && instruction.name === undefined
        ? `${slice(instruction).trimEnd()} AS ${stage}\n`
        : slice(instruction),
    )
    .join('');
  return `${head}${before}\nFROM scratch\nCOPY --from=${stage} ${program} ${program}\n${kept.map(slice).join('')}`;
}
