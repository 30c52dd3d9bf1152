import { describe, expect, test } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import type { MemoryContextOptions } from '../../src/context/memory.ts';

const dockerfile = 'FROM golang:1.21\nCOPY . .\nRUN go build -o /app\nCMD ["/app"]\n';

const consumersIn = (files: Readonly<Record<string, string>>, options?: MemoryContextOptions) =>
  memoryContext({ Dockerfile: dockerfile, ...files }, options).consumers;

const service = (text: string, files: Readonly<Record<string, string>> = {}) =>
  consumersIn({ 'compose.yaml': `services:\n  web:\n    build: .\n${text}`, ...files })[0];

const watch = (action: string) => `    develop: { watch: [{ action: ${action}, path: ., target: /app }] }\n`;

describe('compose', () => {
  test('a service that builds this Dockerfile says what it says, and no more', () => {
    const text = `services:
  web:
    build: .
    command: ["/app", "--port", "80"]
  db:
    image: postgres:16
    command: postgres -c fsync=off
`;
    expect(consumersIn({ 'compose.yaml': text })).toEqual([
      { kind: 'compose', file: 'compose.yaml', line: 3, name: 'web', command: ['/app', '--port', '80'] },
    ]);
  });

  test('all settings of a service', () => {
    const text = `services:
  web:
    build:
      context: .
      dockerfile: ./Dockerfile
      target: \${STAGE:-dev}
      args:
        - VERSION=1.2
        - FROM_ENVIRONMENT
    entrypoint: sh -c
    healthcheck:
      test: ["CMD-SHELL", "curl -f http://localhost"]
    user: "1000"
    working_dir: /srv
    environment:
      PORT: 8080
      MODE: "on"
    volumes:
      - ./src:/app/src:ro
      - data:/data
      - /only/target
      - type: bind
        source: ./conf
        target: /etc/app
      - type: volume
        source: cache
        target: /cache
    develop:
      watch:
        - action: sync
          path: ./web
          target: /app/web
        - action: rebuild
          path: go.mod
`;
    expect(consumersIn({ 'docker-compose.yml': text })).toEqual([
      {
        kind: 'compose',
        file: 'docker-compose.yml',
        line: 3,
        name: 'web',
        target: 'dev',
        buildArguments: { VERSION: '1.2' },
        entrypoint: ['sh', '-c'],
        probe: 'curl -f http://localhost',
        user: '1000',
        workdir: '/srv',
        environment: { PORT: '8080', MODE: 'on' },
        mounts: [
          { source: 'src', target: '/app/src' },
          { source: undefined, target: '/data' },
          { source: undefined, target: '/only/target' },
          { source: 'conf', target: '/etc/app' },
          { source: undefined, target: '/cache' },
          { source: 'web', target: '/app/web' },
        ],
        runs: [['stat'], ['mkdir'], ['rmdir']],
      },
    ]);
  });

  test.each([
    ['a text is no shell script', 'command: server "a b" c\\ d && never', ['server', 'a b', 'c d']],
    ['a default', 'command: server ${LEVEL:-info}', ['server', 'info']],
    ['a default in a default', 'command: server ${A:-${B:-x}}', ['server', 'x']],
    ['a dollar of its own', "command: server '$$HOME'", ['server', '$HOME']],
    ['a value of .env', 'command: server $PORT', ['server', '80']],
    ['an argument that is not known', 'command: server $LEVEL', ['server', '\uFFFC']],
    [
      'part of a script that is not known',
      'command: ["sh", "-c", "curl $URL"]',
      ['sh', '-c', 'curl ${UNKNOWN}'],
    ],
  ])('the command: %s', (_, text, command) => {
    const found = service(`    ${text}\n`, { '.env': 'PORT=80 # the port\n' });
    expect(found).toMatchObject({ command });
    expect(found).not.toHaveProperty('unread');
  });

  test.each([
    ['command: $COMMAND', undefined, 'command (…)'],
    ['command: sh -c $SCRIPT', ['sh', '-c', '${UNKNOWN}'], 'command (…)'],
    ['command: ["sh", "$SCRIPT"]', ['sh'], 'command (sh …)'],
    ['command: ["su-exec", "$USER", "server"]', ['su-exec'], 'command (su-exec … server)'],
  ])('a command that is not known in full: %s', (text, command, unread) => {
    const found = service(`    ${text}\n`);
    expect(found?.command).toEqual(command);
    expect(found?.unread).toEqual([{ what: 'command', text: unread }]);
  });

  test('variables: of a file, over it those of the service, and those that the shell gives', () => {
    const text = `    env_file: [web.env, { path: other.env, required: false }]
    environment: [B=2, C, "D=\${D}"]
`;
    const files = { 'web.env': 'A=1\nB=1\n', 'other.env.example': "export E='x y' # why\n" };
    expect(service(text, files)?.environment).toEqual({
      A: '1',
      B: '2',
      C: undefined,
      D: undefined,
      E: 'x y',
    });
    expect(service(text)?.unread).toEqual([
      { what: 'variables', text: 'variables of web.env' },
      { what: 'variables', text: 'variables of other.env' },
    ]);
  });

  test('hooks, groups, and a health check that is turned off', () => {
    const text = `    healthcheck: { test: curl x, disable: true }
    group_add: [staff]
    post_start: [{ command: ["git", "init"], user: root }]
    pre_stop: [{ command: ./stop.sh now }]
`;
    expect(service(text)).toEqual({
      kind: 'compose',
      file: 'compose.yaml',
      line: 3,
      name: 'web',
      groups: ['staff'],
      runs: [
        ['git', 'init'],
        ['./stop.sh', 'now'],
      ],
    });
  });

  test('watched sources are built again in the container, a rebuilt image is not', () => {
    expect(service(watch('sync+restart'))?.rebuilds).toMatch(/syncs \. to \/app/);
    expect(service(watch('rebuild'))).not.toHaveProperty('rebuilds');
  });

  test('include, and extends over directories', () => {
    const found = consumersIn({
      'compose.yaml': 'include: [{ path: [parts/web.yaml] }]\nservices:\n  db: { image: "postgres:16" }\n',
      'parts/web.yaml':
        'services:\n  web:\n    extends: { file: ../common/base.yaml, service: base }\n    command: serve\n',
      'common/base.yaml':
        'services:\n  base: { build: .., user: app, env_file: b.env, volumes: ["./data:/data"] }\n',
      'common/b.env': 'A=1\n',
      'smoke.sh': '#!/bin/sh\ndocker compose exec web ls\n',
    });
    expect(found).toMatchObject([
      {
        file: 'parts/web.yaml',
        command: ['serve'],
        user: 'app',
        environment: { A: '1' },
        mounts: [{ source: 'common/data', target: '/data' }],
      },
      { file: 'smoke.sh', runs: [['ls']] },
    ]);
  });

  test.each([
    ['another Dockerfile', 'build: { context: ., dockerfile: Dockerfile.dev }'],
    ['another directory', 'build: ./api'],
    ['a URL', 'build: https://github.com/someone/something.git'],
    ['an inline Dockerfile', 'build: { context: ., dockerfile_inline: "FROM alpine" }'],
    ['a context that is not known', 'build: ${WHERE}'],
    ['no build', 'image: someone/else'],
  ])('does not count a service with %s', (_, build) => {
    expect(consumersIn({ 'compose.yaml': `services:\n  web:\n    ${build}\n    command: x\n` })).toEqual([]);
  });

  test('a compose file above the context, and the context told relative to it', () => {
    const found = memoryContext(
      {
        'services/api/Dockerfile': dockerfile,
        'compose.yaml': `services:
  api:
    build: { context: ./services/api }
    volumes: ["./services/api/data:/data", "./shared:/shared"]
`,
      },
      { root: 'services/api' },
    ).consumers;
    expect(found).toMatchObject([
      {
        file: '../../compose.yaml',
        mounts: [
          { source: 'data', target: '/data' },
          { source: '../../shared', target: '/shared' },
        ],
      },
    ]);
  });

  test('another service, and an override file, use the same image', () => {
    const found = consumersIn({
      'compose.yaml': `services:
  web: { build: ., image: "acme/web:\${TAG:-1}" }
  worker: { image: "acme/web:latest", command: [/app, work] }
`,
      'compose.override.yaml': `services:
  web: { command: air }
`,
    });
    expect(found.map(({ file, name, command }) => [file, name, command])).toEqual([
      ['compose.override.yaml', 'web', ['air']],
      ['compose.yaml', 'web', undefined],
      ['compose.yaml', 'worker', ['/app', 'work']],
    ]);
  });

  test('extends adds what the base service says', () => {
    const found = consumersIn({
      'common.yaml': 'services:\n  base:\n    build: .\n    user: app\n    volumes: [a:/a]\n',
      'compose.yaml': `services:
  web:
    extends: { file: common.yaml, service: base }
    command: serve
    volumes: [b:/b]
`,
    });
    expect(found).toMatchObject([
      { name: 'web', user: 'app', command: ['serve'], mounts: [{ target: '/a' }, { target: '/b' }] },
    ]);
  });

  test('anchors and merge keys are followed', () => {
    const text = `x-base: &base
  build: .
  user: app
services:
  one: { <<: *base, command: one }
`;
    expect(consumersIn({ 'compose.yaml': text })).toMatchObject([
      { name: 'one', user: 'app', command: ['one'] },
    ]);
  });

  test('.env gives values to the build', () => {
    const text = 'services:\n  web: { build: { context: ".", target: "$STAGE" } }\n';
    expect(consumersIn({ 'compose.yaml': text, '.env': 'STAGE="prod"\n' })).toMatchObject([
      { target: 'prod' },
    ]);
    expect(consumersIn({ 'compose.yaml': text })[0]).not.toHaveProperty('target');
  });

  test.each(['services:\n  web: [unclosed', 'services: *nothing', '\0', 'services:\n\tweb: x'])(
    'a broken file is passed over: %j',
    (text) => {
      expect(consumersIn({ 'compose.yaml': text })).toEqual([]);
    },
  );

  test('a file over 256 KiB is not looked at', () => {
    const text = `services:\n  web: { build: . }\n#${'x'.repeat(256 * 1024)}\n`;
    expect(consumersIn({ 'compose.yaml': text })).toEqual([]);
  });
});

