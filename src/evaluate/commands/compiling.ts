/** Commands that turn files into others, and write nothing but these. */
import { defineOptions, parseOptions } from '../../shell/options.ts';
import type { CommandModel, CommandRun, Effect, Value } from '../types.ts';
import { opaque, opaqueAt, pathOf } from './paths.ts';

function written(value: Value, run: CommandRun): Effect {
  const path = pathOf(value, run);
  return path === undefined ? opaqueAt(value, run) : { kind: 'write', path, entry: 'unknown' };
}

function beside(run: CommandRun, why: string): Effect {
  return opaque(run.workdir.text ?? '/', why);
}

/**
 * gcc(1), clang(1): `-o FILE`, also joined; without it `a.out`, or objects named after the sources, in the working
 * directory. What `-MF`, `-save-temps` and the like write lies beside these.
 */
const compiler: CommandModel = (run) => {
  const outputs = run.words.flatMap((word, index): readonly Value[] => {
    if (run.words[index - 1]?.text === '-o') return [word];
    return word.text?.startsWith('-o') === true && word.text.length > 2 ? [{ text: word.text.slice(2) }] : [];
  });
  return outputs.length === 0
    ? [beside(run, 'a compiler writes its output there')]
    : outputs.map((output) => written(output, run));
};

/** protoc(1): `--go_out=DIR`, `--go_out=OPTIONS:DIR`, `--descriptor_set_out=FILE`. */
const protoc: CommandModel = (run) => {
  const outputs = run.words.flatMap((word, index): readonly Value[] => {
    const text = word.text ?? word.prefix ?? '';
    const match = /^--\w+_out(?:=(.*))?$/s.exec(text);
    if (match === null) return [];
    const value = match[1];
    if (value === undefined) return run.words.slice(index + 1, index + 2);
    if (word.text === undefined)
      return [{ text: undefined, ...(word.because === undefined ? {} : { because: word.because }) }];
    return [{ text: value.slice(value.lastIndexOf(':') + 1) }];
  });
  if (outputs.length === 0) return undefined;
  return outputs.map((output) => {
    const path = pathOf(output, run);
    return path === undefined ? opaqueAt(output, run) : opaque(path, 'protoc writes generated sources there');
  });
};

const lineEndOptions = defineOptions(
  'b|keep-bom c|convmode= f|force h|help i|info? k|keepdate l|newline n|newfile o|oldfile q|quiet v|verbose',
);

/** dos2unix(1): the files it is given, with the line ends of Unix. */
const dos2unix: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), lineEndOptions);
  if (options === undefined || options.has('n')) return undefined;
  return options.operands.map((operand): Effect => {
    const path = pathOf(operand, run);
    if (path === undefined) return opaqueAt(operand, run);
    const found = world.files.lookup(path);
    const mode = found.status === 'present' ? found.entry.mode : undefined;
    const content = world.files.read(path)?.replaceAll('\r\n', '\n');
    return { kind: 'write', path, entry: 'file', content, ...(mode === undefined ? {} : { mode }) };
  });
};

export const compilingCommands: ReadonlyMap<string, CommandModel> = new Map([
  ...['cc', 'gcc', 'c++', 'g++', 'clang', 'clang++', 'tcc'].map((name) => [name, compiler] as const),
  ['protoc', protoc],
  ['dos2unix', dos2unix],
  ['fromdos', dos2unix],
]);
