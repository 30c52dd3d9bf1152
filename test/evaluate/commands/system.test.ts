import { describe, expect, it } from 'vitest';
import { ordinaryCommands, readOnlyCommands } from '../../../src/evaluate/commands/index.ts';
import { packagesAfter } from '../../../src/evaluate/commands/packages.ts';
import type { SystemChange } from '../../../src/evaluate/types.ts';
import { effectsOf, runOf, worldOf } from './world.ts';

type Row = readonly [string, readonly string[] | undefined];

const databases = ['file /etc/passwd', 'file /etc/shadow', 'file /etc/group', 'file /etc/gshadow'];
const groups = ['file /etc/group', 'file /etc/gshadow'];

describe('packages', () => {
  it.each<Row>([
    ['apt-get install -y --no-install-recommends git=1:2.* curl', ['install apt git,curl']],
    ['apt-get -qq -y install git', ['install apt git']],
    ['apt-get -q=2 install libc6:i386 vim/stable', ['install apt libc6,vim']],
    ['apt-get install -y -t buster-backports g++', ['install apt g++']],
    ['apt-get install ./tool_1.0_amd64.deb', ['install apt tool']],
    ['apt-get install $P git', ['install apt git,…']],
    ["apt-get install 'php*'", ['install apt ,…']],
    ['apt-get install -y a b-', ['install apt a', 'remove apt b']],
    ['apt-get purge -y --auto-remove git', ['remove apt git']],
    ['apt-get autoremove -y', ['remove apt ,…']],
    ['apt-get update', ['opaque /var/lib/apt']],
    ['apt-get -y dist-upgrade', ['install apt ,…']],
    ['apt-get clean', []],
    ['apt-get -o Acquire::Retries=3 install x', ['install apt x']],
    ['apt-get moo', undefined],
    ['apt-get install --strange x', undefined],
    ['dpkg -i /tmp/tool_1.2_amd64.deb', ['install apt tool']],
    ['dpkg -i /tmp/x.deb', ['install apt ,…']],
    ['dpkg --add-architecture i386', []],
    ['apk add --no-cache git ca-certificates', ['install apk git,ca-certificates']],
    ['apk --no-cache add git=2.0-r0 "bash>5" x@edge y~1', ['install apk git,bash,x,y']],
    ['apk add -U --virtual .deps gcc musl-dev', ['install apk gcc,musl-dev (.deps)']],
    ['apk add --virtual=.deps gcc', ['install apk gcc (.deps)']],
    ['apk add -t .deps gcc -X https://x.org/edge', ['install apk gcc (.deps)']],
    ['apk del .deps', ['remove apk .deps']],
    ['apk update', ['opaque /var/cache/apk']],
    ['apk add --root /x git', undefined],
    ['yum install -y git', ['install other git']],
    ['microdnf clean all', []],
    ['pip install -r r.txt', ['opaque /usr/local']],
    ['pip3 install --target /opt/p x', ['opaque /opt/p']],
    ['/opt/venv/bin/pip install x', ['opaque /opt/venv']],
    ['pip install -e .', ['opaque /w', 'opaque /usr/local']],
    ['npm ci', ['opaque /w']],
    ['npm install -g x', ['opaque /usr/local', 'opaque /usr/lib/node_modules', 'opaque /usr/bin']],
    ['npm run build', undefined],
    ['yarn', ['opaque /w']],
    ['yarn build', undefined],
    ['gem install bundler', ['opaque /usr/local', 'opaque /var/lib/gems']],
  ])('%s', (text, expected) => {
    expect(effectsOf(text)).toEqual(expected);
  });

  it('takes a group of packages away by its name', () => {
    const changes = [
      'apk add git',
      'apk add --virtual .deps gcc musl-dev',
      'apk del .deps',
      'apk add curl',
      'apk del curl',
    ].flatMap((text): readonly SystemChange[] => {
      const command = runOf(text);
      const effects = ordinaryCommands.get('apk')?.(command, worldOf()) ?? [];
      return effects.flatMap((effect) => (effect.kind === 'packages' ? [{ command, effect }] : []));
    });
    const { there, complete } = packagesAfter(changes);
    expect([...there.keys()]).toEqual(['git']);
    expect(complete).toBe(true);
  });
});

