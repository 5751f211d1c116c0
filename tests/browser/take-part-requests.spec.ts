import AxeBuilder from '@axe-core/playwright';
import { expect, openAlive, sentBodies, test } from './take-part-server.ts';

const path = '/integrations/request/';

test('a page is asked for; what works now and what is there already show as one types (D1, D2)', async ({
  page,
}) => {
  await openAlive(page, path);
  await page.getByLabel('Name of the tool').fill('claude code');
  await expect(
    page.getByRole('link', { name: 'Claude Code', exact: true }).first(),
  ).toHaveAttribute('href', '/integrations/claude-code/');
  await page.getByLabel('Name of the tool').fill('Paper Boat');
  await expect(page.getByRole('heading', { name: 'What works now: Paper Boat' })).toBeVisible();
  await page.getByLabel('Anthropic-compatible endpoints').check();
  await expect(page.locator('.wish-recipe')).toHaveCount(1);
  await expect(page.locator('.wish-recipe code')).toHaveText('https://api.tokenbay.com');
  await page.getByLabel('OpenAI-compatible endpoints').check();
  await expect(page.locator('.wish-recipe code')).toHaveText('https://api.tokenbay.com/v1');
  await page.getByLabel('Its link').fill('https://boat.example');
  await page.getByRole('button', { name: 'Ask for this page' }).click();
  await expect(page.getByText('Paper Boat is on the list, with your vote.')).toBeVisible();
  await expect(page.locator('.wish-list li', { hasText: 'Paper Boat' })).toContainText('1 vote');
});

test('one vote per visitor, also by asking again; a written page is linked', async ({
  page,
  browser,
  server,
}) => {
  await openAlive(page, path);
  await page.getByLabel('Name of the tool').fill('Tin Whistle');
  await page.getByRole('button', { name: 'Ask for this page' }).click();
  await expect(page.getByText('Tin Whistle is on the list')).toBeVisible();
  await page.getByRole('button', { name: 'Ask for another' }).click();
  await page.getByLabel('Name of the tool').fill('tin-whistle');
  await expect(page.getByText('Asked for already')).toBeVisible();
  // A neighbour in the same network would see the same, so it does not say who voted.
  await expect(
    page.locator('.wish-found').getByRole('button', { name: /^You or your network voted/ }),
  ).toBeDisabled();
  await page.getByRole('button', { name: 'Ask for this page' }).click();
  await expect(page.getByText('had been asked for already')).toBeVisible();
  const row = page.locator('.wish-list li', { hasText: 'Tin Whistle' });
  await expect(row).toContainText('1 vote');

  // The operator is another visitor, once signed in: that vote counts.
  const other = await browser.newContext({ baseURL: server.origin });
  const operator = await other.newPage();
  await server.signInAsOperator(operator);
  await openAlive(operator, path);
  const theirs = operator.locator('.wish-list li', { hasText: 'Tin Whistle' });
  await theirs.getByRole('button', { name: 'Vote for Tin Whistle' }).click();
  await expect(theirs).toContainText('2 votes');
  await expect(theirs.getByRole('button', { name: /^Voted/ })).toBeDisabled();

  const { data } = await (await operator.request.get('/api/inbox?text=Tin')).json();
  await operator.request.patch(`/api/inbox/${data[0].id}`, {
    data: { status: 'written', link: '/integrations/other/' },
  });
  await page.reload();
  await expect(row).toContainText('written');
  await expect(row.getByRole('link', { name: 'Read the page' })).toHaveAttribute(
    'href',
    '/integrations/other/',
  );
  await other.close();
});

test('by keyboard alone, with mistakes pointed out and secrets kept here', async ({ page }) => {
  const sent = sentBodies(page);
  const canary = `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`;
  await openAlive(page, path);
  await page.getByLabel('Name of the tool').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The name of the tool is needed.')).toBeVisible();
  await expect(page.getByLabel('Name of the tool')).toBeFocused();
  await page.keyboard.type('Lantern Fish');
  await page.keyboard.press('Tab');
  await page.keyboard.type(`https://${canary}@fish.example`);
  await page.keyboard.press('Enter');
  await expect(page.getByText('This address holds a secret.')).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('https://fish.example');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByLabel('both')).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.type(`It works with token ${canary}`);
  await expect(page.getByText('Taken out before it is sent: GitHub token')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Ask for this page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Lantern Fish is on the list')).toBeVisible();
  expect(sent()).toContain('"protocol":"both"');
  expect(sent()).not.toContain(canary);
});

test('what a form for programs catches is refused', async ({ page }) => {
  await openAlive(page, path);
  await page.getByLabel('Name of the tool').fill('Spam');
  await page.locator('input[name=website]').fill('https://spam.example', { force: true });
  await page.getByRole('button', { name: 'Ask for this page' }).click();
  await expect(page.getByText('A field that must stay empty is filled in.')).toBeVisible();
});

test('a form that is not alive yet sends nothing, and puts nothing into the address', async ({
  page,
}) => {
  await openAlive(page, path);
  await page.route('**/*.js', (route) => route.abort());
  await page.reload();
  const sent = sentBodies(page);
  await page.getByLabel('Name of the tool').fill('CANARY');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Ask for this page' }).click();
  await expect(page.getByLabel('Name of the tool')).toHaveValue('CANARY');
  expect(page.url()).not.toContain('?');
  expect(sent()).not.toContain('CANARY');
});

for (const { width, colorScheme } of [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const)
  test(`axe finds nothing on the page, ${colorScheme}, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await openAlive(page, path);
    await page.getByLabel('Name of the tool').fill('claude');
    await expect(page.getByText('There is a page')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, html: nodes[0]?.html }))).toEqual([]);
  });
