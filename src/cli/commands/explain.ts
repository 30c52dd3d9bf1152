/** `dfopt explain CODE` */
import { rules } from '../../../rules/index.ts';
import { didYouMean } from '../../batch/suggest.ts';
import type { Rule } from '../../rule/types.ts';
import { rulePage } from '../code-pages.ts';
import { allCodes, describeCode } from '../codes.ts';
import type { Invocation, Command } from '../command.ts';
import { type ExitCode, type Streams, exitCode, print } from '../streams.ts';
import { usageError } from '../usage.ts';

export const explainCommand: Command = {
  usage: 'explain [CODE…]',
  about:
    'Says what a code means and what one can do; of the name of a rule, what the rule does. Without a code it lists them all.',
  options: {},
  words: allNames,
  run: explain,
};

async function explain({ positionals }: Invocation, streams: Streams): Promise<ExitCode> {
  const pages = positionals.length === 0 ? [listing(allCodes())] : positionals.map(page);
  await print(streams.stdout, pages.join('\n'));
  return exitCode.fine;
}

/** Codes, and the names of rules. */
function allNames(): readonly string[] {
  return [...new Set([...allCodes(), ...rules.map(({ name }) => name)])].sort();
}

function listing(codes: readonly string[]): string {
  const width = Math.max(...codes.map((code) => code.length));
  return codes.map((code) => `${code.padEnd(width)}  ${describeCode(code)?.summary ?? ''}\n`).join('');
}

/** The page of a code, of a rule, or of both where they have one name. */
function page(name: string): string {
  const description = describeCode(name);
  const rule = rules.find((each) => each.name === name);
  if (description === undefined && rule === undefined) {
    throw usageError(
      `'${name}'`,
      'there is no such code',
      didYouMean(name, allNames()) ?? containing(name) ?? "'dfopt explain' lists them",
    );
  }
  return [
    ...(description === undefined ? [] : [`${name}\n\n${description.text}\n`]),
    ...(rule === undefined ? [] : [pageOf(rule)]),
  ].join('\n');
}

function pageOf({ name, description, codes }: Rule): string {
  const own = Object.keys(codes).sort();
  return `${name}, a rule\n\n${rulePage(name) ?? description}\n\nIts codes:\n\n${listing(own)}`;
}

/** A part of a code tells which are meant: `sources` → `sources-mounted`, `sources-not-read`. */
function containing(part: string): string | undefined {
  const wanted = part.toLowerCase();
  const found = wanted.length < 3 ? [] : allNames().filter((name) => name.includes(wanted));
  const [first, ...others] = found.slice(0, 5).map((name) => `'${name}'`);
  if (first === undefined) return undefined;
  return others.length === 0
    ? `did you mean ${first}?`
    : `did you mean one of ${[first, ...others].join(', ')}?`;
}