describe('users', () => {
  it.each<Row>([
    ['useradd -r -u 10 app', [...databases, 'group app gid=', 'user app uid=10 gid= home=/home/app']],
    [
      'useradd -m -d /srv -g www app',
      [...databases, 'user app uid= gid=www home=/srv', 'directory /srv app:www'],
    ],
    ['useradd -u $U app', undefined],
    ['useradd $U', undefined],
    ['groupadd -g 10 app', [...groups, 'group app gid=10']],
    ['groupadd --system app', [...groups, 'group app gid=']],
    ['usermod -u 5 -g 6 app', [...databases, 'user app uid=5 gid=6 home=']],
    ['usermod -aG docker,video app', [...databases, 'member app docker', 'member app video']],
    ['gpasswd -a app docker', [...groups, 'member app docker']],
    [
      'adduser --system --no-create-home --group app',
      [...databases, 'group app gid=', 'user app uid= gid= home='],
    ],
    ['adduser --system app', [...databases, 'user app uid= gid=nogroup home=']],
    [
      'adduser --disabled-password --gecos "" --uid 10 app',
      [...databases, 'group app gid=', 'user app uid=10 gid= home=/home/app', 'directory /home/app app:app'],
    ],
    ['adduser app www', [...groups, 'member app www']],
    ['adduser -S app', undefined],
    ['chsh -s /bin/sh app', ['file /etc/passwd']],
    ['deluser app', databases],
  ])('%s on Debian', (text, expected) => {
    expect(effectsOf(text)).toEqual(expected);
  });

  it.each<Row>([
    [
      'adduser -D -u 10 -h /srv app',
      [...databases, 'group app gid=', 'user app uid=10 gid= home=/srv', 'directory /srv app:app'],
    ],
    ['adduser -S -H -G app app', [...databases, 'user app uid= gid=app home=/home/app']],
    ['adduser -SDH app', [...databases, 'user app uid= gid=nogroup home=/home/app']],
    ['addgroup -S -g 10 app', [...groups, 'group app gid=10']],
    ['addgroup app www', [...groups, 'member app www']],
    ['adduser --firstuid 3 app', undefined],
  ])('%s on Alpine', (text, expected) => {
    expect(effectsOf(text, worldOf({}, [], 'alpine'))).toEqual(expected);
  });

  it('takes either dialect where the distribution is not known', () => {
    const other = worldOf({}, [], 'other');
    expect(effectsOf('adduser -S -H app', other)).toBeDefined();
    expect(effectsOf('adduser --system --group --no-create-home app', other)).toBeDefined();
  });
});

describe('the system', () => {
  const world = worldOf({ '/w/a': '', '/w/c/x.conf': '' });
  it.each<Row>([
    ['sed s/a/b/ a', []],
    ['sed -i s/a/b/ a', ['file /w/a ""']],
    ['sed -i.bak -e s/a/b/ a c/*.conf', ['file /w/a ""', 'file /w/c/x.conf ""']],
    ['sed -ri "s/a/b/" a', ['file /w/a ""']],
    ['sed -i /a/d a', ['file /w/a']],
    ['sed -i s/a/b/ $F', ['opaque /']],
    ["awk '{ print $1 }' a", []],
    ['awk \'{ print > "x" }\' a', undefined],
    ['sort -u a', []],
    ['sort -o b a', ['file /w/b']],
    ['update-ca-certificates', ['file /etc/ssl/certs/ca-certificates.crt', 'opaque /etc/ssl/certs']],
    ['ssh-keygen -t rsa -f /k -N ""', ['file /k', 'file /k.pub']],
    [
      'openssl req -x509 -keyout k.pem -out c.pem',
      ['file /w/c.pem', 'file /w/k.pem'].toSorted().toReversed(),
    ],
    ['gpg --dearmor -o /etc/k.gpg', ['opaque /root/.gnupg', 'file /etc/k.gpg']],
    [
      'update-alternatives --install /usr/bin/x x /opt/x 1',
      ['opaque /etc/alternatives', 'opaque /var/lib/dpkg/alternatives', 'link /usr/bin/x -> /opt/x'],
    ],
    ['patch -p1 -i x.patch', ['opaque /w']],
    ['dpkg-reconfigure -f noninteractive tzdata', ['file /etc/localtime', 'file /etc/timezone']],
  ])('%s', (text, expected) => {
    expect(effectsOf(text, world)).toEqual(expected);
  });
});

it('gives no command two meanings', () => {
  expect([...readOnlyCommands].filter((name) => ordinaryCommands.has(name))).toEqual([]);
});

describe('tables of crontab', () => {
  it.each<Row>([
    ['crontab -l', []],
    ['crontab /etc/cron.d/shop', ['file /var/spool/cron/crontabs/root 600']],
    ['crontab -', ['file /var/spool/cron/crontabs/root 600']],
    ['crontab -u shop jobs', ['file /var/spool/cron/crontabs/shop 600']],
    ['crontab -r', ['opaque /var/spool/cron/crontabs', 'opaque /etc/crontabs']],
  ])('%s', (text, expected) => {
    expect(effectsOf(text)).toEqual(expected);
  });

  it('lie elsewhere on Alpine', () => {
    expect(effectsOf('crontab jobs', worldOf({}, [], 'alpine'))).toEqual(['file /etc/crontabs/root 600']);
  });
});
