import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './browser-test.ts';
import { ConsolePage } from './console-page.ts';

const tabs = ['Keys', 'Usage', 'Request log', 'Leaked key', 'Groups', 'Account'];

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).include('.con').analyze()).violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
  );
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 360],
] as const)
  test(`axe finds nothing in the console and nothing scrolls sideways, ${colorScheme}, ${width} px`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    const view = new ConsolePage(page);
    await page.goto('/console/');
    await expect(view.button('Start')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    const secret = await view.start();
    const { id } = await view.send(secret);
    await view.button('Reset Sandbox').click();
    await expect(view.dialog).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await view.button('Make it permanent').click();
    for (const tab of tabs) {
      await view.openTab(tab);
      if (tab === 'Request log') {
        await view.row(id).getByRole('button').click();
        await expect(page.locator('.charge')).toBeVisible();
      }
      await expect(view.island.locator('.con-loading')).toHaveCount(0);
      expect(await violations(page)).toEqual([]);
      expect(await sideways(page)).toBe(0);
    }
  });

test('everything in the console can be done with the keyboard alone', async ({ page }) => {
  const view = new ConsolePage(page);
  await page.goto('/console/');
  await view.button('Start').focus();
  await page.keyboard.press('Enter');
  await view.readSecret('Sandbox');
  await expect(view.island.getByRole('region', { name: 'Secret of Sandbox' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(view.button('Copy secret')).toBeFocused();
  await view.button('Rename Sandbox').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('laptop');
  await page.keyboard.press('Enter');
  await expect(view.key('laptop')).toBeVisible();
  await view.button('Reset laptop').focus();
  await page.keyboard.press('Enter');
  // Enter twice changes nothing.
  await expect(view.dialog.getByRole('button', { name: 'Keep the present one' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await view.readSecret('laptop');
  await expect(view.secretOf('laptop')).toBeFocused();
  await view.island.getByRole('tab', { name: 'Keys' }).focus();
  for (const tab of (await view.island.getByRole('tab').all()).slice(1)) {
    await page.keyboard.press('ArrowRight');
    await expect(tab).toBeFocused();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
  }
  await expect(page).toHaveURL(/#account$/);
});

test('on a phone every tab is in sight, and a moment fits into its field', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const view = new ConsolePage(page);
  await view.start();
  await view.island.getByRole('tab').first().scrollIntoViewIfNeeded();
  for (const tab of await view.island.getByRole('tab').all())
    await expect(tab).toBeInViewport({ ratio: 1 });
  await view.openTab('Request log');
  for (const name of ['From', 'Until']) {
    const box = await view.island.getByLabel(name).boundingBox();
    expect(box?.width).toBeGreaterThan(220);
  }
});

test('with the server away the console says so, and reads again', async ({ page }) => {
  await page.route('**/api/console/**', (route) => route.abort('connectionrefused'));
  const view = new ConsolePage(page);
  await page.goto('/console/');
  const alert = view.island.getByRole('alert');
  await expect(alert).toContainText('server did not answer');
  await expect(alert).not.toContainText('Failed to fetch');
  await page.unroute('**/api/console/**');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(view.button('Start')).toBeVisible();
});

test('with a gateway elsewhere the console leads to that one', async ({ page }) => {
  await page.route('**/api/capabilities', async (route) => {
    const body = await (await route.fetch()).json();
    body.features.console = false;
    body.console = 'https://console.example.com';
    await route.fulfill({ json: body });
  });
  await page.goto('/console/');
  const link = new ConsolePage(page).island.getByRole('link', { name: 'Open its console' });
  await expect(link).toHaveAttribute('href', 'https://console.example.com');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the console says what it needs', async ({ page }) => {
    await page.goto('/console/');
    await expect(page.locator('noscript p')).toContainText('The console needs JavaScript');
  });
});
