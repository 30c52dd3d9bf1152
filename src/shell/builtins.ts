/**
 * Names that a shell runs itself. A name that only some shells have built in (`source`, `[[`, `time`) is taken as built
 * in: where it is not, the script fails or finds a program of that name, and no script of any use relies on that.
 */

/** POSIX special built-ins: their assignments and failures reach the whole shell (POSIX XCU 2.14). */
const SPECIAL = `. : break continue eval exec exit export readonly return set shift times trap unset`;

/** POSIX utilities that every shell builds in, and those it need not look up on PATH (POSIX XCU 1.7 and 2.9.1.4). */
const REGULAR = `alias bg cd command false fc fg getopts hash jobs kill newgrp pwd read true type ulimit umask unalias wait`;

/** Built in for speed in dash, bash and busybox ash alike; programs of these names exist too. */
const DOUBLED = `[ echo printf test`;

/** bash (bash manual 4.2 and 4.3) and busybox ash (shell/ash.c) beyond POSIX. */
const EXTENSIONS = `[[ bind builtin caller chdir compgen complete compopt declare dirs disown enable help history let
  local logout mapfile popd pushd readarray shopt source suspend typeset`;

const split = (names: string): readonly string[] => names.trim().split(/\s+/);

/** Every name that a shell runs itself. */
export const builtins: ReadonlySet<string> = new Set(
  [SPECIAL, REGULAR, DOUBLED, EXTENSIONS].flatMap((names) => split(names)),
);

/**
 * Reserved words of POSIX (XCU 2.4) and bash: as the first word they are syntax, which a parser for one shell could
 * take for a name in another.
 */
export const reservedWords: ReadonlySet<string> = new Set(
  split(`! { } case coproc do done elif else esac fi for function if in select then time until while [[ ]]`),
);
