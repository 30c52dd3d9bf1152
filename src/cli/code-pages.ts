/** The pages of codes and rules: sections of README files that are headed by the codes they are about. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CodeDescription } from '../report/types.ts';

/** By code; empty where the pages were not shipped. */
export function codePages(): ReadonlyMap<string, CodeDescription> {
  const root = packageDirectory();
  return new Map(
    root === undefined ? [] : pageFiles(root).flatMap((path) => [...sectionsOf(readFileSync(path, 'utf8'))]),
  );
}

/** What stands on a rule's page before its first section: what the rule does. */
export function rulePage(name: string): string | undefined {
  const root = packageDirectory();
  const path = root === undefined ? undefined : join(root, 'rules', name, 'README.md');
  if (path === undefined || !existsSync(path)) return undefined;
  const [head = ''] = readFileSync(path, 'utf8').split(/^##/m);
  return head.replace(/^# .*\n/, '').trim();
}

function pageFiles(root: string): readonly string[] {
  const rules = join(root, 'rules');
  const names = readdirSync(rules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(rules, name, 'README.md'));
  return [join(rules, 'README.md'), join(root, 'src', 'verify', 'README.md'), ...names].filter((path) =>
    existsSync(path),
  );
}

/** Sections under a heading of the third level that is a code, or several: `### \`mode-differs\`, \`owner-differs\``. */
export function sectionsOf(markdown: string): ReadonlyMap<string, CodeDescription> {
  const sections = new Map<string, CodeDescription>();
  let codes: readonly string[] = [];
  let lines: string[] = [];
  let fenced = false;
  const close = (): void => {
    const text = lines.join('\n').trim();
    for (const code of codes) sections.set(code, { summary: firstSentence(text), text });
  };
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) fenced = !fenced;
    const heading = fenced ? null : /^(#{1,3}) (.*)$/.exec(line);
    if (heading === null) {
      lines.push(line);
      continue;
    }
    close();
    codes = heading[1] === '###' ? codesIn(heading[2] ?? '') : [];
    lines = [];
  }
  close();
  return sections;
}

/** The codes of a heading that consists of nothing else. */
function codesIn(heading: string): readonly string[] {
  const codes = heading.split(', ').map((part) => /^`([a-z0-9+-]+)`$/.exec(part)?.[1]);
  return codes.every((code) => code !== undefined) ? codes : [];
}

function firstSentence(text: string): string {
  const paragraph = (text.split('\n\n')[0] ?? '').replace(/\s+/g, ' ');
  return /^.*?(?:\.(?= |$)|:$)/.exec(paragraph)?.[0].replace(/:$/, '.') ?? paragraph;
}

/** The package's own directory, beside whichever form of the program runs. */
function packageDirectory(): string | undefined {
  for (let place = import.meta.dirname; place !== dirname(place); place = dirname(place)) {
    const pages = join(place, 'rules', 'README.md');
    if (existsSync(pages) && existsSync(join(place, 'package.json'))) return place;
  }
  return undefined;
}
