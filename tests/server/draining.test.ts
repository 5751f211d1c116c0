import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RequestLogRow } from '../../src/domain/request-log.ts';
import { newVisitor } from '../api/visitor.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

/** Starts a streamed answer and waits for its first word. */
const startStream = async (server: ServerUnderTest, words: number) => {
  const { key } = await newVisitor(server.origin).sandbox();
  const response = await fetch(`${server.origin}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'sandbox/echo',
      stream: true,
      messages: [{ role: 'user', content: 'word '.repeat(words) }],
    }),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const rest = async (): Promise<string> => {
    let text = '';
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
      text += read.value;
    return text;
  };
  let begun = '';
  while (!begun.includes('word')) begun += (await reader?.read())?.value;
  return { secret: key.secret, requestId: response.headers.get('x-request-id') ?? '', rest };
};

test('a stream that runs when the server is told to stop ends whole', async () => {
  const server = await startServer({ env: { SANDBOX_PACE: '100' } });
  const stream = await startStream(server, 10);
  const code = server.stop();
  expect(await stream.rest()).toContain('[DONE]');
  expect(await code).toBe(0);
});

test('a stream that outlasts the time for draining is cut, and settled for what was emitted (B2)', async () => {
  const env = { SANDBOX_PACE: '250', DRAIN_SECONDS: '0' };
  const dataDir = await mkdtemp(join(tmpdir(), 'draining-'));
  const server = await startServer({ env, dataDir });
  const stream = await startStream(server, 500);
  const rest = stream.rest().catch((error: unknown) => String(error));
  expect(await server.stop()).toBe(0);
  expect(await rest).not.toContain('[DONE]');

  const again = await startServer({ env, dataDir });
  const { body } = await newVisitor(again.origin).get<RequestLogRow>(
    `/v1/requests/${stream.requestId}`,
    { authorization: `Bearer ${stream.secret}` },
  );
  expect(body.state).toBe('settled');
  expect(body.charge.nanodollars).toBeGreaterThan(0);
  expect(body.usage.output).toBeLessThan(500);
  await again.stop();
  await rm(dataDir, { recursive: true });
});
