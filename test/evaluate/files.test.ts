/** The log of a stage's files, and what its views answer. */
import { array, assert, constantFrom, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ground } from '../../src/evaluate/files/ground.ts';
import { createFileLog, type FileLog } from '../../src/evaluate/files/log.ts';
import { treeOf, unknownTree } from '../../src/evaluate/files/tree.ts';
import type { CommandRun, FileSystem, ImageFacts, Origin } from '../../src/evaluate/types.ts';

const command: CommandRun = {
  step: 1,
  name: 'tool',
  words: [{ text: 'tool' }],
  env: new Map(),
  assignments: [],
  workdir: { text: '/' },
  user: { text: '' },
  span: undefined,
  conditional: false,
  failureIgnored: false,
  input: undefined,
};
const byCommand: Origin = { by: 'command', step: 1, command };
const byContext: Origin = { by: 'context', step: 2, source: 'src' };
const opaque: Origin = { by: 'opaque', step: 3, command, why: 'nothing is known of it' };
const downloading: Origin = { ...opaque, downloads: true };

function emptyLog(): FileLog {
  return createFileLog({ kind: 'empty' });
}

function file(log: FileLog, path: string, text = '', origin: Origin = byCommand): void {
  log.write({ path, kind: 'file', origin, content: () => text });
}

function link(log: FileLog, path: string, target: string): void {
  log.write({ path, kind: 'link', origin: byCommand, target });
}

/** `file`, `directory` … of what is there, else what is known of it. */
function kindOf(files: FileSystem, path: string): string {
  const found = files.lookup(path);
  return found.status === 'present' ? found.entry.kind : found.status;
}

/** A directory with two files, to be copied whole. */
function sources(): ReturnType<typeof treeOf> {
  const log = emptyLog();
  file(log, '/from/main.go', 'package main', byContext);
  file(log, '/from/web/index.html', '<p>', byContext);
  return treeOf(log.now(), '/from');
}

function imageWith(contains: ImageFacts['contains'], list: NonNullable<ImageFacts['list']>): ImageFacts {
  return {
    toolchain: undefined,
    version: undefined,
    distribution: { family: 'other' },
    env: {},
    workdir: '/',
    user: '',
    cmd: undefined,
    entrypoint: undefined,
    onbuild: false,
    contains,
    list,
  };
}

function namesIn(files: FileSystem, directory: string): readonly string[] {
  return files.list(directory).names.map(({ name }) => name);
}

describe('writes', () => {
  it('makes the directories above what is written, and none that are there', () => {
    const log = emptyLog();
    file(log, '/a/b/first');
    const directory = log.now().lookup('/a/b');
    file(log, '/a/b/second', '', byContext);
    expect(kindOf(log.now(), '/a')).toBe('directory');
    expect(log.now().lookup('/a/b')).toEqual(directory);
    expect(kindOf(log.now(), '/a/b/third')).toBe('absent');
  });

  it('takes the latest of several writes, and leaves earlier views as they were', () => {
    const log = emptyLog();
    file(log, '/f', 'one');
    const before = log.now();
    file(log, '/f', 'two');
    log.remove('/f');
    const removed = log.now();
    file(log, '/f', 'three');
    expect([before, removed, log.now()].map((view) => view.read('/f'))).toEqual(['one', undefined, 'three']);
    expect(log.now().upTo(before.at).read('/f')).toBe('one');
  });

  it('removes what is below a directory too, but not what comes after', () => {
    const log = emptyLog();
    file(log, '/d/old');
    log.writeTree('/d/copied', sources(), byContext);
    log.remove('/d');
    file(log, '/d/new');
    expect(namesIn(log.now(), '/d')).toEqual(['new']);
    expect(kindOf(log.now(), '/d/copied/main.go')).toBe('absent');
  });

  it('tells what was written one by one and is still there, latest first', () => {
    const log = emptyLog();
    for (const path of ['/kept', '/gone', '/again']) file(log, path);
    file(log, '/again', 'new', { ...byCommand, step: 9 });
    log.remove('/gone');
    expect(
      log
        .now()
        .written()
        .map(({ path, origin }) => [path, 'step' in origin && origin.step]),
    ).toEqual([
      ['/again', 9],
      ['/kept', 1],
    ]);
  });
});

