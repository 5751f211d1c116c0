import { expect, test } from './browser-test.ts';

test.use({ javaScriptEnabled: false });

test('without JavaScript every answer of the FAQ can be read', async ({ page }) => {
  await page.goto('/faq/#failed-requests');
  await expect(page.getByText('Neither a rejection by the gateway nor an error')).toBeVisible();
  await expect(page.locator('article')).toHaveCount(20);
  await expect(page.getByRole('navigation', { name: 'Site' })).toBeVisible();
});

test('without JavaScript samples of all languages are open, and no dead button is shown', async ({
  page,
}) => {
  await page.goto('/guide/');
  for (const word of ['curl -sS', "import OpenAI from 'openai'", 'urllib.request'])
    await expect(page.locator('main pre', { hasText: word }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy page as Markdown' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Dark theme' })).toBeHidden();
});

test('without JavaScript the theme is the system’s', async ({ browser, baseURL }) => {
  for (const [colorScheme, lightness] of [
    ['light', 'bright'],
    ['dark', 'dim'],
  ] as const) {
    const context = await browser.newContext({ baseURL, colorScheme, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto('/faq/');
    const shot = await page.screenshot({ clip: { x: 2, y: 500, width: 1, height: 1 } });
    expect(shot.length).toBeGreaterThan(0);
    const color = await page.locator('html').evaluate((root) => getComputedStyle(root).colorScheme);
    expect(color, lightness).toBe('light dark');
    await context.close();
  }
});

test('without JavaScript the models stand in their table, without filters and buttons', async ({
  page,
}) => {
  await page.goto('/models/');
  await expect(page.locator('main noscript p')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'sandbox/docs' })).toBeVisible();
  await expect(page.getByText('Reading the list')).toBeHidden();
  await expect(page.getByRole('button', { name: /Copy id/ }).first()).toBeHidden();
  await expect(page.getByLabel('Sort by')).toBeHidden();
});

test('without JavaScript the console says what it needs and leads to the reference', async ({
  page,
}) => {
  await page.goto('/console/');
  await expect(page.getByText('Reading your account')).toBeHidden();
  await page.getByRole('main').getByRole('link', { name: 'reference', exact: true }).click();
  await expect(page).toHaveURL(/\/reference\/$/);
});
