/**
 * Finds the files around a Dockerfile that say how its image is used. Each reader tells what it finds: builds of some
 * Dockerfile, and uses of some image. Builds of this Dockerfile give the image its names; uses of a name are uses of
 * this image.
 */
import { byCodeUnit, nameOf, parentOf, pathFrom, remember, rememberOf, type Tree } from '../files/tree.ts';
import { shown } from './given.ts';
import type { Consumer, Unread } from './types.ts';
import { noRules } from '../files/ignore.ts';
import type { ContextFiles } from '../files/types.ts';
import { subtree, viewOf, wholeView } from '../files/view.ts';
import { findInAction, isActionFile } from './action.ts';
import { findInBake } from './bake.ts';
import { isBakeFile, isComposeFile } from './build-file-names.ts';
import { findInCi, findInJenkinsfile, isJenkinsfile } from './ci.ts';
import { findCommands } from './commands.ts';
import { findInCompose } from './compose.ts';
import { findInDockerfile, isDockerfile } from './dockerfiles.ts';
import { findInDevcontainer, isDevcontainer } from './devcontainer.ts';
import type { Finding, ImageName, SourceFile } from './findings.ts';
import { findInKustomization, findInManifest, findInSkaffold, isKustomization } from './kubernetes.ts';
import { findByClient, mayBuildByClient } from './clients.ts';
import { findInJustfile, isJustfile } from './justfile.ts';
import { findInMakefile, isMakefile } from './makefiles.ts';
import { findInNomad, isNomadFile } from './nomad.ts';
import { findInContainers } from './containers.ts';
import { readHcl, hclData } from './hcl.ts';
import { findInUnit, isUnit } from './units.ts';
import { readJson, readYaml } from './yaml.ts';
import { platformReader } from './platforms.ts';
import { findInSource, findMentions, findShellMentions, mayMention } from './mentions.ts';
import { isSameImage, nameIn } from './names.ts';
import { assumedUses } from './assumed.ts';
import { projectNames } from './project-names.ts';
import { takenByBuild } from './build-contexts.ts';
import { findInTiltfile, isTiltfile } from './tilt.ts';
import { findInTest, languageOfTest, namesContainers } from './container-tests.ts';
import { findInReadme, isReadme } from './readme.ts';
import { findInStructureTests, namesTests } from './structure-tests.ts';
import {
  filesIn,
  isOnlyDockerfile,
  largestFile,
  mostFiles,
  mostSearched,
  mostWalked,
  usualFiles,
} from './places.ts';

export interface Search {
  /** The whole repository, as far as it is known. */
  readonly tree: Tree;
  /** The build context's directory in it. */
  readonly context: string;
  /** The Dockerfile's path in it. */
  readonly dockerfile: string;
}

/** The consumers of the Dockerfile's image, sorted by file and line. */
export function consumersOf(search: Search): readonly Consumer[] {
  const view = wholeView(search.tree);
  const usual = usualFiles(view, search.context, search.dockerfile);
  const readers = usual.flatMap((path) => readerFor(path, view, search) ?? []);
  const told = readers.slice(0, mostFiles).flatMap((read) => read());
  const others = namedElsewhere(told, new Set([...usual, search.dockerfile]), view, search);
  const followed = [...told, ...others.findings];
  const findings = [
    ...followed,
    ...mentionedIn(followed, view, search),
    ...notLookedAt(followed, view, search),
    ...builtByClients(view, search),
  ];
  const read = new Set([...usual, ...others.read, search.dockerfile]);
  const { consumers } = belonging(findings, search.dockerfile, read);
  // A name in a README is often an example.
  const said = belonging(
    findings.filter(({ consumer }) => consumer.kind !== 'readme'),
    search.dockerfile,
    read,
  ).names;
  const all = said.some((name) => name.by === 'image')
    ? consumers
    : [...consumers, ...assumed(findings, view, search, read)];
  return unique(
    all.map(({ path, ...consumer }) => ({ ...consumer, file: pathFrom(search.context, path) })),
  ).toSorted((a, b) => byCodeUnit(a.file, b.file) || a.line - b.line);
}

type Found = Omit<Consumer, 'file'> & { readonly path: string };

