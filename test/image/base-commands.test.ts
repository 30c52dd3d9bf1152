import { describe, expect, it } from 'vitest';
import { alpineBase, debianSlimBase } from '../../src/image/bases.ts';
import { packageFor } from '../../src/image/packages/index.ts';

const debian = (codename?: string) =>
  ({ family: 'debian', ...(codename === undefined ? {} : { codename }) }) as const;

describe('commands of base images', () => {
  it.each(['iconv', 'localedef', 'zdump', 'awk', 'sh', 'tar', 'perl', 'start-stop-daemon'])(
    'slim has %s',
    (name) => {
      for (const codename of ['bookworm', 'trixie'])
        expect(debianSlimBase(codename).programs).toContain(name);
    },
  );

  it.each(['strip', 'git', 'curl', 'ps', 'python3', 'openssl', 'update-ca-certificates'])(
    'slim lacks %s',
    (name) => {
      for (const codename of ['bookworm', 'trixie'])
        expect(debianSlimBase(codename).programs).not.toContain(name);
    },
  );

  it.each([
    ['strip', 'binutils'],
    ['cpp', 'cpp'],
    ['pkg-config', 'pkgconf'],
    ['update-ca-certificates', 'ca-certificates'],
    ['tload', 'procps'],
  ])('%s is installed with %s', (command, name) => {
    expect(packageFor(command, debian('trixie'))).toBe(name);
    expect(packageFor(command, debian())).toBe(name);
  });

  it('knows nothing of a release that was not listed', () => {
    expect(packageFor('tload', debian('bullseye'))).toBeUndefined();
  });

  it.each(['awk', 'vi', 'wget', 'iconv', 'getconf', 'apk', '['])('alpine has %s', (name) => {
    expect(alpineBase().programs).toContain(name);
  });

  it.each(['bash', 'curl', 'git', 'ar', 'telnet'])('alpine lacks %s', (name) => {
    expect(alpineBase().programs).not.toContain(name);
  });
});
