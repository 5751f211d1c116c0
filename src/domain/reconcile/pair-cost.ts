/**
 * What makes the two sides of one call differ, step by step from what was charged to what the client
 * counted: cache, then tokens, then multiplier. The steps telescope, so they add up exactly.
 */
import { chargeAmount } from '../charge.ts';
import type { Nanodollars } from '../money.ts';
import type { Usage } from '../usage.ts';
import { promptTokens } from './match.ts';
import type { InputMeaning, LogRow, Pair } from './rows.ts';

export type PairSteps = {
  /** Tokens that the client took for cache reads and the log billed as input or cache writes. */
  cache: Nanodollars;
  /** Tokens that the client did not count. */
  tokens: Nanodollars;
  multiplier: Nanodollars;
  /** What the client says the call cost. */
  counted: Nanodollars;
};

export const pairSteps = ({ client, log }: Pair, meaning: InputMeaning): PairSteps => {
  const believed = withClientCache(log.usage, client.cacheRead);
  const afterCache = believed === log.usage ? log.charge : chargeAmount(believed, log.price);
  const seen = withClientTokens(believed, { client, log }, meaning);
  const afterTokens = seen === believed ? afterCache : chargeAmount(seen, log.price);
  const atList = chargeAmount(seen, { ...log.price, multiplier: '1' });
  const counted = client.cost ?? afterTokens;
  const uncached = hasNoCachePrice(log) && client.cacheRead ? afterTokens - counted : 0;
  return {
    cache: log.charge - afterCache + uncached,
    tokens: afterCache - afterTokens,
    multiplier: client.cost !== null && isClose(counted, atList) ? afterTokens - atList : 0,
    counted,
  };
};

/**
 * Without caching the cached tokens are billed as input (B3c); what the client took for their price is
 * then only in its cost. Under a multiplier the two can't be told apart, so the rest stays unexplained.
 */
const hasNoCachePrice = ({ price: { rates, multiplier } }: LogRow): boolean =>
  multiplier === '1' && rates.cacheRead >= rates.input;

/** Whether the export's input column holds cached tokens too: what most of the calls with a cache say. */
export const inputMeaning = (pairs: readonly Pair[]): InputMeaning => {
  let votes = 0;
  for (const { client, log } of pairs) {
    const whole = promptTokens(log);
    if (client.input === null || whole === log.usage.input) continue;
    if (client.input === whole) votes++;
    if (client.input === log.usage.input) votes--;
  }
  return votes > 0 ? 'includes_cache' : 'excludes_cache';
};

/** The usage as if the client's cache reads had happened: out of the writes first, then out of the input. */
const withClientCache = (usage: Usage, cacheRead: number | null): Usage => {
  let missing = (cacheRead ?? 0) - usage.cacheRead;
  if (missing <= 0) return usage;
  const moved = { ...usage };
  for (const kind of ['cacheWrite5m', 'cacheWrite1h', 'input'] as const) {
    const taken = Math.min(missing, moved[kind]);
    moved[kind] -= taken;
    moved.cacheRead += taken;
    missing -= taken;
  }
  return moved;
};

/** The usage with the counts that the client has, where those are lower. */
const withClientTokens = (usage: Usage, { client }: Pair, meaning: InputMeaning): Usage => {
  const countedNothing = !client.input && !client.output && !client.cost;
  if (countedNothing && (client.input !== null || client.output !== null || client.cost !== null))
    return { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  const cached = usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
  const input =
    client.input === null
      ? usage.input
      : Math.max(0, client.input - (meaning === 'includes_cache' ? cached : 0));
  const output = client.output ?? usage.output;
  return input < usage.input || output < usage.output
    ? { ...usage, input: Math.min(input, usage.input), output: Math.min(output, usage.output) }
    : usage;
};

/** Clients round their costs: equal within one percent or a ten-thousandth of a cent. */
const isClose = (a: Nanodollars, b: Nanodollars): boolean =>
  Math.abs(a - b) <= Math.max(1_000, Math.abs(b) / 100);
