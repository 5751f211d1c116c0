import type { Page } from '@playwright/test';
import { formatDollars } from '../../src/domain/money.ts';
import type { RequestLogRow } from '../../src/domain/request-log.ts';
import {
  awake,
  consoleErrors,
  expect,
  expectReadable,
  holdKey,
  islandOn,
  type Trouble,
  test,
  withoutFeature,
  withoutGateway,
} from './trouble-test.ts';

const { island, open } = islandOn('/billing/', 'Why does my spend differ?', 'Choose a file');

const give = (page: Page, name: string, content: string | Buffer) =>
  island(page)
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

const compare = (page: Page) =>
  island(page).getByRole('button', { name: 'Compare with the log' }).click();

const figure = (page: Page, name: string) =>
  island(page).locator('.spend-figures > div', { hasText: name }).locator('dd');
const cause = (page: Page, id: string) => island(page).locator(`[data-cause=${id}]`);

const dollars = (rows: RequestLogRow[]): string =>
  `$${formatDollars(rows.reduce((sum, { charge }) => sum + charge.nanodollars, 0))}`;

/** A key with some calls, every other one streamed; its log, oldest first. */
const used = async ({ newKey, send, log }: Trouble, calls = 6) => {
  const secret = await newKey();
  for (let call = 0; call < calls; call++)
    await send(secret, {
      stream: call % 2 === 0,
      messages: [{ role: 'user', content: 'word '.repeat(call + 3) }],
    });
  return { secret, rows: (await log(secret)).reverse() };
};

const header = 'Timestamp,Model,Prompt tokens,Completion tokens,Cost (USD)';
const line = (row: RequestLogRow, at = row.startedAt) =>
  [at, row.model, row.usage.input, row.usage.output, formatDollars(row.charge.nanodollars)].join(
    ',',
  );
const csv = (rows: string[], head = header) => [head, ...rows].join('\n');

test('calls that the export left out are found, with the amounts of the log (B3)', async ({
  page,
  trouble,
}) => {
  const errors = consoleErrors(page);
  const uploads: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') uploads.push(request.url());
  });
  const { secret, rows } = await used(trouble);
  const missing = [rows[1], rows[3]] as RequestLogRow[];
  const kept = rows.filter((row) => !missing.includes(row));
  await open(page);
  await holdKey(page, island(page), secret);
  await give(page, 'export.csv', csv(kept.map((row) => line(row))));
  await expect(island(page)).toContainText('export.csv: 4 rows');
  await compare(page);
  await expect(figure(page, 'Charged by the log')).toContainText(dollars(rows));
  await expect(figure(page, 'Counted by the client')).toContainText(dollars(kept));
  await expect(figure(page, 'Difference')).toHaveText(dollars(missing));
  await expect(cause(page, 'not_counted')).toContainText(`${dollars(missing)}, 2 requests`);
  await expect(cause(page, 'not_counted')).toContainText(missing[0]?.id ?? '');
  await expect(cause(page, 'unexplained')).toHaveCount(0);
  expect(uploads).toEqual([]);
  expect(errors).toEqual([]);
});

test('streams whose usage was not read are found in JSON lines, and drawn by the hour (B3a)', async ({
  page,
  trouble,
}) => {
  const errors = consoleErrors(page);
  const { secret, rows } = await used(trouble);
  const streamed = rows.filter(({ stream }) => stream);
  const earlier = new Date(Date.now() - 2 * 3_600_000).toISOString();
  const lines = [
    {
      time: earlier,
      model: 'sandbox/echo',
      usage: { input_tokens: 9, output_tokens: 9 },
      cost: 0.0001,
    },
    ...rows.map((row) => ({
      time: row.startedAt,
      model: row.model,
      usage: row.stream
        ? { input_tokens: 0, output_tokens: 0 }
        : { input_tokens: row.usage.input, output_tokens: row.usage.output },
      cost: row.stream ? 0 : row.charge.nanodollars / 1e9,
    })),
  ];
  await open(page);
  await holdKey(page, island(page), secret);
  await give(page, 'usage.jsonl', lines.map((each) => JSON.stringify(each)).join('\n'));
  await compare(page);
  await expect(cause(page, 'usage_not_read')).toContainText(`${dollars(streamed)}, 3 requests`);
  await expect(cause(page, 'not_in_log')).toContainText('−$0.0001, 1 request');
  const canvas = island(page).locator('.chart-place canvas');
  await expect(canvas).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(canvas).toBeVisible();
  }
  expect(errors).toEqual([]);
});

