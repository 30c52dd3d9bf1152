/**
 * The command line and the library as they are shipped, so that whoever installs dfopt installs nothing else: the library
 * in one file, the command line in a few, beside each the code that V8 made of it.
 *
 * Starting dfopt is dominated by finding and compiling modules one by one, and by a regular expression that one of
 * yargs' dependencies compiles when loaded. What a run does not use is not loaded, or not evaluated.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { defineConfig } from 'rolldown';
import { fileOf, parts, partsOnDemand } from './rolldown.parts.js';

/** The command line. */
const cli = {
  input: { dfopt: 'src/main.ts', ...parts },
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  resolve: {
    alias: {
      assert: join(import.meta.dirname, 'src/cli/plain-assert.ts'),
      module: join(import.meta.dirname, 'src/cli/plain-module.ts'),
      'node:module': join(import.meta.dirname, 'src/cli/plain-module.ts'),
      'string-width': join(import.meta.dirname, 'src/cli/plain-width.ts'),
    },
  },
  // yargs loads the configuration files of its own `extends` option that way; dfopt has no such option.
  transform: { define: { 'import.meta.resolve': 'undefined' } },
  plugins: [
    partsOnDemand(),
    parserOnDemand(),
    builtinsOnDemand(),
    asciiOnly(),
    thirdPartyNotices(),
    compiledCode(),
  ],
  output: {
    dir: 'dist/cli',
    // CommonJS starts faster than ES modules, whose loader has to be brought up first.
    format: 'cjs',
    minify: true,
    cleanDir: true,
    codeSplitting: {
      // A file holds what is said, and what that imports lies where it is said of it.
      includeDependenciesRecursively: false,
      groups: [{ debugName: 'parts', name: fileOf() }],
    },
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
  },
};

/** The library, for both kinds of modules, each with the declarations of what it exports. */
const library = (format, entryFileNames, ...plugins) => ({
  input: { index: 'src/index.ts' },
  platform: 'node',
  plugins: [parserOnDemand(), thirdPartyNotices(), ...plugins],
  output: { dir: 'dist/library', format, minify: true, codeSplitting: false, entryFileNames },
});

export default defineConfig([
  cli,
  library('esm', '[name].js', declarations()),
  library('cjs', '[name].cjs', declarationsForRequire()),
]);

/**
 * What is loaded when it is first needed, by a `require` that bundlers can't see through, comes into the bundle, and is
 * evaluated when it is first needed there, too.
 */
export function parserOnDemand() {
  return {
    name: 'parser-on-demand',
    transform: {
      filter: { code: 'createRequire(import.meta.url)(' },
      handler: (code) =>
        code
          .replace("import { createRequire } from 'node:module';", '')
          .replaceAll('createRequire(import.meta.url)(', 'require('),
    },
  };
}

/**
 * Node's own modules that few runs need and that load dozens of others. A function that is named here loads its module
 * when it is first called; a module without names is loaded when one that imports it is first evaluated. An import of
 * them would stand at the head of the bundle, and be evaluated in every run.
 */
function builtinsOnDemand() {
  const functions = new Map([
    ['child_process', ['spawn']],
    ['crypto', ['createHash', 'randomBytes']],
    ['http', ['request']],
    ['net', ['connect']],
    ['stream', []],
    ['zlib', []],
  ]);
  const prefix = '\0on-demand:';
  return {
    name: 'builtins-on-demand',
    resolveId(source, importer) {
      const name = source.replace(/^node:/, '');
      return functions.has(name) && importer?.startsWith(prefix) !== true ? prefix + name : null;
    },
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const name = id.slice(prefix.length);
      const loaded = `require('node:${name}')`;
      const named = functions
        .get(name)
        .map((it) => `exports.${it} = (...given) => ${loaded}.${it}(...given);`);
      return named.length === 0 ? `module.exports = ${loaded};` : named.join('\n');
    },
  };
}

