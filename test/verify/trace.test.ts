/** What the original opens while it runs, and what the loss of it comes to. */
import { describe, expect, test } from 'vitest';
import { ran, fakeEngine, before, verifyWith } from './helpers/fake-engine.ts';
import type { VerifyRequest } from '../../src/verify/request.ts';
import { traceEvents } from '../../src/verify/trace/strace.ts';
import { findTracer, tracerPlace, type FoundTracer } from '../../src/verify/trace/tracer.ts';
import { elf } from './helpers/elf.ts';
import type { TarSpec } from './helpers/tar.ts';

describe('reading strace', () => {
  test('opened and started, across processes and interruptions', () => {
    const trace = [
      '10 execve("./app", ["./app"], 0x7ffd /* 9 vars */) = 0',
      '10 openat(AT_FDCWD</src>, "t/a.html", O_RDONLY|O_CLOEXEC) = 3</src/t/a.html>',
      '10 openat(AT_FDCWD</src>, "gone", O_RDONLY) = -1 ENOENT (No such file or directory)',
      '11 openat(AT_FDCWD</src>, "b", O_RDONLY <unfinished ...>',
      '10 vfork( <unfinished ...>',
      '12 execve("/bin/sh", ["sh", "-c", "a, b)\\""], 0x1 <unfinished ...>',
      '10 <... vfork resumed>)              = 12',
      '11 <... openat resumed>)             = 4</src/b>',
      '12 <... execve resumed>)             = 0',
      '12 execve("/bin/no", ["no"], 0x1) = -1 ENOENT (No such file or directory)',
      '12 open("/x\\303\\244", O_RDONLY) = 5</x\\303\\244>',
      '12 openat(5</srv>, "l", O_RDONLY) = 6</data/real>',
      '12 openat(AT_FDCWD</src>, "log", O_WRONLY|O_CREAT|O_TRUNC, 0600) = 7</src/log>',
      '12 openat(AT_FDCWD</src>, "tmp", O_RDWR|O_CREAT, 0600) = 8</tmp/x (deleted)>',
      '12 newfstatat(AT_FDCWD</src>, "c", {st_mode=S_IFREG|0644}, 0) = 0',
      '13 +++ exited with 0 +++',
    ].join('\n');
    const shown = traceEvents(trace, '/src').map(({ kind, path, real, by, anew }) =>
      [kind, path, path === real ? '' : real, by.join(' '), anew ? 'anew' : ''].join('|'),
    );
    expect(shown).toEqual([
      'started|/src/app|||',
      'opened|/src/t/a.html||/src/app|',
      'missed|/src/gone||/src/app|',
      'opened|/src/b|||',
      'started|/bin/sh||/src/app|',
      'opened|/xä||/src/app /bin/sh|',
      'opened|/srv/l|/data/real|/src/app /bin/sh|',
      'opened|/src/log||/src/app /bin/sh|anew',
    ]);
  });

  test('nothing', () => {
    expect(traceEvents('', '/')).toEqual([]);
  });
});

test('strace of this machine is named with all that it takes', async () => {
  const found = await findTracer();
  if (!found.found) expect(found.why).toContain('strace');
  else {
    expect(found.tracer.command.join(' ')).toContain(`${tracerPlace}/strace`);
    expect(found.tracer.files.every((file) => file.startsWith('/'))).toBe(true);
  }
});

const here: FoundTracer = {
  found: true,
  tracer: { command: [`${tracerPlace}/strace`], files: [import.meta.filename], machine: 'x86-64' },
};
const nowhere: FoundTracer = { found: false, why: 'this machine has no strace' };

const programFile = (path: string, more: Parameters<typeof elf>[0] = {}): TarSpec => ({
  path,
  mode: 0o755,
  content: elf(more),
});
const app = programFile('bin/app', { goFunctions: ['fmt.Println'] });
const always: readonly TarSpec[] = [programFile('bin/sh'), programFile('bin/cat'), app];
const config = { Cmd: ['/bin/app'], Env: ['PATH=/usr/bin:/bin'] };

interface Scene {
  /** What the trace has behind the start of the program. */
  readonly trace: readonly string[];
  readonly original?: readonly TarSpec[];
  readonly now?: readonly TarSpec[];
  readonly request?: Partial<VerifyRequest>;
  readonly tracer?: FoundTracer;
  /** Variables of both images: which toolchain they are of. */
  readonly variables?: readonly string[];
}

const opens = (path: string, pid = 1): string =>
  `${pid} openat(AT_FDCWD</>, "${path}", O_RDONLY) = 3<${path}>`;
