/**
 * Loads a file of the command line together with the code that V8 made of it when it was built: compiling is most of what
 * a start costs. V8 takes such code only from its own version and for the very same source; elsewhere it compiles as usual.
 */
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { Script, constants } = require('node:vm');

/** What Node has around a CommonJS module. */
const head = '(function (exports, require, module, __filename, __dirname) {';

/** What is loaded, by its file. */
const loaded = new Map();

/** Where the compiled code of a file lies. */
const cacheOf = (file) => `${file}.cache`;

/**
 * What V8 calls a file. It stores the name with the code, which must be the same wherever dfopt is built: neither the
 * path, nor the slice of it that `basename` returns, behind which V8 keeps the whole path.
 */
const scriptName = (file) => Buffer.from(basename(file)).toString();

/** The file as a module, and its script for whoever wants to keep the compiled code. It is loaded once. */
function load(file) {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const cache = cacheOf(file);
  // The file is ASCII: one byte is one character.
  const script = new Script(`${head}${readFileSync(file, 'latin1')}\n})`, {
    filename: scriptName(file),
    ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}),
    importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {}, script };
  loaded.set(file, module);
  script.runInThisContext()(module.exports, requireFrom(dirname(file)), module, file, dirname(file));
  return module;
}

/**
 * What a file requires is another one beside it, or a module of Node: for that this module's own `require` will do, and
 * `node:module` takes a while.
 */
function requireFrom(directory) {
  return (name) => (name.startsWith('./') ? load(join(directory, name)).exports : require(name));
}

module.exports = { cacheOf, load };
