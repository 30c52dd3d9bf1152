/** Parts of Rust programs: what they do, the way to it, and how what it is about is named. */

/** An expression of type String of a path: `{p}` is an expression of type &str. */
export const effects: Readonly<Record<string, string>> = {
  'read-to-string': 'std::fs::read_to_string({p}).unwrap_or("none".to_string())',
  read: 'format!("{:?}", std::fs::read({p}).map(|all| all.len()).ok())',
  open: '{ use std::io::Read; let mut text = String::new(); match std::fs::File::open({p}) { Ok(mut file) => { file.read_to_string(&mut text).unwrap(); text } Err(_) => "none".to_string() } }',
  options:
    '{ use std::fs::OpenOptions; OpenOptions::new().read(true).open({p}).map_or("none".to_string(), |file| format!("{}", file.metadata().unwrap().len())) }',
  metadata: 'format!("{:?}", std::fs::metadata({p}).map(|one| one.len()).ok())',
  exists: 'std::path::Path::new({p}).exists().to_string()',
  'is-file': '{ use std::path::Path; Path::is_file(Path::new({p})).to_string() }',
  canonical: 'std::path::Path::new({p}).canonicalize().is_ok().to_string()',
  list: '{ let parent = std::path::Path::new({p}).parent().unwrap().to_path_buf(); format!("{:?}", std::fs::read_dir(parent).map(|all| all.count()).ok()) }',
  copy: 'format!("{:?}", std::fs::copy({p}, "/dev/null").ok())',
  cat: '{ use std::process::Command; Command::new("cat").arg({p}).output().map_or("none".to_string(), |one| String::from_utf8_lossy(&one.stdout).into_owned()) }',
  'cat-held':
    '{ let mut command = std::process::Command::new("cat"); command.args(["-u"]); command.arg({p}); let one = command.output().unwrap(); String::from_utf8_lossy(&one.stdout).into_owned() }',
  lines:
    '{ use std::io::{BufRead, BufReader}; use std::fs::File as F; F::open({p}).map_or("none".into(), |file| BufReader::new(file).lines().next().unwrap().unwrap()) }',
};

/** The same of what does more than read one file, or nothing with files. */
export const furtherEffects: Readonly<Record<string, string>> = {
  write: 'std::fs::write(format!("{}.new", {p}), "x").is_ok().to_string()',
  create: 'std::fs::File::create(std::path::Path::new({p}).with_extension("log")).is_ok().to_string()',
  append:
    '{ use std::io::Write; std::fs::OpenOptions::new().append(true).open({p}).map_or("none".to_string(), |mut file| { file.write_all(b"x").unwrap(); file.metadata().unwrap().len().to_string() }) }',
  'make-directory': 'std::fs::create_dir(format!("{}.d", {p})).is_ok().to_string()',
  rename: 'std::fs::rename({p}, format!("{}.old", {p})).is_ok().to_string()',
  remove: 'std::fs::remove_file({p}).is_ok().to_string()',
  'read-link':
    'format!("{:?}", std::fs::read_link(std::path::Path::new({p}).with_file_name("latest.txt")).ok())',
  'through-link':
    'std::fs::read_to_string(std::path::Path::new({p}).with_file_name("latest.txt")).unwrap_or("none".to_string())',
  'link-metadata': 'std::fs::symlink_metadata({p}).is_ok().to_string()',
  'hard-link': 'std::fs::hard_link({p}, format!("{}.same", {p})).is_ok().to_string()',
  walk: '{ fn all(place: &std::path::Path, found: &mut Vec<String>) { if let Ok(entries) = std::fs::read_dir(place) { for entry in entries.flatten() { let path = entry.path(); if path.is_dir() { all(&path, found) } else { found.push(path.file_name().unwrap().to_string_lossy().into_owned()) } } } } let mut found = Vec::new(); all(std::path::Path::new({p}).parent().unwrap(), &mut found); found.retain(|name| name.ends_with(".txt")); found.sort(); found.join(" ") }',
  'change-directory':
    '{ match std::env::set_current_dir(std::path::Path::new({p}).parent().unwrap()) { Ok(()) => std::fs::read_to_string("stock.txt").unwrap_or("none".to_string()), Err(_) => "nowhere".to_string() } }',
  shell:
    '{ let one = std::process::Command::new("sh").args(["-c", &format!("cat {}", {p})]).output(); one.map_or("none".to_string(), |one| String::from_utf8_lossy(&one.stdout).into_owned()) }',
  'child-directory':
    '{ let mut command = std::process::Command::new("cat"); command.arg("stock.txt").current_dir(std::path::Path::new({p}).parent().unwrap()); command.output().map_or("none".to_string(), |one| String::from_utf8_lossy(&one.stdout).into_owned()) }',
  'child-input':
    '{ match std::fs::File::open({p}) { Ok(file) => std::process::Command::new("cat").stdin(file).output().map_or("none".to_string(), |one| String::from_utf8_lossy(&one.stdout).into_owned()), Err(_) => "nothing".to_string() } }',
};

