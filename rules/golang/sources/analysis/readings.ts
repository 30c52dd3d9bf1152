/** From the value of an argument to what is looked up: URLs, data sources, addresses, zones and the like. */

import { textOf } from '../../../../src/split/uses/text-parts.ts';
import type { Reading } from '../knowledge/facts.ts';
import type { FindingKind } from '../knowledge/types.ts';
import { words } from '../knowledge/word-list.ts';
import { type Value, isDefault, joinPath, sliced, text, usualText } from './values.ts';

export interface Looked {
  readonly kind: FindingKind;
  /** undefined: the kind says it all. */
  readonly value: Value | undefined;
}

/** What a value means when it is read in this way; nothing where it names nothing. */
export function readValue(
  kind: FindingKind,
  reading: Reading,
  value: Value,
  viperNames: readonly Value[],
): readonly Looked[] {
  switch (reading) {
    case 'as-is':
      return asPath(kind, value);
    case 'file-url':
      return fileUrl(kind, value);
    case 'sqlite':
      return sqliteSource(kind, value);
    case 'sqlite-zone':
      return namesSqliteZone(value) ? [{ kind, value: undefined }] : [];
    case 'mysql':
      return mayNameZone(value) ? [{ kind, value: undefined }] : [];
    case 'url':
      return isPlainUrl(value) ? [] : [{ kind, value }];
    case 'address':
      return serviceName(kind, value);
    case 'listen-address':
      return [...serviceName(kind, value), { kind: 'listens', value: portOf(value) }];
    case 'raw-network':
      return mayBeRaw(value) ? [{ kind, value: undefined }] : [];
    case 'temporary':
      return temporaryDirectory(kind, value);
    case 'viper-path':
      return viperNames.flatMap((name) => asPath(kind, joinPath([home(value), name])));
    case 'log-sink':
      return logSink(kind, value);
    case 'cron':
      return scheduleNamesZone(value) ? [{ kind, value: undefined }] : [];
    case 'zone':
      return value.kind === 'text' && NO_ZONE_DATA.has(value.text) ? [] : [{ kind, value }];
    case 'unix-socket':
      return value.kind === 'text' && value.text.startsWith('@') ? [] : asPath(kind, value);
    case 'protocol':
      return protocolName(kind, value);
    case 'expanded':
      return variablesIn(kind, value);
    case 'search-path':
      return searchPath(kind, value);
    case 'path-list':
      return pathList(kind, value);
    case 'zone-file':
      return zoneFile(kind, value);
    case 'extension':
      return value.kind === 'text' && BUILTIN_EXTENSIONS.has(value.text) ? [] : [{ kind, value: undefined }];
  }
}

/** https://pkg.go.dev/time#LoadLocation */
const NO_ZONE_DATA: ReadonlySet<string> = new Set(['', 'UTC', 'Local']);

/** Whether loading the zone takes the database. */
export function needsZoneData(zone: string): boolean {
  return !NO_ZONE_DATA.has(zone);
}

/** https://go.dev/src/mime/type.go, builtinTypesLower */
const BUILTIN_EXTENSIONS: ReadonlySet<string> = new Set(
  words('.avif .css .gif .htm .html .jpeg .jpg .js .json .mjs .pdf .png .svg .wasm .webp .xml'),
);

/** Services that package net knows without /etc/services (https://go.dev/src/net/lookup.go, services). */
const BUILTIN_SERVICES: ReadonlySet<string> = new Set(
  words('domain ftp ftps gopher http https imap2 imap3 imaps pop3 pop3s smtp submissions ssh telnet'),
);

/** Schemes of protocols that don't use TLS unless told to. */
const PLAIN_SCHEMES = words('http:// ws:// amqp:// redis:// mqtt:// tcp:// nats:// ldap:// unix: unix://');

/** What the container runtime provides in every container, whatever the image. */
const PROVIDED_TREES = words('/proc /sys /dev');
const PROVIDED_FILES: ReadonlySet<string> = new Set(
  words('/etc/hosts /etc/resolv.conf /etc/hostname /.dockerenv'),
);

function asPath(kind: FindingKind, value: Value): readonly Looked[] {
  if (value.kind === 'partial' && value.base === 'temporary-directory' && kind !== 'temporary-directory') {
    // What is written there may be started there.
    return [
      { kind: 'temporary-directory', value: undefined },
      { kind, value },
    ];
  }
  if (value.kind === 'partial' && value.base === 'source-directory') {
    const { prefix, complete } = value;
    const named: Value = complete === true ? text(prefix) : { kind: 'partial', prefix };
    return [
      { kind: 'source-tree', value: named },
      { kind, value: named },
    ];
  }
  const known = usualStart(value) ?? '';
  const provided =
    PROVIDED_FILES.has(known) ||
    PROVIDED_TREES.some((tree) => known === tree || known.startsWith(`${tree}/`));
  return provided ? [] : [{ kind, value }];
}

