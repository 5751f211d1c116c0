/** What upstreams really send, beyond what their reference says. */
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { countTokens } from '../../src/domain/tokenizer.ts';
import { answeringUpstream, paths, question } from './answering-upstream.ts';
import { json, sse } from './scripted-upstream.ts';

const { upstream, post, settled, chat, messages, answerWith } = answeringUpstream();
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
      expect((await settled()).usage).toEqual({
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
    expect((await settled()).usage).toEqual(sum);
    answerWith(
      JSON.stringify({ usage: { input_tokens: 10, output_tokens: 2, ...answered, iterations } }),
    );
    await (await messages()).text();
    expect((await settled()).usage).toEqual(sum);
  });

  test('a sum that only the end gives was written for 5 minutes', async () => {
    answerWith(start({}) + rest({ cache_creation_input_tokens: 70 }), sse);
    await (await messages({ stream: true })).text();
    expect((await settled()).usage).toMatchObject({ cacheWrite5m: 70, cacheWrite1h: 0 });
  });
});

test('thinking that is encrypted is charged when the stream breaks off behind it (B2)', async () => {
  const data = Buffer.alloc(1_200, 'x').toString('base64');
  const block = { type: 'redacted_thinking', data };
  answerWith(event({ type: 'content_block_start', index: 0, content_block: block }), sse);
  await (await messages({ stream: true })).text();
  const { outcome, usage } = await settled();
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
    expect(await settled()).toMatchObject({ outcome: 'completed', usage: { output: 3 } });
  });

  test('of a stream', async () => {
    answerWith(`${mark}${event(delta)}data: [DONE]\n\n`, sse);
    await (await chat({ stream: true })).text();
    expect((await settled()).usage.output).toBe(5);
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
    const response = await post(path, asked);
    expect([response.status, await response.json()]).toEqual([200, answer]);
    expect(await settled()).toMatchObject({
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
      expect(await settled()).toMatchObject({
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
    const { usage, usageSource } = await settled();
    expect(usageSource).toBe('counted');
    expect(usage.output).toBeGreaterThan(5);
    expect(usage.output).toBeLessThan(12);
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
      expect(await settled()).toMatchObject({
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
    const answer = await post(paths.responses, { model: 'm', input: 'Deep?', stream: true });
    expect(await answer.text()).toBe(last);
    expect(await settled()).toMatchObject({ outcome: 'completed', usage: { output: 3 } });
  });

  test('when a space stands behind its end marker', async () => {
    answerWith(stream.replace('[DONE]', '[DONE] '), sse);
    expect(await (await chat({ stream: true })).text()).toContain('[DONE] ');
    expect(await settled()).toMatchObject({ outcome: 'completed', usage: { output: 3 } });
  });

  test('an upstream that answers JSON instead is metered all the same', async () => {
    answerWith(JSON.stringify({ choices: [], usage }));
    await (await chat({ stream: true })).text();
    expect(await settled()).toMatchObject({ outcome: 'completed', usage: { output: 3 } });
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
    return settled();
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
    expect((await settled()).usage).toMatchObject({ input: 7, output: 3 });
  },
);
