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

/** Ten-thousandths of a picodollar in a nanodollar. */
const unit = 1000n * multiplierScale;

/** The charge for a usage at a price; never more than `reserved` nanodollars when that is given. */
export const chargeFor = (usage: Usage, price: Price, reserved?: Nanodollars): Charge => {
  const { rates, multiplier } = price;
  const factor = parseMultiplier(multiplier);
  const lines: ChargeLine[] = [];
  let sum = 0n;
  for (const kind of usageKinds) {
    const tokens = usage[kind];
    if (tokens <= 0) continue;
    const rate = rates[kind];
    const amount = BigInt(tokens) * BigInt(rate) * factor;
    sum += amount;
    lines.push({ kind, tokens, rate, picodollars: exactDecimal(amount) });
  }
  const nanodollars = Number((sum + unit / 2n) / unit);
  return reserved !== undefined && nanodollars > reserved
    ? { nanodollars: reserved, multiplier, lines, cappedAt: reserved }
    : { nanodollars, multiplier, lines };
};

/** The charge for what costs nothing. */
export const noCharge = ({ multiplier }: Pick<Price, 'multiplier'>): Charge => ({
  nanodollars: 0,
  multiplier,
  lines: [],
});

/** The amount alone, in nanodollars. */
export const chargeAmount = (usage: Usage, price: Price): Nanodollars =>
  chargeFor(usage, price).nanodollars;

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
  const amount = (picodollars * parseMultiplier(multiplier) + unit - 1n) / unit;
  return Math.min(Number(amount), largestAmount);
};

const exactDecimal = (tenThousandths: bigint): string => {
  const digits = tenThousandths.toString().padStart(5, '0');
  const whole = digits.slice(0, -4);
  const fraction = digits.slice(-4);
  return fraction === '0000' ? whole : `${whole}.${fraction.replace(/0+$/, '')}`;
};
