/** Commands whose business is to start another one. */
import { commandsOfAwk } from './awk.ts';
import { OPEN_PART } from './expand-words.ts';
import { defineOptions, parseOptions, type OptionTable } from './options.ts';
import { ARGUMENTS } from './positional.ts';
import { factsOfSed } from './sed.ts';
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
  /** Options may stand behind the operands (`su app -c TEXT`). */
  readonly anywhere?: true;
  /** Where the command would stand, `-c TEXT` gives a script instead (`flock FILE -c TEXT`). */
  readonly scriptBehind?: true;
  /** What stands there is a text for a shell: its words joined, unless with that option, or the first alone. */
  readonly text?: { readonly of: 'all'; readonly unless?: string } | { readonly of: 'first' };
  /** Options whose value is the program, the later ones first; the operands are its arguments. */
  readonly program?: readonly string[];
  /** The first operand is a user, and the others are for that one's shell (su(1): `su app FILE`). */
  readonly argumentsOfShell?: true;
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
  // `nice -10` is the old form of `nice -n 10`.
  ['nice', wrapper('n|adjustment= 0 1 2 3 4 5 6 7 8 9')],
  ['stdbuf', wrapper('i|input= o|output= e|error=')],
  ['timeout', wrapper('k|kill-after= s|signal= v|verbose f|foreground p|preserve-status', { skip: 1 })],
  ['chroot', wrapper('userspec= groups= skip-chdir', { skip: 1 })],
  // util-linux 2.41
  ['ionice', wrapper('c|class= n|classdata= p|pid= P|pgid= u|uid= t|ignore', { unless: ['p', 'P', 'u'] })],
  ['taskset', wrapper('a|all-tasks p|pid c|cpu-list', { skip: 1, unless: ['p'] })],
  [
    'chrt',
    wrapper(
      'a|all-tasks b|batch d|deadline e|ext f|fifo i|idle o|other r|rr R|reset-on-fork p|pid m|max v|verbose T|sched-runtime= P|sched-period= D|sched-deadline=',
      { skip: 1, unless: ['p', 'm'] },
    ),
  ],
  [
    'prlimit',
    wrapper(
      `p|pid= o|output= noheadings raw verbose c|core? d|data? e|nice? f|fsize? i|sigpending? l|memlock? m|rss? n|nofile?
      q|msgqueue? r|rtprio? s|stack? t|cpu? u|nproc? v|as? x|locks? y|rttime?`,
      { unless: ['p'] },
    ),
  ],
  ['choom', wrapper('n|adjust= p|pid=', { unless: ['p'] })],
  [
    'unshare',
    wrapper(`m|mount? u|uts? i|ipc? n|net? p|pid? U|user? C|cgroup? T|time? f|fork kill-child? mount-proc? mount-binfmt?
      map-user= map-group= map-users= map-groups= r|map-root-user c|map-current-user map-auto map-subids keep-caps owner=
      propagation= setgroups= R|root= w|wd= S|setuid= G|setgid= monotonic= boottime= l|load-interp= forward-signals`),
  ],
  [
    'nsenter',
    wrapper(`a|all t|target= m|mount? u|uts? i|ipc? n|net? N|net-socket= p|pid? U|user? user-parent C|cgroup? T|time?
      S|setuid= G|setgid= preserve-credentials keep-caps r|root? w|wd? W|wdns= e|env F|no-fork c|join-cgroup
      Z|follow-context`),
  ],
  [
    'script',
    wrapper(
      `a|append c|command= E|echo= e|return f|flush force B|log-io= I|log-in= O|log-out= T|log-timing= m|logging-format=
      o|output-limit= q|quiet t|timing?`,
      { skip: 99, script: 'c', anywhere: true },
    ),
  ],
  ['setsid', wrapper('c|ctty f|fork w|wait')],
  [
    'setpriv',
    wrapper(`clear-groups groups= init-groups keep-groups regid= reuid= rgid= ruid= egid= euid= inh-caps=
      ambient-caps= bounding-set= no-new-privs nnp reset-env securebits= pdeathsig= selinux-label=
      apparmor-profile= ptracer= landlock-access= landlock-rule= seccomp-filter= d|dump list-caps`),
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
      anywhere: true,
      argumentsOfShell: true,
    }),
  ],
  [
    'runuser',
    wrapper(
      'c|command|session-command= l|login s|shell= m|p|preserve-environment u|user= g|group= G|supp-group= P|pty f|fast',
      { skip: 99, script: 'c', anywhere: true, argumentsOfShell: true },
    ),
  ],
  // shadow 4.17
  ['sg', wrapper('', { skip: 1, scriptBehind: true, text: { of: 'first' } })],
  // dpkg 1.22, busybox 1.37 and OpenRC 0.56
  [
    'start-stop-daemon',
    wrapper(
      `S|start K|stop T|status x|exec= a|startas= p|pidfile= n|name= u|user= P|procsched= I|ionice|iosched= c|chuid=
      d|chdir= r|chroot= k|umask= R|retry= N|nicelevel= m|make-pidfile b|background C|no-close notify-await
      notify-timeout= q|quiet o|oknodo t|test v|verbose s|signal= g|group= O|output= ppid= remove-pidfile e|env= w|wait=
      1|stdout= 2|stderr= i|interpreted`,
      { program: ['a', 'x'], unless: ['K', 'T', 's', 't'] },
    ),
  ],
  // procps 4
  [
    'watch',
    wrapper(
      'b|beep c|color C|no-color d|differences? e|errexit f|follow g|chgexit q|equexit= n|interval= p|precise r|no-rerun s|shotsdir= t|no-title w|no-wrap x|exec',
      { text: { of: 'all', unless: 'x' } },
    ),
  ],
  // daemontools 0.76, strace 6, moreutils 0.69, numactl 2, dbus 1.16, libfaketime 0.9, torsocks 2, proxychains-ng 4
  ['envdir', wrapper('', { skip: 1 })],
  ['setlock', wrapper('n N x X', { skip: 1 })],
  ['softlimit', wrapper('a= c= d= f= l= m= o= p= r= s= t=')],
  [
    'strace',
    wrapper(`f|follow-forks F q|quiet? v|no-abbrev t r T x y Y Z z c C d D h i k n w A a= b= e= E= I= o|output= O= p= P= s= S=
      u= U= X=`),
  ],
  ['chronic', wrapper('v e')],
  [
    'numactl',
    wrapper(
      'i|interleave= N|cpunodebind= C|physcpubind= m|membind= p|preferred= l|localalloc a|all b|balancing H|hardware s|show',
      { unless: ['H', 's'] },
    ),
  ],
  ['dbus-run-session', wrapper('config-file= dbus-daemon=')],
  ['faketime', wrapper('m f p= exclude-monotonic', { skip: 1 })],
  ['torsocks', wrapper('q|quiet i|isolate d|debug u|user= p|pass= P|port= a|address=')],
  ['proxychains', wrapper('q f=')],
  ['proxychains4', wrapper('q f=')],
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
      { skip: 1, script: 'c', scriptBehind: true },
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
  if (awks.has(name)) return startedByAwk(given);
  if (name === 'sed') return allOf(factsOfSed(words).starts);
  if (name === 'capsh') return throughShell(given);
  if (name === 'parallel') return inParallel(given);
  const found = wrappers.get(name);
  if (found === undefined || (given.length === 1 && /^(--(help|version)|-V)$/.test(given[0]?.text ?? ''))) {
    return undefined;
  }
  const options = parseOptions(given, found.options, { stopAtOperand: found.anywhere !== true });
  if (options === undefined) return notRead(name);
  if (found.unless?.some((option) => options.has(option)) === true) return undefined;
  const script = found.script === undefined ? undefined : options.value(found.script);
  if (script !== undefined) return { kind: 'script', text: script, parameters: [] };
  // With the user as an option the operands are a command: `runuser -u app -- server`.
  if (name === 'runuser' && options.has('u')) return started(options.operands);
  if (found.argumentsOfShell === true) {
    const behind = options.operands.filter(({ text }) => text !== '-').slice(1);
    return behind.length === 0 ? undefined : started([options.value('s') ?? { text: 'sh' }, ...behind]);
  }
  if (name === 'xargs') return started(withInput(options.operands, options.value('I')?.text));
  const program = found.program?.map(options.value).find((value) => value !== undefined);
  if (found.program !== undefined)
    return started(program === undefined ? [] : [program, ...options.operands]);
  const leading = found.assignments === true ? assignmentsOf(options.operands) : [];
  const behind = options.operands.slice(leading.length + found.skip);
  return textBehind(found, behind, options.has) ?? started(behind, leading);
}

