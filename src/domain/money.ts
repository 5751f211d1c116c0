/**
 * Money is integers. Balances and charges are nanodollars (1 USD = 1e9) held as safe integers;
 * rates are picodollars per token (1 USD = 1e12). Products of the two are computed in BigInt.
 */

/** A whole number of nanodollars. */
export type Nanodollars = number;

/** A whole number of picodollars. */
export type Picodollars = number;

const picodollarsPerDollar = 1_000_000_000_000n;

/** Largest amount an account can hold: about nine million dollars, the safe-integer range. */
export const largestAmount: Nanodollars = Number.MAX_SAFE_INTEGER;

export class MoneyError extends Error {
  override name = 'MoneyError';
}

/** Reads a decimal US dollar amount such as `5`, `0.25` or `12.000000001`; more than 9 places is an error. */
export const parseDollars = (text: string): Nanodollars => {
  const nanodollars = parseDecimal(text, 9);
  if (nanodollars > BigInt(largestAmount)) throw new MoneyError('The amount is too large.');
  return Number(nanodollars);
};

/** Reads "US dollars per million tokens" (a price list's unit) into picodollars per token. */
export const parseRate = (dollarsPerMillion: string): Picodollars => {
  const picodollars = parseDecimal(dollarsPerMillion, 6);
  if (picodollars > picodollarsPerDollar) throw new MoneyError('A rate over $1 per token.');
  return Number(picodollars);
};

/** Exact decimal text without a trailing zero: 1_500_000_000 becomes `1.5`. */
export const formatDollars = (amount: Nanodollars): string => formatDecimal(amount, 9);

/** A rate in a price list's unit, US dollars per million tokens. */
export const formatRate = (rate: Picodollars): string => formatDecimal(rate, 6);

const parseDecimal = (text: string, places: number): bigint => {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text);
  const whole = match?.[1];
  const fraction = match?.[2] ?? '';
  if (whole === undefined || fraction.length > places)
    throw new MoneyError(
      `Write an amount as digits with at most ${places} decimal places, for example 2.50.`,
    );
  return BigInt(whole + fraction.padEnd(places, '0'));
};

const formatDecimal = (amount: number, places: number): string => {
  const digits = Math.abs(amount)
    .toString()
    .padStart(places + 1, '0');
  const whole = digits.slice(0, -places);
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return `${amount < 0 ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
};
