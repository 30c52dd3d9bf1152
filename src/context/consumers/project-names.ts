/** What a project is called, by its own files: by that name its image is known elsewhere, where nothing here gives it one. */
import { parse } from '../../dockerfile/index.ts';
import { officialImages } from '../../image/official-images.ts';
import { childOf, nameOf } from '../files/tree.ts';
import type { ContextFiles } from '../files/types.ts';
import { at, textOf } from './nodes.ts';
import { readToml } from './toml.ts';
import { readJson } from './yaml.ts';

/** The name that a file at the top of a context gives its project, by the form that the file has. */
const forms: readonly (readonly [RegExp, (text: string) => string | undefined])[] = [
  // Go Modules Reference, "Module paths": a major version at the end is no name.
  [/\.mod$/, (text) => /^module\s+"?([^\s"]+)/m.exec(text)?.[1]?.replace(/\/v\d+$/, '')],
  [/^package\.json$/, (text) => textOf(at(readJson(text), 'name'))],
  [
    /\.toml$/,
    (text) => ['package', 'project'].map((table) => textOf(at(readToml(text), table, 'name'))).find(Boolean),
  ],
];

/** The names of what is built in a context, and of the program that its Dockerfile starts. */
export function projectNames(view: ContextFiles, context: string, dockerfile: string): ReadonlySet<string> {
  const told = (view.list(context) ?? []).flatMap(({ name, kind }) => {
    const [, nameIn] = forms.find(([pattern]) => pattern.test(name)) ?? [];
    const text = kind === 'file' && nameIn !== undefined ? view.read(childOf(context, name)) : undefined;
    const path = text === undefined ? undefined : nameIn?.(text);
    return path === undefined ? [] : [nameOf(path)];
  });
  const names = [...told, ...startedIn(view.read(dockerfile) ?? '')];
  // A name like that of an image which runs beside others doesn't tell this one from it.
  return new Set(names.filter((name) => name.length > 1 && !officialImages.has(name)));
}

/** The programs that ENTRYPOINT and CMD name in exec form. */
function startedIn(text: string): readonly string[] {
  return parse(text).instructions.flatMap((instruction) => {
    if (instruction.keyword !== 'ENTRYPOINT' && instruction.keyword !== 'CMD') return [];
    const { command } = instruction;
    const [first] = command.form === 'exec' ? command.words : [];
    return first === undefined ? [] : [nameOf(first)];
  });
}
