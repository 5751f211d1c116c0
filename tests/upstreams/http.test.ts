/** The HTTP upstream in front of a server that misbehaves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UpstreamConfig } from '../../src/domain/site.ts';
import { createHttpUpstream } from '../../src/upstreams/http.ts';
import type { Upstream } from '../../src/upstreams/upstream.ts';
import { spokenText } from '../misbehaving-upstream/answers.ts';
import type { Behaviour } from '../misbehaving-upstream/behaviours.ts';
import {
  type MisbehavingUpstream,
  startMisbehavingUpstream,
} from '../misbehaving-upstream/start.ts';
import { type Recording, type RecordOptions, record } from './recorder.ts';

type HttpConfig = Extract<UpstreamConfig, { kind: 'http' }>;

const megabyte = 1024 * 1024;
let server: MisbehavingUpstream;
const opened: Upstream[] = [];

const open = (config: Partial<HttpConfig> = {}, credential?: string): Upstream => {
  const upstream = createHttpUpstream(
    {
      kind: 'http',
      id: 'test',
      protocols: ['openai-chat', 'openai-responses', 'anthropic-messages'],
      baseUrl: server.baseUrl,
      ...config,
    },
    credential,
  );
  opened.push(upstream);
  return upstream;
};

const ask = (upstream: Upstream, model: Behaviour, options: RecordOptions = {}): Recording =>
  record(upstream, { model, stream: true, messages: [{ role: 'user', content: 'Hi' }] }, options);

/** Waits for the end; answers what happened in order, runs of chunks as one. */
const outcome = async (recording: Recording): Promise<string> => {
  await recording.over;
  return recording.events.filter((event, at, all) => event !== all[at - 1]).join(', ');
};

/** Of the event loop, which the upstream under test shares. */
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
};

const deltas = (sse: string): string =>
  sse
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)).choices[0]?.delta.content ?? '')
    .join('');

beforeAll(async () => {
  server = await startMisbehavingUpstream({ delayMs: 50 });
});

afterAll(async () => {
  await Promise.all(opened.map((upstream) => upstream.close()));
  await server.close();
});

describe('a request', () => {
  it('arrives as it was sent, below the path of the base URL', async () => {
    const recording = ask(open(), 'fine', {
      path: '/chat/completions?beta=true',
      headers: { 'x-custom': 'kept', 'accept-encoding': 'gzip, br', 'openai-beta': ['a', 'b'] },
    });
    expect(await outcome(recording)).toBe('head, chunk, end');
    const request = server.requests.at(-1);
    expect(request?.path).toBe('/v1/chat/completions?beta=true');
    expect(request?.body).toBe(
      '{"model":"fine","stream":true,"messages":[{"role":"user","content":"Hi"}]}',
    );
    expect(request?.headers).toMatchObject({
      'x-custom': 'kept',
      'accept-encoding': 'identity',
      'content-type': 'application/json',
      'openai-beta': 'a, b',
    });
    expect(request?.headers).not.toHaveProperty('authorization');
    expect(deltas(recording.text())).toBe(spokenText);
  });

  it('carries the credential in the header of its protocol, or in the configured one', async () => {
    const cases: [Partial<HttpConfig>, RecordOptions, string, string][] = [
      [{}, {}, 'authorization', 'Bearer s3cret'],
      [{}, { protocol: 'anthropic-messages', path: '/messages' }, 'x-api-key', 's3cret'],
      [
        { credentialHeader: 'authorization' },
        { protocol: 'anthropic-messages', path: '/messages' },
        'authorization',
        'Bearer s3cret',
      ],
      [{ credentialHeader: 'x-api-key' }, {}, 'x-api-key', 's3cret'],
    ];
    for (const [config, options, name, value] of cases) {
      await ask(open(config, 's3cret'), 'fine', options).over;
      const headers = server.requests.at(-1)?.headers;
      expect(headers?.[name]).toBe(value);
      expect(JSON.stringify(headers).match(/s3cret/g)?.length).toBe(1);
    }
  });

  it('names a version to Anthropic when the client named none', async () => {
    const options = { protocol: 'anthropic-messages', path: '/messages' } as const;
    const version = () => server.requests.at(-1)?.headers['anthropic-version'];
    await ask(open(), 'fine', options).over;
    expect(version()).toBe('2023-06-01');
    await ask(open(), 'fine', { ...options, headers: { 'anthropic-version': '2026-10-21' } }).over;
    expect(version()).toBe('2026-10-21');
  });
});

