/**
 * Needs that a program's own file tells. Go links only functions that something can reach, so the presence of one
 * says that the program may call it; found by building small programs and reading their function tables (Go 1.24,
 * 1.26: a server that only listens has no `net/http.(*Client).do`, one that calls `http.Get` has).
 */
import type { ElfFile } from './elf/elf.ts';
import type { Need } from './types.ts';

interface Telling {
  readonly functions: readonly string[];
  readonly kind: Need['kind'];
  readonly does: string;
  /** Functions that explain the first ones away: linked for another reason, or the need is met inside the program. */
  readonly unless: readonly string[];
  /** What `unless` makes of the need. */
  readonly otherwise: 'possible' | 'none';
}

const tellings: readonly Telling[] = [
  {
    functions: ['net/http.(*Client).do', 'crypto/tls.Dial', 'crypto/x509.SystemCertPool'],
    kind: 'certificates',
    does: 'can connect with TLS',
    unless: [],
    otherwise: 'none',
  },
  {
    functions: ['time.LoadLocation'],
    kind: 'time-zones',
    does: 'can load time zones',
    unless: ['time/tzdata.loadFromEmbeddedTZData'],
    otherwise: 'none',
  },
  {
    functions: ['os/user.Current', 'os/user.Lookup', 'os/user.LookupId'],
    kind: 'user-records',
    does: 'can look up users',
    unless: [],
    otherwise: 'none',
  },
  {
    functions: ['os.UserHomeDir'],
    kind: 'home-directory',
    does: 'can ask for the home directory',
    unless: [],
    otherwise: 'none',
  },
  {
    functions: ['os.CreateTemp', 'os.MkdirTemp'],
    kind: 'temporary-directory',
    does: 'can make temporary files',
    // Every server that reads a form has this; it writes a file only for uploads of more than 32 MB.
    unless: ['mime/multipart.(*Reader).readForm'],
    otherwise: 'possible',
  },
];

/** What the program at the path may need; empty for one that no Go compiler made. */
export function needsOfProgram(path: string, elf: ElfFile): readonly Need[] {
  const linked = new Set(elf.goFunctions);
  return tellings.flatMap(({ functions, kind, does, unless, otherwise }): readonly Need[] => {
    const found = functions.find((name) => linked.has(name));
    if (found === undefined) return [];
    const explained = unless.some((name) => linked.has(name));
    if (explained && otherwise === 'none') return [];
    return [
      { kind, name: undefined, evidence: `${path} ${does} (${found} is linked in)`, certain: !explained },
    ];
  });
}
