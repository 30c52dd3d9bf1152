import { describe, expect, it } from 'vitest';
import { splitLines } from '../../src/report/changes.ts';
import { visible } from '../../src/report/escape.ts';
import { github, githubSummary } from '../../src/report/github.ts';
import { gitlab } from '../../src/report/gitlab.ts';
import { rdjson } from '../../src/report/rdjson.ts';
import { sarif, uriOf } from '../../src/report/sarif.ts';
import type { FormatSettings, RunReport } from '../../src/report/types.ts';
import {
  AFTER,
  BEFORE,
  fileReport,
  fleet,
  HOSTILE,
  HOSTILE_RUN,
  migrated,
  MIXED,
  PLAIN,
  REFUSED,
  run,
} from './runs.ts';

interface Place {
  readonly line: number;
  readonly column?: number;
}

/** Texts before and after whose replacement has every kind of end. */
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  ordinary: [BEFORE, AFTER],
  CRLF: [BEFORE.replaceAll('\n', '\r\n'), AFTER.replaceAll('\n', '\r\n')],
  'byte-order mark on a changed line': ['\ufeffFROM a\nCMD b\n', '\ufeffFROM a AS build\nCMD b\n'],
  'no final newline': ['FROM a\nCMD b', 'FROM a AS build\nCMD c'],
  'newline gained': ['FROM a\nCMD b', 'FROM a\nCMD c\n'],
  'newline lost': ['FROM a\nCMD b\n', 'FROM a\nCMD c'],
  'lines added in the middle': ['FROM a\nCMD b\n', 'FROM a\nRUN x\nCMD b\n'],
  'lines added at the start': ['FROM a\n', 'ARG x\nFROM a\n'],
  'lines added at the end': ['FROM a\n', 'FROM a\nCMD b\n'],
  'lines removed': ['FROM a\nRUN x\nCMD b\n', 'FROM a\nCMD b\n'],
  'characters of two and four bytes': ['FROM a\n# grün 🐳', 'FROM a\n# grün 🐳 more\n'],
  'separators inside a line': ['FROM a\n# \u2028 \f \r x\n', 'FROM b\n# \u2028 \f \r y\n'],
};

interface Message {
  readonly text: string;
}

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: readonly { readonly physicalLocation: unknown }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent: Message }[];
    }[];
  }[];
}

interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly rules: readonly {
        readonly id: string;
        readonly shortDescription: Message;
        readonly help: Message;
      }[];
    };
  };
  readonly results: readonly SarifResult[];
  readonly columnKind: string;
  readonly invocations: readonly unknown[];
}

function sarifRun(report: RunReport, settings: FormatSettings = PLAIN): SarifRun {
  const log: { readonly runs: readonly [SarifRun] } = JSON.parse(sarif(report, settings));
  return log.runs[0];
}

/** Applies a SARIF replacement: columns are UTF-16 units and don't count a byte-order mark. */
function withSarifFix(text: string, report: RunReport): string {
  const [replacement, ...others] =
    sarifRun(report).results[0]?.fixes?.[0]?.artifactChanges[0]?.replacements ?? [];
  if (replacement === undefined || others.length > 0) throw new Error('expected one replacement');
  const { deletedRegion: region, insertedContent } = replacement;
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const body = text.slice(mark.length);
  const lines = splitLines(body);
  const offset = (line: number, column: number) => lines.slice(0, line - 1).join('').length + column - 1;
  const start = offset(region.startLine, region.startColumn);
  const end = offset(region.endLine, region.endColumn);
  return mark + body.slice(0, start) + insertedContent.text + body.slice(end);
}

interface Suggestion {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly text: string;
}

interface Diagnostic {
  readonly message: string;
  readonly severity: string;
  readonly code: { readonly value: string };
  readonly location: { readonly path: string };
  readonly suggestions?: readonly Suggestion[];
}

function diagnosticsOf(report: RunReport): readonly Diagnostic[] {
  const result: { readonly diagnostics: readonly Diagnostic[] } = JSON.parse(rdjson(report, PLAIN));
  return result.diagnostics;
}

