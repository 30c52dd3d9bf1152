/**
 * Files that build a Dockerfile's directory through a tool of their own and then say what containers of it start, without
 * naming the image: nothing here follows what they say, so each is a use of which it is not known what it asks for. A row
 * has what begins such a build in the tool's own terms, and what can give a container something else than the image says:
 * where a file has none of the latter, its containers run as the image tells.
 */
import { nameOf, parentOf } from '../files/tree.ts';
import { joinPath } from './commands.ts';
import type { Finding, SourceFile } from './findings.ts';

interface Client {
  /** Files that it is looked for in. */
  readonly files: RegExp;
  /** Calls and keys that build a Dockerfile or enter a container: all are there, and the first says where it begins. */
  readonly builds: readonly RegExp[];
  /** Calls and keys that start something else in a container, or take something out of it. */
  readonly asks: RegExp;
}

const source = /\.(?:[cm]?[jt]sx?|py|go|java|kt|kts|groovy|cs|fs|rs|rb|scala|ex|exs|php)$/;

const clients: readonly Client[] = [
  // AWS CDK, aws-ecr-assets and aws-ecs ("ContainerImage.fromAsset(directory)"), aws-lambda ("DockerImageCode.fromImageAsset").
  {
    files: source,
    builds: [
      /\bDockerImageAsset\b|\bContainerImage[._](?:[fF]rom_?[aA]sset)\b|\bDockerImageCode[._][fF]rom_?[iI]mage_?[aA]sset\b|\bAssetImage\b/,
    ],
    asks: /\b(?:command|entry_?point|working_?dir(?:ectory)?|cmd)\b/i,
  },
  // Pulumi: `docker.Image({ build })`, `awsx.ecr.Image({ context })`, `docker_build.Image`.
  {
    files: source,
    builds: [/@pulumi\/(?:docker|awsx)|\bpulumi_(?:docker|awsx)|pulumi-(?:docker|awsx)/],
    asks: /\b(?:commands?|entry_?points?|health_?checks?|working_?dir(?:ectory)?|user|args)\b/i,
  },
  // Dagger: `Directory.dockerBuild` and `Container.build` in the spellings of its SDKs.
  {
    files: source,
    builds: [/\bdocker_?[bB]uild\s*\(|\bDockerBuild\s*\(/],
    asks: /\b(?:with_?(?:exec|entrypoint|default_?args|user|mounted_?\w+|new_?file|directory|file)|terminal|directory|file|rootfs)\s*\(/i,
  },
  // Testcontainers for Rust ("GenericBuildableImage"), .NET ("ImageFromDockerfileBuilder"), and others like them.
  {
    files: source,
    builds: [
      /\bGenericBuildableImage\b|\bImageFromDockerfileBuilder\b|\bwith_dockerfile\b|\bbuild_from_dir\b/,
    ],
    asks: /\b(?:exec\w*|with_?(?:cmd|command|entrypoint|user|copy_to)|describe|command|start)\s*\(|describe\b/i,
  },
  // testinfra ("docker://[user@]container_id_or_name"), Serverspec ("set :backend, :docker").
  {
    files: source,
    builds: [/\btestinfra\b|:backend\b/, /docker:\/\/|:backend\s*,\s*:docker\b/],
    asks: /./,
  },
  // Sources that start docker themselves, in languages whose calls are not followed, and Bats.
  {
    files: /(?:^|\/)Rakefile$|\.(?:rake|rb|bats|rs|cs|php|exs?)$/,
    builds: [/\bdocker(?:["', ]+(?:image|buildx))?["', ]+build\b/],
    asks: /\bdocker(?:["', ]+container)?["', ]+(?:run|exec|create|cp)\b/,
  },
  // Earthly: "FROM DOCKERFILE".
  {
    files: /(?:^|\/)Earthfile$|\.earth$/,
    builds: [/^[ \t]*FROM DOCKERFILE\b/m],
    asks: /^[ \t]*(?:RUN|ENTRYPOINT|CMD|USER|WORKDIR|SAVE ARTIFACT|COPY)\b/m,
  },
  // Terraform and OpenTofu, provider kreuzwerker/docker: `docker_image` with a `build` block.
  {
    files: /\.tf$/,
    builds: [/\bresource\s+"docker_(?:registry_)?image"/, /\bbuild\s*\{/],
    asks: /^[ \t]*(?:command|entrypoint|healthcheck|user|working_dir|upload|volumes|mounts)\b/m,
  },
  // Garden ("kind: Build, type: container"), Okteto (`build`, `dev`, `deploy`), werf (`dockerfile`), Buildkite's plugins.
  {
    files: /(?:^|\/)(?:[\w.-]*\.)?garden\.ya?ml$/,
    builds: [/^[ \t]*(?:kind|type):\s*["']?(?:Build|container)\b/m],
    asks: /^[ \t]*-?[ \t]*(?:command|args|test|tests|tasks|sync|devMode)\b/m,
  },
  {
    files: /(?:^|\/)\.?okteto[\w.-]*\.ya?ml$/,
    builds: [/^build:|^[ \t]+(?:context|dockerfile):/m],
    asks: /^[ \t]*-?[ \t]*(?:command|dev|entrypoint|sync|test|run|args)\b/m,
  },
  // Buildkite: plugins docker and docker-compose start the step's command in a container.
  {
    files: /(?:^|\/)\.?buildkite\/[^\n]*\.ya?ml$/,
    builds: [/\bdocker-compose#/, /\brun:/],
    asks: /^[ \t]*-?[ \t]*(?:commands?|entrypoint|shell)\b/m,
  },
  // Skaffold: containers of `verify`, `customActions` and `test`, and the hooks of its artifacts.
  {
    files: /(?:^|\/)skaffold[\w.-]*\.ya?ml$/,
    builds: [/^[ \t]*artifacts\s*:/m],
    asks: /^(?:verify|customActions|test)\s*:|^[ \t]*(?:containerCommand|container)\s*:|^[ \t]*hooks\s*:/m,
  },
  // dip: `interaction` with `service` and `command`.
  {
    files: /(?:^|\/)dip\.ya?ml$/,
    builds: [/^[ \t]+service:/m],
    asks: /^[ \t]+(?:command|entrypoint|shell|subcommands|user)\b/m,
  },
  // pre-commit builds the Dockerfile of a hook's repository ("docker" in its documentation on languages).
  {
    files: /(?:^|\/)\.pre-commit-hooks\.ya?ml$/,
    builds: [/^[ \t]*-?[ \t]*language:\s*["']?docker["']?[ \t]*$/m],
    asks: /^[ \t]*-?[ \t]*entry\s*:/m,
  },
  // Rules of Bazel that are given a Dockerfile.
  {
    files: /(?:^|\/)BUILD(?:\.bazel)?$/,
    builds: [/\bdockerfile\s*=/],
    asks: /\b(?:command|commands|test|run|cmd|entrypoint)\b/,
  },
  // ofelia starts `job-exec` commands in the container that has the label.
  {
    files: /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/,
    builds: [/^[ \t]+build\s*:/m],
    asks: /\bofelia\.job-exec\.[\w.-]+\.command\b/,
  },
  // Programs that are given a container's or an image's name and try out what is in it.
  {
    files:
      /(?:^|\/)(?:GNUmakefile|[Mm]akefile|[\w.-]+\.mk|[Jj]ustfile|[Tt]askfile[\w.-]*\.ya?ml)$|\.(?:sh|bash|ya?ml)$/,
    builds: [
      /\bdgoss\s+(?:run|edit)\b|\b(?:inspec|cinc-auditor)\s+exec\b|--hosts?[= ]["']?docker:\/\//,
      /\bdgoss\b|docker:\/\//,
    ],
    asks: /./,
  },
];

/** Whether a file may hold such a build, by its name and its place; sources lie where tests and what deploys does. */
export function mayBuildByClient(path: string): boolean {
  return (
    clients.some(({ files }) => files !== source && files.test(path)) ||
    (source.test(path) && (besideSources.test(path) || isTest.test(nameOf(path))))
  );
}

const besideSources =
  /(?:^|\/)(?:\.?dagger|\.?ci|cdk|pulumi|iac|infra\w*|deploy\w*|ops|cloud|aws|build|stacks?|lib|bin|tests?|specs?|e2e|it|integration[\w-]*|acceptance|smoke|__tests__)\/|^[^/]+$/;

const isTest = /(?:^|[._-])(?:test|tests|spec|it|e2e)(?:[._-]|$)|(?:Tests?|IT|Spec)\.\w+$/;

/** The use, with the line it begins on; none where the file builds nothing of the Dockerfile's or asks for nothing. */
export function findByClient(
  { path, text }: SourceFile,
  dockerfile: string,
  isOnly: boolean,
): readonly Finding[] {
  const code = withoutComments(text, path);
  const client = clients.find(
    ({ files, builds, asks }) =>
      files.test(path) && builds.every((each) => each.test(code)) && asks.test(code),
  );
  if (client === undefined || !(isOnly || mayMean(path, code, dockerfile))) return [];
  const name = nameOf(path);
  const line = code.slice(0, client.builds[0]?.exec(code)?.index ?? 0).split('\n').length;
  const unread = [{ what: 'use', text: `what ${name} does with containers of it is not known` }] as const;
  return [
    {
      kind: 'build',
      dockerfiles: [dockerfile],
      names: [],
      consumer: { kind: 'script', path, line, name, unread },
    },
  ];
}

/** Lines that are comments are left empty, so that lines keep their numbers. */
function withoutComments(text: string, path: string): string {
  const comment = /\.(?:[cm]?[jt]sx?|go|java|kts?|groovy|cs|fs|rs|scala|php)$/.test(path)
    ? /^[ \t]*(?:\/\/|\*|\/\*).*$/gm
    : /^[ \t]*#.*$/gm;
  return text.replaceAll(comment, '');
}

/** One of several Dockerfiles is meant where the file lies below it, or has its directory or its name in a path. */
function mayMean(path: string, text: string, dockerfile: string): boolean {
  const directory = parentOf(dockerfile);
  if (directory !== '' && `${parentOf(path)}/`.startsWith(`${directory}/`)) return true;
  const word = directory === '' ? nameOf(dockerfile) : nameOf(directory);
  const isNamed = text.split(/[^\w.-]+/).includes(word);
  if (isNamed) return true;
  // A directory that is told from the file's own (`..`): the one of the Dockerfile.
  const steps = [...text.matchAll(/["'`]((?:\.{1,2}\/?)+)["'`]/g)].map(([, step = '']) => step);
  return steps.some((step) => joinPath(parentOf(path), step) === directory);
}
