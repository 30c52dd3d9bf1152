/**
 * Containers in data of any kind: a map that names an image, with what is started in it. Tasks of ECS, steps of Tekton and
 * Argo, of Drone, Woodpecker, Bitbucket and Cloud Build, modules of Ansible, inputs of actions all have that form; keys tell what
 * a value is for, and where they don't, that is said.
 */
import { findCommands, joinPath, namesTools } from './commands.ts';
import { said, saidIfAny, type Draft, type Finding, type SourceFile } from './findings.ts';
import { givenScript, givenWords, known, splitWords } from './given.ts';
import { nameOf, parentOf } from '../files/tree.ts';
import { assignmentsOf, at, entriesOf, itemsOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { expressionsAsVariables, writtenImage } from './written.ts';

type Kind = 'ci' | 'deployment';

/** The containers of documents, and the container commands in their texts. */
export function findInContainers(
  documents: readonly DataNode[],
  source: SourceFile,
  kind: Kind,
): readonly Finding[] {
  return documents.flatMap((document) => visited(document, { source, kind, depth: 0 }));
}

interface Visit {
  readonly source: SourceFile;
  readonly kind: Kind;
  readonly depth: number;
}

const deepest = 60;

function visited(node: DataNode, visit: Visit): readonly Finding[] {
  if (visit.depth > deepest) return [];
  const deeper = { ...visit, depth: visit.depth + 1 };
  if (node.kind === 'list') return node.items.flatMap((item) => visited(item, deeper));
  if (node.kind === 'scalar') return visit.kind === 'ci' ? [] : commandsIn(node, visit);
  return [
    ...(isAction(node) ? [] : findInContainer(node, visit)),
    ...entriesOf(node).flatMap(([key, value]) => (isRead(key, node, visit) ? [] : visited(value, deeper))),
  ];
}

/** Containers of Kubernetes have a reader of their own, for YAML; texts for people start nothing. */
function isRead(key: string, node: DataNode, { source }: Visit): boolean {
  return (
    ['description', 'title', 'summary', 'help', 'message'].includes(key) ||
    (['containers', 'initContainers'].includes(key) && /\.ya?ml$/.test(source.path)) ||
    (key === 'with' && isAction(node))
  );
}

/** Commands of docker and the like that stand in a text (`cmds` of a Taskfile, `scripts` of package.json, Ansible's `shell`). */
function commandsIn(node: DataNode & { readonly kind: 'scalar' }, { source }: Visit): readonly Finding[] {
  if (!/\s/.test(node.text) || !namesTools.test(node.text)) return [];
  return findCommands({
    // Templates of Taskfiles and Ansible are variables.
    text: node.text.replaceAll(/\{\{\s*\.?(\w+)\s*\}\}/g, '$${$1}'),
    path: source.path,
    line: node.text.includes('\n') ? node.line + 1 : node.line,
    kind: 'script',
    name: nameOf(source.path),
    directories: [...new Set(['', parentOf(source.path)])],
  });
}

// ── Actions ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Actions that look at an image, sign, store or deploy it, and run nothing of their own in it (each one's README). */
const lookingActions =
  /^(?:docker|actions|sigstore|aws-actions|google-github-actions|azure)\/|trivy|scan|snyk|sbom|scout|grype|cosign|sign|attest|dockle|dive|description|render-task-definition|load-image|push|deploy/i;

/** A step that uses an action, which another reader knows or which starts nothing in the image: it is given no command. */
function isAction(node: DataNode): boolean {
  const uses = textOf(at(node, 'uses'));
  const given = entriesOf(at(node, 'with')).map(([key]) => key);
  const isTold = given.some((key) => scriptKeys.test(key) || /^(?:args|entrypoint)$/i.test(key));
  return uses !== undefined && lookingActions.test(uses) && !isTold;
}

// ── Containers ───────────────────────────────────────────────────────────────────────────────────────────────

function keysMatching(node: DataNode, pattern: RegExp): readonly (readonly [string, DataNode])[] {
  return entriesOf(node).filter(([key]) => pattern.test(key));
}

const imageKeys = /^(?:container|docker|base)?[-_]?image(?:[-_]?(?:name|uri|ref|reference))?$/i;
const scriptKeys = /^(?:(?:before_|after_|pre_|post_)?script|source|run|commands?|cmds?|shell)$/i;

function findInContainer(node: DataNode, visit: Visit): readonly Finding[] {
  const { source } = visit;
  const image = imageOf(node, source);
  if (image?.kind !== 'scalar' || image.text === '') return [];
  const built = builtBy(node, image.text, source);
  if (built !== undefined) return built;
  // The reader of GitHub's and GitLab's jobs has those of the steps beside it.
  if (visit.kind === 'ci' && isJob(node, source)) return [];
  const name = textOf(at(node, 'name')) ?? nameOf(source.path);
  const place = { kind: visit.kind, path: source.path, line: image.line, name };
  const use = (draft: Partial<Draft>): Finding => ({
    kind: 'use',
    of: writtenImage(image.text, source.path),
    names: [],
    consumer: { ...place, ...draft },
  });
  const entrypoint = lineOf(at(node, 'entrypoint') ?? at(node, 'entryPoint'), 'entrypoint');
  const command = lineOf(at(node, 'command') ?? at(node, 'cmd'), 'command');
  const args = lineOf(at(node, 'args'), 'args');
  const scripts = scriptsOf(node);
  const settings: Partial<Draft> = {
    ...said('user', known(textOf(at(node, 'user')))),
    ...saidIfAny('environment', environmentOf(node)),
    ...said('probe', probeOf(at(node, 'healthCheck') ?? at(node, 'healthcheck'))),
  };
  const unread = [...entrypoint.unread, ...command.unread, ...args.unread];
  if (scripts.length > 0) {
    const given = scripts.map((text) => givenScript(text, 'script'));
    const runs = [
      ...(Array.isArray(command.command) ? [command.command] : []),
      ...shellsOf(scripts),
      ...given.flatMap((each) => each.command ?? []),
    ];
    return [
      use({
        ...settings,
        runs,
        ...saidIfAny(
          'unread',
          given.flatMap((each) => each.unread),
        ),
      }),
    ];
  }
  if (entrypoint.command !== undefined || command.command !== undefined || args.command !== undefined) {
    const words = joined(command.command, args.command);
    // `command` is the entrypoint of Kubernetes, and follows the image's own elsewhere: both are looked at.
    const isList = entrypoint.command === undefined && Array.isArray(command.command);
    return [
      use({
        ...settings,
        ...said('entrypoint', entrypoint.command),
        ...said('command', words),
        ...saidIfAny('unread', unread),
      }),
      ...(isList ? [use({ entrypoint: command.command, ...said('command', args.command) })] : []),
    ];
  }
  if (unread.length > 0) return [use({ ...settings, unread })];
  const strange = entriesOf(node).find(([key]) => !plainKeys.has(key) && !imageKeys.test(key));
  const isPlain = visit.kind === 'deployment' && strange === undefined;
  const unknown = { what: 'use', text: `what ${nameOf(source.path)} starts in it is not known` } as const;
  return [use(isPlain ? settings : { ...settings, unread: [unknown] })];
}

/** The image that a map names: by a key that says so, or by `name` in a step of Cloud Build. */
function imageOf(node: DataNode, { path }: SourceFile): DataNode | undefined {
  if (/^cloudbuild[\w.-]*\.(?:ya?ml|json)$/.test(nameOf(path))) {
    const isStep = ['args', 'entrypoint', 'script'].some((key) => at(node, key) !== undefined);
    return isStep ? at(node, 'name') : undefined;
  }
  const [found] = keysMatching(node, imageKeys);
  const value = found?.[1];
  return value?.kind === 'map' ? at(value, 'name') : value;
}

/** Jobs whose image has its steps beside it, in files that are read as such. */
function isJob(node: DataNode, { path }: SourceFile): boolean {
  return (
    (nameOf(path).startsWith('.gitlab-ci') && at(node, 'script') !== undefined) ||
    (/\.github\/workflows\//.test(path) &&
      at(node, 'with') === undefined &&
      keysMatching(node, scriptKeys).length === 0) ||
    /\.circleci\//.test(path)
  );
}

/** Keys of containers that start nothing in them. */
const plainKeys: ReadonlySet<string> = new Set(
  (
    'name image tag ports portMappings port expose environment env environments secrets cpu memory memoryReservation cpus essential ' +
    'logConfiguration logging mountPoints volumes volumesFrom volumeMounts volume networks network network_mode networks_cli_compatible ' +
    'restart restart_policy restartPolicy state pull depends_on dependsOn labels tags resources replicas imagePullPolicy pullPolicy ' +
    'container_name hostname domainname detach recreate links user memory_limit published_ports ' +
    'imagePullSecrets healthCheck healthcheck ulimits linuxParameters readonlyRootFilesystem stopTimeout startTimeout'
  ).split(' '),
);

/** Shell texts of a map, or of what it holds besides other containers (`image` above the steps of a pipeline). */
function scriptsOf(node: DataNode, depth = 0): readonly string[] {
  return entriesOf(node).flatMap(([key, value]) => {
    if (
      scriptKeys.test(key) &&
      (value.kind === 'scalar'
        ? !/^(?:command|cmd)$/i.test(key) || depth > 0
        : /script|commands|cmds/i.test(key))
    )
      return textsOf(value).map(expressionsAsVariables);
    if (depth >= 8 || value.kind === 'scalar' || ['services', 'variables', 'definitions'].includes(key))
      return [];
    const inner = value.kind === 'list' ? value.items : [value];
    return inner.flatMap((item) =>
      item.kind === 'map' && keysMatching(item, imageKeys).length === 0 ? scriptsOf(item, depth + 1) : [],
    );
  });
}

/** What runs scripts: what their first lines name, else a shell. */
function shellsOf(scripts: readonly string[]): readonly (readonly string[])[] {
  return scripts.map((text) => {
    const interpreter = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(text);
    if (interpreter === null) return ['sh'];
    return interpreter.slice(1, 3).filter((word) => word !== undefined);
  });
}

interface Line {
  readonly command: string | readonly string[] | undefined;
  readonly unread: ReturnType<typeof givenWords>['unread'];
}

/** A list is words; so is a text, unless operators outside of quotes show that a shell is meant. */
function lineOf(node: DataNode | undefined, what: string): Line {
  if (node === undefined || (node.kind === 'scalar' && node.text === ''))
    return { command: undefined, unread: [] };
  if (node.kind !== 'scalar') return givenWords(textsOf(node), what);
  const text = expressionsAsVariables(node.text);
  const isShell = /[;&|<>`]|\$\(/.test(text.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'/g, ''));
  return isShell ? givenScript(text, what) : givenWords(splitWords(text), what);
}

function joined(first: Line['command'], second: Line['command']): Line['command'] {
  if (first === undefined) return second;
  return typeof first === 'string' || second === undefined
    ? first
    : [...first, ...(typeof second === 'string' ? splitWords(second) : second)];
}

function probeOf(node: DataNode | undefined): Line['command'] {
  const [form, ...words] = textsOf(at(node, 'command') ?? at(node, 'test'));
  if (form === undefined || form === 'NONE') return undefined;
  if (form === 'CMD-SHELL') return words.join(' ');
  return form === 'CMD' ? words : words.length === 0 ? form : [form, ...words];
}

/** `{ NAME: VALUE }`, or a list of `{ name, value }`. */
function environmentOf(node: DataNode): Readonly<Record<string, string | undefined>> {
  const environment = at(node, 'environment') ?? at(node, 'env');
  if (environment?.kind === 'map') return assignmentsOf(environment);
  return Object.fromEntries(
    itemsOf(environment).flatMap((item) => {
      const name = textOf(at(item, 'name'));
      return name === undefined ? [] : [[name, known(textOf(at(item, 'value')))] as const];
    }),
  );
}

// ── Builds ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A container that is there to build images: of Cloud Build with docker's arguments, of Drone and Woodpecker with settings. */
function builtBy(node: DataNode, image: string, source: SourceFile): readonly Finding[] | undefined {
  const { path } = source;
  const place = { path, line: node.line, kind: 'ci' as const, name: nameOf(path) };
  if (/cloud-builders\/docker(?:[:@]|$)|kaniko-project\/executor/.test(image)) {
    const program = image.includes('kaniko') ? '/kaniko/executor' : 'docker';
    const words = textsOf(at(node, 'args')).map((word) => `"${word.replaceAll(/["\\`]/g, '')}"`);
    return findCommands({ ...place, text: [program, ...words].join(' '), directories: [''] });
  }
  const settings = at(node, 'settings');
  const repository = textOf(at(settings, 'repo'));
  if (repository === undefined) return undefined;
  const context = textOf(at(settings, 'context')) ?? '.';
  const file = textOf(at(settings, 'dockerfile'));
  const dockerfile = joinPath('', file ?? `${context}/Dockerfile`);
  return [
    {
      kind: 'build',
      dockerfiles: dockerfile === undefined ? [] : [dockerfile],
      names: [writtenImage(repository, path)],
      consumer: { ...place, ...said('target', textOf(at(settings, 'target'))) },
    },
  ];
}
