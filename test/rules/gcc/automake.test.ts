import { describe, expect, it } from 'vitest';
import { configureFacts } from '../../../rules/gcc/automake/configure-ac.ts';
import { projectOfAutomake } from '../../../rules/gcc/automake/evaluate.ts';
import { macrosOf } from '../../../rules/gcc/automake/m4.ts';

const begin = 'AC_INIT([shop], [1.0])\nAM_INIT_AUTOMAKE([foreign])\n';

function project(makefile: string, configure = begin, more: Readonly<Record<string, string>> = {}) {
  const files: Readonly<Record<string, string>> = { '/src/Makefile.am': makefile, ...more };
  return projectOfAutomake(
    { source: '/src', build: '/src', text: configure, variables: new Map(), shared: true, stored: false },
    {
      read: (path) => files[path],
      list: () => ({ names: [], complete: true }),
      exists: (path) => path in files,
    },
  );
}

function targets(makefile: string, configure?: string, more?: Readonly<Record<string, string>>) {
  return [...(project(makefile, configure, more)?.targets.values() ?? [])];
}

function library(flags: string): string {
  return `lib_LTLIBRARIES = libx.la\nlibx_la_LDFLAGS = ${flags}\n`;
}

describe('the macros of configure.ac', () => {
  it('have quotes, nested calls and comments', () => {
    const text =
      'dnl AC_NO([x])\n# AC_NO\nAC_ARG_WITH([tls], [AS_HELP_STRING([--with-tls], [(yes), no])], [AC_CHECK_LIB([ssl], [f])])\nLIBS="-lz"\n';
    expect(macrosOf(text).calls.map(({ name, arguments: given }) => [name, given])).toEqual([
      ['AC_ARG_WITH', ['tls', 'AS_HELP_STRING([--with-tls], [(yes), no])', 'AC_CHECK_LIB([ssl], [f])']],
      ['AS_HELP_STRING', ['--with-tls', '(yes), no']],
      ['AC_CHECK_LIB', ['ssl', 'f']],
    ]);
  });

  it('say what is linked, and what may be', () => {
    const facts = configureFacts(
      `${begin}AC_CHECK_LIB([z], [crc32])\nAC_CHECK_LIB([m], [sqrt], [have_m=yes])\nAC_SEARCH_LIBS([dlopen], [dl])\n` +
        'PKG_CHECK_MODULES([DB], [sqlite3 >= 3])\nPKG_CHECK_MODULES([UI], [gtk4])\nAX_PTHREAD\nLIBS="-lrt $LIBS"\n',
    );
    expect(facts.libraries).toEqual(['-lz', '-lrt']);
    expect(facts.variables.get('DB_LIBS')).toBe('-lsqlite3');
    expect(facts.variables.get('UI_LIBS')).toBe('\uFFFC');
    expect(facts.open).toEqual(['AX_PTHREAD', 'LIBS=']);
  });

  it('name the package', () => {
    expect(configureFacts('AC_INIT([GNU Shop Keeper], [2])\n').package).toBe('shop-keeper');
    expect(configureFacts('AC_INIT([Shop], [2], [bugs], [shopd])\n').package).toBe('shopd');
    expect(configureFacts('AC_INIT([Shop], m4_esyscmd([git describe]))\n').version).toBeUndefined();
  });
});

describe('what Makefile.am builds', () => {
  it('is a source of the name where none is listed', () => {
    expect(targets('sbin_PROGRAMS = shop\n')).toMatchObject([
      { name: 'shop', kind: 'executable', path: '/src/shop', sources: ['/src/shop.c'], apart: false },
    ]);
    expect(project('sbin_PROGRAMS = shop\n')?.installed).toEqual([
      { kind: 'target', target: 'shop', directory: '/usr/local/sbin' },
    ]);
  });

  it('may hang on a condition', () => {
    const text =
      'bin_PROGRAMS = a\nif B\nbin_PROGRAMS += b\nendif\na_SOURCES = a.c\nif C\na_LDADD = -lz\nelse\na_LDADD = -lm\nendif\n';
    expect(targets(text)).toMatchObject([
      { name: 'a', apart: false, links: ['-lz', '-lm'] },
      { name: 'b', apart: true },
    ]);
    expect(project(text)?.more).toEqual([
      { why: 'whether b is built is not known', under: '/usr/local/bin' },
    ]);
  });

  it('has flags as the shell gives them', () => {
    const text =
      'bin_PROGRAMS = a\nAM_CPPFLAGS = -DDATA=\\"$(pkgdatadir)\\" -I$(top_srcdir)/lib\na_CFLAGS = $(UI_CFLAGS)\n';
    expect(targets(text)[0]).toMatchObject({ defines: ['HAVE_CONFIG_H', 'DATA="/usr/local/share/shop"'] });
    expect(targets(text)[0]?.includes).toContain('/src/lib');
  });

  it('says of words that are not known that they may link', () => {
    expect(project('bin_PROGRAMS = a\na_LDADD = $(UI_LIBS)\n')?.open).toEqual(['…']);
    expect(project('bin_PROGRAMS = a\n', `${begin}AX_LIB_MYSQL\n`)?.open).toEqual(['AX_LIB_MYSQL']);
  });

  it('goes through directories, and links what one of them builds', () => {
    const files = {
      '/src/lib/Makefile.am': 'noinst_LIBRARIES = libx.a\nlibx_a_SOURCES = x.c\n',
      '/src/app/Makefile.am': 'bin_PROGRAMS = app\napp_LDADD = ../lib/libx.a\n',
    };
    expect(targets('SUBDIRS = lib app\n', begin, files)).toMatchObject([
      { name: 'lib/libx.a', kind: 'static' },
      { name: 'app/app', links: ['lib/libx.a'] },
    ]);
  });

  it('names libraries as libtool does', () => {
    const configure = `${begin}LT_INIT\n`;
    const version = (flags: string) => targets(library(flags), configure)[0]?.version;
    expect(version('-version-info 5:2:1')).toEqual({ file: '4.1.2', asked: '4', direct: true });
    expect(version('-version-number 1:2:3')).toEqual({ file: '1.2.3', asked: '1', direct: true });
    expect(version('-module -avoid-version')).toBeUndefined();
    expect(version('')).toEqual({ file: '0.0.0', asked: '0', direct: true });
    expect(targets(library('-release 2'), configure)[0]?.path).toBeUndefined();
    expect(targets(library(''), `${begin}LT_INIT([disable-shared])\n`)[0]?.kind).toBe('static');
  });

  it('installs files where their lists say', () => {
    const text =
      'pluginsdir = $(libdir)/shop\nplugins_DATA = a.txt\nnobase_dist_pkgdata_DATA = d/b.txt\nbin_SCRIPTS = tool.sh\nnoinst_DATA = c\ninstall-data-hook:\n\tmkdir x\n';
    const found = project(text);
    expect(
      found?.installed.map((item) => (item.kind === 'file' ? [item.directory, item.from, item.mode] : item)),
    ).toEqual([
      ['/usr/local/lib/shop', '/src/a.txt', 0o644],
      ['/usr/local/share/shop/d', '/src/d/b.txt', 0o644],
      ['/usr/local/bin', '/src/tool.sh', 0o755],
    ]);
    expect(found?.more).toEqual([{ why: 'install-data-hook writes what its recipe says', under: undefined }]);
  });

  it('is nothing where Automake has no part in it', () => {
    expect(project('bin_PROGRAMS = a\n', 'AC_INIT([shop], [1])\n')).toBeUndefined();
  });
});
