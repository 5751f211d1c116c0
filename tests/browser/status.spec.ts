import { expect, test } from './browser-test.ts';

test('the status page shows what the probes found, and says when the server is away (N1)', async ({
  page,
}) => {
  await page.goto('/status/');
  const list = page.locator('node-list');
  await expect(list.locator('.as-of')).toContainText(/As of \d{4}-\d\d-\d\d/);
  await expect(list.locator('.state').first()).toContainText(/reachable|probed/i);
  await page.route('**/api/status', (route) => route.abort());
  await page.reload();
  await expect(list.locator('.as-of')).toContainText('does not answer');
});
