/** Amounts as a reader sees them. Nothing is computed: digits of the store's own numbers are set out. */
import {
  formatDollars,
  formatRate,
  type Nanodollars,
  type Picodollars,
} from '../../domain/money.ts';

export const dollars = (amount: Nanodollars): string =>
  `${amount < 0 ? '−' : ''}$${formatDollars(Math.abs(amount))}`;

/** Dollars per million tokens. */
export const ratePerMillion = (rate: Picodollars): string => `$${formatRate(rate)}`;

/** Exact decimal picodollars, as a line of a charge has them: `12500.5` becomes `$0.0000000125005`. */
export const picodollars = (exact: string): string => {
  const [whole = '0', fraction = ''] = exact.split('.');
  const digits = whole.padStart(13, '0');
  const decimals = `${digits.slice(-12)}${fraction}`.replace(/0+$/, '');
  return `$${digits.slice(0, -12)}${decimals && `.${decimals}`}`;
};

export const count = (tokens: number): string => tokens.toLocaleString('en-US');
