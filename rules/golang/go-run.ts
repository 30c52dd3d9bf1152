/** `go run` at container start, and the `go build` that makes the same program. Source: `go help run`; cmd/go, run.go. */
import { posix } from 'node:path';
import type { Evidence } from '../../src/rule/types.ts';
import { freePath } from '../../src/toolchain/free-path.ts';
import type { Compiles, Refusal, Scene } from '../../src/toolchain/toolchain.ts';
import { goCall, goSetting } from './commands/flags.ts';
import { programName, programNameOfFiles } from './sources/knowledge/naming.ts';
import { parseModFile } from './sources/loading/modfile.ts';

/** Flags that make something else of it than building and starting, or that building doesn't have. */
const ofRunning: readonly string[] = ['exec', 'n', 'C', 'o', 'c'];

/** What `go run` compiles and starts; undefined where `go build` doesn't certainly make the same program. */
export function goRun(
  words: readonly string[],
  { stage }: Scene,
  evidence: Evidence | undefined,
  refusal: Refusal,
): Compiles | undefined {
  const { env, workdir } = stage.state;
  const directory = workdir.text;
  const goflags = goSetting('GOFLAGS', { env }, stage.files.read);
  const call = goCall(
    words.map((text) => ({ text })),
    goflags,
  );
  if (directory === undefined || call.unknownFlags || ofRunning.some((flag) => call.flags.has(flag)))
    return undefined;
  const given = call.arguments.map(({ text = '' }) => text);
  const named = packageOf(given);
  const place = named === undefined ? undefined : placeOf(named, directory);
  const name = named === undefined ? undefined : nameOf(named, directory, stage);
  const path = name === undefined ? undefined : freePath(name, stage);
  if (named === undefined || path === undefined) return undefined;
  const replaced = words.length - given.length + named.length;
  const flags = words.slice(2, words.length - given.length);
  return {
    kind: 'compiles',
    built: [['go', 'build', '-o', path, ...flags, ...named]],
    replaced,
    by: [path],
    sources: [...new Set([directory, ...(place === undefined ? [] : [place])])],
    assumption: {
      code: 'go-run-replaced',
      message:
        'the program is built once, with the image: what a container is given or mounts is no part of it, it gets ' +
        'signals itself, and it ends with its own exit code (go run: with 1 for each that is not 0)',
      evidence,
    },
    refusal,
  };
}

/** Files, or one package: the arguments of the program follow. */
function packageOf(given: readonly string[]): readonly string[] | undefined {
  const others = given.findIndex((word) => !word.endsWith('.go'));
  const files = others < 0 ? given : given.slice(0, others);
  if (files.some((file) => file.endsWith('_test.go') || /[*?[]/.test(file))) return undefined;
  if (files.length > 0) return files;
  const [name] = given;
  // A pattern may be several packages, and a version is none that `go build` knows.
  return name === undefined || name === '' || /\.\.\.|@/.test(name) ? undefined : [name];
}

/** The directory of what is named, if it is a path. */
function placeOf([first = '']: readonly string[], directory: string): string | undefined {
  if (first.endsWith('.go')) return posix.resolve(directory, posix.dirname(first));
  return /^\.{0,2}(\/|$)/.test(first) ? posix.resolve(directory, first) : undefined;
}

/** What `go run` calls the program, which may tell of itself by that name. */
function nameOf(named: readonly string[], directory: string, { files }: Scene['stage']): string | undefined {
  const place = placeOf(named, directory);
  if (named[0]?.endsWith('.go') === true) return programNameOfFiles(named);
  if (place === undefined) return programName(named[0] ?? '') || undefined;
  const { module } = parseModFile(files.read(posix.join(place, 'go.mod')) ?? '');
  return programName(module ?? place) || undefined;
}
