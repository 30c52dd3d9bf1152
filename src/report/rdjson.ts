/**
 * `--format rdjson`: the Reviewdog Diagnostic Format, with the migration as one suggestion.
 *
 * Lines count from 1; columns count UTF-8 bytes; a range without columns means whole lines, the last included, its
 * line end not (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf).
 */
import { json } from './escape.ts';
import { endPosition, diagnostics, type Level, type Replacement } from './diagnostics.ts';
import type { Format } from './types.ts';

const SEVERITIES: Readonly<Record<Level, string>> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' };

export const rdjson: Format = (run) =>
  json({
    source: { name: 'dfopt' },
    diagnostics: diagnostics(run).map(({ path, line, message, level, code, fix }) => ({
      message: message.join('\n'),
      location: {
        path,
        // The comment, and with it the suggestion, goes to the lines the suggestion replaces.
        ...(fix === undefined
          ? line === undefined
            ? {}
            : { range: { start: { line: line.number }, end: { line: line.number } } }
          : { range: rangeOf(fix) }),
      },
      severity: SEVERITIES[level],
      code: { value: code },
      ...(fix === undefined ? {} : { suggestions: [{ range: rangeOf(fix), text: fix.after }] }),
    })),
  });

function rangeOf(fix: Replacement): unknown {
  const end = endPosition(fix.startLine, fix.before, (line) => new TextEncoder().encode(line).length);
  return fix.wholeLines
    ? { start: { line: fix.startLine }, end: { line: end.line } }
    : { start: { line: fix.startLine, column: 1 }, end };
}
