/** A store that an older version wrote goes on under this one. */
import { type Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { checkLedger, findAccount } from '../../src/storage/accounts.ts';
import { findRequest, listRequests, settleAbandoned } from '../../src/storage/requests.ts';
import type { Schema } from '../../src/storage/schema.ts';
import { type Store, StoreError } from '../../src/storage/store.ts';
import { price, seed, usage } from './seed.ts';
import { onBothEngines } from './store-under-test.ts';

onBothEngines((newPlace) => {
  test('requests that ran when the older version ended are settled, and settled ones are kept', async () => {
    const place = await newPlace();
    const old = await place.open();
    const { account, key } = await seed(old, 10_000);
    await undoRunningRequests(old.db);
    const row = (id: string, more: object) => ({
      id,
      account_id: account.id,
      key_id: key.id,
      group_id: 'test',
      model: 'sandbox/docs',
      protocol: 'openai-chat',
      endpoint: '/v1/chat/completions',
      stream: 1,
      client: 'tests/1.0',
      instance_id: old.instanceId,
      started_at: Date.UTC(2026, 5, 1, 12),
      price: JSON.stringify(price),
      reserved: 1_000,
      ...more,
    });
    await insert(old, row('req_early', { state: 'running' }));
    await insert(
      old,
      row('req_midway', {
        state: 'running',
        upstream: 'sandbox',
        status: 200,
        first_token_at: Date.UTC(2026, 5, 1, 12, 0, 1),
        input: 100,
        output: 50,
        usage_source: 'counted',
      }),
    );
    await insert(
      old,
      row('req_settled', {
        state: 'settled',
        status: 200,
        outcome: 'completed',
        ended_at: Date.UTC(2026, 5, 1, 12, 0, 2),
        charged: 500,
        charge: JSON.stringify({ nanodollars: 500, multiplier: '1.5', lines: [] }),
      }),
    );
    await old.db
      .updateTable('accounts')
      .set({ balance: 9_500, reserved: 2_000 })
      .where('id', '=', account.id)
      .execute();
    await old.close();

    const s = await place.open();
    const { data } = await listRequests(s, { accountId: account.id, limit: 10 });
    expect(data.map(({ id, state }) => [id, state])).toEqual([
      ['req_settled', 'settled'],
      ['req_midway', 'running'],
      ['req_early', 'running'],
    ]);
    expect(await checkLedger(s)).toEqual([]);
    expect(await settleAbandoned(s, 0)).toBe(2);
    expect(await findRequest(s, account.id, 'req_midway')).toMatchObject({
      outcome: 'upstream_disconnected',
      usage: usage(100, 50),
      usageSource: 'counted',
      charge: { nanodollars: 375 },
    });
    expect(await findRequest(s, account.id, 'req_early')).toMatchObject({
      outcome: 'upstream_error',
      charge: { nanodollars: 0 },
    });
    expect(await findAccount(s, account.id)).toMatchObject({ balance: 9_125, reserved: 0 });
    expect(await checkLedger(s)).toEqual([]);
  });

  test('a store that a newer version used is refused in words that say what to do', async () => {
    const place = await newPlace();
    const { db } = await place.open();
    await sql`insert into kysely_migration (name, timestamp) values ('900-later', '2030')`.execute(
      db,
    );
    const reopened = place.open();
    await expect(reopened).rejects.toBeInstanceOf(StoreError);
    await expect(reopened).rejects.toThrow(/newer version.*restore the backup/);
  });
});

/** Makes the tables as they were before running requests had one of their own. */
const undoRunningRequests = async (db: Kysely<Schema>): Promise<void> => {
  await db.schema.dropTable('running_requests').execute();
  await sql`alter table requests add column state text not null default 'settled'`.execute(db);
  await sql`alter table requests add column instance_id text not null default 'none'`.execute(db);
  await sql`create index requests_running on requests (instance_id) where state = 'running'`.execute(
    db,
  );
  await sql`delete from kysely_migration where name >= '004'`.execute(db);
};

const insert = ({ db }: Store, row: Record<string, unknown>): Promise<unknown> =>
  sql`insert into requests (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
    values (${sql.join(Object.values(row))})`.execute(db);
