import type { Page } from '@playwright/test';
import { formatDollars } from '../../src/domain/money.ts';
import { PlaygroundPage } from './playground-page.ts';
import {
  consoleErrors,
  expect,
  expectReadable,
  holdKey,
  islandOn,
  test,
  withoutFeature,
  withoutGateway,
} from './trouble-test.ts';

const { island: explainer, open } = islandOn(
  '/troubleshooting/',
  'Was my request charged?',
  'Was it charged?',
);

/** What a reader knows without the log: an error's text, and answers to the three questions. */
type Known = { error?: string; streamed?: string; shown?: string; brokeOff?: string };

const ask = async (page: Page, known: Known): Promise<void> => {
  const island = explainer(page);
  const choose = async (question: string, answer: string | undefined) => {
    if (answer) await island.getByRole('group', { name: question }).getByLabel(answer).check();
  };
  if (known.error) await island.getByLabel('The error as you see it').fill(known.error);
  await choose('Was the answer streamed?', known.streamed);
  await choose('Had part of the answer been shown?', known.shown);
  await choose('Who broke off?', known.brokeOff);
  await island.getByRole('button', { name: 'Was it charged?' }).click();
};

const verdict = (page: Page) => explainer(page).locator('.explainer-verdict');
const charged = (page: Page) => explainer(page).locator('.explainer-charged');

const cases: [name: string, known: Known, charged: string, reason: string][] = [
  [
    'a stream that was cut is charged for what was shown (B2)',
    { streamed: 'Yes', shown: 'Yes', brokeOff: 'The other side' },
    'Charged',
    'upstream_disconnected',
  ],
  [
    'a stream that the reader stopped is charged for what was shown (B2)',
    { streamed: 'Yes', shown: 'Yes', brokeOff: 'My side' },
    'Charged',
    'client_disconnected',
  ],
  [
    'the error of an overloaded upstream is not charged (B1)',
    {
      error:
        '529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":null}',
    },
    'Not charged',
    'upstream_error',
  ],
];

for (const [name, known, expected, rule] of cases)
  test(`by paste: ${name}`, async ({ page }) => {
    await open(page);
    await ask(page, known);
    await expect(charged(page)).toHaveText(expected);
    await expect(verdict(page)).toContainText(`Rule ${rule}`);
  });

test('by paste: the gateway’s own refusal of a wrong key is not charged, from its body alone (B1)', async ({
  page,
}) => {
  await open(page);
  const refused = await page.request.post('/v1/chat/completions', {
    headers: { authorization: 'Bearer sk-nobody' },
    data: { model: 'sandbox/echo', messages: [] },
  });
  await ask(page, { error: await refused.text() });
  await expect(charged(page)).toHaveText('Not charged');
  await expect(verdict(page)).toContainText('turned the request down with status 401');
});

test('by paste: what does not tell is said to be open, with the answer that would decide it', async ({
  page,
}) => {
  await open(page);
  await ask(page, {
    error: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
  });
  await expect(charged(page)).toHaveText('It depends');
  await expect(verdict(page)).toContainText('whether part of it had been shown');
  await explainer(page)
    .getByRole('group', { name: 'shown' })
    .getByLabel('No', { exact: true })
    .check();
  await expect(verdict(page)).toHaveCount(0);
  await explainer(page).getByRole('button', { name: 'Was it charged?' }).click();
  await expect(charged(page)).toHaveText('Not charged');
});

test('by id: a stream that was cut in the playground is explained with the amounts of the log (B2)', async ({
  page,
}) => {
  const errors = consoleErrors(page);
  const playground = new PlaygroundPage(page);
  await page.goto('/troubleshooting/');
  await page.getByRole('link', { name: 'One that is cut' }).click();
  await expect(playground.run).toBeEnabled();
  await playground.run.click();
  await playground.settled();
  const id = await playground.requestId();
  const row = await playground.row();

  await open(page);
  await explainer(page).getByRole('tab', { name: 'A request id' }).click();
  await explainer(page).getByRole('textbox', { name: 'Request id' }).fill(id);
  await page.keyboard.press('Enter');
  await expect(charged(page)).toHaveText('Charged Upstream broke off');
  await expect(verdict(page).getByRole('row').last()).toContainText(
    `$${formatDollars(row.charge.nanodollars)}`,
  );
  expect(row.charge.nanodollars).toBeGreaterThan(0);
  expect(errors).toEqual([]);
});

