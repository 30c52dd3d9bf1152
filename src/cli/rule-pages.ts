/** The pages of the rules' codes: sections of their READMEs, headed by the code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CodeDescription } from '../report/types.ts';

/** By code; empty where the pages were not shipped. */
export function rulePages(): ReadonlyMap<string, CodeDescription> {
  const root = rulesDirectory();
  if (root === undefined) return new Map();
  const names = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(name, 'README.md'));
  const pages = ['README.md', ...names].map((name) => join(root, name)).filter((path) => existsSync(path));
  return new Map(pages.flatMap((path) => [...sectionsOf(readFileSync(path, 'utf8'))]));
}

/** Sections under a heading of the third level that is a code. */
export function sectionsOf(markdown: string): ReadonlyMap<string, CodeDescription> {
  const sections = new Map<string, CodeDescription>();
  let code: string | undefined;
  let lines: string[] = [];
  let fenced = false;
  const close = (): void => {
    if (code === undefined) return;
    const text = lines.join('\n').trim();
    sections.set(code, { summary: firstSentence(text), text });
  };
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) fenced = !fenced;
    const heading = fenced ? null : /^(#{1,3}) (.*)$/.exec(line);
    if (heading === null) {
      lines.push(line);
      continue;
    }
    close();
    code = heading[1] === '###' ? /^`([a-z0-9-]+)`$/.exec(heading[2] ?? '')?.[1] : undefined;
    lines = [];
  }
  close();
  return sections;
}

function firstSentence(text: string): string {
  const paragraph = (text.split('\n\n')[0] ?? '').replace(/\s+/g, ' ');
  return /^.*?[.:](?= |$)/.exec(paragraph)?.[0].replace(/:$/, '.') ?? paragraph;
}

/** The package's `rules` directory, beside whichever form of the program runs. */
function rulesDirectory(): string | undefined {
  for (let place = import.meta.dirname; place !== dirname(place); place = dirname(place)) {
    const candidate = join(place, 'rules', 'README.md');
    if (existsSync(candidate) && existsSync(join(place, 'package.json'))) return dirname(candidate);
  }
  return undefined;
}
