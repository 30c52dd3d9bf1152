/** The HTML page around a report: markup, style, script and data in one text that needs nothing else. */
import { createHash } from 'node:crypto';
import type { FileEntry, ReportDocument } from './document.ts';
import { inert } from './escape.ts';
import { rootsOf } from './paths.ts';
import { SCRIPT, STYLE } from './html/embedded.ts';

export interface PageData extends Omit<ReportDocument, 'files'> {
  readonly files: readonly PageFile[];
}

/** The texts are in the diff or the source. */
export interface PageFile extends Omit<FileEntry, 'original' | 'text'> {
  /** The text of a file that was not changed but has a line worth seeing. */
  readonly source: string | null;
  /** The diff or the source was left out. */
  readonly tooLarge: boolean;
}

/** The whole page; it loads nothing and allows nothing but its own script and style. */
export function page(data: PageData): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${hash(SCRIPT)}'; style-src '${hash(STYLE)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="dfopt ${escapeHtml(data.version)}">
<title>dfopt report</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#filter">Skip to the files</a>
<header>
<h1>dfopt report</h1>
<p class="quiet">${extent(data)}, dfopt ${escapeHtml(data.version)}</p>
</header>
<main>
<section aria-labelledby="totals-title">
<h2 id="totals-title" class="for-ears">Outcomes</h2>
<div id="bar" aria-hidden="true"></div>
<ul id="outcomes"></ul>
</section>
<section id="sizes" aria-labelledby="sizes-title" hidden>
<h2 id="sizes-title">Image sizes</h2>
</section>
<section aria-labelledby="files-title">
<div class="controls">
<h2 id="files-title">Files</h2>
<div class="field"><label for="filter">Filter</label><input id="filter" type="search" autocomplete="off" spellcheck="false" aria-describedby="filter-help" aria-keyshortcuts="/"><kbd aria-hidden="true">/</kbd></div>
<p id="status" class="quiet" role="status"></p>
<button id="clear" type="button" hidden>show all</button>
</div>
<noscript><p>This page draws its table with JavaScript, which is switched off here. The same report as text: dfopt migrate --format text.</p></noscript>
<table id="files">
<caption class="for-ears">Dockerfiles and their outcomes</caption>
<thead><tr>${COLUMNS.map(columnHead).join('')}</tr></thead>
<tbody id="rows"></tbody>
</table>
<p id="empty" hidden>No file passes the filter.</p>
<p id="more" class="quiet" hidden>…</p>
<p id="filter-help" class="key"><kbd>/</kbd> filter by any words of name, code, message or base; <kbd>↑</kbd> <kbd>↓</kbd> move, <kbd>Enter</kbd> opens, <kbd>Esc</kbd> closes. Sizes marked ≈ are estimates, the others were measured on built images.</p>
</section>
</main>
<script type="application/json" id="data">${embedJson(data)}</script>
<script type="module">${SCRIPT}</script>
</body>
</html>
`;
}

/** How much was looked at. */
function extent({ files }: PageData): string {
  const roots = rootsOf({ files }).length;
  const dockerfiles = counted(files.length, 'Dockerfile', 'Dockerfiles');
  return roots > 1 ? `${dockerfiles} in ${counted(roots, 'repository', 'repositories')}` : dockerfiles;
}

function counted(count: number, one: string, several: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
}

const COLUMNS: readonly (readonly [key: string, title: string])[] = [
  ['outcome', 'Outcome'],
  ['name', 'File'],
  ['code', 'Code'],
  ['base', 'Base'],
  ['confidence', 'Confidence'],
  ['assumptions', 'Assumes'],
  ['size', 'Size'],
];

function columnHead([key, title]: readonly [string, string]): string {
  return `<th scope="col" data-column="${key}"><button type="button">${title}</button></th>`;
}

/** The source expression of a Content-Security-Policy for an inline element with this text. */
function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/**
 * JSON inside a script element. The element ends at the first `</script`, and `<!--` changes how it is read
 * (https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements): without `<` there is neither.
 */
export function embedJson(value: unknown): string {
  return inert(JSON.stringify(value)).replaceAll('<', String.raw`\u003c`);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
