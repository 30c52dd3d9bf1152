import { describe, expect, test } from 'vitest';
import type { Distribution } from '../../src/image/types.ts';
import { alpineReleases, glibcReleases } from '../../src/image/distributions.ts';
import { alpineProviders, debianProviders, type Provider } from '../../src/image/packages/commands.ts';
import { debianLibraries, debianReleases } from '../../src/image/packages/debian.ts';
import {
  commandsOf,
  packageFor,
  packageName,
  purposeOf,
  runtimeLibraries,
  type PackagePurpose,
} from '../../src/image/packages/index.ts';
import { namedPackages } from '../../src/image/packages/purposes.ts';

const debian = (codename?: string): Distribution =>
  codename === undefined ? { family: 'debian' } : { family: 'debian', codename };
const alpine = (release?: string): Distribution =>
  release === undefined ? { family: 'alpine' } : { family: 'alpine', release };

const boundsOf = (providers: readonly Provider[]): readonly string[] =>
  providers.flatMap(({ from, until }) => [from, until]).filter((bound) => bound !== undefined);

/** The same in each of the Debian releases. */
const everywhere = (packages: string): readonly string[] => debianReleases.map(() => packages);

describe('the name of a package without what stands behind it', () => {
  test.each([
    ['curl', 'curl'],
    ['curl=7.88.1-10+deb12u5', 'curl'],
    ['curl=7.52.*', 'curl'],
    ['zlib1g-dev=1:1.2.*', 'zlib1g-dev'],
    ['curl/bookworm-backports', 'curl'],
    ['libc6:i386', 'libc6'],
    ['curl~8.5', 'curl'],
    ['curl~=8.5', 'curl'],
    ['su-exec>=0.2', 'su-exec'],
    ['openssl<3', 'openssl'],
    ['jbig2enc@edge', 'jbig2enc'],
    ['g++', 'g++'],
    ['libpangocairo-1.0-0', 'libpangocairo-1.0-0'],
    ['sdl2_image-dev', 'sdl2_image-dev'],
    ['.build-deps', '.build-deps'],
    ['/tmp/local.deb', ''],
    ['!openssl-dev', ''],
  ])('%s', (argument, name) => {
    expect(packageName(argument)).toBe(name);
  });
});

describe('what a package is installed for', () => {
  test.each<[PackagePurpose, readonly string[]]>([
    [
      'build',
      [
        'git',
        'curl=7.52.*',
        'wget',
        'build-base',
        'gcc-12',
        'gcc-aarch64-linux-gnu',
        'g++-multilib',
        'clang-14',
        'protobuf-compiler',
        'golang-1.19-go',
        'golang-github-pkg-errors-dev',
        'upx@edge',
        'libtool',
        'libcap2-bin',
        'openssh-client',
        'openjdk-17-jdk-headless',
      ],
    ],
    [
      'development',
      [
        'libsqlite3-dev',
        'musl-dev',
        'linux-headers',
        'linux-headers-amd64',
        'zlib-static',
        'libpcap-dev:arm64',
        'librdkafka-dev~2',
        'libnobody-knows-this-dev',
        'llvm15-dev',
      ],
    ],
    ['archives', ['xz-utils', 'rpm', 'p7zip-full']],
    ['tools', ['jq', 'unzip']],
    ['certificates', ['ca-certificates', 'ca-certificates-bundle', 'ca-certificates=20161130+nmu1']],
    ['time-zones', ['tzdata', 'tzdata=2024a-r0']],
    ['shell', ['bash', 'dash']],
    ['interactive', ['vim', 'less', 'htop', 'bash-completion', 'git-doc', 'dnsutils', 'strace']],
    [
      'run',
      [
        'ffmpeg',
        'imagemagick-heic',
        'tesseract-ocr',
        'tesseract-ocr-chi-sim',
        'fonts-liberation',
        'font-noto-cjk',
        'ttf-dejavu',
        'chromium',
        'redis-server',
        'postgresql-client',
        'postgresql16-client',
        'tini',
        'supervisor',
        'wkhtmltopdf',
        'locales',
        'libreoffice-writer',
        'libvips42',
        'libssl3t64',
        'libsqlite3-0',
        'sqlite-libs',
        'libstdc++',
        'libc6-compat',
        'python3-yaml',
      ],
    ],
    ['unknown', ['frobnicator', '', './local.apk', 'so:libssl.so.3', '$PKG', 'libfoo-bin', '-dev', 'lib']],
  ])('%s', (purpose, names) => {
    expect(Object.fromEntries(names.map((name) => [name, purposeOf(name)]))).toEqual(
      Object.fromEntries(names.map((name) => [name, purpose])),
    );
  });

  test('each name is listed once, as a bare package name', () => {
    const names = namedPackages.flatMap(([, text]) => text.split(/\s+/).filter((name) => name !== ''));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => packageName(name) !== name)).toEqual([]);
  });
});

