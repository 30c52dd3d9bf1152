/**
 * What the commands of packages do, by name and first word: they build, serve, develop, test … Each by its own documentation
 * (`--help`); a command that is not here is not known.
 */
import { posix } from 'node:path';

export type Deed =
  /** Writes what runs, below the directory of the project unless its settings say otherwise. */
  | 'builds'
  /** Reads, or changes nothing that runs. */
  | 'checks'
  | 'tests'
  /** Starts what was built. */
  | 'serves'
  /** Compiles when it starts, and again when sources change. */
  | 'develops'
  /** Compiles what it starts, each time. */
  | 'runs-sources'
  /** Starts other programs, as a file of its own says. */
  | 'manages'
  /** Builds, but where it writes depends on its own programs. */
  | 'unknown';

interface Tool {
  /** By the first word that is no option; `''`: none, or any other. */
  readonly verbs: Readonly<Record<string, Deed>>;
  /** Options with which it is another: `--watch`. */
  readonly options?: Readonly<Record<string, Deed>>;
}

const watching = { '-w': 'develops', '--watch': 'develops', '--serve': 'develops' } as const;
const builder: Tool = { verbs: { '': 'builds' }, options: watching };
const always = (deed: Deed): Tool => ({ verbs: { '': deed } });

const tools: ReadonlyMap<string, Tool> = new Map([
  [
    'tsc',
    {
      verbs: { '': 'builds' },
      options: {
        ...watching,
        '--noEmit': 'checks',
        '--version': 'checks',
        '-v': 'checks',
        '--showConfig': 'checks',
      },
    },
  ],
  ['vue-tsc', { verbs: { '': 'builds' }, options: { ...watching, '--noEmit': 'checks' } }],
  [
    'vite',
    { verbs: { build: 'builds', preview: 'serves', optimize: 'checks', '': 'develops' }, options: watching },
  ],
  [
    'webpack',
    {
      verbs: { serve: 'develops', s: 'develops', server: 'develops', watch: 'develops', '': 'builds' },
      options: watching,
    },
  ],
  ['webpack-cli', { verbs: { serve: 'develops', '': 'builds' }, options: watching }],
  [
    'next',
    {
      verbs: {
        build: 'builds',
        export: 'builds',
        start: 'serves',
        lint: 'checks',
        telemetry: 'checks',
        '': 'develops',
      },
    },
  ],
  [
    'nuxt',
    {
      verbs: {
        build: 'builds',
        generate: 'builds',
        prepare: 'builds',
        start: 'serves',
        preview: 'serves',
        '': 'develops',
      },
    },
  ],
  [
    'nuxi',
    { verbs: { build: 'builds', generate: 'builds', prepare: 'builds', preview: 'serves', '': 'develops' } },
  ],
  // docs.nestjs.com/cli/usages, "nest start": it compiles and runs, and again when sources change only with --watch.
  ['nest', { verbs: { build: 'builds', start: 'runs-sources', '': 'unknown' }, options: watching }],
  [
    'ng',
    {
      verbs: {
        build: 'builds',
        b: 'builds',
        analytics: 'checks',
        lint: 'checks',
        test: 'tests',
        e2e: 'tests',
        '': 'develops',
      },
      options: watching,
    },
  ],
  ['react-scripts', { verbs: { build: 'builds', test: 'tests', '': 'develops' } }],
  ['craco', { verbs: { build: 'builds', test: 'tests', '': 'develops' } }],
  ['vue-cli-service', { verbs: { build: 'builds', lint: 'checks', '': 'develops' }, options: watching }],
  ['parcel', { verbs: { build: 'builds', '': 'develops' } }],
  ['gatsby', { verbs: { build: 'builds', serve: 'serves', '': 'develops' } }],
  ['astro', { verbs: { build: 'builds', check: 'checks', preview: 'serves', '': 'develops' } }],
  ['remix', { verbs: { build: 'builds', 'vite:build': 'builds', '': 'develops' } }],
  ['svelte-kit', { verbs: { build: 'builds', sync: 'builds', '': 'develops' } }],
  ['docusaurus', { verbs: { build: 'builds', serve: 'serves', '': 'develops' } }],
  ['vuepress', { verbs: { build: 'builds', '': 'develops' } }],
  ['vitepress', { verbs: { build: 'builds', preview: 'serves', serve: 'serves', '': 'develops' } }],
  ['strapi', { verbs: { build: 'builds', start: 'serves', '': 'develops' } }],
  [
    'prisma',
    {
      verbs: { generate: 'builds', migrate: 'serves', db: 'serves', studio: 'serves', '': 'checks' },
      options: watching,
    },
  ],
  ...[
    'sequelize',
    'sequelize-cli',
    'knex',
    'typeorm',
    'mikro-orm',
    'db-migrate',
    'node-pg-migrate',
    'drizzle-kit',
    'migrate-mongo',
  ].map((name) => [name, always('serves')] as const),
  ...(
    'rollup esbuild swc babel tsup tsdown unbuild microbundle bunchee browserify spack rspack rsbuild ncc tsc-alias tspath resolve-tspaths copyfiles cpx ' +
    'cpy ncp cpr copy rimraf del del-cli mkdirp shx make-dir postcss sass node-sass lessc stylus tailwindcss uglifyjs terser ' +
    'cleancss svgo graphql-codegen openapi-generator-cli swagger-cli tsoa eleventy hexo pug handlebars pegjs peggy nearleyc ' +
    'json2ts typedoc jsdoc html-minifier html-minifier-terser node-gyp prebuild-install gulp-copy ts-patch ngcc patch-package lingui ' +
    'formatjs i18next paraglide-js msgfmt genversion barrelsby ts-json-schema-generator typescript-json-schema'
  )
    .split(' ')
    .map((name) => [name, builder] as const),
  ...'eslint tslint prettier stylelint standard xo depcheck npm-check husky is-ci opencollective opencollective-postinstall commitlint lint-staged only-allow check-node-version size-limit madge knip biome publint syncpack'
    .split(' ')
    .map((name) => [name, always('checks')] as const),
  ...'jest mocha vitest ava tap tape nyc c8 karma cypress playwright jasmine lab newman artillery autocannon testcafe wdio'
    .split(' ')
    .map((name) => [name, always('tests')] as const),
  ...'nodemon ts-node-dev tsnd node-dev supervisor webpack-dev-server live-server browser-sync lite-server tsc-watch budo electron start-storybook storybook expo react-native wrangler serverless sls nodemon-ts'
    .split(' ')
    .map((name) => [name, always('develops')] as const),
  ...'ts-node ts-node-esm ts-node-script tsx esno babel-node coffee swc-node sucrase-node jiti'
    .split(' ')
    .map((name) => [name, { verbs: { watch: 'develops', '': 'runs-sources' } } as const] as const),
  ...'pm2 pm2-runtime pm2-docker pm2-dev forever slc strong-pm naught supervisord'
    .split(' ')
    .map((name) => [name, always('manages')] as const),
  ...'serve http-server sirv superstatic json-server local-web-server ws static-server remix-serve hubot micro moleculer-runner srvx'
    .split(' ')
    .map((name) => [name, always('serves')] as const),
  ...'gulp grunt lerna nx turbo rush wireit make jake brunch ember bit moon lage broccoli concurrently wsrun zx ttsc pkg nexe vsce electron-builder cordova ionic'
    .split(' ')
    .map((name) => [name, always('unknown')] as const),
]);

/** What a command of a package does; undefined for a command that is none of those. */
export function deedOf(words: readonly string[]): Deed | undefined {
  const [called = '', ...rest] = words;
  const tool = tools.get(posix.basename(called).replace(/\.js$/, ''));
  if (tool === undefined) return undefined;
  const option = rest.find(
    (word) =>
      tool.options !== undefined &&
      word.split('=')[0] !== undefined &&
      (word.split('=')[0] ?? '') in tool.options,
  );
  const changed = option === undefined ? undefined : tool.options?.[option.split('=')[0] ?? ''];
  const verb = rest.find((word) => !word.startsWith('-'));
  const deed = (verb === undefined ? undefined : tool.verbs[verb]) ?? tool.verbs[''];
  return changed ?? deed;
}

/** Their names. */
export const toolNames: readonly string[] = [...tools.keys()];
