/** Certificates that are built into a program. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate } from '../../../src/index.ts';

const fallback = 'golang.org/x/crypto/x509roots/fallback';

function outcomeOf(importLine: string, steps = ''): ReturnType<typeof migrate> {
  const context = memoryContext({
    'go.mod': `module example.com/post\n\ngo 1.24\n\nrequire ${fallback} v0.0.0-20240208163226-62c9f1799c91\n`,
    'company.crt': '',
    'main.go': `package main\n\nimport (\n\t"net/http"\n${importLine})\n\nfunc main() { http.Get("https://example.com") }\n`,
  });
  const text = `FROM golang:1.24\nWORKDIR /srv\nCOPY . .\n${steps}RUN CGO_ENABLED=0 go build -o post .\nCMD ["./post"]\n`;
  return migrate(text, { context });
}

function said(outcome: ReturnType<typeof migrate>): { readonly reason: boolean; readonly copied: boolean } {
  if (outcome.outcome !== 'migrated') throw new Error(outcome.code);
  return {
    reason: outcome.reasons.some(({ code }) => code === 'certificates-built-in'),
    copied: outcome.summary?.copied.some((path) => path.startsWith('/etc/ssl/certs')) === true,
  };
}

describe('certificates that are built in', () => {
  it('take the place of those of the system, and it is said', () => {
    expect(said(outcomeOf(`\n\t_ "${fallback}"\n`))).toEqual({ reason: true, copied: false });
  });

  it('are none without the import', () => {
    expect(said(outcomeOf(''))).toEqual({ reason: false, copied: true });
  });

  it('do not take the place of those that the author adds', () => {
    const steps =
      'COPY company.crt /usr/local/share/ca-certificates/company.crt\nRUN update-ca-certificates\n';
    expect(said(outcomeOf(`\n\t_ "${fallback}"\n`, steps))).toEqual({ reason: false, copied: true });
  });
});
