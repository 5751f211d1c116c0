import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiError, LiveModels } from '../../src/domain/playground-api.ts';
import { sandboxModels } from '../../src/domain/sandbox-models.ts';
import { addMultiplier } from '../../src/storage/groups.ts';
import { addRate } from '../../src/storage/rates.ts';
import { openStore } from '../../src/storage/store.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { newVisitor } from './visitor.ts';

let server: ServerUnderTest;

beforeAll(async () => {
  server = await startServer({ env: { SANDBOX_PACE: '0' } });
});

afterAll(async () => {
  await server.stop();
});

const clock = { now: Date.now };
const models = async (headers?: Record<string, string>) =>
  newVisitor(server.origin).get<LiveModels>('/api/models', headers);

test('without a key the list is what a sandbox key sees', async () => {
  const { key } = await newVisitor(server.origin).sandbox();
  const open = (await models()).body;
  const withKey = (await models({ authorization: `Bearer ${key.secret}` })).body;
  expect(open.data).toEqual(withKey.data);
  expect(open.group?.id).toBe('sandbox');
  expect(open.data.map(({ id }) => id)).toEqual(sandboxModels.map(({ id }) => id));
  expect(Date.now() - Date.parse(open.asOf)).toBeLessThan(60_000);
});

test('what is listed is what the gateway serves to the key (M3)', async () => {
  const visitor = newVisitor(server.origin);
  const { key } = await visitor.sandbox();
  const { body } = await visitor.get<{ data: { id: string }[] }>('/v1/models', {
    'x-api-key': key.secret,
  });
  const listed = (await models({ 'x-api-key': key.secret })).body.data;
  expect(listed.map(({ id }) => id)).toEqual(body.data.map(({ id }) => id));
});

test('an announced price and an announced multiplier are shown before they apply (M4)', async () => {
  const store = await openStore({ dataDir: server.dataDir, clock });
  const effectiveAt = Date.now() + 3_600_000;
  const rates = { input: 7, output: 11, cacheRead: 1, cacheWrite5m: 2, cacheWrite1h: 3 };
  await addRate(store, 'sandbox/echo', { effectiveAt, rates });
  await addMultiplier(store, 'sandbox', { effectiveAt, multiplier: '2' });
  await store.close();
  const echo = (await models()).body.data.find(({ id }) => id === 'sandbox/echo');
  expect(echo?.coming).toMatchObject({
    effectiveAt: new Date(effectiveAt).toISOString(),
    rates,
    multiplier: '2',
    price: { input: 14, output: 22 },
  });
  expect(echo?.price).toEqual(echo?.rates);
  const groups = newVisitor(server.origin);
  await groups.sandbox();
  expect((await groups.get('/api/console/groups')).body).toMatchObject({
    data: [{ id: 'sandbox', multiplier: '1', comingMultiplier: { multiplier: '2' } }],
  });
});

test('a key that the gateway does not accept is a 401 in words', async () => {
  const answer = await newVisitor(server.origin).get<ApiError>('/api/models', {
    'x-api-key': 'sk-wrong',
  });
  expect(answer.status).toBe(401);
  expect(answer.body.error).toMatchObject({ code: 'unauthorized', fix: expect.any(String) });
});
