import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { checkLedger, createAccount, findAccount } from '../../src/storage/accounts.ts';
import { findCaller } from '../../src/storage/keys.ts';
import { createLedger } from '../../src/storage/ledger.ts';
import { findRequest, heartbeat, reserve, settle } from '../../src/storage/requests.ts';
import { openStore, type Store, StoreError } from '../../src/storage/store.ts';
import { StoreDoubt } from '../../src/storage/store-error.ts';
import { completed, onBothEngines, seed, startOf, usage } from './store-under-test.ts';

const clock = { now: Date.now };

onBothEngines((newPlace) => {
  test('a connection that is lost while committing leaves nothing reserved', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 5_000);
    const transact = async <T>(work: Parameters<typeof s.hot.transact<T>>[0]): Promise<T> => {
      await s.hot.transact(work);
      throw new StoreDoubt('The connection was lost.');
    };
    const doubtful = createLedger({ ...s.hot, transact }, clock, s.instanceId);
    const start = startOf(key);
    await expect(doubtful.reserve(start)).rejects.toThrow(StoreError);
    expect(await findAccount(s, account.id)).toMatchObject({ reserved: 1_000 });
    await expect(doubtful.catchUp()).rejects.toThrow(StoreError);
    expect(await findAccount(s, account.id)).toMatchObject({ balance: 5_000, reserved: 0 });
    expect(await findRequest(s, account.id, start.id)).toMatchObject({
      outcome: 'rejected',
      errorCode: 'unavailable',
      charge: { nanodollars: 0 },
    });
    expect(await checkLedger(s)).toEqual([]);
  });

  test('a store that is not there is told when it is opened', async () => {
    const place = await newPlace();
    const file = join(place.environment.DATA_DIR, 'a-file');
    writeFileSync(file, '');
    const options = place.environment.DATABASE_URL
      ? { dataDir: place.environment.DATA_DIR, databaseUrl: 'postgres://nobody@127.0.0.1:1/none' }
      : { dataDir: file };
    await expect(openStore({ ...options, clock })).rejects.toThrow(StoreError);
  });
});

onBothEngines((newPlace, server) => {
  test('while the store is out of order nothing is served, and all works when it is back', async () => {
    const place = await newPlace();
    const s = await place.open();
    const { account, key, secret } = await seed(s, 5_000);
    const running = startOf(key);
    await reserve(s, running);

    const outage = place.environment.DATABASE_URL
      ? { begin: () => server().crash(), end: () => server().restart() }
      : readOnly(s);
    await outage.begin();
    const refused = await Promise.allSettled([
      reserve(s, startOf(key)),
      reserve(s, startOf(key)),
      settle(s, running.id, completed(usage(100, 50))),
      createAccount(s, { kind: 'sandbox', credit: 5 }),
    ]);
    for (const result of refused)
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(StoreError) });

    await outage.end();
    expect((await findCaller(s, secret))?.balance).toBe(5_000);
    await heartbeat(s);
    expect(await findAccount(s, account.id)).toMatchObject({ balance: 4_625, reserved: 0 });
    expect(await settle(s, running.id, completed(usage(100, 50)))).toBe(false);
    expect(await reserve(s, startOf(key))).toMatchObject({ ok: true });
    expect(await checkLedger(s)).toEqual([]);
  });
});

/** What SQLite says of a file system that has been remounted read-only. */
const readOnly = (s: Store) => {
  const set = (value: 'on' | 'off') => sql`pragma query_only = ${sql.lit(value)}`.execute(s.db);
  return { begin: () => set('on'), end: () => set('off') };
};

test('a disk that fills up refuses requests, and what was taken until then stands', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'full-store-'));
  const s = await openStore({ dataDir, clock });
  const { account, key } = await seed(s, 1_000_000);
  // SQLite meets the same error when its file may not grow as when the disk is full.
  const limit = (pages: number) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(s.db);
  await limit(1);
  const taken: string[] = [];
  const reserveUntilRefused = async (): Promise<void> => {
    const start = startOf(key);
    await reserve(s, start);
    taken.push(start.id);
    return reserveUntilRefused();
  };
  await expect(reserveUntilRefused()).rejects.toThrow(StoreError);
  await limit(1_000_000);
  expect(await findAccount(s, account.id)).toMatchObject({ reserved: taken.length * 1_000 });
  await Promise.all(taken.map((id) => settle(s, id, completed(usage(100, 0)))));
  expect(await findAccount(s, account.id)).toMatchObject({
    balance: 1_000_000 - taken.length * 150,
    reserved: 0,
  });
  expect(await checkLedger(s)).toEqual([]);
  await s.close();
  rmSync(dataDir, { recursive: true });
});

test('a file that another process holds is waited for, without blocking, and then given up on', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'locked-store-'));
  const s = await openStore({ dataDir, clock });
  const { key, secret } = await seed(s, 5_000);
  const other = new Database(join(dataDir, 'tokenbay.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 10);
  const refused = reserve(s, startOf(key));
  expect(await findCaller(s, secret)).toBeDefined();
  await expect(refused).rejects.toThrow(StoreError);
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(10);

  const late = reserve(s, startOf(key));
  other.exec('ROLLBACK');
  expect((await late).ok).toBe(true);
  other.close();
  await s.close();
  rmSync(dataDir, { recursive: true });
});
