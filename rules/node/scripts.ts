/**
 * Command lines followed through the scripts of package.json until commands are reached that are known. Source: docs.npmjs.com,
 * "scripts" (a shell runs the text in the package's directory, its `pre` and `post` scripts around it).
 */
import { posix } from 'node:path';
import { readOnlyCommands } from '../../src/evaluate/commands/index.ts';
import type { FileSystem } from '../../src/evaluate/types.ts';
import { literalText } from '../../src/shell/expand-words.ts';
import { parseShell } from '../../src/shell/parse.ts';
import type { Redirect, SimpleCommand, Statement } from '../../src/shell/types.ts';
import { childStatements } from '../../src/shell/walk.ts';
import { wrappedBy } from '../../src/shell/wrappers.ts';
import { managerCallOf, type ManagerCall } from './calls.ts';
import { manifestIn } from './manifest.ts';
import { deedOf, type Deed } from './tools.ts';

/** A command that a command line comes down to. */
export interface Step {
  readonly words: readonly string[];
  readonly directory: string;
  /** The scripts that lead to it, the outer one first: `build`, `build:server`. */
  readonly through: readonly string[];
  readonly does:
    | Deed
    /** `node FILE`. */
    | 'node'
    | 'installs'
    /** Handles files as any shell script does, or does nothing that stays. */
    | 'handles-files'
    /** A command of the system's. */
    | 'other';
  /** Why nothing more is known, where it is unknown. */
  readonly why?: string;
  readonly call?: ManagerCall;
  /** Variables that are set for it. */
  readonly assigned: readonly string[];
}

const deepest = 12;

/** Packages of which each command sets variables and starts what stands behind it. Source: their READMEs. */
const settersOfVariables: ReadonlySet<string> = new Set(['cross-env', 'cross-env-shell', 'env']);

const fileCommands: ReadonlySet<string> = new Set(
  'cp mv rm mkdir rmdir touch ln chmod chown cd install sed tar gzip unzip : true false exit set export mktemp npm-run-all'.split(
    ' ',
  ),
);

interface Place {
  readonly files: FileSystem;
  readonly directory: string;
  readonly through: readonly string[];
  readonly assigned: readonly string[];
}

/** Whether the rule knows the command: Node itself, a package manager, or a command of a package. */
export function isOfNode(words: readonly string[], directory: string): boolean {
  const name = posix.basename(words[0] ?? '');
  return (
    ['node', 'nodejs', 'cross-env', 'dotenv', 'env-cmd', 'run-s', 'run-p', 'npm-run-all'].includes(name) ||
    managerCallOf(words, directory) !== undefined ||
    deedOf(words) !== undefined
  );
}

/** What a command line comes down to, in order. */
export function stepsOf(words: readonly string[], directory: string, files: FileSystem): readonly Step[] {
  return commandSteps(words, { files, directory, through: [], assigned: [] });
}

/** What a script of a package comes down to, with those that run before and after it. */
export function scriptSteps(name: string, directory: string, files: FileSystem): readonly Step[] {
  return runSteps(name, [], { files, directory, through: [], assigned: [] });
}

