/** Macros of configure.ac. Sources: Autoconf manual, "Autoconf Macro Index"; Automake manual, "Macro Index"; libtool manual, LT_INIT; pkg-config(1). */

/** By these nothing more is linked, and what they set is known to be nothing of the program's, or is asked for by name. */
const harmless: ReadonlySet<string> = new Set(
  (
    'AC_PREREQ AC_INIT AC_COPYRIGHT AC_REVISION AC_CONFIG_SRCDIR AC_CONFIG_AUX_DIR AC_CONFIG_MACRO_DIR AC_CONFIG_MACRO_DIRS ' +
    'AC_CONFIG_HEADERS AC_CONFIG_HEADER AM_CONFIG_HEADER AC_CONFIG_FILES AC_CONFIG_LINKS AC_OUTPUT AM_INIT_AUTOMAKE AM_SILENT_RULES ' +
    'AM_MAINTAINER_MODE AC_PROG_CC AC_PROG_CXX AC_PROG_CPP AC_PROG_CXXCPP AC_PROG_CC_C_O AC_PROG_CC_C99 AC_PROG_CC_STDC ' +
    'AM_PROG_CC_C_O AC_PROG_INSTALL AC_PROG_RANLIB AC_PROG_MAKE_SET AC_PROG_LN_S AC_PROG_MKDIR_P AC_PROG_AWK AC_PROG_SED AC_PROG_GREP ' +
    'AC_PROG_EGREP AM_PROG_AR AM_PROG_AS AC_PROG_YACC AC_PROG_LEX AM_PROG_LEX AC_USE_SYSTEM_EXTENSIONS AC_GNU_SOURCE AM_PROG_INSTALL_STRIP ' +
    'AC_SYS_LARGEFILE AC_CANONICAL_HOST AC_CANONICAL_BUILD AC_CANONICAL_TARGET AC_CANONICAL_SYSTEM AC_DEFINE AC_DEFINE_UNQUOTED ' +
    'AC_SUBST AC_SUBST_FILE AC_ARG_ENABLE AC_ARG_WITH AC_ARG_VAR AS_HELP_STRING AC_HELP_STRING AS_IF AS_CASE AS_ECHO AS_EXIT ' +
    'AM_CONDITIONAL AM_COND_IF AC_COMPILE_IFELSE AC_PREPROC_IFELSE AC_RUN_IFELSE AC_EGREP_CPP AC_EGREP_HEADER AC_LANG AC_LANG_PUSH ' +
    'AC_LANG_POP AC_LANG_C AC_LANG_CPLUSPLUS AC_LANG_SOURCE AC_LANG_PROGRAM AC_CACHE_CHECK AC_CACHE_VAL AC_MSG_CHECKING AC_MSG_RESULT ' +
    'AC_MSG_ERROR AC_MSG_WARN AC_MSG_NOTICE AC_MSG_FAILURE AC_CHECK_PROG AC_CHECK_PROGS AC_PATH_PROG AC_PATH_PROGS AC_CHECK_TOOL ' +
    'AC_CHECK_TOOLS AC_PATH_TOOL AC_CHECK_FILE AC_REQUIRE_AUX_FILE AC_SUBST_VARIABLE AC_DISABLE_STATIC AC_DISABLE_SHARED AC_ENABLE_SHARED ' +
    'LT_PREREQ LT_INIT LT_LANG AC_PROG_LIBTOOL AM_PROG_LIBTOOL PKG_PROG_PKG_CONFIG PKG_CHECK_MODULES PKG_CHECK_MODULES_STATIC ' +
    'PKG_CHECK_EXISTS PKG_INSTALLDIR AC_CHECK_LIB AC_SEARCH_LIBS AH_TEMPLATE AC_TRY_COMPILE AC_LIBOBJ AC_REPLACE_FUNCS ' +
    'AC_PREFIX_DEFAULT AM_EXTRA_RECURSIVE_TARGETS AC_LIBSOURCE AC_CONFIG_TESTDIR AM_SANITY_CHECK AM_MISSING_PROG AX_APPEND_COMPILE_FLAGS ' +
    'AX_CHECK_COMPILE_FLAG AX_APPEND_FLAG AX_CXX_COMPILE_STDCXX AX_CXX_COMPILE_STDCXX_11 AX_CXX_COMPILE_STDCXX_14 AX_CXX_COMPILE_STDCXX_17 AC_LINK_IFELSE AC_TRY_LINK ' +
    'AC_CONFIG_COMMANDS AC_REQUIRE AC_DEFUN AC_BEFORE AC_PROG_CC_C89'
  ).split(' '),
);

export function isHarmless(name: string): boolean {
  return (
    harmless.has(name) ||
    (name.startsWith('m4_') && name !== 'm4_include') ||
    /^AC_(CHECK_(HEADERS?|FUNCS?|DECLS?|TYPES?|MEMBERS?|SIZEOF|ALIGNOF)(_ONCE)?|C_\w+|TYPE_\w+|HEADER_\w+|FUNC_\w+|STRUCT_\w+)$/.test(
      name,
    )
  );
}

/** Functions that projects look for in libraries of other systems: the C libraries of Linux have them. Source: the GNU C Library manual, POSIX.1-2024. */
const ofCLibrary: ReadonlySet<string> = new Set(
  (
    'socket connect bind listen accept setsockopt gethostbyname gethostbyaddr getaddrinfo getnameinfo getservbyname inet_pton inet_ntop ' +
    'inet_aton inet_ntoa inet_addr nanosleep clock_gettime sched_yield shm_open sem_init strerror pthread_create pthread_mutex_lock ' +
    'pthread_join dlopen dlsym dladdr getopt_long strftime glob setlocale basename fdatasync aio_read timer_create mq_open backtrace'
  ).split(' '),
);

export function isFunctionOfC(name: string): boolean {
  return ofCLibrary.has(name);
}
