/** Helpers that come ready made, in an archive or as they are, and that a script calls beside what is built. */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/index.ts';
import { migrateGolang } from '../helpers/golang-project.ts';

const url = 'https://example.com/tool-1.2-linux.tar.gz';

interface Case {
  readonly script?: string;
  readonly command?: string;
}

function outcome(
  steps: string,
  { script = 'tool -wait\nexec app', command = '["sh", "/run.sh"]' }: Case = {},
): Outcome {
  const text = `FROM golang:1.24
${steps}
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/app .
COPY run.sh /
CMD ${command}
`;
  return migrateGolang(text, {
    'main.go': 'package main\n\nfunc main() { println("hello") }\n',
    'run.sh': `#!/bin/sh\n${script}\n`,
  });
}

/** What is copied beside the script and the program, and what is taken for granted; the code of a refusal. */
function helpersOf(result: Outcome): readonly string[] {
  if (result.outcome !== 'migrated') return [result.code];
  const copied = result.summary?.copied ?? [];
  return [
    ...copied.filter((path) => !['/run.sh', '/usr/local/bin/app'].includes(path)),
    ...result.assumptions.map(({ code }) => code),
  ];
}

describe('a helper from an archive whose content is not known', () => {
  it.each([
    `RUN curl -fsSL ${url} | tar -C /usr/local/bin -xz`,
    `RUN wget -qO- ${url} | gunzip | tar -C /usr/local/bin -x`,
    `ADD ${url} /tmp/\nRUN tar -C /usr/local/bin -xzf /tmp/tool-1.2-linux.tar.gz`,
    `RUN wget -q ${url} && tar -C /usr/local/bin -xzf tool-1.2-linux.tar.gz`,
    'RUN curl -fsSLO https://example.com/tool.zip && unzip tool.zip -d /usr/local/bin',
  ])('is where the archive is unpacked: %s', (steps) => {
    const result = outcome(steps);
    expect(helpersOf(result)).toEqual(['/usr/local/bin/tool', 'archive-not-read', 'download-not-read']);
    expect(result).toMatchObject({ confidence: 'likely', summary: { to: 'debian:trixie-slim' } });
  });

  it.each([
    `RUN curl -fsSL ${url} | tar -C /usr/local/bin -xz tool`,
    `RUN curl -fsSL ${url} | tar -xz && mv tool-1.2/tool /usr/local/bin/tool`,
    `RUN curl -fsSL ${url} | tar -xz -C /tmp && install -m 755 /tmp/tool /usr/local/bin/`,
    'RUN curl -fsSL https://example.com/tool.gz | gunzip > /usr/local/bin/tool && chmod +x /usr/local/bin/tool',
    'RUN curl -fsSLo /tmp/tool.gz https://example.com/tool.gz && cd /tmp && gunzip tool.gz && mv tool /usr/local/bin/',
    'RUN curl -fsSL https://example.com/tool > /usr/local/bin/tool && chmod +x /usr/local/bin/tool',
    'RUN curl -fsSLo x https://example.com/tool && chmod +x x && mv x /usr/local/bin/tool',
  ])('is there for certain where a step names it: %s', (steps) => {
    expect(helpersOf(outcome(steps))).toEqual(['/usr/local/bin/tool', 'download-not-read']);
  });

  it('goes along with what lies in its own directory', () => {
    const steps = `RUN curl -fsSL ${url} | tar -C /opt -xz`;
    expect(helpersOf(outcome(steps, { script: '/opt/tool/bin/tool\nexec app' }))).toEqual([
      '/opt/tool',
      'archive-not-read',
      'download-not-read',
    ]);
  });

  it('is static where its release is known to be', () => {
    const steps =
      'RUN curl -fsSL https://example.com/dockerize-linux-amd64-v0.6.1.tar.gz | tar -C /usr/local/bin -xz';
    const command = '["dockerize", "-wait", "tcp://db:5432", "app"]';
    const result = outcome(steps, { command });
    expect(helpersOf(result)).toContain('/usr/local/bin/dockerize');
    expect(result).toMatchObject({ summary: { to: 'scratch' } });
    // Another program of such an archive may be anything.
    expect(helpersOf(outcome(steps, { script: 'tool\nexec app' }))).toContain('download-not-read');
  });

  it('comes from the archive that has its name, of several', () => {
    const steps = `RUN curl -fsSL ${url} | tar -C /usr/local/bin -xz && curl -fsSL https://example.com/other.tar.gz | tar -C /usr/local/bin -xz`;
    const result = outcome(steps);
    expect(result.outcome === 'migrated' && result.assumptions[0]?.message).toBe(
      'tool-1.2-linux.tar.gz brings /usr/local/bin/tool',
    );
  });
});

describe('what is not taken from an archive', () => {
  const steps = `RUN curl -fsSL ${url} | tar -C /usr/local/bin -xz`;

  it('is the program that the container is for', () => {
    expect(helpersOf(outcome(steps, { command: '["tool"]' }))).toEqual(['program-not-built']);
    expect(helpersOf(outcome(`${steps}\nHEALTHCHECK CMD ["app"]`, { command: '["tool"]' }))).toEqual([
      'program-not-built',
    ]);
  });

  it('is a command of the system or of a package', () => {
    const installed = `RUN apt-get update && apt-get install -y postgresql-client\n${steps}`;
    const script = 'psql -l\ndate\nexec app';
    expect(outcome(installed, { script })).toMatchObject({
      confidence: 'proven',
      summary: { packages: ['ca-certificates', 'postgresql-client'] },
    });
  });

  it('is what may not be there at all, under a name of another archive', () => {
    const script = 'if [ -n "$X" ]; then helper; fi\nexec app';
    expect(helpersOf(outcome(steps, { script }))).toEqual(['program-not-built']);
  });

  it('is what an installer leaves that is read from a pipe', () => {
    expect(helpersOf(outcome('RUN curl -fsSL https://example.com/install.sh | sh'))).toEqual([
      'program-not-built',
    ]);
  });
});
