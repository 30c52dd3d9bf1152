/** What calls of cargo write: which programs, and where. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { parse } from '../../../src/dockerfile/index.ts';
import { evaluate } from '../../../src/evaluate/stages/evaluate.ts';
import type { Knowledge } from '../../../src/evaluate/types.ts';
import { rust } from '../../../rules/rust/index.ts';

const knowledge: Knowledge = {
  image: (reference) => {
    const found = rust.image(reference);
    return found?.kind === 'toolchain' ? found.facts : undefined;
  },
  ...rust.models,
};

/** The programs that steps make of a context, by their paths, and the directories that hold some of unknown names. */
function built(
  steps: string,
  files: Readonly<Record<string, string>>,
  base = 'rust:1.90',
): readonly string[] {
  const text = `FROM ${base}\nWORKDIR /app\n${Object.keys(files).length === 0 ? '' : 'COPY . .\n'}${steps}\n`;
  const { stages } = evaluate(parse(text), knowledge, memoryContext(files));
  const [stage] = stages;
  if (stage === undefined) throw new Error('there is no stage');
  const named = stage.files.written().flatMap(({ path, program }) => (program === undefined ? [] : [path]));
  const open = stage.files
    .opaque()
    .flatMap(({ under, origin }) =>
      origin.by === 'opaque' && origin.program !== undefined ? [`${under}/?`] : [],
    );
  return [...named, ...open].toSorted();
}

const manifest = (name: string, more = ''): string =>
  `[package]\nname = "${name}"\nedition = "2021"\n${more}`;
const hello = { 'Cargo.toml': manifest('hello'), 'src/main.rs': 'fn main() {}' };

describe('dynamic libraries', () => {
  const workspace = {
    ...hello,
    'Cargo.toml': `${manifest('hello')}[workspace]\nmembers = ["my-plug"]\n`,
    'my-plug/Cargo.toml': manifest('my-plug', '[lib]\ncrate-type = ["cdylib", "rlib"]\n'),
    'my-plug/src/lib.rs': '',
  };
  const library = '/app/target/release/libmy_plug.so';

  it.each([
    ['cargo build -r --workspace', 'rust:1.90', true],
    ['cargo build -r -p my-plug', 'rust:1.90', true],
    ['cargo build -r --workspace --bins', 'rust:1.90', false],
    ['cargo build -r', 'rust:1.90', false],
    // Left out where the C library is linked statically.
    ['cargo build -r --workspace', 'rust:1.90-alpine', false],
    ['cargo build -r --workspace --target x86_64-unknown-linux-musl', 'rust:1.90', false],
  ])('%s on %s', (call, base, made) => {
    const text = `FROM ${base}\nWORKDIR /app\nCOPY . .\nRUN ${call}\n`;
    const [stage] = evaluate(parse(text), knowledge, memoryContext(workspace)).stages;
    expect(stage?.files.written().some(({ path }) => path === library)).toBe(made);
  });
});

describe('the profile and the platform', () => {
  it.each([
    ['cargo build', '/app/target/debug/hello'],
    ['cargo build -r', '/app/target/release/hello'],
    ['cargo build --profile dev', '/app/target/debug/hello'],
    ['cargo build --profile=dist', '/app/target/dist/hello'],
    ['cargo +nightly -v build --release --locked -j4', '/app/target/release/hello'],
    ['cargo b --release --features "a b" --message-format=json', '/app/target/release/hello'],
    [
      'cargo build --release --target x86_64-unknown-linux-musl',
      '/app/target/x86_64-unknown-linux-musl/release/hello',
    ],
    [
      'cargo zigbuild --release --target x86_64-unknown-linux-gnu.2.17',
      '/app/target/x86_64-unknown-linux-gnu/release/hello',
    ],
    ['cargo build --target-dir /out', '/out/debug/hello'],
    ['CARGO_TARGET_DIR=build cargo build', '/app/build/debug/hello'],
    [
      'CARGO_BUILD_TARGET=aarch64-unknown-linux-gnu cargo build',
      '/app/target/aarch64-unknown-linux-gnu/debug/hello',
    ],
    ['rustup run stable cargo build --release', '/app/target/release/hello'],
    ['cargo auditable build --release', '/app/target/release/hello'],
    ['cd / && cargo build --manifest-path app/Cargo.toml', '/app/target/debug/hello'],
    ['cargo rustc --release -- -C target-feature=+crt-static', '/app/target/release/hello'],
  ])('%s makes %s', (call, path) => {
    expect(built(`RUN ${call}`, hello)).toEqual([path]);
  });

  it('of several platforms have a directory each', () => {
    const call = 'cargo build --target x86_64-unknown-linux-musl --target aarch64-unknown-linux-musl';
    expect(built(`RUN ${call}`, hello)).toEqual([
      '/app/target/aarch64-unknown-linux-musl/debug/hello',
      '/app/target/x86_64-unknown-linux-musl/debug/hello',
    ]);
  });

  it('are taken from the settings of the project', () => {
    const config = '[build]\ntarget-dir = "out"\ntarget = "x86_64-unknown-linux-musl"\n';
    expect(built('RUN cargo build', { ...hello, '.cargo/config.toml': config })).toEqual([
      '/app/out/x86_64-unknown-linux-musl/debug/hello',
    ]);
  });

  it('are not known where a build argument without a default decides', () => {
    expect(built('ARG WHERE\nRUN cargo build --target-dir $WHERE', hello)).toEqual(['/app/target/?']);
  });
});

