/** Names of pkg-config's modules, and what links with them. Sources: pkg-config(1); the `.pc` files of Debian's development packages. */
const modules: ReadonlyMap<string, string> = new Map([
  ['zlib', '-lz'],
  ['bzip2', '-lbz2'],
  ['liblzma', '-llzma'],
  ['liblz4', '-llz4'],
  ['libzstd', '-lzstd'],
  ['openssl', '-lssl -lcrypto'],
  ['libssl', '-lssl'],
  ['libcrypto', '-lcrypto'],
  ['libcurl', '-lcurl'],
  ['sqlite3', '-lsqlite3'],
  ['libpq', '-lpq'],
  ['yaml-0.1', '-lyaml'],
  ['expat', '-lexpat'],
  ['uuid', '-luuid'],
  ['libpng', '-lpng16'],
  ['libjpeg', '-ljpeg'],
  ['libevent', '-levent'],
  ['libffi', '-lffi'],
  ['ncurses', '-lncurses -ltinfo'],
  ['ncursesw', '-lncursesw -ltinfo'],
  ['readline', '-lreadline'],
  ['jansson', '-ljansson'],
  ['json-c', '-ljson-c'],
  ['libpcre2-8', '-lpcre2-8'],
  ['libuv', '-luv'],
  ['libsodium', '-lsodium'],
  ['libpcap', '-lpcap'],
  ['gmp', '-lgmp'],
]);

/** The words that link with a module; undefined for one that isn't known. */
export function linkedWithModule(name: string): string | undefined {
  return modules.get(name);
}

/** The names in a list with versions: `glib-2.0 >= 2.40 zlib`. */
export function modulesNamed(text: string): readonly string[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.filter((word, index) => !isRelation(word) && !isRelation(words[index - 1] ?? ''));
}

function isRelation(word: string): boolean {
  return ['=', '<', '>', '<=', '>=', '!='].includes(word);
}