/** The same without a file that has to be named. */
export const namelessEffects: Readonly<Record<string, string>> = {
  git: 'std::process::Command::new("git").arg("--version").output().is_ok().to_string()',
  home: 'std::env::var("HOME").unwrap_or("none".to_string())',
  'cargo-home': 'std::env::var("CARGO_HOME").unwrap_or("none".to_string())',
  'toolchain-version': 'format!("{:?}", std::env::var_os("RUST_VERSION"))',
  'all-variables':
    'std::env::vars().filter(|(name, _)| name.starts_with("RUST") || name.starts_with("CARGO")).count().to_string()',
  temporary: 'std::fs::write(std::env::temp_dir().join("shop.tmp"), "x").is_ok().to_string()',
  'temporary-file': 'std::fs::File::create("/tmp/shop.tmp").is_ok().to_string()',
  'beside-itself':
    'std::env::current_exe().unwrap().ancestors().any(|place| place.join("data/stock.txt").exists()).to_string()',
  'working-directory': 'std::env::current_dir().unwrap().display().to_string()',
  users:
    'std::fs::read_to_string("/etc/passwd").map_or("none".to_string(), |all| all.lines().any(|line| line.starts_with("www-data")).to_string())',
  release: 'std::fs::read_to_string("/etc/os-release").is_ok().to_string()',
  zone: 'std::path::Path::new("/usr/share/zoneinfo/Europe/Berlin").exists().to_string()',
  certificates: 'std::fs::metadata("/etc/ssl/certs/ca-certificates.crt").is_ok().to_string()',
  services: 'std::fs::read_to_string("/etc/services").map_or(0, |all| all.lines().count()).to_string()',
};

/** A program around an effect `{e}` on `path: &str`, called with `{n}`, an expression of type String; `{d}` are its declarations. */
export const ways: Readonly<Record<string, string>> = {
  direct: '{d}\npub fn main() { let name: String = {n}; let path: &str = &name; println!("{}", {e}); }',
  parameter: '{d}\nfn load(path: &str) -> String { {e} }\npub fn main() { println!("{}", load(&{n})); }',
  'two-calls':
    '{d}\nfn load(path: &str) -> String { {e} }\nfn outer(path: &str) -> String { load(path) }\npub fn main() { println!("{}{}", load("data/other.txt"), outer(&{n})); }',
  closure: '{d}\npub fn main() { let load = |path: &str| -> String { {e} }; println!("{}", load(&{n})); }',
  value:
    '{d}\nfn load(path: &str) -> String { {e} }\npub fn main() { let call: fn(&str) -> String = load; println!("{}", call(&{n})); }',
  method:
    '{d}\nstruct Shop { open: bool }\nimpl Shop { fn load(&self, path: &str) -> String { let _ = self.open; {e} } }\npub fn main() { println!("{}", Shop { open: true }.load(&{n})); }',
  associated:
    '{d}\nstruct Shop;\nimpl Shop { fn load(path: &str) -> String { {e} } }\npub fn main() { println!("{}", Shop::load(&{n})); }',
  trait:
    '{d}\ntrait Load { fn load(&self, path: &str) -> String; }\nstruct Shop;\nimpl Load for Shop { fn load(&self, path: &str) -> String { {e} } }\npub fn main() { let shop: Box<dyn Load> = Box::new(Shop); println!("{}", shop.load(&{n})); }',
  module:
    '{d}\nmod deep { pub mod er { pub fn load(path: &str) -> String { {e} } } pub use er::load as fetch; }\npub fn main() { println!("{}", deep::fetch(&{n})); }',
  generic:
    '{d}\nfn load<P: AsRef<str>>(path: P) -> String { let path: &str = path.as_ref(); {e} }\npub fn main() { println!("{}", load({n})); }',
  macro:
    '{d}\nmacro_rules! load { ($path:expr) => {{ let path: &str = $path; {e} }} }\npub fn main() { println!("{}", load!(&{n})); }',
  'macro-of-its-user':
    '{d}\nmod outer { pub const PLACE: &str = "data/other.txt"; macro_rules! load { () => {{ let name: String = PLACE.to_string(); let path: &str = &name; {e} }} } pub(crate) use load; }\npub fn main() { const PLACE: &str = "data/stock.txt"; let _ = {n}; println!("{}{}", outer::load!(), outer::PLACE); }',
  mapped:
    '{d}\nfn load(path: &str) -> String { {e} }\npub fn main() { let all: Vec<String> = vec![{n}].iter().map(|one| load(one)).collect(); println!("{}", all.join(" ")); }',
  'mapped-by-name':
    '{d}\nfn load(path: String) -> String { let path: &str = &path; {e} }\npub fn main() { let all: Vec<String> = vec![{n}].into_iter().map(load).collect(); println!("{}", all.join(" ")); }',
  once: '{d}\nstatic TEXT: std::sync::OnceLock<String> = std::sync::OnceLock::new();\npub fn main() { println!("{}", TEXT.get_or_init(|| { let name: String = {n}; let path: &str = &name; {e} })); }',
  thread:
    '{d}\npub fn main() { let text = std::thread::spawn(move || { let name: String = {n}; let path: &str = &name; {e} }).join().unwrap(); println!("{text}"); }',
  recursive:
    '{d}\nfn load(path: &str, left: u32) -> String { if left > 0 { return load(path, left - 1); } {e} }\npub fn main() { println!("{}", load(&{n}, 2)); }',
  matched:
    '{d}\npub fn main() { match Some({n}) { Some(name) if !name.is_empty() => { let path: &str = &name; println!("{}", {e}) } _ => println!("nothing") } }',
  'let-else':
    '{d}\npub fn main() { let Some(name) = Some({n}) else { return }; let path: &str = name.as_str(); println!("{}", {e}); }',
};

