/** What Rust sources say about the program at run time. */
import { describe, expect, it } from 'vitest';
import { readProgram, type ProgramFacts } from '../../../rules/rust/sources/index.ts';

const manifest = '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n';

function read(
  files: Readonly<Record<string, string>>,
  debug = false,
  linked?: readonly string[],
): ProgramFacts {
  const all = new Map(
    Object.entries({ 'Cargo.toml': manifest, ...files }).map(([path, text]) => [`/app/${path}`, text]),
  );
  return readProgram(
    { read: (path) => all.get(path) },
    {
      root: '/app/src/main.rs',
      directory: '/app',
      workspace: '/app',
      debug,
      linked: new Set(linked),
    },
  );
}

/** `kind name`, a default with `?` and what can replace it, an open name with `…`. */
function told({ findings }: ProgramFacts): readonly string[] {
  return findings.map(({ kind, name, arguments: given, optional }) => {
    const words = [name, ...(given ?? [])].map((one) => {
      if (one === undefined) return '';
      const text = one.known ? one.text : `${one.base ?? ''}${one.prefix}${'complete' in one ? '' : '…'}`;
      const { origin } = one;
      if (origin === undefined) return text;
      return `${text}?${origin.kind === 'argument' ? origin.index : origin.name}`;
    });
    return `${kind}${optional === true ? '?' : ''} ${words.join(' ')}`.trim();
  });
}

function withCrates(names: string, text: string, linked: readonly string[] = []): ProgramFacts {
  return read(
    {
      'Cargo.toml': `${manifest}[dependencies]\n${names
        .split(' ')
        .map((name) => `${name} = "1"\n`)
        .join('')}`,
      'src/main.rs': text,
    },
    false,
    linked,
  );
}

function ofMain(text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return told(read({ 'src/main.rs': text, ...files }));
}

