import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiError, Explanation } from '../../src/domain/playground-api.ts';
import type { RequestLogRow } from '../../src/domain/request-log.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { newVisitor } from './visitor.ts';

let server: ServerUnderTest;

beforeAll(async () => {
  server = await startServer({ env: { SANDBOX_PACE: '0', TRUST_PROXY: '1' } });
});

afterAll(async () => {
  await server.stop();
});

const rowOf = async (key: string, id: string): Promise<RequestLogRow> =>
  (
    await newVisitor(server.origin).get<RequestLogRow>(`/v1/requests/${id}`, {
      authorization: `Bearer ${key}`,
    })
  ).body;

test('a first visit: account, key, request, and an explanation that equals the ledger', async () => {
  const visitor = newVisitor(server.origin);
  const { account, key } = await visitor.sandbox();
  expect(account.balance).toBe(1_000_000_000);
  expect(key.secret).toMatch(/^sk-[0-9A-Za-z]{49}$/);

  const { status, requestId } = await visitor.chat(key.secret);
  expect(status).toBe(200);
  const bySession = await visitor.get<Explanation>(`/api/requests/${requestId}/explanation`);
  expect(bySession.status).toBe(200);
  expect(bySession.body.request).toEqual(await rowOf(key.secret, requestId));
  expect(bySession.body).toMatchObject({ charged: true, rule: { outcome: 'completed' } });

  const byKey = await newVisitor(server.origin).get<Explanation>(
    `/api/requests/${requestId}/explanation`,
    { 'x-api-key': key.secret },
  );
  expect(byKey.body).toEqual(bySession.body);

  const { balance } = (
    await visitor.get<{ balance: number }>('/v1/key', { 'x-api-key': key.secret })
  ).body;
  expect(account.balance - balance).toBe(bySession.body.request.charge.nanodollars);
});

test('an upstream error is explained as not charged (B1)', async () => {
  const visitor = newVisitor(server.origin);
  const { key } = await visitor.sandbox();
  const { status, requestId } = await visitor.chat(key.secret, 'sandbox/overloaded');
  expect(status).toBe(529);
  const { body } = await visitor.get<Explanation>(`/api/requests/${requestId}/explanation`);
  expect(body).toMatchObject({
    charged: false,
    rule: { outcome: 'upstream_error', basis: 'nothing' },
    request: { charge: { nanodollars: 0 } },
  });
});

test('the session cookie is out of reach for scripts and other sites', async () => {
  const answer = await newVisitor(server.origin).post('/api/sandbox');
  const [cookie] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/; HttpOnly/i);
  expect(cookie).toMatch(/; SameSite=Lax/i);
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a further call makes another key of the same account and fills its balance up', async () => {
  const visitor = newVisitor(server.origin);
  const first = await visitor.sandbox();
  await visitor.chat(first.key.secret);
  const second = await visitor.sandbox();
  expect(second.account).toEqual(first.account);
  expect(second.key.id).not.toBe(first.key.id);
  expect([first.key.label, second.key.label]).toEqual(['Sandbox', 'Sandbox 2']);
  for (const { key } of [first, second]) expect((await visitor.chat(key.secret)).status).toBe(200);
});

test("another account's request answers as one that does not exist", async () => {
  const owner = newVisitor(server.origin);
  const { key } = await owner.sandbox();
  const { requestId } = await owner.chat(key.secret);
  const unknown = 'req_01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const stranger = newVisitor(server.origin);
  const { key: otherKey } = await stranger.sandbox();
  const ask = (id: string, headers?: Record<string, string>) =>
    stranger.get<ApiError>(`/api/requests/${id}/explanation`, headers);

  for (const headers of [undefined, { 'x-api-key': otherKey.secret }]) {
    const theirs = await ask(requestId, headers);
    expect(theirs.status).toBe(404);
    expect(theirs.body).toEqual((await ask(unknown, headers)).body);
  }
});

test('without a key and a session there is no explanation', async () => {
  const { status, body } = await newVisitor(server.origin).get<ApiError>(
    '/api/requests/req_01ARZ3NDEKTSV4RRFFQ69G5FAV/explanation',
  );
  expect(status).toBe(401);
  expect(body.error).toMatchObject({ code: 'unauthorized', fix: expect.any(String) });
});

test('one network cannot fill the store with accounts, and the others do not notice', async () => {
  const from = (address: string) =>
    newVisitor(server.origin).send<ApiError>('POST', '/api/sandbox', undefined, {
      'x-forwarded-for': address,
    });
  const statuses = new Set<number>();
  let refused: Awaited<ReturnType<typeof from>> | undefined;
  for (let calls = 0; calls < 61; calls++) {
    const answer = await from(`2001:db8:0:7::${calls.toString(16)}`);
    statuses.add(answer.status);
    if (answer.status === 429) refused = answer;
  }
  expect(statuses).toEqual(new Set([201, 429]));
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused?.body.error.code).toBe('rate_limited');
  expect((await from('2001:db8:0:8::1')).status).toBe(201);
});
