/** Commands whose business is to start another one. */
import { defineOptions, parseOptions, type OptionTable } from './options.ts';
import type { Value } from './types.ts';

/** What a wrapper starts. */
export type Wrapped =
  | {
      readonly kind: 'command';
      readonly words: readonly Value[];
      /** Variables set for the command (`env NAME=value`). */
      readonly assignments: readonly { readonly name: string; readonly value: Value }[];
    }
  /** A script given as text (`sh -c`, `eval`, `trap`), with what `$0`, `$1` … are in it where it says so. */
  | { readonly kind: 'script'; readonly text: Value; readonly parameters: readonly Value[] };

interface Wrapper {
  readonly options: OptionTable;
  /** Operands before the command: a user, a duration, a directory. */
  readonly skip: number;
  /** `NAME=value` operands before the command. */
  readonly assignments?: boolean;
  /** Options whose value is a script instead of a command in the operands. */
  readonly script?: string;
  /** Options with which nothing is started (`command -v`). */
  readonly unless?: readonly string[];
}

const wrapper = (options: string, more: Partial<Omit<Wrapper, 'options'>> = {}): Wrapper => ({
  skip: 0,
  ...more,
  options: defineOptions(options),
});

/** Options by the manual page named, section 1 or 8, and busybox's own where that has the command. */
const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  // bash manual 4.1
  ['exec', wrapper('a= c l')],
  ['command', wrapper('p v V', { unless: ['v', 'V'] })],
  ['builtin', wrapper('')],
  ['time', wrapper('p|portability f|format= o|output= a|append v|verbose q|quiet')],
  // coreutils 9
  [
    'env',
    wrapper('i|ignore-environment u|unset= 0|null C|chdir= v|debug default-signal? ignore-signal?', {
      assignments: true,
    }),
  ],
  ['nohup', wrapper('')],
  ['nice', wrapper('n|adjustment=')],
  ['stdbuf', wrapper('i|input= o|output= e|error=')],
  ['timeout', wrapper('k|kill-after= s|signal= v|verbose f|foreground p|preserve-status', { skip: 1 })],
  ['chroot', wrapper('userspec= groups= skip-chdir', { skip: 1 })],
  // util-linux 2.40
  ['ionice', wrapper('c|class= n|classdata= p|pid= t|ignore')],
  ['setsid', wrapper('c|ctty f|fork w|wait')],
  [
    'setpriv',
    wrapper(`clear-groups groups= init-groups keep-groups regid= reuid= rgid= ruid= egid= euid= inh-caps=
      ambient-caps= bounding-set= no-new-privs nnp reset-env securebits= pdeathsig= selinux-label=
      apparmor-profile=`),
  ],
  // sudo 1.9, su-exec, gosu, doas, fakeroot, runuser
  [
    'sudo',
    wrapper(
      'E|preserve-env? H|set-home i|login n|non-interactive S|stdin b|background k u|user= g|group= C= D= h= p= r= t=',
      {
        assignments: true,
      },
    ),
  ],
  ['doas', wrapper('n s u= C=')],
  ['su-exec', wrapper('', { skip: 1 })],
  ['gosu', wrapper('', { skip: 1 })],
  ['setuidgid', wrapper('', { skip: 1 })],
  ['s6-setuidgid', wrapper('', { skip: 1 })],
  ['chpst', wrapper('u= U= b= /= e= n= l= L= m= d= o= p= f= c= t= v P 0 1 2')],
  ['fakeroot', wrapper('l|lib= faked= s= i= u|unknown-is-real b=')],
  [
    'su',
    wrapper('c|command= l|login s|shell= m|p|preserve-environment g|group= G|supp-group=', {
      skip: 99,
      script: 'c',
    }),
  ],
  [
    'runuser',
    wrapper(
      'c|command|session-command= l|login s|shell= m|p|preserve-environment u|user= g|group= G|supp-group= P|pty f|fast',
      { skip: 99, script: 'c' },
    ),
  ],
  // Init processes
  ['tini', wrapper('p= s v w g e= l')],
  ['tini-static', wrapper('p= s v w g e= l')],
  ['dumb-init', wrapper('c|single-child r|rewrite= v|verbose')],
  ['catatonit', wrapper('g')],
  ['docker-init', wrapper('p= s v w g e= l')],
  // Others that entry scripts use
  [
    'xvfb-run',
    wrapper(
      'a|auto-servernum e|error-file= f|auth-file= n|server-num= l|listen-tcp p|xauth-protocol= s|server-args= w|wait=',
    ),
  ],
  ['catchsegv', wrapper('')],
  ['eatmydata', wrapper('')],
  ['unbuffer', wrapper('p')],
  [
    'flock',
    wrapper(
      's|shared x|e|exclusive n|nb|nonblock w|timeout= o|close E|conflict-exit-code= F|no-fork c|command=',
      { skip: 1, script: 'c' },
    ),
  ],
  [
    'xargs',
    wrapper(
      '0|null a|arg-file= d|delimiter= E= e|eof? I= i|replace? L= l|max-lines? n|max-args= o|open-tty P|max-procs= p|interactive r|no-run-if-empty s|max-chars= t|verbose x|exit process-slot-var=',
    ),
  ],
]);

