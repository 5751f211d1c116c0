import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { makeAuthority, signedBy } from './certificate-authority.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

let server: ServerUnderTest;
let proxy: Server;
let folder: string;
let rootFile: string;
let secret: string;
let baseUrl: string;

beforeAll(async () => {
  server = await startServer();
  const created = await fetch(`${server.origin}/api/sandbox`, {
    method: 'POST',
    headers: { origin: server.origin },
  });
  const account: { key: { secret: string } } = await created.json();
  secret = account.key.secret;

  const name = 'A proxy of the company';
  const authority = makeAuthority(name);
  const { pem, key } = signedBy({ ...authority, name }, 'localhost');
  folder = await mkdtemp(join(tmpdir(), 'mitm-'));
  rootFile = join(folder, 'proxy-ca.pem');
  await writeFile(rootFile, authority.pem);

  proxy = createServer(
    { cert: pem, key: key.export({ type: 'pkcs8', format: 'pem' }) },
    (incoming, outgoing) => {
      const { method, url, headers } = incoming;
      const passed = request(`${server.origin}${url}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(passed);
    },
  ).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  baseUrl = `https://localhost:${(proxy.address() as AddressInfo).port}`;
});

afterAll(async () => {
  proxy.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

/** What a program prints that asks for the models through the proxy: their ids, or the code of its error. */
const models = (program: string, env: Record<string, string> = {}): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--input-type=module', '-e', program],
      {
        cwd: root,
        env: { PATH: process.env.PATH, BASE_URL: baseUrl, TOKENBAY_API_KEY: secret, ...env },
      },
      (_, output, errors) => resolve(output + errors),
    );
  });

const failure = `(error) => {
  let cause = error;
  while (cause.cause) cause = cause.cause;
  console.log(cause.code);
}`;

const clients = {
  fetch: `fetch(process.env.BASE_URL + '/v1/models', {
    headers: { 'x-api-key': process.env.TOKENBAY_API_KEY },
  }).then((answer) => answer.text()).then(console.log, ${failure});`,
  'the OpenAI SDK': `import OpenAI from 'openai';
    const client = new OpenAI({
      baseURL: process.env.BASE_URL + '/v1', apiKey: process.env.TOKENBAY_API_KEY, maxRetries: 0,
    });
    client.models.list().then((page) => console.log(JSON.stringify(page.data)), ${failure});`,
  'the Anthropic SDK': `import Anthropic from '@anthropic-ai/sdk';
    const client = new Anthropic({
      baseURL: process.env.BASE_URL, apiKey: process.env.TOKENBAY_API_KEY, maxRetries: 0,
    });
    client.models.list().then((page) => console.log(JSON.stringify(page.data)), ${failure});`,
};

describe.each(Object.entries(clients))('%s', (_, program) => {
  test('a client refuses a proxy that opens TLS, and works once its root is trusted (N2)', async () => {
    expect(await models(program)).toMatch(
      /UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN/,
    );
    expect(await models(program, { NODE_EXTRA_CA_CERTS: rootFile })).toContain('sandbox/echo');
  });
});
