/** Steps of which it is not known what they write, or that write elsewhere than what runs is copied from. */
import { posix } from 'node:path';
import { ordinaryCommands, readOnlyCommands } from '../../src/evaluate/commands/index.ts';
import { isInside } from '../../src/evaluate/files/paths.ts';
import type { CommandRun, Stage } from '../../src/evaluate/types.ts';
import { evidenceOfCommand } from '../../src/rule/evidence.ts';
import { resolveCommand } from '../../src/split/start/resolve-command.ts';
import type { Refusal, Scene } from '../../src/toolchain/toolchain.ts';
import { textsOf, type PythonCall } from './calls.ts';
import { callsOf } from './environments.ts';
import { homeOf } from './roots.ts';
import { interpreterOf } from './interpreter.ts';
import { isOfPackages } from './package-commands.ts';
import { everyNode } from './requirements.ts';
import { toolInstalledBy } from './tool-scripts.ts';
import { parsePython } from './sources/parse.ts';
import { staysInProject, workOf } from './project-commands.ts';

export function stepRefusal({ stage, build }: Scene): Refusal | undefined {
  const calls = new Map(callsOf(stage).map(({ run, call }) => [run, call] as const));
  const found = stage.steps
    .flatMap(({ commands }) => commands)
    .flatMap((run) => {
      const call = calls.get(run);
      if (toolInstalledBy(run, stage.files) !== undefined) return [];
      const why = call === undefined ? whyNotCommand(run, stage) : whyNotFollowed(call, stage);
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

function whyNotFollowed(call: PythonCall, stage: Stage): string | undefined {
  switch (call.does) {
    case 'unknown':
      return call.why;
    case 'install':
      if (call.place.kind === 'home' && homeOf(call.place.user, stage) === undefined)
        return 'pip installs for a user whose home directory is not known';
      return call.place.kind === 'unknown' ? call.place.why : undefined;
    case 'script': {
      const isKnown = workOf([posix.basename(call.file), ...call.words]) !== undefined;
      return isKnown ? undefined : `python ${call.file} is not followed`;
    }
    case 'module':
      return workOf([call.module, ...call.words]) === undefined
        ? `python -m ${call.module} is not followed`
        : undefined;
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
  const found = resolveCommand(called, { ...stage, state: { ...stage.state, env, workdir: run.workdir } });
  return isOfPackages(called, found, stage)
    ? whyNotNamed([name, ...rest], [name, ...rest.slice(0, 1)].join(' '))
    : undefined;
}

function whyNotNamed(words: readonly string[], what: string): string | undefined {
  return workOf(words) === undefined ? `${what} is not followed` : undefined;
}

// ── What other commands write ────────────────────────────────────────────────────────────────────────────────

/** An environment that does not start the interpreter of the image. */
export function interpreterRefusal({ stage, build }: Scene): Refusal | undefined {
  const interpreter = interpreterOf(stage);
  if (interpreter.kind !== 'another') return undefined;
  return {
    code: 'another-interpreter',
    message: `${interpreter.why}: uv downloads one to the home directory, and the environment starts that`,
    evidence: evidenceOfCommand(build.dockerfile, interpreter.call.run),
    advice: 'base the file on the image of the version that the project asks for; then run dfopt again',
  };
}

/** Commands of package managers of JavaScript. */
const managersOfJavaScript: ReadonlySet<string> = new Set('npm npx yarn pnpm bun bunx corepack'.split(' '));

/** A step that builds JavaScript: what of that runs is asked of another toolchain. */
export function javaScriptRefusal({ stage, build }: Scene): Refusal | undefined {
  const found = stage.steps
    .flatMap(({ commands }) => commands)
    .find(({ name }) => managersOfJavaScript.has(name ?? ''));
  if (found === undefined) return undefined;
  return {
    code: 'builds-javascript',
    message: `the file installs or builds JavaScript too (${textsOf(found).slice(0, 3).join(' ')}), and whether Node has to be there when it runs is not followed`,
    evidence: evidenceOfCommand(build.dockerfile, found),
    advice:
      'build the JavaScript in a stage of its own on a node image, and copy what it makes; then run dfopt again',
  };
}

/** Places where what a step leaves is for the build. */
const ofBuild = ['/tmp', '/var/tmp', '/usr/src', '/root', '/var/cache', '/var/lib/apt'];

/** It writes into the project, or puts a build tool where such tools are. */
function isHarmless(run: CommandRun, { files }: Stage): boolean {
  return staysInProject(run) || toolInstalledBy(run, files) !== undefined;
}

/** Directories that other commands than installers of packages have written into, beside the project: archives that were unpacked. */
export function foreignDirectories(stage: Stage, kept: readonly string[]): readonly string[] {
  const calls = new Set(callsOf(stage).map(({ run }) => run));
  const found = stage.files.opaque().flatMap(({ under, origin }) => {
    const own = origin.by !== 'opaque' || calls.has(origin.command) || isHarmless(origin.command, stage);
    return own || [...kept, ...ofBuild].some((place) => isInside(under, place)) ? [] : [under];
  });
  return [...new Set(found)];
}

/** A step that may write anywhere: libraries of its own that an extension module loads, data, programs. */
export function foreignRefusal({ stage, build }: Scene): Refusal | undefined {
  const calls = new Set(callsOf(stage).map(({ run }) => run));
  const anywhere = stage.files
    .anywhere()
    .find(
      (origin) => origin.by === 'opaque' && !calls.has(origin.command) && !staysInProject(origin.command),
    );
  if (anywhere?.by !== 'opaque') return undefined;
  const words = textsOf(anywhere.command).slice(0, 3).join(' ');
  return {
    code: 'python-step-not-known',
    message: `what a step writes is not known: ${words} is not followed, and may have put libraries or data anywhere`,
    evidence: evidenceOfCommand(build.dockerfile, anywhere.command),
    advice: 'split the file by hand, and copy what that step makes to the runtime stage',
  };
}
