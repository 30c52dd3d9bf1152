import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatReference, parseReference, repositoryOf } from '../../src/image/reference.ts';

const digest = `sha256:${'a1'.repeat(32)}`;

const parts = (
  name: string,
  rest: { registry?: string; namespace?: string; tag?: string; digest?: string } = {},
) => ({ registry: undefined, namespace: undefined, tag: undefined, digest: undefined, name, ...rest });

describe('a reference is taken apart, and printed as it was', () => {
  test.each([
    ['golang', parts('golang')],
    ['golang:1.21-alpine3.19', parts('golang', { tag: '1.21-alpine3.19' })],
    ['library/golang', parts('golang', { namespace: 'library' })],
    ['team/sub/app:v1', parts('app', { namespace: 'team/sub', tag: 'v1' })],
    [`golang@${digest}`, parts('golang', { digest })],
    [`golang:1.21@${digest}`, parts('golang', { tag: '1.21', digest })],
    ['gcr.io/distroless/static', parts('static', { registry: 'gcr.io', namespace: 'distroless' })],
    ['gcr.io/app', parts('app', { registry: 'gcr.io' })],
    ['localhost/app', parts('app', { registry: 'localhost' })],
    ['localhost:5000/app:1', parts('app', { registry: 'localhost:5000', tag: '1' })],
    ['registry:5000/app', parts('app', { registry: 'registry:5000' })],
    ['Registry/app', parts('app', { registry: 'Registry' })],
    ['[::1]:5000/app', parts('app', { registry: '[::1]:5000' })],
    ['10.0.0.1/app', parts('app', { registry: '10.0.0.1' })],
    // Without a dot, a port or capitals the first component is a namespace.
    ['registry/app', parts('app', { namespace: 'registry' })],
    // And alone it is a name, port or not.
    ['localhost', parts('localhost')],
    ['registry:5000', parts('registry', { tag: '5000' })],
    ['a__b/c-d.e--f', parts('c-d.e--f', { namespace: 'a__b' })],
    ['app:_x', parts('app', { tag: '_x' })],
    [`app:${'x'.repeat(128)}`, parts('app', { tag: 'x'.repeat(128) })],
  ])('%s', (text, expected) => {
    const reference = parseReference(text);
    expect(reference).toEqual(expected);
    expect(reference && formatReference(reference)).toBe(text);
  });
});

test.each([
  '',
  ' ',
  'golang ',
  'Golang',
  'team/App',
  'gcr.io/Team/app',
  'app:',
  'app:-x',
  'app:.x',
  `app:${'x'.repeat(129)}`,
  'app@',
  'app@sha256:abc',
  `app@sha256:${'A1'.repeat(32)}`,
  `app@sha256:${'a1'.repeat(31)}`,
  'app:1:2',
  '/app',
  'app/',
  'a//b',
  '-app',
  'app-',
  'a___b',
  'a..b',
  'a_-b',
  'registry.example:port/app',
  '-bad.example/app',
  'a1'.repeat(32),
  'x'.repeat(256),
  '$BASE',
  'golang:$VERSION',
  'golang:1.21\n',
  'gölang',
])('%j is no reference', (text) => {
  expect(parseReference(text)).toBeUndefined();
});

test('whatever is read prints as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aZ0.:/@-_ [') }), (text) => {
      const reference = parseReference(text);
      return reference === undefined || formatReference(reference) === text;
    }),
  );
});

test.each([
  ['golang', 'docker.io/library/golang'],
  ['library/golang:1', 'docker.io/library/golang'],
  ['docker.io/golang', 'docker.io/library/golang'],
  ['index.docker.io/library/golang', 'docker.io/library/golang'],
  ['team/golang', 'docker.io/team/golang'],
  ['ghcr.io/golang', 'ghcr.io/golang'],
  ['docker.io.example/golang', 'docker.io.example/golang'],
])('%s means %s', (text, expected) => {
  const reference = parseReference(text);
  expect(reference && repositoryOf(reference)).toBe(expected);
});
