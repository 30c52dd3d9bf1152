/**
 * `--format github`: workflow commands that GitHub Actions shows as annotations on the changed files.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 *
 * A step may show ten warnings and ten errors, so a run of any size also wants `githubSummary` for
 * `$GITHUB_STEP_SUMMARY`.
 */
import { visible } from './escape.ts';
import { diagnostics, type Level } from './diagnostics.ts';
import { outcomeTable, totalsTable } from './markdown.ts';
import type { Format } from './types.ts';

const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

export const github: Format = (run) =>
  diagnostics(run)
    .map(({ path, code, level, message, line, fix }) => {
      const end = fix === undefined ? undefined : fix.startLine + fix.before.split('\n').length - 1;
      const properties = [
        `file=${property(path)}`,
        ...(line === undefined ? [] : [`line=${line.number}`]),
        ...(end === undefined ? [] : [`endLine=${end}`]),
        `title=${property(`dfopt: ${code}`)}`,
      ];
      return `::${COMMANDS[level]} ${properties.join(',')}::${data(message)}\n`;
    })
    .join('');

/** A page in Markdown about the whole run, for the summary of a workflow step. */
export const githubSummary: Format = (run) =>
  run.files.length === 0
    ? '### dfopt\n\nNo Dockerfile found.\n'
    : `### dfopt\n\n${totalsTable(run)}\n${outcomeTable(run, run.files)}`;

// Invisible characters that no escape of the commands is for are shown: a log is read on terminals too.

function data(lines: readonly string[]): string {
  return lines.map(visible).join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return visible(
    text
      .replaceAll('%', '%25')
      .replaceAll('\r', '%0D')
      .replaceAll('\n', '%0A')
      .replaceAll(':', '%3A')
      .replaceAll(',', '%2C'),
  );
}
