import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { UpstreamError } from '../../src/upstreams/upstream.ts';
import { type GatewayUnderTest, startGateway, type TestKey } from './gateway-under-test.ts';
import { chatStream, messagesStream } from './recorded-streams.ts';
import { json, type ScriptedCall, scriptedUpstream, sse } from './scripted-upstream.ts';

const first = scriptedUpstream('first');
const second = scriptedUpstream('second');
const rates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '4' }];
let gateway: GatewayUnderTest;
let key: TestKey;

beforeAll(async () => {
  gateway = await startGateway({
    upstreams: [first, second],
    site: {
      models: [
        { id: 'm', upstreams: [{ id: 'first' }, { id: 'second', model: 'other-name' }], rates },
      ],
    },
  });
  key = await gateway.newKey();
});

beforeEach(() => {
  first.calls.length = 0;
  second.calls.length = 0;
});

afterAll(() => gateway.close());

const { path, events } = messagesStream;
const post = () => key.post(path, { model: 'm', ...messagesStream.request });
const status =
  (code: number, type = 'busy') =>
  (call: ScriptedCall) => {
    call.sink.head(code, json);
    call.sink.chunk(Buffer.from(JSON.stringify({ error: { type } })));
    call.sink.end();
  };
const fine = ({ sink }: ScriptedCall) => {
  sink.head(200, sse);
  sink.chunk(Buffer.from(events.join('')));
  sink.end();
};

test.each([
  ['is unreachable', ({ sink }: ScriptedCall) => sink.fail(new UpstreamError('unreachable', 'x'))],
  ['times out', ({ sink }: ScriptedCall) => sink.fail(new UpstreamError('timeout', 'x'))],
  ['answers 429', status(429)],
  ['answers 500', status(500)],
  ['answers 529', status(529)],
  ['answers 401', status(401)],
  ['answers 402', status(402)],
  ['answers 403', status(403)],
  ['answers 404', status(404)],
  ["asks for the operator's money with a 400", status(400, 'billing_error')],
  ['redirects', status(302)],
  [
    'breaks off before its first byte',
    ({ sink }: ScriptedCall) => {
      sink.head(200, sse);
      sink.fail(new UpstreamError('disconnected', 'x'));
    },
  ],
])('the next upstream answers when the first %s', async (_what, script) => {
  first.script = script;
  second.script = fine;
  const response = await post();
  expect(await response.text()).toBe(events.join(''));
  expect(second.calls).toHaveLength(1);
  expect(JSON.parse(second.calls[0]?.request.body.toString() ?? '').model).toBe('other-name');
  expect(await key.settled()).toMatchObject({ outcome: 'completed', upstream: 'second' });
});

test('a 400 is the client’s own, and goes to no other upstream', async () => {
  first.script = status(400);
  expect((await post()).status).toBe(400);
  expect(second.calls).toHaveLength(0);
});

test.each([529, 403])('the last upstream’s error is passed on (%i)', async (last) => {
  first.script = status(500);
  second.script = status(last);
  const response = await post();
  expect([response.status, await response.json()]).toEqual([last, { error: { type: 'busy' } }]);
  expect(await key.settled()).toMatchObject({ outcome: 'upstream_error', upstream: 'second' });
});

test('no other upstream is tried once a byte was sent', async () => {
  first.script = ({ sink }) => {
    sink.head(200, sse);
    sink.chunk(Buffer.from(events[0] ?? ''));
    sink.fail(new UpstreamError('disconnected', 'x'));
  };
  expect(await (await post()).text()).toContain('event: error');
  expect(second.calls).toHaveLength(0);
  expect(await key.settled()).toMatchObject({
    outcome: 'upstream_error',
    charge: { nanodollars: 0 },
  });
});

test.each([
  [0, 'upstream_error'],
  [6, 'upstream_disconnected'],
])(
  'an error event after %i events is the upstream’s own, and ends the stream',
  async (sent, outcome) => {
    const error =
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Busy"}}\n\n';
    first.script = ({ sink }) => {
      sink.head(200, sse);
      sink.chunk(Buffer.from(events.slice(0, sent).join('') + error));
      sink.end();
    };
    expect(await (await post()).text()).toBe(events.slice(0, sent).join('') + error);
    expect(await key.settled()).toMatchObject({ outcome, errorCode: 'overloaded_error' });
  },
);

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])(
  'an answer in %s, though plain bytes were asked for, is decoded and metered',
  async (coding, pack) => {
    const packed = pack(events.join(''));
    first.script = ({ sink }) => {
      sink.head(200, { ...sse, 'content-encoding': coding });
      for (let at = 0; at < packed.length; at += 10) sink.chunk(packed.subarray(at, at + 10));
      sink.end();
    };
    const response = await post();
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toBe(events.join(''));
    expect(await key.settled()).toMatchObject({ usage: messagesStream.reported });
  },
);

test('a broken coding is a broken upstream', async () => {
  const broken = ({ sink }: ScriptedCall) => {
    sink.head(200, { ...sse, 'content-encoding': 'gzip' });
    sink.chunk(Buffer.from('this is no gzip'));
  };
  first.script = broken;
  second.script = broken;
  expect((await post()).status).toBe(502);
  expect(await key.settled()).toMatchObject({ outcome: 'upstream_error' });
});

test('an upstream that says nothing at all is given up on', async () => {
  first.script = () => undefined;
  second.script = () => undefined;
  first.patienceMs = 10;
  second.patienceMs = 10;
  expect((await post()).status).toBe(504);
  expect(first.calls[0]?.aborted).toBe(true);
  expect(await key.settled()).toMatchObject({
    outcome: 'upstream_error',
    errorCode: 'upstream_timeout',
    charge: { nanodollars: 0 },
  });
  delete first.patienceMs;
  delete second.patienceMs;
});

test('a client that does not read makes the upstream wait', async () => {
  const event = chatStream.events[1] ?? '';
  const block = Buffer.from(event.repeat(2_000));
  let waited = false;
  first.script = async (call) => {
    call.sink.head(200, sse);
    for (let sent = 0; sent < 200 && !waited; sent++) waited = !call.sink.chunk(block);
    await call.nextResume();
    call.sink.chunk(Buffer.from('data: [DONE]\n\n'));
    call.sink.end();
  };
  const body = JSON.stringify({ model: 'm', ...chatStream.request });
  const { hostname, port } = new URL(gateway.origin);
  const socket = connect(Number(port), hostname);
  socket.pause();
  socket.write(
    `POST ${chatStream.path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key.secret}\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  while (!waited) await new Promise(setImmediate);
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  expect(await key.settled()).toMatchObject({ outcome: 'completed' });
});

test('a client that goes away before the first byte ends the call, and pays nothing', async () => {
  first.script = () => undefined;
  const abort = new AbortController();
  const asked = fetch(gateway.origin + path, {
    method: 'POST',
    body: JSON.stringify({ model: 'm', ...messagesStream.request }),
    headers: { authorization: `Bearer ${key.secret}` },
    signal: abort.signal,
  });
  while (first.calls.length === 0) await new Promise(setImmediate);
  abort.abort();
  await expect(asked).rejects.toThrow();
  await first.calls[0]?.gone;
  expect(await key.settled()).toMatchObject({
    outcome: 'client_disconnected',
    status: null,
    charge: { nanodollars: 0 },
  });
});
