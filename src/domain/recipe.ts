/**
 * The recipe of an integration page: what an app has to be told to use the gateway, as data. It stands in
 * the page's frontmatter; page, configuration island and verification all read it.
 */
import { z } from 'zod';
import type { Protocol } from './protocol.ts';
import { oneOf, setupSchema, text, unknownField } from './recipe-setup.ts';

const pitfall = z.strictObject(
  {
    symptom: text('pitfalls[].symptom', '404 right at the first message'),
    cause: text('pitfalls[].cause', 'The base URL ends in /v1.'),
    fix: text('pitfalls[].fix', 'Set the base URL to the origin alone.'),
  },
  { error: unknownField('recipe.pitfalls[]', 'symptom, cause, fix') },
);

const seen = 'sources[].seen must be the day it was looked at, such as 2026-11-24';

const source = z.strictObject(
  {
    title: text('sources[].title', 'Claude Code: LLM gateways'),
    url: z.url({ error: 'sources[].url must be the address of a page that this one rests on' }),
    /** YAML reads an unquoted date as a moment. */
    seen: z
      .union([z.iso.date({ error: seen }), z.date()], { error: seen })
      .transform((day) => (typeof day === 'string' ? day : day.toISOString().slice(0, 10))),
  },
  { error: unknownField('recipe.sources[]', 'title, url, seen') },
);

/** `any` is the recipe for apps that have no page. */
export const kinds = ['cli', 'ide', 'sdk', 'server', 'desktop', 'any'] as const;

const fields =
  'app, search, homepage, kind, versions, setups, cannot, model, check, undo, pitfalls, sources';

export const recipeSchema = z
  .strictObject(
    {
      app: text('app', 'Claude Code'),
      /** What people type who mean this app and find none of its page's words: other names, its editor, its vendor. */
      search: z
        .array(text('recipe.search[]', 'VS Code'), {
          error: 'recipe.search must list what people type who mean this app, such as [VS Code]',
        })
        .optional(),
      homepage: z.url({
        error: "recipe.homepage must be the address of the app's own documentation",
      }),
      kind: oneOf('recipe.kind', kinds),
      /** Oldest version that has these settings, or how new it has to be, in words. */
      versions: z.string().optional(),
      setups: z.array(setupSchema, {
        error: 'recipe.setups must be a list of set-ups, the recommended one first',
      }),
      /** For an app that cannot use the gateway: why, in a sentence. It then has no set-ups. */
      cannot: z.string().optional(),
      model: text('recipe.model', 'A Claude id from the Models page.'),
      check: text('recipe.check', 'How a reader sees that it works.'),
      undo: text('recipe.undo', 'How a reader takes it all back.'),
      pitfalls: z.array(pitfall, {
        error: 'recipe.pitfalls must be a list of symptom, cause and fix; [] if none is known',
      }),
      sources: z
        .array(source, { error: 'recipe.sources must be a list of title, url and seen' })
        .min(1, 'recipe.sources needs at least one page that the recipe rests on'),
    },
    { error: unknownField('recipe', fields) },
  )
  .refine(
    ({ setups, cannot }) => setups.length > 0 !== (cannot !== undefined),
    'a recipe has either set-ups, or "cannot: the reason" and "setups: []"',
  )
  .refine(
    ({ setups }) => new Set(setups.map(({ name }) => name)).size === setups.length,
    'each set-up of a recipe has a name of its own',
  );

export type Recipe = z.infer<typeof recipeSchema>;
export type { CommandStep, FileFormat, Setup, SetupFile } from './recipe-setup.ts';

/** Protocols of the recipe, the recommended one first. */
export const recipeProtocols = ({ setups }: Recipe): Protocol[] => [
  ...new Set(setups.map(({ protocol }) => protocol)),
];
