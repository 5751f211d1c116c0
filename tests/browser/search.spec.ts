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
  ['prompt caching', /^\/faq\/.*#cache-did-not-apply$/],
  ['price change', /^\/pricing\//],
  ['429 too many requests', /^\/troubleshooting\/.*#429$/],
  ['context length exceeded', /^\/troubleshooting\/.*#400$/],
  ['402 payment required', /^\/troubleshooting\/.*#402$/],
  ['usage null stream', /^\/faq\/.*#usage-not-read$/],
  ['rotate key', /^\/faq\/.*#key-leaked$/],
  ['refund', /^\/faq\/.*#failed-requests$/],
  ['forgot password', /^\/console\//],
  ['claude code', /^\/integrations\/claude-code\//],
  ['balance', /^\/pricing\/.*#get-more-credit$/],
  ['top up', /^\/pricing\/.*#get-more-credit$/],
  ['base url', /^\/protocols\/.*#base-urls$/],
  ['baseURL', /^\/protocols\/.*#base-urls$/],
  ['streaming not working', /^\/troubleshooting\/.*#the-stream-arrives-all-at-once$/],
  ['failed to fetch', /^\/troubleshooting\/.*#no-answer-at-all$/],
  ['getaddrinfo', /^\/troubleshooting\/.*#no-answer-at-all$/],
  ['connection refused', /^\/troubleshooting\/.*#no-answer-at-all$/],
  ['unable to verify the first certificate', /^\/faq\/.*#mitm-proxy$/],
  ['Incorrect API key provided', /^\/troubleshooting\/.*#401$/],
  ['You exceeded your current quota', /^\/troubleshooting\/.*#402$/],
  ['credit balance is too low', /^\/troubleshooting\/.*#402$/],
  ['403 forbidden', /^\/troubleshooting\/.*#403$/],
  ['prompt is too long', /^\/troubleshooting\/.*#400$/],
  ['contact', /^\/troubleshooting\/.*#what-to-send-to-support$/],
  ['login', /^\/console\//],
  ['data retention', /^\/security\/.*#privacy-are-prompts-stored$/],
  ['unknown tool', /^\/faq\/.*#tool-not-listed$/],
];

test('a search shows the place that answers it first', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Search' }).click();
  const dialog = page.getByRole('dialog', { name: 'Search' });
  const links = dialog.getByRole('listitem').first().getByRole('link');
  for (const [query, address] of queries) {
    await dialog.getByRole('textbox').fill(query);
    // The page itself comes first in its result, then its sections, the best of them first.
    const best = async () =>
      (await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? '')))
        .slice(0, 2)
        .find((href) => address.test(href));
    await expect.poll(best, `searching for "${query}"`).toBeDefined();
  }
});
