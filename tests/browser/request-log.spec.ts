import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './browser-test.ts';
import { ConsolePage } from './console-page.ts';

/** Opens a page's island with a key of its own, entered by hand as a reader does. */
const withKey = async (page: Page, path: string, region: string) => {
  const view = new ConsolePage(page);
  const { key } = await (await page.request.post('/api/sandbox')).json();
  await page.goto(path);
  const island = page.getByRole('region', { name: region, exact: true });
  await island.scrollIntoViewIfNeeded();
  await island.getByRole('button', { name: 'Use my own key' }).click();
  await island.getByLabel('Your API key').fill(key.secret);
  await island.getByRole('button', { name: 'Use this key' }).click();
  await expect(island.locator('.key-secret')).toBeVisible();
  return { view, island, secret: key.secret as string };
};

const logPath = '/troubleshooting/#read-the-request-log';

test('the log of a key: rows come in as requests run, and open to the charge line by line', async ({
  page,
}) => {
  const { view, island, secret } = await withKey(page, logPath, 'Request log');
  await expect(island).toContainText('No request yet');
  const { id, rest } = await view.stream(secret, 12);
  await expect(view.row(id)).toContainText('Still running');
  await view.row(id).getByRole('button').click();
  await expect(island.locator('.rl-detail')).toContainText('still running');
  await rest();
  await expect(view.row(id)).toContainText('Completed');
  await expect(island.locator('.rl-detail')).toContainText('The upstream finished its answer.');
  await expect(island.locator('.charge-lines')).toContainText('Output');
});

test('filters narrow the log and live in the address, without the key', async ({ page }) => {
  const { view, island, secret } = await withKey(page, logPath, 'Request log');
  const ids = {
    echo: (await view.send(secret)).id,
    busy: (await view.send(secret, { model: 'sandbox/overloaded' })).id,
    wrong: (await view.send(secret, { model: 'no/such-model' })).id,
  };
  await expect(island.locator('.rl-row')).toHaveCount(3);
  await island.getByLabel('Outcome').selectOption('Upstream error');
  await expect(island.locator('.rl-row')).toHaveCount(1);
  await expect(view.row(ids.busy)).toContainText('529');
  await expect(page).toHaveURL(/\?outcome=upstream_error#/);
  await island.getByLabel('Outcome').selectOption('');
  await island.getByLabel('Status').selectOption('4xx');
  await expect(island.locator('.rl-row')).toHaveCount(1);
  await expect(view.row(ids.wrong)).toContainText('404');
  await island.getByRole('button', { name: 'Clear filters' }).click();
  await island.getByLabel('Model').fill('sandbox/echo');
  await expect(island.locator('.rl-row')).toHaveCount(1);
  await expect(view.row(ids.echo)).toBeVisible();
  await island.getByLabel('Until').fill('2020-01-01T00:00');
  await expect(island).toContainText('No request fits these filters');
  expect(page.url()).not.toContain(secret.slice(3));
});

test('a request is found by its id, whatever the filters say; a wrong id is told', async ({
  page,
}) => {
  const { view, island, secret } = await withKey(
    page,
    '/troubleshooting/?outcome=rejected#read-the-request-log',
    'Request log',
  );
  const { id } = await view.send(secret);
  await expect(island.getByLabel('Outcome')).toHaveValue('rejected');
  const find = island.getByLabel('Find by id');
  await find.fill('req_123');
  await find.press('Enter');
  await expect(island.getByRole('alert')).toContainText('26 letters and digits');
  await find.fill(id);
  await find.press('Enter');
  await expect(island.getByRole('region', { name: `Request ${id}` })).toContainText('Charged');
  await find.fill('req_00000000000000000000000000');
  await find.press('Enter');
  await expect(island.getByRole('alert')).toContainText('nothing under this id');
});

test('a long log is read page by page, and exported whole as CSV and JSON lines', async ({
  page,
}) => {
  const { view, island, secret } = await withKey(page, logPath, 'Request log');
  const sent = 30;
  for (let count = 0; count < sent; count++) await view.send(secret, { model: 'no/such-model' });
  await page.reload();
  const again = page.getByRole('region', { name: 'Request log', exact: true });
  await again.scrollIntoViewIfNeeded();
  await again.getByRole('button', { name: 'Use my own key' }).click();
  await again.getByLabel('Your API key').fill(secret);
  await again.getByRole('button', { name: 'Use this key' }).click();
  await expect(again.locator('.rl-row')).toHaveCount(25);
  await again.getByRole('button', { name: 'Show older ones' }).click();
  await expect(again.locator('.rl-row')).toHaveCount(sent);
  await expect(island).toContainText('That is all of it');
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    again.getByRole('button', { name: 'Export as CSV' }).click(),
  ]);
  const lines = (await readFile(await csv.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(sent + 1);
  expect(lines[0]).toMatch(/^id,started_at,/);
  const [jsonl] = await Promise.all([
    page.waitForEvent('download'),
    again.getByRole('button', { name: 'Export as JSONL' }).click(),
  ]);
  const rows = (await readFile(await jsonl.path(), 'utf8')).trim().split('\n');
  expect(rows.map((row) => JSON.parse(row).outcome)).toEqual(Array(sent).fill('rejected'));
});

test("the console's log holds all keys of the account, live, and is exported by the server", async ({
  page,
}) => {
  const view = new ConsolePage(page);
  const first = await view.start();
  const second = await view.create('staging-web');
  await view.openTab('Request log');
  await expect(page.locator('.rl-live')).toContainText('Live');
  const { id } = await view.send(first);
  const other = await view.send(second);
  await expect(view.row(id)).toContainText('Sandbox');
  await expect(view.row(other.id)).toContainText('staging-web');
  await view.island.getByLabel('Key', { exact: true }).selectOption('staging-web');
  await expect(view.row(id)).toHaveCount(0);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    view.island.getByRole('link', { name: 'Export as CSV' }).click(),
  ]);
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain(other.id);
  expect(text).not.toContain(id);
});

