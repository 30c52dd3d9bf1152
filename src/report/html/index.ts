/** `--format html`: one page for a whole batch, to be opened from disk, mailed or archived. */
import { parse } from '../../dockerfile/index.ts';
import { compare } from '../changes.ts';
import { type FileEntry, type ReportDocument, toDocument } from '../document.ts';
import { stageGraph } from '../graph.ts';
import { unifiedPatch } from '../patch.ts';
import { nameInRoot, newText } from '../paths.ts';
import type { FileReport, Format, StageGraphs } from '../types.ts';
import { page, type PageFile } from './page.ts';

/** More text than this helps nobody who looks at it, and would slow down everybody who doesn't. */
const MAXIMUM_SHOWN = 200_000;

export const html: Format = (run) => {
  const report = toDocument(run);
  const files = new Map(run.files.map((file) => [key(file), file]));
  return page({ ...report, files: report.files.map((entry) => withTexts(entry, files.get(key(entry)))) });
};

/** The page of a report that was read back, which knows of each file only what its diff shows. */
export function htmlOfDocument(report: ReportDocument): string {
  return page({ ...report, files: report.files.map((entry) => withTexts(entry, undefined)) });
}

function key({ root, path }: { readonly root: string; readonly path: string }): string {
  return JSON.stringify([root, path]);
}

/** The entry with the whole file around its changes or its evidence, so that every line it names can be seen. */
function withTexts(entry: FileEntry, file: FileReport | undefined): PageFile {
  const diff = bounded(file === undefined ? null : wholeDiff(file)) ?? bounded(entry.diff);
  const wantsSource = file !== undefined && entry.diff === null && entry.evidence !== null;
  const source = wantsSource ? bounded(file.original) : null;
  const left = (entry.diff !== null && diff === null) || (wantsSource && source === null);
  const graphs = entry.graphs ?? (file === undefined ? null : graphsOf(file));
  return { ...entry, diff, source, tooLarge: left, graphs };
}

function graphsOf(file: FileReport): StageGraphs | null {
  const text = newText(file);
  if (text === undefined || file.original.length > MAXIMUM_SHOWN) return null;
  return { before: stageGraph(parse(file.original)), after: stageGraph(parse(text)) };
}

function wholeDiff(file: FileReport): string | null {
  const text = newText(file);
  if (text === undefined || file.original.length > MAXIMUM_SHOWN) return null;
  return unifiedPatch(nameInRoot(file), compare(file.original, text), { context: Infinity });
}

function bounded(text: string | null): string | null {
  return text === null || text.length > MAXIMUM_SHOWN ? null : text;
}
