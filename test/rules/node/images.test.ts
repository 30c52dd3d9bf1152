/** Which references are node images, and the image that a program of theirs runs on. */
import { describe, expect, it, test } from 'vitest';
import { nodeImage, nodeRuntimes } from '../../../rules/node/images.ts';
import { parseReference } from '../../../src/image/reference.ts';

function runtimeOf(text: string, written = text): string | undefined {
  const reference = parseReference(text);
  const found = reference === undefined ? undefined : nodeImage(reference);
  if (reference === undefined || found?.kind !== 'node') return found?.kind;
  return nodeRuntimes(found.facts, { reference, written })[0]?.reference;
}

describe('the runtime image', () => {
  test.each([
    ['node', 'node:slim'],
    ['node:latest', 'node:slim'],
    ['node:20', 'node:20-slim'],
    ['node:20.11.1-bookworm', 'node:20.11.1-bookworm-slim'],
    ['node:lts', 'node:lts-slim'],
    ['node:iron', 'node:iron-slim'],
    ['node:20-slim', 'node:20-slim'],
    ['node:20-alpine3.20', 'node:20-alpine3.20'],
    ['node:8-jessie', undefined],
    ['registry.example.com/library/node:20', 'registry.example.com/library/node:20-slim'],
    ['localhost:5000/node', 'localhost:5000/node:slim'],
    ['mhart/alpine-node:12', 'lookalike'],
    ['node:20-windowsservercore', 'windows'],
    ['golang:1.24', undefined],
  ])('of %s is %s', (text, expected) => {
    expect(runtimeOf(text)).toBe(expected);
  });

  it('keeps variables where something can stand behind them', () => {
    expect(runtimeOf('node:20', 'node:${VERSION}')).toBe('node:${VERSION}-slim');
    expect(runtimeOf('node:latest', 'node:${VERSION}')).toBeUndefined();
    expect(runtimeOf('node:20-alpine', 'node:${VERSION}-alpine')).toBe('node:${VERSION}-alpine');
  });
});

const entrypointOf = (tag: string): unknown => {
  const reference = parseReference(`node:${tag}`);
  const found = reference === undefined ? undefined : nodeImage(reference);
  return found?.kind === 'node' ? found.facts.entrypoint : undefined;
};

it('the entrypoint came in 2019', () => {
  expect(entrypointOf('10.15.3')).toBeUndefined();
  expect(entrypointOf('10')).toEqual(['docker-entrypoint.sh']);
  expect(entrypointOf('12.14.0')).toEqual(['docker-entrypoint.sh']);
  expect(entrypointOf('6')).toBeUndefined();
});
