import { expect, test } from './browser-test.ts';
import { PlaygroundPage } from './playground-page.ts';

test('each view of a result begins at its top', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.run.click();
  await playground.settled();
  const panel = playground.island.locator('.pg-result [role=tabpanel]');
  await playground.openTab('Raw events');
  await panel.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  expect(await panel.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  for (const name of ['Headers', 'Code', 'Answer']) {
    await playground.openTab(name);
    expect(await panel.evaluate(({ scrollTop }) => scrollTop), name).toBe(0);
  }
});

test('a run that starts from the history shows its answer', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.run.click();
  await playground.settled();
  await playground.openTab('History');
  await playground.run.click();
  await expect(playground.island.getByRole('tab', { name: 'Answer' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(playground.answer).not.toBeEmpty();
});

test('a run that starts from the raw events stays there, where it is watched', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.openTab('Raw events');
  await playground.run.click();
  await playground.settled();
  await expect(playground.island.locator('.pg-event').first()).toBeVisible();
});

test('the gateway’s advice is given once', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.openTab('JSON');
  await playground.json.fill('{"model": "sandbox/docs"}');
  await playground.run.click();
  const alert = playground.island.getByRole('alert');
  await expect(alert).toContainText('Status 400');
  await playground.settled();
  const words = (await alert.textContent()) ?? '';
  expect(words.split('Correct the field that the message names.')).toHaveLength(2);
});

test('whoever types JSON before the editor has come types on in the editor', async ({ page }) => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/json-editor-view*', async (route) => {
    await held;
    await route.continue();
  });
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.openTab('JSON');
  await expect(playground.island.locator('textarea')).toBeVisible();
  await playground.json.fill('');
  await page.keyboard.type('{"user": "dora}');
  await page.keyboard.press('ArrowLeft');
  release();
  await expect(playground.island.locator('textarea')).toHaveCount(0);
  await page.keyboard.type('"');
  await expect(playground.json).toHaveText('{"user": "dora"}');
  await expect(playground.json).toBeFocused();
});

for (const height of [900, 720])
  test(`Run covers no field that has the focus, at 1440 by ${height}`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height });
    const playground = new PlaygroundPage(page);
    await playground.open();
    await playground.message.focus();
    for (const name of ['Temperature', 'Max tokens', 'Stream']) {
      await page.keyboard.press('Tab');
      const field = playground.island.getByLabel(name);
      await expect(field).toBeFocused();
      await expect
        .poll(() =>
          field.evaluate((element) => {
            const bar = document.querySelector('.pg-runbar')?.getBoundingClientRect();
            return (bar?.top ?? 0) - element.getBoundingClientRect().bottom;
          }),
        )
        .toBeGreaterThanOrEqual(0);
    }
  });

test('with the gateway away the test models can be chosen, and none is called missing', async ({
  page,
}) => {
  await page.route('**/api/models', (route) => route.abort('connectionrefused'));
  const playground = new PlaygroundPage(page);
  await playground.open();
  const model = playground.island.getByLabel('Model');
  await expect(playground.island).toContainText('could not be read just now');
  await expect(model.locator('option', { hasText: 'sandbox/slow' })).toHaveCount(1);
  await expect(model).not.toContainText('not in the list');
  await expect(playground.island.getByRole('alert')).toHaveCount(0);
});
