/** Commands that keep the system's own files: certificates, libraries, locales, alternatives, keys. */
import { posix } from 'node:path';
import { aptSettings } from '../../image/packages/manager.ts';
import { certificateBundle, certificateDirectory } from '../../image/places.ts';
import type { Distribution } from '../../image/types.ts';
import { defineOptions, parseOptions } from '../../shell/options.ts';
import { editedBySed } from '../printed/filters.ts';
import type { CommandModel, CommandRun, Effect, Value, World } from '../types.ts';
import { belowHome, namedBy, opaque, opaqueAt, pathOf } from './paths.ts';

const always =
  (...effects: readonly Effect[]): CommandModel =>
  () =>
    effects;

const file = (path: string): Effect => ({ kind: 'write', path, entry: 'file', content: undefined });

/** The value of an option in a command whose options have one dash, whatever else is said. */
function outputs(run: CommandRun, ...names: readonly string[]): readonly Value[] {
  return run.words.flatMap((word, index) => {
    const before = run.words[index - 1]?.text;
    return before !== undefined && names.includes(before) ? [word] : [];
  });
}

function writes(values: readonly Value[], run: CommandRun): readonly Effect[] {
  return values.map((value) => {
    const path = pathOf(value, run);
    return path === undefined ? opaqueAt(value, run) : file(path);
  });
}

/** sed(1) of GNU sed 4.9 and busybox. Without -i it prints; `w` in its script is not looked for. */
const sedOptions =
  defineOptions(`n|quiet|silent e|expression= f|file= E|r|regexp-extended i|in-place? l|line-length=
  s|separate u|unbuffered z|null-data b|binary posix debug follow-symlinks sandbox version help`);

const sed: CommandModel = (run, world) => {
  const options = parseOptions(run.words.slice(1), sedOptions);
  if (options === undefined) return undefined;
  if (!options.has('i')) return [];
  const script = !options.has('e') && !options.has('f');
  return options.operands.slice(script ? 1 : 0).flatMap((operand): readonly Effect[] => {
    const named = namedBy(operand, run, world);
    const unsure = named.complete ? [] : [opaqueAt(operand, run)];
    return [...unsure, ...named.paths.map((path) => editedFile(path, run, world))];
  });
};

/** The text where the script is followed; the file keeps its mode. */
function editedFile(path: string, { words }: CommandRun, { files }: World): Effect {
  const found = files.lookup(path);
  const mode = found.status === 'present' ? found.entry.mode : undefined;
  const before = files.read(path);
  const content = before === undefined ? undefined : editedBySed(words, before);
  return { kind: 'write', path, entry: 'file', content, ...(mode === undefined ? {} : { mode }) };
}

/** awk's program can redirect its output and start commands: then anything is possible. */
const awk: CommandModel = (run) =>
  run.words.every((word) => word.text !== undefined && !/>|\bsystem\s*\(|\|/.test(word.text))
    ? []
    : undefined;

const sortOptions = defineOptions(`b d f g h i M n R r V k= m o|output= s S= t= T= u z c C? numeric-sort
  version-sort reverse unique key= field-separator= stable human-numeric-sort parallel= random-sort`);

const sort: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), sortOptions);
  return options && writes(options.values('o'), run);
};

/** update-ca-certificates(8): the bundle, and links by hash. */
const certificates = always(
  file(certificateBundle),
  opaque(certificateDirectory, 'update-ca-certificates makes links there'),
);

/** update-alternatives(1): `--install link name path priority`, `--set name path`. */
const alternatives: CommandModel = (run) => {
  const words = run.words.slice(1);
  const at = words.findIndex((word) => word.text === '--install');
  const why = 'update-alternatives keeps its links there';
  const [link, , target] = at < 0 ? [] : words.slice(at + 1);
  if (at < 0) return [opaque('/etc/alternatives', why)];
  const path = link && pathOf(link, run);
  if (path === undefined || target?.text === undefined) return undefined;
  return [
    opaque('/etc/alternatives', why),
    opaque('/var/lib/dpkg/alternatives', why),
    { kind: 'write', path, entry: 'link', target: target.text },
  ];
};

/** ssh-keygen(1): -f names the key; without it the key is below the home directory; -R and -A write elsewhere. */
const sshKeygen: CommandModel = (run) => {
  if (run.words.some((word) => word.text === '-A'))
    return [opaque('/etc/ssh', 'ssh-keygen makes host keys there')];
  const names = outputs(run, '-f');
  if (names.length === 0) return [opaque(belowHome(run, '.ssh'), 'ssh-keygen makes keys there')];
  return names.flatMap((name) => {
    const path = pathOf(name, run);
    return path === undefined ? [opaqueAt(name, run)] : [file(path), file(`${path}.pub`)];
  });
};

/** openssl(1): what -out and -keyout name. */
const openssl: CommandModel = (run) => writes(outputs(run, '-out', '-keyout', '-CAserial'), run);

/** gpg(1): its home directory, and what --output names. */
const gpg: CommandModel = (run) => {
  const home = run.env.get('GNUPGHOME');
  const [named] = outputs(run, '--homedir');
  const place = named ?? home;
  const keyrings = outputs(run, '--keyring', '--no-default-keyring').filter(
    (value) => value.text?.includes('/') === true,
  );
  const kept =
    place === undefined
      ? opaque(belowHome(run, '.gnupg'), 'gpg keeps its keys there')
      : opaque(pathOf(place, run) ?? '/', 'gpg keeps its keys there');
  const attached = run.words.flatMap((word): readonly Value[] =>
    word.text?.startsWith('--output=') === true ? [{ text: word.text.slice('--output='.length) }] : [],
  );
  const output = [...outputs(run, '-o', '--output'), ...attached].filter((value) => value.text !== '-');
  // Without --output, --dearmor of a file writes beside it.
  const beside =
    run.words.some((word) => word.text === '--dearmor') && output.length === 0 ? besideInput(run) : [];
  return [kept, ...writes([...output, ...keyrings], run), ...beside];
};

