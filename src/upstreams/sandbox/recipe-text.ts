/** An integration's recipe as the Markdown that stands in its page for the components that show it. */
import type { ContentTokens } from '../../domain/content-tokens.ts';
import { defaultKeyVariable } from '../../domain/key.ts';
import { type Recipe, recipeSchema, type Setup } from '../../domain/recipe.ts';
import { renderSetup } from '../../domain/recipe-render.ts';

/** Markdown by the name of the component; empty where the page has no recipe. */
export const recipeTexts = (recipe: unknown, tokens: ContentTokens): Record<string, string> => {
  const parsed = recipeSchema.safeParse(recipe);
  if (!parsed.success) return {};
  const { setups, undo, model } = parsed.data;
  return {
    RecipeSetup: [...setups.map((setup) => setupText(setup, setups.length, tokens)), model].join(
      '\n\n',
    ),
    RecipeErrors: errorsText(parsed.data),
    RecipeUndo: undo,
  };
};

const setupText = (setup: Setup, count: number, tokens: ContentTokens): string => {
  const { env, files, fields, commands } = renderSetup(setup, {
    origin: tokens.origin,
    model: setup.protocol === 'anthropic-messages' ? tokens.claude : tokens.model,
    key: { variable: defaultKeyVariable },
    system: 'linux',
  });
  const parts = [
    count > 1 ? `**${setup.name}**` : '',
    fields.map(({ field, value }) => `- ${field}: ${value}`).join('\n'),
    env && fenced('bash', env),
    ...files.map(({ path, format, text }) => `\`${path}\`:\n\n${fenced(format, text.trimEnd())}`),
    ...commands.filter(({ step }) => step === 'set-up').map(({ text }) => fenced('bash', text)),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
};

const errorsText = ({ pitfalls }: Recipe): string =>
  pitfalls.map(({ symptom, cause, fix }) => `- **${symptom}**: ${cause} ${fix}`).join('\n');

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
