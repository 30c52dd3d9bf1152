/** Commands that start others: by their own arguments, or a text for a shell. */
import { describe, expect, it } from 'vitest';
import { readScript } from '../../src/shell/scripts.ts';

const names = (text: string): readonly string[] => readScript(text).commands.map(({ name }) => name);

describe('a command behind the arguments of another', () => {
  it.each([
    'flock -n /tmp/lock git --version',
    'flock /tmp/lock -c "git --version"',
    'exec flock -w 5 /tmp/lock git --version',
    'script -qec "git --version" /dev/null',
    'script -q /dev/null -c "git --version"',
    'taskset -c 0 git --version',
    'prlimit --nofile=10 --core git --version',
    'choom -n 5 -- git --version',
    'unshare -r --mount-proc git --version',
    'nsenter -t 1 -m git --version',
    'sg nogroup -c "git --version"',
    'sg nogroup "git --version"',
    'start-stop-daemon --start --exec git -- --version',
    'start-stop-daemon -S -b -c app:app -x /opt/app -a git -- --version',
    'runuser -u nobody -- git --version',
    'su -s /bin/sh nobody -c "git --version"',
    'chrt -f 10 git --version',
    'ionice -c3 nice -10 git --version',
    'stdbuf -oL git --version',
    'watch -n 5 git --version',
    'watch -x git --version',
    'parallel -j2 git {} ::: a b',
    'parallel ::: "git a" "git b"',
    'setpriv --reuid 65534 --clear-groups git --version',
    'capsh --drop=cap_net_raw -- -c "git --version"',
    'tini -s -- git --version',
    'dumb-init git --version',
    'gosu app git --version',
    'su-exec app git --version',
    'strace -f -o /dev/null git --version',
    'awk \'{ cmd = "git " $1; while ((cmd | getline l) > 0) print l; close(cmd) }\' list',
    'awk \'{ system("git --version") }\' list',
    'awk \'/a|b/ { print $1 | "git hash-object --stdin" }\' list',
    'eval "git clone $REPO"',
    "sed -e '1e git --version' list",
    "sed -n '/[/e]/,$ { s/a/b/; e git status\n}' list",
    "su nobody -s /bin/sh -- -c 'git --version'",
  ])('is started: %s', (text) => {
    expect(names(text)).toContain('git');
  });

  it.each([
    'taskset -p 1 git',
    'ionice -p 1',
    'start-stop-daemon --stop --exec git',
    'flock --version',
    'watch --help',
    "awk '{ print $1 / 2 }' git",
    "awk -F'|' '$1 || $2 ~ /git|hg/ { print \"a|b\" }' list # | git",
    "sed 's/git/e/; s#[#e]#git#g; y/git/tig/; a git\n' list",
    "sed -e '/git/!{' -e 'r git' -e '}' list",
  ])('is none: %s', (text) => {
    expect(names(text)).not.toContain('git');
    expect(readScript(text).unresolved).toEqual([]);
  });

  it.each(["sed 's/.*/git &/e' list", 'sed -f more.sed list', 'awk -f more.awk list'])(
    'is not known: %s',
    (text) => {
      expect(readScript(text).unresolved).not.toEqual([]);
    },
  );

  it.each(['sed -nf more list', 'sed --file=more list', 'sed -f more list', 'sed -e p -fmore -- list'])(
    'stands in a file: %s',
    (text) => {
      const script = readScript(text, {
        textOf: ({ text: path }) => (path === 'more' ? '1e git --version' : undefined),
      });
      expect(script.commands.map(({ name }) => name)).toContain('git');
    },
  );

  it('is not known where its options are not', () => {
    expect(readScript('unshare --new-option git').unresolved).toHaveLength(1);
    expect(readScript("awk '{ system($1) }' list").unresolved).toHaveLength(1);
  });
});
