/**
 * Which interpreter uv makes an environment with: that of the image where the project allows it, else one that it downloads to the
 * home directory. Source: docs.astral.sh/uv/concepts/python-versions ("Discovery of Python versions", "Requests").
 */
import { posix } from 'node:path';
import { at, textOf } from '../../src/context/consumers/nodes.ts';
import { readToml } from '../../src/context/consumers/toml.ts';
import type { Stage } from '../../src/evaluate/types.ts';
import { textsOf } from './calls.ts';
import { callsOf, filesDuring, type StepCall } from './environments.ts';
import { minorOf } from './images.ts';

export type Interpreter =
  | { readonly kind: 'of-the-image' }
  | { readonly kind: 'another'; readonly why: string; readonly call: StepCall }
  | { readonly kind: 'not-known'; readonly call: StepCall };

/** What the environments of uv start. */
export function interpreterOf(stage: Stage): Interpreter {
  const calls = callsOf(stage).filter(
    ({ call, run }) =>
      (call.does === 'install' && call.by === 'uv' && call.project !== undefined) ||
      (call.does === 'environment' && run.name === 'uv'),
  );
  const answers = calls.map((call) => interpreterFor(call, stage));
  return (
    answers.find(({ kind }) => kind === 'another') ??
    answers.find(({ kind }) => kind === 'not-known') ?? { kind: 'of-the-image' }
  );
}

function interpreterFor(found: StepCall, stage: Stage): Interpreter {
  const { facts } = stage;
  const { run, call } = found;
  const words = textsOf(run);
  const stays =
    /^(never|0|false|manual)$/i.test(run.env.get('UV_PYTHON_DOWNLOADS')?.text ?? '') ||
    words.some((word) => ['--no-python-downloads', '--no-managed-python'].includes(word));
  if (stays) return { kind: 'of-the-image' };
  const directory =
    call.does === 'install' && call.project !== undefined
      ? call.project.directory
      : (run.workdir.text ?? '/');
  const view = filesDuring(run.step, [posix.join(directory, 'pyproject.toml')], stage);
  const minor = facts === undefined ? undefined : minorOf(facts);
  const asked = view.read(posix.join(directory, '.python-version'))?.trim();
  const project = view.read(posix.join(directory, 'pyproject.toml'));
  const required =
    project === undefined ? undefined : textOf(at(readToml(project), 'project', 'requires-python'));
  const allows = [
    asked === undefined ? undefined : isOfMinor(asked, minor),
    required === undefined ? undefined : satisfies(minor, required),
  ];
  if (allows.includes(false)) {
    const what = asked === undefined ? `requires-python ${required ?? ''}` : `.python-version ${asked}`;
    return {
      kind: 'another',
      why: `${what} asks for another interpreter than that of the image`,
      call: found,
    };
  }
  const unknown = (asked === undefined && required === undefined) || minor === undefined;
  const isSure =
    !unknown && allows.every((one, index) => one === true || [asked, required][index] === undefined);
  return isSure ? { kind: 'of-the-image' } : { kind: 'not-known', call: found };
}

function isOfMinor(asked: string, minor: string | undefined): boolean | undefined {
  if (minor === undefined || !/^\d+\.\d+/.test(asked)) return undefined;
  return asked === minor || asked.startsWith(`${minor}.`);
}

/** Whether a minor version is one of those that a specifier allows (PEP 440); undefined where that is not told. */
export function satisfies(minor: string | undefined, specifier: string): boolean | undefined {
  if (minor === undefined) return undefined;
  const clauses = specifier
    .split(',')
    .map((clause) => /^\s*(>=|<=|>|<|==|~=|!=)\s*(\d+)(?:\.(\d+))?(.*)$/.exec(clause));
  const answers = clauses.map((clause): boolean | undefined => {
    const [, operator, major = '', second, rest = ''] = clause ?? [];
    if (operator === undefined) return undefined;
    const difference = compare(minor, `${major}.${second ?? '0'}`);
    const isMinor = second !== undefined && rest.replace(/^\.(\*|0)$/, '') === '';
    switch (operator) {
      case '>=':
        return difference > 0
          ? true
          : difference < 0
            ? false
            : isMinor || second === undefined
              ? true
              : undefined;
      case '>':
        return difference > 0 ? true : difference < 0 ? false : undefined;
      case '<':
        return difference < 0 ? true : difference > 0 || isMinor || second === undefined ? false : undefined;
      case '<=':
        return difference < 0 ? true : difference > 0 ? false : undefined;
      case '==':
        return isMinor
          ? difference === 0
          : difference === 0
            ? undefined
            : second === undefined
              ? undefined
              : false;
      case '~=':
        return rest === ''
          ? minor.startsWith(`${major}.`) && difference >= 0
          : difference === 0
            ? undefined
            : false;
      default:
        return undefined;
    }
  });
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function compare(left: string, right: string): number {
  const [a = 0, b = 0] = left.split('.').map(Number);
  const [c = 0, d = 0] = right.split('.').map(Number);
  return a === c ? b - d : a - c;
}
