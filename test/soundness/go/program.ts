/** Programs in Go. */
import { posix } from 'node:path';
import { effects, type Effect, type Subject } from './effects.ts';
import { go, joined, sourceFile, type Fragment } from './fragment.ts';
import { namings, unnamed, type Name, type Naming } from './namings.ts';
import { ways, type Way, type Written } from './ways.ts';
import { placesWith, workdir, type Place, type Program } from '../program.ts';
import { deckOf, randomFrom, shuffled, type Random } from '../random.ts';

export interface GoProgram extends Program {
  readonly parts: {
    readonly effect: Effect;
    readonly way: Way;
    readonly naming: Naming;
    readonly place: Place;
  };
  /** Its sources as packages of one module that holds many programs: path → content; `Main` is its entry. */
  readonly packages: Readonly<Record<string, string>>;
  /** Variables that the linker sets in that module. */
  readonly linked: Readonly<Record<string, string>>;
  /** It changes what others see while the packages are initialised, so that it needs a binary of its own. */
  readonly alone: boolean;
}

const places = placesWith('/go/shop');

/** Subjects that lie in the program's data. */
const inData: ReadonlySet<Subject> = new Set(['file', 'directory', 'pattern', 'new-file', 'link']);

const path = (text: string, other: string): Name => ({ text, other, isPath: true });
const word = (text: string, other: string): Name => ({ text, other, isPath: false });

/** What a program of these parts has to name. */
function nameFor(subject: Subject, { written }: Place, random: Random): Name {
  const below = (name: string): string => posix.join(written, name);
  const one = (...texts: readonly string[]): string => texts[random(texts.length)] ?? '';
  switch (subject) {
    case 'file':
      return path(below('settings.txt'), below('none.txt'));
    case 'directory':
      return path(written, below('none'));
    case 'pattern':
      return path(below('*.txt'), below('*.none'));
    case 'new-file':
      return path(below('written.txt'), below('none/written.txt'));
    case 'link':
      return path(below('latest.txt'), below('none.txt'));
    case 'program':
      return word(one('git', 'curl', 'bash'), 'none');
    case 'program-path':
      return path(one('/usr/bin/git', '/usr/bin/curl', '/bin/bash'), '/usr/bin/none');
    case 'zone':
      return word(one('Europe/Berlin', 'Asia/Tokyo'), 'UTC');
    case 'user':
      return word('www-data', 'none');
    case 'user-id':
      return word('65534', '4711');
    case 'group':
      return word('www-data', 'none');
    case 'url':
      return word('https://service.example/', 'http://other.example/');
    case 'plain-url':
      return word('http://service.example/', 'http://other.example/');
    case 'address':
      return word('service.example:443', 'none:443');
    case 'service':
      return word('postgresql', 'http');
    case 'protocol':
      return word('ip4:gre', 'ip4:icmp');
    case 'extension':
      return word('.xyz', '.html');
    case 'variable':
      return word(one('GOPATH', 'GOLANG_VERSION', 'HOME', 'SHOP_REGION'), 'NONE');
    case 'text-with-variable':
      return word(one('$GOPATH/it', '${GOLANG_VERSION}!', 'in $HOME'), '$NONE/it');
    case 'temporary':
      return word('work-*', 'none-*');
    case 'none':
      return word('', '');
  }
}

/** Draws so many programs. Every effect comes with every way before a pair comes again. */
export function draw(seed: number, count: number): readonly GoProgram[] {
  const random = randomFrom(seed);
  const pairs = effects.flatMap((effect) =>
    ways.filter(({ fits }) => fits?.(effect) !== false).map((way) => ({ effect, way })),
  );
  const drawNaming = deckOf(namings, random);
  const drawPlace = deckOf(places, random);
  const programs: GoProgram[] = [];
  while (programs.length < count) {
    for (const { effect, way } of shuffled(pairs, random)) {
      if (programs.length === count) break;
      const place = drawPlace(({ name }) => fitsPlace(effect, name));
      if (place === undefined) continue;
      const name = nameFor(effect.subject, place, random);
      const naming = effect.subject === 'none' ? unnamed : drawNaming(({ fits }) => fits?.(name) !== false);
      if (naming === undefined) continue;
      const id = `p${String(programs.length + 1).padStart(4, '0')}`;
      programs.push(compose(id, { effect, way, naming, place }, name, random));
    }
  }
  return programs;
}

/** All programs of a pattern of parts, `read-file/*\/literal/relative`: `*` stands for each of its kind. */
export function programsLike(pattern: string): readonly GoProgram[] {
  const wanted = pattern.split('/');
  const like = <T extends { readonly name: string }>(items: readonly T[], index: number): readonly T[] => [
    ...new Map(
      items
        .filter(({ name }) => (wanted[index] ?? '*') === '*' || wanted[index] === name)
        .map((item) => [item.name, item]),
    ).values(),
  ];
  const random = randomFrom(0);
  const programs: GoProgram[] = [];
  for (const effect of like(effects, 0)) {
    for (const way of like(ways, 1).filter(({ fits }) => fits?.(effect) !== false)) {
      for (const place of like(places, 3).filter((each) => fitsPlace(effect, each.name))) {
        const name = nameFor(effect.subject, place, random);
        const fitting =
          effect.subject === 'none'
            ? [unnamed]
            : like(namings, 2).filter(({ fits }) => fits?.(name) !== false);
        for (const naming of fitting) {
          const id = `p${String(programs.length + 1).padStart(4, '0')}`;
          programs.push(compose(id, { effect, way, naming, place }, name, random));
        }
      }
    }
  }
  return programs;
}

