/** What CMake's own modules, and the packages that it finds, stand for. Sources: cmake-modules(7); pkg-config's files of Debian's packages. */

/** Commands that say nothing of what is linked. Source: cmake-commands(7). */
export const harmless: ReadonlySet<string> = new Set(
  (
    'cmake_minimum_required cmake_policy message enable_testing set_tests_properties set_directory_properties include_guard ' +
    'mark_as_advanced target_compile_features configure_file source_group export install_files write_basic_package_version_file ' +
    'configure_package_config_file feature_summary enable_language target_precompile_headers include_regular_expression ' +
    'add_custom_command add_custom_target add_dependencies set_source_files_properties cmake_host_system_information link_directories ' +
    'target_link_directories variable_watch endif else elseif endforeach endwhile endfunction endmacro endblock continue cmake_language ' +
    'add_feature_info print_variables cmake_print_variables ctest_start doxygen_add_docs fetchcontent_declare fetchcontent_makeavailable fetchcontent_populate fetchcontent_getproperties externalproject_add find_package_message ' +
    'cmake_dependent_option define_property'
  ).split(' '),
);

/** Modules, with variables that they set. */
export const modulesOfCMake: ReadonlyMap<string, readonly (readonly [string, string])[]> = new Map([
  [
    'GNUInstallDirs',
    [
      ['CMAKE_INSTALL_BINDIR', 'bin'],
      ['CMAKE_INSTALL_SBINDIR', 'sbin'],
      ['CMAKE_INSTALL_LIBDIR', 'lib'],
      ['CMAKE_INSTALL_LIBEXECDIR', 'libexec'],
      ['CMAKE_INSTALL_INCLUDEDIR', 'include'],
      ['CMAKE_INSTALL_OLDINCLUDEDIR', '/usr/include'],
      ['CMAKE_INSTALL_SYSCONFDIR', 'etc'],
      ['CMAKE_INSTALL_SHAREDSTATEDIR', 'com'],
      ['CMAKE_INSTALL_LOCALSTATEDIR', 'var'],
      ['CMAKE_INSTALL_RUNSTATEDIR', 'var/run'],
      ['CMAKE_INSTALL_DATAROOTDIR', 'share'],
      ['CMAKE_INSTALL_DATADIR', 'share'],
      ['CMAKE_INSTALL_INFODIR', 'share/info'],
      ['CMAKE_INSTALL_LOCALEDIR', 'share/locale'],
      ['CMAKE_INSTALL_MANDIR', 'share/man'],
    ],
  ],
  ['CTest', []],
]);

/** Libraries by the names that targets have for them: `-l` names and options. */
export const importedLibraries: ReadonlyMap<string, readonly string[]> = new Map([
  ['Threads::Threads', ['-pthread']],
  ['ZLIB::ZLIB', ['z']],
  ['BZip2::BZip2', ['bz2']],
  ['LibLZMA::LibLZMA', ['lzma']],
  ['PNG::PNG', ['png16', 'z']],
  ['JPEG::JPEG', ['jpeg']],
  ['EXPAT::EXPAT', ['expat']],
  ['OpenSSL::SSL', ['ssl', 'crypto']],
  ['OpenSSL::Crypto', ['crypto']],
  ['CURL::libcurl', ['curl']],
  ['SQLite::SQLite3', ['sqlite3']],
  ['SQLite3::SQLite3', ['sqlite3']],
  ['PostgreSQL::PostgreSQL', ['pq']],
  ['LibXml2::LibXml2', ['xml2']],
  ['OpenMP::OpenMP_C', ['-fopenmp']],
  ['OpenMP::OpenMP_CXX', ['-fopenmp']],
  ['pkg:zlib', ['z']],
  ['pkg:openssl', ['ssl', 'crypto']],
  ['pkg:libssl', ['ssl']],
  ['pkg:libcrypto', ['crypto']],
  ['pkg:libcurl', ['curl']],
  ['pkg:sqlite3', ['sqlite3']],
  ['pkg:libpq', ['pq']],
  ['pkg:yaml-0.1', ['yaml']],
  ['pkg:uuid', ['uuid']],
  ['pkg:libzstd', ['zstd']],
  ['pkg:liblz4', ['lz4']],
]);

const packages: ReadonlyMap<string, readonly string[]> = new Map([
  ['ZLIB', ['z']],
  ['BZip2', ['bz2']],
  ['OpenSSL', ['ssl', 'crypto']],
  ['CURL', ['curl']],
  ['SQLite3', ['sqlite3']],
  ['PostgreSQL', ['pq']],
  ['LibXml2', ['xml2']],
  ['EXPAT', ['expat']],
  ['Threads', []],
]);

/** Variables that `find_package` sets for a package. */
export function packageVariables(name: string): readonly (readonly [string, string])[] {
  const libraries = packages.get(name);
  if (libraries === undefined) return [];
  const upper = name.toUpperCase();
  const set: readonly (readonly [string, string])[] = [
    [`${name}_LIBRARIES`, libraries.join(';')],
    [`${upper}_LIBRARIES`, libraries.join(';')],
    [`${name}_LIBRARY`, libraries[0] ?? ''],
  ];
  return name === 'Threads' ? [['CMAKE_THREAD_LIBS_INIT', '']] : set;
}

/** Commands whose results go into variables that they name: what these are then is not known. */
export const setting: ReadonlySet<string> = new Set(
  (
    'string math get_property get_target_property get_directory_property get_filename_component cmake_path execute_process find_file ' +
    'find_path find_program separate_arguments site_name try_compile try_run check_c_source_compiles check_cxx_source_compiles ' +
    'check_include_file check_include_file_cxx check_include_files check_symbol_exists check_cxx_symbol_exists check_function_exists ' +
    'check_library_exists check_type_size check_c_compiler_flag check_cxx_compiler_flag check_ipo_supported cmake_parse_arguments'
  ).split(' '),
);
