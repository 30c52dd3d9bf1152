/** Models of the commands of the Go toolchain and of the tools around it. */
import { posix } from 'node:path';
import type { CommandModel, CommandRun, Effect, Value, World } from '../../../src/evaluate/types.ts';
import { build, directoryOf, elsewhere, failing, get, install } from './build.ts';
import { goCall, goSetting, goVariable, withVerbFirst, type GoCall } from './flags.ts';
import { generators, toolchainUsers } from './tools.ts';
import { carriageReturnAfter, endsInCarriageReturn } from './line-ends.ts';
import { isList, listed } from './list.ts';
import { whereThere } from './missing.ts';
import { binDirectory, gopaths, minorVersion } from './modules.ts';

/** Verbs of the go command that leave nothing the image needs: they read, or fill the module cache. */
const harmless = new Set(['fmt', 'list', 'version', 'doc', 'clean', 'help', 'bug', 'telemetry']);

const go: CommandModel = (run, world) => goEffects(run.words, run, world);

function goEffects(words: readonly Value[], run: CommandRun, world: World): readonly Effect[] {
  const call = goCall(words, goSetting('GOFLAGS', run, world.files.read));
  const directory = directoryOf(call, run) ?? '/';
  if (call.verb !== undefined && endsInCarriageReturn(call.verb)) {
    return [{ kind: 'fails', why: carriageReturnAfter(call.verb) }];
  }
  switch (call.verb) {
    case 'build':
      return build(call, run, world);
    case 'install':
      return install(call, run, world);
    case 'get':
      return get(call, run, world);
    case 'mod':
      return mod(call.arguments, directory);
    case 'env':
      return writeEnv(call, run, world);
    case 'vet':
      return failing(call, run, world);
    case 'test': {
      const output = call.flags.get('o')?.text ?? (call.flags.has('c') ? '.' : undefined);
      const profile = call.flags.get('coverprofile')?.text;
      return [
        ...failing(call, run, world),
        ...[output, profile].flatMap((path): readonly Effect[] =>
          path === undefined
            ? []
            : [{ kind: 'write', path: posix.resolve(directory, path), entry: 'unknown' }],
        ),
      ];
    }
    case 'generate':
    case 'run':
    case 'tool':
    case 'work':
      return [
        { kind: 'opaque', under: directory, why: `go ${call.verb} may write anything`, anywhere: true },
      ];
    default:
      return call.verb !== undefined && harmless.has(call.verb)
        ? []
        : [{ kind: 'opaque', under: directory, why: 'this call of go is not understood', anywhere: true }];
  }
}

function mod(words: readonly Value[], directory: string): readonly Effect[] {
  const [verb, name] = [words[0]?.text, words[1]?.text];
  if (verb === 'init') {
    const content = name === undefined ? undefined : `module ${name}\n`;
    return [{ kind: 'write', path: posix.join(directory, 'go.mod'), entry: 'file', content }];
  }
  if (verb === 'vendor') {
    return [
      {
        kind: 'opaque',
        under: posix.join(directory, 'vendor'),
        why: 'go mod vendor writes dependencies there',
        downloads: true,
      },
    ];
  }
  return [];
}

/** `go env -w NAME=value` keeps settings for later calls. */
function writeEnv({ flags, arguments: given }: GoCall, run: CommandRun, world: World): readonly Effect[] {
  if (!flags.has('w')) return [];
  const settings = given.flatMap((word) => (word.text === undefined ? [] : [word.text]));
  const path = `${run.env.get('HOME')?.text ?? '/root'}/.config/go/env`;
  const kept = (world.files.read(path) ?? '')
    .split('\n')
    .filter(
      (line) =>
        line !== '' && !settings.some((setting) => line.startsWith(`${setting.split('=')[0] ?? ''}=`)),
    );
  return [{ kind: 'write', path, entry: 'file', content: [...kept, ...settings, ''].join('\n') }];
}

/** go-wrapper, a script of the images up to Go 1.9 (docker-library/golang#198). */
const goWrapper: CommandModel = (run, world) => {
  if (minorVersion(world) > 9) {
    return [{ kind: 'fails', why: 'go-wrapper is not in golang images since Go 1.10' }];
  }
  const [verb, ...rest] = run.words.slice(1);
  const flags: readonly Value[] = [{ text: 'go' }, { text: verb?.text === 'install' ? 'install' : 'get' }];
  const download: readonly Value[] = verb?.text === 'install' ? [] : [{ text: '-d' }];
  return goEffects([...flags, ...download, ...rest], run, world);
};

/** Options of govvv's own: with and without a value (github.com/ahmetb/govvv, `govvv -h`). */
const govvvOptions = { withValue: new Set(['-pkg', '-version']), alone: new Set(['-print']) };

/** govvv: `go build` or `go install` with the version in `-ldflags`. */
const govvv: CommandModel = (run, world) => {
  const [verb, ...rest] = run.words.slice(1);
  if (verb?.text !== 'build' && verb?.text !== 'install') return [];
  const own = new Set<number>();
  for (const [index, { text }] of rest.entries()) {
    if (own.has(index)) continue;
    if (govvvOptions.alone.has(text ?? '')) own.add(index);
    if (govvvOptions.withValue.has(text ?? '')) own.add(index).add(index + 1);
  }
  const words: readonly Value[] = [{ text: 'go' }, verb, ...rest.filter((_, index) => !own.has(index))];
  return goEffects(words, { ...run, name: 'go', words }, world);
};

