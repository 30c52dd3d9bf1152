/** Archives and compressed files. What is in an archive isn't known; where it is unpacked is. */
import { posix } from 'node:path';
import { isPattern } from '../../shell/glob.ts';
import { defineOptions, parseOptions, type ParsedOptions } from '../../shell/options.ts';
import type { CommandModel, CommandRun, Effect, Value, World } from '../types.ts';
import { fetchedFile, fetchedInput, urlOf } from './fetched.ts';
import { namedBy, opaque, opaqueAt, pathOf } from './paths.ts';

/** GNU tar 1.35, busybox 1.36. */
const tarOptions =
  defineOptions(`c|create x|extract|get t|list r|append u|update A|catenate|concatenate d|diff|compare
  delete f|file= C|directory= z|gzip|gunzip|ungzip j|bzip2 J|xz Z|compress|uncompress a|auto-compress lzma lzip lzop
  zstd I|use-compress-program= v|verbose p|preserve-permissions|same-permissions m|touch o|no-same-owner
  no-same-permissions same-owner numeric-owner k|keep-old-files overwrite skip-old-files keep-newer-files
  U|unlink-first O|to-stdout P|absolute-names h|dereference hard-dereference S|sparse W|verify w|interactive|confirmation
  i|ignore-zeros s|preserve-order X|exclude-from= T|files-from= N|newer|after-date= exclude= exclude-vcs
  exclude-caches wildcards no-wildcards wildcards-match-slash no-wildcards-match-slash anchored no-anchored ignore-case strip-components|strip= transform|xform=
  owner= group= mode= mtime= sort= format= one-top-level? remove-files no-recursion recursion one-file-system warning=
  checkpoint? checkpoint-action= totals? to-command= xattrs no-xattrs acls no-acls selinux no-selinux
  no-overwrite-dir overwrite-dir recursive-unlink delay-directory-restore no-delay-directory-restore null
  record-size= b|blocking-factor= L|tape-length= M|multi-volume V|label= K|starting-file= g|listed-incremental=
  G|incremental no-check-device check-device ignore-failed-read force-local quoting-style= show-transformed-names
  utc full-time B|read-full-records backup? suffix= ignore-command-error no-ignore-command-error`);

/** `tar xzf file`: the old style, where the letters' values follow in order. */
function dashed(words: readonly Value[]): readonly Value[] {
  const [first, ...rest] = words;
  const letters = first?.text;
  if (letters === undefined || letters.startsWith('-') || !/^[A-Za-z]+$/.test(letters)) return words;
  const values = rest.slice();
  const options = [...letters].flatMap((letter): readonly Value[] => {
    const takesValue = tarOptions.byName.get(letter)?.value === 'required';
    const value = takesValue ? values.shift() : undefined;
    return value === undefined ? [{ text: `-${letter}` }] : [{ text: `-${letter}` }, value];
  });
  return [...options, ...values];
}

const tar: CommandModel = (run, world) => {
  const options = parseOptions(dashed(run.words.slice(1)), tarOptions);
  if (options === undefined || options.has('to-command') || options.has('checkpoint-action'))
    return undefined;
  if (options.has('t') || options.has('d')) return [];
  if (options.has('x'))
    return options.has('O') ? [] : extracted(tarTarget(options, run, world), options, run);
  const file = options.value('f');
  if (options.has('remove-files')) return undefined;
  // To standard output, or a compression program reads from it.
  if (file === undefined || file.text === '-') return [];
  const target = namedBy(file, run, world).paths[0];
  return [target === undefined ? opaqueAt(file, run) : { kind: 'write', path: target, entry: 'file' }];
};

interface Unpacking {
  /** Its URL or path. */
  readonly archive: string;
  readonly directory: Value;
  /** The members asked for; undefined: all, or which ones can't be told. */
  readonly members: readonly Value[] | undefined;
  /** Leading components of a member's name that are taken off. */
  readonly strip: number | undefined;
}

