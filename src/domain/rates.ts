/** Rates of a model and multipliers of a group: lists of versions with the moment they take effect (M4). */
import { MoneyError, type Picodollars, parseRate } from './money.ts';
import type { RateConfig } from './site.ts';
import type { UsageKind } from './usage.ts';

/** Picodollars per token. */
export type Rates = Record<UsageKind, Picodollars>;

/** Milliseconds since the Unix epoch. */
export type EpochMs = number;

export type Version<T> = { effectiveAt: EpochMs; value: T };

/** The price that a request locks when it starts. */
export type Price = {
  rates: Rates;
  /** Decimal text with at most 4 places, such as `1`, `0.8` or `1.25`. */
  multiplier: string;
};

/** The version in force at a moment: the newest that has taken effect. */
export const inForce = <T>(versions: readonly Version<T>[], at: EpochMs): T | undefined =>
  newest(versions.filter((version) => version.effectiveAt <= at))?.value;

/** The next version that has been announced and has not taken effect yet. */
export const coming = <T>(versions: readonly Version<T>[], at: EpochMs): Version<T> | undefined =>
  versions
    .filter((version) => version.effectiveAt > at)
    .sort((a, b) => a.effectiveAt - b.effectiveAt)[0];

/** A multiplier as a whole number of ten-thousandths. */
export const parseMultiplier = (text: string): bigint => {
  if (!/^\d{1,4}(?:\.\d{1,4})?$/.test(text))
    throw new MoneyError('Write a multiplier as digits with at most 4 decimal places, like 1.25.');
  // With so few digits, a floating-point number is off by far less than half of a ten-thousandth.
  return BigInt(Math.round(Number(text) * 10_000));
};

export const multiplierScale = 10_000n;

/**
 * Rates from dollars per million tokens. Where a list names no cache price, the input rate applies:
 * a model without prompt caching bills cached tokens as input (B3c).
 */
export const ratesFrom = (config: RateConfig): Rates => ({
  input: parseRate(config.input),
  output: parseRate(config.output),
  cacheRead: parseRate(config.cacheRead ?? config.input),
  cacheWrite5m: parseRate(config.cacheWrite5m ?? config.input),
  cacheWrite1h: parseRate(config.cacheWrite1h ?? config.cacheWrite5m ?? config.input),
});

const newest = <T>(versions: readonly Version<T>[]): Version<T> | undefined =>
  versions.reduce<Version<T> | undefined>(
    (best, version) => (!best || version.effectiveAt >= best.effectiveAt ? version : best),
    undefined,
  );
