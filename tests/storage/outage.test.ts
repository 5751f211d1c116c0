import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { checkLedger, createAccount, findAccount } from '../../src/storage/accounts.ts';
import { findCaller } from '../../src/storage/keys.ts';
import { createLedger } from '../../src/storage/ledger.ts';
import {
  findRequest,
  heartbeat,
  reserve,
  settle,
  settleAbandoned,
} from '../../src/storage/requests.ts';
import { openStore, type Store, StoreError } from '../../src/storage/store.ts';
import { StoreDoubt, StoreUnflushed } from '../../src/storage/store-error.ts';
import { completed, seed, startOf, usage } from './seed.ts';
import { onBothEngines } from './store-under-test.ts';

const clock = { now: Date.now };

onBothEngines((newPlace) => {
  test('a connection that is lost while committing leaves nothing reserved', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 5_000);
    const commit: Store['hot']['commit'] = async (batch, context) => {
      await s.hot.commit(batch, context);
      throw new StoreDoubt('The connection was lost.');
    };
    const doubtful = createLedger({ commit, flush: s.hot.flush }, clock, s.instanceId);
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
  test('while the store is out of order requests are refused, without blocking, and all works when it is back', async () => {
    const place = await newPlace();
    const s = await place.open();
    const { account, key, secret } = await seed(s, 5_000);
    const running = startOf(key);
    await reserve(s, running);

    const outage = place.environment.DATABASE_URL
      ? { begin: () => server().crash(), end: () => server().restart() }
      : lockedFile(place.environment.DATA_DIR);
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 5);
    await outage.begin();
    const refused = await Promise.allSettled([
      reserve(s, startOf(key)),
      reserve(s, startOf(key)),
      settle(s, running, completed(usage(100, 50))),
      createAccount(s, { kind: 'sandbox', credit: 5 }),
    ]);
    for (const result of refused)
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(StoreError) });

    clearInterval(ticking);
    expect(turns).toBeGreaterThan(0);

    await outage.end();
    expect((await findCaller(s, secret))?.key.id).toBe(key.id);
    expect((await findAccount(s, account.id))?.balance).toBe(5_000);
    await heartbeat(s);
    expect(await findAccount(s, account.id)).toMatchObject({ balance: 4_625, reserved: 0 });
    expect(await settle(s, running, completed(usage(100, 50)))).toBe(false);
    expect(await reserve(s, startOf(key))).toMatchObject({ ok: true });
    expect(await checkLedger(s)).toEqual([]);
  });
});

/** Another process that holds the file. */
const lockedFile = (dataDir: string) => {
  const other = new DatabaseSync(join(dataDir, 'tokenbay.sqlite'));
  return {
    begin: async () => other.exec('BEGIN IMMEDIATE'),
    end: async () => other.close(),
  };
};

test('on a disk that fills up, requests are refused, and what was told to be taken is there', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'full-store-'));
  const program = fileURLToPath(new URL('./reserve-until-full.ts', import.meta.url));
  // No file may grow beyond 1024 blocks; without the trap, growing would be answered by a signal.
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    `trap '' XFSZ; ulimit -f 1024; exec "$0" "$1" "$2"`,
    process.execPath,
    program,
    dataDir,
  ]);
  const told: { account: string; taken: string[]; error: string } = JSON.parse(stdout);
  expect(told.error).toBe('StoreError');
  expect(told.taken.length).toBeGreaterThan(0);

  const s = await openStore({ dataDir, clock });
  for (const id of told.taken)
    expect(await findRequest(s, told.account, id)).toMatchObject({ state: 'running' });
  expect(await checkLedger(s)).toEqual([]);
  expect(await settleAbandoned(s, 0)).toBeGreaterThanOrEqual(told.taken.length);
  expect(await findAccount(s, told.account)).toMatchObject({ reserved: 0 });
  expect(await checkLedger(s)).toEqual([]);
  await s.close();
  rmSync(dataDir, { recursive: true });
});

onBothEngines((newPlace) => {
  test('a settlement that the disk does not confirm is charged once, and its caller can tell', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 5_000);
    const flush = async () => {
      throw new StoreDoubt('The store could not be flushed.');
    };
    const ledger = createLedger({ commit: s.hot.commit, flush }, clock, s.instanceId);
    const start = startOf(key);
    await ledger.reserve(start);
    const settlement = completed(usage(100, 50));
    await expect(ledger.settle(start, settlement)).rejects.toThrow(StoreUnflushed);
    await expect(ledger.catchUp()).resolves.toBeUndefined();
    expect(await findRequest(s, account.id, start.id)).toMatchObject({ outcome: 'completed' });
    expect(await findAccount(s, account.id)).toMatchObject({
      balance: 5_000 - settlement.charge.nanodollars,
      reserved: 0,
    });
  });
});
