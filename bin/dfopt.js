#!/usr/bin/env node
/**
 * Starts the bundled command line or, where only the compiler has run, the modules it is made from. A CommonJS module,
 * as package.json beside it says: what Node loads for an ES module is a twentieth of a start.
 */
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { load } = require('./load.cjs');

const bundle = join(__dirname, '..', 'dist', 'cli', 'dfopt.cjs');

async function main() {
  const { start } = existsSync(bundle) ? load(bundle).exports : await import('../dist/src/main.js');
  await start();
}

main();
