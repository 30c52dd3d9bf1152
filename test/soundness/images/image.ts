/** Dockerfiles composed of parts, each around a program that looks at the file that the Dockerfile makes. */
import { go, joined, quoted, sourceFile, type Fragment } from '../go/fragment.ts';
import { filepath, fmt, os } from '../go/packages.ts';
import { deckOf, randomFrom } from '../random.ts';
import {
  attributes,
  makers,
  places,
  runners,
  starters,
  text,
  type Attributes,
  type Maker,
  type Place,
  type Runner,
  type Starter,
} from './parts.ts';

export interface ComposedImage {
  /** The program's name: `i0001`. */
  readonly id: string;
  /** `cp/etc/as-made/root/exec/read`: the parts' names. */
  readonly name: string;
  /** By axis: which part was drawn. */
  readonly axes: Readonly<Record<'maker' | 'place' | 'attributes' | 'runner' | 'starter' | 'use', string>>;
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, string>>;
  readonly executable: readonly string[];
  /** Words after the image in `docker run`. */
  readonly words: readonly string[];
  /** `--user` of `docker run`. */
  readonly user: string | undefined;
  /** Its sources in the module of all programs, and what that asks of them: see `buildPrograms`. */
  readonly packages: Readonly<Record<string, string>>;
  readonly linked: Readonly<Record<string, string>>;
  readonly alone: boolean;
}

/** What the program does with the directory, besides reading the file. */
interface Use {
  readonly name: string;
  readonly statements: Fragment;
}

const uses: readonly Use[] = [
  { name: 'read', statements: go`` },
  {
    name: 'write-beside',
    statements: go`${fmt}.Println("written", ${os}.WriteFile(${filepath}.Join(directory, "state.txt"), nil, 0o600) == nil)`,
  },
  {
    name: 'write-to',
    statements: go`opened, err := ${os}.OpenFile(file, ${os}.O_APPEND|${os}.O_WRONLY, 0)
${fmt}.Println("opened", err == nil)
if err == nil {
opened.Close()
}`,
  },
  {
    name: 'list',
    statements: go`entries, err := ${os}.ReadDir(directory)
for _, entry := range entries {
${fmt}.Println("entry", entry.Name(), entry.Type())
}
${fmt}.Println(err == nil)`,
  },
  {
    name: 'look-at-mode',
    statements: go`if status, err := ${os}.Stat(directory); err == nil {
${fmt}.Println("mode", status.Mode())
}`,
  },
  {
    name: 'look-at-home',
    statements: go`home, err := ${os}.UserHomeDir()
${fmt}.Println("home", home, err)`,
  },
];

/** Draws so many. Every maker comes before one comes again; so with every other part. */
export function drawImages(seed: number, count: number): readonly ComposedImage[] {
  const random = randomFrom(seed);
  const decks = {
    maker: deckOf(makers, random),
    place: deckOf(places, random),
    attributes: deckOf(attributes, random),
    runner: deckOf(runners, random),
    starter: deckOf(starters, random),
    use: deckOf(uses, random),
  };
  return Array.from({ length: count }, (_, index) => {
    const id = `i${String(index + 1).padStart(4, '0')}`;
    const [maker, starter, use] = [decks.maker(any), decks.starter(any), decks.use(any)];
    const runner = decks.runner(any);
    const reader = starter?.name === 'compose-user' ? '1000:staff' : (runner?.name ?? '');
    const place = decks.place(({ name }) => name !== 'home' || reader === 'root');
    const owned = decks.attributes(({ name }) => canRead(name, reader, starter?.name));
    if (!maker || !place || !owned || !runner || !starter || !use) throw new Error('a deck is empty');
    return compose(id, { maker, place, attributes: owned, runner, starter, use });
  });
}

const any = (): boolean => true;

/** Whether who runs can read what has these attributes: what its author's image can't do says nothing. */
function canRead(attribute: string, reader: string, starter: string | undefined): boolean {
  switch (attribute) {
    case 'private':
      return reader === 'root' || starter !== 'compose-user';
    case 'of-a-named-group':
      return ['root', '1000:staff', 'made 1002'].includes(reader);
    case 'closed-file':
      return reader === 'root';
    default:
      return true;
  }
}

interface Parts {
  readonly maker: Maker;
  readonly place: Place;
  readonly attributes: Attributes;
  readonly runner: Runner;
  readonly starter: Starter;
  readonly use: Use;
}

function compose(id: string, parts: Parts): ComposedImage {
  const { maker, place, runner, starter, use } = parts;
  const program = `/app/${id}`;
  const target = { directory: place.real, file: `${place.real}/settings.txt`, program };
  const build = [`RUN CGO_ENABLED=0 go build -o ${program} .`];
  const made = maker.lines(target);
  const given = starter.given?.(program);
  const axes = {
    maker: maker.name,
    place: place.name,
    attributes: parts.attributes.name,
    runner: runner.name,
    starter: starter.name,
    use: use.name,
  };
  const declarations = programOf(place.directory, use, maker.afterBuild === true);
  return {
    id,
    name: Object.values(axes).join('/'),
    axes,
    dockerfile: [
      ...(maker.stage?.(target) ?? []),
      'FROM golang:1.24',
      'WORKDIR /app',
      'COPY . .',
      ...runner.before,
      ...place.lines,
      ...(maker.afterBuild === true ? [...build, ...made] : [...made, ...build]),
      ...parts.attributes.lines(place.real, runner.owner),
      ...(runner.user === undefined ? [] : [`USER ${runner.user}`]),
      ...starter.lines(program, id),
      '',
    ].join('\n'),
    files: {
      'go.mod': 'module example.com/shop\n\ngo 1.24\n',
      'main.go': mainFile('main', 'main', declarations),
      'conf/settings.txt': text,
      'conf/more.txt': 'more\n',
      ...maker.files?.(target),
      ...starter.files?.(program),
    },
    executable: [...(maker.executable ?? []), ...(starter.executable ?? [])],
    words: given?.words ?? [],
    user: given?.user,
    packages: { [`${id}/main.go`]: mainFile(id, 'Main', declarations) },
    linked: {},
    alone: false,
  };
}

interface ProgramParts {
  readonly declarations: readonly Fragment[];
  readonly main: Fragment;
}

function programOf(directory: string, use: Use, writes: boolean): ProgramParts {
  const initialise = go`if len(${os}.Args) > 1 && ${os}.Args[1] == "-init" {
if err := ${os}.MkdirAll(directory, 0o755); err != nil {
panic(err)
}
if err := ${os}.WriteFile(file, []byte(${quoted(text)}), 0o644); err != nil {
panic(err)
}
return
}
`;
  return {
    declarations: [
      go`const (\ndirectory = ${quoted(directory)}\nfile = ${quoted(`${directory}/settings.txt`)}\n)`,
    ],
    main: go`${writes ? initialise : go``}text, err := ${os}.ReadFile(file)
if err != nil {
${fmt}.Println(err)
${os}.Exit(1)
}
${fmt}.Printf("%q\\n", text)
${fmt}.Println(${os}.Getuid(), ${os}.Getgid(), ${os}.Args[1:])
{
${use.statements}
}`,
  };
}

const mainFile = (name: string, entry: string, { declarations, main }: ProgramParts): string =>
  sourceFile(name, [joined([...declarations, go`func ${entry}() {\n${main}\n}`], '\n\n')], (path) => path);
