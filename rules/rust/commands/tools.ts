/** Well-known programs of the Rust world that need the toolchain while they run. Source: each project's README. */

/** Build again when sources change; a list names the subcommands that do. */
export const hotReloaders: ReadonlyMap<string, true | readonly string[]> = new Map<
  string,
  true | readonly string[]
>([
  ['cargo-watch', true],
  ['bacon', true],
  ['funzzy', true],
  ['watchexec', true],
  ['systemfd', true],
  ['entr', true],
  ['nodemon', true],
  ['trunk', ['serve', 'watch']],
  ['dx', ['serve']],
  ['dioxus', ['serve']],
  ['perseus', ['serve', 'watch']],
  ['cargo-leptos', ['watch', 'serve']],
]);

/** The same as commands of cargo, with their own subcommands. */
export const reloadingCommands: ReadonlyMap<string, true | readonly string[]> = new Map<
  string,
  true | readonly string[]
>([
  ['watch', true],
  ['leptos', ['watch', 'serve']],
  ['lambda', ['watch']],
  ['shuttle', ['run']],
  ['loco', ['watch']],
]);

/** The toolchain's own programs. Source: rust-lang/rustup, src/lib.rs. */
export const toolchainPrograms: ReadonlySet<string> = new Set(
  'cargo rustc rustdoc rustup rustfmt clippy-driver rust-gdb rust-gdbgui rust-lldb rls rust-analyzer'.split(
    ' ',
  ),
);

/** Run cargo or rustc, by what they do with it. */
const users: ReadonlyMap<string, string> = new Map([
  ['wasm-pack', 'it builds with cargo'],
  ['trunk', 'it builds with cargo'],
  ['dx', 'it builds with cargo'],
  ['cross', 'it builds with cargo'],
  ['xargo', 'it builds with cargo'],
  ['makers', 'its tasks run cargo'],
  ['evcxr', 'it compiles each line with rustc'],
  ['evcxr_jupyter', 'it compiles each line with rustc'],
  ['racer', 'it reads the sources of the standard library'],
  ['rust-script', 'it builds with cargo'],
  ['grcov', 'it reads what rustc wrote of the sources'],
]);

/** Why a program needs the toolchain while it runs; undefined for one that doesn't, or isn't known. */
export function useOfToolchain(name: string): string | undefined {
  return users.get(name) ?? (name.startsWith('cargo-') ? 'it is a command of cargo' : undefined);
}

/** Whether a table of tools has a call: all of its calls, or one of the named subcommands. */
export function hasCall(
  table: ReadonlyMap<string, true | readonly string[]>,
  name: string,
  verb: string,
): boolean {
  const calls = table.get(name);
  return calls === true || calls?.includes(verb) === true;
}