/** A part of the name: of a default what another would be read as. */
function part(value: Value, from: number, to?: number): Value {
  if (from === 0 && to === undefined) return value;
  return isDefault(value) ? text(value.text.slice(from, to), value.origin) : sliced(value, from, to);
}

/** How a name begins, unless something else is given for a part of it. */
function usualStart(value: Value): string | undefined {
  return value.kind === 'partial' && value.usual !== undefined
    ? textOf(value.usual.parts)
    : knownStart(value);
}

function knownStart(value: Value): string | undefined {
  if (value.kind === 'text') return value.text;
  return value.kind === 'partial' ? value.prefix : undefined;
}

function fileUrl(kind: FindingKind, value: Value): readonly Looked[] {
  const start = usualStart(value) ?? '';
  for (const scheme of ['file://', 'file:'])
    if (start.startsWith(scheme)) return asPath(kind, part(value, scheme.length));
  return start.includes('://') ? [] : asPath(kind, value);
}

/** https://www.sqlite.org/uri.html, https://pkg.go.dev/github.com/mattn/go-sqlite3#SQLiteDriver.Open */
function sqliteSource(kind: FindingKind, value: Value): readonly Looked[] {
  const source = usualStart(value) ?? '';
  const start = source.startsWith('file:') ? 'file:'.length : 0;
  const question = source.indexOf('?', start);
  const end = question < 0 ? source.length : question;
  const options = question < 0 ? '' : source.slice(question + 1);
  const file = source.slice(start, end);
  if (file === ':memory:' || options.includes('mode=memory')) return [];
  if (file.includes('://') || file.includes('@tcp(') || file.includes('host=')) return [];
  if (file === '' && value.kind === 'text' && value.origin === undefined) return [];
  const local = part(value, file.startsWith('//') ? start + 2 : start, end);
  return asPath(options.includes('mode=ro') ? 'read-file' : kind, local);
}

/** The parameter `_loc` (https://github.com/mattn/go-sqlite3#connection-string); hardly a source has one. */
function namesSqliteZone(value: Value): boolean {
  const [, parameters = ''] = (knownStart(value) ?? '').split('?');
  const zone = new URLSearchParams(parameters).get('_loc') ?? '';
  return zone.toLowerCase() !== 'auto' && !NO_ZONE_DATA.has(zone);
}

/**
 * `loc` of the parameters behind the last slash (https://github.com/go-sql-driver/mysql#loc); a source that isn't known
 * to its end, or that may be replaced, may have it.
 */
function mayNameZone(value: Value): boolean {
  if (value.kind !== 'text' || value.origin !== undefined) return true;
  const [, parameters = ''] = value.text.slice(value.text.lastIndexOf('/') + 1).split('?');
  const zones = new URLSearchParams(parameters).getAll('loc');
  return zones.some((zone) => !NO_ZONE_DATA.has(zone));
}

/** `CRON_TZ=Asia/Tokyo 30 04 * * *` (https://pkg.go.dev/github.com/robfig/cron/v3#hdr-Time_zones). */
function scheduleNamesZone(value: Value): boolean {
  const [first = ''] = (knownStart(value) ?? '').split(' ');
  const prefix = ['CRON_TZ=', 'TZ='].find((known) => first.startsWith(known));
  return prefix !== undefined && needsZoneData(first.slice(prefix.length));
}

function isPlainUrl(value: Value): boolean {
  if (isDefault(value)) return false;
  const start = knownStart(value) ?? '';
  // A client of HTTP follows redirects, to https too (https://pkg.go.dev/net/http#Client).
  if (start.startsWith('http://')) return false;
  return PLAIN_SCHEMES.some((scheme) => start.startsWith(scheme)) || start.includes('sslmode=disable');
}

/**
 * `host:service`, or a service alone: a number needs no table, nor do the names built into package net. One that isn't
 * known may be any.
 */
function serviceName(kind: FindingKind, value: Value): readonly Looked[] {
  if (value.kind !== 'text') return [{ kind, value }];
  const service = value.text.slice(value.text.lastIndexOf(':') + 1);
  const numeric = [...service].every((digit) => digit >= '0' && digit <= '9');
  if (numeric || BUILTIN_SERVICES.has(service) || service.includes(']') || service.includes('/')) return [];
  return [{ kind, value: text(service) }];
}

/** https://pkg.go.dev/net#Dial: the networks `ip`, `ip4:icmp` and so on; one that isn't known may be such. */
function mayBeRaw(value: Value): boolean {
  const network = knownStart(value) ?? '';
  return network.startsWith('ip') || (network === '' && value.kind !== 'text');
}

