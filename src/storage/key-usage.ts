/** Usage statistics of a key, from the sums that settlements keep (K4). */
import { type Selectable, sql } from 'kysely';
import type { EpochMs } from '../domain/rates.ts';
import { noUsage, type Usage } from '../domain/usage.ts';
import { usageOf } from './request-values.ts';
import type { UsageDaysTable } from './schema.ts';
import type { Store } from './store.ts';
import { dayMs } from './usage-sums.ts';

/** Settled requests that the gateway had let through, their tokens, and what they cost in nanodollars. */
export type KeyUsage = { requests: number; tokens: Usage; charged: number };

/** `day` is `YYYY-MM-DD` in UTC. A request belongs to the day that it started on. */
export type DayUsage = KeyUsage & { day: string };

export const keyUsage = async (s: Store, keyId: string): Promise<KeyUsage> => {
  const sums = await s.db
    .selectFrom('usage_days')
    .select(({ fn }) =>
      usageColumns.map((column) => fn.coalesce(fn.sum<number>(column), sql<number>`0`).as(column)),
    )
    .where('key_id', '=', keyId)
    .executeTakeFirstOrThrow();
  return keyUsageOf(sums);
};

/** Of all keys of an account, by id; keys that were never used are not in it. */
export const keyUsages = async (s: Store, accountId: string): Promise<Map<string, KeyUsage>> => {
  const rows = await s.db
    .selectFrom('usage_days')
    .innerJoin('keys', 'keys.id', 'usage_days.key_id')
    .where('keys.account_id', '=', accountId)
    .groupBy('usage_days.key_id')
    .select('usage_days.key_id')
    .select(({ fn }) =>
      usageColumns.map((column) => fn.sum<number>(`usage_days.${column}`).as(column)),
    )
    .execute();
  return new Map(rows.map((row) => [row.key_id, keyUsageOf(row)]));
};

export const unused: KeyUsage = { requests: 0, tokens: noUsage, charged: 0 };

/** Days with usage since the day of a moment, oldest first. */
export const keyUsageByDay = async (
  s: Store,
  keyId: string,
  since: EpochMs,
): Promise<DayUsage[]> => {
  const rows = await s.db
    .selectFrom('usage_days')
    .selectAll()
    .where('key_id', '=', keyId)
    .where('day', '>=', Math.floor(since / dayMs))
    .orderBy('day')
    .execute();
  return rows.map((row) => ({
    day: new Date(row.day * dayMs).toISOString().slice(0, 10),
    ...keyUsageOf(row),
  }));
};

const usageColumns = [
  'requests',
  'input',
  'output',
  'cache_read',
  'cache_write_5m',
  'cache_write_1h',
  'charged',
] as const;

type Sums = Pick<Selectable<UsageDaysTable>, (typeof usageColumns)[number]>;

const keyUsageOf = (sums: Sums): KeyUsage => ({
  requests: sums.requests,
  tokens: usageOf(sums),
  charged: sums.charged,
});