describe('trees', () => {
  it('gives files of a copied directory their place in the context', () => {
    const log = emptyLog();
    log.writeTree('/app', sources(), byContext);
    expect(log.now().lookup('/app/web/index.html')).toMatchObject({
      entry: { kind: 'file', origin: { by: 'context', source: 'src/web/index.html' } },
    });
    expect(log.now().read('/app/main.go')).toBe('package main');
    expect(log.now().trees()).toEqual([{ path: '/app', origin: byContext }]);
  });

  it('lays a copy over what was there', () => {
    const log = emptyLog();
    file(log, '/app/main.go', 'old');
    file(log, '/app/own');
    log.writeTree('/app', sources(), byContext);
    expect(log.now().read('/app/main.go')).toBe('package main');
    expect(log.now().list('/app')).toMatchObject({
      names: [
        { name: 'main.go', kind: 'file' },
        { name: 'own', kind: 'file' },
        { name: 'web', kind: 'directory' },
      ],
      complete: true,
    });
  });

  it('may hold anything when nothing is known of it', () => {
    const log = emptyLog();
    log.writeTree('/app', unknownTree(byContext), byContext);
    expect(kindOf(log.now(), '/app')).toBe('unknown');
    expect(log.now().lookup('/app/x')).toEqual({ status: 'possible', origin: byContext });
    expect(log.now().list('/app')).toEqual({ names: [], complete: false, generated: false });
  });
});

describe('steps that may write anything', () => {
  it('makes every path below possible, but no path beside', () => {
    const log = emptyLog();
    file(log, '/desk/before');
    log.opaque('/desk', opaque);
    expect(kindOf(log.now(), '/desk/x/y')).toBe('possible');
    expect(kindOf(log.now(), '/other/x')).toBe('absent');
    expect(kindOf(log.now(), '/desk/before')).toBe('file');
    expect(log.now().list('/desk')).toMatchObject({ complete: false, generated: true });
    expect(log.now().opaque()).toEqual([{ under: '/desk', origin: opaque }]);
  });

  it('may put back what was removed before it, not what was removed after it', () => {
    const log = emptyLog();
    file(log, '/desk/f');
    log.remove('/desk/f');
    log.opaque('/desk', opaque);
    expect(kindOf(log.now(), '/desk/f')).toBe('possible');
    log.remove('/desk/f');
    expect(kindOf(log.now(), '/desk/f')).toBe('absent');
  });

  it('writes nothing into a copied directory when it only downloads beside it', () => {
    const log = emptyLog();
    log.writeTree('/go/src/app', sources(), byContext);
    log.opaque('/go', downloading);
    expect(kindOf(log.now(), '/go/src/app/x')).toBe('absent');
    expect(kindOf(log.now(), '/go/src/x')).toBe('possible');
    log.opaque('/go', opaque);
    expect(kindOf(log.now(), '/go/src/app/x')).toBe('possible');
  });
});

describe('links', () => {
  it('are followed in directories and at the end, and written over at the end', () => {
    const log = emptyLog();
    file(log, '/opt/tool-1/bin/tool', 'text');
    link(log, '/opt/tool', 'tool-1');
    link(log, '/usr/bin/tool', '/opt/tool/bin/tool');
    expect(log.now().read('/usr/bin/tool')).toBe('text');
    expect(log.now().linkAt('/usr/bin/tool')).toBe('/opt/tool/bin/tool');
    expect(log.now().lookup('/opt/tool/bin/tool')).toMatchObject({ entry: { path: '/opt/tool-1/bin/tool' } });
    expect(namesIn(log.now(), '/opt/tool')).toEqual(['bin']);
    file(log, '/usr/bin/tool', 'own');
    expect(log.now().read('/opt/tool-1/bin/tool')).toBe('text');
  });

  it('end somewhere when they lead in a circle', () => {
    const log = emptyLog();
    link(log, '/a', 'b');
    link(log, '/b', 'a');
    expect(kindOf(log.now(), '/a')).toBe('link');
    expect(kindOf(log.now(), '/a/x')).toBe('absent');
  });
});

describe('modes and owners', () => {
  it('concern what was there before them, and what is below only with -R', () => {
    const log = emptyLog();
    file(log, '/d/run.sh');
    log.attribute('/d', { mode: '0750' }, false);
    log.attribute('/d', { owner: '1000:1000' }, true);
    log.attribute('/d/run.sh', { mode: '+x' }, false);
    file(log, '/d/later');
    const entryOf = (path: string): unknown => {
      const found = log.now().lookup(path);
      return found.status === 'present' ? { mode: found.entry.mode, owner: found.entry.owner } : found;
    };
    expect(entryOf('/d')).toEqual({ mode: 0o750, owner: '1000:1000' });
    expect(entryOf('/d/run.sh')).toEqual({ mode: 0o755, owner: '1000:1000' });
    expect(entryOf('/d/later')).toEqual({ mode: undefined, owner: undefined });
  });

  it.each([
    ['600', 0o600],
    ['u+x', 0o744],
    ['a-r', 0o200],
    ['+x', 0o755],
    // Without a class the umask keeps others from writing.
    ['+w', 0o644],
    ['u=rwx,go=rx', 0o755],
    ['g-w,o-rwx', 0o640],
    ['ug+x-r', 0o314],
    ['a+X', 0o644],
    ['u+x,a+X', 0o755],
    ['=', 0],
    ['g=u', 0o664],
    ['g=u,o=', 0o660],
    ['+t', 0o1644],
    ['u+s,g+s', 0o6644],
    ['2755', 0o2755],
    ['$MODE', 'unknown'],
  ])('takes %s for what chmod(1) makes of 0644', (mode, expected) => {
    const log = emptyLog();
    log.write({ path: '/f', kind: 'file', origin: byCommand, mode: 0o644 });
    log.attribute('/f', { mode }, false);
    expect(log.now().lookup('/f')).toMatchObject({ entry: { mode: expected } });
  });
});