/** What belongs to the image: builds of the Dockerfile, and whatever uses a name that one of these gives. */
function belonging(
  findings: readonly Finding[],
  dockerfile: string,
  read: ReadonlySet<string>,
): { readonly consumers: readonly Found[]; readonly names: readonly ImageName[] } {
  const mine = new Set<Finding>(
    findings.filter((finding) => finding.kind === 'build' && finding.dockerfiles.includes(dockerfile)),
  );
  let names = [...mine].flatMap((finding) => finding.names);
  // A use can give a further name (a container's), by which others use it: until nothing is added.
  for (let before = -1; before !== mine.size;) {
    before = mine.size;
    for (const finding of findings) {
      if (
        finding.kind === 'use' &&
        !mine.has(finding) &&
        names.some((name) => isSameImage(name, finding.of))
      ) {
        mine.add(finding);
        names = [...names, ...finding.names];
      }
    }
  }
  return {
    consumers: findings
      .filter((finding) => mine.has(finding))
      .map((finding) => withUnread(finding, findings, read)),
    names,
  };
}

/** Adds the config maps that no file here describes, and the Dockerfiles that are given the image and not there to read. */
function withUnread(
  { names, consumer }: Finding,
  findings: readonly Finding[],
  read: ReadonlySet<string>,
): Found {
  const maps = names.filter(
    (name) =>
      name.by === 'config' &&
      !findings.some((finding) => finding.kind === 'use' && isSameImage(finding.of, name)),
  );
  const contexts = names.flatMap((name) => (name.by === 'context' ? [name] : []));
  // A build may run in one of several directories.
  const open = contexts.some(({ dockerfile }) => read.has(dockerfile) || dockerfile.includes('#'))
    ? []
    : contexts;
  const missing: readonly Unread[] = [
    ...maps.map(({ text }): Unread => ({
      what: 'variables',
      text: `variables of the config map ${shown(text)}`,
    })),
    ...open.slice(0, 1).map(({ text }) => takenByBuild(text)),
  ];
  return missing.length === 0 ? consumer : { ...consumer, unread: [...(consumer.unread ?? []), ...missing] };
}

/**
 * What else may use the image: Dockerfiles whose builds are given images, and where the image has a name, files of the repository
 * that have this name in them, by whatever is known of such files.
 */
function namedElsewhere(
  findings: readonly Finding[],
  usual: ReadonlySet<string>,
  view: ContextFiles,
  search: Search,
): { readonly findings: readonly Finding[]; readonly read: readonly string[] } {
  const { names } = belonging(findings, search.dockerfile, usual);
  const given = new Set(
    findings.flatMap((finding) =>
      finding.kind === 'use'
        ? finding.names.flatMap((name) => (name.by === 'context' ? [name.dockerfile] : []))
        : [],
    ),
  );
  const words = [...new Set(names.flatMap((name) => nameIn(name) ?? []))];
  const anywhere = words.length === 0 ? [] : mayNameImagesIn(view);
  const read = new Set<string>();
  const found = [...new Set([...given, ...anywhere])].flatMap((path): readonly Finding[] => {
    if (read.size >= mostSearched || path === search.dockerfile) return [];
    const known = usual.has(path);
    if (known && (!isUncertain(path) || given.has(path))) return [];
    const text = textOf(path, view);
    if (text === undefined) return [];
    read.add(path);
    const isGiven = given.has(path);
    if (!isGiven && !words.some((word) => text.includes(word))) return [];
    const source: SourceFile = { path, text };
    return isGiven ? findInDockerfile(source) : findByName(source, known, view, search);
  });
  return { findings: found, read: [...read] };
}

/** What a file says in which a name stands: to its reader, unless that was asked before, and as data that is nobody's. */
function findByName(
  source: SourceFile,
  isRead: boolean,
  view: ContextFiles,
  search: Search,
): readonly Finding[] {
  return [
    ...(isRead ? [] : (finderFor(source.path, view, search)?.(source) ?? [])),
    ...(isUncertain(source.path) && !namesCommands.test(source.text) ? findInData(source) : []),
  ];
}

