/** Files of the base image that scripts name. */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/index.ts';
import { assumed, lastStageOf, migrateGolang } from '../helpers/golang-project.ts';

const main = `package main

import "fmt"

func main() { fmt.Println("ready") }
`;

/** A script that does this before it starts the program. */
function outcome(script: string, { image = 'golang:1.24-bookworm', steps = '' } = {}): Outcome {
  return migrateGolang(
    `FROM ${image}\nWORKDIR /src\nCOPY . .\nRUN go build -o /usr/local/bin/app .\n${steps}CMD ["/src/run.sh"]\n`,
    {
      'main.go': main,
      'run.sh': `#!/bin/sh\n${script}\nexec app\n`,
    },
  );
}

describe('what a script reads of the base image', () => {
  it.each([
    ['grep -c ssh /etc/services', '/etc/services'],
    ['FILE=/etc/services; head -n 1 "$FILE"', '/etc/services'],
    ['while read -r line; do echo "$line"; done < /etc/protocols', '/etc/protocols'],
    ['getent services ldaps', '/etc/services'],
    ['cp /etc/ssl/certs/ca-certificates.crt /tmp/ca.crt', '/etc/ssl/certs/ca-certificates.crt'],
    ['ln -s /etc/mime.types /tmp/types', '/etc/mime.types'],
    ['date --reference=/etc/mime.types', '/etc/mime.types'],
    ['cat /usr/share/perl5/Git.pm | wc -l', '/usr/share/perl[5]/Git.pm'],
  ])('%s', (script, path) => {
    const result = outcome(script);
    expect(lastStageOf(result)).toContain(`COPY --from=build ${path} `);
    expect(assumed(result)).toEqual([]);
  });

  it.each(['cat /etc/os-release', '. /etc/os-release', 'cat /usr/share/zoneinfo/Europe/Berlin | wc -c'])(
    '%s: the new base has it as well',
    (script) => {
      const result = outcome(script);
      expect(lastStageOf(result)).not.toMatch(/os-release|zoneinfo/);
      expect(assumed(result)).toEqual([]);
    },
  );

  it.each([
    'echo /etc/services',
    'touch /etc/services.new',
    'rm -f /etc/services',
    'cat /etc/hosts /proc/cpuinfo',
  ])('%s: nothing is read that an image has', (script) => {
    expect(lastStageOf(outcome(script))).not.toMatch(/COPY --from=build \/(etc|proc)/);
  });

  it.each([
    ['dpkg -s git', 'system-file-not-known'],
    ['dpkg-query -W curl', 'system-file-not-known'],
    ['ls /usr/local/go', 'system-file-not-known'],
    ['ls /usr/share', 'system-directory'],
    ['find /usr/share/git-core -name "*.sample"', 'system-directory'],
    ['tar cf /tmp/x.tar /usr/share/git-core', 'system-file-not-known'],
  ])('%s is an assumption', (script, code) => {
    expect(assumed(outcome(script))).toContain(code);
  });

  it('takes apk for a question only where it asks', () => {
    const image = 'golang:1.24-alpine';
    expect(assumed(outcome('apk info', { image }))).toContain('system-file-not-known');
    expect(assumed(outcome('apk --version', { image }))).toEqual([]);
  });

  it('asks for a record by its name', () => {
    const steps = 'RUN useradd --system importer\n';
    expect(lastStageOf(outcome('getent passwd importer', { steps }))).toContain('/etc/passwd');
    expect(lastStageOf(outcome('getent passwd root'))).not.toContain('/etc/passwd');
  });
});
