/** Reads the pages below `content` as plain Markdown sections, each with the address of its heading. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type ContentTokens, replaceTokens } from '../../domain/content-tokens.ts';
import { isObject, text } from '../../domain/protocols/json-value.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { recipeTexts } from './recipe-text.ts';

export type Section = {
  title: string;
  /** Title of the page that the section is on. */
  page: string;
  path: string;
  summary: string;
  text: string;
  /** How much a match counts here. */
  weight: number;
};

export const readSections = (content: string, tokens: ContentTokens): Section[] => {
  const pages = (folder: string) =>
    readdirSync(join(content, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)[^_/]*\.mdx?$/.test(file.replaceAll('\\', '/')))
      .toSorted()
      .map((file) => ({
        id: file.replaceAll('\\', '/').replace(/\.mdx?$/, ''),
        ...parsePage(readFileSync(join(content, folder, file), 'utf8'), tokens),
      }));
  return [
    ...pages('faq').map(faqSection),
    ...pages('docs').flatMap((page) => pageSections(page, page.id, 1)),
    ...pages('integrations').flatMap(integrationSections),
  ].filter(({ text }) => text !== '');
};

type Page = {
  id: string;
  facts: Record<string, unknown>;
  body: string;
  /** Set-up of the page's recipe. */
  setup: string;
};

const parsePage = (source: string, tokens: ContentTokens): Omit<Page, 'id'> => {
  const [, head = '', body = source] =
    /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(source) ?? [];
  const parsed: unknown = parse(head);
  const facts = isObject(parsed) ? parsed : {};
  const recipe = recipeTexts(facts.recipe, tokens);
  return {
    facts,
    setup: recipe.RecipeSetup ?? '',
    body: replaceTokens(body, tokens).replace(
      /^<(\w+) \/>$/gm,
      (tag, name: string) => recipe[name] ?? tag,
    ),
  };
};

const faqSection = ({ id, facts, body }: Page): Section => ({
  title: text(facts.question) || id,
  page: '',
  path: `/faq/#${id}`,
  summary: text(facts.summary),
  text: plainMarkdown(body, '/faq/'),
  weight: 1.33,
});

const pageSections = ({ facts, body }: Page, id: string, weight: number): Section[] => {
  const path = id === 'index' ? '/' : `/${id}/`;
  const page = text(facts.title) || id;
  const markdown = plainMarkdown(body, path);
  const description = text(facts.description);
  const headings = [...markdown.matchAll(/^(?:(#{2,4}) (.+)|```[\s\S]*?^```)/gm)].filter(
    ([, level]) => level !== undefined,
  );
  const intro: Section = {
    title: page,
    page,
    path,
    summary: description,
    text: markdown.slice(0, headings[0]?.index).trim() || description,
    weight,
  };
  const slugs = new Map<string, number>();
  const sections = headings.map((heading, at): Section => {
    const title = (heading[2] ?? '').replaceAll('`', '').trim();
    return {
      title,
      page,
      path: `${path}#${slug(title, slugs)}`,
      summary: '',
      text: markdown.slice(heading.index + heading[0].length, headings[at + 1]?.index).trim(),
      weight,
    };
  });
  return [intro, ...sections];
};

/** Who asks about an app wants its set-up first; every section says which app it is about. */
const integrationSections = (page: Page): Section[] => {
  if (page.id === 'index') return pageSections(page, 'integrations', 0.9);
  const [intro, ...sections] = pageSections(page, `integrations/${page.id}`, 0.6);
  if (!intro) return sections;
  return [
    { ...intro, text: `${intro.text}\n\n${page.setup}`.trim() },
    ...sections.map((section) => ({ ...section, title: `${section.page}: ${section.title}` })),
  ];
};

/** The anchor that the site gives a heading: as GitHub makes them. */
const slug = (title: string, taken: Map<string, number>): string => {
  const base = title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
  const count = taken.get(base);
  taken.set(base, (count ?? -1) + 1);
  return count === undefined ? base : `${base}-${count + 1}`;
};
