/**
 * Packages from PyPI of which something is known that their code asks of the system: libraries that they are linked with or load,
 * programs that they start, compilers. Of the others it is taken for granted that they ask for nothing.
 *
 * Sources: each package's README or documentation ("Installation"), its setup.py, and for what wheels bring along the wheels
 * themselves: files below `NAME.libs` and what readelf(1) says that they need (manylinux x86-64 wheels of PyPI, November 2026).
 */

interface Asks {
  readonly why: string;
  /** Development packages of Debian that it is built or run with, where the full image has them: their libraries are kept. */
  readonly development?: readonly string[];
  /** Programs that it starts. */
  readonly programs?: readonly string[];
  /** Since this version its wheels bring the libraries along. */
  readonly wheelsSince?: string;
}

const linked = (why: string, ...development: readonly string[]): Asks => ({ why, development });
const starting = (...programs: readonly string[]): Asks => ({
  why: `it starts ${programs.join(' and ')}`,
  programs,
});

export const asking: ReadonlyMap<string, Asks> = new Map<string, Asks>([
  // Databases
  ['psycopg2', linked('it is linked with libpq', 'libpq-dev')],
  ['psycopg', linked('it loads libpq', 'libpq-dev')],
  ['psycopg-c', linked('it is linked with libpq', 'libpq-dev')],
  ['pygresql', linked('it is linked with libpq', 'libpq-dev')],
  ['mysqlclient', linked('it is linked with the client library of MariaDB', 'default-libmysqlclient-dev')],
  ['mysql-python', linked('it is linked with the client library of MariaDB', 'default-libmysqlclient-dev')],
  ['bsddb3', linked('it is linked with Berkeley DB', 'libdb-dev')],
  ['berkeleydb', linked('it is linked with Berkeley DB', 'libdb-dev')],
  ['pysqlite3', linked('it is linked with SQLite', 'libsqlite3-dev')],
  ['maxminddb', { ...linked('it is linked with libmaxminddb', 'libmaxminddb-dev'), wheelsSince: '2.5.0' }],
  // Network and cryptography
  ['pycurl', { ...linked('it is linked with libcurl', 'libcurl4-openssl-dev'), wheelsSince: '7.45.3' }],
  ['gssapi', linked('it is linked with Kerberos', 'libkrb5-dev')],
  ['kerberos', linked('it is linked with Kerberos', 'libkrb5-dev')],
  ['pykerberos', linked('it is linked with Kerberos', 'libkrb5-dev')],
  ['krb5', linked('it is linked with Kerberos', 'libkrb5-dev')],
  ['m2crypto', linked('it is linked with OpenSSL', 'libssl-dev')],
  ['pycrypto', linked('it is linked with GMP', 'libgmp-dev')],
  ['fastecdsa', linked('it is linked with GMP', 'libgmp-dev')],
  ['pybluez', linked('it is linked with BlueZ', 'libbluetooth-dev')],
  [
    'uwsgi',
    linked(
      'it is linked with libraries that are there when it is built',
      'libssl-dev',
      'libxml2-dev',
      'zlib1g-dev',
      'libpcre2-dev',
    ),
  ],
  // Documents and images
  [
    'lxml',
    {
      ...linked('it is linked with libxml2 and libxslt', 'libxml2-dev', 'libxslt1-dev'),
      wheelsSince: '3.5.0',
    },
  ],
  [
    'xmlsec',
    { ...linked('it is linked with libxml2', 'libxml2-dev', 'libxslt1-dev'), wheelsSince: '1.3.14' },
  ],
  ['pyyaml', { ...linked('it is linked with libyaml', 'libyaml-dev'), wheelsSince: '5.1' }],
  ['wand', linked('it loads ImageMagick', 'libmagickwand-dev')],
  ['python-magic', linked('it loads libmagic', 'libmagic-dev')],
  ['pycairo', linked('it is linked with cairo', 'libcairo2-dev')],
  ['cairocffi', linked('it loads cairo', 'libcairo2-dev')],
  ['cairosvg', linked('it loads cairo', 'libcairo2-dev')],
  ['weasyprint', linked('it loads Pango', 'libpango1.0-dev', 'libcairo2-dev')],
  ['opencv-python', linked('it is linked with GLib', 'libglib2.0-dev')],
  ['opencv-contrib-python', linked('it is linked with GLib', 'libglib2.0-dev')],
  // Programs
  ['gitpython', starting('git')],
  ['dvc', starting('git')],
  ['pre-commit', starting('git')],
  ['gitlint', starting('git')],
  ['python-semantic-release', starting('git')],
  ['bumpversion', starting('git')],
  ['pydub', starting('ffmpeg')],
  ['ffmpeg-python', starting('ffmpeg')],
  ['pytesseract', starting('tesseract')],
  ['pdf2image', starting('pdftoppm')],
  ['pdfkit', starting('wkhtmltopdf')],
  ['imgkit', starting('wkhtmltopdf')],
  ['graphviz', starting('dot')],
  ['pydot', starting('dot')],
  ['pypandoc', starting('pandoc')],
  ['python-nmap', starting('nmap')],
  ['ansible', starting('ssh')],
  ['ansible-core', starting('ssh')],
  ['ansible-runner', starting('ssh')],
  ['camelot-py', starting('gs')],
]);

