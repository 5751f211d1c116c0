import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GatewayUnderTest, startGateway, type TestKey } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
let key: TestKey;

beforeAll(async () => {
  gateway = await startGateway();
  key = await gateway.newKey();
});

afterAll(() => gateway.close());

const messages = [{ role: 'user', content: 'Hello there, gateway' }];

describe.each([
  ['/v1/chat/completions', { messages }, { input: 6, output: 4 }],
  ['/v1/messages', { messages, max_tokens: 50 }, { input: 6, output: 4 }],
  ['/v1/responses', { input: 'Hello there, gateway' }, { input: 4, output: 4 }],
])('%s', (path, body, usage) => {
  test.each([false, true])('completes and is charged line by line (stream: %s)', async (stream) => {
    const response = await key.post(path, { model: 'sandbox/echo', stream, ...body });
    expect(await response.text()).toContain('there,');
    const row = await key.settled();
    expect(response.headers.get('x-request-id')).toBe(row.id);
    expect(response.headers.get('request-id')).toBe(row.id);
    expect(row).toMatchObject({
      outcome: 'completed',
      status: 200,
      stream,
      endpoint: path,
      model: 'sandbox/echo',
      upstream: 'sandbox',
      usage,
      usageSource: 'reported',
      charge: {
        nanodollars: usage.input * 1_000 + usage.output * 4_000,
        lines: [
          { kind: 'input', tokens: usage.input, rate: 1_000_000 },
          { kind: 'output', tokens: usage.output, rate: 4_000_000 },
        ],
      },
    });
  });

  describe.each([
    ['sandbox/overloaded', 529],
    ['sandbox/error', 500],
  ])('%s', (model, status) => {
    test('an error of the upstream costs nothing, and its answer arrives as it is (B1)', async () => {
      const response = await key.post(path, { model, ...body });
      expect(response.status).toBe(status);
      expect(JSON.stringify(await response.json())).toMatch(/overloaded|error/i);
      expect(await key.settled()).toMatchObject({
        outcome: 'upstream_error',
        status,
        charge: { nanodollars: 0 },
      });
    });
  });

  test('an answer without a token costs its prompt', async () => {
    await (await key.post(path, { model: 'sandbox/empty', stream: true, ...body })).text();
    expect(await key.settled()).toMatchObject({
      outcome: 'completed',
      usage: { input: usage.input, output: 0 },
      charge: { nanodollars: usage.input * 1_000 },
    });
  });
});

test('a JSON answer that breaks off never arrives in part, and costs nothing', async () => {
  const response = await key.post('/v1/chat/completions', { model: 'sandbox/cut', messages });
  expect(response.status).toBe(502);
  expect(await key.settled()).toMatchObject({
    outcome: 'upstream_error',
    errorCode: 'upstream_unreachable',
    charge: { nanodollars: 0 },
  });
});

test('embeddings are charged for their input', async () => {
  const response = await key.post('/v1/embeddings', { model: 'sandbox/echo', input: 'Hello' });
  expect(response.status).toBe(200);
  expect(await key.settled()).toMatchObject({ usage: { input: 1, output: 0 } });
});

test('counting tokens is logged and free', async () => {
  const response = await key.post('/v1/messages/count_tokens', { model: 'sandbox/echo', messages });
  expect(await response.json()).toEqual({ input_tokens: 6 });
  expect(await key.settled()).toMatchObject({
    endpoint: '/v1/messages/count_tokens',
    outcome: 'completed',
    reserved: 0,
    charge: { nanodollars: 0 },
  });
});

test('a client that has seen the end can read its row, settled', async () => {
  for (let round = 0; round < 20; round++) {
    const response = await key.post('/v1/messages', {
      model: 'sandbox/echo',
      stream: true,
      max_tokens: 50,
      messages,
    });
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('message_stop'))
      text += Buffer.from((await reader?.read())?.value ?? []).toString();
    const row = await (await key.get(`/v1/requests/${response.headers.get('request-id')}`)).json();
    expect(row.state).toBe('settled');
    await reader?.cancel();
  }
});

