/**
 * Files that say how a platform runs the image that it builds: Fly.io (`fly.toml` reference), Render (`render.yaml`,
 * Blueprint specification), Heroku (`heroku.yml`, "Building Docker Images with heroku.yml"; `app.json`, "App.json Schema"),
 * Dokku (`Procfile`, `app.json`), Railway (`railway.json`, `railway.toml`, "Config as Code"), DigitalOcean (`.do/app.yaml`,
 * "Reference for App Specification"), Kamal (`config/deploy.yml`, "Configuration"), AWS Copilot (`copilot/NAME/manifest.yml`,
 * "Manifest").
 */
import { nameOf, parentOf } from '../files/tree.ts';
import { joinPath } from './commands.ts';
import { said, saidIfAny, type Draft, type Finding, type SourceFile } from './findings.ts';
import { givenCommand, splitWords } from './given.ts';
import { assignmentsOf, at, entriesOf, everyMap, itemsOf, textOf, textsOf, type DataNode } from './nodes.ts';
import { readToml } from './toml.ts';
import type { Consumer } from './types.ts';
import { readJson, readYaml } from './yaml.ts';

/** Whether a platform reads files of this name. */
export function platformReader(path: string): ((source: SourceFile) => readonly Finding[]) | undefined {
  const name = nameOf(path);
  if (/^fly[\w.-]*\.toml$/.test(name)) return findInFly;
  if (/^render\.ya?ml$/.test(name)) return findInRender;
  if (name === 'heroku.yml') return findInHeroku;
  if (name === 'app.json') return findInApp;
  if (/^railway\.(?:json|toml)$/.test(name)) return findInRailway;
  if (/(?:^|\/)\.do\/(?:app|deploy\.template)\.ya?ml$/.test(path)) return findInDigitalOcean;
  if (/(?:^|\/)config\/deploy(?:\.[\w-]+)?\.ya?ml$/.test(path)) return findInKamal;
  if (/(?:^|\/)copilot\/[^/]+\/manifest\.ya?ml$/.test(path)) return findInCopilot;
  return /^Procfile$/.test(name) ? findInProcfile : undefined;
}

