/**
 * One batch of the ledger, inside one transaction: what its operations touch is read once, they are
 * decided one after the other, and the sum of what they change is written. Settlements come first,
 * so that what they give back can be reserved in the same batch.
 */
import type { EpochMs } from '../domain/rates.ts';
import type { Run } from './engine.ts';
import * as sql from './ledger-statements.ts';
import { countRequest, loadWindows, saveWindows, type Windows } from './rate-limits.ts';
import {
  checkpointValues,
  rejectedValues,
  runningValues,
  settledValues,
} from './request-values.ts';
import type {
  Checkpoint,
  Rejection,
  RequestStart,
  Reservation,
  Settlement,
  Started,
} from './requests.ts';
import { type SettledUsage, sumUsage } from './usage-sums.ts';

export type Batch = {
  reserves: RequestStart[];
  rejections: Rejection[];
  checkpoints: { id: string; checkpoint: Checkpoint }[];
  settlements: Due[];
};

export type Due = { started: Started; settlement: Settlement };

/** Each list by position in the batch's own. */
export type BatchResult = { reserves: Reservation[]; settlements: boolean[] };

export type BatchContext = { instanceId: string; now: EpochMs };

/** Throws when the database refuses a row, an unknown account's say; the whole batch is then void. */
export const runBatch = async (
  run: Run,
  batch: Batch,
  context: BatchContext,
): Promise<BatchResult> => {
  const accounts = await lockAccounts(run, batch);
  const settlements = await settleAll(run, batch, accounts, context.now);
  await checkpointAll(run, batch.checkpoints);

  const windows = await loadWindows(run, batch.reserves);
  const reserves = batch.reserves.map((start) => reserveOne(start, accounts, windows));
  const admitted = batch.reserves.filter((_, at) => reserves[at]?.ok);
  await run(
    sql.beginRequests,
    admitted.map((start) => runningValues(start, context.instanceId)),
  );
  await saveWindows(run, windows);
  await saveAccounts(run, accounts);
  return { reserves, settlements };
};

/** An account as this batch leaves it, and as the store has it. */
type Account = sql.BalanceRow & { stored: sql.BalanceRow };

type Accounts = Map<string, Account>;

const lockAccounts = async (run: Run, { settlements, reserves }: Batch): Promise<Accounts> => {
  const ids = new Set<string>();
  for (const { started } of settlements) ids.add(started.accountId);
  for (const { accountId } of reserves) ids.add(accountId);
  const rows = await run(
    sql.lockAccounts,
    [...ids].map((id) => ({ id })),
  );
  return new Map(rows.map((row) => [row.id, { ...row, stored: row }]));
};

const saveAccounts = (run: Run, accounts: Accounts) =>
  run(
    sql.changeAccounts,
    [...accounts.values()]
      .map(({ id, balance, reserved, stored }) => ({
        id,
        balance: balance - stored.balance,
        reserved: reserved - stored.reserved,
      }))
      .filter(({ balance, reserved }) => balance !== 0 || reserved !== 0),
  );

const accountOf = (accounts: Accounts, id: string): Account => {
  const account = accounts.get(id);
  if (!account) throw new RangeError(`There is no account ${id}.`);
  return account;
};

const reserveOne = (start: RequestStart, accounts: Accounts, windows: Windows): Reservation => {
  const account = accountOf(accounts, start.accountId);
  const { allowed, limit } = countRequest(start, windows);
  if (!allowed) return { ok: false, reason: 'rate_limited', limit };
  const available = account.balance - account.reserved;
  if (start.reserved > available)
    return { ok: false, reason: 'insufficient_balance', available, needed: start.reserved };
  account.reserved += start.reserved;
  return { ok: true, limit };
};

/** True for the settlements that took effect; the others came too late. Refusals are logged with them. */
const settleAll = async (
  run: Run,
  { settlements, rejections }: Batch,
  accounts: Accounts,
  now: EpochMs,
): Promise<boolean[]> => {
  const firsts = new Map<string, Due>();
  for (const due of settlements) if (!firsts.has(due.started.id)) firsts.set(due.started.id, due);
  const ended = await run(
    sql.endRequests,
    [...firsts.keys()].map((id) => ({ id })),
  );
  const settled = new Set<Due>();
  const rows = rejections.map((rejection) => rejectedValues(rejection, now));
  const used: SettledUsage[] = [];
  for (const { id } of ended) {
    const due = firsts.get(id);
    if (!due) continue;
    const { started } = due;
    const settlement = capped(due.settlement, started.reserved);
    const { usage, charge } = settlement;
    const account = accountOf(accounts, started.accountId);
    account.balance -= charge.nanodollars;
    account.reserved -= started.reserved;
    rows.push(settledValues(started, settlement, now));
    used.push({ keyId: started.keyId, startedAt: started.startedAt, usage, charge });
    settled.add(due);
  }
  await run(sql.logRequests, rows);
  await run(sql.addUsage, sumUsage(used));
  return settlements.map((due) => settled.has(due));
};

/** At most what was reserved is taken. */
const capped = (settlement: Settlement, reserved: number): Settlement => {
  const { charge } = settlement;
  return charge.nanodollars > reserved
    ? { ...settlement, charge: { ...charge, nanodollars: reserved, cappedAt: reserved } }
    : settlement;
};

/** The newest checkpoint of each request. */
const checkpointAll = (run: Run, checkpoints: Batch['checkpoints']) =>
  run(
    sql.checkpointRequests,
    [...new Map(checkpoints.map(({ id, checkpoint }) => [id, checkpoint]))].map(
      ([id, checkpoint]) => checkpointValues(id, checkpoint),
    ),
  );
