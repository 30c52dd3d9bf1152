import { describe, expect, it } from 'vitest';
import { projectOf } from '../../../rules/gcc/cmake/evaluate.ts';
import { callsOf } from '../../../rules/gcc/cmake/parse.ts';

function project(
  text: string,
  more: Readonly<Record<string, string>> = {},
  definitions: Readonly<Record<string, string>> = {},
) {
  const files: Readonly<Record<string, string>> = { '/src/CMakeLists.txt': text, ...more };
  const found = projectOf(
    {
      source: '/src',
      binary: '/src/build',
      definitions: new Map(Object.entries(definitions)),
      environment: new Map(),
    },
    {
      read: (path) => files[path],
      list: (directory) => ({
        names: Object.keys(files).flatMap((path) => {
          const rest = path.startsWith(`${directory}/`) ? path.slice(directory.length + 1).split('/') : [];
          return rest[0] === undefined ? [] : [{ name: rest[0], directory: rest.length > 1 }];
        }),
        complete: true,
      }),
      exists: (path) => path in files,
    },
  );
  return {
    targets: [...(found?.targets.values() ?? [])].map(({ name, path, sources, links, apart }) => ({
      name,
      path,
      sources,
      links,
      apart,
    })),
    open: found?.open,
    installed: found?.installed,
  };
}

const shop = { name: 'shop', path: '/src/build/shop', sources: ['/src/a.c'], links: [], apart: false };

describe('the language of CMake', () => {
  it('has quoted and bracket arguments, comments and nested parentheses', () => {
    const text =
      '#[[ no(call) ]]\nset(A "x;\\"y\\" # z" [=[a ]] b]=] c) # set(B)\nIF(NOT (A OR B))\nendif()\n';
    expect(
      callsOf(text).map(({ name, arguments: given, line }) => [name, given.map((one) => one.text), line]),
    ).toEqual([
      ['set', ['A', 'x;\\"y\\" # z', 'a ]] b', 'c'], 2],
      ['if', ['NOT', '(', 'A', 'OR', 'B', ')'], 3],
      ['endif', [], 4],
    ]);
  });
});

describe('what CMakeLists.txt builds', () => {
  it.each([
    ['add_executable(shop a.c a.h)', [shop]],
    ['set(SOURCES a.c)\nadd_executable(shop ${SOURCES})', [shop]],
    ['project(shop C)\nadd_executable(${PROJECT_NAME} ${CMAKE_CURRENT_SOURCE_DIR}/a.c)', [shop]],
    ['file(GLOB ALL *.c)\nadd_executable(shop ${ALL})', [shop]],
    ['add_executable(shop)\ntarget_sources(shop PRIVATE a.c)', [shop]],
    ['add_executable(shop a.c)\ntarget_link_libraries(shop PRIVATE m)', [{ ...shop, links: ['m'] }]],
    [
      'set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)\nadd_executable(shop a.c)',
      [{ ...shop, path: '/src/build/bin/shop' }],
    ],
    [
      'add_executable(shop a.c)\nset_target_properties(shop PROPERTIES OUTPUT_NAME store)',
      [{ ...shop, path: '/src/build/store' }],
    ],
    ['option(TESTS "" OFF)\nadd_executable(shop a.c)\nif(TESTS)\nadd_executable(tests t.c)\nendif()', [shop]],
    [
      'if(WIN32)\nadd_executable(shop WIN32 w.c)\nelseif(UNIX AND NOT APPLE)\nadd_executable(shop a.c)\nendif()',
      [shop],
    ],
    ['foreach(name shop)\nadd_executable(${name} a.c)\nendforeach()', [shop]],
    ['function(program name)\nadd_executable(${name} ${ARGN})\nendfunction()\nprogram(shop a.c)', [shop]],
    [
      'if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")\nadd_executable(shop a.c)\nendif()',
      [{ ...shop, apart: true }],
    ],
    [
      'get_filename_component(D x DIRECTORY)\nadd_executable(shop a.c)\nset_target_properties(shop PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${D})',
      [{ ...shop, path: undefined }],
    ],
  ])('%s', (text, targets) => {
    expect(project(text, { '/src/a.c': '' })).toMatchObject({ targets, open: [] });
  });

  it('takes what the command line says in place of a default', () => {
    const text = 'option(EXTRA "" OFF)\nif(EXTRA)\nadd_executable(shop a.c)\nendif()';
    expect(project(text).targets).toEqual([]);
    expect(project(text, {}, { EXTRA: 'ON' }).targets).toHaveLength(1);
  });

  it('goes into directories, and comes back with what they build', () => {
    const more = { '/src/lib/CMakeLists.txt': 'add_library(prices p.c)\nset(X 1 PARENT_SCOPE)' };
    expect(
      project('add_subdirectory(lib)\nif(X)\nadd_executable(shop a.c)\nendif()', more).targets,
    ).toMatchObject([
      { name: 'prices', path: '/src/build/lib/libprices.a', sources: ['/src/lib/p.c'] },
      { name: 'shop' },
    ]);
  });

  it.each([
    ['include(helpers)', ['include(helpers)']],
    ['add_subdirectory(not-there)', ['add_subdirectory(not-there)']],
    ['add_executable(shop a.c)\nset_up(shop)', ['set_up(shop)']],
    ['add_executable(shop a.c)\nset_up(other)', []],
  ])('says what it does not follow: %s', (text, open) => {
    expect(project(text).open).toEqual(open);
  });

  it('ends where a project does not', () => {
    expect(project('macro(again)\nagain()\nendmacro()\nagain()').targets).toEqual([]);
  });

  it('installs below the directories of GNUInstallDirs, by their full names too', () => {
    const text =
      'include(GNUInstallDirs)\ninstall(DIRECTORY share/ DESTINATION ${CMAKE_INSTALL_FULL_DATADIR}/shop)';
    const prefix = { CMAKE_INSTALL_PREFIX: '/opt/shop' };
    expect(project(text, {}, prefix).installed).toMatchObject([
      { kind: 'directory', directory: '/opt/shop/share/shop' },
    ]);
  });

  it('knows what is installed', () => {
    const text =
      'add_executable(shop a.c)\ninstall(TARGETS shop RUNTIME DESTINATION bin)\ninstall(FILES x.txt DESTINATION share/shop)\ninstall(DIRECTORY data/ DESTINATION /srv/data)';
    expect(project(text).installed).toMatchObject([
      { kind: 'target', target: 'shop', directory: '/usr/local/bin' },
      { kind: 'target', target: 'shop', directory: '/usr/local/lib' },
      { kind: 'file', from: '/src/x.txt', directory: '/usr/local/share/shop' },
      { kind: 'directory', from: '/src/data', directory: '/srv/data' },
    ]);
  });
});
