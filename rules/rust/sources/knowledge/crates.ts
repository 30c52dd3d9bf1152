/**
 * What crates of the registry do outside of the program, by what is called of them: from their documentation, and for those
 * that name files from their sources, in the version that is named. Certificates are told by the crates that are linked in, not by calls.
 */
import { each, effect, named, optional, text, unknown, type CrateFacts } from './facts.ts';
import { once } from '../../../../src/dockerfile/once.ts';

const served = named('read-directory', 1);
const read = named('read-file');
const logs = text('environment', 'RUST_LOG');
const proxies = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
].map((name) => text('environment', name));

export const knownCrates = once((): Readonly<Record<string, CrateFacts>> => ({
  tokio: {
    source: 'tokio 1.54: fs, process, net, signal',
    like: { fs: 'std::fs', process: 'std::process' },
    functions: {
      ...each('TcpStream::connect lookup_host UdpSocket::connect', effect('c-library-parts')),
      ...each('UnixListener::bind UnixDatagram::bind', named('write')),
      ...each('UnixStream::connect', optional(read)),
      ...each('pipe::OpenOptions::new', unknown('read-file')),
    },
  },
  'async-std': {
    source: 'async-std 1.13: fs, process, net, path',
    like: {
      fs: 'std::fs',
      process: 'std::process',
      path: 'std::path',
      env: 'std::env',
      net: 'std::net',
      os: 'std::os',
    },
  },
  'fs-err': { source: 'fs-err 3: as std::fs', like: { '': 'std::fs' } },
  'async-fs': { source: 'async-fs 2: as std::fs', like: { '': 'std::fs' } },
  'async-process': { source: 'async-process 2', like: { '': 'std::process' } },
  smol: {
    source: 'smol 2: fs, process, net',
    like: { fs: 'std::fs', process: 'std::process', net: 'std::net' },
  },
  hyper: { source: 'hyper 1.8: connections are given to it' },
  'hyper-util': {
    source: 'hyper-util 0.1.21: client/proxy, client/legacy/connect/dns',
    always: [effect('c-library-parts'), ...proxies],
  },
  reqwest: {
    source: 'reqwest 0.12: proxy.rs, multipart.rs',
    always: [effect('c-library-parts'), ...proxies],
    methods: each('file', named('read-file', 1)),
  },
  axum: { source: 'axum 0.8: no files of its own' },
  'axum-extra': { source: 'axum-extra 0.12', functions: each('FileStream::from_path', read) },
  'tower-http': {
    source: 'tower-http 0.6: services/fs',
    functions: {
      ...each('ServeDir::new', named('read-directory')),
      ...each('ServeFile::new ServeFile::new_with_mime', read),
    },
  },
  'actix-web': { source: 'actix-web 4: middleware/logger', methods: { bind_uds: [named('write')] } },
  'actix-files': {
    source: 'actix-files 0.6: files.rs, named.rs',
    functions: { ...each('Files::new', served), ...each('NamedFile::open NamedFile::open_async', read) },
    methods: each('index_file show_files_listing'),
  },
  warp: {
    source: 'warp 0.4: filters/fs.rs, tls.rs',
    functions: { ...each('fs::dir', named('read-directory')), ...each('fs::file', read) },
    methods: each('cert_path key_path client_auth_required_path client_auth_optional_path', read),
  },
  rocket: {
    source: 'rocket 0.5: config, fs, data; The Rocket Programming Guide, "Configuration"',
    always: [
      optional(text('read-file', 'Rocket.toml')),
      { kind: 'environment', name: { from: 'beginning', text: 'ROCKET_' } },
      text('environment', 'ROCKET_CONFIG'),
      effect('temporary-directory'),
    ],
    functions: {
      ...each('FileServer::from FileServer::new', named('read-directory')),
      ...each('NamedFile::open', read),
      ...each('TempFile', unknown('write')),
    },
    methods: each('persist_to copy_to move_copy_to', named('write')),
  },
  rocket_dyn_templates: {
    source: 'rocket_dyn_templates 0.2: template_dir is `templates`',
    always: [text('read-directory', 'templates')],
  },
  tera: {
    source: 'tera 1.20: tera.rs; builtins get_env',
    functions: each('Tera::new Tera::parse', named('read-glob')),
    methods: {
      ...each('add_template_file', read),
      ...each('add_template_files', unknown('read-file')),
    },
    always: [effect('environment')],
  },
  handlebars: {
    source: 'handlebars 6: registry.rs, sources.rs',
    methods: {
      ...each('register_template_file register_script_helper_file', named('read-file', 1)),
      // Options or an ending was the first argument of older versions.
      ...each('register_templates_directory', named('read-directory', 0), named('read-directory', 1)),
    },
  },
  minijinja: { source: 'minijinja 2: loader.rs', functions: each('path_loader', named('read-directory')) },
  askama: { source: 'askama 0.14: templates are built in' },
  rinja: { source: 'rinja 0.3: templates are built in' },
  maud: { source: 'maud 0.27: templates are built in' },
  include_dir: { source: 'include_dir 0.7: files are built in', methods: each('extract', named('write')) },
  // Told where a type derives it.
  'rust-embed': { source: 'rust-embed 8: built in for a release, read in a debug build' },
  config: {
    source: 'config 0.15: file/source/file.rs, env.rs',
    functions: {
      ...each('File::with_name', optional(named('read-glob', 0, 'any-ending'))),
      ...each('File::new File::from', optional(read), optional(named('read-glob', 0, 'any-ending'))),
      ...each('Environment::with_prefix', named('environment', 0, 'beginning')),
      ...each('Environment::default Environment::new', effect('environment')),
    },
  },
  dotenvy: {
    source: 'dotenvy 0.15: lib.rs, find.rs: looked for in the directories above as well',
    functions: {
      ...each(
        'dotenv dotenv_override dotenv_iter from_read',
        optional(text('read-file', '.env')),
        effect('working-directory'),
      ),
      ...each(
        'from_filename from_filename_override from_filename_iter from_path from_path_override from_path_iter',
        optional(read),
      ),
      ...each('var', named('environment'), optional(text('read-file', '.env'))),
      ...each('vars', effect('environment'), optional(text('read-file', '.env'))),
    },
  },
  dotenv: {
    source: 'dotenv 0.15: as dotenvy',
    functions: {
      ...each('dotenv dotenv_iter', optional(text('read-file', '.env')), effect('working-directory')),
      ...each('from_filename from_filename_iter from_path from_path_iter', optional(read)),
      ...each('var', named('environment'), optional(text('read-file', '.env'))),
      ...each('vars', effect('environment'), optional(text('read-file', '.env'))),
    },
  },
  figment: {
    source: 'figment 0.10: providers',
    functions: {
      ...each(
        'Toml::file Json::file Yaml::file YamlExtended::file Data::file Toml::file_exact Json::file_exact Yaml::file_exact',
        optional(read),
        effect('working-directory'),
      ),
      ...each('Env::prefixed', named('environment', 0, 'beginning')),
      ...each('Env::raw', effect('environment')),
      ...each('Profile::from_env Profile::from_env_or', named('environment')),
    },
  },
  envy: { source: 'envy 0.4: all variables', always: [effect('environment')] },
  sqlx: {
    source: 'sqlx 0.8: migrate is built in; sqlite, postgres/options (PG*, .pgpass)',
    functions: {
      ...each('Migrator::new', named('read-directory')),
      ...each(
        'SqlitePool::connect SqliteConnection::connect AnyPool::connect AnyConnection::connect Pool::connect Sqlite::create_database Sqlite::database_exists SqliteConnectOptions::from_str SqlitePool::connect_lazy',
        named('write', 0, 'database'),
      ),
    },
    methods: {
      ...each('connect connect_lazy', named('write', 0, 'database')),
      ...each('filename', named('write')),
      ...each('ssl_root_cert ssl_client_cert ssl_client_key', read),
    },
    always: [
      effect('c-library-parts'),
      effect('home-directory'),
      ...[
        'PGHOST',
        'PGPORT',
        'PGUSER',
        'PGPASSWORD',
        'PGDATABASE',
        'PGSSLROOTCERT',
        'PGSSLMODE',
        'PGAPPNAME',
        'PGPASSFILE',
        'PGHOSTADDR',
        'PGOPTIONS',
        'PGSSLCERT',
        'PGSSLKEY',
      ].map((name) => text('environment', name)),
    ],
  },
  rusqlite: {
    source: 'rusqlite 0.32: lib.rs; SQLite makes temporary files',
    functions: each('Connection::open Connection::open_with_flags', named('write', 0, 'database')),
    methods: each('load_extension', {
      kind: 'shared-library',
      name: { from: 'argument', index: 0, reading: 'as-is' },
    }),
    always: [effect('temporary-directory')],
  },
  diesel_migrations: {
    source: 'diesel_migrations 2: embed_migrations! is built in',
    functions: {
      ...each('FileBasedMigrations::find_migrations_directory', text('read-directory', 'migrations')),
      ...each(
        'FileBasedMigrations::from_path FileBasedMigrations::find_migrations_directory_in_path',
        named('read-directory'),
      ),
    },
  },
  'tokio-postgres': { source: 'tokio-postgres 0.7', always: [effect('c-library-parts')] },
  redis: { source: 'redis 0.29', always: [effect('c-library-parts')] },
  chrono: {
    source: 'chrono 0.4: offset/local; iana-time-zone 0.1: /etc/localtime, /etc/timezone',
    functions: { ...each('Local Local::now Local::today', { kind: 'time-zone', name: { from: 'nothing' } }) },
  },
  'chrono-tz': { source: 'chrono-tz 0.10: zones are built in' },
  time: {
    source: 'time 0.3: sys/local_offset_at',
    functions: each(
      'OffsetDateTime::now_local UtcOffset::current_local_offset UtcOffset::local_offset_at',
      effect('time-zone'),
    ),
  },
  jiff: { source: 'jiff 0.2: tz', always: [effect('time-zone'), text('environment', 'TZ')] },
  'actix-multipart': {
    source: 'actix-multipart 0.7: form/tempfile',
    always: [effect('temporary-directory')],
  },
  'async-graphql': {
    source: 'async-graphql 7: uploads are temporary files',
    always: [effect('temporary-directory')],
  },
  'iana-time-zone': { source: 'iana-time-zone 0.1', always: [effect('time-zone')] },
  tempfile: {
    source: 'tempfile 3: dir.rs, file.rs',
    always: [effect('temporary-directory')],
    functions: {
      ...each('tempdir_in tempfile_in TempDir::new_in NamedTempFile::new_in', named('write')),
    },
    methods: { ...each('persist persist_noclobber', named('write')) },
  },
  which: { source: 'which 7', functions: each('which which_global', named('program')) },
  walkdir: { source: 'walkdir 2.5', functions: each('WalkDir::new', named('read-directory')) },
  glob: { source: 'glob 0.3', functions: each('glob glob_with', named('read-glob')) },
  env_logger: {
    source: 'env_logger 0.11: logger.rs; RUST_LOG, RUST_LOG_STYLE',
    always: [logs, text('environment', 'RUST_LOG_STYLE')],
    functions: each('Env::new Env::from', named('environment')),
    methods: each('filter_or', named('environment')),
  },
  pretty_env_logger: { source: 'pretty_env_logger 0.5', always: [logs] },
  simple_logger: { source: 'simple_logger 5', always: [logs, effect('time-zone')] },
  'tracing-subscriber': {
    source: 'tracing-subscriber 0.3: filter/env, fmt (RUST_LOG, NO_COLOR)',
    always: [logs, text('environment', 'NO_COLOR')],
    functions: each('EnvFilter::from_env EnvFilter::try_from_env', named('environment')),
    methods: each('with_env_var', named('environment')),
  },
  'tracing-appender': {
    source: 'tracing-appender 0.2: rolling.rs',
    functions: each(
      'rolling::hourly rolling::daily rolling::minutely rolling::never hourly daily minutely never',
      named('write'),
    ),
    methods: each('build', named('write')),
  },
  log4rs: {
    source: 'log4rs 1: init_file, append/file, append/rolling_file',
    functions: each('init_file load_config_file', read),
    always: [unknown('write'), effect('time-zone')],
  },
  clap: {
    source: 'clap 4: variables of arguments are told by their attributes; NO_COLOR, TERM',
    always: [text('environment', 'NO_COLOR')],
  },
  structopt: { source: 'structopt 0.3: as clap' },
  rayon: { source: 'rayon 1: RAYON_NUM_THREADS', always: [text('environment', 'RAYON_NUM_THREADS')] },
  tar: {
    source: 'tar 0.4: builder.rs, archive.rs, entry.rs',
    methods: {
      ...each('append_path append_path_with_name', read),
      ...each('append_dir append_dir_all', named('read-directory', 1)),
      ...each('unpack unpack_in', named('write')),
    },
  },
  'quick-xml': { source: 'quick-xml 0.38: reader', functions: each('Reader::from_file', read) },
  tungstenite: {
    source: 'tungstenite 0.28: client.rs',
    functions: each('connect connect_with_config', effect('c-library-parts')),
  },
  'tokio-tungstenite': {
    source: 'tokio-tungstenite 0.28: connect.rs',
    functions: each(
      'connect_async connect_async_with_config connect_async_tls_with_config',
      effect('c-library-parts'),
    ),
  },
  csv: {
    source: 'csv 1: reader.rs, writer.rs',
    functions: { ...each('Reader::from_path', read), ...each('Writer::from_path', named('write')) },
    methods: each('from_path', read, named('write')),
  },
  image: {
    source: 'image 0.25: io',
    functions: {
      ...each('image::open Reader::open ImageReader::open image_dimensions open', read),
      ...each('save_buffer save_buffer_with_format', named('write')),
    },
    methods: each('save save_with_format', named('write')),
  },
  home: { source: 'home 0.5', always: [effect('home-directory')] },
  dirs: {
    source: 'dirs 6: HOME and XDG_*; /etc/passwd without HOME',
    always: [effect('home-directory'), { kind: 'environment', name: { from: 'beginning', text: 'XDG_' } }],
  },
  directories: {
    source: 'directories 6: as dirs',
    always: [effect('home-directory'), { kind: 'environment', name: { from: 'beginning', text: 'XDG_' } }],
  },
  users: { source: 'users 0.11: getpwnam_r, getgrnam_r', always: [effect('user-lookup')] },
  uzers: { source: 'uzers 0.12: as users', always: [effect('user-lookup')] },
  whoami: {
    source: 'whoami 1.6: getpwuid_r, /etc/os-release',
    always: [effect('user-lookup'), optional(text('read-file', '/etc/os-release')), effect('environment')],
  },
  hostname: { source: 'hostname 0.4: gethostname' },
  gethostname: { source: 'gethostname 1' },
  num_cpus: { source: 'num_cpus 1.17: /proc, /sys/fs/cgroup' },
  mime_guess: { source: 'mime_guess 2: types are built in' },
  prometheus: { source: 'prometheus 0.14: /proc' },
  libloading: {
    source: 'libloading 0.8',
    functions: each('Library::new Library::open', {
      kind: 'shared-library',
      name: { from: 'argument', index: 0, reading: 'as-is' },
    }),
  },
  notify: { source: 'notify 8: what is watched', methods: each('watch', named('read-directory')) },
  tonic: { source: 'tonic 0.13', always: [effect('c-library-parts')] },
  lettre: {
    source: 'lettre 0.11: transport',
    always: [effect('c-library-parts')],
    functions: {
      ...each('SendmailTransport::new', text('program', 'sendmail')),
      ...each('SendmailTransport::new_with_command', named('program')),
      ...each('FileTransport::new', named('write')),
    },
  },
  'native-tls': { source: 'native-tls 0.2: certificates are told by what is linked in' },
  'rustls-native-certs': {
    source: 'rustls-native-certs 0.8: as native-tls',
    always: [text('environment', 'SSL_CERT_FILE'), text('environment', 'SSL_CERT_DIR')],
  },
  'rustls-pemfile': { source: 'rustls-pemfile 2: reads what it is given' },
}));

/** Crates by which the certificates of the system are looked up. Source: their documentation. */
export const certificateCrates: readonly string[] = [
  'native-tls',
  'openssl',
  'openssl-probe',
  'rustls-native-certs',
  'rustls-platform-verifier',
  'curl',
  'curl-sys',
  'libgit2-sys',
  'gnutls',
];

/** Crates by which zones of the system are looked up. */
export const zoneCrates: readonly string[] = ['iana-time-zone', 'tz-rs', 'tzfile', 'jiff', 'localtime-rs'];
