import { expect, test } from './browser-test.ts';
import { ConsolePage } from './console-page.ts';

test('from the first visit to a second key: one click, one label, each secret shown once', async ({
  page,
}) => {
  const view = new ConsolePage(page);
  const first = await view.start();
  await expect(view.island).toContainText('$1 left');
  const second = await view.create('staging-web');
  expect(second).not.toBe(first);
  await expect(view.keys.getByRole('listitem')).toHaveCount(2);
  await expect(view.key('staging-web')).toContainText(`sk-…${second.slice(-4)}`);
  expect((await view.send(second)).status).toBe(200);
  await view.putAway('staging-web');
  await view.putAway('Sandbox');
  await expect(view.secret).toHaveCount(0);
  await page.reload();
  await expect(view.key('staging-web')).toContainText('1 request');
  await expect(view.secret).toHaveCount(0);
  expect(await page.content()).not.toContain(second);
});

test('a secret that was not put away is still there after the next one', async ({ page }) => {
  const view = new ConsolePage(page);
  await view.start();
  const one = await view.create('one');
  const two = await view.create('two');
  expect(await view.readSecret('one')).toBe(one);
  await view.putAway('one');
  await expect(view.secretOf('one')).toHaveCount(0);
  expect(await view.readSecret('two')).toBe(two);
  await view.openTab('Usage');
  await view.openTab('Keys');
  expect(await view.readSecret('two')).toBe(two);
});

test('who signed up before there is an account sees as whom, and can sign out', async ({
  page,
}) => {
  const view = new ConsolePage(page);
  const email = `early-${Date.now()}@example.com`;
  await page.goto('/console/');
  await view.button('Sign in').click();
  await view.button('I have none: create one').click();
  await view.signUp(email, 'a long enough one');
  await expect(view.island).toContainText(`Signed in as ${email}.`);
  await view.button('Sign out').click();
  await expect(view.button('Sign in')).toBeVisible();
  await expect(view.island).not.toContainText(email);
});

test('what is wrong in a form is said in its own words, with the focus there', async ({ page }) => {
  const view = new ConsolePage(page);
  await view.start();
  const label = view.island.getByLabel('Label');
  for (const blank of ['', '   ']) {
    await label.fill(blank);
    await view.button('Create key').click();
    await expect(label).toBeFocused();
    await expect(label).toHaveAccessibleDescription(/Write what the key is for/);
  }
  await view.button('Rename Sandbox').click();
  await page.getByLabel('New label of Sandbox').fill(' ');
  await page.keyboard.press('Enter');
  await expect(view.keys.getByRole('alert')).toContainText('Write what the key is for');
  await view.button('Make it permanent').click();
  await view.signUp('somebody@nowhere', 'short');
  await expect(view.island.getByLabel('E-mail address')).toHaveAccessibleDescription(
    'Write it like name@example.com.',
  );
  await expect(view.island.getByLabel('E-mail address')).toBeFocused();
  await view.signUp('somebody@example.com', 'short');
  await expect(view.island.getByLabel('Password')).toBeFocused();
  await expect(view.island).not.toContainText('is not valid');
});

test('one account has any number of keys, one for each stage (K3)', async ({ page }) => {
  const view = new ConsolePage(page);
  await view.start();
  const labels = ['ci', 'staging-web', 'prod-web', 'anna-laptop'];
  const secrets = new Set<string>();
  for (const label of labels) secrets.add(await view.create(label));
  expect(secrets.size).toBe(labels.length);
  await expect(view.keys.getByRole('listitem')).toHaveCount(labels.length + 1);
  await view.button('Rename ci').click();
  await page.getByLabel('New label of ci').fill('ci-nightly');
  await page.keyboard.press('Enter');
  await expect(view.key('ci-nightly')).toBeVisible();
});

test('a reset while a stream runs: the stream ends and is charged once, the next request is refused (K1)', async ({
  page,
}) => {
  const view = new ConsolePage(page);
  const old = await view.start();
  const { balance } = await view.account();
  const { id, rest } = await view.stream(old, 24);

  await view.button('Reset Sandbox').click();
  await expect(view.dialog).toContainText('refused from the next request on');
  await view.dialog.getByRole('button', { name: 'Reset the secret' }).click();
  await expect(view.dialog).toBeHidden();
  const fresh = await view.readSecret('Sandbox');
  expect(fresh).not.toBe(old);
  expect((await view.send(old)).status).toBe(401);

  expect(await rest()).toContain('[DONE]');
  await expect.poll(async () => (await view.logged(id)).state).toBe('settled');
  const row = await view.logged(id);
  expect(row.outcome).toBe('completed');
  expect(row.charge.nanodollars).toBeGreaterThan(0);
  expect(await view.account()).toMatchObject({
    balance: balance - row.charge.nanodollars,
    reserved: 0,
  });
  expect((await view.send(fresh)).status).toBe(200);
});

test('a reset asks first, and Escape leaves the secret as it is', async ({ page }) => {
  const view = new ConsolePage(page);
  const secret = await view.start();
  await view.button('Reset Sandbox').click();
  await page.keyboard.press('Escape');
  await expect(view.dialog).toBeHidden();
  await expect(view.button('Reset Sandbox')).toBeFocused();
  expect((await view.send(secret)).status).toBe(200);
});

test('a disabled key is refused from the next request on, and works again when enabled', async ({
  page,
}) => {
  const view = new ConsolePage(page);
  const secret = await view.start();
  await view.button('Disable Sandbox').click();
  await expect(view.key('Sandbox')).toContainText('Disabled');
  expect((await view.send(secret)).status).toBe(401);
  await view.button('Enable Sandbox').click();
  await expect(view.key('Sandbox')).toContainText('Active');
  expect((await view.send(secret)).status).toBe(200);
});

