/** The files of a content folder, as far as the checks need them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Frontmatter, splitFrontmatter } from './frontmatter.ts';

export type Page = {
  /** As faults name it: `content/docs/keys.mdx`. */
  file: string;
  /** Below `content`: `docs/keys.mdx`. */
  path: string;
  text: string;
  /** Undefined if the file does not begin with one. */
  frontmatter: Frontmatter | undefined;
  body: string;
  /** Line of the file on which the body begins. */
  bodyLine: number;
};

export type Content = { folder: string; docs: Page[]; integrations: Page[]; faq: Page[] };

export const readContent = (folder: string): Content => ({
  folder,
  docs: pagesIn(folder, 'docs'),
  integrations: pagesIn(folder, 'integrations'),
  faq: pagesIn(folder, 'faq'),
});

export const allPages = ({ docs, integrations, faq }: Content): Page[] => [
  ...docs,
  ...integrations,
  ...faq,
];

/** Astro leaves out files that begin with an underscore, and so do the checks. */
const pagesIn = (folder: string, kind: string): Page[] =>
  readdirSync(join(folder, kind), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|[\\/])[^_\\/][^\\/]*\.mdx?$/.test(name))
    .sort()
    .map((name) => readPage(folder, `${kind}/${name.split(sep).join('/')}`));

const readPage = (folder: string, path: string): Page => {
  const text = readFileSync(join(folder, path), 'utf8');
  const parts = splitFrontmatter(text) ?? { frontmatter: undefined, body: text, bodyLine: 1 };
  return { file: `content/${path}`, path, text, ...parts };
};
