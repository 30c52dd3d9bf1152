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
  ])('is none: %s', (text) => {
    expect(names(text)).not.toContain('git');
    expect(readScript(text).unresolved).toEqual([]);
  });

  it('is not known where its options are not', () => {
    expect(readScript('unshare --new-option git').unresolved).toHaveLength(1);
    expect(readScript("awk '{ system($1) }' list").unresolved).toHaveLength(1);
  });
});
