/** The parts of a Dockerfile that is composed: how a file is made, where, whose it is, who runs, and how it is started. */

/** Where the file lies. */
export interface Place {
  readonly name: string;
  /** The directory as the program names it. */
  readonly directory: string;
  /** Where it really is. */
  readonly real: string;
  /** Lines that make the way to it. */
  readonly lines: readonly string[];
}

const place = (name: string, directory: string): Place => ({ name, directory, real: directory, lines: [] });

export const places: readonly Place[] = [
  place('below-the-working-directory', '/app/data'),
  place('in-the-working-directory', '/app'),
  place('etc', '/etc/shop'),
  place('top', '/data'),
  place('share', '/usr/share/shop'),
  place('home', '/root/.shop'),
  place('opt', '/opt/shop/share'),
  place('state', '/var/lib/shop'),
  place('local', '/usr/local/share/shop'),
  {
    name: 'behind-a-link',
    directory: '/current',
    real: '/srv/shop-2',
    lines: ['RUN mkdir -p /srv/shop-2 && ln -s /srv/shop-2 /current'],
  },
  {
    name: 'behind-a-link-below',
    directory: '/app/current/data',
    real: '/srv/shop/data',
    lines: ['RUN mkdir -p /srv/shop/data && ln -s /srv/shop /app/current'],
  },
];

/** What a maker is written for: the file `settings.txt` in the directory. */
export interface Target {
  readonly directory: string;
  readonly file: string;
  /** The program's own path. */
  readonly program: string;
}

export interface Maker {
  readonly name: string;
  readonly lines: (target: Target) => readonly string[];
  /** Files that it adds to the context. */
  readonly files?: (target: Target) => Readonly<Record<string, string>>;
  readonly executable?: readonly string[];
  /** A stage before. */
  readonly stage?: (target: Target) => readonly string[];
  /** It needs the program, which has to write the file then. */
  readonly afterBuild?: true;
}

export const text = 'settings of the shop\n';
const words = 'settings of the shop';

const run = (name: string, command: (target: Target) => string): Maker => ({
  name,
  lines: (target) => [`RUN mkdir -p ${target.directory} && ${command(target)}`],
});

