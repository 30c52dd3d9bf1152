import { describe, expect, test } from 'vitest';
import { mayBring } from '../../src/image/packages/index.ts';

describe('which command may be of a package', () => {
  test.each([
    ['man-db', 'man'],
    ['bat', 'batcat'],
    ['gnupg2', 'gpg2'],
    ['genisoimage', 'mkisofs'],
    ['openssh-client-default', 'ssh'],
    ['nodejs-current', 'node'],
    ['7zip', '7zz'],
    ['gcc-12', 'gcov-12'],
    ['gcc-aarch64-linux-gnu', 'aarch64-linux-gnu-gcc'],
    // Nothing is known of these.
    ['thrift', 'anything'],
    ['some-package', 'anything'],
  ])('%s may bring %s', (name, command) => {
    expect(mayBring(name, command)).toBe(true);
  });

  test.each([
    ['jq', 'man'],
    ['man-db', 'batcat'],
    ['build-essential', 'man'],
    ['gcc-12', 'man'],
    ['gcc-aarch64-linux-gnu', 'man'],
    ['libpq-dev', 'man'],
    ['fonts-dejavu', 'man'],
    ['git-man', 'man'],
    ['ca-certificates', 'man'],
  ])('%s does not bring %s', (name, command) => {
    expect(mayBring(name, command)).toBe(false);
  });
});
