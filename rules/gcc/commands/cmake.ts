/** Calls of CMake. Source: cmake(1). */
import { pathOf } from '../../../src/evaluate/commands/paths.ts';
import type { CommandRun, Value } from '../../../src/evaluate/types.ts';
import type { Configuration } from '../cmake/types.ts';

/** What a call asks for. */
export type CMakeCall =
  | { readonly kind: 'configure'; readonly configuration: Configuration }
  | { readonly kind: 'build'; readonly directory: string; readonly targets: readonly string[] }
  | { readonly kind: 'install'; readonly directory: string; readonly prefix: string | undefined };

export function cmakeCall(run: CommandRun): CMakeCall | undefined {
  const words = run.words.slice(1);
  const [first, second] = words;
  const text = first?.text;
  if (text === '--build') return buildCall(second, words.slice(2), run);
  if (text === '--install') return installCall(second, words.slice(2), run);
  if (
    text === undefined ||
    ['-E', '-P', '--version', '--help', '-N', '--preset', '--open', '--find-package'].includes(text)
  )
    return undefined;
  return configureCall(words, run);
}

function buildCall(
  place: Value | undefined,
  words: readonly Value[],
  run: CommandRun,
): CMakeCall | undefined {
  const directory = place === undefined ? undefined : pathOf(place, run);
  if (directory === undefined) return undefined;
  const targets: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const text = words[index]?.text;
    if (text === undefined) return undefined;
    if (text === '--') break;
    if (text === '--target' || text === '-t') {
      while (words[index + 1]?.text?.startsWith('-') === false) {
        index += 1;
        targets.push(words[index]?.text ?? '');
      }
    }
  }
  return { kind: 'build', directory, targets };
}

function installCall(
  place: Value | undefined,
  words: readonly Value[],
  run: CommandRun,
): CMakeCall | undefined {
  const directory = place === undefined ? undefined : pathOf(place, run);
  const at = words.findIndex(({ text }) => text === '--prefix');
  const prefix = at < 0 ? undefined : words[at + 1];
  const path = prefix === undefined ? undefined : pathOf(prefix, run);
  if (directory === undefined || (prefix !== undefined && path === undefined)) return undefined;
  return { kind: 'install', directory, prefix: path };
}

function configureCall(words: readonly Value[], run: CommandRun): CMakeCall | undefined {
  let source: Value | undefined;
  let binary: Value | undefined;
  const places: Value[] = [];
  const definitions = new Map<string, string>();
  const define = (text: string | undefined): void => {
    const match = /^(\w+)(?::\w+)?=(.*)$/s.exec(text ?? '');
    if (match?.[1] !== undefined) definitions.set(match[1], match[2] ?? '');
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? { text: undefined };
    const next = words[index + 1];
    const text = word.text ?? word.prefix ?? '';
    if (
      text === '-S' ||
      text === '-B' ||
      text === '-D' ||
      text === '-G' ||
      text === '-U' ||
      text === '-C' ||
      text === '-T' ||
      text === '-A'
    ) {
      index += 1;
      if (text === '-S') source = next;
      if (text === '-B') binary = next;
      if (text === '-D') define(next?.text);
    } else if (text.startsWith('-S')) source = { text: text.slice(2) };
    else if (text.startsWith('-B')) binary = { text: text.slice(2) };
    else if (text.startsWith('-D')) define(word.text?.slice(2));
    else if (text === '--install-prefix') {
      index += 1;
      definitions.set('CMAKE_INSTALL_PREFIX', next?.text ?? '');
    } else if (!text.startsWith('-')) places.push(word);
  }
  const from = pathOf(source ?? places[0] ?? { text: '.' }, run);
  const to = pathOf(binary ?? { text: '.' }, run);
  if (from === undefined || to === undefined) return undefined;
  const environment = new Map([...run.env].map(([name, { text }]) => [name, text]));
  return { kind: 'configure', configuration: { source: from, binary: to, definitions, environment } };
}
