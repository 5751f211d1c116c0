/** What is compared: a row of a client's usage export, and what is needed of a row of the request log. */
import type { Nanodollars } from '../money.ts';
import type { Outcome } from '../outcome.ts';
import type { EpochMs, Price } from '../rates.ts';
import type { Usage } from '../usage.ts';

/** A row of an export, after its columns were mapped. Null where the export has no such column or no value. */
export type ClientRow = {
  /** Line of the file, counted from 1, header included. */
  line: number;
  at: EpochMs;
  model: string | null;
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  cost: Nanodollars | null;
  requestId: string | null;
};

/** The part of a log row that spending is explained from. */
export type LogRow = {
  id: string;
  startedAt: EpochMs;
  endedAt: EpochMs;
  keyId: string;
  client: string | null;
  model: string;
  stream: boolean;
  outcome: Outcome;
  usage: Usage;
  price: Price;
  charge: Nanodollars;
};

/** What an export's input column counts: with OpenAI's shape cached tokens are part of it. */
export type InputMeaning = 'includes_cache' | 'excludes_cache';

/** A pair that is about the same call. */
export type Pair = { client: ClientRow; log: LogRow };

/** Model ids as clients write them, without vendor prefix, date and punctuation: equal for the same model. */
export const comparableModel = (model: string): string =>
  model
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/[-@:](\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, '')
    .replace(/[._:@\s]+/g, '-');