function tarTarget(options: ParsedOptions, run: CommandRun, world: World): Unpacking {
  const directory = options.value('C') ?? { text: '.' };
  const renamed = ['transform', 'wildcards', 'T', 'one-top-level', 'no-anchored', 'P'];
  const strip = options.value('strip-components');
  const file = options.value('f');
  return {
    archive: file === undefined || file.text === '-' ? fetchedInput(run) : fetchedFile(file, run, world),
    directory,
    members:
      renamed.some((name) => options.has(name)) || options.operands.length === 0
        ? undefined
        : options.operands,
    strip: strip === undefined ? 0 : /^\d+$/.test(strip.text ?? '') ? Number(strip.text) : undefined,
  };
}

/** Members by name become known paths; anything else is whatever the archive holds. */
function extracted(unpacking: Unpacking, options: ParsedOptions, run: CommandRun): readonly Effect[] {
  const directory = pathOf(unpacking.directory, run);
  if (directory === undefined) return [opaqueAt(unpacking.directory, run)];
  const { archive, members, strip } = unpacking;
  const all: Effect = { kind: 'opaque', under: directory, why: 'an archive is unpacked there', archive };
  if (members === undefined || strip === undefined || options.has('exclude')) return [all];
  const paths = members.map((member) => memberPath(member, strip));
  if (!paths.every((path) => path !== undefined)) return [all];
  return paths.flatMap((path): readonly Effect[] => {
    const to = posix.join(directory, path);
    // A member can be a directory, with anything in it.
    return [
      { kind: 'opaque', under: to, why: 'a member of an archive is unpacked there', archive },
      { kind: 'write', path: to, entry: 'unknown', archive },
    ];
  });
}

function memberPath(member: Value, strip: number): string | undefined {
  const { text } = member;
  if (text === undefined || isPattern(text)) return undefined;
  const components = text.split('/').filter((component) => component !== '');
  // Stripping less or more than a member's depth makes the names of what is in it.
  if (components.includes('..') || components.length <= strip) return undefined;
  return components.slice(strip).join('/');
}

/** Info-ZIP UnZip 6, busybox 1.36. */
const unzipOptions = defineOptions(`d= x o n q j u f l t v p c Z a b C K L M P= V X W : D`);

const unzip: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), unzipOptions);
  if (options === undefined) return undefined;
  if (['l', 't', 'v', 'p', 'c', 'Z'].some((name) => options.has(name))) return [];
  // After -x come the members to leave out.
  const members = options.has('x') ? [] : options.operands.slice(1);
  const named = options.has('j')
    ? members.map((member) => (member.text === undefined ? member : { text: posix.basename(member.text) }))
    : members;
  const [file] = options.operands;
  const unpacking: Unpacking = {
    archive: file === undefined ? '' : fetchedFile(file, run, world),
    directory: options.value('d') ?? { text: '.' },
    members: named.length === 0 ? undefined : named,
    strip: 0,
  };
  return extracted(unpacking, options, run);
};

/** Info-ZIP Zip 3: options are letters, most without a value; the first operand is the archive. */
const zipOptions = defineOptions(
  `r 0 1 2 3 4 5 6 7 8 9 q j y u f d m o v T X D A b= i= x= n= P= s= t= tt= e l g c z`,
);

const zip: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), zipOptions);
  const [archive] = options?.operands ?? [];
  // With -m the files that go into the archive are gone.
  if (archive === undefined || options?.has('m') === true) return undefined;
  if (archive.text === '-') return [];
  const path = pathOf(archive, run);
  if (path === undefined) return [opaqueAt(archive, run)];
  const named = posix.basename(path).includes('.') ? path : `${path}.zip`;
  return [{ kind: 'write', path: named, entry: 'file', content: undefined }];
};

