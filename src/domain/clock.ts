import type { EpochMs } from './rates.ts';

/** Where all time comes from; tests hand in their own. */
export type Clock = { now(): EpochMs };
