/** What a file's name says about whether it is a Dockerfile. */
import { toolchains } from '../../rules/index.ts';

/**
 * `template`: a Dockerfile once a template engine has filled it in. `doubtful`: as likely a source file about Dockerfiles
 * (`dockerfile.py`); only its text can tell.
 */
export type DockerfileName = 'dockerfile' | 'template' | 'doubtful';

/** BuildKit's ignore file for `Dockerfile`, a page about it, and what patch, merges and editors leave behind. */
const otherEndings = [
  'dockerignore',
  'containerignore',
  'md',
  'rst',
  'adoc',
  'orig',
  'rej',
  'bak',
  'backup',
  'save',
  'swp',
  'swo',
  'patch',
  'diff',
] as const;

/** The endings that template engines ask for: Go's, Jinja's, ERB's, Mustache's, Liquid's, autoconf's … */
const templateEndings = [
  'tmpl',
  'tpl',
  'gotmpl',
  'template',
  'j2',
  'jinja',
  'jinja2',
  'erb',
  'ejs',
  'hbs',
  'mustache',
  'liquid',
  'njk',
  'in',
] as const;

/** Endings of sources, which may also be a word for what the image is for (`Dockerfile.py`): the toolchains', and others. */
const sourceEndings = [
  ...toolchains.flatMap(({ ofSources }) => ofSources?.endings ?? []),
  'ts',
  'tsx',
  'mts',
  'cts',
  'js',
  'jsx',
  'mjs',
  'cjs',
  'py',
  'rb',
  'rs',
  'java',
  'kt',
  'scala',
  'cs',
  'c',
  'h',
  'cc',
  'cpp',
  'php',
  'pl',
  'lua',
  'ex',
  'exs',
  'swift',
  'sh',
  'vim',
  'json',
  'yaml',
  'yml',
  'toml',
  'xml',
  'html',
  'txt',
  'svg',
  'png',
  'snap',
];

/**
 * Names under which builders and people keep Dockerfiles, in any case: the builders' own, with what it is for behind a
 * dot, a hyphen or an underscore, or in front of a dot. undefined for any other.
 */
export function dockerfileName(name: string): DockerfileName | undefined {
  const lower = name.toLowerCase();
  if (!/^(?:docker|container)file(?:$|[._-])|\.(?:docker|container)file(?:$|\.)/u.test(lower))
    return undefined;
  if (lower.endsWith('~') || has(lower, otherEndings)) return undefined;
  if (has(lower, templateEndings)) return 'template';
  return has(lower, sourceEndings) ? 'doubtful' : 'dockerfile';
}

function has(name: string, endings: readonly string[]): boolean {
  return endings.includes(name.slice(name.lastIndexOf('.') + 1)) && name.includes('.');
}
