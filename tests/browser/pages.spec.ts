import { builtSite } from '../pages/built-site.ts';
import { expect, test } from './browser-test.ts';

const { pages } = builtSite();
const paths = [...pages.keys()].filter((path) => path !== '/404.html');

test('every page opens without an error, on a phone without scrolling sideways and with a way on', async ({
  browser,
  baseURL,
}) => {
  test.slow();
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  for (const path of paths) {
    const answer = await page.goto(path);
    if (answer?.status() !== 200) faults.push(`${path}: status ${answer?.status()}`);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (beyond > 0) faults.push(`${path}: ${beyond} px too wide`);
    const ways = page.locator('.sl-menu-button, nav.links a[href="/console/"]');
    if ((await ways.filter({ visible: true }).count()) === 0)
      faults.push(`${path}: neither menu nor links`);
  }
  expect(faults).toEqual([]);
  await context.close();
});

test('on a phone nothing that is read jumps while a page wakes', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 390, height: 780 } });
  const page = await context.newPage();
  // Sum of the shifts of a page that nobody has touched: https://web.dev/articles/cls calls 0.1 good.
  await page.addInitScript(() => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        sum += (entry as PerformanceEntry & { value: number }).value;
      document.documentElement.dataset.shifts = sum.toFixed(3);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const path of [
    '/',
    '/playground/',
    '/models/',
    '/faq/',
    '/keys/',
    '/status/',
    '/integrations/',
    '/integrations/cline/',
    '/trobleshooting/',
  ]) {
    await page.goto(path, { waitUntil: 'networkidle' });
    // What wakes only when it comes into view, with what stands below it.
    await page.locator('.doctor-form').evaluateAll(([form]) => form?.scrollIntoView());
    await page.waitForLoadState('networkidle');
    const shifts = await page.evaluate(() => document.documentElement.dataset.shifts ?? '0');
    expect(Number(shifts), path).toBeLessThan(0.005);
  }
  await page.goto('/playground/');
  await page.getByRole('button', { name: 'Get a sandbox key' }).click();
  await expect(page.locator('.key-balance')).toBeVisible();
  for (const path of ['/playground/', '/models/', '/console/']) {
    await page.goto(path, { waitUntil: 'networkidle' });
    const shifts = await page.evaluate(() => document.documentElement.dataset.shifts ?? '0');
    expect(Number(shifts), `${path} with a kept key`).toBeLessThan(0.01);
  }
  // A new tab knows no key; the browser still has the account.
  await page.evaluate(() => sessionStorage.clear());
  await page.goto('/console/', { waitUntil: 'networkidle' });
  const shifts = await page.evaluate(() => document.documentElement.dataset.shifts ?? '0');
  expect(Number(shifts), 'the console in a new tab').toBeLessThan(0.01);
  await context.close();
});

test('a page can be copied as Markdown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/keys/');
  await page.getByRole('button', { name: 'Copy page as Markdown' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^# Keys and groups\n/);
  await page.getByRole('link', { name: 'View .md' }).click();
  await expect(page.locator('body')).toContainText('# Keys and groups');
});

test('the page for a wrong address offers the page that was meant, and the search', async ({
  page,
}) => {
  const answer = await page.goto('/docs/trobleshooting/');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page here');
  await expect(page.locator('.near a').first()).toHaveAttribute('href', '/troubleshooting/');
  await page.getByRole('button', { name: 'Search the docs' }).click();
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
});

test('the theme follows the system, a choice stays, neither flashes, and paper gets dark on white', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto('/faq/');
  const theme = () => page.locator('html').getAttribute('data-theme');
  expect(await theme()).toBe('dark');
  const lightness = () =>
    page.evaluate(() => Number(/oklch\(([\d.]+)/.exec(getComputedStyle(document.body).color)?.[1]));
  expect(await lightness()).toBeGreaterThan(0.7);
  await page.emulateMedia({ media: 'print' });
  expect(await lightness(), 'on paper').toBeLessThan(0.5);
  await page.emulateMedia({ media: null });
  await page.getByRole('button', { name: 'Dark theme' }).click();
  expect(await theme()).toBe('light');
  // Before the body is parsed, so before the first paint.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      document.documentElement.dataset.atFirstPaint = document.documentElement.dataset.theme;
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-at-first-paint', 'light');
  await context.close();
});

test('the first page bears the name of the site once', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveTitle('TokenBay Docs');
});

test('on a phone no table squeezes its words: it stands in blocks, or scrolls in its own box', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 375, height: 800 } });
  const page = await context.newPage();
  for (const path of ['/integrations/claude-code/', '/keys/', '/troubleshooting/']) {
    await page.goto(path);
    // A word in code that takes more than one line was broken in its middle.
    const broken = await page
      .locator('main table code:visible')
      .evaluateAll((codes) =>
        codes
          .filter((code) => !/[\s/.-]/.test(code.textContent) && code.getClientRects().length > 1)
          .map((code) => code.textContent),
      );
    expect(broken, path).toEqual([]);
    const narrowest = await page
      .locator('main table:visible')
      .evaluateAll((tables) =>
        tables.flatMap((table) =>
          [...table.querySelectorAll('td')]
            .filter((cell) => cell.textContent.trim().length > 12)
            .map((cell) => cell.clientWidth),
        ),
      );
    expect(Math.min(...narrowest), path).toBeGreaterThan(100);
  }
  await context.close();
});

test('a browser that translates the page leaves the islands alone, and they go on working', async ({
  page,
}) => {
  await page.goto('/playground/');
  // What Chrome does: each piece of text moves into two elements of its own.
  await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text);
    for (const text of found) {
      if (!text.data.trim() || text.parentElement?.closest('[translate=no], code, script'))
        continue;
      const outer = document.createElement('span');
      outer.append(
        Object.assign(document.createElement('span'), { textContent: `«${text.data}»` }),
      );
      text.replaceWith(outer);
    }
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('«Playground»');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText('From the request log')).toBeVisible({ timeout: 20_000 });
});

test('every island is marked as nothing to translate', async ({ page }) => {
  await page.goto('/');
  const unmarked = await page.evaluate(async (all) => {
    const found: string[] = [];
    for (const path of all) {
      const html = await (await fetch(path)).text();
      const { body } = new DOMParser().parseFromString(html, 'text/html');
      for (const island of body.querySelectorAll('astro-island'))
        if (!island.closest('.notranslate[translate=no]')) found.push(path);
    }
    return found;
  }, paths);
  expect(unmarked).toEqual([]);
});