export const makers: readonly Maker[] = [
  { name: 'copy-file', lines: ({ file }) => [`COPY conf/settings.txt ${file}`] },
  { name: 'copy-directory', lines: ({ directory }) => [`COPY conf ${directory}`] },
  { name: 'copy-pattern', lines: ({ directory }) => [`COPY conf/*.txt ${directory}/`] },
  { name: 'copy-array', lines: ({ directory }) => [`COPY ["conf/settings.txt", "${directory}/"]`] },
  { name: 'add-file', lines: ({ directory }) => [`ADD conf/settings.txt ${directory}/`] },
  { name: 'copy-heredoc', lines: ({ file }) => [`COPY <<EOF ${file}\n${words}\nEOF`] },
  {
    name: 'copy-to-a-working-directory',
    lines: ({ directory }) => [`WORKDIR ${directory}`, 'COPY conf/settings.txt .', 'WORKDIR /app'],
  },
  {
    name: 'run-heredoc',
    lines: ({ directory, file }) => [`RUN <<EOF\nmkdir -p ${directory}\necho ${words} > ${file}\nEOF`],
  },
  {
    name: 'heredoc-for-a-shell',
    lines: ({ directory, file }) => [`RUN sh -e <<EOF\nmkdir -p ${directory}\necho ${words} > ${file}\nEOF`],
  },
  run('cp', ({ directory }) => `cp conf/settings.txt ${directory}/`),
  run('cp-recursive', ({ directory }) => `cp -r conf/. ${directory}`),
  run('cp-archive-pattern', ({ directory }) => `cp -a conf/*.txt ${directory}`),
  run('mv', ({ file }) => `mv conf/settings.txt ${file}`),
  {
    name: 'install',
    lines: ({ file }) => [`RUN install -D -m 0644 conf/settings.txt ${file}`],
  },
  run('echo', ({ file }) => `echo '${words}' > ${file}`),
  run('printf', ({ file }) => `printf '%s\\n' '${words}' > ${file}`),
  run('cat', ({ file }) => `cat conf/settings.txt conf/more.txt > ${file}`),
  run('tee', ({ file }) => `echo '${words}' | tee ${file}`),
  run('touch', ({ file }) => `touch ${file}`),
  run('append', ({ file }) => `touch ${file} && echo '${words}' >> ${file}`),
  run('link', ({ file }) => `ln -s /app/conf/settings.txt ${file}`),
  run(
    'relative-link',
    ({ file, directory }) => `cp conf/more.txt ${directory}/ && cd ${directory} && ln -sf more.txt ${file}`,
  ),
  run(
    'hard-link',
    ({ file, directory }) => `cp conf/more.txt ${directory}/ && ln -f ${directory}/more.txt ${file}`,
  ),
  run('sed', ({ file }) => `cp conf/settings.txt ${file} && sed -i s/shop/store/ ${file}`),
  run('tar', ({ directory }) => `tar -cf /tmp/it.tar -C conf . && tar -xf /tmp/it.tar -C ${directory}`),
  run('tar-in-a-pipe', ({ directory }) => `tar -c -C conf . | tar -x -C ${directory}`),
  run('dd', ({ file }) => `dd if=conf/settings.txt of=${file}`),
  run('awk', ({ file }) => `awk '{ print $1 }' conf/settings.txt > ${file}`),
  run('find', ({ directory }) => `find conf -name '*.txt' -exec cp {} ${directory}/ ';'`),
  run('xargs', ({ directory }) => `ls conf | xargs -I % cp conf/% ${directory}/`),
  run('for', ({ directory }) => `for name in settings more; do cp conf/$name.txt ${directory}/; done`),
  run(
    'while-read',
    ({ file }) => `cat conf/settings.txt | while read line; do echo "$line" >> ${file}; done`,
  ),
  run('variable', ({ directory }) => `target=${directory} && cp conf/settings.txt "$target/settings.txt"`),
  run('inner-shell', ({ file }) => `sh -c 'cat conf/settings.txt > ${file}'`),
  run('subshell', ({ directory }) => `(cd ${directory} && cp /app/conf/settings.txt .)`),
  run('perl', ({ file }) => `perl -e 'open F, ">", "${file}"; print F "${words}\\n"'`),
  {
    name: 'perl-script',
    lines: () => ['RUN perl tools/setup.pl'],
    files: ({ directory, file }) => ({
      'tools/setup.pl': `system("mkdir", "-p", "${directory}");\nopen(F, ">", "${file}");\nprint F "${words}\\n";\n`,
    }),
  },
  {
    name: 'program',
    lines: ({ program }) => [`RUN ${program} -init`],
    afterBuild: true,
  },
  {
    name: 'make',
    lines: () => ['RUN make settings'],
    files: ({ directory }) => ({
      Makefile: `settings:\n\tmkdir -p ${directory}\n\tcp conf/settings.txt ${directory}/\n`,
    }),
  },
  {
    name: 'make-with-a-variable',
    lines: ({ directory }) => [`RUN make settings TARGET=${directory}`],
    files: () => ({
      Makefile: 'settings:\n\tmkdir -p $(TARGET)\n\techo made > $(TARGET)/settings.txt\n',
    }),
  },
  {
    name: 'script',
    lines: () => ['RUN ./tools/setup.sh'],
    files: ({ directory }) => ({
      'tools/setup.sh': `#!/bin/sh\nset -e\nmkdir -p ${directory}\ncp conf/settings.txt ${directory}/\n`,
    }),
    executable: ['tools/setup.sh'],
  },
  {
    name: 'script-with-an-argument',
    lines: ({ directory }) => [`RUN sh tools/setup.sh ${directory}`],
    files: () => ({ 'tools/setup.sh': 'mkdir -p "$1"\ncat conf/settings.txt > "$1/settings.txt"\n' }),
  },
  {
    name: 'mount',
    lines: ({ directory }) => [
      `RUN --mount=type=bind,source=conf,target=/mnt/conf mkdir -p ${directory} && cp /mnt/conf/settings.txt ${directory}/`,
    ],
  },
  {
    name: 'stage-before',
    stage: ({ file }) => [
      'FROM golang:1.24 AS assets',
      `COPY conf/settings.txt /made/settings.txt`,
      `RUN echo ${file} >> /made/settings.txt`,
      '',
    ],
    lines: ({ file }) => [`COPY --from=assets /made/settings.txt ${file}`],
  },
];

/** Whose the directory is and what it allows. */
export interface Attributes {
  readonly name: string;
  readonly lines: (directory: string, user: string) => readonly string[];
}

