import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, sentBodies, test } from './take-part-server.ts';

/** A key in the shape of Anthropic's, as a reader may paste one. */
const canary = `sk-ant-api03-${'Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z'.repeat(3)}AA`;

const log = ['GET', 'POST', 'GET', 'PUT', 'GET', 'GET']
  .map((method, second) => `2026-11-24T12:00:0${second}Z INFO ${method} /v1/models 200`)
  .join('\n');

/** Selects the whole of the first paragraph, and answers its text. */
const selectPassage = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const passage = document.querySelector('.sl-markdown-content > p');
    if (!passage) throw new Error('The page has no paragraph.');
    getSelection()?.selectAllChildren(passage);
    return passage.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  });

const isHighlighted = (page: Page): Promise<boolean> =>
  page.evaluate(() => CSS.highlights.has('feedback-passage'));

test('a thumb, a reason and words reach the operator; a secret in them never leaves the page (D3)', async ({
  page,
  server,
}) => {
  const sent = sentBodies(page);
  await page.goto('/keys/');
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await page.getByText('A sample fails').click();
  await page.getByLabel('In your words').fill(`The second sample fails with ${canary} here.`);
  await expect(page.getByText('Taken out before it is sent: Anthropic key')).toBeVisible();
  await expect(page.locator('.submission-preview')).toHaveText(
    'The second sample fails with [redacted: Anthropic key] here.',
  );
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: 'Thanks, it has arrived.' }),
  ).toBeFocused();
  expect(sent()).toContain('[redacted: Anthropic key]');
  expect(sent()).not.toContain(canary);

  await server.signInAsOperator(page);
  const { data } = await (await page.request.get('/api/inbox?kind=feedback')).json();
  const { content } = await (await page.request.get(`/api/inbox/${data[0].id}`)).json();
  expect(content).toEqual({
    page: '/keys/',
    version: expect.stringMatching(/^\d+\.\d+\.\d+\+[0-9a-f]{10}$/),
    helpful: false,
    reason: 'sample_fails',
    text: 'The second sample fails with [redacted: Anthropic key] here.',
    quote: null,
  });
});

test('a raw log is recognised before it is sent, and the reader is shown where it may go (D4)', async ({
  page,
}) => {
  const sent = sentBodies(page);
  await page.goto('/keys/');
  await page.getByRole('button', { name: 'Report a problem' }).click();
  await page.getByLabel('In your words').fill(log);
  await expect(page.getByText('This looks like a raw log')).toBeVisible();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByLabel('In your words')).toBeFocused();
  expect(sent()).not.toContain('/api/');
  await expect(page.getByRole('link', { name: 'Open a ticket' })).toBeVisible();
  await page.getByRole('link', { name: 'Report a security problem' }).click();
  await expect(page).toHaveURL(/\/security\/#report-a-problem$/);
});

test('by keyboard alone: a passage is selected, stays marked while one types, and travels along', async ({
  page,
}) => {
  const sent = sentBodies(page);
  await page.goto('/keys/');
  const passage = await selectPassage(page);
  await page.keyboard.press('Alt+r');
  const dialog = page.getByRole('dialog', { name: 'What is wrong with this passage?' });
  await expect(dialog.getByLabel('In your words')).toBeFocused();
  await page.keyboard.type('I do not understand this.');
  expect(await isHighlighted(page)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await isHighlighted(page)).toBe(false);

  // What was typed is kept for the same passage.
  await selectPassage(page);
  await page.keyboard.press('Alt+r');
  await expect(dialog.getByLabel('In your words')).toHaveValue('I do not understand this.');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Send' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Thanks, it has arrived.')).toBeVisible();
  expect(sent()).toContain(JSON.stringify(passage));
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const)
  test(`the form at a passage is wholly in sight and covered by nothing, ${width} px wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    // The last lines of these end at the left, beside the navigation.
    for (const [path, at] of [
      ['/pricing/', 0],
      ['/keys/', 1],
    ] as const) {
      await page.goto(path);
      await page
        .locator('.sl-markdown-content > p')
        .nth(at)
        .evaluate((passage) => {
          passage.scrollIntoView({ block: 'center' });
          getSelection()?.selectAllChildren(passage);
        });
      const offer = page.getByRole('button', { name: 'Report this passage' });
      await expect(offer).toBeInViewport({ ratio: 1 });
      await offer.click();
      const dialog = page.getByRole('dialog', { name: 'What is wrong with this passage?' });
      await expect(dialog).toBeInViewport({ ratio: 1 });
      expect(
        await dialog.evaluate((form) => {
          const { left, right, top, bottom } = form.getBoundingClientRect();
          const inset = 8;
          return [left + inset, (left + right) / 2, right - inset].every((x) =>
            [top + inset, (top + bottom) / 2, bottom - inset].every((y) =>
              form.contains(document.elementFromPoint(x, y)),
            ),
          );
        }),
      ).toBe(true);
      await dialog.getByText('Wrong or out of date').click();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
    }
  });

test('a selected passage gets a button beside it, and the form below the page takes it along too', async ({
  page,
}) => {
  await page.goto('/keys/');
  const passage = await selectPassage(page);
  const offer = page.getByRole('button', { name: 'Report this passage' });
  await offer.click();
  await expect(page.locator('.feedback-quote')).toHaveText(passage);
  await page.keyboard.press('Escape');
  await selectPassage(page);
  await page.getByRole('button', { name: 'Report a problem' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('page-feedback .feedback-quote')).toHaveText(passage);
});

test('when the server is away nothing is lost, and thanks is said only once it has the words', async ({
  page,
}) => {
  await page.goto('/keys/');
  await page.getByRole('button', { name: 'Report a problem' }).click();
  await page.getByLabel('In your words').fill('The table is cut off.');
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/feedback')) keys.push(request.headers()['idempotency-key']);
  });
  await page.route('**/api/feedback', (route) => route.abort());
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Nothing is lost')).toBeVisible();
  await expect(page.getByText('Thanks')).toHaveCount(0);
  await expect(page.getByLabel('In your words')).toHaveValue('The table is cut off.');
  await expect(page.getByRole('link', { name: 'Open an issue instead' })).toBeVisible();
  await page.unroute('**/api/feedback');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Thanks, it has arrived.')).toBeVisible();
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

for (const { width, colorScheme } of [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const)
  test(`axe finds nothing in the open forms, ${colorScheme}, ${width} px wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await page.goto('/keys/');
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.getByLabel('In your words').fill(canary);
    await selectPassage(page);
    await page.keyboard.press('Alt+r');
    await expect(page.getByRole('dialog')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, html: nodes[0]?.html }))).toEqual([]);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond).toBe(0);
  });
