/**
 * The collections: what may stand in the frontmatter of each kind of file below `content`. A wrong file
 * stops the build with a message that says what to write.
 */

import { defineCollection } from 'astro:content';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import en from '../content/i18n/en.json' with { type: 'json' };
import { faqSchema } from './components/faq/schema.ts';
import { idOfFile } from './components/page-paths.ts';
import { recipeSchema } from './domain/recipe.ts';
import { verifiedSchema } from './domain/verified.ts';

/** Pages live in two folders; `docs/guide.mdx` is `/guide/`, `integrations/cline.mdx` is `/integrations/cline/`. */
const docs = defineCollection({
  loader: glob({
    base: './content',
    pattern: ['docs/**/[^_]*.{md,mdx}', 'integrations/**/[^_]*.{md,mdx}'],
    generateId: ({ entry }) => idOfFile(entry),
  }),
  schema: docsSchema({ extend: z.object({ recipe: recipeSchema.optional() }) }),
});

const faq = defineCollection({
  loader: glob({ base: './content/faq', pattern: '**/[^_]*.{md,mdx}' }),
  schema: faqSchema,
});

const ownKeys = Object.fromEntries(
  Object.keys(en).map((key) => [key, z.string().optional()]),
) as Record<keyof typeof en, z.ZodOptional<z.ZodString>>;

/**
 * Strings of the interface, one file per language. Starlight takes the language from the file's path below
 * `src/content/i18n`; ours lie elsewhere, so the entries are stored without a path and it takes their id.
 */
const i18nFiles = glob({ base: './content/i18n', pattern: '*.json' });
const i18n = defineCollection({
  loader: {
    name: 'i18n-files',
    load: (context) =>
      i18nFiles.load({
        ...context,
        store: {
          ...context.store,
          set: ({ filePath: _, ...entry }) => context.store.set(entry),
        },
      }),
  },
  schema: i18nSchema({ extend: z.object(ownKeys) }),
});

/** Results of `npm run verify`, one file per integration page; nobody writes these by hand. */
const verified = defineCollection({
  loader: glob({ base: './content/verified', pattern: '*.json' }),
  schema: verifiedSchema,
});

export const collections = { docs, faq, i18n, verified };
