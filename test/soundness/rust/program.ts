/** Programs in Rust. */
import { placesWith, workdir, type Place, type Program } from '../program.ts';
import { deckOf, randomFrom, shuffled, type Random } from '../random.ts';
import { effects, furtherEffects, namelessEffects, namings, ways } from './parts.ts';

export interface RustProgram extends Program {
  /** Its `main.rs`, which is also a module of one program that holds many. */
  readonly source: string;
}

/** How a program gets the name of its data from outside of its text. */
interface Given {
  /** An expression of type String. */
  readonly value: string;
  readonly declared: string;
  readonly arguments: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

const inText = (value: string, declared = ''): Given => ({
  value,
  declared,
  arguments: [],
  variables: {},
  files: {},
});

/** Names that are not in the text alone, by what says them; each for a file of the given path. */
const givenNamings: Readonly<Record<string, (path: string) => Given>> = {
  argument: (path) => ({ ...inText('std::env::args().nth(1).unwrap()'), arguments: [path] }),
  'argument-or': (path) =>
    inText(`std::env::args().nth(1).unwrap_or_else(|| ${JSON.stringify(path)}.to_string())`),
  'last-argument': (path) => ({
    ...inText('std::env::args().last().unwrap()'),
    arguments: ['--verbose', path],
  }),
  'parsed-argument': (path) => ({
    ...inText(
      '{ let mut name = String::from("none.txt"); let mut all = std::env::args().skip(1); while let Some(one) = all.next() { if one == "--file" { name = all.next().unwrap(); } } name }',
    ),
    arguments: ['--file', path],
  }),
  'set-variable': (path) => ({
    ...inText('std::env::var("SHOP_FILE").unwrap()'),
    variables: { SHOP_FILE: path },
  }),
  'set-variable-or': (path) => ({
    ...inText('std::env::var("SHOP_FILE").unwrap_or("none.txt".to_string())'),
    variables: { SHOP_FILE: path },
  }),
  'directory-variable': (path) => ({
    ...inText('format!("{}/stock.txt", std::env::var("SHOP_HOME").unwrap())'),
    variables: { SHOP_HOME: path.replace(/\/?stock\.txt$/, '') || '.' },
  }),
  'from-a-file': (path) => ({
    ...inText('std::fs::read_to_string("index").unwrap_or("none.txt".to_string()).trim().to_string()'),
    files: { index: `${path}\n` },
  }),
};

/** A text about `data/stock.txt` as one about `stock.txt` in that directory. */
function placed(text: string, directory: string): string {
  return text
    .replaceAll(/(?<=["'= ])data(?=["/\\])/g, () => directory)
    .replaceAll(/(?<=")DATA(?=\/)/g, () => directory.toUpperCase())
    .replaceAll(/(?<=\/)atad(?=")/g, () => [...directory].toReversed().join(''));
}

interface Build {
  readonly name: string;
  readonly image: string;
  readonly lines: (id: string) => readonly string[];
  readonly path: (id: string) => string;
}

const builds: readonly Build[] = [
  {
    name: 'target',
    image: 'rust:1.85',
    lines: () => ['RUN cargo build --release'],
    path: (id) => `${workdir}/target/release/${id}`,
  },
  {
    name: 'copied',
    image: 'rust:1.85-slim',
    lines: (id) => [`RUN cargo build --release && cp target/release/${id} /usr/local/bin/${id}`],
    path: (id) => `/usr/local/bin/${id}`,
  },
  {
    name: 'installed',
    image: 'rust:1.85',
    lines: () => ['RUN cargo install --path .'],
    path: (id) => `/usr/local/cargo/bin/${id}`,
  },
  {
    name: 'musl',
    image: 'rust:1.85',
    lines: () => [
      'RUN rustup target add x86_64-unknown-linux-musl',
      'RUN cargo build --release --target x86_64-unknown-linux-musl',
    ],
    path: (id) => `${workdir}/target/x86_64-unknown-linux-musl/release/${id}`,
  },
];

const places = placesWith('/usr/local/cargo/shop');
const namesOfNamings = [...Object.keys(namings), ...Object.keys(givenNamings)];

/** Draws so many programs. Every effect comes with every way before a pair comes again. */
export function drawRust(seed: number, count: number): readonly RustProgram[] {
  const random = randomFrom(seed);
  const named = { ...effects, ...furtherEffects };
  const pairs = [...Object.keys(named), ...Object.keys(namelessEffects)].flatMap((effect) =>
    Object.keys(ways).map((way) => ({ effect, way })),
  );
  const drawNaming = deckOf(namesOfNamings, random);
  const drawPlace = deckOf(places, random);
  const programs: RustProgram[] = [];
  while (programs.length < count) {
    for (const { effect, way } of shuffled(pairs, random)) {
      if (programs.length === count) break;
      const nameless = namelessEffects[effect];
      const place = drawPlace(({ name }) => nameless === undefined || name === 'relative');
      const naming = nameless === undefined ? drawNaming((name) => fits(name, place)) : 'unnamed';
      if (place === undefined || naming === undefined) continue;
      const id = `p${String(programs.length + 1).padStart(4, '0')}`;
      programs.push(compose(id, { effect, way, naming, place }, nameless ?? named[effect] ?? '', random));
    }
  }
  return programs;
}

/** Programs that are started: the slim images have none of buildpack-deps. */
const startsGit = (effect: string): boolean => effect === 'git';

/** The directory has to stand in the text as one that can be joined, and in capitals and back. */
const fits = (naming: string, place: Place | undefined): boolean =>
  place?.name !== 'beside' || !['extension', 'sibling', 'join', 'pushed-path', 'lower'].includes(naming);

function compose(
  id: string,
  {
    effect,
    way,
    naming,
    place,
  }: { readonly effect: string; readonly way: string; readonly naming: string; readonly place: Place },
  expression: string,
  random: Random,
): RustProgram {
  const [value = '"".to_string()', declared = ''] = namings[naming] ?? [];
  const path = place.written === '.' ? './stock.txt' : `${place.written}/stock.txt`;
  const given =
    givenNamings[naming]?.(path) ?? inText(placed(value, place.written), placed(declared, place.written));
  const source = placed(ways[way] ?? '', place.written)
    .replace('{d}', () => given.declared)
    .replace('{n}', () => `(${given.value})`)
    .replace('{e}', () => expression.replaceAll('{p}', 'path'));
  const possible = builds.filter(({ image }) => !startsGit(effect) || !image.endsWith('-slim'));
  const build = possible[random(possible.length)] ?? failed('build');
  const binary = build.path(id);
  const onPath = !binary.startsWith(workdir) && random(2) === 0;
  const start = onPath ? id : binary.startsWith(workdir) ? `.${binary.slice(workdir.length)}` : binary;
  const command = [start, ...given.arguments];
  const outside = !place.directory.startsWith(workdir);
  const copied = outside ? { data: place.directory } : {};
  const data = place.name === 'beside' ? '' : 'data/';
  return {
    id,
    parts: { effect: { name: effect }, way: { name: way }, naming: { name: naming }, place },
    name: [effect, way, naming, place.name].join('/'),
    dockerfile: [
      `FROM ${build.image}`,
      `WORKDIR ${workdir}`,
      'COPY . .',
      ...Object.entries(copied).map(([from, to]) => `COPY ${from} ${to}`),
      ...Object.entries(given.variables).map(([name, text]) => `ENV ${name}="${text}"`),
      ...build.lines(id),
      `CMD ${JSON.stringify(command)}`,
      '',
    ].join('\n'),
    files: {
      'Cargo.toml': `[package]\nname = "${id}"\nversion = "0.1.0"\nedition = "2021"\n`,
      'Cargo.lock': `version = 3\n\n[[package]]\nname = "${id}"\nversion = "0.1.0"\n`,
      'src/main.rs': `${source}\n`,
      ...given.files,
      [`${data}stock.txt`]: 'stock of the shop\n',
      [`${data}other.txt`]: 'other\n',
      [`${data}parts/one.txt`]: 'one\n',
    },
    links: { [`${data}latest.txt`]: 'stock.txt' },
    copied,
    path: binary,
    variables: given.variables,
    commands: [command],
    source,
  };
}

function failed(what: string): never {
  throw new Error(`there is no ${what}`);
}
