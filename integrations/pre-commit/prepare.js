/**
 * Builds a checkout that npm installs as a package, as pre-commit has it do: the script `prepare` of package.json.
 *
 * From 4.6.1 on pre-commit runs `npm install --global git+file://…`. npm then prepares a clone of the repository, but
 * hands the `global` setting on to that, and so leaves the tools for building out of the clone. Here they are
 * installed then, as package-lock.json has them. Standard output is left alone: before 4.6.1, pre-commit takes what
 * `npm pack` prints there for the name of an archive.
 *
 * It has to be `prepare`: npm runs no other script for a package from git. When a tarball is installed from a file, npm
 * 11 warns that it has such a script, and does not run it; from a registry it says nothing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

/** Settings of an outer npm that would send packages to another place than this checkout. */
const elsewhere = /^npm_config_(?:global|location|prefix)$/i;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !elsewhere.test(name)));

/**
 * Runs npm here; ends with its exit code when it fails.
 *
 * @param {readonly string[]} args
 */
function npm(...args) {
  const { status } = spawnSync('npm', args, {
    env,
    stdio: ['ignore', 2, 2],
    // npm is a script that only a shell finds there.
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync('node_modules/typescript')) npm('ci', '--ignore-scripts');
npm('run', 'build');
