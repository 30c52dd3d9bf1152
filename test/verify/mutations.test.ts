/** Breaking a correct migration in one way each: every time it is different, and the cause is named. */
import { emptyConfig } from './helpers/image.ts';
import type { TarSpec } from './helpers/tar.ts';
import type { Need } from '../../src/rule/need.ts';
import { toolchainOf } from '../../src/toolchain/traces.ts';
import { traces } from '../helpers/traces.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { compareConfig } from '../../src/verify/compare/config.ts';
import { compareFiles, workingDirectoryUnused } from '../../src/verify/compare/files.ts';
import { compareStatic } from '../../src/verify/compare/static.ts';
import type { Finding, LevelResult } from '../../src/verify/verdict/types.ts';
import { verdictOf } from '../../src/verify/verdict/verdict.ts';
import { elf } from './helpers/elf.ts';
import { image } from './helpers/image.ts';
import { mutationTable, type MutationRow } from './helpers/mutation-table.ts';
import {
  change,
  configured,
  entries,
  libc,
  migrated,
  original,
  withEnv,
  without,
  type ImageSpec,
} from './helpers/pair.ts';

const needs: readonly Need[] = [
  {
    kind: 'file',
    path: 'templates',
    directory: true,
    because: 'it parses templates/*',
    evidence: { file: 'main.go', line: 12, text: '' },
  },
];

async function compare(
  after: ImageSpec,
  before: ImageSpec = original,
  workdirUnused?: string,
  { known = needs, sourcesRead = false }: { known?: readonly Need[]; sourcesRead?: boolean } = {},
): Promise<readonly LevelResult[]> {
  const old = await image([entries(before.files)], before.config);
  const now = await image([entries(after.files)], after.config);
  return [
    compareConfig(old.config, now.config, {
      needs,
      toolchain: toolchainOf(old.config.env, traces),
      accepted: [],
      workingDirUnused: workingDirectoryUnused(old, undefined),
    }),
    compareFiles({
      before: old,
      after: now,
      base: { known: true, image: undefined },
      args: undefined,
      needs: known,
      toolchain: toolchainOf(old.config.env, traces),
      sourcesRead,
      ownSourcesRead: false,
      workdirUnused,
    }),
  ];
}

function blamed(results: readonly LevelResult[]): readonly Finding[] {
  return results.flatMap(({ findings }) => findings.filter(({ expected }) => !expected));
}

test('the correct migration is equal, its removals are expected', async () => {
  const results = await compare(migrated);
  expect(blamed(results)).toEqual([]);
  expect(results.map(({ status }) => status)).toEqual(['equal', 'equal']);
  expect(results.flatMap(({ findings }) => findings.map(({ what }) => what))).toEqual([
    'Env GOLANG_VERSION',
    'Env GOPATH',
    'Env GOTOOLCHAIN',
    'Env PATH',
    'Env PATH',
  ]);
});

const { config } = migrated;

/** The pair with `/etc` open to its group before, and not after, for programs of the user. */
function lessOpenToTheGroup(user: string): readonly [ImageSpec, ImageSpec] {
  const etc = (spec: ImageSpec, mode: number): ImageSpec =>
    configured(change(spec, 'etc', { type: 'directory', mode }), { user });
  return [etc(migrated, 0o755), etc(original, 0o775)];
}

function openToAll(spec: ImageSpec): ImageSpec {
  return change(spec, 'srv', { type: 'directory', mode: 0o777, uid: 0, gid: 0 });
}

/** A program in /srv, which belongs to that user, started elsewhere or there. */
function inDirectory(workingDir: string, uid: number): ImageSpec {
  const started = {
    entrypoint: [],
    cmd: ['/srv/app'],
    user: '1042:1042',
    volumes: [],
    healthcheck: undefined,
    workingDir,
  };
  return {
    config: { ...config, ...started },
    files: {
      srv: { type: 'directory', mode: 0o755, uid, gid: uid },
      'srv/app': { mode: 0o755, content: elf({ goFunctions: ['os.OpenFile'] }) },
    },
  };
}

/** What is blamed of the files. */
function differing(results: readonly LevelResult[]): readonly string[] {
  return blamed(results.slice(1)).map(({ code, what }) => `${code} ${what}`);
}

/** The pair with a server of these functions, and no certificates afterwards. */
function clients(goFunctions: readonly string[]): readonly [ImageSpec, ImageSpec] {
  const server = { mode: 0o755, content: elf({ goFunctions }) };
  return [without(change(migrated, 'app/server', server), 'etc/ssl'), change(original, 'app/server', server)];
}

