/** Files that build a Dockerfile's directory through a tool that no reader follows. */
import { expect, test } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';

function usesIn(files: Readonly<Record<string, string>>): readonly string[] {
  const { consumers = [] } = memoryContext({ Dockerfile: 'FROM scratch\n', ...files });
  return consumers.filter(({ unread }) => unread !== undefined).map(({ file, line }) => `${file}:${line}`);
}

test.each<[string, string, number]>([
  ['infra/a.ts', '\nt.add({ image: ContainerImage.fromAsset(".."), command: ["sh"] });\n', 2],
  ['cdk/a.py', 'add("a", image=ecs.ContainerImage.from_asset(".."), command=["sh"])\n', 1],
  ['cdk/a.go', 'x := awsecs.ContainerImage_FromAsset(jsii.String(".."), nil)\ny.Command = z\n', 1],
  ['infra/b.ts', 'import * as docker from "@pulumi/docker";\nrun({ command: ["sh"] });\n', 1],
  ['ci/main.go', 'src.DockerBuild().WithExec([]string{"ls"})\n', 1],
  ['ci/main.py', 'src.docker_build().with_exec(["ls"])\n', 1],
  ['tests/a.rs', 'let i = GenericBuildableImage::new("a", "b");\nc.exec(x);\n', 1],
  ['tests/A.cs', 'new ImageFromDockerfileBuilder();\nawait c.ExecAsync(x);\n', 1],
  ['tests/a.py', 'import testinfra\nhost = testinfra.get_host("docker://a")\n', 1],
  ['spec/a_spec.rb', 'Docker::Image.build_from_dir(".")\ndescribe command("ls") do\nend\n', 1],
  ['Rakefile', 'sh "docker build -t a ."\nsh "docker run a ls"\n', 1],
  ['Earthfile', 'VERSION 0.8\na:\n  FROM DOCKERFILE .\n  RUN ls\n', 3],
  ['infra/a.tf', 'resource "docker_image" "a" {\n  build {\n  }\n}\nx {\n  command = ["sh"]\n}\n', 1],
  ['garden.yml', 'kind: Build\ntype: container\n---\nkind: Run\nspec:\n  command: [sh]\n', 1],
  ['okteto.yml', 'build:\n  a:\n    context: .\ndev:\n  a:\n    command: bash\n', 1],
  ['dip.yml', 'interaction:\n  a:\n    service: a\n    command: bash\n', 3],
  ['.pre-commit-hooks.yaml', '- id: a\n  language: docker\n  entry: sh\n', 2],
  [
    '.buildkite/pipeline.yml',
    'steps:\n  - command: ls\n    plugins:\n      - docker-compose#v5:\n          run: a\n',
    4,
  ],
  ['BUILD.bazel', 'image(name = "a", dockerfile = "Dockerfile")\ntest(command = "ls")\n', 1],
  ['skaffold.yaml', 'build:\n  artifacts:\n    - image: a\nverify:\n  - name: a\n', 2],
  ['compose.yaml', 'services:\n  a:\n    build: .\n    labels:\n      ofelia.job-exec.a.command: ls\n', 3],
  ['Makefile', 't:\n\tdgoss run a\n', 2],
])('%s', (file, text, line) => {
  expect(usesIn({ [file]: text })).toContain(`${file}:${line}`);
});

test.each<[string, string]>([
  ['infra/a.ts', 't.add({ image: ContainerImage.fromRegistry("nginx"), command: ["sh"] });\n'],
  ['infra/a.ts', 't.add({ image: ContainerImage.fromAsset("..") });\n'],
  ['infra/a.ts', '// ContainerImage.fromAsset("..")\nrun({ command: ["sh"] });\n'],
  ['ci/main.go', 'src.DockerBuild().Publish(ctx, "a")\n'],
  ['tests/a.py', 'import testinfra\nhost = testinfra.get_host("ssh://a")\n'],
  ['Earthfile', 'VERSION 0.8\na:\n  FROM golang:1.24\n  RUN ls\n'],
  ['infra/a.tf', 'resource "docker_image" "a" {\n  name = "nginx"\n}\nx {\n  command = ["sh"]\n}\n'],
  ['.pre-commit-hooks.yaml', '- id: a\n  language: golang\n  entry: sh\n'],
  ['build.log', 'ContainerImage.fromAsset("..") command\n'],
])('is no use: %s', (file, text) => {
  expect(usesIn({ [file]: text })).toEqual([]);
});

test('of several Dockerfiles the one is meant that the file names by its directory', () => {
  const files = {
    'web/Dockerfile': 'FROM scratch\n',
    'cdk/a.ts': 'add({ image: ContainerImage.fromAsset("../web"), command: ["sh"] });\n',
  };
  expect(usesIn(files)).toEqual([]);
});
