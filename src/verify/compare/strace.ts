/** Reading the output of `strace -f -y -e trace=%file -o` (strace(1), "-y": descriptors with the paths behind them). */
import { absolutePath } from '../image/files.ts';

/** `openat(AT_FDCWD</src>, "a.html", O_RDONLY) = 3</src/a.html>`, also as `<... openat resumed>) = 3</src/a.html>`. */
const opened = /^(?:<\.\.\. )?(?:open|openat|openat2|creat)\b.* = \d+<(\/.*)>$/;
/** `execve("/bin/app", ["/bin/app"], 0x7ffd) = 0`, or unfinished. */
const executed = /^execve\("((?:[^"\\]|\\.)*)"/;
const succeeded = / = 0$/;
const processId = /^(\d+) +/;

/** Absolute paths that were opened or executed with success, sorted. */
export function openedPaths(trace: string, workingDir: string): readonly string[] {
  const paths = new Set<string>();
  const pending = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const [prefix = '', id = ''] = processId.exec(line) ?? [];
    const call = line.slice(prefix.length).trimEnd();
    const path = opened.exec(call)?.[1];
    if (path !== undefined) {
      if (!path.endsWith(' (deleted)')) paths.add(unescape(path));
      continue;
    }
    const program = executed.exec(call)?.[1];
    if (program !== undefined) {
      const resolved = absolutePath(workingDir, unescape(program));
      if (succeeded.test(call)) paths.add(resolved);
      else if (call.endsWith('<unfinished ...>')) pending.set(id, resolved);
      continue;
    }
    const resumed = pending.get(id);
    if (resumed !== undefined && call.startsWith('<... execve resumed>')) {
      if (succeeded.test(call)) paths.add(resumed);
      pending.delete(id);
    }
  }
  return [...paths].sort();
}

/** strace writes bytes outside ASCII as C escapes. */
function unescape(text: string): string {
  const bytes: number[] = [];
  const source = Buffer.from(text, 'utf8');
  for (let index = 0; index < source.length; index += 1) {
    const byte = source.readUInt8(index);
    if (byte !== 0x5c) {
      bytes.push(byte);
      continue;
    }
    const octal = /^[0-7]{1,3}/.exec(source.toString('latin1', index + 1, index + 4))?.[0];
    if (octal !== undefined) {
      bytes.push(Number.parseInt(octal, 8));
      index += octal.length;
      continue;
    }
    const letter = source.toString('latin1', index + 1, index + 2);
    bytes.push(simpleEscapes.get(letter) ?? letter.charCodeAt(0));
    index += 1;
  }
  return Buffer.from(bytes).toString('utf8');
}

const simpleEscapes: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['t', 9],
  ['r', 13],
  ['f', 12],
  ['v', 11],
]);