/** How the name of `data/stock.txt` comes about, with what it takes around it. */
export const namings: Readonly<Record<string, readonly [string, string]>> = {
  literal: ['"data/stock.txt".to_string()', ''],
  raw: ['r#"data/stock.txt"#.to_owned()', ''],
  escaped: ['"data\\x2fst\\u{6f}ck.txt".to_string()', ''],
  constant: ['PLACE.to_string()', 'const PLACE: &str = "data/stock.txt";'],
  static: ['String::from(PLACE)', 'static PLACE: &str = "data/stock.txt";'],
  format: ['format!("{}/{}.txt", "data", "stock")', ''],
  inline: ['{ let name = "stock"; format!("data/{name}.txt") }', ''],
  padded: ['format!("data/{:s<2}tock.txt", "s").replace("ss", "s")', ''],
  concat: ['concat!("data", "/", "stock", ".txt").to_string()', ''],
  plus: ['"data/".to_string() + "stock.txt"', ''],
  join: ['std::path::Path::new("data").join("stock.txt").to_str().unwrap().to_string()', ''],
  extension: ['std::path::PathBuf::from("data/stock.csv").with_extension("txt").display().to_string()', ''],
  sibling: ['std::path::Path::new("data/x").with_file_name("stock.txt").to_string_lossy().into_owned()', ''],
  pushed: ['{ let mut name = String::from("data/"); name.push_str("stock.txt"); name }', ''],
  'pushed-path': [
    '{ let mut name = std::path::PathBuf::from("data"); name.push("stock.txt"); name.into_os_string().into_string().unwrap() }',
    '',
  ],
  appended: ['{ let mut name = "data".to_string(); name += "/stock.txt"; name }', ''],
  branch: [
    '(if std::env::args().count() > 99 { "data/none.txt" } else { "data/stock.txt" }).to_string()',
    '',
  ],
  match: ['match 3 % 2 { 0 => "data/none.txt", _ => "data/stock.txt" }.to_string()', ''],
  later: ['{ let name; name = "data/stock.txt"; name.to_string() }', ''],
  again: [
    '{ let mut name = "data/none.txt"; if name.len() > 2 { name = "data/stock.txt"; } name.to_string() }',
    '',
  ],
  shadow: ['{ let name = "data"; let name = format!("{name}/stock.txt"); name }', ''],
  field: ['Place { name: "data/stock.txt" }.name.to_string()', "struct Place { name: &'static str }"],
  default: [
    'Place::default().name',
    'struct Place { name: String }\nimpl Default for Place { fn default() -> Self { Self { name: "data/stock.txt".into() } } }',
  ],
  changed: [
    '{ let mut place = Place { name: "data/none.txt".into() }; place.name = "data/stock.txt".into(); place.name }',
    'struct Place { name: String }',
  ],
  updated: [
    '{ let mut place = Place { name: String::from("data/") }; place.name.push_str("stock.txt"); place.name }',
    'struct Place { name: String }',
  ],
  swapped: [
    '{ let mut one = "data/none.txt".to_string(); let mut two = "data/stock.txt".to_string(); std::mem::swap(&mut one, &mut two); two.clear(); one }',
    '',
  ],
  replaced: [
    '{ let mut one = "data/none.txt".to_string(); let _ = std::mem::replace(&mut one, "data/stock.txt".to_string()); one }',
    '',
  ],
  reference: [
    '{ let mut one = "data/none.txt".to_string(); fill(&mut one); one }',
    'fn fill(text: &mut String) { *text = "data/stock.txt".to_string(); }',
  ],
  tuple: ['("x", "data/stock.txt").1.to_string()', ''],
  'tuple-pattern': ['{ let (_, name) = ("x", "data/stock.txt"); name.to_string() }', ''],
  list: ['["data/none.txt", "data/stock.txt"][1].to_string()', ''],
  'list-held': ['{ let all = vec!["data/none.txt", "data/stock.txt"]; all[all.len() - 1].to_string() }', ''],
  variable: ['std::env::var("NOT_SET_ANYWHERE").unwrap_or_else(|_| "data/stock.txt".to_string())', ''],
  'variable-or': ['std::env::var("NOT_SET_ANYWHERE").unwrap_or("data/stock.txt".into())', ''],
  'variable-match': [
    'match std::env::var("NOT_SET_ANYWHERE") { Ok(name) => name, Err(_) => String::from("data/stock.txt") }',
    '',
  ],
  returned: ['place()', 'fn place() -> String { let short = "stock"; format!("data/{short}.txt") }'],
  early: [
    'place(3)',
    'fn place(number: u32) -> String { if number > 2 { return "data/stock.txt".to_string(); } "data/none.txt".to_string() }',
  ],
  given: ['place("stock")', 'fn place(name: &str) -> String { ["data/", name, ".txt"].concat() }'],
  'given-format': ['place("stock")', 'fn place(name: &str) -> String { format!("data/{}.txt", name) }'],
  trimmed: ['" data/stock.txt ".trim().to_string()', ''],
  lower: ['"DATA/STOCK.TXT".to_lowercase()', ''],
  collected: ['"txt.kcots/atad".chars().rev().collect::<String>()', ''],
  split: ['"a=data/stock.txt".split(\'=\').nth(1).unwrap().to_string()', ''],
  mapped: ['Some("stock").map(|name| format!("data/{name}.txt")).unwrap()', ''],
  'and-then': ['None.or(Some("data/stock.txt")).unwrap().to_string()', ''],
  boxed: ['{ let name: Box<str> = Box::from("data/stock.txt"); name.to_string() }', ''],
  shared: ['std::sync::Arc::new("data/stock.txt".to_string()).to_string()', ''],
  cow: ['std::borrow::Cow::Borrowed("data/stock.txt").into_owned()', ''],
  written: [
    '{ use std::fmt::Write; let mut name = String::new(); write!(name, "data/{}.txt", "stock").unwrap(); name }',
    '',
  ],
  joined: ['["data", "stock.txt"].join("/")', ''],
  enumerated: [
    'Kind::Stock.place().to_string()',
    'enum Kind { Stock }\nimpl Kind { const NAME: &\'static str = "data/stock.txt"; fn place(&self) -> &\'static str { match self { Kind::Stock => Self::NAME } } }',
  ],
  shown: [
    'Stock.to_string()',
    'struct Stock;\nimpl std::fmt::Display for Stock { fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result { write!(to, "data/stock.txt") } }',
  ],
  converted: [
    'String::from(Stock)',
    'struct Stock;\nimpl From<Stock> for String { fn from(_: Stock) -> String { "data/stock.txt".to_string() } }',
  ],
  dereferenced: [
    'Stock.to_string()',
    'struct Stock;\nimpl std::ops::Deref for Stock { type Target = str; fn deref(&self) -> &str { "data/stock.txt" } }',
  ],
  looped: [
    '{ let mut name = "data".to_string(); for part in ["/", "stock", ".txt"] { name = name + part; } name }',
    '',
  ],
};
