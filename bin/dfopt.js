#!/usr/bin/env node
/** Starts the bundled command line or, where only the compiler has run, the modules it is made from. */
import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

// From Node 22.1 on: compiled code is kept in the user's temporary directory from one run to the next.
module.enableCompileCache?.();

const bundle = fileURLToPath(new URL('../dist/cli/dfopt.cjs', import.meta.url));
const { start } = existsSync(bundle)
  ? createRequire(import.meta.url)(bundle)
  : await import('../dist/src/cli/main.js');

await start();
