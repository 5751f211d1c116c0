import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

let server: ServerUnderTest;

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  await server.stop();
});

/** Writes bytes as they are and answers everything that comes back until the server hangs up. */
const raw = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.origin);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      answer += text;
    });
    socket.once('close', () => resolve(answer));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(answer) : reject(error),
    );
  });

const get = (path: string, headers = '') =>
  raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`);

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

const alive = async () => expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);

test.each([
  ['a URL of 100 KB', () => get(`/${'a'.repeat(100_000)}`), 431],
  ['a header of 100 KB', () => get('/', `x-long: ${'a'.repeat(100_000)}\r\n`), 431],
  ['no Host', () => raw('GET / HTTP/1.1\r\n\r\n'), 400],
  ['a NUL in the path', () => get('/a\0b'), 400],
  ['a NUL in a header', () => get('/', 'x-nul: a\0b\r\n'), 400],
  ['a bare CR in a header', () => get('/', 'x-cr: a\rb\r\n'), 400],
  ['an unknown method', () => raw('BREW / HTTP/1.1\r\nHost: x\r\n\r\n'), 400],
  ['two lengths', () => get('/', 'content-length: 1\r\ncontent-length: 2\r\n'), 400],
  ['length and chunks', () => get('/', 'content-length: 1\r\ntransfer-encoding: chunked\r\n'), 400],
  ['not HTTP at all', () => raw('\x16\x03\x01\x02\x00\x01\x00'), 400],
  [
    'an asterisk as path',
    () => raw('OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    400,
  ],
])('%s is refused, and the server goes on', async (_what, send, status) => {
  expect(statusOf(await send())).toBe(status);
  await alive();
});

test.each(['TRACE', 'PUT', 'DELETE', 'PROPFIND'])(
  '%s changes nothing on any path',
  async (method) => {
    for (const path of ['/', '/healthz', '/metrics'])
      expect(
        statusOf(await raw(`${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)),
      ).toBe(405);
  },
);

test('a forged Host shows up in no answer', async () => {
  for (const path of ['/', '/faq', '/api/capabilities', '/nope', '/v1/models'])
    expect(
      await raw(
        `GET ${path} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n`,
      ),
    ).not.toContain('evil.example');
});

test('a head that drips is cut off', async () => {
  expect(statusOf(await raw('GET / HTTP/1.1\r\nHost: x\r\nx-slow: '))).toBe(408);
}, 20_000);

test('every answer of the site forbids framing, foreign scripts and sniffing', async () => {
  const { headers } = await fetch(`${server.origin}/`);
  const policy = headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("script-src 'unsafe-inline'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('a key in a URL does not reach the log', async () => {
  const key = `sk-${'A1b2C3d4'.repeat(6)}`;
  await fetch(`${server.origin}/v1/models?api_key=${key}`);
  await fetch(`${server.origin}/${key}`);
  expect(server.output()).not.toContain(key);
});
