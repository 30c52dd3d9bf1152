/**
 * What the standard library does outside of the program. Source: the documentation of std 1.95, modules env, fs, net, os,
 * path, process. What one of these modules has and is named here nowhere is taken to do what its module does.
 */
import { each, effect, named, optional, unknown, type Effects } from './facts.ts';
import { once } from '../../../../src/dockerfile/once.ts';

const reads = named('read-file');
const writes = named('write');
/** Whether a file is there, and what it is. */
const looks = optional(named('read-file'));
const nothing: Effects = [];

/** By module, then by the path in it. */
const modules = once((): Readonly<Record<string, Readonly<Record<string, Effects>>>> => ({
  fs: {
    ...each('read read_to_string File::open File::open_buffered', reads),
    ...each('metadata exists canonicalize', looks),
    ...each('symlink_metadata read_link', { ...looks, link: true }),
    ...each('read_dir', named('read-directory')),
    ...each(
      'write create_dir create_dir_all remove_dir remove_dir_all remove_file set_permissions File::create File::create_new ' +
        'File::create_buffered set_times set_times_nofollow',
      writes,
    ),
    ...each('rename', named('read-file'), named('write'), named('write', 1)),
    ...each('copy', reads, named('write', 1)),
    ...each('hard_link soft_link', reads, named('write', 1)),
    // Told where `open` and `create` are called.
    ...each('OpenOptions OpenOptions::new File::options DirBuilder DirBuilder::new', ...nothing),
    ...each('File Metadata Permissions FileType DirEntry ReadDir FileTimes TryLockError Dir', ...nothing),
  },
  env: {
    ...each('var var_os', named('environment')),
    ...each('vars vars_os', effect('environment')),
    ...each('current_dir', effect('working-directory')),
    ...each('set_current_dir', named('working-directory')),
    ...each('current_exe', effect('executable-directory')),
    ...each('home_dir', effect('home-directory')),
    ...each('temp_dir', effect('temporary-directory')),
    // What it sets is seen where it sets PATH.
    ...each('set_var remove_var args args_os Args ArgsOs join_paths split_paths consts', ...nothing),
    ...each('Vars VarsOs VarError SplitPaths JoinPathsError', ...nothing),
  },
  process: {
    // A call is told with its arguments.
    ...each('Command::new', unknown('program')),
    ...each(
      'Command Child ChildStdin ChildStdout ChildStderr Stdio Output ExitStatus ExitCode Termination',
      ...nothing,
    ),
    ...each('exit abort id ExitStatusError CommandArgs CommandEnvs', ...nothing),
  },
  net: {
    ...each('TcpStream::connect ToSocketAddrs UdpSocket::connect', effect('c-library-parts')),
    ...each(
      'TcpStream TcpStream::connect_timeout TcpListener TcpListener::bind UdpSocket UdpSocket::bind IpAddr Ipv4Addr Ipv6Addr ' +
        'SocketAddr SocketAddrV4 SocketAddrV6 Shutdown Incoming AddrParseError Ipv6MulticastScope IntoIncoming',
      ...nothing,
    ),
  },
  os: {
    ...each('unix::fs::symlink', named('write', 1)),
    ...each('unix::fs::chown unix::fs::lchown unix::fs::mkfifo', writes),
    ...each('unix::fs::chroot', named('working-directory')),
    ...each('unix::net::UnixListener::bind unix::net::UnixDatagram::bind', writes),
    ...each('unix::net::UnixStream::connect', optional(reads)),
    ...each(
      'unix unix::fs unix::net unix::prelude unix::ffi unix::io unix::process unix::thread fd linux linux::fs linux::process ' +
        'linux::net linux::raw raw windows macos wasi unix::raw',
      ...nothing,
    ),
  },
}));

/** Modules below `os` whose names are traits and types. */
const inert = /^os::(?:unix::(?:ffi|io|prelude|thread|raw|process)|fd|raw|linux|windows|macos|wasi)::/;
/** Names in the others that begin so are traits and types of that kind. */
const types =
  /^(?:os::unix::fs::(?:PermissionsExt|MetadataExt|OpenOptionsExt|FileExt|FileTypeExt|DirEntryExt\w*|DirBuilderExt)|os::unix::net::\w+$)/;

/** What is unknown of what isn't named here, by module. */
const otherwise = once((): Readonly<Record<string, Effects>> => ({
  fs: [unknown('read-file'), unknown('write')],
  env: [effect('environment')],
  process: [unknown('program')],
  net: [effect('c-library-parts')],
  os: [unknown('read-file')],
}));

/**
 * What a path of the standard library does, without `std::` in front; undefined for nothing.
 * @param surely false where it may be no path of the library at all: then only what is named here counts.
 */
export function ofStandardLibrary(path: string, surely = true): Effects | undefined {
  const [module = '', ...rest] = path.split('::');
  const table = modules()[module];
  if (module === 'path') return pathFunction(rest);
  if (table === undefined || rest.length === 0 || rest[0] === 'self') return undefined;
  const key = rest.join('::');
  const found = table[key];
  if (found !== undefined) return found.length === 0 ? undefined : found;
  if (!surely || inert.test(path) || types.test(path)) return undefined;
  // What a type has: `File::sync_all`, `IpAddr::V4`.
  const type = rest.slice(0, -1).join('::');
  if (type !== '' && /^\p{Lu}/u.test(rest.at(-2) ?? '') && table[type] !== undefined) return undefined;
  if (/^[A-Z][A-Z_]+$/.test(rest.at(-1) ?? '') || rest[0] === 'consts') return undefined;
  return otherwise()[module];
}

/** `Path::exists(&path)`. */
function pathFunction(rest: readonly string[]): Effects | undefined {
  const [type, name = ''] = rest;
  if (type !== 'Path' && type !== 'PathBuf') return undefined;
  return pathMethods[name]?.map((one) =>
    one.name.from === 'argument' ? { ...one, name: { ...one.name, index: 0 } } : one,
  );
}

const itself = (kind: 'read-file' | 'read-directory'): Effects[number] => named(kind, -1);

/** Methods of `Path` that look at the disk: whatever has methods of these names may be one. Source: std::path::Path. */
export const pathMethods: Readonly<Record<string, Effects>> = {
  ...each('exists try_exists is_file is_dir metadata canonicalize', optional(itself('read-file'))),
  ...each('symlink_metadata read_link is_symlink', { ...optional(itself('read-file')), link: true }),
  ...each('read_dir', itself('read-directory')),
};

/** Types whose methods open what they are given, where they are made or named at all. Source: std::fs. */
export const openers: ReadonlyMap<string, readonly string[]> = new Map([
  ['open', ['OpenOptions', 'options']],
  ['create', ['DirBuilder']],
]);
