/** List prices as catalogues publish them: dollars per million tokens, as decimal numbers. */
import { type Picodollars, parseRate } from '../domain/money.ts';
import { type Rates, ratesFrom } from '../domain/rates.ts';

export type ListPrice = {
  input: number;
  output: number;
  cacheRead?: number;
  cacheWrite5m?: number;
  cacheWrite1h?: number;
};

/** Undefined for a price that is no exact decimal number of at most six places. */
export const ratesFromList = (price: ListPrice): Rates | undefined => {
  const texts = Object.entries(price).flatMap(([kind, dollars]) =>
    dollars === undefined ? [] : [[kind, decimal(dollars)] as const],
  );
  if (texts.some(([, text]) => text === undefined)) return undefined;
  const { input = '0', output = '0', ...cache } = Object.fromEntries(texts);
  return ratesFrom({ effectiveAt: '1970-01-01T00:00:00Z', input, output, ...cache });
};

/** A multiple of a price, such as a tenth of it, without floating point: `factor` is in thousandths. */
export const times = (dollars: number, thousandths: number): number | undefined => {
  const text = decimal(dollars);
  if (text === undefined) return undefined;
  const product: Picodollars = (parseRate(text) * thousandths) / 1000;
  return Number.isSafeInteger(product) ? product / 1e6 : undefined;
};

/** As published, so 0.3 is `0.3`. */
const decimal = (dollars: number): string | undefined => {
  const text = dollars.toFixed(6).replace(/\.?0+$/, '');
  return dollars >= 0 && Number(text) === dollars && dollars < 1_000_000 ? text : undefined;
};
