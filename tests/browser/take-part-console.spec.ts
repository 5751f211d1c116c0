import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openAlive, sentBodies, test } from './take-part-server.ts';

/** A session with an account of its own and one failed request; answers its id. */
const visit = async (page: Page, origin: string): Promise<string> => {
  const { key } = await (await page.request.post(`${origin}/api/sandbox`, { data: {} })).json();
  const failed = await page.request.post(`${origin}/v1/chat/completions`, {
    headers: { authorization: `Bearer ${key.secret}` },
    data: { model: 'sandbox/error', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 5 },
  });
  return failed.headers()['x-request-id'] ?? '';
};

test('a ticket names a request picked from the log, is answered, and is opened again by a reply (D3)', async ({
  page,
  server,
  browser,
}) => {
  const sent = sentBodies(page);
  const canary = `glpat-${'x7Yz3Qw9Rt5Ui1Op8As2'}`;
  const request = await visit(page, server.origin);
  await page.goto('/console/#tickets');
  await page.getByRole('button', { name: 'New ticket' }).click();
  await page.getByRole('button', { name: 'Open the ticket' }).click();
  await expect(page.getByText('A subject is needed.')).toBeVisible();
  await expect(page.getByLabel('Subject')).toBeFocused();
  await page.keyboard.type('Why does it answer 500?');
  await page.keyboard.press('Tab');
  await page.keyboard.type(`It failed, with ${canary} set.`);
  await expect(page.getByText('Taken out before it is sent: GitLab token')).toBeVisible();
  await page.getByRole('checkbox', { name: request }).check();
  await page.getByRole('button', { name: 'Open the ticket' }).click();
  await expect(page.getByText('The ticket has arrived as')).toBeVisible();
  await expect(page.locator('.tickets-opened')).toContainText(request);
  expect(sent()).not.toContain(canary);
  const again = page.getByText('A reply opens the ticket again.');
  await expect(page.getByLabel('Your reply')).toBeVisible();
  await expect(again).toHaveCount(0);

  const other = await browser.newContext({ baseURL: server.origin });
  const operator = await other.newPage();
  await server.signInAsOperator(operator);
  await operator.goto('/console/#inbox');
  await operator.getByRole('button', { name: 'Why does it answer 500?' }).click();
  await expect(operator.locator('.inbox-content')).toContainText(request);
  await expect(operator.getByText(/^Account acc_/)).toBeVisible();
  await operator.getByLabel('Answer', { exact: true }).fill('Because sandbox/error always does.');
  await operator.getByRole('button', { name: 'Send the answer' }).click();
  await expect(operator.getByLabel('Status')).toHaveValue('answered');

  await page.getByRole('button', { name: 'All tickets' }).click();
  await expect(page.getByRole('list', { name: 'Your tickets' })).toContainText('answered');
  await page.getByRole('button', { name: /Why does it answer 500/ }).click();
  await expect(page.getByText('Because sandbox/error always does.')).toBeVisible();
  await expect(again).toBeVisible();
  await page.getByLabel('Your reply').fill('I see, thank you.');
  await page.getByRole('button', { name: 'Send the reply' }).click();
  await expect(page.locator('.submission-thread li')).toHaveCount(2);
  await expect(page.locator('.tickets-opened')).toContainText('open');
  const { violations } = await new AxeBuilder({ page }).include('.con-island').analyze();
  expect(violations.map(({ id, nodes }) => ({ id, html: nodes[0]?.html }))).toEqual([]);
  await other.close();
});

test('the inbox filters, sets a status, links, and exports; nobody else sees its tab', async ({
  page,
  server,
  browser,
}) => {
  await visit(page, server.origin);
  for (const name of ['Glass Harbour', 'Glass Anchor']) {
    await openAlive(page, '/integrations/request/');
    await page.getByLabel('Name of the tool').fill(name);
    await page.getByRole('button', { name: 'Ask for this page' }).click();
    await expect(page.getByText('is on the list')).toBeVisible();
  }
  await page.goto('/console/#inbox');
  await expect(page.getByRole('tab', { name: 'Keys' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Inbox' })).toHaveCount(0);

  const other = await browser.newContext({ baseURL: server.origin });
  const operator = await other.newPage();
  await server.signInAsOperator(operator);
  await operator.goto('/console/#inbox');
  const items = operator.getByRole('list', { name: 'Items' }).getByRole('button');
  await operator.getByLabel('Title contains').fill('Glass');
  await expect(items).toHaveCount(2);
  await operator.getByLabel('Kind').selectOption('feedback');
  await expect(operator.getByText('Nothing fits.')).toBeVisible();
  await operator.getByLabel('Kind').selectOption('integration_request');
  await operator.getByRole('button', { name: /Glass Anchor/ }).click();
  await operator.getByLabel('Status').selectOption('planned');
  await operator.getByLabel('Issue or page that it led to').fill('https://example.com/issues/1');
  await operator.getByRole('button', { name: 'Link' }).click();
  await operator.getByRole('button', { name: 'All items' }).click();
  await operator.getByLabel('Status').selectOption('planned');
  await expect(items).toHaveCount(1);
  const [file] = await Promise.all([
    operator.waitForEvent('download'),
    operator.getByRole('link', { name: 'Export as JSON lines' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('inbox.jsonl');

  const { violations } = await new AxeBuilder({ page: operator }).include('.con-island').analyze();
  expect(violations.map(({ id, nodes }) => ({ id, html: nodes[0]?.html }))).toEqual([]);
  await operator.setViewportSize({ width: 360, height: 740 });
  const beyond = await operator.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(beyond).toBe(0);
  await page.goto('/integrations/request/');
  await expect(page.locator('.wish-list li', { hasText: 'Glass Anchor' })).toContainText('planned');
  await other.close();
});