describe('names of files', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['a text', 'fn main() { std::fs::read_to_string("a.txt").unwrap(); }', ['read-file a.txt']],
    ['a use', 'use std::fs; fn main() { fs::read("a.txt"); }', ['read-file a.txt']],
    [
      'a use of the function',
      'use std::fs::{self, read_to_string as slurp}; fn main() { slurp("a.txt"); }',
      ['read-file a.txt'],
    ],
    ['a glob', 'use std::fs::*; fn main() { read("a.txt"); }', ['read-file a.txt']],
    ['a type', 'use std::fs::File; fn main() { let f = File::open("a.txt")?; }', ['read-file a.txt']],
    ['an alias', 'type F = std::fs::File; fn main() { F::open("a.txt"); }', ['read-file a.txt']],
    ['a qualified path', 'use std::fs::File; fn main() { <File>::open("a.txt"); }', ['read-file a.txt']],
    [
      'a macro',
      'fn main() { println!("{}", std::fs::read_to_string("a.txt").unwrap()); }',
      ['read-file a.txt'],
    ],
    ['a constant', 'const P: &str = "a.txt"; fn main() { std::fs::read(P); }', ['read-file a.txt']],
    ['a variable', 'fn main() { let p = "a.txt"; std::fs::read(p); }', ['read-file a.txt']],
    [
      'a branch',
      'fn main() { let p = if x { "a" } else { "b" }; std::fs::read(p); }',
      ['read-file a', 'read-file b'],
    ],
    ['a loop', 'fn main() { for p in ["a", "b"] { std::fs::read(p); } }', ['read-file a', 'read-file b']],
    [
      'a join',
      'fn main() { std::fs::read(std::path::Path::new("d").join("a.txt")); }',
      ['read-file d/a.txt'],
    ],
    [
      'a join that goes up',
      'fn main() { std::fs::read(std::path::Path::new("d").join("../a.txt")); }',
      ['read-file d/../a.txt'],
    ],
    [
      'a parent at the root',
      'fn main() { std::fs::read(std::path::Path::new("/d").parent().unwrap().join("a.txt")); }',
      ['read-file /a.txt'],
    ],
    [
      'a format',
      'fn main() { let d = "d"; std::fs::read(format!("{d}/{}.txt", "a")); }',
      ['read-file d/a.txt'],
    ],
    ['an open format', 'fn main() { std::fs::read(format!("d/{}.txt", ask())); }', ['read-file d/…']],
    [
      'an open join',
      'fn main() { std::fs::read(std::path::Path::new("d").join(ask())); }',
      ['read-file d/…', 'read-file …'],
    ],
    [
      'a parameter',
      'fn load(p: &str) { std::fs::read(p); } fn main() { load("a"); load("b"); }',
      ['read-file a', 'read-file b'],
    ],
    [
      'a parameter of what is given away',
      'fn load(p: &str) { std::fs::read(p); } fn main() { load("a"); each(load); }',
      ['read-file …'],
    ],
    [
      'a method',
      'struct S; impl S { fn load(&self, p: &str) { std::fs::read(p); } } fn main() { S.load("a"); }',
      ['read-file a'],
    ],
    [
      'a field',
      'struct S { p: String } fn main() { let s = S { p: "a".into() }; std::fs::read(&s.p); }',
      ['read-file a'],
    ],
    ['a result', 'fn p() -> String { "a".to_string() } fn main() { std::fs::read(p()); }', ['read-file a']],
    [
      'a function of a type that is written as a path',
      'fn main() { <std::fs::File>::open("a"); <std::path::Path as AsRef<std::path::Path>>::as_ref(p); }',
      ['read-file a'],
    ],
    [
      'what a macro expands to',
      'macro_rules! load { ($p:expr) => { std::fs::read("a"); std::fs::read($p); }; ($($p:expr),*) => { $(std::fs::read($p);)* std::fs::read("b") } } fn main() { load!("c"); }',
      ['read-file a', 'read-file …', 'read-file …', 'read-file b'],
    ],
    [
      'a name in a macro, which is that of its user',
      'const P: &str = "a"; macro_rules! load { () => { std::fs::read(P); std::fs::read($crate::P) } } fn main() { load!(); }',
      ['read-file …', 'read-file a'],
    ],
    [
      'a field that a macro sets',
      'struct S { p: String } macro_rules! set { ($s:expr) => { $s.p = "b".to_string() } } fn main() { let mut s = S { p: "a".into() }; set!(s); std::fs::read(&s.p); }',
      ['read-file b', 'read-file a'],
    ],
    [
      'a pushed path',
      'fn main() { let mut p = std::path::PathBuf::from("d"); p.push(x); std::fs::read(p); }',
      ['read-file d/…', 'read-file …'],
    ],
    [
      'a path that is pushed to in a loop',
      'fn main() { let mut p = std::path::PathBuf::from("d"); for x in ["a", "b"] { p.push(x); } std::fs::read(p); }',
      ['read-file d…', 'read-file …'],
    ],
    [
      'a path before and behind a step',
      'fn main() { let mut p = std::path::PathBuf::from("d"); std::fs::read_dir(&p); p.push("a.txt"); std::fs::read(p); }',
      ['read-directory d', 'read-file d/a.txt'],
    ],
    [
      'a text that has no parent',
      'fn main() { let mut p = String::from("a.txt\n"); p.pop(); std::fs::read(p); }',
      ['read-file a.txt\n…', 'read-file …'],
    ],
    [
      'the parts of a path, one by one',
      'fn main() { std::path::Path::new("a/b").components().map(|p| std::fs::read(p)); }',
      ['read-file …'],
    ],
    ['a look', 'use std::path::Path; fn main() { Path::new("a").exists(); }', ['read-file? a']],
    ['a value', 'fn main() { names.iter().map(std::fs::read); }', ['read-file …']],
    ['a directory', 'fn main() { std::fs::read_dir("d"); }', ['read-directory d']],
    [
      'a write',
      'fn main() { std::fs::write("a", b""); std::fs::create_dir_all("d"); }',
      ['write a', 'write d'],
    ],
    [
      'options',
      'use std::fs::OpenOptions; fn main() { OpenOptions::new().append(true).open("a"); }',
      ['read-file? a', 'write a'],
    ],
    [
      'the place of the program',
      'fn main() { let p = std::env::current_exe()?; std::fs::read(p.parent().unwrap().join("a")); }',
      ['executable-directory', 'read-file executable-directory/a'],
    ],
    [
      'the place above that of the program',
      'fn main() { let p = std::env::current_exe()?; std::fs::read(p.parent()?.parent()?.join("share/a")); }',
      ['executable-directory', 'read-file executable-directory/../share/a'],
    ],
    [
      'an ancestor of the program',
      'fn main() { let p = std::env::current_exe()?; std::fs::read(p.ancestors().nth(2)?.join("share/a")); }',
      ['executable-directory', 'read-file executable-directory/../share/a'],
    ],
    [
      'the place beside that of the program',
      'fn main() { let p = std::env::current_exe()?; std::fs::read(p.parent()?.join("../share/a")); }',
      ['executable-directory', 'read-file executable-directory/../share/a'],
    ],
    [
      'the place of the sources',
      'fn main() { std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/a.txt")); }',
      ['read-file /app/a.txt'],
    ],
    ['what nobody told of', 'fn main() { std::fs::brand_new("a"); }', ['read-file …', 'write …']],
    [
      'a macro of its own',
      'macro_rules! r { ($p:expr) => { std::fs::read($p) } } fn main() { r!("a"); }',
      ['read-file …'],
    ],
  ])('%s', (_, text, expected) => {
    expect(ofMain(text)).toEqual(expected);
  });

  it('are told where who starts the program may give others', () => {
    const text = `use std::env;
      fn main() {
        let a = env::var("A").unwrap_or("a.txt".to_string());
        std::fs::read(a);
        let b = env::var("B").unwrap_or_else(|_| String::from("b.txt"));
        std::fs::read(b);
        let c = env::args().nth(1).unwrap();
        std::fs::read(c);
        let args: Vec<String> = env::args().collect();
        std::fs::read(&args[2]);
      }`;
    expect(ofMain(text).filter((one) => one.startsWith('read'))).toEqual([
      'read-file a.txt?A',
      'read-file b.txt?B',
      'read-file …?1',
      'read-file …?2',
    ]);
  });

  it('are followed into modules and libraries', () => {
    expect(
      ofMain('mod deep; use app_lib::load; fn main() { deep::go(); load("b"); }', {
        'Cargo.toml': `${manifest}[dependencies]\napp-lib = { path = "lib" }\n`,
        'src/deep/mod.rs': 'mod more; pub fn go() { more::go("a") }',
        'src/deep/more.rs': 'use std::fs; pub fn go(p: &str) { fs::read(p); }',
        'lib/Cargo.toml': manifest.replace('app', 'app-lib'),
        'lib/src/lib.rs':
          'pub use inner::load; mod inner { use std::fs::read as r; pub fn load(p: &str) { r(p); } }',
      }),
    ).toEqual(['read-file a', 'read-file b']);
  });
});