/** Dependency managers before modules: they fill vendor directories or GOPATH/src, or call go with them in force. */
const dependencies =
  (under: 'vendor' | 'gopath'): CommandModel =>
  (run, world) => {
    const at = run.words.findIndex((word) => word.text === 'go');
    if (at === 1) return goEffects(run.words.slice(at), run, world);
    // `govendor install +local`, `gb build` and the like build under names that their files decide.
    if (['install', 'build'].includes(run.words[1]?.text ?? '') && run.name === 'govendor') {
      const bin = binDirectory(run, world) ?? '/';
      const program = {
        toolchain: 'golang',
        command: run,
        package: undefined,
        sources: run.workdir.text,
        remote: false,
        at: world.files.at,
        ...elsewhere(run),
      };
      return [{ kind: 'opaque', under: bin, why: `${run.name} names the programs after packages`, program }];
    }
    const directory = run.workdir.text ?? '/';
    const place =
      under === 'vendor' ? posix.join(directory, 'vendor') : posix.join(gopaths(run)[0] ?? '/go', 'src');
    return [
      { kind: 'opaque', under: place, why: `${run.name ?? 'it'} writes dependencies there`, downloads: true },
    ];
  };

/** Tools that only look: linters and formatters. */
const reading: CommandModel = () => [];

/** Options of generators that say where. */
const generatedAt = new Set(['-o', '-output', '--output', '-out', '--out', '-dest', '-destination', '-d']);

/** What those options say. */
function placesNamed({ words }: CommandRun): readonly string[] {
  return words.flatMap((word, index) => {
    const [option = '', value] = (word.text ?? '').split('=', 2);
    if (value !== undefined) return generatedAt.has(option) ? [value] : [];
    return generatedAt.has(words[index - 1]?.text ?? '') && word.text !== undefined ? [word.text] : [];
  });
}

/** Tools that write sources: below the working directory, or where an option says. */
const generating = (run: CommandRun): readonly Effect[] => {
  const named = placesNamed(run);
  const why = `${run.name ?? 'it'} writes generated sources there`;
  const directory = run.workdir.text ?? '/';
  const places = named.map((place) => posix.dirname(posix.resolve(directory, place)));
  return [...new Set([directory, ...places])].map((under) => ({ kind: 'opaque', under, why }));
};

/** Writes one file, by whose name it is seen that files were packed; `-o` names its directory (pkger's README). */
const packing: CommandModel = (run) => {
  const [place = '.'] = placesNamed(run);
  const path = posix.resolve(run.workdir.text ?? '/', place, 'pkged.go');
  return [...generating(run), { kind: 'write', path, entry: 'file' }];
};

/** A model that leaves the call to others. */
const unknown: CommandModel = () => undefined;

/** Tools that no golang image brings. */
const tools: readonly (readonly [string, CommandModel])[] = [
  ...[...toolchainUsers.keys()].map((name) => [name, unknown] as const),
  ...generators.map((name) => [name, generating] as const),
  ['pkger', packing],
  ['govvv', govvv],
  ['godep', dependencies('gopath')],
  ['dep', dependencies('vendor')],
  ['glide', dependencies('vendor')],
  ['govendor', dependencies('vendor')],
  ['gvt', dependencies('vendor')],
  ['trash', dependencies('vendor')],
  ...[
    'golint',
    'golangci-lint',
    'goimports',
    'staticcheck',
    'errcheck',
    'gometalinter',
    'gocyclo',
    'misspell',
    'ineffassign',
    'govulncheck',
    'gosec',
  ].map((name) => [name, reading] as const),
];

const goCommands: ReadonlyMap<string, CommandModel> = new Map<string, CommandModel>([
  ['go', go],
  ['gofmt', reading],
  ['go-wrapper', goWrapper],
  ...tools.map(([name, model]): [string, CommandModel] => [name, whereThere(model)]),
]);

/** Since Go 1.8 it has a default (its release notes). */
function goPath(run: CommandRun, world: World): string | undefined {
  const set = run.env.get('GOPATH');
  const byDefault = set === undefined && minorVersion(world) >= 8;
  return byDefault ? gopaths(run).join(':') : set?.text;
}

/** What the go command prints: `go env NAME` for what is known. */
export function goOutput(run: CommandRun, world: World): string | undefined {
  if (isList(run)) return listed(run, world);
  if (run.name !== 'go' || withVerbFirst(run.words)[1]?.text !== 'env') return undefined;
  const { arguments: given, flags } = goCall(run.words, { kind: 'unset' });
  if (given.length !== 1 || [...flags.keys()].some((flag) => flag !== 'C')) return undefined;
  const name = given[0]?.text ?? '';
  switch (name) {
    case 'GOPATH':
      return goPath(run, world);
    case 'GOROOT':
      return world.facts?.installation?.directories[0] ?? '/usr/local/go';
    case 'GOOS':
      return goVariable('GOOS', run, world.files.read) ?? 'linux';
    case 'GOBIN':
      return goVariable('GOBIN', run, world.files.read) ?? '';
    default:
      return goVariable(name, run, world.files.read);
  }
}

/** The model of one of the toolchain's own commands, by its base name. */
export function goModel(name: string): CommandModel | undefined {
  return goCommands.get(name);
}
