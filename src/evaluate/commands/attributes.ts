/** Modes, owners and other attributes of files that are there. */
import { defineOptions, parseOptions } from '../../shell/options.ts';
import { isInputOfXargs } from '../../shell/wrappers.ts';
import { changedMode, modeOf } from '../files/mode.ts';
import { unknownOwner } from '../owner.ts';
import type { CommandModel, CommandRun, Effect, Value, World } from '../types.ts';
import { namedBy, pathOf, regionOf } from './paths.ts';
import { searchInto } from './searches.ts';

const chmodOptions = defineOptions(`R|recursive v|verbose c|changes f|silent|quiet reference= preserve-root
  no-preserve-root`);

/** `-x`, `-rwx`: a mode that looks like options (POSIX XCU chmod, under "mode"). */
function isSymbolicMode(word: Value): boolean {
  return /^-[rwxXst]+$/.test(word.text ?? '') || /^-[rwxXstugo,=+-]+[=+-]/.test(word.text ?? '');
}

const chmod: CommandModel = (run, world) => {
  const given = run.words.slice(1);
  const dashed = given.find(isSymbolicMode);
  const options = parseOptions(
    given.filter((word) => word !== dashed),
    chmodOptions,
  );
  if (options === undefined) return undefined;
  // With --reference the mode is that of another file, and all operands are files.
  const reference = options.has('reference') ? [{ text: 'unknown' }] : [];
  const first = dashed === undefined ? reference : [dashed];
  const [mode, ...files] = [...first, ...options.operands];
  if (mode === undefined) return undefined;
  const text = mode.text ?? 'unknown';
  const recursive = options.has('R');
  // `+x` and 755 leave directories as they are made, and files go along as they are: it is all one which these are.
  const matters = changedMode({ kind: 'directory' }, text) !== modeOf({ kind: 'directory' });
  return files.flatMap((file) =>
    changed(file, run, world, ({ path, known, all }) =>
      known || matters ? [{ kind: 'mode', path, mode: known ? text : 'unknown', recursive, ...all }] : [],
    ),
  );
};

/** Where something changes. */
interface Place {
  readonly path: string;
  /** It certainly does. */
  readonly known: boolean;
  /** And all below it, of this kind. */
  readonly all?: { readonly recursive: true; readonly of?: 'file' | 'directory' };
}

/** What changes of the files that a word names: where they aren't known, perhaps of all that it may name. */
function changed(
  file: Value,
  run: CommandRun,
  world: World,
  change: (place: Place) => readonly Effect[],
): readonly Effect[] {
  if (isInputOfXargs(file)) {
    const { roots, of, all } = searchInto(run);
    const whole = all && file.prefix === undefined;
    const kind = whole && of !== undefined ? { of } : {};
    return roots.flatMap((root) => {
      const known = whole && root.text !== undefined;
      return change({ path: regionOf(root, run), known, all: { recursive: true, ...kind } });
    });
  }
  const { paths, complete } = namedBy(file, run, world);
  // A pattern that may match more does so among files that no step is known to have made.
  const open = !complete && file.text === undefined;
  return [
    ...paths.flatMap((path) => change({ path, known: true })),
    ...(open ? change({ path: regionOf(file, run), known: false, all: { recursive: true } }) : []),
  ];
}

const chownOptions =
  defineOptions(`R|recursive v|verbose c|changes f|silent|quiet h|no-dereference dereference
  from= reference= H L P preserve-root no-preserve-root`);

/** The owner as chown writes it; chgrp's is `:group`. */
const owning =
  (written: (text: string) => string, unknown: string): CommandModel =>
  (run, world) => {
    const options = parseOptions(run.words.slice(1), chownOptions);
    if (options === undefined) return undefined;
    // With --reference it is that of another file, and all operands are files.
    const byReference = options.has('reference');
    const files = byReference ? options.operands : options.operands.slice(1);
    // `--from` changes only what belongs to somebody else.
    const text = byReference || options.has('from') ? undefined : options.operands[0]?.text;
    const owner = text === undefined ? unknown : written(text);
    const recursive = options.has('R');
    return files.flatMap((file) =>
      changed(file, run, world, ({ path, known, all }) => [
        { kind: 'owner', path, owner: known ? owner : unknown, recursive, ...all },
      ]),
    );
  };

const setcapOptions = defineOptions('q v r n= h');

/** `setcap capabilities file [capabilities file]…`; `-r file` takes them away (setcap(8)). */
const setcap: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), setcapOptions);
  if (options === undefined) return undefined;
  if (options.has('v') || options.has('r')) return [];
  const files = options.operands.filter((_, index) => index % 2 === 1);
  if (files.some((file) => pathOf(file, run) === undefined)) return undefined;
  return files.flatMap((file) =>
    namedBy(file, run, world).paths.map((path): Effect => ({ kind: 'capability', path })),
  );
};

const stripOptions = defineOptions(`s|strip-all g|S|d|strip-debug strip-dwo strip-unneeded K|keep-symbol=
  N|strip-symbol= o= p|preserve-dates D|enable-deterministic-archives U R|remove-section= x|discard-all
  X|discard-locals v|verbose w|wildcard F|target= I|input-target= O|output-target= only-keep-debug keep-file-symbols
  M|merge-notes no-merge-notes keep-section= info`);

/** UPX 4. */
const upxOptions =
  defineOptions(`1 2 3 4 5 6 7 8 9 d t l f|force k|backup o= q v L h brute ultra-brute best lzma
  no-lzma all-methods all-filters no-backup overlay= no-color color no-progress`);

/** In place the program stays what it was, only smaller; `-o` makes another file of it. */
const shrinking =
  (table: ReturnType<typeof defineOptions>): CommandModel =>
  (run) => {
    const options = parseOptions(run.words.slice(1), table);
    if (options === undefined) return undefined;
    const output = options.value('o');
    if (output === undefined) return [];
    const [file] = options.operands;
    const from = file && pathOf(file, run);
    const to = pathOf(output, run);
    return from === undefined || to === undefined ? undefined : [{ kind: 'copy', from, to, move: false }];
  };

export const attributeCommands: ReadonlyMap<string, CommandModel> = new Map([
  ['chmod', chmod],
  ['chown', owning((text) => text, unknownOwner)],
  ['chgrp', owning((text) => `:${text}`, ':?')],
  ['setcap', setcap],
  ['strip', shrinking(stripOptions)],
  ['upx', shrinking(upxOptions)],
]);
