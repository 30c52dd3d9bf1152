/** Commands of which several places are possible: what is known comes before what a step may have written. */
import { describe, expect, it } from 'vitest';
import { migrateGolang } from '../helpers/golang-project.ts';
import type { Outcome } from '../../src/index.ts';

const main = 'package main\n\nfunc main() { println("hello") }\n';

function outcomeOf(steps: string, script: string, env = '/src/tools:$PATH'): Outcome {
  const text = `FROM golang:1.24
WORKDIR /src
COPY . .
${steps}
RUN go build -o /usr/local/bin/app .
ENV PATH=${env}
COPY run.sh /
CMD ["sh", "/run.sh"]
`;
  return migrateGolang(text, { 'main.go': main, 'run.sh': `#!/bin/sh\n${script}\nexec app\n` });
}

const copied = (outcome: Outcome): readonly string[] =>
  outcome.outcome === 'migrated' ? (outcome.summary?.copied ?? []) : [outcome.code];

describe('a command that a step may have made in an earlier directory of PATH', () => {
  it('is the one of the base', () => {
    expect(copied(outcomeOf('RUN make -C tools all', 'head -n 1 /etc/hostname'))).toEqual([
      '/usr/local/bin/app',
      '/run.sh',
    ]);
  });

  it('is the one of a package', () => {
    const steps = 'RUN make -C tools all && apt-get update && apt-get install -y jq';
    expect(copied(outcomeOf(steps, 'jq -n 1'))).toEqual(['/usr/local/bin/app', '/run.sh']);
  });

  it('is made by the step where that names it', () => {
    // With the directory that the step works in.
    expect(copied(outcomeOf('RUN ./build.sh tools/head', 'head -n 1 /etc/hostname'))).toContain('/src');
  });

  it('is the link that is known in a later one', () => {
    const steps = 'RUN make -C tools all; ln -s /src/out/kit /usr/local/bin/kit';
    expect(copied(outcomeOf(steps, 'kit'))).not.toContain('/src/tools/kit');
  });
});

it('what $PATH stands for is another search path in the runtime stage', () => {
  const text =
    'FROM golang:1.24\nWORKDIR /app\nCOPY . .\nRUN go install .\nENV PATH=/app/scripts:$PATH\nCMD ["shop"]\n';
  const outcome = migrateGolang(text, { 'main.go': main, 'go.mod': 'module example.com/shop\n\ngo 1.24\n' });
  expect(outcome.outcome === 'migrated' && outcome.text).toContain('ENV PATH=/go/bin:$PATH\n');
});
