import { describe, expect, test } from 'vitest';
import { recipePages } from '../../src/verification/pages.ts';

const pages = await recipePages();

/** Pages that readers look for; each has its own, even if it says that the app can't. */
const wanted = [
  'aider',
  'anthropic-sdk',
  'cc-switch',
  'cherry-studio',
  'claude-agent-sdk',
  'claude-code',
  'claude-desktop',
  'cline',
  'codex',
  'continue',
  'copilot-cli',
  'curl',
  'cursor',
  'dify',
  'gemini-cli',
  'genkit',
  'kilo-code',
  'langchain',
  'langgraph',
  'librechat',
  'litellm',
  'llamaindex',
  'lobechat',
  'mastra',
  'n8n',
  'open-webui',
  'openclaw',
  'openai-agents-sdk',
  'openai-sdk',
  'opencode',
  'other',
  'pi',
  'promptfoo',
  'pydantic-ai',
  'qwen-code',
  'roo-code',
  'strands-agents',
  'tanstack-ai',
  'vercel-ai-sdk',
  'zed',
];

test('every app that readers ask for has a page', () => {
  expect(pages.map(({ page }) => page)).toEqual(expect.arrayContaining(wanted));
});

describe.each(pages)('$page', ({ recipe }) => {
  test('rests on pages that were looked at within half a year', () => {
    const oldest = Date.now() - 183 * 86_400_000;
    for (const { url, seen } of recipe.sources)
      expect(Date.parse(seen), `${url} was last looked at on ${seen}`).toBeGreaterThan(oldest);
  });
});