/** Packages that compile what they run while they run. Sources: their documentation ("requirements", "compiler"). */
export const compiling: ReadonlyMap<string, string> = new Map([
  ...'theano theano-pymc aesara pytensor pymc pymc3'
    .split(' ')
    .map((name) => [name, 'compiles its functions with g++ when they are first called'] as const),
  ...'pystan cmdstanpy httpstan'
    .split(' ')
    .map((name) => [name, 'compiles the models that it is given with g++'] as const),
  ...'cppimport pythran cppyy weave instant brian2 devito triton'
    .split(' ')
    .map((name) => [name, 'compiles code while it runs'] as const),
  ['deepspeed', 'compiles its operators when they are first called'],
]);

/** Packages that start, or are linked with, more of the system than is followed. */
export const notFollowed: ReadonlyMap<string, string> = new Map([
  ...'selenium playwright pyppeteer webdriver-manager undetected-chromedriver splinter chromedriver-binary chromedriver-autoinstaller helium requests-html seleniumbase'
    .split(' ')
    .map((name) => [name, 'starts a browser, with libraries of the system'] as const),
  ...'pyspark jpype1 tabula-py h2o konlpy language-tool-python py4j pylucene pyjnius jaydebeapi'
    .split(' ')
    .map((name) => [name, 'starts a Java virtual machine'] as const),
  ...'rpy2 julia juliacall oct2py matlabengine'
    .split(' ')
    .map((name) => [name, 'starts another language'] as const),
  ...'textract unoserver unoconv pyvirtualdisplay mod-wsgi apache-airflow'
    .split(' ')
    .map((name) => [name, 'starts programs of the system that are not followed'] as const),
]);

/** Packages whose wheels are linked with the run-time library of OpenMP that compilers bring. Source: readelf(1) of their wheels. */
export const withOpenMp: ReadonlySet<string> = new Set(['lightgbm']);

/**
 * Libraries of the full image that extension modules name, by what stands behind `-l`; none where every image has them. Sources:
 * the development packages of docker-library/buildpack-deps, and of docker-library/python.
 */
export const developmentOf: ReadonlyMap<string, string> = new Map([
  ...['m', 'dl', 'pthread', 'rt', 'util', 'c'].map((name) => [name, 'libc6-dev'] as const),
  ['stdc++', 'libstdc++-12-dev'],
  ['z', 'zlib1g-dev'],
  ['bz2', 'libbz2-dev'],
  ['lzma', 'liblzma-dev'],
  ['ssl', 'libssl-dev'],
  ['crypto', 'libssl-dev'],
  ['ffi', 'libffi-dev'],
  ['sqlite3', 'libsqlite3-dev'],
  ['pq', 'libpq-dev'],
  ['mariadb', 'libmariadb-dev'],
  ['mysqlclient', 'libmariadb-dev'],
  ['curl', 'libcurl4-openssl-dev'],
  ['xml2', 'libxml2-dev'],
  ['xslt', 'libxslt1-dev'],
  ['yaml', 'libyaml-dev'],
  ['gmp', 'libgmp-dev'],
  ['event', 'libevent-dev'],
  ['glib-2.0', 'libglib2.0-dev'],
  ['jpeg', 'libjpeg-dev'],
  ['png', 'libpng-dev'],
  ['webp', 'libwebp-dev'],
  ['uuid', 'uuid-dev'],
  ['maxminddb', 'libmaxminddb-dev'],
]);

/**
 * Packages that read what they, or their extensions, install beside the interpreter: below `share` and `etc`. Source: their wheels
 * (`NAME.data/data`); docs.jupyter.org, "Common Directories and File Locations".
 */
export const withSharedFiles: ReadonlySet<string> = new Set(
  (
    'jupyter jupyter-core jupyter-server jupyterlab notebook nbclassic nbconvert nbclient ipykernel ipywidgets papermill voila jupytext ' +
    'jupyterhub nbviewer qtconsole jupyter-client jupyter-console widgetsnbextension'
  ).split(' '),
);

/** Packages whose wheels install shared libraries into `lib` beside the interpreter. Source: their wheels (`NAME.data/data/lib`). */
export const withLibraries: ReadonlySet<string> = new Set(
  (
    'mkl mkl-service intel-openmp tbb daal daal4py scikit-learn-intelex onedal tcmlib umf intel-cmplr-lib-rt intel-cmplr-lib-ur ' +
    'dpcpp-cpp-rt intel-opencl-rt ipp impi-rt'
  ).split(' '),
);
