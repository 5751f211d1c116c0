import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './browser-test.ts';
import { PlaygroundPage } from './playground-page.ts';

/** Looks at the whole page, or at one part of it, which takes a tenth of the time. */
const violations = async (page: Page, part = 'html') =>
  (await new AxeBuilder({ page }).include(part).analyze()).violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
  );

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on the playground before and after a run, ${colorScheme}`, async ({
    page,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    const playground = new PlaygroundPage(page);
    await playground.open();
    expect(await violations(page)).toEqual([]);
    await playground.run.click();
    await playground.settled();
    await playground.island.getByRole('button', { name: 'Change' }).click();
    expect(await violations(page)).toEqual([]);
    for (const [request, result] of [
      ['JSON', 'Code'],
      ['Form', 'History'],
    ] as const) {
      await playground.openTab(request);
      await playground.openTab(result);
      expect(await violations(page, '.pg-body')).toEqual([]);
    }
  });

test('nothing scrolls sideways at 360 px, whatever is shown', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.run.click();
  await playground.settled();
  for (const tab of ['JSON', 'Form', 'Raw events', 'Headers', 'Code', 'History', 'Answer']) {
    await playground.openTab(tab);
    expect(await sideways(page)).toBe(0);
  }
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.island.getByLabel('Protocol').focus();
  const stops: string[] = [];
  for (let step = 0; step < 24; step++) {
    await page.keyboard.press('Tab');
    stops.push(
      await page.evaluate(() => {
        const element = document.activeElement;
        const label = element?.id && document.querySelector(`label[for="${element.id}"]`);
        return (label || element)?.textContent?.trim() ?? '';
      }),
    );
  }
  for (const name of [
    'Model',
    'Use my own key',
    'Form',
    'System prompt',
    'Message',
    'Run',
    'Answer',
  ])
    expect(stops).toContain(name);

  await playground.message.focus();
  await page.keyboard.press('Control+Enter');
  await expect(playground.answer).not.toBeEmpty();
  await playground.stop.focus();
  await page.keyboard.press('Enter');
  await expect(playground.run).toBeFocused();
  await playground.settled();
  await playground.island.getByRole('tab', { name: 'Answer' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(playground.island.getByRole('tab', { name: 'Raw events' })).toBeFocused();
  await expect(playground.island.getByRole('tab', { name: 'Raw events' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('End');
  await expect(playground.island.locator('.pg-history li')).toHaveCount(1);
});

test('a run moves nothing but its own panes', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  const places = () =>
    page.evaluate(() =>
      ['.pg-runbar', '.pg-result', '.pg-figures', '.pg-cost'].map(
        (name) => document.querySelector(name)?.getBoundingClientRect().top,
      ),
    );
  const before = await places();
  await playground.run.click();
  await playground.settled();
  expect(await places()).toEqual(before);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the playground says what it needs and gives the request as a command', async ({ page }) => {
    await page.goto('/playground/');
    await expect(page.locator('noscript p')).toContainText('The playground needs JavaScript');
    await expect(page.locator('noscript pre')).toContainText('/v1/chat/completions');
    await expect(page.locator('noscript pre')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeHidden();
    await expect(page.getByText('Press Run')).toBeHidden();
    await expect(page.getByRole('heading', { name: 'What happens to your key' })).toBeVisible();
  });
});

const scripts = (page: Page) => {
  const loaded = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script' || /\.m?js$/.test(response.url()))
      loaded.set(response.url(), response.body());
  });
  return async () => {
    const bodies = await Promise.all(loaded.values());
    return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  };
};

test('the playground loads at most 130 KB of JavaScript, gzip, before editor and highlighter', async ({
  page,
}, info) => {
  const weight = scripts(page);
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.run.click();
  await playground.settled();
  const bytes = await weight();
  info.annotations.push({ type: 'weight', description: `${bytes} bytes` });
  expect(bytes).toBeLessThan(130_000);
});

test('a docs page without an island loads no React', async ({ page }) => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  const weight = scripts(page);
  await page.goto('/faq/', { waitUntil: 'networkidle' });
  expect(urls.filter((url) => /react|client\./i.test(url))).toEqual([]);
  expect(await weight()).toBeLessThan(40_000);
});
