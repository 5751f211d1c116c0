/** The files that a recipe gives a reader to copy are what they say they are. */
import { recipeSchema } from '../domain/recipe.ts';
import type { Content } from './content.ts';
import type { Fault } from './fault.ts';
import { brokenFile } from './file-formats.ts';

export const recipeFileFaults = ({ integrations }: Content): Fault[] =>
  integrations.flatMap(({ file, frontmatter }) => {
    const { data: recipe } = recipeSchema.safeParse(Object(frontmatter?.data).recipe);
    if (!frontmatter || !recipe) return [];
    return recipe.setups.flatMap((setup, at) =>
      (setup.files ?? []).flatMap((each, index) => {
        const content = ['recipe', 'setups', at, 'files', index, 'content'];
        return brokenFile(setup, each).map(({ line, message }) => ({
          file,
          line: frontmatter.firstLineOf(content) + line - 1,
          message: `${message} A reader would copy it so; its format is ${each.format}.`,
        }));
      }),
    );
  });
