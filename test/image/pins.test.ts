import { describe, expect, it } from 'vitest';
import { isPinned, parsePins, pinned } from '../../src/image/pins.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('a reference with the digest of a lock file', () => {
  it.each([
    ['gcr.io/distroless/static-debian13', 'gcr.io/distroless/static-debian13'],
    ['gcr.io/distroless/static-debian13', 'gcr.io/distroless/static-debian13:latest'],
    ['debian:trixie-slim', 'docker.io/library/debian:trixie-slim'],
    ['alpine:3.23', 'alpine:3.23'],
  ])('%s by %s', (reference, key) => {
    expect(pinned(reference, { [key]: digest })).toBe(`${reference}@${digest}`);
  });

  it.each([
    ['scratch', 'scratch'],
    ['alpine:3.23', 'alpine:3.22'],
    ['alpine:3.23', 'registry.example.com/alpine:3.23'],
    [`alpine:3.23@sha256:${'b'.repeat(64)}`, 'alpine:3.23'],
  ])('%s stays as it is by %s', (reference, key) => {
    expect(pinned(reference, { [key]: digest })).toBe(reference);
  });

  it('is told from one without', () => {
    expect(['scratch', `alpine@${digest}`, 'alpine:3.23'].map(isPinned)).toEqual([true, true, false]);
  });
});

describe('a lock file', () => {
  it('is an object of references and digests', () => {
    expect(parsePins(JSON.stringify({ alpine: digest }))).toEqual({ ok: true, pins: { alpine: digest } });
    expect(parsePins('{}')).toEqual({ ok: true, pins: {} });
  });

  it.each([
    ['[]', 'it is no JSON object'],
    ['{', 'it is no JSON object'],
    ['{"Not A Reference": "sha256:0"}', "'Not A Reference' is no reference"],
    ['{"alpine": "3.20"}', "what 'alpine' has is no digest"],
    ['{"alpine": 1}', "what 'alpine' has is no digest"],
  ])('%s is none', (text, why) => {
    expect(parsePins(text)).toMatchObject({ ok: false, why: expect.stringContaining(why) });
  });
});