/** Files that have the image's name in them, and that no reader takes for its own. */
function mentionedIn(findings: readonly Finding[], view: ContextFiles, search: Search): readonly Finding[] {
  const { names } = belonging(findings, search.dockerfile, new Set());
  const words = [...new Set(names.flatMap((name) => nameIn(name) ?? []))];
  if (words.length === 0) return [];
  return mayMentionIn(view)
    .slice(0, mostSearched)
    .flatMap((path) => {
      const text = textOf(path, view);
      if (text === undefined || !words.some((word) => text.includes(word))) return [];
      const source: SourceFile = { path, text };
      const found = findings.filter(({ consumer }) => consumer.path === path);
      if (isShellScript(source)) return findShellMentions(source, names);
      const sources = found.length === 0 ? findInSource(source) : [];
      return [...sources, ...findMentions(source, names, [...found, ...sources])];
    });
}

/** Files of a repository that may have an image's name in them, beside those that a reader follows. */
const mayMentionIn = rememberOf((view: ContextFiles) =>
  filesIn(view).files.filter((path) => mayMention(path) && !isFollowed(path)),
);

/** Files of a repository that may name images, by what is known of such files. */
const mayNameImagesIn = rememberOf((view: ContextFiles) => filesIn(view).files.filter(mayNameImages));

/** Where the image has a name and the repository is too large to look for it everywhere: what else uses it is not known. */
function notLookedAt(findings: readonly Finding[], view: ContextFiles, search: Search): readonly Finding[] {
  const named = findings.find(
    (finding) =>
      finding.kind === 'build' &&
      finding.dockerfiles.includes(search.dockerfile) &&
      finding.names.some((name) => nameIn(name) !== undefined),
  );
  const of = named?.names.find((name) => nameIn(name) !== undefined);
  if (named === undefined || of === undefined) return [];
  const most = Math.max(mayMentionIn(view).length, mayNameImagesIn(view).length);
  if (filesIn(view).complete && most <= mostSearched) return [];
  const { path, line } = named.consumer;
  const name = 'what is not looked at of the repository';
  const text = `it has more than ${mostWalked} directories or ${mostSearched} files that may name the image`;
  return [
    {
      kind: 'use',
      of,
      names: [],
      consumer: { kind: 'script', path, line, name, unread: [{ what: 'use', text }] },
    },
  ];
}

/** What builds this Dockerfile through a tool that no reader follows, and starts something of its own in the containers. */
function builtByClients(view: ContextFiles, search: Search): readonly Finding[] {
  const isOnly = isOnlyDockerfile(view, search.dockerfile);
  return mayBuildByClientIn(view)
    .slice(0, mostSearched)
    .flatMap((path) => {
      const text = textOf(path, view);
      return text === undefined ? [] : findByClient({ path, text }, search.dockerfile, isOnly);
    });
}

const mayBuildByClientIn = rememberOf((view: ContextFiles) => filesIn(view).files.filter(mayBuildByClient));

/** What a reader follows to its end: a name of the image there is one that it knows what to do with. */
function isFollowed(path: string): boolean {
  return (
    isDockerfile(path) ||
    isComposeFile(path) ||
    isBakeFile(path) ||
    isMakefile(path) ||
    isJustfile(path) ||
    isJenkinsfile(path) ||
    isActionFile(path) ||
    isDevcontainer(path) ||
    isKustomization(path) ||
    isTiltfile(path) ||
    /(?:^|\/)\.(?:github\/workflows|circleci)\//.test(path) ||
    /(?:^|\/)(?:values[\w.-]*|Chart)\.ya?ml$/.test(path)
  );
}

/** Data that is nobody's by its name: whether it says anything of images, their names tell. */
function isUncertain(path: string): boolean {
  return (
    (/\.ya?ml$/.test(path) || isData(path)) &&
    !isComposeFile(path) &&
    !isBakeFile(path) &&
    !isCiFile(path) &&
    !isActionFile(path) &&
    !isDevcontainer(path) &&
    !isKustomization(path) &&
    !isNomadFile(path) &&
    !/(?:^|\/)(?:skaffold[\w.-]*|values[\w.-]*|Chart)\.ya?ml$/.test(path) &&
    platformReader(path) === undefined
  );
}