/** With an `/etc` of that owner. */
function etcOf(spec: ImageSpec, uid: number): ImageSpec {
  return change(spec, 'etc', { type: 'directory', mode: 0o755, uid, gid: 0 });
}

/** With what apk was asked to install. */
function world(spec: ImageSpec, content: string): ImageSpec {
  return change(spec, 'lib/apk/db/world', { content });
}

/** With a working directory that the files have not. */
function inANewDirectory(spec: ImageSpec): ImageSpec {
  return configured(spec, { workingDir: '/gone/src' });
}

const elsewhere = { 'usr/local/bin/server': { ...migrated.files['app/server'], mode: 0o755 } };

const mutations: readonly (readonly [string, ImageSpec, string, string])[] = [
  ['the certificates dropped', without(migrated, 'etc/ssl'), 'certificates-missing', 'root certificates'],
  [
    'the working directory dropped',
    configured(migrated, { workingDir: '/' }),
    'workingdir-differs',
    'WorkingDir',
  ],
  ['one variable dropped', withEnv(migrated, { GREETING: undefined }), 'env-lost', 'Env GREETING'],
  ['one variable changed', withEnv(migrated, { GREETING: 'bye' }), 'env-differs', 'Env GREETING'],
  ['a variable added', withEnv(migrated, { DEBUG: '1' }), 'env-added', 'Env DEBUG'],
  [
    'a label dropped',
    configured(migrated, { labels: new Map() }),
    'labels-lost',
    'Labels org.opencontainers.image.title',
  ],
  ['the user dropped', configured(migrated, { user: '' }), 'user-differs', 'User'],
  ['the user’s record dropped', without(migrated, 'etc/passwd'), 'user-unknown', 'USER app'],
  [
    'the user’s number changed',
    change(migrated, 'etc/passwd', { content: 'app:x:1:1::/app:\n' }),
    'user-differs',
    'USER app',
  ],
  [
    'the zones dropped',
    without(migrated, 'usr/share/zoneinfo'),
    'time-zones-missing',
    'the time zone database',
  ],
  [
    'a template dropped',
    without(migrated, 'app/templates/index.html'),
    'data-missing',
    '/app/templates/index.html',
  ],
  ['the templates dropped', without(migrated, 'app/templates'), 'data-missing', 'templates'],
  [
    'an asset changed',
    change(migrated, 'app/assets/logo.svg', { content: '<svg></svg>' }),
    'content-differs',
    '/app/assets/logo.svg',
  ],
  [
    'a library dropped',
    without(migrated, 'usr/lib/x86_64-linux-gnu/libsqlite3.so.0'),
    'library-missing',
    'libsqlite3.so.0',
  ],
  ['the loader dropped', without(migrated, 'lib64'), 'loader-missing', '/lib64/ld-linux-x86-64.so.2'],
  [
    'an older C library',
    change(migrated, 'lib/x86_64-linux-gnu/libc.so.6', { content: libc(['GLIBC_2.2.5']) }),
    'library-too-old',
    'libc.so.6',
  ],
  [
    'the execute bit dropped',
    change(migrated, 'app/server', { mode: 0o644 }),
    'program-not-executable',
    '/app/server',
  ],
  [
    'the program only its owner may run',
    change(migrated, 'app/server', { mode: 0o700 }),
    'program-not-executable',
    '/app/server',
  ],
  [
    'a directory nobody may search',
    change(migrated, 'app', { mode: 0o700, uid: 0, gid: 0 }),
    'program-unreachable',
    '/app/entrypoint.sh',
  ],
  ['the program dropped', without(migrated, 'app/server'), 'program-missing', './server'],
  [
    'another program',
    change(migrated, 'app/server', { content: elf({ salt: 'x' }) }),
    'content-differs',
    '/app/server',
  ],
  ['a volume of another owner', change(migrated, 'data', { uid: 0, gid: 0 }), 'owner-differs', '/data'],
  ['a volume without its directory', without(migrated, 'data'), 'directory-missing', '/data'],
  ['a volume without its content', without(migrated, 'data/seed.db'), 'data-missing', '/data/seed.db'],
  ['the volume not declared', configured(migrated, { volumes: [] }), 'volumes-lost', 'Volumes /data'],
  ['the health tool dropped', without(migrated, 'usr/bin/curl'), 'program-missing', 'curl'],
  [
    'the health check dropped',
    configured(migrated, { healthcheck: undefined }),
    'healthcheck-differs',
    'Healthcheck',
  ],
  ['a program a script calls dropped', without(migrated, 'usr/bin/envsubst'), 'program-missing', 'envsubst'],
  ['the shell dropped', without(migrated, 'bin/sh'), 'interpreter-missing', '/bin/sh'],
  [
    'exec form made shell form',
    configured(migrated, { cmd: ['/bin/sh', '-c', './server --port 8080'] }),
    'cmd-differs',
    'Cmd',
  ],
  ['the entrypoint dropped', configured(migrated, { entrypoint: [] }), 'entrypoint-differs', 'Entrypoint'],
  ['an argument changed', configured(migrated, { cmd: ['./server', '--port', '80'] }), 'cmd-differs', 'Cmd'],
  ['a directory gone from PATH', withEnv(migrated, { PATH: '/usr/local/bin:/bin' }), 'path-lost', 'Env PATH'],
  [
    'another order of PATH',
    withEnv(migrated, { PATH: '/bin:/usr/local/bin:/usr/bin' }),
    'path-order',
    'Env PATH',
  ],
  [
    'the program in another place',
    {
      ...migrated,
      config: { ...config, cmd: ['server'] },
      files: { ...without(migrated, 'app/server').files, ...elsewhere },
    },
    'cmd-differs',
    'Cmd',
  ],
  [
    'a port dropped',
    configured(migrated, { exposedPorts: [] }),
    'exposedports-lost',
    'ExposedPorts 8080/tcp',
  ],
  ['the stop signal dropped', configured(migrated, { stopSignal: '' }), 'stopsignal-differs', 'StopSignal'],
  ['a trigger dropped', configured(migrated, { onBuild: [] }), 'onbuild-differs', 'OnBuild'],
  ['another platform', configured(migrated, { platform: 'linux/arm64' }), 'platform-differs', 'platform'],
  [
    'a closed temporary directory',
    change(migrated, 'tmp', { mode: 0o755 }),
    'temporary-directory-missing',
    'a writable temporary directory',
  ],
  [
    'no temporary directory',
    without(migrated, 'tmp'),
    'temporary-directory-missing',
    'a writable temporary directory',
  ],
  [
    'file capabilities dropped',
    change(migrated, 'usr/bin/ping', { pax: {} }),
    'capability-differs',
    '/usr/bin/ping',
  ],
  [
    'a file the original never had, in the working directory',
    change(migrated, 'app/extra', { content: 'x' }),
    'path-added',
    '/app/extra',
  ],
  [
    'settings the original never had',
    change(migrated, 'etc/nsswitch.conf', { content: 'hosts: dns' }),
    'path-added',
    '/etc/nsswitch.conf',
  ],
  [
    'a program that is found before another',
    change(migrated, 'usr/local/bin/curl', { mode: 0o755, content: 'x' }),
    'path-added',
    '/usr/local/bin/curl',
  ],
  [
    'a second library of the same name',
    change(migrated, 'opt/libsqlite3.so.0', { content: elf({ soname: 'libsqlite3.so.0' }) }),
    'path-added',
    '/opt/libsqlite3.so.0',
  ],
  [
    'a file in a directory’s place',
    change(without(migrated, 'app/templates'), 'app/templates', { type: 'file', content: '' }),
    'type-differs',
    '/app/templates',
  ],
  [
    'a file more may read',
    change(migrated, 'app/app.conf', { mode: 0o666 }),
    'mode-differs',
    '/app/app.conf',
  ],
];

