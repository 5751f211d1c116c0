/** Ids of rows: a prefix that says what it is, and a ULID, which sorts by time and then by order of making. */
import { monotonicFactory } from 'ulid';
import type { EpochMs } from '../domain/rates.ts';

export type IdPrefix =
  | 'acc'
  | 'crd'
  | 'key'
  | 'ins'
  // Feedback, requests for integration pages, tickets, security reports, replies, deliveries.
  | 'fbk'
  | 'ask'
  | 'tkt'
  | 'rep'
  | 'rpl'
  | 'dlv';

const ulid = monotonicFactory();

export const newId = (prefix: IdPrefix, at: EpochMs): string => `${prefix}_${ulid(at)}`;
