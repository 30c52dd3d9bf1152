/** Files that scripts write while the container runs, for what is started or sourced of them afterwards. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import type { Evidence } from '../../rule/types.ts';
import type { ScriptCommand, ScriptFile } from '../../shell/script-facts.ts';
import { OPEN_PART } from '../../shell/expand-words.ts';
import { pathIn } from '../../shell/script-files.ts';
import type { Value } from '../../shell/types.ts';
import { needed, scriptNotRead, scriptUncertain, shellNeeded } from './findings.ts';
import type { WrittenFiles } from './place.ts';
import type { Findings } from './types.ts';

/** What a script and its commands write, beside what was written before. */
export function writtenBy(
  files: readonly ScriptFile[],
  commands: readonly ScriptCommand[],
  from: Value,
  before: WrittenFiles | undefined,
  stage: Stage,
): WrittenFiles | undefined {
  const written = new Map<string, (string | undefined)[]>(
    Object.entries(before ?? {}).map(([path, texts]) => [path, [...texts]]),
  );
  const place = (path: Value): string | undefined =>
    path.text === undefined ? undefined : posix.resolve(stage.state.workdir.text ?? '/', path.text);
  for (const { use, path, content } of files) {
    const at = use === 'write' ? place(pathIn(from, path)) : undefined;
    if (at === undefined || at === '/dev/null') continue;
    const { value, adds = false } = content ?? {};
    const text = value?.text ?? value?.template;
    const there = written.get(at) ?? (adds ? [''] : []);
    written.set(at, adds ? there.map((one) => joined(one, text)) : [...there, text]);
  }
  for (const { words, directory } of commands) {
    const copied = copiedBy(words);
    const at = copied === undefined ? undefined : place(pathIn(directory, copied.to));
    if (copied === undefined || at === undefined) continue;
    const source = copied.from === undefined ? undefined : place(pathIn(directory, copied.from));
    const text = source === undefined ? undefined : stage.files.read(source);
    written.set(at, [...(written.get(at) ?? []), text]);
    if (source !== undefined) written.set(posix.join(at, posix.basename(source)), [text]);
  }
  return written.size === 0 ? undefined : Object.fromEntries(written);
}

/** Of what a script writes, what depends on values that others may give. */
export function writtenInPart(
  files: readonly ScriptFile[],
  from: Value,
  stage: Stage,
): WrittenFiles | undefined {
  const written = Object.entries(writtenBy(files, [], from, undefined, stage) ?? {}).flatMap(
    ([path, texts]) => {
      const open = texts.filter((text) => text?.includes(OPEN_PART));
      return open.length === 0 ? [] : [[path, open] as const];
    },
  );
  return written.length === 0 ? undefined : Object.fromEntries(written);
}

/** What may lie at a path for one reason or the other. */
export function either(
  one: WrittenFiles | undefined,
  other: WrittenFiles | undefined,
): WrittenFiles | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const both = Object.entries(other).map(([path, texts]) => [path, [...(one[path] ?? []), ...texts]]);
  return { ...one, ...Object.fromEntries(both) };
}

function joined(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

/** Options that name the file which is written. Source: curl(1), wget(1). */
const output: ReadonlyMap<string, RegExp> = new Map([
  ['curl', /^(?:-[a-zA-Z]*o|--output)$/],
  ['wget', /^(?:-[a-zA-Z]*O|--output-document)$/],
]);

/** Where a command puts a file, and what it takes for it. */
function copiedBy(words: readonly Value[]): { readonly from?: Value; readonly to: Value } | undefined {
  const [name, ...given] = words;
  const base = posix.basename(name?.text ?? '');
  if (['cp', 'mv', 'install', 'ln'].includes(base)) {
    const operands = given.filter(({ text }) => text?.startsWith('-') !== true);
    const [from, to] = operands.slice(-2);
    return from === undefined || to === undefined ? undefined : { from, to };
  }
  const option = output.get(base);
  const at = option === undefined ? -1 : given.findIndex(({ text }) => option.test(text ?? ''));
  const to = at < 0 ? undefined : given[at + 1];
  return to === undefined ? undefined : { to };
}

/** What is started or sourced, and was written by a command that does not tell its text. */
export function notKnownFindings(path: string, evidence: Evidence | undefined): Findings {
  const because = `${path}, which a script writes, is started`;
  const message = `${path}, which is written while the container runs, calls and reads nothing that only the original image has`;
  return [
    shellNeeded('/bin/sh', because, evidence),
    needed({ kind: 'ordinary-commands', because, evidence }),
    scriptUncertain,
    scriptNotRead(message, evidence),
  ];
}
