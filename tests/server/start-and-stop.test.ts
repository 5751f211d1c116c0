import { expect, test } from 'vitest';
import { startServer } from '../server-under-test.ts';

test('health names the version, and a signal ends the server with status 0', async () => {
  const server = await startServer();
  const answer = await fetch(`${server.origin}/healthz`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ status: 'ok', version: expect.any(String) });
  expect(await server.stop()).toBe(0);
});

test('a port that is taken is said in one sentence', async () => {
  const first = await startServer();
  const { port } = new URL(first.origin);
  await expect(startServer({ env: { PORT: port } })).rejects.toThrow(
    new RegExp(`Port ${port} is in use by another program[^\\n]*\\n*$`),
  );
  await first.stop();
});

test('a wrong setting ends the start with a message that names it', async () => {
  await expect(startServer({ env: { PUBLIC_URL: 'docs' } })).rejects.toThrow('PUBLIC_URL must be');
});

test('metrics are there for Prometheus', async () => {
  const server = await startServer();
  const text = await (await fetch(`${server.origin}/metrics`)).text();
  expect(text).toContain('# TYPE http_answers_total counter');
  await server.stop();
});
