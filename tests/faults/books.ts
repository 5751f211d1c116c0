/** The books after a fault: what clients saw and what the store says must be the same story. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { checkLedger } from '../../src/storage/accounts.ts';
import type { Store } from '../../src/storage/store.ts';
import { reportedUsage } from '../misbehaving-upstream/answers.ts';
import type { Seen } from './ask.ts';

/** Charge of a finished answer at the site's rates, in nanodollars. */
export const fullCharge = reportedUsage.input * 1_000 + reportedUsage.output * 4_000;

export type Books = {
  /** Rows by how they ended. */
  outcomes: Record<string, number>;
  /** Answers that a client saw to their end. */
  ended: number;
};

/** Nothing runs, nothing is held, nothing was settled twice, and whatever was served is paid. */
export const checkBooks = async (store: Store, seen: Seen[]): Promise<Books> => {
  expect(await checkLedger(store)).toEqual([]);
  expect(await store.db.selectFrom('running_requests').select('id').execute()).toEqual([]);
  const rows = await store.db
    .selectFrom('requests')
    .select(['id', 'outcome', 'charged', 'reserved', 'key_id'])
    .execute();

  const byId = new Map(rows.map((row) => [row.id, row]));
  const served = seen.filter(({ ended, status }) => ended && status === 200);
  for (const { requestId = '' } of served)
    expect(byId.get(requestId), requestId).toMatchObject({
      outcome: 'completed',
      charged: fullCharge,
    });
  for (const { requestId = '', text } of seen.filter(({ status = 0 }) => status >= 400))
    expect(byId.get(requestId)?.charged ?? 0, text).toBe(0);

  await checkUsage(store, rows);
  return { outcomes: tally(rows.map(({ outcome }) => `${outcome}`)), ended: served.length };
};

type Row = { reserved: number; charged: number; key_id: string };

/** Resolves when no request runs. */
export const allSettled = async (store: Store): Promise<void> => {
  const running = () => store.db.selectFrom('running_requests').select('id').executeTakeFirst();
  while (await running()) await pause(20);
};

/** Each settlement adds to its key's usage in the same transaction, so a second one would show here. */
const checkUsage = async (store: Store, rows: Row[]): Promise<void> => {
  const used = await store.db
    .selectFrom('usage_days')
    .select(({ fn }) => [
      'key_id',
      fn.sum<number>('requests').as('requests'),
      fn.sum<number>('charged').as('charged'),
    ])
    .groupBy('key_id')
    .execute();
  for (const { key_id, requests, charged } of used) {
    const settled = rows.filter((row) => row.key_id === key_id && row.reserved > 0);
    expect(requests).toBe(settled.length);
    expect(charged).toBe(settled.reduce((sum, row) => sum + row.charged, 0));
  }
};

export const tally = (values: string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};
