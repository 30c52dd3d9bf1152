import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inert, json as jsonText, visible, visibleLines, visiblePieces } from '../../src/report/escape.ts';
import { json } from '../../src/report/json.ts';
import { mergeReports, readReport } from '../../src/report/merge.ts';
import { type ReportDocument, toDocument, toRun } from '../../src/report/document.ts';
import { comparePlaces, formats, isFormatName } from '../../src/report/index.ts';
import type { FileReport } from '../../src/report/types.ts';
import {
  ESTIMATED,
  fileReport,
  fleet,
  HOSTILE,
  HOSTILE_RUN,
  migrated,
  MIXED,
  PLAIN,
  run,
  UNCHANGED,
} from './runs.ts';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../src/report/schema/report.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  schema !== null && typeof schema === 'object' ? schema : {},
);

const formatNames = Object.keys(formats).filter(isFormatName);

const RUNS = { mixed: MIXED, hostile: HOSTILE_RUN, fleet: fleet(50), empty: run() };

describe('json', () => {
  it.each(Object.entries(RUNS))('keeps to its schema (%s)', (_, report) => {
    const valid = validate(JSON.parse(json(report, PLAIN)));
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('has every key for every file, in one order', () => {
    const { files } = toDocument(MIXED);
    const keys = [
      'path',
      'root',
      'outcome',
      'code',
      'message',
      'changed',
      'confidence',
      'assumptions',
      'reasons',
      'evidence',
      'advice',
      'summary',
      'encoding',
      'original',
      'text',
      'diff',
      'graphs',
      'sizes',
    ];
    for (const file of files) expect(Object.keys(file)).toEqual(keys);
    expect(
      files.map(({ outcome, confidence, assumptions }) => [outcome, confidence, assumptions.length]),
    ).toEqual([
      ['migrated', 'likely', 1],
      ['failed', null, 0],
      ['failed', null, 0],
      ['refused', null, 0],
      ['unchanged', null, 0],
    ]);
  });

  it('does not depend on the order of keys in what rules return', () => {
    const outcome = migrated();
    const reversed = Object.fromEntries(Object.entries(outcome.summary ?? {}).toReversed());
    const summary = outcome.summary === undefined ? undefined : { ...outcome.summary, ...reversed };
    expect(json(run(fileReport('Dockerfile', { ...outcome, summary })), PLAIN)).toBe(
      json(run(fileReport('Dockerfile', outcome)), PLAIN),
    );
  });

  it('counts outcomes and codes', () => {
    expect(toDocument(MIXED).totals).toEqual({
      files: 5,
      changed: 1,
      migrated: 1,
      unchanged: 1,
      refused: 1,
      failed: 2,
      codes: {
        'already-multi-stage': 1,
        'several-candidates': 1,
        'split-stages': 1,
        'syntax-error': 1,
        unreadable: 1,
      },
      sizes: {
        images: 1,
        measured: 0,
        before: ESTIMATED,
        after: { by: 'measured', bytes: 2_110_000 },
      },
    });
  });

  it('has no character that acts on a terminal, and loses none', () => {
    const written = json(HOSTILE_RUN, PLAIN);
    expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(JSON.parse(written)).toEqual(toDocument(HOSTILE_RUN));
  });
});

/** The report of some of the files, as a shard writes and the merge reads it. */
function shard(files: readonly FileReport[]): ReportDocument {
  const read = readReport(json(run(...files), PLAIN), 'shard.json');
  if (!read.ok) throw new Error(read.message);
  return read.report;
}

describe('mergeReports', () => {
  it('makes of the shards what one run over all files would have written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 40, maxLength: 40 }),
        (assignment) => {
          const whole = fleet(assignment.length);
          const shards = [0, 1, 2, 3, 4].map((number) =>
            shard(whole.files.filter((_, index) => assignment[index] === number)),
          );
          const merged = mergeReports(shards);
          expect(merged).toEqual({ ok: true, report: toDocument(whole) });
          expect(merged.ok && jsonText(merged.report)).toBe(json(whole, PLAIN));
        },
      ),
      { numRuns: 20 },
    );
  });

  it.each(formatNames)('loses nothing that the format %s tells', async (name) => {
    const write = await formats[name]();
    for (const whole of [MIXED, HOSTILE_RUN, fleet(40), run()]) {
      const half = (odd: number) => shard(whole.files.filter((_, index) => index % 2 === odd));
      const merged = mergeReports([half(0), half(1)]);
      if (!merged.ok) throw new Error(merged.message);
      const inOrder = { ...whole, files: whole.files.toSorted(comparePlaces) };
      expect(write(toRun(merged.report), PLAIN)).toBe(write(inOrder, PLAIN));
    }
  });

  it('takes the same report of a file twice', () => {
    expect(mergeReports([toDocument(MIXED), toDocument(MIXED)])).toEqual({
      ok: true,
      report: toDocument(MIXED),
    });
  });

  it('refuses reports that contradict each other, of different versions, or none', () => {
    const other = toDocument(run(fileReport('Dockerfile', UNCHANGED)));
    expect(mergeReports([toDocument(MIXED), other])).toMatchObject({
      ok: false,
      message: expect.stringContaining('different things about Dockerfile'),
    });
    expect(mergeReports([toDocument(MIXED), { ...other, version: '2.0.0' }])).toMatchObject({
      ok: false,
      message: expect.stringContaining('1.2.3 and 2.0.0'),
    });
    expect(mergeReports([])).toMatchObject({ ok: false });
  });
});

