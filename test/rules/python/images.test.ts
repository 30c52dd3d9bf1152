/** Which references are python images, what is known of them, and the image that a program of theirs runs on. */
import { describe, expect, it, test } from 'vitest';
import { pythonImage, pythonRuntimes } from '../../../rules/python/images.ts';
import { parseReference } from '../../../src/image/reference.ts';

function runtimeOf(text: string, written = text): string | undefined {
  const reference = parseReference(text);
  const found = reference === undefined ? undefined : pythonImage(reference);
  if (reference === undefined || found?.kind !== 'python') return found?.kind;
  return pythonRuntimes(found.facts, { reference, written })[0]?.reference;
}

describe('the runtime image', () => {
  test.each([
    ['python', 'python:slim'],
    ['python:latest', 'python:slim'],
    ['python:3.12', 'python:3.12-slim'],
    ['python:3.12.4-bookworm', 'python:3.12.4-slim-bookworm'],
    ['python:3.14-rc', 'python:3.14-rc-slim'],
    ['python:3.12-slim', 'python:3.12-slim'],
    ['python:3.12-slim-bullseye', 'python:3.12-slim-bullseye'],
    ['python:3.12-alpine3.20', 'python:3.12-alpine3.20'],
    ['python:alpine', 'python:alpine'],
    ['python:2.7-wheezy', undefined],
    ['registry.example.com/library/python:3.12', 'registry.example.com/library/python:3.12-slim'],
    ['localhost:5000/python', 'localhost:5000/python:slim'],
    ['acme/python:3.12', 'lookalike'],
    ['continuumio/miniconda3', 'conda'],
    ['condaforge/miniforge3:latest', 'conda'],
    ['mambaorg/micromamba', 'conda'],
    ['python:3.12-windowsservercore', 'windows'],
    ['gcr.io/distroless/python3-debian12', undefined],
    ['golang:1.24', undefined],
  ])('of %s is %s', (text, expected) => {
    expect(runtimeOf(text)).toBe(expected);
  });

  it('keeps variables where something can stand around them', () => {
    expect(runtimeOf('python:3.12', 'python:${VERSION}')).toBe('python:${VERSION}-slim');
    expect(runtimeOf('python:3.12-bookworm', 'python:${VERSION}-bookworm')).toBe(
      'python:${VERSION}-slim-bookworm',
    );
    expect(runtimeOf('python:3.12-bookworm', 'python:${VERSION}')).toBeUndefined();
    expect(runtimeOf('python:latest', 'python:${VERSION}')).toBeUndefined();
    expect(runtimeOf('python:3.12-slim', 'python:${VERSION}')).toBe('python:${VERSION}');
  });
});

describe('the release of Debian', () => {
  test.each([
    ['3.12-bookworm', 'bookworm'],
    ['3.6', 'bullseye'],
    ['3.6.9', 'buster'],
    ['3.9.16-slim', 'bullseye'],
    ['3.11.4', 'bookworm'],
    ['3.12.12', undefined],
    // It moves.
    ['3.12', undefined],
    ['2', 'buster'],
    ['2.7.15', 'stretch'],
    ['latest', undefined],
  ])('of %s is %s', (tag, codename) => {
    const reference = parseReference(`python:${tag}`);
    const found = reference === undefined ? undefined : pythonImage(reference);
    const { distribution } = found?.kind === 'python' ? found.facts : { distribution: undefined };
    expect(distribution?.family === 'debian' ? distribution.codename : 'other').toBe(codename);
  });
});
