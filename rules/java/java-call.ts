/** Command lines of `java`. Source: java(1), "Overview of Java Options"; Oracle, "Setting the Class Path". */
import { posix } from 'node:path';

export type Launched =
  | { readonly kind: 'jar'; readonly file: string }
  /** Of a class path or a module path: `undefined` where the command line gives none. */
  | { readonly kind: 'class'; readonly name: string; readonly path: string | undefined }
  /** `java Main.java`: compiled in memory. */
  | { readonly kind: 'source'; readonly file: string }
  | { readonly kind: 'asks' }
  | { readonly kind: 'unknown'; readonly why: string };

export interface JavaCall {
  readonly launched: Launched;
  /** Options, each with its value in one word. */
  readonly options: readonly string[];
  /** Files of agents: `-javaagent:FILE`, `-agentpath:FILE`. */
  readonly agents: readonly string[];
  /** What the program is given. */
  readonly arguments: readonly string[];
}

const valued: ReadonlySet<string> = new Set(
  '-cp -classpath --class-path -p --module-path --upgrade-module-path --add-modules --limit-modules --add-exports --add-opens --add-reads --patch-module --enable-native-access --describe-module -d --source'.split(
    ' ',
  ),
);

/** @param words as they are known: an empty one is open. */
export function javaCall(words: readonly string[]): JavaCall {
  const options: string[] = [];
  let path: string | undefined;
  const call = (launched: Launched, rest: readonly string[] = []): JavaCall => ({
    launched,
    options,
    agents: agentsOf(options),
    arguments: rest,
  });
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    const next = words[index + 1];
    if (word.startsWith('@'))
      return call({ kind: 'unknown', why: `its options stand in the file ${word.slice(1)}` });
    if (word === '-jar') {
      return call(
        next === undefined ? { kind: 'unknown', why: '-jar names no file' } : { kind: 'jar', file: next },
        words.slice(index + 2),
      );
    }
    if (word === '-m' || word === '--module' || word.startsWith('--module=')) {
      return call(
        {
          kind: 'class',
          name: word.includes('=') ? word.slice('--module='.length) : (next ?? ''),
          path: path ?? '.',
        },
        words.slice(index + 2),
      );
    }
    // An open word in front of what is started stands for options: `$JAVA_OPTS`.
    if (word === '') continue;
    if (!word.startsWith('-')) {
      return call(
        word.endsWith('.java') ? { kind: 'source', file: word } : { kind: 'class', name: word, path },
        words.slice(index + 1),
      );
    }
    const [option = '', value] = word.startsWith('--') ? splitOption(word) : [word, undefined];
    const given = valued.has(option) && value === undefined ? words[(index += 1)] : value;
    options.push(given === undefined ? option : `${option}=${given}`);
    if (['-cp', '-classpath', '--class-path'].includes(option)) path = given;
    if (option === '-p' || option === '--module-path')
      path = [path, given].filter((part) => part !== undefined).join(':');
  }
  const asks =
    options.length > 0 &&
    options.every((one) => /^-{1,2}(version|showversion|help|fullversion|list-modules|h|\?|X)$/.test(one));
  return call(asks ? { kind: 'asks' } : { kind: 'unknown', why: 'it names neither a jar nor a class' });
}

function splitOption(word: string): readonly [string, string | undefined] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

/** Source: java.lang.instrument, "Command-Line Interface"; JVM Tool Interface, "Agent Command Line Options". */
export function agentsOf(options: readonly string[]): readonly string[] {
  return options.flatMap((option) => {
    const found = /^-(?:javaagent|agentpath):([^=]+)/.exec(option)?.[1];
    return found === undefined ? [] : [found];
  });
}

/** What a class path names: files, directories, and directories of which all jars are meant (`lib/*`). */
export function entriesOf(
  path: string,
  workdir: string,
): readonly { readonly path: string; readonly directory: boolean }[] {
  return path
    .split(':')
    .map((part) => (part === '' ? '.' : part))
    .map((part) => {
      const jars = part === '*' || part.endsWith('/*');
      const place = posix.resolve(workdir, jars ? part.slice(0, -1) : part);
      return { path: place, directory: jars || !/\.(jar|zip|war)$/i.test(part) };
    });
}