/** Nothing names the image: what is taken for uses of it. One that only the name tells may as well be another's. */
function assumed(
  findings: readonly Finding[],
  view: ContextFiles,
  search: Search,
  read: ReadonlySet<string>,
): readonly Found[] {
  if (!isOnlyDockerfile(view, search.dockerfile)) return [];
  const names = projectNames(view, search.context, search.dockerfile);
  const further = calledElsewhere([...names], read, view, search);
  const { certain, byName } = assumedUses([...findings, ...further.findings], names);
  const all = new Set([...read, ...further.read]);
  return [
    ...certain.map((use) => ({ ...withUnread(use, findings, all), assumed: true as const })),
    ...byName.map((use) => ({
      ...withUnread(use, findings, all),
      assumed: true as const,
      uncertain: true as const,
    })),
  ];
}

/** What files in other than the usual places say, in which one of the names stands. */
function calledElsewhere(
  words: readonly string[],
  seen: ReadonlySet<string>,
  view: ContextFiles,
  search: Search,
): { readonly findings: readonly Finding[]; readonly read: readonly string[] } {
  const paths = mayNameImagesIn(view).filter((path) => !seen.has(path) || isUncertain(path));
  const read = words.length === 0 ? [] : paths.slice(0, mostFiles);
  const findings = read.flatMap((path): readonly Finding[] => {
    const text = textOf(path, view);
    if (text === undefined || !words.some((word) => text.includes(word))) return [];
    return findByName({ path, text }, seen.has(path), view, search);
  });
  return { findings, read };
}

function unique(consumers: readonly Consumer[]): readonly Consumer[] {
  return [...new Map(consumers.map((consumer) => [JSON.stringify(consumer), consumer])).values()];
}

// ── Readers ──────────────────────────────────────────────────────────────────────────────────────────────────

/** How a file is read; undefined for one that says nothing about images. Nothing is opened yet. */
function readerFor(path: string, view: ContextFiles, search: Search): (() => readonly Finding[]) | undefined {
  const find = finderFor(path, view, search);
  if (find === undefined) return undefined;
  return () => {
    // What a compose file mounts is told from the build context.
    const key = isComposeFile(path) ? `${search.context}\0${path}` : path;
    const before = foundIn(view).get(key);
    if (before !== undefined) return before;
    const text = textOf(path, view);
    const found = text === undefined ? [] : find({ path, text });
    foundIn(view).set(key, found);
    return found;
  };
}

/** What the readers found in the files of a view: of many Dockerfiles in a repository each asks for much the same. */
const foundIn = rememberOf((_view: ContextFiles) => new Map<string, readonly Finding[]>());

function textOf(path: string, view: ContextFiles): string | undefined {
  return textsIn(view)(path);
}

const textsIn = rememberOf((view: ContextFiles) =>
  remember((path) => ((view.stat(path)?.size ?? 0) > largestFile ? undefined : view.read(path))),
);

type Find = (source: SourceFile) => readonly Finding[];

/** Reads only what holds a word that it must hold: the YAML parser is not loaded for less. */
function when(words: RegExp, find: Find): Find {
  return (source) => (words.test(source.text) ? find(source) : []);
}

