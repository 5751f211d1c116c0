import AxeBuilder from '@axe-core/playwright';
import { armor, Decrypter } from 'age-encryption';
import { test as usualTest } from './browser-test.ts';
import { expect, openAlive, sentBodies, test } from './take-part-server.ts';

const canary = 'CANARY the token endpoint answers to anyone';

test('a report leaves the page encrypted, opens with the operator’s identity alone, and can be followed (D4)', async ({
  page,
  server,
  context,
  browser,
}) => {
  const sent = sentBodies(page);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openAlive(page, '/security/');
  await page.getByLabel('What you found').focus();
  await page.keyboard.type(canary);
  await page.keyboard.press('Tab');
  await page.keyboard.type('me@example.org');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The report has arrived')).toBeVisible();
  await page.getByRole('button', { name: 'Copy both' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const [, receipt = '', secret = ''] = /^Receipt: (\S+)\nSecret: (\S+)$/.exec(copied) ?? [];
  expect(sent()).toContain('BEGIN AGE ENCRYPTED FILE');
  expect(sent()).not.toContain('CANARY');
  expect(sent()).not.toContain('example.org');

  const other = await browser.newContext({ baseURL: server.origin });
  const operator = await other.newPage();
  await server.signInAsOperator(operator);
  const stored = await (await operator.request.get(`/api/inbox/${receipt}`)).json();
  expect(JSON.stringify(stored)).not.toContain('CANARY');
  const decrypter = new Decrypter();
  decrypter.addIdentity(server.identity);
  const report = await decrypter.decrypt(armor.decode(stored.content.ciphertext), 'text');
  expect(report).toBe(`${canary}\n\nContact: me@example.org\n`);
  await operator.request.post(`/api/inbox/${receipt}/answers`, {
    data: { text: 'Thank you, we are on it.' },
  });

  await openAlive(page, '/security/');
  await page.getByLabel('Receipt').fill(receipt);
  await page.getByLabel('Secret').fill(secret);
  await page.keyboard.press('Enter');
  await expect(page.getByText('It is stored. Nobody has judged it yet.').first()).toBeVisible();
  await expect(page.getByText('Thank you, we are on it.')).toBeVisible();
  expect(page.url()).not.toContain(secret);
  await page.getByLabel('Secret').fill('something else');
  await page.keyboard.press('Enter');
  await expect(page.getByText('There is no report with this receipt and secret.')).toBeVisible();
  await other.close();
});

test('a report that could not be sent is kept, sent again as the very same file, or saved encrypted', async ({
  page,
}) => {
  const sent: (string | null)[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.postDataJSON().ciphertext);
  });
  await openAlive(page, '/security/');
  await page.getByLabel('What you found').fill(canary);
  await page.route('**/api/security-reports', (route) => route.abort());
  await page.getByRole('button', { name: 'Encrypt and send' }).click();
  await expect(page.getByText('Nothing is lost')).toBeVisible();
  await expect(page.getByLabel('What you found')).toHaveValue(canary);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the encrypted file' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('report.age');
  await page.unroute('**/api/security-reports');
  await page.getByRole('button', { name: 'Encrypt and send' }).click();
  await expect(page.getByText('The report has arrived')).toBeVisible();
  expect(sent).toHaveLength(2);
  expect(sent[0]).toBe(sent[1]);
});

test('a report that cannot be encrypted ends in words with an address, and is kept', async ({
  page,
}) => {
  const sent = sentBodies(page);
  await page.route('**/api/security-reports', (route) =>
    route.fulfill({
      json: { recipient: 'age1'.padEnd(62, 'q'), contact: 'security@tokenbay.com' },
    }),
  );
  await openAlive(page, '/security/');
  await expect(page.getByText('age1qqq')).toBeVisible();
  await page.getByLabel('What you found').fill(canary);
  await page.getByRole('button', { name: 'Encrypt and send' }).click();
  const notice = page.getByRole('alert');
  await expect(notice).toContainText('could not be encrypted');
  await expect(notice.getByRole('link')).toHaveAttribute('href', 'mailto:security@tokenbay.com');
  await expect(page.getByRole('button', { name: 'Encrypt and send' })).toBeEnabled();
  await expect(page.getByLabel('What you found')).toHaveValue(canary);
  expect(sent()).not.toContain('CANARY');
});

for (const { width, colorScheme } of [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const)
  test(`axe finds nothing on the page, ${colorScheme}, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await openAlive(page, '/security/');
    await page.getByRole('button', { name: 'Encrypt and send' }).click();
    await expect(page.getByText('Say what you found.')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, html: nodes[0]?.html }))).toEqual([]);
  });

usualTest('without a recipient the form is off and says where to write', async ({ page }) => {
  await page.goto('/security/');
  const notice = page.locator('.ctl-notice');
  await expect(notice).toContainText('This site takes no encrypted reports');
  await expect(notice.getByRole('link')).toHaveAttribute('href', 'mailto:security@tokenbay.com');
  await expect(page.getByRole('button', { name: 'Encrypt and send' })).toHaveCount(0);
  await expect(page.getByRole('main')).not.toContainText(/Write here|Both ways|receipt/);
});
