/** Markdown of the project as HTML: its headings can be linked to, its codes lead to their pages. */
import { Marked, type Tokens } from 'marked';
import { relativeTo, siteLink, type SiteLinks } from './links.ts';
import type { Page } from './pages.ts';

export interface Heading {
  readonly id: string;
  readonly text: string;
  readonly depth: number;
}

export interface Rendered {
  readonly html: string;
  readonly headings: readonly Heading[];
  /** Files of the project that it links to. */
  readonly files: readonly string[];
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export function render(page: Page, links: SiteLinks, codes: ReadonlySet<string>): Rendered {
  const headings: Heading[] = [];
  const files: string[] = [];
  const taken = new Map<string, number>();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading): string {
        const plain = text.replaceAll('`', '');
        const id = freeId(plain, taken);
        headings.push({ id, text: plain, depth });
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)} <a class="anchor" href="#${id}" aria-label="Link to this section">#</a></h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link): string {
        const inside = this.parser.parseInline(tokens);
        const link = siteLink(href, page.source, page.path, links);
        if (link.kind === 'none') return inside;
        if (link.file !== undefined) files.push(link.file);
        return `<a href="${escapeHtml(link.href)}">${inside}</a>`;
      },
      codespan({ text }: Tokens.Codespan): string {
        const shown = `<code>${escapeHtml(text)}</code>`;
        const own = page.path === `codes/${text}.html`;
        return codes.has(text) && !own
          ? `<a class="code" href="${relativeTo(page.path, `codes/${text}.html`)}">${shown}</a>`
          : shown;
      },
      code({ text, lang }: Tokens.Code): string {
        const body = lang === 'diff' ? text.split('\n').map(diffLine).join('\n') : escapeHtml(text);
        return `<pre tabindex="0"><code>${body}</code></pre>\n`;
      },
      table(token: Tokens.Table): string {
        const cell = (tag: 'th' | 'td') => (each: Tokens.TableCell) =>
          `<${tag}>${this.parser.parseInline(each.tokens)}</${tag}>`;
        const head = token.header.map(cell('th')).join('');
        const rows = token.rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>`).join('\n');
        return `<div class="table" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>\n`;
      },
    },
  });
  const html = marked.parse(page.markdown, { async: false });
  return { html, headings, files };
}

/** The name of a heading in links, as GitHub makes it: lower case, no punctuation, dashes for blanks. */
function freeId(text: string, taken: Map<string, number>): string {
  const id = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
  const before = taken.get(id);
  taken.set(id, (before ?? 0) + 1);
  return before === undefined ? id : `${id}-${before}`;
}

function diffLine(line: string): string {
  const kind = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : undefined;
  const text = escapeHtml(line);
  return kind === undefined ? text : `<span class="${kind}">${text}</span>`;
}