describe('bake', () => {
  test('HCL with inheritance, variables and comments', () => {
    const text = `# everything
variable "TAG" { default = "latest" }
group "default" { targets = ["app", "tools"] }
target "base" {
  context    = "."
  dockerfile = "Dockerfile" // the one
  args = {
    VERSION = "1.2"
    COMMIT  = "\${TAG}"
  }
}
target "app" {
  inherits = ["base"]
  target   = "runtime"
  tags     = ["acme/app:\${TAG}", "acme/app:edge"]
  platforms = concat(["linux/amd64"], ["linux/arm64"])
}
target "tools" { dockerfile = "Dockerfile.tools" }
`;
    expect(
      consumersIn({ 'docker-bake.hcl': text }).map(({ kind, line, name, target, buildArguments }) => ({
        kind,
        line,
        name,
        target,
        buildArguments,
      })),
    ).toEqual([
      { kind: 'bake', line: 4, name: 'base', target: undefined, buildArguments: { VERSION: '1.2' } },
      { kind: 'bake', line: 12, name: 'app', target: 'runtime', buildArguments: { VERSION: '1.2' } },
    ]);
  });

  test('JSON', () => {
    const text =
      '{\n  "target": {\n    "app": { "context": ".", "target": "x" },\n    "other": { "context": "./other" }\n  }\n}\n';
    expect(consumersIn({ 'docker-bake.json': text })).toMatchObject([{ name: 'app', target: 'x', line: 3 }]);
  });
});

