/** `--format html`: one page for a whole batch, to be opened from disk, mailed or archived. */
import { compare } from './changes.ts';
import { type FileEntry, toDocument } from './document.ts';
import { unifiedPatch } from './patch.ts';
import { nameInRoot } from './paths.ts';
import type { Format } from './types.ts';
import { page, type PageFile } from './html-page.ts';

/** More text than this helps nobody who looks at it, and would slow down everybody who doesn't. */
const MAXIMUM_SHOWN = 200_000;

export const html: Format = (run) => {
  const report = toDocument(run);
  return page({ ...report, files: report.files.map(pageFile) });
};

/** The entry with the whole file around its changes or its evidence, so that every line it names can be seen. */
function pageFile({ original, text, ...entry }: FileEntry): PageFile {
  const diff = bounded(wholeDiff(entry.path, original, text)) ?? bounded(entry.diff);
  const wantsSource = original !== null && entry.diff === null && entry.evidence !== null;
  const source = wantsSource ? bounded(original) : null;
  const tooLarge = (entry.diff !== null && diff === null) || (wantsSource && source === null);
  return { ...entry, diff, source, tooLarge };
}

function wholeDiff(path: string, original: string | null, text: string | null): string | null {
  if (original === null || text === null || original.length > MAXIMUM_SHOWN) return null;
  return unifiedPatch(nameInRoot({ path }), compare(original, text), { context: Infinity });
}

function bounded(text: string | null): string | null {
  return text === null || text.length > MAXIMUM_SHOWN ? null : text;
}