function besideInput(run: CommandRun): readonly Effect[] {
  const input = run.words.at(-1);
  const path = input === undefined || input.text?.startsWith('-') === true ? undefined : pathOf(input, run);
  return path === undefined ? [] : [file(`${path}.gpg`)];
}

const patchOptions =
  defineOptions(`p|strip= d|directory= i|input= o|output= N|forward s|quiet|silent R|reverse E b B= V=
  t f F= l u c n e r= z= v|verbose dry-run`);

const patch: CommandModel = (run) => {
  const options = parseOptions(run.words.slice(1), patchOptions);
  if (options === undefined) return undefined;
  if (options.has('dry-run')) return [];
  if (options.has('o')) return writes(options.values('o'), run);
  const [original] = options.operands;
  if (original !== undefined) return writes([original], run);
  const directory = pathOf(options.value('d') ?? { text: '.' }, run);
  return [opaque(directory ?? '/', 'patch changes the files that its input names')];
};

/**
 * crontab(1): a file or standard input becomes the user's table. Debian keeps them in /var/spool/cron/crontabs (cron(8)), Alpine in
 * /etc/crontabs (alpine-baselayout).
 */
const crontab: CommandModel = (run, { distribution }) => {
  const given = run.words.slice(1).map(({ text }) => text);
  if (given.includes('-l')) return [];
  const named = given.indexOf('-u');
  const user = named < 0 ? (run.user.text === '' ? 'root' : run.user.text?.split(':')[0]) : given[named + 1];
  const directory = crontabDirectories.get(distribution.family);
  const path = directory === undefined || user === undefined ? undefined : posix.join(directory, user);
  if (path === undefined || given.some((word) => word === '-r' || word === '-e'))
    return [...new Set(crontabDirectories.values())].map((place) =>
      opaque(place, 'crontab keeps its tables there'),
    );
  return [{ kind: 'write', path, entry: 'file', content: undefined, mode: 0o600 }];
};

const crontabDirectories: ReadonlyMap<Distribution['family'], string> = new Map([
  ['debian', '/var/spool/cron/crontabs'],
  ['ubuntu', '/var/spool/cron/crontabs'],
  ['alpine', '/etc/crontabs'],
]);

const reconfigured = 'dpkg-reconfigure asks a package to write its settings';

/**
 * tzdata goes by the zone that /etc/localtime is linked to, and links it there again. It writes the zone's name only where there
 * is such a file: Debian 13 makes none any more (its tzdata.config and tzdata.postinst).
 */
const zoneName = '/etc/timezone';

const dpkgReconfigure: CommandModel = (run, { files }) =>
  run.words.at(-1)?.text === 'tzdata'
    ? [
        ...(files.linkAt('/etc/localtime') === undefined ? [file('/etc/localtime')] : []),
        {
          kind: 'write',
          path: zoneName,
          entry: 'file',
          ...(files.lookup(zoneName).status === 'present' ? {} : { perhaps: true }),
        },
      ]
    : [opaque('/etc', reconfigured), opaque('/usr/lib/locale', reconfigured), opaque('/var', reconfigured)];

export const systemCommands: ReadonlyMap<string, CommandModel> = new Map([
  ['sed', sed],
  ['awk', awk],
  ['gawk', awk],
  ['mawk', awk],
  ['sort', sort],
  ['update-ca-certificates', certificates],
  ['c_rehash', always(opaque(certificateDirectory, 'c_rehash makes links there'))],
  ['update-ca-trust', always(opaque('/etc/pki', 'update-ca-trust writes its bundles there'))],
  [
    'ldconfig',
    always(file('/etc/ld.so.cache'), opaque('/var/cache/ldconfig', 'ldconfig keeps its cache there')),
  ],
  [
    'locale-gen',
    always(opaque('/usr/lib/locale', 'locale-gen writes locales there'), file('/etc/locale.gen')),
  ],
  ['localedef', always(opaque('/usr/lib/locale', 'localedef writes locales there'))],
  ['update-locale', always(file('/etc/default/locale'), file('/etc/locale.conf'))],
  ['dpkg-reconfigure', dpkgReconfigure],
  ['dpkg-divert', always(opaque('/var/lib/dpkg', 'dpkg keeps its records there'))],
  ['debconf-set-selections', always(opaque('/var/cache/debconf', 'debconf keeps its answers there'))],
  ['update-alternatives', alternatives],
  ['add-apt-repository', always(opaque(aptSettings, 'a package source is added there'))],
  ['apt-key', always(opaque(aptSettings, 'keys of package sources are kept there'))],
  ['apt-mark', always()],
  ['ssh-keygen', sshKeygen],
  ['openssl', openssl],
  ['gpg', gpg],
  ['gpg2', gpg],
  ['patch', patch],
  ['crontab', crontab],
  ['update-rc.d', always(opaque('/etc', 'update-rc.d makes links there'))],
  ['rc-update', always(opaque('/etc/runlevels', 'rc-update makes links there'))],
  ['fc-cache', always(opaque('/var/cache/fontconfig', 'fc-cache keeps its cache there'))],
]);
