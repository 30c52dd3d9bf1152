/** Files and directories that only building a Go program reads. */
import { posix } from 'node:path';
import type { Role } from '../../src/toolchain/toolchain.ts';
import type { OfBuild } from '../../src/toolchain/traces.ts';

/** A program is one file: whatever else its sources' directory has may be its data, save for these. */
export function roleOf({ path, directory }: { readonly path: string; readonly directory: boolean }): Role {
  return (directory ? isSourceDirectory(path) : isSourceFile(path)) ? 'build-only' : 'unknown';
}

/** Sources of Go and of what is compiled with it, module and dependency files, tests' results. */
export function isSourceFile(path: string): boolean {
  const name = posix.basename(path);
  return (
    /\.(go|s|S|c|cc|cpp|cxx|h|hh|hpp|m|proto|y|syso|swig|templ)$/.test(name) ||
    /^(go\.(mod|sum|work|work\.sum)|Gopkg\.(toml|lock)|glide\.(yaml|lock)|Godeps\.json|vendor\.json|\.golangci\.(yml|yaml|toml))$/.test(
      name,
    )
  );
}

function isSourceDirectory(path: string): boolean {
  return ['vendor', 'dist-go', 'Godeps', '_workspace', 'testdata', 'pkg.mod'].includes(posix.basename(path));
}

/**
 * Where golang images have the toolchain, and GOPATH, with what is fetched below it. Source: docker-library/golang,
 * Dockerfile-linux.template.
 */
export const ofGoBuild: OfBuild = {
  variable: isBuildVariable,
  workspaces: ['/go', '/go/src', '/go/bin', '/go/pkg'],
  installation: ['/usr/local/go', '/go/pkg'],
};

/**
 * Environment variables of the go command and of cgo; programs don't read them. Source: `go help environment`.
 * GOMAXPROCS, GOGC, GOMEMLIMIT, GODEBUG and GOTRACEBACK are the running program's.
 */
function isBuildVariable(name: string): boolean {
  return buildVariables.has(name) || name.startsWith('CGO_');
}

const buildVariables = new Set(
  (
    'GOPATH GOROOT GOBIN GOOS GOARCH GOARM GOARM64 GO386 GOAMD64 GOMIPS GOMIPS64 GOPPC64 GORISCV64 GOWASM GO111MODULE GOPROXY ' +
    'GOPRIVATE GONOPROXY GONOSUMDB GONOSUMCHECK GOSUMDB GOFLAGS GOCACHE GOMODCACHE GOENV GOEXE GOEXPERIMENT GOHOSTARCH ' +
    'GOHOSTOS GOINSECURE GOTMPDIR GOTOOLCHAIN GOTOOLDIR GOVCS GOVERSION GOWORK GOAUTH GOLANG_VERSION GO15VENDOREXPERIMENT ' +
    'GOGCCFLAGS GCCGO AR CC CXX FC PKG_CONFIG PKG_CONFIG_PATH GOFIPS140'
  ).split(' '),
);
