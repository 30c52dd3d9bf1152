/**
 * References whose own name is in a variable or an expression (`$CI_REGISTRY_IMAGE`, `ghcr.io/${{ github.repository }}`): two
 * that are written the same way in a file are one image.
 */
import { unknownValue } from '../makefile/types.ts';
import { said, type ImageName } from './findings.ts';

/** An image by its reference as written in a CI file. */
export function writtenImage(raw: string, path: string): ImageName & { readonly by: 'image' } {
  const text = raw.replaceAll(/\$\{\{.*?\}\}|\$\{\w+\}|\$\w+/g, unknownValue);
  return { by: 'image', text, ...said('written', text === raw ? undefined : writtenName(raw, path)) };
}

/** `${{ … }}` of GitHub as a variable of the shell that has a name of its own. */
export function expressionsAsVariables(text: string): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, inside: string) => {
    const name = inside.replace(/^env\./, '').replaceAll(/\W+/g, '_');
    return `\${${/^\d/.test(name) || name === '' ? '_' : ''}${name}}`;
  });
}

/**
 * The reference without its tag, each variable in the same form; undefined where it isn't variables and plain text. What the CI
 * sets is the same in all files, another variable in one.
 */
export function writtenName(raw: string, path: string): string | undefined {
  const plain = expressionsAsVariables(raw.replaceAll(/["']/g, '')).replaceAll(
    /\$\{(\w+)(?::?[-=?+][^{}]*)?\}/g,
    '$$$1',
  );
  const slash = plain.lastIndexOf('/');
  const name = plain.slice(0, slash + 1) + (plain.slice(slash + 1).split(/[:@]/)[0] ?? '');
  if (!/^(?:[\w./:-]|\$[A-Za-z_]\w*)+$/.test(name)) return undefined;
  const variables = [...name.matchAll(/\$(\w+)/g)].map(([, variable = '']) => variable);
  if (variables.length === 0) return undefined;
  return variables.every((variable) => ofTheCi.test(variable)) ? name : `${path}:${name}`;
}

/** Variables that a CI sets by itself (each one's documentation, "Predefined variables"). */
const ofTheCi = /^(?:CI|GITHUB|github|BITBUCKET|CIRCLE|BUILDKITE|DRONE|TRAVIS)_/;
