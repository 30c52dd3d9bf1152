/**
 * A container-structure-test file made from the original image: what verifying compared, for a team's own CI
 * (GoogleContainerTools/container-structure-test, README: schemaVersion 2.0.0). It passes on the original and on an
 * image that does the same.
 */
import { findProgram, startedPrograms, commandOf } from './compare/programs.ts';
import { isEnginePath } from './compare/paths.ts';
import type { ToolchainTraces } from '../toolchain/traces.ts';
import { accessTo } from './image/access.ts';
import { identityOf } from './image/accounts.ts';
import type { ImageConfig } from './image/config.ts';
import type { FileNode } from './image/files.ts';
import { baseLayerCount } from './image/image.ts';
import type { Verification } from './verdict/types.ts';
import type { VerifyArtefacts } from './request.ts';

type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml };

/** What must hold of the new image, in the original's words. */
export function structureTest(
  artefacts: VerifyArtefacts,
  verification: Pick<Verification, 'levels'>,
): string {
  const { before, toolchain, original, args } = artefacts;
  const expected = new Set(
    verification.levels.flatMap(({ findings }) =>
      findings.filter((found) => found.expected).map(({ what }) => what),
    ),
  );
  const command = commandOf(before.config, args);
  return [
    '# Made by dfopt verify from the original image: what the new image must keep.',
    ...yamlLines(
      {
        schemaVersion: '2.0.0',
        metadataTest: metadata(before.config, expected, toolchain),
        fileExistenceTests: fileTests(artefacts),
        ...(original?.kind === 'ran' &&
        !original.running &&
        original.exit !== undefined &&
        command[0] !== undefined
          ? { commandTests: [commandTest(command, original.exit, original.aspects.get('stdout') ?? '')] }
          : {}),
      },
      0,
    ),
    '',
  ].join('\n');
}

function metadata(
  config: ImageConfig,
  expected: ReadonlySet<string>,
  toolchain: ToolchainTraces | undefined,
): Yaml {
  const variables = [...config.env].filter(
    ([name]) => name !== 'PATH' && !expected.has(`Env ${name}`) && toolchain?.ofBuild.variable(name) !== true,
  );
  return {
    envVars: variables.map(([key, value]) => ({ key, value })),
    labels: [...config.labels].map(([key, value]) => ({ key, value })),
    entrypoint: config.entrypoint,
    ...(expected.has('Cmd') ? {} : { cmd: config.cmd }),
    // The tool compares ports without their protocol.
    exposedPorts: config.exposedPorts.map((port) => port.split('/')[0] ?? port),
    volumes: config.volumes,
    ...(expected.has('WorkingDir') ? {} : { workdir: config.workingDir }),
    user: config.user,
  };
}

/** The paths the new image carries, as the original has them, and the programs the container starts. */
function fileTests({ before, after, baseLayers, args }: VerifyArtefacts): readonly Yaml[] {
  const nodes = new Map<string, FileNode>();
  const base = baseLayers.known ? baseLayerCount(after, baseLayers.image) : after.diffIds.length;
  for (const node of after.files.nodes()) {
    if (node.layer < base || node.type !== 'file' || isEnginePath(node.path)) continue;
    const found = before.files.lookup(node.path);
    if (found.found && found.node.type === 'file') nodes.set(node.path, found.node);
  }
  for (const { name } of startedPrograms(before.config, before.files, commandOf(before.config, args))) {
    const found = findProgram(before.config, before.files, name);
    const now = findProgram(after.config, after.files, name);
    if (found !== undefined && now !== undefined && found.path === now.path && nodes.has(found.path))
      nodes.set(found.path, found.node);
  }
  const identity = identityOf(before.config.user, before.files);
  return [...nodes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, node]) => ({
      name: path,
      path,
      shouldExist: true,
      permissions: permissions(node),
      uid: node.uid,
      gid: node.gid,
      ...(identity.resolved && accessTo(node, identity.identity).execute ? { isExecutableBy: 'any' } : {}),
    }));
}

/** As `ls -l` shows a file's mode. */
function permissions({ mode }: FileNode): string {
  const bits = [...'rwxrwxrwx'].map((letter, index) => ((mode >> (8 - index)) & 1 ? letter : '-'));
  const special = [
    { bit: 0o4000, place: 2, set: 's', clear: 'S' },
    { bit: 0o2000, place: 5, set: 's', clear: 'S' },
    { bit: 0o1000, place: 8, set: 't', clear: 'T' },
  ];
  for (const { bit, place, set, clear } of special) {
    if ((mode & bit) !== 0) bits[place] = bits[place] === 'x' ? set : clear;
  }
  return `-${bits.join('')}`;
}

/** The program run as the container runs it; the tool takes the entrypoint away and matches output as patterns. */
function commandTest([command = '', ...args]: readonly string[], exit: number, stdout: string): Yaml {
  const [line = ''] = stdout.split('\n');
  const plain = line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return {
    name: 'the container command',
    command,
    args,
    exitCode: exit,
    ...(line === '' ? {} : { expectedOutput: [plain] }),
  };
}

/** Block style; strings as JSON, which YAML 1.2 contains. */
function yamlLines(value: Yaml, depth: number): readonly string[] {
  const indent = '  '.repeat(depth);
  if (isList(value)) {
    return value.flatMap((item) => {
      const [first = '', ...rest] =
        isScalar(item) || isEmpty(item) ? [indent + scalar(item)] : yamlLines(item, depth + 1);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  if (isScalar(value)) return [indent + scalar(value)];
  return Object.entries(value).flatMap(([key, item]) =>
    isScalar(item) || isEmpty(item)
      ? [`${indent}${key}: ${scalar(item)}`]
      : [`${indent}${key}:`, ...yamlLines(item, depth + 1)],
  );
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

function isScalar(value: Yaml): value is string | number | boolean {
  return typeof value !== 'object';
}

function isEmpty(value: Yaml): boolean {
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function scalar(value: Yaml): string {
  return JSON.stringify(value);
}
