/**
 * What toolchain images bring that only builds need: facts, so that a runtime image without them isn't blamed.
 */

export interface ToolchainTraces {
  readonly name: string;
  /** A variable that every image of the toolchain sets: how one is recognised. */
  readonly marker: string;
  /** Variables, with the value the image gives them; undefined where it depends on the release. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** Directories it puts on PATH. */
  readonly pathDirectories: readonly string[];
  /** Directories it makes with modes that only building needs. */
  readonly directories: readonly string[];
  /** The command its images start, when the author sets none. */
  readonly commands: readonly (readonly string[])[];
}

/** Variables that the go command reads and a built program doesn't (`go help environment`). */
const goCommandVariables = [
  'CGO_CFLAGS',
  'CGO_CPPFLAGS',
  'CGO_CXXFLAGS',
  'CGO_ENABLED',
  'CGO_LDFLAGS',
  'GO111MODULE',
  'GO386',
  'GOAMD64',
  'GOARCH',
  'GOARM',
  'GOARM64',
  'GOBIN',
  'GOCACHE',
  'GOENV',
  'GOEXPERIMENT',
  'GOFLAGS',
  'GOINSECURE',
  'GOMODCACHE',
  'GONOPROXY',
  'GONOSUMDB',
  'GOOS',
  'GOPATH',
  'GOPRIVATE',
  'GOPROXY',
  'GOSUMDB',
  'GOTMPDIR',
  'GOVCS',
  'GOWORK',
];

export const toolchains: readonly ToolchainTraces[] = [
  {
    // docker-library/golang, Dockerfile-linux.template: ENV, WORKDIR and the `mkdir` of GOPATH with mode 1777;
    // CMD is that of buildpack-deps (Debian) or alpine.
    name: 'golang',
    marker: 'GOLANG_VERSION',
    variables: new Map([
      ['GOLANG_VERSION', undefined],
      ['GOTOOLCHAIN', undefined],
      ...goCommandVariables.map((name): [string, undefined] => [name, undefined]),
    ]),
    pathDirectories: ['/go/bin', '/usr/local/go/bin'],
    directories: ['/go', '/go/bin', '/go/src', '/usr/local/go', '/usr/local/go/bin'],
    commands: [['bash'], ['/bin/bash'], ['/bin/sh']],
  },
];

/** The toolchain an image was made from. */
export function toolchainOf(environment: ReadonlyMap<string, string>): ToolchainTraces | undefined {
  return toolchains.find(({ marker }) => environment.has(marker));
}

/**
 * Variables that runtime bases set about files of their own: distroless, `base/base.bzl` (SSL_CERT_FILE).
 */
export const baseVariables: ReadonlyMap<string, string> = new Map([
  ['SSL_CERT_FILE', '/etc/ssl/certs/ca-certificates.crt'],
]);
