/** Tiltfiles: the images that Tilt builds, and what it does to containers of them (docs.tilt.dev/api, `docker_build`, "Live Update"). */
import { nameOf, parentOf } from '../files/tree.ts';
import { findCommands, joinPath } from './commands.ts';
import { said, type Finding, type SourceFile } from './findings.ts';
import { callsIn, fieldOf, textIn, wordsIn, type Call, type Literal } from './source-calls.ts';

/** The images that a Tiltfile builds. */
export function findInTiltfile(source: SourceFile): readonly Finding[] {
  return callsIn(source.text, 'python').flatMap((call) => {
    const name = call.name.slice(call.name.lastIndexOf('.') + 1);
    if (/^docker_build(?:_with_restart|_sub)?$/.test(name)) return findBuild(call, source);
    if (!['local', 'local_resource', 'custom_build', 'custom_build_with_restart'].includes(name)) return [];
    return commandTexts(call).flatMap((text) =>
      findCommands({
        text: text.replaceAll('$EXPECTED_REF', textIn(call.arguments[0]?.value) ?? '$EXPECTED_REF'),
        path: source.path,
        line: call.line,
        kind: 'script',
        name: nameOf(source.path),
        directories: [parentOf(source.path)],
      }),
    );
  });
}

function commandTexts(call: Call): readonly string[] {
  return call.arguments.flatMap(({ value }) => textIn(value) ?? wordsIn(value)?.join(' ') ?? []);
}

function findBuild(call: Call, { path }: SourceFile): readonly Finding[] {
  const positional = call.arguments.filter(({ name }) => name === undefined);
  const field = (...names: readonly string[]): Literal | undefined => fieldOf(call.arguments, ...names);
  const image = textIn(field('ref') ?? positional[0]?.value);
  const written = textIn(field('context') ?? positional[1]?.value) ?? '.';
  const context = joinPath(parentOf(path), written);
  const file = textIn(field('dockerfile'));
  if (context === undefined || field('dockerfile_contents') !== undefined) return [];
  // `dockerfile` is told from the Tiltfile, the default lies in the context.
  const dockerfile = file === undefined ? joinPath(context, 'Dockerfile') : joinPath(parentOf(path), file);
  const updated = field('live_update');
  const changes = updated !== undefined && !(updated.kind === 'list' && updated.items.length === 0);
  const entrypoint = field('entrypoint');
  return [
    {
      kind: 'build',
      dockerfiles: dockerfile === undefined ? [] : [dockerfile],
      context,
      names: image === undefined ? [] : [{ by: 'image', text: image }],
      consumer: {
        kind: 'tilt',
        path,
        line: call.line,
        name: image ?? nameOf(path),
        ...said('target', textIn(field('target'))),
        ...said('entrypoint', textIn(entrypoint) ?? wordsIn(entrypoint)),
        ...said(
          'rebuilds',
          changes ? 'live_update changes what lies in running containers and builds there again' : undefined,
        ),
      },
    },
  ];
}

/** The name that Tilt looks for, and what such files load. */
export function isTiltfile(path: string): boolean {
  return /^Tiltfile$|\.tiltfile$/i.test(nameOf(path));
}