describe('names', () => {
  const several = {
    'Cargo.toml': manifest('shop', '[[bin]]\nname = "shopd"\npath = "src/main.rs"\n'),
    'src/main.rs': '',
    'src/bin/import.rs': '',
    'src/bin/export/main.rs': '',
    'src/bin/export/lines.rs': '',
  };

  it('are listed, or found by their files', () => {
    expect(built('RUN cargo build', several)).toEqual([
      '/app/target/debug/export',
      '/app/target/debug/import',
      '/app/target/debug/shopd',
    ]);
  });

  it('are chosen by the call', () => {
    expect(built('RUN cargo build --bin import', several)).toEqual(['/app/target/debug/import']);
    expect(built('RUN cargo build --lib', several)).toEqual([]);
  });

  it('are only those that the manifest lists in the edition of 2015, or without autobins', () => {
    const old = several['Cargo.toml'].replace('edition = "2021"\n', '');
    expect(built('RUN cargo build', { ...several, 'Cargo.toml': old })).toEqual(['/app/target/debug/shopd']);
    const without = several['Cargo.toml'].replace('"2021"\n', '"2021"\nautobins = false\n');
    expect(built('RUN cargo build', { ...several, 'Cargo.toml': without })).toEqual([
      '/app/target/debug/shopd',
    ]);
  });

  it('of programs that require a feature count where it is on', () => {
    const gated = {
      'Cargo.toml': manifest(
        'shop',
        '[[bin]]\nname = "admin"\nrequired-features = ["tools"]\n[features]\ndefault = []\nfull = ["tools"]\ntools = []\n',
      ),
      'src/bin/admin.rs': '',
    };
    expect(built('RUN cargo build', gated)).toEqual([]);
    expect(built('RUN cargo build --features full', gated)).toEqual(['/app/target/debug/admin']);
    expect(built('RUN cargo build --all-features', gated)).toEqual(['/app/target/debug/admin']);
  });

  it('are not known without a manifest', () => {
    expect(built('RUN cargo build --release', { 'README.md': '' })).toEqual(['/app/target/?']);
  });
});

describe('a workspace', () => {
  const workspace = {
    'Cargo.toml':
      '[workspace]\nmembers = ["crates/*"]\nexclude = ["crates/old"]\ndefault-members = ["crates/web"]\n',
    'crates/web/Cargo.toml': manifest('web', '[dependencies]\nshared = { path = "../../shared" }\n'),
    'crates/web/src/main.rs': '',
    'crates/jobs/Cargo.toml': manifest('jobs'),
    'crates/jobs/src/main.rs': '',
    'crates/old/Cargo.toml': manifest('old'),
    'crates/old/src/main.rs': '',
    'shared/Cargo.toml': manifest('shared'),
    'shared/src/lib.rs': '',
    'shared/src/bin/check.rs': '',
  };

  it.each([
    ['cargo build', ['web']],
    ['cargo build -p jobs', ['jobs']],
    ['cargo build --workspace', ['check', 'jobs', 'web']],
    ['cargo build --all --exclude web', ['check', 'jobs']],
    ['cd crates/jobs && cargo build', ['jobs']],
    ['cargo build -p shared --bin check', ['check']],
  ])('is built as %s says', (call, names) => {
    expect(built(`RUN ${call}`, workspace)).toEqual(names.map((name) => `/app/target/debug/${name}`));
  });

  it('has no part of what it excludes', () => {
    expect(built('RUN cd crates/old && cargo build', workspace)).toEqual([
      '/app/crates/old/target/debug/old',
    ]);
  });

  it('does not know a package of another name', () => {
    expect(built('RUN cargo build -p other', workspace)).toEqual(['/app/target/?']);
  });
});

