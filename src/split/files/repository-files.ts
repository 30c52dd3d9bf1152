/**
 * Files of a repository that no program reads when it runs: they are for people, for the repository's host, and for
 * the tools that check, build and release. Names are compared without regard to case; `*` stands at one end for any
 * text. Each row names the documentation that says which files the tool reads.
 */
interface ToolFiles {
  readonly source: string;
  readonly names: string;
}

const toolFiles: readonly ToolFiles[] = [
  {
    source: 'git-scm.com/docs (gitignore, gitattributes, gitmodules, gitmailmap)',
    names: '.gitignore .gitattributes .gitmodules .mailmap',
  },
  {
    source: 'docs.github.com, "Setting guidelines for repository contributors", "About code owners"',
    names: 'codeowners contributors contributors.* authors authors.*',
  },
  { source: 'docs.github.com/actions, "Metadata syntax"', names: 'action.yml action.yaml' },
  {
    source: 'docs.docker.com/reference (dockerfile, compose-file, bake), "dockerignore"',
    names:
      'dockerfile* .dockerfile* *.dockerfile containerfile* .dockerignore docker-compose*.yml docker-compose*.yaml compose*.yml compose*.yaml docker-bake.*',
  },
  { source: 'gnu.org/software/make/manual, "Makefile Names"', names: 'makefile makefile.* gnumakefile *.mk' },
  {
    source: 'taskfile.dev, just.systems, magefile.org',
    names: 'taskfile.yml taskfile.yaml taskfile.dist.yml taskfile.dist.yaml justfile',
  },
  {
    source:
      'goreleaser.com/customization, semantic-release.gitbook.io ("Configuration file"), commitlint.js.org',
    names:
      '.goreleaser.yml .goreleaser.yaml goreleaser.yml goreleaser.yaml .releaserc .releaserc.* release.config.* .commitlintrc .commitlintrc.* commitlint.config.*',
  },
  {
    source: 'golangci-lint.run/usage/configuration, revive.run, staticcheck.dev',
    names: '.golangci.yml .golangci.yaml .golangci.toml .golangci.json revive.toml staticcheck.conf',
  },
  { source: 'github.com/air-verse/air, cespare/reflex', names: '.air.toml .air.conf .reflex.conf' },
  {
    source: 'docs.travis-ci.com, docs.gitlab.com/ci, docs.drone.io, appveyor.com/docs, jenkins.io/doc',
    names:
      '.travis.yml .gitlab-ci.yml .drone.yml .drone.yaml appveyor.yml .appveyor.yml jenkinsfile azure-pipelines.yml bitbucket-pipelines.yml .woodpecker.yml',
  },
  {
    source: 'docs.codecov.com, docs.coveralls.io, docs.sonarsource.com',
    names: 'codecov.yml .codecov.yml .coveralls.yml sonar-project.properties',
  },
  {
    source: 'pre-commit.com, editorconfig.org, prettier.io/docs, docs.renovatebot.com',
    names:
      '.pre-commit-config.yaml .pre-commit-config.yml .editorconfig .prettierrc .prettierignore renovate.json .renovaterc',
  },
  {
    source:
      'devcenter.heroku.com ("The Procfile"), fly.io/docs/reference/configuration, developer.hashicorp.com/vagrant',
    names: 'procfile heroku.yml fly.toml vagrantfile',
  },
];

const documentEndings = ['.md', '.markdown', '.rst', '.adoc'];

/** Documents by their name, with any ending. */
const documents = ['license', 'licence', 'copying', 'notice', 'changelog', 'readme', 'contributing'];

/** Directories of tests and documents beside sources, by common practice; among data they are data (`content/docs`). */
const besideSources = new Set(['test', 'tests', 'testdata', 'docs', 'doc', 'bin']);

/** Directories of such files, and of tests and documents, by common practice and by the tools' documentation. */
const directories = new Set([
  ...besideSources,
  '.git',
  '.github',
  '.gitlab',
  '.circleci',
  '.vscode',
  '.idea',
  '.devcontainer',
  '.husky',
  'node_modules',
  // docs.brew.sh/Taps
  'Formula',
]);

type Match = (name: string) => boolean;

const matches: readonly Match[] = toolFiles.flatMap(({ names }) => names.split(' ').map(matchOf));

function matchOf(pattern: string): Match {
  const star = pattern.indexOf('*');
  if (star < 0) return (name) => name === pattern;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return (name) => name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
}

/** Whether a file is about the repository, its tools and its images. */
export function isRepositoryFile(name: string): boolean {
  const lower = name.toLowerCase();
  const stem = lower.split('.')[0] ?? '';
  return (
    documents.includes(stem) ||
    documentEndings.some((ending) => lower.endsWith(ending)) ||
    matches.some((match) => match(lower))
  );
}

/** Whether no program reads what lies in a directory of this name. */
export function isRepositoryDirectory(name: string): boolean {
  return directories.has(name);
}

/** Whether its name says so only where it lies beside sources. */
export function isBesideSources(name: string): boolean {
  return besideSources.has(name);
}
