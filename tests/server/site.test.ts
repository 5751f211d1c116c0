import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestTarget } from '../../src/server/request-target.ts';
import { createSite } from '../../src/server/site.ts';
import { loadSiteFiles } from '../../src/server/site-files.ts';

let folder: string;
let server: Server;
let port: number;

const faq = '<!doctype html><title>FAQ</title>';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'site-'));
  const site = join(folder, 'site');
  await mkdir(join(site, 'faq'), { recursive: true });
  await mkdir(join(site, '_astro'));
  await mkdir(join(site, '.well-known'));
  await writeFile(join(folder, 'secret.txt'), 'outside');
  await writeFile(join(site, 'index.html'), '<!doctype html><title>Home</title>');
  await writeFile(join(site, 'faq', 'index.html'), faq);
  await writeFile(join(site, 'faq', 'index.html.br'), brotliCompressSync(faq));
  await writeFile(join(site, 'faq.md'), '# FAQ');
  await writeFile(join(site, '404.html'), '<!doctype html><title>Not found</title>');
  await writeFile(join(site, '_astro', 'page.abc123.css'), 'a{}');
  await writeFile(join(site, '.well-known', 'security.txt'), 'Contact: x');
  const { send } = createSite(loadSiteFiles(site));
  server = createServer((request, response) => {
    const target = requestTarget(request.url ?? '');
    if (target) send(request, response, target.path, target.search);
    else response.writeHead(400).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

type Answer = {
  status: number | undefined;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
};

/** Sends the path as it is: `fetch` would tidy it first. */
const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path, headers, method }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      );
    })
      .once('error', reject)
      .end();
  });

test('a page is sent as it was compressed at the build, if the browser takes that', async () => {
  const compressed = await get('/faq/', { 'accept-encoding': 'gzip, br;q=0.9' });
  expect(compressed.headers['content-encoding']).toBe('br');
  expect(compressed.headers.vary).toBe('accept-encoding');
  expect(brotliDecompressSync(compressed.body).toString()).toBe(faq);
  const refused = await get('/faq/', { 'accept-encoding': 'br;q=0' });
  expect(refused.headers['content-encoding']).toBeUndefined();
  expect(refused.body.toString()).toBe(faq);
});

test('a page that has not changed is not sent again', async () => {
  const { headers } = await get('/faq/');
  const again = await get('/faq/', { 'if-none-match': String(headers.etag) });
  expect(again.status).toBe(304);
  expect(again.body.length).toBe(0);
});

test('assets with a hash in their name are kept for a year, pages are asked for again', async () => {
  expect((await get('/_astro/page.abc123.css')).headers['cache-control']).toBe(
    'public, max-age=31536000, immutable',
  );
  expect((await get('/')).headers['cache-control']).toBe('no-cache');
});

test('a page without its slash is redirected with its query, and nothing else is', async () => {
  const answer = await get('/faq?model=sandbox/echo');
  expect(answer.status).toBe(308);
  expect(answer.headers.location).toBe('/faq/?model=sandbox/echo');
  for (const path of [
    '//evil.example',
    '//evil.example/..',
    '/\\evil.example',
    '/%2f%2fevil.example',
  ])
    expect((await get(path)).headers.location).toBeUndefined();
});

test('what is not there is a 404 with the page that helps', async () => {
  const answer = await get('/no-such-page/');
  expect(answer.status).toBe(404);
  expect(answer.body.toString()).toContain('Not found');
});

test('text files say their encoding', async () => {
  expect((await get('/faq.md')).headers['content-type']).toBe('text/markdown; charset=utf-8');
  expect((await get('/.well-known/security.txt')).status).toBe(200);
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/faq/%2e%2e%2f%2e%2e%2fsecret.txt',
  '/%252e%252e%252fsecret.txt',
  '/..%5csecret.txt',
  '/faq/..%c0%afsecret.txt',
  '/%',
  '/%00',
  '/faq/index.html.br',
  '/constructor',
  '/__proto__',
])('no path leads out of the site: %s', async (path) => {
  const answer = await get(path);
  expect(answer.status).toBe(404);
  expect(answer.body.toString()).not.toContain('outside');
});

test('HEAD answers what GET does, without the body', async () => {
  const head = await get('/faq/', {}, 'HEAD');
  expect(head.status).toBe(200);
  expect(head.headers['content-length']).toBe(String(faq.length));
  expect(head.body.length).toBe(0);
});