/** gzip 1.13, bzip2 1.0, xz 5, zstd 1.5, busybox 1.36. */
const compressOptions =
  defineOptions(`1 2 3 4 5 6 7 8 9 a|ascii c|stdout|to-stdout d|decompress|uncompress f|force
  k|keep l|list n|no-name N|name q|quiet r|recursive s|small S|suffix= t|test T|threads= v|verbose z|compress
  fast best e|extreme rsyncable rm o= F|format= C|check= ultra long? adapt? no-progress`);

interface Compression {
  readonly suffixes: ReadonlyMap<string, string>;
  /** It unpacks without -d. */
  readonly unpacks: boolean;
  /** The original stays without -k. */
  readonly keeps: boolean;
}

const suffixes = (...pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> =>
  new Map(pairs);
const gzipSuffixes = suffixes(['.gz', ''], ['.tgz', '.tar'], ['.taz', '.tar'], ['.z', ''], ['.Z', '']);
const bzip2Suffixes = suffixes(['.bz2', ''], ['.bz', ''], ['.tbz2', '.tar'], ['.tbz', '.tar']);
const xzSuffixes = suffixes(['.xz', ''], ['.lzma', ''], ['.txz', '.tar'], ['.tlz', '.tar']);
const zstdSuffixes = suffixes(['.zst', ''], ['.tzst', '.tar']);

const compressing =
  ({ suffixes: known, unpacks, keeps }: Compression): CommandModel =>
  (run, world) => {
    const options = parseOptions(run.words.slice(1), compressOptions);
    if (options === undefined || options.has('r') || options.has('S')) return undefined;
    if (options.has('c') || options.has('l') || options.has('t')) return [];
    const unpacking = unpacks ? !options.has('z') : options.has('d');
    const keep = options.has('k') || (keeps && !options.has('rm'));
    const output = options.value('o');
    return options.operands.flatMap((operand): readonly Effect[] => {
      if (operand.text === '-') return [];
      const named = namedBy(operand, run, world);
      const unsure = named.complete ? [] : [opaqueAt(operand, run)];
      return [
        ...unsure,
        ...named.paths.flatMap((from): readonly Effect[] => {
          const to = output === undefined ? resultName(from, known, unpacking) : pathOf(output, run);
          if (to === undefined)
            return [opaque(posix.dirname(from), 'the name of a file it writes is not known')];
          const origin = unpacking ? urlOf(from, world) : undefined;
          const written: Effect = {
            kind: 'write',
            path: to,
            entry: 'file',
            ...(origin === undefined ? {} : { download: origin }),
          };
          return keep ? [written] : [written, { kind: 'remove', path: from }];
        }),
      ];
    });
  };

function resultName(
  path: string,
  known: ReadonlyMap<string, string>,
  unpacking: boolean,
): string | undefined {
  if (!unpacking) return path + ([...known.keys()][0] ?? '');
  const found = [...known].find(([suffix]) => path.endsWith(suffix));
  return found && path.slice(0, -found[0].length) + found[1];
}

export const archiveCommands: ReadonlyMap<string, CommandModel> = new Map([
  ['tar', tar],
  ['bsdtar', tar],
  ['unzip', unzip],
  ['zip', zip],
  ['gzip', compressing({ suffixes: gzipSuffixes, unpacks: false, keeps: false })],
  ['gunzip', compressing({ suffixes: gzipSuffixes, unpacks: true, keeps: false })],
  ['bzip2', compressing({ suffixes: bzip2Suffixes, unpacks: false, keeps: false })],
  ['bunzip2', compressing({ suffixes: bzip2Suffixes, unpacks: true, keeps: false })],
  ['xz', compressing({ suffixes: xzSuffixes, unpacks: false, keeps: false })],
  ['unxz', compressing({ suffixes: xzSuffixes, unpacks: true, keeps: false })],
  ['zstd', compressing({ suffixes: zstdSuffixes, unpacks: false, keeps: true })],
  ['unzstd', compressing({ suffixes: zstdSuffixes, unpacks: true, keeps: true })],
]);