/** A command line is words, unless it has operators: then a shell must be meant. */
function lineOf(text: string): string | readonly string[] {
  return /[;&|<>`]|\$\(/.test(text) ? text : splitWords(text);
}

interface Uses {
  readonly source: SourceFile;
  readonly dockerfiles: readonly string[];
  readonly context?: string;
  readonly names?: Extract<Finding, { kind: 'build' }>['names'];
}

function build(
  { source, dockerfiles, context, names = [] }: Uses,
  draft: Omit<Draft, 'path' | 'kind'>,
): Finding {
  return {
    kind: 'build',
    dockerfiles,
    ...said('context', context),
    names,
    consumer: { kind: 'platform', path: source.path, ...draft },
  };
}

/** What a command is for, and how it is started in a container of its own. */
function startedAs(
  name: string,
  node: DataNode,
  line: string | readonly string[],
): Omit<Draft, 'path' | 'kind'> {
  const given = givenCommand(line, 'command');
  return { line: node.line, name, ...said('command', given.command), ...saidIfAny('unread', given.unread) };
}

function beside(source: SourceFile, file = 'Dockerfile'): readonly string[] {
  const path = joinPath(parentOf(source.path), file);
  return path === undefined ? [] : [path];
}

// ── Fly.io ───────────────────────────────────────────────────────────────────────────────────────────────────

function findInFly(source: SourceFile): readonly Finding[] {
  const document = readToml(source.text);
  const made = at(document, 'build');
  // With one of these, no Dockerfile is built.
  if (['image', 'builder', 'buildpacks', 'builtin'].some((key) => at(made, key) !== undefined)) return [];
  const uses: Uses = { source, dockerfiles: beside(source, textOf(at(made, 'dockerfile'))) };
  const name = textOf(at(document, 'app')) ?? nameOf(source.path);
  const experimental = at(document, 'experimental');
  const list = (key: string): readonly string[] | undefined => {
    const node = at(experimental, key);
    return node === undefined ? undefined : textsOf(node);
  };
  // `exec` takes the place of both (fly.toml reference, "The experimental section").
  const exec = list('exec');
  const whole: Partial<Consumer> =
    exec === undefined
      ? { ...said('entrypoint', list('entrypoint')), ...said('command', list('cmd')) }
      : { entrypoint: exec };
  const processes = entriesOf(at(document, 'processes')).map(
    ([process, node]) => [process, node, textOf(node)] as const,
  );
  const release = at(document, 'deploy', 'release_command');
  const checks = everyMap(document).flatMap((map) => itemsOf(at(map, 'script_checks')));
  const served = itemsOf(at(document, 'statics')).flatMap((entry) => textOf(at(entry, 'guest_path')) ?? []);
  return [
    build(uses, {
      line: made?.line ?? 1,
      name,
      ...whole,
      ...said('target', textOf(at(made, 'build-target'))),
      ...saidIfAny('buildArguments', assignmentsOf(at(made, 'args'))),
      ...saidIfAny('environment', assignmentsOf(at(document, 'env'))),
      ...saidIfAny('serves', served),
    }),
    ...processes.flatMap(([process, node, text]) =>
      text === undefined || text === '' ? [] : [build(uses, startedAs(process, node, splitWords(text)))],
    ),
    ...(release?.kind === 'scalar'
      ? [build(uses, startedAs('release_command', release, splitWords(release.text)))]
      : []),
    ...checks.flatMap((check) => {
      const command = textOf(at(check, 'command'));
      const words = command === undefined ? [] : [command, ...textsOf(at(check, 'args'))];
      return words.length === 0
        ? []
        : [build(uses, { line: check.line, name: 'script_checks', probe: words })];
    }),
  ];
}

// ── Render ───────────────────────────────────────────────────────────────────────────────────────────────────

function findInRender(source: SourceFile): readonly Finding[] {
  return readYaml(source.text).flatMap((document) =>
    everyMap(document).flatMap((map) =>
      itemsOf(at(map, 'services')).flatMap((service) => findInRenderService(service, source)),
    ),
  );
}

function findInRenderService(service: DataNode, source: SourceFile): readonly Finding[] {
  const text = (key: string): string | undefined => textOf(at(service, key));
  if ((text('runtime') ?? text('env')) !== 'docker') return [];
  const root = text('rootDir') ?? '.';
  const dockerfile = joinPath('', `${root}/${text('dockerfilePath') ?? 'Dockerfile'}`);
  const context = joinPath('', `${root}/${text('dockerContext') ?? '.'}`);
  if (dockerfile === undefined) return [];
  const uses: Uses = { source, dockerfiles: [dockerfile], ...said('context', context) };
  const name = text('name') ?? 'service';
  const environment = itemsOf(at(service, 'envVars')).flatMap((variable) => {
    const key = textOf(at(variable, 'key'));
    return key === undefined ? [] : [[key, textOf(at(variable, 'value'))] as const];
  });
  const commands = ['dockerCommand', 'preDeployCommand', 'initialDeployHook'].flatMap((key) => {
    const node = at(service, key);
    return node?.kind === 'scalar' && node.text !== ''
      ? [build(uses, startedAs(`${name} (${key})`, node, lineOf(node.text)))]
      : [];
  });
  return [
    build(uses, {
      line: service.line,
      name,
      ...saidIfAny('environment', Object.fromEntries(environment)),
    }),
    ...commands,
  ];
}

// ── Railway, DigitalOcean ────────────────────────────────────────────────────────────────────────────────────

/** `startCommand` takes the command's place, in exec form; what is done before deploying runs in a container of its own. */
function findInRailway(source: SourceFile): readonly Finding[] {
  const document = source.path.endsWith('.toml') ? readToml(source.text) : readJson(source.text);
  const file = textOf(at(document, 'build', 'dockerfilePath')) ?? 'Dockerfile';
  const uses: Uses = { source, dockerfiles: [...beside(source, file), file.replace(/^\.?\//, '')] };
  return ['startCommand', 'preDeployCommand'].flatMap((key) => {
    const node = at(document, 'deploy', key);
    return textsOf(node).map((text) =>
      build(uses, startedAs(key, { kind: 'scalar', text, line: node?.line ?? 1 }, lineOf(text))),
    );
  });
}

/** Components that are built from a Dockerfile; `run_command` is given to a shell. */
function findInDigitalOcean(source: SourceFile): readonly Finding[] {
  return readYaml(source.text).flatMap((document) =>
    ['services', 'jobs', 'workers', 'functions'].flatMap((kind) =>
      itemsOf(at(document, kind)).flatMap((component): readonly Finding[] => {
        const file = textOf(at(component, 'dockerfile_path'));
        if (file === undefined) return [];
        const path = joinPath('', file);
        const uses: Uses = { source, dockerfiles: path === undefined ? [] : [path] };
        const name = textOf(at(component, 'name')) ?? kind;
        const line = textOf(at(component, 'run_command'));
        const environment = itemsOf(at(component, 'envs')).flatMap((variable) => {
          const key = textOf(at(variable, 'key'));
          return key === undefined ? [] : [[key, textOf(at(variable, 'value'))] as const];
        });
        return [
          build(uses, {
            ...(line === undefined ? { line: component.line, name } : startedAs(name, component, line)),
            ...saidIfAny('environment', Object.fromEntries(environment)),
          }),
        ];
      }),
    ),
  );
}

// ── Heroku, Dokku ────────────────────────────────────────────────────────────────────────────────────────────

/** `command` or `{ command: … }`, one or several. */
function herokuCommand(node: DataNode): string | undefined {
  const command = node.kind === 'map' ? at(node, 'command') : node;
  return command === undefined ? undefined : textsOf(command).join('; ');
}

/** Processes by name, each with the Dockerfile it is built from; `run` and `release` say what is started in them, by a shell. */
function findInHeroku(source: SourceFile): readonly Finding[] {
  const [document] = readYaml(source.text);
  const images = new Map(
    entriesOf(at(document, 'build', 'docker')).map(([name, node]) => [
      name,
      {
        source,
        dockerfiles: beside(source, textOf(node) ?? textOf(at(node, 'dockerfile'))),
        node,
        target: textOf(at(node, 'target')),
      },
    ]),
  );
  const buildArguments = assignmentsOf(at(document, 'build', 'config'));
  const started = [
    ...entriesOf(at(document, 'run')),
    ...entriesOf(document).filter(([key]) => key === 'release'),
  ].flatMap(([name, node]) => {
    const uses = images.get(textOf(at(node, 'image')) ?? name);
    const line = herokuCommand(node);
    return uses === undefined || line === undefined ? [] : [build(uses, startedAs(name, node, line))];
  });
  return [
    ...[...images].map(([name, { node, target, ...uses }]) =>
      build(uses, {
        line: node.line,
        name,
        ...said('target', target),
        ...saidIfAny('buildArguments', buildArguments),
      }),
    ),
    ...started,
  ];
}

/** Scripts that the platform runs in a container of the image. Other things are called `app.json` too. */
function findInApp(source: SourceFile): readonly Finding[] {
  const document = readJson(source.text);
  const scripts = at(document, 'scripts');
  const own = textOf(at(document, 'stack')) === 'container' ? entriesOf(scripts) : [];
  const uses: Uses = { source, dockerfiles: beside(source) };
  const started = [...own, ...entriesOf(at(scripts, 'dokku'))].flatMap(([name, node]) => {
    const line = textOf(node) ?? textOf(at(node, 'command'));
    return line === undefined ? [] : [build(uses, startedAs(name, node, line))];
  });
  const probes = entriesOf(at(document, 'healthchecks')).flatMap(([, checks]) =>
    itemsOf(checks).flatMap((check) => {
      const words = textsOf(at(check, 'command'));
      const name = textOf(at(check, 'name')) ?? 'healthcheck';
      return words.length === 0 ? [] : [build(uses, { line: check.line, name, probe: words })];
    }),
  );
  return [...started, ...probes];
}

/**
 * `name: command` lines. Heroku's own buildpacks read them as well, and then the image has no part in it: nothing says
 * which is meant.
 */
function findInProcfile(source: SourceFile): readonly Finding[] {
  return source.text.split('\n').flatMap((text, index): readonly Finding[] => {
    const [, name = '', command = ''] = /^([A-Za-z0-9_-]+):[ \t]*(.+?)\s*$/.exec(text) ?? [];
    if (command === '') return [];
    const node: DataNode = { kind: 'scalar', text: command, line: index + 1 };
    const finding = build({ source, dockerfiles: beside(source) }, startedAs(name, node, command));
    return [{ ...finding, consumer: { ...finding.consumer, uncertain: true } }];
  });
}

// ── Kamal ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Hosts of a role are listed, or stand in a map beside its command (Kamal documentation, "Roles" and "Builder"). */
function findInKamal(source: SourceFile): readonly Finding[] {
  const root = parentOf(parentOf(source.path));
  return readYaml(source.text).flatMap((document) => {
    const servers = at(document, 'servers');
    const image = textOf(at(document, 'image'));
    const service = textOf(at(document, 'service'));
    if (image === undefined || service === undefined) return [];
    const builder = at(document, 'builder');
    const file = joinPath(root, textOf(at(builder, 'dockerfile')) ?? 'Dockerfile');
    const uses: Uses = {
      source,
      dockerfiles: file === undefined ? [] : [file],
      names: [{ by: 'image', text: image }],
    };
    const environment = at(document, 'env', 'clear') ?? at(document, 'env');
    const roles = entriesOf(servers).flatMap(([role, node]) => {
      const line = at(node, 'cmd');
      return line?.kind === 'scalar' ? [build(uses, startedAs(role, line, lineOf(line.text)))] : [];
    });
    return [
      build(uses, {
        line: at(document, 'image')?.line ?? 1,
        name: service,
        ...said('target', textOf(at(builder, 'target'))),
        ...saidIfAny('buildArguments', assignmentsOf(at(builder, 'args'))),
        ...saidIfAny('environment', environment?.kind === 'map' ? assignmentsOf(environment) : {}),
      }),
      ...roles,
    ];
  });
}

// ── AWS Copilot ──────────────────────────────────────────────────────────────────────────────────────────────

/** What a service or a job builds and starts, in each environment ("Manifest", "image.build", "command", "environments"). */
function findInCopilot(source: SourceFile): readonly Finding[] {
  // Paths of a manifest are told from the workspace, which the directory `copilot` lies in.
  const root = parentOf(parentOf(parentOf(source.path)));
  return readYaml(source.text).flatMap((document) => {
    const made = at(document, 'image', 'build');
    if (made === undefined) return [];
    const context = textOf(at(made, 'context'));
    const given = textOf(made) ?? textOf(at(made, 'dockerfile'));
    const file = joinPath(root, given ?? (context === undefined ? 'Dockerfile' : `${context}/Dockerfile`));
    const uses: Uses = { source, dockerfiles: file === undefined ? [] : [file] };
    const name = textOf(at(document, 'name')) ?? nameOf(source.path);
    const line = made.line;
    return [
      build(uses, {
        line,
        name,
        ...settingsIn(document),
        ...said('target', textOf(at(made, 'target'))),
        ...saidIfAny('buildArguments', assignmentsOf(at(made, 'args'))),
      }),
      ...entriesOf(at(document, 'environments')).map(([environment, map]) =>
        build(uses, { line: map.line, name: `${name} (${environment})`, ...settingsIn(map) }),
      ),
    ];
  });
}

/** What a map of a manifest gives the container. */
function settingsIn(map: DataNode): Partial<Draft> {
  const command = wordsIn(at(map, 'command'));
  const given = command === undefined ? undefined : givenCommand(command, 'command');
  return {
    ...said('entrypoint', wordsIn(at(map, 'entrypoint'))),
    ...said('command', given?.command),
    ...saidIfAny('unread', given?.unread ?? []),
    ...saidIfAny('environment', assignmentsOf(at(map, 'variables'))),
    ...said('probe', probeIn(at(map, 'image', 'healthcheck', 'command'))),
  };
}

/** A text is words, a list too. */
function wordsIn(node: DataNode | undefined): readonly string[] | undefined {
  if (node === undefined) return undefined;
  return node.kind === 'scalar' ? splitWords(node.text) : textsOf(node);
}

/** As Docker's: a form, and what it is given. */
function probeIn(node: DataNode | undefined): string | readonly string[] | undefined {
  const [form, ...words] = textsOf(node);
  if (form === undefined || form === 'NONE') return undefined;
  if (form === 'CMD-SHELL') return words.join(' ');
  return form === 'CMD' ? words : [form, ...words];
}
