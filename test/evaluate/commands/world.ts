/** A world of a few known files, for models to look at. */
import { posix } from 'node:path';
import { ordinaryCommands } from '../../../src/evaluate/commands/index.ts';
import type {
  CommandRun,
  Effect,
  FileEntry,
  FileSystem,
  Found,
  Value,
  World,
} from '../../../src/evaluate/types.ts';
import type { Distribution } from '../../../src/image/types.ts';
import { parseShell } from '../../../src/shell/parse.ts';
import { expandWord } from '../../../src/shell/expand-words.ts';

export interface Files {
  /** Path → text; a path that ends in a slash is a directory. */
  readonly [path: string]: string;
}

const origin = { by: 'base' } as const;

/** `possible` lists directories in which there may be more. */
export function worldOf(
  files: Files = {},
  possible: readonly string[] = [],
  family: Distribution['family'] = 'debian',
): World {
  const entries = new Map<string, FileEntry>([['/', { path: '/', kind: 'directory', origin }]]);
  for (const [written, text] of Object.entries(files)) {
    const path = posix.resolve(written);
    const kind = written.endsWith('/') ? 'directory' : 'file';
    entries.set(path, { path, kind, origin, content: () => text });
    for (let up = posix.dirname(path); up !== '/'; up = posix.dirname(up)) {
      entries.set(up, { path: up, kind: 'directory', origin });
    }
  }
  const below = (path: string): boolean =>
    possible.some((directory) => path === directory || path.startsWith(posix.join(directory, '/')));
  const lookup = (path: string): Found => {
    const entry = entries.get(path);
    if (entry !== undefined) return { status: 'present', entry };
    return below(path) ? { status: 'possible', origin } : { status: 'absent' };
  };
  const view: FileSystem = {
    at: 0,
    lookup,
    list: (directory) => ({
      names: [...entries.values()]
        .filter((entry) => entry.path !== '/' && posix.dirname(entry.path) === directory)
        .map((entry) => ({ name: posix.basename(entry.path), kind: entry.kind })),
      complete: !below(directory),
      generated: false,
    }),
    read: (path) => entries.get(path)?.content?.(),
    mergesUsr: false,
    linkAt: () => undefined,
    upTo: () => view,
    written: () => [],
    trees: () => [],
    opaque: () => [],
    removed: () => [],
    anywhere: () => [],
  };
  return { files: view, distribution: { family }, facts: undefined };
}

export interface Setting {
  readonly workdir?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: CommandRun['input'];
}

/** The run of one simple command; variables that `env` doesn't have aren't known. */
export function runOf(text: string, setting: Setting = {}): CommandRun {
  const [statement] = parseShell(text).statements;
  if (statement?.kind !== 'command') throw new Error(`not a simple command: ${text}`);
  const env = new Map<string, Value>(
    Object.entries(setting.env ?? {}).map(([name, value]) => [name, { text: value }]),
  );
  const words = statement.words.flatMap((word) =>
    expandWord(word, {
      lookup: (name) => env.get(name) ?? { text: undefined, because: `$${name}` },
    }).fields.map((field) => field.value),
  );
  const name = words[0]?.text;
  return {
    step: 0,
    name: name === undefined ? undefined : posix.basename(name),
    words,
    env,
    assignments: [],
    workdir: 'workdir' in setting ? { text: setting.workdir } : { text: '/w' },
    user: { text: '' },
    span: undefined,
    conditional: false,
    failureIgnored: false,
    input: setting.input,
  };
}

function attributeFlags({ recursive, of }: Extract<Effect, { kind: 'mode' | 'owner' }>): string {
  return `${recursive ? ' -R' : ''}${of === undefined ? '' : ` ${of}`}`;
}

/** An effect in one line: `write /a file`, `copy /a -> /b`, `opaque /x`. */
function line(effect: Effect): string {
  switch (effect.kind) {
    case 'write': {
      const more = [
        effect.target === undefined ? '' : ` -> ${effect.target}`,
        effect.mode === undefined ? '' : ` ${effect.mode.toString(8)}`,
        effect.owner === undefined ? '' : ` ${effect.owner}`,
        effect.content === undefined ? '' : ` ${JSON.stringify(effect.content)}`,
        effect.download === undefined ? '' : ` from ${effect.download}`,
      ];
      return `${effect.entry} ${effect.path}${more.join('')}`;
    }
    case 'copy':
      return `${effect.move ? 'move' : 'copy'} ${effect.from} -> ${effect.to}`;
    case 'remove':
      return `remove ${effect.path}`;
    case 'mode':
      return `mode ${effect.mode} ${effect.path}${attributeFlags(effect)}`;
    case 'owner':
      return `owner ${effect.owner} ${effect.path}${attributeFlags(effect)}`;
    case 'opaque':
      return `opaque ${effect.under}`;
    case 'packages':
      return `${effect.action} ${effect.manager} ${effect.names.join(',')}${effect.complete ? '' : ',…'}${effect.group === undefined ? '' : ` (${effect.group})`}`;
    case 'member':
      return `member ${effect.user} ${effect.group}`;
    case 'user':
      return `user ${effect.name} uid=${effect.uid ?? ''} gid=${effect.gid ?? ''} home=${effect.home ?? ''}`;
    case 'group':
      return `group ${effect.name} gid=${effect.gid ?? ''}`;
    case 'capability':
      return `capability ${effect.path}`;
    case 'asked':
      return 'asked';
    case 'fails':
      return `fails ${effect.why}`;
  }
}

/** The effects of a command, each in one line; undefined when its model doesn't understand the call. */
export function effectsOf(
  text: string,
  world: World = worldOf(),
  setting: Setting = {},
): readonly string[] | undefined {
  const run = runOf(text, setting);
  return ordinaryCommands
    .get(run.name ?? '')?.(run, world)
    ?.map(line);
}
