/** Units of systemd that start containers (systemd.service(5)), and those of Podman's Quadlet (podman-systemd.unit(5)). */
import { nameOf } from '../files/tree.ts';
import { findCommands } from './commands.ts';
import { said, saidIfAny, type Finding, type SourceFile } from './findings.ts';
import { givenWords, splitWords } from './given.ts';

interface Setting {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

export function findInUnit(source: SourceFile): readonly Finding[] {
  const { path } = source;
  const settings = settingsOf(source.text);
  const name = nameOf(path);
  const commands = settings.flatMap(({ key, value, line }) =>
    /^Exec[A-Z]/.test(key)
      ? findCommands({
          // Marks before the program say how it is started.
          text: value.replace(/^[-@:+!|]+/, ''),
          path,
          line,
          kind: 'script',
          name,
          directories: [''],
        })
      : [],
  );
  const value = (key: string): string | undefined =>
    settings.findLast((setting) => setting.key === key)?.value;
  const image = settings.find(({ key }) => key === 'Image');
  if (image === undefined) return commands;
  const words = value('Exec');
  const given = words === undefined ? undefined : givenWords(splitWords(words), 'command');
  const entrypoint = value('Entrypoint');
  const consumer = {
    kind: 'deployment',
    path,
    line: image.line,
    name,
    ...said('command', given?.command),
    ...said('entrypoint', entrypoint === undefined ? undefined : splitWords(entrypoint)),
    ...said('probe', value('HealthCmd')),
    ...said('user', value('User')),
    ...said('workdir', value('WorkingDir')),
    ...saidIfAny('unread', given?.unread ?? []),
  } as const;
  return [...commands, { kind: 'use', of: { by: 'image', text: image.value }, names: [], consumer }];
}

/** `Key=value` lines; a backslash at the end takes the next line in. */
function settingsOf(text: string): readonly Setting[] {
  const settings: Setting[] = [];
  let open: Setting | undefined;
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = written.trim();
    const found: Setting | undefined =
      open === undefined ? readSetting(line, index + 1) : { ...open, value: `${open.value} ${line}` };
    if (found === undefined) continue;
    const goesOn = found.value.endsWith('\\');
    const value = goesOn ? found.value.slice(0, -1).trimEnd() : found.value;
    if (goesOn) open = { ...found, value };
    else {
      settings.push({ ...found, value });
      open = undefined;
    }
  }
  return settings;
}

function readSetting(text: string, line: number): Setting | undefined {
  const [, key, value] = /^(\w+)\s*=\s*(.*)$/.exec(text) ?? [];
  return key === undefined || value === undefined ? undefined : { key, value, line };
}

/** By their endings. */
export function isUnit(path: string): boolean {
  return /\.(?:service|container)$/.test(path);
}