/** What stands behind the last colon; nothing at all is the port of `http` for those who serve it (net/http, Server.Addr). */
function portOf(value: Value): Value {
  if (value.kind !== 'text') return value;
  const port = value.text.slice(value.text.lastIndexOf(':') + 1);
  return { ...value, text: port === '' ? 'http' : port };
}

/** Each of several paths. */
function pathList(kind: FindingKind, value: Value): readonly Looked[] {
  const known = usualText(value);
  if (known?.includes(':') !== true) return asPath(kind, value);
  let start = 0;
  return known.split(':').flatMap((path) => {
    const from = start;
    start += path.length + 1;
    return path === '' ? [] : asPath(kind, sliced(value, from, from + path.length));
  });
}

/** `:/etc/zone` or `/etc/zone` (time/zoneinfo_unix.go); other values are names of zones. */
function zoneFile(kind: FindingKind, value: Value): readonly Looked[] {
  const given = usualStart(value) ?? '';
  const start = given.startsWith(':') ? 1 : 0;
  return given.startsWith('/', start) ? asPath(kind, part(value, start)) : [];
}

/** https://pkg.go.dev/net#Dial: behind the colon of `ip`, `ip4` and `ip6` stands a protocol, by its number or its name. */
function protocolName(kind: FindingKind, value: Value): readonly Looked[] {
  const network = knownStart(value) ?? '';
  if (value.kind !== 'text') return network === '' || network.startsWith('ip') ? [{ kind, value }] : [];
  const [family = '', protocol = ''] = network.split(':');
  return family.startsWith('ip') && !/^\d*$/.test(protocol) ? [{ kind, value: text(protocol) }] : [];
}

/** https://pkg.go.dev/os#Expand: `$name` and `${name}`. */
const VARIABLE = /\$(?:\{([^}]*)\}|(\w+))/g;

function variablesIn(kind: FindingKind, value: Value): readonly Looked[] {
  const known = knownStart(value) ?? '';
  const named = [...known.matchAll(VARIABLE)].map(([, braced, plain]): Looked => ({
    kind,
    value: text(braced ?? plain ?? ''),
  }));
  return value.kind === 'text' && value.origin === undefined
    ? named
    : [...named, { kind, value: { kind: 'partial', prefix: '' } }];
}

/** A text in parts: what stands in it, and the variables. */
export function partsWithVariables(
  known: string,
): readonly ({ readonly text: string } | { readonly variable: string })[] {
  const parts: ({ readonly text: string } | { readonly variable: string })[] = [];
  let position = 0;
  for (const match of known.matchAll(VARIABLE)) {
    if (match.index > position) parts.push({ text: known.slice(position, match.index) });
    parts.push({ variable: match[1] ?? match[2] ?? '' });
    position = match.index + match[0].length;
  }
  return position < known.length ? [...parts, { text: known.slice(position) }] : parts;
}

/** `PATH=…` of the variables a program is started with; one that isn't known may be it, but for those of the environment. */
function searchPath(kind: FindingKind, value: Value): readonly Looked[] {
  const start = knownStart(value);
  const variable = 'PATH=';
  if (start === undefined || !(start.startsWith(variable) || variable.startsWith(start))) return [];
  if (usualText(value) !== undefined)
    return start.startsWith(variable) ? [{ kind, value: part(value, variable.length) }] : [];
  if (value.kind === 'partial' && value.origin !== undefined) return [];
  return [{ kind, value: { kind: 'partial', prefix: start.slice(variable.length) } }];
}

function temporaryDirectory(kind: FindingKind, value: Value): readonly Looked[] {
  const known = usualText(value) ?? '';
  const itself: Looked = { kind, value: undefined };
  if (known === '') return [itself];
  return value.kind === 'text' && !isDefault(value)
    ? asPath('write', value)
    : [...asPath('write', value), itself];
}

/** Viper expands variables at the start of a path (https://pkg.go.dev/github.com/spf13/viper#AddConfigPath). */
function home(value: Value): Value {
  const start = value.kind === 'text' ? value.text : '';
  for (const variable of ['$HOME', '${HOME}', '~'])
    if (start === variable || start.startsWith(`${variable}/`))
      return {
        kind: 'partial',
        base: 'home-directory',
        prefix: start.slice(variable.length),
        complete: true,
      };
  return value;
}

/** https://pkg.go.dev/go.uber.org/zap#Open */
function logSink(kind: FindingKind, value: Value): readonly Looked[] {
  const known = usualStart(value);
  if (known === 'stdout' || known === 'stderr') return [];
  return fileUrl(kind, value);
}
