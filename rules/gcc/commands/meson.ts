/** Calls of Meson. Source: the Meson manual, "Command-line commands". */
import { pathOf } from '../../../src/evaluate/commands/paths.ts';
import type { CommandRun, Value } from '../../../src/evaluate/types.ts';
import { builtInOptions } from '../meson/knowledge.ts';
import type { MesonCall } from '../meson/types.ts';

type Call =
  | { readonly kind: 'setup'; readonly call: MesonCall }
  | { readonly kind: 'compile'; readonly directory: string; readonly goals: readonly string[] }
  | { readonly kind: 'install'; readonly directory: string; readonly destination: string | undefined };

export function mesonCall(run: CommandRun): Call | undefined {
  const [command, ...rest] = run.words.slice(1);
  switch (command?.text) {
    case 'setup':
      return setupCall(rest, run);
    case 'compile': {
      const directory = directoryGiven(rest, run);
      const goals = rest.filter(
        (word, index) => !isOption(word) && !takesValue.has(rest[index - 1]?.text ?? ''),
      );
      if (directory === undefined || goals.some(({ text }) => text === undefined)) return undefined;
      return { kind: 'compile', directory, goals: goals.map(({ text }) => text ?? '') };
    }
    case 'install': {
      const directory = directoryGiven(rest, run);
      const at = rest.findIndex(({ text }) => text === '--destdir');
      const attached = rest.find(({ text }) => text?.startsWith('--destdir=') === true)?.text;
      const destination = at < 0 ? attached?.slice('--destdir='.length) : rest[at + 1]?.text;
      if (directory === undefined || (at >= 0 && destination === undefined)) return undefined;
      // Only what bears a tag, or belongs to the project itself, is installed then.
      if (rest.some(({ text }) => /^--(tags|skip-subprojects)/.test(text ?? '--tags'))) return undefined;
      return { kind: 'install', directory, destination };
    }
    case 'test':
    case 'introspect':
    case 'configure':
    case 'dist':
    case 'init':
    case 'wrap':
    case 'subprojects':
    case 'rewrite':
    case 'devenv':
    case 'env2mfile':
    case '--version':
    case 'help':
    case '--help':
      return undefined;
    // `meson build`: the old way to write `meson setup build`.
    default:
      return command === undefined ? undefined : setupCall([command, ...rest], run);
  }
}

const takesValue: ReadonlySet<string> = new Set([
  '-C',
  '-j',
  '--jobs',
  '-l',
  '--load-average',
  '--ninja-args',
  '-D',
  '--backend',
  '--native-file',
  '--destdir',
]);

function isOption({ text, prefix }: Value): boolean {
  return (text ?? prefix ?? '').startsWith('-');
}

function directoryGiven(words: readonly Value[], run: CommandRun): string | undefined {
  const at = words.findIndex(({ text }) => text === '-C');
  return pathOf(at < 0 ? { text: '.' } : (words[at + 1] ?? { text: undefined }), run);
}

function setupCall(words: readonly Value[], run: CommandRun): Call | undefined {
  const options = new Map<string, string>();
  const places: Value[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? { text: undefined };
    const text = word.text ?? word.prefix ?? '';
    const long = /^--([\w-]+)(?:=(.*))?$/s.exec(text);
    const name = long?.[1]?.replaceAll('-', '_') ?? '';
    if (text.startsWith('--cross-file')) return undefined;
    if (word.text === undefined) {
      if (!/^-D\w/.test(text)) return undefined;
      // Which value an option has isn't known: neither is its default.
      const option = text.slice(2).split('=')[0] ?? '';
      if (option in builtInOptions) return undefined;
      options.set(option, '\uFFFC');
    } else if (text === '-D' || text.startsWith('-D')) {
      const definition = text === '-D' ? (words[(index += 1)]?.text ?? '') : text.slice(2);
      const equals = definition.indexOf('=');
      if (equals > 0) options.set(definition.slice(0, equals), definition.slice(equals + 1));
    } else if (long !== null && name in builtInOptions) {
      const value = long[2] ?? (['strip', 'werror'].includes(name) ? 'true' : words[(index += 1)]?.text);
      if (value === undefined) return undefined;
      options.set(name, value);
    } else if (takesValue.has(text)) index += 1;
    else if (!text.startsWith('-')) places.push(word);
  }
  const [first, second] = places.map((place) => pathOf(place, run));
  const here = run.workdir.text;
  // With one place it is the one to build in, and the sources lie where it is called.
  if (first === undefined || here === undefined || places.length > 2) return undefined;
  const flags = new Map(
    ['CPPFLAGS', 'CFLAGS', 'CXXFLAGS', 'LDFLAGS'].flatMap((name) => {
      const value = run.env.get(name);
      return value === undefined ? [] : [[name, value.text] as const];
    }),
  );
  const source = places.length > 1 ? second : here;
  if (source === undefined) return undefined;
  return { kind: 'setup', call: { source, build: first, options, flags } };
}
