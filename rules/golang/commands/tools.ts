/** Well-known programs of the Go world that need the toolchain while they run. Source: each project's README. */

/** Build again when sources change; a list names the subcommands that do. */
export const hotReloaders: ReadonlyMap<string, true | readonly string[]> = new Map<
  string,
  true | readonly string[]
>([
  ['air', true],
  ['fresh', true],
  ['CompileDaemon', true],
  ['compiledaemon', true],
  ['reflex', true],
  ['realize', true],
  ['gin', ['run', '--port', '-p', '--appPort', '--path', '--immediate', '-i', '--all']],
  ['modd', true],
  ['gow', true],
  ['wgo', true],
  ['arelo', true],
  ['gowatch', true],
  ['watcher', true],
  ['nodemon', true],
  ['entr', true],
  ['bee', ['run']],
  ['revel', ['run']],
  ['buffalo', ['dev']],
  ['gf', ['run']],
  ['kratos', ['run']],
]);

/** Delve's commands that compile before they debug. Source: Delve, Documentation/usage/dlv.md. */
export const compilingDebuggerCommands: ReadonlySet<string> = new Set(['debug', 'test', 'trace', 'dap']);

/** Run the go command, by what they do with it. */
export const toolchainUsers: ReadonlyMap<string, string> = new Map([
  ['golangci-lint', 'it loads packages with go list'],
  ['gometalinter', 'it loads packages with go list'],
  ['staticcheck', 'it loads packages with go list'],
  ['golint', 'it type-checks against the installed packages'],
  ['errcheck', 'it loads packages with go list'],
  ['gosec', 'it loads packages with go list'],
  ['govulncheck', 'it loads packages with go list'],
  ['gopls', 'it loads packages with go list'],
  ['goimports', 'it looks packages up in the toolchain'],
  ['gox', 'it cross-compiles with go build'],
  ['goreleaser', 'it builds with go build'],
  ['ginkgo', 'it runs go test'],
  ['gotestsum', 'it runs go test'],
  ['goconvey', 'it runs go test'],
  ['mockery', 'it loads packages with go list'],
  ['mockgen', 'it builds with go build'],
  ['wire', 'it loads packages with go list'],
  ['stringer', 'it loads packages with go list'],
  ['gqlgen', 'it loads packages with go list'],
  ['swag', 'it may load packages with go list'],
  ['xgo', 'it cross-compiles'],
  ['gomobile', 'it builds with go build'],
  ['fyne-cross', 'it cross-compiles'],
  ['dep', 'it resolves dependencies with the toolchain'],
  ['glide', 'it resolves dependencies with the toolchain'],
  ['govendor', 'it resolves dependencies with the toolchain'],
  ['godep', 'it resolves dependencies with the toolchain'],
  ['gb', 'it builds with the toolchain'],
  ['athens', 'it fetches modules with go mod download'],
  ['present', 'its playground runs the go command'],
  ['godoc', 'it serves the sources of the toolchain'],
  ['pkgsite', 'it loads packages with go list'],
  ['gore', 'it runs go build for each line'],
  ['yaegi', 'it reads the sources of the standard library'],
  ['bee', 'it builds with go build'],
  ['revel', 'it builds with go build'],
  ['buffalo', 'it builds with go build'],
]);

/**
 * Write sources or files that are built in, below their working directory or where `-o` and the like say, and nothing
 * else. Source: each project's README.
 */
export const generators: readonly string[] = [
  'buf',
  'gqlgen',
  'mockery',
  'mockgen',
  'stringer',
  'swag',
  'wire',
  'easyjson',
  'esc',
  'ffjson',
  'go-assets-builder',
  'go-bindata',
  'go-bindata-assetfs',
  'goyacc',
  'oapi-codegen',
  'packr',
  'packr2',
  'rice',
  'sqlboiler',
  'sqlc',
  'statik',
  'templ',
];