describe('cargo install', () => {
  it.each([
    ['cargo install --path .', ['/app/target/release/hello', '/usr/local/cargo/bin/hello']],
    ['cargo install --path . --debug --root /opt', ['/app/target/debug/hello', '/opt/bin/hello']],
    ['CARGO_INSTALL_ROOT=/opt cargo install --path=.', ['/app/target/release/hello', '/opt/bin/hello']],
    ['cargo install ripgrep@14.1.0', ['/usr/local/cargo/bin/rg']],
    [
      'cargo install cargo-chef cargo-watch --locked',
      ['/usr/local/cargo/bin/cargo-chef', '/usr/local/cargo/bin/cargo-watch'],
    ],
    ['cargo install --git https://example.com/a/tool.git', ['/usr/local/cargo/bin/?']],
    ['cargo install --git https://example.com/a/tool.git --bin tool', ['/usr/local/cargo/bin/tool']],
    ['cargo install nobody-knows-it', ['/usr/local/cargo/bin/?']],
    ['cargo install --list', []],
  ])('%s', (call, paths) => {
    expect(built(`RUN ${call}`, hello)).toEqual(paths);
  });
});

describe('rustc', () => {
  it.each([
    ['rustc main.rs', ['/app/main']],
    ['rustc -O --edition 2021 -o /bin/tool src/tool.rs', ['/bin/tool']],
    ['rustc -C opt-level=3 --out-dir /out main.rs', ['/out/main']],
    ['rustc --crate-type lib main.rs', []],
    ['rustc --version', []],
  ])('%s', (call, paths) => {
    expect(built(`RUN ${call}`, { 'main.rs': 'fn main() {}' })).toEqual(paths);
  });
});

describe('what is made before', () => {
  it('is overwritten, removed or moved', () => {
    const skeleton =
      'RUN mkdir src && echo "fn main() {}" > src/main.rs && cargo build --release && rm -rf src';
    const early = `COPY Cargo.toml ./\n${skeleton}\nCOPY src src\nRUN cargo build --release && mv target/release/hello /hello`;
    expect(built(early, hello)).toEqual(['/hello']);
    expect(built('RUN cargo build && cargo clean', hello)).toEqual([]);
    expect(built('RUN cargo build && cargo build -r && cargo clean -r', hello)).toEqual([
      '/app/target/debug/hello',
    ]);
  });

  it('is begun by cargo', () => {
    expect(built('RUN cargo init --bin . && cargo build', {})).toEqual(['/app/target/debug/app']);
    expect(built('RUN cargo new tools --name tool && cd tools && cargo build', {})).toEqual([
      '/app/tools/target/debug/tool',
    ]);
  });
});

describe('--config', () => {
  it.each([
    [`RUN cargo --config build.target-dir=\\'/out\\' build -r`, '/out/release/hello'],
    [`RUN cargo build -r --config 'build.target-dir="out"'`, '/app/out/release/hello'],
    // The last one counts, and comes before the variable of the setting; CARGO_TARGET_DIR comes before both.
    [
      `RUN cargo build -r --config 'build.target-dir="/a"' --config 'build.target-dir="/b"'`,
      '/b/release/hello',
    ],
    [`RUN CARGO_BUILD_TARGET_DIR=/v cargo build -r --config 'build.target-dir="/a"'`, '/a/release/hello'],
    [`RUN CARGO_TARGET_DIR=/v cargo build -r --config 'build.target-dir="/a"'`, '/v/release/hello'],
    // A path in a file is relative to the directory above the one that the file is in.
    ['RUN cargo build -r --config ci/cargo.toml', '/app/from-file/release/hello'],
  ])('%s', (step, path) => {
    const files = { ...hello, 'ci/cargo.toml': '[build]\ntarget-dir = "from-file"\n' };
    expect(built(step, files)).toEqual([path]);
  });
});