test('by id: with a key, and the id found in a pasted error', async ({ page, trouble }) => {
  const secret = await trouble.newKey();
  const row = await trouble.send(secret, { model: 'sandbox/overloaded' });
  await open(page);
  await ask(page, { error: `529 Overloaded (request id ${row.id})` });
  await explainer(page)
    .getByRole('button', { name: /Look up req_/ })
    .click();
  await expect(explainer(page).getByRole('textbox', { name: 'Request id' })).toHaveValue(row.id);
  await holdKey(page, explainer(page), secret);
  await explainer(page).getByRole('button', { name: 'Explain the charge' }).click();
  await expect(charged(page)).toHaveText(/^Not charged/);
});

test('by id: another account’s request is not found', async ({ page, trouble }) => {
  const row = await trouble.send(await trouble.newKey(), {});
  await open(page);
  await explainer(page).getByRole('tab', { name: 'A request id' }).click();
  await holdKey(page, explainer(page), await trouble.newKey());
  await explainer(page).getByRole('textbox', { name: 'Request id' }).fill(row.id);
  await page.keyboard.press('Enter');
  await expect(explainer(page).getByRole('alert')).toContainText('nothing under this id');
});

test('the explainer works with the keyboard alone, and says its verdict', async ({ page }) => {
  await open(page);
  await explainer(page).getByRole('tab', { name: 'An error' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(explainer(page).getByRole('tab', { name: 'A request id' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await explainer(page).getByLabel('HTTP status').focus();
  await page.keyboard.type('404');
  await page.keyboard.press('Enter');
  await expect(charged(page)).toHaveText('Not charged');
  await expect(page.locator('.ctl-hidden[role=status]')).toContainText('Not charged');
});

test('with the server away the explainer says so, and tries again', async ({ page }) => {
  await page.route('**/api/billing/explain', (route) => route.abort());
  await open(page);
  await ask(page, {});
  await expect(explainer(page).getByRole('alert')).toContainText('server did not answer');
  await page.unroute('**/api/billing/explain');
  await explainer(page).getByRole('button', { name: 'Try again' }).click();
  await expect(charged(page)).toBeVisible();
});

test('by id: while the gateway is away the explainer says that, and not that there is no log', async ({
  page,
}) => {
  await withoutGateway(page);
  await open(page);
  await explainer(page).getByRole('tab', { name: 'A request id' }).click();
  await expect(explainer(page)).toContainText("The gateway can't be reached right now");
  await expect(explainer(page)).not.toContainText('keeps no request log');
  await page.unroute('**/api/capabilities');
  await explainer(page).getByRole('button', { name: 'Try again' }).click();
  await expect(explainer(page).getByRole('textbox', { name: 'Request id' })).toBeVisible();
});

test('without a request log the explainer says so, and the other way still works', async ({
  page,
}) => {
  await withoutFeature(page, 'explanation');
  await open(page);
  await explainer(page).getByRole('tab', { name: 'A request id' }).click();
  await expect(explainer(page)).toContainText('keeps no request log');
  await expect(explainer(page).getByRole('link', { name: 'Open the console' })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the rules stand in the page', async ({ page }) => {
    await page.goto('/troubleshooting/');
    await expect(page.locator('noscript p', { hasText: 'works out the charge' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Was it charged?' })).toBeHidden();
    await expect(
      page.getByRole('cell', { name: 'upstream_disconnected', exact: true }),
    ).toBeVisible();
  });
});

test('axe finds nothing in either theme, and nothing scrolls sideways at 360 px', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await open(page);
  await ask(page, { streamed: 'Yes', shown: 'Yes' });
  await expect(charged(page)).toBeVisible();
  await expectReadable(page);
});
