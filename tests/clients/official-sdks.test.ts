/** The official SDKs, unmodified, against the real server. */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestLogRow } from '../../src/domain/request-log.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

let server: ServerUnderTest;
let secret: string;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  server = await startServer({ env: { SANDBOX_PACE: '0' } });
  const created = await fetch(`${server.origin}/api/sandbox`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin },
    body: '{}',
  });
  expect(created.status).toBe(201);
  secret = (await created.json()).key.secret;
  openai = new OpenAI({ baseURL: `${server.origin}/v1`, apiKey: secret, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: server.origin, apiKey: secret, maxRetries: 0 });
});

afterAll(() => server.stop());

const model = 'sandbox/echo';
const messages = [{ role: 'user' as const, content: 'Grüße from the SDK' }];
const newestRow = async (): Promise<RequestLogRow> => {
  const response = await fetch(`${server.origin}/v1/requests?limit=1`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  return (await response.json()).data[0];
};

test('openai: chat completion', async () => {
  const { data, request_id } = await openai.chat.completions
    .create({ model, messages })
    .withResponse();
  expect(data.choices[0]?.message.content).toBe('Grüße from the SDK');
  expect(await newestRow()).toMatchObject({
    id: request_id,
    outcome: 'completed',
    usage: { input: data.usage?.prompt_tokens, output: data.usage?.completion_tokens },
  });
});

test.each([true, false])('openai: chat stream (usage asked for: %s)', async (asked) => {
  const stream = await openai.chat.completions.create({
    model,
    messages,
    stream: true,
    ...(asked && { stream_options: { include_usage: true } }),
  });
  let text = '';
  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? '';
    usage ??= chunk.usage;
  }
  expect(text).toBe('Grüße from the SDK');
  expect(Boolean(usage)).toBe(asked);
  expect(await newestRow()).toMatchObject({ outcome: 'completed', usageSource: 'reported' });
});

test('openai: responses, whole and streamed', async () => {
  const whole = await openai.responses.create({ model, input: 'Say it' });
  expect(whole.output_text).toBe('Say it');
  const stream = openai.responses.stream({ model, input: 'Say it again' });
  expect((await stream.finalResponse()).output_text).toBe('Say it again');
  expect(await newestRow()).toMatchObject({ outcome: 'completed', protocol: 'openai-responses' });
});

test('openai: embeddings', async () => {
  const { data, usage } = await openai.embeddings.create({ model, input: 'Hello' });
  expect(data[0]?.embedding.length).toBeGreaterThan(0);
  expect(await newestRow()).toMatchObject({ usage: { input: usage.prompt_tokens, output: 0 } });
});

test('openai: models', async () => {
  const ids: string[] = [];
  for await (const { id } of openai.models.list()) ids.push(id);
  expect(ids).toContain(model);
  expect((await openai.models.retrieve(model)).id).toBe(model);
});

test('openai: tools', async () => {
  const runner = openai.chat.completions.runTools({
    model: 'sandbox/tools',
    messages,
    tools: [
      {
        type: 'function',
        function: {
          name: 'weather',
          description: 'The weather of a city',
          parameters: { type: 'object', properties: { city: { type: 'string' } } },
          parse: JSON.parse,
          function: () => 'Sunny',
        },
      },
    ],
  });
  expect(await runner.finalContent()).toContain('Sunny');
});

test('openai: errors are raised as their own classes', async () => {
  const create = (id: string, apiKey = secret) =>
    openai.withOptions({ apiKey }).chat.completions.create({ model: id, messages });
  await expect(create(model, 'sk-wrong')).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  await expect(create('nope')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  await expect(create('sandbox/error')).rejects.toBeInstanceOf(OpenAI.InternalServerError);
  const cut = await openai.chat.completions.create({
    model: 'sandbox/cut',
    messages,
    stream: true,
  });
  await expect(async () => {
    for await (const chunk of cut) expect(chunk.object).toBe('chat.completion.chunk');
  }).rejects.toBeInstanceOf(OpenAI.APIError);
});

test('anthropic: message, whole and streamed', async () => {
  const request = { model, messages, max_tokens: 100 };
  const { data, request_id } = await anthropic.messages.create(request).withResponse();
  expect(data.content[0]).toMatchObject({ type: 'text', text: 'Grüße from the SDK' });
  expect(await newestRow()).toMatchObject({
    id: request_id,
    usage: { input: data.usage.input_tokens, output: data.usage.output_tokens },
  });
  const stream = anthropic.messages.stream(request);
  expect(await stream.finalText()).toBe('Grüße from the SDK');
  expect(await newestRow()).toMatchObject({ outcome: 'completed', stream: true });
});

test('over the Anthropic protocol, prompt caching is billed at the cache rates (M1)', async () => {
  const request = {
    model,
    max_tokens: 100,
    system: [
      {
        type: 'text' as const,
        text: 'A long and stable prefix. '.repeat(600),
        cache_control: { type: 'ephemeral' as const },
      },
    ],
    messages,
  };
  const first = await anthropic.messages.create(request);
  const written = first.usage.cache_creation_input_tokens;
  expect(written).toBeGreaterThan(1_000);
  expect(await newestRow()).toMatchObject({ usage: { cacheWrite5m: written, cacheRead: 0 } });
  await anthropic.messages.create(request);
  expect(await newestRow()).toMatchObject({ usage: { cacheWrite5m: 0, cacheRead: written } });
});

test('anthropic: models and token counts', async () => {
  const ids: string[] = [];
  for await (const { id } of anthropic.models.list({ limit: 2 })) ids.push(id);
  expect(ids).toContain('sandbox/tools');
  expect((await anthropic.models.retrieve(model)).display_name).toBe('Sandbox echo');
  expect(await anthropic.messages.countTokens({ model, messages })).toMatchObject({
    input_tokens: expect.any(Number),
  });
});

test('anthropic: errors are raised as their own classes', async () => {
  const create = (id: string, apiKey = secret) =>
    anthropic.withOptions({ apiKey }).messages.create({ model: id, messages, max_tokens: 10 });
  await expect(create(model, 'sk-wrong')).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
  await expect(create('nope')).rejects.toBeInstanceOf(Anthropic.NotFoundError);
  await expect(create('sandbox/overloaded')).rejects.toBeInstanceOf(Anthropic.InternalServerError);
  const cut = anthropic.messages.stream({ model: 'sandbox/cut', messages, max_tokens: 100 });
  await expect(cut.finalMessage()).rejects.toBeInstanceOf(Anthropic.APIError);
});

test('a stream that the reader aborts is charged for what was sent (B2)', async () => {
  const stream = anthropic.messages.stream({ model: 'sandbox/slow', messages, max_tokens: 4_000 });
  await new Promise<void>((resolve) => stream.once('text', () => resolve()));
  stream.abort();
  await expect(stream.finalMessage()).rejects.toBeInstanceOf(Anthropic.APIUserAbortError);
  let row = await newestRow();
  while (row.state === 'running') row = await newestRow();
  expect(row.outcome).toMatch(/client_disconnected|completed/);
  expect(row.usage.output).toBeGreaterThan(0);
});
