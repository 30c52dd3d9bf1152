/** Writes the site to `dist/site`: `npm run docs`. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { build } from 'rolldown';
import { parserOnDemand } from '../rolldown.config.js';
import { framed } from './frame.ts';
import { escapeHtml, render } from './markdown.ts';
import { pagesOf } from './pages.ts';
import { playgroundHtml, type Example } from './playground-page.ts';

const project = join(import.meta.dirname, '..');

/** Makes the whole site anew in a folder. */
export async function buildSite(site: string): Promise<void> {
  const pages = pagesOf(project);
  const codes = new Set(pages.filter(({ group }) => group === 'codes').map(({ title }) => title));
  const links = {
    pages: new Map(pages.filter(({ group }) => group !== 'codes').map(({ source, path }) => [source, path])),
    isFile: (path: string) => statSync(join(project, path), { throwIfNoEntry: false })?.isFile() === true,
  };
  rmSync(site, { recursive: true, force: true });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  };

  const files = new Set<string>();
  const documents = pages.flatMap((page) => {
    const rendered = render(page, links, codes);
    for (const file of rendered.files) files.add(file);
    write(page.path, framed({ ...page, ...rendered }, pages));
    return page.group === 'project' ? [] : [documentOf(page.path, page.title, rendered.html)];
  });
  for (const file of files) {
    mkdirSync(dirname(join(site, 'files', file)), { recursive: true });
    cpSync(join(project, file), join(site, 'files', file));
  }

  const all = pages.filter(({ group }) => group === 'codes');
  const list = all.map(
    ({ title }) => `<li><a href="${title}.html"><code>${escapeHtml(title)}</code></a></li>`,
  );
  const codesHtml = `<h1>Codes</h1>\n<p>What dfopt can say, each with its page. <code>dfopt explain CODE</code> prints the same.</p>\n<ul class="codes">${list.join('\n')}</ul>`;
  write(
    'codes/index.html',
    framed({ path: 'codes/index.html', title: 'Codes', html: codesHtml, headings: [] }, pages),
  );

  write(
    'playground.html',
    framed(
      {
        path: 'playground.html',
        title: 'Playground',
        html: playgroundHtml(exampleOf('fixtures/golang/readme')),
        headings: [],
        scripts: ['assets/playground.js'],
      },
      pages,
    ),
  );
  mkdirSync(join(site, 'assets'), { recursive: true });
  cpSync(join(import.meta.dirname, 'client', 'site.css'), join(site, 'assets', 'site.css'));
  await bundle('site', site, { 'virtual:documents': `export default ${JSON.stringify(documents)}` });
  await bundle('playground', site, {});
}

/** A page as the search knows it. */
export interface SearchDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

function documentOf(id: string, title: string, html: string): SearchDocument {
  const text = html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(?:lt|gt|amp|quot|#39);/g, ' ')
    .replaceAll(/\s+/g, ' ');
  return { id, title, text };
}

/** A fixture's Dockerfile and context. */
function exampleOf(fixture: string): Example {
  const context = join(project, fixture, 'context');
  const paths = readdirSync(context, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(context, path)).isFile(),
  );
  return {
    dockerfile: readFileSync(join(project, fixture, 'Dockerfile'), 'utf8'),
    files: Object.fromEntries(
      paths.sort().map((path) => [path.split(sep).join('/'), readFileSync(join(context, path), 'utf8')]),
    ),
  };
}

/** One script that needs no server to be loaded from: browsers load modules from no folder. */
async function bundle(name: string, site: string, virtual: Readonly<Record<string, string>>): Promise<void> {
  await build({
    input: join(import.meta.dirname, 'client', `${name}.ts`),
    platform: 'browser',
    logLevel: 'warn',
    resolve: { alias: { 'node:path': 'path-browserify' } },
    plugins: [
      parserOnDemand(),
      {
        name: 'made-here',
        resolveId: (id: string) => (id in virtual ? `\0${id}` : undefined),
        load: (id: string) => virtual[id.slice(1)],
      },
    ],
    output: { file: join(site, 'assets', `${name}.js`), format: 'iife', minify: true },
  });
}

if (process.argv[1] === import.meta.filename) {
  const site = join(project, 'dist', 'site');
  await buildSite(site);
  console.log(`the site is in ${site}: open index.html in it`);
}
