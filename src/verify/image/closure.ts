/**
 * The shared libraries a program gets when it is started in an image, found the way its loader finds them.
 * Sources: ld.so(8) and glibc's `elf/dl-load.c` (search order, `/etc/ld.so.cache`), musl's `ldso/dynlink.c`
 * (`/etc/ld-musl-ARCH.path`, libc inside the loader).
 */
import { absolutePath, joinPath, splitPath, type FileIndex, type FileNode } from './files.ts';
import type { ElfFile } from '../elf/elf.ts';
import { readLoaderCache } from '../elf/loader-cache.ts';

export type LibC = 'glibc' | 'musl' | 'other';

export interface Closure {
  readonly libc: LibC | undefined;
  /** The loader as named in the program, and where it is in the image. */
  readonly interpreter: { readonly name: string; readonly path: string | undefined } | undefined;
  /** Library name → path in the image. */
  readonly libraries: ReadonlyMap<string, string>;
  readonly missing: readonly { readonly name: string; readonly neededBy: string }[];
  /** Symbol versions a library in the image doesn't have. */
  readonly tooOld: readonly {
    readonly library: string;
    readonly path: string;
    readonly version: string;
    readonly neededBy: string;
  }[];
}

interface Loaded {
  readonly path: string;
  readonly elf: ElfFile;
  /** RPATHs of the objects that led here; searched for its libraries too, unless it has a RUNPATH. */
  readonly inherited: readonly string[];
}

/** Debian and its like search their multiarch directories, others `lib64`; a loader searches those it was built for. */
const multiarch: ReadonlyMap<string, string> = new Map([
  ['x86-64', 'x86_64-linux-gnu'],
  ['i386', 'i386-linux-gnu'],
  ['aarch64', 'aarch64-linux-gnu'],
  ['arm', 'arm-linux-gnueabihf'],
  ['riscv', 'riscv64-linux-gnu'],
  ['powerpc64', 'powerpc64le-linux-gnu'],
  ['s390x', 's390x-linux-gnu'],
]);

/** Everything that is loaded when the program at the path is started with the environment. */
export function closureOf(
  files: FileIndex,
  path: string,
  elf: ElfFile,
  environment: ReadonlyMap<string, string>,
): Closure {
  const name = elf.interpreter;
  const loader = name === undefined ? undefined : files.lookup(name);
  const libc = name === undefined ? undefined : libcOf(name);
  const search = searchFor(files, elf, libc, environment);
  const libraries = new Map<string, string>();
  const missing: { readonly name: string; readonly neededBy: string }[] = [];
  const loaded = new Map<string, Loaded>();
  const queue: Loaded[] = [{ path, elf, inherited: [] }];

  for (let object = queue.shift(); object !== undefined; object = queue.shift()) {
    for (const needed of object.elf.needed) {
      if (libraries.has(needed)) continue;
      // musl is loader and C library in one; it knows itself under these names.
      if (libc === 'musl' && loader?.found === true && isMuslItself(needed)) {
        libraries.set(needed, loader.node.path);
        continue;
      }
      const node = search(needed, object);
      if (node?.file?.elf === undefined) {
        missing.push({ name: needed, neededBy: object.path });
        libraries.set(needed, '');
        continue;
      }
      libraries.set(needed, node.path);
      const next: Loaded = {
        path: node.path,
        elf: node.file.elf,
        inherited: [...expandOrigin(object.elf.rpath, object.path), ...object.inherited],
      };
      loaded.set(needed, next);
      queue.push(next);
    }
  }
  for (const { name: absent } of missing) libraries.delete(absent);

  return {
    libc,
    interpreter:
      name === undefined ? undefined : { name, path: loader?.found === true ? loader.node.path : undefined },
    libraries,
    missing,
    tooOld: [{ path, elf }, ...loaded.values()].flatMap((object) =>
      object.elf.requires.flatMap(({ library, version }) => {
        const provider = loaded.get(library);
        return provider === undefined || provider.elf.provides.includes(version)
          ? []
          : [{ library, path: provider.path, version, neededBy: object.path }];
      }),
    ),
  };
}

function libcOf(interpreter: string): LibC {
  const [, name] = splitPath(interpreter);
  if (name.startsWith('ld-musl-')) return 'musl';
  return name.startsWith('ld-linux') || name.startsWith('ld64.so') || name === 'ld.so.1' ? 'glibc' : 'other';
}

function isMuslItself(name: string): boolean {
  return name === 'libc.so' || name.startsWith('libc.musl-') || name.startsWith('ld-musl-');
}

type Search = (name: string, by: Loaded) => FileNode | undefined;

function searchFor(
  files: FileIndex,
  program: ElfFile,
  libc: LibC | undefined,
  environment: ReadonlyMap<string, string>,
): Search {
  const fits = (path: string): FileNode | undefined => {
    const found = files.lookup(path);
    if (!found.found) return undefined;
    const elf = found.node.file?.elf;
    // A library for another machine is passed over.
    return elf !== undefined && elf.machine === program.machine && elf.bits === program.bits
      ? found.node
      : undefined;
  };
  const inDirectories = (directories: readonly string[], name: string): FileNode | undefined => {
    for (const directory of directories) {
      const node = fits(joinPath(absolutePath('/', directory), name));
      if (node !== undefined) return node;
    }
    return undefined;
  };
  const fromEnvironment = (environment.get('LD_LIBRARY_PATH') ?? '')
    .split(/[:;]/)
    .filter((part) => part !== '');
  const cached =
    libc === 'musl' ? new Map<string, string>() : readLoaderCache(contentOf(files, '/etc/ld.so.cache'));
  const standard = libc === 'musl' ? muslDirectories(files, program) : glibcDirectories(program);

  return (name, by) => {
    if (name.includes('/')) return fits(absolutePath('/', name));
    const own = expandOrigin(by.elf.rpath, by.path);
    const runpath = expandOrigin(by.elf.runpath, by.path);
    const fromCache = cached.get(name);
    return (
      (libc === 'musl'
        ? inDirectories([...fromEnvironment, ...runpath, ...own, ...by.inherited], name)
        : inDirectories(
            [...(runpath.length === 0 ? [...own, ...by.inherited] : []), ...fromEnvironment, ...runpath],
            name,
          )) ??
      (fromCache === undefined ? undefined : fits(fromCache)) ??
      inDirectories(standard, name)
    );
  };
}

/** `$ORIGIN` is the directory of the object that holds the path. */
function expandOrigin(paths: readonly string[], object: string): readonly string[] {
  const [directory] = splitPath(object);
  return paths.map((path) => path.replaceAll('${ORIGIN}', directory).replaceAll('$ORIGIN', directory));
}

function glibcDirectories(program: ElfFile): readonly string[] {
  const triplet = multiarch.get(program.machine);
  return [
    ...(triplet === undefined ? [] : [`/lib/${triplet}`, `/usr/lib/${triplet}`]),
    ...(program.bits === 64 ? ['/lib64', '/usr/lib64'] : []),
    '/lib',
    '/usr/lib',
  ];
}

function muslDirectories(files: FileIndex, program: ElfFile): readonly string[] {
  const [, loader] = splitPath(program.interpreter ?? '');
  const configured = contentOf(files, `/etc/${loader.replace(/\.so\.1$/, '')}.path`);
  if (configured === undefined) return ['/lib', '/usr/local/lib', '/usr/lib'];
  return configured
    .toString('utf8')
    .split(/[:\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function contentOf(files: FileIndex, path: string): Buffer | undefined {
  const found = files.lookup(path);
  return found.found ? found.node.file?.content : undefined;
}
