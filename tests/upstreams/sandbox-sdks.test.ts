/** The official SDKs read what the sandbox writes. */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countTokens } from '../../src/domain/tokenizer.ts';
import { createSandbox } from '../../src/upstreams/sandbox/sandbox.ts';
import { type Bridge, openBridge } from './bridge.ts';

const clock = { now: () => Date.parse('2026-05-01T12:00:00Z') };
const sandbox = createSandbox({ id: 'sandbox', pace: 0, clock });
let bridge: Bridge;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  bridge = await openBridge(sandbox);
  openai = new OpenAI({ baseURL: `${bridge.origin}/v1`, apiKey: 'unused', maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: bridge.origin, apiKey: 'unused', maxRetries: 0 });
});

afterAll(async () => {
  await sandbox.close();
  await bridge.close();
});

const words = 'One two three — und fünf 🎉 siete.\n\n- a list\n- of two';
const weather = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 2 } },
  required: ['city', 'days'],
} as const;

describe('OpenAI Chat Completions', () => {
  const messages = [{ role: 'user' as const, content: words }];

  it('answers in one piece', async () => {
    const answer = await openai.chat.completions.create({ model: 'sandbox/echo', messages });
    expect(answer.id).toMatch(/^chatcmpl-\w{29}$/);
    expect(answer.object).toBe('chat.completion');
    expect(answer.created).toBe(clock.now() / 1000);
    expect(answer.choices[0]?.message.content).toBe(words);
    expect(answer.choices[0]?.finish_reason).toBe('stop');
    expect(answer.usage?.completion_tokens).toBe(countTokens(words));
    expect(answer.usage?.prompt_tokens).toBe(countTokens(`user\n${words}`));
  });

  it('streams words, and usage only to who asks for it', async () => {
    for (const include_usage of [true, false]) {
      const stream = await openai.chat.completions.create({
        model: 'sandbox/echo',
        messages,
        stream: true,
        stream_options: { include_usage },
      });
      const chunks = await Array.fromAsync(stream);
      expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(words);
      expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
      expect(chunks.filter(({ choices }) => choices[0]?.delta.content).length).toBeGreaterThan(9);
      expect(chunks.at(include_usage ? -2 : -1)?.choices[0]?.finish_reason).toBe('stop');
      expect(chunks.filter(({ usage }) => usage).length).toBe(include_usage ? 1 : 0);
    }
  });

  it('gives as many answers as are asked for, and counts them all', async () => {
    const request = { model: 'sandbox/echo', messages, n: 3 };
    const answer = await openai.chat.completions.create(request);
    expect(answer.choices.map(({ index, message }) => [index, message.content])).toEqual([
      [0, words],
      [1, words],
      [2, words],
    ]);
    expect(answer.usage?.completion_tokens).toBe(3 * countTokens(words));
    const streamed = openai.chat.completions.stream(request);
    expect((await streamed.finalChatCompletion()).choices[2]?.message.content).toBe(words);
  });

  it('ends at the output limit and at a stop sequence', async () => {
    const model = 'sandbox/echo';
    const cut = await openai.chat.completions.create({ model, messages, max_tokens: 3 });
    expect(cut.choices[0]?.finish_reason).toBe('length');
    expect(cut.usage?.completion_tokens).toBe(3);
    const stopped = await openai.chat.completions.create({ model, messages, stop: ['und', '—'] });
    expect(stopped.choices[0]?.message.content).toBe('One two three ');
    expect(stopped.choices[0]?.finish_reason).toBe('stop');
  });

  it('calls a tool by its schema, then answers from the result', async () => {
    const tools = [
      {
        type: 'function' as const,
        function: { name: 'weather', parameters: { ...weather, required: ['city', 'days'] } },
      },
    ];
    const model = 'sandbox/tools';
    const asked = openai.chat.completions.stream({ model, messages, tools });
    const message = (await asked.finalChatCompletion()).choices[0]?.message;
    const call = message?.tool_calls?.[0];
    if (call?.type !== 'function' || !message) throw new Error('no call');
    expect(JSON.parse(call.function.arguments)).toEqual({ city: 'Lisbon', days: 2 });

    const whole = await openai.chat.completions.create({ model, messages, tools });
    expect(whole.choices[0]?.finish_reason).toBe('tool_calls');
    expect(whole.choices[0]?.message.content).toBeNull();

    const answer = await openai.chat.completions.create({
      model,
      tools,
      messages: [...messages, message, { role: 'tool', tool_call_id: call.id, content: 'Sunny.' }],
    });
    expect(answer.choices[0]?.message.content).toContain('Sunny.');
    const without = await openai.chat.completions.create({ model, messages });
    expect(without.choices[0]?.message.content).toContain('a list of tools');
  });

  it('answers in the JSON schema that the request asks for', async () => {
    const answer = await openai.chat.completions.create({
      model: 'sandbox/echo',
      messages,
      response_format: { type: 'json_schema', json_schema: { name: 'weather', schema: weather } },
    });
    expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual({
      city: 'Lisbon',
      days: 2,
    });
  });

  it('fails as a vendor does', async () => {
    const failing = (model: string) =>
      openai.chat.completions.create({ model, messages }).catch((error: unknown) => error);
    expect(await failing('sandbox/overloaded')).toMatchObject({ status: 529, code: 'overloaded' });
    expect(await failing('sandbox/error')).toBeInstanceOf(OpenAI.InternalServerError);
    expect(await failing('sandbox/none')).toMatchObject({ status: 404, code: 'model_not_found' });
  });
});

