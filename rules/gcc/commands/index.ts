/** What compilers, and the tools around them, write. */
import { posix } from 'node:path';
import { namedBy, opaque, opaqueAt, pathOf } from '../../../src/evaluate/commands/paths.ts';
import { ordinaryCommands, readOnlyCommands } from '../../../src/evaluate/commands/index.ts';
import type { CommandModel, CommandRun, Effect, Program, World } from '../../../src/evaluate/types.ts';
import { buildTool, cmake, configure, meson } from './configured.ts';
import { scriptMaker } from './configure.ts';
import { compilationOf, driverOf, languageOf, type Compilation } from '../driver/driver.ts';

/** On the images of other toolchains it is the ordinary command, and what it makes is none of theirs. */
function onOwnImages(model: CommandModel): CommandModel {
  return (run, world) => (world.facts?.toolchain === 'gcc' ? model(run, world) : asElsewhere(run, world));
}

function asElsewhere(run: CommandRun, world: World): ReturnType<CommandModel> {
  const name = run.name ?? '';
  return readOnlyCommands.has(name) ? [] : ordinaryCommands.get(name)?.(run, world);
}

const compiler: CommandModel = (run, world) => {
  const call = compilationOf(run);
  if (call === undefined) return undefined;
  switch (call.until) {
    case 'nothing':
      return [];
    case 'text':
      return texts(call, run);
    case 'object':
      return objects(call, run, world);
    case 'link':
      return linked(call, run, world);
  }
};

/** On the standard output, or where `-o` says; assembler code beside the working directory else. */
function texts({ output, options }: Compilation, run: CommandRun): readonly Effect[] {
  if (output !== undefined) return [fileAt(output, run)];
  return options.has('-S') ? [beside(run)] : [];
}

function fileAt(output: NonNullable<Compilation['output']>, run: CommandRun, mode = 0o644): Effect {
  const path = pathOf(output, run);
  return path === undefined ? opaqueAt(output, run) : { kind: 'write', path, entry: 'file', mode };
}

function beside(run: CommandRun): Effect {
  return opaque(run.workdir.text ?? '/', 'a compiler writes its output there');
}

/** An object a source, named after it. */
function objects({ output, inputs }: Compilation, run: CommandRun, world: World): readonly Effect[] {
  if (output !== undefined) return [fileAt(output, run)];
  return inputs.flatMap(({ word }): readonly Effect[] => {
    const { paths, complete } = namedBy(word, run, world);
    const written = paths.flatMap((path): readonly Effect[] => {
      if (languageOf(path) === undefined) return [];
      return [fileAt({ text: objectOf(path) }, run)];
    });
    return complete ? written : [...written, beside(run)];
  });
}

/** The name of the object that a source becomes. */
export function objectOf(source: string): string {
  const name = posix.basename(source);
  return `${name.slice(0, name.length - posix.extname(name).length)}.o`;
}

function linked(call: Compilation, run: CommandRun, world: World): readonly Effect[] {
  const output = call.output ?? { text: 'a.out' };
  const path = pathOf(output, run);
  const program = programOf(call, run, world);
  if (call.result !== 'program') return [fileAt(output, run, call.result === 'shared' ? 0o755 : 0o644)];
  if (path === '/dev/null') return [];
  if (path === undefined) {
    const region = opaqueAt(output, run);
    return [region.kind === 'opaque' ? { ...region, program } : region];
  }
  return [{ kind: 'write', path, entry: 'file', mode: 0o755, program }];
}

function programOf({ inputs }: Compilation, run: CommandRun, world: World): Program {
  const [first] = inputs.flatMap(({ word }) => namedBy(word, run, world).paths);
  return {
    toolchain: 'gcc',
    command: run,
    package: first === undefined ? undefined : posix.basename(first),
    sources: first === undefined ? run.workdir.text : posix.dirname(first),
    remote: false,
    at: world.files.at,
  };
}

/** ar(1): `ar rcs ARCHIVE MEMBER…`. */
const archiver: CommandModel = (run) => {
  const archive = archiveOf(run);
  return archive === undefined ? undefined : [fileAt(archive.archive, run)];
};

/** The archive that a call of ar makes, and its members. */
export function archiveOf({
  words,
}: CommandRun):
  { readonly archive: CommandRun['words'][number]; readonly members: CommandRun['words'] } | undefined {
  const [operation, archive, ...members] = words.slice(1);
  const letters = operation?.text?.replace(/^-/, '') ?? '';
  if (archive === undefined || !/^[rqcsuvDU]+$/.test(letters) || !/[rq]/.test(letters)) return undefined;
  return { archive, members };
}

const quiet: CommandModel = () => [];

const compilerCommands: ReadonlyMap<string, CommandModel> = new Map(
  (
    [
      ...['gcc', 'g++', 'cc', 'c++', 'clang', 'clang++', 'tcc', 'c99', 'c89'].flatMap((name) =>
        versions(name).map((versioned) => [versioned, compiler] as const),
      ),
      ['cmake', cmake],
      ['configure', configure],
      ['meson', meson],
      ...['autoreconf', 'autoconf', 'automake', 'aclocal', 'autoheader', 'libtoolize', 'autopoint'].map(
        (name) => [name, scriptMaker] as const,
      ),
      ['make', buildTool],
      ['gmake', buildTool],
      ['ninja', buildTool],
      ['samu', buildTool],
      ['ar', archiver],
      ['gcc-ar', archiver],
      ['llvm-ar', archiver],
      ...['ranlib', 'gcc-ranlib', 'nm', 'objdump', 'readelf', 'size', 'ldd'].map(
        (name) => [name, quiet] as const,
      ),
    ] as const
  ).map(([name, model]) => [name, onOwnImages(model)]),
);

/** `gcc-12`, `clang-18`: how packages of distributions name them beside the plain name. */
function versions(name: string): readonly string[] {
  const numbers = Array.from({ length: 25 }, (_, index) => index + 4);
  return [name, ...numbers.map((number) => `${name}-${number}`)].filter((one) => driverOf(one) !== undefined);
}

/** The model of one of the toolchain's own commands, by its base name. */
export function compilerModel(name: string): CommandModel | undefined {
  return compilerCommands.get(name);
}
