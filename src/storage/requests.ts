/**
 * The request log as the gateway writes it: a request is reserved, checkpointed and settled exactly
 * once, or recorded as rejected. Concurrent calls share one transaction (see `ledger.ts`).
 */
import type { Charge } from '../domain/charge.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Protocol } from '../domain/protocol.ts';
import type { EpochMs, Price } from '../domain/rates.ts';
import type { RequestLogPage, RequestLogRow } from '../domain/request-log.ts';
import type { Usage, UsageSource } from '../domain/usage.ts';
import { type Store, StoreError } from './store.ts';

export type RequestStart = {
  /** `req_` + ULID. */
  id: string;
  accountId: string;
  keyId: string;
  groupId: string;
  model: string;
  protocol: Protocol;
  endpoint: string;
  stream: boolean;
  client: string | null;
  startedAt: EpochMs;
  /** Locked for the request. */
  price: Price;
  /** The most that it can cost. */
  reserved: number;
  /** Requests per minute. */
  limits: { key: number | null; account: number | null };
};

/** The tighter of the two limits; null when neither is set. */
export type LimitState = {
  limit: number;
  remaining: number;
  resetAt: EpochMs;
  scope: 'key' | 'account';
} | null;

export type Reservation =
  | { ok: true; limit: LimitState }
  | { ok: false; reason: 'insufficient_balance'; available: number; needed: number }
  | { ok: false; reason: 'rate_limited'; limit: LimitState };

/** A request that the gateway turned down itself. It costs nothing and counts against no limit. */
export type Rejection = Omit<RequestStart, 'price' | 'reserved' | 'limits'> & {
  status: number;
  errorCode: string;
  /** When one had been found out already. */
  price?: Price;
};

/** What is known of a running request: enough to settle it should its instance die. */
export type Checkpoint = {
  upstream: string | null;
  status: number | null;
  firstTokenAt: EpochMs | null;
  usage: Usage;
  usageSource: UsageSource | null;
};

export type Settlement = Checkpoint & {
  outcome: Outcome;
  errorCode: string | null;
  /** At most what was reserved is taken. */
  charge: Charge;
};

export type RequestFilter = {
  accountId: string;
  keyId?: string;
  model?: string;
  outcome?: Outcome;
  /** An exact status, or a class of them: 4 for 400 to 499. */
  status?: number;
  /** From this moment on. */
  since?: EpochMs;
  /** Before this moment. */
  until?: EpochMs;
  /** `next_cursor` of the page before. */
  cursor?: string;
  limit: number;
};

const open = (): never => {
  throw new StoreError('Not open.');
};

/**
 * One atomic step: counts the request against the limits of key and account, holds the most that it
 * can cost, and writes its row. Parallel calls cannot overdraw a balance.
 */
export const reserve = async (_s: Store, _start: RequestStart): Promise<Reservation> => open();
export const recordRejection = async (_s: Store, _rejection: Rejection): Promise<void> => open();
/** Without effect once the request is settled. */
export const checkpoint = async (_s: Store, _id: string, _checkpoint: Checkpoint): Promise<void> =>
  open();
/** Exactly once; false when the request was settled before. */
export const settle = async (_s: Store, _id: string, _settlement: Settlement): Promise<boolean> =>
  open();
/** Settles the running requests of instances that are gone, by their checkpoints; answers how many. */
export const settleAbandoned = async (_s: Store, _staleAfterMs: number): Promise<number> => open();
/** Tells other instances that this one is alive, and removes rate windows that are over. */
export const heartbeat = async (_s: Store): Promise<void> => open();
export const findRequest = async (
  _s: Store,
  _accountId: string,
  _id: string,
): Promise<RequestLogRow | undefined> => open();
/** Newest first. */
export const listRequests = async (_s: Store, _filter: RequestFilter): Promise<RequestLogPage> =>
  open();
