/** curl and wget: files from the network, under names that the call gives. */
import { posix } from 'node:path';
import { defineOptions, parseOptions } from '../../shell/options.ts';
import type { CommandModel, CommandRun, Effect, Value } from '../types.ts';
import { opaque, opaqueAt, pathOf } from './paths.ts';

/** curl 8, curl(1). */
const curlOptions = defineOptions(`o|output= O|remote-name remote-name-all output-dir= create-dirs
  J|remote-header-name D|dump-header= c|cookie-jar= trace= trace-ascii= etag-save= stderr= K|config= libcurl=
  f|fail fail-with-body fail-early s|silent S|show-error L|location location-trusted k|insecure v|verbose i|include
  I|head N|no-buffer g|globoff q|disable R|remote-time C|continue-at= a|append Z|parallel parallel-max=
  parallel-immediate #|progress-bar no-progress-meter n|netrc netrc-file= netrc-optional p|proxytunnel
  A|user-agent= b|cookie= d|data= data-raw= data-binary= data-urlencode= data-ascii= json= url-query= e|referer=
  E|cert= cert-type= key= key-type= pass= cacert= capath= F|form= form-string= G|get H|header= proxy-header=
  m|max-time= connect-timeout= max-redirs= max-filesize= P|ftp-port= Q|quote= r|range= T|upload-file= u|user=
  U|proxy-user= w|write-out= x|proxy= noproxy= preproxy= socks5= socks5-hostname= X|request= y|speed-time=
  Y|speed-limit= z|time-cond= 0|http1.0 1|tlsv1 2|sslv2 3|sslv3 4|ipv4 6|ipv6 http1.1 http2 http3
  http2-prior-knowledge http0.9 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tls-max= tls13-ciphers= ciphers= ssl ssl-reqd
  ssl-no-revoke compressed raw retry= retry-delay= retry-max-time= retry-connrefused retry-all-errors limit-rate=
  rate= interface= resolve= connect-to= dns-servers= doh-url= url= proto= proto-default= proto-redir= keepalive-time=
  no-keepalive no-sessionid path-as-is post301 post302 post303 styled-output no-clobber oauth2-bearer= aws-sigv4=
  anyauth basic digest ntlm negotiate unix-socket= abstract-unix-socket= remove-on-error skip-existing
  cert-status false-start tcp-nodelay tcp-fastopen tr-encoding variable= version V h|help? M|manual`);

const curl: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), curlOptions);
  if (options === undefined || options.has('K')) return undefined;
  const urls = [...options.operands, ...options.values('url')];
  const asides = ['D', 'c', 'trace', 'trace-ascii', 'etag-save', 'stderr', 'libcurl'].flatMap((name) =>
    options.values(name).flatMap((value) => written(value, run, undefined)),
  );
  const directory = options.value('output-dir') ?? { text: '.' };
  // -o and -O belong to the URLs in order, wherever they stand.
  const outputs = options.values('o');
  let nextOutput = 0;
  const places = options.given.filter((name) => name === 'o' || name === 'O');
  const files = urls.flatMap((url, index): readonly Effect[] => {
    const place = places[index] ?? (options.has('remote-name-all') ? 'O' : undefined);
    if (place === undefined) return [];
    if (place === 'O') {
      return remote(url, directory, run, options.has('J') ? undefined : nameInUrl(url, false));
    }
    const output = outputs[nextOutput];
    nextOutput += 1;
    return output === undefined ? [] : written(inDirectory(output, directory), run, url);
  });
  return [...files, ...asides];
};

/** GNU wget 1.24, busybox 1.36. */
const wgetOptions =
  defineOptions(`O|output-document= P|directory-prefix= o|output-file= a|append-output= q|quiet
  v|verbose nv|no-verbose c|continue N|timestamping nc|no-clobber S|server-response t|tries= T|timeout=
  connect-timeout= read-timeout= dns-timeout= w|wait= waitretry= random-wait Q|quota= limit-rate= Y= r|recursive
  l|level= p|page-requisites m|mirror i|input-file= np|no-parent nd|no-directories nH|no-host-directories
  x|force-directories cut-dirs= A|accept= R|reject= accept-regex= reject-regex= e|execute= U|user-agent= referer=
  header= post-data= post-file= method= body-data= user= password= http-user= http-password= ftp-user= ftp-password=
  load-cookies= save-cookies= keep-session-cookies content-disposition trust-server-names no-check-certificate
  check-certificate? ca-certificate= ca-directory= certificate= private-key= secure-protocol= https-only no-hsts
  hsts-file= no-proxy proxy= no-cookies no-cache no-dns-cache 4|inet4-only 6|inet6-only prefer-family= bind-address=
  retry-connrefused retry-on-http-error= max-redirect= progress= show-progress no-iri no-use-server-timestamps
  unlink spider compression= no-netrc no-glob restrict-file-names= d|debug b|background k|convert-links K
  E|adjust-extension H|span-hosts D|domains= L|relative V|version h|help F|force-html B|base= no-config config=`);

