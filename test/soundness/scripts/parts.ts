/** What start scripts are composed of: an effect, a way to it, a way to spell what it is about, and how the script comes to run. */

/** Directories as a script spells them; they stand elsewhere where it is tried. */
export const directories = { app: '/app', site: '/srv/site' } as const;

/** What has to be there at run time. */
export type Necessity =
  { readonly kind: 'tool'; readonly name: string } | { readonly kind: 'file'; readonly path: string };

export interface Effect {
  readonly name: string;
  /** What the command line is about, spelled in one of many ways. */
  readonly subject: string;
  /** The command line, given the subject as it is spelled. */
  readonly command: (subject: string) => string;
  readonly necessities: readonly Necessity[];
}

const words: Necessity = { kind: 'file', path: '/app/data/words.txt' };
const page: Necessity = { kind: 'file', path: '/srv/site/page.html' };
const more: Necessity = { kind: 'file', path: '/app/lib/more.sh' };
const git: Necessity = { kind: 'tool', name: 'git' };
const wget: Necessity = { kind: 'tool', name: 'wget' };

export const effects: readonly Effect[] = [
  { name: 'tool', subject: 'git', command: (subject) => `${subject} --version`, necessities: [git] },
  {
    name: 'tool-by-path',
    subject: '/usr/bin/git',
    command: (subject) => `${subject} --version`,
    necessities: [git],
  },
  {
    name: 'reads',
    subject: '/app/data/words.txt',
    command: (subject) => `cat ${subject}`,
    necessities: [words],
  },
  {
    name: 'reads-elsewhere',
    subject: '/srv/site/page.html',
    command: (subject) => `head -n 1 ${subject}`,
    necessities: [page],
  },
  {
    name: 'reads-relative',
    subject: 'data/words.txt',
    command: (subject) => `sort ${subject}`,
    necessities: [words],
  },
  {
    name: 'redirects',
    subject: '/srv/site/page.html',
    command: (subject) => `cat < ${subject}`,
    necessities: [page],
  },
  {
    name: 'runs',
    subject: '/app/lib/more.sh',
    command: (subject) => `sh ${subject}`,
    necessities: [more, wget],
  },
  {
    name: 'starts',
    subject: '/app/lib/more.sh',
    command: (subject) => `${subject} a`,
    necessities: [more, wget],
  },
  {
    name: 'starts-relative',
    subject: './lib/more.sh',
    command: (subject) => `${subject} a`,
    necessities: [more, wget],
  },
  {
    name: 'sources',
    subject: '/app/lib/more.sh',
    command: (subject) => `. ${subject}`,
    necessities: [more, wget],
  },
];

export interface Spelling {
  readonly name: string;
  /** Lines before, and the word that stands for the subject. */
  readonly spell: (subject: string) => { readonly before?: string; readonly word: string };
}

const half = (text: string): readonly [string, string] => {
  const at = Math.ceil(text.length / 2);
  return [text.slice(0, at), text.slice(at)];
};
const directoryOf = (text: string): string =>
  text.includes('/') ? text.slice(0, text.lastIndexOf('/') + 1) : '';
const baseOf = (text: string): string => text.slice(directoryOf(text).length);

