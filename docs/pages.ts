/** The pages of the site: files of the project that are written for its users, and one for each code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sectionsOf } from '../src/cli/code-pages.ts';

export interface Page {
  /** Where it lies in the site, with slashes: `rules/golang.html`. */
  readonly path: string;
  readonly title: string;
  readonly markdown: string;
  /** The file it is made from, relative to the project: links in it start there. */
  readonly source: string;
  /** Under which heading of the menu it stands; codes stand in none. */
  readonly group: 'guide' | 'rules' | 'project' | 'codes';
}

/** The pages in the order of the menu, then those of the codes by name. */
export function pagesOf(project: string): readonly Page[] {
  const read = (source: string): string => readFileSync(join(project, source), 'utf8');
  const page = (group: Page['group'], path: string, title: string, source: string): Page => ({
    group,
    path,
    title,
    source,
    markdown: read(source),
  });
  const rules = readdirSync(join(project, 'rules'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => page('rules', `rules/${name}.html`, name, `rules/${name}/README.md`));
  const written = [
    page('guide', 'index.html', 'dfopt', 'README.md'),
    page('guide', 'verify.html', 'Verification', 'src/verify/README.md'),
    page('guide', 'integrations.html', 'Integrations', 'integrations/README.md'),
    page('rules', 'rules/index.html', 'All rules', 'rules/README.md'),
    ...rules,
    page('project', 'changelog.html', 'Changelog', 'CHANGELOG.md'),
    page('project', 'architecture.html', 'Architecture', 'ARCHITECTURE.md'),
    page('project', 'contributing.html', 'Contributing', 'CONTRIBUTING.md'),
  ];
  return [...written, ...written.flatMap(codesOf).sort((a, b) => (a.title < b.title ? -1 : 1))];
}

/** A page for each code that has a section on a page. */
function codesOf({ markdown, source }: Page): readonly Page[] {
  return [...sectionsOf(markdown)].map(([code, { text }]) => ({
    group: 'codes',
    path: `codes/${code}.html`,
    title: code,
    markdown: `# \`${code}\`\n\n${text}\n`,
    source,
  }));
}
