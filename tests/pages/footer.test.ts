import { expect, test } from 'vitest';
import { builtSite, text } from './built-site.ts';

const docsPages = [...builtSite().pages].filter(([path]) => path !== '/' && path !== '/404.html');

/** Addresses of the links in the page's footer, by their text. */
const footerLinks = (html: string): Map<string, string> => {
  const [, footer = ''] = /<footer class="print:hidden[^>]*>(.*?)<\/footer>/s.exec(html) ?? [];
  return new Map(
    [...footer.matchAll(/<a [^>]*?href="([^"]+)"[^>]*>(.*?)<\/a>/gs)].map(
      ([, href = '', label = '']) => [text(label).trim(), text(href)],
    ),
  );
};

test('every docs page has a link to its own source', () => {
  for (const [path, html] of docsPages)
    expect(footerLinks(html).get('Edit this page'), path).toMatch(
      /\/edit\/main\/content\/(docs|integrations)\/.+\.mdx$/,
    );
});

test('every docs page has a link for feedback that names the page and warns of secrets (D3)', () => {
  for (const [path, html] of docsPages) {
    const link = footerLinks(html).get('Report a problem or suggest a change') ?? '';
    const body = new URL(link).searchParams.get('body');
    expect(body).toContain(path);
    expect(body).toContain('Never paste API keys');
  }
});
