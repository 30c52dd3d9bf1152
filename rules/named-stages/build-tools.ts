/** What tells a stage that builds something from one that only holds files: the image it is on, or what it runs. */
import type { ImageReference } from '../../src/image/types.ts';

/**
 * Images that are there to compile with, by the end of their repository. Interpreters that programs also run on
 * (node, python, php, ruby) are not among them: a stage on those builds when it runs a tool of `buildTools`.
 * Source: the descriptions of the official images (docker-library/docs) and of the vendors' own.
 */
const compilerImages: ReadonlySet<string> = new Set([
  'golang',
  'rust',
  'gcc',
  'maven',
  'gradle',
  'sbt',
  'clojure',
  'swift',
  'haskell',
  'dart',
  'elixir',
  'erlang',
  'mono',
  'composer',
  'buildpack-deps',
  'dotnet/sdk',
  'dotnet/core/sdk',
  'microsoft/dotnet',
  'crystal',
  'emsdk',
  'glide',
  'rust-musl-builder',
  'muslrust',
  'rust-musl-cross',
]);

/** Images that hold a compiler or only a runtime, by tag. */
const twofoldImages: ReadonlyMap<string, (tag: string) => boolean> = new Map([
  ['openjdk', (tag: string) => !/\bjre\b/.test(tag)],
  ['eclipse-temurin', (tag: string) => !/\bjre\b/.test(tag)],
  ['amazoncorretto', (tag: string) => !/\b(jre|headless)\b/.test(tag)],
  ['zulu-openjdk', (tag: string) => !/\bjre\b/.test(tag)],
]);

export function isCompilerImage({ namespace, name, tag }: ImageReference): boolean {
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  const twofold = twofoldImages.get(name);
  if (twofold !== undefined) return twofold(tag ?? '');
  return [...compilerImages].some((known) => path === known || path.endsWith(`/${known}`));
}

/** Programs whose call makes something out of sources. */
const buildTools: ReadonlySet<string> = new Set(
  [
    // Compilers, and what calls them.
    'cc gcc g++ c++ clang clang++ musl-gcc rustc javac tsc ghc swiftc make gmake cmake',
    'ninja meson scons bazel bazelisk buck xcodebuild configure autogen.sh autoreconf',
    'bootstrap xbuild msbuild',
    // Tools of one language.
    'go dep glide godep cargo cross mvn mvnw gradle gradlew sbt ant lein dotnet swift stack',
    'cabal mix rebar3 dart flutter zig nim nimble crystal shards opam dune ponyc stable',
    // Of interpreters: they fetch dependencies, compile extensions, bundle assets.
    'npm npx yarn pnpm bun node-gyp webpack vite gulp grunt ng bower pip pip2 pip3 pipenv',
    'poetry uv bundle bundler gem composer phpize docker-php-ext-install pecl hugo jekyll',
    'mkdocs sphinx-build gitbook',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a call of a program makes something; `go version` and the like do not matter here. */
export function isBuildTool(name: string | undefined): boolean {
  return name !== undefined && buildTools.has(name);
}
