/** Which release of Go builds a module: since 1.21 the go command gets a newer one that go.mod asks for. Source: go.dev/doc/toolchain. */
import { posix } from 'node:path';
import type { FileSystem, ImageFacts } from '../../src/evaluate/types.ts';
import { compareRelease } from '../../src/image/distributions.ts';
import type { Mode } from './commands/modules.ts';
import { goMinorVersion } from './sources/loading/constraints.ts';
import { parseModFile } from './sources/loading/modfile.ts';

const firstThatSwitches = 21;

/** The golang images keep to their own (`GOTOOLCHAIN=local`); with another that does, a module that asks for more can't be built. */
export function releaseInForce(
  facts: ImageFacts | undefined,
  mode: Mode,
  { read }: FileSystem,
): string | undefined {
  const version = facts?.version;
  const minor = goMinorVersion(version);
  const root = mode.kind === 'modules' ? mode.root : undefined;
  if (facts?.installation === undefined || version === undefined || root === undefined) return version;
  if (minor === undefined || minor < firstThatSwitches) return version;
  const { goVersion, toolchain } = parseModFile(read(posix.join(root, 'go.mod')) ?? '');
  const asked = [
    goVersion,
    facts.installation.from === 'upstream' ? toolchain?.replace(/^go/, '') : undefined,
  ];
  return asked.reduce<string>(
    (newest, one) => (one !== undefined && (compareRelease(one, newest) ?? 0) > 0 ? one : newest),
    version,
  );
}
