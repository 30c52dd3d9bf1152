/**
 * Packages of which something is known that their code asks of the system: programs that they start, libraries that they are
 * linked with, and of which it is known that they bring all they need. Source: each package's README, its install script and its
 * binding.gyp, unless a row says more.
 */

interface Asks {
  /** Programs that it starts. */
  readonly programs?: readonly string[];
  /** Packages of Debian that it needs where the image has no such development packages. */
  readonly debian?: readonly string[];
  readonly why: string;
}

export const asking: ReadonlyMap<string, Asks> = new Map([
  ['simple-git', { programs: ['git'], why: 'it starts git' }],
  ['simple-git-hooks', { programs: ['git'], why: 'it starts git' }],
  ['gift', { programs: ['git'], why: 'it starts git' }],
  ['git-rev-sync', { programs: ['git'], why: 'it starts git' }],
  ['gm', { programs: ['convert'], why: 'it starts ImageMagick or GraphicsMagick' }],
  ['imagemagick', { programs: ['convert'], why: 'it starts ImageMagick' }],
  ['easyimage', { programs: ['convert'], why: 'it starts ImageMagick' }],
  ['fluent-ffmpeg', { programs: ['ffmpeg'], why: 'it starts ffmpeg' }],
  ['python-shell', { programs: ['python3'], why: 'it starts Python' }],
  ['ps-tree', { programs: ['ps'], why: 'it starts ps' }],
  ['tree-kill', { programs: ['ps'], why: 'it starts ps' }],
  ['ps-node', { programs: ['ps'], why: 'it starts ps' }],
  ['find-process', { programs: ['ps'], why: 'it starts ps' }],
  ['ps-list', { programs: ['ps'], why: 'it starts ps' }],
  // prisma.io/docs, "System requirements": its engines are linked with OpenSSL, and find its version by the program.
  [
    '@prisma/client',
    { debian: ['ca-certificates', 'openssl'], why: 'the engines of Prisma are linked with OpenSSL' },
  ],
  [
    'prisma',
    { debian: ['ca-certificates', 'openssl'], why: 'the engines of Prisma are linked with OpenSSL' },
  ],
  ['libpq', { debian: ['libpq5'], why: 'it is linked with libpq' }],
  ['pg-native', { debian: ['libpq5'], why: 'it is linked with libpq' }],
]);

/** Packages that bring programs to places outside of the project, or start what they are given: they are not followed. */
export const notFollowed: ReadonlyMap<string, string> = new Map([
  ...'puppeteer puppeteer-core playwright playwright-core playwright-chromium phantomjs-prebuilt selenium-webdriver chrome-launcher html-pdf wkhtmltopdf libreoffice-convert'
    .split(' ')
    .map(
      (name) => [name, 'starts a browser or another large program, with libraries of the system'] as const,
    ),
  ...'electron nodegit pm2 forever node-gyp textract pdf2pic node-poppler pdf-image node-tesseract-ocr node-pty'
    .split(' ')
    .map((name) => [name, 'starts programs of the system, or is linked with its libraries'] as const),
]);

/**
 * Packages with install scripts that bring or compile all they need: what they are linked with is in every image that has Node
 * (the C library, libstdc++), or they only print, download or check something.
 */
export const selfContained: ReadonlySet<string> = new Set(
  (
    'bcrypt argon2 better-sqlite3 sqlite3 sharp esbuild @swc/core core-js core-js-pure core-js-bundle protobufjs @nestjs/core ' +
    '@prisma/client @prisma/engines prisma msgpackr-extract cpu-features ssh2 bufferutil utf-8-validate node-sass leveldown ' +
    'classic-level re2 fsevents nodemon styled-components es5-ext @parcel/watcher @sentry/cli @sentry/profiling-node unix-dgram ' +
    'microtime isolated-vm zeromq dtrace-provider husky secp256k1 keccak sodium-native lmdb node-expat libxmljs2 bigint-buffer vue-demi ' +
    'unrs-resolver web3 @apollo/protobufjs @scarf/scarf aws-crt opencollective-postinstall libpq ' +
    // measured: what they bring or compile is linked with the C library and libstdc++ alone
    '@tailwindcss/oxide @discordjs/opus @firebase/util workerd iconv @serialport/bindings-cpp @newrelic/native-metrics deasync'
  ).split(' '),
);
