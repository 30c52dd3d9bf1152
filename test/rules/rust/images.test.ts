/** References with Rust in them, and what they stand for. */
import { describe, expect, it } from 'vitest';
import { isFullImage, rustImage } from '../../../rules/rust/images/images.ts';
import { parseReference } from '../../../src/image/reference.ts';

function imageOf(text: string): ReturnType<typeof rustImage> {
  const reference = parseReference(text);
  if (reference === undefined) throw new Error(`${text} is no reference`);
  return rustImage(reference);
}

function factsOf(text: string) {
  const found = imageOf(text);
  if (found?.kind !== 'rust') throw new Error(`${text} is ${found?.kind ?? 'nothing'}`);
  return found.facts;
}

describe('tags', () => {
  it.each([
    ['rust:1.27.0', 'stretch', '1.27.0'],
    ['rust:1.36', 'buster', '1.36'],
    ['rust:1.54', 'buster', '1.54'],
    ['rust:1.55', 'bullseye', '1.55'],
    ['rust:1.71.0', 'bullseye', '1.71.0'],
    ['rust:1.71', 'bookworm', '1.71'],
    ['rust:1.88-slim', 'bookworm', '1.88'],
    ['rust:1.89', 'trixie', '1.89'],
    ['rust:1.85-bullseye', 'bullseye', '1.85'],
    ['rust:1.85-slim-bookworm', 'bookworm', '1.85'],
    ['rust:stretch', 'stretch', '1.45'],
    ['rust', undefined, undefined],
    ['rust:1-slim', undefined, undefined],
    ['rustlang/rust:nightly', undefined, undefined],
    ['rustlang/rust:nightly-bookworm-slim', 'bookworm', undefined],
    ['rustlang/rust:nightly-buster', 'buster', undefined],
  ])('%s is of Debian %s', (text, codename, version) => {
    const { distribution, version: known } = factsOf(text);
    expect([distribution.family, distribution.codename, known]).toEqual(['debian', codename, version]);
  });

  it.each([
    ['rust:1.37-alpine', '3.10'],
    ['rust:1.74.0-alpine', '3.18'],
    ['rust:1.74-alpine', '3.19'],
    ['rust:1.90-alpine3.20', '3.20'],
    ['rust:alpine', undefined],
    ['rustlang/rust:nightly-alpine3.22', '3.22'],
  ])('%s is of Alpine %s', (text, release) => {
    const { distribution, cmd } = factsOf(text);
    expect([distribution.family, distribution.release, cmd]).toEqual(['alpine', release, ['/bin/sh']]);
  });

  it('of a digest alone tell nothing', () => {
    expect(factsOf(`rust@sha256:${'0'.repeat(64)}`).distribution.family).toBe('other');
  });
});

describe('names', () => {
  it.each([
    ['scorpil/rust', 'lookalike'],
    ['frolvlad/alpine-rust:latest', 'lookalike'],
    ['liuchong/rustup:stable', 'lookalike'],
    ['rustlang/rust:stable', 'lookalike'],
    ['clux/muslrust:stable', 'cross'],
    ['ekidd/rust-musl-builder', 'cross'],
    ['rust:1.50-windowsservercore', 'windows'],
    ['trusted/base', undefined],
    ['rustic', undefined],
    ['debian', undefined],
  ])('%s is %s', (text, kind) => {
    expect(imageOf(text)?.kind).toBe(kind);
  });

  it('of a registry of its own are taken for copies, and that is said', () => {
    const found = imageOf('registry.example.com/rust:1.90');
    expect(found?.kind === 'rust' ? found.assumed : undefined).toMatch('copy of the official rust image');
    const proxied = imageOf('public.ecr.aws/docker/library/rust:1.90');
    expect(proxied?.kind === 'rust' ? proxied.assumed : 'nothing').toBeUndefined();
  });
});

describe('what they hold', () => {
  it('is buildpack-deps in the full ones alone', () => {
    expect(
      ['rust:1.90', 'rust:1.90-slim', 'rust:1.90-alpine'].map((text) => isFullImage(factsOf(text))),
    ).toEqual([true, false, false]);
  });

  it('is known of the directory of programs', () => {
    const { contains, list } = factsOf('rust:1.90');
    expect(contains('/usr/local/cargo/bin/cargo')).toBe('yes');
    expect(contains('/usr/local/cargo/bin/hello')).toBe('no');
    expect(contains('/usr/local/cargo/registry')).toBe('no');
    expect(list?.('/usr/local/cargo/bin')).toContain('rustc');
  });

  it('tells the variables that a tag knows', () => {
    expect(factsOf('rust:1.90.0').env['RUST_VERSION']).toBe('1.90.0');
    expect('RUST_VERSION' in factsOf('rust:1.24').env).toBe(false);
    expect(factsOf('rust').env['CARGO_HOME']).toBe('/usr/local/cargo');
  });
});
