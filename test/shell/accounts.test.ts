/** Users that commands name in their arguments. */
import { describe, expect, it } from 'vitest';
import { usersNamedBy } from '../../src/shell/accounts.ts';

const named = (line: string): readonly (string | undefined)[] =>
  usersNamedBy(line.split(' ').map((text) => ({ text: text.startsWith('$') ? undefined : text })));

describe('users named by commands', () => {
  it.each([
    ['chown -R app:app /data', ['app']],
    ['/bin/chown app: /data', ['app']],
    ['su-exec app:app server --user other', ['app']],
    ['gosu app server', ['app']],
    ['su - app -c run', ['app']],
    ['su -s /bin/sh app -c run', ['app']],
    ['runuser -u app -- server other', ['app']],
    ['runuser -l app -c run', ['app']],
    ['setpriv --reuid=app --regid app --clear-groups server', ['app']],
    ['chpst -u app:staff server', ['app']],
    ['sudo -E -u app server', ['app']],
    ['install -o app -m 755 -d /data', ['app']],
    ['usermod -u 1000 app', ['app']],
    ['id app', ['app']],
    ['gosu $USER server', [undefined]],
  ])('%s', (line, users) => {
    expect(named(line)).toEqual(users);
  });

  it.each([
    'chown 1000:1000 /data',
    'chown root:root /data',
    'chown :staff /data',
    'chown --reference=/app /data',
    'su-exec 1000 server',
    'sudo server app',
    'install -m 755 app /usr/bin/',
    'echo chown app /data',
    'id -u',
  ])('%s names none', (line) => {
    expect(named(line)).toEqual([]);
  });
});