describe('an upstream that does not answer', () => {
  it.each([
    ['hang', 'fail timeout'],
    ['reset-before-head', 'fail disconnected'],
    ['close-before-head', 'fail disconnected'],
    ['garbage-head', 'fail disconnected'],
    ['huge-head', 'fail disconnected'],
    ['redirect', 'fail unreachable'],
    ['redirect-home', 'fail unreachable'],
    ['huge-length', 'fail too_large'],
  ] as const)('%s: %s', async (model, expected) => {
    const recording = ask(open({ timeouts: { firstByteMs: 300 } }), model);
    expect(await outcome(recording)).toBe(expected);
    expect(recording.error?.message).toMatch(/^The upstream/);
  });

  it('is unreachable when nothing listens or the name is unknown', async () => {
    for (const baseUrl of ['http://127.0.0.1:9/v1', 'http://no-such-host.invalid/v1']) {
      const recording = ask(open({ baseUrl }, 's3cret'), 'fine');
      expect(await outcome(recording)).toBe('fail unreachable');
      expect(recording.error?.message).not.toMatch(/s3cret|127\.0\.0\.1|invalid/);
    }
  });

  it('is unreachable when it speaks no TLS', async () => {
    const baseUrl = server.baseUrl.replace('http:', 'https:');
    expect(await outcome(ask(open({ baseUrl }), 'fine'))).toBe('fail unreachable');
  });

  it('follows no redirect', async () => {
    await ask(open(), 'redirect-home').over;
    expect(server.requests.some(({ path }) => path.includes('elsewhere'))).toBe(false);
  });
});

describe('an upstream that breaks off', () => {
  it.each([
    ['reset-midway', 'head, chunk, fail disconnected'],
    ['half-close', 'head, chunk, fail disconnected'],
    ['bad-chunking', 'head, chunk, fail disconnected'],
    ['short-length', 'head, chunk, fail disconnected'],
    ['fall-silent', 'head, chunk, fail timeout'],
  ] as const)('%s: %s', async (model, expected) => {
    expect(await outcome(ask(open({ timeouts: { idleMs: 300 } }), model))).toBe(expected);
  });

  it('does not take down the requests beside it', async () => {
    const upstream = open();
    const beside = ask(upstream, 'slow-head');
    await Promise.all([ask(upstream, 'reset-midway').over, ask(upstream, 'bad-chunking').over]);
    expect(await outcome(beside)).toBe('head, chunk, end');
  });
});

describe('an upstream that answers strangely', () => {
  it.each(['slow-head', 'drip', 'split-utf8', 'bare-cr', 'no-end-marker'] as const)(
    '%s is passed on byte by byte',
    async (model) => {
      const recording = ask(open(), model);
      expect(await outcome(recording)).toBe('head, chunk, end');
      const lines = recording.text().replaceAll('\r', '\n');
      expect(deltas(lines)).toBe(spokenText);
    },
  );

  it.each([
    ['early-500', 500],
    ['rate-limited', 429],
  ] as const)('%s comes with its own status and body', async (model, status) => {
    const recording = ask(open(), model);
    expect(await outcome(recording)).toBe('head, chunk, end');
    expect(recording.status).toBe(status);
    expect(JSON.parse(recording.text()).error.message).toMatch(/It broke|Slow down/);
  });

  it('sends 50 MB in one event: passed on below the limit, cut off above it', async () => {
    let bytes = 0;
    const chunk = (piece: Buffer, recording: Recording) => {
      bytes += piece.length;
      recording.chunks.length = 0;
      return true;
    };
    expect(await outcome(ask(open(), 'huge-event', { chunk }))).toBe('head, chunk, end');
    expect(bytes).toBeGreaterThan(50 * megabyte);
    bytes = 0;
    const limited = ask(open({ responseLimit: megabyte }), 'huge-event', { chunk });
    expect(await outcome(limited)).toBe('head, chunk, fail too_large');
    expect(bytes).toBeLessThanOrEqual(megabyte);
    expect(await server.requests.at(-1)?.over).toBe('gone');
  });

  it('compresses all the same: passed on as it is, and nothing is unpacked here', async () => {
    const recording = ask(open(), 'gzip-bomb');
    expect(await outcome(recording)).toBe('head, chunk, end');
    expect(recording.headers['content-encoding']).toBe('gzip');
    expect(Buffer.concat(recording.chunks).length).toBeLessThan(megabyte);
  });
});

