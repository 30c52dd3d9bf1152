/**
 * The package as a user gets it: packed from a copy of the project, laid into an empty folder with nothing beside it,
 * run as a command, imported and required as a library, and type-checked for both. What `npm install` itself makes of
 * the tarball is seen in .ci/package, which may use the network.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '..');
const hasNpm = spawnSync('npm', ['--version']).status === 0;

/** Nothing that would have to be installed with it. */
const manifestSchema = v.object({
  bin: v.object({ dfopt: v.string() }),
  dependencies: v.optional(v.never()),
});

const dockerfile = `FROM golang:1.24
WORKDIR /src
COPY <<EOF ./main.go
package main

import "fmt"

func main() { fmt.Println("hello") }
EOF
RUN go build -o /bin/hello ./main.go
CMD ["/bin/hello"]
`;

/** What is not needed to build and pack, or would be in the way. */
const leftOut = new Set(['.git', 'node_modules', 'dist', 'coverage', 'test', 'fixtures']);

describe.skipIf(!hasNpm)('the package', () => {
  const root = hasNpm ? mkdtempSync(join(tmpdir(), 'dfopt-package-')) : '';
  const consumer = join(root, 'consumer');
  const installed = join(consumer, 'node_modules', 'dfopt');

  beforeAll(() => {
    pack(join(root, 'project'), root);
    lay(root, installed);
    writeFileSync(join(consumer, 'package.json'), '{ "name": "consumer", "type": "module" }\n');
    writeFileSync(join(consumer, 'Dockerfile'), dockerfile);
  }, 120_000);
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('holds what it runs from, its schemas and its words, and no sources or tests', () => {
    const top = readdirSync(installed).sort();
    expect(top).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'bin', 'dist', 'package.json']));
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => /(?<!\.d)\.ts$|\.test\.|^test|^fixtures|^node_modules/.test(name))).toEqual(
      [],
    );
    expect(files.filter((name) => /^rules\/.*\/README\.md$/.test(name))).not.toEqual([]);
    expect(files.filter((name) => name.endsWith('.schema.json'))).not.toEqual([]);
  });

  it('is the same, byte for byte, where it is packed from another directory', () => {
    const again = join(root, 'again');
    mkdirSync(again);
    pack(join(root, 'elsewhere', 'a-longer-name-of-the-project'), again);
    const [first, second] = [root, again].map((directory) => readFileSync(tarballIn(directory)));
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
  }, 120_000);

  it('runs as a command', () => {
    const bin = join(consumer, 'node_modules', '.bin', 'dfopt');
    const { status, stdout, stderr } = run(bin, ['migrate', 'Dockerfile'], consumer);
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('rror')]);
    expect(stdout).toContain('+FROM scratch\n+COPY --from=build /bin/hello /bin/hello\n');
    expect(run(bin, ['explain', 'split'], consumer).stdout).not.toBe('');
    expect(run(bin, ['--version'], consumer).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    ['consumer.mjs', "import { memoryContext, migrate } from 'dfopt';"],
    ['consumer.cjs', "const { memoryContext, migrate } = require('dfopt');"],
  ])('is a library: %s', (name, line) => {
    // The compose file has a parser loaded that is no part of every run.
    const files = { 'compose.yaml': 'services:\n  hello:\n    build: .\n    entrypoint: [sh]\n' };
    writeFileSync(
      join(consumer, name),
      `${line}
const read = (context) => {
  const outcome = migrate(${JSON.stringify(dockerfile)}, { context });
  return outcome.outcome === 'migrated' ? outcome.text.split('\\n').find((text) => /^FROM (?!golang)/.test(text)) : outcome.code;
};
console.log(JSON.stringify([read(undefined), read(memoryContext(${JSON.stringify(files)}))]));
`,
    );
    const { stdout, stderr } = run(process.execPath, [name], consumer);
    expect([stdout, stderr]).toEqual(['["FROM scratch","FROM debian:trixie-slim"]\n', '']);
  });

  it.each(['consumer.mts', 'consumer.cts'])('has types: %s', (name) => {
    const use = `import { memoryContext, migrate, type BuildContext, type Outcome } from 'dfopt';
const context: BuildContext = memoryContext({ 'go.mod': 'module hello' });
const outcome: Outcome = migrate('FROM golang', { context });
export const text: string | undefined = outcome.outcome === 'migrated' ? outcome.text : undefined;
export const known: boolean = outcome.code === 'a-code-of-another-version';
`;
    expect(typeErrors(use, consumer, name)).toBe('');
    expect(typeErrors(use.replace('string | undefined', 'number'), consumer, name)).toContain('TS2322');
  });
});

/** Packs a copy of the project, so that the package is built from nothing and no other run is disturbed. */
function pack(copy: string, destination: string): void {
  cpSync(project, copy, {
    recursive: true,
    filter: (source) => dirname(source) !== project || !leftOut.has(source.slice(project.length + 1)),
  });
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
  const { status, stderr } = run('npm', ['pack', '--silent', '--pack-destination', destination], copy);
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
}

/** Does what `npm install` does with the tarball in `directory`. */
function lay(directory: string, place: string): void {
  mkdirSync(place, { recursive: true });
  const { status, stderr } = run('tar', ['-xzf', tarballIn(directory), '--strip-components=1'], place);
  if (status !== 0) throw new Error(`tar: ${stderr}`);
  const manifest = v.parse(
    v.pipe(v.string(), v.parseJson(), manifestSchema),
    readFileSync(join(place, 'package.json'), 'utf8'),
  );
  const modules = dirname(place);
  const bin = join(place, manifest.bin.dfopt);
  if (!existsSync(bin)) throw new Error(`the package lacks its executable ${manifest.bin.dfopt}`);
  chmodSync(bin, 0o755);
  mkdirSync(join(modules, '.bin'));
  symlinkSync(bin, join(modules, '.bin', 'dfopt'));
}

function tarballIn(directory: string): string {
  const tarball = readdirSync(directory).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack made no tarball');
  return join(directory, tarball);
}

/** What the compiler says of a file in the folder; nothing when all is well. */
function typeErrors(text: string, directory: string, name: string): string {
  writeFileSync(join(directory, name), text);
  const tsc = join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', ''];
  return run(process.execPath, [tsc, ...options, name], directory).stdout;
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(command, args, { cwd, encoding: 'utf8' });
}
