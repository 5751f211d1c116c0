import { expect, test } from './browser-test.ts';

/** What people type, and where the answer is: the first result or, when it is a section, the first of its page. */
const queries: [query: string, address: RegExp][] = [
  ['401', /^\/troubleshooting\/.*#401$/],
  ['402', /^\/troubleshooting\/.*#402$/],
  ['429', /^\/troubleshooting\/.*#429$/],
  ['invalid api key', /^\/troubleshooting\/.*#401$/],
  ['stream cut', /^\/faq\/.*#stream-disconnect$/],
  ['billed for failed request', /^\/faq\/.*#failed-requests$/],
  ['delete key', /^\/faq\/.*#delete-key$/],
  ['prompt caching', /^\/billing\/.*#prompt-caching-did-not-apply$/],
  ['price change', /^\/pricing\//],
  ['claude code', /^\/integrations\/claude-code\//],
];

for (const [query, address] of queries)
  test(`searching for "${query}" shows the place that answers it first`, async ({ page }) => {
    await page.goto('/');
    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog', { name: 'Search' });
    await dialog.getByRole('textbox').fill(query);
    const first = dialog.getByRole('listitem').first();
    await expect(first.getByRole('link').first()).toBeVisible();
    const links = first.getByRole('link');
    // The page itself comes first in its result, then its sections, the best of them first.
    const [ownAddress, firstSection] = await links.evaluateAll((all) =>
      all.map((link) => link.getAttribute('href') ?? ''),
    );
    expect(
      [ownAddress, firstSection].some((href) => href && address.test(href)),
      `${ownAddress}, ${firstSection}`,
    ).toBe(true);
  });
