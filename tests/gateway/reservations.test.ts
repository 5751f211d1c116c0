/** What a request can cost is known before it is forwarded. */
import { describe, expect, test } from 'vitest';
import { answeringUpstream, paths, question } from './answering-upstream.ts';
import { json } from './scripted-upstream.ts';

const { post, settled, chat, messages, answerWith } = answeringUpstream();

describe('the most that a request can cost is reserved', () => {
  const reported = (usage: object) => answerWith(JSON.stringify({ choices: [], usage }));
  const words = 'deep '.repeat(20_000);

  test.each([
    ['functions', { functions: [{ name: 'f', description: words }] }],
    ['members that this gateway does not know', { guided_grammar: words }],
    ['texts in content that it does not know', { messages: [{ role: 'user', detail: words }] }],
  ])('whatever an upstream takes for a prompt: %s', async (_name, more) => {
    reported({ prompt_tokens: 20_000, completion_tokens: 1 });
    await (await chat({ max_tokens: 1, ...more })).text();
    const { charge } = await settled();
    expect(charge.cappedAt).toBeUndefined();
    expect(charge.nanodollars).toBe(20_000 * 1_000 + 4_000);
  });

  test('with a predicted output, which is billed where the answer leaves it', async () => {
    reported({ prompt_tokens: 10, completion_tokens: 20_000 });
    await (await chat({ max_tokens: 1, prediction: { type: 'content', content: words } })).text();
    expect((await settled()).charge.cappedAt).toBeUndefined();
  });

  test('with a document, of which nobody knows how many pages it unfolds into', async () => {
    const source = { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0xLjcK' };
    answerWith(JSON.stringify({ usage: { input_tokens: 150_000, output_tokens: 1 } }));
    const content = [{ type: 'document', source }];
    await (await messages({ messages: [{ role: 'user', content }] })).text();
    expect((await settled()).charge.cappedAt).toBeUndefined();
  });
});

describe('what is set aside is the most that the request can cost', () => {
  /** Tokens of input and output, from the amount at 1,000 nanodollars for one and 4,000 for the other. */
  const price = (input: number, output: number) => input * 1_000 + output * 4_000;
  const link = { type: 'image_url', image_url: { url: 'https://pictures.example/1.png' } };
  const inline = (bytes: number) => ({
    type: 'image_url',
    image_url: { url: `data:image/png;base64,${'A'.repeat(bytes)}` },
  });
  const reserved = async (model: string, content: unknown, more: object) => {
    answerWith('{}', json, 500);
    await (await chat({ model, messages: [{ role: 'user', content }], ...more })).text();
    return (await settled()).reserved;
  };

  test.each([
    [
      'a picture behind a link, 100 tokens at most',
      'plain',
      [link],
      { max_tokens: 100 },
      200_000,
      100,
    ],
    ['two of them', 'plain', [link, link], { max_tokens: 100 }, 400_000, 100],
    ['one, with no limit to the answer', 'plain', [link], {}, 200_000, 32_768],
    ['one, for a model of 10,000 tokens', 'bounded', [link], { max_tokens: 100 }, 10_000, 100],
    ['more than a model writes', 'bounded', [link], { max_tokens: 5_000 }, 10_000, 1_000],
    ['no limit to the answer of such a model', 'bounded', [link], {}, 10_000, 1_000],
    ['three answers', 'bounded', [link], { max_tokens: 100, n: 3 }, 10_000, 300],
    ['more text than fits', 'bounded', 'a'.repeat(20_000), { max_tokens: 100 }, 10_000, 100],
  ])('%s', async (_what, model, content, more, input, output) => {
    expect(await reserved(model, content, more)).toBe(price(input, output));
  });

  test('a text by its bytes, a picture in the body by none', async () => {
    const limit = { max_tokens: 100 };
    const [short, long] = [
      await reserved('plain', 'a', limit),
      await reserved('plain', 'aaaa', limit),
    ];
    expect(long - short).toBe(price(3, 0));
    const small = await reserved('plain', [inline(4)], limit);
    expect(small).toBe(await reserved('plain', [inline(4_000)], limit));
    expect(small).toBeGreaterThan(short + price(50_000, 0));
    expect(small).toBeLessThan(short + price(50_200, 0));
  });
});

describe('the limits of a model are those that the request gets', () => {
  const window = 200_000;
  const body = { messages: [{ role: 'user', content: 'deep '.repeat(150_000) }] };
  const reserved = async (more: object, beta: string) => {
    answerWith(JSON.stringify({ usage: { input_tokens: 700_000, output_tokens: 90_000 } }));
    const headers = { 'anthropic-beta': beta };
    const asked = { model: 'limited', max_tokens: 90_000, ...body, ...more };
    await (await post(paths.messages, asked, headers)).text();
    return (await settled()).reserved;
  };

  test('those of the catalogue as a rule', async () => {
    expect(await reserved({}, 'files-api-2025-04-14')).toBe(window * 2_000 + 64_000 * 4_000);
  });

  test('more of them with a beta that raises them', async () => {
    const raised = await reserved({}, 'files-api-2025-04-14,context-1m-2025-08-07');
    expect(raised).toBeGreaterThan(700_000 * 2_000 + 90_000 * 4_000);
    expect((await settled()).charge.cappedAt).toBeUndefined();
  });

  test('twice, where the conversation may be summed up before', async () => {
    const context_management = { edits: [{ type: 'compact_20260112' }] };
    const twice = await reserved({ context_management }, 'compact-2026-01-12');
    expect(twice).toBe(2 * (window * 2_000 + 64_000 * 4_000));
  });
});

describe('what the upstream does by itself before it answers is set aside, too (Responses)', () => {
  const reserved = async (more: object) => {
    answerWith('{}', json, 500);
    const asked = { model: 'bounded', input: 'a'.repeat(20_000), max_output_tokens: 100, ...more };
    await (await post(paths.responses, asked)).text();
    return (await settled()).reserved;
  };
  const once = 10_000 * 1_000 + 100 * 4_000;

  test.each([
    ['nothing', {}, 1],
    ['a summary', { context_management: [{ type: 'compaction', compact_threshold: 9_000 }] }, 2],
    ['subagents, two at once', { multi_agent: { enabled: true, max_concurrent_subagents: 2 } }, 3],
    ['as many subagents as usual', { multi_agent: { enabled: true } }, 7],
    ['none after all', { multi_agent: { enabled: false, max_concurrent_subagents: 9 } }, 1],
  ])('%s', async (_what, more, times) => {
    expect(await reserved(more)).toBe(times * once);
  });

  test('what a shell of its own brings in, but not one of the client', async () => {
    const shell = (type: string) =>
      reserved({ input: 'Go.', tools: [{ type: 'shell', environment: { type } }] });
    expect(await shell('container_auto')).toBe(once);
    expect(await shell('local')).toBeLessThan(once);
  });
});

describe('what would be answered by another model or at another price is refused', () => {
  test.each([
    [paths.chat, { models: ['dearer'] }, 'models'],
    [paths.chat, { fallbacks: ['dearer'] }, 'fallbacks'],
    [paths.chat, { service_tier: 'priority' }, 'service_tier'],
    [paths.responses, { service_tier: 'fast' }, 'service_tier'],
    [paths.responses, { service_tier: 'ultrafast' }, 'service_tier'],
    [paths.chat, { speed: 'fast' }, 'speed'],
    [paths.messages, { service_tier: 'priority' }, 'service_tier'],
    [paths.messages, { fallbacks: [{ model: 'dearer' }] }, 'fallbacks'],
    [paths.messages, { fallbacks: 'default' }, 'fallbacks'],
    [paths.messages, { speed: 'fast' }, 'speed'],
    [paths.messages, { inference_geo: 'us' }, 'inference_geo'],
    [paths.messages, { tools: [{ type: 'advisor_20260301', model: 'dearer' }] }, 'advisor'],
  ])('%s %j', async (path, more, named) => {
    const asked = { model: 'm', max_tokens: 1, messages: question, input: 'Deep?', ...more };
    const response = await post(path, asked);
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toContain(named);
  });

  test.each([
    [paths.chat, { models: [], service_tier: 'flex' }],
    [paths.chat, { fallbacks: null, service_tier: null }],
    [paths.messages, { fallbacks: [], service_tier: 'auto', speed: 'standard' }],
    [paths.messages, { inference_geo: 'global' }],
  ])('and nothing else: %s %j', async (path, more) => {
    answerWith('{}');
    const asked = { model: 'm', max_tokens: 1, messages: question, ...more };
    expect((await post(path, asked)).status).toBe(200);
  });
});

test('max_tokens 0 fills the prompt cache of Messages, and is nothing that chat completions take', async () => {
  answerWith(JSON.stringify({ usage: { input_tokens: 10, output_tokens: 0 } }));
  expect((await messages({ max_tokens: 0 })).status).toBe(200);
  expect((await settled()).reserved).toBeLessThan(5_000_000);
  expect((await chat({ max_tokens: 0 })).status).toBe(400);
});

test.each(['Model', 'max_toKens', 'N', 'Service_Tier', 'model', 'messages'])(
  'a member that an upstream could take for another one is refused: %s',
  async (name) => {
    const body = JSON.stringify({ model: 'm', max_tokens: 1, messages: question });
    const response = await post(paths.chat, `{"${name}":"dearer",${body.slice(1)}`);
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toContain('is there twice');
  },
);
