/** What stands in the frontmatter of pages and answers, each mistake with its line. */
import { z } from 'zod';
import { faqSchema } from '../components/faq/schema.ts';
import { recipeSchema } from '../domain/recipe.ts';
import { allPages, type Content, type Page } from './content.ts';
import type { Fault } from './fault.ts';
import { type Frontmatter, schemaFaults } from './frontmatter.ts';

export const frontmatterFaults = (content: Content): Fault[] => [
  ...allPages(content).flatMap(unreadable),
  ...[...content.docs, ...content.integrations].flatMap((page) =>
    faultsOf(page, (frontmatter, data) => [
      ...schemaFaults(pageSchema, frontmatter, data),
      ...('recipe' in data ? schemaFaults(recipeSchema, frontmatter, data.recipe, ['recipe']) : []),
    ]),
  ),
  ...content.faq.flatMap((page) =>
    faultsOf(page, (frontmatter, data) => schemaFaults(faqSchema, frontmatter, data)),
  ),
];

const fewest = 40;
const description = `description must say what the page holds, in ${fewest} characters or more: search engines show it`;

/** Astro checks the rest, which is Starlight's. */
const pageSchema = z.object({
  title: z.string({ error: 'title must be the heading of the page' }).min(1, 'title is empty'),
  description: z.string({ error: description }).min(fewest, description),
});

const unreadable = ({ file, frontmatter }: Page): Fault[] =>
  frontmatter
    ? frontmatter.unreadable.map(({ line, message }) => ({
        file,
        line,
        message: `The frontmatter can't be read: ${message}.`,
      }))
    : [{ file, line: 1, message: 'It needs frontmatter: fields between two lines of ---.' }];

type Read = (frontmatter: Frontmatter, data: object) => { line: number; message: string }[];

const faultsOf = ({ file, frontmatter }: Page, read: Read): Fault[] => {
  if (!frontmatter || frontmatter.unreadable.length > 0) return [];
  return read(frontmatter, Object(frontmatter.data)).map((fault) => ({ file, ...fault }));
};
