import { expect, test } from './browser-test.ts';

test('a question has an address of its own, which opens at the question', async ({ page }) => {
  await page.goto('/faq/#stream-disconnect');
  const question = page.getByRole('heading', { name: 'A stream broke off midway. What do I pay?' });
  await expect(question).toBeInViewport();
  await page.goto('/faq/');
  const link = page.locator('a.sl-anchor-link[href="#stream-disconnect"]');
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/faq\/#stream-disconnect$/);
  await expect(question).toBeInViewport();
});

test('an answer says which tests prove it, and where they stand', async ({ page }) => {
  await page.goto('/faq/#stream-disconnect');
  const entry = page.locator('article', { has: page.locator('#stream-disconnect') });
  await entry.getByText(/Proven by/).click();
  await expect(entry.locator('.proofs a').first()).toHaveAttribute('href', /\/tests\/.+\.ts$/);
});

test('"Try it" opens the playground with the request that shows the point', async ({ page }) => {
  await page.goto('/faq/#failed-requests');
  const entry = page.locator('article', { has: page.locator('#failed-requests') });
  await expect(entry.getByRole('link', { name: 'Try it' })).toHaveAttribute(
    'href',
    /^\/playground\/#r=/,
  );
});

test('search finds an answer of the FAQ and leads to it', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Control+k');
  await page
    .getByRole('dialog')
    .getByRole('textbox')
    .fill('autocomplete thousands of small requests');
  const result = page.getByRole('link', { name: 'Why are there thousands of small requests?' });
  await result.click();
  await expect(page).toHaveURL(/\/faq\/.*#autocomplete-volume$/);
  await expect(page.locator('#autocomplete-volume')).toBeInViewport();
});

test('a page for an integration that is missing can be asked for by anyone (D2)', async ({
  page,
}) => {
  await page.goto('/faq/#request-integration');
  const entry = page.locator('article', { has: page.locator('#request-integration') });
  await entry.getByRole('link', { name: 'Open a request' }).click();
  await expect(page).toHaveURL(/\/integrations\/request\/$/);
  await expect(page.getByRole('main').getByRole('textbox').first()).toBeEditable();
});

test('a security problem has a channel of its own, which no public form leads around (D4)', async ({
  page,
}) => {
  await page.goto('/faq/#report-security');
  const entry = page.locator('article', { has: page.locator('#report-security') });
  await expect(entry).toContainText('Never paste API keys or raw logs into a public issue');
  await entry.getByRole('link', { name: 'Security page' }).click();
  await expect(page.getByRole('main')).toContainText('Not in a public issue');
});
