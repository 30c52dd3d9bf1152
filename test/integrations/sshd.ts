/** Two hosts to log in to: servers of ssh on ports of this machine, with keys of their own. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/** sshd wants to be called by its whole path. */
const server = '/usr/sbin/sshd';

export function hasSshd(): boolean {
  // An unknown option makes it tell its version; a missing program has no status.
  return spawnSync(server, ['-?']).error === undefined && spawnSync('ssh', ['-V']).status === 0;
}

export interface Hosts {
  /** One command of ssh for each host, as GNU parallel's `--sshlogin` takes it. */
  readonly logins: readonly string[];
  readonly close: () => void;
}

/** Starts the servers; what is run there has this PATH. */
export async function startHosts(directory: string, names: readonly string[], path: string): Promise<Hosts> {
  mkdirSync(directory, { recursive: true });
  for (const name of ['host', 'user']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(directory, name)]);
  }
  // As root, sshd gives up its rights in an empty directory that its service would have made.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const children: ChildProcess[] = [];
  const sections: string[] = [];
  for (const name of names) {
    const port = await freePort();
    children.push(await startServer(directory, name, port, path));
    sections.push(`Host ${name}\n  Port ${port}\n`);
  }
  const config = join(directory, 'config');
  writeFileSync(
    config,
    `${sections.join('')}Host *
  HostName 127.0.0.1
  User ${userInfo().username}
  IdentityFile ${join(directory, 'user')}
  IdentitiesOnly yes
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
`,
  );
  return {
    logins: names.map((name) => `ssh -F ${config} ${name}`),
    close: () => children.forEach((child) => void child.kill()),
  };
}

async function startServer(
  directory: string,
  name: string,
  port: number,
  path: string,
): Promise<ChildProcess> {
  const config = join(directory, `sshd-${name}`);
  writeFileSync(
    config,
    `ListenAddress 127.0.0.1
Port ${port}
HostKey ${join(directory, 'host')}
AuthorizedKeysFile ${join(directory, 'user.pub')}
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
SetEnv PATH="${path}" DFOPT_HOST=${name}
`,
  );
  const child = spawn(server, ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((done, fail) => {
    let told = '';
    child.on('error', fail);
    child.on('close', () => fail(new Error(`sshd ended: ${told}`)));
    child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.includes('Server listening')) done();
    });
  });
  return child;
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((done, fail) => {
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      if (address === null || typeof address === 'string') return fail(new Error('there is no port'));
      probe.close(() => done(address.port));
    });
  });
}