/** Applies a suggestion: whole lines without columns, the last line's end left out; else columns in bytes. */
function withSuggestion(text: string, suggestion: Suggestion): string {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const bytes = encoder.encode(text);
  const lines = splitLines(text);
  const offset = (line: number) => encoder.encode(lines.slice(0, line - 1).join('')).length;
  const { start, end } = suggestion.range;
  const from = offset(start.line) + (start.column ?? 1) - 1;
  const wholeLine = encoder.encode((lines[end.line - 1] ?? '').replace(/\r?\n$/u, '')).length;
  const to = offset(end.line) + (end.column === undefined ? wholeLine : end.column - 1);
  return decoder.decode(bytes.slice(0, from)) + suggestion.text + decoder.decode(bytes.slice(to));
}

function refusedAt(line: number): RunReport {
  const evidence = { file: 'Dockerfile', line, text: 'RUN x' };
  return run(fileReport('Dockerfile', { ...REFUSED, evidence }, { original: '\n'.repeat(99) }));
}

function fingerprints(report: RunReport): readonly (string | undefined)[] {
  return sarifRun(report).results.map((result) => result.partialFingerprints['dfopt/v1']);
}

describe('sarif', () => {
  it.each(Object.entries(PAIRS))('has a fix that makes the migration (%s)', (_, [before, after]) => {
    const report = run(fileReport('Dockerfile', migrated({ text: after }), { original: before }));
    expect(withSarifFix(before, report)).toBe(after);
  });

  it('has what code scanning asks for', () => {
    const { tool, results, columnKind, invocations } = sarifRun(MIXED);
    expect(columnKind).toBe('utf16CodeUnits');
    expect(invocations).toEqual([{ executionSuccessful: false }]);
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['split-stages', 'warning'],
      ['syntax-error', 'error'],
      ['unreadable', 'error'],
      ['several-candidates', 'note'],
    ]);
    for (const { ruleId, ruleIndex, partialFingerprints } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(partialFingerprints['primaryLocationLineHash']).toMatch(/^[\da-f]{32}:1$/u);
    }
    for (const rule of tool.driver.rules) {
      expect(rule.shortDescription.text).toMatch(/^[A-Z].*\.$/u);
      expect(rule.help.text).toContain(rule.id);
    }
    expect(results[0]?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'Dockerfile', uriBaseId: 'ROOT' },
      region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 17 },
    });
  });

  it('carries the page of a code as help', () => {
    const { tool } = sarifRun(MIXED, {
      ...PLAIN,
      describe: (code) => ({
        summary: `about ${code}`,
        text: `# ${code}\n\nmore`,
        address: `https://dfopt.example/codes/${code}.html`,
      }),
    });
    expect(tool.driver.rules[0]).toMatchObject({
      helpUri: 'https://dfopt.example/codes/several-candidates.html',
      shortDescription: { text: 'About several-candidates.' },
      help: { text: '# several-candidates\n\nmore' },
    });
  });

  it('keeps its fingerprints when lines move, and has one for each place', () => {
    expect(fingerprints(refusedAt(5))).toEqual(fingerprints(refusedAt(50)));
    const many = fingerprints(fleet(700));
    expect(new Set(many).size).toBe(many.length);
  });

  it.each([
    ['a/Dockerfile', 'a/Dockerfile'],
    ['with space/ü', 'with%20space/%C3%BC'],
    ['c:/x', 'c%3A/x'],
    ['100%/#?', '100%25/%23%3F'],
    ['\ud800', '%EF%BF%BD'],
  ])('writes the path %j as %s', (path, uri) => {
    expect(uriOf(path)).toBe(uri);
  });
});

