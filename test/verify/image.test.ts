import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessTo } from '../../src/verify/image/access.ts';
import { identityOf } from '../../src/verify/image/accounts.ts';
import { readImage } from '../../src/verify/image/image.ts';
import { packagesOf } from '../../src/verify/image/packages.ts';
import { dockerArchive, image, ociArchive } from './helpers/image.ts';
import { tar } from './helpers/tar.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dfopt-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function read(bytes: Buffer, cache?: Parameters<typeof readImage>[1]) {
  const file = join(directory, 'image.tar');
  await writeFile(file, bytes);
  return readImage(file, cache);
}

const layers = [
  [
    { path: 'etc', type: 'directory' },
    { path: 'etc/os', content: 'old' },
    { path: 'usr/bin', type: 'directory' },
    { path: 'usr/bin/tool', mode: 0o755, content: 'tool' },
    { path: 'bin', type: 'symlink', target: 'usr/bin' },
    { path: 'cache/a', content: 'a' },
    { path: 'cache/b', content: 'b' },
  ],
  [
    { path: 'etc/os', content: 'new' },
    { path: 'bin/app', mode: 0o755, content: 'app' },
    { path: 'cache/.wh.a' },
  ],
] as const;
const config = {
  Cmd: ['/bin/app'],
  Env: ['A=1=2', 'B='],
  ExposedPorts: { '80/tcp': {} },
  Labels: null,
  Healthcheck: { Test: ['CMD', 'x'], Interval: 0 },
};

describe('saved images', () => {
  test('a working directory is the same with a slash at its end', async () => {
    const { config: read_ } = await read(dockerArchive({ layers, config: { WorkingDir: '/srv/app/' } }));
    expect(read_.workingDir).toBe('/srv/app');
  });

  test.each([
    ['docker', dockerArchive({ layers, config })],
    ['OCI, gzip', ociArchive({ layers, config, compress: (layer) => gzipSync(layer) })],
  ])('%s archive: config, and layers on top of each other', async (_, bytes) => {
    const { files, config: read_, diffIds, bytes: size } = await read(bytes);
    expect(read_.env).toEqual(
      new Map([
        ['A', '1=2'],
        ['B', ''],
      ]),
    );
    expect(read_.cmd).toEqual(['/bin/app']);
    expect(read_.exposedPorts).toEqual(['80/tcp']);
    expect(read_.healthcheck).toEqual({ test: ['CMD', 'x'], settings: new Map() });
    expect(read_.workingDir).toBe('/');
    expect(diffIds).toHaveLength(2);
    expect(size).toBe('old'.length + 'tool'.length + 2 + 'new'.length + 'app'.length);
    const app = files.lookup('/bin/app');
    expect(app.found && app.node.path).toBe('/usr/bin/app');
    expect(app.found && app.node.layer).toBe(1);
    const old = files.lookup('/etc/os');
    expect(old.found && old.node.layer).toBe(1);
    expect(files.list('/cache')).toEqual(['b']);
    expect([...files.nodes()].map(({ path }) => path)).toEqual([
      '/bin',
      '/cache',
      '/cache/b',
      '/etc',
      '/etc/os',
      '/usr',
      '/usr/bin',
      '/usr/bin/app',
      '/usr/bin/tool',
    ]);
  });

  test('a layer seen before is not read again', async () => {
    const cache: NonNullable<Parameters<typeof readImage>[1]> = new Map();
    await read(dockerArchive({ layers, config }), cache);
    const [first] = cache.values();
    await read(dockerArchive({ layers: layers.slice(0, 1), config }), cache);
    expect([...cache.values()][0]).toBe(first);
    expect(cache.size).toBe(2);
  });

  test('what is no image is refused with a reason', async () => {
    await expect(read(tar([{ path: 'x', content: 'y' }]))).rejects.toThrow(/no index\.json/);
    await expect(read(tar([{ path: 'manifest.json', content: '[]' }]))).rejects.toThrow(/no image/);
    await expect(read(tar([{ path: 'manifest.json', content: '[{"Config":1}]' }]))).rejects.toThrow(
      /manifest\.json.*Config/,
    );
    await expect(read(tar([{ path: 'manifest.json', content: 'x' }]))).rejects.toThrow(/not JSON/);
  });
});

