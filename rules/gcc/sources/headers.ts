/**
 * Headers of the C library, of POSIX and Linux, and of the C++ library: what they declare either computes, or stands in the table of
 * functions by its name. Sources: ISO C, 7.1.2; POSIX.1-2024, Headers; ISO C++, [headers]; the GNU C Library manual; the list of
 * files of linux-libc-dev.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const standard = words(`
  assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h limits.h locale.h math.h setjmp.h signal.h stdalign.h stdarg.h
  stdatomic.h stdbit.h stdbool.h stdckdint.h stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h string.h tgmath.h threads.h time.h uchar.h
  wchar.h wctype.h
  aio.h arpa/inet.h cpio.h dirent.h dlfcn.h endian.h fcntl.h fmtmsg.h fnmatch.h ftw.h glob.h grp.h iconv.h langinfo.h libgen.h libintl.h
  monetary.h mqueue.h ndbm.h net/if.h netdb.h netinet/in.h netinet/tcp.h netinet/ip.h netinet/ip6.h netinet/ip_icmp.h netinet/icmp6.h
  netinet/udp.h netinet/ether.h netinet/if_ether.h net/ethernet.h net/if_arp.h net/route.h nl_types.h poll.h pthread.h pwd.h regex.h
  sched.h search.h semaphore.h spawn.h strings.h stropts.h sys/ipc.h sys/mman.h sys/msg.h sys/resource.h sys/select.h sys/sem.h
  sys/shm.h sys/socket.h sys/stat.h sys/statvfs.h sys/time.h sys/times.h sys/types.h sys/uio.h sys/un.h sys/utsname.h sys/wait.h
  syslog.h tar.h termios.h ulimit.h unistd.h utime.h utmpx.h wordexp.h
  alloca.h argp.h argz.h byteswap.h crypt.h elf.h err.h error.h execinfo.h features.h fpu_control.h fstab.h fts.h getopt.h gshadow.h
  ifaddrs.h link.h malloc.h memory.h mntent.h netpacket/packet.h obstack.h paths.h printf.h pty.h re_comp.h resolv.h sgtty.h shadow.h
  stdio_ext.h sys/auxv.h sys/cdefs.h sys/epoll.h sys/errno.h sys/eventfd.h sys/fanotify.h sys/fcntl.h sys/file.h sys/fsuid.h sys/inotify.h
  sys/ioctl.h sys/klog.h sys/mount.h sys/mtio.h sys/param.h sys/personality.h sys/poll.h sys/prctl.h sys/procfs.h sys/ptrace.h
  sys/queue.h sys/quota.h sys/random.h sys/reboot.h sys/reg.h sys/select.h sys/sendfile.h sys/signal.h sys/signalfd.h sys/statfs.h
  sys/swap.h sys/syscall.h sys/sysinfo.h sys/sysmacros.h sys/syslog.h sys/term.h sys/termios.h sys/timeb.h sys/timerfd.h sys/timex.h
  sys/ttydefaults.h sys/ucontext.h sys/unistd.h sys/user.h sys/utime.h sys/vfs.h sys/xattr.h syscall.h sysexits.h termio.h thread_db.h
  ttyent.h ucontext.h utmp.h values.h wait.h xlocale.h
  immintrin.h x86intrin.h xmmintrin.h emmintrin.h pmmintrin.h tmmintrin.h smmintrin.h nmmintrin.h wmmintrin.h avxintrin.h cpuid.h arm_neon.h
  cxxabi.h unwind.h omp.h quadmath.h mm_malloc.h
  algorithm any array atomic barrier bit bitset cassert ccomplex cctype cerrno cfenv cfloat charconv chrono cinttypes ciso646 climits clocale
  cmath codecvt compare complex concepts condition_variable contracts coroutine csetjmp csignal cstdalign cstdarg cstdbool cstddef cstdint
  cstdio cstdlib cstring ctgmath ctime cuchar cwchar cwctype debugging deque exception execution expected filesystem flat_map flat_set format
  forward_list fstream functional future generator hazard_pointer hive initializer_list inplace_vector iomanip ios iosfwd iostream istream
  iterator latch limits linalg list locale map mdspan memory memory_resource meta mutex new numbers numeric optional ostream print queue
  random ranges ratio rcu regex scoped_allocator semaphore set shared_mutex simd source_location span spanstream sstream stack stacktrace
  stdexcept stdfloat stop_token streambuf string string_view strstream syncstream system_error text_encoding thread tuple type_traits
  typeindex typeinfo unordered_map unordered_set utility valarray variant vector version
`);

/** Of libraries that compute for who calls them, and open what they are told to by functions of the tables. */
const computing = words(`
  zlib.h zconf.h bzlib.h lzma.h zstd.h zdict.h lz4.h lz4hc.h lz4frame.h yaml.h expat.h cjson/cJSON.h gmp.h gmpxx.h mpfr.h ffi.h
  fmt/args.h fmt/base.h fmt/color.h fmt/compile.h fmt/core.h fmt/format.h fmt/ostream.h fmt/printf.h fmt/ranges.h fmt/xchar.h
  uuid/uuid.h png.h jpeglib.h jerror.h pcre2.h pcre2posix.h seccomp.h sodium.h json/json.h webp/decode.h webp/encode.h
`);

/** Of other systems: where one of these is included the compiler stops, so that no source of a program for Linux does. */
const elsewhere =
  /^(windows|winsock2?|ws2tcpip|mswsock|direct|io|conio|process|tchar|dbghelp|intrin|shlobj|shellapi|TargetConditionals|AvailabilityMacros)\.h$|^(mach|mach-o|libkern|CoreFoundation|sys\/(event|sysctl|sockio|filio))(\/|\.h$)/i;

/** Whether what a header declares is in the tables. */
export function isKnownHeader(name: string): boolean {
  return (
    standard.has(name) ||
    computing.has(name) ||
    elsewhere.test(name) ||
    /^(linux|asm|asm-generic|bits|gnu)\/[\w/-]+\.h$/.test(name) ||
    /^(bits\/stdc\+\+\.h|ext\/[\w]+(\.hpp|\.h)?|experimental\/[\w]+)$/.test(name)
  );
}
