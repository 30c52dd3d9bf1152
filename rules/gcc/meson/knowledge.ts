/** What Meson knows of itself. Sources: the Meson manual, "Built-in options", "Dependencies"; its reference manual. */
import { linkedWithModule } from '../project/pkg-config.ts';

/** Options with what they are without being set; undefined: that depends on the system. */
export const builtInOptions: Readonly<Record<string, string | undefined>> = {
  prefix: '/usr/local',
  bindir: 'bin',
  datadir: 'share',
  includedir: 'include',
  infodir: 'share/info',
  libdir: undefined,
  libexecdir: 'libexec',
  licensedir: '',
  localedir: 'share/locale',
  localstatedir: 'var',
  mandir: 'share/man',
  sbindir: 'sbin',
  sharedstatedir: 'com',
  sysconfdir: 'etc',
  default_library: 'shared',
  buildtype: 'debug',
  warning_level: '1',
  b_lto: 'false',
  strip: 'false',
  unity: 'off',
  werror: 'false',
};

/** Below a prefix of /usr what is not the system's own lies elsewhere (Meson manual, "Directories"). */
export const belowUsr: Readonly<Record<string, string>> = {
  sysconfdir: '/etc',
  localstatedir: '/var',
  sharedstatedir: '/var/lib',
};

/** Dependencies that Meson finds without pkg-config: the words that link with them. */
const own: ReadonlyMap<string, readonly string[]> = new Map([
  ['threads', ['-pthread']],
  ['dl', []],
  ['m', ['-lm']],
  ['zlib', ['-lz']],
  ['curses', ['-lcurses']],
  ['ncurses', ['-lncurses', '-ltinfo']],
  ['openmp', ['-fopenmp']],
  ['openssl', ['-lssl', '-lcrypto']],
  ['intl', []],
  ['iconv', []],
]);

/** The words that link with a dependency; undefined for one that isn't known. */
export function linkedWithDependency(name: string): readonly string[] | undefined {
  return own.get(name) ?? linkedWithModule(name)?.split(' ');
}

/** Functions by which nothing is linked or installed. */
export const harmless: ReadonlySet<string> = new Set(
  (
    'project message warning error summary assert debug add_test_setup add_languages benchmark install_man install_headers ' +
    'set_variable unset_variable install_emptydir add_project_dependencies generator environment alias_target run_target import ' +
    'find_program run_command custom_target vcs_tag disabler range structured_sources is_disabler get_variable is_variable subdir_done'
  ).split(' '),
);
