/** What shells read before their commands. */
import { describe, expect, it } from 'vitest';
import { startupFilesOf } from '../../src/shell/startup-files.ts';
import { shellStartOf } from '../../src/shell/wrappers.ts';

const read = (line: string): readonly string[] => {
  const start = shellStartOf(line.split(' ').map((text) => ({ text })));
  return start === undefined ? [] : startupFilesOf(start).flat();
};

const user = (line: string): string | undefined =>
  shellStartOf(line.split(' ').map((text) => ({ text })))?.user?.name;

describe('the files that a shell reads first', () => {
  it.each([
    ['bash -lc run', '~/.bash_profile'],
    ['/bin/bash --login -c run', '~/.profile'],
    ['bash -l -c run', '/etc/profile.d/*.sh'],
    ['bash -ic run', '~/.bashrc'],
    ['bash -c run', '$BASH_ENV'],
    ['sh -lc run', '~/.profile'],
    ['sh -ic run', '$ENV'],
    ['zsh -c run', '~/.zshenv'],
    ['su - app -c run', '~/.bash_profile'],
    ['su -l app', '~/.profile'],
    ['runuser -l app -c run', '~/.profile'],
    ['sudo -i -u app run', '~/.profile'],
  ])('%s: %s', (line, file) => {
    expect(read(line)).toContain(file);
  });

  it.each([
    ['bash -c run', '~/.profile'],
    ['bash -lc run', '~/.zprofile'],
    ['bash --noprofile -lc run', '~/.profile'],
    ['bash --norc -ic run', '~/.bashrc'],
    ['sh -c run', '~/.profile'],
    ['sh -lc run', '~/.bashrc'],
    ['su app -c run', '~/.profile'],
    ['sudo -u app run', '~/.profile'],
    ['server -l', '~/.profile'],
  ])('%s: not %s', (line, file) => {
    expect(read(line)).not.toContain(file);
  });

  it('says whose they are', () => {
    expect(user('su - app -c run')).toBe('app');
    expect(user('su -')).toBe('root');
    expect(user('sudo -i -u app run')).toBe('app');
    expect(user('bash -lc run')).toBeUndefined();
  });
});
