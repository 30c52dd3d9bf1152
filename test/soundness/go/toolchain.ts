/** Go programs compiled together. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { go, goMod } from '../toolchain.ts';
import type { Language } from '../program.ts';
import type { GoProgram } from './program.ts';

/** What compiling asks of a program. */
export type Compiled = Pick<GoProgram, 'id' | 'packages' | 'linked' | 'alone'>;

/**
 * Compiles the programs; the binary of each. Linking is what takes long, so that most are put into one binary, which goes by the name that
 * it is started under. That is the same program: each is a package of its own, and no other's code is run. Only what
 * acts while packages are initialised gets a binary of its own.
 */
export async function buildPrograms<P extends Compiled>(
  programs: readonly P[],
  directory: string,
): Promise<ReadonlyMap<P, string>> {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  write('go.mod', goMod('soundness'));
  for (const { packages } of programs) {
    for (const [path, text] of Object.entries(packages)) write(path, text);
  }
  const together = programs.filter(({ alone }) => !alone);
  const apart = programs.filter(({ alone }) => alone);
  write('command/all/main.go', dispatcher(together));
  for (const program of apart) write(`command/${program.id}/main.go`, dispatcher([program]));
  const linked = programs.flatMap((program) => Object.entries(program.linked));
  const binaries = join(directory, 'binaries');
  mkdirSync(binaries);
  await go(
    directory,
    'build',
    '-ldflags',
    ['-s -w', ...linked.map(([variable, text]) => `-X '${variable}=${text}'`)].join(' '),
    '-o',
    binaries,
    './command/...',
  );
  return new Map(programs.map((program) => [program, join(binaries, program.alone ? program.id : 'all')]));
}

function dispatcher(programs: readonly Compiled[]): string {
  return [
    'package main\n',
    'import (',
    '\t"os"',
    '\t"path/filepath"\n',
    ...programs.map(({ id }) => `\t"soundness/${id}"`),
    ')\n',
    'var programs = map[string]func(){',
    ...programs.map(({ id }) => `\t"${id}": ${id}.Main,`),
    '}\n',
    'func main() {',
    '\tprograms[filepath.Base(os.Args[0])]()',
    '}\n',
  ].join('\n');
}

export const goLanguage: Language<GoProgram> = {
  ending: '.go',
  builder: {
    variables: {
      PATH: '/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      GOLANG_VERSION: '1.24.4',
      GOTOOLCHAIN: 'local',
      GOPATH: '/go',
    },
    directories: ['/go/bin', '/go/src', '/usr/local/go/bin'],
  },
  compile: buildPrograms,
};
