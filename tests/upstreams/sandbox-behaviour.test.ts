/** The test models end as their descriptions say, in every protocol. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Protocol } from '../../src/domain/protocol.ts';
import { sandboxModels } from '../../src/domain/sandbox-models.ts';
import { countTokens } from '../../src/domain/tokenizer.ts';
import { createSandbox } from '../../src/upstreams/sandbox/sandbox.ts';
import { type RecordOptions, record } from './recorder.ts';

const clock = { now: () => 0 };
const sandbox = createSandbox({ id: 'sandbox', pace: 0, clock });
afterEach(() => sandbox.close());

const message = (text: string) => [{ role: 'user', content: text }];
const bodies: Record<string, { protocol: Protocol; path: string; body: object }> = {
  chat: {
    protocol: 'openai-chat',
    path: '/chat/completions',
    body: { messages: message('Tell me about streams.') },
  },
  responses: {
    protocol: 'openai-responses',
    path: '/responses',
    body: { input: 'Tell me about streams.' },
  },
  messages: {
    protocol: 'anthropic-messages',
    path: '/messages',
    body: { max_tokens: 500, messages: message('Tell me about streams.') },
  },
};

const ask = (name: string, model: string, more: object = {}, options: RecordOptions = {}) => {
  const { protocol, path, body } = bodies[name] ?? { protocol: 'openai-chat', path: '', body: {} };
  return record(sandbox, { model, ...body, ...more }, { protocol, path, ...options });
};

const ends: Record<string, string> = {
  'sandbox/cut': 'fail disconnected',
  'sandbox/overloaded': 'end',
  'sandbox/error': 'end',
};

describe.each(Object.keys(bodies))('%s', (name) => {
  it.each(sandboxModels.map(({ id }) => id).filter((id) => id !== 'sandbox/hang'))(
    '%s ends as it should, in one piece and as a stream',
    async (model) => {
      for (const stream of [false, true]) {
        const recording = ask(name, model, { stream });
        await recording.over;
        expect(recording.events[0]).toBe('head');
        expect(recording.events.at(-1)).toBe(ends[model] ?? 'end');
        expect(recording.events.filter((event) => event !== 'chunk').length).toBe(2);
      }
    },
  );

  it('sandbox/cut breaks off after some words and before the last (B2)', async () => {
    const cut = ask(name, 'sandbox/cut', { stream: true });
    await cut.over;
    expect(cut.status).toBe(200);
    expect(cut.text()).toContain(' sentence,');
    expect(cut.text()).not.toMatch(/ last"|\[DONE\]|message_stop|response\.completed/);
    expect(cut.error?.failure).toBe('disconnected');
  });

  it('can be ended at every chunk, and nothing comes after that', async () => {
    const full = ask(name, 'sandbox/slow', { stream: true });
    await full.over;
    for (const last of [1, 2, 5, full.chunks.length]) {
      const recording = ask(
        name,
        'sandbox/slow',
        { stream: true },
        {
          chunk: (_, { call, chunks }) => {
            if (chunks.length === last) call.abort();
            return true;
          },
        },
      );
      const after = ask(name, 'sandbox/slow', { stream: true });
      await after.over;
      expect(recording.events).toEqual(['head', ...Array(last).fill('chunk')]);
    }
  });

  it('waits for a slow reader', async () => {
    const recording = ask(name, 'sandbox/slow', { stream: true }, { chunk: () => false });
    while (recording.events.at(-1) !== 'end') {
      const before = recording.chunks.length;
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      expect(recording.chunks.length - before).toBeLessThanOrEqual(1);
      recording.call.resume();
    }
    expect(recording.text()).toContain('minute.');
  });
});

it('sandbox/hang never answers, and can be ended', async () => {
  const recording = ask('chat', 'sandbox/hang');
  await ask('chat', 'sandbox/echo').over;
  recording.call.resume();
  recording.call.abort();
  expect(recording.events).toEqual([]);
});

it('a pace is kept between words, and an ended call says nothing more', async () => {
  const paced = createSandbox({ id: 'paced', pace: 1, slowPace: 3_600_000, clock });
  const body = { model: 'sandbox/slow', stream: true, messages: message('Hi') };
  const recording = record(paced, body);
  const quick = record(paced, { ...body, model: 'sandbox/cut' });
  await quick.over;
  expect(recording.events).toEqual(['head', 'chunk']);
  await paced.close();
});

it('answers a body that it cannot read with an error of the vendor', async () => {
  const bad = ask('messages', 'sandbox/echo', { max_tokens: undefined });
  await bad.over;
  expect([bad.status, JSON.parse(bad.text()).error.type]).toEqual([400, 'invalid_request_error']);
  const wrong = ask('chat', 'sandbox/echo', { messages: 'Hello' });
  await wrong.over;
  expect([wrong.status, JSON.parse(wrong.text()).error.param]).toEqual([400, 'messages']);
});

describe('the question of an agent', () => {
  const echoed = async (name: string, body: object) => {
    const recording = ask(name, 'sandbox/echo', body);
    await recording.over;
    const answer = JSON.parse(recording.text());
    return (
      answer.choices?.[0].message.content ??
      answer.content?.[0]?.text ??
      answer.output?.[0].content[0].text
    );
  };

  it('is what the user wrote, without reminders and surroundings', async () => {
    expect(
      await echoed('messages', {
        system: [{ type: 'text', text: 'You are an agent.' }],
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: '<system-reminder>\nUse <b>tools</b>.\n</system-reminder>' },
              { type: 'text', text: 'My key leaked.' },
            ],
          },
        ],
      }),
    ).toBe('My key leaked.');
    expect(
      await echoed('responses', {
        input: [
          { role: 'user', content: [{ type: 'input_text', text: 'My key leaked.' }] },
          {
            role: 'user',
            content: [
              {
                type: 'input_text',
                text: '<environment_context>\n<cwd>/tmp</cwd>\n</environment_context>',
              },
            ],
          },
        ],
      }),
    ).toBe('My key leaked.');
    expect(
      await echoed('chat', {
        messages: message(
          '<task>\nMy key leaked.\n</task>\n<environment_details>\n# Files\n</environment_details>',
        ),
      }),
    ).toBe('My key leaked.');
  });

  it('keeps markup that is the user\u2019s own', async () => {
    const written = ' Why does <p>a < b</p> and <context>this break? ';
    expect(await echoed('chat', { messages: message(written) })).toBe(written);
  });
});

describe('no request keeps the sandbox busy for long', () => {
  const asked = async (name: string, model: string, more: object, options?: RecordOptions) => {
    const recording = ask(name, model, more, options);
    await recording.over;
    return recording;
  };
  const embeddings: RecordOptions = { protocol: 'openai-embeddings', path: '/embeddings' };
  const marked = { type: 'text', text: 'a', cache_control: { type: 'ephemeral' } };
  const marks = (count: number) => ({
    messages: [{ role: 'user', content: Array.from({ length: count }, () => marked) }],
  });

  it.each([
    ['messages', marks(5), {}],
    ['messages', { stop_sequences: Array.from({ length: 17 }, (_, at) => `${at}`) }, {}],
    ['chat', { stop: Array.from({ length: 17 }, (_, at) => `${at}`) }, {}],
    ['embeddings', { input: Array.from({ length: 2_049 }, () => 'a') }, embeddings],
    [
      'embeddings',
      { input: Array.from({ length: 1_000 }, () => 'a'), dimensions: 3_072 },
      embeddings,
    ],
  ])('%s: what no vendor takes is refused', async (name, more, options) => {
    expect((await asked(name, 'sandbox/echo', more, options)).status).toBe(400);
  });

  it('what vendors take is answered', async () => {
    expect((await asked('messages', 'sandbox/echo', marks(4))).status).toBe(200);
    const input = Array.from({ length: 2_048 }, () => 'a');
    expect((await asked('', 'sandbox/echo', { input }, embeddings)).status).toBe(200);
  });

  it('a schema that refers to itself again and again gets an answer', async () => {
    const names = Array.from({ length: 26 }, (_, at) => `p${at}`);
    const parameters = {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { $ref: '#' }])),
    };
    const tools = [{ type: 'function', function: { name: 'f', parameters } }];
    expect((await asked('chat', 'sandbox/tools', { tools })).status).toBe(200);
  });

  it('an echo of a text that is cut off is the beginning of that text', async () => {
    const text = 'The sea is 4 km deep. 🌊 '.repeat(100_000);
    const more = { messages: message(text), max_tokens: 1_000 };
    const body = JSON.parse((await asked('chat', 'sandbox/echo', more)).text());
    const echoed: string = body.choices[0].message.content;
    expect(text.startsWith(echoed)).toBe(true);
    expect(body.usage.completion_tokens).toBe(countTokens(echoed));
    expect(body.usage.completion_tokens).toBeGreaterThan(990);
  });

  it('an answer that is cut off inside a character leaves nothing of it to the next', async () => {
    const echoed = async (text: string, max_tokens: number): Promise<string> => {
      const asking = await asked('chat', 'sandbox/echo', { messages: message(text), max_tokens });
      return JSON.parse(asking.text()).choices[0].message.content;
    };
    for (const most of [1, 2, 3, 4]) {
      await echoed('👩‍👩‍👧🌊', most);
      expect(await echoed('🌊🌊🌊 The sea is deep.', 8)).toBe('🌊🌊🌊 The sea');
    }
  });

  it('what agents put round a question is taken out however often it is there', async () => {
    const text = `${'<context>a</context>'.repeat(100_000)}Deep?<context>open`;
    const more = { messages: message(text), max_tokens: 1_000 };
    const body = JSON.parse((await asked('chat', 'sandbox/echo', more)).text());
    expect(body.choices[0].message.content).toBe('Deep?<context>open');
  });
});
