import { expect, test } from 'vitest';
import { createKey } from '../../src/storage/keys.ts';
import { heartbeat, reserve } from '../../src/storage/requests.ts';
import { seed, startOf } from './seed.ts';
import { onBothEngines } from './store-under-test.ts';

const noon = Date.UTC(2026, 5, 1, 12);

onBothEngines((newPlace) => {
  test('parallel requests over two instances get as many through as the limit says', async () => {
    const place = await newPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { key } = await seed(one, 1_000_000);
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        reserve(at % 2 ? one : two, startOf(key, { limits: { key: 25, account: null } })),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(25);
    expect(results.find(({ ok }) => !ok)).toEqual({
      ok: false,
      reason: 'rate_limited',
      limit: { limit: 25, remaining: 0, resetAt: noon + 60_000, scope: 'key' },
    });
  });

  test('the tighter of the limits of key and account is told', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 1_000_000);
    const { key: other } = await createKey(s, {
      accountId: account.id,
      groupId: 'test',
      label: 'Other',
    });
    const limits = { key: 3, account: 4 };
    const told = [];
    for (const caller of [key, key, other, other, other])
      told.push((await reserve(s, startOf(caller, { limits }))) as { limit: unknown });
    const state = (scope: string, limit: number, remaining: number) => ({
      scope,
      limit,
      remaining,
      resetAt: noon + 60_000,
    });
    expect(told.map(({ limit }) => limit)).toEqual([
      state('key', 3, 2),
      state('key', 3, 1),
      state('account', 4, 1),
      state('account', 4, 0),
      state('account', 4, 0),
    ]);
    expect(told.map((result) => 'ok' in result && result.ok)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  test('a new minute starts from nothing, a minute that runs goes on counting, and those that are over are removed', async () => {
    let now = noon;
    const s = await (await newPlace()).open({ now: () => now });
    const { key } = await seed(s, 1_000_000);
    const limits = { key: 1, account: null };
    const tryAt = async (startedAt: number) =>
      (await reserve(s, startOf(key, { limits, startedAt }))).ok;
    expect(await tryAt(noon)).toBe(true);
    expect(await tryAt(noon + 59_999)).toBe(false);
    expect(await tryAt(noon + 60_000)).toBe(true);
    // A request may begin in one minute and be counted in the next.
    now = noon + 120_000;
    await heartbeat(s);
    expect(await tryAt(noon + 60_000)).toBe(false);
    now = noon + 180_000;
    await heartbeat(s);
    expect(await s.db.selectFrom('rate_windows').selectAll().execute()).toEqual([]);
  });

  test('a request that the balance does not cover counts against the limit', async () => {
    const s = await (await newPlace()).open();
    const { key } = await seed(s, 10);
    const limits = { key: 2, account: null };
    const reasons = [];
    for (let at = 0; at < 3; at++) {
      const result = await reserve(s, startOf(key, { limits }));
      reasons.push(result.ok ? 'ok' : result.reason);
    }
    expect(reasons).toEqual(['insufficient_balance', 'insufficient_balance', 'rate_limited']);
  });
});
