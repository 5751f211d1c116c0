import { expect, test } from './browser-test.ts';

const names = 'integration-table li:visible strong';

test('the overview is narrowed down by protocol, kind, text and proof, and the address says how', async ({
  page,
}) => {
  await page.goto('/integrations/');
  const all = await page.locator(names).count();
  expect(all).toBeGreaterThan(20);

  await page.getByRole('combobox', { name: 'Protocol' }).selectOption('openai-responses');
  await expect(page.locator(names).filter({ hasText: 'Codex CLI' })).toBeVisible();
  await expect(page.locator(names).filter({ hasText: 'Claude Code' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('sdk');
  await expect(page.locator(names)).toHaveText(['OpenAI SDK', 'OpenAI Agents SDK']);
  await page.getByRole('searchbox', { name: 'Search apps' }).fill('agents');
  await expect(page.locator(names)).toHaveText(['OpenAI Agents SDK']);
  expect(new URL(page.url()).search).toBe('?q=agents&protocol=openai-responses&kind=sdk');

  await page.reload();
  await expect(page.locator(names)).toHaveText(['OpenAI Agents SDK']);

  await page.getByRole('searchbox', { name: 'Search apps' }).fill('no such app');
  await expect(page.getByText('No app fits')).toBeVisible();
});

test('an app is found by other names than its own, and those of its editor', async ({ page }) => {
  await page.goto('/integrations/');
  const search = page.getByRole('searchbox', { name: 'Search apps' });
  await search.fill('vs code');
  await expect(page.locator(names).filter({ hasText: 'Cline' })).toBeVisible();
  await search.fill('clawdbot');
  await expect(page.locator(names)).toHaveText(['OpenClaw']);
});

test('a choice that is none, as in a mistyped address, filters nothing', async ({ page }) => {
  await page.goto('/integrations/?protocol=x');
  await expect(page.getByRole('combobox', { name: 'Protocol' })).toHaveValue('');
  expect(await page.locator(names).count()).toBeGreaterThan(20);
});

test('only apps that were run are left when asked for', async ({ page }) => {
  await page.goto('/integrations/');
  await page.getByRole('checkbox', { name: 'Only those that were run' }).check();
  await expect(page.locator(names).filter({ hasText: 'Claude Code' })).toBeVisible();
  await expect(page.locator(names).filter({ hasText: 'Cursor' })).toHaveCount(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the whole list and each set-up stand', async ({ page }) => {
    await page.goto('/integrations/');
    await expect(page.locator(names).filter({ hasText: 'Claude Code' })).toBeVisible();
    await expect(page.locator(names).filter({ hasText: 'Zed' })).toBeVisible();
    await page.goto('/integrations/claude-code/');
    await expect(page.getByText('npm install -g "@anthropic-ai/claude-code"')).toBeVisible();
  });
});

test('a page says what was run, when, and what a failure looks like', async ({ page }) => {
  await page.goto('/integrations/claude-code/');
  await expect(page.locator('.standing')).toContainText(/Run with Claude Code \d+\.\d+\.\d+ on /);
  await page.getByText('A wrong key', { exact: true }).click();
  await expect(page.getByText('This API key is not accepted').first()).toBeVisible();
});

test('an app that was not run here says why', async ({ page }) => {
  await page.goto('/integrations/zed/');
  await expect(page.locator('.standing').first()).toContainText('Not run here: an editor');
});
