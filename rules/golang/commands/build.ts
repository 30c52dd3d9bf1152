/** What `go build`, `go install` and `go get` write. Facts: `go help build`, `go help install`, Go 1.16–1.22 release notes. */
import { posix } from 'node:path';
import type { CommandRun, Effect, Program, World } from '../../../src/evaluate/types.ts';
import { tagsOf, type GoCall } from './flags.ts';
import { binDirectory, gopaths, installsByBuilder, minorVersion, modeOf } from './modules.ts';
import { packagesOf, type Package } from './packages.ts';

/** The directory a call works in: the working directory, or what `-C` says (Go 1.20). */
export function directoryOf(call: GoCall, run: CommandRun): string | undefined {
  const chdir = call.flags.get('C');
  if (run.workdir.text === undefined || (chdir !== undefined && chdir.text === undefined)) return undefined;
  return posix.resolve(run.workdir.text, chdir?.text ?? '.');
}

/** The words of a call as text; undefined when one isn't known. */
function texts(call: GoCall): readonly string[] | undefined {
  const words = call.arguments.map((word) => word.text);
  return call.uncertain || words.some((word) => word === undefined)
    ? undefined
    : words.map((word) => word ?? '');
}

/** "missing dot in first path element": such a path is not fetched, its package is somewhere here (module.CheckPath). */
function isFetchable(path: string): boolean {
  return /^[^/]*\./.test(path);
}

/** Built for another system. */
export function elsewhere({ env }: CommandRun): Pick<Program, 'elsewhere'> {
  const os = env.get('GOOS')?.text;
  return os === undefined || os === '' || os === 'linux' ? {} : { elsewhere: true };
}

function programOf(found: Package | undefined, run: CommandRun, world: World): Program {
  const local = found?.kind === 'local' ? found : undefined;
  return {
    toolchain: 'golang',
    command: run,
    package: found === undefined || found.kind === 'fails' ? undefined : found.label,
    sources: local?.directory,
    remote: found?.kind === 'remote' && isFetchable(found.path),
    at: world.files.at,
    ...elsewhere(run),
  };
}

/** A program was written below the directory, under a name that isn't known. */
function somewhere(under: string, why: string, program: Program): Effect {
  return { kind: 'opaque', under, why, program };
}

export function build(call: GoCall, run: CommandRun, world: World): readonly Effect[] {
  const directory = directoryOf(call, run);
  const mode = call.flags.get('buildmode')?.text ?? 'default';
  if (directory === undefined) {
    const named = call.flags.get('o')?.text;
    return named?.startsWith('/') === true
      ? [ofUnknown(call, '/', run, world)]
      : [somewhere('/', 'its working directory is not known', programOf(undefined, run, world))];
  }
  const words = texts(call);
  if (words === undefined) return [ofUnknown(call, directory, run, world)];
  const packages = packagesOf(words, { directory, run, world, tags: tagsOf(call) });
  const failure = failureOf(packages, call);
  if (failure !== undefined) return [failure];
  const output = call.flags.get('o');
  if (output !== undefined && output.text === undefined) {
    return [somewhere(directory, 'the name after -o is not known', programOf(packages[0], run, world))];
  }
  if (mode !== 'default' && mode !== 'exe' && mode !== 'pie') {
    const path = posix.resolve(directory, output?.text ?? '.');
    return output === undefined
      ? [{ kind: 'opaque', under: directory, why: `-buildmode=${mode}` }]
      : [{ kind: 'write', path, entry: 'file' }];
  }
  if (output === undefined) return withoutOutput(packages, directory, run, world);
  const target = posix.resolve(directory, output.text ?? '');
  if (target.startsWith('/dev/')) return [];
  const found = world.files.lookup(target);
  const intoDirectory =
    (output.text ?? '').endsWith('/') || (found.status === 'present' && found.entry.kind === 'directory');
  if (!intoDirectory || minorVersion(world) < firstIntoDirectory) {
    const several = packages.filter(({ kind }) => kind !== 'pattern');
    if (several.length > 1) {
      return [{ kind: 'fails', why: `go build fails: ${manyInto(output.text ?? '', several, directory)}` }];
    }
  }
  if (!intoDirectory) {
    const only = packages.length === 1 ? packages[0] : undefined;
    return [write(target, programOf(only, run, world))];
  }
  return packages.filter(mayBeProgram).map((one) => {
    const name = one.kind === 'local' || one.kind === 'remote' ? one.name : undefined;
    return name === undefined
      ? somewhere(target, 'go build names the program after the module', programOf(one, run, world))
      : write(posix.join(target, name), programOf(one, run, world));
  });
}

/** Packages that aren't known, into a file or a directory that may be. */
function ofUnknown(call: GoCall, directory: string, run: CommandRun, world: World): Effect {
  const program = programOf(undefined, run, world);
  const output = call.flags.get('o');
  const why = 'what go build writes depends on what is not known';
  if (output === undefined) return somewhere(directory, why, program);
  const text = output.text ?? output.prefix?.replace(/[^/]*$/, '') ?? '';
  const target = posix.resolve(directory, text);
  if (output.text === undefined) return somewhere(text === '' ? directory : target, why, program);
  const found = world.files.lookup(target);
  const intoDirectory =
    text.endsWith('/') || (found.status === 'present' && found.entry.kind === 'directory');
  return intoDirectory ? somewhere(target, why, program) : write(target, program);
}

/** Since Go 1.13 `-o` may name a directory for several programs (release notes). */
const firstIntoDirectory = 13;