export const attributes: readonly Attributes[] = [
  { name: 'as-made', lines: () => [] },
  { name: 'as-made', lines: () => [] },
  { name: 'of-the-user', lines: (directory, user) => [`RUN chown -R ${user} ${directory}`] },
  {
    name: 'private',
    lines: (directory, user) => [`RUN chown ${user} ${directory} && chmod 700 ${directory}`],
  },
  {
    name: 'of-the-group',
    lines: (directory) => [`RUN chgrp -R 0 ${directory} && chmod -R g=u ${directory}`],
  },
  { name: 'open', lines: (directory) => [`RUN chmod 777 ${directory}`] },
  { name: 'open-and-sticky', lines: (directory) => [`RUN chmod 1777 ${directory}`] },
  {
    name: 'of-a-named-group',
    lines: (directory) => [`RUN chown root:staff ${directory} && chmod 770 ${directory}`],
  },
  { name: 'closed-file', lines: (directory) => [`RUN chmod 600 ${directory}/settings.txt`] },
];

export interface Runner {
  readonly name: string;
  /** Lines that make the account. */
  readonly before: readonly string[];
  /** What USER says; undefined for none. */
  readonly user: string | undefined;
  /** What chown is given. */
  readonly owner: string;
}

const runner = (user: string, before: readonly string[] = [], owner = user): Runner => ({
  name: `${before.length === 0 ? '' : 'made '}${user}`,
  before,
  user,
  owner,
});

export const runners: readonly Runner[] = [
  { name: 'root', before: [], user: undefined, owner: '0:0' },
  runner('1000'),
  runner('1000:0', [], '1000'),
  runner('65534'),
  runner('nobody'),
  runner('www-data', [], 'www-data:www-data'),
  runner('1000:staff'),
  runner('shop', ['RUN useradd -u 1001 -m shop']),
  runner('shop:root', ['RUN useradd --system --no-create-home shop'], 'shop'),
  runner('1002', ['RUN groupadd -g 1002 shop && useradd -u 1002 -g shop -G staff shop']),
];

export interface Starter {
  readonly name: string;
  readonly lines: (program: string, name: string) => readonly string[];
  readonly files?: (program: string) => Readonly<Record<string, string>>;
  readonly executable?: readonly string[];
  /** Words after the image in `docker run`, and its user, as a compose file has them. */
  readonly given?: (program: string) => { readonly words: readonly string[]; readonly user?: string };
}

export const starters: readonly Starter[] = [
  { name: 'exec', lines: (_, name) => [`CMD ["./${name}", "serve"]`] },
  { name: 'exec-by-path', lines: (program) => [`CMD ["${program}"]`] },
  { name: 'shell', lines: (_, name) => [`CMD ./${name} serve`] },
  { name: 'shell-with-exec', lines: (program) => [`CMD exec ${program} serve`] },
  { name: 'shell-with-more', lines: (program) => [`CMD echo start && ${program} serve`] },
  { name: 'entrypoint', lines: (program) => [`ENTRYPOINT ["${program}"]`, 'CMD ["serve"]'] },
  { name: 'shell-in-array', lines: (_, name) => [`CMD ["sh", "-c", "./${name} serve"]`] },
  {
    name: 'script',
    lines: (program) => ['ENTRYPOINT ["./start.sh"]', `CMD ["${program}", "serve"]`],
    files: () => ({ 'start.sh': '#!/bin/sh\nset -e\nexec "$@"\n' }),
    executable: ['start.sh'],
  },
  {
    name: 'script-that-starts',
    lines: () => ['CMD ["/bin/sh", "/app/start.sh"]'],
    files: (program) => ({ 'start.sh': `export SHOP_MODE=on\nexec ${program} serve\n` }),
  },
  {
    name: 'compose-command',
    lines: (program) => [`CMD ["${program}"]`],
    files: (program) => ({
      'compose.yaml': `services:\n  shop:\n    build: .\n    command: ["${program}", "composed"]\n`,
    }),
    given: (program) => ({ words: [program, 'composed'] }),
  },
  {
    name: 'compose-user',
    lines: (program) => [`CMD ["${program}"]`],
    files: () => ({ 'compose.yaml': 'services:\n  shop:\n    build: .\n    user: "1000:staff"\n' }),
    given: () => ({ words: [], user: '1000:staff' }),
  },
];
