import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import site from '../../site.config.ts';
import { faqSchema } from '../../src/components/faq/schema.ts';
import { readContent } from '../../src/content-check/content.ts';
import { replaceTokens, siteTokens } from '../../src/domain/content-tokens.ts';
import { builtSite, text } from './built-site.ts';

const folder = fileURLToPath(new URL('../../content/', import.meta.url));

const entries = readContent(folder).faq.map(({ path, frontmatter }) => {
  const { question, summary } = faqSchema.parse(frontmatter?.data);
  return {
    id: path.replace(/^faq\/|\.mdx?$/g, ''),
    question,
    summary: replaceTokens(summary, siteTokens(site)),
  };
});

const structuredData = z.strictObject({
  '@context': z.literal('https://schema.org'),
  '@type': z.literal('FAQPage'),
  mainEntity: z.array(
    z.strictObject({
      '@type': z.literal('Question'),
      name: z.string(),
      url: z.url(),
      acceptedAnswer: z.strictObject({ '@type': z.literal('Answer'), text: z.string() }),
    }),
  ),
});

const html = builtSite().pages.get('/faq/') ?? '';

test('the FAQ tells search engines the questions and answers that it shows', () => {
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
  const { mainEntity } = structuredData.parse(JSON.parse(json));
  const shown = [...html.matchAll(/<h3 id="([^"]+)"[^>]*>(.*?)<\/h3>/g)].map(
    ([, id = '', question = '']) => ({ id, question: text(question) }),
  );
  expect(
    mainEntity.map(({ name, url }) => ({ id: new URL(url).hash.slice(1), question: name })),
  ).toEqual(shown);
  expect(
    mainEntity
      .map(({ name, url, acceptedAnswer }) => ({
        id: new URL(url).hash.slice(1),
        question: name,
        summary: acceptedAnswer.text,
      }))
      .toSorted((a, b) => a.id.localeCompare(b.id)),
  ).toEqual(entries.toSorted((a, b) => a.id.localeCompare(b.id)));
});

test('every entry has a permalink that is in the table of contents too', () => {
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  const anchors = [...html.matchAll(/<a class="sl-anchor-link" href="#([^"]+)"/g)].map(
    ([, id]) => id,
  );
  const ids = entries.map(({ id }) => id);
  expect(ids.filter((id) => !anchors.includes(id))).toEqual([]);
  expect(ids.filter((id) => links.filter((link) => link === id).length < 2)).toEqual([]);
});
