/** Three instances on one PostgreSQL: nothing that matters lives in a process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../src/storage/keys.ts';
import { openStore, type Store } from '../../src/storage/store.ts';
import { newVisitor } from '../api/visitor.ts';
import { type PostgresUnderTest, startPostgres } from '../postgres-under-test.ts';
import type { ServerUnderTest } from '../server-under-test.ts';
import { ask, kinds } from './ask.ts';
import { checkBooks, tally } from './books.ts';
import { createChance } from './chance.ts';
import { newKey, startFaultServer, type TestKey } from './fault-server.ts';
import { startLoad } from './load.ts';
import { createProgress } from './progress.ts';
import { expectNoSecrets } from './secrets.ts';
import { resets, seed, timeFor } from './sizes.ts';
import { type SteeredUpstream, startSteeredUpstream } from './steered-upstream.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'three-instances-'));
let postgres: PostgresUnderTest;
let upstream: SteeredUpstream;
let environment: { DATA_DIR: string; DATABASE_URL: string };
let servers: ServerUnderTest[];
let origins: string[];
let store: Store;

const open = () =>
  openStore({ databaseUrl: environment.DATABASE_URL, dataDir, clock: { now: Date.now } });

beforeAll(async () => {
  postgres = await startPostgres();
  upstream = await startSteeredUpstream();
  environment = { DATA_DIR: dataDir, DATABASE_URL: await postgres.newDatabase() };
  const place = { environment, open };
  servers = await Promise.all([1, 2, 3].map(() => startFaultServer(place, upstream)));
  origins = servers.map(({ origin }) => origin);
  store = await open();
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  const output = servers.map((server) => server.output()).join('');
  await expectNoSecrets({ environment, open }, output);
  await store.close();
  await upstream.close();
  await postgres.stop();
  rmSync(dataDir, { recursive: true });
});

/** Statuses of one request to each instance, with the secret. */
const everywhere = (secret: string): Promise<(number | undefined)[]> =>
  Promise.all(origins.map(async (origin) => (await ask(origin, secret, 'messages')).status));

/** The owner of an account in a browser, whose session holds on every instance. */
const newOwner = async () => {
  const visitor = newVisitor(origins[0] ?? '');
  const { account } = await visitor.sandbox();
  const change = async <T>(origin: string | undefined, keyId: string, action: string) => {
    const response = await fetch(`${origin}/api/console/keys/${keyId}/${action}`, {
      method: 'POST',
      headers: { cookie: visitor.cookies(), 'sec-fetch-site': 'same-origin' },
    });
    expect(response.status).toBe(200);
    return (await response.json()) as T;
  };
  const anotherKey = async (): Promise<TestKey> => {
    const { key, secret } = await createKey(store, {
      accountId: account.id,
      groupId: 'faults',
      label: 'another',
    });
    return { id: key.id, accountId: account.id, secret };
  };
  return { change, anotherKey };
};

test(
  'a reset under load is in force everywhere at once, however often the key is reset (K1)',
  async () => {
    const chance = createChance(seed);
    const progress = createProgress('resets', resets);
    const owner = await newOwner();
    const bystanders = await Promise.all([1, 2].map(owner.anotherKey));
    const load = startLoad(origins, bystanders, 4);
    const statuses: string[] = [];
    let left = resets;

    const resetAgain = async (key: TestKey): Promise<void> => {
      if (left-- <= 0) return;
      // Requests that are on their way while the key is reset may get in; they come to their end.
      const meanwhile = ask(chance.pick(origins), key.secret, chance.pick(kinds));
      const { secret } = await owner.change<TestKey>(chance.pick(origins), key.id, 'reset');
      expect(await everywhere(key.secret)).toEqual([401, 401, 401]);
      const next = await ask(chance.pick(origins), secret, chance.pick(kinds));
      expect(next).toMatchObject({ status: 200, ended: true });
      const { status, ended } = await meanwhile;
      expect(status === 401 || (status === 200 && ended)).toBe(true);
      statuses.push(`${status}`);
      progress.step('reset');
      await resetAgain({ ...key, secret });
    };
    const keys = await Promise.all([1, 2, 3, 4].map(owner.anotherKey));
    await Promise.all(keys.map(resetAgain));
    await load.stop();
    progress.done(
      `old secrets in use during their reset: ${JSON.stringify(tally(statuses))}, load: ${load.seen.length}`,
    );
    expect(load.seen.filter(({ status }) => status !== 200)).toEqual([]);
    await checkBooks(store, load.seen);
  },
  timeFor(resets, 1_000),
);

test('a key that is disabled on one instance is refused by the next request on every other', async () => {
  const owner = await newOwner();
  const key = await owner.anotherKey();
  for (const origin of origins) {
    await owner.change(origin, key.id, 'disable');
    expect(await everywhere(key.secret)).toEqual([401, 401, 401]);
    await owner.change(origin, key.id, 'enable');
    expect(await everywhere(key.secret)).toEqual([200, 200, 200]);
  }
});

test('of 500 parallel requests over three instances on a balance for 33, 33 run', async () => {
  const { secret } = await newKey(store);
  await ask(origins[0] ?? '', secret, 'chat');
  const { reserved } = await store.db
    .selectFrom('requests')
    .select('reserved')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const key = await newKey(store, { credit: 33 * reserved });

  const all = Promise.withResolvers<void>();
  upstream.held = all.promise;
  let refused = 0;
  const asked = Array.from({ length: 500 }, async (_, at) => {
    const seen = await ask(origins[at % origins.length] ?? '', key.secret, 'chat');
    // Nobody who runs gives back what is reserved before everybody else has asked.
    if (seen.status === 402 && ++refused === 467) all.resolve();
    return seen;
  });
  const seen = await Promise.all(asked);
  upstream.held = undefined;
  expect(tally(seen.map(({ status }) => `${status}`))).toEqual({ 200: 33, 402: 467 });
  await checkBooks(store, seen);
});

test('a limit per minute holds over all instances together', async () => {
  const key = await newKey(store, { group: 'limited' });
  const seen = await Promise.all(
    Array.from({ length: 90 }, (_, at) =>
      ask(origins[at % origins.length] ?? '', key.secret, 'chat'),
    ),
  );
  const served = await store.db
    .selectFrom('requests')
    .select('started_at')
    .where('account_id', '=', key.accountId)
    .where('outcome', '=', 'completed')
    .execute();
  const minutes = tally(served.map(({ started_at }) => `${Math.floor(started_at / 60_000)}`));
  // The turn of a minute in the midst of this opens a second one.
  for (const count of Object.values(minutes)) expect(count).toBeLessThanOrEqual(20);
  expect(Object.values(minutes)).toContain(20);
  expect(seen.every(({ status }) => status === 200 || status === 429)).toBe(true);
});
