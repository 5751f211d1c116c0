import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GatewayErrorCase, gatewayErrors } from '../../src/domain/errors.ts';
import { encodeKey } from '../../src/domain/key.ts';
import { resetKey, setKeyStatus } from '../../src/storage/keys.ts';
import { UpstreamError } from '../../src/upstreams/upstream.ts';
import { type GatewayUnderTest, startGateway, type TestKey } from './gateway-under-test.ts';
import { json, scriptedUpstream } from './scripted-upstream.ts';

const chatOnly = scriptedUpstream('chat-only', undefined, ['openai-chat']);
const messagesOnly = scriptedUpstream('messages-only', undefined, ['anthropic-messages']);
const rates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '4' }];
// Time stands still, so that a minute of the rate limit never ends in the middle of a test.
const now = Date.parse('2026-11-24T12:00:20.500Z');
let gateway: GatewayUnderTest;
let key: TestKey;

beforeAll(async () => {
  gateway = await startGateway({
    clock: { now: () => now },
    upstreams: [chatOnly, messagesOnly],
    site: {
      models: [
        { id: 'chat-only', upstreams: [{ id: 'chat-only' }], rates },
        { id: 'messages-only', upstreams: [{ id: 'messages-only' }], rates },
        { id: 'claude-test', upstreams: [{ id: 'messages-only' }], rates },
      ],
    },
  });
  key = await gateway.newKey();
});

afterAll(() => gateway.close());

const messages = [{ role: 'user', content: 'Hello there, gateway' }];
const families = [
  ['openai', '/v1/chat/completions', 'sandbox/echo'],
  ['anthropic', '/v1/messages', 'sandbox/echo'],
] as const;

const expectError = async (
  response: Response,
  family: 'openai' | 'anthropic',
  errorCase: GatewayErrorCase,
) => {
  const facts = gatewayErrors[errorCase];
  const body = await response.json();
  expect(response.status).toBe(facts.status);
  expect(body.error.message).toContain(`https://docs.example.com${facts.docs}`);
  if (family === 'openai')
    expect(body).toMatchObject({ error: { type: facts.openai.type, code: facts.openai.code } });
  else
    expect(body).toMatchObject({
      type: 'error',
      error: { type: facts.anthropic.type },
      request_id: response.headers.get('request-id'),
    });
  return body.error.message as string;
};