describe('what a stage starts from', () => {
  const facts = imageWith(
    (path) => (['/etc', '/etc/hosts'].includes(path) ? 'yes' : path.startsWith('/etc/') ? 'no' : 'unknown'),
    (directory) => (directory === '/etc' ? ['hosts'] : undefined),
  );

  it('is what the image is known to contain', () => {
    const files = createFileLog({ kind: 'image', facts }).now();
    expect(['/etc', '/etc/hosts', '/etc/passwd', '/srv'].map((path) => kindOf(files, path))).toEqual([
      'directory',
      'unknown',
      'absent',
      'possible',
    ]);
    expect(files.list('/etc')).toEqual({
      names: [{ name: 'hosts', kind: 'unknown' }],
      complete: true,
      generated: false,
    });
    expect(files.list('/srv')).toEqual({ names: [], complete: false, generated: false });
  });

  it('is what an earlier stage ended with', () => {
    const earlier = emptyLog();
    file(earlier, '/etc/hosts', 'localhost');
    const log = createFileLog({ kind: 'files', files: earlier.now() });
    log.attribute('/etc/hosts', { mode: '600' }, false);
    file(log, '/etc/passwd');
    file(earlier, '/etc/later');
    expect(log.now().read('/etc/hosts')).toBe('localhost');
    expect(log.now().lookup('/etc/hosts')).toMatchObject({ entry: { mode: 0o600 } });
    expect(namesIn(log.now(), '/etc')).toEqual(['hosts', 'passwd']);
    expect(namesIn(earlier.now(), '/etc')).toEqual(['hosts', 'later']);
  });
});

describe('any order of writes and removals', () => {
  const path = array(constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map(
    (names) => `/${names.join('/')}`,
  );
  const action = record({ kind: constantFrom('file', 'remove'), path });
  const grounds: readonly Ground[] = [
    { kind: 'empty' },
    { kind: 'files', files: emptyLog().now() },
    {
      kind: 'image',
      facts: imageWith(
        () => 'no',
        () => [],
      ),
    },
  ];

  it('gives the files that a plain list of paths gives', () => {
    assert(
      property(constantFrom(...grounds), array(action, { maxLength: 12 }), (ground, actions) => {
        const log = createFileLog(ground);
        const plain = new Set<string>();
        for (const { kind, path: at } of actions) {
          if (kind === 'remove') {
            log.remove(at);
            for (const there of plain) if (`${there}/`.startsWith(`${at}/`)) plain.delete(there);
          } else {
            file(log, at);
            for (let end = at.length; end > 0; end = at.lastIndexOf('/', end - 1))
              plain.add(at.slice(0, end));
          }
        }
        const files = log.now();
        for (const at of ['/', ...plain]) {
          const below = [...plain]
            .filter((there) => there.slice(0, Math.max(1, there.lastIndexOf('/'))) === at)
            .map((there) => there.slice(there.lastIndexOf('/') + 1));
          expect(files.list(at)).toMatchObject({ complete: true, generated: false });
          expect(namesIn(files, at)).toEqual(below.toSorted());
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('files of an image where /usr is merged', () => {
  const facts = imageWith(
    () => 'unknown',
    () => undefined,
  );
  const logOf = (codename: string): FileLog =>
    createFileLog({ kind: 'image', facts: { ...facts, distribution: { family: 'debian', codename } } });

  it('are there by both names, and are what was written last', () => {
    const log = logOf('trixie');
    file(log, '/bin/tool', 'one');
    expect(log.now().read('/usr/bin/tool')).toBe('one');
    file(log, '/usr/bin/tool', 'two');
    expect(log.now().read('/bin/tool')).toBe('two');
    expect(
      log
        .now()
        .written()
        .map(({ path }) => path),
    ).toEqual(['/usr/bin/tool']);
    log.remove('/bin/tool');
    expect(kindOf(log.now(), '/usr/bin/tool')).toBe('absent');
  });

  it('are there in what starts from it, and in directories that are copied', () => {
    const log = logOf('bookworm');
    log.writeTree('/lib/web', sources(), byContext);
    const next = createFileLog({ kind: 'files', files: log.now() });
    expect(kindOf(next.now(), '/usr/lib/web/web/index.html')).toBe('file');
    link(next, '/usr/sbin/start', '../lib/web/main.go');
    expect(next.now().read('/sbin/start')).toBe('package main');
  });

  it('are not in releases that have them apart, nor in an empty image', () => {
    for (const log of [logOf('bullseye'), emptyLog()]) {
      file(log, '/bin/tool');
      expect(kindOf(log.now(), '/usr/bin/tool')).not.toBe('file');
    }
  });
});
