/** Reads what an operator types, and writes values as an operator reads them. */
import { InvalidArgumentError } from 'commander';
import { formatDollars, MoneyError, parseDollars, parseRate } from '../domain/money.ts';
import { type EpochMs, parseMultiplier } from '../domain/rates.ts';

/** Dollars as a decimal, `-` in front to take back; in nanodollars. */
export const signedDollars = (text: string): number => {
  const amount = dollars(text.replace(/^-/, ''));
  if (amount === 0) throw new InvalidArgumentError('Give an amount other than zero.');
  return text.startsWith('-') ? -amount : amount;
};

export const dollars = (text: string): number => taken(() => parseDollars(text));

/** US dollars per million tokens, kept as text: the store's unit is made of it at the end. */
export const rate = (text: string): string => {
  taken(() => parseRate(text));
  return text;
};

export const multiplier = (text: string): string => {
  taken(() => parseMultiplier(text));
  return text;
};

/** A day or a moment with its offset: a time without one would mean another moment on another machine. */
export const moment = (text: string): EpochMs => {
  const at = pattern.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new InvalidArgumentError(
      'Write a moment as 2026-12-01 (midnight UTC) or 2026-12-01T09:00:00Z.',
    );
  return at;
};

const pattern = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
    return value;
  };

export const shownDollars = (amount: number): string => `$${formatDollars(amount)}`;

export const shownMoment = (at: EpochMs | null): string | null =>
  at === null ? null : new Date(at).toISOString();

const taken = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof MoneyError) throw new InvalidArgumentError(error.message);
    throw error;
  }
};
