/** What upstreams really send, beyond what their reference says. */
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countTokens } from '../../src/domain/tokenizer.ts';
import { type GatewayUnderTest, startGateway, type TestKey } from './gateway-under-test.ts';
import { json, scriptedUpstream, sse } from './scripted-upstream.ts';

const upstream = scriptedUpstream('scripted');
const rates = [
  {
    effectiveAt: '2026-01-01T00:00:00Z',
    input: '1',
    output: '4',
    cacheRead: '0.1',
    cacheWrite5m: '1.25',
    cacheWrite1h: '2',
  },
];
let gateway: GatewayUnderTest;
let key: TestKey;

beforeAll(async () => {
  gateway = await startGateway({
    upstreams: [upstream],
    site: {
      models: [
        { id: 'm', upstreams: [{ id: 'scripted' }], rates },
        {
          id: 'limited',
          upstreams: [{ id: 'scripted' }],
          rates,
          contextWindow: 200_000,
          maxOutput: 64_000,
        },
        { id: 'e', kind: 'embedding', upstreams: [{ id: 'scripted' }], rates },
      ],
    },
  });
  key = await gateway.newKey();
});

afterAll(() => gateway.close());

const answerWith = (
  text: string | Buffer,
  headers: Record<string, string> = json,
  status = 200,
): void => {
  upstream.script = ({ sink }) => {
    sink.head(status, headers);
    if (text.length > 0) sink.chunk(Buffer.from(text));
    sink.end();
  };
};

const paths = {
  chat: '/v1/chat/completions',
  responses: '/v1/responses',
  messages: '/v1/messages',
  embeddings: '/v1/embeddings',
};
const question = [{ role: 'user', content: 'How deep is the sea?' }];
const chat = (more: object = {}) =>
  key.post(paths.chat, { model: 'm', messages: question, ...more });
const messages = (more: object = {}) =>
  key.post(paths.messages, { model: 'm', max_tokens: 100, messages: question, ...more });
