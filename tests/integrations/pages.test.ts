import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recipePages } from '../../src/verification/pages.ts';
import { integrations } from '../../src/verification/places.ts';

const pages = await recipePages();

const sections = [
  'What you need',
  'Set-up',
  'First request',
  'Choosing a model',
  "What works and what doesn't",
  'Streaming and usage',
  'Prompt caching',
  'Cost traps',
  'Errors and fixes',
  'Undo',
];

const components = ['RecipeSetup', 'RecipeRequest', 'RecipeErrors', 'RecipeUndo'];

/** Pages that readers look for; each has its own, even if it says that the app can't. */
const wanted = [
  'aider',
  'anthropic-sdk',
  'cc-switch',
  'cherry-studio',
  'claude-agent-sdk',
  'claude-code',
  'cline',
  'codex',
  'continue',
  'copilot-cli',
  'curl',
  'cursor',
  'dify',
  'gemini-cli',
  'genkit',
  'langchain',
  'llamaindex',
  'lobechat',
  'mastra',
  'n8n',
  'open-webui',
  'openai-agents-sdk',
  'openai-sdk',
  'opencode',
  'other',
  'pi',
  'promptfoo',
  'roo-code',
  'vercel-ai-sdk',
  'zed',
];

test('every app that readers ask for has a page', () => {
  expect(pages.map(({ page }) => page)).toEqual(expect.arrayContaining(wanted));
});

describe.each(pages)('$page', ({ page, recipe }) => {
  const text = readFileSync(join(integrations, `${page}.mdx`), 'utf8');

  test('has the sections that every integration page has, in their order', () => {
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(sections);
  });

  test('shows its recipe instead of repeating it', () => {
    for (const name of components) expect(text).toContain(`<${name} />`);
  });

  test('rests on pages that were looked at within half a year', () => {
    const oldest = Date.now() - 183 * 86_400_000;
    for (const { url, seen } of recipe.sources)
      expect(Date.parse(seen), `${url} was last looked at on ${seen}`).toBeGreaterThan(oldest);
  });
});