describe('rdjson', () => {
  it.each(Object.entries(PAIRS))('has one suggestion that makes the migration (%s)', (_, [before, after]) => {
    const report = run(fileReport('Dockerfile', migrated({ text: after }), { original: before }));
    const suggestions = diagnosticsOf(report)[0]?.suggestions ?? [];
    expect(suggestions.map((suggestion) => withSuggestion(before, suggestion))).toEqual([after]);
  });

  it('suggests whole lines where it can, which is what review tools show best', () => {
    const suggestion = diagnosticsOf(MIXED)[0]?.suggestions?.[0];
    expect(suggestion?.range).toEqual({ start: { line: 2 }, end: { line: 5 } });
    expect(suggestion?.text).toMatch(/^FROM golang:1\.22 AS build\n.*\/bin\/server$/su);
  });

  it('says all of a finding in its message', () => {
    const diagnostics = diagnosticsOf(MIXED);
    expect(diagnostics.map((each) => [each.severity, each.code.value, each.location.path])).toEqual([
      ['WARNING', 'split-stages', 'Dockerfile'],
      ['ERROR', 'syntax-error', 'broken/Dockerfile'],
      ['ERROR', 'unreadable', 'locked/Dockerfile'],
      ['INFO', 'several-candidates', 'services/all/Dockerfile'],
    ]);
    expect(diagnostics[3]?.message).toContain('\nto do: add a CMD or ENTRYPOINT');
  });
});

/** What the runner makes of an escaped message or property. */
function unescaped(text: string): string {
  return ['%0D\r', '%0A\n', '%3A:', '%2C,', '%25%'].reduce(
    (result, pair) => result.replaceAll(pair.slice(0, 3), pair.slice(3)),
    text,
  );
}

describe('github', () => {
  it('writes a command for each finding', () => {
    expect(github(MIXED, PLAIN)).toBe(
      [
        '::warning file=Dockerfile,line=2,endLine=5,title=dfopt%3A split-stages::the program is built in a stage of its own; the image holds only what it needs%0Abase: golang:1.22 → scratch%0Aassumes: the program opens no files at run time besides those copied',
        '::error file=broken/Dockerfile,line=1,title=dfopt%3A syntax-error::the file has no instruction FORM',
        '::error file=locked/Dockerfile,title=dfopt%3A unreadable::the file cannot be read: permission denied',
        '::notice file=services/all/Dockerfile,line=5,title=dfopt%3A several-candidates::the image builds several programs and names none to start%0Ato do: add a CMD or ENTRYPOINT that names the program to start, then run dfopt again',
        '',
      ].join('\n'),
    );
  });

  it('lets nobody else write commands', () => {
    const lines = github(HOSTILE_RUN, PLAIN).split('\n').slice(0, -1);
    expect(lines).toHaveLength(3);
    const text = visible(HOSTILE.join(' '));
    const messages = lines.map((line) => {
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      return unescaped(
        /^::(?:warning|error|notice) [^:]*::(?<message>.*)$/u.exec(line)?.groups?.['message'] ?? '',
      );
    });
    expect(messages[1]).toBe(`${text}\nfound: ${text}:9\nto do: ${text}`);
    expect(messages[2]).toBe(text);
    const file = /file=(?<name>[^,]*),/u.exec(lines[0] ?? '')?.groups?.['name'] ?? '';
    expect(visible(unescaped(file))).toBe(visible(HOSTILE_RUN.files[0]?.path ?? ''));
  });

  it('has a summary that fits into a step, however many files there are', () => {
    const summary = githubSummary(fleet(2_000), PLAIN);
    expect(summary).toContain('| 2000 | 572 | 857 | 286 | 285 |');
    expect(summary).toContain('_and 1043 more_');
    expect(summary.length).toBeLessThan(1_000_000);
    expect(githubSummary(run(), PLAIN)).toContain('No Dockerfile found.');
  });
});

describe('gitlab', () => {
  it('has every key of the format and no two entries that collapse into one', () => {
    const entries: readonly {
      readonly fingerprint: string;
      readonly severity: string;
      readonly location: { readonly lines: { readonly begin: number } };
    }[] = JSON.parse(gitlab(fleet(700), PLAIN));
    expect(entries).toHaveLength(400);
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(400);
    for (const entry of entries) {
      expect(Object.keys(entry)).toEqual([
        'description',
        'check_name',
        'fingerprint',
        'severity',
        'location',
      ]);
      expect(['info', 'minor', 'major']).toContain(entry.severity);
      expect(entry.location.lines.begin).toBeGreaterThan(0);
    }
    expect(gitlab(run(), PLAIN)).toBe('[]\n');
  });
});
