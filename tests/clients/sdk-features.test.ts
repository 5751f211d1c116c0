/** What the official SDKs do beyond a plain call, unmodified, with an upstream that answers as the vendors do. */
import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import OpenAI from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type GatewayUnderTest, startGateway } from '../gateway/gateway-under-test.ts';
import { json, scriptedUpstream, sse } from '../gateway/scripted-upstream.ts';

type Answer = { status?: number; headers?: Record<string, string>; body: unknown };

const upstream = scriptedUpstream('scripted');
const rates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '4' }];
let gateway: GatewayUnderTest;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  gateway = await startGateway({
    upstreams: [upstream],
    site: { models: [{ id: 'm', upstreams: [{ id: 'scripted' }], rates }] },
  });
  const { secret } = await gateway.newKey();
  openai = new OpenAI({ baseURL: `${gateway.origin}/v1`, apiKey: secret, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: gateway.origin, apiKey: secret, maxRetries: 0 });
});
afterAll(() => gateway.close());

/** The upstream's answers, in turn; an array of events is a stream. */
const answers = (...turns: Answer[]): void => {
  upstream.script = ({ sink }) => {
    const { status = 200, headers = {}, body } = turns.shift() ?? { status: 500, body: {} };
    const events = Array.isArray(body) ? body.map(eventText) : undefined;
    sink.head(status, { ...(events ? sse : json), ...headers });
    for (const text of events ?? [JSON.stringify(body)]) sink.chunk(Buffer.from(text));
    sink.end();
  };
};
const eventText = (event: { type: string }) =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const messages = [{ role: 'user' as const, content: 'Plan a trip.' }];
const trip = z.object({ city: z.string(), days: z.number() });
const planned = '{"city":"Rome","days":3}';
const completion = (content: string) => ({
  id: 'c1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 20, completion_tokens: 9, total_tokens: 29 },
});
const message = (content: object[], stop_reason = 'end_turn') => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'm',
  content,
  stop_reason,
  usage: { input_tokens: 20, output_tokens: 9 },
});

test('openai: structured output is parsed, over both protocols', async () => {
  answers({ body: completion(planned) });
  const { choices } = await openai.chat.completions.parse({
    model: 'm',
    messages,
    response_format: zodResponseFormat(trip, 'trip'),
  });
  expect(choices[0]?.message.parsed).toEqual({ city: 'Rome', days: 3 });
  const content = [{ type: 'output_text', text: planned, annotations: [] }];
  const output = [
    { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content },
  ];
  const usage = { input_tokens: 20, output_tokens: 9, total_tokens: 29 };
  answers({ body: { id: 'resp_1', object: 'response', status: 'completed', output, usage } });
  const response = await openai.responses.parse({
    model: 'm',
    input: 'Plan a trip.',
    text: { format: zodTextFormat(trip, 'trip') },
  });
  expect(response.output_parsed).toEqual({ city: 'Rome', days: 3 });
});

test('openai: what an upstream says about trying again is obeyed', async () => {
  const busy = { error: { message: 'Slow down.', type: 'rate_limit_exceeded' } };
  answers(
    { status: 429, headers: { 'retry-after-ms': '1' }, body: busy },
    { status: 503, headers: { 'retry-after-ms': '1' }, body: busy },
    { body: completion('Here it is.') },
  );
  const { choices } = await openai.chat.completions.create(
    { model: 'm', messages },
    { maxRetries: 2 },
  );
  expect(choices[0]?.message.content).toBe('Here it is.');
});

test('anthropic: the tool runner calls the tool and goes on', async () => {
  const call = { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Rome' } };
  answers(
    { body: message([call], 'tool_use') },
    { body: message([{ type: 'text', text: 'Take a hat.' }]) },
  );
  const weather = betaZodTool({
    name: 'weather',
    description: 'The weather of a city',
    inputSchema: z.object({ city: z.string() }),
    run: ({ city }) => `Sunny in ${city}`,
  });
  const request = { model: 'm', messages, max_tokens: 100, tools: [weather] };
  const { content } = await anthropic.beta.messages.toolRunner(request);
  expect(content).toMatchObject([{ type: 'text', text: 'Take a hat.' }]);
  expect(upstream.calls.at(-1)?.request.body.toString()).toContain('Sunny in Rome');
});

test('anthropic: thinking with its signature, and citations, come whole through a stream', async () => {
  const citation = {
    type: 'char_location',
    cited_text: 'Rome',
    document_index: 0,
    document_title: 'Guide',
    start_char_index: 0,
    end_char_index: 4,
  };
  const block = (index: number, content_block: object, deltas: object[]) => [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
  answers({
    body: [
      { type: 'message_start', message: { ...message([]), stop_reason: null } },
      ...block(0, { type: 'thinking', thinking: '', signature: '' }, [
        { type: 'thinking_delta', thinking: 'Which city?' },
        { type: 'signature_delta', signature: 'c2ln' },
      ]),
      ...block(1, { type: 'text', text: '', citations: [] }, [
        { type: 'citations_delta', citation },
        { type: 'text_delta', text: 'Rome.' },
      ]),
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
      { type: 'message_stop' },
    ],
  });
  const stream = anthropic.messages.stream({ model: 'm', messages, max_tokens: 100 });
  expect((await stream.finalMessage()).content).toMatchObject([
    { type: 'thinking', thinking: 'Which city?', signature: 'c2ln' },
    { type: 'text', text: 'Rome.', citations: [citation] },
  ]);
});

describe.each([
  [400, OpenAI.BadRequestError, Anthropic.BadRequestError],
  [403, OpenAI.PermissionDeniedError, Anthropic.PermissionDeniedError],
  [404, OpenAI.NotFoundError, Anthropic.NotFoundError],
  [422, OpenAI.UnprocessableEntityError, Anthropic.UnprocessableEntityError],
  [429, OpenAI.RateLimitError, Anthropic.RateLimitError],
  [500, OpenAI.InternalServerError, Anthropic.InternalServerError],
  [529, OpenAI.InternalServerError, Anthropic.InternalServerError],
])('an upstream that answers %i', (status, openaiClass, anthropicClass) => {
  test('is raised as the class that the SDK has for it, with what it said', async () => {
    const error = { type: 'an_error', message: 'What the upstream said.' };
    answers({ status, body: { error } });
    const chat = await openai.chat.completions.create({ model: 'm', messages }).catch(itself);
    expect(chat).toBeInstanceOf(openaiClass);
    expect(chat).toMatchObject({ status, message: expect.stringContaining(error.message) });
    answers({ status, body: { type: 'error', error } });
    const asked = await anthropic.messages
      .create({ model: 'm', messages, max_tokens: 10 })
      .catch(itself);
    expect(asked).toBeInstanceOf(anthropicClass);
    expect(asked).toMatchObject({ status, message: expect.stringContaining(error.message) });
  });
});

test('an endpoint that the gateway does not have says so, beside the hint at the base URL', async () => {
  const refusals = [
    await openai.files.list().catch(itself),
    await anthropic.messages.batches.list().catch(itself),
  ];
  expect(refusals).toEqual([expect.any(OpenAI.NotFoundError), expect.any(Anthropic.NotFoundError)]);
  for (const refusal of refusals)
    expect(String(refusal)).toMatch(/Check the base URL.*the gateway does not have this endpoint/);
});

const itself = (error: unknown): unknown => error;