describe('OpenAI Responses', () => {
  it('answers in one piece and in events', async () => {
    const request = { model: 'sandbox/echo', input: words };
    const answer = await openai.responses.create(request);
    expect(answer.output_text).toBe(words);
    expect(answer.status).toBe('completed');
    expect(answer.usage?.output_tokens).toBe(countTokens(words));

    const events = await Array.fromAsync(
      await openai.responses.create({ ...request, stream: true }),
    );
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()]);
    expect([...new Set(events.map(({ type }) => type))]).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    const final = await openai.responses.stream(request).finalResponse();
    expect(final.output_text).toBe(words);
  });

  it('is incomplete when the output limit ends it', async () => {
    const request = { model: 'sandbox/echo', input: words, max_output_tokens: 2 };
    const final = await openai.responses.stream(request).finalResponse();
    expect(final.status).toBe('incomplete');
    expect(final.incomplete_details?.reason).toBe('max_output_tokens');
  });

  it('calls a tool, then answers from its output', async () => {
    const request = {
      model: 'sandbox/tools',
      tools: [
        { type: 'function' as const, name: 'weather', parameters: { ...weather }, strict: false },
      ],
    };
    const asked = await openai.responses.stream({ ...request, input: words }).finalResponse();
    const [call] = asked.output;
    if (call?.type !== 'function_call') throw new Error('no call');
    expect(JSON.parse(call.arguments)).toEqual({ city: 'Lisbon', days: 2 });
    const answer = await openai.responses.create({
      ...request,
      input: [
        { role: 'user', content: words },
        call,
        { type: 'function_call_output', call_id: call.call_id, output: 'Sunny.' },
      ],
    });
    expect(answer.output_text).toContain('Sunny.');
  });
});

describe('OpenAI Embeddings', () => {
  it('gives each text its vector of length 1, the same each time', async () => {
    const model = 'sandbox/echo';
    const one = await openai.embeddings.create({ model, input: ['a', 'b'] });
    const two = await openai.embeddings.create({ model, input: 'b', encoding_format: 'float' });
    expect(one.data.map(({ index }) => index)).toEqual([0, 1]);
    expect(one.data[1]?.embedding.length).toBe(256);
    expect(one.data[1]?.embedding[7]).toBeCloseTo(two.data[0]?.embedding[7] ?? NaN, 6);
    expect(Math.hypot(...(one.data[0]?.embedding ?? []))).toBeCloseTo(1, 5);
    const short = await openai.embeddings.create({ model, input: 'a', dimensions: 8 });
    expect(short.data[0]?.embedding.length).toBe(8);
  });
});