describe('commands', () => {
  test.each([
    ['redis-tools=5:7*', 'redis-cli'],
    ['postgresql-client', 'pg_isready'],
    ['bind-tools', 'dig'],
    ['bind9-dnsutils', 'nslookup'],
    ['coreutils', 'sha256sum'],
    ['ffmpeg', 'ffprobe'],
    ['supervisor', 'supervisord'],
    ['imagemagick', 'magick'],
    ['gettext-base', 'envsubst'],
    ['openssh', 'sshd'],
    ['docker-cli', 'docker'],
  ])('%s brings %s', (name, command) => {
    expect(commandsOf(name)).toContain(command);
  });

  test('nothing is said of libraries and packages that are not known', () => {
    expect(commandsOf('libssl3')).toEqual([]);
    expect(commandsOf('frobnicator')).toEqual([]);
    expect(commandsOf('constructor')).toEqual([]);
  });

  test.each<[command: string, distribution: Distribution, name: string | undefined]>([
    ['curl', debian('bookworm'), 'curl'],
    ['nc', debian('bullseye'), 'netcat-openbsd'],
    ['dig', debian('buster'), 'dnsutils'],
    ['dig', debian('bookworm'), 'bind9-dnsutils'],
    ['host', debian('trixie'), 'bind9-host'],
    ['docker', debian('bookworm'), 'docker.io'],
    ['docker', debian('trixie'), 'docker-cli'],
    ['mysql', debian('jessie'), 'mysql-client'],
    ['mysql', debian('trixie'), 'default-mysql-client'],
    ['pg_isready', debian('trixie'), 'postgresql-client'],
    ['redis-cli', debian('bookworm'), 'redis-tools'],
    ['envsubst', debian('bookworm'), 'gettext-base'],
    ['ping', debian('bookworm'), 'iputils-ping'],
    ['ps', debian('bookworm'), 'procps'],
    ['fusermount', debian('bookworm'), 'fuse'],
    ['fusermount', debian('trixie'), 'fuse3'],
    ['kubectl', debian('bookworm'), 'kubernetes-client'],
    ['wkhtmltopdf', debian('bookworm'), 'wkhtmltopdf'],
    ['wkhtmltopdf', debian('trixie'), undefined],
    ['su-exec', debian('bookworm'), undefined],
    ['dig', alpine('3.20'), 'bind-tools'],
    ['envsubst', alpine('3.16'), 'gettext'],
    ['envsubst', alpine('3.17.3'), 'gettext-envsubst'],
    ['redis-cli', alpine('3.18'), 'redis'],
    ['su-exec', alpine('3.9'), 'su-exec'],
    ['ip6tables', alpine('3.10'), 'ip6tables'],
    ['ip6tables', alpine('3.20'), 'iptables'],
    ['gosu', alpine('3.20'), undefined],
    // Without a release: what holds for all of them.
    ['curl', debian(), 'curl'],
    ['dig', debian(), 'bind9-dnsutils'],
    ['docker', debian(), undefined],
    ['dig', alpine(), 'bind-tools'],
    ['envsubst', alpine(), undefined],
    // A release that isn't known: only what never changed.
    ['curl', debian('forky'), 'curl'],
    ['docker', debian('forky'), undefined],
    ['curl', { family: 'ubuntu', codename: 'jammy' }, undefined],
    ['frobnicate', debian('bookworm'), undefined],
  ])('%s on %o: %s', (command, distribution, name) => {
    expect(packageFor(command, distribution)).toBe(name);
  });

  test('every package that brings a command has a purpose', () => {
    const names = [...debianProviders, ...alpineProviders].map((provider) => provider.package);
    expect(names.filter((name) => purposeOf(name) === 'unknown')).toEqual([]);
    expect(names.filter((name) => purposeOf(name) === 'development')).toEqual([]);
  });

  test('bounds are releases that are known', () => {
    const codenames = glibcReleases.map(({ codename }) => codename);
    const releases = alpineReleases.map(({ release }) => release);
    expect(boundsOf(debianProviders).filter((bound) => !codenames.includes(bound))).toEqual([]);
    expect(boundsOf(alpineProviders).filter((bound) => !releases.includes(bound))).toEqual([]);
  });
});

