import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLedger, findAccount } from '../../src/storage/accounts.ts';
import { addMultiplier } from '../../src/storage/groups.ts';
import { resetKey } from '../../src/storage/keys.ts';
import { addRate } from '../../src/storage/rates.ts';
import {
  type GatewayUnderTest,
  startGateway,
  type TestKey,
  testGroup,
} from './gateway-under-test.ts';
import { messagesStream } from './recorded-streams.ts';
import { scriptedUpstream, sse } from './scripted-upstream.ts';

const upstream = scriptedUpstream('scripted');
const rates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '4' }];
const time = { now: Date.parse('2026-11-24T12:00:00Z') };
let gateway: GatewayUnderTest;
let key: TestKey;

beforeAll(async () => {
  gateway = await startGateway({
    clock: { now: () => time.now },
    upstreams: [upstream],
    site: { models: [{ id: 'm', upstreams: [{ id: 'scripted' }], rates }] },
  });
  key = await gateway.newKey();
});

afterAll(async () => {
  expect(await checkLedger(gateway.store)).toEqual([]);
  await gateway.close();
});

const { path, events, reported } = messagesStream;
const body = { model: 'm', ...messagesStream.request };

const heldStream = () => {
  const open = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  upstream.script = async ({ sink }) => {
    sink.head(200, sse);
    sink.chunk(Buffer.from(events.slice(0, 6).join('')));
    begun.resolve();
    await open.promise;
    sink.chunk(Buffer.from(events.slice(6).join('')));
    sink.end();
  };
  return { begun: begun.promise, finish: () => open.resolve() };
};

test('a price change in mid-stream leaves the running request at its old price (M4)', async () => {
  const { begun, finish } = heldStream();
  const running = await key.post(path, body);
  await begun;
  const effectiveAt = time.now + 1_000;
  const dearer = {
    input: 5_000_000,
    output: 9_000_000,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
  };
  await addRate(gateway.store, 'm', { effectiveAt, rates: dearer });
  await addMultiplier(gateway.store, testGroup, { effectiveAt, multiplier: '1.5' });

  const [announced] = (await (await key.get('/v1/models')).json()).data;
  expect(announced).toMatchObject({
    id: 'm',
    price: { input: 1_000_000, output: 4_000_000 },
    coming: {
      effectiveAt: new Date(effectiveAt).toISOString(),
      rates: { input: 5_000_000 },
      multiplier: '1.5',
      price: { input: 7_500_000, output: 13_500_000 },
    },
  });
  expect(await (await key.get('/v1/key')).json()).toMatchObject({
    group: { multiplier: '1', comingMultiplier: { multiplier: '1.5' } },
  });

  time.now = effectiveAt;
  finish();
  await running.text();
  expect((await key.settled()).charge).toMatchObject({
    multiplier: '1',
    nanodollars: reported.input * 1_000 + reported.output * 4_000,
  });

  upstream.script = ({ sink }) => {
    sink.head(200, sse);
    sink.chunk(Buffer.from(events.join('')));
    sink.end();
  };
  await (await key.post(path, body)).text();
  expect((await key.settled()).charge).toMatchObject({
    multiplier: '1.5',
    nanodollars: reported.input * 7_500 + reported.output * 13_500,
  });
});

test('a reset in mid-stream: the stream ends and is charged once, the old secret opens nothing more (K1)', async () => {
  const leaked = await gateway.newKey();
  const { begun, finish } = heldStream();
  const running = await leaked.post(path, body);
  await begun;
  await resetKey(gateway.store, leaked.accountId, leaked.id);
  expect((await leaked.post(path, body)).status).toBe(401);
  finish();
  expect(await running.text()).toContain('message_stop');
  const rows = await leaked.rows();
  expect(rows.map(({ outcome }) => outcome).sort()).toEqual(['completed', 'rejected']);
});

test('of 500 parallel requests on a balance for 33, 33 run', async () => {
  const probe = await gateway.newKey();
  upstream.script = ({ sink }) => {
    sink.head(200, sse);
    sink.chunk(Buffer.from(events.join('')));
    sink.end();
  };
  await (await probe.post(path, body)).text();
  const { reserved } = await probe.settled();

  const open = Promise.withResolvers<void>();
  upstream.script = async ({ sink }) => {
    await open.promise;
    sink.head(200, sse);
    sink.chunk(Buffer.from(events.join('')));
    sink.end();
  };
  const poor = await gateway.newKey({ credit: reserved * 33 + reserved - 1 });
  let refused = 0;
  const statuses = await Promise.all(
    Array.from({ length: 500 }, async () => {
      const response = await poor.post(path, body);
      await response.text();
      if (response.status === 402 && ++refused === 500 - 33) open.resolve();
      return response.status;
    }),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(33);
  const account = await findAccount(gateway.store, poor.accountId);
  expect(account?.reserved).toBe(0);
  expect(account?.balance).toBeGreaterThan(0);
}, 60_000);

test('an upstream that reports more than was reserved charges what was reserved', async () => {
  upstream.script = ({ sink }) => {
    sink.head(200, sse);
    sink.chunk(
      Buffer.from(events.join('').replace('"output_tokens":34', '"output_tokens":3400000')),
    );
    sink.end();
  };
  await (await key.post(path, body)).text();
  const row = await key.settled();
  expect(row.charge.nanodollars).toBe(row.reserved);
  expect(row.charge.cappedAt).toBe(row.reserved);
});
