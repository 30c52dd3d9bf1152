/** `dfopt init`: writes a configuration to start from. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toolchains } from '../../../rules/index.ts';
import { errorCode } from '../../batch/failures.ts';
import type { Command } from '../command.ts';
import { type ExitCode, type Streams, exitCode, say } from '../streams.ts';
import { UsageError } from '../usage.ts';

const name = '.dfoptrc.yaml';

/** What the examples are about. */
const [{ name: toolchain }] = toolchains;

/** Everything in it is a comment: a configuration that changes nothing until somebody decides something. */
const start = `# Configuration of dfopt. 'dfopt config' prints what applies; 'dfopt config --schema' prints the JSON schema.

# Least confidence of a migration: proven, likely (the default) or possible.
# confidence: likely

# Files to leave alone, as in .gitignore.
# exclude:
#   - legacy/

# Rules to turn off; 'dfopt rules' lists them.
# rules:
#   ${toolchain}: false

# A team's own images for the runtime bases: scratch, distroless-static, distroless-base, distroless-cc, alpine, debian-slim, ubuntu.
# bases:
#   distroless-static: registry.example.com/base/static:1
#   scratch:
#     ref: registry.example.com/base/hardened:1
#     user: "65532"
#     provides: [certificates, users]

# A set of runtime bases, and the registry and organisation that they come from: debian, distroless,
# distroless-nonroot, chainguard, dhi, alpine.
# baseSet:
#   name: distroless-nonroot

# Whether images may run as root (the default).
# root: false

# Images of a team's own that contain what the official toolchain image does.
# toolchains:
#   ${toolchain}:
#     - registry.example.com/build/${toolchain}

# Other settings for some of the files.
# overrides:
#   - files:
#       - services/payments/
#     confidence: proven
`;

export const initCommand: Command = {
  usage: 'init',
  about: `Writes ${name} with every setting as a comment.`,
  options: {},
  run: init,
};

async function init(_call: unknown, streams: Streams): Promise<ExitCode> {
  try {
    await writeFile(join(streams.cwd, name), start, { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    throw new UsageError(
      `cannot write the configuration at ${name}: it exists already; edit it, or take it away first`,
    );
  }
  await say(streams, `wrote ${name}`);
  return exitCode.fine;
}
