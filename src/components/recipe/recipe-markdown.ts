/** The components that show a recipe, in the Markdown form of their page. */
import type { CollectionEntry } from 'astro:content';
import en from '#content/i18n/en.json' with { type: 'json' };
import { type PageRecipe, type PageSetup, pageRecipe } from './page-recipe.ts';
import { type RecipeBlock, requestBlocks, setupBlocks, undoBlocks } from './recipe-blocks.ts';
import { shownDay, standing } from './verdict-text.ts';

/** Markdown by the name of the component; empty for a page without a recipe. `link` rewrites addresses. */
export const recipeMarkdown = async (
  page: Pick<CollectionEntry<'docs'>, 'id' | 'data'>,
  link: (url: string) => string,
): Promise<Record<string, string>> => {
  const recipe = await pageRecipe(page);
  if (!recipe) return {};
  return Object.fromEntries(
    Object.entries(components(recipe)).map(([name, markdown]) => [
      name,
      markdown.replaceAll(/\]\((\/[^)\s]*)\)/g, (_, url: string) => `](${link(url)})`),
    ]),
  );
};

const components = (recipe: PageRecipe): Record<string, string> => ({
  RecipeSetup: setups(recipe, (setup) => [
    `*${standing(recipe, setup).markdown}*`,
    ...setupBlocks(setup, setup.values).map(blockMarkdown),
  ]),
  RecipeRequest: join([
    setups(recipe, (setup) => requestBlocks(setup, setup.values).map(blockMarkdown)),
    recipe.check,
  ]),
  RecipeErrors: table(
    [en['recipe.symptom'], en['recipe.cause'], en['recipe.fix']],
    recipe.pitfalls.map(({ symptom, cause, fix }) => [symptom, cause, fix]),
  ),
  RecipeUndo: join([
    recipe.undo,
    setups(recipe, (setup) => undoBlocks(setup, setup.values).map(blockMarkdown)),
    `${en['recipe.sources']} ${recipe.sources.map(({ title, url, seen }) => `[${title}](${url}) (${shownDay(seen)})`).join(', ')}.`,
  ]),
});

const join = (parts: string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** Each set-up under its name, if there is more than one that has something to say. */
const setups = (recipe: PageRecipe, parts: (setup: PageSetup) => string[]): string => {
  const written = recipe.setups
    .map((setup) => ({ name: setup.name, text: join(parts(setup)) }))
    .filter(({ text }) => text !== '');
  return join(
    written.map(({ name, text }) => (written.length > 1 ? `**${name}**\n\n${text}` : text)),
  );
};

const blockMarkdown = (block: RecipeBlock): string => {
  if (block.kind === 'text') return block.markdown;
  if (block.kind === 'fields')
    return table(
      [en['recipe.field'], en['recipe.value']],
      block.rows.map(({ field, value }) => [field, value]),
    );
  if (block.kind === 'code')
    return fenced(`${block.language}${block.title ? ` title="${block.title}"` : ''}`, block.code);
  return block.sh === block.powershell
    ? fenced('bash', block.sh)
    : join([fenced('bash', block.sh), fenced('powershell', block.powershell)]);
};

const fenced = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\``;

const table = (columns: string[], rows: string[][]): string =>
  rows.length === 0
    ? ''
    : [columns, columns.map(() => '---'), ...rows]
        .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
        .join('\n');
