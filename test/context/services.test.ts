import { describe, expect, it } from 'vitest';
import { servicesIn } from '../../src/context/consumers/services.ts';

function services(text: string, files: Readonly<Record<string, string>> = {}) {
  return servicesIn({ path: 'deploy/compose.yaml', text }, { read: (path) => files[path], context: '' });
}

describe('the services of a compose file', () => {
  it('are read as Compose starts them', () => {
    const [web, db] = services(
      `services:
  web:
    build: { context: .., args: { TAGS: "\${TAGS:-x}" } }
    command: serve --name "a b" \${MODE}
    entrypoint: ["/entry", "$$HOME"]
    env_file: [web.env, { path: none.env, required: false }, missing.env]
    environment:
      - PORT=8080
      - FROM_SHELL
      - EMPTY=\${NOT_SAID}
    ports: ["80:8080", "127.0.0.1:9090:9091/tcp", "53:53/udp", "7000-7005", { target: 8443, protocol: tcp }]
    expose: [6060]
    healthcheck: { test: ["CMD", "/web", "check"] }
    user: "1000:1000"
    working_dir: /srv
    depends_on: { db: { condition: service_healthy }, seed: { condition: service_completed_successfully } }
    volumes: [".:/src", "data:/data"]
  db:
    image: postgres:\${PG}
    depends_on: [cache]
    healthcheck: { test: pg_isready || exit 1 }
  off:
    image: x
    healthcheck: { disable: true }
`,
      { 'deploy/.env': 'PG=16\nMODE=fast\n', 'deploy/web.env': 'A=1\nPORT=1\n' },
    );
    expect(web).toMatchObject({
      name: 'web',
      line: 3,
      build: { dockerfile: 'Dockerfile', arguments: { TAGS: 'x' } },
      command: ['serve', '--name', 'a b', 'fast'],
      entrypoint: ['/entry', '$HOME'],
      environment: { A: '1', PORT: '8080', EMPTY: '' },
      ports: [8080, 9091, 8443, 6060],
      healthcheck: ['CMD', '/web', 'check'],
      user: '1000:1000',
      workdir: '/srv',
      dependsOn: [
        { service: 'db', until: 'healthy' },
        { service: 'seed', until: 'completed' },
      ],
      mounts: ['/src', '/data'],
      lacking: ['the file missing.env', 'a value in EMPTY'],
    });
    expect(db).toMatchObject({
      image: 'postgres:16',
      build: undefined,
      command: undefined,
      dependsOn: [{ service: 'cache', until: 'started' }],
      healthcheck: ['CMD-SHELL', 'pg_isready || exit 1'],
    });
  });

  it('can have their health check off', () => {
    const [off] = services('services: { off: { image: x, healthcheck: { disable: true } } }');
    expect(off?.healthcheck).toEqual(['NONE']);
  });
});
