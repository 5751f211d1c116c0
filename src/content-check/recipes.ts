/** Recipes: placeholders stand where they are filled in, and files can be read. */
import { type Recipe, recipeSchema } from '../domain/recipe.ts';
import { recipeTokens } from '../domain/recipe-render.ts';
import type { Content, Page } from './content.ts';
import type { Fault } from './fault.ts';
import type { Frontmatter, Path } from './frontmatter.ts';
import { placeholderFault, placeholdersIn } from './placeholders.ts';
import { brokenFile } from './recipe-files.ts';

export const recipeFaults = ({ integrations }: Content): Fault[] =>
  integrations.flatMap((page) => {
    const { frontmatter } = page;
    const { data: recipe } = recipeSchema.safeParse(Object(frontmatter?.data).recipe);
    if (!frontmatter || !recipe) return [];
    const unknown = unknownPlaceholders(page, frontmatter, recipe);
    // A file with a placeholder that stays in it would be called broken once more.
    return unknown.length > 0 ? unknown : brokenFiles(page, frontmatter, recipe);
  });

const unknownPlaceholders = ({ file }: Page, frontmatter: Frontmatter, recipe: Recipe): Fault[] =>
  textsIn(recipe, ['recipe']).flatMap(({ path, text }) => {
    const known = isFilledIn(path) ? recipeTokens : [];
    return placeholdersIn(text)
      .filter(({ name }) => !known.some((token) => token === name))
      .map(({ name, index }) => ({
        file,
        line: frontmatter.firstLineOf(path) + text.slice(0, index).split('\n').length - 1,
        message: placeholderFault(name, known),
      }));
  });

/** The texts of a set-up that `renderSetup` fills in. */
const isFilledIn = (path: Path): boolean =>
  /^recipe\.setups\.\d+\.(baseUrl|env\.\d+\.value|files\.\d+\.content|commands\.\d+\.run|fields\.\d+\.value)$/.test(
    path.join('.'),
  );

const textsIn = (value: unknown, path: Path): { path: Path; text: string }[] => {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((each, index) => textsIn(each, [...path, index]));
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, each]) => textsIn(each, [...path, name]))
    : [];
};

const brokenFiles = ({ file }: Page, frontmatter: Frontmatter, { setups }: Recipe): Fault[] =>
  setups.flatMap((setup, at) =>
    (setup.files ?? []).flatMap((each, index) =>
      brokenFile(setup, each).map(({ line, message }) => ({
        file,
        line:
          frontmatter.firstLineOf(['recipe', 'setups', at, 'files', index, 'content']) + line - 1,
        message: `${message} A reader would copy it so; its format is ${each.format}.`,
      })),
    ),
  );