/** Shells that take a script with `-c`. */
const shells: ReadonlySet<string> = new Set(['sh', 'ash', 'bash', 'dash', 'ksh', 'mksh', 'zsh']);

/** Options of the shells (POSIX XCU sh, bash manual 6.1); `o` and `O` take a value. */
const shellOptions = defineOptions(
  'a b c C e f h i k l|login m n p r s t u v x B E H P T o= O= posix norc noprofile rcfile= init-file= restricted verbose',
);

/** Whether a program of that name is a shell whose scripts are read here. */
export function isShell(name: string): boolean {
  return shells.has(name);
}

/**
 * The arguments of a shell that reads its commands from its standard input: without `-c` and a script's name, or with
 * `-s` (POSIX XCU sh); undefined for one that doesn't.
 */
export function shellReadingInput(words: readonly Value[]): readonly Value[] | undefined {
  const name = words[0]?.text?.replace(/^.*\//s, '') ?? '';
  const options = isShell(name)
    ? parseOptions(words.slice(1), shellOptions, { stopAtOperand: true })
    : undefined;
  if (options === undefined || options.has('c')) return undefined;
  return options.has('s') || options.operands.length === 0 ? options.operands : undefined;
}

/** How a shell comes to run, as far as that says which files it reads first. */
export interface ShellStart {
  /** `bash`; undefined for the one that a user's record names. */
  readonly shell: string | undefined;
  readonly login: boolean;
  readonly interactive: boolean;
  /** Without the files for those who log in (`--noprofile`), and for those who sit before it (`--norc`). */
  readonly without: ReadonlySet<'login' | 'interactive'>;
  /** Whose it is, where that changes with it; undefined within for one that isn't known. */
  readonly user?: { readonly name: string | undefined };
}

/** How a command line starts a shell: `bash -l`, `su - app`, `sudo -i`; undefined where it starts none. */
export function shellStartOf(words: readonly Value[]): ShellStart | undefined {
  const name = words[0]?.text?.replace(/^.*\//s, '') ?? '';
  const given = words.slice(1);
  if (isShell(name)) {
    const options = parseOptions(given, shellOptions, { stopAtOperand: true });
    if (options === undefined) return undefined;
    const without = new Set([
      ...(options.has('noprofile') ? (['login'] as const) : []),
      ...(options.has('norc') ? (['interactive'] as const) : []),
    ]);
    return { shell: name, login: options.has('l'), interactive: options.has('i'), without };
  }
  const login = loginOptions.get(name);
  const table = wrappers.get(name)?.options;
  const options = table && parseOptions(given, table, { stopAtOperand: name === 'sudo' });
  if (login === undefined || options === undefined) return undefined;
  const dash = name !== 'sudo' && options.operands.some(({ text }) => text === '-');
  if (!dash && !options.has(login)) return undefined;
  const user = options.value('u') ?? options.operands.find(({ text }) => text !== '-');
  const whose = name === 'sudo' ? options.value('u') : user;
  const as = whose === undefined ? 'root' : whose.text;
  return { shell: undefined, login: true, interactive: false, without: new Set(), user: { name: as } };
}

/** With which option others start a shell as if their user logged in: su(1), runuser(1), sudo(8). */
const loginOptions: ReadonlyMap<string, string> = new Map([
  ['su', 'l'],
  ['runuser', 'l'],
  ['sudo', 'i'],
]);

/** Scripts that wait for a server and then start what stands behind `--`. */
const waiting: ReadonlySet<string> = new Set(
  ['wait-for-it', 'wait_for_it', 'wait-for', 'wait_for', 'wait4x', 'waitforit'].flatMap((name) => [
    name,
    `${name}.sh`,
  ]),
);

/** dockerize 0.7, whose options have one dash. */
const dockerizeOptions =
  defineOptions(`wait= wait-timeout= timeout= wait-retry-interval= wait-http-header= template=
  stdout= stderr= delims= poll no-overwrite skip-tls-verify no-wait env= env-section= eof validate-cert= version`);

/** What the command starts, if it is one of those that start others and the call can be read. */
export function wrappedBy(words: readonly Value[]): Wrapped | undefined {
  const name = words[0]?.text?.replace(/^.*\//s, '');
  if (name === undefined) return undefined;
  const given = words.slice(1);
  if (isShell(name)) return shellScript(given);
  if (name === 'eval') return evaluated(given);
  if (name === 'trap') return trapped(given);
  if (waiting.has(name)) {
    const dashes = given.findIndex((word) => word.text === '--');
    return dashes < 0 ? undefined : started(given.slice(dashes + 1));
  }
  if (name === 'dockerize') {
    const read = parseOptions(given, dockerizeOptions, { stopAtOperand: true, singleDash: true });
    return started(read?.operands ?? []);
  }
  const found = wrappers.get(name);
  const options = found && parseOptions(given, found.options, { stopAtOperand: found.script === undefined });
  if (found === undefined || options === undefined) return undefined;
  if (found.unless?.some((option) => options.has(option)) === true) return undefined;
  const script = found.script === undefined ? undefined : options.value(found.script);
  if (script !== undefined) return { kind: 'script', text: script, parameters: [] };
  // With the user as an option the operands are a command: `runuser -u app -- server`.
  if (name === 'runuser' && options.has('u')) return started(options.operands);
  if (name === 'xargs') return started(withInput(options.operands, options.value('I')?.text));
  const leading = found.assignments === true ? assignmentsOf(options.operands) : [];
  return started(options.operands.slice(leading.length + found.skip), leading);
}

const inputOfXargs = 'the input of xargs';

/** Whether a word stands for what xargs reads from its input, in part or as a whole. */
export function isInputOfXargs({ because }: Value): boolean {
  return because === inputOfXargs;
}

/** What xargs(1) reads from its input stands behind the command, or in place of a text of its own (`-I {}`). */
function withInput(words: readonly Value[], replaced: string | undefined): readonly Value[] {
  if (words.length === 0) return words;
  const input: Value = { text: undefined, because: inputOfXargs };
  if (replaced === undefined) return [...words, input];
  return words.map((word) =>
    replaced !== '' && word.text?.includes(replaced) === true
      ? { ...input, prefix: word.text.slice(0, word.text.indexOf(replaced)) }
      : word,
  );
}

function started(
  words: readonly Value[],
  assignments: Extract<Wrapped, { kind: 'command' }>['assignments'] = [],
): Wrapped | undefined {
  return words.length === 0 ? undefined : { kind: 'command', words, assignments };
}

function shellScript(given: readonly Value[]): Wrapped | undefined {
  const options = parseOptions(given, shellOptions, { stopAtOperand: true });
  const [text, ...parameters] = options?.operands ?? [];
  if (options?.has('c') !== true || text === undefined) return undefined;
  return { kind: 'script', text, parameters };
}

/** `eval` joins its words with spaces. */
function evaluated(given: readonly Value[]): Wrapped | undefined {
  const words = given[0]?.text === '--' ? given.slice(1) : given;
  if (words.length === 0) return undefined;
  const unknown = words.find((word) => word.text === undefined);
  const text = unknown ?? { text: words.map((word) => word.text ?? '').join(' ') };
  return { kind: 'script', text, parameters: [] };
}

/** `trap 'commands' SIGNAL…`; `-`, an empty action, and a lone signal start nothing. */
function trapped(given: readonly Value[]): Wrapped | undefined {
  const [action, ...signals] = given[0]?.text === '--' ? given.slice(1) : given;
  if (action === undefined || signals.length === 0) return undefined;
  if (action.text === '' || action.text?.startsWith('-') === true || /^\d+$/.test(action.text ?? '')) {
    return undefined;
  }
  return { kind: 'script', text: action, parameters: [] };
}

function assignmentsOf(
  operands: readonly Value[],
): readonly { readonly name: string; readonly value: Value }[] {
  const assignments = operands.map((operand) => {
    const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(operand.text ?? operand.prefix ?? '');
    if (match === null) return undefined;
    const [, name = '', text = ''] = match;
    return { name, value: operand.text === undefined ? { ...operand, prefix: text } : { text } };
  });
  const end = assignments.indexOf(undefined);
  return assignments.slice(0, end < 0 ? undefined : end).flatMap((item) => item ?? []);
}
