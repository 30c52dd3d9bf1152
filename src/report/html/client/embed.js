// Writes `../embedded.ts`: the script (bundled) and the style of the HTML report as strings, so that a report needs no
// files at run time. Run it after changing anything here: node src/report/html/client/embed.js
// With --check it writes nothing and fails when that was forgotten.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const TARGET = new URL('../embedded.ts', import.meta.url);

/** @param {string} entry */
function bundled(entry) {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox128', 'safari17.5'],
    charset: 'ascii',
    legalComments: 'none',
    write: false,
  });
  return outputFiles[0]?.text.trim() ?? '';
}

/**
 * @param {string} name
 * @param {string} entry
 */
function constant(name, entry) {
  return `// prettier-ignore\nexport const ${name} = ${JSON.stringify(bundled(entry))};\n`;
}

const text = `// Made by client/embed.js from what lies beside it; change that.
${constant('SCRIPT', 'main.js')}${constant('STYLE', 'style.css')}`;

if (!process.argv.includes('--check')) {
  writeFileSync(TARGET, text);
} else if (readFileSync(TARGET, 'utf8') !== text) {
  console.error('embedded.ts is out of date; run: node src/report/html/client/embed.js');
  process.exitCode = 1;
}
