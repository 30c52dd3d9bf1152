/** Rust programs compiled together. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../program.ts';
import type { RustProgram } from './program.ts';

/** Why Rust can't be compiled here; undefined when it can. */
export function missingRust(): string | undefined {
  return spawnSync('rustc', ['--version']).status === 0 ? undefined : 'there is no Rust compiler';
}

/** All in one binary, which goes by the name that it is started under; linked statically, as trees have no C library. */
async function compile(
  programs: readonly RustProgram[],
  directory: string,
): Promise<ReadonlyMap<RustProgram, string>> {
  mkdirSync(directory, { recursive: true });
  const modules = programs.map(({ id, source }) => `#[allow(warnings)] mod ${id} {\n${source}\n}`);
  const calls = programs.map(({ id }) => `"${id}" => ${id}::main(),`);
  const dispatcher = [
    'fn main() {',
    'let called = std::env::args().next().unwrap();',
    `match called.rsplit('/').next().unwrap() { ${calls.join('\n')} _ => std::process::exit(127) }`,
    '}',
  ];
  writeFileSync(join(directory, 'main.rs'), [...modules, ...dispatcher, ''].join('\n'));
  const binary = join(directory, 'all');
  await new Promise<void>((done, fail) => {
    execFile(
      'rustc',
      ['--edition', '2021', '-C', 'target-feature=+crt-static', '-o', binary, 'main.rs'],
      { cwd: directory, maxBuffer: 1 << 26 },
      (error, _, stderr) => {
        if (error === null) done();
        else fail(new Error(`rustc: ${stderr.slice(0, 4000)}`));
      },
    );
  });
  return new Map(programs.map((program) => [program, binary]));
}

export const rustLanguage: Language<RustProgram> = {
  ending: '.rs',
  builder: {
    variables: {
      PATH: '/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      RUSTUP_HOME: '/usr/local/rustup',
      CARGO_HOME: '/usr/local/cargo',
      RUST_VERSION: '1.85.1',
    },
    directories: ['/usr/local/cargo/bin', '/usr/local/rustup'],
  },
  compile,
};
