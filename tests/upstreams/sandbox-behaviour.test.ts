/** The test models end as their descriptions say, in every protocol. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Protocol } from '../../src/domain/protocol.ts';
import { sandboxModels } from '../../src/domain/sandbox-models.ts';
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
