import { describe, expect, it } from 'vitest';
import { effectsOf, worldOf } from './world.ts';

const world = worldOf({ '/w/a': 'A', '/w/b': '', '/w/d/x': '', '/w/d/.h': '', '/bin/': '', '/w/e/': '' });

type Row = readonly [string, readonly string[] | undefined];

describe('making and removing', () => {
  it.each<Row>([
    ['mkdir x', ['directory /w/x']],
    ['mkdir -p -m 700 /x/y z', ['directory /x', 'directory /x/y 700', 'directory /w/z 700']],
    ['mkdir -pm755 /x', ['directory /x 755']],
    ['mkdir -p e /w', []],
    ['mkdir -p /opt/$X/y', ['opaque /opt']],
    ['mkdir $X', ['opaque /']],
    ['mkdir sub/$X', ['opaque /w/sub']],
    ['mkdir --unknown x', undefined],
    ['rm -rf d a /gone', ['remove /w/d', 'remove /w/a', 'remove /gone']],
    ['rm -f d/*', ['remove /w/d/x']],
    ['rm -rf $X', []],
    ['rmdir e', ['remove /w/e']],
    ['touch a n', ['file /w/n ""']],
    ['touch -c n', []],
    ['truncate -s 0 a', ['file /w/a ""']],
    ['dd if=/dev/zero of=disk bs=1M', ['file /w/disk']],
    ['dd if=a of=/dev/null', []],
    ['mktemp -d', ['opaque /tmp']],
    ['mktemp /w/e/x.XXXX', ['opaque /w/e']],
    ['mkfifo /p', ['unknown /p']],
  ])('%s', (text, expected) => {
    expect(effectsOf(text, world)).toEqual(expected);
  });

  it('resolves nothing against a working directory that is not known', () => {
    expect(effectsOf('mkdir x', world, { workdir: undefined })).toEqual(['opaque /']);
    expect(effectsOf('mkdir /x', world, { workdir: undefined })).toEqual(['directory /x']);
  });

  it('tee writes what comes in', () => {
    const input = { kind: 'text', text: 'hi\n' } as const;
    expect(effectsOf('tee n', world, { input })).toEqual(['file /w/n "hi\\n"']);
    expect(effectsOf('tee -a a', world, { input })).toEqual(['file /w/a "Ahi\\n"']);
    expect(effectsOf('tee n', world)).toEqual(['file /w/n']);
    expect(effectsOf('tee /dev/stderr', world, { input })).toEqual([]);
  });
});

describe('copying', () => {
  it.each<Row>([
    ['cp a n', ['copy /w/a -> /w/n']],
    ['cp a d', ['copy /w/a -> /w/d/a']],
    ['cp a new/', ['copy /w/a -> /w/new/a']],
    ['cp a b d', ['copy /w/a -> /w/d/a', 'copy /w/b -> /w/d/b']],
    ['cp -r d e', ['copy /w/d -> /w/e/d']],
    ['cp -a d/. e', ['copy /w/d -> /w/e']],
    ['cp -r d new', ['copy /w/d -> /w/new']],
    ['cp -rT d e', ['copy /w/d -> /w/e']],
    ['cp -t e a b', ['copy /w/a -> /w/e/a', 'copy /w/b -> /w/e/b']],
    ['cp d/* e', ['copy /w/d/x -> /w/e/x']],
    ['cp --parents d/x e', ['copy /w/d/x -> /w/e/d/x']],
    ['cp -s a n', ['link /w/n -> /w/a']],
    ['cp a /usr/local/bin', ['copy /w/a -> /usr/local/bin']],
    ['cp a $X', ['opaque /']],
    ['cp a /opt/$X', ['opaque /opt']],
    ['cp $X d', ['opaque /w/d']],
    ['cp a', undefined],
    ['cp --strange a b', undefined],
    ['mv a n', ['move /w/a -> /w/n']],
    ['mv -f d e', ['move /w/d -> /w/e/d']],
    ['mv --exchange a b', undefined],
    ['install -m 755 a /x', ['copy /w/a -> /x', 'mode 755 /x']],
    ['install -D -o app -g app a d', ['copy /w/a -> /w/d/a', 'mode 755 /w/d/a', 'owner app:app /w/d/a']],
    ['install -d -m 1777 /x /y', ['directory /x 1777', 'directory /y 1777']],
    ['rsync -a d/ /x', ['opaque /x']],
  ])('%s', (text, expected) => {
    expect(effectsOf(text, world)).toEqual(expected);
  });

  it('keeps both readings where the destination may be a directory', () => {
    const unsure = worldOf({ '/w/a': '' }, ['/opt', '/usr']);
    expect(effectsOf('cp a /opt/x', unsure)).toEqual(['opaque /opt/x', 'copy /w/a -> /opt/x']);
    // Every image has this one.
    expect(effectsOf('cp a /usr/local/bin', unsure)).toEqual(['copy /w/a -> /usr/local/bin/a']);
  });

  it('copies what it knows of a directory that may hold more', () => {
    const unsure = worldOf({ '/w/d/x': '', '/w/e/': '' }, ['/w/d']);
    expect(effectsOf('cp d/* e', unsure)).toEqual(['opaque /w/e', 'copy /w/d/x -> /w/e/x']);
  });

  it.each<Row>([
    ['ln -s /w/a n', ['link /w/n -> /w/a']],
    ['ln -sf ../a d', ['link /w/d/a -> ../a']],
    ['ln -s /x/y', ['link /w/y -> /x/y']],
    ['ln -sr a d/n', ['link /w/d/n -> ../a']],
    ['ln -sT a e', ['link /w/e -> a']],
    ['ln a n', ['copy /w/a -> /w/n']],
    ['ln -s $X n', ['unknown /w/n']],
    ['ln -s $X d', ['opaque /w/d']],
    ['ln -s a $X', ['opaque /']],
  ])('%s', (text, expected) => {
    expect(effectsOf(text, world)).toEqual(expected);
  });
});