describe('other names', () => {
  it('are those of what they stand for', () => {
    const text = `mod list; use list::{read, read as load, PLACE as P}; const PLACE: &str = "wrong";
      fn main() { read("a"); load("b"); load(P); }`;
    const list = 'pub const PLACE: &str = "c"; pub fn read(path: &str) { std::fs::read(path); }';
    expect(ofMain(text, { 'src/list.rs': list })).toEqual(['read-file a', 'read-file b', 'read-file c']);
  });
});

describe('what is no mention', () => {
  it.each([
    ['tests', '#[cfg(test)] mod tests { fn t() { std::fs::read("a"); } } fn main() {}'],
    [
      'comments and texts',
      '/* std::fs::read("a") */ fn main() { let x = "std::fs::read"; } // std::env::vars()',
    ],
    ['its own names', 'mod fs { pub fn read(x: &str) {} } fn main() { fs::read("a"); }'],
    ['types', 'use std::fs::{File, Metadata}; fn f(a: &File, m: std::fs::Metadata) {} fn main() {}'],
    ['building in', 'fn main() { let x = include_str!("a.txt"); let y = env!("CARGO_PKG_VERSION"); }'],
    ['words of the command line', 'fn main() { for a in std::env::args() { println!("{a}"); } }'],
    [
      'memory and threads',
      'use std::{thread, time::Instant, collections::HashMap}; fn main() { thread::spawn(|| {}); }',
    ],
  ])('%s', (_, text) => {
    expect(ofMain(text)).toEqual([]);
  });
});

