/**
 * CI files: what they run in shells, what they build, and which jobs run inside an image. GitHub Actions (workflow
 * syntax), GitLab CI (`.gitlab-ci.yml` reference), CircleCI and Travis (configuration references), Jenkins (declarative
 * and scripted pipelines).
 */
import { childOf, nameOf } from '../files/tree.ts';
import { unknownValue } from '../makefile/types.ts';
import { findCommands, joinPath, type ShellText } from './commands.ts';
import { contextFindings, contextsGiven } from './build-contexts.ts';
import { writesFiles, writtenOut } from './taken.ts';
import { findInContainers } from './containers.ts';
import { expressionsAsVariables, writtenImage } from './written.ts';
import { said, saidIfAny, type Finding, type SourceFile } from './findings.ts';
import { givenScript, givenWords, known, splitWords } from './given.ts';
import { assignmentsOf, at, entriesOf, everyMap, itemsOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { readYaml } from './yaml.ts';

/** All findings of a CI file in YAML. Commands run in the root of the repository unless a step says otherwise. */
export function findInCi(source: SourceFile): readonly Finding[] {
  const [document] = readYaml(source.text);
  if (document === undefined) return [];
  return [
    ...findInSteps(document, source),
    ...findInJobs(document, source),
    ...findInScripts(document, source),
    ...findInContainers([document], source, 'ci'),
  ];
}

function shellText(
  source: SourceFile,
  node: DataNode & { readonly kind: 'scalar' },
  name: string,
  directory: string,
): ShellText {
  // A block text starts on the line after its `|`.
  const line = node.text.includes('\n') ? node.line + 1 : node.line;
  const text = expressionsAsVariables(node.text);
  return { text, path: source.path, line, kind: 'ci', name, directories: [directory] };
}

// ── GitHub Actions ───────────────────────────────────────────────────────────────────────────────────────────

function findInSteps(document: DataNode, source: SourceFile): readonly Finding[] {
  return entriesOf(at(document, 'jobs')).flatMap(([job, definition]) => {
    const steps = itemsOf(at(definition, 'steps'));
    const start = textOf(at(definition, 'defaults', 'run', 'working-directory')) ?? '';
    return [
      ...steps.flatMap((step) => {
        const run = at(step, 'run');
        const directory = joinPath('', textOf(at(step, 'working-directory')) ?? start) ?? '';
        if (run?.kind === 'scalar') return findCommands(shellText(source, run, job, directory));
        const uses = textOf(at(step, 'uses')) ?? '';
        if (uses.startsWith('docker/build-push-action@')) return findInBuildAction(step, source, job);
        return uses.startsWith('docker://') ? findInDockerAction(step, uses, source, job) : [];
      }),
      ...findInContainerJob(definition, steps, source, job),
      ...entriesOf(at(definition, 'services')).flatMap(([name, service]) =>
        findInService(service, source, name),
      ),
    ];
  });
}

/** Inputs of docker/build-push-action: `file` is relative to the repository, by default the context's Dockerfile. */
function findInBuildAction(step: DataNode, source: SourceFile, job: string): readonly Finding[] {
  const input = (name: string): string | undefined => textOf(at(step, 'with', name));
  // Without `context` the action builds the repository itself.
  const context = joinPath('', input('context') ?? '.') ?? '';
  const file = input('file');
  const dockerfile = joinPath('', file ?? childOf(context, 'Dockerfile'));
  const buildArguments = listInput(input('build-args')).flatMap((line) => {
    const equals = line.indexOf('=');
    return equals === -1 ? [] : [[line.slice(0, equals), line.slice(equals + 1)] as const];
  });
  const dockerfiles = dockerfile === undefined ? [] : [dockerfile];
  const given = contextsGiven(listInput(input('build-contexts')).map(unknownExpressions));
  const outputs = (input('outputs') ?? '').split('\n').map((line) => line.trim());
  const place = { kind: 'ci', path: source.path, line: step.line, name: job } as const;
  return [
    {
      kind: 'build',
      dockerfiles,
      names: listInput(input('tags')).map((text) => writtenImage(text, source.path)),
      consumer: {
        ...place,
        ...said('target', input('target')),
        ...saidIfAny('buildArguments', Object.fromEntries(buildArguments)),
        ...saidIfAny(
          'contexts',
          given.map(({ name }) => name),
        ),
        ...(outputs.some((output) => output !== '' && writesFiles(output)) ? writtenOut : {}),
      },
    },
    ...contextFindings(given, dockerfiles, place),
  ];
}

/** A list input: one item a line, or parted by commas. */
function listInput(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function findInDockerAction(
  step: DataNode,
  uses: string,
  source: SourceFile,
  job: string,
): readonly Finding[] {
  const args = textOf(at(step, 'with', 'args'));
  const entrypoint = textOf(at(step, 'with', 'entrypoint'));
  // The runner takes them apart into words itself.
  const command =
    args === undefined ? undefined : givenWords(splitWords(unknownExpressions(args)), 'command');
  return [
    {
      kind: 'use',
      of: writtenImage(uses.slice('docker://'.length), source.path),
      names: [],
      consumer: {
        kind: 'ci',
        path: source.path,
        line: step.line,
        name: job,
        ...said('entrypoint', entrypoint === undefined ? undefined : [entrypoint]),
        ...said('command', command?.command),
        ...saidIfAny('unread', command?.unread ?? []),
      },
    },
  ];
}

/** `container:` of a job: its steps run inside the image. */
function findInContainerJob(
  definition: DataNode,
  steps: readonly DataNode[],
  source: SourceFile,
  job: string,
): readonly Finding[] {
  const container = at(definition, 'container');
  const image = container?.kind === 'scalar' ? container.text : textOf(at(container, 'image'));
  if (container === undefined || image === undefined) return [];
  const runs = steps.flatMap((step) => textOf(at(step, 'run')) ?? []);
  const shells = steps.flatMap((step) =>
    at(step, 'run') === undefined ? [] : [textOf(at(step, 'shell'))?.split(' ')[0] ?? 'sh'],
  );
  // The runner keeps the container up with `tail`, and gives each step to a shell as a file (actions/runner).
  const own = [['tail', '-f', '/dev/null'], ...[...new Set(shells)].map((shell) => [shell, '-e'])];
  return [
    runsIn(image, runs, { source, line: container.line, name: job, environment: at(container, 'env'), own }),
  ];
}

/** A service beside a job: `options` are those of `docker create`. */
function findInService(service: DataNode, source: SourceFile, name: string): readonly Finding[] {
  const image = textOf(at(service, 'image'));
  if (image === undefined) return [];
  const options = textOf(at(service, 'options'))?.replaceAll(/\s+/g, ' ') ?? '';
  const environment = Object.fromEntries(
    Object.entries(assignmentsOf(at(service, 'env'))).map(([key, value]) => [
      key,
      known(unknownExpressions(value)),
    ]),
  );
  const text = `docker run ${unknownExpressions(options)} ${unknownExpressions(image)}`;
  return findCommands({
    text,
    path: source.path,
    line: service.line,
    kind: 'ci',
    name,
    directories: [''],
  }).map((finding): Finding => ({
    ...finding,
    names: [],
    consumer: { ...finding.consumer, ...saidIfAny('environment', environment) },
  }));
}

function runsIn(
  image: string,
  runs: readonly string[],
  place: {
    readonly source: SourceFile;
    readonly line: number;
    readonly name: string;
    readonly environment?: DataNode | undefined;
    /** What the runner itself starts there. */
    readonly own?: readonly (readonly string[])[];
  },
): Finding {
  // `$NAME` is the shell's own there; only GitHub's expressions are filled in before.
  const given = runs.map((run) => givenScript(run.replaceAll(/\$\{\{.*?\}\}/g, unknownValue), 'script'));
  return {
    kind: 'use',
    of: writtenImage(image, place.source.path),
    names: [],
    consumer: {
      kind: 'ci',
      path: place.source.path,
      line: place.line,
      name: place.name,
      ...saidIfAny('runs', [...(place.own ?? []), ...given.flatMap(({ command }) => command ?? [])]),
      ...saidIfAny(
        'unread',
        given.flatMap(({ unread }) => unread),
      ),
      ...saidIfAny('environment', assignmentsOf(place.environment)),
    },
  };
}

// ── GitLab CI, CircleCI ──────────────────────────────────────────────────────────────────────────────────────

function findInJobs(document: DataNode, source: SourceFile): readonly Finding[] {
  const gitlab = entriesOf(document).flatMap(([job, definition]) => {
    const image = imageOf(
      at(definition, 'image') ?? at(document, 'image') ?? at(document, 'default', 'image'),
    );
    const runs = ['before_script', 'script', 'after_script'].flatMap((key) => textsOf(at(definition, key)));
    if (image === undefined || at(definition, 'script') === undefined) return [];
    // The runner gives all lines to one shell (GitLab Runner documentation, "Docker executor").
    return [runsIn(image, runs, { source, line: definition.line, name: job, own: [['sh']] })];
  });
  const circle = entriesOf(at(document, 'jobs')).flatMap(([job, definition]) => {
    const [primary] = itemsOf(at(definition, 'docker'));
    const image = textOf(at(primary, 'image'));
    if (primary === undefined || image === undefined) return [];
    const runs = itemsOf(at(definition, 'steps')).flatMap((step) => runOf(step)?.text ?? []);
    // "/bin/bash -eo pipefail -c if Bash is present, otherwise /bin/sh" (CircleCI reference, `run`).
    const own = [['bash'], ['sh']];
    const place = { source, line: primary.line, name: job, environment: at(primary, 'environment'), own };
    return [runsIn(image, runs, place)];
  });
  return [...gitlab, ...circle];
}

/** `image: name` or `image: { name: … }`. */
function imageOf(node: DataNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : textOf(at(node, 'name'));
}

/** CircleCI: `run: command` or `run: { command: … }`. */
function runOf(step: DataNode): (DataNode & { readonly kind: 'scalar' }) | undefined {
  const run = at(step, 'run');
  const command = run?.kind === 'map' ? at(run, 'command') : run;
  return command?.kind === 'scalar' ? command : undefined;
}

/** Keys under which CI files keep shell lines, whatever the CI. */
const scriptKeys: readonly string[] = [
  'script',
  'before_script',
  'after_script',
  'before_install',
  'install',
  'after_success',
  'before_deploy',
  'commands',
  'command',
];

function findInScripts(document: DataNode, source: SourceFile): readonly Finding[] {
  return everyMap(document).flatMap((map) =>
    entriesOf(map).flatMap(([key, value]) => {
      if (!scriptKeys.includes(key)) return [];
      const lines = value.kind === 'list' ? value.items : [value];
      // The lines of a list run in one shell, but each alone is enough to see what is built and run.
      return lines.flatMap((line) =>
        line.kind === 'scalar' ? findCommands(shellText(source, line, key, '')) : [],
      );
    }),
  );
}

/** `${{ … }}` of GitHub, `$VARIABLE` of others: not known. */
function unknownExpressions(text: string): string {
  return text.replaceAll(/\$\{\{.*?\}\}|\$\{\w+\}|\$\w+/g, unknownValue);
}

// ── Jenkins ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Shell steps (`sh '…'`), `docker.build('name', 'arguments')`, and the images that steps run in, of a Jenkinsfile. */
export function findInJenkinsfile(source: SourceFile): readonly Finding[] {
  const calls = groovyCalls(source.text);
  const commands = calls.flatMap(({ name, texts, line }): readonly Finding[] => {
    const place = { path: source.path, line, kind: 'ci' as const, name: 'Jenkinsfile', directories: [''] };
    const [first, second] = texts;
    if (first === undefined) return [];
    if (name === 'sh') return findCommands({ ...place, text: first });
    return name === 'docker.build'
      ? findCommands({ ...place, text: `docker build -t ${first} ${second ?? '.'}` })
      : [];
  });
  const agents = calls
    .filter(({ name }) => ['dockerfile', 'docker', 'image', '.inside'].includes(name))
    .slice(0, mostAgents);
  return [
    ...commands,
    ...agents.flatMap((call) => findInAgent(call, calls, source)),
    ...calls.flatMap((call) => findInRun(call, calls, source)),
  ];
}

/** `image.run('arguments', 'command')` and `image.withRun(…)`, of the one on the same line or the only one of the file. */
function findInRun(call: GroovyCall, calls: readonly GroovyCall[], source: SourceFile): readonly Finding[] {
  if (call.name !== '.run' && call.name !== '.withRun') return [];
  const images = calls.filter(({ name }) => name === 'docker.build' || name === 'docker.image');
  const here = images.find(({ line }) => line === call.line)?.texts[0];
  const all = new Set(images.map(({ texts }) => texts[0]));
  const image = here ?? (all.size === 1 ? [...all][0] : undefined);
  const [options = '', command = ''] = call.texts;
  if (image === undefined) return [];
  return findCommands({
    text: `docker run ${options} ${image} ${command}`,
    path: source.path,
    line: call.line,
    kind: 'ci',
    name: 'Jenkinsfile',
    directories: [''],
  });
}

/** A pipeline with more is made to be slow. */
const mostAgents = 100;

/**
 * `agent { dockerfile … }`, `agent { docker … }` and `.inside` of what `docker.image` or `docker.build` gave: the shell steps
 * of the block around it run in a container that `cat` keeps up (Jenkins documentation, "Using Docker with Pipeline").
 */
function findInAgent(call: GroovyCall, calls: readonly GroovyCall[], source: SourceFile): readonly Finding[] {
  const { name, texts, line, block, inside } = call;
  const around = inside ?? block;
  const steps = calls.filter((each) => each.name === 'sh' && `${each.block}/`.startsWith(`${around}/`));
  const given = steps.flatMap(({ texts: [text] }) =>
    text === undefined ? [] : [givenScript(text, 'script')],
  );
  const consumer = {
    kind: 'ci',
    path: source.path,
    line,
    name: 'Jenkinsfile',
    runs: [['cat'], ['sh', '-xe'], ...given.flatMap(({ command }) => command ?? [])],
    ...saidIfAny(
      'unread',
      given.flatMap(({ unread }) => unread),
    ),
  } as const;
  switch (name) {
    case 'dockerfile': {
      const option = (key: string): string | undefined =>
        calls.find((each) => each.name === key && each.block === block && each.line >= line)?.texts[0];
      const file = joinPath('', `${option('dir') ?? '.'}/${option('filename') ?? 'Dockerfile'}`);
      return file === undefined ? [] : [{ kind: 'build', dockerfiles: [file], names: [], consumer }];
    }
    case 'docker':
    case 'image':
      return texts
        .slice(0, 1)
        .map((text) => ({ kind: 'use', of: { by: 'image', text }, names: [], consumer }));
    case '.inside':
      return texts.map((text) => ({ kind: 'use', of: { by: 'image', text }, names: [], consumer }));
    default:
      return [];
  }
}

const groovyNames = [
  'sh',
  'docker.build',
  'docker.image',
  'dockerfile',
  'docker',
  'image',
  'filename',
  'dir',
  '.run',
  '.withRun',
  '.inside',
] as const;

interface GroovyCall {
  readonly name: (typeof groovyNames)[number];
  readonly texts: readonly string[];
  readonly line: number;
  /** The block it stands in, as the blocks around it, each with its number: `/1/4/`. An agent's is that around the agent. */
  readonly block: string;
  /** The block that is given to `.inside`; its texts are the images that it may be called on. */
  readonly inside?: string;
}

/** Calls of those names with literal texts. Comments are passed over; `${…}` in double quotes is not known. */
function groovyCalls(text: string): readonly GroovyCall[] {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'''([\s\S]*?)(?:'''|$)|"""([\s\S]*?)(?:"""|$)|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|[\w.]+|\n|[^\s\w]/g;
  const calls: GroovyCall[] = [];
  type Open = { name: GroovyCall['name']; texts: string[]; line: number; block: string };
  let open: Open | undefined;
  let line = 1;
  let blocks = 0;
  let insides = 0;
  let word = '';
  const around: Block[] = [];
  for (const match of text.matchAll(token)) {
    const [whole, longSingle, longDouble, single, double] = match;
    const literal =
      longSingle ?? single ?? (longDouble ?? double)?.replaceAll(/\$\{[^}]*\}|\$\w+/g, unknownValue);
    // A variable's method is told by its name alone.
    const method = /(?:^|[a-z_]\w*)(\.(?:run|withRun|inside))$/i.exec(whole)?.[1];
    const name = groovyNames.find((each) => each === (method ?? whole) && each !== '.inside');
    if (whole === '{' && around.length < deepestBlocks) {
      const block = blockOf(around);
      blocks += 1;
      around.push({ number: blocks, agent: word === 'agent' || around.at(-1)?.agent === true });
      if (word === '.inside' && insides < mostAgents) {
        insides += 1;
        calls.push({
          name: '.inside',
          texts: imagesBefore(calls, line),
          line,
          block,
          inside: blockOf(around),
        });
        word = '';
      }
    } else if (whole === '}') around.pop();
    if (literal === undefined && (method !== undefined || /^\.?[a-zA-Z]+$/.test(whole)))
      word = method ?? whole;
    const isOfAgent = around.at(-1)?.agent === true;
    if (name !== undefined && (isOfAgent || name === 'sh' || /^(?:docker)?\./.test(name))) {
      open = { name, texts: [], line, block: blockOf(around) };
      calls.push(open);
    } else if (literal !== undefined) open?.texts.push(literal);
    // The call goes on over what may stand between its name and its texts.
    else if (!['(', ',', ':', 'script', 'returnStdout', 'label', 'true'].includes(whole)) open = undefined;
    line += whole.split('\n').length - 1;
  }
  return calls;
}

/** The image that is made or named on a line; without one any that was before, which a variable may stand for. */
function imagesBefore(calls: readonly GroovyCall[], line: number): readonly string[] {
  const images = calls.filter(({ name }) => name === 'docker.build' || name === 'docker.image');
  const here = images.filter((image) => image.line === line).slice(-1);
  return [...new Set((here.length > 0 ? here : images).flatMap(({ texts }) => texts.slice(0, 1)))];
}

interface Block {
  readonly number: number;
  readonly agent: boolean;
}

/** Blocks of an agent are left out: what counts is the one that it is for. */
function blockOf(around: readonly Block[]): string {
  return around.flatMap(({ number, agent }) => (agent ? [] : [`/${number}`])).join('');
}

/** Nobody writes more blocks in one another. */
const deepestBlocks = 100;

/** `Jenkinsfile`, and what it is called with an environment behind it (`Jenkinsfile.release`). */
export function isJenkinsfile(path: string): boolean {
  return /^Jenkinsfile(?:[.\w-]*)$/.test(nameOf(path));
}