/** A text for a shell where others have a command; undefined where that is one. */
function textBehind(
  { scriptBehind, text }: Wrapper,
  behind: readonly Value[],
  has: (option: string) => boolean,
): Wrapped | undefined {
  if (scriptBehind === true && /^(-c|--command)$/.test(behind[0]?.text ?? '')) return scriptOf(behind[1]);
  switch (text?.of) {
    case 'first':
      return scriptOf(behind[0]);
    case 'all':
      return has(text.unless ?? '') ? undefined : joined(behind);
    case undefined:
      return undefined;
  }
}

/** It starts something that its options hide. */
function notRead(name: string): Wrapped {
  return { kind: 'script', text: { text: undefined, because: `the options of ${name}` }, parameters: [] };
}

function scriptOf(text: Value | undefined): Wrapped | undefined {
  return text === undefined ? undefined : { kind: 'script', text, parameters: [] };
}

const awks: ReadonlySet<string> = new Set(['awk', 'gawk', 'mawk', 'nawk', 'original-awk']);

/** Options of awk (POSIX XCU), and those of gawk and mawk that take a program's text or none. */
const awkOptions = defineOptions(
  'F|field-separator= v|assign= f|file= e|source= i|include= E|exec= b c C d? D? g h k l|load= M n N o? O p? P r s S t V W=',
);

