/**
 * The command line as it is shipped: the same modules, in few files. Starting dfopt is dominated by finding and
 * compiling modules one by one, and by a regular expression that one of yargs' dependencies compiles when loaded.
 * Every command and every report format is a chunk of its own that is read only when it is used.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: { dfopt: 'src/cli/main.ts' },
  platform: 'node',
  resolve: { alias: { 'string-width': join(import.meta.dirname, 'src/cli/plain-width.ts') } },
  // yargs loads the configuration files of its own `extends` option that way; dfopt has no such option.
  transform: { define: { 'import.meta.resolve': 'undefined' } },
  plugins: [thirdPartyNotices()],
  output: {
    dir: 'dist/cli',
    // CommonJS starts faster than ES modules, whose loader has to be brought up first.
    format: 'cjs',
    minify: true,
    cleanDir: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
  },
});

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
