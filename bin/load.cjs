/**
 * Loads the bundle together with the code that V8 made of it when it was built: compiling is most of what a start
 * costs. V8 takes such code only from its own version and for the very same source; elsewhere it compiles as usual.
 */
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { dirname } = require('node:path');
const { Script, constants } = require('node:vm');

/** What Node has around a CommonJS module. */
const head = '(function (exports, require, module, __filename, __dirname) {';

/** Where the compiled code of a bundle lies. */
const cacheOf = (bundle) => `${bundle}.cache`;

/** The bundle's exports, and its script for whoever wants to keep the compiled code. */
function load(bundle) {
  const cache = cacheOf(bundle);
  // The bundle is ASCII: one byte is one character.
  const script = new Script(`${head}${readFileSync(bundle, 'latin1')}\n})`, {
    filename: bundle,
    ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}),
    importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const loaded = { exports: {} };
  // The bundle requires modules of Node alone: this module's own `require` will do, and `node:module` takes a while.
  script.runInThisContext()(loaded.exports, require, loaded, bundle, dirname(bundle));
  return { exports: loaded.exports, script };
}

module.exports = { cacheOf, load };