/** What the program is only known to have the code for: nobody can tell whether it is missed. */
const onlyLinkedIn: ReadonlySet<string> = new Set([
  'the certificates dropped',
  'the zones dropped',
  'no temporary directory',
]);

/** What is said of certificates that are gone. */
async function certificatesLost(options: Parameters<typeof compare>[3]): Promise<readonly string[]> {
  const results = await compare(without(migrated, 'etc/ssl'), original, undefined, options);
  return results.flatMap(({ status, findings }) =>
    findings
      .filter(({ code }) => code === 'certificates-missing')
      .map(({ expected, open, noted, cause }) =>
        [status, expected && 'expected', open === true && 'open', noted === true && 'noted', cause]
          .filter((part) => part !== false)
          .join(' '),
      ),
  );
}

describe('what is linked in', () => {
  const certificates: Need = {
    kind: 'certificates',
    because: 'it makes TLS connections',
    evidence: undefined,
  };

  test('and lost, it is unknown; the sources say that it is unused; the migration knows that it is needed', async () => {
    expect(await certificatesLost({})).toEqual([
      expect.stringMatching(/^unknown open .*is linked in\), though it may never use it$/),
    ]);
    expect(await certificatesLost({ sourcesRead: true })).toEqual([
      expect.stringMatching(/^equal expected noted .*the sources, read to the end, say that it does not$/),
    ]);
    const known = [...needs, certificates];
    for (const sourcesRead of [false, true]) {
      expect((await certificatesLost({ known, sourcesRead }))[0]).toMatch(
        /^different the original has it, the new image doesn't; it makes TLS connections$/,
      );
    }
  });
});

