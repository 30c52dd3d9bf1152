/**
 * Crates that do nothing outside of the program: they compute, name types, or write code while it is built. Each with what it
 * brings along. Random numbers come from the kernel, times from its clock. Sources: their documentation and sources.
 */
import { once } from '../../../../src/dockerfile/once.ts';

/** Data in and out of texts and bytes that the program has. */
const formats = `
  serde serde_derive serde_json serde_yaml serde_yml serde_urlencoded serde_with serde_repr serde_bytes serde_qs toml toml_edit ron
  bincode postcard rmp rmp-serde ciborium serde_cbor xml-rs roxmltree base64 base64ct hex data-encoding bs58 percent-encoding
  urlencoding url form_urlencoded html-escape htmlescape ammonia pulldown-cmark comrak markdown csv-core json simd-json byteorder bytes bytemuck
  prost prost-types protobuf flatbuffers capnp rkyv borsh flate2 miniz_oxide zstd brotli lz4_flex snap crc crc32fast adler
  semver unicode-segmentation unicode-normalization unicode-width utf8parse memchr smallvec smol_str compact_str ropey textwrap
`;

/** Numbers, texts, collections, patterns. */
const values = `
  itertools either indexmap hashbrown dashmap lru moka quick_cache petgraph bitflags num num-traits num-integer num-bigint num-rational
  num-complex num-derive ordered-float rust_decimal bigdecimal rand rand_core rand_chacha rand_distr rand_pcg fastrand getrandom nanorand uuid ulid
  nanoid regex regex-lite regex-syntax fancy-regex aho-corasick nom winnow pest pest_derive lalrpop-util logos chumsky heck Inflector strum
  strum_macros phf phf_macros lazy_static once_cell static_assertions arrayvec tinyvec slab bumpalo typed-arena nalgebra ndarray glam
  humantime humansize bytesize approx statrs rust-stemmers strsim similar diff levenshtein edit-distance ahash fnv rustc-hash twox-hash xxhash-rust
  seahash siphasher
`;

/** Errors, logs as an interface, macros and derived code. */
const code = `
  anyhow thiserror thiserror-impl eyre snafu failure quick-error displaydoc log tracing tracing-core tracing-attributes tracing-log async-trait
  async-recursion async-stream async-stream-impl pin-project pin-project-lite paste cfg-if derive_more derive-new derive_builder getset bon
  typed-builder educe delegate enum_dispatch ambassador educe auto_impl syn quote proc-macro2 proc-macro-error matches maplit bitvec
  validator validator_derive garde nutype downcast-rs dyn-clone void never static_init ctor linkme inventory indoc unindent const_format
  clap_derive structopt-derive clap_lex utoipa schemars 
`;

/** Threads, tasks and channels in the program. */
const tasks = `
  futures futures-util futures-core futures-channel futures-executor futures-io futures-sink futures-task futures-macro futures-lite
  tokio-util tokio-stream tokio-macros crossbeam crossbeam-channel crossbeam-utils crossbeam-queue crossbeam-deque crossbeam-epoch parking_lot
  parking_lot_core spin flume async-channel async-lock event-listener arc-swap atomic atomic_refcell threadpool tower tower-service tower-layer
  backoff backon tokio-retry governor pollster waker-fn actix actix-rt actix-macros actix-derive ctrlc signal-hook signal-hook-tokio scopeguard
`;

/** Protocols over connections that others make; types of them. */
const protocols = `
  http http-body http-body-util httparse httpdate headers mime cookie h2 juniper actix-cors actix-session
  actix-identity actix-web-httpauth actix-ws axum-core axum-macros tower-sessions tower-cookies multer
  hyper-rustls tokio-rustls rustls rustls-pki-types webpki webpki-roots ring aws-lc-rs jsonwebtoken oauth2 openidconnect
`;

/** Digests, signatures, ciphers, passwords. */
const cryptography = `
  sha1 sha2 sha3 md5 md-5 blake2 blake3 digest hmac hkdf pbkdf2 argon2 bcrypt scrypt password-hash aes aes-gcm chacha20poly1305 cipher ed25519-dalek
  x25519-dalek curve25519-dalek k256 p256 ecdsa rsa signature subtle zeroize secrecy constant_time_eq crypto-common generic-array hex-literal totp-rs
`;

/** Times: none of these asks for the zone of the system. */
const times = 'time-macros humantime-serde cron croner';

/** What is asked of the terminal, of processors, of the allocator. */
const machine = `
  atty is-terminal colored ansi_term termcolor owo-colors yansi console indicatif mimalloc jemallocator tikv-jemallocator snmalloc-rs
  prettytable-rs comfy-table tabled unicode-xid 
`;

const all = once(
  (): ReadonlySet<string> =>
    new Set(
      [formats, values, code, tasks, protocols, cryptography, times, machine].flatMap((names) =>
        names.trim().split(/\s+/),
      ),
    ),
);

/** Whether a crate does nothing outside of the program. */
export function onlyComputes(name: string): boolean {
  return all().has(name) || /^windows(-|_|$)|^winapi|^wasm-bindgen|^js-sys$|^web-sys$/.test(name);
}
