/** Targets as they are built, once all that is said of them was read. */
import { posix } from 'node:path';
import type { OpenTarget, State } from './state.ts';
import { isUnknown, listOf, valueOf } from './texts.ts';
import type { Target } from '../project/types.ts';

/** The target, with what its directory says for all. */
export function closed(target: OpenTarget, state: State): Target {
  const { scope, properties } = target;
  const flags = [
    valueOf('CMAKE_C_FLAGS', scope),
    valueOf('CMAKE_CXX_FLAGS', scope),
    ...(target.kind === 'executable' ? [valueOf('CMAKE_EXE_LINKER_FLAGS', scope)] : []),
    properties.get('LINK_FLAGS'),
    properties.get('COMPILE_FLAGS'),
  ];
  return {
    name: target.name,
    kind: target.kind,
    sources: target.sources,
    includes: [...scope.includes, ...target.includes],
    defines: [...scope.defines, ...target.defines],
    links: [...scope.links, ...target.links].flatMap((link) =>
      listOf(scope.variables.get(`PkgConfig::${link.replace(/^PkgConfig::/, '')}`) ?? link),
    ),
    options: [
      ...scope.options,
      ...target.options,
      ...flags.flatMap((text) => (text ?? '').split(/[\s;]+/)).filter((word) => word !== ''),
    ],
    path: pathOf(target, state),
    version: versionOf(target),
    test: isTest(target, state),
    apart: target.apart,
  };
}

/** Each is the other where only one is set (cmake-properties(7), SOVERSION); a module has neither in its name. */
function versionOf({ kind, properties }: OpenTarget): Target['version'] {
  const given = (name: string): string | undefined => {
    const value = properties.get(name);
    return value === undefined || value === '' || isUnknown(value) ? undefined : value;
  };
  const file = given('VERSION') ?? given('SOVERSION');
  const asked = given('SOVERSION') ?? file;
  return kind !== 'shared' || file === undefined || asked === undefined ? undefined : { file, asked };
}

/** ctest runs it, or it is linked with what only tests are linked with. */
function isTest({ name, links }: OpenTarget, { tests }: State): boolean {
  return tests.has(name) || links.some((link) => testLibraries.test(link));
}

const testLibraries =
  /^(GTest::|gtest|gmock|Catch2|doctest::|Boost::unit_test_framework|cmocka|criterion|CppUTest|unity$)/;

function pathOf({ name, kind, properties, scope }: OpenTarget, state: State): string | undefined {
  const variables = {
    executable: 'RUNTIME',
    shared: 'LIBRARY',
    static: 'ARCHIVE',
    object: '',
    interface: '',
  }[kind];
  if (variables === '') return undefined;
  const directory =
    properties.get(`${variables}_OUTPUT_DIRECTORY`) ??
    scope.variables.get(`CMAKE_${variables}_OUTPUT_DIRECTORY`) ??
    (kind === 'executable'
      ? scope.variables.get('EXECUTABLE_OUTPUT_PATH')
      : scope.variables.get('LIBRARY_OUTPUT_PATH')) ??
    scope.binary;
  const output = properties.get('OUTPUT_NAME') ?? properties.get(`${variables}_OUTPUT_NAME`) ?? name;
  const prefix = kind === 'executable' ? '' : (properties.get('PREFIX') ?? 'lib');
  const suffix = kind === 'executable' ? (properties.get('SUFFIX') ?? '') : kind === 'shared' ? '.so' : '.a';
  const path = posix.resolve(scope.binary, directory, `${prefix}${output}${suffix}`);
  return isUnknown(path) || state.steps <= 0 ? undefined : path;
}
