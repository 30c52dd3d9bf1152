/** What runs a script, and how. */

export interface Interpreter {
  /** The program after `#!`. */
  readonly path: string;
  /** What runs the script: the same, or what `env` looks up on PATH. */
  readonly program: string;
  readonly arguments: readonly string[];
}

/** What a script's `#!` line names. Linux passes what follows the path as one argument; `env -S` takes it apart (env(1)). */
export function parseInterpreter(text: string): Interpreter | undefined {
  const line = /^#![ \t]*([^\n\r]*)/.exec(text)?.[1]?.trim();
  if (line === undefined || line === '') return undefined;
  const [path = '', ...given] = line.split(/[ \t]+/);
  if (path.replace(/^.*\//, '') !== 'env') return { path, program: path, arguments: given };
  const words = given.filter((word) => word !== '-S' && !/^[A-Za-z_]\w*=/.test(word));
  const [program, ...rest] = words.map((word) => word.replace(/^-S/, ''));
  return program === undefined
    ? { path, program: path, arguments: given }
    : { path, program, arguments: rest };
}

/** Whether these options make a shell end with the first command that fails: `-e`, `-eux`, `-o errexit`. */
export function exitsOnError(options: readonly (string | undefined)[]): boolean {
  return options.some(
    (option = '', index) =>
      /^-[a-zA-Z]*e[a-zA-Z]*$/.test(option) ||
      (option === 'errexit' && /^-[a-zA-Z]*o$/.test(options[index - 1] ?? '')),
  );
}
