import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClock } from '../../src/configuration/clock.ts';
import { createGatewayProxy, type GatewayProxy } from '../../src/gateway/proxy.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const listen = async (handle: Handler) => {
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

let remote: Awaited<ReturnType<typeof listen>>;
let local: Awaited<ReturnType<typeof listen>>;
let proxy: GatewayProxy;
let answer: Handler;

beforeAll(async () => {
  remote = await listen((request, response) => answer(request, response));
  proxy = createGatewayProxy({
    url: `${remote.origin}/base`,
    docsOrigin: 'https://docs.example.com',
    clock: createClock(),
    log: pino({ level: 'silent' }),
  });
  local = await listen(proxy.handle);
});

afterAll(async () => {
  for (const { server } of [local, remote]) {
    server.closeAllConnections();
    server.close();
  }
  await proxy.stop(0);
});

test('path, query, body and headers pass; cookies and headers of the connection stay', async () => {
  const seen = Promise.withResolvers<{ request: IncomingMessage; body: string }>();
  answer = async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    seen.resolve({ request, body });
    response.writeHead(201, {
      'x-request-id': 'req_remote',
      'set-cookie': 'a=b',
      'x-any': 'thing',
    });
    response.end('{"as": "it is"}');
  };
  const response = await fetch(`${local.origin}/v1/messages?beta=true`, {
    method: 'POST',
    body: '{ "odd" :1}',
    headers: { authorization: 'Bearer sk-1', cookie: 'session=1', 'x-forwarded-for': '1.2.3.4' },
  });
  const { request, body } = await seen.promise;
  expect(request.url).toBe('/base/v1/messages?beta=true');
  expect(body).toBe('{ "odd" :1}');
  expect(request.headers).toMatchObject({
    authorization: 'Bearer sk-1',
    host: new URL(remote.origin).host,
  });
  for (const name of ['cookie', 'x-forwarded-for', 'origin'])
    expect(request.headers).not.toHaveProperty(name);
  expect(response.status).toBe(201);
  expect(response.headers.get('x-request-id')).toBe('req_remote');
  expect(response.headers.get('x-any')).toBe('thing');
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(await response.text()).toBe('{"as": "it is"}');
});

test('a stream passes event by event', async () => {
  const next = Promise.withResolvers<void>();
  answer = async (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
    await next.promise;
    response.end('data: 2\n\n');
  };
  const response = await fetch(`${local.origin}/v1/messages`, { method: 'POST', body: '{}' });
  const reader = response.body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('data: 1\n\n');
  next.resolve();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('data: 2\n\n');
});

test('a request does not wait for the streams of others to end', async () => {
  const streams = 300;
  let begun = 0;
  const all = Promise.withResolvers<void>();
  answer = async (_request, response) => {
    if (++begun === streams) all.resolve();
    await all.promise;
    response.end('data: 1\n\n');
  };
  const asked = Array.from({ length: streams }, () =>
    fetch(`${local.origin}/v1/messages`, { method: 'POST', body: '{}' }),
  );
  for (const response of await Promise.all(asked))
    expect(await response.text()).toBe('data: 1\n\n');
});

test('a client that goes away ends the call behind', async () => {
  const gone = Promise.withResolvers<void>();
  answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
    response.once('close', () => gone.resolve());
  };
  const response = await fetch(`${local.origin}/v1/messages`, { method: 'POST', body: '{}' });
  await response.body?.cancel();
  await gone.promise;
});

const askRaw = async (target: string): Promise<string> => {
  const socket = connect(Number(new URL(local.origin).port), '127.0.0.1');
  socket.write(`GET ${target} HTTP/1.1\r\nhost: docs.example.com\r\nconnection: close\r\n\r\n`);
  let text = '';
  for await (const piece of socket.setEncoding('utf8')) text += piece;
  return text;
};

test('a target in absolute form loses the origin of the docs', async () => {
  answer = (request, response) => {
    response.end(`asked for ${request.url} of ${request.headers.host}`);
  };
  expect(await askRaw('http://docs.example.com/v1/models?limit=1')).toContain(
    `asked for /base/v1/models?limit=1 of ${new URL(remote.origin).host}`,
  );
});

test.each([
  '/v1/../admin',
  '/v1/%2e%2E/admin',
  '/v1/models/..',
  '/v1/..%2fadmin',
  '/v1/models%2f..%2f..%2fadmin',
  '/v1/..;/admin',
  '/v1\\..\\admin',
  '/v1/./../admin?x=1',
  'http://docs.example.com/v1/../admin',
])('no path leads out of what is open: %s', async (target) => {
  answer = (_request, response) => {
    response.end('inside');
  };
  const text = await askRaw(target);
  expect(text).toMatch(/^HTTP\/1\.1 404 /);
  expect(text).not.toContain('inside');
});

test.each(['/v1/models/a..b', '/v1/models/.hidden', '/v1/requests?cursor=../..'])(
  'dots within a name are a name: %s',
  async (target) => {
    answer = (_request, response) => {
      response.end('inside');
    };
    expect(await askRaw(target)).toContain('inside');
  },
);

test('a redirect is handed on and not followed', async () => {
  answer = (_request, response) => {
    response.writeHead(307, { location: 'http://169.254.169.254/' }).end();
  };
  const response = await fetch(`${local.origin}/v1/models`, { redirect: 'manual' });
  expect(response.status).toBe(307);
});

test('a gateway that is away is a 502 in the envelope of the protocol', async () => {
  answer = (request) => {
    request.socket.destroy();
  };
  const response = await fetch(`${local.origin}/v1/messages`, { method: 'POST', body: '{}' });
  expect(response.status).toBe(502);
  const { error } = await response.json();
  expect(error.type).toBe('api_error');
  // What it did before it went away is not known here.
  expect(error.message).not.toContain('Nothing was charged');
});
