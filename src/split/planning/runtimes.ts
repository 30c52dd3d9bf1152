/** The images that a toolchain has for running what is built on one of its own. */
import { officialReference } from '../../image/aliases.ts';
import { formatReference } from '../../image/reference.ts';
import type { RuntimeBase } from '../../image/bases.ts';
import type { Build, Stage } from '../../evaluate/types.ts';
import type { Settings } from '../../rule/types.ts';
import type { Toolchain } from '../../toolchain/toolchain.ts';
import { groundStage } from '../stage/whole-stage.ts';

export function runtimesOf(
  stage: Stage,
  build: Build,
  { runtimes }: Toolchain,
  { toolchains }: Settings,
): readonly RuntimeBase[] {
  const { facts } = stage;
  const { base, from } = groundStage(build.stages.at(-1) ?? stage, build);
  if (base.kind !== 'image' || facts === undefined || runtimes === undefined) return [];
  const reference = officialReference(base.reference, toolchains);
  const written = reference === base.reference ? from.image.raw : formatReference(reference);
  return runtimes(facts, { reference, written });
}
