/** Accounts and the ledger: credits in, charges out. All amounts are nanodollars. */
import { type Selectable, sql, type Transaction } from 'kysely';
import { formatDollars, largestAmount } from '../domain/money.ts';
import type { EpochMs } from '../domain/rates.ts';
import { newId } from './identifiers.ts';
import { pagesById } from './pages.ts';
import type { AccountsTable, Schema } from './schema.ts';
import type { Store } from './store.ts';

export type AccountRecord = {
  id: string;
  kind: 'sandbox' | 'standard';
  balance: number;
  /** Part of the balance that running requests hold. */
  reserved: number;
  createdAt: EpochMs;
  userId: string | null;
};

export type NewAccount = {
  kind: AccountRecord['kind'];
  userId?: string;
  /** First credit. */
  credit?: number;
  creditReason?: string;
};

/** An account whose balance or reservation is not what credits and requests add up to. */
export type LedgerFault = {
  accountId: string;
  balance: number;
  /** Sum of credits minus sum of charges. */
  expectedBalance: number;
  reserved: number;
  /** Sum over running requests. */
  expectedReserved: number;
};

export const createAccount = (s: Store, account: NewAccount): Promise<AccountRecord> =>
  s.db.transaction().execute(async (transaction) => {
    const at = s.clock.now();
    const { kind, userId = null, credit = 0, creditReason = 'First credit' } = account;
    const id = newId('acc', at);
    await transaction
      .insertInto('accounts')
      .values({ id, kind, user_id: userId, balance: 0, reserved: 0, created_at: at })
      .execute();
    if (credit !== 0) await book(transaction, id, credit, creditReason, at);
    return { id, kind, balance: credit, reserved: 0, createdAt: at, userId };
  });

export const findAccount = async (s: Store, id: string): Promise<AccountRecord | undefined> => {
  const row = await s.db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
  return row && accountRecord(row);
};

/** Oldest first. */
export const listAccounts = async (s: Store): Promise<AccountRecord[]> => {
  const rows = await s.db.selectFrom('accounts').selectAll().orderBy('id').execute();
  return rows.map(accountRecord);
};

/**
 * The account with its new balance; undefined when there is no such account. A negative amount
 * takes credit back: a RangeError when requests have used or reserved it, or it is more than an
 * account can hold.
 */
export const addCredit = (
  s: Store,
  accountId: string,
  amount: number,
  reason: string,
): Promise<AccountRecord | undefined> =>
  s.db
    .transaction()
    .execute((transaction) => book(transaction, accountId, amount, reason, s.clock.now()));

export type CreditRecord = { id: string; amount: number; reason: string; createdAt: EpochMs };

/** Oldest first. */
export const listCredits = async (s: Store, accountId: string): Promise<CreditRecord[]> => {
  const rows = await s.db
    .selectFrom('credits')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute();
  return rows.map(({ id, amount, reason, created_at }) => ({
    id,
    amount,
    reason,
    createdAt: created_at,
  }));
};

/**
 * Credits what an account lacks of an amount, and nothing when it has as much. However many calls come at
 * once, it is filled up once. Answers the account as it is then.
 */
export const fillUp = async (
  s: Store,
  account: AccountRecord,
  amount: number,
  reason: string,
): Promise<AccountRecord> => {
  const missing = amount - account.balance;
  if (missing <= 0) return account;
  const filled = await s.db.transaction().execute(async (transaction) => {
    // Changes nothing, and holds the row if it is still as it was read.
    const unchanged = await transaction
      .updateTable('accounts')
      .set({ kind: account.kind })
      .where('id', '=', account.id)
      .where('balance', '=', account.balance)
      .executeTakeFirst();
    if (unchanged.numUpdatedRows === 0n) return undefined;
    return book(transaction, account.id, missing, reason, s.clock.now());
  });
  if (filled) return filled;
  const current = await findAccount(s, account.id);
  return current ? fillUp(s, current, amount, reason) : account;
};

/**
 * Empty when, for every account, credits − charges = balance and running reservations = reserved. Each
 * account is read in one statement, so that requests may go on; some accounts in each, so that none takes long.
 */
export const checkLedger = async (s: Store): Promise<LedgerFault[]> => {
  const faults: LedgerFault[] = [];
  const sums = pagesById(async (after) => {
    const { rows } = await sql<Omit<LedgerFault, 'accountId'> & { id: string }>`
      select a.id, a.balance, a.reserved,
        coalesce((select sum(amount) from credits where account_id = a.id), 0)
          - coalesce((select sum(charged) from requests where account_id = a.id), 0)
          as "expectedBalance",
        coalesce((select sum(reserved) from running_requests where account_id = a.id), 0)
          as "expectedReserved"
      from accounts a where a.id > ${after} order by a.id limit ${accountsAtOnce}`.execute(s.db);
    return rows;
  });
  for await (const rows of sums)
    for (const { id, ...sum } of rows)
      if (sum.balance !== sum.expectedBalance || sum.reserved !== sum.expectedReserved)
        faults.push({ accountId: id, ...sum });
  return faults;
};

const accountsAtOnce = 500;

export const countAccounts = async ({ db }: Store): Promise<number> => {
  const { accounts } = await db
    .selectFrom('accounts')
    .select(({ fn }) => fn.countAll<number>().as('accounts'))
    .executeTakeFirstOrThrow();
  return accounts;
};

const book = async (
  transaction: Transaction<Schema>,
  accountId: string,
  amount: number,
  reason: string,
  at: EpochMs,
): Promise<AccountRecord | undefined> => {
  if (!Number.isSafeInteger(amount) || amount === 0)
    throw new RangeError('A credit is a whole number of nanodollars, and not zero.');
  const changed = await transaction
    .updateTable('accounts')
    .set(({ eb }) => ({ balance: eb('balance', '+', amount) }))
    .where('id', '=', accountId)
    .where(({ eb }) => eb(eb('balance', '+', amount), '>=', eb.ref('reserved')))
    .where(({ eb }) => eb(eb('balance', '+', amount), '<=', largestAmount))
    .returningAll()
    .executeTakeFirst();
  if (!changed) {
    const known = await transaction
      .selectFrom('accounts')
      .select('id')
      .where('id', '=', accountId)
      .executeTakeFirst();
    if (!known) return undefined;
    throw new RangeError(
      amount < 0
        ? 'The account does not have that much left to take back.'
        : `An account can hold at most $${formatDollars(largestAmount)}.`,
    );
  }
  await transaction
    .insertInto('credits')
    .values({ id: newId('crd', at), account_id: accountId, amount, reason, created_at: at })
    .execute();
  return accountRecord(changed);
};

const accountRecord = (row: Selectable<AccountsTable>): AccountRecord => ({
  id: row.id,
  kind: row.kind,
  balance: row.balance,
  reserved: row.reserved,
  createdAt: row.created_at,
  userId: row.user_id,
});
