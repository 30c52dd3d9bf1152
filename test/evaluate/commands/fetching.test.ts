import { describe, expect, it } from 'vitest';
import { effectsOf, worldOf } from './world.ts';

type Row = readonly [string, readonly string[] | undefined];

const url = 'https://x.org/p/tool.tgz';

describe('curl', () => {
  it.each<Row>([
    [`curl ${url}`, []],
    [`curl -o /t ${url}`, [`file /t from ${url}`]],
    [`curl -fsSLo t ${url}`, [`file /w/t from ${url}`]],
    [`curl -sSL ${url} -o t`, [`file /w/t from ${url}`]],
    [`curl -LO ${url}`, [`file /w/tool.tgz from ${url}`]],
    [`curl -LO ${url}?v=1#f`, [`file /w/tool.tgz from ${url}?v=1#f`]],
    [`curl -O --output-dir /opt ${url}`, [`file /opt/tool.tgz from ${url}`]],
    [`curl -o a ${url} -O ${url}`, [`file /w/a from ${url}`, `file /w/tool.tgz from ${url}`]],
    [`curl -o /dev/null ${url}`, []],
    [`curl -o - ${url}`, []],
    [`curl -LOJ ${url}`, ['opaque /w']],
    ['curl -LO https://x.org/$V/tool.tgz', ['opaque /w']],
    ['curl -Lo t https://x.org/$V/tool.tgz', ['file /w/t from https://x.org/']],
    [`curl -Lo /opt/$V/t ${url}`, ['opaque /opt']],
    ['curl -O https://x.org/{a,b}', ['opaque /w']],
    [`curl -H 'A: b' --retry 3 -X POST -d x ${url} -c jar`, ['file /w/jar']],
    [`curl -K conf ${url}`, undefined],
    [`curl --new-option ${url}`, undefined],
  ])('%s', (text, expected) => {
    expect(effectsOf(text)).toEqual(expected);
  });
});

describe('wget', () => {
  it.each<Row>([
    [`wget ${url}`, [`file /w/tool.tgz from ${url}`]],
    [`wget -q ${url} -P /opt`, [`file /opt/tool.tgz from ${url}`]],
    [`wget -nv -O /t ${url}`, [`file /t from ${url}`]],
    [`wget -qO- ${url}`, []],
    [`wget -qO - ${url}`, []],
    [`wget ${url}?a=b`, [`file /w/tool.tgz?a=b from ${url}?a=b`]],
    ['wget https://x.org', ['file /w/index.html from https://x.org']],
    [`wget -r ${url}`, ['opaque /w']],
    [`wget --content-disposition -P /opt ${url}`, ['opaque /opt']],
    ['wget $U', ['opaque /w']],
    ['wget --spider -q http://localhost/', []],
    [`wget -e robots=off ${url}`, undefined],
  ])('%s', (text, expected) => {
    expect(effectsOf(text)).toEqual(expected);
  });
});

describe('archives', () => {
  const world = worldOf({ '/w/a.tgz': '', '/w/f.gz': '', '/w/f': '' });
  it.each<Row>([
    ['tar xzf a.tgz', ['opaque /w']],
    ['tar -xzf a.tgz -C /opt', ['opaque /opt']],
    ['tar xfC a.tgz /opt', ['opaque /opt']],
    ['tar --extract --file=a.tgz --directory=/opt --strip-components=1', ['opaque /opt']],
    [
      'tar -xzf a.tgz -C /usr/local/bin --strip-components=1 linux/helm',
      ['opaque /usr/local/bin/helm', 'unknown /usr/local/bin/helm'],
    ],
    ['tar -xzf a.tgz helm', ['opaque /w/helm', 'unknown /w/helm']],
    ['tar -xzf a.tgz --strip-components=1 helm', ['opaque /w']],
    ["tar -xzf a.tgz --wildcards '*/helm'", ['opaque /w']],
    ["tar -xzf a.tgz '*/helm'", ['opaque /w']],
    ['tar -xzf a.tgz -C $D', ['opaque /']],
    ['tar xz -C /opt', ['opaque /opt']],
    ['tar -xOzf a.tgz helm', []],
    ['tar tf a.tgz', []],
    ['tar czf /out.tgz -C /w .', ['file /out.tgz']],
    ['tar cz .', []],
    ['tar --to-command=x -xf a', undefined],
    ['zip -r9 /out .', ['file /out.zip']],
    ['zip -rm /out .', undefined],
    ['unzip a.zip', ['opaque /w']],
    ['unzip -q a.zip -d /opt', ['opaque /opt']],
    ['unzip -j a.zip bin/helm -d /bin', ['opaque /bin/helm', 'unknown /bin/helm']],
    ['unzip -p a.zip x', []],
    ['gunzip f.gz', ['file /w/f', 'remove /w/f.gz']],
    ['gzip -d -k f.gz', ['file /w/f']],
    ['gzip f', ['file /w/f.gz', 'remove /w/f']],
    ['gunzip -c f.gz', []],
    ['xz -d f.txz', ['file /w/f.tar', 'remove /w/f.txz']],
    ['zstd -d f.zst -o /x', ['file /x']],
    ['gunzip $F', ['opaque /']],
  ])('%s', (text, expected) => {
    expect(effectsOf(text, world)).toEqual(expected);
  });
});

describe('git', () => {
  const world = worldOf({ '/w/.git/': '', '/w/sub/': '' });
  it.each<Row>([
    ['git clone https://x.org/a/b.git', ['directory /w/b', 'opaque /w/b']],
    ['git clone --depth 1 -b v1 https://x.org/a/b/ /src', ['directory /src', 'opaque /src']],
    ['git clone git@x.org:a/b.git', ['directory /w/b', 'opaque /w/b']],
    ['git -C /opt clone https://x.org/b', ['directory /opt/b', 'opaque /opt/b']],
    ['git clone --bare https://x.org/b', ['directory /w/b.git', 'opaque /w/b.git']],
    ['git clone $U', ['opaque /w']],
    ['git clone $U /src', ['directory /src', 'opaque /src']],
    ['git clone https://x.org/b $D', ['opaque /']],
    ['git checkout v1', ['opaque /w']],
    ['git -C sub checkout v1', ['opaque /w']],
    ['git -C /other reset --hard', ['opaque /other']],
    ['git submodule update --init', ['opaque /w']],
    ['git fetch', ['opaque /w/.git']],
    ['git config --global url.a.insteadOf b', ['file /root/.gitconfig']],
    ['git config --system a b', ['file /etc/gitconfig']],
    ['git config set --global a b', ['file /root/.gitconfig']],
    ['git config --file /etc/own a b', ['file /etc/own']],
    ['git config a b', ['opaque /w/.git']],
    ['git config --global a', []],
    ['git config get --global a', []],
    ['git config --global --unset a', ['file /root/.gitconfig']],
    ['git describe --tags', []],
    ['git --version', []],
    ['git filter-repo x', undefined],
    ['hg clone https://x.org/b', ['directory /w/b', 'opaque /w/b']],
    ['svn co https://x.org/b/trunk src', ['directory /w/src', 'opaque /w/src']],
  ])('%s', (text, expected) => {
    expect(effectsOf(text, world)).toEqual(expected);
  });
});
