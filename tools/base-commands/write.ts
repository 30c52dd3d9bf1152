/**
 * Writes src/image/base-commands.ts from what collect.sh printed: `node --import tsx tools/base-commands/write.ts DATE
 * FILE...`. Alpine's lists are kept in alpine.txt beside this file, with their sources.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';

const [date = '', ...files] = process.argv.slice(2);

interface Release {
  readonly name: string;
  readonly slim: ReadonlySet<string>;
  /** Package → its commands. */
  readonly commands: ReadonlyMap<string, readonly string[]>;
}

/** /bin is a link to /usr/bin: packages name their files either way. */
function bare(path: string): string {
  return path.replace(/^\/usr/, '');
}

function releaseIn(text: string): Release {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  const all = (kind: string): readonly (readonly string[])[] => lines.filter(([first]) => first === kind);
  const owners = new Map(all('owner').map(([, name = '', path = '']) => [bare(path), name]));
  const commands = new Map<string, Set<string>>();
  for (const [, path = '', target = ''] of all('command')) {
    const owner = owners.get(bare(path)) ?? owners.get(bare(target));
    if (owner === undefined || owner.startsWith('golang')) continue;
    const known = commands.get(owner) ?? new Set();
    commands.set(owner, known.add(posix.basename(path)));
  }
  return {
    name: all('release')[0]?.[1] ?? '',
    slim: new Set(all('slim').map(([, name = '']) => name)),
    commands: new Map([...commands].map(([name, known]) => [name, [...known].sort()])),
  };
}

function rowsOf({ commands, slim }: Release): readonly string[] {
  return [...commands]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, known]) => `${slim.has(name) ? '*' : ''}${name} ${known.join(' ')}`);
}

const releases = files.map((file) => releaseIn(readFileSync(file, 'utf8')));
const alpine = readFileSync(new URL('alpine.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

const text = `/**
 * The commands that base images bring, by package. Generated on ${date} by tools/base-commands.
 *
 * - Debian: what the packages of the official golang image (docker-library/golang on buildpack-deps' scm variant) own in the
 *   directories of PATH, names of update-alternatives included, read from dpkg in a container where apt had installed them. A
 *   package with a star is of the slim image too.
 * - Alpine: BusyBox's applets (main/busybox/busyboxconfig of aports, BusyBox 1.27) and the packages of the image.
 */
export const DEBIAN_BASE_COMMANDS: Readonly<Record<string, string>> = {
${releases.map((release) => `  ${release.name}: \`\n${rowsOf(release).join('\n')}\n\`,`).join('\n')}
};

export const ALPINE_BASE_COMMANDS = \`
${alpine.join('\n')}
\`;
`;
writeFileSync(new URL('../../src/image/base-commands.ts', import.meta.url), text);
