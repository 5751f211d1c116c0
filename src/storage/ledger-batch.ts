/**
 * One batch of the ledger, inside one transaction: what its operations touch is read once, they are
 * decided one after the other, and the sum of what they change is written. Settlements come first,
 * so that what they give back can be reserved in the same batch.
 */
import type { Charge } from '../domain/charge.ts';
import type { EpochMs } from '../domain/rates.ts';
import type { Engine, Run } from './engine.ts';
import * as sql from './ledger-statements.ts';
import { countRequest, loadWindows, saveWindows, type Windows } from './rate-limits.ts';
import {
  checkpointValues,
  rejectionValues,
  settlementValues,
  startValues,
} from './request-values.ts';
import type { Checkpoint, Rejection, RequestStart, Reservation, Settlement } from './requests.ts';
import { type SettledUsage, sumUsage } from './usage-sums.ts';

export type Batch = {
  reserves: RequestStart[];
  rejections: Rejection[];
  checkpoints: { id: string; checkpoint: Checkpoint }[];
  settlements: { id: string; settlement: Settlement }[];
};

/** Each list by position in the batch's own. */
export type BatchResult = { reserves: Reservation[]; settlements: boolean[] };

export type BatchContext = { instanceId: string; now: EpochMs };

/** Throws when the database refuses a row, an unknown account's say; the whole batch is then void. */
export const runBatch = async (
  run: Run,
  engine: Engine['kind'],
  batch: Batch,
  context: BatchContext,
): Promise<BatchResult> => {
  const running = await findRunning(run, batch.settlements);
  const accounts = await lockAccounts(run, engine, [
    ...[...running.values()].map((row) => row.account_id),
    ...batch.reserves.map((start) => start.accountId),
  ]);
  const settlements = await settleAll(run, batch.settlements, running, accounts, context.now);
  await checkpointAll(run, batch.checkpoints);

  const windows = await loadWindows(run, batch.reserves);
  const reserves = batch.reserves.map((start) => reserveOne(start, accounts, windows));
  const admitted = batch.reserves.filter((_, at) => reserves[at]?.ok);
  await run(sql.insertRequests, [
    ...admitted.map((start) => startValues(start, context.instanceId)),
    ...batch.rejections.map((rejection) => rejectionValues(rejection, context)),
  ]);
  await saveWindows(run, windows);
  await saveAccounts(run, accounts);
  return { reserves, settlements };
};

/** An account as this batch leaves it, and as the store has it. */
type Account = sql.BalanceRow & { stored: sql.BalanceRow };

type Accounts = Map<string, Account>;

const lockAccounts = async (run: Run, engine: Engine['kind'], ids: string[]): Promise<Accounts> => {
  const rows = await run(sql.lockAccounts[engine], distinct(ids));
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

type Running = Map<string, sql.RunningRow>;

const findRunning = async (run: Run, settlements: Batch['settlements']): Promise<Running> => {
  const rows = await run(sql.findRunning, distinct(settlements.map(({ id }) => id)));
  return new Map(rows.map((row) => [row.id, row]));
};

/** True for the settlements that took effect; the others came too late. */
const settleAll = async (
  run: Run,
  settlements: Batch['settlements'],
  running: Running,
  accounts: Accounts,
  now: EpochMs,
): Promise<boolean[]> => {
  const firsts = new Map<string, Due>();
  for (const { id, settlement } of settlements) {
    const row = running.get(id);
    if (row && !firsts.has(id))
      firsts.set(id, { row, settlement, charge: capped(settlement.charge, row.reserved) });
  }
  const taken = await run(
    sql.settleRequests,
    [...firsts].map(([id, { settlement, charge }]) =>
      settlementValues(id, settlement, charge, now),
    ),
  );
  const settled = new Map(taken.map(({ id }) => [id, firsts.get(id)] as const));
  const used: SettledUsage[] = [];
  for (const due of settled.values()) {
    if (!due) continue;
    const { row, settlement, charge } = due;
    const account = accountOf(accounts, row.account_id);
    account.balance -= charge.nanodollars;
    account.reserved -= row.reserved;
    used.push({ keyId: row.key_id, startedAt: row.started_at, usage: settlement.usage, charge });
  }
  await run(sql.addUsage, sumUsage(used));
  return settlements.map(({ id, settlement }) => settled.get(id)?.settlement === settlement);
};

type Due = { row: sql.RunningRow; settlement: Settlement; charge: Charge };

const capped = (charge: Charge, reserved: number): Charge =>
  charge.nanodollars > reserved ? { ...charge, nanodollars: reserved, cappedAt: reserved } : charge;

/** The newest checkpoint of each request. */
const checkpointAll = (run: Run, checkpoints: Batch['checkpoints']) =>
  run(
    sql.checkpointRequests,
    [...new Map(checkpoints.map(({ id, checkpoint }) => [id, checkpoint]))].map(
      ([id, checkpoint]) => checkpointValues(id, checkpoint),
    ),
  );

const distinct = (ids: string[]): { id: string }[] => [...new Set(ids)].map((id) => ({ id }));