/** Ordinary traffic, then from the moment that is answered on a stranger's. */
const leaked = async (view: ConsolePage, secret: string) => {
  for (let sent = 0; sent < 6; sent++) await view.send(secret);
  const since = (Math.floor(Date.now() / 1000) + 1) * 1000;
  await expect.poll(() => Date.now() > since).toBe(true);
  const ids: string[] = [];
  for (let sent = 0; sent < 3; sent++)
    ids.push((await view.send(secret, { model: 'sandbox/empty', client: 'python-httpx/0.28' })).id);
  const own = (await view.send(secret)).id;
  const local = new Date(since - new Date(since).getTimezoneOffset() * 60_000);
  return { since: local.toISOString().slice(0, 19), ids, own };
};

test('the review of a leaked key marks the traffic that is not like before, with amounts and ids (K1)', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { view, island, secret } = await withKey(
    page,
    '/keys/#when-a-key-leaked',
    'What did the key do since?',
  );
  const { since, ids, own } = await leaked(view, secret);
  await island.getByLabel('It may have got out at').fill(since);
  await island.getByRole('button', { name: 'Review' }).click();
  await expect(island.locator('.leak-verdict')).toContainText('3 of 4 requests stand out');
  await expect(island.locator('.leak-finding[data-kind=new_model]')).toContainText('sandbox/empty');
  await expect(island.locator('.leak-finding[data-kind=new_client]')).toContainText('python-httpx');
  await expect(island.locator('.leak-findings')).not.toContainText(own);
  const charges = await Promise.all(
    ids.map(async (id) => (await view.logged(id)).charge.nanodollars),
  );
  const total = charges.reduce((sum, each) => sum + each, 0) / 1e9;
  const amount = `$${total.toFixed(9).replace(/\.?0+$/, '')}`;
  await expect(island.locator('.leak-verdict')).toContainText(amount);
  await island
    .getByRole('button', { name: `Show ${ids[0]}` })
    .first()
    .click();
  await expect(island.locator('.rl-detail')).toContainText('python-httpx/0.28');
  await island.getByRole('button', { name: 'Copy the report' }).click();
  await expect(island.getByRole('button', { name: 'Copied' })).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain(ids[0]);
  expect(report).not.toContain(secret);
});

test('a review without a key says so at the key, and without a moment at the moment', async ({
  page,
}) => {
  await page.goto('/keys/');
  const island = page.getByRole('region', { name: 'What did the key do since?' });
  await island.scrollIntoViewIfNeeded();
  await expect(page.locator('astro-island[ssr]').filter({ has: island })).toHaveCount(0);
  await island.getByRole('button', { name: 'Review' }).click();
  const own = island.getByRole('button', { name: 'Use my own key' });
  await expect(own).toBeFocused();
  await expect(own).toHaveAccessibleDescription('Enter the key whose log to review.');
  const since = island.getByLabel('It may have got out at');
  await expect(since).toHaveAccessibleDescription(/Say since when/);
  await since.fill('2026-01-01T12:00');
  await island.getByRole('button', { name: 'Review' }).click();
  await expect(since).toHaveAccessibleDescription(/^If you don't know[^!]*place\.$/);

  const view = new ConsolePage(page);
  await view.start();
  await view.openTab('Leaked key');
  await view.button('Review').click();
  const key = view.island.getByLabel('Key', { exact: true });
  await expect(key).toBeFocused();
  await expect(key).toHaveAccessibleDescription('Choose the key whose log to review.');
  await key.selectOption({ index: 1 });
  await expect(key).toBeFocused();
  await expect(key).toHaveAccessibleDescription('');
});

test('in the console the reviewed key is stopped on the spot (K1)', async ({ page }) => {
  const view = new ConsolePage(page);
  const secret = await view.start();
  const { since } = await leaked(view, secret);
  await view.openTab('Leaked key');
  await view.island.getByLabel('Key', { exact: true }).selectOption({ index: 1 });
  await view.island.getByLabel('It may have got out at').fill(since);
  await view.button('Review').click();
  await expect(view.island.locator('.leak-verdict')).toContainText('3 of 4 requests stand out');
  await view.button('Reset Sandbox').click();
  await view.dialog.getByRole('button', { name: 'Reset the secret' }).click();
  await view.readSecret('Sandbox');
  expect((await view.send(secret)).status).toBe(401);
});

test('with the gateway away the log says so, keeps what it has, and goes on by itself', async ({
  page,
}) => {
  const { view, island, secret } = await withKey(page, logPath, 'Request log');
  const { id } = await view.send(secret);
  await expect(view.row(id)).toBeVisible();
  await page.route('**/v1/requests**', (route) => route.abort('connectionrefused'));
  await expect(island.locator('.rl-live')).toContainText('Connection lost');
  await expect(view.row(id)).toBeVisible();
  await page.unroute('**/v1/requests**');
  await expect(island.locator('.rl-live')).toContainText('Live');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('log and review say what they need, and the commands stand below', async ({ page }) => {
    await page.goto(logPath);
    await expect(page.locator('noscript p', { hasText: 'request log of a key' })).toBeVisible();
    await page.goto('/keys/');
    await expect(page.locator('noscript p', { hasText: 'reviews the log' })).toBeVisible();
    await expect(page.locator('pre', { hasText: 'defaultdict' })).toBeVisible();
  });
});