describe('mutations', () => {
  const rows: MutationRow[] = [];
  afterAll(() => console.log(mutationTable(rows)));

  test('there are at least 25', () => {
    expect(new Set(mutations.map(([name]) => name)).size).toBeGreaterThanOrEqual(25);
  });

  test.each(mutations)('%s', async (way, after, code, what) => {
    const results = await compare(after);
    const found = blamed(results);
    const verdict = verdictOf([compareStatic('', ''), ...results]);
    rows.push({ way, verdict, cause: found.find((one) => one.code === code && one.what === what) });
    expect(found.map((one) => `${one.code}: ${one.what}`)).toContain(`${code}: ${what}`);
    expect(verdict).toBe(onlyLinkedIn.has(way) ? 'unknown' : 'different');
  });
});

const withRoot = (spec: ImageSpec, mode: number): ImageSpec =>
  change(change(spec, 'root', { type: 'directory', mode }), 'root/x', { content: 'x' });
const zone = (spec: ImageSpec, name: string): ImageSpec =>
  change(spec, `opt/zones/${name}`, { content: name });
/** With what every server that reads forms has. */
const seldom = (spec: ImageSpec): ImageSpec =>
  change(spec, 'app/server', {
    content: elf({
      goFunctions: [
        'net/http.(*Client).do',
        'os.CreateTemp',
        'mime/multipart.(*Reader).readForm',
        'time.LoadLocation',
        'github.com/robfig/cron/v3.Parser.Parse',
      ],
    }),
  });

