/** What verify is handed of the toolchains, as the command line hands it. */
import { toolchains } from '../../rules/index.ts';
import { tracesOf } from '../../src/toolchain/toolchain.ts';

export const traces = toolchains.map(tracesOf);

/** What reads the files of their programs. */
export const readers = traces.flatMap(({ readProgram }) => readProgram ?? []);
