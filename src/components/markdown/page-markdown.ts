/** The Markdown form of every page: for readers' own tools, assistants and llms-full.txt. */
import { type CollectionEntry, getCollection } from 'astro:content';
import en from '#content/i18n/en.json' with { type: 'json' };
import site from '../../../site.config.ts';
import { replaceTokens, siteTokens } from '../../domain/content-tokens.ts';
import { type Counted, counts } from '../counts.ts';
import { type FaqEntry, faqEntries } from '../faq/entries.ts';
import { integrationPages } from '../integration-pages.ts';
import { markdownPath, pageId, pagePath } from '../page-paths.ts';
import { recipeMarkdown } from '../recipe/recipe-markdown.ts';
import { mdxToMarkdown } from './mdx-to-markdown.ts';
import { pageParts } from './page-parts.ts';
import { siteBlocks } from './site-blocks.ts';

export type MarkdownPage = { id: string; title: string; description: string; markdown: string };

type Page = CollectionEntry<'docs'>;

/** Every page but the one for addresses that don't exist, in the order of the sidebar. */
export const markdownPages = async (): Promise<MarkdownPage[]> => {
  const pages = await getCollection('docs', ({ id }) => id !== '404');
  const sources = {
    faq: await faqEntries(),
    counts: await counts(),
    integrations: await integrationPages(),
  };
  return Promise.all(
    pages
      .toSorted((a, b) => place(a) - place(b) || a.id.localeCompare(b.id))
      .map(async (page) => ({
        id: pageId(page.id),
        title: page.data.title,
        description: page.data.description ?? '',
        markdown: pageMarkdown(page, sources, await recipeMarkdown(page, markdownLink)),
      })),
  );
};

/** Pages of the docs first, then integrations; within them by their place in the sidebar. */
const place = ({ id, data }: Page): number =>
  (id.startsWith('integrations') ? 1000 : 0) + (data.sidebar.order ?? (pageId(id) ? 900 : -1));

const tokens = siteTokens(site);
const { origin } = new URL(site.hosts.docs);

type Sources = { faq: FaqEntry[]; counts: Record<Counted, number>; integrations: Page[] };

const pageMarkdown = (
  page: Page,
  { faq, counts, integrations }: Sources,
  recipe: Record<string, string>,
): string => {
  const id = pageId(page.id);
  const options = {
    link: markdownLink,
    parts: pageParts({
      t: (key) => en[key],
      page: `${origin}${pagePath(id)}`,
      origin,
      link: markdownLink,
      faq: (section) => faqMarkdown(faq.filter(({ data }) => data.section === section)),
      blocks: {
        ...siteBlocks(site),
        IntegrationNames: linkList(integrations),
        IntegrationTable: linkList(integrations),
        ...recipe,
      },
      counts,
      reportForm: site.security?.recipient !== undefined,
    }),
  };
  const text = [
    `# ${page.data.title}`,
    ...(page.data.description ? [`> ${page.data.description}`] : []),
    mdxToMarkdown(page.body ?? '', options),
  ].join('\n\n');
  return replaceTokens(text, tokens);
};

const linkList = (pages: Page[]): string =>
  pages.map(({ id, data }) => `- [${data.title}](${markdownLink(pagePath(id))})`).join('\n');

const faqMarkdown = (entries: FaqEntry[]): string =>
  entries
    .map(({ body, data }) => {
      const answer = mdxToMarkdown(body ?? '', { link: markdownLink, parts: () => undefined });
      return `### ${data.question}\n\n${answer}`;
    })
    .join('\n');

/** `/keys/#send-the-key` becomes `https://…/keys.md#send-the-key`. */
const markdownLink = (url: string): string => {
  const [, path, rest = ''] = /^(\/[^?#]*)(.*)$/.exec(url) ?? [];
  if (path === undefined) return url;
  return path === '/' || path.endsWith('/')
    ? `${origin}${markdownPath(path.slice(1, -1))}${rest}`
    : `${origin}${url}`;
};
