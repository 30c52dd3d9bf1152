/**
 * The HTML report in a real browser. DFOPT_CHROMIUM names the browser; else `chromium` or `google-chrome` on PATH.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDocument, toRun } from '../../src/report/document.ts';
import { html } from '../../src/report/html.ts';
import { embedJson } from '../../src/report/html-page.ts';
import { browserPath } from '../helpers/browser.ts';
import type { RunReport } from '../../src/report/types.ts';
import {
  AFTER,
  BEFORE,
  fileReport,
  fleet,
  HOSTILE,
  HOSTILE_RUN,
  migrated,
  MIXED,
  PLAIN,
  REFUSED,
  run,
} from './runs.ts';

/** A script that runs in the page. */
const CONTRAST = readFileSync(new URL('contrast.js', import.meta.url), 'utf8');

describe('the page', () => {
  it('is built from the script and the style beside it', () => {
    const embed = fileURLToPath(new URL('../../src/report/html/client/embed.js', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [embed, '--check'], { encoding: 'utf8' });
    expect(stderr).not.toContain('out of date');
    expect(status).toBe(0);
  });

  it('is one file that loads nothing', () => {
    const page = html(MIXED, PLAIN);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<(?:link|img|iframe|object)\b|@import|url\(/u);
    expect(page.match(/<script[^>]*>/gu)).toEqual([
      '<script type="application/json" id="data">',
      '<script type="module">',
    ]);
  });

  it('holds the text of others as data only', () => {
    const page = html(HOSTILE_RUN, PLAIN);
    expect(page.match(/<\/script/gu)).toHaveLength(2);
    expect(page).not.toContain('<!--');
    expect(JSON.parse(embedJson(HOSTILE))).toEqual(HOSTILE);
    const data = /<script type="application\/json" id="data">(?<json>.*?)<\/script>/su.exec(page)?.groups?.[
      'json'
    ];
    expect(JSON.parse(data ?? '').files).toHaveLength(4);
  });

  it('leaves out texts that are too large to look at', () => {
    const line = `RUN ${'x'.repeat(100)}\n`;
    const original = BEFORE + line.repeat(5_000);
    const page = html(
      run(
        fileReport('Dockerfile', migrated({ text: AFTER + line.repeat(5_000) }), { original }),
        fileReport('e/Dockerfile', REFUSED, { original }),
      ),
      PLAIN,
    );
    expect(page.length).toBeLessThan(100_000);
    // The change itself is small and still shown.
    expect(page).toContain('+FROM golang:1.22 AS build');
    expect(page).toContain('"tooLarge":true');
  });
});

function show(report: RunReport): string {
  return html(report, PLAIN);
}

function names(page: Page): Promise<string[]> {
  return page.locator('.name').allTextContents();
}

describe.skipIf(browserPath === undefined)('the page in Chromium', () => {
  let browser: Browser | undefined;
  let directory = '';
  let files = 0;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'dfopt-html-'));
    browser = await chromium.launch({
      ...(browserPath === undefined ? {} : { executablePath: browserPath }),
      // Containers run as root and without user namespaces, where Chromium's own sandbox cannot start.
      args: ['--no-sandbox'],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Opens a report from disk, does something with it, and fails on any error the browser reports. */
  async function withPage(
    report: string,
    use: (page: Page) => Promise<void>,
    options: BrowserContextOptions & { hash?: string } = {},
  ): Promise<void> {
    if (browser === undefined) throw new Error('no browser');
    files += 1;
    const file = join(directory, `${files}.html`);
    writeFileSync(file, report);
    const { hash = '', ...contextOptions } = options;
    const context = await browser.newContext({
      offline: true,
      viewport: { width: 1280, height: 800 },
      ...contextOptions,
    });
    try {
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => problems.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('dialog', (dialog) => {
        problems.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) problems.push(`request: ${request.url()}`);
      });
      await page.goto(pathToFileURL(file).href + hash);
      await use(page);
      expect(problems).toEqual([]);
    } finally {
      await context.close();
    }
  }

  it('shows totals, codes and files', async () => {
    await withPage(show(MIXED), async (page) => {
      expect(await page.locator('.total').allTextContents()).toEqual([
        '1migrated',
        '1refused',
        '2failed',
        '1unchanged',
      ]);
      expect(await page.locator('.chip').allTextContents()).toEqual([
        'split-stages 1',
        'several-candidates 1',
        'syntax-error 1',
        'unreadable 1',
        'already-multi-stage 1',
      ]);
      expect(await names(page)).toEqual(MIXED.files.map((file) => file.path));
      expect(await page.locator('.size').first().textContent()).toBe('≈ 0.81–1.3 GB (estimated) → 2.11 MB');
    });
  });

  it('opens a file: reasons, assumptions with links to their lines, stages, the diff side by side', async () => {
    await withPage(show(MIXED), async (page) => {
      await page.getByRole('button', { name: 'Dockerfile', exact: true }).click();
      const details = page.getByRole('group', { name: 'details of Dockerfile' });
      const rows = await details
        .locator('.listing tr:has(td)')
        .evaluateAll((all) =>
          all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)),
        );
      expect(rows.slice(1, 3)).toEqual([
        ['2', 'removed: FROM golang:1.22', '2', 'added: FROM golang:1.22 AS build'],
        ['3', 'WORKDIR /src', '3', 'WORKDIR /src'],
      ]);
      expect(await details.locator('.added mark').first().textContent()).toBe(' AS build');
      expect(await details.getByRole('img').evaluateAll((all) => all.map((each) => each.ariaLabel))).toEqual([
        'Before: golang:1.22 is the base of stage 0',
        'After: golang:1.22 is the base of build; scratch is the base of stage 1; build is copied from by stage 1',
      ]);
      await details.getByRole('link', { name: 'line 4' }).click();
      const here = page.locator('tr.here');
      expect(await here.locator('td').nth(1).textContent()).toBe('COPY . .');
      expect(await page.locator('tr.here:focus').count()).toBe(1);
    });
  });

  it('shows the text of a refused file with its line marked, and what to do', async () => {
    await withPage(show(MIXED), async (page) => {
      await page.getByRole('button', { name: 'services/all/Dockerfile' }).click();
      const details = page.getByRole('group', { name: 'details of services/all/Dockerfile' });
      expect(await details.locator('tr.mark').textContent()).toContain('RUN go build');
      expect(await details.textContent()).toContain('Add a CMD or ENTRYPOINT');
    });
  });

  it('unfolds long unchanged stretches, also for a link into one', async () => {
    const middle = Array.from({ length: 40 }, (_, index) => `RUN echo ${index}\n`).join('');
    const outcome = migrated({
      text: `FROM a AS build\n${middle}FROM b\n`,
      assumptions: [
        { code: 'x', message: 'm', evidence: { file: 'Dockerfile', line: 20, text: 'RUN echo 18' } },
      ],
    });
    const report = run(fileReport('Dockerfile', outcome, { original: `FROM a\n${middle}` }));
    await withPage(show(report), async (page) => {
      await page.locator('.name').click();
      const line = page.locator('#line-0-20');
      expect(await line.isVisible()).toBe(false);
      await page.getByRole('link', { name: 'line 20' }).click();
      expect(await line.isVisible()).toBe(true);
      expect(await page.getByRole('button', { name: /more lines/u }).count()).toBe(0);
    });
  });

  it('filters by words, outcomes and codes', async () => {
    await withPage(show(fleet(70)), async (page) => {
      const status = page.getByRole('status');
      expect(await status.textContent()).toBe('70 files');
      await page.getByLabel('Filter').fill('TEAM-0001 refused');
      expect(await status.textContent()).toBe('0 of 70 files');
      expect(await page.getByText('No file passes the filter.').isVisible()).toBe(true);
      await page.getByLabel('Filter').fill('team-0002 several-candidates');
      expect(await names(page)).toEqual(['repositories/team-0002/services/a/Dockerfile']);
      await page.getByRole('button', { name: 'show all' }).click();
      await page.getByRole('button', { name: 'several-candidates 10' }).click();
      await page.getByRole('button', { name: '10 failed' }).click();
      expect(await status.textContent()).toBe('20 of 70 files');
      expect(await page.locator('[aria-pressed="true"]').count()).toBe(2);
      await page.getByRole('button', { name: 'several-candidates 10' }).click();
      expect(await status.textContent()).toBe('10 of 70 files');
    });
  });

  it('sorts by any column, both ways', async () => {
    await withPage(show(fleet(21)), async (page) => {
      const sizes = () => page.locator('.size').allTextContents();
      await page.getByRole('button', { name: 'Size' }).click();
      expect((await sizes()).slice(0, 3)).toEqual(['', '', '']);
      await page.getByRole('button', { name: 'Size' }).click();
      expect((await sizes())[0]).toBe('≈ 0.81–1.3 GB (estimated) → 2.1 MB');
      expect(await page.locator('th[aria-sort="descending"]').textContent()).toBe('Size');
      await page.getByRole('button', { name: 'File', exact: true }).click();
      const sorted = await names(page);
      expect(sorted).toEqual(sorted.toSorted());
      expect(await page.locator('th[aria-sort]').count()).toBe(1);
    });
  });

  it('opens and closes files with the keys of a tree, and gives the focus back', async () => {
    await withPage(show(MIXED), async (page) => {
      const details = page.locator('tr.details');
      const focused = () => page.locator(':focus').textContent();
      const name = page.locator('.name').first();
      await name.focus();
      await page.keyboard.press('ArrowRight');
      expect(await details.count()).toBe(1);
      await page.keyboard.press('ArrowRight');
      expect(await details.count()).toBe(1);
      await page.keyboard.press('ArrowLeft');
      expect(await details.count()).toBe(0);
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
      expect(await focused()).toMatch(/^line \d+$/u);
      await page.keyboard.press('Escape');
      expect([await details.count(), await focused()]).toEqual([0, 'Dockerfile']);
      // Nothing is open any more: the key is left to the browser.
      await page.keyboard.press('Escape');
      expect(await focused()).toBe('Dockerfile');
    });
  });

  it('brings the file of a link into view, not under the head of the table', async () => {
    const report = fleet(400);
    const { root, path } = report.files[300] ?? { root: '', path: '' };
    await withPage(
      show(report),
      async (page) => {
        const name = page.locator('.name:focus');
        expect(await name.textContent()).toBe(`${root}/${path}`);
        const top = async (selector: string, edge: 'top' | 'bottom') =>
          page
            .locator(selector)
            .first()
            .evaluate((each, side) => each.getBoundingClientRect()[side], edge);
        expect(await top('.name:focus', 'top')).toBeGreaterThanOrEqual(
          await top('#files > thead th', 'bottom'),
        );
      },
      { hash: `#${root}/${path}` },
    );
  });

  it('says how much was looked at, and what all images weigh', async () => {
    await withPage(show(fleet(1200)), async (page) => {
      expect(await page.locator('header').textContent()).toContain('1,200 Dockerfiles in 300 repositories');
      const amounts = page.locator('#sizes .amount');
      expect(await amounts.first().textContent()).toMatch(/^≈ 280–460 GB \(estimated\)$/u);
      const widths = await page
        .locator('#sizes .track > span')
        .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
      expect(Math.min(...widths)).toBeGreaterThan(0);
      expect(widths[0]).toBeGreaterThan(10 * (widths[2] ?? 0));
    });
    await withPage(show(run(fileReport('Dockerfile', REFUSED))), async (page) => {
      expect(await page.locator('#sizes').isVisible()).toBe(false);
      expect(await page.locator('header').textContent()).toContain('1 Dockerfile,');
    });
  });

  it('can be used with the keyboard alone', async () => {
    await withPage(show(fleet(250)), async (page) => {
      const focused = () => page.locator(':focus').textContent();
      await page.keyboard.press('/');
      await page.keyboard.type('services/a');
      expect(await page.getByLabel('Filter').inputValue()).toBe('services/a');
      await page.keyboard.press('ArrowDown');
      expect(await focused()).toBe('repositories/team-0000/services/a/Dockerfile');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      expect(await page.locator('.details').count()).toBe(1);
      await page.keyboard.press('Enter');
      expect(await page.locator('.details').count()).toBe(0);
      await page.keyboard.press('End');
      expect(await focused()).toBe('repositories/team-0062/services/a/Dockerfile');
      await page.keyboard.press('ArrowDown');
      expect(await focused()).toBe('repositories/team-0062/services/a/Dockerfile');
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowUp');
      expect(await page.locator('#filter:focus').count()).toBe(1);
      await page.keyboard.press('Escape');
      expect(await page.getByRole('status').textContent()).toBe('250 files');
      // One file is in the tab order, whatever their number.
      expect(await page.locator('.name[tabindex="0"]').count()).toBe(1);
    });
  });

  it('draws all rows by the time they are reached, and for printing', async () => {
    await withPage(show(fleet(400)), async (page) => {
      expect(await page.locator('.file').count()).toBeLessThan(400);
      await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
      expect(await page.locator('.file').count()).toBe(400);
    });
    await withPage(show(fleet(400)), async (page) => {
      for (let round = 0; round < 40 && (await page.locator('#more').isVisible()); round += 1) {
        await page.evaluate('scrollTo(0, document.body.scrollHeight)');
        await page.waitForTimeout(20);
      }
      expect(await page.locator('.file').count()).toBe(400);
    });
  });

  it('opens the file that a link names', async () => {
    const name = 'repositories/team-0060/services/c/Dockerfile';
    await withPage(
      show(fleet(300)),
      async (page) => {
        expect(await page.getByRole('button', { name }).getAttribute('aria-expanded')).toBe('true');
        expect(await page.getByRole('group', { name: `details of ${name}` }).isVisible()).toBe(true);
      },
      { hash: `#${encodeURIComponent(name)}` },
    );
  });

  it('shows hostile text as text', async () => {
    await withPage(show(HOSTILE_RUN), async (page) => {
      for (const button of await page.locator('.name').all()) await button.click();
      expect(await page.locator('.details').count()).toBe(4);
      const shown = await page.locator('main').innerText();
      expect(shown).toContain('<img src=x onerror=alert(1)>');
      expect(shown).toContain('\\u{202e}gnp.exe');
      expect(shown.replaceAll(/[\n\t]/gu, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(await page.locator('img, main script, iframe').count()).toBe(0);
    });
  });

  it('is made of a merged report too', async () => {
    await withPage(html(toRun(toDocument(MIXED)), PLAIN), async (page) => {
      await page.locator('.name').first().click();
      expect(await page.locator('.listing').textContent()).toContain('FROM scratch');
    });
  });

  it('loads 2,000 files in less than a second', async () => {
    const report = show(fleet(2_000));
    const durations: number[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await withPage(report, async (page) => {
        await page.locator('.file').first().waitFor();
        durations.push(await page.evaluate<number>(`performance.getEntriesByType('navigation')[0].duration`));
      });
    }
    // The best of three: what else the machine does at the moment is not the page's doing.
    expect(Math.min(...durations)).toBeLessThan(1_000);
  });

  it.each(['light', 'dark'] as const)('has readable contrast in %s', async (colorScheme) => {
    await withPage(
      show(MIXED),
      async (page) => {
        await page.locator('.name').first().click();
        await page.locator('.chip').first().click();
        const poor = await page.evaluate<string[]>(`${CONTRAST}; lowContrast()`);
        expect(poor).toEqual([]);
      },
      { colorScheme },
    );
  });

  it.each([360, 700, 1280, 2000])('fits a window of %d pixels', async (width) => {
    await withPage(
      show(HOSTILE_RUN),
      async (page) => {
        await page.locator('.name').first().click();
        const [inner, content] = await page.evaluate<[number, number]>(
          '[innerWidth, document.documentElement.scrollWidth]',
        );
        expect(content).toBeLessThanOrEqual(inner);
      },
      { viewport: { width, height: 800 } },
    );
  });
});