test('columns that were not recognised are chosen by hand, and stay after a stop', async ({
  page,
  trouble,
}) => {
  const { secret, rows } = await used(trouble, 2);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/v1/requests?*', async (route) => {
    await held;
    await route.continue();
  });
  await open(page);
  await holdKey(page, island(page), secret);
  await give(
    page,
    'odd.csv',
    csv(
      rows.map((row) => line(row)),
      'a,b,c,d,e',
    ),
  );
  await compare(page);
  await expect(island(page).getByRole('alert')).toHaveText('Say which column holds the time.');
  for (const [label, column] of [
    ['Time', 'a'],
    ['Model', 'b'],
    ['Input tokens', 'c'],
    ['Output tokens', 'd'],
    ['Cost', 'e'],
  ] as const)
    await island(page).getByLabel(label, { exact: true }).selectOption(column);
  await compare(page);
  await expect(island(page).getByText('Reading the request log')).toBeVisible();
  await island(page).getByRole('button', { name: 'Stop' }).click();
  await expect(island(page).getByText('Reading the request log')).toBeHidden();
  await expect(island(page).getByLabel('Cost', { exact: true })).toHaveValue('e');
  release();
  await compare(page);
  await expect(island(page)).toContainText('Both say the same.');
  await expect(figure(page, 'Counted by the client')).toContainText(dollars(rows));
});

test('times in local time are shifted to where the rows fit', async ({ page, trouble }) => {
  const { secret, rows } = await used(trouble);
  const local = (row: RequestLogRow) =>
    new Date(Date.parse(row.startedAt) + 2 * 3_600_000)
      .toISOString()
      .slice(0, 23)
      .replace('T', ' ');
  await open(page);
  await holdKey(page, island(page), secret);
  await give(page, 'local.csv', csv(rows.map((row) => line(row, local(row)))));
  await expect(island(page).getByLabel(/The times are local/)).toBeChecked();
  await compare(page);
  await expect(island(page)).toContainText("The export's times were moved by -2 hours.");
  await expect(cause(page, 'not_in_log')).toHaveCount(0);
});

test('100,000 rows are compared while the page stays free, with progress', async ({
  page,
  trouble,
}) => {
  const { secret, rows } = await used(trouble, 2);
  const [first] = rows as [RequestLogRow];
  const before = Date.parse(first.startedAt) - 3_600_000;
  const made = Array.from({ length: 100_000 - rows.length }, (_, index) =>
    line(
      { ...first, usage: { ...first.usage, input: 900 + (index % 100) } },
      new Date(before - index * 20).toISOString(),
    ),
  );
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/v1/requests?*', async (route) => {
    await held;
    await route.continue();
  });
  await open(page);
  await holdKey(page, island(page), secret);
  await give(page, 'large.csv', csv([...made, ...rows.map((row) => line(row))]));
  await expect(island(page)).toContainText('large.csv: 100,000 rows');
  await compare(page);
  await expect(island(page).locator('.spend-progress')).toBeVisible();
  await island(page).getByText('First rows').click();
  await expect(island(page).getByRole('region', { name: 'First rows' })).toBeVisible();
  release();
  await expect(figure(page, 'Counted by the client')).toContainText('100,000 requests');
  await expect(cause(page, 'not_in_log')).toContainText('99,998 requests');
  await expect(figure(page, 'Charged by the log')).toContainText(dollars(rows));
});

