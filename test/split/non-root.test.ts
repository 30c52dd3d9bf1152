import { describe, expect, it } from 'vitest';
import { memoryContext, migrate, type MigrateOptions, type Outcome } from '../../src/index.ts';
import { canRun, cannotRun, declaredBases, type NonRootCase } from '../helpers/non-root-cases.ts';
import { runtimeStageOf } from '../helpers/split-with.ts';

const ref = (kind: string): string => `registry.example.com/${kind}:1`;

function outcomeOf({ dockerfile, files, base }: NonRootCase, options: MigrateOptions = {}): Outcome {
  const context = memoryContext({ ...files, Dockerfile: dockerfile });
  return migrate(dockerfile, { context, bases: declaredBases(ref, base), ...options });
}

function said(outcome: Outcome): readonly string[] {
  return outcome.outcome === 'migrated'
    ? outcome.reasons.map(({ code, message }) => `${code}: ${message}`)
    : [];
}

describe('a base with another user than root', () => {
  it.each(canRun)('runs what $name', (one) => {
    const outcome = outcomeOf(one);
    const stage = runtimeStageOf(outcome);
    expect(stage).toContain(`FROM ${ref(one.base)}\n`);
    expect(stage).not.toContain('USER');
    for (const line of one.lines ?? []) expect(`${stage}\n`).toContain(`${line}\n`);
    expect(said(outcome)).toContainEqual(expect.stringMatching(/^runs-as-user: /));
    expect(outcomeOf(one, { root: false }).outcome).toBe('migrated');
  });

  it.each(cannotRun)('has root for what $name, and says why', (one) => {
    const outcome = outcomeOf(one);
    expect(runtimeStageOf(outcome)).toContain(`FROM ${ref(one.base)}\nUSER 0\n`);
    expect(said(outcome)).toContainEqual(expect.stringContaining(`: ${one.because}`));
    expect(outcomeOf(one, { root: false })).toMatchObject({ outcome: 'refused', code: 'root-forbidden' });
  });

  it.each(cannotRun)('has its variant with root for what $name', (one) => {
    const stage = runtimeStageOf(outcomeOf(one, { bases: {}, baseSet: { name: 'distroless-nonroot' } }));
    expect(stage).toMatch(/^FROM gcr\.io\/distroless\/static-debian13\n/);
    expect(stage).not.toContain('USER 0');
  });

  it('leaves the user of the author', () => {
    const [first] = canRun;
    if (first === undefined) throw new Error('there are no cases');
    const dockerfile = first.dockerfile.replace('CMD', 'USER 1000:1000\nCMD');
    const stage = runtimeStageOf(outcomeOf({ ...first, dockerfile }, { root: false }));
    expect(stage).toContain('USER 0\n');
    expect(stage).toContain('USER 1000:1000\nCMD');
  });
});

describe('a reference that says more than the stock image', () => {
  const hello = canRun[0];
  const [dockerfile = '', files = {}] = [hello?.dockerfile, hello?.files];
  const on = (scratch: string): Outcome =>
    migrate(dockerfile, { context: memoryContext(files), bases: { scratch } });

  it.each([
    ['gcr.io/distroless/static-debian13:nonroot', 'proven', 'runs-as-user'],
    ['cgr.dev/acme/static:latest', 'proven', 'runs-as-user'],
    ['dhi.io/static:20250419-debian13', 'proven', 'runs-as-user'],
    ['registry.example.com/mirror/distroless/static-debian13:nonroot', 'likely', 'runs-as-user'],
    ['registry.example.com/team/base:nonroot', 'likely', 'runs-as-user'],
    ['cgr.dev/acme/other:latest', 'likely', 'runs-as-user'],
    ['acme/dhi-static:20250419', 'likely', 'runs-as-user'],
  ])('%s is %s', (reference, confidence, code) => {
    const outcome = on(reference);
    expect(outcome).toMatchObject({ outcome: 'migrated', confidence });
    expect(said(outcome)).toContainEqual(expect.stringMatching(`^${code}: `));
  });

  it.each([
    'registry.example.com/static:1',
    'gcr.io/distroless/static-debian13',
    'dhi.io/debian-base:trixie-dev',
  ])('%s is like the stock image', (reference) => {
    const outcome = on(reference);
    expect(outcome).toMatchObject({ outcome: 'migrated', confidence: 'proven' });
    expect(said(outcome).join('\n')).not.toContain('user');
  });
});

describe('sets of bases', () => {
  const script = {
    'go.mod': 'module example.com/app\n\ngo 1.21\n',
    'main.go': 'package main\n\nfunc main() { println("hello") }\n',
    'run.sh': '#!/bin/sh\ndate\nexec /app/server\n',
  };
  const dockerfile =
    'FROM golang:1.24\nWORKDIR /app\nCOPY . .\nRUN go build -o /app/server .\nCMD ["./run.sh"]\n';
  const simple = dockerfile.replace('./run.sh', '/app/server');
  const base = (text: string, options: MigrateOptions): string =>
    /^FROM (\S+)/.exec(runtimeStageOf(migrate(text, { context: memoryContext(script), ...options })))?.[1] ??
    runtimeStageOf(migrate(text, { context: memoryContext(script), ...options }));

  it.each([
    ['debian', undefined, 'debian:trixie-slim'],
    ['debian', 'registry.example.com/hub', 'registry.example.com/hub/debian:trixie-slim'],
    ['distroless', undefined, 'gcr.io/distroless/static-debian13'],
    ['distroless-nonroot', 'registry.example.com/d', 'registry.example.com/d/static-debian13:nonroot'],
    ['chainguard', 'cgr.dev/acme', 'cgr.dev/acme/static:latest'],
    ['dhi', undefined, 'dhi.io/static:20250419-debian13'],
    ['alpine', undefined, 'scratch'],
  ] as const)('%s from %s', (name, from, expected) => {
    expect(base(simple, { baseSet: { name, from } })).toBe(expected);
  });

  it('have a shell where they have one', () => {
    expect(base(dockerfile, {})).toBe('debian:trixie-slim');
    expect(base(dockerfile, { baseSet: { name: 'alpine' } })).toMatch(/^alpine:3\.\d+$/);
    expect(base(dockerfile, { baseSet: { name: 'chainguard' } })).toBe(
      'cgr.dev/chainguard/wolfi-base:latest',
    );
    expect(base(dockerfile, { baseSet: { name: 'distroless' } })).toContain('refused no-base');
  });

  it('say of alpine what it would be', () => {
    const reasons = said(migrate(dockerfile, { context: memoryContext(script) }));
    expect(reasons).toContainEqual(expect.stringContaining('--bases alpine takes it'));
    const bash = { ...script, 'run.sh': '#!/bin/bash\nexec /app/server\n' };
    const others = said(migrate(dockerfile, { context: memoryContext(bash) }));
    expect(others.join('\n')).not.toContain('alpine');
  });

  it('give way to what is declared for a family', () => {
    const options: MigrateOptions = {
      baseSet: { name: 'chainguard' },
      bases: { 'distroless-static': 'registry.example.com/static:1' },
    };
    expect(base(simple, options)).toBe('registry.example.com/static:1');
  });
});
