/** Commands whose arguments name users of the system: `chown app /data`, `su-exec app server`. */
import { defineOptions, parseOptions, type OptionTable } from './options.ts';
import type { Value } from './types.ts';

interface NamingCommand {
  readonly options: OptionTable;
  /** The operand that names a user, and its group behind a colon. */
  readonly operand?: 'first' | 'last';
  /** Options whose value names one. */
  readonly by?: readonly string[];
  /** What follows the first operand is a command of its own. */
  readonly stops?: true;
}

const naming = (options: string, more: Omit<NamingCommand, 'options'>): NamingCommand => ({
  ...more,
  options: defineOptions(options),
});

/** By the manual page of each, section 1 or 8, and busybox's own where that has the command. */
const commands: ReadonlyMap<string, NamingCommand> = new Map([
  // coreutils 9
  [
    'chown',
    naming(
      `c|changes f|silent|quiet v|verbose dereference h|no-dereference from= no-preserve-root preserve-root
       reference= R|recursive H L P`,
      { operand: 'first' },
    ),
  ],
  ['id', naming('a Z|context g|group G|groups n|name r|real u|user z|zero', { operand: 'first' })],
  [
    'install',
    naming(
      `backup? b c C|compare d|directory D g|group= m|mode= o|owner= p|preserve-timestamps s|strip strip-program=
       S|suffix= t|target-directory= T|no-target-directory v|verbose preserve-context Z|context?`,
      { by: ['o'] },
    ),
  ],
  // su-exec, gosu, daemontools, s6, runit
  ['su-exec', naming('', { operand: 'first', stops: true })],
  ['gosu', naming('', { operand: 'first', stops: true })],
  ['setuidgid', naming('', { operand: 'first', stops: true })],
  ['s6-setuidgid', naming('', { operand: 'first', stops: true })],
  [
    'chpst',
    naming('u= U= b= /= e= n= l= L= m= d= o= p= f= c= t= v P 0 1 2', { by: ['u', 'U'], stops: true }),
  ],
  // util-linux 2.40, sudo 1.9
  [
    'su',
    naming('c|command= l|login s|shell= m|p|preserve-environment g|group= G|supp-group= P|pty', {
      operand: 'first',
    }),
  ],
  [
    'runuser',
    naming(
      'c|command= l|login s|shell= m|p|preserve-environment u|user= g|group= G|supp-group= P|pty f|fast session-command=',
      { by: ['u'], operand: 'first', stops: true },
    ),
  ],
  [
    'setpriv',
    naming(
      `clear-groups groups= init-groups keep-groups regid= reuid= rgid= ruid= egid= euid= inh-caps= ambient-caps=
       bounding-set= no-new-privs nnp reset-env securebits= pdeathsig= selinux-label= apparmor-profile=`,
      { by: ['reuid', 'ruid', 'euid'], stops: true },
    ),
  ],
  [
    'sudo',
    naming(
      'E|preserve-env? H|set-home n|non-interactive S|stdin b|background k u|user= g|group= C= D= h= p= r= t=',
      { by: ['u'], stops: true },
    ),
  ],
  ['doas', naming('n s L u= C=', { by: ['u'], stops: true })],
  // shadow 4
  [
    'usermod',
    naming(
      `a|append b|badname c|comment= d|home= e|expiredate= f|inactive= g|gid= G|groups= l|login= L|lock m|move-home
       o|non-unique p|password= r|remove R|root= P|prefix= s|shell= u|uid= U|unlock Z|selinux-user=`,
      { operand: 'last' },
    ),
  ],
]);

/** The users that a command names: undefined for one whose name isn't known. Ids and root's need no record. */
export function usersNamedBy(words: readonly Value[]): readonly (string | undefined)[] {
  const [first, ...given] = words;
  const command = commands.get(first?.text?.replace(/^.*\//s, '') ?? '');
  if (command === undefined) return [];
  const options = parseOptions(given, command.options, { stopAtOperand: command.stops === true });
  if (options === undefined) return [];
  const byOption = (command.by ?? []).flatMap((name) => options.values(name));
  // `su -` is `su -l`; with a user by option, operands are the command.
  const operands = options.operands.filter(({ text }) => text !== '-');
  const operand = command.operand === 'last' ? operands.at(-1) : operands[0];
  const values = command.operand === undefined || byOption.length > 0 ? byOption : [operand];
  return values.flatMap((value) => (value === undefined || options.has('reference') ? [] : userIn(value)));
}

function userIn({ text, prefix }: Value): readonly (string | undefined)[] {
  const start = text ?? prefix ?? '';
  const colon = start.search(/[:.]/);
  if (text === undefined && colon < 0) return [undefined];
  const name = colon < 0 ? start : start.slice(0, colon);
  return name === '' || name === 'root' || /^\d+$/.test(name) ? [] : [name];
}

/** Commands that start another one, or a script, as somebody else. */
const changing: ReadonlySet<string> = new Set(
  'su su-exec gosu setuidgid s6-setuidgid chpst runuser setpriv sudo doas'.split(' '),
);

/** Somebody else, as whom a command is started; by the name where that is known. */
export interface OtherUser {
  readonly name: string | undefined;
}

/** Whom a command line starts another as; undefined for one that doesn't. */
export function otherUserOf(words: readonly Value[]): OtherUser | undefined {
  const name = words[0]?.text?.replace(/^.*\//s, '') ?? '';
  if (!changing.has(name)) return undefined;
  const [user, ...more] = usersNamedBy(words);
  return { name: more.length === 0 ? user : undefined };
}