export const spellings: readonly Spelling[] = [
  { name: 'plain', spell: (word) => ({ word }) },
  { name: 'quoted', spell: (word) => ({ word: `"${word}"` }) },
  { name: 'half-quoted', spell: (word) => ({ word: `'${half(word)[0]}'"${half(word)[1]}"` }) },
  { name: 'escaped', spell: (word) => ({ word: `${half(word)[0]}\\${half(word)[1]}` }) },
  { name: 'variable', spell: (word) => ({ before: `x=${word}`, word: '"$x"' }) },
  { name: 'exported', spell: (word) => ({ before: `export x="${word}"`, word: '$x' }) },
  { name: 'readonly', spell: (word) => ({ before: `readonly x="${word}"`, word: '$x' }) },
  { name: 'halves', spell: (word) => ({ before: `a=${half(word)[0]}\nb=${half(word)[1]}`, word: '"$a$b"' }) },
  {
    name: 'directory-variable',
    spell: (word) => ({ before: `d=${directoryOf(word)}`, word: `"\${d}${baseOf(word)}"` }),
  },
  {
    name: 'base-variable',
    spell: (word) => ({ before: `n=${baseOf(word)}`, word: `${directoryOf(word)}"$n"` }),
  },
  { name: 'default', spell: (word) => ({ word: `"\${MISSING:-${word}}"` }) },
  { name: 'default-assigned', spell: (word) => ({ before: `: "\${X:=${word}}"`, word: '"$X"' }) },
  { name: 'alternative', spell: (word) => ({ before: 'y=1', word: `"\${y:+${word}}"` }) },
  { name: 'suffix', spell: (word) => ({ before: `x=${word}.old`, word: '"${x%.old}"' }) },
  { name: 'long-suffix', spell: (word) => ({ before: `x=${word}::a::b`, word: '"${x%%::*}"' }) },
  { name: 'prefix', spell: (word) => ({ before: `x=zz${word}`, word: '"${x#zz}"' }) },
  {
    name: 'replaced',
    spell: (word) => ({ before: `x=${half(word)[0]}QQ${half(word)[1]}`, word: '"${x/QQ/}"' }),
  },
  { name: 'sliced', spell: (word) => ({ before: `x=${word}tail`, word: '"${x:0:-4}"' }) },
  { name: 'echoed', spell: (word) => ({ before: `x=$(echo ${word})`, word: '$x' }) },
  {
    name: 'printed',
    spell: (word) => ({ before: `x=$(printf '%s%s' ${half(word)[0]} ${half(word)[1]})`, word: '$x' }),
  },
  { name: 'printed-into', spell: (word) => ({ before: `printf -v x '%s' ${word}`, word: '"$x"' }) },
  { name: 'backquotes', spell: (word) => ({ word: `\`echo ${word}\`` }) },
  { name: 'substituted', spell: (word) => ({ word: `$(echo ${word})` }) },
  { name: 'of-a-function', spell: (word) => ({ before: `name() { echo "${word}"; }`, word: '"$(name)"' }) },
  {
    name: 'set-by-a-function',
    spell: (word) => ({ before: `choose() { x=${word}; }\nchoose`, word: '"$x"' }),
  },
  {
    name: 'set-by-a-branch',
    spell: (word) => ({ before: `if [ -n "$PATH" ]; then x=${word}; else x=/none; fi`, word: '"$x"' }),
  },
  {
    name: 'set-by-case',
    spell: (word) => ({ before: `case "$HOME" in /*) x=${word};; *) x=none;; esac`, word: '"$x"' }),
  },
  { name: 'set-by-and', spell: (word) => ({ before: `x=none; [ -n "$PATH" ] && x=${word}`, word: '"$x"' }) },
  { name: 'array', spell: (word) => ({ before: `a=(none ${word})`, word: '"${a[1]}"' }) },
  { name: 'map', spell: (word) => ({ before: `declare -A m=([k]=${word})`, word: '"${m[k]}"' }) },
  { name: 'indirect', spell: (word) => ({ before: `x=${word}; y=x`, word: '"${!y}"' }) },
  { name: 'by-eval', spell: (word) => ({ before: `y=x; eval "$y=${word}"`, word: '"$x"' }) },
  { name: 'read', spell: (word) => ({ before: `read x <<E\n${word}\nE`, word: '"$x"' }) },
  {
    name: 'read-words',
    spell: (word) => ({ before: `read a x rest <<< "none ${word} none"`, word: '"$x"' }),
  },
  { name: 'positional', spell: (word) => ({ before: `set -- none ${word}`, word: '"$2"' }) },
  { name: 'positional-shifted', spell: (word) => ({ before: `set -- none ${word}; shift`, word: '"$1"' }) },
  { name: 'positional-last', spell: (word) => ({ before: `set -- none ${word}`, word: '"${@: -1}"' }) },
  { name: 'loop', spell: (word) => ({ before: `for x in none ${word}; do :; done`, word: '"$x"' }) },
  { name: 'local', spell: (word) => ({ before: `f() { local x=${word}; y=$x; }\nf`, word: '"$y"' }) },
  {
    name: 'pattern',
    spell: (word) => ({ word: word.includes('.') ? `${word.slice(0, -2)}?${word.slice(-1)}` : word }),
  },
  {
    name: 'star',
    spell: (word) => ({ word: word.includes('.') ? `${word.slice(0, word.lastIndexOf('.') - 2)}*` : word }),
  },
  {
    name: 'braces',
    spell: (word) => ({ word: `${half(word)[0]}{${half(word)[1]},}`.replace(/,\}$/, ',zz}') }),
  },
  {
    name: 'basename',
    spell: (word) => ({ before: `x=/none/${baseOf(word)}`, word: `${directoryOf(word)}$(basename "$x")` }),
  },
  {
    name: 'dirname',
    spell: (word) => ({
      before: `x=${directoryOf(word)}none`,
      word: directoryOf(word) === '' ? word : `$(dirname "$x")/${baseOf(word)}`,
    }),
  },
  { name: 'tr', spell: (word) => ({ before: `x=$(echo ${word.toUpperCase()} | tr A-Z a-z)`, word: '$x' }) },
  {
    name: 'sed',
    spell: (word) => ({ before: `x=$(echo ${half(word)[0]}@${half(word)[1]} | sed 's/@//')`, word: '$x' }),
  },
  { name: 'cut', spell: (word) => ({ before: `x=$(echo none:${word} | cut -d: -f2)`, word: '$x' }) },
  {
    name: 'environment',
    spell: (word) => ({ before: `export SUBJECT=${word}`, word: '"$(printenv SUBJECT)"' }),
  },
  { name: 'inherited', spell: (word) => ({ before: `SUBJECT=${word}; export SUBJECT`, word: '"$SUBJECT"' }) },
  {
    name: 'appended',
    spell: (word) => ({ before: `x=${half(word)[0]}; x+=${half(word)[1]}`, word: '"$x"' }),
  },
  { name: 'lowered', spell: (word) => ({ before: `X=${word.toUpperCase()}`, word: '"${X,,}"' }) },
  {
    name: 'split-by-ifs',
    spell: (word) => ({
      before: `IFS=: ; for x in $(echo "none:${word}"); do :; done; unset IFS`,
      word: '"$x"',
    }),
  },
  {
    name: 'file',
    spell: (word) => ({
      before: `echo ${word} > /tmp/name.$$; x=$(cat /tmp/name.$$); rm /tmp/name.$$`,
      word: '"$x"',
    }),
  },
  { name: 'mapfile', spell: (word) => ({ before: `mapfile -t a <<< "${word}"`, word: '"${a[0]}"' }) },
];

