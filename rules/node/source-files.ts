/** Files and directories that only building and developing read. */
import { posix } from 'node:path';
import type { Role } from '../../src/toolchain/toolchain.ts';
import type { OfBuild } from '../../src/toolchain/traces.ts';

/**
 * TypeScript, which the compiler makes JavaScript of, and settings of tools that build, lint and test. All else in the project's
 * directory may be read when it runs.
 */
export function roleOf({ path, directory }: { readonly path: string; readonly directory: boolean }): Role {
  const name = posix.basename(path);
  if (directory) return name === '.git' ? 'build-only' : 'run';
  if (name.endsWith('.ts') && ofMedia.test(path)) return 'run';
  return /\.([cm]?ts|tsx)$/.test(name) || settings.test(name) ? 'build-only' : 'run';
}

/** Where files lie that are given out as they are: streams of MPEG have the ending of TypeScript (RFC 8216). */
const ofMedia = /(^|\/)(public|static|assets|media|videos?|hls|streams?|uploads|www|dist|build|out)\//;

/** Sources: the documentation of each tool. */
const settings =
  /^(tsconfig(\..*)?\.json|\.?eslintrc(\..*)?|eslint\.config\.[cm]?js|\.eslintignore|\.prettierrc(\..*)?|\.prettierignore|\.editorconfig|jest\.config\..*|\.mocharc\..*|\.nycrc(\.json)?|nodemon\.json|tslint\.json|\.swcrc|tsup\.config\..*|Dockerfile(\..*)?|\.dockerignore|\.gitignore)$/;

/** Variables of npm and yarn, of node-gyp, and of the image itself. Sources: docs.npmjs.com ("config"), docker-node. */
export const ofNodeBuild: OfBuild = {
  variable: (name) =>
    /^(npm_config_|NPM_CONFIG_|YARN_|COREPACK_|PNPM_)/.test(name) || name === 'NODE_VERSION',
  workspaces: [],
  installation: ['/usr/local/lib/node_modules', '/root/.npm', '/opt/yarn'],
};