const unreadable: [name: string, content: string | Buffer, says: RegExp][] = [
  ['of bytes', Buffer.from([0, 1, 2, 200, 201, 0, 3]), /could not be read as CSV or JSON Lines/],
  ['of broken JSON', '{"time": 1,\n{"time"', /could not be read as CSV or JSON Lines/],
  ['without content', ' \n', /has no rows/],
];
for (const [name, content, says] of unreadable)
  test(`a file ${name} is refused with what to do`, async ({ page }) => {
    await open(page);
    await give(page, 'file.csv', content);
    await expect(island(page).getByRole('alert')).toHaveText(says);
  });

test('the comparison works with the keyboard alone, and asks for the key', async ({
  page,
  trouble,
}) => {
  const { secret, rows } = await used(trouble, 2);
  const chooser = page.waitForEvent('filechooser');
  await open(page);
  await island(page).getByRole('button', { name: 'Choose a file' }).focus();
  await page.keyboard.press('Enter');
  const content = Buffer.from(csv(rows.map((row) => line(row))));
  await (await chooser).setFiles({ name: 'export.csv', mimeType: 'text/csv', buffer: content });
  await island(page).getByRole('button', { name: 'Compare with the log' }).focus();
  await page.keyboard.press('Enter');
  await expect(island(page).getByRole('alert')).toHaveText(
    'Enter the key whose log to compare with.',
  );
  await island(page).getByRole('button', { name: 'Use my own key' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(secret);
  await page.keyboard.press('Enter');
  await island(page).getByRole('button', { name: 'Compare with the log' }).focus();
  await page.keyboard.press('Enter');
  await expect(island(page)).toContainText('Both say the same.');
});

test('with the gateway away the comparison says so', async ({ page, trouble }) => {
  const { secret, rows } = await used(trouble, 1);
  await open(page);
  await holdKey(page, island(page), secret);
  await give(page, 'export.csv', csv(rows.map((row) => line(row))));
  await page.route('**/v1/requests?*', (route) => route.abort());
  await compare(page);
  await expect(island(page).getByRole('alert')).toContainText('server did not answer');
});

const waysToBeAway: [name: string, away: (page: Page) => Promise<unknown>][] = [
  ['the gateway', withoutGateway],
  ['this site’s server', (page) => page.route('**/api/capabilities', (route) => route.abort())],
];

for (const [name, away] of waysToBeAway)
  test(`while ${name} is away the reconciler says that, and not that there is no log`, async ({
    page,
  }) => {
    await away(page);
    await page.goto('/billing/');
    const notice = page.locator('.ctl-notice', { hasText: "The gateway can't be reached" });
    await island(page).scrollIntoViewIfNeeded();
    await notice.getByRole('button', { name: 'Try again' }).click();
    await expect(notice.getByRole('button', { name: 'Try again' })).toBeEnabled();
    await expect(page.getByText('keeps no request log')).toHaveCount(0);
    await page.unroute('**/api/capabilities');
    await notice.getByRole('button', { name: 'Try again' }).click();
    await awake(island(page), 'Choose a file');
  });

test('without a request log the reconciler says so and links to the console', async ({ page }) => {
  await withoutFeature(page, 'requestLog');
  await page.goto('/billing/');
  await island(page).scrollIntoViewIfNeeded();
  await expect(page.getByText(/keeps no request log that can be read/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open the console' })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the page says what to do instead', async ({ page }) => {
    await page.goto('/billing/');
    await expect(page.locator('noscript p', { hasText: 'needs JavaScript' }).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Choose a file' })).toBeHidden();
  });
});

test('axe finds nothing in either theme, and nothing scrolls sideways at 360 px', async ({
  page,
  trouble,
}) => {
  const { secret, rows } = await used(trouble, 2);
  await page.setViewportSize({ width: 360, height: 780 });
  await open(page);
  await holdKey(page, island(page), secret);
  await give(page, 'export.csv', csv(rows.slice(1).map((row) => line(row))));
  await compare(page);
  await expect(figure(page, 'Difference')).toBeVisible();
  await island(page).getByText('First rows').click();
  await island(page).locator('summary', { hasText: 'Columns' }).click();
  await expectReadable(page);
});