describe('programs that are started', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      'a chain',
      'use std::process::Command; fn main() { Command::new("git").arg("log").args(["-n", "1"]).output(); }',
      ['program git log -n 1'],
    ],
    [
      'a variable',
      'use std::process::Command; fn main() { let mut c = Command::new("git"); c.arg("log"); c.spawn(); }',
      ['program git log'],
    ],
    [
      'one that goes elsewhere',
      'use std::process::Command; fn main() { let c = Command::new("git"); run(c); }',
      ['program git …'],
    ],
    [
      'a directory',
      'use std::process::Command; fn main() { Command::new("ls").current_dir("d").status(); }',
      ['program ls', 'program-directory d'],
    ],
    ['a value', 'use std::process::Command; fn main() { names.map(Command::new); }', ['program …']],
    ['another of the name', 'use clap::Command; fn main() { Command::new("app"); }', []],
  ])('%s', (_, text, expected) => {
    const files = { 'Cargo.toml': `${manifest}[dependencies]\nclap = "4"\n` };
    expect(ofMain(text, files).filter((one) => !one.includes('NO_COLOR'))).toEqual(expected);
  });
});

describe('crates', () => {
  it('that are known tell what they do', () => {
    const text = `use tera::Tera; use actix_files as fs;
      fn main() { Tera::new("templates/**/*").unwrap(); fs::Files::new("/static", "./static"); tokio::fs::read("a"); }`;
    const facts = withCrates('tera actix-files tokio serde', text);
    expect(told(facts)).toEqual([
      'read-glob templates/**/*',
      'read-directory ./static',
      'read-file a',
      'environment',
    ]);
    expect(facts.unread).toEqual([]);
  });

  it('that nobody looked into are said', () => {
    const facts = withCrates('strange-thing serde', 'use strange_thing::Go; fn main() { Go::go(); }');
    expect(facts.unread.map(({ name }) => name)).toEqual(['strange-thing']);
  });

  it('that nothing names are no part of the program', () => {
    expect(withCrates('strange-thing', 'fn main() {}').unread).toEqual([]);
  });

  it('tell of certificates by what is linked in', () => {
    expect(told(withCrates('reqwest', 'fn main() { reqwest::get(u); }', ['native-tls']))).toContain(
      'tls-client',
    );
    expect(told(withCrates('reqwest', 'fn main() { reqwest::get(u); }', ['webpki-roots']))).not.toContain(
      'tls-client',
    );
  });

  it('embed files in a release alone', () => {
    const text = '#[derive(RustEmbed)]\n#[folder = "static/"]\nstruct Asset; fn main() {}';
    expect(told(read({ 'src/main.rs': text }, true))).toEqual(['read-directory /app/static']);
    expect(told(read({ 'src/main.rs': text }, false))).toEqual([]);
  });

  it('take arguments by their attributes', () => {
    const text = `#[derive(clap::Parser)] struct Cli { #[arg(short, long, default_value = "app.toml", env = "APP")] file: String }
      fn main() { let cli = Cli::parse(); std::fs::read(&cli.file); }`;
    expect(told(withCrates('clap', text)).filter((one) => one.startsWith('read'))).toEqual([
      'read-file app.toml?file',
      'read-file app.toml?APP',
    ]);
  });
});

