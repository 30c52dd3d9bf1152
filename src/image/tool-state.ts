/**
 * Where tools keep their settings, the accounts they log in with and what they know of other machines: steps of a build
 * write there, and the tool reads it when it runs.
 *
 * Sources: the sections FILES of git-config(1), gitcredentials(7), ssh(1), ssh_config(5), curl(1), wget(1), psql(1),
 * `.pgpass` and `pg_service.conf` of PostgreSQL's libpq, "Using Option Files" of MySQL, docker(1), kubectl(1),
 * `helm env`, aws(1), gpg(1), npmrc(5), pip's "Configuration", hg(1), svn(1), msmtp(1), rclone(1), s3cmd(1), redis-cli,
 * sqlite3(1), ansible(1), cron(8), crontab(1), fonts-conf(5), vim(1), nano(1).
 */

export interface ToolState {
  /** Files and directories; `~` is the home directory of whoever runs the tool. */
  readonly places: readonly string[];
  /** The commands that read them, by themselves or through what they start. */
  readonly readers: readonly string[];
}

const state = (places: string, readers: string): ToolState => ({
  places: places.split(' '),
  readers: readers.split(' '),
});

export const toolStates: readonly ToolState[] = [
  state('~/.gitconfig ~/.config/git ~/.git-credentials /etc/gitconfig', 'git'),
  state('~/.ssh /etc/ssh', 'ssh scp sftp ssh-add ssh-keygen sshfs autossh rsync sshpass'),
  state('~/.netrc', 'curl wget git ftp lftp'),
  state('~/.curlrc ~/.config/curlrc', 'curl'),
  state('~/.wgetrc ~/.wget-hsts /etc/wgetrc', 'wget'),
  state(
    '~/.pgpass ~/.psqlrc ~/.pg_service.conf ~/.postgresql /etc/postgresql-common',
    'psql pg_dump pg_dumpall pg_restore pg_isready pg_basebackup pgbench createdb dropdb createuser vacuumdb reindexdb',
  ),
  state(
    '~/.my.cnf ~/.mylogin.cnf /etc/my.cnf /etc/mysql',
    'mysql mysqldump mysqladmin mysqlcheck mysqlimport mysqlshow mariadb mariadb-dump mariadb-admin mariadb-check',
  ),
  state('~/.docker', 'docker docker-compose docker-buildx'),
  state('~/.kube', 'kubectl helm'),
  state('~/.config/helm ~/.cache/helm ~/.local/share/helm', 'helm'),
  state('~/.aws', 'aws'),
  state('~/.gnupg', 'gpg gpg2 gpgsm gpg-agent git'),
  state('~/.npmrc', 'npm npx yarn pnpm'),
  state('~/.config/pip ~/.pip /etc/pip.conf', 'pip pip3'),
  state('~/.hgrc ~/.config/hg /etc/mercurial', 'hg'),
  state('~/.subversion /etc/subversion', 'svn'),
  state('~/.msmtprc ~/.config/msmtp /etc/msmtprc', 'msmtp sendmail mail'),
  state('~/.config/rclone ~/.rclone.conf', 'rclone'),
  state('~/.s3cfg', 's3cmd'),
  state('~/.redisclirc', 'redis-cli'),
  state('~/.sqliterc', 'sqlite3'),
  state('~/.ansible ~/.ansible.cfg /etc/ansible', 'ansible ansible-playbook ansible-galaxy'),
  state(
    '~/.fonts ~/.config/fontconfig ~/.fonts.conf',
    'fc-list fc-match convert magick chromium wkhtmltopdf',
  ),
  state('/var/spool/cron /etc/crontabs', 'cron crond crontab'),
  // Read where somebody sits before it.
  state(
    '~/.bashrc ~/.bash_profile ~/.bash_login ~/.bash_logout ~/.profile ~/.inputrc ~/.zshrc ~/.vimrc ~/.vim ~/.nanorc',
    'vim vi nano zsh',
  ),
];
