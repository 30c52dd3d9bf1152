/** Programs of the system, by their names: those that are started in vain, and what else one needs. */
import type { Stage } from '../../evaluate/types.ts';
import type { Need } from '../../rule/need.ts';
import type { Evidence } from '../../rule/types.ts';
import { onlyTells } from '../../shell/interpreters.ts';
import type { Value } from '../../shell/types.ts';
import { originalHas, perhapsBroughtBy, takingOver } from '../needs/installed-packages.ts';
import { hasScheme } from './words.ts';

/** Programs of other systems and of desktops: code that calls them has a branch for each, and none is in the image. */
export const foreignPrograms: ReadonlySet<string> = new Set(
  'cmd cmd.exe powershell powershell.exe pwsh open rundll32 explorer start osascript xdg-open wslview termux-open-url'.split(
    ' ',
  ),
);

/**
 * Programs that may speak TLS with a server and then want to know its certificate: curl(1), git(1), wget(1), aria2c(1),
 * lftp(1), openssl-s_client(1), svn(1), hg(1), the clients of databases and of mail.
 */
const fetchers: ReadonlySet<string> = new Set(
  'aria2c curl curlie gnutls-cli hg http https lftp git mail mariadb msmtp mysql openssl psql sendmail svn wget wget2 xh'.split(
    ' ',
  ),
);

/** What git does without fetching anything. */
const localGit = new Set(
  'status log diff add commit init rev-parse config version --version show branch tag describe'.split(' '),
);

/** What openssl does with a server; the rest of its commands reads files. */
const openssl = new Set('s_client s_time ocsp verify cms smime ts'.split(' '));

/** With these the certificate is not looked at: curl(1), wget(1). */
const careless = /^(?:--insecure|--no-check-certificate|-[a-jl-zA-Z]*k[a-zA-Z]*)$/;

/** A program of the system, with the certificates that it may fetch with; or the packages that may bring it. */
export function systemProgram(
  name: string,
  given: readonly Value[],
  because: string,
  evidence: Evidence | undefined,
  stage: Stage,
): readonly Need[] {
  const packages = takingOver(name, stage);
  const perhaps = originalHas(name, stage) ? [] : perhapsBroughtBy(name, stage, evidence);
  if (perhaps.length > 0) return perhaps;
  return [
    { kind: 'command', name, because, evidence },
    ...(fetchers.has(name) && mayAskForCertificates(name, given)
      ? [{ kind: 'certificates', because: `${because}, which may fetch over https`, evidence } as const]
      : []),
    ...(packages.length === 0
      ? []
      : [
          {
            kind: 'library-packages',
            packages,
            because: `${because}, which is ${packages.join(' or ')}'s`,
            evidence,
          } as const,
        ]),
  ];
}

function mayAskForCertificates(name: string, given: readonly Value[]): boolean {
  const words = given.map(({ text, prefix = '' }) => text ?? prefix);
  const [first = ''] = words;
  if (onlyTells([{ text: name }, ...given])) return false;
  switch (name) {
    case 'git':
      return !localGit.has(first);
    case 'openssl':
      return first === '' || openssl.has(first);
    case 'curl':
    case 'wget':
      return !words.some((word) => careless.test(word)) && !staysPlain(name, words);
    default:
      return true;
  }
}

/** It asks servers without TLS, and goes where these send it only where that is the same machine. */
function staysPlain(name: string, words: readonly string[]): boolean {
  if (words.includes('')) return false;
  const addresses = words.filter((word) => hasScheme(word) || isLocal(word));
  const follows = name === 'wget' || words.some((word) => /^(?:--location|-[a-zA-Z]*L[a-zA-Z]*)$/.test(word));
  return (
    addresses.length > 0 && addresses.every((word) => isLocal(word) || (!follows && /^http:\/\//i.test(word)))
  );
}

/** `http://localhost:8080/health`, `127.0.0.1:8080`. */
function isLocal(address: string): boolean {
  return /^(?:http:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?::|\/|$)/i.test(address);
}