function finderFor(
  path: string,
  view: ContextFiles,
  { tree, context, dockerfile }: Search,
): Find | undefined {
  const { read } = view;
  if (isDockerfile(path)) return path === dockerfile ? undefined : findInDockerfile;
  if (isComposeFile(path)) {
    return when(/^[ \t]*["']?(?:services|include)["']?[ \t]*:/m, (source) =>
      findInCompose(source, { read, context }),
    );
  }
  if (isBakeFile(path)) return when(/target/, findInBake);
  if (isDevcontainer(path)) return when(/docker(?:[Ff]ile|ComposeFile)|image/, findInDevcontainer);
  if (isJenkinsfile(path)) return findInJenkinsfile;
  if (isMakefile(path)) {
    const { list, read: readBelow } = viewOf(subtree(tree, parentOf(path)), noRules);
    return (source) => findInMakefile(source, { list, read: readBelow });
  }
  if (/^skaffold[\w.-]*\.ya?ml$/.test(nameOf(path))) return when(/artifacts/, findInSkaffold);
  if (isKustomization(path))
    return when(/newName|configMapGenerator|patch/, (source) => findInKustomization(source, read));
  const platform = platformReader(path);
  if (platform !== undefined) return platform;
  if (isNomadFile(path)) return when(/^[ \t]*task\b/m, when(/\bimage\b/, findInNomad));
  if (isTiltfile(path)) return findInTiltfile;
  if (isJustfile(path)) return findInJustfile;
  const language = languageOfTest(path);
  if (language !== undefined) return when(namesContainers, (source) => findInTest(source, language));
  if (isReadme(path)) return when(/docker|podman/, findInReadme);
  if (isActionFile(path)) return when(/docker/i, findInAction);
  if (isCiFile(path)) return when(/docker|podman|buildah|kaniko|container|image|kubectl/, findInCi);
  if (/\.ya?ml$/.test(path)) {
    const manifest = when(/^[ \t-]*(?:initC|c)ontainers[ \t]*:|^kind: ConfigMap/m, (source) =>
      findInManifest(source, read),
    );
    const tests = when(namesTests, findInStructureTests);
    const data = when(namesCommands, findInData);
    return (source) => [...manifest(source), ...tests(source), ...data(source)];
  }
  if (isUnit(path)) return findInUnit;
  if (isData(path)) return when(namesCommands, findInData);
  return isScript(path) ? findInScript : undefined;
}

/** A cheap test whether data may hold commands that build images, or start containers. */
const namesCommands =
  /(?:docker|podman|nerdctl|buildah)(?:[- ]compose)?[\s"',\]]+(?:build|buildx|run|create|exec|cp|image)\b/;

/** Actions of Go's text/template, as Helm's charts have them: what is around them is no YAML yet. Ansible's are values in YAML. */
const goTemplate = /\{\{-?\s*(?:[.$]|(?:if|range|with|else|end|include|template|define|block)\b)/;

/** Data of any kind: what its containers start, and the container commands in its texts. */
function findInData(source: SourceFile): readonly Finding[] {
  const { path, text } = source;
  if (/\.ya?ml$/.test(path))
    return goTemplate.test(text) && !namesCommands.test(text)
      ? []
      : findInContainers(readYaml(text), source, 'deployment');
  if (path.endsWith('.json')) {
    const document = readJson(text);
    return document === undefined ? [] : findInContainers([document], source, 'deployment');
  }
  return findInContainers([hclData(readHcl(text))], source, 'deployment');
}

/** Data that isn't YAML; what package managers write is none of anybody's. */
function isData(path: string): boolean {
  return (
    /\.(?:json|tf|hcl)$/.test(path) &&
    !/(?:^|\/)(?:package-lock|tsconfig[\w.-]*|composer\.lock)\.json$/.test(path)
  );
}

/** What may name an image wherever it lies: looked at where a name of this one's stands in it. */
function mayNameImages(path: string): boolean {
  return (
    isDockerfile(path) ||
    isUnit(path) ||
    isData(path) ||
    isMakefile(path) ||
    isCiFile(path) ||
    isJenkinsfile(path) ||
    /\.ya?ml$|\.(?:sh|bash)$/.test(path)
  );
}

function isCiFile(path: string): boolean {
  return (
    /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)\.circleci\/[^/]+\.ya?ml$/.test(path) ||
    /^(?:\.gitlab-ci|\.travis|\.drone|\.woodpecker|azure-pipelines|bitbucket-pipelines|cloudbuild|appveyor)[\w.-]*\.ya?ml$/.test(
      nameOf(path),
    )
  );
}

/** A shell script by its name, or a file without a suffix: whether that is one its first line tells. */
function isScript(path: string): boolean {
  const name = nameOf(path);
  return /\.(?:sh|bash)$/.test(name) || !name.includes('.');
}

function isShellScript({ path, text }: SourceFile): boolean {
  return /\.(?:sh|bash)$/.test(path) || /^#!.*\b(?:ba|da|a|k|z)?sh\b/.test(text);
}

function findInScript(source: SourceFile): readonly Finding[] {
  if (!isShellScript(source)) return [];
  // Scripts are called from the root of the repository, or change to a place they know.
  const directories = [...new Set(['', parentOf(source.path), parentOf(parentOf(source.path))])];
  return findCommands({ ...source, line: 1, kind: 'script', name: nameOf(source.path), directories });
}
