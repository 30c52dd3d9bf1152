import { describe, expect, test } from 'vitest';
import {
  alpineBase,
  candidateBases,
  debianSlimBase,
  distrolessBase,
  libraryOf,
  runsLinkedAgainst,
  scratch,
} from '../../src/image/bases.ts';
import type { Distribution } from '../../src/image/types.ts';
import { parseReference } from '../../src/image/reference.ts';

describe('candidates in the order of preference', () => {
  test.each<[name: string, builder: Distribution, references: readonly string[]]>([
    [
      'Debian bookworm',
      { family: 'debian', codename: 'bookworm' },
      [
        'scratch',
        'gcr.io/distroless/static-debian12',
        'gcr.io/distroless/base-debian12',
        'gcr.io/distroless/cc-debian12',
        'alpine',
        'debian:bookworm-slim',
      ],
    ],
    [
      'Debian bullseye, whose distroless is no longer made: a newer C library runs its programs',
      { family: 'debian', codename: 'bullseye' },
      [
        'scratch',
        'gcr.io/distroless/static-debian13',
        'gcr.io/distroless/base-debian13',
        'gcr.io/distroless/cc-debian13',
        'alpine',
        'debian:bullseye-slim',
      ],
    ],
    [
      'a Debian that is not known: its C library may be newer than any of distroless',
      { family: 'debian', codename: 'duke' },
      ['scratch', 'gcr.io/distroless/static-debian13', 'alpine', 'debian:duke-slim'],
    ],
    [
      'Alpine 3.19',
      { family: 'alpine', release: '3.19' },
      [
        'scratch',
        'gcr.io/distroless/static-debian13',
        'gcr.io/distroless/base-debian13',
        'gcr.io/distroless/cc-debian13',
        'alpine:3.19',
        'debian:stable-slim',
      ],
    ],
  ])('%s', (_, builder, references) => {
    const bases = candidateBases(builder);
    expect(bases.map(({ reference }) => reference)).toEqual(references);
    expect(bases.map(({ rank }) => rank)).toEqual(bases.map(({ rank }) => rank).toSorted());
    for (const { reference } of bases) expect(parseReference(reference)).toBeDefined();
  });
});

test('scratch has nothing', () => {
  expect(scratch).toMatchObject({
    libc: { kind: 'none' },
    accounts: { users: [], groups: [] },
    files: [],
    certificates: undefined,
    temporaryDirectory: false,
  });
  expect(scratch.programs.size).toBe(0);
});

test('what distroless brings', () => {
  const base = distrolessBase('static', 'trixie');
  expect(base).toMatchObject({
    certificates: '/etc/ssl/certs/ca-certificates.crt',
    timeZones: '/usr/share/zoneinfo',
    temporaryDirectory: true,
    shell: undefined,
    libc: { kind: 'none' },
    config: { user: '0', workdir: '/', env: { SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt' } },
  });
  expect(base?.files).toEqual(
    expect.arrayContaining(['/etc/services', '/etc/mime.types', '/etc/nsswitch.conf']),
  );
  expect(base?.accounts.users.map(({ name, uid }) => [name, uid])).toEqual([
    ['root', 0],
    ['nobody', 65534],
    ['nonroot', 65532],
  ]);
  expect(distrolessBase('base', 'bookworm')?.libc).toEqual({ kind: 'glibc', version: '2.36' });
  expect(distrolessBase('base', 'bookworm')?.libraries).not.toContain('libstdc++.so.6');
  expect(distrolessBase('cc', 'bookworm')?.libraries).toContain('libstdc++.so.6');
});

test('what alpine brings depends on its release', () => {
  expect(alpineBase('3.20')).toMatchObject({
    shell: '/bin/sh',
    timeZones: undefined,
    packages: { manager: 'apk', available: true },
  });
  expect(alpineBase('3.20').certificates).toBeDefined();
  expect(alpineBase('3.12').certificates).toBeDefined();
  expect(alpineBase('3.11').certificates).toBeUndefined();
  expect(alpineBase().certificates).toBeDefined();
  expect(alpineBase('3.19.4').libc).toEqual({ kind: 'musl', version: '1.2.4' });
  expect(alpineBase('3.20').programs.has('wget')).toBe(true);
  expect(alpineBase('3.20').programs.has('curl')).toBe(false);
  expect(alpineBase('3.20').programs.has('bash')).toBe(false);
});

test('what debian slim brings depends on its release', () => {
  expect(debianSlimBase('bookworm')).toMatchObject({
    certificates: undefined,
    packages: { manager: 'apt', available: true },
  });
  expect(debianSlimBase('buster')).toMatchObject({ packages: { manager: 'apt', available: false } });
  expect(debianSlimBase('bookworm').programs.has('curl')).toBe(false);
  expect(debianSlimBase('bookworm').programs.has('bash')).toBe(true);
});

describe('whether a C library runs what was linked against another', () => {
  const trixie = libraryOf({ family: 'debian', codename: 'trixie' });
  const bookworm = libraryOf({ family: 'debian', codename: 'bookworm' });
  const alpine = libraryOf({ family: 'alpine', release: '3.20' });
  const unknown = libraryOf({ family: 'debian' });
  test.each([
    ['older on newer', trixie, bookworm, true],
    ['newer on older', bookworm, trixie, false],
    ['the same', trixie, trixie, true],
    ['glibc on musl', alpine, bookworm, false],
    ['musl on glibc', bookworm, alpine, false],
    ['nothing needed', scratch.libc, { kind: 'none' } as const, true],
    ['glibc on nothing', scratch.libc, bookworm, false],
    ['not known', trixie, unknown, undefined],
    ['not known, of another kind', alpine, unknown, false],
  ])('%s', (_, base, needed, expected) => {
    expect(runsLinkedAgainst(base, needed)).toBe(expected);
  });
});
