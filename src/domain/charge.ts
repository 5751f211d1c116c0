/**
 * What a request costs. One line per kind of token, at the price locked when the request started;
 * the sum is rounded once, half up, to nanodollars.
 */
import { largestAmount, type Nanodollars } from './money.ts';
import { multiplierScale, type Price, parseMultiplier } from './rates.ts';
import { type Usage, type UsageKind, usageKinds } from './usage.ts';

export type ChargeLine = {
  kind: UsageKind;
  tokens: number;
  /** Picodollars per token, before the multiplier. */
  rate: number;
  /** Tokens × rate × multiplier in picodollars, exact decimal text. */
  picodollars: string;
};

export type Charge = {
  nanodollars: Nanodollars;
  multiplier: string;
  lines: ChargeLine[];
  /** Set when the amount was held at the reservation, so that a balance is never overdrawn. */
  cappedAt?: Nanodollars;
};

/** The charge for a usage at a price; never more than `reserved` nanodollars when that is given. */
export const chargeFor = (usage: Usage, price: Price, reserved?: Nanodollars): Charge => {
  const lines = usageKinds
    .filter((kind) => usage[kind] > 0)
    .map((kind) => line(kind, usage[kind], price));
  const nanodollars = chargeAmount(usage, price);
  return reserved !== undefined && nanodollars > reserved
    ? { nanodollars: reserved, multiplier: price.multiplier, lines, cappedAt: reserved }
    : { nanodollars, multiplier: price.multiplier, lines };
};

/** The charge for what costs nothing. */
export const noCharge = ({ multiplier }: Pick<Price, 'multiplier'>): Charge => ({
  nanodollars: 0,
  multiplier,
  lines: [],
});

/** The amount alone, in nanodollars: what the hot path needs. */
export const chargeAmount = (usage: Usage, price: Price): Nanodollars =>
  roundHalfUp(scaled(usage, price) * parseMultiplier(price.multiplier), 1000n * multiplierScale);

/** More tokens than a request can have: of the dearest kind of input, and of output. */
export type CostBound = { input: number; output: number };

/** The most that a request within a bound can be charged, rounded up. */
export const highestCharge = (
  { input, output }: CostBound,
  { rates, multiplier }: Price,
): Nanodollars => {
  const dearestInput = Math.max(
    rates.input,
    rates.cacheRead,
    rates.cacheWrite5m,
    rates.cacheWrite1h,
  );
  const picodollars = BigInt(input) * BigInt(dearestInput) + BigInt(output) * BigInt(rates.output);
  const unit = 1000n * multiplierScale;
  const amount = (picodollars * parseMultiplier(multiplier) + unit - 1n) / unit;
  return Math.min(Number(amount), largestAmount);
};

const scaled = (usage: Usage, price: Price): bigint => {
  let sum = 0n;
  for (const kind of usageKinds)
    if (usage[kind] > 0) sum += BigInt(usage[kind]) * BigInt(price.rates[kind]);
  return sum;
};

const line = (kind: UsageKind, tokens: number, price: Price): ChargeLine => ({
  kind,
  tokens,
  rate: price.rates[kind],
  picodollars: exactDecimal(
    BigInt(tokens) * BigInt(price.rates[kind]) * parseMultiplier(price.multiplier),
  ),
});

const exactDecimal = (tenThousandths: bigint): string => {
  const fraction = (tenThousandths % multiplierScale)
    .toString()
    .padStart(4, '0')
    .replace(/0+$/, '');
  return `${tenThousandths / multiplierScale}${fraction && `.${fraction}`}`;
};

const roundHalfUp = (amount: bigint, unit: bigint): number => Number((amount + unit / 2n) / unit);
