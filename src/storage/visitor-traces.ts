/**
 * What visitors without a sign-up leave behind that grows without bound: requests of their sandbox
 * accounts in the log, and users whose session has ended. Accounts, keys and statistics stay (K2), and
 * so do the books: what the removed requests cost is booked as one negative credit.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import { encodeTime } from 'ulid';
import type { EpochMs } from '../domain/rates.ts';
import { endedVisitors, ofVisitors, removeUsers } from './auth-users.ts';
import { newId } from './identifiers.ts';
import { pagesById } from './pages.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

/** `accounts`: those that the requests belong to. */
export type VisitorTraces = { requests: number; accounts: number; users: number };

/** What `removeVisitorTraces` would remove now. */
export const countVisitorTraces = async (s: Store, before: EpochMs): Promise<VisitorTraces> => {
  const traces = { requests: 0, accounts: 0, users: 0 };
  for await (const accounts of visitorAccounts(s)) {
    const rows = await requestsOf(s, idsOf(accounts), before)
      .select(['account_id', ({ fn }) => fn.countAll<number>().as('requests')])
      .groupBy('account_id')
      .execute();
    traces.accounts += rows.length;
    for (const { requests } of rows) traces.requests += requests;
  }
  for await (const users of endedVisitors(s, before, rowsAtOnce)) traces.users += users.length;
  return traces;
};

/** Removes requests that started, and users that came, before a moment; answers how many. */
export const removeVisitorTraces = async (s: Store, before: EpochMs): Promise<VisitorTraces> => {
  const traces = { requests: 0, accounts: 0, users: 0 };
  for await (const accounts of visitorAccounts(s)) {
    const seen = new Set<string>();
    for (;;) {
      const removed = await removeRequests(s, idsOf(accounts), before);
      if (removed.length === 0) break;
      for (const { account_id } of removed) seen.add(account_id);
      traces.requests += removed.length;
      await pause(breakMs);
    }
    traces.accounts += seen.size;
  }
  for await (const users of endedVisitors(s, before, rowsAtOnce)) {
    traces.users += await removeUsers(s, idsOf(users));
    await pause(breakMs);
  }
  return traces;
};

/** Rows in a transaction: few enough for it to take milliseconds. */
const rowsAtOnce = 500;
/** A server that waits to write asks again after 50 ms at most, and finds its turn in each break. */
const breakMs = 60;

/** The sandbox accounts of visitors who have not signed up, some at a time. */
async function* visitorAccounts(s: Store): AsyncGenerator<{ id: string }[]> {
  const theirs = await ofVisitors(s);
  yield* pagesById((after) =>
    s.db
      .selectFrom('accounts')
      .select('id')
      .where('kind', '=', 'sandbox')
      .where('id', '>', after)
      .where(theirs)
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute(),
  );
}

const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

/** Ids of requests sort by time. */
const requestsOf = ({ db }: Pick<Store, 'db'>, accountIds: string[], before: EpochMs) =>
  db
    .selectFrom('requests')
    .where('account_id', 'in', accountIds)
    .where('id', '<', `req_${encodeTime(before)}`);

type Removed = { account_id: string; charged: number };

const removeRequests = (s: Store, accountIds: string[], before: EpochMs): Promise<Removed[]> =>
  s.db.transaction().execute(async (db) => {
    const old = await requestsOf({ db }, accountIds, before)
      .select('id')
      .orderBy('account_id')
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute();
    if (old.length === 0) return [];
    const removed = await db
      .deleteFrom('requests')
      .where('id', 'in', idsOf(old))
      .returning(['account_id', 'charged'])
      .execute();
    await bookCharges(db, removed, before, s.clock.now());
    return removed;
  });

/** Takes the place of charges, so that credits minus charges stay what they were. */
const bookCharges = async (
  db: Transaction<Schema>,
  removed: Removed[],
  before: EpochMs,
  at: EpochMs,
): Promise<void> => {
  const sums = new Map<string, number>();
  for (const { account_id, charged } of removed)
    sums.set(account_id, (sums.get(account_id) ?? 0) + charged);
  const reason = `Requests before ${new Date(before).toISOString()}, removed from the log`;
  const credits = [...sums]
    .filter(([, sum]) => sum > 0)
    .map(([account_id, sum]) => ({
      id: newId('crd', at),
      account_id,
      amount: -sum,
      reason,
      created_at: at,
    }));
  if (credits.length > 0) await db.insertInto('credits').values(credits).execute();
};
