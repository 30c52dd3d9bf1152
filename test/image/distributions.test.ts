import { describe, expect, test } from 'vitest';
import {
  alpineReleases,
  compareRelease,
  distrolessGenerations,
  distrolessOf,
  glibcOf,
  glibcReleases,
  muslOf,
  releaseOf,
} from '../../src/image/distributions.ts';

describe('the tables', () => {
  test('each release once, oldest first, its C library never older than the one before', () => {
    for (const family of ['debian', 'ubuntu'] as const) {
      const releases = glibcReleases.filter((release) => release.family === family);
      expect(new Set(releases.map(({ codename }) => codename)).size).toBe(releases.length);
      releases.slice(1).forEach((release, index) => {
        expect(compareRelease(release.number, releases[index]?.number ?? '')).toBeGreaterThan(0);
        expect(compareRelease(release.glibc, releases[index]?.glibc ?? '')).toBeGreaterThan(0);
        expect(String(release.supportedUntil) > String(releases[index]?.supportedUntil)).toBe(true);
      });
    }
    alpineReleases.slice(1).forEach((release, index) => {
      expect(compareRelease(release.release, alpineReleases[index]?.release ?? '')).toBeGreaterThan(0);
      expect(compareRelease(release.musl, alpineReleases[index]?.musl ?? '')).toBeGreaterThanOrEqual(0);
      expect(release.supportedUntil > String(alpineReleases[index]?.supportedUntil)).toBe(true);
    });
  });

  test('packages go only after support has ended', () => {
    for (const { archivedSince, supportedUntil, codename } of glibcReleases) {
      if (archivedSince !== undefined)
        expect([codename, archivedSince > String(supportedUntil)]).toEqual([codename, true]);
    }
  });

  test('a distroless generation is a Debian release', () => {
    for (const { generation, codename } of distrolessGenerations) {
      expect(generation).toBe(`debian${releaseOf(codename)?.number}`);
    }
  });
});

test.each([
  ['bookworm', '2.36'],
  ['trixie', '2.41'],
  ['buster', '2.28'],
  ['jammy', '2.35'],
  ['sid', undefined],
  ['bookworm-slim', undefined],
  ['', undefined],
])('glibc of %s is %s', (codename, version) => {
  expect(glibcOf(codename)).toBe(version);
});

test.each([
  ['3.20', '1.2.5'],
  ['3.20.3', '1.2.5'],
  ['3.2', undefined],
  ['edge', undefined],
])('musl of Alpine %s is %s', (release, version) => {
  expect(muslOf(release)).toBe(version);
});

test('the distroless generation of a release', () => {
  expect(distrolessOf('bookworm')).toMatchObject({ generation: 'debian12', published: true });
  expect(distrolessOf('bullseye')).toMatchObject({ published: false });
  expect(distrolessOf('jammy')).toBeUndefined();
});

test.each([
  ['3.9', '3.20', -1],
  ['3.20', '3.20', 0],
  ['3.20', '3.20.0', 0],
  ['2.36.1', '2.36', 1],
  ['12', '9', 1],
  ['bookworm', '12', undefined],
  ['3.', '3.2', undefined],
])('%s against %s: %s', (a, b, sign) => {
  const order = compareRelease(a, b);
  expect(order === undefined ? undefined : Math.sign(order)).toBe(sign);
});
