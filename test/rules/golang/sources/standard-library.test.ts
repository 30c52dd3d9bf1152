/** The generated table of the standard library: complete against a toolchain that is at hand, and never hidden by a row. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { apiFacts } from '../../../../rules/golang/sources/knowledge/index.ts';
import { STANDARD_LIBRARY_EFFECTS } from '../../../../rules/golang/sources/knowledge/standard-library-effects.ts';
import { standardKeys, standardSymbol } from '../../../../rules/golang/sources/knowledge/standard-symbols.ts';
import type { FindingKind } from '../../../../rules/golang/sources/knowledge/types.ts';

function api(): string | undefined {
  try {
    const root = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
    const version = readFileSync(join(root, 'VERSION'), 'utf8').split('\n')[0];
    const directory = join(root, 'api');
    return version === STANDARD_LIBRARY_EFFECTS.version && existsSync(directory) ? directory : undefined;
  } catch {
    return undefined;
  }
}

/** `os.File.Read` of `pkg os, method (*File) Read([]uint8) (int, error)`; of other systems nothing. */
function symbolOf(line: string): string | undefined {
  const [, path, system, rest = ''] = /^pkg (\S+)(?: \(([^)]+)\))?, (.*)$/.exec(line) ?? [];
  if (path === undefined || (system !== undefined && system !== 'linux-amd64')) return undefined;
  if (line.includes('//deprecated') || path.includes('internal')) return undefined;
  const method = /^method \(\*?(\w+)(?:\[[^)]*\])?\) (\w+)/.exec(rest);
  if (method !== null) return `${path}.${method[1]}.${method[2]}`;
  const [, name] = /^(?:func|type|var|const) (\w+)/.exec(rest) ?? [];
  return name === undefined ? undefined : `${path}.${name}`;
}

/** The table leaves the constants of syscall out. */
function isSyscallConstant(key: string): boolean {
  return /^syscall\.[^a-z]+$/.test(key);
}

const directory = api();

test.skipIf(directory === undefined)('every symbol that the toolchain documents has a row', () => {
  const symbols = readdirSync(directory ?? '')
    .filter((name) => /^go1.*\.txt$/.test(name))
    .flatMap((name) => readFileSync(join(directory ?? '', name), 'utf8').split('\n'))
    .flatMap((line) => symbolOf(line) ?? []);
  expect(symbols.length).toBeGreaterThan(5000);
  const missing = symbols.filter((key) => standardSymbol(key) === undefined && !isSyscallConstant(key));
  expect([...new Set(missing)]).toEqual([]);
});

test('a row of the tables hides no effect of the generated table', () => {
  const hidden = standardKeys().filter((key) => {
    const kinds = new Set(apiFacts(key)?.effects?.map(({ kind }) => familyOf(kind)));
    const counted = new Set<FindingKind>(apiFacts(key)?.counted ?? []);
    return standardSymbol(key)?.effects.some(
      ({ kind }) => !kinds.has(familyOf(kind)) && !counted.has(familyOf(kind)),
    );
  });
  expect(hidden).toEqual([]);
});

function familyOf(kind: FindingKind): FindingKind {
  return kind === 'read-directory' || kind === 'read-glob' ? 'read-file' : kind;
}

describe('what symbols can do', () => {
  it.each<readonly [string, readonly FindingKind[]]>([
    ['os.OpenInRoot', ['read-file']],
    ['os.Remove', ['write']],
    ['net.LookupPort', ['service-names']],
    ['net/http.Get', ['tls-client']],
    ['net/http.DefaultTransport', ['tls-client']],
    ['archive/tar.FileInfoHeader', ['user-lookup']],
    ['go/parser.ParseFile', ['read-file']],
    ['net/http/cgi.Handler', ['program']],
    ['sort.Strings', []],
    ['fmt.Println', []],
    ['net/http.ListenAndServe', ['service-names']],
  ])('%s', (key, kinds) => {
    const found = (apiFacts(key)?.effects ?? []).map(({ kind }) => kind);
    expect([...new Set(found.filter((kind) => kind !== 'environment'))]).toEqual(kinds);
  });
});