describe('the libraries behind a development package', () => {
  test.each<[name: string, byRelease: readonly (string | undefined)[]]>([
    ['libsqlite3-dev', everywhere('libsqlite3-0')],
    ['zlib1g-dev', everywhere('zlib1g')],
    ['libssl-dev', ['libssl1.1', 'libssl3', 'libssl3t64']],
    ['libvips-dev', ['libvips42', 'libvips42', 'libvips42t64']],
    ['libpcap-dev', ['libpcap0.8', 'libpcap0.8', 'libpcap0.8t64']],
    ['librdkafka-dev', everywhere('librdkafka1')],
    ['libzmq3-dev', everywhere('libzmq5')],
    ['librocksdb-dev', ['librocksdb6.11', 'librocksdb7.8', 'librocksdb9.10']],
    ['libgit2-dev', ['libgit2-1.1', 'libgit2-1.5', 'libgit2-1.9']],
    ['default-libmysqlclient-dev', everywhere('libmariadb3')],
    ['libcurl4-openssl-dev', ['libcurl4', 'libcurl4', 'libcurl4t64']],
    ['libtesseract-dev', ['libtesseract4', 'libtesseract5', 'libtesseract5']],
    ['libusb-1.0-0-dev', everywhere('libusb-1.0-0')],
    ['libasound2-dev', ['libasound2', 'libasound2', 'libasound2t64']],
    ['libicu-dev', ['libicu67', 'libicu72', 'libicu76']],
    ['libldap-dev', [undefined, 'libldap-2.5-0', 'libldap2']],
    ['libh3-dev', [undefined, undefined, 'libh3-1']],
    ['libpcre3-dev', ['libpcre3 libpcre16-3 libpcre32-3', 'libpcre3 libpcre16-3 libpcre32-3', undefined]],
    ['libc6-dev', everywhere('')],
    ['libwebkit2gtk-4.0-dev', [undefined, undefined, undefined]],
    ['libssl3', [undefined, undefined, undefined]],
    ['libnobody-knows-this-dev', [undefined, undefined, undefined]],
    ['toString', [undefined, undefined, undefined]],
  ])('%s on Debian', (name, byRelease) => {
    expect(debianReleases.map((release) => runtimeLibraries(name, debian(release))?.join(' '))).toEqual(
      byRelease,
    );
  });

  test.each<[name: string, release: string | undefined, packages: string | undefined]>([
    ['sqlite-dev', '3.20', 'sqlite-libs'],
    ['openssl-dev', '3.8', 'libssl1.0 libcrypto1.0'],
    ['openssl-dev', '3.9', 'libssl1.1 libcrypto1.1'],
    ['openssl-dev', '3.16.9', 'libssl1.1 libcrypto1.1'],
    ['openssl-dev', '3.17', 'libssl3 libcrypto3'],
    ['openssl-dev', '3.22', 'libssl3 libcrypto3'],
    ['ncurses-dev', '3.17', 'ncurses-libs'],
    ['ncurses-dev', '3.18', 'libncursesw libformw libmenuw libpanelw'],
    ['librdkafka-dev', '3.19', 'librdkafka'],
    ['vips-dev', '3.18', 'vips'],
    ['zeromq-dev', '3.11', 'libzmq'],
    ['postgresql-dev', '3.12', 'libpq'],
    ['libcap-dev', '3.16', 'libcap'],
    ['libcap-dev', '3.17', 'libcap2'],
    ['acl-dev', '3.20', 'libacl'],
    ['acl-dev', '3.21', 'acl-libs'],
    ['libnftnl-dev', '3.14', 'libnftnl-libs'],
    ['libnftnl-dev', '3.15', 'libnftnl'],
    ['libwebp-dev', '3.16', 'libwebp'],
    ['libwebp-dev', '3.18', undefined],
    ['zstd-dev', '3.8', undefined],
    ['musl-dev', '3.20', ''],
    ['linux-headers', '3.4', ''],
    ['libseccomp-static', '3.20', ''],
    ['sqlite-dev=3.45.3-r1', '3.20', 'sqlite-libs'],
    ['libressl-dev', '3.8', undefined],
    ['sqlite-libs', '3.20', undefined],
    ['libsqlite3-dev', '3.20', undefined],
    ['sqlite-dev', undefined, 'sqlite-libs'],
    ['openssl-dev', undefined, undefined],
    ['sqlite-dev', 'edge', undefined],
    ['sqlite-dev', '2.7', undefined],
  ])('%s on Alpine %s', (name, release, packages) => {
    expect(runtimeLibraries(name, alpine(release))?.join(' ')).toBe(packages);
  });

  test('versions and architectures are taken off', () => {
    expect(runtimeLibraries('libssl-dev=3.0.*', debian('bookworm'))).toEqual(['libssl3']);
    expect(runtimeLibraries('libpcap-dev:arm64', debian('bookworm'))).toEqual(['libpcap0.8']);
  });

  test('without a release only what all the releases agree on', () => {
    expect(runtimeLibraries('libsqlite3-dev', debian())).toEqual(['libsqlite3-0']);
    expect(runtimeLibraries('libc6-dev', debian())).toEqual([]);
    // libssl3t64 of trixie answers to libssl3, which it is called in bookworm.
    expect(runtimeLibraries('libssl-dev', debian())).toEqual(['libssl3']);
    expect(runtimeLibraries('libffi-dev', debian())).toEqual(['libffi8']);
    expect(runtimeLibraries('libgit2-dev', debian())).toBeUndefined();
    expect(runtimeLibraries('libh3-dev', debian())).toBeUndefined();
  });

  test('what kept its name in Debian has it in the releases of Ubuntu that came out in between', () => {
    const jammy = { family: 'ubuntu', codename: 'jammy' } as const;
    expect(runtimeLibraries('zlib1g-dev', jammy)).toEqual(['zlib1g']);
    expect(runtimeLibraries('libssl-dev', jammy)).toBeUndefined();
    expect(runtimeLibraries('libc6-dev', { family: 'ubuntu' })).toEqual([]);
  });

  test('nothing is said of other releases and distributions', () => {
    expect(runtimeLibraries('zlib1g-dev', debian('buster'))).toBeUndefined();
    expect(runtimeLibraries('zlib1g-dev', debian('forky'))).toBeUndefined();
    expect(runtimeLibraries('zlib1g-dev', { family: 'ubuntu', codename: 'bionic' })).toBeUndefined();
    expect(runtimeLibraries('zlib1g-dev', { family: 'other' })).toBeUndefined();
  });

  test('t64 names come with trixie and never before', () => {
    const names = ['libssl-dev', 'libglib2.0-dev', 'libaio-dev', 'libreadline-dev', 'libavcodec-dev'];
    const byRelease = names.map((name) => debianLibraries(name));
    expect(byRelease.flatMap(([bullseye, bookworm]) => [bullseye, bookworm]).join(' ')).not.toContain('t64');
    expect(byRelease.map((packages) => packages[2]?.includes('t64'))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});
