/** Adds up amounts by cause, with the dearest requests as examples. */
import type { Nanodollars } from '../money.ts';
import type { CauseId } from './causes.ts';

export type CauseAmount = {
  cause: CauseId;
  nanodollars: Nanodollars;
  requests: number;
  /** Ids of requests to look at, the dearest first; lines of the export for what the log lacks. */
  examples: string[];
};

export type Tally = {
  /** Amounts of zero are no cause and are left out. */
  add(cause: CauseId, amount: Nanodollars, request: string): void;
  /** The largest amount first. */
  amounts(): CauseAmount[];
};

const mostExamples = 5;

export const createTally = (): Tally => {
  const entries = new Map<CauseId, { request: string; amount: Nanodollars }[]>();
  return {
    add(cause, amount, request) {
      if (amount === 0) return;
      const entry = entries.get(cause) ?? [];
      entry.push({ request, amount });
      entries.set(cause, entry);
    },
    amounts: () =>
      [...entries]
        .map(([cause, entry]) => ({
          cause,
          nanodollars: entry.reduce((total, { amount }) => total + amount, 0),
          requests: entry.length,
          examples: entry
            .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
            .slice(0, mostExamples)
            .map(({ request }) => request),
        }))
        .sort((a, b) => Math.abs(b.nanodollars) - Math.abs(a.nanodollars)),
  };
};
