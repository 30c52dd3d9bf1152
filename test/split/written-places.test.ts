/** Directories that scripts write into. */
import { describe, expect, it } from 'vitest';
import { lastStageOf, migrateGolang } from '../helpers/golang-project.ts';

function runtime(steps: string, script: string): string {
  const result = migrateGolang(
    `FROM golang:1.24-bookworm\nWORKDIR /src\nCOPY . .\nRUN go build -o /usr/local/bin/app .\n${steps}CMD ["/src/run.sh"]\n`,
    {
      'main.go': 'package main\n\nfunc main() { println("ready") }\n',
      'data/a.txt': 'a\n',
      'run.sh': `#!/bin/sh\n${script}\nexec app\n`,
    },
  );
  return lastStageOf(result);
}

describe('a directory that a script writes into', () => {
  it.each(['echo 1 > state/x', 'ln -s ../data state/data', 'cp /etc/hostname state/name', 'touch state/x'])(
    'is there for %s',
    (script) => {
      expect(runtime('RUN mkdir -p /src/state\n', script)).toContain(
        'COPY --from=build /src/state /src/state',
      );
    },
  );

  it('keeps its owner', () => {
    const steps = 'RUN useradd app && mkdir /src/state && chown app /src/state\nUSER app\n';
    expect(runtime(steps, 'echo 1 > state/x')).toMatch(/--chown=\S+ \/src\/state/);
  });

  it('is not made where the script makes it, nor where nothing is written', () => {
    expect(runtime('', 'mkdir -p state; echo 1 > state/x')).not.toContain('/src/state');
    expect(runtime('RUN mkdir -p /src/state\n', 'echo state')).not.toContain('COPY --from=build /src/state');
  });
});

describe('a working directory that a program writes in by names that are not known', () => {
  const source =
    'package main\n\nimport "os"\n\nfunc main() { os.WriteFile(os.Args[len(os.Args)-1]+os.TempDir(), nil, 0o600) }\n';
  const of = (step: string): string =>
    lastStageOf(
      migrateGolang(
        `FROM golang:1.24-bookworm\nWORKDIR /app\nCOPY . .\nRUN go build -o app .${step}\nCMD ["./app"]\n`,
        { 'main.go': source },
      ),
    );

  it('goes along where a step ran the program', () => {
    expect(of(' && ./app -load')).toContain('COPY --from=build /app /app\n');
  });

  it('does not where none did', () => {
    expect(of('')).toContain('COPY --from=build /app/app /app/app\n');
  });
});

describe('a file that starts what none of its steps made', () => {
  it('is refused', () => {
    const result = migrateGolang(
      'FROM golang:1.24-bookworm\nCOPY . /src\nRUN cd /src && go build -o /src/app .\nWORKDIR /app\nCMD ["./app"]\n',
      { 'main.go': 'package main\n\nfunc main() { println("ready") }\n' },
    );
    expect(result.outcome).toBe('refused');
  });
});
