/**
 * Modules that read files of their own when the program runs, from where their sources lay when it was built: the module
 * cache, whose paths the compiler writes into the program (https://pkg.go.dev/runtime#Caller).
 */

/** By module, with where its sources take the path. */
const MODULES: ReadonlyMap<string, string> = new Map([
  ['github.com/yanyiwu/gojieba', 'config.go, getCurrentFilePath'],
  ['github.com/go-ego/gse', 'dict_util.go, GetCurrentFilePath'],
]);

/** The module of an import that reads its own files. */
export function readsOwnFiles(importPath: string): string | undefined {
  return [...MODULES.keys()].find((path) => importPath === path || importPath.startsWith(`${path}/`));
}

/**
 * The directory of a module in the cache: capital letters stand behind a `!`
 * (https://go.dev/ref/mod#module-cache, https://go.dev/ref/mod#goproxy-protocol).
 */
export function cachedDirectory(cache: string, path: string, version: string): string {
  return `${cache}/${escaped(path)}@${escaped(version)}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}
