import { describe, expect, it } from 'vitest';
import { candidateBases, fittingBases } from '../../src/image/bases.ts';
import { distributionImage } from '../../src/image/distribution-images.ts';
import { parseReference } from '../../src/image/reference.ts';
import type { Distribution } from '../../src/image/types.ts';

const digest = `sha256:${'a'.repeat(64)}`;

function distributionOf(written: string, means = written): Distribution | undefined {
  const reference = parseReference(means);
  return reference === undefined ? undefined : distributionImage(reference, written)?.distribution;
}

function references(written: string, means = written): readonly string[] {
  const distribution = distributionOf(written, means);
  return distribution === undefined ? [] : fittingBases(distribution).map(({ reference }) => reference);
}

describe("a distribution's own image", () => {
  it.each([
    ['debian', { family: 'debian', image: 'debian:stable-slim' }],
    ['debian:latest', { family: 'debian', image: 'debian:stable-slim' }],
    ['debian:12', { family: 'debian', codename: 'bookworm', image: 'debian:12-slim' }],
    ['debian:12.5-slim', { family: 'debian', codename: 'bookworm', image: 'debian:12.5-slim' }],
    [
      'debian:trixie-20260101',
      { family: 'debian', codename: 'trixie', image: 'debian:trixie-20260101-slim' },
    ],
    ['debian:sid', { family: 'debian', codename: 'sid', image: 'debian:sid-slim' }],
    // The digest is of the image alone, not of its slim variant.
    [`debian:bookworm@${digest}`, { family: 'debian', codename: 'bookworm', image: 'debian:bookworm-slim' }],
    [
      `debian:bookworm-slim@${digest}`,
      { family: 'debian', codename: 'bookworm', image: `debian:bookworm-slim@${digest}` },
    ],
    ['ubuntu:22.04', { family: 'ubuntu', codename: 'jammy', image: 'ubuntu:22.04' }],
    ['ubuntu', { family: 'ubuntu', image: 'ubuntu' }],
    ['ubuntu:cosmic', { family: 'ubuntu', codename: 'cosmic', image: 'ubuntu:cosmic' }],
    ['alpine:3.20.3', { family: 'alpine', release: '3.20.3', image: 'alpine:3.20.3' }],
    ['alpine', { family: 'alpine', image: 'alpine' }],
    ['alpine:edge', { family: 'alpine', release: 'edge', image: 'alpine:edge' }],
    [
      'mirror.example.com/library/alpine:3.20',
      { family: 'alpine', release: '3.20', image: 'mirror.example.com/library/alpine:3.20' },
    ],
    ['team/debian:12', undefined],
    [`debian@${digest}`, undefined],
    ['debian:bookworm-backports', undefined],
    ['alpine:chefs-choice', undefined],
    ['fedora:40', undefined],
  ])('%s', (written, expected) => {
    expect(distributionOf(written)).toEqual(expected);
  });

  it('is named as the file does, with its variables', () => {
    expect(distributionOf('debian:${RELEASE}', 'debian:bookworm')?.image).toBe('debian:${RELEASE}-slim');
  });
});

describe('the bases of what was built on it', () => {
  it('are the image itself or its slim variant, and smaller ones of the same release', () => {
    expect(references('debian:bookworm')).toContain('gcr.io/distroless/base-debian12');
    expect(references('debian:bookworm').at(-1)).toBe('debian:bookworm-slim');
    expect(references('alpine:3.20').at(-1)).toBe('alpine:3.20');
    expect(references('ubuntu:22.04').at(-1)).toBe('ubuntu:22.04');
  });

  it.each([
    ['debian:latest', 'debian:latest'],
    ['debian:${RELEASE}', 'debian:bookworm'],
    ['ubuntu:22.04', 'ubuntu:22.04'],
  ])('have no C library of another image where its release moves, or that has none: %s', (written, means) => {
    const others = references(written, means).filter((reference) => reference.includes('distroless'));
    expect(others.filter((reference) => !reference.includes('/static-'))).toEqual([]);
  });

  it("of a toolchain's image have no image of the file's", () => {
    const plain = candidateBases({ family: 'ubuntu', codename: 'jammy' }).map(({ family }) => family);
    expect(plain).not.toContain('ubuntu');
  });
});