/** The commands in a program for awk that stands on the command line; one in a file may start anything. */
function startedByAwk(given: readonly Value[]): Wrapped | undefined {
  const options = parseOptions(given, awkOptions, { stopAtOperand: true });
  if (options === undefined) return undefined;
  const isFile = options.has('f') || options.has('E');
  const own = isFile || options.has('e') ? undefined : options.operands[0];
  const programs = [...options.values('e'), ...(own === undefined ? [] : [own])];
  const commands = programs.flatMap(({ text = '' }) => commandsOfAwk(text));
  return allOf(isFile ? [...commands, { text: undefined, because: 'the program of awk' }] : commands);
}

/** Texts for a shell, as one. */
function allOf(commands: readonly Value[]): Wrapped | undefined {
  const [first, ...more] = commands;
  if (first === undefined) return undefined;
  if (more.length === 0) return scriptOf(first);
  const texts = commands.map(({ text, template }) => text ?? template ?? `\${${OPEN_PART}}`);
  return commands.every(({ text }) => text !== undefined)
    ? scriptOf({ text: texts.join('\n') })
    : scriptOf({
        ...commands.find(({ text }) => text === undefined),
        text: undefined,
        template: texts.join('\n'),
      });
}

/** capsh(1): what stands behind `--` is for /bin/bash. */
function throughShell(given: readonly Value[]): Wrapped | undefined {
  const end = given.findIndex(({ text }) => text === '--');
  return end < 0 ? undefined : started([{ text: '/bin/bash' }, ...given.slice(end + 1)]);
}

/** Options of GNU parallel 2024 that take a value, and those that don't (parallel(1)). */
const parallelOptions =
  defineOptions(`j|jobs|P|max-procs= a|arg-file= C|colsep= d|delimiter= S|sshlogin= N|max-replace-args=
  n|max-args= L|max-lines= I= joblog= results= retries= timeout= delay= tmpdir= halt= load= memfree= nice= workdir|wd=
  block= recstart= recend= tagstring= env= shuf 0|null k|keep-order u|ungroup X m t|verbose q|quote r|no-run-if-empty
  bar progress eta dry-run|dryrun tag group line-buffer|lb pipe round-robin|roundrobin|round resume resume-failed
  will-cite citation no-notice plus trim= v xargs link`);

/** GNU parallel: the words before `:::` are a text for a shell; without any, each of its arguments is one. */
function inParallel(given: readonly Value[]): Wrapped | undefined {
  const options = parseOptions(given, parallelOptions, { stopAtOperand: true });
  if (options === undefined) return given.length < 2 ? undefined : notRead('parallel');
  const end = options.operands.findIndex(({ text }) => /^:::{1,2}\+?$/.test(text ?? ''));
  const command = end < 0 ? options.operands : options.operands.slice(0, end);
  if (command.length > 0) return joined(command);
  const texts = options.operands.slice(end + 1);
  const known = end >= 0 && texts.length > 0 && texts.every(({ text }) => text !== undefined);
  return known
    ? { kind: 'script', text: { text: texts.map(({ text = '' }) => text).join('\n') }, parameters: [] }
    : { kind: 'script', text: { text: undefined, because: 'the input of parallel' }, parameters: [] };
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
  return joined(given[0]?.text === '--' ? given.slice(1) : given);
}

/** A text for a shell of words with spaces between. */
function joined(words: readonly Value[]): Wrapped | undefined {
  if (words.length === 0) return undefined;
  const unknown = words.find((word) => word.text === undefined);
  if (unknown === undefined) return scriptOf({ text: words.map((word) => word.text ?? '').join(' ') });
  if (words.length === 1) return scriptOf(unknown);
  if (words.includes(ARGUMENTS)) return scriptOf(ARGUMENTS);
  const { because = 'a value that is not known' } = unknown;
  const template = words.map((word) => word.text ?? word.template ?? `\${${OPEN_PART}}`).join(' ');
  return scriptOf({ text: undefined, because, template });
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
