import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiError } from '../../src/domain/playground-api.ts';
import { type PostgresUnderTest, startPostgres } from '../postgres-under-test.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { newVisitor } from './visitor.ts';

let postgres: PostgresUnderTest;
let server: ServerUnderTest;

beforeAll(async () => {
  postgres = await startPostgres();
  server = await startServer({
    env: { SANDBOX_PACE: '0', DATABASE_URL: await postgres.newDatabase() },
  });
});

afterAll(async () => {
  await server.stop();
  await postgres.stop();
});

test('while the store is down the API answers 503 with what to do, and it recovers by itself', async () => {
  const visitor = newVisitor(server.origin);
  const { account, key } = await visitor.sandbox();
  const { requestId } = await visitor.chat(key.secret);
  await postgres.crash();

  for (const [method, path] of [
    ['POST', '/api/sandbox'],
    ['GET', '/api/console/account'],
    ['GET', `/api/requests/${requestId}/explanation`],
    ['POST', '/api/auth/sign-out'],
    ['GET', '/api/models'],
  ] as const) {
    const answer = await visitor.send<ApiError>(method, path);
    expect(answer.status, `${method} ${path}`).toBe(503);
    expect(answer.body.error).toMatchObject({ code: 'unavailable', fix: expect.any(String) });
    expect(answer.headers.get('retry-after')).not.toBeNull();
  }
  for (const path of ['/', '/healthz', '/api/capabilities', '/api/openapi.json', '/api/status'])
    expect((await visitor.get(path)).status, path).toBe(200);

  await postgres.restart();
  await expect
    .poll(async () => (await visitor.get('/api/console/account')).status, { timeout: 20_000 })
    .toBe(200);
  expect((await visitor.sandbox()).account.id).toBe(account.id);
}, 60_000);