describe('Kubernetes', () => {
  const manifest = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: app
          image: registry.example/acme/app:v1
          command: ["/app"]
          args: [serve]
          workingDir: /srv
          securityContext: { runAsUser: 1000 }
          env: [{ name: MODE, value: prod }, { name: SECRET, valueFrom: {} }]
          volumeMounts: [{ name: conf, mountPath: /etc/app }]
          livenessProbe:
            exec: { command: [cat, /tmp/healthy] }
          readinessProbe:
            exec: { command: [/bin/grpc_health_probe] }
          startupProbe: { httpGet: { path: / } }
        - name: proxy
          image: envoyproxy/envoy:v1
          command: [envoy]
`;
  const named = { Makefile: 'image:\n\tdocker build -t registry.example/acme/app .\n' };

  test('a container of the name that the repository builds', () => {
    const found = consumersIn({ ...named, 'deploy/app.yaml': manifest }).filter(
      ({ kind }) => kind === 'kubernetes',
    );
    expect(found).toEqual([
      {
        kind: 'kubernetes',
        file: 'deploy/app.yaml',
        line: 7,
        name: 'app',
        entrypoint: ['/app'],
        command: ['serve'],
        probe: ['cat', '/tmp/healthy'],
        user: '1000',
        workdir: '/srv',
        mounts: [{ source: undefined, target: '/etc/app' }],
        environment: { MODE: 'prod' },
      },
      {
        kind: 'kubernetes',
        file: 'deploy/app.yaml',
        line: 18,
        name: 'app',
        probe: ['/bin/grpc_health_probe'],
      },
    ]);
  });

  test('another name is another image', () => {
    const found = consumersIn({
      Makefile: 'image:\n\tdocker build -t acme/other .\n',
      'deploy/app.yaml': manifest,
    });
    expect(found.filter(({ kind }) => kind === 'kubernetes')).toEqual([]);
  });

  const lone =
    'kind: Pod\nspec:\n  containers:\n    - { name: a, image: acme/app, args: [x] }\n    - { name: db, image: "postgres:16" }\n';

  test('without any name, the only image of the only Dockerfile is assumed', () => {
    expect(consumersIn({ 'k8s/pod.yaml': lone })).toMatchObject([
      { name: 'a', command: ['x'], assumed: true },
    ]);
  });

  test('two Dockerfiles, or two images, and nothing is assumed', () => {
    expect(consumersIn({ 'k8s/pod.yaml': lone, 'tools/Dockerfile': 'FROM alpine' })).toEqual([]);
    expect(consumersIn({ 'k8s/pod.yaml': `${lone}    - { name: b, image: acme/other }\n` })).toEqual([]);
  });

  describe('without any name, an image that is called like the project', () => {
    const terraform =
      'resource "x" "y" {\n  containers {\n    image = "acme/ferry:2"\n    args = ["-v"]\n  }\n}\n';
    const play = `- community.docker.docker_container: { name: "{{ host }}", image: acme/ferry, command: ["/app", "-v"] }\n`;
    const unit = '[Service]\nExecStart=/usr/bin/docker run --rm acme/ferry:1 -v\n';

    test.each([
      ['the module of Go', { 'go.mod': 'module example.com/acme/ferry/v2\n', 'infra/main.tf': terraform }],
      ['a package', { 'package.json': '{ "name": "@acme/ferry" }', 'infra/main.tf': terraform }],
      ['a crate', { 'Cargo.toml': '[package]\nname = "ferry"\n', 'infra/main.tf': terraform }],
      ['what is started', { Dockerfile: 'FROM golang\nCMD ["/bin/ferry"]\n', 'infra/main.tf': terraform }],
      ['far from the top', { 'go.mod': 'module ferry\n', 'etc/systemd/ferry.service': unit }],
      ['a play', { 'go.mod': 'module ferry\n', 'plays/roles/ferry/tasks/main.yml': play }],
    ])('is taken for it, by %s', (_, files: Readonly<Record<string, string>>) => {
      const found = memoryContext({ Dockerfile: dockerfile, ...files }).consumers;
      expect(found[0]).toMatchObject({ assumed: true, uncertain: true });
    });

    test('not one that is called like another, beside another Dockerfile, or where the image has a name', () => {
      const files = { 'go.mod': 'module example.com/harbour\n', 'infra/main.tf': terraform };
      expect(consumersIn(files)).toEqual([]);
      const ferry = { ...files, 'go.mod': 'module ferry\n' };
      expect(consumersIn({ ...ferry, 'tools/Dockerfile': 'FROM alpine' })).toEqual([]);
      const other = { Makefile: 'image:\n\tdocker build -t acme/harbour .\n' };
      expect(consumersIn({ ...ferry, ...other }).filter(({ kind }) => kind === 'deployment')).toEqual([]);
    });
  });

  test('what a README gives the program is an example', () => {
    const readme = '```sh\n$ docker build -t x .\n$ docker run x -c a.yml\n$ docker run x bash\n```\n';
    expect(consumersIn({ 'README.md': readme }).filter(({ command }) => command !== undefined)).toEqual([
      {
        kind: 'readme',
        file: 'README.md',
        line: 3,
        name: 'README.md',
        command: ['-c', 'a.yml'],
        example: true,
      },
    ]);
  });

  test('roles of Kamal, environments of Copilot', () => {
    const kamal =
      'service: s\nimage: acme/shop\nservers:\n  web: [h]\n  jobs: { hosts: [h], cmd: bin/jobs -q mail }\nbuilder: { args: { A: b } }\nenv: { clear: { M: n } }\n';
    expect(consumersIn({ 'config/deploy.yml': kamal })).toMatchObject([
      { name: 's', buildArguments: { A: 'b' }, environment: { M: 'n' } },
      { name: 'jobs', command: ['bin/jobs', '-q', 'mail'] },
    ]);
    const copilot =
      'name: api\nimage:\n  build: { dockerfile: Dockerfile, target: run }\n  healthcheck: { command: ["CMD-SHELL", "curl x"] }\nentrypoint: /init\nenvironments:\n  prod: { command: ["app", "-p"] }\n';
    expect(consumersIn({ 'copilot/api/manifest.yml': copilot })).toMatchObject([
      { name: 'api', target: 'run', entrypoint: ['/init'], probe: 'curl x' },
      { name: 'api (prod)', command: ['app', '-p'] },
    ]);
  });

  test('a Helm template takes its image from the values', () => {
    const found = consumersIn({
      ...named,
      'charts/app/values.yaml': 'image:\n  repository: registry.example/acme/app\n',
      'charts/app/templates/deployment.yaml': `kind: Deployment
spec:
  template:
    spec:
      {{- with .Values.imagePullSecrets }}
      {{- end }}
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          args: ["serve"]
`,
    });
    expect(found.filter(({ kind }) => kind === 'kubernetes')).toMatchObject([
      { command: ['serve'], line: 8 },
    ]);
  });

  test('a config map, a generated one, one that is not there, and a patch in the file', () => {
    const app = `kind: Deployment
metadata: { name: web }
spec:
  containers:
    - name: web
      image: registry.example/acme/app
      env: [{ name: KEY, valueFrom: { secretKeyRef: { name: a, key: b } } }]
      envFrom:
        - configMapRef: { name: one }
        - configMapRef: { name: two }
        - configMapRef: { name: three }
`;
    const kustomization = `configMapGenerator:
  - name: two
    literals: [B=2]
    envs: [two.env]
patches:
  - patch: |
      kind: Deployment
      metadata: { name: web }
      spec:
        containers:
          - name: web
            livenessProbe: { exec: { command: [ls] } }
  - patch: |-
      - op: replace
        path: /metadata/name
        value: other
`;
    const found = consumersIn({
      ...named,
      'deploy/app.yaml': app,
      'deploy/config.yaml': 'kind: ConfigMap\nmetadata: { name: one }\ndata: { A: "1" }\n',
      'deploy/kustomization.yaml': kustomization,
      'deploy/two.env': 'C=3\n',
    }).filter(({ kind }) => kind === 'kubernetes');
    expect(found).toMatchObject([
      {
        name: 'web',
        environment: { KEY: undefined },
        unread: [{ what: 'variables', text: 'variables of the config map three' }],
      },
      { name: 'one', environment: { A: '1' } },
      { name: 'two', environment: { B: '2', C: '3' } },
      { file: 'deploy/kustomization.yaml', line: 11, name: 'web', probe: ['ls'] },
    ]);
  });

  test('kubectl exec: of the workload, of another, of a pod that is not known', () => {
    const found = consumersIn({
      ...named,
      'deploy/app.yaml':
        'kind: Deployment\nmetadata: { name: web }\nspec:\n  containers: [{ name: a, image: registry.example/acme/app }]\n',
      'run.sh': `#!/bin/sh
kubectl -n prod exec -it deploy/web -c a -- ls /
kubectl exec deploy/db -- psql
kubectl exec "$POD" -- env
`,
    });
    expect(found.filter(({ kind }) => kind === 'script')).toMatchObject([
      { line: 2, runs: [['ls', '/']] },
      { line: 4, runs: [['env']] },
    ]);
  });

  test('Skaffold names the image and its target', () => {
    const text = `build:
  artifacts:
    - image: acme/app
      docker: { dockerfile: Dockerfile, target: dev }
    - image: acme/ui
      context: ui
`;
    const found = consumersIn({ 'skaffold.yaml': text, 'k8s/pod.yaml': lone });
    expect(found.map(({ kind, target }) => [kind, target])).toEqual([
      ['kubernetes', undefined],
      ['skaffold', 'dev'],
    ]);
    expect(found[0]).not.toHaveProperty('assumed');
  });
});

describe('commands', () => {
  test('build, run and exec in a Makefile', () => {
    const text = `IMAGE ?= acme/app
TAG := $(shell git describe)
.PHONY: image test
image: ## build it
	docker build --target builder --build-arg VERSION=$(TAG) --build-arg MODE=prod \\
		-t $(IMAGE):$(TAG) -f Dockerfile .
test: image
	docker run --rm -it -v $(PWD):/src -w /src --name c $(IMAGE):$(TAG) go test ./...
	docker exec c ls /
	docker run --rm alpine ls
	docker build -f Dockerfile.dev -t $(IMAGE)-dev .
`;
    expect(consumersIn({ Makefile: text })).toEqual([
      {
        kind: 'makefile',
        file: 'Makefile',
        line: 5,
        name: 'image',
        target: 'builder',
        buildArguments: { MODE: 'prod' },
      },
      {
        kind: 'makefile',
        file: 'Makefile',
        line: 8,
        name: 'test',
        command: ['go', 'test', './...'],
        workdir: '/src',
        mounts: [{ source: undefined, target: '/src' }],
        runs: [['go', 'test', './...']],
      },
      { kind: 'makefile', file: 'Makefile', line: 9, name: 'test', runs: [['ls', '/']] },
    ]);
  });

  test('scripts: variables, directories, wrappers', () => {
    const found = consumersIn({
      'scripts/release.sh':
        '#!/bin/sh\nset -e\nNAME=acme/app\ncd "$(dirname "$0")/.."\nif true; then\n  sudo docker buildx build --push --platform linux/amd64,linux/arm64 --target=prod -t "$NAME:$1" .\nfi\n',
      'scripts/other.sh': 'docker build --target x -f ../else/Dockerfile .\n',
      'scripts/smoke': '#!/usr/bin/env bash\npodman run --entrypoint /bin/sh acme/app -c "ls"\n',
      'scripts/notes.txt': 'docker run acme/app is how you start it\n',
    });
    expect(found).toEqual([
      { kind: 'script', file: 'scripts/release.sh', line: 6, name: 'release.sh', target: 'prod' },
      {
        kind: 'script',
        file: 'scripts/smoke',
        line: 2,
        name: 'smoke',
        command: ['-c', 'ls'],
        entrypoint: ['/bin/sh'],
        runs: [['-c', 'ls']],
      },
    ]);
  });

  test('compose run and exec of the service', () => {
    const found = consumersIn({
      'compose.yaml': 'services:\n  web: { build: . }\n  db: { image: "postgres:16" }\n',
      Makefile:
        'migrate:\n\tdocker-compose run --rm web /app migrate\n\tdocker compose -f compose.yaml exec db psql\n',
    });
    expect(found.filter(({ kind }) => kind === 'makefile')).toMatchObject([
      { line: 2, command: ['/app', 'migrate'], runs: [['/app', 'migrate']] },
    ]);
  });
});

describe('CI', () => {
  test('GitHub Actions: the build action, shell steps and container jobs', () => {
    const text = `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: docker/build-push-action@v6
        with:
          context: .
          target: runtime
          build-args: |
            VERSION=1
            MODE=x
          tags: |
            ghcr.io/acme/app:latest
            ghcr.io/acme/app:\${{ github.sha }}
      - run: |
          echo start
          docker run ghcr.io/acme/app:\${{ github.sha }} --version
  other:
    steps:
      - uses: docker/build-push-action@v6
        with: { context: ./ui }
  inside:
    container: { image: "ghcr.io/acme/app:latest" }
    steps:
      - run: make test
`;
    expect(consumersIn({ '.github/workflows/ci.yml': text })).toEqual([
      {
        kind: 'ci',
        file: '.github/workflows/ci.yml',
        line: 7,
        name: 'build',
        target: 'runtime',
        buildArguments: { VERSION: '1', MODE: 'x' },
      },
      {
        kind: 'ci',
        file: '.github/workflows/ci.yml',
        line: 19,
        name: 'build',
        command: ['--version'],
        runs: [['--version']],
      },
      {
        kind: 'ci',
        file: '.github/workflows/ci.yml',
        line: 25,
        name: 'inside',
        runs: [['tail', '-f', '/dev/null'], ['sh', '-e'], 'make test'],
      },
    ]);
  });

  test('GitHub Actions: an action that is given the image, with a command and without', () => {
    const text = `jobs:
  build:
    steps:
      - uses: docker/build-push-action@v6
        with: { tags: ghcr.io/acme/app:1 }
      - uses: acme/scan-image@v1
        with: { image: ghcr.io/acme/app:1 }
      - uses: acme/deploy-once@v1
        with: { image: ghcr.io/acme/app:1, run: bin/migrate --all }
`;
    const uses = consumersIn({ '.github/workflows/ci.yml': text }).filter(({ line }) => line > 5);
    expect(uses).toMatchObject([{ line: 9, runs: [['sh'], 'bin/migrate --all'] }]);
  });

  test('GitLab CI: a job that builds, a job that runs inside', () => {
    const text = `build:
  image: docker:27
  script:
    - docker build --target ci -t $CI_REGISTRY_IMAGE/app:$CI_COMMIT_SHA .
test:
  image: $CI_REGISTRY_IMAGE/app:$CI_COMMIT_SHA
  script:
    - go test ./...
lint:
  image: golangci/golangci-lint
  script: [golangci-lint run]
`;
    expect(consumersIn({ '.gitlab-ci.yml': text })).toMatchObject([
      { line: 4, target: 'ci' },
      { line: 6, name: 'test', runs: [['sh'], 'go test ./...'] },
    ]);
  });

  test('CircleCI and Travis', () => {
    const circle = `version: 2
jobs:
  test:
    docker: [{ image: acme/app }]
    steps: [checkout, { run: go vet }, { run: { name: test, command: go test } }]
`;
    const travis = 'script:\n  - docker build -t acme/app .\n  - docker run acme/app sh -c "go test"\n';
    expect(consumersIn({ '.circleci/config.yml': circle, '.travis.yml': travis })).toMatchObject([
      { file: '.circleci/config.yml', runs: [['bash'], ['sh'], 'go vet', 'go test'] },
      { file: '.travis.yml', line: 2 },
      { file: '.travis.yml', line: 3, command: ['sh', '-c', 'go test'] },
    ]);
  });

  test('Jenkinsfile: shell steps and docker.build, not comments', () => {
    const text = `pipeline {
  // sh 'docker build --target no .'
  stages { stage('b') { steps {
    sh 'docker build --target one -t acme/app .'
    sh """
      docker run acme/app:\${TAG} check
    """
    script { docker.build("acme/app", "--target two .") }
    echo 'docker build --target no .'
  } } }
}
`;
    expect(
      consumersIn({ Jenkinsfile: text }).map(({ line, target, command }) => [line, target, command]),
    ).toEqual([
      [4, 'one', undefined],
      [6, undefined, ['check']],
      [8, 'two', undefined],
    ]);
  });
});

test('a development container', () => {
  const text = `{
  // the toolchain
  "name": "dev", /* yes */
  "build": { "dockerfile": "../Dockerfile", "context": "..", "target": "build", },
  "containerUser": "root",
}
`;
  expect(consumersIn({ '.devcontainer/devcontainer.json': text })).toEqual([
    {
      kind: 'devcontainer',
      file: '.devcontainer/devcontainer.json',
      line: 4,
      name: 'dev',
      target: 'build',
      user: 'root',
    },
  ]);
});

test('a repository without such files has no consumers', () => {
  expect(consumersIn({ 'main.go': 'package main', 'docs/compose.yaml.md': 'services:' })).toEqual([]);
});

describe('action.yml', () => {
  test('what the action starts before, for and after itself', () => {
    const text = `name: lint
runs:
  using: docker
  image: Dockerfile
  pre-entrypoint: /prepare.sh
  entrypoint: /lint
  args:
    - --path
    - \${{ inputs.path }}
`;
    const shared = { kind: 'ci', file: 'action.yml', name: 'lint', workdir: '/github/workspace' };
    const command = `'--path' "$INPUT"`;
    expect(consumersIn({ 'action.yml': text })).toEqual([
      { ...shared, line: 5, entrypoint: ['/prepare.sh'], command },
      { ...shared, line: 6, entrypoint: ['/lint'], command },
    ]);
  });

  test('an action of another image, or of none, says nothing of this one', () => {
    const other = 'runs: { using: docker, image: "docker://alpine:3", entrypoint: /lint }\n';
    expect(consumersIn({ 'action.yml': other })).toEqual([]);
    const node = 'name: docker\nruns: { using: node20, main: Dockerfile }\n';
    expect(consumersIn({ 'action.yml': node })).toEqual([]);
  });
});

const app = (stack: string) => `{ "stack": "${stack}", "scripts": { "postdeploy": "./setup --all" } }\n`;

describe('platforms', () => {
  test('fly.toml: processes, the release command, checks, variables and served files', () => {
    const text = `app = "x"
[build]
build-target = "run"
[env]
TZ = "UTC"
[processes]
web = ""
work = "server 'a b'"
[deploy]
release_command = "server migrate"
[[services]]
[[services.http_checks]]
path = "/"
[[services.script_checks]]
command = "curl"
args = ["-f", "localhost"]
[[statics]]
guest_path = "/public"
`;
    expect(consumersIn({ 'fly.toml': text })).toMatchObject([
      { line: 2, name: 'x', target: 'run', environment: { TZ: 'UTC' }, serves: ['/public'] },
      { line: 8, name: 'work', command: ['server', 'a b'] },
      { line: 10, name: 'release_command', command: ['server', 'migrate'] },
      { line: 14, probe: ['curl', '-f', 'localhost'] },
    ]);
    expect(consumersIn({ 'fly.toml': text.replace('build-target', 'image') })).toEqual([]);
    const other = text.replace('build-target = "run"', 'dockerfile = "Dockerfile.fly"');
    expect(consumersIn({ 'fly.toml': other })).toEqual([]);
  });

  test('app.json is read where it is for containers', () => {
    expect(consumersIn({ 'app.json': app('container') })).toMatchObject([{ command: './setup --all' }]);
    expect(consumersIn({ 'app.json': app('heroku-22') })).toEqual([]);
    expect(consumersIn({ 'app.json': '{ "expo": { "scripts": { "x": "y" } } }' })).toEqual([]);
  });

  test('Render: another Dockerfile, and a service without one, say nothing', () => {
    const text = `services:
  - { type: web, name: a, runtime: docker, dockerCommand: server --x }
  - { type: web, name: b, runtime: docker, dockerfilePath: ./b/Dockerfile, dockerCommand: x }
  - { type: web, name: c, runtime: go, startCommand: ./app }
`;
    expect(consumersIn({ 'render.yaml': text })).toMatchObject([
      { name: 'a' },
      { name: 'a (dockerCommand)', command: ['server', '--x'] },
    ]);
  });
});

const buildGiven = (value: string) =>
  `services:\n  app: { build: . }\n  web: { build: { context: web, additional_contexts: ${value} } }\n`;

const serviceWithVolume = (more: string) =>
  `services:\n  web:\n    image: nginx\n    volumes:\n      - { type: image, source: "acme/app:1", target: /srv${more} }\n`;

const podWithVolume = (mount: string) =>
  `kind: Pod\nspec:\n  volumes: [{ name: v, image: { reference: "acme/app:1" } }]\n  containers:\n    - { name: web, image: nginx, volumeMounts: [{ name: v, mountPath: /srv${mount} }] }\n`;

describe('files that are taken out of the image', () => {
  const built = 'image:\n\tdocker build -t acme/app:1 .\n';
  const taken = (files: Readonly<Record<string, string>>) =>
    consumersIn({ Makefile: built, ...files }).flatMap(({ file, line, takes, takenBy, receives, unread }) =>
      (takes ?? takenBy ?? receives ?? unread) === undefined
        ? []
        : [[file, line, takes ?? takenBy ?? receives ?? unread?.map(({ text }) => text)]],
    );
  const elsewhere = (text: string) => taken({ 'some/where/Dockerfile': text }).map(([, , what]) => what);
  const script = (text: string) => taken({ 'get.sh': text }).map(([, , what]) => what);

  test('by docker cp, out of containers by their name or by a variable', () => {
    expect(script('docker create --name c acme/app\ndocker cp c:/app/dist ./out\n')).toEqual([['/app/dist']]);
    expect(script('id=$(docker create acme/app)\ndocker cp -a $id:/app/dist - | tar x\n')).toEqual([
      ['/app/dist'],
    ]);
    expect(script('docker cp $(docker create acme/app):/etc/app.yml .\n')).toEqual([['/etc/app.yml']]);
    expect(script('docker run -d --name c acme/app\ndocker cp ./conf c:/etc/app/\n')).toEqual([
      ['/etc/app/'],
    ]);
    expect(script('docker create --name c acme/other\ndocker cp c:/app/dist ./out\n')).toEqual([]);
    expect(script('docker create --name c acme/app\ndocker cp "c:$1" .\n')).toEqual([
      ['what it copies out of the image (…) is not known in full'],
    ]);
  });

  test('by docker cp of a service, kubectl cp needs tar', () => {
    const compose = 'services:\n  app: { build: . }\n';
    expect(taken({ 'compose.yaml': compose, 'get.sh': 'docker compose cp app:/app/dist .\n' })).toEqual([
      ['get.sh', 1, ['/app/dist']],
    ]);
    const pod = 'kind: Pod\nspec:\n  containers:\n    - { name: app, image: "acme/app:1" }\n';
    expect(
      consumersIn({
        Makefile: built,
        'k8s/pod.yaml': pod,
        'get.sh': 'kubectl cp shop/app:/app/dist ./out\n',
      }),
    ).toContainEqual(expect.objectContaining({ takes: ['/app/dist'], runs: [['tar', 'cf', '-']] }));
  });

  test('all of it', () => {
    const archive = ['makes an archive of all its files'];
    expect(script('docker export $(docker create acme/app) > a.tar\n')).toEqual(archive);
    expect(script('docker build -o out .\n')).toEqual([expect.stringContaining('--output')]);
    expect(script('docker build --output type=tar,dest=a.tar .\n')).toHaveLength(1);
    expect(script('docker buildx build --output type=image,push=true .\n')).toEqual([]);
    expect(script('docker run --mount type=image,source=acme/app,target=/a alpine ls /a\n')).toEqual([
      'mounts all of its files',
    ]);
    expect(script('podman image mount acme/app\n')).toEqual(['mounts all of its files']);
  });

  test('by other Dockerfiles, wherever they are', () => {
    expect(elsewhere('FROM nginx\nCOPY --from=acme/app:1 /app/dist/*.js /app/x /srv/\n')).toEqual([
      ['/app/dist', '/app/x'],
    ]);
    expect(elsewhere('FROM acme/app AS app\nFROM nginx\nCOPY --from=app /app/dist /srv\n')).toEqual([
      ['/app/dist'],
    ]);
    expect(elsewhere('FROM acme/app AS app\nRUN make\nFROM nginx\nCOPY --from=app /app/dist /srv\n')).toEqual(
      ['starts from it'],
    );
    expect(
      elsewhere('FROM nginx\nRUN --mount=from=acme/app,source=/app/dist,target=/d cp -r /d /srv\n'),
    ).toEqual([['/app/dist']]);
    expect(elsewhere('FROM nginx\nRUN --mount=from=acme/app,target=/d cp -r /d/app /srv\n')).toEqual([
      'mounts all of its files',
    ]);
    expect(elsewhere('FROM nginx\nCOPY --from=acme/app $DIR /srv\n')).toHaveLength(1);
    expect(elsewhere('FROM nginx AS app\nCOPY --from=app /app/dist /srv\n')).toEqual([]);
  });

  test('as contexts of other builds', () => {
    const web = 'FROM nginx\nCOPY --from=site /app/dist /srv\n';
    for (const value of [
      '{ site: "service:app" }',
      '["site=service:app"]',
      '{ site: "docker-image://acme/app:1" }',
    ])
      expect(taken({ 'compose.yaml': buildGiven(value), 'web/Dockerfile': web })).toEqual([
        ['web/Dockerfile', 2, ['/app/dist']],
      ]);
    expect(taken({ 'compose.yaml': buildGiven('{ site: ./public }'), 'web/Dockerfile': web })).toEqual([]);
    expect(taken({ 'compose.yaml': buildGiven('{ site: "service:app" }') })).toEqual([
      ['compose.yaml', 3, [expect.stringContaining('given it as site')]],
    ]);
    const bake =
      'target "app" {}\ntarget "web" {\n  context = "web"\n  contexts = { site = "target:app" }\n}\n';
    expect(taken({ 'docker-bake.hcl': bake, 'web/Dockerfile': web })).toEqual([
      ['web/Dockerfile', 2, ['/app/dist']],
    ]);
    const call = 'docker buildx build --build-context site=docker-image://acme/app:1 web\n';
    expect(taken({ 'get.sh': call, 'web/Dockerfile': web })).toEqual([['web/Dockerfile', 2, ['/app/dist']]]);
  });

  test('as volumes', () => {
    expect(taken({ 'compose.yaml': serviceWithVolume('') })).toEqual([
      ['compose.yaml', 5, 'mounts all of its files'],
    ]);
    expect(taken({ 'compose.yaml': serviceWithVolume(', image: { subpath: app/dist }') })).toEqual([
      ['compose.yaml', 5, ['app/dist']],
    ]);
    expect(taken({ 'k8s/pod.yaml': podWithVolume('') })).toEqual([
      ['k8s/pod.yaml', 3, 'mounts all of its files'],
    ]);
    expect(taken({ 'k8s/pod.yaml': podWithVolume(', subPath: app/dist') })).toEqual([
      ['k8s/pod.yaml', 3, ['app/dist']],
    ]);
  });
});

const gitlab = (image: string) =>
  `a:\n  script: ['docker build -t "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA" .']\nb: { image: "${image}", script: [ls] }\n`;

describe('files that name the image', () => {
  const built = 'image:\n\tdocker build -t acme/app:1 .\n';
  const found = (files: Readonly<Record<string, string>>) =>
    consumersIn({ Makefile: built, ...files }).filter(({ file }) => file !== 'Makefile');

  test('containers in data: commands, scripts, health checks', () => {
    const task =
      '{ "containerDefinitions": [{ "image": "acme/app:1", "entryPoint": ["sh"], "command": ["-c", "ls"], "healthCheck": { "command": ["CMD-SHELL", "ls"] } }] }';
    expect(found({ 'aws/task.json': task })).toMatchObject([
      { kind: 'deployment', line: 1, entrypoint: ['sh'], command: ['-c', 'ls'], probe: 'ls' },
    ]);
    const step =
      'spec:\n  steps:\n    - image: acme/app:1\n      script: |\n        #!/usr/bin/env bash\n        ls\n';
    expect(found({ 'some/where/task.yaml': step })).toMatchObject([
      { line: 3, runs: [['/usr/bin/env', 'bash'], '#!/usr/bin/env bash\nls\n'] },
    ]);
    const play = '- docker_container: { image: acme/app, command: "ls /srv" }\n';
    expect(found({ 'play.yml': play })).toMatchObject([
      { command: ['ls', '/srv'] },
      { entrypoint: ['ls', '/srv'] },
    ]);
    const terraform =
      'resource "x" "y" {\n  container_definitions = jsonencode([{\n    image = "acme/app:1"\n    command = ["ls"]\n  }])\n}\n';
    expect(found({ 'main.tf': terraform })).toMatchObject([
      { line: 3, command: ['ls'] },
      { entrypoint: ['ls'] },
    ]);
  });

  test('what is not known of them is said, plain settings are not', () => {
    const use = [{ what: 'use', text: 'what a.yaml starts in it is not known' }];
    expect(found({ 'a.yaml': 'spec: { image: "acme/app:1", mode: night }\n' })[0]?.unread).toEqual(use);
    expect(found({ 'a.yaml': 'app: { image: "acme/app:1", ports: ["80:80"] }\n' })[0]).not.toHaveProperty(
      'unread',
    );
    expect(found({ 'a.yaml': 'spec: { image: "acme/apps:1", mode: night }\n' })).toEqual([]);
    expect(found({ 'values.yaml': 'image: "acme/app:1"\nmode: night\n' })).toEqual([]);
  });

  test('pipelines: the image above the steps, plugins that build', () => {
    const bitbucket =
      'image: acme/app:1\npipelines:\n  default:\n    - step: { script: [make check] }\n    - step: { image: golang, script: [go test] }\n';
    expect(found({ 'bitbucket-pipelines.yml': bitbucket })).toMatchObject([{ runs: [['sh'], 'make check'] }]);
    const drone =
      'steps:\n  - { name: a, image: plugins/docker, settings: { repo: acme/lamp } }\n  - { name: b, image: acme/lamp, commands: [ls] }\n';
    expect(consumersIn({ '.drone.yml': drone })).toMatchObject([{ line: 2 }, { runs: [['sh'], 'ls'] }]);
    const cloud =
      'steps:\n  - { name: gcr.io/cloud-builders/docker, args: [build, -t, gcr.io/a/app, .] }\n  - { name: gcr.io/a/app, entrypoint: sh, args: [-c, ls] }\n';
    expect(consumersIn({ 'cloudbuild.yaml': cloud })).toMatchObject([
      { line: 2 },
      { entrypoint: ['sh'], command: ['-c', 'ls'] },
    ]);
  });

  test('names in variables that are written the same way', () => {
    expect(consumersIn({ '.gitlab-ci.yml': gitlab('${CI_REGISTRY_IMAGE}:latest') })).toHaveLength(2);
    expect(consumersIn({ '.gitlab-ci.yml': gitlab('$CI_REGISTRY_IMAGE/tools') })).toHaveLength(1);
    const script = (text: string) => consumersIn({ 'run.sh': text });
    expect(script('IMAGE=${1:-x}\ndocker build -t "$IMAGE" .\ndocker run ${IMAGE} sh\n')).toHaveLength(2);
    expect(script('docker build -t "$IMAGE" .\ndocker run $OTHER sh\n')).toHaveLength(1);
    expect(script('IMAGE=$a\ndocker build -t $IMAGE .\nIMAGE=$b\ndocker run $IMAGE sh\n')).toHaveLength(1);
    expect(
      consumersIn({ 'a.sh': 'docker build -t $IMAGE .\n', 'b.sh': 'docker run $IMAGE sh\n' }),
    ).toHaveLength(1);
  });

  test('containers that a Jenkinsfile starts beside its steps', () => {
    const text = `node {
  def image = docker.build('x')
  image.withRun('-p 80:80', './app -c a.yml') { sh 'curl localhost' }
  docker.image('x').run('', 'sh -c ls')
}`;
    expect(consumersIn({ Jenkinsfile: text }).flatMap(({ command }) => (command ? [command] : []))).toEqual([
      ['./app', '-c', 'a.yml'],
      ['sh', '-c', 'ls'],
    ]);
  });

  test('units, agents of Jenkins, dev containers', () => {
    const unit = '[Service]\nExecStart=-/usr/bin/docker run \\\n  acme/app:1 ls\n';
    expect(found({ 'etc/a.service': unit })).toMatchObject([{ line: 2, command: ['ls'] }]);
    const quadlet = '[Container]\nImage=acme/app:1\nExec=ls /srv\n';
    expect(found({ 'etc/a.container': quadlet })).toMatchObject([{ line: 2, command: ['ls', '/srv'] }]);
    const jenkins =
      "node {\n  sh 'make'\n  docker.image('acme/app:1').inside('-v a:b') {\n    sh 'ls'\n  }\n  docker.image('acme/app:1').push()\n}\n";
    expect(found({ Jenkinsfile: jenkins })).toMatchObject([
      { line: 3, runs: [['cat'], ['sh', '-xe'], 'ls'] },
    ]);
    const agent =
      "pipeline {\n  agent { dockerfile { filename 'Dockerfile' } }\n  stages { stage('a') { steps { sh 'ls' } } }\n}\n";
    expect(found({ Jenkinsfile: agent })).toMatchObject([{ line: 2, runs: [['cat'], ['sh', '-xe'], 'ls'] }]);
    expect(found({ '.devcontainer/devcontainer.json': '{ "image": "acme/app:1" }' })).toMatchObject([
      { kind: 'devcontainer' },
    ]);
  });

  test('commands in data: kaniko, kubectl run, tasks', () => {
    const ci =
      'a:\n  script:\n    - /kaniko/executor --context $CI_PROJECT_DIR --destination acme/lamp:1\nb: { image: acme/lamp, script: [ls] }\n';
    expect(consumersIn({ '.gitlab-ci.yml': ci })).toHaveLength(2);
    expect(found({ 'a.sh': 'kubectl run a --image=acme/app:1 -- ls\n' })).toMatchObject([
      { command: ['ls'] },
    ]);
    const tasks = 'tasks:\n  a: { cmds: ["docker build -t {{.IMAGE}} .", "docker run {{.IMAGE}} ls"] }\n';
    expect(consumersIn({ 'Taskfile.yml': tasks })).toMatchObject([{ line: 2 }, { runs: [['ls']] }]);
  });
});
