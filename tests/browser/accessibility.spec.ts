import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './browser-test.ts';

const paths = [
  '/',
  '/faq/',
  '/keys/',
  '/troubleshooting/',
  '/reference/',
  '/integrations/',
  '/integrations/claude-code/',
  '/no-such-page/',
];

const views = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'dark', width: 360 },
] as const;

for (const { colorScheme, width } of views)
  test(`axe finds nothing on the pages, ${colorScheme}, ${width} px wide`, async ({
    browser,
    baseURL,
  }) => {
    test.slow();
    const viewport = { width, height: 800 };
    const context = await browser.newContext({ baseURL, colorScheme, viewport });
    const page = await context.newPage();
    for (const path of paths) {
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => ({ path, id, html, failureSummary })),
      );
      expect(found).toEqual([]);
    }
    await context.close();
  });

test('the search dialog has no violation either, and closes with Escape', async ({ page }) => {
  await page.goto('/faq/');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('textbox').fill('balance');
  await expect(page.getByText(/results for balance/)).toBeVisible();
  // Pagefind names its field by a title alone, which screen readers read out.
  const axe = new AxeBuilder({ page }).include('dialog').disableRules('label-title-only');
  const { violations } = await axe.analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('everything in the header can be reached and used with the keyboard', async ({ page }) => {
  await page.goto('/guide/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  const header = page.getByRole('banner');
  const expected = [
    header.getByRole('link', { name: /Docs$/ }),
    header.getByRole('button', { name: 'Search' }),
    header.getByRole('link', { name: 'Guide' }),
    header.getByRole('link', { name: 'Playground' }),
    header.getByRole('link', { name: 'Models' }),
    header.getByRole('link', { name: 'FAQ' }),
    header.getByRole('link', { name: 'Console' }),
    header.getByRole('button', { name: 'Dark theme' }),
  ];
  for (const target of expected) {
    await page.keyboard.press('Tab');
    await expect(target).toBeFocused();
  }
});
