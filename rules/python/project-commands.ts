/** Commands of packages that read the project, or write into it alone: tests, linters, and commands of Django. */
import { posix } from 'node:path';
import type { CommandRun, Stage } from '../../src/evaluate/types.ts';
import { isInterpreter, textsOf } from './calls.ts';
import { checkers, testRunners } from './tools.ts';

/** Commands of Django that write below the project, unless its settings say otherwise. Source: docs.djangoproject.com (django-admin). */
const commandsOfDjango: ReadonlySet<string> = new Set(
  'collectstatic compilemessages compress check makemessages makemigrations migrate createcachetable tailwind assets test'.split(
    ' ',
  ),
);

/** Modules that write beside what they are given, or into the environment. Source: docs.python.org. */
const modulesThatStay: ReadonlySet<string> = new Set([
  'compileall',
  'site',
  'platform',
  'sysconfig',
  'zipapp',
  'doctest',
]);

/** Their names, but for those that the interpreter runs. */
export const projectCommands: readonly string[] = [...testRunners, ...checkers, 'django-admin', 'pybabel'];

export type ProjectWork = 'reads' | 'writes' | undefined;

/** What a command line does to the project, by its name and first word; undefined for one that is not known to stay in it. */
export function workOf([name = '', verb = '']: readonly string[]): ProjectWork {
  if (testRunners.has(name) || checkers.has(name) || modulesThatStay.has(name)) return 'reads';
  const isDjango = name === 'django-admin' || name === 'manage.py';
  if (isDjango) return commandsOfDjango.has(verb) ? 'writes' : undefined;
  return name === 'pybabel' && verb === 'compile' ? 'writes' : undefined;
}

/** The words of a command that say what it does, without the interpreter. */
export function workWords(run: CommandRun): readonly string[] {
  const [called = '', ...rest] = textsOf(run);
  const words = isInterpreter(called)
    ? rest.filter((word) => word === '-m' || !word.startsWith('-'))
    : [called, ...rest];
  const [first = '', ...more] = words[0] === '-m' ? words.slice(1) : words;
  return [posix.basename(first), ...more];
}

/** Whether a command of a step is known to write nowhere but into the project. */
export function staysInProject(run: CommandRun): boolean {
  return workOf(workWords(run)) !== undefined;
}

/** Commands of the project that a step runs, and that write where its settings say. */
export function projectSteps({ steps }: Stage): readonly CommandRun[] {
  return steps.flatMap(({ commands }) => commands.filter((run) => workOf(workWords(run)) === 'writes'));
}
