/** Puts the questions of the FAQ into its table of contents: they come from a collection, not from headings. */
import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { faqEntries } from './faq/entries.ts';
import { faqSections } from './faq-sections.ts';

type Toc = NonNullable<App.Locals['starlightRoute']['toc']>;

export const onRequest = defineRouteMiddleware(async ({ locals }) => {
  const { id, toc } = locals.starlightRoute;
  if (id !== 'faq' || !toc) return;
  const entries = await faqEntries();
  const sections = toc.items.slice(1);
  for (const [index, section] of sections.entries()) {
    const name = faqSections[index];
    section.children = entries
      .filter(({ data }) => data.section === name)
      .map((entry) => item(entry.data.question, entry.id));
  }
});

const item = (text: string, slug: string): Toc['items'][number] => ({
  depth: 3,
  slug,
  text,
  children: [],
});