describe.each(families)('in the envelope of %s', (family, path, model) => {
  const body = { model, messages, max_tokens: 10 };

  test('no key', async () => {
    const response = await key.post(path, body, { authorization: '' });
    await expectError(response, family, 'missing_key');
  });

  test('a malformed, unknown, disabled or reset key: one and the same answer', async () => {
    const disabled = await gateway.newKey();
    await setKeyStatus(gateway.store, disabled.accountId, disabled.id, 'disabled');
    const reset = await gateway.newKey();
    await resetKey(gateway.store, reset.accountId, reset.id);
    const answers = new Set<string>();
    for (const secret of [
      'sk-nonsense',
      "sk-' OR 1=1 --",
      'sk-ßkéy',
      encodeKey(randomBytes(32)),
      disabled.secret,
      reset.secret,
    ]) {
      const response = await key.post(path, body, {
        authorization: `Bearer ${Buffer.from(secret).toString('latin1')}`,
      });
      const { 'request-id': id = '', ...headers } = Object.fromEntries(response.headers);
      delete headers['x-request-id'];
      delete headers.date;
      const text = await response.text();
      expect(response.status).toBe(401);
      expect(text).not.toContain(secret);
      answers.add(JSON.stringify([headers, text.replace(id, '')]));
    }
    expect(answers.size).toBe(1);
    for (const owner of [disabled, reset])
      expect(await owner.settled()).toMatchObject({
        outcome: 'rejected',
        status: 401,
        errorCode: 'invalid_key',
        charge: { nanodollars: 0 },
      });
  });

  test('a key in the URL', async () => {
    for (const query of [
      `?key=${key.secret}`,
      `?api_key=x`,
      `?q=${key.secret}`,
      `?q=%73k-${key.secret.slice(3)}`,
    ]) {
      const message = await expectError(await key.post(path + query, body), family, 'key_in_url');
      expect(message).not.toContain(key.secret);
    }
  });

  test('a balance that does not cover it, with what is missing', async () => {
    const poor = await gateway.newKey({ credit: 1_000 });
    const message = await expectError(
      await poor.post(path, { ...body, max_tokens: 1_000 }),
      family,
      'insufficient_balance',
    );
    expect(message).toMatch(
      /up to \$0\.00\d+; \$0\.000001 of the balance is free, so \$0\.00\d+ is/,
    );
    expect(await poor.settled()).toMatchObject({ outcome: 'rejected', status: 402 });
  });

  test('an unknown model and one outside the scope: the same answer, with near ids in scope', async () => {
    const scoped = await gateway.newKey({ group: 'sandbox' });
    const unknown = await expectError(
      await scoped.post(path, { ...body, model: 'sandbox/ecco' }),
      family,
      'model_not_found',
    );
    expect(unknown).toContain('Did you mean sandbox/echo');
    const outside = await expectError(
      await scoped.post(path, { ...body, model: 'claude-test' }),
      family,
      'model_not_found',
    );
    expect(outside).not.toContain('claude-test');
    expect(await scoped.settled()).toMatchObject({ outcome: 'rejected', model: 'claude-test' });
  });

  test('a model that is not served over this protocol: the endpoint to use is named', async () => {
    const other = family === 'openai' ? 'messages-only' : 'chat-only';
    const message = await expectError(
      await key.post(path, { ...body, model: other }),
      family,
      'wrong_protocol',
    );
    expect(message).toContain(family === 'openai' ? '/v1/messages' : '/v1/chat/completions');
  });

  test.each([
    ['no body', ''],
    ['no JSON', '{"model":'],
    ['a list', '[]'],
    ['a byte order mark', '\ufeff{}'],
    ['no model', { messages }],
    ['a model that is no text', { model: 5, messages }],
    ['a NUL in the model', { model: 'a\0b', messages }],
    ['no messages', { model }],
    ['a limit below one', { model, messages, max_tokens: -1 }],
    ['a limit beyond all numbers', `{"model":"${model}","messages":[],"max_tokens":1e400}`],
    ['an inexact limit', `{"model":"${model}","messages":[],"max_tokens":9007199254740993}`],
    ['a text for stream', { model, messages, stream: 'yes' }],
    ['two models', `{"model":"${model}","messages":[],"model":"${model}"}`],
    [
      'half a surrogate pair',
      `{"model":"${model}","messages":[{"role":"user","content":"\\ud800"}]}`,
    ],
    ['nesting', `{"model":"${model}","messages":${'['.repeat(100)}${']'.repeat(100)}}`],
    ['more parts than any request has', `{"model":"${model}","messages":[${'{},'.repeat(1e6)}{}]}`],
    ['deep nesting', `{"model":"${model}","messages":${'['.repeat(1e6)}${']'.repeat(1e6)}}`],
    ['__proto__ for all', '{"__proto__":{"model":"sandbox/echo","messages":[]}}'],
  ])('a body with %s', async (_name, bad) => {
    await expectError(await key.post(path, bad), family, 'invalid_body');
  });

  test('a body that is not UTF-8, or compressed', async () => {
    const post = (bytes: Buffer, headers: Record<string, string> = {}) =>
      fetch(gateway.origin + path, {
        method: 'POST',
        body: new Uint8Array(bytes),
        headers: { authorization: `Bearer ${key.secret}`, ...headers },
      });
    const bad = Buffer.from(JSON.stringify(body)).fill(0xff, 10, 12);
    await expectError(await post(bad), family, 'invalid_body');
    const packed = gzipSync(JSON.stringify(body));
    const message = await expectError(
      await post(packed, { 'content-encoding': 'gzip' }),
      family,
      'invalid_body',
    );
    expect(message).toContain('compressed');
  });

  test('a body over the limit, declared or chunked', async () => {
    const large = JSON.stringify({ ...body, padding: 'a'.repeat(11 * 1024 * 1024) });
    await expectError(await key.post(path, large), family, 'too_large');
    const chunked = await fetch(gateway.origin + path, {
      method: 'POST',
      body: new Blob([large]).stream(),
      duplex: 'half',
      headers: { authorization: `Bearer ${key.secret}` },
    } as RequestInit);
    await expectError(chunked, family, 'too_large');
  });

  test('too many requests', async () => {
    const limited = await gateway.newKey({ group: 'sandbox' });
    const answers = await Promise.all(Array.from({ length: 130 }, () => limited.post(path, body)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(10);
    const [one] = refused;
    if (!one) throw new Error('None was refused.');
    expect(one.headers.get('retry-after')).toBe('40');
    expect(one.headers.get('x-ratelimit-remaining-requests')).toBe('0');
    expect(one.headers.get('anthropic-ratelimit-requests-limit')).toBe('120');
    const served = answers.find(({ status }) => status === 200);
    expect(served?.headers.get('x-ratelimit-limit-requests')).toBe('120');
    expect(served?.headers.get('x-ratelimit-remaining-requests')).toMatch(/^\d+$/);
    expect(served?.headers.get('x-ratelimit-reset-requests')).toBe('40s');
    expect(served?.headers.get('anthropic-ratelimit-requests-limit')).toBe('120');
    expect(served?.headers.get('anthropic-ratelimit-requests-reset')).toBe('2026-11-24T12:01:00Z');
    await expectError(one, family, 'rate_limited');
  });

  test.each([
    ['unreachable', 'upstream_unreachable'],
    ['timeout', 'upstream_timeout'],
  ] as const)('an upstream that is %s', async (failure, errorCase) => {
    const upstream = family === 'openai' ? chatOnly : messagesOnly;
    upstream.script = ({ sink }) => sink.fail(new UpstreamError(failure, 'It failed.'));
    await expectError(await key.post(path, { ...body, model: upstream.id }), family, errorCase);
    expect(await key.settled()).toMatchObject({
      outcome: 'upstream_error',
      errorCode: errorCase,
      charge: { nanodollars: 0 },
    });
  });

  test("an upstream's error arrives with its own status and body", async () => {
    const upstream = family === 'openai' ? chatOnly : messagesOnly;
    const text = '{ "error": {"type":"weird_error",  "message":"As it is."} }';
    upstream.script = ({ sink }) => {
      sink.head(418, { ...json, 'retry-after': '7', 'set-cookie': ['a=b'], server: 'x' });
      sink.chunk(Buffer.from(text));
      sink.end();
    };
    const response = await key.post(path, { ...body, model: upstream.id });
    expect(response.status).toBe(418);
    expect(await response.text()).toBe(text);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('server')).toBeNull();
    expect(await key.settled()).toMatchObject({
      outcome: 'upstream_error',
      status: 418,
      errorCode: 'weird_error',
    });
  });

  test.each([
    ["refuses the gateway's credential", 401, {}],
    ['asks the operator for payment', 402, {}],
    ["has used up the operator's quota", 429, { code: 'insufficient_quota' }],
    ['has a bill open', 400, { type: 'billing_error' }],
    ['wants more credit', 429, { type: 'exceeded_current_quota_error' }],
    [
      'tells of used-up credit in words',
      400,
      {
        type: 'invalid_request_error',
        message:
          'Your credit balance is too low to access the Anthropic API (org-upstream). Please go to Plans & Billing to upgrade or purchase credits.',
      },
    ],
  ])('an upstream that %s (%i) does not speak to the client', async (_what, status, error) => {
    const upstream = family === 'openai' ? chatOnly : messagesOnly;
    upstream.script = ({ sink }) => {
      sink.head(status, json);
      const message = 'Incorrect API key or credits of org-upstream: sk-upst****ream';
      sink.chunk(Buffer.from(JSON.stringify({ error: { message, ...error } })));
      sink.end();
    };
    const response = await key.post(path, { ...body, model: upstream.id });
    const message = await expectError(response, family, 'upstream_unreachable');
    expect(message).not.toContain('upst****');
    expect(message).not.toContain('org-upstream');
    expect(await key.settled()).toMatchObject({ outcome: 'upstream_error', status: 502 });
  });
});

test('the path decides the envelope, whatever headers an SDK adds', async () => {
  for (const path of ['/v1/chat/completions', '/v1/responses', '/v1/embeddings'])
    await expectError(
      await key.post(path, '{', { 'anthropic-version': '2023-06-01' }),
      'openai',
      'invalid_body',
    );
});

test('a wrong path and a wrong method', async () => {
  await expectError(await key.get('/v1/nope'), 'openai', 'not_found');
  await expectError(await key.get('/v1/v1/messages'), 'openai', 'not_found');
  const wrong = await key.get('/v1/messages');
  expect(wrong.headers.get('allow')).toBe('POST');
  await expectError(wrong, 'anthropic', 'method_not_allowed');
  const response = await fetch(`${gateway.origin}/v1/models/sandbox/echo`, { method: 'DELETE' });
  await expectError(response, 'openai', 'method_not_allowed');
  await expectError(
    await key.get('/v1/requests/req_1', { 'anthropic-version': '2023-06-01' }),
    'anthropic',
    'not_found',
  );
});

test('a key that opens nothing cannot fill the request log with paths', async () => {
  const disabled = await gateway.newKey();
  await setKeyStatus(gateway.store, disabled.accountId, disabled.id, 'disabled');
  const response = await disabled.get(`/v1/models/${'x'.repeat(10_000)}`);
  expect(response.status).toBe(401);
  expect((await disabled.settled()).endpoint).toBe(`/v1/models/${'x'.repeat(53)}`);
});

test('a client that waits for 100-continue gets it', async () => {
  const body = JSON.stringify({ model: 'sandbox/echo', messages });
  const { hostname, port } = new URL(gateway.origin);
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key.secret}\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`,
      ),
    );
    socket.setEncoding('latin1');
    socket.on('data', (piece) => {
      text += piece;
      if (text === 'HTTP/1.1 100 Continue\r\n\r\n') socket.write(body);
    });
    socket.on('close', () => resolve(text));
  });
  expect(answer).toContain('HTTP/1.1 200 OK');
});

test('a key that is refused adds 600 rows a minute to the log, and no more', async () => {
  const time = { now };
  const own = await startGateway({ clock: { now: () => time.now } });
  const refused = await own.newKey();
  const refuse = (times: number) =>
    Promise.all(
      Array.from({ length: times }, async () =>
        (await refused.post('/v1/chat/completions', { model: 'none', messages })).text(),
      ),
    );
  const rows = async () => {
    const [first] = await own.store.db
      .selectFrom('requests')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .execute();
    return Number(first?.count);
  };
  try {
    await refuse(300);
    await refuse(310);
    await expect.poll(rows).toBe(600);
    time.now += 60_000;
    await refuse(1);
    await expect.poll(rows).toBe(601);
  } finally {
    await own.close();
  }
});
