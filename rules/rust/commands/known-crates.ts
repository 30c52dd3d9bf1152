/**
 * The programs of crates that files install, where they aren't called like the crate. Source: `[[bin]]` in each crate's
 * Cargo.toml, as crates.io shows it.
 */
const named: ReadonlyMap<string, string> = new Map([
  ['cargo-edit', 'cargo-add cargo-rm cargo-upgrade cargo-set-version'],
  ['cargo-make', 'cargo-make makers'],
  ['cargo-update', 'cargo-install-update cargo-install-update-config'],
  ['cargo-generate-rpm', 'cargo-generate-rpm'],
  ['diesel_cli', 'diesel'],
  ['du-dust', 'dust'],
  ['evcxr_jupyter', 'evcxr_jupyter'],
  ['fd-find', 'fd'],
  ['git-delta', 'delta'],
  ['grpcio-compiler', 'grpc_rust_plugin'],
  ['protobuf-codegen', 'protoc-gen-rust'],
  ['refinery_cli', 'refinery'],
  ['ripgrep', 'rg'],
  ['sea-orm-cli', 'sea-orm-cli sea'],
  ['skim', 'sk'],
  ['sqlx-cli', 'sqlx cargo-sqlx'],
  ['tree-sitter-cli', 'tree-sitter'],
  ['wasm-bindgen-cli', 'wasm-bindgen wasm-bindgen-test-runner wasm2es6js'],
  ['watchexec-cli', 'watchexec'],
  ['dioxus-cli', 'dx'],
  ['typst-cli', 'typst'],
]);

/** Crates that call their one program like themselves. Source: as above. */
const plain: ReadonlySet<string> = new Set(
  (
    'bacon bat bottom broot cargo-about cargo-audit cargo-auditable cargo-chef cargo-clone cargo-cache cargo-criterion cargo-deb ' +
    'cargo-deny cargo-expand cargo-fuzz cargo-generate cargo-geiger cargo-hack cargo-lambda cargo-leptos cargo-llvm-cov ' +
    'cargo-machete cargo-msrv cargo-ndk cargo-nextest cargo-outdated cargo-pgrx cargo-release cargo-semver-checks ' +
    'cargo-shuttle cargo-sort cargo-strip cargo-sweep cargo-tarpaulin cargo-udeps cargo-vendor-licenses cargo-watch cargo-web ' +
    'cargo-xwin cargo-zigbuild cbindgen cross eza exa flamegraph funzzy grcov hyperfine inferno just mdbook mdbook-linkcheck ' +
    'mdbook-mermaid mdbook-toc miniserve monolith procs sccache sd simple-http-server starship svd2rust systemfd tokei trunk ' +
    'wasm-gc wasm-opt wasm-pack xargo xsv zola zoxide rustfilt oha drill dufs static-web-server rustscan'
  ).split(' '),
);

/** Names of a crate's programs; none where they aren't known. */
export function programsOfCrate(crate: string): readonly string[] {
  const known = named.get(crate);
  if (known !== undefined) return known.split(' ');
  return plain.has(crate) ? [crate] : [];
}