export interface Way {
  readonly name: string;
  /** The script's lines that come to the command line. */
  readonly lines: (command: string) => string;
}

export const ways: readonly Way[] = [
  { name: 'plain', lines: (command) => command },
  { name: 'negated', lines: (command) => `! ${command}` },
  { name: 'and', lines: (command) => `true && ${command}` },
  { name: 'or', lines: (command) => `false || ${command}` },
  { name: 'if-condition', lines: (command) => `if ${command}; then :; fi` },
  { name: 'if-branch', lines: (command) => `if [ 1 = 1 ]; then\n  ${command}\nfi` },
  { name: 'else-branch', lines: (command) => `if [ -e /nowhere ]; then :; else ${command}; fi` },
  { name: 'elif', lines: (command) => `if false; then :; elif true; then ${command}; fi` },
  { name: 'case', lines: (command) => `case \${MODE:-prod} in\n  dev) ;;\n  prod) ${command} ;;\nesac` },
  { name: 'case-falling', lines: (command) => `case a in\n  a) : ;&\n  b) ${command} ;;\nesac` },
  { name: 'while', lines: (command) => `i=0; while [ $i -lt 1 ]; do ${command}; i=$((i+1)); done` },
  { name: 'until', lines: (command) => `until ${command}; do break; done` },
  { name: 'for', lines: (command) => `for i in 1; do\n${command}\ndone` },
  { name: 'for-arithmetic', lines: (command) => `for ((i=0;i<1;i++)); do ${command}; done` },
  { name: 'function', lines: (command) => `work() {\n  ${command}\n}\nwork` },
  { name: 'function-keyword', lines: (command) => `function work { ${command}; }\nwork` },
  { name: 'function-by-name', lines: (command) => `work() { ${command}; }\nname=work\n"$name"` },
  { name: 'function-of-arguments', lines: (command) => `run() { "$@"; }\nrun ${command}` },
  { name: 'function-shifted', lines: (command) => `run() { shift; "$@"; }\nrun label ${command}` },
  { name: 'function-in-function', lines: (command) => `outer() { inner() { ${command}; }; inner; }\nouter` },
  { name: 'subshell', lines: (command) => `( ${command} )` },
  { name: 'group', lines: (command) => `{ ${command}; }` },
  { name: 'background', lines: (command) => `${command} &\nwait` },
  { name: 'pipe', lines: (command) => `${command} | cat` },
  { name: 'pipe-end', lines: (command) => `echo x | ${command}` },
  { name: 'substitution', lines: (command) => `out=$(${command})\necho "$out"` },
  { name: 'backquotes', lines: (command) => `out=\`${command}\`; echo "$out"` },
  { name: 'quoted-substitution', lines: (command) => `echo "got: $(${command})"` },
  { name: 'process-substitution', lines: (command) => `cat <(${command})` },
  { name: 'heredoc-substitution', lines: (command) => `cat <<E\n$(${command})\nE` },
  { name: 'default-substitution', lines: (command) => `echo "\${NONE:-$(${command})}"` },
  {
    name: 'arithmetic-substitution',
    lines: (command) => `echo $(( $(${command} | wc -l) + 1 )); ${command} > /dev/null`,
  },
  { name: 'eval', lines: (command) => `eval '${command.replaceAll("'", `'\\''`)}'` },
  { name: 'eval-variable', lines: (command) => `line='${command.replaceAll("'", `'\\''`)}'\neval "$line"` },
  {
    name: 'words-variable',
    lines: (command) => `line="${command.replaceAll(/["$`\\]/g, '\\$&')}"\neval $line`,
  },
  { name: 'sh-c', lines: (command) => `sh -c '${command.replaceAll("'", `'\\''`)}'` },
  { name: 'bash-c', lines: (command) => `bash -ec '${command.replaceAll("'", `'\\''`)}'` },
  { name: 'sh-c-double', lines: (command) => `sh -c "${command.replaceAll(/["`\\]/g, '\\$&')}"` },
  { name: 'sh-heredoc', lines: (command) => `sh <<E\n${command}\nE` },
  { name: 'sh-heredoc-quoted', lines: (command) => `bash -s <<'E'\n${command}\nE` },
  { name: 'sh-piped', lines: (command) => `echo '${command.replaceAll("'", `'\\''`)}' | sh` },
  { name: 'sh-herestring', lines: (command) => `bash <<< '${command.replaceAll("'", `'\\''`)}'` },
  { name: 'exec-subshell', lines: (command) => `(exec ${command})` },
  { name: 'command', lines: (command) => `command ${command}` },
  { name: 'env', lines: (command) => `env A=1 ${command}` },
  { name: 'assignment-before', lines: (command) => `A=1 ${command}` },
  { name: 'nohup', lines: (command) => `nohup ${command} 2>/dev/null` },
  { name: 'timeout', lines: (command) => `timeout 5 ${command}` },
  { name: 'nice', lines: (command) => `nice -n 5 ${command}` },
  { name: 'time', lines: (command) => `time ${command}` },
  { name: 'xargs', lines: (command) => `echo x | xargs -I% ${command}` },
  { name: 'xargs-command', lines: (command) => `echo ${command} | xargs env` },
  {
    name: 'xargs-shell',
    lines: (command) => `echo x | xargs -n1 sh -c '${command.replaceAll("'", `'\\''`)}' sh`,
  },
  { name: 'find-exec', lines: (command) => `find /app/start.sh -exec ${command} \\;` },
  {
    name: 'trap',
    lines: (command) => `trap '${command.replaceAll("'", `'\\''`)}' USR1\nkill -USR1 $$\nsleep 0.1`,
  },
  { name: 'trap-exit', lines: (command) => `(trap '${command.replaceAll("'", `'\\''`)}' EXIT)` },
  {
    name: 'alias',
    lines: (command) =>
      `shopt -s expand_aliases 2>/dev/null\nalias work='${command.replaceAll("'", `'\\''`)}'\nwork`,
  },
  { name: 'array-command', lines: (command) => `line=(${command})\n"\${line[@]}"` },
  { name: 'array-grown', lines: (command) => `line=()\nline+=(env)\nline+=(${command})\n"\${line[@]}"` },
  { name: 'positional-command', lines: (command) => `(set -- ${command}; "$@")` },
  {
    name: 'redirected',
    lines: (command) => `${command} > /tmp/out.$$ 2>&1; cat /tmp/out.$$; rm /tmp/out.$$`,
  },
  { name: 'loop-redirected', lines: (command) => `echo x | while read -r line; do ${command}; done` },
  {
    name: 'loop-of-file',
    lines: (command) => `while read -r line; do ${command}; done < /app/start.sh | head -n 3`,
  },
  { name: 'coproc', lines: (command) => `coproc { ${command}; }\ncat <&"\${COPROC[0]}"` },
  { name: 'changed-directory', lines: (command) => `cd /tmp; cd - > /dev/null; ${command}` },
  { name: 'pushed-directory', lines: (command) => `pushd /tmp > /dev/null; popd > /dev/null; ${command}` },
  { name: 'continued', lines: (command) => command.replace(' ', ' \\\n  ') },
  { name: 'commented', lines: (command) => `${command} # not this: rm` },
  {
    name: 'getopts',
    lines: (command) => `set -- -v\nwhile getopts v opt; do case $opt in v) ${command} ;; esac; done`,
  },
  { name: 'select-loop', lines: (command) => `select x in a; do ${command}; break; done <<< 1` },
  {
    name: 'retry',
    lines: (command) => `n=0\nuntil [ $n -ge 2 ]; do\n  ${command} && break\n  n=$((n+1))\ndone`,
  },
  { name: 'test-first', lines: (command) => `[ -x /bin/true ] && { ${command}; }` },
  {
    name: 'written-script',
    lines: (command) =>
      `printf '%s\\n' '${command.replaceAll("'", `'\\''`)}' > /tmp/s.$$; sh /tmp/s.$$; rm /tmp/s.$$`,
  },
  { name: 'set-e', lines: (command) => `set -eu; ${command}` },
];
