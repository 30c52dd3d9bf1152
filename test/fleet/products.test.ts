/**
 * What every product calls the files of a fleet, read where it is read: one repository from inside, from below and from
 * outside, and all of them from above. DFOPT_FLEET says of how many repositories; each takes three runs.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from './directory.ts';
import { fleetOf, placeOf, writeFleet } from './generate.ts';
import { measured } from './measured.ts';
import type { Repository } from './repository.ts';

const asked = process.env['DFOPT_FLEET'];
const repositories = Number(asked ?? 56);
const fleet = fleetOf({ repositories, dockerfiles: 3 * repositories });
/** Those that are looked at one by one: all where a number was asked for. */
const oneByOne = asked === undefined ? fleet.filter((_, index) => index % 4 === 3) : fleet;

/** The paths that a product names, as whoever reads it takes them. */
const pathsIn = {
  sarif: (text) => valuesOf(JSON.parse(text), 'uri').filter(isRelative).map(decodeURIComponent),
  rdjson: (text) => valuesOf(JSON.parse(text), 'path'),
  gitlab: (text) => valuesOf(JSON.parse(text), 'path'),
  // Values of properties are escaped so that no colon and comma of theirs is the command's.
  github: (text) =>
    [...text.matchAll(/^::\w+ file=([^,]*),/gmu)].map(([, name = '']) => decodeURIComponent(name)),
  diff: (text) =>
    text === '' ? [] : git(['apply', '--numstat', '-z', '-'], '/', text).split('\0').flatMap(nameOfCount),
} as const satisfies Record<string, (text: string) => readonly string[]>;

const formats = ['sarif', 'rdjson', 'gitlab', 'github', 'diff'] as const;

/** Strings below a key, wherever it stands. */
function valuesOf(json: unknown, key: string): readonly string[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]: [string, unknown]) =>
    name === key && typeof value === 'string' ? [value] : valuesOf(value, key),
  );
}

/** An invisible character as it is shown: a workflow command is read on terminals, and has no escape for it. */
const shown = /\\(?:x[\da-f]{2}|u\{[\da-f]+\})/u;

function isRelative(uri: string): boolean {
  return !/^\w+:/.test(uri);
}

function nameOfCount(line: string): readonly string[] {
  const [, , name] = line.split('\t');
  return name === undefined ? [] : [name];
}

/** A patch is bytes: the files need not be UTF-8. */
function encodingOf(format: (typeof formats)[number]): 'latin1' | 'utf8' {
  return format === 'diff' ? 'latin1' : 'utf8';
}

function git(args: readonly string[], cwd: string, patch: string): string {
  const input = Buffer.from(patch, 'latin1');
  return execFileSync('git', args, { cwd, input, encoding: 'utf8', maxBuffer: 1 << 28 });
}

interface Products {
  readonly status: number | null;
  readonly product: (format: (typeof formats)[number]) => string;
}

async function productsOf(paths: readonly string[], cwd: string, out: string): Promise<Products> {
  mkdirSync(out, { recursive: true });
  const wanted = formats.flatMap((format) => ['--format', format, '--output', join(out, format)]);
  const { status } = await measured(['migrate', '--quiet', ...wanted, ...paths], cwd);
  return { status, product: (format) => readFileSync(join(out, format), encodingOf(format)) };
}

/** Every file below a directory with what is in it, no link followed. */
function contentsOf(directory: string): ReadonlyMap<string, string> {
  const found = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() || entry.isSymbolicLink(),
  );
  return new Map(
    found.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = entry.isFile() ? readFileSync(path, 'latin1') : `-> ${readlinkSync(path)}`;
      return [relative(directory, path), content];
    }),
  );
}

/** Copied, but for what no copy can be made of. */
function copyOf(directory: string, to: string): string {
  cpSync(directory, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !lstatSync(path).isFIFO(),
  });
  return to;
}

function fails({ expected }: Repository): boolean {
  return [...expected.values()].some(({ outcome }) => outcome === 'failed');
}

function deepest({ expected }: Repository): string {
  const directories = [...expected.keys()].map(dirname);
  return directories.reduce((one, other) => (other.length > one.length ? other : one), '.');
}

/** Names of files that are not where the product is read. */
function missing({ product }: Products, readIn: string): readonly string[] {
  return formats.flatMap((format) =>
    pathsIn[format](product(format))
      .filter((path) => path.startsWith('..') || !existsSync(join(readIn, path)))
      .filter((path) => format !== 'github' || !shown.test(path))
      .map((path) => `${format}: ${path}`),
  );
}

/** What the patch makes of the files, against what --write does; only Dockerfiles may differ from before. */
async function expectSamePatch(
  patch: string,
  paths: readonly string[],
  cwd: string,
  copies: string,
): Promise<void> {
  const patched = copyOf(cwd, join(copies, 'patched'));
  if (patch !== '') git(['apply', '-'], patched, patch);
  const written = copyOf(cwd, join(copies, 'written'));
  await measured(['migrate', '--write', '--quiet', ...paths], written);
  expect(contentsOf(patched)).toEqual(contentsOf(written));
}

describe.skipIf(process.platform === 'win32')(`products about ${repositories} repositories`, () => {
  let place: string;
  let originals: string;

  beforeAll(() => {
    place = temporaryDirectory();
    originals = join(place, 'repos');
    writeFleet(originals, fleet);
  });

  it('name files from the working directory where there are several, and the patch applies there', async () => {
    const names = fleet.map(({ name }) => name);
    const products = await productsOf(names, originals, join(place, 'all'));
    expect(products.status).toBe(2);
    expect(missing(products, originals)).toEqual([]);
    expect(new Set(pathsIn.diff(products.product('diff'))).size).toBeGreaterThan(repositories / 4);
    await expectSamePatch(products.product('diff'), names, originals, join(place, 'all'));
    const before = contentsOf(originals);
    const dockerfiles = new Set(
      fleet.flatMap(({ name, expected }) => [...expected.keys()].map((path) => placeOf(name, path))),
    );
    const touched = [...contentsOf(join(place, 'all/written'))].filter(
      ([path, text]) => before.get(path) !== text,
    );
    expect(touched.map(([path]) => path).filter((path) => !dockerfiles.has(path))).toEqual([]);
  }, 300_000);

  it.each(oneByOne.map((repository, index) => [repository.name, index, repository] as const))(
    '%s: from its top, whether dfopt was called there, below it or above it',
    async (name, index, repository) => {
      const top = join(originals, name);
      const out = join(place, `one/${index}`);
      const inside = await productsOf([], top, join(out, 'inside'));
      const outside = await productsOf([name], originals, join(out, 'outside'));
      const below = await productsOf(['.'], join(top, deepest(repository)), join(out, 'below'));
      for (const products of [inside, outside, below]) expect(missing(products, top)).toEqual([]);
      const expected = fails(repository) ? 2 : 0;
      expect([inside.status, outside.status]).toEqual([expected, expected]);
      // Called below, some of the files are meant.
      for (const format of formats) {
        expect(new Set(pathsIn[format](outside.product(format)))).toEqual(
          new Set(pathsIn[format](inside.product(format))),
        );
        expect(pathsIn[format](inside.product(format))).toEqual(
          expect.arrayContaining([...pathsIn[format](below.product(format))]),
        );
      }
      expect(outside.product('diff')).toBe(inside.product('diff'));
      if (index % 4 === 0) await expectSamePatch(inside.product('diff'), [], top, out);
    },
    60_000,
  );
});
