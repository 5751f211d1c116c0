/** Reads what an operator types, and writes values as an operator reads them. */
import { InvalidArgumentError } from 'commander';
import { parseMoment } from '../domain/moment.ts';
import { formatDollars, MoneyError, parseDollars, parseRate } from '../domain/money.ts';
import { type EpochMs, parseMultiplier } from '../domain/rates.ts';
import { visibleLine } from '../domain/visible-line.ts';

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

export const moment = (text: string): EpochMs => {
  const at = parseMoment(text);
  if (at === undefined)
    throw new InvalidArgumentError(
      'Write a moment as 2026-12-01 (midnight UTC) or 2026-12-01T09:00:00Z.',
    );
  return at;
};

/** Text on one line, of at most so many characters. */
export const line =
  (longest: number) =>
  (text: string): string => {
    const trimmed = text.trim();
    if (trimmed === '' || trimmed.length > longest || !visibleLine.test(trimmed))
      throw new InvalidArgumentError(
        `Write 1 to ${longest} characters, without line breaks and control characters.`,
      );
    return trimmed;
  };

export const longestReason = 200;

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