describe('attributes', () => {
  it.each<Row>([
    ['chmod +x a', ['mode +x /w/a']],
    ['chmod -R 755 d', ['mode 755 /w/d -R']],
    ['chmod -x a', ['mode -x /w/a']],
    ['chmod -R g-w,o= d', ['mode g-w,o= /w/d -R']],
    ['chmod 644 d/*', ['mode 644 /w/d/x']],
    // Directories stay as they are made, and files go along with their modes.
    ['chmod +x $X', []],
    ['chmod 700 d/$X', ['mode unknown /w/d -R']],
    ['chmod --reference=a b', ['mode unknown /w/b']],
    ['chmod $X a', ['mode unknown /w/a']],
    ['chown -R app:app d a', ['owner app:app /w/d -R', 'owner app:app /w/a -R']],
    ['chgrp www a', ['owner :www /w/a']],
    ['chown $U a', ['owner ?:? /w/a']],
    ['chown -R $U:$G d', ['owner ?:? /w/d -R']],
    ['chown --reference=a d', ['owner ?:? /w/d']],
    ['chown --from=app root d', ['owner ?:? /w/d']],
    ['chown app d/$X', ['owner ?:? /w/d -R']],
    ['chgrp $G a', ['owner :? /w/a']],
    ['setcap cap_net_bind_service=+ep a', ['capability /w/a']],
    ['setcap -r a', []],
    ['strip a', []],
    ['strip -o n a', ['copy /w/a -> /w/n']],
    ['upx -9 --lzma a', []],
  ])('%s', (text, expected) => {
    expect(effectsOf(text, world)).toEqual(expected);
  });
});

describe('finding', () => {
  it.each<Row>([
    ['find . -name "*.go"', []],
    ['find / -name x -delete', []],
    ['find d -type f -exec rm -f {} +', []],
    ['find d -exec cp {} /x \\;', ['opaque /w/d', 'opaque /x']],
    ['find d -exec cp {} out/{}.bak \\;', ['opaque /w/d', 'opaque /w/out']],
    ['find d -exec sed -i s/a/b/ {} +', ['opaque /w/d']],
    ['find -exec sh -c x \\;', undefined],
    ['find $X -exec mv {} y \\;', ['opaque /', 'opaque /w/y']],
    ['find d -fprint out', ['file /w/out']],
    ['find d -exec chown 1000:100 {} +', ['owner 1000:100 /w/d -R']],
    ['find d -type d -exec chmod 750 {} \\;', ['mode 750 /w/d -R directory']],
    [
      'find d -type f -exec chmod 640 {} + -o -type d -exec chmod 750 {} +',
      ['mode unknown /w/d -R', 'mode unknown /w/d -R'],
    ],
    ['find d -name x -exec chgrp www {} +', ['owner ?:? /w/d -R']],
    ['find $X -exec chown app {} +', ['owner ?:? / -R']],
    ['xargs chown app', ['owner ?:? / -R']],
    ['xargs rm -rf', []],
    ['xargs -n 1 -0 mkdir -p', ['opaque /']],
    ['xargs apk add', ['install apk ,…']],
    ['xargs ./run', undefined],
  ])('%s', (text, expected) => {
    expect(effectsOf(text, world)).toEqual(expected);
  });
});