test('either auth header works on every endpoint', async () => {
  const headers = { 'x-api-key': key.secret, authorization: '' };
  for (const path of ['/v1/models', '/v1/key', '/v1/requests'])
    expect((await key.get(path, headers)).status).toBe(200);
  const body = { model: 'sandbox/echo', messages, max_tokens: 5 };
  for (const path of ['/v1/chat/completions', '/v1/messages'])
    expect((await key.post(path, body, headers)).status).toBe(200);
});

test('models are listed in the shape that the client speaks', async () => {
  const openai = await (await key.get('/v1/models')).json();
  expect(openai.object).toBe('list');
  expect(openai.data[0]).toMatchObject({
    id: 'sandbox/docs',
    object: 'model',
    owned_by: 'sandbox',
    contextWindow: 128_000,
    price: { input: 1_000_000 },
  });
  const version = { 'anthropic-version': '2023-06-01' };
  const first = await (await key.get('/v1/models?limit=2', version)).json();
  expect(first).toMatchObject({
    has_more: true,
    first_id: 'sandbox/docs',
    last_id: 'sandbox/echo',
  });
  expect(first.data[0]).toMatchObject({ type: 'model', display_name: 'Sandbox docs' });
  const second = await (await key.get('/v1/models?limit=2&after_id=sandbox/echo', version)).json();
  expect(second.first_id).toBe('sandbox/slow');
  const back = await (await key.get('/v1/models?limit=1&before_id=sandbox/echo', version)).json();
  expect(back).toMatchObject({ has_more: false, first_id: 'sandbox/docs' });
});

test.each(['sandbox/echo', 'sandbox%2Fecho'])('a model is found as %s', async (id) => {
  expect(await (await key.get(`/v1/models/${id}`)).json()).toMatchObject({ id: 'sandbox/echo' });
});

test('the key tells about itself', async () => {
  const info = await (await key.get('/v1/key')).json();
  expect(info).toMatchObject({
    object: 'key',
    id: key.id,
    label: 'test',
    masked: `sk-…${key.secret.slice(-4)}`,
    status: 'active',
    group: { id: 'test', scope: ['*'], multiplier: '1' },
  });
  expect(info.balance - info.reserved).toBe(info.available);
  expect(info.usage.charged).toBe(10_000_000_000 - info.balance);
  expect(JSON.stringify(info)).not.toContain(key.secret);
});

test('the request log pages and filters', async () => {
  const other = await gateway.newKey();
  for (const model of ['sandbox/echo', 'sandbox/error', 'sandbox/echo'])
    await (await other.post('/v1/chat/completions', { model, messages })).text();
  const page = async (query: string) => (await other.get(`/v1/requests${query}`)).json();
  const first = await page('?limit=2');
  expect(first).toMatchObject({ object: 'list', has_more: true });
  expect(first.data).toHaveLength(2);
  const second = await page(`?limit=2&cursor=${first.next_cursor}`);
  expect(second).toMatchObject({ has_more: false, next_cursor: null });
  expect((await page('?outcome=upstream_error')).data).toHaveLength(1);
  expect((await page('?status=5xx')).data).toHaveLength(1);
  expect((await page('?status=200')).data).toHaveLength(2);
  expect((await page('?model=sandbox/error')).data).toHaveLength(1);
  expect((await page('?since=2999-01-01')).data).toHaveLength(0);
  for (const query of [
    '?limit=0',
    '?limit=1e3',
    '?status=9',
    '?outcome=x',
    '?since=soon',
    '?since=2026-02-31',
    '?cursor=%00',
  ])
    expect((await other.get(`/v1/requests${query}`)).status).toBe(400);
});

test("another account's request answers as an unknown one does", async () => {
  const stranger = await gateway.newKey();
  await (await key.post('/v1/chat/completions', { model: 'sandbox/echo', messages })).text();
  const { id } = await key.settled();
  const foreign = await stranger.get(`/v1/requests/${id}`);
  const unknown = await stranger.get('/v1/requests/req_00000000000000000000000000');
  expect(foreign.status).toBe(404);
  expect(await foreign.text()).toBe(await unknown.text());
});

test('HEAD gets a quick answer without a key', async () => {
  for (const path of ['/v1', '/v1/models', '/v1/messages']) {
    const response = await fetch(gateway.origin + path, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('request-id')).toMatch(/^req_[0-9A-Z]{26}$/);
  }
});
