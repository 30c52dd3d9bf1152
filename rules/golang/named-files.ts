/** The files that a call of the go command names. */
import { posix } from 'node:path';
import type { GoCall } from './commands/flags.ts';

/** The files that `go build main.go …` names. */
export function namedFiles(call: GoCall): readonly string[] {
  return call.arguments.flatMap((word) =>
    word.text?.endsWith('.go') === true ? [posix.basename(word.text)] : [],
  );
}
