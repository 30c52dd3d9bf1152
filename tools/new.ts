/**
 * `npm run new -- rule NAME`, `npm run new -- toolchain NAME`: begins a rule. It makes the folder in `rules/` with its
 * page and its codes, two fixtures (a hit and a near-miss), and the line in `rules/index.ts`. What it makes passes the
 * types, the lint and the tests; `tools/new-rule` and `tools/new-toolchain` are what it is made from.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');
const templates = { rule: 'new-rule', toolchain: 'new-toolchain' } as const;

/** The name that stands in the templates, in each way of writing it. */
const placeholder = { dashed: 'a-new-name', camel: 'aNewName', upper: 'A_NEW_NAME' } as const;

/** Makes the rule; what is wrong with the request, where it makes none. */
function begin(words: readonly string[]): string | undefined {
  const [kind, name, ...others] = words;
  if ((kind !== 'rule' && kind !== 'toolchain') || name === undefined || others.length > 0) {
    return 'say what to begin: npm run new -- rule NAME, or npm run new -- toolchain NAME';
  }
  const wrong = wrongWith(name);
  if (wrong !== undefined) return `'${name}' cannot be the name: ${wrong}`;
  const spelt = { dashed: name, camel: camelCase(name), upper: name.toUpperCase().replaceAll('-', '_') };
  const template = join(root, 'tools', templates[kind]);
  for (const file of readdirSync(template, { recursive: true, encoding: 'utf8' }).sort()) {
    const from = join(template, file);
    if (statSync(from).isDirectory()) continue;
    const to = join(root, placeOf(file, name));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
    writeFileSync(to, filledIn(readFileSync(from, 'utf8'), spelt));
    process.stdout.write(`made ${placeOf(file, name)}\n`);
  }
  const index = join(root, 'rules', 'index.ts');
  writeFileSync(index, withRule(readFileSync(index, 'utf8'), kind, name, spelt.camel));
  process.stdout.write('added the line in rules/index.ts\n');
  // A longer name may want lines to be broken elsewhere.
  const prettier = join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  execFileSync(
    process.execPath,
    [prettier, '--log-level', 'warn', '--write', `rules/${name}`, 'rules/index.ts'],
    {
      cwd: root,
    },
  );
  return undefined;
}

/** Why a name can't be one. */
function wrongWith(name: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    return 'it takes lower-case letters and digits, words joined by single dashes, a letter first';
  }
  if (name.length > 30) return 'it is longer than 30 characters';
  if (name === placeholder.dashed) return 'it stands for the name in the templates';
  if (existsSync(join(root, 'rules', name))) return `there is a folder rules/${name}`;
  if (existsSync(join(root, 'fixtures', name))) return `there is a folder fixtures/${name}`;
  if (reserved.has(camelCase(name)))
    return 'it is a word of the language, and names a constant in rules/index.ts';
  return undefined;
}

/** Words that cannot name a constant, and those that rules/index.ts uses. Source: ECMAScript, "Keywords and Reserved Words". */
const reserved: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof var void while with yield rule rules toolchain toolchains undefined'
  ).split(' '),
);

/** Fixtures stand beside those of the other rules, everything else in the rule's folder. */
function placeOf(file: string, name: string): string {
  return file.startsWith('fixtures')
    ? join('fixtures', name, file.slice('fixtures/'.length))
    : join('rules', name, file);
}

interface Spelt {
  readonly dashed: string;
  readonly camel: string;
  readonly upper: string;
}

function filledIn(text: string, name: Spelt): string {
  return text
    .replaceAll(placeholder.dashed, name.dashed)
    .replaceAll(placeholder.camel, name.camel)
    .replaceAll(placeholder.upper, name.upper);
}

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The lists that rules and toolchains are added to. */
const lists = {
  rule: /(export const rules: readonly Rule\[\] = \[)([^\]]*)\]/,
  toolchain: /(export const toolchains: readonly [^=]*= \[)([^\]]*)\]/,
} as const;

/** The index with the rule's import among the others, and the rule behind them: it is asked last. */
function withRule(index: string, kind: keyof typeof templates, name: string, constant: string): string {
  const lines = index.split('\n');
  const line = `import { ${constant} } from './${name}/index.ts';`;
  const own = lines.flatMap((text, at) => (/^import \{ \w+ \} from '\.\//.test(text) ? [at] : []));
  const behind =
    own.findLast((at) => (lines[at] ?? '').replace(/.*'\.\//, '') < `${name}/`) ?? (own[0] ?? 1) - 1;
  const imported = [...lines.slice(0, behind + 1), line, ...lines.slice(behind + 1)].join('\n');
  const list = lists[kind];
  if (!list.test(imported)) throw new Error(`rules/index.ts has no list to add a ${kind} to`);
  return imported.replace(
    list,
    (_, head: string, rules: string) => `${head}${rules.replace(/,\s*$/, '')}, ${constant}]`,
  );
}

const wrong = begin(process.argv.slice(2));
if (wrong !== undefined) {
  process.stderr.write(`${wrong}\n`);
  process.exitCode = 2;
}