/** "cannot write multiple packages to non-directory" (cmd/go, build.go): libraries count as well as programs. */
function manyInto(output: string, packages: readonly Package[], directory: string): string {
  const names = packages.map((found) => {
    if (found.kind === 'local') return localPath(found.directory, directory);
    return found.kind === 'fails' ? found.why : found.label;
  });
  const listed =
    names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  return `-o ${output} names one file, and several packages are to be built (${listed})`;
}

/** `.`, `./cmd/server`, `../other`. */
function localPath(path: string, directory: string): string {
  const relative = posix.relative(directory, path);
  if (relative === '') return '.';
  return relative.startsWith('../') ? relative : `./${relative}`;
}

function mayBeProgram(found: Package): boolean {
  return found.kind !== 'local' || found.holds !== 'library';
}

function withoutOutput(
  packages: readonly Package[],
  directory: string,
  run: CommandRun,
  world: World,
): readonly Effect[] {
  // "When compiling multiple packages or a single non-main package, build compiles the packages but discards the
  // resulting object" (go help build).
  const [only, ...more] = packages;
  if (only === undefined || more.length > 0 || only.kind === 'fails' || !mayBeProgram(only)) return [];
  const program = programOf(only, run, world);
  if (only.kind === 'pattern' || only.name === undefined) {
    return [somewhere(directory, 'go build names the program after the module', program)];
  }
  return [write(posix.join(directory, only.name), program)];
}

function write(path: string, program: Program): Effect {
  return { kind: 'write', path, entry: 'file', mode: 0o755, program };
}

function failureOf(packages: readonly Package[], { verb }: GoCall): Effect | undefined {
  const failing = packages.find((found) => found.kind === 'fails');
  return failing?.kind === 'fails'
    ? { kind: 'fails', why: `go ${verb ?? ''} fails: ${failing.why}` }
    : undefined;
}

/** A call that only looks at packages (`go vet`, `go test`) fails where these can't be found. */
export function failing(call: GoCall, run: CommandRun, world: World): readonly Effect[] {
  const directory = directoryOf(call, run);
  const words = texts(call);
  if (directory === undefined || words === undefined) return [];
  const options = words.findIndex((word) => word.startsWith('-'));
  const named = options < 0 ? words : words.slice(0, options);
  const failure = failureOf(packagesOf(named, { directory, run, world, tags: tagsOf(call) }), call);
  return failure === undefined ? [] : [failure];
}

export function install(call: GoCall, run: CommandRun, world: World): readonly Effect[] {
  const directory = directoryOf(call, run);
  const bin = binDirectory(run, world);
  const words = texts(call);
  if (directory === undefined || bin === undefined || words === undefined) {
    return [
      somewhere(
        bin ?? '/',
        'what go install writes depends on what is not known',
        programOf(undefined, run, world),
      ),
    ];
  }
  const packages = packagesOf(words, { directory, run, world, tags: tagsOf(call) });
  const failure = failureOf(packages, call);
  if (failure !== undefined) return [failure];
  if (installsByBuilder(run, world)) {
    const why = 'where go install puts a program for another platform depends on the builder';
    return packages.filter(mayBeProgram).map((found) => somewhere(bin, why, programOf(found, run, world)));
  }
  return packages.flatMap((found) => installed(found, bin, run, world));
}

function installed(found: Package, bin: string, run: CommandRun, world: World): readonly Effect[] {
  const program = programOf(found, run, world);
  if (found.kind === 'fails' || !mayBeProgram(found)) return [];
  if (found.kind === 'pattern' || found.name === undefined) {
    return [somewhere(bin, 'go install names the programs after packages that are not known', program)];
  }
  return [write(posix.join(bin, found.name), program)];
}

/**
 * `go get`. Up to Go 1.17 it builds and installs; from 1.18 on it changes go.mod only, and outside of a module it
 * fails (release notes of 1.18; of 1.22 for GO111MODULE=off).
 */
export function get(call: GoCall, run: CommandRun, world: World): readonly Effect[] {
  const minor = minorVersion(world);
  const directory = directoryOf(call, run);
  if (directory === undefined)
    return [somewhere('/', 'its working directory is not known', programOf(undefined, run, world))];
  const mode = modeOf(run, world, directory);
  if (mode.kind === 'modules' && mode.file === 'absent' && minor >= 18) {
    return [
      {
        kind: 'fails',
        why: 'go get is no longer supported outside a module (since Go 1.18), and there is no go.mod',
      },
    ];
  }
  if (mode.kind === 'gopath' && minor >= 22) {
    return [{ kind: 'fails', why: 'go get is no longer supported in GOPATH mode (since Go 1.22)' }];
  }
  const downloads: readonly Effect[] =
    mode.kind === 'modules'
      ? []
      : gopaths(run)
          .slice(0, 1)
          .map((gopath): Effect => ({
            kind: 'opaque',
            under: posix.join(gopath, 'src'),
            why: 'go get downloads sources there',
            downloads: true,
          }));
  if (call.flags.has('d') || (minor >= 18 && mode.kind === 'modules')) return downloads;
  const bin = binDirectory(run, world);
  const words = texts(call);
  if (bin === undefined || words === undefined) {
    return [
      ...downloads,
      somewhere(bin ?? '/', 'what go get installs is not known', programOf(undefined, run, world)),
    ];
  }
  const packages = packagesOf(words, { directory, run, world, tags: tagsOf(call) });
  return [...downloads, ...packages.flatMap((found) => installed(found, bin, run, world))];
}
