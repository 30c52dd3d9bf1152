/** `--format gitlab`: a Code Quality report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). */
import { json } from './escape.ts';
import { diagnostics, type Level } from './diagnostics.ts';
import type { Format } from './types.ts';

const SEVERITIES: Readonly<Record<Level, string>> = { error: 'major', warning: 'minor', note: 'info' };

export const gitlab: Format = (run) =>
  json(
    diagnostics(run).map(({ message, code, fingerprint, level, path, line }) => ({
      description: message.join('; '),
      check_name: code,
      fingerprint,
      severity: SEVERITIES[level],
      // `begin` is required; a file that could not be read has no line of its own.
      location: { path, lines: { begin: line?.number ?? 1 } },
    })),
  );