const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`;

describe('Anthropic streams', () => {
  const start = (usage: object) =>
    event({ type: 'message_start', message: { usage: { input_tokens: 10, ...usage } } });
  const rest = (usage: object) =>
    event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Deep.' } }) +
    event({ type: 'message_delta', delta: {}, usage: { output_tokens: 2, ...usage } }) +
    event({ type: 'message_stop' });

  test.each([
    [0, 1_000],
    [400, 600],
    [1_000, 0],
  ])(
    'what was written to the cache for 5 minutes (%i) and an hour (%i) is charged once, though the end gives the sum',
    async (minutes, hour) => {
      const sum = { cache_creation_input_tokens: minutes + hour };
      const parts = {
        ephemeral_5m_input_tokens: minutes,
        ephemeral_1h_input_tokens: hour,
      };
      answerWith(start({ ...sum, cache_creation: parts }) + rest(sum), sse);
      await (await messages({ stream: true })).text();
      expect((await key.settled()).usage).toEqual({
        input: 10,
        output: 2,
        cacheRead: 0,
        cacheWrite5m: minutes,
        cacheWrite1h: hour,
      });
    },
  );

  test('what summing up a conversation took is charged too, though the sums leave it out', async () => {
    const answered = { cache_read_input_tokens: 3, cache_creation_input_tokens: 0 };
    const iterations = [
      { type: 'compaction', input_tokens: 180, output_tokens: 35, cache_read_input_tokens: 40 },
      { type: 'message', input_tokens: 10, output_tokens: 2, ...answered },
    ];
    answerWith(start(answered) + rest({ input_tokens: 10, ...answered, iterations }), sse);
    await (await messages({ stream: true })).text();
    const sum = { input: 190, output: 37, cacheRead: 43, cacheWrite5m: 0, cacheWrite1h: 0 };
    expect((await key.settled()).usage).toEqual(sum);
    answerWith(
      JSON.stringify({ usage: { input_tokens: 10, output_tokens: 2, ...answered, iterations } }),
    );
    await (await messages()).text();
    expect((await key.settled()).usage).toEqual(sum);
  });

  test('a sum that only the end gives was written for 5 minutes', async () => {
    answerWith(start({}) + rest({ cache_creation_input_tokens: 70 }), sse);
    await (await messages({ stream: true })).text();
    expect((await key.settled()).usage).toMatchObject({ cacheWrite5m: 70, cacheWrite1h: 0 });
  });
});

test('thinking that is encrypted is charged when the stream breaks off behind it (B2)', async () => {
  const data = Buffer.alloc(1_200, 'x').toString('base64');
  const block = { type: 'redacted_thinking', data };
  answerWith(event({ type: 'content_block_start', index: 0, content_block: block }), sse);
  await (await messages({ stream: true })).text();
  const { outcome, usage } = await key.settled();
  expect(outcome).toBe('upstream_disconnected');
  expect(usage.output).toBeGreaterThan(250);
  expect(usage.output).toBeLessThan(350);
});

describe('a byte order mark in front hides nothing', () => {
  const mark = '\ufeff';
  const delta = { choices: [{ index: 0, delta: { content: 'The sea is deep.' } }] };

  test('of a JSON text', async () => {
    answerWith(
      mark + JSON.stringify({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } }),
    );
    expect(await (await chat()).text()).toContain('usage');
    expect(await key.settled()).toMatchObject({ outcome: 'completed', usage: { output: 3 } });
  });

  test('of a stream', async () => {
    answerWith(`${mark}${event(delta)}data: [DONE]\n\n`, sse);
    await (await chat({ stream: true })).text();
    expect((await key.settled()).usage.output).toBe(5);
  });
});

describe('an error in place of an answer costs nothing, though its status is 200 (B1)', () => {
  test.each([
    [paths.chat, { error: { message: 'Provider returned error', code: 502 } }, 'upstream_error'],
    [paths.chat, { choices: [{ error: { code: 'overloaded' } }] }, 'overloaded'],
    [paths.responses, { status: 'failed', error: { code: 'server_error' } }, 'server_error'],
    [paths.messages, { type: 'error', error: { type: 'api_error' } }, 'api_error'],
    [paths.embeddings, { error: { type: 'server_error' } }, 'server_error'],
  ])('%s %j', async (path, answer, errorCode) => {
    answerWith(JSON.stringify(answer));
    const model = path === paths.embeddings ? 'e' : 'm';
    const asked = { model, max_tokens: 10, messages: question, input: 'How deep is the sea?' };
    const response = await key.post(path, asked);
    expect([response.status, await response.json()]).toEqual([200, answer]);
    expect(await key.settled()).toMatchObject({
      outcome: 'upstream_error',
      errorCode,
      charge: { nanodollars: 0 },
    });
  });

  test.each(['<html>Please log in</html>', '{"choices":[{"message":{"content":"Cut o', ''])(
    'what is no JSON: %s',
    async (text) => {
      answerWith(text, { 'content-type': 'text/html' });
      const response = await chat();
      expect([response.status, await response.text()]).toEqual([200, text]);
      expect(await key.settled()).toMatchObject({
        outcome: 'upstream_error',
        errorCode: 'not_json',
        charge: { nanodollars: 0 },
      });
    },
  );
});

describe('what was emitted is found wherever an upstream puts it (B2)', () => {
  const delta = (value: object) => event({ choices: [{ index: 0, delta: value }] });
  const said = 'The sea is about four kilometres deep.';

  test.each([
    ['a list of parts', { content: [{ type: 'text', text: said }] }],
    ['thinking', { content: [{ type: 'thinking', thinking: [{ type: 'text', text: said }] }] }],
    ['reasoning details', { reasoning_details: [{ type: 'reasoning.text', text: said }] }],
  ])('%s', async (_name, value) => {
    answerWith(`${delta(value)}data: [DONE]\n\n`, sse);
    await (await chat({ stream: true })).text();
    const { usage, usageSource } = await key.settled();
    expect(usageSource).toBe('counted');
    expect(usage.output).toBeGreaterThan(5);
    expect(usage.output).toBeLessThan(12);
  });
});

describe('usage reports', () => {
  const report = (usage: object) => JSON.stringify({ choices: [], usage });

  test('reasoning that stands beside the completion is output (xAI), reasoning inside it is not added', async () => {
    const details = { completion_tokens_details: { reasoning_tokens: 390 } };
    const counts = { prompt_tokens: 100, completion_tokens: 10, ...details };
    answerWith(report({ ...counts, total_tokens: 500 }));
    await (await chat()).text();
    expect((await key.settled()).usage).toMatchObject({ input: 100, output: 400 });
    answerWith(report({ ...counts, completion_tokens: 400, total_tokens: 500 }));
    await (await chat()).text();
    expect((await key.settled()).usage).toMatchObject({ input: 100, output: 400 });
  });

  test.each([
    ['beside a completion of none', { completion_tokens: 0 }, { output: 60 }],
    [
      'cache reads and writes (OpenRouter)',
      { prompt_tokens_details: { cached_tokens: 5, cache_write_tokens: 10 } },
      { input: 6, cacheRead: 5, cacheWrite5m: 10 },
    ],
    ['cache reads (DeepSeek)', { prompt_cache_hit_tokens: 20 }, { input: 1, cacheRead: 20 }],
    ['cache reads (Moonshot)', { cached_tokens: 20 }, { input: 1, cacheRead: 20 }],
    [
      'more from the cache than there was',
      { prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 20 } },
      { input: 0, cacheRead: 20, cacheWrite5m: 1 },
    ],
  ])('%s', async (_name, usage, found) => {
    const details = { completion_tokens_details: { reasoning_tokens: 60 } };
    answerWith(
      report({ prompt_tokens: 21, completion_tokens: 60, total_tokens: 81, ...details, ...usage }),
    );
    await (await chat()).text();
    expect(await key.settled()).toMatchObject({ usageSource: 'reported', usage: found });
  });

  test('over Responses, too, with what was written to the cache', async () => {
    const details = { cached_tokens: 5, cache_write_tokens: 10 };
    const usage = { input_tokens: 21, input_tokens_details: details, output_tokens: 3 };
    answerWith(JSON.stringify({ output: [], usage }));
    await (await key.post(paths.responses, { model: 'm', input: 'Deep?' })).text();
    const { usage: found } = await key.settled();
    expect(found).toMatchObject({ input: 6, cacheRead: 5, cacheWrite5m: 10, output: 3 });
  });

  test('a count that no answer has is no count, and spoils nobody’s statistics', async () => {
    answerWith(report({ prompt_tokens: 5, completion_tokens: Number.MAX_SAFE_INTEGER }));
    await (await chat()).text();
    await (await chat()).text();
    expect(await key.settled()).toMatchObject({ usageSource: 'counted', usage: { output: 0 } });
    expect((await key.get('/v1/key')).status).toBe(200);
  });
});

describe('a stream is metered as one', () => {
  const usage = { prompt_tokens: 7, completion_tokens: 3 };
  const stream =
    event({ choices: [{ index: 0, delta: { content: 'Deep' } }] }) +
    event({ choices: [], usage }) +
    'data: [DONE]\n\n';

  test.each(['Text/Event-Stream; charset=utf-8', 'text/plain', ''])(
    'when its type is "%s"',
    async (type) => {
      answerWith(stream, { 'content-type': type });
      const text = await (await chat({ stream: true })).text();
      expect(text).not.toContain('usage');
      expect(await key.settled()).toMatchObject({
        outcome: 'completed',
        usageSource: 'reported',
        usage: { input: 7, output: 3 },
      });
    },
  );

  test('the end of an answer is seen by the name of its event, however large it is', async () => {
    const output = [{ content: [{ type: 'output_text', text: 'deep '.repeat(300_000) }] }];
    const response = { output, usage: { input_tokens: 7, output_tokens: 3 } };
    const last = `event: response.completed\n${event({ response, type: 'response.completed' })}`;
    answerWith(last, sse);
    const answer = await key.post(paths.responses, { model: 'm', input: 'Deep?', stream: true });
    expect(await answer.text()).toBe(last);
    expect(await key.settled()).toMatchObject({ outcome: 'completed', usage: { output: 3 } });
  });

  test('an upstream that answers JSON instead is metered all the same', async () => {
    answerWith(JSON.stringify({ choices: [], usage }));
    await (await chat({ stream: true })).text();
    expect(await key.settled()).toMatchObject({ outcome: 'completed', usage: { output: 3 } });
  });
});

test('an error without a body that names a coding arrives as it is', async () => {
  answerWith('', { ...json, 'content-encoding': 'gzip' }, 429);
  expect((await chat()).status).toBe(429);
  answerWith(
    gzipSync('{"error":{"code":"slow_down"}}'),
    { ...json, 'content-encoding': 'gzip' },
    429,
  );
  expect(await (await chat()).json()).toEqual({ error: { code: 'slow_down' } });
});

describe('an answer too large to be kept', () => {
  const words = 'The sea is deep, "so" they say.\n';
  const said = words.repeat(50_000);
  const usage = { prompt_tokens: 7, completion_tokens: 3 };
  const choices = [{ index: 0, message: { role: 'assistant', content: said } }];
  const send = async (answer: object, pieceLength = 50_021) => {
    const bytes = Buffer.from(JSON.stringify(answer));
    upstream.script = ({ sink }) => {
      sink.head(200, json);
      for (let at = 0; at < bytes.length; at += pieceLength)
        sink.chunk(bytes.subarray(at, at + pieceLength));
      sink.end();
    };
    expect(Buffer.byteLength(await (await chat()).text())).toBe(bytes.length);
    return key.settled();
  };

  test.each([
    ['in front', { usage, choices }],
    ['far from the end', { choices, usage, prompt_logprobs: said }],
    ['at the end', { choices, usage }],
  ])('is charged by its usage, which stands %s', async (_where, answer) => {
    expect(await send(answer)).toMatchObject({ usageSource: 'reported', usage: { output: 3 } });
  });

  test('is counted when it reports none, but for what no model wrote', async () => {
    const logprobs = { content: [{ token: said, bytes: [1] }] };
    const one = countTokens(words);
    for (const answer of [
      { choices },
      { choices: [{ ...choices[0], logprobs }] },
      { choices: [{ message: { content: [{ type: 'text', text: said }] } }], id: said },
    ]) {
      const { usageSource, usage } = await send(answer);
      expect(usageSource).toBe('counted');
      expect(usage.output).toBeGreaterThan(one * 50_000 * 0.98);
      expect(usage.output).toBeLessThan(one * 50_000 * 1.02);
    }
  });

  test('is counted the same whatever pieces it comes in', async () => {
    const escaped = `${'\\'.repeat(40_001)}"content":"x"${'é\u0001\\'.repeat(150_000)}`;
    const answer = { choices: [{ message: { content: escaped } }] };
    const { usage } = await send(answer);
    for (const length of [1_001, 65_536])
      expect(Math.abs((await send(answer, length)).usage.output - usage.output)).toBeLessThan(
        usage.output / 100,
      );
  });
});

test.each([
  ['gzip', 'gzip', gzipSync],
  ['gzip by its old name', 'x-gzip', gzipSync],
  ['deflate', 'deflate', deflateSync],
  ['deflate without its header', 'deflate', deflateRawSync],
  ['br', 'br', brotliCompressSync],
  ['zstd', 'zstd', zstdCompressSync],
])(
  'an upstream that compresses with %s is metered all the same',
  async (_name, coding, compress) => {
    const answer = { choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } };
    answerWith(compress(JSON.stringify(answer)), { ...json, 'content-encoding': coding });
    const response = await chat();
    expect([response.status, await response.json()]).toEqual([200, answer]);
    expect((await key.settled()).usage).toMatchObject({ input: 7, output: 3 });
  },
);

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
    const { charge } = await key.settled();
    expect(charge.cappedAt).toBeUndefined();
    expect(charge.nanodollars).toBe(20_000 * 1_000 + 4_000);
  });

  test('with a predicted output, which is billed where the answer leaves it', async () => {
    reported({ prompt_tokens: 10, completion_tokens: 20_000 });
    await (await chat({ max_tokens: 1, prediction: { type: 'content', content: words } })).text();
    expect((await key.settled()).charge.cappedAt).toBeUndefined();
  });

  test('with a document, of which nobody knows how many pages it unfolds into', async () => {
    const source = { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0xLjcK' };
    answerWith(JSON.stringify({ usage: { input_tokens: 150_000, output_tokens: 1 } }));
    const content = [{ type: 'document', source }];
    await (await messages({ messages: [{ role: 'user', content }] })).text();
    expect((await key.settled()).charge.cappedAt).toBeUndefined();
  });
});

describe('the limits of a model are those that the request gets', () => {
  const window = 200_000;
  const body = { messages: [{ role: 'user', content: 'deep '.repeat(150_000) }] };
  const reserved = async (more: object, beta: string) => {
    answerWith(JSON.stringify({ usage: { input_tokens: 700_000, output_tokens: 90_000 } }));
    const headers = { 'anthropic-beta': beta };
    const asked = { model: 'limited', max_tokens: 90_000, ...body, ...more };
    await (await key.post(paths.messages, asked, headers)).text();
    return (await key.settled()).reserved;
  };

  test('those of the catalogue as a rule', async () => {
    expect(await reserved({}, 'files-api-2025-04-14')).toBe(window * 2_000 + 64_000 * 4_000);
  });

  test('more of them with a beta that raises them', async () => {
    const raised = await reserved({}, 'files-api-2025-04-14,context-1m-2025-08-07');
    expect(raised).toBeGreaterThan(700_000 * 2_000 + 90_000 * 4_000);
    expect((await key.settled()).charge.cappedAt).toBeUndefined();
  });

  test('twice, where the conversation may be summed up before', async () => {
    const context_management = { edits: [{ type: 'compact_20260112' }] };
    const twice = await reserved({ context_management }, 'compact-2026-01-12');
    expect(twice).toBe(2 * (window * 2_000 + 64_000 * 4_000));
  });
});

describe('what would be answered by another model or at another price is refused', () => {
  test.each([
    [paths.chat, { models: ['dearer'] }, 'models'],
    [paths.chat, { fallbacks: ['dearer'] }, 'fallbacks'],
    [paths.chat, { service_tier: 'priority' }, 'service_tier'],
    [paths.responses, { service_tier: 'fast' }, 'service_tier'],
    [paths.messages, { fallbacks: [{ model: 'dearer' }] }, 'fallbacks'],
    [paths.messages, { speed: 'fast' }, 'speed'],
    [paths.messages, { tools: [{ type: 'advisor_20260301', model: 'dearer' }] }, 'advisor'],
  ])('%s %j', async (path, more, named) => {
    const asked = { model: 'm', max_tokens: 1, messages: question, input: 'Deep?', ...more };
    const response = await key.post(path, asked);
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toContain(named);
  });

  test.each([
    [paths.chat, { models: [], service_tier: 'flex' }],
    [paths.messages, { fallbacks: 'default', service_tier: 'auto', speed: 'standard' }],
  ])('and nothing else: %s %j', async (path, more) => {
    answerWith('{}');
    const asked = { model: 'm', max_tokens: 1, messages: question, ...more };
    expect((await key.post(path, asked)).status).toBe(200);
  });
});

test('max_tokens 0 fills the prompt cache of Messages, and is nothing that chat completions take', async () => {
  answerWith(JSON.stringify({ usage: { input_tokens: 10, output_tokens: 0 } }));
  expect((await messages({ max_tokens: 0 })).status).toBe(200);
  expect((await key.settled()).reserved).toBeLessThan(5_000_000);
  expect((await chat({ max_tokens: 0 })).status).toBe(400);
});

test.each(['Model', 'MODEL', 'max_toKens'])(
  'a member that an upstream could take for another one is refused: %s',
  async (name) => {
    const body = { model: 'm', max_tokens: 1, messages: question, [name]: 'dearer' };
    const response = await key.post(paths.chat, body);
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toContain('is there twice');
  },
);
