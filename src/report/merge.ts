/** Reads JSON reports back: from another shard, another day, another machine. */
import * as v from 'valibot';
import { document, type ReportDocument } from './document.ts';
import { comparePlaces, fullPath } from './paths.ts';
import { visible } from './escape.ts';

export type ReadResult =
  { readonly ok: true; readonly report: ReportDocument } | { readonly ok: false; readonly message: string };

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const texts = v.array(v.string());

const evidence = v.object({
  file: v.string(),
  line: v.pipe(v.number(), v.integer(), v.minValue(1)),
  text: v.string(),
});

const statements = v.array(
  v.object({ code: v.string(), message: v.string(), evidence: v.nullable(evidence) }),
);

const graph = v.object({
  nodes: v.array(
    v.object({
      id: v.string(),
      label: v.string(),
      kind: v.picklist(['image', 'stage']),
      target: v.boolean(),
    }),
  ),
  edges: v.array(
    v.object({
      from: v.string(),
      to: v.string(),
      kind: v.picklist(['base', 'copy', 'mount']),
      label: v.string(),
    }),
  ),
});

const size = v.variant('by', [
  v.object({ by: v.literal('measured'), bytes: count }),
  v.object({ by: v.literal('estimated'), least: count, most: count }),
]);

const file = v.object({
  path: v.string(),
  root: v.string(),
  outcome: v.picklist(['migrated', 'unchanged', 'refused', 'failed']),
  code: v.string(),
  message: v.string(),
  changed: v.boolean(),
  confidence: v.nullable(v.picklist(['proven', 'likely', 'possible'])),
  assumptions: statements,
  reasons: statements,
  evidence: v.nullable(evidence),
  advice: v.nullable(v.string()),
  summary: v.nullable(
    v.object({
      toolchain: v.string(),
      from: v.string(),
      to: v.string(),
      whyNotSmaller: v.string(),
      copied: texts,
      packages: texts,
    }),
  ),
  encoding: v.picklist(['utf-8', 'latin-1']),
  original: v.nullable(v.string()),
  text: v.nullable(v.string()),
  diff: v.nullable(v.string()),
  graphs: v.nullable(v.object({ before: graph, after: graph })),
  sizes: v.nullable(v.object({ before: size, after: size })),
});

const report = v.object({
  version: v.string(),
  files: v.array(file),
  totals: v.object({
    files: count,
    changed: count,
    migrated: count,
    unchanged: count,
    refused: count,
    failed: count,
    codes: v.record(v.string(), count),
    sizes: v.nullable(v.object({ images: count, measured: count, before: size, after: size })),
  }),
}) satisfies v.GenericSchema<unknown, ReportDocument>;

/** A report from its text; `name` is what messages call it. */
export function readReport(text: string, name: string): ReadResult {
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, message: `${visible(name)} is no JSON: ${visible(parsed.message)}` };
  const checked = v.safeParse(report, parsed.value, { abortEarly: true });
  if (checked.success) return { ok: true, report: checked.output };
  const [issue] = checked.issues;
  const path = v.getDotPath(issue);
  const place = path === null ? 'at the top' : `at ${visible(path)}`;
  return {
    ok: false,
    message: `${visible(name)} is no report of dfopt: ${place}: expected ${issue.expected ?? 'something else'}, found ${visible(issue.received)}; make it with --format json`,
  };
}

function parseJson(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string } {
  try {
    return { ok: true, value: JSON.parse(text.replace(/^\ufeff/u, '')) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * One report of several, equal to the report of one run over all their files. The same file may be in more than one
 * (a re-run of a shard) if they say the same about it.
 */
export function mergeReports(reports: readonly ReportDocument[]): ReadResult {
  const [first, ...others] = reports;
  if (first === undefined) return { ok: false, message: 'no report to merge; name at least one' };
  const other = others.find(({ version }) => version !== first.version);
  if (other !== undefined) {
    return {
      ok: false,
      message: `the reports are of different versions of dfopt, ${visible(first.version)} and ${visible(other.version)}; run all shards with the same one`,
    };
  }
  const sorted = reports.flatMap(({ files }) => files).sort(comparePlaces);
  const files = sorted.filter((entry, index) => {
    const previous = sorted[index - 1];
    return previous === undefined || JSON.stringify(previous) !== JSON.stringify(entry);
  });
  const contradicted = files.find((entry, index) => {
    const previous = files[index - 1];
    return previous !== undefined && comparePlaces(previous, entry) === 0;
  });
  return contradicted === undefined
    ? { ok: true, report: document(first.version, files) }
    : {
        ok: false,
        message: `two reports say different things about ${visible(fullPath(contradicted))}; give one report for each shard, all of the same state of the files`,
      };
}
