/** The site: its links lead somewhere, every code has its page, and the playground works in a real browser. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../docs/build.ts';
import { siteLink } from '../../docs/links.ts';
import { codePages } from '../../src/cli/code-pages.ts';
import { browserPath } from '../helpers/browser.ts';

const fixture = join(import.meta.dirname, '..', '..', 'fixtures', 'golang', 'readme');
const site = mkdtempSync(join(tmpdir(), 'dfopt-site-'));

beforeAll(() => buildSite(site), 120_000);
afterAll(() => {
  rmSync(site, { recursive: true, force: true });
});

const pages = (): readonly string[] =>
  readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .map((path) => join(site, path));

describe('the pages', () => {
  it('have links that lead somewhere, to a heading that is there', () => {
    const dead = pages().flatMap((page) =>
      attributes(readFileSync(page, 'utf8'), ['href', 'src']).flatMap((link) => {
        if (/^[a-z]+:/.test(link)) return [];
        const [path = '', fragment] = link.split('#');
        const target = path === '' ? page : resolve(dirname(page), path);
        const there =
          existsSync(target) &&
          (fragment === undefined || attributes(readFileSync(target, 'utf8'), ['id']).includes(fragment));
        return there ? [] : [`${relative(site, page)}: ${link}`];
      }),
    );
    expect(dead).toEqual([]);
  });

  it('are one for each code that can be explained', () => {
    const made = readdirSync(join(site, 'codes')).map((name) => name.replace(/\.html$/, ''));
    expect(made.filter((name) => name !== 'index').sort()).toEqual([...codePages().keys()].sort());
  });
});

function attributes(html: string, names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value),
  );
}

describe('links of the project in the site', () => {
  const links = {
    pages: new Map([
      ['README.md', 'index.html'],
      ['rules/golang/README.md', 'rules/golang.html'],
    ]),
    isFile: (path: string) => path === 'integrations/review.yml',
  };
  it.each([
    ['https://example.org/x', 'README.md', 'index.html', 'https://example.org/x'],
    ['#use-it', 'README.md', 'index.html', '#use-it'],
    ['#plugin', 'rules/golang/README.md', 'codes/split.html', '../rules/golang.html#plugin'],
    ['rules/golang/README.md', 'README.md', 'index.html', 'rules/golang.html'],
    ['rules/golang', 'README.md', 'index.html', 'rules/golang.html'],
    ['../../README.md#use-it', 'rules/golang/README.md', 'codes/split.html', '../index.html#use-it'],
    ['review.yml', 'integrations/README.md', 'integrations.html', 'files/integrations/review.yml'],
    ['fixtures/golang/readme', 'README.md', 'index.html', undefined],
  ])('%s in %s', (href, source, from, expected) => {
    const link = siteLink(href, source, from, links);
    expect(link.kind === 'link' ? link.href : undefined).toBe(expected);
  });
});

/** The text that the playground shows last: the new Dockerfile's. */
const migrated = (page: Page): Promise<string | null> => page.locator('#result pre').last().textContent();

describe.skipIf(browserPath === undefined)(
  'the site in Chromium, from a folder and without a network',
  () => {
    let browser: Browser | undefined;

    beforeAll(async () => {
      browser = await chromium.launch({
        ...(browserPath === undefined ? {} : { executablePath: browserPath }),
        // Containers run as root and without user namespaces, where Chromium's own sandbox cannot start.
        args: ['--no-sandbox'],
      });
    }, 60_000);
    afterAll(() => browser?.close());

    async function withPage(path: string, use: (page: Page) => Promise<void>, width = 1280): Promise<void> {
      if (browser === undefined) throw new Error('no browser');
      const context = await browser.newContext({ offline: true, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const wrong: string[] = [];
      page.on('pageerror', (error) => wrong.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') wrong.push(message.text());
      });
      page.on('request', (request) => {
        if (!/^(?:file|data):/.test(request.url())) wrong.push(`asks for ${request.url()}`);
      });
      try {
        await page.goto(pathToFileURL(join(site, path)).href);
        await use(page);
        expect(wrong).toEqual([]);
      } finally {
        await context.close();
      }
    }

    it('migrates the example of the README', async () => {
      await withPage('playground.html', async (page) => {
        expect(await page.locator('#verdict').textContent()).toBe('migrated, proven: split');
        expect(await migrated(page)).toBe(readFileSync(join(fixture, 'expected.Dockerfile'), 'utf8'));
        expect(await page.locator('.diff .added').first().textContent()).toBe('+FROM golang:1.24 AS build');
        expect(await page.locator('.stages img').evaluate((image) => image.clientWidth)).toBeGreaterThan(100);
      });
    });

    it('follows what is typed, and links to what it means', async () => {
      await withPage('playground.html', async (page) => {
        await page.locator('#dockerfile').fill('FROM golang:1.24\nCMD ["go", "run", "."]\n');
        await expect.poll(() => page.locator('#verdict').textContent()).toBe('refused: go-run-at-start');
        await page.locator('#verdict a').click();
        await page.waitForURL(/codes\/go-run-at-start\.html$/);
      });
    });

    it('follows what the files say', async () => {
      await withPage('playground.html', async (page) => {
        await page.locator('#files button', { hasText: 'cmd/shop/main.go' }).click();
        await page.locator('#file-text').fill('package main\n\nfunc main() { println("closed") }\n');
        await expect.poll(() => migrated(page)).not.toContain('ca-certificates');
        expect(await migrated(page)).not.toContain('templates');
      });
    });

    it('takes a folder', async () => {
      await withPage('playground.html', async (page) => {
        await page.locator('#clear').click();
        await expect.poll(() => page.locator('#files button').count()).toBe(0);
        await page.locator('#folder').setInputFiles(join(fixture, 'context'));
        await expect.poll(() => page.locator('#verdict').textContent()).toBe('migrated, proven: split');
        expect(await page.locator('#files button').allTextContents()).toContain('cmd/shop/main.go');
      });
    });

    it('finds a page by words, with the keyboard alone', async () => {
      await withPage('rules/golang.html', async (page) => {
        await page.keyboard.press('/');
        await page.keyboard.type('files spread');
        await expect.poll(() => page.locator('#found a').first().textContent()).toBe('files-spread');
        await page.keyboard.press('Enter');
        await page.waitForURL(/codes\/files-spread\.html$/);
      });
    });

    it('has its menu behind a button where there is little room, and nothing wider than the screen', async () => {
      for (const path of ['index.html', 'playground.html', 'verify.html']) {
        await withPage(
          path,
          async (page) => {
            const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
            expect([path, overflow]).toEqual([path, 0]);
            await page.locator('#menu-button').click();
            expect(await page.locator('#menu').isVisible()).toBe(true);
          },
          390,
        );
      }
    });
  },
);