const misses = (path: string): string =>
  `1 openat(AT_FDCWD</>, "${path}", O_RDONLY) = -1 ENOENT (No such file or directory)`;
const starts = (path: string, pid = 1): string => `${pid} execve("${path}", ["x"], 0x1) = 0`;

async function traced({
  trace,
  original = [],
  now = [],
  request = {},
  tracer = here,
  variables = [],
}: Scene) {
  const scripts: string[] = [];
  const both = { ...config, Env: [...config.Env, ...variables] };
  const engine = fakeEngine({
    build: (text) =>
      text === before || text.startsWith('FROM dfopt')
        ? { layers: [[...always, ...original]], config: both }
        : { layers: [[app, ...now]], config: both },
    run: (_, { command }) => {
      const script = command.join(' ');
      if (!script.includes('strace')) return ran();
      scripts.push(script);
      return ran({ stdout: [starts('/bin/app'), ...trace].join('\n') });
    },
  });
  const changes: Partial<VerifyRequest> = { trace: 'at-hand', ...request };
  const result = await verifyWith(engine, changes, undefined, { tracer: () => Promise.resolve(tracer) });
  const level = result.levels.at(-1);
  return { result, level, scripts, builds: engine.builds(), left: engine.left() };
}

describe('the level', () => {
  const lost: Scene = { trace: [opens('/conf.json')], original: [{ path: 'conf.json', content: '{}' }] };

  test('strace of this machine is laid in, and what is opened and lost is a difference', async () => {
    const { result, level, scripts, builds, left } = await traced(lost);
    expect(level?.findings.map(({ code, what, expected }) => [code, what, expected])).toEqual([
      ['file-not-there', '/conf.json', false],
    ]);
    expect(result.verdict).toBe('different');
    expect(builds.at(-1)).toMatch(/^FROM \S+\nCOPY tracer \/\.dfopt-trace\/\n$/);
    expect(scripts.join()).toContain(`exec ${tracerPlace}/strace -I 2 -f`);
    expect(left).toEqual([]);
  });

  test('nothing is lost: equal, and it is told how much was looked at', async () => {
    const { result, level } = await traced({ ...lost, now: lost.original ?? [] });
    expect([result.verdict, level?.status, level?.remarks]).toEqual([
      'equal',
      'equal',
      ['2 files opened or started'],
    ]);
  });

  test('without strace at hand nothing is fetched, and the verdict is what it was', async () => {
    const { result, level, builds } = await traced({ ...lost, tracer: nowhere });
    expect([result.verdict, level?.status, level?.remarks]).toEqual([
      'equal',
      'not asked',
      ['not available: this machine has no strace'],
    ]);
    expect(builds).toHaveLength(2);
  });

  test('asked for, it is installed by the package manager; where there is none, it is unknown', async () => {
    const asked = { ...lost, request: { trace: 'asked' as const }, tracer: nowhere };
    const apt = { ...asked, original: [...(lost.original ?? []), programFile('usr/bin/apt-get')] };
    const installed = await traced(apt);
    expect(installed.result.verdict).toBe('different');
    expect(installed.builds.at(-1)).toContain('install -y');
    const none = await traced(asked);
    expect([none.result.verdict, none.level?.status]).toEqual(['unknown', 'unknown']);
  });

  test('strace of the image itself takes no build; one for another processor is none', async () => {
    const own = await traced({
      ...lost,
      original: [...(lost.original ?? []), programFile('usr/bin/strace')],
    });
    expect([own.result.verdict, own.builds.length]).toEqual(['different', 2]);
    expect(own.builds.every((text) => !text.includes('tracer'))).toBe(true);
    const other: FoundTracer = { ...here, tracer: { ...here.tracer, machine: 'aarch64' } };
    expect((await traced({ ...lost, tracer: other })).level?.status).toBe('not asked');
  });

  test('turned off', async () => {
    const { result, level } = await traced({ ...lost, request: { trace: 'off' } });
    expect([result.verdict, level?.status]).toEqual(['equal', 'not asked']);
  });
});

const file = (path: string, content = 'x'): TarSpec => ({ path: path.slice(1), content });

