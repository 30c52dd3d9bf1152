/** What the tools of a start script need beside themselves. */
import { describe, expect, it } from 'vitest';
import { migrateGolang } from '../helpers/golang-project.ts';

function installedFor(line: string, step = 'true'): string {
  const result = migrateGolang(
    `FROM golang:1.24\nRUN ${step}\nWORKDIR /srv\nCOPY . .\nRUN go build -o /usr/local/bin/server .\nENTRYPOINT ["/srv/start.sh"]\nCMD ["server"]\n`,
    { 'main.go': 'package main\n\nfunc main() {}\n', 'start.sh': `#!/bin/sh\n${line}\nexec "$@"\n` },
  );
  const text = result.outcome === 'migrated' ? result.text : result.message;
  return text.slice(text.lastIndexOf('\nFROM ')).replaceAll(/\s+\\\s+/g, ' ');
}

describe('tools of a start script that fetch', () => {
  it.each([
    'curl -fsS https://example.com/list -o /tmp/list',
    'curl -sL http://example.com/list',
    'curl "$SOURCE"',
    'wget -q http://example.com/list',
    'git clone https://example.com/list.git /tmp/list',
    'openssl s_client -connect example.com:443',
    'timeout 5 curl -I https://example.com/a http://localhost/',
  ])('have the certificates: %s', (line) => {
    expect(installedFor(line)).toMatch(/ca-certificates/);
  });

  it.each([
    'curl -f http://localhost:8080/health',
    'curl -f "http://127.0.0.1:$PORT/health"',
    'wget -qO- localhost:8080/health',
    'curl -s http://example.com/list',
    'curl -ks https://example.com/list',
    'curl --version',
    'git --version',
    'openssl rand -hex 16',
  ])('do without them: %s', (line) => {
    expect(installedFor(line)).toMatch(/install/);
    expect(installedFor(line)).not.toMatch(/ca-certificates/);
  });
});

describe('tools of a start script that call others', () => {
  it.each([
    ['true', 'git fetch git@example.com:list.git', 'openssh-client'],
    ['apt-get install -y xz-utils', 'tar cJf /tmp/a.tar.xz /srv', 'xz-utils'],
    ['apt-get install -y gawk', 'awk 1 /etc/hosts', 'gawk'],
    ['apt-get install -y rsync', 'rsync -a host:/a /tmp/a', 'openssh-client'],
  ])('have these: %s, %s', (step, line, name) => {
    expect(installedFor(line, step)).toContain(name);
  });
});