/** A directory beside the program has no name that can be taken apart; without data all places are the same. */
function fitsPlace({ subject }: Effect, place: string): boolean {
  if (!inData.has(subject)) return place === 'relative';
  return place !== 'beside' || subject !== 'directory';
}

/** Import paths of the program's other packages, before it is decided where they lie. */
const own = 'own.invalid/tool';
const vendored = 'vendored.invalid/kit';

const goMod = (needsKit: boolean): string =>
  `module example.com/shop\n\ngo 1.24\n${needsKit ? '\nrequire example.com/kit v1.0.0\n' : ''}`;

const vendorList = '# example.com/kit v1.0.0\n## explicit; go 1.24\nexample.com/kit\n';

function compose(id: string, parts: GoProgram['parts'], name: Name, random: Random): GoProgram {
  const { effect, way, naming, place } = parts;
  const named = naming.write(name);
  const written = way.write({ effect, name: named.expression, named: named.around, own, vendored });
  const withNames: Written = { ...written, declarations: [...named.declarations, ...written.declarations] };
  const beside = naming.name === 'beside-the-executable' || random(3) > 0;
  const binary = beside ? `${workdir}/${id}` : `/usr/local/bin/${id}`;
  const command = [beside ? `./${id}` : random(2) === 0 ? id : binary, ...named.arguments];
  const variables = { ...effect.variables, ...named.variables };
  const linkerFlags = Object.entries(named.linked).map(([variable, text]) => `-X main.${variable}=${text}`);
  const inImage = inData.has(effect.subject) && !place.directory.startsWith(workdir);
  const copied = inImage ? { data: place.directory } : {};
  const data = place.name === 'beside' ? '' : 'data/';
  const vendors = written.vendored !== undefined;
  return {
    id,
    parts,
    name: [effect.name, way.name, naming.name, place.name].join('/'),
    dockerfile: dockerfileOf({
      path: binary,
      command,
      variables,
      copied,
      linkerFlags,
      isStatic: random(2) === 0,
    }),
    files: {
      'go.mod': goMod(vendors),
      ...sourcesOf(withNames, {
        package: 'main',
        entry: 'main',
        directory: '',
        own: ['internal/tool', 'example.com/shop/internal/tool'],
        vendored: ['vendor/example.com/kit', 'example.com/kit'],
      }),
      ...(vendors ? { 'vendor/modules.txt': vendorList } : {}),
      ...named.files,
      [`${data}settings.txt`]: 'settings of the shop\n',
      [`${data}plain.txt`]: 'plain\n',
      [`${data}parts/one.txt`]: 'one\n',
    },
    links: { [`${data}latest.txt`]: 'settings.txt' },
    copied,
    path: binary,
    variables,
    commands: [
      command,
      ...(named.otherArguments === undefined ? [] : [[command[0] ?? '', ...named.otherArguments]]),
    ],
    packages: sourcesOf(withNames, {
      package: id,
      entry: 'Main',
      directory: `${id}/`,
      own: [`${id}/tool`, `soundness/${id}/tool`],
      vendored: [`${id}/kit`, `soundness/${id}/kit`],
    }),
    linked: Object.fromEntries(
      Object.entries(named.linked).map(([variable, text]) => [`soundness/${id}.${variable}`, text]),
    ),
    alone: way.name === 'init' || way.name === 'initialiser',
  };
}

/** Where the packages of a program lie. */
interface Layout {
  readonly package: string;
  readonly entry: string;
  readonly directory: string;
  /** Directory and import path. */
  readonly own: readonly [string, string];
  readonly vendored: readonly [string, string];
}

function sourcesOf(written: Written, layout: Layout): Readonly<Record<string, string>> {
  const placeOf = (path: string): string =>
    path === own ? layout.own[1] : path === vendored ? layout.vendored[1] : path;
  const entry = go`func ${layout.entry}() {\n${written.main}\n}`;
  const file = (
    name: string,
    declarations: readonly Fragment[] | undefined,
    constraint?: string,
  ): readonly [string, string][] =>
    declarations === undefined
      ? []
      : [
          [
            `${name}.go`,
            sourceFile(packageOf(name, layout), [joined(declarations, '\n\n')], placeOf, constraint),
          ],
        ];
  return Object.fromEntries([
    ...file(`${layout.directory}main`, [...written.declarations, entry]),
    ...file(`${layout.directory}chosen`, written.chosen?.declarations, written.chosen?.constraint),
    ...file(`${layout.own[0]}/tool`, written.own),
    ...file(`${layout.vendored[0]}/kit`, written.vendored),
  ]);
}

const packageOf = (name: string, layout: Layout): string =>
  name === `${layout.own[0]}/tool` ? 'tool' : name === `${layout.vendored[0]}/kit` ? 'kit' : layout.package;

interface Recipe {
  readonly path: string;
  readonly command: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly copied: Readonly<Record<string, string>>;
  readonly linkerFlags: readonly string[];
  readonly isStatic: boolean;
}

function dockerfileOf({ path, command, variables, copied, linkerFlags, isStatic }: Recipe): string {
  // The program is compiled here with the text as it is: no shell may expand it there.
  const flags = linkerFlags.length === 0 ? '' : `-ldflags "${linkerFlags.join(' ').replaceAll('$', '\\$')}" `;
  return [
    'FROM golang:1.24',
    `WORKDIR ${workdir}`,
    'COPY . .',
    ...Object.entries(copied).map(([source, destination]) => `COPY ${source} ${destination}`),
    ...Object.entries(variables).map(([name, value]) => `ENV ${name}="${value.replaceAll('$', '\\$')}"`),
    `RUN ${isStatic ? 'CGO_ENABLED=0 ' : ''}go build ${flags}-o ${path} .`,
    `CMD ${JSON.stringify(command)}`,
    '',
  ].join('\n');
}
