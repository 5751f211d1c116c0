/** What visitors leave behind may go, while the server runs; what belongs to anybody else stays. */
import { sql } from 'kysely';
import { encodeTime } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLedger, createAccount, listAccounts } from '../../src/storage/accounts.ts';
import { createKey, type KeyRecord } from '../../src/storage/keys.ts';
import { listRequests, recordRejection, reserve, settle } from '../../src/storage/requests.ts';
import { openStore, type Store } from '../../src/storage/store.ts';
import { countVisitorTraces, removeVisitorTraces } from '../../src/storage/visitor-traces.ts';
import { newVisitor } from '../api/visitor.ts';
import { type PostgresUnderTest, startPostgres } from '../postgres-under-test.ts';
import { startServer } from '../server-under-test.ts';
import { completed, startOf, usage } from '../storage/seed.ts';
import { admin } from './command.ts';

let postgres: PostgresUnderTest;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const dayMs = 86_400_000;
const now = Date.now();
let requests = 0;

const idAt = (startedAt: number): string =>
  `req_${encodeTime(startedAt)}${String(++requests).padStart(16, '0')}`;

/** Requests so many days ago, as the gateway logs them. */
const logged = async (s: Store, key: KeyRecord, daysAgo: number, count: number) => {
  const startedAt = now - daysAgo * dayMs;
  const ids = Array.from({ length: count }, () => idAt(startedAt));
  await Promise.all(
    ids.map(async (id) => {
      const start = startOf(key, { id, startedAt });
      await reserve(s, start);
      await settle(s, start, completed(usage(10, 20)));
    }),
  );
};

const idsOf = async (s: Store, accountId: string): Promise<string[]> =>
  (await listRequests(s, { accountId, limit: 1_000 })).data.map(({ id }) => id);

test.each(['sqlite', 'postgres'] as const)(
  'on %s, old requests of visitors leave the log and nobody else’s do, keys go on working, and the books add up',
  async (engine) => {
    const database =
      engine === 'postgres' ? { DATABASE_URL: await postgres.newDatabase() } : undefined;
    const server = await startServer({ env: { ...database, SANDBOX_PACE: '0' } });
    const environment = { DATA_DIR: server.dataDir, ...database };
    const s = await openStore({
      dataDir: server.dataDir,
      databaseUrl: database?.DATABASE_URL,
      clock: { now: () => now },
    });
    const visitor = newVisitor(server.origin);
    const { account, key } = await visitor.sandbox();
    const user = newVisitor(server.origin);
    const address = { name: 'Ada', email: 'ada@example.com', password: 'a password of the tests' };
    await user.post('/api/auth/sign-up/email', address);
    const others = [
      (await user.sandbox()).account,
      await createAccount(s, { kind: 'sandbox', credit: 1_000_000_000 }),
      await createAccount(s, { kind: 'standard', credit: 1_000_000_000 }),
    ];
    for (const { id: accountId } of [account, ...others]) {
      const made = await createKey(s, { accountId, groupId: 'sandbox', label: 'Old' });
      // More than are removed at once.
      await logged(s, made.key, 100, accountId === account.id ? 501 : 2);
      await logged(s, made.key, 80, 2);
      if (accountId === account.id)
        await recordRejection(s, {
          ...startOf(made.key, { id: idAt(now - 200 * dayMs), startedAt: now - 200 * dayMs }),
          status: 404,
          errorCode: 'model_not_found',
        });
    }
    const accounts = await listAccounts(s);

    const prune = ['visitors', 'prune', '--days', '90'];
    const what = '502 requests of 1 accounts, and 0 visitors whose session has ended';
    expect((await admin(environment, ...prune)).out).toBe(
      `Would be removed: ${what}. Add --yes to remove them.\n`,
    );
    expect(await idsOf(s, account.id)).toHaveLength(504);
    expect((await admin(environment, ...prune, '--yes')).out).toBe(`Removed: ${what}.\n`);

    expect(await idsOf(s, account.id)).toHaveLength(2);
    for (const { id } of others) expect(await idsOf(s, id)).toHaveLength(4);
    expect(await listAccounts(s)).toEqual(accounts);
    expect(await checkLedger(s)).toEqual([]);

    const before = now - 90 * dayMs;
    const none = { requests: 0, accounts: 0, users: 0 };
    const came = new Date(now - 91 * dayMs).toISOString();
    await sql`update auth_user set "createdAt" = ${came}`.execute(s.db);
    expect(await removeVisitorTraces(s, before)).toEqual(none);
    const ended = new Date(now - dayMs).toISOString();
    await sql`update auth_session set "expiresAt" = ${ended}`.execute(s.db);
    expect(await countVisitorTraces(s, before)).toEqual({ ...none, users: 1 });
    expect(await removeVisitorTraces(s, before)).toEqual({ ...none, users: 1 });
    expect(await removeVisitorTraces(s, before)).toEqual(none);
    expect((await visitor.chat(key.secret)).status).toBe(200);
    await s.close();
    await server.stop();
  },
);