describe('a connection', () => {
  it('is kept for the next request', async () => {
    const upstream = open({ connections: 1 });
    const before = server.connections();
    for (let count = 0; count < 5; count++)
      expect(await outcome(ask(upstream, 'fine'))).toBe('head, chunk, end');
    expect(server.connections() - before).toBe(1);
  });

  it('that the upstream closed is replaced by a new one', async () => {
    const upstream = open({ connections: 1 });
    const before = server.connections();
    for (let count = 1; count <= 3; count++) {
      expect(await outcome(ask(upstream, 'close-after'))).toBe('head, chunk, end');
      await server.requests.at(-1)?.closed;
      // What the other side has closed is read as closed in the next turn.
      await turns(2);
      expect(server.connections() - before).toBe(count);
    }
  });

  it('ends at once when the call is aborted, before the head and in the middle', async () => {
    const upstream = open();
    const hanging = ask(upstream, 'hang');
    const count = server.requests.length;
    while (server.requests.length === count) await turns(1);
    hanging.call.abort();
    expect(await server.requests.at(-1)?.over).toBe('gone');
    expect(hanging.events).toEqual([]);

    const endless = ask(upstream, 'endless', {
      chunk: (_, { call }) => {
        call.abort();
        return true;
      },
    });
    while (endless.events.length === 0) await turns(1);
    expect(await server.requests.at(-1)?.over).toBe('gone');
    expect(endless.events).toEqual(['head', 'chunk']);
  });

  it('is not opened for a call that was aborted at once', async () => {
    const recording = ask(open(), 'fine');
    recording.call.abort();
    await ask(open(), 'fine').over;
    expect(recording.events).toEqual([]);
  });

  it('is read only as fast as the sink takes it', async () => {
    const upstream = open();
    const recording = ask(upstream, 'endless', { chunk: () => false });
    while (recording.chunks.length < 1) await turns(1);
    for (let count = 0; count < 20; count++) {
      const before = recording.chunks.length;
      // The upstream writes an event in each of them.
      await turns(10);
      expect(recording.chunks.length).toBe(before);
      recording.call.resume();
      while (recording.chunks.length === before) await turns(1);
    }
    recording.call.abort();
  });

  it('that waits for a slow reader does not run into the idle time-out', async () => {
    const upstream = open({ timeouts: { idleMs: 250 } });
    const slow = ask(upstream, 'fine', { chunk: () => false });
    while (slow.chunks.length < 1) await turns(1);
    // Of two that began to wait, the later one has timed out.
    expect(await outcome(ask(upstream, 'fall-silent'))).toBe('head, chunk, fail timeout');
    const resuming = setInterval(() => slow.call.resume(), 1);
    expect(await outcome(slow)).toBe('head, chunk, end');
    clearInterval(resuming);
  });

  it('is closed with the upstream, and what ran on it fails', async () => {
    const upstream = open();
    const hanging = ask(upstream, 'hang');
    const count = server.requests.length;
    while (server.requests.length === count) await turns(1);
    await upstream.close();
    expect(await outcome(hanging)).toBe('fail unreachable');
    expect(await outcome(ask(upstream, 'fine'))).toBe('fail unreachable');
  });
});
