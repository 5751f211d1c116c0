import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GatewayUnderTest, startGateway, type TestKey } from './gateway-under-test.ts';
import { json, scriptedUpstream } from './scripted-upstream.ts';

const upstream = scriptedUpstream('scripted', ({ sink }) => {
  sink.head(200, json);
  sink.chunk(Buffer.from('{"usage":{"prompt_tokens":1,"completion_tokens":1}}'));
  sink.end();
});
const rates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '4' }];
let gateway: GatewayUnderTest;
let key: TestKey;

beforeAll(async () => {
  gateway = await startGateway({
    upstreams: [upstream],
    site: {
      models: [
        { id: 'same', upstreams: [{ id: 'scripted' }], rates },
        { id: 'alias', upstreams: [{ id: 'scripted', model: 'vendor-name' }], rates },
      ],
    },
  });
  key = await gateway.newKey();
});

afterAll(() => gateway.close());

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const last = () => {
  const call = upstream.calls.at(-1);
  if (!call) throw new Error('Nothing reached the upstream.');
  return call.request;
};

/** Odd spacing, order, escapes and members that no schema knows. */
const odd = (model: string, more = '') =>
  `{ "zzz":[1.0, 1e2,null],\n\t"messages" : [{"role":"user","content":"caf\\u00e9 \\/ ☕","cache_control":{"type":"ephemeral"}}] ,"model":"${model}", "max_tokens":5${more} ,"unknown":{"deep":{"er":"…"}}}`;

describe.each(['/v1/chat/completions', '/v1/messages', '/v1/messages/count_tokens'])(
  '%s',
  (path) => {
    test('a body that needs no edit arrives byte for byte, with its query (M1)', async () => {
      await (await key.post(`${path}?beta=true&x=%20y`, odd('same'))).text();
      expect(sha256(last().body)).toBe(sha256(odd('same')));
      expect(last().path).toBe(`${path.slice(3)}?beta=true&x=%20y`);
    });
  },
);

test('only the name of the model is edited for an upstream that calls it otherwise', async () => {
  await (await key.post('/v1/messages', odd('alias'))).text();
  expect(last().body.toString()).toBe(odd('vendor-name'));
  expect(last().model).toBe('vendor-name');
});

test('only the request for usage is added to a chat stream', async () => {
  await (await key.post('/v1/chat/completions', odd('same', ',"stream":true'))).text();
  const body = last().body.toString();
  expect(body.replace('"stream_options":{"include_usage":true},', '')).toBe(
    odd('same', ',"stream":true'),
  );
  expect(JSON.parse(body).stream_options).toEqual({ include_usage: true });
});

test('an idempotency key stays one for its sender, and never meets that of another', async () => {
  const other = await gateway.newKey();
  const sent = [];
  for (const { post } of [key, key, other]) {
    const body = { model: 'same', messages: [] };
    await (await post('/v1/chat/completions', body, { 'idempotency-key': 'order-1' })).text();
    sent.push(last().headers['idempotency-key']);
  }
  const [first, again, others] = sent;
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(again).toBe(first);
  expect(others).toMatch(/^[\w-]{43}$/);
  expect(others).not.toBe(first);
});

test('headers of the protocols travel; credentials, accounts, cookies and those of the connection do not', async () => {
  await (
    await key.post('/v1/messages', odd('same'), {
      'anthropic-beta': 'a-1,b-2',
      'anthropic-version': '2099-01-01',
      'anthropic-unheard-of': 'yes',
      'openai-unheard-of': 'yes',
      'x-stainless-lang': 'js',
      'anthropic-oops': `Bearer ${key.secret}`,
      'user-agent': 'claude-cli/2.1 (external)',
      'x-api-key': key.secret,
      cookie: 'session=1',
      'x-forwarded-for': '10.0.0.1',
      'accept-encoding': 'gzip',
      'x-other': '1',
      'openai-organization': 'org-of-the-client',
      'openai-project': 'proj_of_the_client',
      'anthropic-workspace-id': 'wrkspc_of_the_client',
    })
  ).text();
  const { headers } = last();
  expect(headers).toMatchObject({
    'anthropic-beta': 'a-1,b-2',
    'anthropic-version': '2099-01-01',
    'anthropic-unheard-of': 'yes',
    'openai-unheard-of': 'yes',
    'x-stainless-lang': 'js',
    'user-agent': 'claude-cli/2.1 (external)',
    'accept-encoding': 'identity',
    'content-type': 'application/json',
  });
  expect(JSON.stringify(headers)).not.toContain(key.secret);
  for (const name of [
    'authorization',
    'x-api-key',
    'cookie',
    'host',
    'connection',
    'content-length',
    'x-forwarded-for',
    'x-other',
    'openai-organization',
    'openai-project',
    'anthropic-workspace-id',
  ])
    expect(headers).not.toHaveProperty(name);
  expect(await key.settled()).toMatchObject({ client: 'claude-cli/2.1' });
});

test('a JSON answer arrives byte for byte', async () => {
  const answer = '{ "id":"x",\n "usage" : {"prompt_tokens":3, "completion_tokens":2},"new":"☕"}\n';
  upstream.script = ({ sink }) => {
    sink.head(200, json);
    for (const byte of Buffer.from(answer)) sink.chunk(Buffer.of(byte));
    sink.end();
  };
  const response = await key.post('/v1/chat/completions', odd('same'));
  expect(await response.text()).toBe(answer);
  expect(await key.settled()).toMatchObject({ usage: { input: 3, output: 2 } });
});

test('a JSON answer of 12 MB flows through, and its usage is found at its end', async () => {
  const piece = 'a'.repeat(1024 * 1024);
  upstream.script = ({ sink }) => {
    sink.head(200, json);
    sink.chunk(Buffer.from('{"data":"'));
    for (let at = 0; at < 12; at++) sink.chunk(Buffer.from(piece));
    sink.chunk(Buffer.from('","usage":{"prompt_tokens":7,"completion_tokens":5,"x":{"y":1}}}'));
    sink.end();
  };
  const response = await key.post('/v1/chat/completions', odd('same'));
  expect((await response.text()).length).toBeGreaterThan(12 * piece.length);
  expect(await key.settled()).toMatchObject({
    usageSource: 'reported',
    usage: { input: 7, output: 5 },
  });
});
