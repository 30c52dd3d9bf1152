import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/index.ts';
import { assumed, migrateGolang } from '../helpers/golang-project.ts';

/** A program that runs the given statement with os/exec, beside the given files. */
function outcome(statement: string, files: Readonly<Record<string, string>> = {}): Outcome {
  const main = `package main

import (
	"os"
	"os/exec"
)

func main() {
	here, _ := os.Getwd()
	_ = here
	${statement}
}
`;
  return migrateGolang(
    'FROM golang:1.24-bookworm\nWORKDIR /srv/jobs\nCOPY . .\nRUN CGO_ENABLED=0 go build -o jobs .\nCMD ["./jobs"]\n',
    { 'main.go': main, ...files },
  );
}

function textOf(result: Outcome): string {
  return result.outcome === 'migrated' ? result.text : `${result.code}: ${result.message}`;
}

describe('scripts that a program starts', () => {
  it('are kept where a shell is given their path, and so is what they call', () => {
    const result = outcome('exec.Command("sh", here+"/nightly.sh", "all").Run()', {
      'nightly.sh': 'curl -fsS https://example.com/data -o data.json\n',
    });
    expect(textOf(result)).toContain('COPY --from=build /srv/jobs/nightly.sh /srv/jobs/nightly.sh\n');
    expect(textOf(result)).toMatch(/apt-get install .*\bcurl\b/);
    expect(assumed(result)).toEqual([]);
  });

  it('are not known where a shell reads them from its input, whatever it is given as arguments', () => {
    for (const given of ['"-s"', '"-s", "all"', '"-es", "all"', '"-e", "-s", "nightly.sh"']) {
      const result = outcome(`exec.Command("sh", ${given}).Run()`, { 'nightly.sh': 'echo done\n' });
      expect(assumed(result)).toContain('programs-not-known');
    }
    expect(
      assumed(outcome('exec.Command("sh", "-e", "nightly.sh").Run()', { 'nightly.sh': 'echo\n' })),
    ).toEqual([]);
  });

  it('ask for their interpreter where they are started themselves', () => {
    const result = outcome('exec.Command("./nightly.sh").Run()', {
      'nightly.sh': '#!/bin/bash\necho done\n',
    });
    expect(textOf(result)).toContain('FROM debian:bookworm-slim\n');
    expect(textOf(result)).toContain('COPY --from=build /srv/jobs/nightly.sh /srv/jobs/nightly.sh\n');
  });

  it('take along what they read', () => {
    const result = outcome('exec.Command("sh", "nightly.sh").Run()', {
      'nightly.sh': '. ./settings.env\necho "$NAME"\n',
      'settings.env': 'NAME=x\n',
    });
    expect(textOf(result)).toMatch(/COPY --from=build .*\/srv\/jobs\/settings\.env /);
  });

  it('are looked through where they are given as text', () => {
    expect(outcome('exec.Command("sh", "-c", "go vet ./... && echo fine").Run()').code).toBe(
      'needs-toolchain',
    );
    expect(assumed(outcome('exec.Command("sh", "-c", "date | tr a-z A-Z").Run()'))).toEqual([]);
  });

  it('are an assumption where their text is not known', () => {
    const result = outcome('exec.Command("sh", "-c", os.Args[1]).Run()', { 'tables.csv': 'a,b\n' });
    expect(assumed(result)).toContain('programs-not-known');
    expect(textOf(result)).toContain('/srv/jobs/tables.csv');
  });
});

describe('scripts that a program writes', () => {
  const files = { 'notes.txt': 'n\n', 'plan.txt': 'p\n' };

  it.each([
    ['os.WriteFile("/tmp/a", []byte("cat notes.txt"), 0o755); exec.Command("sh", "/tmp/a").Run()'],
    ['os.WriteFile("a", []byte("#!/bin/sh\\ncat notes.txt\\n"), 0o755); exec.Command("./a").Run()'],
    [
      'a := os.TempDir() + "/a"; os.WriteFile(a, []byte("#!/bin/sh\\ncat notes.txt"), 0o755); exec.Command(a).Run()',
    ],
  ])('are read where their text is known: %s', (statement) => {
    const result = outcome(statement, files);
    expect(textOf(result)).toContain('FROM debian:bookworm-slim\n');
    expect(textOf(result)).toContain('/srv/jobs/notes.txt');
    expect(textOf(result)).not.toContain('plan.txt');
    expect(assumed(result)).toEqual([]);
  });

  it.each([
    ['os.WriteFile("/tmp/a", []byte(os.Getenv("A")), 0o755); exec.Command("sh", "/tmp/a").Run()'],
    ['a, _ := os.Create("a"); a.WriteString("date"); a.Close(); exec.Command("./a").Run()'],
    ['a, _ := os.CreateTemp("", "a"); a.WriteString("date"); a.Close(); exec.Command(a.Name()).Run()'],
    ['os.WriteFile(os.Args[1], nil, 0o755); exec.Command("./a").Run()'],
  ])('are an assumption where it is not: %s', (statement) => {
    const result = outcome(statement, files);
    expect(textOf(result)).toContain('FROM debian:bookworm-slim\n');
    expect(assumed(result)).toContain('programs-not-known');
  });

  it('are none where it writes something else', () => {
    const result = outcome('os.WriteFile("/tmp/b", nil, 0o755); exec.Command("/opt/a").Run()');
    expect(textOf(result)).toContain('FROM gcr.io/distroless/static');
    expect(assumed(result)).toEqual([]);
  });
});