describe('the accounts', () => {
  it('are even: each mention is followed or unknown', () => {
    const facts = read({
      'src/main.rs': `use std::{fs, env, process::Command};
        fn main() { fs::read("a"); each(fs::write); Command::new("x").spawn(); let v = env::var; std::fs::File::open(ask()); }`,
    });
    expect(facts.mentions).toEqual({ all: 5, followed: 3 });
    expect(told(facts)).toEqual(['read-file a', 'write …', 'program x', 'environment …', 'read-file …']);
  });
});

describe('a file that is included', () => {
  it('is part of the module', () => {
    const included = { 'src/load.in.rs': 'fn load(p: &str) { std::fs::read(p); std::fs::read(HERE); }' };
    expect(
      ofMain('include!("load.in.rs"); const HERE: &str = "b"; fn main() { load("a"); }', included),
    ).toEqual(['read-file a', 'read-file b']);
  });

  it('is generated where it is not there', () => {
    const text = 'include!(concat!(env!("OUT_DIR"), "/made.rs")); include!("other.rs"); fn main() {}';
    expect(read({ 'src/main.rs': text }).generated).toHaveLength(2);
  });
});

describe('foreign code', () => {
  it('is not read', () => {
    expect(ofMain('extern "C" { fn f(); } fn main() { unsafe { f() } }')).toEqual(['c-code']);
    expect(
      ofMain('fn main() { unsafe { libc::fopen(p, m); libc::getpid(); } }', {
        'Cargo.toml': `${manifest}[dependencies]\nlibc = "0.2"\n`,
      }),
    ).toContain('c-code …');
  });

  it('asks for a locale by the name of the function', () => {
    const asks = 'unsafe { setlocale(6, p); }';
    expect(ofMain(`extern "C" { fn setlocale(c: i32, l: *const i8); } fn main() { ${asks} }`)).toContain(
      'locale',
    );
    expect(
      ofMain(`fn main() { ${asks.replace('setlocale', 'libc::setlocale')} }`, {
        'Cargo.toml': `${manifest}[dependencies]\nlibc = "0.2"\n`,
      }),
    ).toContain('locale …');
  });
});

describe('where a build script writes', () => {
  const script = 'fn main() { println!("cargo:rustc-env=TABLE={}/t", std::env::var("OUT_DIR").unwrap()); }';
  const lines = (main: string, build = script): readonly number[] =>
    read({ 'src/main.rs': main, 'build.rs': build }).scriptOutput.map(({ line }) => line);

  it('is named in code that runs', () => {
    expect(lines('fn main() {\n std::fs::read(concat!(env!("OUT_DIR"), "/t")).unwrap(); }')).toEqual([2]);
    expect(lines('fn main() { std::fs::read(env!("TABLE")).unwrap(); }')).toEqual([1]);
  });

  it('is not where it is included, or the variable says something else', () => {
    expect(lines('include!(concat!(env!("OUT_DIR"), "/t.rs"));\nfn main() {}')).toEqual([]);
    expect(lines('const T: &str = include_str!(concat!(env!("OUT_DIR"), "/t"));\nfn main() {}')).toEqual([]);
    expect(lines('fn main() { println!("{}", env!("CARGO_PKG_VERSION")); }')).toEqual([]);
    expect(
      lines(
        'fn main() { println!("{}", env!("TABLE")); }',
        'fn main() { println!("cargo:rustc-env=TABLE=1"); }',
      ),
    ).toEqual([]);
  });
});

describe('functions of the C library that are declared', () => {
  it('do what they do there', () => {
    const main = 'extern "C" { fn system(s: *const i8) -> i32; fn abs(i: i32) -> i32; }\nfn main() {}';
    expect(told(read({ 'src/main.rs': main }))).toEqual(
      expect.arrayContaining(['c-code', 'program sh -c …']),
    );
  });
});
