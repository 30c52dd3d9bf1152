/**
 * Command lines of `dotnet build`, `publish` and the like. Sources: learn.microsoft.com/dotnet/core/tools/dotnet-publish, dotnet-build,
 * dotnet-restore, dotnet-test (options), learn.microsoft.com/visualstudio/msbuild/msbuild-command-line-reference (`-p`, `-t`).
 */
import { posix } from 'node:path';

export type Verb = 'restore' | 'build' | 'publish' | 'clean' | 'test' | 'pack' | 'msbuild';

export interface BuildCall {
  readonly verb: Verb;
  /** The project, solution or directory that is named, absolute; undefined where the working directory tells. */
  readonly project: string | undefined;
  readonly directory: string;
  readonly configuration: string | undefined;
  readonly framework: string | undefined;
  readonly runtime: string | undefined;
  readonly output: string | undefined;
  readonly selfContained: boolean | undefined;
  readonly properties: ReadonlyMap<string, string>;
  readonly targets: readonly string[];
  readonly usesCurrentRuntime: boolean;
  /** A word of it, or what an option has, is not known. */
  readonly unknown: boolean;
}

const verbs: readonly Verb[] = ['restore', 'build', 'publish', 'clean', 'test', 'pack', 'msbuild'];

/** Options that have a value, by all their names. */
const valued: ReadonlyMap<string, string> = new Map(
  Object.entries({
    configuration: '-c --configuration',
    framework: '-f --framework',
    runtime: '-r --runtime',
    output: '-o --output',
    arch: '-a --arch',
    os: '--os',
    artifacts: '--artifacts-path',
    other:
      '-v --verbosity -s --source --manifest --version-suffix --packages --configfile -l --logger --filter --settings --results-directory --collect --diag --lock-file-path --tl',
  }).flatMap(([name, options]) => options.split(' ').map((option) => [option, name] as const)),
);

const property = /^(?:-|--|\/)p(?:roperty)?[:=](.*)$/i;
const targetOption = /^(?:-|--|\/)t(?:arget)?[:=](.*)$/i;

/** undefined for another command of `dotnet`. An empty word is one that isn't known. */
export function buildCall(words: readonly string[], workdir: string): BuildCall | undefined {
  const verb = verbs.find((name) => name === words[1]);
  if (verb === undefined || words.slice(2).some((word) => /^(-h|--help|-\?|\/\?)$/.test(word)))
    return undefined;
  const values = new Map<string, string>();
  const properties = new Map<string, string>();
  const targets: string[] = [];
  const named: string[] = [];
  let selfContained: boolean | undefined;
  let usesCurrentRuntime = false;
  let unknown = false;
  const given = words.slice(2);
  for (let index = 0; index < given.length; index += 1) {
    const word = given[index] ?? '';
    if (word === '') {
      unknown = true;
      continue;
    }
    // What follows belongs to the program that tests run in.
    if (word === '--') break;
    const set =
      property.exec(word)?.[1] ?? (/^(-p|--property)$/.test(word) ? given[(index += 1)] : undefined);
    if (set !== undefined) {
      for (const one of set.split(';')) {
        const equals = one.indexOf('=');
        if (equals > 0) properties.set(one.slice(0, equals).toLowerCase(), unquoted(one.slice(equals + 1)));
        else unknown = true;
      }
      continue;
    }
    const target = targetOption.exec(word)?.[1];
    if (target !== undefined) {
      targets.push(...target.split(/[;,]/));
      continue;
    }
    if (/^--(no-self-contained)$/.test(word)) {
      selfContained = false;
      continue;
    }
    const contained = /^(?:--self-contained|--sc)(?:[=:](.*))?$/.exec(word);
    if (contained !== null) {
      const next = given[index + 1] ?? '';
      const value =
        contained[1] ?? (/^(true|false)$/i.test(next) ? given[(index += 1)] : undefined) ?? 'true';
      selfContained = /^true$/i.test(value);
      continue;
    }
    if (/^(--use-current-runtime|--ucr)$/.test(word)) {
      usesCurrentRuntime = true;
      continue;
    }
    const [option = '', ...attached] = word.startsWith('-') ? word.split(/[=:]/) : [''];
    const name = valued.get(option);
    if (name !== undefined) {
      const value = attached.length > 0 ? word.slice(option.length + 1) : given[(index += 1)];
      // Which platform it is built for is one thing; where it is put, another.
      if (value === '' && name === 'runtime') values.set(name, '?');
      else if (value === undefined || value === '') unknown = true;
      else values.set(name, value);
      continue;
    }
    if (
      !word.startsWith('-') &&
      !(word.startsWith('/') && /^\/[\w-]+(:|$)/.test(word) && !/\.|\/.*\//.test(word))
    ) {
      named.push(word);
    }
  }
  const [project, ...others] = named;
  const rid = values.get('runtime') ?? ridOf(values);
  return {
    verb,
    project: project === undefined ? undefined : posix.resolve(workdir, project.replaceAll('\\', '/')),
    directory: workdir,
    configuration: values.get('configuration') ?? properties.get('configuration'),
    framework: values.get('framework') ?? properties.get('targetframework'),
    runtime: rid ?? properties.get('runtimeidentifier'),
    output: values.get('output'),
    selfContained: selfContained ?? truth(properties.get('selfcontained')),
    properties,
    targets,
    usesCurrentRuntime,
    unknown: unknown || others.length > 0 || values.has('artifacts'),
  };
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}

function truth(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : /^true$/i.test(text);
}

/** `--os linux --arch x64` is `linux-x64`; one of them alone takes the other from the machine. */
function ridOf(values: ReadonlyMap<string, string>): string | undefined {
  const [os, arch] = [values.get('os'), values.get('arch')];
  if (os === undefined && arch === undefined) return undefined;
  return `${os ?? 'linux'}-${arch ?? '?'}`;
}
