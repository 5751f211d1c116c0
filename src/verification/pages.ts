/** The recipes of the integration pages, read from their frontmatter. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Recipe, recipeSchema } from '../domain/recipe.ts';
import { integrations } from './places.ts';

export type RecipePage = { page: string; recipe: Recipe };

/** Every page that has a recipe, by name. Throws with what is wrong if a recipe is not valid. */
export const recipePages = async (folder: string = integrations): Promise<RecipePage[]> => {
  const names = (await readdir(folder)).filter((name) => /^[^_].*\.mdx?$/.test(name)).sort();
  const pages = names.map(async (name) => {
    const recipe = readRecipe(await readFile(join(folder, name), 'utf8'), name);
    return recipe ? [{ page: basename(name).replace(/\.mdx?$/, ''), recipe }] : [];
  });
  return (await Promise.all(pages)).flat();
};

/** `name` is for the message if the recipe is not valid. */
const readRecipe = (markdown: string, name: string): Recipe | undefined => {
  const frontmatter = /^---\n([\s\S]*?)\n---\n/.exec(markdown)?.[1];
  if (frontmatter === undefined) throw new Error(`${name} has no frontmatter.`);
  const parsed = page.safeParse(parse(frontmatter));
  if (!parsed.success) throw new Error(`${name}\n${z.prettifyError(parsed.error)}`);
  return parsed.data.recipe;
};

const page = z.object({ recipe: recipeSchema.optional() });
