/** Builds whose settings lead out of the project's directory: where they write is not followed there. */
import { posix } from 'node:path';
import { isInside } from '../../src/evaluate/files/paths.ts';
import type { FileSystem } from '../../src/evaluate/types.ts';
import type { Step } from './scripts.ts';
import { factsOf } from './sources/facts.ts';
import { parseSource } from './sources/parse.ts';

/** Settings of bundlers and frameworks, in the directory that they work in. Sources: the documentation of each. */
const settings =
  /^((vite|webpack|rollup|next|nuxt|svelte|astro|vue|gatsby|babel|tsup|unbuild|craco|remix|parcel|esbuild|snowpack|quasar|postcss|tailwind)[\w.-]*\.config\.[cm]?[jt]s|webpack[\w.-]*\.[cm]?js|gatsby-(config|node)\.[jt]s|vue\.config\.js|angular\.json|nest-cli\.json|\.babelrc(\.json)?|\.swcrc|\.parcelrc|project\.json)$/;

/** Commands that are told where they write by their command line or by tsconfig.json, which is followed. */
const followed: ReadonlySet<string> = new Set(['tsc', 'vue-tsc', 'esbuild']);

/** A text of a build's command line or settings that leads out of the directory; undefined where none does. */
export function leadsOutside(
  { words, directory }: Step,
  root: string,
  files: FileSystem,
): { readonly text: string; readonly place: string } | undefined {
  const name = posix.basename(words[0] ?? '');
  if (followed.has(name)) return undefined;
  const given = words.slice(1).flatMap((word) => (word.startsWith('-') ? word.split('=').slice(1) : [word]));
  const ofLine = given.find((text) => isOutside(text, directory, root));
  if (ofLine !== undefined) return { text: ofLine, place: words.join(' ') };
  for (const { name: file, kind } of files.list(directory).names) {
    if (kind === 'directory' || !settings.test(file)) continue;
    const found = textsIn(posix.join(directory, file), files).find((text) =>
      isOutside(text, directory, root),
    );
    if (found !== undefined) return { text: found, place: file };
  }
  return undefined;
}

function textsIn(path: string, files: FileSystem): readonly string[] {
  const text = files.read(path);
  if (text === undefined) return [];
  // JSON with comments is an expression of JavaScript.
  const isData = !/\.[cm]?[jt]s$/.test(path);
  const tree = isData ? parseSource(`${path}.js`, `(${text})`) : parseSource(path, text);
  return tree === undefined ? ['..'] : factsOf(tree).texts;
}

/** A relative way out, or a directory at the top of the file system that the project does not lie in. */
function isOutside(text: string, directory: string, root: string): boolean {
  if (/^\.\.(\/|$)/.test(text)) return !isInside(posix.resolve(directory, text), root);
  return (
    /^\/(usr|var|srv|opt|home|tmp|mnt|data|www|public_html)\//.test(text) &&
    !isInside(posix.normalize(text), root)
  );
}
