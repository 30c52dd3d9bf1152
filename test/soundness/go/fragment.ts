/** Pieces of Go source that know which packages they mention, so that a file's imports follow from its parts. */

export interface Import {
  readonly path: string;
  /** `.`, or another name than the package's own. */
  readonly as?: string;
}

export interface Fragment {
  readonly text: string;
  readonly imports: readonly Import[];
}

/** Go source with pieces put in. */
export function go(strings: TemplateStringsArray, ...parts: readonly (Fragment | string)[]): Fragment {
  return {
    text: strings.map((text, index) => `${text}${textOf(parts[index] ?? '')}`).join(''),
    imports: parts.flatMap((part) => (typeof part === 'string' ? [] : part.imports)),
  };
}

const textOf = (part: Fragment | string): string => (typeof part === 'string' ? part : part.text);

export const nothing: Fragment = { text: '', imports: [] };

export function joined(parts: readonly Fragment[], between: string): Fragment {
  return {
    text: parts.map(({ text }) => text).join(between),
    imports: parts.flatMap(({ imports }) => imports),
  };
}

/** A package by its import path; the piece is its name. */
export function imported(path: string, as?: string): Fragment {
  const name = as ?? path.split('/').at(-1) ?? path;
  return { text: name, imports: [as === undefined ? { path } : { path, as }] };
}

/** A string literal. */
export const quoted = (text: string): Fragment => ({ text: JSON.stringify(text), imports: [] });

/** A file: what it declares, and where the packages of the program lie. */
export function sourceFile(
  packageName: string,
  declarations: readonly Fragment[],
  placeOf: (path: string) => string,
  constraint?: string,
): string {
  const imports = [
    ...new Set(
      declarations
        .flatMap((declaration) => declaration.imports)
        .map(({ path, as }) => `\t${as === undefined ? '' : `${as} `}${JSON.stringify(placeOf(path))}`),
    ),
  ].sort();
  return [
    ...(constraint === undefined ? [] : [`//go:build ${constraint}\n`]),
    `package ${packageName}\n`,
    ...(imports.length === 0 ? [] : [`import (\n${imports.join('\n')}\n)\n`]),
    ...declarations.map(({ text }) => `${text}\n`),
  ].join('\n');
}
