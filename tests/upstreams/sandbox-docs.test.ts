/** `sandbox/docs` answers natural questions with the passage that a person would point at. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createPassages } from '../../src/upstreams/sandbox/passages.ts';
import { createSandbox } from '../../src/upstreams/sandbox/sandbox.ts';
import { record } from './recorder.ts';

const content = fileURLToPath(new URL('../../content', import.meta.url));
const findPassage = createPassages({
  content,
  tokens: { origin: 'https://gateway.example', model: 'model-a', claude: 'model-b' },
});

const answers: [string, string][] = [
  ['How are failed requests billed?', '/faq/#failed-requests'],
  ['am I charged when I get an error', '/faq/#failed-requests'],
  ['my key leaked', '/faq/#key-leaked'],
  ['I committed my API key to GitHub', '/faq/#key-leaked'],
  ['can I delete a key', '/faq/#delete-key'],
  ['how many api keys can I create?', '/faq/#how-many-keys'],
  ['Do two keys in the same group share usage statistics?', '/keys/'],
  ['how do I disable a key', '/keys/#disable-and-reset'],
  ['how do I reset a key?', '/keys/#disable-and-reset'],
  ['why is my bill higher than expected', '/billing/'],
  ['How is the charge computed?', '/billing/#how-a-request-becomes-a-charge'],
  ['I pressed stop in the middle of a stream, what do I pay?', '/faq/#stream-disconnect'],
  ['my client shows fewer tokens than the log', '/faq/#usage-not-read'],
  ['thousands of small requests from copilot autocomplete', '/faq/#autocomplete-volume'],
  ['prompt caching did not work, I pay full price', '/faq/#cache-did-not-apply'],
  ['What happens when the provider raises prices?', '/faq/#price-change'],
  ['What is a base URL?', '/protocols/#base-urls'],
  ['base url for claude code', '/integrations/claude-code/'],
  ['claude code 401', '/integrations/claude-code/#errors-and-fixes'],
  ['can I use codex', '/integrations/codex/'],
  ['How do I use Cursor?', '/integrations/cursor/'],
  ['undo claude code', '/integrations/claude-code/#undo'],
  ['Which protocol should I use for Claude?', '/faq/#claude-protocol'],
  ['Can I use claude with an OpenAI-only client?', '/faq/#claude-over-openai'],
  ['the console shows the model but I get 404', '/faq/#model-404'],
  ['I get 429 too many requests', '/troubleshooting/#429'],
  ['529 overloaded error', '/troubleshooting/#529'],
  ['mitmproxy tls error', '/faq/#mitm-proxy'],
  ['It is slow from China, what can I do?', '/faq/#slow-from-china'],
  ['my tool is not listed in the docs', '/faq/#tool-not-listed'],
  ['can you add an integration page for my app?', '/faq/#request-integration'],
  ['where do I report a bug?', '/faq/#report-bug'],
  ['I found a security vulnerability', '/faq/#report-security'],
  ['how do I configure Cline?', '/integrations/cline/'],
];

describe('a question about the gateway', () => {
  it.each(answers)('%s', (question, path) => {
    expect(findPassage(question)?.path).toBe(path);
  });

  it('about an app shows how to set it up', () => {
    const { text = '' } = findPassage('set up claude code') ?? {};
    expect(text).toContain('export ANTHROPIC_BASE_URL=https://gateway.example');
    expect(text).toContain('"model": "model-b"');
  });

  it.each([
    'Hello',
    'write a poem about cats',
    "what's the weather in Paris?",
    'the and of',
    '',
    '🎉',
  ])('finds nothing for "%s" rather than something wrong', (question) => {
    expect(findPassage(question)).toBeUndefined();
  });

  it('is answered in plain Markdown of readable length, with the page it is from', async () => {
    for (const [question] of answers) {
      const { text = '', path = '' } = findPassage(question) ?? {};
      expect(text.length).toBeGreaterThan(40);
      expect(text.length).toBeLessThan(2_500);
      expect(text).not.toMatch(/^import |<[A-Z]\w+|\{\{|\]\(#|api\.tokenbay\.com/m);
      expect((text.match(/^\s*```/gm)?.length ?? 0) % 2).toBe(0);
      const [, folder = '', page = ''] = /^\/(?:(integrations)\/)?([^/]*)/.exec(path) ?? [];
      expect(existsSync(`${content}/${folder || 'docs'}/${page || 'index'}.mdx`)).toBe(true);
    }
  });

  it('ends the answer with a link to its source', async () => {
    const sandbox = createSandbox({ id: 'sandbox', pace: 0, clock: { now: () => 0 }, findPassage });
    const ask = async (content: string) => {
      const recording = record(sandbox, {
        model: 'sandbox/docs',
        messages: [{ role: 'user', content }],
      });
      await recording.over;
      return JSON.parse(recording.text()).choices[0].message.content as string;
    };
    expect(await ask('can I delete a key')).toMatch(
      /^\*\*No\. Disable it instead\*\*[\s\S]*\n\nSource: \[Can I delete a key\?\]\(\/faq\/#delete-key\)$/,
    );
    expect(await ask('write a poem about cats')).toContain('no passage that fits');
  });

  it('takes no time worth mentioning, whatever is asked', () => {
    const started = performance.now();
    for (const question of ['a'.repeat(1_000_000), 'key '.repeat(250_000), `${'(('.repeat(9999)}`])
      findPassage(question);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
