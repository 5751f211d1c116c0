import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countTokens } from '../../src/domain/tokenizer.ts';
import { UpstreamError } from '../../src/upstreams/upstream.ts';
import { type GatewayUnderTest, startGateway, type TestKey } from './gateway-under-test.ts';
import { chatStream, chatUsageEvent, messagesStream, recordedStreams } from './recorded-streams.ts';
import { scriptedUpstream, sse } from './scripted-upstream.ts';

const upstream = scriptedUpstream('scripted');
const rates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '4', cacheRead: '0.1' }];
let gateway: GatewayUnderTest;
let key: TestKey;

beforeAll(async () => {
  gateway = await startGateway({
    upstreams: [upstream],
    site: { models: [{ id: 'm', upstreams: [{ id: 'scripted' }], rates }] },
  });
  key = await gateway.newKey();
});

afterAll(() => gateway.close());

const send = (chunks: Iterable<string | Buffer>) => {
  upstream.script = async ({ sink }) => {
    sink.head(200, sse);
    for (const chunk of chunks) {
      sink.chunk(Buffer.from(chunk));
      await new Promise(setImmediate);
    }
    sink.end();
  };
};

const pieces = (text: string) =>
  Array.from({ length: Math.ceil(text.length / 65_536) }, (_, at) =>
    text.slice(at * 65_536, (at + 1) * 65_536),
  );

const bytesOf = (events: readonly string[]) => Buffer.from(events.join(''));

describe.each(recordedStreams)('$protocol', ({ path, request, events, emits, reported }) => {
  const post = () => key.post(path, { model: 'm', ...request });

  test('a whole stream is charged at the reported usage, and its bytes are the upstream’s', async () => {
    send(events);
    expect(await (await post()).text()).toBe(events.join(''));
    expect(await key.settled()).toMatchObject({
      outcome: 'completed',
      usageSource: 'reported',
      usage: reported,
    });
  });

  test('chunk bounds anywhere, also inside a character, change nothing', async () => {
    const bytes = bytesOf(events);
    for (const size of [1, 2, 3, 7, 64, 1000]) {
      send(
        Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        ),
      );
      expect(await (await post()).text()).toBe(events.join(''));
      expect(await key.settled()).toMatchObject({ outcome: 'completed', usage: reported });
    }
  });

  test.each([
    ['CR', '\r'],
    ['CRLF', '\r\n'],
  ])('lines may end with %s', async (_name, end) => {
    const text = events.join('').replaceAll('\n', end);
    const bytes = Buffer.from(text);
    send(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)));
    expect(await (await post()).text()).toBe(text);
    expect(await key.settled()).toMatchObject({ outcome: 'completed', usage: reported });
  });

  test('without reported usage the emitted text is counted', async () => {
    const unreported = events
      .filter((event) => event !== chatUsageEvent)
      .map((event) => event.replace(/"usage":\{(?:[^{}]|\{[^{}]*\})*\}/, '"usage":null'));
    send(unreported);
    await (await post()).text();
    const row = await key.settled();
    expect(row).toMatchObject({ outcome: 'completed', usageSource: 'counted' });
    expect(row.usage.output).toBe(countTokens(emits.join('')));
    expect(row.usage.input).toBeGreaterThan(0);
  });

  test('a stream cut midway is charged for what was emitted, and says so in its own shape (B2)', async () => {
    for (let cut = 0; cut < events.length; cut++) {
      upstream.script = ({ sink }) => {
        sink.head(200, sse);
        if (cut > 0) sink.chunk(bytesOf(events.slice(0, cut)));
        sink.chunk(Buffer.from('data: {"half":'));
        sink.fail(new UpstreamError('disconnected', 'It broke.'));
      };
      const response = await post();
      const text = await response.text();
      const emitted = emits.slice(0, cut).join('');
      const row = await key.settled();
      if (cut === 0) {
        expect(response.status).toBe(502);
      } else {
        expect(text).toMatch(/^data: .*"error"|event: error/m);
        expect(text).not.toContain('half');
      }
      expect(row.outcome).toBe(emitted === '' ? 'upstream_error' : 'upstream_disconnected');
      if (emitted === '') expect(row.charge.nanodollars).toBe(0);
      else if (row.usageSource === 'counted') expect(row.usage.output).toBe(countTokens(emitted));
      else expect(row.usage).toMatchObject(reported);
    }
  });

  test('a client gone after any event pays for what it was sent, and the upstream is ended at once (B2)', async () => {
    for (let sent = 1; sent < events.length; sent++) {
      upstream.calls.length = 0;
      upstream.script = ({ sink }) => {
        sink.head(200, sse);
        sink.chunk(bytesOf(events.slice(0, sent)));
      };
      const response = await post();
      const reader = response.body?.getReader();
      let read = '';
      while (read.length < bytesOf(events.slice(0, sent)).length) {
        const piece = await reader?.read();
        read += Buffer.from(piece?.value ?? []).toString('latin1');
      }
      await reader?.cancel();
      const row = await key.settled();
      await upstream.calls[0]?.gone;
      const emitted = emits.slice(0, sent).join('');
      expect(row.outcome).toBe('client_disconnected');
      if (emitted === '') expect(row.charge.nanodollars).toBe(0);
      else if (row.usageSource === 'counted') expect(row.usage.output).toBe(countTokens(emitted));
      else expect(row.usage).toMatchObject(reported);
    }
  });

  test('a stream that never sends its end marker is broken off by its upstream', async () => {
    send(events.slice(0, -1));
    const text = await (await post()).text();
    expect(text).toContain('broke off');
    expect(await key.settled()).toMatchObject({ outcome: 'upstream_disconnected' });
  });

  test('an upstream that keeps the connection open after its end marker does not keep the client', async () => {
    upstream.script = ({ sink }) => {
      sink.head(200, sse);
      sink.chunk(bytesOf(events));
    };
    expect(await (await post()).text()).toBe(events.join(''));
    expect(await key.settled()).toMatchObject({ outcome: 'completed' });
  });

  test('an event of 2 MB flows through', async () => {
    const large = `data: {"padding":"${'a'.repeat(2 * 1024 * 1024)}"}\n\n`;
    const first = events.slice(0, -1).join('');
    send([first, ...pieces(large), events.at(-1) ?? '']);
    expect((await (await post()).text()).length).toBe(
      first.length + large.length + (events.at(-1)?.length ?? 0),
    );
    expect(await key.settled()).toMatchObject({ outcome: 'completed' });
  });

  test('what follows an event of 2 MB is read, wherever the chunks are cut', async () => {
    for (const newline of ['\n', '\r\n']) {
      const large = `data: {"padding":"${'a'.repeat(2 * 1024 * 1024)}"}${newline}${newline}`;
      const rest = events.join('').replaceAll('\n', newline);
      for (let behind = 0; behind <= 2 * newline.length; behind++) {
        const cut = large.length - behind;
        send([...pieces(large.slice(0, cut)), large.slice(cut) + rest]);
        expect(await (await post()).text()).toBe(large + rest);
        expect(await key.settled()).toMatchObject({
          outcome: 'completed',
          usageSource: 'reported',
          usage: reported,
        });
      }
    }
  });
});