describe('Anthropic Messages', () => {
  const messages = [{ role: 'user' as const, content: words }];

  it('answers in one piece', async () => {
    const answer = await anthropic.messages.create({
      model: 'sandbox/echo',
      max_tokens: 100,
      messages,
    });
    expect(answer.id).toMatch(/^msg_01\w{22}$/);
    expect(answer.content).toEqual([{ type: 'text', text: words }]);
    expect(answer.stop_reason).toBe('end_turn');
    expect(answer.usage.output_tokens).toBe(countTokens(words));
  });

  it('streams the events that the vendor streams', async () => {
    const stream = anthropic.messages.stream({ model: 'sandbox/echo', max_tokens: 100, messages });
    const types: string[] = [];
    stream.on('streamEvent', ({ type }) => types.push(type));
    const answer = await stream.finalMessage();
    expect([...new Set(types)]).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(answer.content).toEqual([{ type: 'text', text: words }]);
    expect(answer.usage.output_tokens).toBe(countTokens(words));
  });

  it('tells the output limit and the stop sequence as its end', async () => {
    const request = { model: 'sandbox/echo', messages };
    const cut = await anthropic.messages.create({ ...request, max_tokens: 4 });
    expect(cut.stop_reason).toBe('max_tokens');
    expect(cut.usage.output_tokens).toBe(4);
    const stopped = await anthropic.messages
      .stream({ ...request, max_tokens: 100, stop_sequences: ['—'] })
      .finalMessage();
    expect([stopped.stop_reason, stopped.stop_sequence]).toEqual(['stop_sequence', '—']);
  });

  it('calls a tool, then answers from its result', async () => {
    const request = {
      model: 'sandbox/tools',
      max_tokens: 100,
      tools: [{ name: 'weather', input_schema: { ...weather, required: ['city', 'days'] } }],
    };
    const asked = await anthropic.messages.stream({ ...request, messages }).finalMessage();
    expect(asked.stop_reason).toBe('tool_use');
    const [call] = asked.content;
    if (call?.type !== 'tool_use') throw new Error('no call');
    expect(call.input).toEqual({ city: 'Lisbon', days: 2 });
    const answer = await anthropic.messages.create({
      ...request,
      messages: [
        ...messages,
        { role: 'assistant', content: asked.content },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: call.id, content: [{ type: 'text', text: 'Sun' }] },
          ],
        },
      ],
    });
    expect(answer.content[0]).toMatchObject({ type: 'text', text: 'The tool answered:\n\nSun' });
  });

  it('counts tokens as it bills them', async () => {
    const { input_tokens } = await anthropic.messages.countTokens({
      model: 'sandbox/echo',
      messages,
    });
    const answer = await anthropic.messages.create({
      model: 'sandbox/echo',
      max_tokens: 1,
      messages,
    });
    expect(input_tokens).toBe(answer.usage.input_tokens);
  });

  it('finishes without a token (sandbox/empty)', async () => {
    const answer = await anthropic.messages
      .stream({ model: 'sandbox/empty', max_tokens: 100, messages })
      .finalMessage();
    expect(answer.content).toEqual([]);
    expect(answer.usage.output_tokens).toBe(0);
  });

  it('fails as the vendor does', async () => {
    const failing = (model: string) =>
      anthropic.messages
        .create({ model, max_tokens: 9, messages })
        .catch((error: unknown) => error);
    expect(await failing('sandbox/overloaded')).toMatchObject({
      status: 529,
      error: { type: 'error', error: { type: 'overloaded_error' } },
    });
    expect(await failing('sandbox/error')).toMatchObject({ status: 500 });
    expect(await failing('sandbox/none')).toBeInstanceOf(Anthropic.NotFoundError);
  });
});
