import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './browser-test.ts';
import { ConfigurationPage } from './configuration-page.ts';

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).include('main').analyze()).violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
  );

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on a set-up with key, test and watch open, ${colorScheme}`, async ({
    page,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    const configuration = new ConfigurationPage(page, 'openai-sdk');
    await configuration.open();
    expect(await violations(page)).toEqual([]);
    await configuration.takeSandboxKey();
    await configuration.setup.getByRole('button', { name: 'Test this set-up' }).click();
    await expect(page.getByRole('button', { name: 'Examine' })).toBeVisible();
    await configuration.watch.click();
    expect(await violations(page)).toEqual([]);
  });

test('nothing scrolls sideways at 360 px, whatever is open', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  for (const app of ['cline', 'cursor']) {
    const configuration = new ConfigurationPage(page, app);
    await configuration.open();
    // The tab keeps it for the next page.
    if (app === 'cline') await configuration.takeSandboxKey();
    await configuration.setup.getByRole('button', { name: 'Test this set-up' }).click();
    await expect(page.getByRole('button', { name: 'Examine' })).toBeVisible();
    await configuration.watch.click();
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ),
    ).toBe(0);
  }
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  const configuration = new ConfigurationPage(page, 'openai-sdk');
  await configuration.open();
  await configuration.model.focus();
  await page.keyboard.press('ArrowDown');
  await expect(configuration.model).toHaveValue('sandbox/echo');
  await page.keyboard.press('Tab');
  await expect(configuration.setup.getByRole('radio', { name: 'Windows' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(configuration.setup.getByRole('radio', { name: 'macOS' })).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(configuration.setup.getByText('Sandbox', { exact: true })).toBeVisible();

  await configuration.setup.getByRole('tab', { name: 'TypeScript', exact: true }).focus();
  await page.keyboard.press('End');
  await expect(configuration.setup.getByRole('tab', { name: 'Python' })).toBeFocused();
  await expect(configuration.block('first_request.py')).toBeVisible();

  const opener = configuration.setup.getByRole('button', { name: 'Test this set-up' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByRole('button', { name: 'Examine' })).toBeVisible();

  await configuration.watch.focus();
  await page.keyboard.press('Enter');
  await expect(configuration.request.getByRole('button', { name: 'Stop' })).toBeFocused();
});

test('without a key the test of a set-up begins at the field for it; with one it runs once', async ({
  page,
}) => {
  const configuration = new ConfigurationPage(page, 'claude-code');
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/keys/test')) asked += 1;
  });
  await configuration.open();
  const opener = configuration.setup.getByRole('button', { name: 'Test this set-up' });
  const doctor = page.getByRole('region', { name: 'Key doctor' });
  await opener.click();
  await expect(doctor.getByLabel('Key as your tool has it')).toBeFocused();
  await doctor.getByRole('button', { name: 'Get a sandbox key' }).click();
  await expect(doctor.getByLabel(/^The key held on this page/)).toBeFocused();
  expect(asked).toBe(0);
  await opener.click();
  await opener.click();
  await expect(doctor).toContainText('Nothing wrong was found.');
  await configuration.setup.getByLabel('Model', { exact: true }).selectOption('sandbox/echo');
  await expect(doctor.getByLabel('Model id')).toHaveValue('sandbox/echo');
  await expect(doctor).not.toContainText('Nothing wrong was found.');
  expect(asked).toBe(1);
});

test('nothing moves when the page wakes and the live list has come', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 4000 });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/_astro/*.js', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/integrations/openai-sdk/', { waitUntil: 'commit' });
  await expect(page.locator('.cf .code').nth(1)).toContainText('https://api.tokenbay.com/v1');
  const places = () =>
    page.evaluate(async () => {
      await document.fonts.ready;
      const parts = '.cf-head, .cf-head > *, .cf-panel, .cf-facts, .cf .code, .cf-test, .cf-watch';
      return [...document.querySelectorAll(parts)]
        .filter((element) => element.checkVisibility())
        .map((element) => Math.round(element.getBoundingClientRect().top));
    });
  const before = await places();
  release();
  const configuration = new ConfigurationPage(page, 'openai-sdk');
  await expect(configuration.model).toHaveValue('sandbox/docs');
  await expect(configuration.setup).toContainText(`${await configuration.origin()}/v1`);
  expect(await places()).toEqual(before);
});

test('the page’s own code blocks look as on pages without an island', async ({ page }) => {
  const looks = () =>
    page
      .locator('.ec-line .code')
      .first()
      .evaluate((line) => {
        const { borderWidth, borderRadius, overflow, backgroundColor } = getComputedStyle(line);
        return { borderWidth, borderRadius, overflow, backgroundColor };
      });
  await page.goto('/guide/');
  const plain = await looks();
  await page.goto('/integrations/openai-sdk/');
  expect(await looks()).toEqual(plain);
});

test('away from the server the page’s own values stand, and a model can be entered by hand', async ({
  page,
}) => {
  await page.route('**/api/**', (route) => route.abort());
  await page.goto('/integrations/codex/');
  const model = page.getByRole('textbox', { name: 'Model' });
  await model.fill('made-by-hand');
  await expect(page.getByText("The list can't be read just now")).toBeVisible();
  const configuration = new ConfigurationPage(page, 'codex');
  const file = configuration.block('config.toml');
  await expect(file).toContainText('model = "made-by-hand"');
  await expect(file).toContainText('base_url = "https://api.tokenbay.com/v1"');
});

test('an integration page loads at most 110 KB of JavaScript, gzip, and no highlighter', async ({
  page,
}, info) => {
  const loaded = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') loaded.set(response.url(), response.body());
  });
  const configuration = new ConfigurationPage(page, 'claude-code');
  await configuration.open();
  await configuration.model.selectOption('sandbox/echo');
  const bodies = await Promise.all(loaded.values());
  expect([...loaded.keys()].filter((url) => /shiki|highlight|snippets/.test(url))).toEqual([]);
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  info.annotations.push({ type: 'weight', description: `${bytes} bytes` });
  expect(bytes).toBeLessThan(110_000);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('every set-up stands open, for both shells, and no dead control is shown', async ({
    page,
  }) => {
    await page.goto('/integrations/openai-sdk/');
    for (const code of [
      'export OPENAI_BASE_URL=https://api.tokenbay.com/v1',
      "$env:OPENAI_BASE_URL = 'https://api.tokenbay.com/v1'",
      'from openai import OpenAI',
      'client.responses.create',
      'python3 first_request.py',
    ])
      await expect(page.locator('.cf pre:visible', { hasText: code }).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Test this set-up' })).toBeHidden();
    await expect(page.getByRole('combobox', { name: 'Model' })).toBeHidden();
    await expect(page.locator('.cf button:visible')).toHaveCount(0);
  });
});
