import type { Locator } from '@playwright/test';
import { expect, test } from './browser-test.ts';

test.use({ contextOptions: { forcedColors: 'active' } });

const style = (place: Locator, property: string, pseudo?: string): Promise<string> =>
  place.evaluate(
    (element, [name, part]) => getComputedStyle(element, part).getPropertyValue(name ?? ''),
    [property, pseudo] as const,
  );

test('in a contrast theme the selected tab, choice and page are told by more than a colour', async ({
  page,
}) => {
  await page.goto('/playground/');
  const [form, json] = ['Form', 'JSON'].map((name) => page.getByRole('tab', { name }));
  if (!form || !json) throw new Error('The tabs are missing.');
  const background = await style(page.locator('body'), 'background-color');
  expect(await style(form, 'background-color', '::after')).not.toBe(background);
  expect(await style(json, 'content', '::after')).toBe('none');

  const header = page.getByRole('banner');
  const current = header.getByRole('link', { name: 'Playground' });
  expect(await style(current, 'text-decoration-line')).toBe('underline');
  expect(await style(header.getByRole('link', { name: 'Models' }), 'text-decoration-line')).toBe(
    'none',
  );
  expect(await style(page.getByLabel('Protocol'), 'appearance')).not.toBe('none');

  await page.goto('/integrations/claude-code/');
  const names = page.locator('.cf-choice-name');
  const grounds = await names.evaluateAll((all) =>
    all.map((name) => getComputedStyle(name).backgroundColor),
  );
  expect(new Set(grounds.slice(0, 3)).size).toBe(2);
});
