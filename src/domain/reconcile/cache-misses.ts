/**
 * Calls whose prompt cache was expected to hit and did not (B3c), with the reason that the log shows:
 * the pause since the call before, or a model without caching, or else a prompt that began differently.
 */
import type { LogRow } from './rows.ts';

export type MissReason = 'expired' | 'unsupported' | 'changed';

export type MissContext = { before: LogRow | undefined; modelCaches: boolean };

const lifetimes = { short: 5 * 60_000, long: 60 * 60_000 };

export const missReason = (row: LogRow, { before, modelCaches }: MissContext): MissReason => {
  if (!modelCaches) return 'unsupported';
  if (!before) return 'expired';
  const lifetime = before.usage.cacheWrite1h > 0 ? lifetimes.long : lifetimes.short;
  return row.startedAt - before.endedAt > lifetime ? 'expired' : 'changed';
};

/** For each row, the call before it of the same key, client and model, and whether that model ever cached. */
export const missContexts = (log: readonly LogRow[]): Map<LogRow, MissContext> => {
  const caching = new Set(log.filter(usedCache).map((row) => row.model));
  const before = new Map<string, LogRow>();
  const contexts = new Map<LogRow, MissContext>();
  for (const row of [...log].sort((a, b) => a.startedAt - b.startedAt)) {
    const series = `${row.keyId}|${row.client ?? ''}|${row.model}`;
    contexts.set(row, {
      before: before.get(series),
      modelCaches: caching.has(row.model) && cheaperReads(row),
    });
    if (usedCache(row)) before.set(series, row);
  }
  return contexts;
};

/** A call that wrote the cache anew right after another one of its series had filled it. */
export const isMiss = (row: LogRow, { before }: MissContext): boolean =>
  before !== undefined && row.usage.cacheRead === 0 && written(row) > 0;

/** Tokens that a hit would have read: no more than the entry before held. */
export const missedTokens = (row: LogRow, { before }: MissContext): number =>
  before === undefined ? 0 : Math.min(written(row), written(before) + before.usage.cacheRead);

const written = ({ usage }: LogRow): number => usage.cacheWrite5m + usage.cacheWrite1h;

const usedCache = (row: LogRow): boolean => written(row) + row.usage.cacheRead > 0;

const cheaperReads = ({ price: { rates } }: LogRow): boolean => rates.cacheRead < rates.input;
