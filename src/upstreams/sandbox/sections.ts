/** Reads the pages below `content` as plain Markdown sections, each with the address of its heading. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentTokens, replaceTokens } from '../../domain/content-tokens.ts';
import { plainMarkdown } from './plain-markdown.ts';

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
        ...parsePage(replaceTokens(readFileSync(join(content, folder, file), 'utf8'), tokens)),
      }));
  return [
    ...pages('faq').map(faqSection),
    ...pages('docs').flatMap((page) => pageSections(page, page.id, 1)),
    ...pages('integrations').flatMap((page) =>
      pageSections(page, page.id === 'index' ? 'integrations' : `integrations/${page.id}`, 0.9),
    ),
  ].filter(({ text }) => text !== '');
};

type Page = { id: string; facts: Map<string, string>; body: string };

const parsePage = (source: string): Omit<Page, 'id'> => {
  const [, head = '', body = source] =
    /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(source) ?? [];
  const facts = new Map<string, string>();
  for (const [, name = '', value = ''] of head.matchAll(/^(\w+): *(\S.*)$/gm))
    facts.set(name, value.replace(/^(['"])(.*)\1$/, '$2'));
  return { facts, body };
};

const faqSection = ({ id, facts, body }: Page): Section => ({
  title: facts.get('question') ?? id,
  page: '',
  path: `/faq/#${id}`,
  summary: facts.get('summary') ?? '',
  text: plainMarkdown(body, '/faq/'),
  weight: 1.3,
});

const pageSections = ({ facts, body }: Page, id: string, weight: number): Section[] => {
  const path = id === 'index' ? '/' : `/${id}/`;
  const page = facts.get('title') ?? id;
  const text = plainMarkdown(body, path);
  const headings = [...text.matchAll(/^(?:(#{2,4}) (.+)|```[\s\S]*?^```)/gm)].filter(
    ([, level]) => level !== undefined,
  );
  const intro: Section = {
    title: page,
    page,
    path,
    summary: facts.get('description') ?? '',
    text: text.slice(0, headings[0]?.index).trim() || (facts.get('description') ?? ''),
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
      text: text.slice(heading.index + heading[0].length, headings[at + 1]?.index).trim(),
      weight,
    };
  });
  return [intro, ...sections];
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
