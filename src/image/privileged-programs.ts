/**
 * Programs that distributions install with the set-user-id or set-group-id bit, or with capabilities. Source: the packages
 * passwd, login, mount, util-linux, sudo, iputils-ping, openssh-client, fuse3, uidmap, policykit-1, cron, at and exim4 of
 * Debian 12 and 13 (their lists of files, and `setcap` in their maintainer scripts); busybox-suid of Alpine.
 */
export const privilegedPrograms: ReadonlySet<string> = new Set(
  (
    'at bbsuid chage chfn chsh crontab expiry fusermount fusermount3 gpasswd mount mtr-packet newgidmap newgrp newuidmap passwd ' +
    'ping pkexec ssh-agent su sudo umount unix_chkpwd wall write'
  ).split(' '),
);
