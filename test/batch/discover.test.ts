import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discover } from '../../src/batch/discover.ts';
import { folder } from './folder.ts';

const asRoot = process.getuid?.() === 0;

async function found(root: string, excluded: readonly string[] = []) {
  return (await discover(root, excluded)).map(({ path }) => path);
}

function files(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, 'FROM scratch\n']));
}

describe('discovery', () => {
  it('knows the names of Dockerfiles in any case, in hidden directories too', async () => {
    const wanted = [
      '.devcontainer/Dockerfile',
      'Containerfile',
      'Dockerfile',
      'Dockerfile.prod',
      'a/Dockerfile.Debug',
      'a/dockerfile',
      'b/DOCKERFILE',
      'b/api.Dockerfile',
      'b/api.dockerfile',
      'c/Containerfile.dev',
      'c/containerfile-x',
      'd/Dockerfile-prod',
      'd/Dockerfile_prod',
      'd/prod.Containerfile',
      // Looked at, and left alone by what their names or texts say.
      'e/Dockerfile.tmpl',
      'e/dockerfile.go',
    ];
    const others = [
      'Dockerfile.dockerignore',
      'Dockerfile-notes.md',
      'Dockerfile.bak',
      'dockerfiles',
      'dockerfile_test/x',
      'Dockerfile.md',
      'Dockerfile.orig',
      'Dockerfile.rej',
      'Dockerfile.prod~',
      'Containerfile~',
      '.Dockerfile.swp',
      'Dockerfile.swp',
      'MyDockerfile',
      'docker-compose.yml',
      'a/Makefile',
    ];
    expect(await found(folder(files(...wanted, ...others)))).toEqual(wanted.toSorted());
  });

  it('stays out of .git, node_modules and vendor at any depth', async () => {
    const root = folder(
      files(
        '.git/Dockerfile',
        'node_modules/a/Dockerfile',
        'x/vendor/y/Dockerfile',
        'x/node_modules/Dockerfile',
        'vendors/Dockerfile',
      ),
    );
    expect(await found(root)).toEqual(['vendors/Dockerfile']);
  });

  it('takes a repository inside of another one by its own ignore files', async () => {
    const root = folder({
      ...files('a.Dockerfile', 'inner/a.Dockerfile', 'inner/b.Dockerfile', 'inner/drafts/Dockerfile'),
      '.gitignore': '*.Dockerfile\n',
      // The user's own words hold everywhere.
      '.dfoptignore': 'drafts/\n',
      'inner/.git/HEAD': 'ref: refs/heads/main\n',
      'inner/.gitignore': 'b.*\n',
    });
    expect(await found(root)).toEqual(['inner/a.Dockerfile']);
    // A submodule or a worktree has a file of that name.
    const submodule = folder({
      ...files('lib/a.Dockerfile'),
      '.gitignore': '*.Dockerfile\n',
      'lib/.git': 'gitdir: ../.git/modules/lib\n',
    });
    expect(await found(submodule)).toEqual(['lib/a.Dockerfile']);
  });

  it('reads an ignore file with a byte-order mark and Windows line ends as git does', async () => {
    const root = folder({
      ...files('build/Dockerfile', 'src/Dockerfile', '#x/Dockerfile'),
      '.gitignore': '\ufeffbuild/\r\n# comment\r\n\\#x/\r\n',
    });
    expect(await found(root)).toEqual(['src/Dockerfile']);
  });

  it('leaves out what git leaves out, by nested ignore files and with exceptions', async () => {
    const root = folder({
      ...files(
        'Dockerfile',
        'build/Dockerfile',
        'a/Dockerfile',
        'a/gen/Dockerfile',
        'a/gen/keep/Dockerfile',
        'a/b/Dockerfile.tmp',
        'a/b/Dockerfile.dev',
        'a/b/c/Dockerfile.tmp',
        'odd [name]/Dockerfile',
      ),
      '.gitignore': '/build/\n*.tmp\n# A comment\nodd\\ \\[name\\]/\n',
      'a/.gitignore': 'gen/*\n!gen/keep\n',
      'a/b/.gitignore': '!Dockerfile.tmp\n',
      'a/b/c/.gitignore': 'Dockerfile.tmp\n',
    });
    execFileSync('git', ['init', '-q'], { cwd: root });
    const git = execFileSync('git', ['ls-files', '-oz', '--exclude-standard', '--', '*Dockerfile*'], {
      cwd: root,
    })
      .toString()
      .split('\0')
      .filter((name) => name !== '');
    expect(await found(root)).toEqual(git.toSorted());
    expect(git).toContain('a/b/Dockerfile.tmp');
    expect(git).not.toContain('a/gen/Dockerfile');
  });

  it('obeys the ignore files above the directory, up to the repository', async () => {
    const root = folder({
      ...files('sub/Dockerfile', 'sub/Dockerfile.old', 'sub/out/Dockerfile'),
      '.gitignore': '*.old\nsub/out/\n',
    });
    expect(await found(join(root, 'sub'))).toEqual(['Dockerfile', 'Dockerfile.old', 'out/Dockerfile']);
    execFileSync('git', ['init', '-q'], { cwd: root });
    expect(await found(join(root, 'sub'))).toEqual(['Dockerfile']);
    // Named itself, an ignored directory is searched.
    expect(await found(join(root, 'sub/out'))).toEqual(['Dockerfile']);
  });

  it('lets .dfoptignore add to .gitignore and take back from it', async () => {
    const root = folder({
      ...files('a/Dockerfile', 'b/Dockerfile', 'c/Dockerfile'),
      '.gitignore': 'a/\n',
      '.dfoptignore': '!a/\nb/\n',
    });
    expect(await found(root)).toEqual(['a/Dockerfile', 'c/Dockerfile']);
  });

  it('lets --exclude decide over every file', async () => {
    const root = folder({ ...files('a/Dockerfile', 'b/Dockerfile'), 'a/.gitignore': '!Dockerfile\n' });
    expect(await found(root, ['a'])).toEqual(['b/Dockerfile']);
  });

  it('reports links and other things of the name without touching them, and follows no directory link', async () => {
    const outside = folder(files('Dockerfile'));
    const root = folder(files('a/Dockerfile'));
    symlinkSync('a/Dockerfile', join(root, 'Dockerfile'));
    symlinkSync(outside, join(root, 'elsewhere'));
    symlinkSync('.', join(root, 'loop'));
    mkdirSync(join(root, 'Dockerfile.d'));
    execFileSync('mkfifo', [join(root, 'Dockerfile.fifo')]);
    expect(await discover(root)).toEqual([
      { kind: 'link', path: 'Dockerfile' },
      {
        kind: 'failure',
        path: 'Dockerfile.fifo',
        failure: { code: 'not-a-regular-file', why: 'it is a FIFO (named pipe)' },
      },
      { kind: 'file', path: 'a/Dockerfile' },
    ]);
  });

  it('works in a directory whose name is a pattern', async () => {
    const root = folder(files('{a,b}/[c]*/Dockerfile'));
    expect(await found(join(root, '{a,b}'))).toEqual(['[c]*/Dockerfile']);
  });

  it('finds what lies below a name of two lines', async () => {
    const wanted = ['a\nb/Dockerfile', 'a\nb/c/x\ny.dockerfile'];
    expect(await found(folder(files(...wanted)))).toEqual(wanted);
  });

  it.skipIf(asRoot)('reports a directory it may not search and goes on', async () => {
    const root = folder(files('a/Dockerfile', 'b/Dockerfile'));
    chmodSync(join(root, 'a'), 0);
    const result = await discover(root);
    chmodSync(join(root, 'a'), 0o755);
    expect(result).toEqual([
      { kind: 'failure', path: 'a', failure: { code: 'no-permission' } },
      { kind: 'file', path: 'b/Dockerfile' },
    ]);
  });
});
