/**
 * Files that have the image's name in them and that no reader follows: what they do with it is not known. Sources, scripts
 * and data in forms of their own name an image to start containers of it, as often as not with commands of theirs.
 */
import { literalText } from '../../shell/expand-words.ts';
import { parseShell } from '../../shell/parse.ts';
import { everyCommand } from '../../shell/walk.ts';
import { nameOf } from '../files/tree.ts';
import { findInTest, languageOfSource, languageOfTest, namesContainers } from './container-tests.ts';
import type { Finding, ImageName, SourceFile } from './findings.ts';
import { isSameImage } from './names.ts';

/** The findings of a file whose mentions of an image nothing that was found in it accounts for. */
export function findMentions(
  source: SourceFile,
  names: readonly ImageName[],
  found: readonly Finding[],
): readonly Finding[] {
  const uses = found.flatMap((finding) =>
    finding.kind === 'use' && accountsFor(finding, source) ? [finding] : [],
  );
  const mention = mentionsOf(source).find(
    ({ image, line }) =>
      names.some((name) => isSameImage(name, image)) &&
      !uses.some(({ of }) => isSameImage(of, image)) &&
      !found.some(({ kind, consumer }) => kind === 'build' && consumer.line === line),
  );
  if (mention === undefined) return [];
  const name = nameOf(source.path);
  const unread = { what: 'use', text: `what ${name} does with the image is not known` } as const;
  const consumer = { path: source.path, line: mention.line, kind: 'script', name, unread: [unread] } as const;
  return [{ kind: 'use', of: mention.image, names: [], consumer }];
}

/**
 * Whether a use says all that its file does with the image. Where data starts something, and not in the container that has the
 * image, the two may belong together in a way of the file's own: a job and the image it runs in, say.
 */
function accountsFor({ consumer }: Finding, { path, text }: SourceFile): boolean {
  const { command, entrypoint, runs, probe, unread, takes, takenBy } = consumer;
  const said = [command, entrypoint, runs, probe, unread, takes, takenBy].some((part) => part !== undefined);
  return said || !isData(path) || /^apiVersion:/m.test(text) || !startsSomething.test(text);
}

const startsSomething = /(?:^|[\s"'{,-])(?:commands?|script|run|args|cmd)["']?\s*[:=]/m;

function isData(path: string): boolean {
  return /\.(?:ya?ml|json|tf|hcl)$/.test(path);
}

/** The same for a shell script, whose commands tell which mentions are accounted for: what is built, started or looked at. */
export function findShellMentions(source: SourceFile, names: readonly ImageName[]): readonly Finding[] {
  const commands = everyCommand(parseShell(source.text));
  const known = commands.flatMap(({ words, assignments }) => {
    const [program] = words;
    const name = program === undefined ? '' : (literalText(program) ?? '');
    const isKnown = program === undefined || lookingPrograms.has(nameOf(name));
    return [
      ...(isKnown ? words : []),
      ...assignments.flatMap(({ value, elements }) => (elements === undefined && value ? [value] : [])),
    ];
  });
  const blank = known.reduce(
    (text, { start, end }) =>
      text.slice(0, start) + text.slice(start, end).replaceAll(/\S/g, ' ') + text.slice(end),
    source.text,
  );
  return findMentions({ ...source, text: blank }, names, []);
}

/** Programs that are given an image and start nothing in it, or whose commands are followed. */
const lookingPrograms: ReadonlySet<string> = new Set(
  (
    'docker podman nerdctl buildah docker-compose podman-compose container-structure-test kubectl oc kustomize helm kind k3d minikube ' +
    'executor crane skopeo regctl oras trivy grype syft cosign notation snyk dive dockle hadolint echo printf test [ export readonly ' +
    'local declare read grep sed awk yq jq git'
  ).split(' '),
);

/** What a source does with containers, as far as its calls are known. */
export function findInSource(source: SourceFile): readonly Finding[] {
  const language = languageOfTest(source.path) ?? languageOfSource(source.path);
  return language === undefined || !namesContainers.test(source.text) ? [] : findInTest(source, language);
}

interface Mention {
  readonly image: ImageName & { readonly by: 'image' };
  /** Counted from 1. */
  readonly line: number;
}

/** Words of a text that are image references, each with its line. */
function mentionsOf({ path, text }: SourceFile): readonly Mention[] {
  const data = isData(path);
  return text.split('\n').flatMap((line, index): readonly Mention[] => {
    // Data says by a key what a name is for.
    if (data && !/(?:image|container|entry)\w*["']?\s*[:=]|\brepository:.*\btag:/i.test(line)) return [];
    if (/^\s*(?:#|\/\/|\*|--)/.test(line)) return [];
    return [
      ...line.matchAll(
        /(?<![\w.@:-]|(?<!:\/)\/)(?:[\w.-]+(?::\d+)?\/)*[\w.-]+(?::[\w][\w.-]*)?(?:@sha256:\w+)?(?![\w/])/g,
      ),
    ].flatMap(([word]) =>
      isReference(word, line) ? [{ image: { by: 'image', text: word }, line: index + 1 }] : [],
    );
  });
}

/** A word of an image's form: with a tag, which is no port, or without one on a line that speaks of images. */
function isReference(word: string, line: string): boolean {
  const [, tag] = /:([\w][\w.-]*)$/.exec(word) ?? [];
  if (tag === undefined) return word.includes('/') && /image|docker|container|podman/i.test(line);
  return !/^\d{2,5}$/.test(tag) || word.includes('/');
}

/** Files in which a name of the image may be more than a word: all but texts for people, locks, and what is no text. */
export function mayMention(path: string): boolean {
  const name = nameOf(path);
  return (
    !notRead.test(name) &&
    !/^(?:LICEN[CS]E.*|COPYING|CODEOWNERS|AUTHORS|NOTICE.*|\.(?:git|docker)\w+)$/.test(name)
  );
}

const notRead =
  /\.(?:md|markdown|mdx|rst|adoc|txt|html?|css|s[ac]ss|svg|png|jpe?g|gif|ico|webp|woff2?|ttf|pdf|zip|gz|tgz|xz|bz2|tar|jar|exe|so|a|o|db|sqlite|lock|log|mod|sum|map|csv|tsv|pem|crt|key)$|(?:^|[-.])lock\.(?:json|ya?ml)$|\.min\.js$/i;