test('a message that is cut midway pays for the prompt as its upstream reported it, cache and all (B2)', async () => {
  const { path, request, events, emits } = messagesStream;
  const begun = events.slice(0, 6).join('');
  const reported = begun.replace(
    '"input_tokens":21,"output_tokens":1,"cache_read_input_tokens":0',
    '"input_tokens":1234,"output_tokens":1,"cache_read_input_tokens":4000',
  );
  upstream.script = ({ sink }) => {
    sink.head(200, sse);
    sink.chunk(Buffer.from(reported));
    sink.fail(new UpstreamError('disconnected', 'It broke off.'));
  };
  await (await key.post(path, { model: 'm', ...request })).text();
  expect(await key.settled()).toMatchObject({
    outcome: 'upstream_disconnected',
    usage: { input: 1234, cacheRead: 4000, output: countTokens(emits.slice(0, 6).join('')) },
  });
});

test('the usage chunk is asked for, metered, and withheld from a client that did not ask', async () => {
  send(chatStream.events);
  const response = await key.post(chatStream.path, {
    model: 'm',
    messages: [{ role: 'user', content: 'x' }],
    stream: true,
  });
  expect(await response.text()).toBe(
    chatStream.events.filter((event) => event !== chatUsageEvent).join(''),
  );
  expect(JSON.parse(upstream.calls.at(-1)?.request.body.toString() ?? '')).toMatchObject({
    stream_options: { include_usage: true },
  });
  expect(await key.settled()).toMatchObject({
    usageSource: 'reported',
    usage: { input: 13, cacheRead: 8, output: 34 },
  });
});
