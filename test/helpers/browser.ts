/** The browser that pages are opened in: DFOPT_CHROMIUM names it, else it is found on PATH. */
import { spawnSync } from 'node:child_process';

const executable = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

/** undefined where there is none. */
export const browserPath =
  process.env['DFOPT_CHROMIUM'] ??
  (executable === undefined
    ? undefined
    : spawnSync('which', [executable], { encoding: 'utf8' }).stdout.trim());
