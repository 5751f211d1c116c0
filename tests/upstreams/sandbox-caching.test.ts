/** Prompt caching by Anthropic's rules, with a clock that the test moves. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/upstreams/sandbox/sandbox.ts';
import type { Upstream } from '../../src/upstreams/upstream.ts';
import { record } from './recorder.ts';

const minute = 60_000;
let now = 0;
let sandbox: Upstream;

beforeEach(() => {
  now = Date.parse('2026-05-01T12:00:00Z');
  sandbox = createSandbox({ id: 'sandbox', pace: 0, clock: { now: () => now } });
});

const long = (word: string) => `Answer in one ${word}. `.repeat(400);
const marked = (text: string, ttl?: '5m' | '1h') => ({
  type: 'text',
  text,
  cache_control: { type: 'ephemeral', ...(ttl ? { ttl } : {}) },
});
const user = (text: string) => ({ role: 'user', content: text });

const send = async (body: object) => {
  const recording = record(
    sandbox,
    { model: 'sandbox/echo', max_tokens: 10, messages: [user('Is water wet?')], ...body },
    { protocol: 'anthropic-messages', path: '/messages' },
  );
  await recording.over;
  const { usage } = JSON.parse(recording.text());
  return {
    input: usage.input_tokens,
    read: usage.cache_read_input_tokens,
    written: usage.cache_creation_input_tokens,
    written5m: usage.cache_creation.ephemeral_5m_input_tokens,
    written1h: usage.cache_creation.ephemeral_1h_input_tokens,
  };
};

describe('prompt caching', () => {
  it('what is marked is written, then read; the sum stays the whole prompt (B3c)', async () => {
    const plain = await send({ system: long('word') });
    const first = await send({ system: [marked(long('word'))] });
    const second = await send({ system: [marked(long('word'))] });
    expect(first).toMatchObject({ read: 0, written1h: 0 });
    expect(first.written).toBeGreaterThan(1024);
    expect(first.input + first.written).toBe(plain.input);
    expect(second).toMatchObject({ read: first.written, written: 0, input: first.input });
  });

  it('forgets 5 minutes after the last use, and an hour after it if that was asked for', async () => {
    const short = { system: [marked(long('word'))] };
    const hour = { system: [marked(long('sentence'), '1h')] };
    await send(short);
    expect((await send(hour)).written1h).toBeGreaterThan(1024);
    now += 4 * minute;
    expect((await send(short)).read).toBeGreaterThan(0);
    now += 4 * minute;
    expect((await send(short)).read).toBeGreaterThan(0);
    now += 5 * minute;
    expect((await send(short)).read).toBe(0);
    now += 46 * minute;
    expect((await send(hour)).read).toBeGreaterThan(0);
    now += 60 * minute;
    expect((await send(hour)).read).toBe(0);
  });

  it('does not cache what is shorter than 1,024 tokens, nor what is not marked', async () => {
    for (const system of [[marked('Answer in one word.')], long('word')]) {
      await send({ system });
      expect(await send({ system })).toMatchObject({ read: 0, written: 0 });
    }
  });

  it('matches from the first byte: tools, system, messages', async () => {
    const tool = (name: string) => ({ name, input_schema: { type: 'object' } });
    const system = [marked(long('word'))];
    await send({ tools: [tool('a')], system });
    expect((await send({ tools: [tool('b')], system })).read).toBe(0);
    expect((await send({ tools: [tool('a')], system })).read).toBeGreaterThan(0);
    expect((await send({ model: 'sandbox/empty', tools: [tool('a')], system })).read).toBe(0);
  });

  it('reads the turns before and writes the new one, as the mark moves along', async () => {
    const turn = (text: string) => ({ role: 'user', content: [marked(text)] });
    const plain = (text: string) => ({ role: 'user', content: [{ type: 'text', text }] });
    const answer = { role: 'assistant', content: 'Yes.' };
    const first = await send({ messages: [turn(long('word'))] });
    const second = await send({
      messages: [plain(long('word')), answer, turn(long('sentence'))],
    });
    expect(second.read).toBe(first.written);
    expect(second.written).toBeGreaterThan(1024);
    const third = await send({
      messages: [plain(long('word')), answer, plain(long('sentence')), answer, turn('And?')],
    });
    expect(third.read).toBe(second.read + second.written);
  });

  it('prices two marks with their own lifetimes', async () => {
    const usage = await send({
      system: [marked(long('word'), '1h')],
      messages: [{ role: 'user', content: [marked(long('sentence'))] }],
    });
    expect(usage.written1h).toBeGreaterThan(1024);
    expect(usage.written5m).toBeGreaterThan(1024);
    expect(usage.written).toBe(usage.written1h + usage.written5m);
    expect(usage.input).toBe(0);
  });

  it('prompt caching cannot be asked for over the OpenAI protocol (M2)', async () => {
    const body = {
      model: 'sandbox/echo',
      messages: [{ role: 'system', content: [marked(long('word'))] }, user('Hi')],
    };
    for (const _ of [1, 2]) {
      const recording = record(sandbox, body);
      await recording.over;
      expect(JSON.parse(recording.text()).usage.prompt_tokens_details.cached_tokens).toBe(0);
    }
  });
});