const wget: CommandModel = (run) => {
  const words = run.words.slice(1).map(longForm);
  const options = parseOptions(words, wgetOptions);
  if (options === undefined || options.has('e')) return undefined;
  if (options.has('spider') || options.has('V')) return [];
  const prefix = options.value('P') ?? { text: '.' };
  const logs = [...options.values('o'), ...options.values('a')].flatMap((value) =>
    written(value, run, undefined),
  );
  const cookies = options.values('save-cookies').flatMap((value) => written(value, run, undefined));
  const document = options.value('O');
  const asides = [...logs, ...cookies];
  if (document !== undefined) return [...asides, ...written(document, run, options.operands[0])];
  const many = ['r', 'm', 'p', 'i', 'x', 'content-disposition', 'trust-server-names', 'E'];
  if (many.some((name) => options.has(name)))
    return [...asides, ...remote(undefined, prefix, run, undefined)];
  return [...asides, ...options.operands.flatMap((url) => remote(url, prefix, run, nameInUrl(url, true)))];
};

/** What a call prints on standard output, where that is a file from the network. */
export function printedUrl(run: CommandRun): Value | undefined {
  switch (run.name) {
    case 'curl': {
      const options = parseOptions(run.words.slice(1), curlOptions);
      const asides = ['o', 'O', 'remote-name-all', 'I', 'K'];
      if (options === undefined || asides.some((name) => options.has(name))) return undefined;
      return options.operands[0] ?? options.value('url');
    }
    case 'wget': {
      const options = parseOptions(run.words.slice(1).map(longForm), wgetOptions);
      return options?.value('O')?.text === '-' ? options.operands[0] : undefined;
    }
    case undefined:
    default:
      return undefined;
  }
}

/** wget's two-letter options (`-nv`, `-nc`, `-nH` …) as long ones. */
function longForm(word: Value): Value {
  return /^-n[vcpdH]$/.test(word.text ?? '') ? { text: `-${word.text}` } : word;
}

/** A file whose name the call gives; `-` is standard output. */
function written(name: Value, run: CommandRun, url: Value | undefined): readonly Effect[] {
  if (name.text === '-') return [];
  const path = pathOf(name, run);
  // curl replaces `#1` in a name by what a pattern in the URL matched.
  if (path === undefined || /#\d/.test(path)) return [opaqueAt({ ...name, text: undefined }, run)];
  if (path.startsWith('/dev/')) return [];
  const download = url && (url.text ?? url.prefix ?? '');
  return [
    {
      kind: 'write',
      path,
      entry: 'file',
      content: undefined,
      ...(download === undefined ? {} : { download }),
    },
  ];
}

/** A file that is named by the URL, or by the server. */
function remote(
  url: Value | undefined,
  directory: Value,
  run: CommandRun,
  name: string | undefined,
): readonly Effect[] {
  const place = pathOf(directory, run);
  if (place === undefined) return [opaqueAt(directory, run)];
  if (name === undefined) return [opaque(place, 'the name of a downloaded file is not known')];
  return written({ text: posix.join(place, name) }, run, url);
}

/** What stands behind the last slash of a URL; wget keeps the query. Undefined when it can't be told. */
function nameInUrl(url: Value, wget: boolean): string | undefined {
  // Braces and brackets are patterns for curl.
  if (url.text === undefined || (!wget && /[{}[\]]/.test(url.text))) return undefined;
  const address = url.text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/#.*$/s, '');
  const [location = '', ...query] = address.split('?');
  const slash = location.indexOf('/');
  const name = slash < 0 ? '' : location.slice(location.lastIndexOf('/') + 1);
  if (name === '') return wget ? 'index.html' : undefined;
  return wget && query.length > 0 ? `${name}?${query.join('?')}` : name;
}

/** `--output-dir` goes before a relative name. */
function inDirectory(name: Value, directory: Value): Value {
  if (directory.text === '.' || name.text === '-' || name.text?.startsWith('/') === true) return name;
  if (name.text === undefined || directory.text === undefined) return { ...directory, text: undefined };
  return { text: `${directory.text}/${name.text}` };
}

export const downloadCommands: ReadonlyMap<string, CommandModel> = new Map([
  ['curl', curl],
  ['wget', wget],
]);
