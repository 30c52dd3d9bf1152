/**
 * The modules of Perl that Debian's own image has. Its `perl-base` is a part of Perl; the package `perl` brings the rest of
 * what Perl comes with.
 *
 * Source: the list of files of perl-base 5.36.0-7+deb12u4 (bookworm, amd64) below /usr/lib/x86_64-linux-gnu/perl-base. Later
 * releases have at least these.
 */
const ofBase: ReadonlySet<string> = new Set(
  `AutoLoader Carp Carp::Heavy Config Cwd DynaLoader Errno Exporter Exporter::Heavy Fcntl File::Basename File::Glob File::Path
  File::Spec File::Spec::Unix File::Temp FileHandle Getopt::Long Hash::Util IO IO::File IO::Handle IO::Pipe IO::Seekable
  IO::Select IO::Socket IO::Socket::INET IO::Socket::IP IO::Socket::UNIX IPC::Open2 IPC::Open3 List::Util POSIX Scalar::Util
  SelectSaver Socket Symbol Text::ParseWords Text::Tabs Text::Wrap Tie::Hash XSLoader attributes base builtin bytes constant
  feature fields integer lib locale overload overloading parent re strict utf8 vars warnings warnings::register`.split(
    /\s+/,
  ),
);

/** The first module that a script asks for and that Debian's `perl-base` lacks. */
export function moduleBeyondPerlBase(script: string): string | undefined {
  return modulesOf(script).find((name) => !ofBase.has(name));
}

/** The same of a command line: `perl -MJSON::PP -e TEXT` (perlrun(1)). */
export function moduleOfPerlOptions(words: readonly string[]): string | undefined {
  const given = words.flatMap((word, index) => {
    const option = /^-[A-Za-z0-9]*?[mM]-?([A-Za-z_]\w*(?:::\w+)*)/.exec(word);
    if (option?.[1] !== undefined) return [option[1]];
    return /^-\w*[eE]$/.test(words[index - 1] ?? '') ? modulesOf(word) : [];
  });
  return given.find((name) => !ofBase.has(name));
}

/**
 * `use`, `no` and `require` (perlfunc(1)), and what `use parent` and `use base` name. Documentation and what follows
 * `__END__` or `__DATA__` is no code (perlpod(1), perldata(1)). Whether a statement ever runs is not asked.
 */
function modulesOf(script: string): readonly string[] {
  return codeLines(script).flatMap((line) => [
    // The names of pragmas are words: they count where a statement begins.
    ...namesIn(line, /(?:^|[\s;{}(])(?:use|no|require)\s+([A-Z]\w*(?:::\w+)*)/g),
    ...namesIn(line, /(?:^|[;{}])\s*(?:use|no|require)\s+((?!v\d)[a-z]\w*(?:::\w+)*)/g),
    ...namesIn(line, /(?:^|[;{}])\s*use\s+(?:parent|base)\s+([^;]*)/g).flatMap((rest) =>
      namesIn(rest, /(?<![\w-])([A-Z]\w*(?:::\w+)*)/g),
    ),
  ]);
}

function codeLines(script: string): readonly string[] {
  const code: string[] = [];
  let documentation = false;
  for (const line of script.split(/\r?\n/)) {
    if (!documentation && /^__(END|DATA)__/.test(line)) break;
    if (/^=[A-Za-z]/.test(line)) documentation = !line.startsWith('=cut');
    else if (!documentation && !/^\s*#/.test(line)) code.push(line);
  }
  return code;
}

function namesIn(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);
}
