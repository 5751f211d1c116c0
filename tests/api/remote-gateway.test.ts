import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ApiError,
  Capabilities,
  Explanation,
  LiveModels,
} from '../../src/domain/playground-api.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { newVisitor } from './visitor.ts';

const capabilitiesOf = async (origin: string) =>
  (await newVisitor(origin).get<Capabilities>('/api/capabilities')).body;

test('the embedded gateway can do everything that is there', async () => {
  const server = await startServer();
  const { gateway, protocols, features } = await capabilitiesOf(server.origin);
  expect(gateway.kind).toBe('embedded');
  expect(protocols).toHaveLength(4);
  expect(features).toMatchObject({
    sandbox: true,
    requestLog: true,
    explanation: true,
    console: true,
    accounts: true,
    keyTest: true,
    reconcile: true,
  });
  await server.stop();
});

describe('in front of another gateway of this kind', () => {
  let remote: ServerUnderTest;
  let site: ServerUnderTest;
  let secret: string;

  beforeAll(async () => {
    remote = await startServer({ env: { SANDBOX_PACE: '0' } });
    site = await startServer({ env: { GATEWAY_URL: remote.origin } });
    secret = (await newVisitor(remote.origin).sandbox()).key.secret;
  });

  afterAll(async () => {
    await site.stop();
    await remote.stop();
  });

  test('everything is there but the sandbox and the console', async () => {
    const own = await capabilitiesOf(remote.origin);
    const { gateway, protocols, features } = await capabilitiesOf(site.origin);
    expect(gateway).toEqual({
      kind: 'remote',
      origin: remote.origin,
      version: own.gateway.version,
      reachable: true,
    });
    expect(protocols).toEqual(own.protocols);
    expect(features).toEqual({
      ...own.features,
      sandbox: false,
      console: false,
      // They are written in the console.
      tickets: false,
    });
  });

  test('a request, its explanation, models and key test work with a key', async () => {
    const visitor = newVisitor(site.origin);
    const { status, requestId } = await visitor.chat(secret);
    expect(status).toBe(200);
    const headers = { 'x-api-key': secret };
    const path = `/api/requests/${requestId}/explanation`;
    const explained = await visitor.get<Explanation>(path, headers);
    expect(explained.body).toEqual(
      (await newVisitor(remote.origin).get<Explanation>(path, headers)).body,
    );
    const models = await visitor.get<LiveModels>('/api/models', headers);
    expect(models.body.group?.id).toBe('sandbox');
    expect(models.body.data[0]?.price).not.toBeNull();
    const tested = await visitor.post<{ checks: { state: string }[] }>('/api/keys/test', {
      key: secret,
      model: 'sandbox/echo',
    });
    expect(tested.body.checks.filter(({ state }) => state === 'fail')).toEqual([]);
  });

  test('without a key the list of models asks for one', async () => {
    const { status, body } = await newVisitor(site.origin).get<ApiError>('/api/models');
    expect(status).toBe(401);
    expect(body.error.fix).toContain('Enter a key');
  });

  test('the sandbox says that it is not there', async () => {
    const answer = await newVisitor(site.origin).post<ApiError>('/api/sandbox');
    expect(answer.status).toBe(404);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});

describe('in front of a gateway of another kind', () => {
  let foreign: Server;
  let site: ServerUnderTest;

  beforeAll(async () => {
    foreign = createServer((request, response) => {
      const known: Record<string, [number, object]> = {
        'GET /v1/models': [200, { object: 'list', data: [{ id: 'small', object: 'model' }] }],
        'POST /v1/chat/completions': [401, { error: { message: 'No key.', code: 'no_key' } }],
      };
      const [status, body] = known[`${request.method} ${request.url}`] ?? [404, {}];
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const { port } = foreign.address() as AddressInfo;
    site = await startServer({ env: { GATEWAY_URL: `http://127.0.0.1:${port}` } });
  });

  afterAll(async () => {
    await site.stop();
    foreign.close();
  });

  test('what it cannot do is said to be missing', async () => {
    const { gateway, protocols, features } = await capabilitiesOf(site.origin);
    expect(gateway).toMatchObject({ kind: 'remote', version: 'unknown' });
    expect(protocols).toEqual(['openai-chat']);
    expect(features).toMatchObject({
      requestLog: false,
      explanation: false,
      keyTest: false,
      sandbox: false,
    });
  });

  test('its models are shown with nothing made up', async () => {
    const { body } = await newVisitor(site.origin).get<LiveModels>('/api/models');
    expect(body.group).toBeNull();
    expect(body.data).toEqual([
      {
        id: 'small',
        name: 'small',
        description: '',
        kind: 'chat',
        protocols: ['openai-chat'],
        contextWindow: null,
        maxOutput: null,
        modality: { input: [], output: [] },
        caching: false,
        rates: null,
        multiplier: null,
        price: null,
        coming: null,
        testModel: false,
      },
    ]);
  });
});

test('a gateway that is away is said to be away, and the site goes on', async () => {
  const site = await startServer({ env: { GATEWAY_URL: 'http://127.0.0.1:9' } });
  const { gateway, protocols, features } = await capabilitiesOf(site.origin);
  expect(gateway.reachable).toBe(false);
  expect(protocols).toEqual([]);
  expect(features.requestLog).toBe(false);
  const { status, body } = await newVisitor(site.origin).get<ApiError>('/api/models');
  expect(status).toBe(503);
  expect(body.error).toMatchObject({ code: 'unavailable', docs: '/status/' });
  expect((await fetch(`${site.origin}/healthz`)).status).toBe(200);
  await site.stop();
});

test('a gateway behind a proxy that can’t reach it is away, and does not lack a request log', async () => {
  const proxy = createServer((_, response) => response.writeHead(502).end('Bad gateway'));
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  const site = await startServer({ env: { GATEWAY_URL: `http://127.0.0.1:${port}` } });
  const { gateway, features } = await capabilitiesOf(site.origin);
  expect(gateway.reachable).toBe(false);
  expect(features).toMatchObject({ requestLog: false, keyTest: true });
  await site.stop();
  proxy.close();
});
