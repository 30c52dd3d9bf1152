/**
 * What runs as the user of a base that has another one than root, on an engine: built before and after, and started as that
 * user, it prints the same. The bases are made here, of the kinds that teams have. Runs with DFOPT_ENGINE_TESTS=1.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryContext, migrate } from '../../src/index.ts';
import { findEngine } from '../../src/verify/engine/find.ts';
import { execute } from '../../src/verify/engine/process.ts';
import type { Engine } from '../../src/verify/engine/types.ts';
import {
  canRun,
  cannotRun,
  declaredBases,
  userOfBases,
  type BaseKind,
  type NonRootCase,
} from '../helpers/non-root-cases.ts';
import { build, prepare, withBuilders, type Builder } from './fixture-images.ts';

const asked = process.env['DFOPT_ENGINE_TESTS'] === '1';
const minutes = 60_000;
const name = `dfopt-nonroot-${process.pid}`;
const ref = (kind: BaseKind): string => `${name}-base:${kind}`;

const records =
  "printf 'nonroot:x:65532:65532::/home/nonroot:/sbin/nologin\\n' > /tree/etc/passwd && printf 'nonroot:x:65532:\\n' > /tree/etc/group";

/** What each base is made from: a tree, then its config. */
const bases: Readonly<Record<BaseKind, readonly [string, string]>> = {
  nonroot: [
    `mkdir -p /tree/etc/ssl/certs /tree/tmp /tree/home/nonroot /tree/usr/share /tree/root && chmod 700 /tree/root && chmod 1777 /tree/tmp && cp /etc/ssl/certs/ca-certificates.crt /tree/etc/ssl/certs/ && cp -r /usr/share/zoneinfo /tree/usr/share/ && chown 65532:65532 /tree/home/nonroot && ${records}`,
    `USER ${userOfBases}\nWORKDIR /home/nonroot`,
  ],
  bare: ['mkdir /tree', `USER ${userOfBases}`],
  hardened: [
    `mkdir -p /tree/etc /tree/tmp /tree/work && chmod 1777 /tree/tmp && ${records}`,
    'USER 65532:65533\nWORKDIR /work\nENTRYPOINT ["/no/such/program"]',
  ],
  certificates: [
    `mkdir -p /tree/etc/ssl/certs /tree/tmp && cp /etc/ssl/certs/ca-certificates.crt /tree/etc/ssl/certs/ && ${records}`,
    `USER ${userOfBases}\nENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt`,
  ],
};

let engine: Engine;
let scratch = '';
const made: string[] = [];
const builders = new Map<string, Builder>();

beforeAll(async () => {
  if (!asked) return;
  const search = await findEngine('docker');
  if (!search.found) throw new Error(search.message);
  engine = search.engine;
  scratch = await mkdtemp(join(tmpdir(), `${name}-`));
  const builder = await prepare(engine, 'golang:1.24', true);
  builders.set('golang:1.24', builder);
  made.push(builder.name);
  for (const kind of ['nonroot', 'bare', 'hardened', 'certificates'] as const) {
    const [tree, config] = bases[kind];
    const text = `FROM golang:1.24 AS tree\nRUN ${tree}\nFROM scratch\nCOPY --from=tree /tree/ /\n${config}\n`;
    expect(await build(engine, text, scratch, ref(kind))).toBe(undefined);
    made.push(ref(kind));
  }
}, 10 * minutes);

afterAll(async () => {
  if (!asked) return;
  await engine.remove(made);
  await rm(scratch, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | undefined;
  readonly output: string;
  readonly user: string;
}

async function ran(text: string, context: string, tag: string): Promise<Ran> {
  expect(await build(engine, withBuilders(text, builders), context, tag)).toBe(undefined);
  made.push(tag);
  const { code, stdout, stderr } = await execute('docker', ['run', '--rm', tag], { timeoutMs: minutes });
  const format = '{{.Config.User}}';
  const inspected = await execute('docker', ['image', 'inspect', '--format', format, tag]);
  return {
    code,
    output: `${stdout.toString('utf8')}${stderr.toString('utf8')}`,
    user: inspected.stdout.toString('utf8').trim(),
  };
}

async function both(one: NonRootCase): Promise<readonly [Ran, Ran]> {
  const context = await mkdtemp(join(scratch, 'case-'));
  for (const [path, content] of Object.entries(one.files)) {
    await mkdir(dirname(join(context, path)), { recursive: true });
    await writeFile(join(context, path), content);
  }
  const outcome = migrate(one.dockerfile, {
    context: memoryContext({ ...one.files, Dockerfile: one.dockerfile }),
    bases: declaredBases(ref, one.base),
  });
  if (outcome.outcome !== 'migrated') throw new Error(outcome.message);
  const tag = `${name}:${made.length}`;
  return [
    await ran(one.dockerfile, context, `${tag}-before`),
    await ran(outcome.text, context, `${tag}-after`),
  ];
}

describe.runIf(asked)('on an engine', () => {
  it.each(canRun)(
    'what $name runs as the user of the base',
    async (one) => {
      const [before, after] = await both(one);
      expect(before).toMatchObject({ code: 0, user: '' });
      expect(after).toMatchObject({ code: 0, output: before.output });
      expect(after.user).toMatch(/^65532/);
    },
    5 * minutes,
  );

  it.each(cannotRun)(
    'what $name runs as root',
    async (one) => {
      const [before, after] = await both(one);
      expect(before).toMatchObject({ code: 0 });
      expect(after).toMatchObject({ code: 0, output: before.output, user: '0' });
    },
    5 * minutes,
  );
});
