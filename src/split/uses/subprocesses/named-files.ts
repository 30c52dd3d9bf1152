/** What a started program reads, as far as its command line says: arguments that name files and directories of the image. */
import { posix } from 'node:path';
import type { Stage } from '../../../evaluate/types.ts';
import type { Evidence } from '../../../rule/types.ts';
import type { Need } from '../../../rule/need.ts';
import { onlyTells } from '../../../shell/interpreters.ts';
import { linkTargetsIn } from '../../../shell/links-made.ts';
import { filesOfSed } from '../../../shell/sed.ts';
import type { Value } from '../../../shell/types.ts';
import { hasScheme, wordsOf } from '../../system/words.ts';

export interface StartedFiles {
  readonly needs: readonly Need[];
  /** It may read files of its working directory by names that aren't known. */
  readonly readsUnknown: boolean;
  /** One of these may lie anywhere in the image. */
  readonly readsAnywhere?: true;
}

/** Programs whose arguments name no files: texts, numbers, processes, hosts, accounts. Source: their manual pages. */
const withoutFiles = wordsOf(`
  echo printf sleep date uname hostname whoami id groups nproc uptime free ps kill killall pkill pgrep pidof ping ping6
  nslookup dig host getent seq expr true false yes tty arch env printenv logname users who w
`);

/** Programs that look at the directory they are started in without an argument that says so. */
const ofTheirDirectory = wordsOf(`
  ls dir vdir find du tree make cmake rg ag docker-compose npm yarn pnpm composer bundle rake cargo
`);

/** Programs that are given addresses: a word that isn't known is one of those, and no file of the image. */
const ofAddresses = wordsOf('git hg svn ssh curl wget');

/** The files that a command line names, and whether it may read others. */
export function namedByArguments(words: readonly Value[], stage: Stage, evidence: Evidence): StartedFiles {
  const name = posix.basename(words[0]?.text ?? '');
  if (withoutFiles.has(name) || onlyTells(words)) return { needs: [], readsUnknown: false };
  const inside = [...linkTargetsIn(words), ...filesOfSed(words)].map((text) => ({ text }));
  const given = [...words.slice(1), ...inside].map((word) => ofWord(word, name, stage, evidence));
  return {
    needs: given.flatMap(({ needs }) => needs),
    readsUnknown:
      (ofTheirDirectory.has(name) && given.every(({ needs }) => needs.length === 0)) ||
      given.some(({ readsUnknown }) => readsUnknown),
    ...(given.some(({ readsAnywhere }) => readsAnywhere === true) ? { readsAnywhere: true } : {}),
  };
}

function ofWord(word: Value, name: string, stage: Stage, evidence: Evidence): StartedFiles {
  const { text } = word;
  if (text === undefined) return ofUnknownWord(word, name, stage, evidence);
  const found = candidatesIn(text).map((path) => ofPath(path, name, stage, evidence));
  return {
    needs: found.flatMap(({ needs }) => needs),
    readsUnknown: found.some(({ readsUnknown }) => readsUnknown),
  };
}

/** Of a name that isn't known to its end the directory counts; one that may be anything may be any file. */
function ofUnknownWord({ prefix = '' }: Value, name: string, stage: Stage, evidence: Evidence): StartedFiles {
  if (hasScheme(prefix)) return { needs: [], readsUnknown: false };
  const directory = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  if (directory === '') {
    const readsUnknown = !prefix.startsWith('-') || prefix.includes('=');
    return {
      needs: [],
      readsUnknown,
      ...(readsUnknown && !ofAddresses.has(name) ? { readsAnywhere: true } : {}),
    };
  }
  return ofPath(directory, name, stage, evidence);
}

/** `file`, `--option=file`, `-ofile`, `@file`, `from:to`, `file://…`. */
function candidatesIn(text: string): readonly string[] {
  const bare = text.replace(/^file:\/\//, '');
  if (hasScheme(bare) || bare.includes('\n')) return [];
  const afterEquals = bare.includes('=') ? [bare.slice(bare.indexOf('=') + 1)] : [];
  const attached = /^-[A-Za-z]./.test(bare) ? [bare.slice(2)] : [];
  const parts = bare.includes(':') ? bare.split(':') : [];
  const all = [bare, ...afterEquals, ...attached, ...parts].flatMap((path) =>
    path.startsWith('@') ? [path, path.slice(1)] : [path],
  );
  return [...new Set(all)].filter((path) => path !== '' && !path.startsWith('-'));
}

function ofPath(given: string, name: string, stage: Stage, evidence: Evidence): StartedFiles {
  const workdir = stage.state.workdir.text ?? '/';
  const path = posix.resolve(workdir, given);
  const nothing: StartedFiles = { needs: [], readsUnknown: false };
  if (path === '/') return nothing;
  if (path === workdir) return { needs: [], readsUnknown: true };
  const because = `${name} is given its name`;
  const found = stage.files.lookup(path);
  if (found.status === 'present') {
    if (found.entry.origin.by === 'base') return nothing;
    const directory = found.entry.kind === 'directory';
    return { needs: [{ kind: 'file', path, directory, because, evidence }], readsUnknown: false };
  }
  // What is written has to have a place to be written to.
  const above = posix.dirname(path);
  const place = given.includes('/') && above !== '/' ? stage.files.lookup(above) : undefined;
  if (place?.status !== 'present' || place.entry.origin.by === 'base' || above === workdir) return nothing;
  return { needs: [{ kind: 'directory', path: above, because, evidence }], readsUnknown: false };
}
