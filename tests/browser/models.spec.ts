import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './browser-test.ts';
import { PlaygroundPage } from './playground-page.ts';

test('the list is live: every model with the price that the gateway tells', async ({ page }) => {
  await page.goto('/models/');
  const list = page.getByRole('region', { name: 'Live models' });
  await expect(list).toContainText('Read from the gateway at');
  const { data } = await (await page.request.get('/api/models')).json();
  await expect(list.locator('tbody tr')).toHaveCount(data.length);
  await expect(list.getByRole('status')).toHaveText(`${data.length} models`);
  const echo = list.getByRole('row').filter({ hasText: 'sandbox/echo' });
  await expect(echo).toContainText('$1');
  await expect(echo).toContainText('$4');
  await expect(echo).toContainText('128,000');
});

test('the table has every column that the page explains', async ({ page }) => {
  await page.goto('/models/');
  const list = page.getByRole('region', { name: 'Live models' });
  await expect(list).toContainText('Read from the gateway at');
  for (const name of ['Input', 'Output', 'Cache read', 'Cache write', 'Context'])
    await expect(list.getByRole('columnheader', { name })).toBeVisible();
  const echo = list.getByRole('row').filter({ hasText: 'sandbox/echo' });
  await expect(echo).toContainText('$1.25');
  await expect(echo).toContainText('$2 for 1 h');
});

test('a price that has been announced says that it is coming, and from when', async ({ page }) => {
  await page.route('**/api/models', async (route) => {
    const answer = await (await route.fetch()).json();
    const [first] = answer.data;
    const price = { ...first.price, input: 3_000_000 };
    first.coming = { effectiveAt: '2027-01-01T00:00:00Z', rates: price, multiplier: '1', price };
    await route.fulfill({ json: answer });
  });
  await page.goto('/models/');
  await expect(page.locator('.lm-coming')).toHaveText(/^Coming, from .+: input \$3, output \$4$/);
});

test('search, filters and order live in the address and survive a reload', async ({ page }) => {
  await page.goto('/models/');
  const list = page.getByRole('region', { name: 'Live models' });
  await expect(list).toContainText('Read from the gateway at');
  await list.getByLabel('Search').fill('upstream busy');
  await expect(list.locator('tbody tr')).toHaveCount(1);
  await list.getByLabel('Protocol').selectOption('Anthropic Messages');
  await list.getByLabel('Sort by').selectOption('Output price');
  await expect(page).toHaveURL(/\?q=upstream\+busy&protocol=anthropic-messages&sort=output$/);
  await page.reload();
  await expect(list.getByLabel('Search')).toHaveValue('upstream busy');
  await expect(list.locator('tbody tr')).toContainText(['sandbox/overloaded']);
  await list.getByLabel('Search').fill('no such model');
  await expect(list).toContainText('No model fits');
  await list.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/models\/$/);
});

test('an id is copied, and Try leads to an answer of that model', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/models/');
  const list = page.getByRole('region', { name: 'Live models' });
  await expect(list).toContainText('Read from the gateway at');
  await list.getByRole('button', { name: 'Copy id sandbox/echo' }).click();
  await expect(list.getByRole('row').filter({ hasText: 'sandbox/echo' })).toContainText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('sandbox/echo');

  const playground = new PlaygroundPage(page);
  await list.getByRole('link', { name: 'Try sandbox/echo in the playground' }).click();
  await expect(playground.island.getByLabel('Model')).toHaveValue('sandbox/echo');
  await playground.run.click();
  await playground.settled();
  await expect(playground.answer).not.toBeEmpty();
});

test('with the gateway away the page says so, shows what it knows, and reads again', async ({
  page,
}) => {
  await page.route('**/api/models', (route) => route.abort('connectionrefused'));
  await page.goto('/models/');
  const list = page.getByRole('region', { name: 'Live models' });
  await expect(list.getByRole('alert')).toContainText('server did not answer');
  await expect(list.getByRole('alert')).toContainText('without prices');
  await expect(list.locator('tbody tr')).not.toHaveCount(0);
  await expect(list.locator('tbody')).not.toContainText('$');
  await page.unroute('**/api/models');
  await list.getByRole('button', { name: 'Try again' }).click();
  await expect(list).toContainText('Read from the gateway at');
  await expect(list.getByRole('alert')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1280, 360])
    test(`models: axe finds nothing and nothing scrolls sideways, ${colorScheme}, ${width} px`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/models/');
      await expect(page.getByText('Read from the gateway at')).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => ({ id, html }))),
      ).toEqual([]);
      const root = page.locator('html');
      expect(await root.evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0);
    });

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page shows the test models and says what the live list needs', async ({ page }) => {
    await page.goto('/models/');
    await expect(page.locator('noscript p')).toContainText('The live list needs JavaScript');
    await expect(page.getByRole('row').filter({ hasText: 'sandbox/docs' })).toBeVisible();
  });
});
