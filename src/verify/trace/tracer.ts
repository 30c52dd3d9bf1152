/**
 * strace as this machine has it, with its loader and libraries beside it: laid into an image it runs there whatever the
 * image has, and nothing is fetched. Sources: ld.so(8) and musl's `ldso/dynlink.c` for `--list` and `--library-path`.
 */
import { access, chmod, constants, copyFile, mkdir, readFile } from 'node:fs/promises';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import { parseElf } from '../elf/elf.ts';
import { execute } from '../engine/process.ts';

export interface Tracer {
  /** The words that start it in an image that has `files` at `place`. */
  readonly command: readonly string[];
  /** Its files on this machine. */
  readonly files: readonly string[];
  /** The processor that it is for, as ELF files name it. */
  readonly machine: string;
}

export type FoundTracer =
  { readonly found: true; readonly tracer: Tracer } | { readonly found: false; readonly why: string };

/** Where it is laid in an image. */
export const tracerPlace = '/.dfopt-trace';

const noTracer: FoundTracer = { found: false, why: 'this machine has no strace' };

/** strace of this machine. */
export async function findTracer(): Promise<FoundTracer> {
  if (process.platform !== 'linux') return noTracer;
  const program = await programOnPath('strace');
  if (program === undefined) return noTracer;
  const elf = parseElf(await readFile(program));
  if (elf === undefined) return noTracer;
  const options = await optionsOf(program);
  if (elf.interpreter === undefined) {
    const command = [join(tracerPlace, basename(program)), ...options];
    return { found: true, tracer: { command, files: [program], machine: elf.machine } };
  }
  const libraries = await librariesOf(elf.interpreter, program);
  if (libraries === undefined) return { found: false, why: 'what strace is linked with could not be found' };
  const at = (file: string): string => join(tracerPlace, basename(file));
  return {
    found: true,
    tracer: {
      command: [at(elf.interpreter), '--library-path', tracerPlace, at(program), ...options],
      files: [...new Set([program, elf.interpreter, ...libraries])],
      machine: elf.machine,
    },
  };
}

/** Copies it into a directory of its own below another, from which an image can take it by that name. */
export async function layOut({ files }: Tracer, below: string): Promise<string> {
  const name = 'tracer';
  await mkdir(join(below, name));
  // Whatever the umask, and whoever the container runs as.
  await chmod(join(below, name), 0o755);
  for (const file of files) {
    const copy = join(below, name, basename(file));
    await copyFile(file, copy);
    await chmod(copy, 0o755);
  }
  return name;
}

async function programOnPath(name: string): Promise<string | undefined> {
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(directory, name);
    if (!isAbsolute(path)) continue;
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // It is not in this one.
    }
  }
  return undefined;
}

/** What the loader finds for the program: `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)`. */
async function librariesOf(loader: string, program: string): Promise<readonly string[] | undefined> {
  const { code, stdout } = await execute(loader, ['--list', program], { timeoutMs: 10_000 });
  if (code !== 0) return undefined;
  return stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [, found] = line.split(' => ');
      const [path = ''] = (found ?? '').trim().split(' ');
      return path.startsWith('/') ? [path] : [];
    });
}

/** It stops the program at the calls that are asked for alone, from version 5.3 on (strace's NEWS). */
async function optionsOf(program: string): Promise<readonly string[]> {
  const { stdout } = await execute(program, ['-V'], { timeoutMs: 10_000 });
  const [version = ''] = stdout.toString('utf8').split('\n');
  const [major = 0, minor = 0] = (version.split('version ')[1] ?? '').split('.').map(Number);
  return major > 5 || (major === 5 && minor >= 3) ? ['--seccomp-bpf'] : [];
}