test('nothing in the console deletes a key, and it says why (K2)', async ({ page }) => {
  const view = new ConsolePage(page);
  await view.start();
  await expect(view.island).toContainText("Keys can't be deleted");
  for (const tab of ['Keys', 'Usage', 'Request log', 'Leaked key', 'Groups', 'Account']) {
    await view.openTab(tab);
    await expect(view.island.getByRole('button', { name: /delete|remove/i })).toHaveCount(0);
  }
  const id = (await (await page.request.get('/api/console/keys')).json()).data[0].id;
  expect((await page.request.delete(`/api/console/keys/${id}`)).status()).toBe(405);
});

test('signing up keeps keys, balance and log; signing in again finds them', async ({
  page,
  browser,
  baseURL,
}) => {
  const view = new ConsolePage(page);
  const secret = await view.start();
  await view.create('prod-web');
  await view.send(secret);
  const before = await view.account();
  const email = `reader-${Date.now()}-${Math.floor(Math.random() * 1e9)}@example.com`;

  await view.button('Make it permanent').click();
  await view.signUp(email, 'short');
  await expect(view.island.getByText('Take at least 10 characters')).toBeVisible();
  await view.island.getByLabel('Password').fill('a long enough one');
  await view.button('Create the account').click();
  await expect(view.island).toContainText(email);
  await expect(view.button('Make it permanent')).toHaveCount(0);
  await expect(view.keys.getByRole('listitem')).toHaveCount(2);
  expect(await view.account()).toEqual(before);
  expect((await view.send(secret)).status).toBe(200);

  const elsewhere = new ConsolePage(await (await browser.newContext({ baseURL })).newPage());
  await elsewhere.page.goto('/console/');
  await elsewhere.button('Sign in').click();
  await elsewhere.island.getByLabel('E-mail address').fill(email);
  await elsewhere.island.getByLabel('Password').fill('not this one at all');
  await elsewhere.button('Sign in').click();
  await expect(elsewhere.island.getByRole('alert')).toContainText('do not fit together');
  await elsewhere.island.getByLabel('Password').fill('a long enough one');
  await elsewhere.button('Sign in').click();
  await expect(elsewhere.key('prod-web')).toBeVisible();
  await elsewhere.openTab('Account');
  await elsewhere.button('Sign out').click();
  await expect(elsewhere.button('Start')).toBeVisible();
  await elsewhere.page.context().close();
});

test('usage is kept per key, and the chart has a table with the same numbers (K4)', async ({
  page,
}) => {
  const view = new ConsolePage(page);
  const first = await view.start();
  const second = await view.create('staging-web');
  await view.send(first);
  for (let sent = 0; sent < 3; sent++) await view.send(second);
  await view.openTab('Usage');
  const totals = view.island.getByRole('table', { name: 'All keys' });
  await expect(totals.getByRole('row', { name: /^staging-web 3 / })).toBeVisible();
  await expect(totals.getByRole('row', { name: /^Sandbox 1 / })).toBeVisible();
  const days = view.island.getByRole('table', { name: 'Days with requests' });
  const today = new Date().toISOString().slice(0, 10);
  await expect(days.getByRole('row').nth(1)).toContainText(`${today}3`);
  await expect(view.island.locator('.chart-place canvas')).toBeVisible();
  await view.island.getByLabel('Key', { exact: true }).selectOption('Sandbox');
  await expect(days.getByRole('row').nth(1)).toContainText(`${today}1`);
  await view.openTab('Groups');
  const group = view.island.getByRole('region', { name: 'sandbox' });
  await expect(group).toContainText('Sandbox, staging-web');
  await expect(group).toContainText('× 1');
});

test('what was not used is said in words, without an empty chart', async ({ page }) => {
  const view = new ConsolePage(page);
  const secret = await view.start();
  await view.openTab('Usage');
  await expect(view.island).toContainText('No request in this time.');
  await expect(view.island.locator('.chart-place')).toHaveCount(0);
  await view.send(secret, { model: 'sandbox/overloaded' });
  await page.reload();
  await expect(view.island).toContainText('Charge in this time: none.');
  await view.island.getByLabel('Show').selectOption('Requests');
  await expect(view.island.locator('.chart-place canvas')).toBeVisible();
  await expect(view.island.locator('.u-legend .u-series').first()).toBeHidden();
  await view.island.locator('.chart-place .u-over').hover();
  await expect(view.island.locator('.u-legend .u-series').first()).toContainText(/^UTC/);
  await expect(view.island.locator('.u-legend .u-series').first()).toBeVisible();
});

test('of many keys the one that cost the most comes first, and a group names a dozen and counts the rest', async ({
  page,
}) => {
  const view = new ConsolePage(page);
  await view.start();
  await page.evaluate(async () => {
    for (let made = 1; made <= 14; made++)
      await fetch('/api/console/keys', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ label: `member-${made}` }),
      });
  });
  await view.send(await view.create('busy'));
  await view.openTab('Usage');
  const totals = view.island.getByRole('table', { name: 'All keys' });
  await expect(totals.getByRole('row').nth(1)).toContainText('busy');
  await view.openTab('Groups');
  await expect(view.island.getByRole('region', { name: 'sandbox' })).toContainText('and 4 more');
});

test('the secret can be used on the site: the playground of this tab sends it', async ({
  page,
}) => {
  const view = new ConsolePage(page);
  const secret = await view.start();
  await view.button('Use on this site').click();
  await view.island.getByRole('link', { name: 'Send a request with it' }).click();
  await expect(page.locator('.key-secret')).toHaveText(`sk-…${secret.slice(-4)}`);
});
