/** What the go command calls the program it builds. */

/**
 * The name of the program of a package: the last element of its import path; in module mode without a
 * major-version element. A `gopkg.in` suffix is part of the last element and stays.
 * Source: exeFromImportPath of cmd/go/internal/load, https://go.dev/src/cmd/go/internal/load/pkg.go; `go help build`.
 */
export function programName(importPath: string, modules = true): string {
  const elements = importPath.split('/').filter((element) => element !== '' && element !== '.');
  const last = elements.at(-1) ?? '';
  const before = elements.at(-2);
  return modules && before !== undefined && isVersionElement(last) ? before : last;
}

/**
 * `go build main.go other.go`: the first file's name without `.go`. The name may hold directories.
 * Source: `go help build`: "named after the first source file".
 */
export function programNameOfFiles(files: readonly string[]): string | undefined {
  const first = files[0]?.split('/').at(-1);
  return first?.endsWith('.go') === true ? first.slice(0, -'.go'.length) : undefined;
}

/** `v2` and up, without a leading zero: `v0`, `v1` and `v02` are ordinary names. */
function isVersionElement(element: string): boolean {
  if (element.length < 2 || !element.startsWith('v')) return false;
  const number = element.slice(1);
  if (number.startsWith('0') || number === '1') return false;
  return [...number].every((digit) => digit >= '0' && digit <= '9');
}

/**
 * The import path of a package directory inside a module.
 * Both directories are absolute; undefined when the package does not lie in the module's directory.
 */
export function importPathOf(
  modulePath: string,
  moduleDirectory: string,
  directory: string,
): string | undefined {
  if (directory === moduleDirectory) return modulePath;
  const prefix = moduleDirectory === '/' ? '/' : `${moduleDirectory}/`;
  if (!directory.startsWith(prefix)) return undefined;
  const rest = directory.slice(prefix.length);
  return modulePath === '' ? rest : `${modulePath}/${rest}`;
}

/**
 * An import path without what only tells versions apart, so that facts hold for all of them:
 * `github.com/gofiber/fiber/v2/middleware/session` → `github.com/gofiber/fiber/middleware/session`,
 * `gopkg.in/yaml.v3` → `gopkg.in/yaml`.
 */
export function withoutVersions(importPath: string): string {
  if (!importPath.includes('/v') && !importPath.startsWith('gopkg.in/')) return importPath;
  const elements = importPath
    .split('/')
    .filter((element, index) => index === 0 || !isVersionElement(element));
  if (elements[0] !== 'gopkg.in') return elements.join('/');
  return elements.map(withoutDotVersion).join('/');
}

function withoutDotVersion(element: string): string {
  const dot = element.lastIndexOf('.v');
  const number = element.slice(dot + 2);
  const versioned = dot > 0 && number !== '' && [...number].every((digit) => digit >= '0' && digit <= '9');
  return versioned ? element.slice(0, dot) : element;
}

/**
 * `github.com/a/b` of the key `github.com/a/b.Type.Method`. The last element of a path may hold dots (`go.rice`): what others
 * may name of a package begins with a capital letter, and a path hardly ever has one behind a dot.
 */
export function packageOf(key: string): string {
  const start = key.lastIndexOf('/') + 1;
  const exported = key.slice(start).search(/\.[A-Z]/);
  const dot = exported < 0 ? key.indexOf('.', start) : start + exported;
  return dot < 0 ? key : key.slice(0, dot);
}
