/** What stands around the text of every page. */
import { relativeTo } from './links.ts';
import { escapeHtml, type Heading } from './markdown.ts';
import type { Page } from './pages.ts';

export interface FramedPage {
  readonly path: string;
  readonly title: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  /** Scripts of its own, by their paths in the site. */
  readonly scripts?: readonly string[];
}

/** The site loads nothing from elsewhere and sends nothing anywhere, and browsers hold it to that. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'img-src data:',
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

const groups = [
  ['guide', 'Guide'],
  ['rules', 'Rules'],
  ['project', 'Project'],
] as const;

/** The whole page, with the menu of all that have a place in it. */
export function framed(page: FramedPage, pages: readonly Page[]): string {
  const to = (path: string): string => relativeTo(page.path, path);
  const entry = (path: string, title: string): string =>
    `<li><a href="${to(path)}"${path === page.path ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a></li>`;
  const menu = groups.map(([group, title]) => {
    const items = pages.filter((each) => each.group === group).map((each) => entry(each.path, each.title));
    const own =
      group === 'guide' ? [entry('playground.html', 'Playground'), entry('codes/index.html', 'Codes')] : [];
    return `<h2>${title}</h2><ul>${[...items, ...own].join('')}</ul>`;
  });
  const contents = page.headings.filter(({ depth }) => depth === 2);
  const scripts = ['assets/site.js', ...(page.scripts ?? [])];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(page.title === 'dfopt' ? 'dfopt' : `${page.title} · dfopt`)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${to('assets/site.css')}">
</head>
<body data-root="${to('.') || '.'}">
<a class="skip" href="#text">To the text</a>
<header>
<a class="home" href="${to('index.html')}">dfopt</a>
<div class="search" role="search"><input id="search" type="search" placeholder="Search ( / )" aria-label="Search the pages" autocomplete="off"><ol id="found" hidden></ol></div>
<button id="menu-button" type="button" aria-expanded="false" aria-controls="menu">Menu</button>
</header>
<nav id="menu" aria-label="Pages">${menu.join('\n')}</nav>
<main id="text">
${page.html}
</main>
${contents.length < 2 ? '' : `<aside aria-label="On this page"><h2>On this page</h2><ul>${contents.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`).join('')}</ul></aside>`}
${scripts.map((path) => `<script src="${to(path)}" defer></script>`).join('\n')}
</body>
</html>
`;
}
