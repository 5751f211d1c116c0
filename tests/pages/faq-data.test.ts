import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import site from '../../site.config.ts';
import { replaceTokens, siteTokens } from '../../src/domain/content-tokens.ts';
import { builtSite, text } from './built-site.ts';

const folder = fileURLToPath(new URL('../../content/faq/', import.meta.url));

const entries = readdirSync(folder).map((file) => {
  const source = readFileSync(folder + file, 'utf8');
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(source)?.[1] ?? '';
  return {
    id: file.replace('.mdx', ''),
    question: field('question'),
    summary: replaceTokens(field('summary'), siteTokens(site)),
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
  for (const { id } of entries) {
    expect(html).toContain(`<a class="sl-anchor-link" href="#${id}"`);
    expect(html.match(new RegExp(`href="#${id}"`, 'g'))?.length).toBeGreaterThan(1);
  }
});