function commandSteps(words: readonly string[], place: Place): readonly Step[] {
  const [called = ''] = words;
  const name = posix.basename(called);
  const step = (does: Step['does'], why?: string): readonly Step[] => [
    {
      words,
      directory: place.directory,
      through: place.through,
      assigned: place.assigned,
      does,
      ...(why === undefined ? {} : { why }),
    },
  ];
  if (place.through.length > deepest) return step('unknown', 'its scripts call each other');
  if (called === '') return step('unknown', 'the command depends on a variable');
  if (settersOfVariables.has(name)) {
    const rest = words.slice(1);
    const first = rest.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
    if (first < 0) return step('handles-files');
    if (rest[first]?.startsWith('-') === true) return step('unknown', `this call of ${name} is not followed`);
    const assigned = rest.slice(0, first).map((word) => word.slice(0, word.indexOf('=')));
    return commandSteps(rest.slice(first), { ...place, assigned: [...place.assigned, ...assigned] });
  }
  if (name === 'dotenv' || name === 'env-cmd' || name === 'dotenvx') {
    const dashes = words.indexOf('--');
    return dashes < 0
      ? step('unknown', `this call of ${name} is not followed`)
      : commandSteps(words.slice(dashes + 1), place);
  }
  if (['npm-run-all', 'run-s', 'run-p', 'npm-run-all2'].includes(name)) {
    const scripts = words.slice(1).filter((word) => !word.startsWith('-'));
    if (scripts.some((script) => /[*{\s]/.test(script)))
      return step('unknown', 'it runs scripts by a pattern');
    return scripts.flatMap((script) => runSteps(script, [], place));
  }
  const call = managerCallOf(words, place.directory);
  if (call !== undefined) return managerSteps(call, words, place);
  if (name === 'node' || name === 'nodejs') {
    const asks =
      words.length > 1 && words.slice(1).every((word) => ['-v', '--version', '-h', '--help'].includes(word));
    return step(asks ? 'checks' : 'node');
  }
  const deed = deedOf(words);
  if (deed !== undefined) {
    return step(deed, deed === 'unknown' ? `where ${name} writes is not known` : undefined);
  }
  const wrapped = wrappedBy(words.map((text) => ({ text })));
  if (wrapped?.kind === 'command')
    return commandSteps(
      wrapped.words.map(({ text = '' }) => text),
      place,
    );
  if (wrapped?.kind === 'script') return textSteps(wrapped.text.text ?? '', place);
  if (fileCommands.has(name)) return step('handles-files');
  return step(readOnlyCommands.has(name) ? 'handles-files' : 'other');
}

function managerSteps(call: ManagerCall, words: readonly string[], place: Place): readonly Step[] {
  const { directory } = call;
  const step = (does: Step['does'], why?: string): readonly Step[] => [
    {
      words,
      directory,
      through: place.through,
      assigned: place.assigned,
      call,
      does,
      ...(why === undefined ? {} : { why }),
    },
  ];
  switch (call.does) {
    case 'install':
    case 'install-global':
      return step('installs');
    case 'run': {
      const steps = runSteps(call.script, call.given, { ...place, directory });
      // `yarn tsc`: a command of an installed package, where no script has the name.
      const isScript = manifestIn(directory, place.files)?.scripts.has(call.script) === true;
      const isCommand = call.manager !== 'npm' && !isScript && deedOf([call.script]) !== undefined;
      return isCommand ? commandSteps([call.script, ...call.given], { ...place, directory }) : steps;
    }
    case 'execute':
      return call.words.length === 0
        ? step('unknown', 'it names no command')
        : commandSteps(call.words, { ...place, directory });
    case 'other':
      return step('handles-files');
    case 'unknown':
      return step('unknown', call.why);
  }
}

/** npm start without a script of that name starts server.js. Source: docs.npmjs.com, "npm start". */
const usual: Readonly<Record<string, string>> = { start: 'node server.js' };

function runSteps(script: string, given: readonly string[], place: Place): readonly Step[] {
  const { directory, files, through } = place;
  const inside: Place = { ...place, through: [...through, script] };
  const unknown = (why: string): readonly Step[] => [
    {
      words: ['npm', 'run', script],
      directory,
      through: inside.through,
      assigned: place.assigned,
      does: 'unknown',
      why,
    },
  ];
  if (inside.through.length > deepest) return unknown('its scripts call each other');
  const manifest = manifestIn(directory, files);
  if (manifest === undefined) {
    return unknown(`${posix.join(directory, 'package.json')} is not there to read`);
  }
  const text = manifest.scripts.get(script) ?? usual[script];
  if (text === undefined) return unknown('package.json has no such script');
  const around = (name: string): readonly Step[] => {
    const found = manifest.scripts.get(name);
    return found === undefined ? [] : textSteps(found, { ...place, through: [...through, name] });
  };
  const words = given.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`));
  return [
    ...around(`pre${script}`),
    ...textSteps([text, ...words].join(' '), inside),
    ...around(`post${script}`),
  ];
}

/** The commands of a shell text. */
function textSteps(text: string, place: Place): readonly Step[] {
  const { statements, complete } = parseShell(text);
  const unknown = (why: string): readonly Step[] => [
    {
      words: [text],
      directory: place.directory,
      through: place.through,
      assigned: place.assigned,
      does: 'unknown',
      why,
    },
  ];
  if (!complete) return unknown('its text is not understood');
  let { directory } = place;
  const steps: Step[] = [];
  const visit = (statement: Statement): void => {
    if (statement.kind !== 'command') {
      if (!['and-or', 'group', 'subshell', 'pipeline', 'if', 'background'].includes(statement.kind)) {
        steps.push(...unknown('its text is not followed'));
        return;
      }
      const before = directory;
      for (const child of childStatements(statement)) visit(child);
      if (statement.kind === 'subshell') directory = before;
      return;
    }
    const words = wordsOf(statement);
    const assigned = [...place.assigned, ...statement.assignments.map(({ name }) => name)];
    if (words.length === 0) return;
    if (words[0] === 'cd') {
      directory = posix.resolve(directory, words[1] ?? '/root');
      return;
    }
    const [outside] = statement.redirects.flatMap((redirect) =>
      outsideOf(redirect, directory, place.directory),
    );
    if (outside !== undefined) steps.push(...unknown(`it writes to ${outside}`));
    steps.push(...commandSteps(words, { ...place, directory, assigned }));
  };
  for (const statement of statements) visit(statement);
  return steps;
}

/** A file outside of the project that a redirection writes. */
function outsideOf({ operator, target }: Redirect, directory: string, root: string): readonly string[] {
  if (!operator.includes('>') || target === undefined || operator === '>&') return [];
  const text = literalText(target);
  const path = text === undefined ? undefined : posix.resolve(directory, text);
  if (path === undefined) return [target.raw];
  return path === '/dev/null' || path.startsWith(`${root}/`) ? [] : [path];
}

/** Words with variables stay as they are written: a command's name must not have any. */
function wordsOf({ words }: SimpleCommand): readonly string[] {
  return words.map((word, index) => literalText(word) ?? (index === 0 ? '' : word.raw));
}

/** A step as messages name it: the scripts that lead to it, and its words. */
export function described({ words, through }: Step): string {
  const scripts = through.map((script) => `npm run ${script}`);
  const line = words.join(' ');
  return [...scripts, ...(scripts.at(-1) === line ? [] : [line])].join(' → ');
}