describe('what is not blamed', () => {
  test('a missing library that the original lacks, too', async () => {
    const gone = 'usr/lib/x86_64-linux-gnu/libsqlite3.so.0';
    expect(blamed(await compare(without(migrated, gone), without(original, gone)))).toEqual([]);
  });

  test('a working directory that the program cannot use', async () => {
    const only = elf({ goFunctions: ['fmt.Println'] });
    const make = (workingDir: string): ImageSpec => ({
      config: {
        ...config,
        entrypoint: [],
        cmd: ['/bin/app'],
        user: '',
        volumes: [],
        healthcheck: undefined,
        workingDir,
      },
      files: { 'bin/app': { mode: 0o755, content: only } },
    });
    const results = await compare(make('/'), make('/src'));
    expect(blamed(results)).toEqual([]);
    expect(results[0]?.findings.map(({ code }) => code)).toEqual(['workingdir-differs']);
  });

  test('the owner of a working directory that the migration leaves, as the program does not look at it', async () => {
    const [before, after] = [inDirectory('/srv', 1042), inDirectory('/', 0)];
    expect(differing(await compare(after, before, 'nothing looks at it'))).toEqual([]);
    expect(differing(await compare(after, before))).toEqual(['owner-differs /srv']);
    expect(differing(await compare(inDirectory('/srv', 0), before, 'nothing looks at it'))).toEqual([
      'owner-differs /srv',
    ]);
  });

  test('what is only added, which is a remark with a count', async () => {
    const directory = change(migrated, 'opt/zones', { type: 'directory', mode: 0o755 });
    const results = await compare(['a', 'b', 'c'].reduce(zone, directory));
    expect(blamed(results)).toEqual([]);
    expect(results[1]?.remarks.join()).toContain('only the new image has /opt (5 paths)');
  });

  test('a program that lies where /bin leads, in an image where that is a link', async () => {
    const program: Omit<TarSpec, 'path'> = { mode: 0o755, content: elf({ goFunctions: ['fmt.Println'] }) };
    const started = { ...emptyConfig, env: config.env, cmd: ['/bin/action'] };
    const before: ImageSpec = { config: started, files: { 'bin/action': program } };
    const merged: ImageSpec = {
      config: started,
      files: { bin: { type: 'symlink', target: 'usr/bin' }, 'usr/bin/action': program },
    };
    const names = async (after: ImageSpec): Promise<readonly string[]> =>
      blamed(await compare(after, before)).map(({ what }) => what);
    expect(await names(merged)).not.toContain('/usr/bin/action');
    const twice = change(before, 'usr/bin/action', program);
    expect(await names(twice)).toContain('/usr/bin/action');
  });

  test('those that the toolchain opens for building', async () => {
    const after = change(migrated, 'go', { type: 'directory', mode: 0o755 });
    expect(blamed(await compare(after, original))).toEqual([]);
  });

  test('but a directory that was private and that all may look into is', async () => {
    const results = await compare(withRoot(migrated, 0o755), withRoot(original, 0o700));
    expect(differing(results)).toEqual(['mode-differs /root']);
    expect(blamed(await compare(withRoot(migrated, 0o700), withRoot(original, 0o700)))).toEqual([]);
  });

  test('indexes that packages write, where other packages are installed', async () => {
    const index = 'usr/lib/x86_64-linux-gnu/gdk-pixbuf-2.0/2.10.0/loaders.cache';
    const installed = (spec: ImageSpec, names: readonly string[]): ImageSpec =>
      [index, 'usr/share/mime/globs2', 'srv/pictures.list'].reduce(
        (image, path) => change(image, path, { content: names.join('\n') }),
        change(spec, 'var/lib/dpkg/status', {
          content: names.map((name) => `Package: ${name}\nStatus: install ok installed\n`).join('\n'),
        }),
      );
    const results = await compare(
      installed(migrated, ['libgdk-pixbuf-2.0-0']),
      installed(original, ['libgdk-pixbuf-2.0-0', 'librsvg2-common']),
    );
    expect(differing(results)).toEqual(['content-differs /srv/pictures.list']);
  });

  test('caches of package managers, where all there was to install was there before', async () => {
    const results = await compare(
      change(migrated, 'var/cache/apt/pkgcache.bin', { content: 'after' }),
      change(original, 'var/cache/apt/pkgcache.bin', { content: 'before' }),
    );
    expect(differing(results)).toEqual([]);
  });

  describe('a directory that its group alone may write less', () => {
    test.each(['', 'app'])('for a program of user %j outside of it', async (user) => {
      const results = await compare(...lessOpenToTheGroup(user));
      expect(blamed(results)).toEqual([]);
      expect(results[1]?.findings.map(({ what, cause }) => `${what}: ${cause}`)).toContainEqual(
        expect.stringMatching(/^\/etc: .*less open to group 0/),
      );
    });

    test('but not where the program is in the group', async () => {
      expect(
        blamed(await compare(...lessOpenToTheGroup('1042:0'))).map(({ code, what }) => `${code} ${what}`),
      ).toEqual(['mode-differs /etc']);
    });
  });

  describe('a working directory that was open to all', () => {
    test("is the program's user's now", async () => {
      const results = await compare(inDirectory('/srv', 1042), openToAll(inDirectory('/srv', 1042)));
      expect(blamed(results)).toEqual([]);
      expect(results[1]?.findings.map(({ what, cause }) => `${what}: ${cause}`)).toContainEqual(
        expect.stringMatching(/^\/srv: .*less open to others/),
      );
    });

    test('but not where it is left to another', async () => {
      const results = await compare(inDirectory('/srv', 0), openToAll(inDirectory('/srv', 1042)));
      expect(blamed(results).map(({ code, what }) => `${code} ${what}`)).toContain('mode-differs /srv');
    });
  });

  test('a working directory that the original lacks and the engine makes', async () => {
    const made = { type: 'directory', mode: 0o755 } as const;
    const after = change(change(inANewDirectory(migrated), 'gone', made), 'gone/src', made);
    const commands = new Set(['directory-missing', 'path-added']);
    const codes = blamed(await compare(after, inANewDirectory(original))).filter(({ code }) =>
      commands.has(code),
    );
    expect(codes).toEqual([]);
    const other = change(after, 'gone/src', { ...made, mode: 0o777 });
    expect(blamed(await compare(other, inANewDirectory(original))).map(({ what }) => what)).toContain(
      '/gone/src',
    );
  });

  test('a file behind a link of the original’s', async () => {
    const before = change(without(original, 'bin/sh'), 'bin', { type: 'symlink', target: 'usr/bin' });
    const linked: ImageSpec = change(
      change(before, 'usr/bin/sh', { mode: 0o755, content: 'dash' }),
      'usr/bin/x',
      { content: 'x' },
    );
    expect(blamed(await compare(change(migrated, 'bin/x', { content: 'x' }), linked))).toEqual([]);
  });

  test.each([
    ['a directory on the way that is the program’s user’s now', 1042, []],
    ['but one that is somebody else’s', 7, ['owner-differs /etc']],
  ])('%s', async (_, uid, expected) => {
    const results = await compare(etcOf(migrated, uid), etcOf(original, uid === 7 ? 1042 : 0));
    expect(blamed(results).map(({ code, what }) => `${code} ${what}`)).toEqual(expected);
  });

  test('root certificates that are part of the program', async () => {
    const client = 'net/http.(*Client).do';
    expect(blamed(await compare(...clients([client]))).map(({ code }) => code)).toEqual([
      'certificates-missing',
    ]);
    expect(blamed(await compare(...clients([client, 'crypto/x509.SetFallbackRoots'])))).toEqual([]);
  });

  test('the books of a package manager', async () => {
    expect(blamed(await compare(world(migrated, 'tzdata'), world(original, 'gcc tzdata')))).toEqual([]);
  });

  test('what a package brought', async () => {
    const installed = change(
      change(migrated, 'lib/apk/db/installed', { content: 'P:tzdata\nF:usr/share/tz\nR:x\n' }),
      'usr/share/tz/x',
      { content: 'new' },
    );
    const results = await compare(installed);
    expect(blamed(results)).toEqual([]);
    expect(results.flatMap(({ remarks }) => remarks).join()).toMatch(
      /\d paths were installed by the package manager \(tzdata\) and were not compared/,
    );
  });

  test('certificates, when the sources say that nothing connects with TLS', async () => {
    const before = await image([entries(original.files)], original.config);
    const after = await image([entries(without(migrated, 'etc/ssl').files)], migrated.config);
    const { status, findings } = compareFiles({
      before,
      after,
      base: { known: true, image: undefined },
      args: undefined,
      needs,
      toolchain: toolchainOf(before.config.env, traces),
      sourcesRead: true,
      ownSourcesRead: true,
    });
    expect([status, findings.map(({ code, expected, noted }) => `${code} ${expected} ${noted}`)]).toEqual([
      'equal',
      ['certificates-missing true true'],
    ]);
  });

  test('what is linked in for what programs seldom ask for is open, unless the sources were read', async () => {
    const before = await image([entries(seldom(original).files)], original.config);
    const toolchain = toolchainOf(before.config.env, traces);
    const statuses = async (gone: string): Promise<readonly string[]> => {
      const after = await image([entries(without(seldom(migrated), gone).files)], migrated.config);
      const input = { before, after, args: undefined, needs: [], toolchain };
      return [
        { sourcesRead: false, ownSourcesRead: false },
        { sourcesRead: false, ownSourcesRead: true },
        { sourcesRead: true, ownSourcesRead: true },
      ].map((read) => compareFiles({ ...input, base: { known: true, image: undefined }, ...read }).status);
    };
    // What a library does for the program's own text alone is told by that.
    expect(await statuses('usr/share/zoneinfo')).toEqual(['unknown', 'equal', 'equal']);
    // A directory can be made.
    expect(await statuses('tmp')).toEqual(['equal', 'equal', 'equal']);
    // What is linked in for itself is not.
    expect(await statuses('etc/ssl')).toEqual(['unknown', 'unknown', 'equal']);
  });

  test('only what the new image has on top of its base is compared', async () => {
    const base = [{ path: 'etc/os-release', content: 'distroless' }];
    const before = await image([entries(original.files)], original.config);
    const after = await image([base, entries(migrated.files)], migrated.config);
    const toolchain = toolchainOf(before.config.env, traces);
    const input = {
      before,
      after,
      args: undefined,
      needs,
      toolchain,
      sourcesRead: false,
      ownSourcesRead: false,
    };
    const baseImage = await image([base]);
    expect(compareFiles({ ...input, base: { known: true, image: baseImage } }).status).toBe('equal');
    expect(compareFiles({ ...input, base: { known: true, image: undefined } }).status).toBe('different');
    expect(compareFiles({ ...input, base: { known: false, why: 'no' } }).status).toBe('unknown');
  });
});
