/** The pages of `dfopt explain`: what each code means and what one can do about it. */
import { rules } from '../../rules/index.ts';
import { codes as ofRuns } from '../batch/codes.ts';
import { failures } from '../batch/failures.ts';
import { codes as ofEveryFile } from '../migrate/codes.ts';
import type { CodeDescription } from '../report/types.ts';
import { kindsOf, type CodeKind, type CodeTable } from '../rule/codes.ts';
import { codes as ofSplits } from '../split/codes.ts';
import { codes as ofVerifying } from '../verify/codes.ts';
import { codePages } from './code-pages.ts';
import { homepage } from './manifest.ts';

/** Codes of files that were left alone before a rule saw them, and of `migrate --verify`. */
const ownPages: Readonly<Record<Exclude<keyof typeof ofRuns, keyof typeof failures>, CodeDescription>> &
  Readonly<Record<'is-a-link', CodeDescription>> = {
  'is-a-link': {
    summary: 'The file is a symbolic link.',
    text: `A search does not follow symbolic links: the file a link points to is looked at where it lies, once, if it
lies below the directory that is searched.

With --write a link that you name yourself is refused, because replacing it would either turn it into a file or
change a file somewhere else.

What to do: name the file the link points to, or pass --follow-symlinks. A link that leads out of the directory is
never written through.`,
  },
  excluded: {
    summary: 'The file was left out by --exclude, .dfoptignore or the configuration.',
    text: `A pattern leaves the file out. Patterns are those of .gitignore. They hold for files that are named, too,
because commit hooks name every file they are given.

What to do: nothing, or take the pattern away. A search leaves such files out without a word, and also what
.gitignore leaves out and what lies in .git, node_modules and vendor.`,
  },
  template: {
    summary: 'The file is a template of a Dockerfile.',
    text: `Its name ends as templates do (.tmpl, .j2, .erb, .in …). What is in it becomes a Dockerfile only when another
program fills it in, so what it builds cannot be told, and its own syntax would be taken for instructions.

What to do: nothing, or run dfopt over a file that was made from it and change the template by hand.`,
  },
  'not-a-dockerfile': {
    summary: 'The file has the name of a Dockerfile with the ending of a source file, and is none.',
    text: `Names such as dockerfile.py are those of sources about Dockerfiles as often as of Dockerfiles. Where the text
does not begin with FROM, or with an ARG before it, it is taken for a source and left alone.

What to do: nothing, or give a Dockerfile another name.`,
  },
  'in-baseline': {
    summary: 'The file could be migrated and the baseline says that this is known.',
    text: `With --baseline FILE the candidates that the file lists are left alone, so that --check fails for new ones
only. A candidate is a path and a code.

What to do: nothing, or migrate the file and write the baseline again with --update-baseline.`,
  },
  'verified-different': {
    summary: 'The migration was built with --verify, and the new image differs from the old one.',
    text: `With --verify both images are built and compared, and only what proved equal is written. The exit code
is 3.

What to do: 'dfopt verify FILE' prints every difference with its cause.`,
  },
  'verified-unknown': {
    summary: 'The migration could not be compared with the original, so --verify did not let it through.',
    text: `A build failed, no container engine answered, or a part of the comparison could not be made. What was
not compared is never counted as equal. The exit code is 4, or 130 when a signal ended the comparison.

What to do: 'dfopt verify FILE' says what is missing.`,
  },
};

/** All codes that dfopt can print, with their kinds: the tables of every part that says something. */
export function declaredCodes(): ReadonlyMap<string, readonly CodeKind[]> {
  const tables: readonly CodeTable[] = [
    ofRuns,
    ofEveryFile,
    ofSplits,
    ofVerifying,
    ...rules.map(({ codes }) => codes),
  ];
  return new Map(
    tables.flatMap((table) =>
      Object.entries(table).map(([code, row]): [string, readonly CodeKind[]] => [code, kindsOf(row)]),
    ),
  );
}

/** The page of a code; undefined when there is no such code. */
export function describeCode(code: string): CodeDescription | undefined {
  const page = pages().get(code);
  const site = homepage();
  return page === undefined || site === undefined
    ? page
    : { ...page, address: new URL(`codes/${code}.html`, site).href };
}

/** All codes that have a page, sorted. */
export function allCodes(): readonly string[] {
  return [...pages().keys()].sort();
}

function pages(): ReadonlyMap<string, CodeDescription> {
  const ofFailures = Object.entries(failures)
    // A link is no failure in a search; its page covers both.
    .filter(([code]) => !Object.hasOwn(ownPages, code))
    .map(([code, { what, why, advice }]): [string, CodeDescription] => [
      code,
      {
        summary: `${sentence(`dfopt ${what}`)}: ${why}.`,
        text: `${sentence(`dfopt ${what}`)}: ${why}. The other files of the run are done all the same, and the exit code is 2.

What to do: ${advice}.`,
      },
    ]);
  return new Map([...ofFailures, ...Object.entries(ownPages), ...codePages()]);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
