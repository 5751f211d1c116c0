/** The recipe of a page, with the values that the site's pages show and what the verification said. */
import { type CollectionEntry, getCollection } from 'astro:content';
import site from '../../../site.config.ts';
import { siteTokens } from '../../domain/content-tokens.ts';
import type { Recipe, Setup } from '../../domain/recipe.ts';
import { type Verdict, verdict } from '../../domain/verified.ts';
import type { PageValues } from './recipe-blocks.ts';

export type PageRecipe = Omit<Recipe, 'setups'> & { page: string; setups: PageSetup[] };
export type PageSetup = Setup & { values: PageValues; verdict: Verdict };

type Page = Pick<CollectionEntry<'docs'>, 'id' | 'data'>;

/** Undefined for a page that has no recipe. */
export const pageRecipe = async ({ id, data }: Page): Promise<PageRecipe | undefined> => {
  const { recipe } = data;
  if (!recipe) return undefined;
  const page = id.split('/').at(-1) ?? id;
  // Asked for by its id, an entry that isn't there is warned about; a page that was never run has none.
  const [verified] = await getCollection('verified', ({ id }) => id === page);
  const today = new Date().toISOString().slice(0, 10);
  const setups = recipe.setups.map(async (setup) => ({
    ...setup,
    values: valuesFor(setup),
    verdict: await verdict(page, setup, verified?.data, today),
  }));
  return { ...recipe, page, setups: await Promise.all(setups) };
};

/** For components, which are only put on pages that have one. */
export const requireRecipe = async (page: Page): Promise<PageRecipe> => {
  const recipe = await pageRecipe(page);
  if (!recipe) throw new Error(`${page.id} shows a recipe but has none in its frontmatter.`);
  return recipe;
};

const { origin, model, claude } = siteTokens(site);

const valuesFor = ({ protocol }: Setup): PageValues => ({
  origin,
  model: protocol === 'anthropic-messages' ? claude : model,
});
