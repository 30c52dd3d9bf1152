/** `cargo run` at container start, and the `cargo build` that makes the same program. Source: The Cargo Book, `cargo run`. */
import { posix } from 'node:path';
import { at, textOf } from '../../src/context/consumers/nodes.ts';
import type { Evidence } from '../../src/rule/types.ts';
import type { Compiles, Refusal, Scene } from '../../src/toolchain/toolchain.ts';
import type { CargoCall } from './commands/call.ts';
import { outputOf, placeOf, targetsOf, type Target } from './commands/targets.ts';

/** What `cargo run` compiles and starts; undefined where it isn't certain which program `cargo build` makes of it. */
export function cargoRun(
  words: readonly string[],
  call: CargoCall,
  { stage: { files, state } }: Scene,
  evidence: Evidence | undefined,
  refusal: Refusal,
): Compiles | undefined {
  const verb = words.findIndex((word) => word === 'run' || word === 'r');
  const place = placeOf(call, state, files);
  if (verb < 0 || place === undefined || state.workdir.text === undefined) return undefined;
  const found = targetsOf(call, place, files);
  if (found.kind === 'unknown') return undefined;
  const target = started(found.targets);
  const output = outputOf(call, place, found.workspace.root);
  const [directory, ...others] = output?.directories ?? [];
  if (target === undefined || directory === undefined || others.length > 0) return undefined;
  const flags = words.slice(verb + 1, call.argumentsAt).filter((word) => word !== '--');
  const by = posix.join(directory, target.place);
  return {
    kind: 'compiles',
    built: [[...words.slice(0, verb), 'build', ...flags]],
    replaced: call.argumentsAt,
    by: [by],
    sources: [...new Set([found.workspace.root, state.workdir.text])],
    assumption: {
      code: 'cargo-run-replaced',
      message:
        'the program is built once, with the image: what a container is given or mounts is no part of it, and it gets ' +
        'neither the variables that cargo run sets (CARGO_MANIFEST_DIR and others) nor signals through cargo',
      evidence,
    },
    refusal,
  };
}

/** The only program, or the one that `default-run` names. */
function started(targets: readonly Target[]): Target | undefined {
  const [only, ...more] = targets;
  if (only === undefined || more.length === 0) return only;
  const named = textOf(at(only.manifest.data, 'package', 'default-run'));
  return targets.find(({ binary, manifest }) => manifest === only.manifest && binary.name === named);
}