describe('what the loss comes to', () => {
  const bundle = '/etc/ssl/certs/ca-certificates.crt';
  const rome = '/usr/share/zoneinfo/Europe/Rome';
  const archive = '/usr/local/go/lib/time/zoneinfo.zip';
  const read: Partial<VerifyRequest> = { sourcesRead: true };
  const withShell: Partial<VerifyRequest> = {
    before: before.replace('["/bin/app"]', '/bin/app'),
  };

  test.each<[string, Scene, readonly (readonly [string, string])[]]>([
    ['a path of the engine', { trace: [opens('/proc/self/maps')] }, []],
    ['what the program made itself', { trace: [opens('/tmp/made')] }, []],
    [
      'the cache of the loader',
      { trace: [opens('/etc/ld.so.cache')], original: [file('/etc/ld.so.cache')] },
      [['/etc/ld.so.cache', 'expected']],
    ],
    [
      'what an interpreter makes of the file beside it, in images of its own',
      {
        trace: [opens('/app/__pycache__/a.pyc'), opens('/app/a.so')],
        original: [file('/app/__pycache__/a.pyc'), file('/app/a.so')],
        variables: ['PYTHON_VERSION=3.13.0'],
      },
      [
        ['/app/__pycache__/a.pyc', 'expected'],
        ['/app/a.so', 'difference'],
      ],
    ],
    [
      'the same in images of another',
      { trace: [opens('/app/__pycache__/a.pyc')], original: [file('/app/__pycache__/a.pyc')] },
      [['/app/__pycache__/a.pyc', 'difference']],
    ],
    [
      'a library that is preloaded',
      { trace: [opens('/etc/ld.so.preload')], original: [file('/etc/ld.so.preload')] },
      [['/etc/ld.so.preload', 'difference']],
    ],
    [
      'a library that a program is linked with, and one that it loads by name',
      {
        trace: [starts('/bin/tool', 2), opens('/lib/liba.so', 2), opens('/lib/libb.so', 2)],
        original: [
          programFile('bin/tool', { interpreter: '/lib/ld-linux.so.2', needed: ['liba.so'] }),
          programFile('lib/liba.so', { soname: 'liba.so' }),
          programFile('lib/libb.so', { soname: 'libb.so' }),
        ],
        now: [programFile('bin/tool', { interpreter: '/lib/ld-linux.so.2' })],
      },
      [
        ['/lib/liba.so', 'expected'],
        ['/lib/libb.so', 'difference'],
      ],
    ],
    [
      'certificates that lie elsewhere',
      {
        trace: [opens(bundle), opens('/usr/share/ca-certificates/a.crt')],
        original: [file(bundle), file('/usr/share/ca-certificates/a.crt')],
        now: [file('/etc/ssl/cert.pem')],
      },
      [
        [bundle, 'expected'],
        ['/usr/share/ca-certificates/a.crt', 'expected'],
      ],
    ],
    [
      'certificates that are gone',
      { trace: [opens(bundle)], original: [file(bundle)], request: read },
      [[bundle, 'difference']],
    ],
    [
      'a zone that lies elsewhere',
      { trace: [opens(rome)], original: [file(rome)], now: [file('/etc/zoneinfo/Europe/Rome')] },
      [[rome, 'expected']],
    ],
    [
      'a zone where the new image has another alone',
      { trace: [opens(rome)], original: [file(rome)], now: [file('/usr/share/zoneinfo/UTC')] },
      [[rome, 'difference']],
    ],
    [
      'a local zone that is UTC',
      {
        trace: [opens('/etc/localtime')],
        original: [file('/etc/localtime', 'utc'), file('/usr/share/zoneinfo/UTC', 'utc')],
      },
      [['/etc/localtime', 'expected']],
    ],
    [
      'a local zone that is another',
      {
        trace: [opens('/etc/localtime')],
        original: [file('/etc/localtime', 'rome'), file('/usr/share/zoneinfo/UTC', 'utc')],
      },
      [['/etc/localtime', 'difference']],
    ],
    [
      'a local zone that is looked for among those of the toolchain',
      {
        trace: [misses('/etc/localtime'), opens(archive)],
        original: [file(archive)],
      },
      [[archive, 'expected']],
    ],
    [
      'a zone of a name that the toolchain brings',
      {
        trace: [misses('/etc/localtime'), opens(archive), misses(rome), opens(archive)],
        original: [file(archive)],
      },
      [[archive, 'difference']],
    ],
    [
      'zones of the toolchain for another reason than a local zone that is not there',
      { trace: [opens(archive)], original: [file(archive), file('/etc/localtime')] },
      [[archive, 'difference']],
    ],
    [
      'settings of OpenSSL as its package brings them',
      {
        trace: [opens('/etc/ssl/openssl.cnf')],
        original: [file('/etc/ssl/openssl.cnf'), file('/var/lib/dpkg/info/openssl.list')],
      },
      [['/etc/ssl/openssl.cnf', 'expected']],
    ],
    [
      'settings of OpenSSL that are no package’s',
      { trace: [opens('/etc/ssl/openssl.cnf')], original: [file('/etc/ssl/openssl.cnf')] },
      [['/etc/ssl/openssl.cnf', 'difference']],
    ],
    [
      'an order of looking hosts up that holds without the file, too',
      {
        trace: [opens('/etc/nsswitch.conf')],
        original: [file('/etc/nsswitch.conf', 'passwd: files\nhosts:   files dns # usual\n')],
      },
      [['/etc/nsswitch.conf', 'expected']],
    ],
    [
      'another order',
      {
        trace: [opens('/etc/nsswitch.conf')],
        original: [file('/etc/nsswitch.conf', 'hosts: dns files\n')],
      },
      [['/etc/nsswitch.conf', 'open']],
    ],
    [
      'names of services, where nobody knows which are asked for',
      { trace: [opens('/etc/services')], original: [file('/etc/services')] },
      [['/etc/services', 'open']],
    ],
    [
      'names of services, where the sources were read',
      { trace: [opens('/etc/services')], original: [file('/etc/services')], request: read },
      [['/etc/services', 'expected']],
    ],
    [
      'a locale, of a program that is static now',
      {
        trace: [opens('/usr/lib/locale/C.utf8/LC_CTYPE')],
        original: [file('/usr/lib/locale/C.utf8/LC_CTYPE')],
      },
      [['/usr/lib/locale/C.utf8/LC_CTYPE', 'expected']],
    ],
    [
      'a file of the toolchain',
      { trace: [opens('/usr/local/go/VERSION')], original: [file('/usr/local/go/VERSION')] },
      [['/usr/local/go/VERSION', 'difference']],
    ],
    [
      'a program that is started, and what it reads in its turn: the loss is the program',
      {
        trace: ['1 fork() = 2', starts('/usr/bin/tool', 2), opens('/etc/tool.conf', 2)],
        original: [programFile('usr/bin/tool'), file('/etc/tool.conf')],
      },
      [['/usr/bin/tool', 'difference']],
    ],
    [
      'a program that is found elsewhere on PATH, and what it reads',
      {
        trace: ['1 fork() = 2', starts('/usr/bin/tool', 2), opens('/etc/tool.conf', 2)],
        original: [programFile('usr/bin/tool'), file('/etc/tool.conf')],
        now: [programFile('bin/tool')],
      },
      [['/etc/tool.conf', 'difference']],
    ],
    [
      'a log that is made anew, where its directory is there and where it is not',
      {
        trace: ['/here/log', '/gone/log'].map(
          (path) => `1 openat(AT_FDCWD</>, "${path}", O_WRONLY|O_CREAT|O_TRUNC, 0644) = 3<${path}>`,
        ),
        original: [file('/here/log'), file('/gone/log')],
        now: [file('/here/other')],
      },
      [['/gone/log', 'difference']],
    ],
    [
      'a link whose content lies at its own path',
      {
        trace: ['1 openat(AT_FDCWD</>, "/app.conf", O_RDONLY) = 3</srv/app.conf>'],
        original: [file('/srv/app.conf'), { path: 'app.conf', type: 'symlink', target: '/srv/app.conf' }],
        now: [file('/app.conf')],
      },
      [],
    ],
  ])('%s', async (_, scene, expected) => {
    const { level } = await traced(scene);
    const shown = (level?.findings ?? []).map((found) => [
      found.what,
      found.expected ? 'expected' : found.open === true ? 'open' : 'difference',
    ]);
    expect(shown).toEqual(expected);
  });

  test('the shell that the command alone names is the command’s', async () => {
    const engine = fakeEngine({
      build: (text) =>
        text === withShell.before || text.startsWith('FROM dfopt')
          ? { layers: [always], config: { ...config, Cmd: [], Entrypoint: ['/bin/sh', '-c', '/bin/app'] } }
          : { layers: [[app]], config: { ...config, Cmd: [], Entrypoint: ['/bin/app'] } },
      run: (image) =>
        ran({ stdout: image === 'traced' ? [starts('/bin/sh'), starts('/bin/app')].join('\n') : 'hello\n' }),
    });
    const accepted = [{ field: 'Entrypoint', why: 'the same in exec form' }];
    const result = await verifyWith(engine, { ...withShell, accepted, trace: 'at-hand' }, undefined, {
      tracer: () => Promise.resolve(here),
    });
    expect(result.levels.at(-1)?.findings.map(({ what, expected }) => [what, expected])).toEqual([
      ['/bin/sh', true],
    ]);
  });
});
