import { expect, test } from 'vitest';
import {
  importPathOf,
  programName,
  programNameOfFiles,
  withoutVersions,
} from '../../../../rules/golang/sources/knowledge/naming.ts';

// Checked against `go build` and `go list` of Go 1.26.
test.each([
  ['example.com/foo', 'foo'],
  ['example.com/foo/v2', 'foo'],
  ['example.com/foo/cmd/srv', 'srv'],
  ['example.com/foo/cmd/srv/v3', 'srv'],
  ['example.com/foo/v10', 'foo'],
  // Not major versions: v0 and v1 have no suffix, and a leading zero is no version.
  ['example.com/foo/v1', 'v1'],
  ['example.com/foo/v0', 'v0'],
  ['example.com/foo/v02', 'v02'],
  ['example.com/foo/v2x', 'v2x'],
  ['gopkg.in/foo.v2', 'foo.v2'],
  ['x/y.git', 'y.git'],
  ['app', 'app'],
  ['v2', 'v2'],
])('the program of %s is %s', (path, name) => {
  expect(programName(path)).toBe(name);
});

test('GOPATH mode knows no versions', () => {
  expect(programName('example.com/foo/v2', false)).toBe('v2');
});

test.each([
  [['main.go'], 'main'],
  [['cmd/a/server.go', 'other.go'], 'server'],
  [['/src/x.y.go'], 'x.y'],
  [[], undefined],
  [['pkg'], undefined],
])('the program of %j is %s', (files, name) => {
  expect(programNameOfFiles(files)).toBe(name);
});

test.each([
  ['example.com/m', '/src', '/src', 'example.com/m'],
  ['example.com/m', '/src', '/src/cmd/a', 'example.com/m/cmd/a'],
  ['example.com/m', '/', '/cmd', 'example.com/m/cmd'],
  ['example.com/m', '/src', '/srcs', undefined],
])('%s at %s: %s is %s', (module, root, directory, expected) => {
  expect(importPathOf(module, root, directory)).toBe(expected);
});

test.each([
  ['github.com/gofiber/fiber/v2/middleware/session', 'github.com/gofiber/fiber/middleware/session'],
  ['gopkg.in/yaml.v3', 'gopkg.in/yaml'],
  ['gopkg.in/alecthomas/kingpin.v2', 'gopkg.in/alecthomas/kingpin'],
  ['example.com/a.v2', 'example.com/a.v2'],
  ['k8s.io/api/core/v1', 'k8s.io/api/core/v1'],
])('%s without versions', (path, expected) => {
  expect(withoutVersions(path)).toBe(expected);
});
