/** Steps of which it is not known what they write, or that write elsewhere than what runs is copied from. */
import { posix } from 'node:path';
import { ordinaryCommands, readOnlyCommands } from '../../src/evaluate/commands/index.ts';
import type { CommandRun, Stage } from '../../src/evaluate/types.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import { resolveCommand } from '../../src/split/start/resolve-command.ts';
import type { Refusal, Scene } from '../../src/toolchain/toolchain.ts';
import { textsOf, type PythonCall } from './calls.ts';
import { callsOf } from './environments.ts';
import { isOfPackages } from './package-commands.ts';
import { everyNode } from './requirements.ts';
import { parsePython } from './sources/parse.ts';
import { checkers, testRunners } from './tools.ts';

export function stepRefusal({ stage, build }: Scene): Refusal | undefined {
  const calls = new Map(callsOf(stage).map(({ run, call }) => [run, call] as const));
  const found = stage.steps
    .flatMap(({ commands }) => commands)
    .flatMap((run) => {
      const call = calls.get(run);
      const why = call === undefined ? whyNotCommand(run, stage) : whyNotFollowed(call);
      return why === undefined ? [] : [{ run, why }];
    })[0];
  if (found === undefined) return undefined;
  return {
    code: 'python-step-not-known',
    message: `what a step writes is not known: ${found.why}`,
    evidence: evidenceOfCommand(build.dockerfile, found.run),
    advice:
      'install into a virtual environment or beside the interpreter; and split by hand what a step puts elsewhere by a program of its own',
  };
}

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

function whyNotFollowed(call: PythonCall): string | undefined {
  switch (call.does) {
    case 'unknown':
      return call.why;
    case 'install':
      return call.place.kind === 'unknown' ? call.place.why : undefined;
    case 'script': {
      const [command = ''] = call.words;
      const isKnown = posix.basename(call.file) === 'manage.py' && commandsOfDjango.has(command);
      return isKnown ? undefined : `python ${call.file} is not followed`;
    }
    case 'module':
      return modulesThatStay.has(call.module) || testRunners.has(call.module) || checkers.has(call.module)
        ? undefined
        : `python -m ${call.module} is not followed`;
    case 'text':
      return onlyPrints(call.text) ? undefined : 'the text that python is given is not followed';
    case 'runs':
      return whyNotNamed(call.words, `${call.by} run ${call.words.slice(0, 2).join(' ')}`);
    case 'interactive':
    case 'environment':
    case 'wheels':
    case 'extensions':
    case 'nothing':
      return undefined;
  }
}

/** Functions that only compute, and print. Source: docs.python.org/3/library/functions.html. */
const harmless: ReadonlySet<string> = new Set(
  'print len str repr sorted list dict set type dir vars hasattr getattr isinstance'.split(' '),
);

function onlyPrints(text: string): boolean {
  const tree = parsePython(text);
  return (
    tree !== undefined &&
    everyNode(tree).every(
      ({ type, children }) => type !== 'CallExpression' || harmless.has(children[0]?.text ?? ''),
    )
  );
}

/** A command that a package brings. */
function whyNotCommand(run: CommandRun, stage: Stage): string | undefined {
  const [called = '', ...rest] = textsOf(run);
  const name = posix.basename(called);
  if (called === '' || ordinaryCommands.has(name) || readOnlyCommands.has(name)) return undefined;
  const env = new Map([...run.env].map(([key, value]) => [key, { ...value, origin: 'base' as const }]));
  const { files, state } = stage;
  const found = resolveCommand(called, files, { ...state, env, workdir: run.workdir });
  return isOfPackages(called, found, stage)
    ? whyNotNamed([name, ...rest], [name, ...rest.slice(0, 1)].join(' '))
    : undefined;
}

function whyNotNamed([name = '', verb = '']: readonly string[], what: string): string | undefined {
  const isKnown =
    testRunners.has(name) ||
    checkers.has(name) ||
    (name === 'django-admin' && commandsOfDjango.has(verb)) ||
    (name === 'pybabel' && verb === 'compile');
  return isKnown ? undefined : `${what} is not followed`;
}
