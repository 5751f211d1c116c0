import { expect, test } from 'vitest';
import { addCredit, checkLedger, fillUp, findAccount } from '../../src/storage/accounts.ts';
import { createKey, keyUsage, keyUsageByDay, keyUsages } from '../../src/storage/keys.ts';
import {
  checkpoint,
  findRequest,
  recordRejection,
  reserve,
  settle,
} from '../../src/storage/requests.ts';
import { completed, price, seed, startOf, usage } from './seed.ts';
import { onBothEngines } from './store-under-test.ts';

onBothEngines((newPlace) => {
  test('500 parallel requests on a balance for 33: 33 run, over two instances', async () => {
    const place = await newPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { account, key } = await seed(one, 33_999);
    const results = await Promise.all(
      Array.from({ length: 500 }, (_, at) => reserve(at % 2 ? one : two, startOf(key))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(33);
    expect(results.find(({ ok }) => !ok)).toEqual({
      ok: false,
      reason: 'insufficient_balance',
      available: 999,
      needed: 1_000,
    });
    expect(await findAccount(one, account.id)).toMatchObject({ balance: 33_999, reserved: 33_000 });
    expect(await checkLedger(one)).toEqual([]);
  });

  test('an account that is filled up many times at once is filled up once, over two instances', async () => {
    const place = await newPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { account } = await seed(one, 100);
    const filled = await Promise.all(
      Array.from({ length: 20 }, (_, at) => fillUp(at % 2 ? one : two, account, 1_000, 'refill')),
    );
    for (const { balance } of filled) expect(balance).toBe(1_000);
    expect(await findAccount(two, account.id)).toMatchObject({ balance: 1_000 });
    expect(await fillUp(one, { ...account, balance: 1_000 }, 500, 'refill')).toMatchObject({
      balance: 1_000,
    });
    expect(await checkLedger(one)).toEqual([]);
  });

  test('of many settlements of a request at once, over two instances, one takes effect', async () => {
    const place = await newPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { account, key } = await seed(one, 10_000);
    const start = startOf(key);
    await reserve(one, start);
    const settlements = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        settle(at % 2 ? one : two, start, completed(usage(100, 50))),
      ),
    );
    expect(settlements.filter(Boolean)).toHaveLength(1);
    expect(await settle(one, start, completed(usage(9, 9)))).toBe(false);
    expect(await findAccount(one, account.id)).toMatchObject({ balance: 9_625, reserved: 0 });
    expect(await keyUsage(one, key.id)).toEqual({
      requests: 1,
      tokens: usage(100, 50),
      charged: 375,
    });
    expect(await checkLedger(one)).toEqual([]);
  });

  test('what a settlement gives back can be reserved at once', async () => {
    const s = await (await newPlace()).open();
    const { key } = await seed(s, 1_000);
    const first = startOf(key);
    await reserve(s, first);
    const [settled, next] = await Promise.all([
      settle(s, first, completed(usage(0, 0))),
      reserve(s, startOf(key)),
    ]);
    expect([settled, next.ok]).toEqual([true, true]);
  });

  test('a charge never exceeds what was reserved, and the row says that it was held there', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 5_000);
    const start = startOf(key, { reserved: 200 });
    await reserve(s, start);
    await settle(s, start, completed(usage(100, 50)));
    const row = await findRequest(s, account.id, start.id);
    const { charge } = completed(usage(100, 50));
    expect(row?.charge).toEqual({ ...charge, nanodollars: 200, cappedAt: 200 });
    expect(await findAccount(s, account.id)).toMatchObject({ balance: 4_800, reserved: 0 });
    expect(await checkLedger(s)).toEqual([]);
  });

  test('a running request shows what was checkpointed, and a checkpoint after the end changes nothing', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 5_000);
    const start = startOf(key);
    await reserve(s, start);
    await checkpoint(s, start.id, {
      upstream: 'sandbox',
      status: 200,
      firstTokenAt: start.startedAt + 5,
      usage: usage(10, 2),
      usageSource: 'counted',
    });
    expect(await findRequest(s, account.id, start.id)).toMatchObject({
      state: 'running',
      outcome: null,
      endedAt: null,
      usage: usage(10, 2),
      usageSource: 'counted',
      reserved: 1_000,
      charge: { nanodollars: 0, lines: [] },
      price,
    });
    const end = completed(usage(10, 4));
    await settle(s, start, end);
    await checkpoint(s, start.id, { ...end, usage: usage(99, 99) });
    expect(await findRequest(s, account.id, start.id)).toMatchObject({
      state: 'settled',
      outcome: 'completed',
      usage: usage(10, 4),
      charge: end.charge,
    });
  });

  test('a rejection is logged and costs nothing (B1)', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 5_000);
    const { price: _price, reserved: _reserved, limits: _limits, ...request } = startOf(key);
    await recordRejection(s, {
      ...request,
      model: 'no\0such\ud800model',
      status: 404,
      errorCode: 'model_not_found',
    });
    expect(await findRequest(s, account.id, request.id)).toMatchObject({
      state: 'settled',
      outcome: 'rejected',
      status: 404,
      errorCode: 'model_not_found',
      model: 'no\ufffdsuch\ufffdmodel',
      reserved: 0,
      charge: { nanodollars: 0, lines: [] },
    });
    expect(await keyUsage(s, key.id)).toMatchObject({ requests: 0, charged: 0 });
    expect(await checkLedger(s)).toEqual([]);
  });

  test('an operation that is refused fails alone; those committed with it take effect', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 100_000);
    const twice = startOf(key);
    const results = await Promise.allSettled([
      reserve(s, startOf(key)),
      reserve(s, twice),
      reserve(s, startOf(key, { accountId: 'acc_unknown' })),
      reserve(s, twice),
      reserve(s, startOf(key)),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(await findAccount(s, account.id)).toMatchObject({ reserved: 3_000 });
    expect(await checkLedger(s)).toEqual([]);
  });

  test('amounts that are no whole number of nanodollars are refused', async () => {
    const s = await (await newPlace()).open();
    const { key } = await seed(s, 1_000);
    for (const reserved of [-1, 0.5, Number.NaN, 2 ** 53])
      await expect(reserve(s, startOf(key, { reserved }))).rejects.toThrow(RangeError);
    const start = startOf(key);
    await reserve(s, start);
    for (const nanodollars of [-1, 0.5, Number.NaN]) {
      const charge = { nanodollars, multiplier: '1', lines: [] };
      await expect(settle(s, start, completed(usage(1, 1), { charge }))).rejects.toThrow(
        RangeError,
      );
    }
    expect((await findRequest(s, key.accountId, start.id))?.state).toBe('running');
  });

  test('balances keep every nanodollar up to the largest amount', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, Number.MAX_SAFE_INTEGER);
    const start = startOf(key, { reserved: Number.MAX_SAFE_INTEGER - 1 });
    await reserve(s, start);
    await settle(s, start, completed(usage(1, 0)));
    expect(await findAccount(s, account.id)).toMatchObject({
      balance: Number.MAX_SAFE_INTEGER - 2,
      reserved: 0,
    });
    await expect(addCredit(s, account.id, 10, 'Too much')).rejects.toThrow(RangeError);
    expect(await checkLedger(s)).toEqual([]);
  });

  test('credit can be taken back, but not what requests have used or hold', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 3_000);
    await reserve(s, startOf(key));
    expect(await addCredit(s, account.id, -2_000, 'Correction')).toMatchObject({ balance: 1_000 });
    await expect(addCredit(s, account.id, -1, 'Correction')).rejects.toThrow(RangeError);
    expect(await addCredit(s, 'acc_unknown', 1, 'Nobody')).toBeUndefined();
    for (const amount of [0, 0.5, Number.NaN])
      await expect(addCredit(s, account.id, amount, 'Nothing')).rejects.toThrow(RangeError);
    expect(await checkLedger(s)).toEqual([]);
  });

  test('usage is kept per key and day, though keys share a group and an account (K4)', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 100_000);
    const { key: other } = await createKey(s, {
      accountId: account.id,
      groupId: 'test',
      label: 'Another',
    });
    const days = [Date.UTC(2026, 5, 1, 23, 59), Date.UTC(2026, 5, 2), Date.UTC(2026, 5, 2, 8)];
    for (const startedAt of days) {
      const start = startOf(key, { startedAt });
      await reserve(s, start);
      await settle(s, start, completed(usage(100, 0)));
    }
    expect(await keyUsageByDay(s, key.id, Date.UTC(2026, 5, 1))).toEqual([
      { day: '2026-06-01', requests: 1, tokens: usage(100, 0), charged: 150 },
      { day: '2026-06-02', requests: 2, tokens: usage(200, 0), charged: 300 },
    ]);
    expect(await keyUsageByDay(s, key.id, Date.UTC(2026, 5, 2, 12))).toHaveLength(1);
    expect(await keyUsage(s, other.id)).toEqual({ requests: 0, tokens: usage(0, 0), charged: 0 });
    expect(await keyUsages(s, account.id)).toEqual(new Map([[key.id, await keyUsage(s, key.id)]]));
  });

  test('usage of calls that end together adds up per key, in every kind of token (K4)', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 1_000_000);
    const { key: other } = await createKey(s, {
      accountId: account.id,
      groupId: 'test',
      label: 'Another',
    });
    const used = {
      input: 1,
      output: 20,
      cacheRead: 300,
      cacheWrite5m: 4_000,
      cacheWrite1h: 50_000,
    };
    const end = completed(used, { charge: { nanodollars: 700, multiplier: '1', lines: [] } });
    const starts = [key, key, key, other].map((caller) => startOf(caller));
    await Promise.all(starts.map((start) => reserve(s, start)));
    await Promise.all(starts.map((start) => settle(s, start, end)));
    const times = (count: number) => ({
      requests: count,
      tokens: Object.fromEntries(
        Object.entries(used).map(([kind, tokens]) => [kind, tokens * count]),
      ),
      charged: 700 * count,
    });
    expect(await keyUsage(s, key.id)).toEqual(times(3));
    expect(await keyUsage(s, other.id)).toEqual(times(1));
    expect(await keyUsageByDay(s, other.id, 0)).toEqual([{ day: '2026-06-01', ...times(1) }]);
    const { account: stranger } = await seed(s, 0);
    expect(await keyUsages(s, stranger.id)).toEqual(new Map());
  });

  test('the ledger check finds an account whose balance is not what it adds up to', async () => {
    const s = await (await newPlace()).open();
    const { account } = await seed(s, 1_000);
    // The last of more than are read at once.
    for (let at = 0; at < 500; at++)
      await s.db
        .insertInto('accounts')
        .values({
          id: `acc_0${at}`,
          kind: 'sandbox',
          user_id: null,
          balance: 0,
          reserved: 0,
          created_at: 0,
        })
        .execute();
    await s.db
      .updateTable('accounts')
      .set({ balance: 1_001, reserved: 7 })
      .where('id', '=', account.id)
      .execute();
    expect(await checkLedger(s)).toEqual([
      {
        accountId: account.id,
        balance: 1_001,
        expectedBalance: 1_000,
        reserved: 7,
        expectedReserved: 0,
      },
    ]);
  });
});
