/** What a batch adds to the usage of keys, per UTC day. */
import type { Charge } from '../domain/charge.ts';
import type { EpochMs } from '../domain/rates.ts';
import type { Usage } from '../domain/usage.ts';
import { usageValues } from './request-values.ts';

export const dayMs = 86_400_000;

export type SettledUsage = { keyId: string; startedAt: EpochMs; usage: Usage; charge: Charge };

/** One row per key and day. */
export const sumUsage = (settled: SettledUsage[]) => {
  const sums = new Map<string, UsageSum>();
  for (const { keyId, startedAt, usage, charge } of settled) {
    const day = Math.floor(startedAt / dayMs);
    const added = { requests: 1, ...usageValues(usage), charged: charge.nanodollars };
    const name = `${keyId} ${day}`;
    const sum = sums.get(name);
    sums.set(name, { key_id: keyId, day, ...(sum ? plus(sum, added) : added) });
  }
  return [...sums.values()];
};

type Amounts = ReturnType<typeof usageValues> & { requests: number; charged: number };

type UsageSum = Amounts & { key_id: string; day: number };

const plus = (a: Amounts, b: Amounts): Amounts => ({
  requests: a.requests + b.requests,
  input: a.input + b.input,
  output: a.output + b.output,
  cache_read: a.cache_read + b.cache_read,
  cache_write_5m: a.cache_write_5m + b.cache_write_5m,
  cache_write_1h: a.cache_write_1h + b.cache_write_1h,
  charged: a.charged + b.charged,
});