describe('layers', () => {
  test('an opaque directory hides what is below, wherever the marker stands', async () => {
    const { files } = await image([
      [{ path: 'd/old', content: '1' }],
      [{ path: 'd/new', content: '2' }, { path: 'd/.wh..wh..opq' }],
    ]);
    expect(files.list('/d')).toEqual(['new']);
  });

  test('a whiteout takes a tree away; the same layer may write there again', async () => {
    const { files } = await image([
      [{ path: 'd/sub/old', content: '1' }],
      [{ path: 'd/sub/new', content: '2' }, { path: 'd/.wh.sub' }],
    ]);
    expect(files.list('/d/sub')).toEqual(['new']);
  });

  test('a file takes a directory’s place, and the other way round', async () => {
    const { files } = await image([
      [
        { path: 'a/x', content: '1' },
        { path: 'b', content: '2' },
      ],
      [
        { path: 'a', content: '3' },
        { path: 'b', type: 'directory' },
        { path: 'b/y', content: '4' },
      ],
    ]);
    expect(files.list('/a')).toEqual([]);
    expect(files.list('/b')).toEqual(['y']);
  });

  test('a directory written again keeps what is in it', async () => {
    const { files } = await image([
      [{ path: 'a/x', content: '1' }],
      [{ path: 'a', type: 'directory', mode: 0o700 }],
    ]);
    const found = files.lookup('/a');
    expect(found.found && found.node.mode).toBe(0o700);
    expect(files.list('/a')).toEqual(['x']);
  });

  test('a hard link has its target’s content and rights', async () => {
    const { files } = await image([
      [
        { path: 'a', mode: 0o711, uid: 7, content: 'x' },
        { path: 'b', type: 'hardlink', target: 'a' },
      ],
    ]);
    const [a, b] = [files.lookup('/a'), files.lookup('/b')];
    expect(a.found && b.found && [b.node.file === a.node.file, b.node.mode, b.node.uid, b.node.path]).toEqual(
      [true, 0o711, 7, '/b'],
    );
  });

  test('links never lead out of the image, and loops end', async () => {
    const { files } = await image([
      [
        { path: 'up', type: 'symlink', target: '../../../etc/passwd' },
        { path: 'etc/passwd', content: 'root:x:0:0::/root:' },
        { path: 'loop', type: 'symlink', target: 'loop' },
        { path: 'gone', type: 'symlink', target: '/nowhere/x' },
      ],
    ]);
    const up = files.lookup('/up');
    expect(up.found && up.node.path).toBe('/etc/passwd');
    expect(files.lookup('/loop').found).toBe(false);
    expect(files.lookup('/gone')).toEqual({ found: false, at: '/nowhere' });
    expect(files.lookup('/gone', false).found).toBe(true);
  });
});

describe('users', () => {
  const records = [
    [
      {
        path: 'etc/passwd',
        content: 'root:x:0:0:root:/root:/bin/sh\n# none\napp:x:1042:1043::/home/app:/bin/sh\n',
      },
      { path: 'etc/group', content: 'root:x:0:\napps:x:1043:\nextra:x:9:app,root\n' },
    ],
  ];

  test.each([
    ['', { uid: 0, gid: 0, groups: [9], home: '/root', name: 'root' }],
    ['app', { uid: 1042, gid: 1043, groups: [9], home: '/home/app', name: 'app' }],
    ['1042', { uid: 1042, gid: 1043, groups: [9], home: '/home/app', name: 'app' }],
    ['app:extra', { uid: 1042, gid: 9, groups: [], home: '/home/app', name: 'app' }],
    ['7:8', { uid: 7, gid: 8, groups: [], home: '/', name: undefined }],
    ['7', { uid: 7, gid: 0, groups: [], home: '/', name: undefined }],
  ])('USER %s', async (user, identity) => {
    const { files } = await image(records);
    expect(identityOf(user, files)).toEqual({ resolved: true, identity });
  });

  test('a name that is not there', async () => {
    const { files } = await image(records);
    expect(identityOf('nobody', files)).toEqual({ resolved: false, unknown: 'user', name: 'nobody' });
    expect(identityOf('app:nogroup', files)).toEqual({ resolved: false, unknown: 'group', name: 'nogroup' });
  });

  test('the class that counts is the first that fits', async () => {
    const { files } = await image([[{ path: 'f', mode: 0o074, uid: 1, gid: 2, content: '' }]]);
    const found = files.lookup('/f');
    if (!found.found) throw new Error('no file');
    const as = (uid: number, gid: number, groups: readonly number[] = []) =>
      accessTo(found.node, { uid, gid, groups, home: '/', name: undefined });
    expect(as(1, 2)).toEqual({ read: false, write: false, execute: false });
    expect(as(3, 2)).toEqual({ read: true, write: true, execute: true });
    expect(as(3, 3, [2])).toEqual({ read: true, write: true, execute: true });
    expect(as(3, 3)).toEqual({ read: true, write: false, execute: false });
    expect(as(0, 0)).toEqual({ read: true, write: true, execute: true });
  });
});

describe('package databases', () => {
  test('dpkg: installed packages and their files, with merged /usr', async () => {
    const { files } = await image([
      [
        { path: 'bin', type: 'symlink', target: 'usr/bin' },
        { path: 'usr/bin/tool', content: '' },
        {
          path: 'var/lib/dpkg/status',
          content:
            'Package: tool\nStatus: install ok installed\nDescription: a\n Package: fake\n\nPackage: gone\nStatus: deinstall ok config-files\n',
        },
        { path: 'var/lib/dpkg/info/tool.list', content: '/.\n/bin\n/bin/tool\n' },
      ],
    ]);
    const packages = packagesOf(files);
    expect(packages?.names).toEqual(['tool']);
    expect(packages?.owns('/usr/bin/tool')).toBe(true);
    expect(packages?.owns('/usr/bin/other')).toBe(false);
  });

  test('distroless: a file for each package', async () => {
    const { files } = await image([
      [
        { path: 'var/lib/dpkg/status.d/tzdata', content: 'Package: tzdata\nVersion: 1\n' },
        { path: 'var/lib/dpkg/status.d/tzdata.md5sums', content: 'x' },
      ],
    ]);
    expect(packagesOf(files)?.names).toEqual(['tzdata']);
  });

  test('apk', async () => {
    const { files } = await image([
      [
        {
          path: 'lib/apk/db/installed',
          content: 'P:musl\nV:1\nF:lib\nR:ld-musl-x86_64.so.1\n\nP:curl\nF:usr/bin\nR:curl\n',
        },
      ],
    ]);
    expect(packagesOf(files)?.names).toEqual(['curl', 'musl']);
    expect(packagesOf(files)?.owns('/usr/bin/curl')).toBe(true);
  });

  test('none', async () => {
    const { files } = await image([[{ path: 'app', content: '' }]]);
    expect(packagesOf(files)).toBeUndefined();
  });
});
