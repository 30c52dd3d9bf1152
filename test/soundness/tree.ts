/**
 * Directory trees that stand for images: the one that the build stage ends with, whole, and the one that a runtime stage
 * makes of it. Programs of an image are stood for by the helper under their names.
 */
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { basename, dirname, join, posix } from 'node:path';
import type { CopyInstruction } from '../../src/dockerfile/types.ts';
import { parse } from '../../src/dockerfile/index.ts';
import type { Stage } from '../../src/evaluate/types.ts';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import type { BuildContext } from '../../src/context/types.ts';
import {
  alpineBase,
  debianSlimBase,
  distrolessBase,
  scratch,
  type RuntimeBase,
} from '../../src/image/bases.ts';
import { systemDirectories } from '../../src/image/directories.ts';
import { commandsOf } from '../../src/image/packages/index.ts';
import { jointKnowledge } from '../../src/migrate/phases.ts';
import { rules } from '../../rules/index.ts';
import { workdir, type Builder, type Program } from './program.ts';

/** What trees are made from. */
export interface Supplies {
  /** Has `zoneinfo` and `authority.pem`. */
  readonly directory: string;
  readonly helper: string;
}

const passwd = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
`;
const group = 'root:x:0:\ndaemon:x:1:\nstaff:x:50:\nwww-data:x:33:\nnogroup:x:65534:\n';

/** System files by path; each as programs look for it. */
const systemFiles: Readonly<Record<string, string>> = {
  '/etc/passwd': passwd,
  '/etc/group': group,
  '/etc/nsswitch.conf': 'passwd: files\nhosts: files dns\n',
  '/etc/services': 'postgresql\t5432/tcp\n',
  '/etc/protocols': 'ip\t0\tIP\nicmp\t1\tICMP\ngre\t47\tGRE\n',
  '/etc/mime.types': 'chemical/x-xyz\txyz\ntext/html\thtml\n',
  '/etc/os-release': 'ID=debian\n',
};

const bundle = '/etc/ssl/certs/ca-certificates.crt';
const zones = '/usr/share/zoneinfo';

/** Programs of the images with a toolchain that programs here start, or that others start in their place. */
const builderPrograms = ['sh', 'bash', 'cat', 'ls', 'git', 'curl', 'env', 'true'];

/** In a container of any image: the engine mounts or writes these. */
function addWhatEnginesAdd(root: string): void {
  for (const path of ['/proc', '/dev', '/sys']) mkdirSync(join(root, path), { recursive: true });
  mkdirSync(join(root, 'etc'), { recursive: true });
  writeFileSync(
    join(root, 'etc/hosts'),
    '127.0.0.1\tlocalhost\n127.0.0.1\tservice.example\n127.0.0.1\tother.example\n',
  );
  writeFileSync(join(root, 'etc/hostname'), 'container\n');
  writeFileSync(join(root, 'etc/resolv.conf'), '');
}

function addProgram(root: string, path: string, helper: string): void {
  const place = join(root, path);
  mkdirSync(dirname(place), { recursive: true });
  if (!existsSync(place)) linkSync(helper, place);
}

function addSystemFile(root: string, path: string, supplies: Supplies): void {
  if (/^(\/usr)?\/s?bin\/./.test(path)) {
    addProgram(root, path, supplies.helper);
    return;
  }
  const place = join(root, path);
  mkdirSync(dirname(place), { recursive: true });
  if (path === bundle) copyFileSync(join(supplies.directory, 'authority.pem'), place);
  else if (path === zones) copyTree(join(supplies.directory, 'zoneinfo'), place);
  else if (systemFiles[path] !== undefined) writeFileSync(place, systemFiles[path]);
  else mkdirSync(place, { recursive: true });
}

function addTemporaryDirectory(root: string): void {
  mkdirSync(join(root, 'tmp'), { recursive: true });
  chmodSync(join(root, 'tmp'), 0o1777);
}

/** Copies what is there. Programs are linked: they are large, and nothing writes them. */
function copyTree(from: string, to: string): void {
  const stats = lstatSync(from);
  if (stats.isSymbolicLink()) {
    rmSync(to, { force: true });
    symlinkSync(readlinkSync(from), to);
  } else if (stats.isDirectory()) {
    const isNew = !existsSync(to);
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(from)) copyTree(join(from, name), join(to, name));
    if (isNew) keepAttributes(to, stats);
  } else {
    mkdirSync(dirname(to), { recursive: true });
    rmSync(to, { force: true });
    if (stats.size > 1 << 20) linkSync(from, to);
    else {
      copyFileSync(from, to);
      keepAttributes(to, stats);
    }
  }
}

function keepAttributes(
  path: string,
  { mode, uid, gid }: { readonly mode: number; readonly uid: number; readonly gid: number },
): void {
  chownSync(path, uid, gid);
  chmodSync(path, mode & 0o7777);
}

/** The tree at the end of the author's Dockerfile. */
export function makeFullTree(
  program: Program,
  builder: Builder,
  binary: string,
  root: string,
  supplies: Supplies,
): void {
  addWhatEnginesAdd(root);
  for (const path of systemDirectories) mkdirSync(join(root, path), { recursive: true });
  addTemporaryDirectory(root);
  for (const path of [...Object.keys(systemFiles), bundle, zones]) addSystemFile(root, path, supplies);
  for (const name of builderPrograms) {
    addProgram(root, `/usr/bin/${name}`, supplies.helper);
    addProgram(root, `/bin/${name}`, supplies.helper);
  }
  for (const path of builder.directories) mkdirSync(join(root, path), { recursive: true });
  const context = join(root, workdir);
  for (const [path, text] of Object.entries(program.files)) {
    mkdirSync(dirname(join(context, path)), { recursive: true });
    writeFileSync(join(context, path), text);
  }
  writeFileSync(join(context, 'Dockerfile'), program.dockerfile);
  for (const [path, target] of Object.entries(program.links)) symlinkSync(target, join(context, path));
  for (const [source, destination] of Object.entries(program.copied)) {
    mkdirSync(join(root, destination), { recursive: true });
    copyTree(join(context, source), join(root, destination));
  }
  mkdirSync(dirname(join(root, program.path)), { recursive: true });
  linkSync(binary, join(root, program.path));
}

/** The tree of the program alone: what a conversion that looks at nothing would make. */
export function makeTreeOfProgramAlone(program: Program, binary: string, root: string): void {
  addWhatEnginesAdd(root);
  mkdirSync(dirname(join(root, program.path)), { recursive: true });
  linkSync(binary, join(root, program.path));
}

/** How a container of the runtime stage starts. */
export interface Container {
  readonly variables: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly words: readonly string[];
}

const bases: ReadonlyMap<string, RuntimeBase> = new Map(
  [
    scratch,
    ...(['static', 'base', 'cc'] as const).flatMap((variant) =>
      [undefined, 'bookworm', 'trixie'].flatMap((codename) => distrolessBase(variant, codename) ?? []),
    ),
    ...[undefined, '3.20', '3.21', '3.22', '3.23'].map((release) => alpineBase(release)),
    ...[undefined, 'bookworm', 'trixie'].map((codename) => debianSlimBase(codename)),
  ].map((base) => [base.reference, base]),
);

const knowledge = jointKnowledge(rules);

export type Made =
  | { readonly kind: 'made'; readonly container: Container }
  /** The file would not build. */
  | { readonly kind: 'broken'; readonly why: string }
  /** It has something that this test has no model for. */
  | { readonly kind: 'not-modelled'; readonly why: string };

/** Makes the tree that the last stage of the text ends with, out of the tree that its build stage ends with. */
export function makeRuntimeTree(
  text: string,
  context: BuildContext,
  full: string,
  root: string,
  supplies: Supplies,
): Made {
  const { stages } = evaluate(parse(text), knowledge, context);
  const stage = stages.at(-1);
  if (stage === undefined) return { kind: 'broken', why: 'there is no stage' };
  const base = bases.get(stage.from.image.raw);
  if (base === undefined) return { kind: 'not-modelled', why: `FROM ${stage.from.image.raw}` };
  const trees = new Map([[stages[0]?.name ?? '0', full]]);
  for (const [index, between] of stages.slice(1, -1).entries()) {
    const made = makeSkeleton(between, `${root}-${index}`);
    if (made !== undefined) return { kind: 'not-modelled', why: made };
    trees.set(between.name ?? String(index + 1), `${root}-${index}`);
  }
  addBase(base, root, supplies);
  for (const { instruction, before, after, changes } of stage.steps) {
    switch (instruction.keyword) {
      case 'WORKDIR':
        mkdirSync(join(root, after.workdir.text ?? ''), { recursive: true });
        break;
      case 'COPY': {
        const failure = copy(instruction, before.workdir.text ?? '/', trees, root);
        if (failure !== undefined) return failure;
        break;
      }
      case 'RUN': {
        const packages = changes.flatMap(({ effect }) => (effect.kind === 'packages' ? effect.names : []));
        if (packages.length === 0)
          return { kind: 'not-modelled', why: text.slice(instruction.start, instruction.end) };
        for (const name of packages) addPackage(name, root, supplies);
        break;
      }
      case 'ADD':
      case 'ONBUILD':
      case 'UNKNOWN':
      case 'USER':
      case 'VOLUME':
        return { kind: 'not-modelled', why: text.slice(instruction.start, instruction.end) };
      default:
    }
  }
  addWhatEnginesAdd(root);
  const { state, config } = stage;
  return {
    kind: 'made',
    container: {
      variables: {
        ...base.config.env,
        ...Object.fromEntries([...state.env].map(([name, value]) => [name, value.text ?? ''])),
      },
      directory: state.workdir.text ?? '/',
      words: [...(config.entrypoint?.words ?? []), ...(config.cmd?.words ?? [])],
    },
  };
}

function addBase(base: RuntimeBase, root: string, supplies: Supplies): void {
  const { files, certificates, timeZones, accounts, programs, shell } = base;
  mkdirSync(root, { recursive: true });
  if (base.family === 'scratch') return;
  for (const path of [...files, certificates, timeZones]) {
    if (path !== undefined && path !== shell) addSystemFile(root, path, supplies);
  }
  if (base.family === 'alpine' || base.family === 'debian-slim') {
    for (const path of systemDirectories) mkdirSync(join(root, path), { recursive: true });
  }
  if (base.temporaryDirectory) addTemporaryDirectory(root);
  mkdirSync(join(root, 'etc'), { recursive: true });
  writeFileSync(
    join(root, 'etc/passwd'),
    accounts.users
      .map(({ name, uid, gid, home }) => `${name}:x:${uid}:${gid}:${name}:${home}:/bin/sh\n`)
      .join(''),
  );
  writeFileSync(
    join(root, 'etc/group'),
    accounts.groups.map(({ name, gid }) => `${name}:x:${gid}:\n`).join(''),
  );
  for (const name of [...programs, ...(shell === undefined ? [] : [basename(shell)])]) {
    addProgram(root, `/bin/${name}`, supplies.helper);
    if (base.family === 'debian-slim') addProgram(root, `/usr/bin/${name}`, supplies.helper);
  }
}

/** Files that packages bring, beside their commands. */
const packageFiles: Readonly<Record<string, readonly string[]>> = {
  'ca-certificates': [bundle],
  tzdata: [zones],
  netbase: ['/etc/services', '/etc/protocols'],
  'media-types': ['/etc/mime.types'],
  mailcap: ['/etc/mime.types'],
};

function addPackage(name: string, root: string, supplies: Supplies): void {
  for (const path of packageFiles[name] ?? []) addSystemFile(root, path, supplies);
  for (const command of commandsOf(name)) addProgram(root, `/usr/bin/${command}`, supplies.helper);
}

/** What the stage between the two makes from nothing: directories and links below one directory. Else why it isn't run. */
function makeSkeleton({ steps }: Stage, root: string): string | undefined {
  for (const { name = '', words } of steps.flatMap(({ commands }) => commands)) {
    if (!['mkdir', 'ln', 'chmod', 'chown'].includes(name)) return `${name} in a stage between`;
    const texts = words.slice(1).map(({ text = '' }) => text);
    mkdirSync(root, { recursive: true });
    // A link's target is a text, whatever it names.
    const placed = texts.map((text) => (/^\/rootfs(-\d+)?(\/|$)/.test(text) ? join(root, text) : text));
    const { status, stderr } = spawnSync(name, placed);
    if (status !== 0) return `${name}: ${stderr.toString()}`;
  }
  return undefined;
}

/** The path with the names that match its patterns: of a file that need not be there, `settings.tx[t]`. */
function matching(tree: string, path: string): readonly string[] {
  const pattern = /\[(.)\]/g;
  if (!pattern.test(path)) return [path];
  const plain = path.replaceAll(pattern, '$1');
  return inTree(tree, plain) === undefined ? [] : [plain];
}

/** Source: Dockerfile reference, COPY: a directory's contents are copied, not itself; a path that ends in a slash is a directory. */
function copy(
  instruction: CopyInstruction,
  cwd: string,
  trees: ReadonlyMap<string, string>,
  root: string,
): Made | undefined {
  const from = instruction.flags.find(({ name }) => name === 'from')?.value;
  const tree = from === undefined ? undefined : trees.get(from);
  if (tree === undefined) return { kind: 'not-modelled', why: `COPY from ${from ?? 'the context'}` };
  const owner = instruction.flags.find(({ name }) => name === 'chown')?.value;
  const written = instruction.destination.raw;
  const destination = join(root, posix.resolve(cwd, written));
  const intoDirectory =
    written.endsWith('/') ||
    instruction.sources.length > 1 ||
    (existsSync(destination) && statSync(destination).isDirectory());
  for (const source of instruction.sources) {
    if (source.kind !== 'path') return { kind: 'not-modelled', why: 'COPY of a heredoc' };
    const paths = matching(tree, source.word.raw);
    if (paths.some((path) => /[*?[\]$]/.test(path)))
      return { kind: 'not-modelled', why: `COPY ${source.word.raw}` };
    for (const path of paths) {
      const origin = inTree(tree, path);
      if (origin === undefined) return { kind: 'broken', why: `COPY ${path}: not found` };
      const isDirectory = statSync(origin).isDirectory();
      const target = intoDirectory && !isDirectory ? join(destination, basename(path)) : destination;
      mkdirSync(dirname(target), { recursive: true });
      copyTree(origin, target);
      if (owner !== undefined) giveTo(target, owner);
    }
  }
  return undefined;
}

/** The place of a path in a tree, links followed inside of it; a link to nothing is not found. */
function inTree(tree: string, path: string): string | undefined {
  let current = '/';
  for (const name of posix
    .resolve('/', path)
    .split('/')
    .filter((part) => part !== '')) {
    current = posix.join(current, name);
    for (let links = 0; links < 10; links += 1) {
      const stats = lstatSync(join(tree, current), { throwIfNoEntry: false });
      if (stats === undefined) return undefined;
      if (!stats.isSymbolicLink()) break;
      current = posix.resolve(posix.dirname(current), readlinkSync(join(tree, current)));
    }
  }
  return join(tree, current);
}

function giveTo(path: string, owner: string): void {
  const [user = '0', groupOf = user] = owner.split(':');
  const give = (place: string): void => {
    chownSync(place, Number(user) || 0, Number(groupOf) || 0);
    if (statSync(place).isDirectory()) for (const name of readdirSync(place)) give(join(place, name));
  };
  give(path);
}

/** HOME as the engine sets it: of the user's record, else `/`. */
export function homeIn(root: string, user: number): string {
  const records = existsSync(join(root, 'etc/passwd')) ? readFileSync(join(root, 'etc/passwd'), 'utf8') : '';
  const record = records
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => fields[2] === String(user));
  return record?.[5] ?? '/';
}