describe('readReport', () => {
  it('takes what the schema takes and nothing else', () => {
    const document = toDocument(MIXED);
    const [first] = document.files;
    const wrong: readonly unknown[] = [
      null,
      [],
      {},
      { ...document, version: 1 },
      { ...document, files: [{ ...first, outcome: 'skipped' }] },
      { ...document, files: [{ ...first, evidence: { file: 'x', line: 0, text: '' } }] },
      { ...document, files: [{ ...first, assumptions: null }] },
      { ...document, files: [{ ...first, sizes: { before: { bytes: -1, by: 'measured' } } }] },
      { ...document, files: [{ ...first, sizes: { before: { by: 'measured', least: 1, most: 2 } } }] },
      { ...document, totals: { ...document.totals, files: 1.5 } },
    ];
    for (const value of wrong) {
      expect(validate(value), JSON.stringify(value)).toBe(false);
      expect(readReport(JSON.stringify(value), 'x.json'), JSON.stringify(value)).toMatchObject({ ok: false });
    }
    expect(readReport(JSON.stringify(document), 'x.json')).toEqual({ ok: true, report: document });
  });

  it('says where a report is wrong', () => {
    const document = toDocument(MIXED);
    const broken = { ...document, files: [{ ...document.files[0], changed: 'yes' }] };
    expect(readReport(JSON.stringify(broken), 'a\u001b.json')).toEqual({
      ok: false,
      message:
        'a\\x1b.json is no report of dfopt: at files.0.changed: expected boolean, found "yes"; make it with --format json',
    });
    expect(readReport('{', 'a.json')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^a\.json is no JSON: /u),
    });
  });
});

describe('escapes', () => {
  it.each([
    ['plain → grün 日本', 'plain → grün 日本'],
    ['\u001b[31m', '\\x1b[31m'],
    ['a\tb\nc\r', 'a\\tb\\nc\\r'],
    ['\u009b\u007f', '\\x9b\\x7f'],
    ['\u202e\u2066\u200f', '\\u{202e}\\u{2066}\\u{200f}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800', '\\u{d800}'],
    ['🐳', '🐳'],
  ])('%j is shown as %s', (text, shown) => {
    expect(visible(text)).toBe(shown);
    expect(
      visiblePieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(shown.replace('\\t', '\t'));
  });

  it('keeps lines and tabs where they are asked for', () => {
    expect(visibleLines('a\tb\r\nc\rd\n\u001b')).toBe('a\tb\r\nc\\rd\n\\x1b');
  });

  it('never changes the data in a JSON text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }))), (texts) => {
        expect(JSON.parse(inert(JSON.stringify(texts)))).toEqual(texts);
      }),
    );
  });
});
