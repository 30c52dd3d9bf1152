/** What a program is linked against, by the crates of Cargo.lock, flags and the image. */
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../src/index.ts';
import { memoryContext } from '../../../src/context/memory.ts';

type Crates = Readonly<Record<string, readonly string[]>>;

function lockOf(crates: Crates): string {
  return Object.entries(crates)
    .map(([name, dependencies]) => {
      const source =
        name === 'hello' ? '' : 'source = "registry+https://github.com/rust-lang/crates.io-index"\n';
      const listed = dependencies.map((dependency) => `"${dependency}"`).join(', ');
      return `[[package]]\nname = "${name}"\nversion = "1.0.0"\n${source}dependencies = [${listed}]\n`;
    })
    .join('\n');
}

/** What becomes of a program with such crates: the base, the codes of assumptions, and the packages that are installed. */
function made(
  crates: Crates,
  {
    base = 'rust:1.90',
    steps = '',
    manifest = '',
    files = {},
  }: {
    readonly base?: string;
    readonly steps?: string;
    readonly manifest?: string;
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): string {
  const dependencies = (crates['hello'] ?? []).map((name) => `${name} = "1"\n`).join('');
  const context = memoryContext({
    'Cargo.toml': `[package]\nname = "hello"\nedition = "2021"\n[dependencies]\n${dependencies}${manifest}`,
    'Cargo.lock': lockOf(crates),
    'src/main.rs': 'fn main() {}',
    ...files,
  });
  const text = `FROM ${base}\nWORKDIR /app\n${steps}COPY . .\nRUN cargo build --release\nCMD ["target/release/hello"]\n`;
  const outcome = migrate(text, { context });
  if (outcome.outcome !== 'migrated') return outcome.code;
  const runtime = outcome.text.slice(outcome.text.lastIndexOf('\nFROM ') + 6);
  const from = runtime.split('\n')[0] ?? '';
  const packages = [...runtime.matchAll(/\blib[\w.+-]+/g)]
    .map(([name]) => name)
    .filter((name) => !name.includes('/'));
  const open = outcome.assumptions.some(({ code }) => code === 'libraries-not-known')
    ? ['libraries-not-known']
    : [];
  return [from.replace('gcr.io/distroless/', ''), ...new Set(packages), ...open].join(' ');
}

describe('libraries of the system', () => {
  it.each<[string, Crates, string]>([
    ['none', { hello: ['serde'], serde: [] }, 'cc-debian13'],
    [
      'OpenSSL',
      {
        hello: ['reqwest'],
        reqwest: ['openssl-sys'],
        'openssl-sys': ['cc', 'pkg-config'],
        cc: [],
        'pkg-config': [],
      },
      'cc-debian13',
    ],
    ['PostgreSQL', { hello: ['diesel'], diesel: ['pq-sys'], 'pq-sys': [] }, 'debian:trixie-slim libpq5'],
    [
      'SQLite',
      { hello: ['libsqlite3-sys'], 'libsqlite3-sys': ['pkg-config'], 'pkg-config': [] },
      'debian:trixie-slim libsqlite3-0',
    ],
    [
      'SQLite of its own',
      { hello: ['libsqlite3-sys'], 'libsqlite3-sys': ['cc', 'pkg-config'], cc: [], 'pkg-config': [] },
      'cc-debian13',
    ],
    ['zlib, which the image has', { hello: ['libz-sys'], 'libz-sys': [] }, 'cc-debian13'],
    ['a binding that nobody knows', { hello: ['odd-sys'], 'odd-sys': [] }, 'cc-debian13 libraries-not-known'],
    [
      'one that asks pkg-config',
      { hello: ['odd'], odd: ['pkg-config'], 'pkg-config': [] },
      'cc-debian13 libraries-not-known',
    ],
    [
      'bindings of other systems',
      {
        hello: ['a'],
        a: ['windows-sys', 'core-foundation-sys'],
        'windows-sys': [],
        'core-foundation-sys': [],
      },
      'cc-debian13',
    ],
  ])('%s', (_name, crates, expected) => {
    expect(made(crates)).toBe(expected);
  });

  it('are not there to link against in a slim image', () => {
    expect(
      made({ hello: ['libz-sys', 'odd-sys'], 'libz-sys': [], 'odd-sys': [] }, { base: 'rust:1.90-slim' }),
    ).toBe('cc-debian13');
  });

  it('are those of the packages that the file installs', () => {
    const steps = 'RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev\n';
    expect(made({ hello: ['pq-sys'], 'pq-sys': [] }, { base: 'rust:1.90-slim', steps })).toBe(
      'debian:trixie-slim libpq5',
    );
  });

  it('do not count for what only tests use', () => {
    const manifest = '[dev-dependencies]\npq-sys = "1"\n';
    expect(made({ hello: [], 'pq-sys': [] }, { manifest })).toBe('cc-debian13');
    const lock = lockOf({ hello: ['pq-sys'], 'pq-sys': [] });
    expect(made({ hello: [] }, { manifest, files: { 'Cargo.lock': lock } })).toBe('cc-debian13');
  });

  it('may be the system’s where a feature of the package asks for a copy of their own', () => {
    const crates = { hello: ['pq-sys'], 'pq-sys': ['pq-src'], 'pq-src': [] };
    expect(made(crates)).toBe('cc-debian13');
    expect(made(crates, { manifest: '[features]\nalone = ["pq-sys/bundled"]\n' })).toBe(
      'debian:trixie-slim libpq5',
    );
  });

  it('are linked in where a variable says so', () => {
    expect(made({ hello: ['pq-sys'], 'pq-sys': [] }, { steps: 'ENV PQ_LIB_STATIC=1\n' })).toBe('cc-debian13');
  });
});

describe('development packages of the file', () => {
  const steps = 'RUN apt-get update && apt-get install -y --no-install-recommends libsodium-dev\n';
  const slim = { base: 'rust:1.90-slim', steps };

  it('are the build’s where all crates are known', () => {
    expect(made({ hello: ['serde'], serde: [] }, slim)).toBe('cc-debian13');
    const generating = {
      hello: ['a'],
      a: ['bindgen'],
      bindgen: ['clang-sys'],
      'clang-sys': ['libloading'],
      libloading: [],
    };
    expect(made(generating, slim)).toBe('cc-debian13');
  });

  it('may be the program’s where one loads libraries by name, where one is not known, and without a lock that holds', () => {
    const kept = 'debian:trixie-slim libsodium23';
    expect(made({ hello: ['libloading'], libloading: [] }, slim)).toBe(kept);
    expect(made({ hello: ['odd-sys'], 'odd-sys': [] }, slim)).toBe(`${kept} libraries-not-known`);
    expect(made({ hello: ['serde'], serde: [] }, { ...slim, files: { 'Cargo.lock': '' } })).toBe(
      `${kept} libraries-not-known`,
    );
    const lock = lockOf({ hello: [] });
    expect(made({ hello: ['serde'] }, { ...slim, files: { 'Cargo.lock': lock } })).toBe(
      `${kept} libraries-not-known`,
    );
    expect(
      made({ hello: [] }, { ...slim, files: { 'build.rs': 'println!("cargo:rustc-link-lib=sodium")' } }),
    ).toBe(`${kept} libraries-not-known`);
  });

  it('are not where the author’s own library becomes a part of the program', () => {
    expect(
      made({ hello: [] }, { ...slim, files: { 'build.rs': 'println!("cargo:rustc-link-lib=static=own")' } }),
    ).toBe('cc-debian13');
  });
});

describe('the C library', () => {
  const plain: Crates = { hello: [] };

  it('is in the program for musl', () => {
    expect(made(plain, { base: 'rust:1.90-alpine3.22' })).toBe('scratch');
    const config = '[build]\ntarget = "x86_64-unknown-linux-musl"\n';
    expect(made(plain, { files: { '.cargo/config.toml': config } })).toBe('program-not-built');
  });

  it.each([
    ['ENV RUSTFLAGS="-C target-feature=+crt-static"\n', 'base-debian13'],
    ['ENV RUSTFLAGS="-Ctarget-feature=+crt-static -C target-feature=-crt-static"\n', 'cc-debian13'],
    ['ENV CARGO_BUILD_RUSTFLAGS="-C target-feature=+crt-static"\n', 'base-debian13'],
    [
      'ENV CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS="-C target-feature=+crt-static"\n',
      'base-debian13',
    ],
    ['ENV CARGO_TARGET_X86_64_PC_WINDOWS_MSVC_RUSTFLAGS="-C target-feature=+crt-static"\n', 'cc-debian13'],
    ['ENV RUSTFLAGS="-C prefer-dynamic"\n', 'library-not-known'],
  ])('is as %s says', (steps, expected) => {
    expect(made(plain, { steps })).toBe(expected);
  });

  it('is as the settings of the project say, where no variable does', () => {
    const files = { '.cargo/config.toml': '[build]\nrustflags = ["-C", "target-feature=+crt-static"]\n' };
    expect(made(plain, { files })).toBe('base-debian13');
    expect(made(plain, { files, steps: 'ENV RUSTFLAGS="-C opt-level=2"\n' })).toBe('cc-debian13');
    const ofTarget = '[target.\'cfg(target_env = "gnu")\']\nrustflags = "-C target-feature=+crt-static"\n';
    expect(made(plain, { files: { '.cargo/config.toml': ofTarget } })).toBe('base-debian13');
  });

  it('is musl’s on Alpine where the program is not static', () => {
    const steps = 'ENV RUSTFLAGS="-C target-feature=-crt-static"\n';
    expect(made(plain, { base: 'rust:1.90-alpine3.22', steps })).toBe('alpine:3.22 libgcc');
  });
});
