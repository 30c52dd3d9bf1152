/** What a migration changes knowingly, as its outcome tells: reported with the reason, and not held against it. */
import { parse } from '../dockerfile/index.ts';
import type { Instruction } from '../dockerfile/types.ts';
import type { Outcome } from '../rule/types.ts';
import type { ToolchainTraces } from '../toolchain/traces.ts';
import type { AcceptedChange } from './verdict/types.ts';

/** Codes of assumptions and reasons that own up to a change of the image config, with the fields they change. */
const ownedUp: ReadonlyMap<string, readonly string[]> = new Map([
  ['command-added', ['Cmd']],
  ['command-of-base', ['Cmd']],
  ['built-ahead', ['Cmd', 'Entrypoint']],
  ['exec-form', ['Cmd', 'Entrypoint', 'Healthcheck']],
  ['entrypoint-of-base', ['Entrypoint']],
  ['ignored-cmd-dropped', ['Cmd']],
  ['runs-as-user', ['User']],
  // Where directories are made by WORKDIR, the last one is not the original's.
  ['workdir-unused', ['WorkingDir']],
]);

/** Of these, what changes what `docker run` does. */
const startingOtherwise: ReadonlySet<string> = new Set(['command-added', 'command-of-base']);

/** Instructions that a migration leaves out of the runtime stage when it found that nothing there needs them. */
const leftOut: readonly {
  readonly keyword: Instruction['keyword'];
  readonly field: string;
  readonly why: string;
}[] = [
  {
    keyword: 'WORKDIR',
    field: 'WorkingDir',
    why: 'the migration found nothing in the sources that depends on it',
  },
  { keyword: 'SHELL', field: 'Shell', why: 'the migration found nothing that is run through it' },
];

/** The changes that the outcome owns up to, each with its reason. */
export function acceptedBy(
  outcome: Extract<Outcome, { readonly outcome: 'migrated' }>,
  toolchains: readonly ToolchainTraces[],
): readonly AcceptedChange[] {
  const rebuilds = new Set(toolchains.flatMap((toolchain) => toolchain.rebuilds));
  const fieldsOf = (code: string): readonly string[] => [
    ...(ownedUp.get(code) ?? []),
    ...(rebuilds.has(code) ? ['program'] : []),
  ];
  const told = [...outcome.assumptions, ...outcome.reasons].flatMap(({ code, message }) =>
    fieldsOf(code).map((field) => ({
      field,
      why: message,
      ...(startingOtherwise.has(code) ? { startsOtherwise: true as const } : {}),
    })),
  );
  const packages = toolchains.flatMap(({ leavesBehind }) => {
    const owner = [...outcome.assumptions, ...outcome.reasons].find(
      ({ code }) => code === leavesBehind?.code,
    );
    return leavesBehind === undefined || owner === undefined
      ? []
      : [{ field: 'packages', why: owner.message, packages: leavesBehind }];
  });
  const stage = lastStage(outcome.text);
  const silent = leftOut
    .filter(({ keyword }) => !stage.some((instruction) => instruction.keyword === keyword))
    .map(({ field, why }) => ({ field, why }));
  return [...told, ...packages, ...silent];
}

function lastStage(text: string): readonly Instruction[] {
  const { instructions } = parse(text);
  return instructions.slice(instructions.findLastIndex(({ keyword }) => keyword === 'FROM'));
}

/** Whether nothing but libraries is taken for granted: the program's own sources were read to the end. */
export function restsOnLibraries(
  { assumptions }: Extract<Outcome, { readonly outcome: 'migrated' }>,
  toolchains: readonly ToolchainTraces[],
): boolean {
  const codes = new Set<string>(toolchains.flatMap(({ ofLibraries = [] }) => ofLibraries));
  return assumptions.every(({ code }) => codes.has(code));
}
