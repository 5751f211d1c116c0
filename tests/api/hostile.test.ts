import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiError } from '../../src/domain/playground-api.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { newVisitor, type Visitor } from './visitor.ts';

let server: ServerUnderTest;
let visitor: Visitor;

beforeAll(async () => {
  server = await startServer({ env: { SANDBOX_PACE: '0' } });
  visitor = newVisitor(server.origin);
  await visitor.sandbox();
});

afterAll(async () => {
  await server.stop();
});

const canary = 'canary8c1f';

const send = async (body: string | ReadableStream, type = 'application/json') => {
  const response = await fetch(`${server.origin}/api/console/keys`, {
    method: 'POST',
    headers: { 'content-type': type, cookie: visitor.cookies() },
    body,
    ...(typeof body !== 'string' && { duplex: 'half' }),
  } as RequestInit);
  return { status: response.status, text: await response.text() };
};

test.each([
  ['truncated', `{"label":"${canary}`],
  ['not JSON', canary],
  ['empty', ''],
  ['a list', `["${canary}"]`],
  ['null', 'null'],
  ['a number', '1e400'],
  ['nested 65 deep', `${'['.repeat(65)}"${canary}"${']'.repeat(65)}`],
  ['nested 30,000 deep', '['.repeat(30_000)],
  ['with a __proto__ member', `{"__proto__":{"label":"${canary}"}}`],
  ['with a constructor member', `{"constructor":{"prototype":{"label":"${canary}"}}}`],
  ['with NaN', '{"label":NaN}'],
  ['with a label of another type', '{"label":{"$gt":""}}'],
  ['with a field too many', `{"label":"x","admin":"${canary}"}`],
  ['with a lone surrogate', '{"label":"\\ud800"}'],
  ['with a NUL', '{"label":"a\\u0000b"}'],
])('a body that is %s is a 400 that repeats nothing', async (_what, body) => {
  const { status, text } = await send(body);
  expect(status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({
    error: { code: 'invalid_request', message: expect.any(String), fix: expect.any(String) },
  });
  expect(text).not.toContain(canary);
});

test('a body over 64 KB is refused, with its length declared or in chunks', async () => {
  const large = `{"label":"${'x'.repeat(70_000)}"}`;
  const chunks = new ReadableStream({
    start(controller) {
      for (let sent = 0; sent < 100; sent++)
        controller.enqueue(new TextEncoder().encode('x'.repeat(1000)));
      controller.close();
    },
  });
  for (const body of [large, chunks]) {
    const { status, text } = await send(body);
    expect(status).toBe(413);
    expect(JSON.parse(text).error.code).toBe('too_large');
  }
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonp',
])('a body of type %s is refused: a form of another site can send it', async (type) => {
  expect((await send('{"label":"x"}', type)).status).toBe(415);
});

test.each([
  ['sec-fetch-site', 'cross-site'],
  ['sec-fetch-site', 'same-site'],
  ['origin', 'https://evil.example'],
  ['origin', 'null'],
])('a POST with %s: %s is refused', async (name, value) => {
  const headers = { 'content-type': 'application/json', cookie: visitor.cookies(), [name]: value };
  for (const path of ['/api/sandbox', '/api/console/keys', '/api/auth/sign-out']) {
    const response = await fetch(server.origin + path, { method: 'POST', headers });
    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie()).toEqual([]);
  }
  expect((await visitor.get('/api/console/account')).status).toBe(200);
});

test('no other site may read an answer', async () => {
  for (const method of ['GET', 'OPTIONS']) {
    const response = await fetch(`${server.origin}/api/console/account`, {
      method,
      headers: {
        origin: 'https://evil.example',
        cookie: visitor.cookies(),
        'access-control-request-method': 'POST',
      },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
});

test('unknown paths and methods answer in the one shape of errors', async () => {
  const unknown = await visitor.get<ApiError>('/api/nothing-here');
  expect(unknown.status).toBe(404);
  expect(unknown.body.error.code).toBe('not_found');
  for (const [method, path, allow] of [
    ['DELETE', '/api/sandbox', 'POST'],
    ['POST', '/api/models', 'GET, HEAD'],
    ['PUT', '/api/console/keys', 'GET, HEAD, POST'],
  ] as const) {
    const answer = await visitor.send<ApiError>(method, path);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allow);
    expect(answer.body.error.code).toBe('method_not_allowed');
  }
});

test('endpoints of the session library that this site does not use are shut', async () => {
  for (const path of ['sign-in/anonymous', 'delete-anonymous-user', 'update-user', 'change-email'])
    expect((await visitor.post(`/api/auth/${path}`, {})).status).toBe(404);
  for (const path of ['list-sessions', 'ok', 'error', 'callback/github'])
    expect((await visitor.get(`/api/auth/${path}`)).status).toBe(404);
});

test.each([
  ["' OR 1=1 --"],
  ['req_%00'],
  ['req_..%2f..%2fkey'],
  [`req_${'A'.repeat(5000)}`],
  ['%ff'],
])('the request id %s is a 400 or a 404', async (id) => {
  const { status } = await visitor.get(`/api/requests/${id}/explanation`);
  expect([400, 404]).toContain(status);
});

test.each([
  ["Bearer ' OR '1'='1"],
  ['Bearer sk-'],
  [`Bearer sk-${'ａ'.repeat(10)}`.normalize('NFC')],
  [`Bearer ${'sk-'.padEnd(20_000, 'A')}`],
  ['Basic dXNlcjpwYXNz'],
])('a strange credential is no server error', async (authorization) => {
  const answer = await rawGet('/api/models', `authorization: ${authorization}\r\n`);
  expect(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])).toBeLessThan(500);
});

test('probes of clients get a quick answer', async () => {
  expect((await fetch(`${server.origin}/`, { method: 'HEAD' })).status).toBe(200);
  expect((await fetch(`${server.origin}/api/hello`, { method: 'HEAD' })).status).toBe(404);
});

test('a client that leaves in the middle of its body disturbs nobody', async () => {
  const { hostname, port } = new URL(server.origin);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      const head =
        'POST /api/billing/explain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json';
      socket.write(`${head}\r\nContent-Length: 1000\r\n\r\n{"error":`, () => {
        socket.destroy();
        resolve();
      });
    });
  });
  expect((await visitor.get('/api/console/account')).status).toBe(200);
});

test('none of this was a mistake of the server', () => {
  expect(server.output()).not.toContain('"level":"error"');
});

/** Sends bytes that fetch would not. */
const rawGet = (path: string, headers: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.origin);
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`),
    );
    let answer = '';
    socket.setEncoding('utf8').on('data', (text) => {
      answer += text;
    });
    socket.once('close', () => resolve(answer));
    socket.once('error', reject);
  });
