import { describe, expect, test } from 'vitest';
import {
  type ConstraintSettings,
  constraintsHold,
  fileNameMatches,
  goMinorVersion,
} from '../../../../rules/golang/sources/loading/constraints.ts';
import { parseFile } from '../../../../rules/golang/sources/syntax/parser.ts';

const LINUX: ConstraintSettings = {
  tags: new Set(['extra']),
  os: 'linux',
  architecture: 'amd64',
  cgo: false,
  goMinor: 22,
};

function holds(header: string, settings: Partial<ConstraintSettings> = {}): boolean {
  const text = `${header}package a\n`;
  const { comments, packageStart } = parseFile(text);
  return constraintsHold(text, comments, packageStart, { ...LINUX, ...settings });
}

describe('file names', () => {
  test.each([
    ['main.go', true],
    ['main_linux.go', true],
    ['main_windows.go', false],
    ['main_amd64.go', true],
    ['main_arm64.go', false],
    ['main_linux_amd64.go', true],
    ['main_linux_arm64.go', false],
    ['main_windows_amd64.go', false],
    // Without something before it, the name is no constraint.
    ['windows.go', true],
    ['linux_windows.go', false],
    ['main_test.go', false],
    ['main_linux_test.go', false],
    ['_main.go', false],
    ['.main.go', false],
    ['main.s', false],
    ['main_unix.go', true],
    ['zz_windows.pb.go', false],
    ['main_extra.go', true],
  ])('%s: %s', (name, expected) => {
    expect(fileNameMatches(name, LINUX)).toBe(expected);
  });
});

describe('//go:build', () => {
  test.each([
    ['linux', true],
    ['windows', false],
    ['!windows', true],
    ['linux && amd64', true],
    ['linux && !amd64', false],
    ['windows || (linux && extra)', true],
    ['unix', true],
    ['cgo', false],
    ['!cgo', true],
    ['ignore', false],
    ['go1.18', true],
    ['go1.99', false],
    ['!!linux', true],
    ['gc', true],
    ['linux &&', false],
    ['(linux', false],
  ])('%s: %s', (constraint, expected) => {
    expect(holds(`//go:build ${constraint}\n\n`)).toBe(expected);
  });

  test('stands against // +build lines', () => {
    expect(holds('//go:build linux\n// +build windows\n\n')).toBe(true);
  });

  test('is not known before Go 1.17', () => {
    expect(holds('//go:build windows\n\n', { goMinor: 16 })).toBe(true);
    expect(holds('//go:build linux\n// +build windows\n\n', { goMinor: 16 })).toBe(false);
  });

  test('unix is not known before Go 1.19', () => {
    expect(holds('//go:build unix\n\n', { goMinor: 18 })).toBe(false);
  });

  test('after the package clause it is a comment', () => {
    const text = 'package a\n\n//go:build windows\n';
    const { comments, packageStart } = parseFile(text);
    expect(constraintsHold(text, comments, packageStart, LINUX)).toBe(true);
  });
});

describe('// +build', () => {
  test.each([
    ['// +build linux\n\n', true],
    ['// +build windows\n\n', false],
    ['// +build windows linux\n\n', true],
    ['// +build linux,extra\n\n', true],
    ['// +build linux,!amd64\n\n', false],
    ['// +build linux\n// +build !extra\n\n', false],
    ['// Copyright\n\n// +build ignore\n\n', false],
    ['//+build ignore\n\n', false],
    // Right above the package clause it is documentation.
    ['// +build windows\n', true],
    ['// Text about +build windows\n\n', true],
    ['/*\n// +build windows\n*/\n\n', true],
    ['// +build windows\r\n\r\n', false],
  ])('%j: %s', (header, expected) => {
    expect(holds(header)).toBe(expected);
  });
});

test.each([
  ['1.21', 21],
  ['1.21.3', 21],
  ['1.22rc1', 22],
  ['2.0', undefined],
  ['latest', undefined],
  [undefined, undefined],
])('minor version of %s', (version, expected) => {
  expect(goMinorVersion(version)).toBe(expected);
});
