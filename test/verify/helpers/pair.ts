/** A correct migration as two images, for tests that break it in one way each. */
import type { ImageConfig } from '../../../src/verify/image/config.ts';
import { elf } from './elf.ts';
import { emptyConfig } from './image.ts';
import type { TarSpec } from './tar.ts';

export interface ImageSpec {
  readonly config: ImageConfig;
  /** By path, so that a mutation can name one. */
  readonly files: Readonly<Record<string, Omit<TarSpec, 'path'>>>;
}

const loader = '/lib64/ld-linux-x86-64.so.2';
const program = elf({
  interpreter: loader,
  needed: ['libc.so.6', 'libsqlite3.so.0'],
  requires: { 'libc.so.6': ['GLIBC_2.34'] },
  goFunctions: [
    'net/http.(*Client).do',
    'time.LoadLocation',
    'os.OpenFile',
    'os/user.Lookup',
    'os.CreateTemp',
  ],
});
export const libc = (versions: readonly string[]): Buffer => elf({ soname: 'libc.so.6', provides: versions });

const shared: ImageSpec['files'] = {
  app: { type: 'directory', uid: 1042, gid: 1042 },
  'app/server': { mode: 0o755, content: program },
  'app/entrypoint.sh': {
    mode: 0o755,
    content: '#!/bin/sh\nset -e\nenvsubst < /app/app.conf > /tmp/app.conf\nexec "$@"\n',
  },
  'app/app.conf': { content: 'port=${PORT}\n' },
  'app/templates': { type: 'directory' },
  'app/templates/index.html': { content: '<h1>{{.}}</h1>' },
  'app/assets/logo.svg': { content: '<svg/>' },
  data: { type: 'directory', uid: 1042, gid: 1042 },
  'data/seed.db': { uid: 1042, gid: 1042, content: 'seed' },
  'usr/bin/envsubst': { mode: 0o755, content: 'envsubst' },
  'usr/bin/curl': { mode: 0o755, content: 'curl' },
  'usr/bin/ping': {
    mode: 0o755,
    content: 'ping',
    pax: { 'SCHILY.xattr.security.capability': '\x01\x00\x00\x02' },
  },
  'lib64/ld-linux-x86-64.so.2': { mode: 0o755, content: elf({ soname: 'ld-linux-x86-64.so.2' }) },
  'lib/x86_64-linux-gnu/libc.so.6': { mode: 0o755, content: libc(['GLIBC_2.2.5', 'GLIBC_2.34']) },
  'usr/lib/x86_64-linux-gnu/libsqlite3.so.0': {
    content: elf({ soname: 'libsqlite3.so.0', needed: ['libc.so.6'] }),
  },
  'etc/passwd': { content: 'root:x:0:0:root:/root:/bin/sh\napp:x:1042:1042::/app:/bin/sh\n' },
  'etc/group': { content: 'root:x:0:\napp:x:1042:\n' },
  'etc/ssl/certs/ca-certificates.crt': { content: 'certificates' },
  'usr/share/zoneinfo/UTC': { content: 'TZif' },
  'usr/share/zoneinfo/Europe/Rome': { content: 'TZif2' },
  'bin/sh': { mode: 0o755, content: 'dash' },
  tmp: { type: 'directory', mode: 0o1777 },
};

const config: ImageConfig = {
  ...emptyConfig,
  env: new Map([
    ['PATH', '/usr/local/bin:/usr/bin:/bin'],
    ['GREETING', 'hello'],
    ['PORT', '8080'],
  ]),
  entrypoint: ['/app/entrypoint.sh'],
  cmd: ['./server', '--port', '8080'],
  workingDir: '/app',
  user: 'app',
  exposedPorts: ['8080/tcp'],
  volumes: ['/data'],
  labels: new Map([['org.opencontainers.image.title', 'app']]),
  stopSignal: 'SIGQUIT',
  healthcheck: {
    test: ['CMD-SHELL', 'curl -f http://localhost:8080/ || exit 1'],
    settings: new Map([['Interval', 5e9]]),
  },
  onBuild: ['RUN true'],
};

/** What a toolchain image has on top of what the program needs. */
export const original: ImageSpec = {
  config: {
    ...config,
    env: new Map([
      ...config.env,
      ['PATH', '/go/bin:/usr/local/go/bin:/usr/local/bin:/usr/bin:/bin'],
      ['GOLANG_VERSION', '1.24.4'],
      ['GOTOOLCHAIN', 'local'],
      ['GOPATH', '/go'],
    ]),
  },
  files: {
    ...shared,
    go: { type: 'directory', mode: 0o1777 },
    'usr/local/go/bin/go': { mode: 0o755, content: 'go' },
    'app/main.go': { content: 'package main' },
  },
};

export const migrated: ImageSpec = { config, files: shared };

export function entries(files: ImageSpec['files']): readonly TarSpec[] {
  return Object.entries(files).map(([path, spec]) => ({ path, ...spec }));
}

export function without(spec: ImageSpec, ...paths: readonly string[]): ImageSpec {
  const kept = Object.entries(spec.files).filter(
    ([path]) => !paths.some((gone) => path === gone || path.startsWith(`${gone}/`)),
  );
  return { ...spec, files: Object.fromEntries(kept) };
}

export function change(spec: ImageSpec, path: string, changes: Omit<TarSpec, 'path'>): ImageSpec {
  return { ...spec, files: { ...spec.files, [path]: { ...spec.files[path], ...changes } } };
}

export function configured(spec: ImageSpec, changes: Partial<ImageConfig>): ImageSpec {
  return { ...spec, config: { ...spec.config, ...changes } };
}

export function withEnv(spec: ImageSpec, changes: Readonly<Record<string, string | undefined>>): ImageSpec {
  const env = new Map(spec.config.env);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) env.delete(name);
    else env.set(name, value);
  }
  return configured(spec, { env });
}