/** The declarations that the library's entry leads to, out of those that the compiler made of all modules. */
function declarations() {
  return {
    name: 'declarations',
    writeBundle({ dir }) {
      const made = join(import.meta.dirname, 'dist');
      const compiler = join(import.meta.dirname, 'node_modules', 'typescript', 'bin', 'tsc');
      const options = ['--listFilesOnly', '--noLib', '--types', '', '--module', 'nodenext'];
      const listed = execFileSync(
        process.execPath,
        [compiler, '--ignoreConfig', ...options, join(made, 'src', 'index.d.ts')],
        { encoding: 'utf8' },
      );
      for (const file of listed.split('\n').filter((line) => line !== '')) {
        const target = resolve(dir, 'types', relative(made, file));
        mkdirSync(dirname(target), { recursive: true });
        copyFileSync(file, target);
      }
    },
  };
}

/** The same declarations for `require`: what they say of an ES module holds for the CommonJS one. */
function declarationsForRequire() {
  return {
    name: 'declarations-for-require',
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((output) => output.type === 'chunk' && output.isEntry);
      const all = "'./types/src/index.js'";
      const values = entry.exports.map(
        (name) =>
          `export declare const ${name}: typeof import(${all}, { with: { 'resolution-mode': 'import' } }).${name};`,
      );
      const types = `export type * from ${all} with { 'resolution-mode': 'import' };`;
      this.emitFile({ type: 'asset', fileName: 'index.d.cts', source: [types, ...values, ''].join('\n') });
    },
  };
}

/**
 * Writes characters beyond ASCII as escapes; in code without comments they stand in string and template literals
 * alone. Such a text is read without decoding, and V8 keeps it in one byte a character: a few milliseconds a start.
 */
function asciiOnly() {
  return {
    name: 'ascii-only',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type === 'chunk') output.code = output.code.replace(/[\u0080-\uffff]/g, escaped);
      }
    },
  };
}

function escaped(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The licences of the packages that the bundle contains, beside it, as they ask for. */
function thirdPartyNotices() {
  return {
    name: 'third-party-notices',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : [],
      );
      const packages = new Set(modules.filter((id) => id.includes('/node_modules/')).map(packageOf));
      const notices = [...packages].sort().map(noticeOf);
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source: notices.join('\n\n') });
    },
  };
}

/** The directory of the package that a module belongs to. */
function packageOf(module) {
  let directory = dirname(module);
  while (!existsSync(join(directory, 'package.json')) || !nameIn(directory)) directory = dirname(directory);
  return directory;
}

function nameIn(directory) {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')).name;
}

function noticeOf(directory) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const file = readdirSync(directory).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? '' : readFileSync(join(directory, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/**
 * Keeps the code that V8 compiles in one run over an ordinary Dockerfile: the functions that every run needs, and not
 * the others. Of the files that such a run doesn't load it keeps what loading them takes.
 */
function compiledCode() {
  return {
    name: 'compiled-code',
    writeBundle({ dir }, bundle) {
      const directory = mkdtempSync(join(tmpdir(), 'dfopt-build-'));
      const files = Object.values(bundle).filter(({ type }) => type === 'chunk');
      try {
        for (const [name, text] of Object.entries(ordinary)) writeFileSync(join(directory, name), text);
        execFileSync(
          process.execPath,
          [
            // V8 stores hashes of names, which it seeds anew in each process: two builds would differ.
            '--random-seed=1',
            '-e',
            warmUp,
            join(import.meta.dirname, 'bin', 'load.cjs'),
            resolve(dir, 'dfopt.cjs'),
            ...files.map(({ fileName }) => resolve(dir, fileName)),
          ],
          { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] },
        );
      } finally {
        rmSync(directory, { recursive: true });
      }
    },
  };
}

const ordinary = {
  Dockerfile: `FROM golang:1.24
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .
EXPOSE 8080
CMD ["/bin/server"]
`,
  'go.mod': 'module example.com/server\n\ngo 1.24\n',
  'main.go': `package main

import "net/http"

func main() {
\thttp.Handle("/", http.FileServer(http.Dir("public")))
\thttp.ListenAndServe(":8080", nil)
}
`,
};

const warmUp = `
const { writeFileSync } = require('node:fs');
const [loader, first, ...files] = process.argv.slice(1);
const { cacheOf, load } = require(loader);
const { start } = load(first).exports;
process.argv = [process.argv[0], first, 'migrate', 'Dockerfile'];
start().then(() => {
  for (const file of files) writeFileSync(cacheOf(file), load(file).script.createCachedData());
});
`;
