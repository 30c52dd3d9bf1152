#!/usr/bin/env node
/** Starts the bundled command line or, where only the compiler has run, the modules it is made from. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const bundle = fileURLToPath(new URL('../dist/cli/dfopt.cjs', import.meta.url));
const { start } = existsSync(bundle)
  ? createRequire(import.meta.url)('./load.cjs').load(bundle).exports
  : await import('../dist/src/main.js');

await start();
